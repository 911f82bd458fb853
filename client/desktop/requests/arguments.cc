#include "client/desktop/requests/arguments.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace troth::desktop {
namespace {

constexpr auto kSecrets = std::to_array<std::string_view>(
    {"passphrase", "old", "new", "invite", "relay", "address", "recovery_words"});

}  // namespace

bool Arguments::is_secret(std::string_view name) {
  return std::ranges::find(kSecrets, name) != kSecrets.end();
}

const Json* Arguments::find(const char* name) const {
  if (!values_.is_object()) return nullptr;
  const auto found = values_.find(name);
  return found == values_.end() || found->is_null() ? nullptr : &*found;
}

std::string Arguments::text(const char* name) const {
  const Json* value = find(name);
  return value != nullptr && value->is_string() ? value->get<std::string>() : std::string();
}

std::optional<std::string> Arguments::some(const char* name) const {
  std::string value = text(name);
  return value.empty() ? std::nullopt : std::optional(std::move(value));
}

bool Arguments::flag(const char* name) const {
  const Json* value = find(name);
  return value != nullptr && value->is_boolean() && value->get<bool>();
}

std::optional<std::int64_t> Arguments::number(const char* name) const {
  const Json* value = find(name);
  if (value == nullptr || !value->is_number()) return std::nullopt;
  if (value->is_number_integer()) return value->get<std::int64_t>();
  constexpr double kExact = 9'007'199'254'740'992.0;  // 2^53: a script's numbers
  const auto number = value->get<double>();
  if (!(std::abs(number) <= kExact)) return std::nullopt;
  return static_cast<std::int64_t>(number);
}

std::size_t Arguments::count(const char* name, std::size_t usual) const {
  const auto value = number(name);
  return value && *value > 0 ? static_cast<std::size_t>(*value) : usual;
}

std::vector<std::string> Arguments::texts(const char* name) const {
  const Json* value = find(name);
  std::vector<std::string> out;
  if (value == nullptr) return out;
  if (value->is_string()) out.push_back(value->get<std::string>());
  if (!value->is_array()) return out;
  for (const Json& one : *value)
    if (one.is_string()) out.push_back(one.get<std::string>());
  return out;
}

Json Arguments::object(const char* name) const {
  const Json* value = find(name);
  return value != nullptr && value->is_object() ? *value : Json::object();
}

Json Arguments::list(const char* name) const {
  const Json* value = find(name);
  return value != nullptr && value->is_array() ? *value : Json::array();
}

crypto::Secret Arguments::secret(std::string_view name) {
  const auto found = secrets_.find(name);
  return found == secrets_.end() ? crypto::Secret() : std::move(found->second);
}

}  // namespace troth::desktop
