#include "core/document/parts.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

#include "core/document/toml.h"
#include "core/document/toml_table.h"

namespace troth::document {
namespace {

constexpr auto kDates =
    std::to_array<std::string_view>({"until", "starts", "renew_by", "due", "next_review"});

bool is_date_key(std::string_view key) { return std::ranges::find(kDates, key) != kDates.end(); }

// Nothing where a form has no field for such a thing. A number that none can hold is a text, and
// refused as one.
std::optional<Part::Value> value_of(const toml::node& node) {
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* flag = node.as_boolean()) return flag->get();
  if (const auto* number = node.as_integer()) {
    if (std::in_range<std::uint32_t>(number->get()))
      return static_cast<std::uint32_t>(number->get());
    return std::to_string(number->get());
  }
  const auto* array = node.as_array();
  if (array == nullptr) return std::nullopt;
  std::vector<std::string> texts;
  for (const toml::node& element : *array)
    if (const auto* text = element.as_string()) texts.push_back(text->get());
  return texts;
}

Result<Part> part_of(std::string_view name, const toml::table& table) {
  Part part{std::string(name), {}};
  for (const auto& [key, node] : table) {
    if (is_date_key(key.str())) {
      TROTH_ASSIGN(const auto date, TableReader(table, name).date(key.str()));
      const bool is_none = std::holds_alternative<NoDate>(*date);
      part.fields.emplace_back(key.str(), is_none ? std::string() : toml_of(*date));
    } else if (auto value = value_of(node)) {
      part.fields.emplace_back(key.str(), std::move(*value));
    }
  }
  return part;
}

// One line, whatever is in it: what TOML forbids between quotes is escaped.
std::string on_one_line(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) {
      std::array<char, 8> escape{};
      std::snprintf(escape.data(), escape.size(), "\\u%04X", byte);
      out += escape.data();
    } else {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
  }
  return out + '"';
}

// What is no date stays a text, which is then refused as none.
std::string written_date(const std::string& text) {
  if (text.empty()) return on_one_line("none");
  constexpr std::string_view kOfDates = "0123456789-:.TZ+";
  if (text.find_first_not_of(kOfDates) != std::string::npos) return on_one_line(text);
  const auto read = read_toml("date = " + text);
  const bool is_date = read && (read->get("date")->is_date() || read->get("date")->is_date_time());
  return is_date ? text : on_one_line(text);
}

std::string written(std::string_view key, const Part::Value& value) {
  if (const auto* text = std::get_if<std::string>(&value))
    return is_date_key(key) ? written_date(*text) : on_one_line(*text);
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* number = std::get_if<std::uint32_t>(&value)) return std::to_string(*number);
  std::string out = "[";
  for (const std::string& text : std::get<std::vector<std::string>>(value))
    out += (out.size() > 1 ? ", " : "") + on_one_line(text);
  return out + "]";
}

bool stands_once(std::string_view table) { return table == "rhythm" || table == "term"; }

void write_part(PartsFile& file, const std::vector<Part>& parts, std::size_t number) {
  const Part& part = parts[number];
  const auto line = [&](const std::string& text, std::string field) {
    (file.toml += text) += '\n';
    file.lines.emplace_back(Concern{number, std::move(field)});
  };
  if (stands_once(part.table))
    line("[" + part.table + "]", "");
  else if (!part.table.empty())
    line("[[" + part.table + "]]", "");
  for (const auto& [key, value] : part.fields) line(key + " = " + written(key, value), key);
}

// "Line 3, column 8: ", as words_of(Place) writes it, taken off; the line.
std::optional<std::size_t> take_line(std::string& message) {
  constexpr std::string_view kLine = "Line ";
  constexpr std::string_view kColumn = ", column ";
  if (!message.starts_with(kLine)) return std::nullopt;
  const char* const end = message.data() + message.size();
  std::size_t line = 0;
  auto at = std::from_chars(message.data() + kLine.size(), end, line).ptr;
  if (std::string_view(at, end).starts_with(kColumn)) {
    std::size_t column = 0;
    at = std::from_chars(at + kColumn.size(), end, column).ptr;
  }
  if (!std::string_view(at, end).starts_with(": ")) return std::nullopt;
  message.erase(0, static_cast<std::size_t>(at - message.data()) + 2);
  return line;
}

}  // namespace

Result<std::vector<Part>> parts_of(std::string_view toml) {
  TROTH_ASSIGN(const toml::table table, read_toml(toml));
  TROTH_ASSIGN(Part own, part_of("", table));
  std::vector<Part> parts;
  for (const auto& [key, node] : table) {
    if (const auto* one = node.as_table()) {
      TROTH_ASSIGN(parts.emplace_back(), part_of(key.str(), *one));
    }
    const auto* array = node.as_array();
    if (array == nullptr || !array->is_array_of_tables()) continue;
    std::erase_if(own.fields, [&](const auto& field) { return field.first == key.str(); });
    for (const toml::node& each : *array) {
      TROTH_ASSIGN(parts.emplace_back(), part_of(key.str(), *each.as_table()));
    }
  }
  parts.insert(parts.begin(), std::move(own));
  return parts;
}

std::optional<Concern> PartsFile::concern_of(Error& refusal) const {
  if (lines.empty()) return std::nullopt;
  const auto line = take_line(refusal.message);
  if (!line || *line == 0 || *line > lines.size()) return std::nullopt;
  return lines[*line - 1];
}

PartsFile file_of(const std::vector<Part>& parts) {
  PartsFile file;
  for (const bool own : {true, false})  // a file's own keys stand above its tables
    for (std::size_t i = 0; i < parts.size(); ++i)
      if (parts[i].table.empty() == own) write_part(file, parts, i);
  return file;
}

}  // namespace troth::document
