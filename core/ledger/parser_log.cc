#include "core/ledger/parser_log.h"

#include <google/protobuf/stubs/logging.h>

namespace troth::ledger {

void silence_parser_log() { google::protobuf::SetLogHandler(nullptr); }

}  // namespace troth::ledger
