// The door to the settings that a person chooses: the names there are, what each
// may be, and what it is where nobody chose. Private, as the journal is. A new one
// is a line of the table in own_settings.cc, and stands there because something
// reads it. Borrows an open Vault, on its thread. Fails: setting_unknown,
// setting_value_unfit, and the codes of the store.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/vault/vault.h"

namespace troth::vault {

namespace own_setting {
inline constexpr std::string_view kWidth = "width";  // columns of what is printed, or "auto"
inline constexpr std::string_view kLockAfter = "lock-after";  // of a shell: minutes without a line
inline constexpr std::string_view kReminders = "reminders";   // of what is due: "on" or "off"
// Of the window: "system", "light" or "dark"; percent; "on" or "off".
inline constexpr std::string_view kTheme = "theme";
inline constexpr std::string_view kTextSize = "text-size";
inline constexpr std::string_view kReduceMotion = "reduce-motion";
inline constexpr std::string_view kNotices = "notices";
}  // namespace own_setting

struct OwnSetting {
  std::string name;
  std::string value;
  std::string about;  // what it does, and what it takes
  bool is_chosen = false;
};

class OwnSettings {
 public:
  explicit OwnSettings(Vault& vault) : vault_(vault) {}

  [[nodiscard]] Result<std::vector<OwnSetting>> all() const;
  // The value that was chosen, or else the usual one.
  [[nodiscard]] Result<std::string> value(std::string_view name) const;
  // The same as a number; nothing where it is a word ("auto", "off").
  [[nodiscard]] Result<std::optional<double>> number(std::string_view name) const;

  Status set(std::string_view name, const std::string& value);

 private:
  Vault& vault_;
};

}  // namespace troth::vault
