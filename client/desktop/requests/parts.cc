#include "client/desktop/requests/parts.h"

namespace troth::desktop {
namespace {

Json json_of(const vault::Part& part) {
  Json fields = Json::object();
  for (const auto& [key, value] : part.fields)
    std::visit([&](const auto& plain) { fields[key] = plain; }, value);
  return {{"table", part.table}, {"fields", fields}};
}

// What is of no kind that a field can be is a text, and refused as one.
vault::Part::Value value_of(const Json& value) {
  if (value.is_boolean()) return value.get<bool>();
  if (value.is_number_integer()) {
    const auto number = value.get<std::int64_t>();
    if (0 <= number && number <= UINT32_MAX) return static_cast<std::uint32_t>(number);
  }
  if (value.is_string()) return value.get<std::string>();
  if (!value.is_array()) return value.dump();
  std::vector<std::string> texts;
  for (const Json& one : value)
    texts.push_back(one.is_string() ? one.get<std::string>() : one.dump());
  return texts;
}

std::vector<vault::Part> parts_in(const Json& list) {
  std::vector<vault::Part> parts;
  for (const Json& one : list) {
    vault::Part& part = parts.emplace_back();
    if (!one.is_object()) continue;
    part.table = one.value("table", "");
    const Json fields = one.value("fields", Json::object());
    for (const auto& [key, value] : fields.items()) part.fields.emplace_back(key, value_of(value));
  }
  return parts;
}

}  // namespace

Result<Json> parts_json(const std::string& toml) {
  TROTH_ASSIGN(const auto parts, vault::parts_of(toml));
  return Json{{"parts", views::json_each(parts, [](const auto& part) { return json_of(part); })}};
}

vault::PartsFile written(const Arguments& arguments) {
  if (arguments.has("parts")) return vault::file_of(parts_in(arguments.list("parts")));
  return {arguments.text("toml"), {}};
}

}  // namespace troth::desktop
