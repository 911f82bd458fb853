// What an entry says, as record.json has it. Of the files that make JSON alone;
// pure, any thread.
#pragma once

#include <nlohmann/json.hpp>

#include "core/document/record.h"

namespace troth::document {

// In the order in which its keys were added.
using Json = nlohmann::ordered_json;

template <class Id>
Json json_of(const std::optional<Id>& id) {
  return id ? Json(id->hex()) : Json(nullptr);
}

template <class Id>
Json ids_json(const std::vector<Id>& ids) {
  Json out = Json::array();
  for (const Id& id : ids) out.push_back(id.hex());
  return out;
}

// 0: null.
inline Json time_json(TimeMs instant) { return instant == 0 ? Json(nullptr) : Json(instant); }

Json json_of(const agreement::ClauseContent& content);
// Null where there is nothing to say, or nothing that can be read.
Json json_of(const Says& says);
Json json_of(const practice::Content& content);

}  // namespace troth::document
