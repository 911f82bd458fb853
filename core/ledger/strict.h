// Inside the ledger room: reading protobuf strictly. Protobuf is not canonical:
// it takes fields twice, out of order, as explicit zeros and with unknown ones
// between, so two readers could make different things of one signed byte
// string. So what is read is written again from the value that was made of it,
// and refused unless that gives the bytes that arrived.
#pragma once

#include <limits>
#include <optional>
#include <string>

#include "core/base/bytes.h"

namespace troth::ledger {

template <class Message>
bool parse(Message& message, ByteView bytes) {
  return bytes.size() <= std::size_t{std::numeric_limits<int>::max()} &&
         message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
}

// A field of fixed length that may be left out.
template <class Id>
bool read_optional(std::optional<Id>& out, const std::string& field) {
  out = Id::from(field);
  return field.empty() || out.has_value();
}

template <class Id>
bool read(Id& out, const std::string& field) {
  const auto value = Id::from(field);
  if (value) out = *value;
  return value.has_value();
}

template <class Id>
std::string written(const std::optional<Id>& id) {
  return id ? id->string() : std::string();
}

}  // namespace troth::ledger
