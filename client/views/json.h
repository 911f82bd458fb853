// Snapshots as JSON, as client/README.md has them: whole ids, names of
// people, times in milliseconds. Pure, any thread.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

#include "client/views/names.h"
#include "core/vault/exports.h"
#include "core/vault/types.h"

namespace troth::views {

// In the order in which its keys were added.
using Json = nlohmann::ordered_json;

Json json_of(const vault::StatusView& status, const Names& names);
Json json_of(const vault::AgreementView& agreement, const Names& names);
Json json_of(const vault::ProposalView& proposal, const Names& names);
Json json_of(const vault::RestrictionView& restriction, const Names& names);
Json json_of(const agreement::ClauseDifference& difference, const Names& names);
Json json_of(const vault::CheckInView& check_in);
Json json_of(const vault::LedgerLine& line);
Json json_of(const vault::LeavingView& leaving);
Json json_of(const vault::Left& left);
Json json_of(const vault::PairingView& pairing);
Json json_of(const vault::ExportView& written, const std::string& folder);

// Null for 0, which is no instant.
inline Json time_or_null(TimeMs instant) { return instant == 0 ? Json(nullptr) : Json(instant); }
template <class Value>
Json or_null(const std::optional<Value>& value) {
  return value ? Json(*value) : Json(nullptr);
}

// An array of what `one` makes of each.
template <class View, class One>
Json json_each(const std::vector<View>& views, One one) {
  Json out = Json::array();
  for (const View& view : views) out.push_back(one(view));
  return out;
}
// The same by the json_of above; headers of other subjects declare a json_list of their own.
template <class View, class... Rest>
Json json_list(const std::vector<View>& views, const Rest&... rest) {
  Json out = Json::array();
  for (const View& view : views) out.push_back(json_of(view, rest...));
  return out;
}

}  // namespace troth::views
