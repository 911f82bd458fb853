#include "core/ledger/entry_log.h"

namespace troth::ledger {

Clock Place::clock() const {
  Clock out = past;
  out.raise(tick);
  return out;
}

}  // namespace troth::ledger
