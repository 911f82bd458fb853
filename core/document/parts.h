// A proposal, or minutes, by their parts, for whoever writes them in forms: each is a table
// of such a file, and its fields go by their keys there. What forms give back is
// written as such a file, so that it is read, refused and signed as any other; where
// a refusal names a line, that leads back to the part and the field. Pure, any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/error.h"

namespace troth::document {

struct Part {
  // A date is its day, or its exact instant, as a file has it; empty: none.
  using Value = std::variant<std::string, bool, std::uint32_t, std::vector<std::string>>;
  std::string table;  // "area", "rhythm", ...; empty: the file itself, with its title and preamble
  std::vector<std::pair<std::string, Value>> fields;
  bool operator==(const Part&) const = default;
};

// The parts of a file, in its order, the file's own fields first. Fails as parse (toml.h)
// does where it is no TOML.
Result<std::vector<Part>> parts_of(std::string_view toml);

// Which of the parts, from 0, and which of its fields; without one, the part as a whole.
struct Concern {
  std::size_t part = 0;
  std::string field;
  bool operator==(const Concern&) const = default;
};

struct PartsFile {
  std::string toml;
  // What stands in each line; nothing of a file that a person wrote, who sees its lines.
  std::vector<std::optional<Concern>> lines;

  // What a refusal of this file is about, where it names a line; that is then taken off
  // its sentence, for nobody who filled in a form has seen one.
  std::optional<Concern> concern_of(Error& refusal) const;
};

// Each field on a line of its own, and every text as it is: what may not stand in one is
// for whoever reads the file to refuse.
PartsFile file_of(const std::vector<Part>& parts);

}  // namespace troth::document
