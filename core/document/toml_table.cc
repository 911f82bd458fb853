#include "core/document/toml_table.h"

#include <algorithm>

#include "core/base/beginning.h"
#include "core/base/sizes.h"
#include "core/document/toml_scan.h"

namespace troth::document {
namespace {

constexpr std::size_t kLongestId = 64;              // hexadecimal digits
constexpr std::string_view kTemplatesDots = "...";  // where words of one's own go

std::optional<CivilDate> civil_date(const toml::date& date) {
  const CivilDate day =
      std::chrono::year{date.year} / std::chrono::month{date.month} / std::chrono::day{date.day};
  if (!day.ok() || day.year() < kFirstYear || day.year() > kLastYear) return std::nullopt;
  return day;
}

std::optional<TimeMs> instant(const toml::date_time& at) {
  const auto day = civil_date(at.date);
  if (!day || !at.offset) return std::nullopt;
  const TimeMs clock = TimeZone{}.start_of(*day) + at.time.hour * kHourMs +
                       at.time.minute * kMinuteMs + at.time.second * kSecondMs +
                       at.time.nanosecond / 1'000'000;
  const TimeMs value = clock - at.offset->minutes * kMinuteMs;
  return value > 0 ? std::optional(value) : std::nullopt;
}

std::optional<Date> date_of(const toml::node& node) {
  if (const auto* date = node.as_date()) return civil_date(date->get());
  if (const auto* at = node.as_date_time()) return instant(at->get());
  if (const auto* text = node.as_string(); text != nullptr && text->get() == "none")
    return Date{NoDate{}};
  return std::nullopt;
}

Result<IdBeginning> id_of(const toml::node& node) {
  const auto* text = node.as_string();
  const std::string digits = text == nullptr ? "" : text->get();
  auto lower = hexadecimal_digits(digits);
  if (digits.empty() || digits.size() > kLongestId || !lower)
    return refuse(Code::document_id_malformed, words_of(place_of(node)) + shown(digits));
  return IdBeginning{place_of(node), std::move(*lower)};
}

Error syntax_error(const toml::parse_error& failure) {
  const Place place{failure.source().begin.line, failure.source().begin.column};
  const std::string why(failure.description());
  const bool fit = check_text(why, 4096, Lines::one, "").has_value();
  return error(Code::document_syntax,
               words_of(place) + "this is not TOML" + (fit ? " (" + why + ")" : ""));
}

}  // namespace

Result<toml::table> read_toml(std::string_view toml) {
  TROTH_ASSIGN(const std::string text, scanned(toml));
  toml::parse_result parsed = toml::parse(text);
  if (!parsed) return std::unexpected(syntax_error(parsed.error()));
  return std::move(parsed).table();
}

Place place_of(const toml::node& node) {
  return {node.source().begin.line, node.source().begin.column};
}

Status TableReader::only(std::initializer_list<std::string_view> known) const {
  for (const auto& [key, value] : table_.get()) {
    if (std::ranges::find(known, key.str()) != known.end()) continue;
    const Place place{key.source().begin.line, key.source().begin.column};
    return refuse(
        Code::document_unknown_key,
        words_of(place) + shown(key.str()) + (name_.empty() ? "" : " in " + std::string(name_)));
  }
  return {};
}

Result<std::optional<std::string>> TableReader::string(std::string_view key) const {
  const toml::node* node = find(key);
  if (node == nullptr) return std::nullopt;
  const auto* text = node->as_string();
  if (text == nullptr) return wrong_type(key, "a text between quotes");
  return text->get();
}

Result<std::optional<std::string>> TableReader::text(std::string_view key, std::size_t largest,
                                                     Lines lines) const {
  TROTH_ASSIGN(std::optional<std::string> text, string(key));
  if (text) TROTH_TRY(check_text(*text, largest, lines, subject(key)));
  return text;
}

Result<std::optional<std::string>> TableReader::required_text(std::string_view key,
                                                              std::size_t largest,
                                                              Lines lines) const {
  TROTH_ASSIGN(std::optional<std::string> text, string(key));
  if (text == kTemplatesDots)
    return refuse(Code::document_missing,
                  subject(key) + " still has the dots of the template, and your own text");
  if (text) TROTH_TRY(check_required_text(*text, largest, lines, subject(key)));
  return text;
}

Result<std::optional<bool>> TableReader::boolean(std::string_view key) const {
  const toml::node* node = find(key);
  if (node == nullptr) return std::nullopt;
  const auto* value = node->as_boolean();
  if (value == nullptr) return wrong_type(key, "true or false, without quotes");
  return value->get();
}

Result<std::optional<std::uint32_t>> TableReader::number(std::string_view key,
                                                         std::uint32_t largest) const {
  const toml::node* node = find(key);
  if (node == nullptr) return std::nullopt;
  const auto* value = node->as_integer();
  if (value == nullptr) return wrong_type(key, "a whole number, without quotes");
  if (value->get() < 0 || value->get() > largest)
    return refuse(Code::document_number_out_of_range,
                  subject(key) + " is not from 0 to " + std::to_string(largest));
  return static_cast<std::uint32_t>(value->get());
}

Result<std::optional<Date>> TableReader::date(std::string_view key) const {
  const toml::node* node = find(key);
  if (node == nullptr) return std::nullopt;
  const auto date = date_of(*node);
  if (!date) return refuse(Code::document_bad_date, subject(key));
  return *date;
}

Result<std::optional<IdBeginning>> TableReader::id(std::string_view key) const {
  const toml::node* node = find(key);
  if (node == nullptr) return std::nullopt;
  TROTH_ASSIGN(IdBeginning beginning, id_of(*node));
  return beginning;
}

Result<std::vector<IdBeginning>> TableReader::ids(std::string_view key) const {
  const toml::node* node = find(key);
  std::vector<IdBeginning> all;
  if (node == nullptr) return all;
  const auto* array = node->as_array();
  if (array == nullptr) return wrong_type(key, "a list of ids between brackets");
  for (const toml::node& element : *array) {
    TROTH_ASSIGN(IdBeginning beginning, id_of(element));
    all.push_back(std::move(beginning));
  }
  return all;
}

Result<std::optional<std::vector<std::pair<Place, std::string>>>> TableReader::names(
    std::string_view key, std::size_t largest) const {
  const toml::node* node = find(key);
  if (node == nullptr) return std::nullopt;
  const auto* array = node->as_array();
  if (array == nullptr) return wrong_type(key, "a list of texts between brackets");
  std::vector<std::pair<Place, std::string>> all;
  for (const toml::node& element : *array) {
    const auto* text = element.as_string();
    if (text == nullptr) return wrong_type(key, "a list of texts between brackets");
    TROTH_TRY(
        check_required_text(text->get(), largest, Lines::one,
                            words_of(place_of(element)) + "A text of '" + std::string(key) + "'"));
    all.emplace_back(place_of(element), text->get());
  }
  return all;
}

Result<std::optional<TableReader>> TableReader::table(std::string_view key,
                                                      std::string_view name) const {
  const toml::node* node = find(key);
  if (node == nullptr) return std::nullopt;
  const auto* table = node->as_table();
  if (table == nullptr) return wrong_type(key, "a table, written as [" + std::string(key) + "]");
  return TableReader(*table, name);
}

Result<std::vector<TableReader>> TableReader::tables(std::string_view key,
                                                     std::string_view name) const {
  const toml::node* node = find(key);
  std::vector<TableReader> all;
  if (node == nullptr) return all;
  const auto* array = node->as_array();
  const bool only_tables =
      array != nullptr &&
      std::ranges::all_of(*array, [](const toml::node& element) { return element.is_table(); });
  if (!only_tables)
    return wrong_type(key, "one or more tables, each written as [[" + std::string(key) + "]]");
  for (const toml::node& element : *array) all.emplace_back(*element.as_table(), name);
  return all;
}

std::string TableReader::subject(std::string_view key) const {
  const toml::node* node = find(key);
  return words_of(node == nullptr ? place() : place_of(*node)) + "'" + std::string(key) + "'";
}

Status TableReader::missing(std::string_view key) const {
  const Place at = name_.empty() ? Place{} : place();
  return refuse(Code::document_missing, words_of(at) + "'" + std::string(key) + "'" +
                                            (name_.empty() ? "" : " of " + std::string(name_)));
}

std::unexpected<Error> TableReader::wrong_type(std::string_view key,
                                               std::string_view expected) const {
  return refuse(Code::document_wrong_type, subject(key) + " is not " + std::string(expected));
}

}  // namespace troth::document
