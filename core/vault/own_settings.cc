#include "core/vault/own_settings.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "core/vault/state.h"

namespace troth::vault {
namespace {

enum class Digits : std::uint8_t { none, whole, decimal };

// A setting takes one of its words, or a number of its kind within its bounds.
struct Definition {
  std::string_view name;
  std::string_view usual;
  std::string_view about;
  std::string_view takes;
  std::array<std::string_view, 3> words{};
  Digits digits = Digits::none;
  double least = 0;
  double most = 0;
};

constexpr auto kDefinitions = std::to_array<Definition>({
    {own_setting::kWidth,
     "auto",
     "How many columns wide everything is printed",
     "auto (as wide as the terminal), or 40 to 200",
     {"auto"},
     Digits::whole,
     40,
     200},
    {own_setting::kLockAfter,
     "10",
     "After how many minutes without a line troth shell locks, where --lock-after does not say, "
     "and without input the window",
     "0.01 to 1440",
     {},
     Digits::decimal,
     0.01,
     1440},
    {own_setting::kReminders,
     "on",
     "Whether status says which check-in is due, and when the next review is",
     "on or off",
     {"on", "off"}},
    {own_setting::kTheme,
     "system",
     "Whether the window is light or dark",
     "system, light or dark",
     {"system", "light", "dark"}},
    {own_setting::kTextSize,
     "100",
     "How large the window's text is, in percent",
     "90 to 150",
     {},
     Digits::whole,
     90,
     150},
    {own_setting::kReduceMotion,
     "off",
     "Whether nothing in the window moves",
     "on or off",
     {"on", "off"}},
    {own_setting::kNotices,
     "on",
     "Whether the computer shows a notice, without a word of what it is, when something comes and "
     "the window is open behind others",
     "on or off",
     {"on", "off"}},
});

Result<const Definition*> definition_of(std::string_view name) {
  const auto* const found = std::ranges::find(kDefinitions, name, &Definition::name);
  if (found != kDefinitions.end()) return found;
  std::string names;
  for (const Definition& one : kDefinitions)
    names += (names.empty() ? "" : ", ") + std::string(one.name);
  return refuse(Code::setting_unknown, names);
}

// "40", or "0.5" where it may be that.
std::optional<double> number_in(std::string_view text, Digits digits) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (text.empty() || !is_digit(text.front()) || !is_digit(text.back())) return std::nullopt;
  const bool is_whole = text.find('.') == text.npos;
  if (digits == Digits::none || (digits == Digits::whole && !is_whole)) return std::nullopt;
  double number = 0;
  const char* const first = text.data();
  const char* const last = first + text.size();
  const auto [end, failed] = std::from_chars(first, last, number, std::chars_format::fixed);
  if (failed != std::errc() || end != last) return std::nullopt;
  return number;
}

bool takes(const Definition& definition, std::string_view value) {
  if (!value.empty() && std::ranges::find(definition.words, value) != definition.words.end())
    return true;
  const auto number = number_in(value, definition.digits);
  return number && *number >= definition.least && *number <= definition.most;
}

}  // namespace

Result<std::vector<OwnSetting>> OwnSettings::all() const {
  std::vector<OwnSetting> out;
  for (const Definition& one : kDefinitions) {
    TROTH_ASSIGN(const auto chosen, vault_.state().store().own_settings().find(one.name));
    out.push_back({std::string(one.name), chosen.value_or(std::string(one.usual)),
                   std::string(one.about) + ": " + std::string(one.takes), chosen.has_value()});
  }
  return out;
}

Result<std::string> OwnSettings::value(std::string_view name) const {
  TROTH_ASSIGN(const Definition* definition, definition_of(name));
  TROTH_ASSIGN(const auto chosen, vault_.state().store().own_settings().find(name));
  return chosen.value_or(std::string(definition->usual));
}

Result<std::optional<double>> OwnSettings::number(std::string_view name) const {
  TROTH_ASSIGN(const Definition* definition, definition_of(name));
  TROTH_ASSIGN(const auto text, value(name));
  return number_in(text, definition->digits);
}

Status OwnSettings::set(std::string_view name, const std::string& value) {
  TROTH_ASSIGN(const Definition* definition, definition_of(name));
  if (!takes(*definition, value))
    return refuse(Code::setting_value_unfit,
                  std::string(name) + " takes " + std::string(definition->takes));
  TROTH_ASSIGN(auto change, vault_.state().store().begin());
  TROTH_TRY(change.own_settings().set(name, value));
  return change.commit();
}

}  // namespace troth::vault
