// What the Protobuf library prints by itself when it reads malformed bytes:
// lines on standard error, which say nothing that a refusal does not say, and
// which whoever sends such bytes could fill a screen with.
#pragma once

namespace troth::ledger {

// From now on it prints nothing, in the whole process. Once, before any thread.
void silence_parser_log();

}  // namespace troth::ledger
