// Search over everything that this partner can read: every text of the ledger,
// and the own journal. Newest first, by the time that the author claims. Borrows
// an open Vault, on its thread. Fails: search_words_missing, search_too_long,
// search_by_nobody, day_malformed, and the codes of the store.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/time.h"
#include "core/store/text_index.h"
#include "core/vault/types.h"
#include "core/vault/vault.h"

namespace troth::vault {

using store::Subject;
using store::subjects;

struct SearchFor {
  // Words, beginnings of words ("kitch*"), and phrases in double quotes: all of
  // them, whatever else is typed between them.
  std::string words;
  std::optional<Subject> subject;
  std::string by;     // a name, "me", "partner", or empty: of both
  std::string since;  // a day of the agreed time zone, "2027-05-20"; empty: all
  std::string until;  // the same, with that whole day
  std::size_t most = 50;
};

struct SearchHit {
  Subject subject{};
  std::string id;  // of the entry (of a No its proposal's), or of the journal's page
  Side by = Side::mine;
  std::string by_name;
  TimeMs written_ms = 0;
  bool counts = true;   // false: by a device that is not confirmed
  std::string excerpt;  // the sentence that has it
};

class Searching {
 public:
  Searching(const Vault& vault, TimeMs now) : vault_(vault), now_(now) {}
  [[nodiscard]] Result<std::vector<SearchHit>> find(const SearchFor& wanted) const;

 private:
  Status take_days(const SearchFor& wanted, store::Search& search) const;

  const Vault& vault_;
  TimeMs now_;
};

}  // namespace troth::vault
