// A proposal by its parts, as pages write one.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "client/desktop/requests/request.h"

namespace troth::desktop {

// The first part of a table in which a field says so.
inline Json part(const Json& parts, const std::string& table, const std::string& field,
                 const std::string& begins) {
  for (const Json& one : parts)
    if (one["table"] == table && one["fields"].value(field, "").starts_with(begins)) return one;
  ADD_FAILURE() << table << " " << begins << parts.dump();
  return {};
}
inline Json own(const std::string& title, const std::string& reason) {
  return {{"table", ""}, {"fields", {{"title", title}, {"reason", reason}}}};
}
// A part that amends, with other words.
inline Json amended(const Json& part, const Json& fields) {
  Json out{{"table", part["table"]}, {"fields", fields}};
  if (part["fields"].contains("id")) out["fields"]["id"] = part["fields"]["id"];
  return out;
}
inline Json clause(const Json& agreement, const std::string& text) {
  for (const Json& one : agreement["clauses"])
    if (one.value("text", "") == text || one.value("name", "") == text) return one;
  return nullptr;
}

}  // namespace troth::desktop
