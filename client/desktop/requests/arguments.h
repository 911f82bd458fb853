// What a page gave with a request: named values as JSON, and those that are secrets
// apart from them, in locked memory. What is missing reads as empty, and a number
// that is none as nothing: the room behind refuses what it needs, in its own words.
// A plain value; secrets are taken out once.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/views/json.h"
#include "core/crypto/secret.h"

namespace troth::desktop {

using views::Json;

class Arguments {
 public:
  Arguments() = default;
  Arguments(Json values, std::map<std::string, crypto::Secret, std::less<>> secrets)
      : values_(std::move(values)), secrets_(std::move(secrets)) {}

  // The names whose values are secrets.
  static bool is_secret(std::string_view name);

  [[nodiscard]] bool has(const char* name) const { return find(name) != nullptr; }
  [[nodiscard]] std::string text(const char* name) const;
  // Nothing where it is missing or empty.
  [[nodiscard]] std::optional<std::string> some(const char* name) const;
  [[nodiscard]] bool flag(const char* name) const;
  [[nodiscard]] std::optional<std::int64_t> number(const char* name) const;
  // `usual` where it is missing or no count.
  [[nodiscard]] std::size_t count(const char* name, std::size_t usual) const;
  // A single text counts as a list of one.
  [[nodiscard]] std::vector<std::string> texts(const char* name) const;
  // An object; empty where it is none.
  [[nodiscard]] Json object(const char* name) const;
  // An array; empty where it is none.
  [[nodiscard]] Json list(const char* name) const;
  // Taken out; empty where it is missing.
  crypto::Secret secret(std::string_view name);

 private:
  [[nodiscard]] const Json* find(const char* name) const;

  Json values_ = Json::object();
  std::map<std::string, crypto::Secret, std::less<>> secrets_;
};

}  // namespace troth::desktop
