// What there is to read in an entry of the ledger: the texts that its author
// wrote, and the subject that people call it by. Of what cannot be read there are
// none. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/ledger/entry.h"
#include "core/ledger/kind.h"
#include "core/store/acts.h"

namespace troth::store {

// The numbers stand in the index of search: one that has landed never changes.
enum class Subject : std::uint8_t {
  journal = 0,
  proposal = 1,  // with what declines it or takes it back
  pause = 2,
  ending = 3,
  withdrawal = 4,
  limit = 5,
  check_in = 6,  // open, or opened
  comment = 7,
  decision = 8,
  observance = 9,
  moment = 10,
  talk = 11,
  review = 12,
};

// All of them, in the order of their numbers.
std::span<const Subject> subjects();
// "journal", "proposal", "check-in", ...
std::string_view name_of(Subject subject);
// Nothing for what carries no text of a person.
std::optional<Subject> subject_of(ledger::EntryKind kind);

// The entry under which people look this one up: of a decline or a retraction its
// proposal, else itself.
EntryHash known_by(const ledger::Entry& entry);

// The entry's texts, a line each; empty where there are none.
std::string text_of(const ledger::Entry& entry, const Reading& reading);

}  // namespace troth::store
