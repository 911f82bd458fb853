#include "core/vault/process.h"

#include <sys/prctl.h>
#include <sys/resource.h>

#include "core/crypto/secret.h"
#include "core/ledger/parser_log.h"
#include "core/sqlite/memory.h"

namespace troth::vault {

Status prepare_process() {
  const rlimit none{0, 0};
  if (prctl(PR_SET_DUMPABLE, 0) != 0 || setrlimit(RLIMIT_CORE, &none) != 0)
    return refuse(Code::process_not_hardened);
  ledger::silence_parser_log();
  TROTH_TRY(crypto::initialize());
  return sqlite::initialize_memory();
}

bool pages_may_be_swapped() { return sqlite::memory_state().pages_may_be_swapped; }

}  // namespace troth::vault
