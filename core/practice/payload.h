// Inside the practice room: reading and writing payloads strictly. A subject
// gives its Form: the Protobuf message, wire_of(value) and value_of(message);
// its header declares validate(value). What decodes is exactly what encode
// would write: Protobuf takes fields twice, out of order and as explicit
// zeros, and keeps what it does not know. The message enters as a template
// argument only, so that generated types stop at the .cc that decodes. Pure.
#pragma once

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/error.h"
#include "core/base/sizes.h"
#include "core/base/time.h"

namespace troth::practice {

inline constexpr TimeMs kLatestTimeMs = 253402300799999;  // the last instant of the year 9999

// The payload of an entry; refuses what validate refuses.
template <class Form, class Value>
Result<Bytes> encode_strict(const Value& value) {
  TROTH_TRY(validate(value));
  return copy_of(bytes_of(Form::wire_of(value).SerializeAsString()));
}

// practice_newer_version where the payload holds a field that this version does
// not know (keep it, show it as such), practice_malformed where it is not what
// encode_strict would write; else as validate.
template <class Form>
auto decode_strict(ByteView payload)
    -> decltype(Form::value_of(std::declval<const typename Form::Message&>())) {
  if (payload.size() > sizes::kPayload) return refuse(Code::practice_malformed);
  typename Form::Message in;
  if (!in.ParseFromArray(payload.data(), static_cast<int>(payload.size())))
    return refuse(Code::practice_malformed);
  if (!equal(bytes_of(in.SerializeAsString()), payload)) return refuse(Code::practice_malformed);
  auto value = Form::value_of(in);
  if (!value) return value;
  // Parsing keeps the fields that it does not know, and our value drops them.
  if (!equal(bytes_of(Form::wire_of(*value).SerializeAsString()), payload))
    return refuse(Code::practice_newer_version);
  TROTH_TRY(validate(*value));
  return value;
}

template <class Id>
Result<Id> id_from(const std::string& bytes) {
  const auto id = Id::from(bytes);
  if (!id) return refuse(Code::practice_malformed);
  return *id;
}

// Empty bytes: none.
template <class Id>
Result<std::optional<Id>> optional_id_from(const std::string& bytes) {
  if (bytes.empty()) return std::nullopt;
  TROTH_ASSIGN(const Id id, id_from<Id>(bytes));
  return id;
}

template <class Id, class List>
Result<std::vector<Id>> ids_from(const List& list) {
  std::vector<Id> ids;
  for (const std::string& bytes : list) {
    TROTH_ASSIGN(const Id id, id_from<Id>(bytes));
    ids.push_back(id);
  }
  return ids;
}

template <class Id>
std::string written(const std::optional<Id>& id) {
  return id ? id->string() : std::string();
}

// 0 (none) to the end of the year 9999, named as `what` ("The due date").
inline Status check_date(TimeMs date_ms, std::string_view what) {
  if (date_ms < 0 || date_ms > kLatestTimeMs) return refuse(Code::date_out_of_range, what);
  return {};
}

// practice_too_many, naming `what` ("areas").
inline Status check_count(std::size_t count, std::size_t most, std::string_view what) {
  if (count > most)
    return refuse(Code::practice_too_many, "There are " + std::to_string(count) + " " +
                                               std::string(what) + " and at most " +
                                               std::to_string(most) + " are allowed");
  return {};
}

// Each is greater than the one before it: a list of ids has one form.
template <class Id>
Status check_ascending(const std::vector<Id>& ids) {
  if (std::ranges::adjacent_find(ids, std::ranges::greater_equal{}) != ids.end())
    return refuse(Code::practice_malformed);
  return {};
}

}  // namespace troth::practice
