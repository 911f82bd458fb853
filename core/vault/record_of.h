// From signed entries to the record that an export shows: used by whoever exports
// their own ledger and by whoever verifies another's, so that both make the same.
// Every entry is given once, in causal order, with the log that holds all of
// them. Fails where the log does, and with what Agreement::add refuses.
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "core/document/record.h"
#include "core/ledger/entry_log.h"
#include "core/store/acts.h"

namespace troth::vault {

class RecordMaker {
 public:
  // Borrows what `reading` borrows, and the log.
  static Result<RecordMaker> begin(const store::Reading& reading, document::Circumstances by,
                                   const ledger::EntryLog& log);

  Status add(const ledger::PlacedEntry& entry);
  // One that rests on what is not here.
  void add_waiting(const ledger::WaitingEntry& entry);
  // After every entry.
  Result<document::Record> finish();

 private:
  RecordMaker(const store::Reading& reading, document::Circumstances by);
  Status find_cuts(const ledger::EntryLog& log);
  void note_view(const agreement::Act& act, const document::RecordedEntry& entry);
  Status judge_answers();

  store::Reading reading_;
  agreement::Pair pair_;
  agreement::Agreement agreement_;
  document::Record record_;
  // From this seq on a device's entries are beyond a cut.
  std::map<DeviceId, std::uint64_t> cut_from_;
  std::map<EntryHash, std::vector<std::pair<PartnerId, Tick>>> views_;  // of a question
  std::vector<std::pair<agreement::Act, practice::DecisionAnswer>> answers_;
};

}  // namespace troth::vault
