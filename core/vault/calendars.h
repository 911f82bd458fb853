// The dates that the pair's agreement and questions set, as a calendar file that
// says nothing else (document/calendar_file.h): check-ins and reviews of a rhythm
// that applies, the date to renew by, and the due dates of open questions.
// Borrows an open Vault, on its thread. Fails with pair_none, calendar_empty and
// the codes of the store; nothing is signed.
#pragma once

#include <string>

#include "core/base/error.h"
#include "core/base/time.h"
#include "core/vault/vault.h"

namespace troth::vault {

struct CalendarFile {
  std::string text;
  std::size_t events = 0;
};

class Calendars {
 public:
  Calendars(const Vault& vault, TimeMs now) : vault_(vault), now_(now) {}

  [[nodiscard]] Result<CalendarFile> file() const;

 private:
  const Vault& vault_;
  TimeMs now_;
};

}  // namespace troth::vault
