// One table of a file that people write, read key by key: each read says what it
// expects, and refuses anything else with its line and column. Private to this
// room; borrows toml++'s table. One thread.
#pragma once

// toml++ 3.3 asserts, and in release builds assumes, what a header like "[=]"
// does not keep; without its assertions it goes on to its own error.
#pragma push_macro("NDEBUG")
#undef NDEBUG
#define TOML_ASSERT(expression) static_cast<void>(0)
#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>
#pragma pop_macro("NDEBUG")

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/text.h"
#include "core/document/draft.h"
#include "core/document/words.h"

namespace troth::document {

Place place_of(const toml::node& node);

// A file as toml++ has it, once scanned (toml_scan.h). Refuses what is no TOML, and
// names the place (document_syntax, document_too_many_dots).
Result<toml::table> read_toml(std::string_view toml);

class TableReader {
 public:
  // `name` is how the table is called in its refusals: "[[area]]"; empty for the file.
  TableReader(const toml::table& table, std::string_view name) : table_(table), name_(name) {}

  [[nodiscard]] Place place() const { return place_of(table_); }
  // Refuses the first key that is not among `known` (document_unknown_key).
  Status only(std::initializer_list<std::string_view> known) const;
  // Refuses (document_missing) where `value`, read from `key`, is absent.
  template <class Value>
  Status require(const std::optional<Value>& value, std::string_view key) const {
    return value ? Status{} : missing(key);
  }

  // Each is absent where the table lacks the key.
  Result<std::optional<std::string>> text(std::string_view key, std::size_t largest,
                                          Lines lines) const;
  // The same, and refuses a text of nothing but spaces.
  Result<std::optional<std::string>> required_text(std::string_view key, std::size_t largest,
                                                   Lines lines) const;
  Result<std::optional<bool>> boolean(std::string_view key) const;
  // A whole number from 0 to `largest`.
  Result<std::optional<std::uint32_t>> number(std::string_view key, std::uint32_t largest) const;
  // A day, an exact instant (with its offset from UTC), or "none".
  Result<std::optional<Date>> date(std::string_view key) const;
  Result<std::optional<IdBeginning>> id(std::string_view key) const;
  Result<std::vector<IdBeginning>> ids(std::string_view key) const;
  // The texts of an array, each with its place, each on one line.
  Result<std::optional<std::vector<std::pair<Place, std::string>>>> names(
      std::string_view key, std::size_t largest) const;
  // One of a table's words, as what it means (document_unknown_word names all of them).
  template <class Value, std::size_t N>
  Result<std::optional<Value>> one_of(std::string_view key,
                                      const words::Table<Value, N>& table) const {
    TROTH_ASSIGN(const std::optional<std::string> word, string(key));
    if (!word) return std::nullopt;
    std::string all;
    for (const auto& [text, value] : table) {
      if (text == *word) return value;
      (all += all.empty() ? "" : ", ") += text;
    }
    return refuse(Code::document_unknown_word, subject(key) + " is none of: " + all);
  }

  // The table under a key.
  Result<std::optional<TableReader>> table(std::string_view key, std::string_view name) const;
  // The tables of an array of tables; none where the key is absent.
  Result<std::vector<TableReader>> tables(std::string_view key, std::string_view name) const;

  // "Line 3, column 8: 'leads'", as refusals about one key start.
  [[nodiscard]] std::string subject(std::string_view key) const;
  [[nodiscard]] const toml::node* find(std::string_view key) const { return table_.get().get(key); }

 private:
  [[nodiscard]] Status missing(std::string_view key) const;
  [[nodiscard]] std::unexpected<Error> wrong_type(std::string_view key,
                                                  std::string_view expected) const;
  Result<std::optional<std::string>> string(std::string_view key) const;

  std::reference_wrapper<const toml::table> table_;
  std::string_view name_;
};

}  // namespace troth::document
