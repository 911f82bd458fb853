// The strict reading of payloads, shared by the decoders of this room: size,
// parse, the one canonical form, and unknown fields; and ids of exact lengths
// in ascending lists. (Lite messages keep unknown fields and do not tell of
// them, so that they are looked for in the bytes.) A Protobuf message type enters as a template
// argument only, so that generated types stop at the .cc that decodes. Pure, any thread.
#pragma once

#include <algorithm>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/error.h"
#include "core/base/sizes.h"

namespace troth::agreement {

// The fields of a message that this version knows: 1 to `last_field`, and those
// of them that are messages again.
struct Shape {
  struct Part {
    std::uint32_t field;
    const Shape* shape;
  };
  std::uint32_t last_field;
  std::span<const Part> parts;
};

// True where a parseable message, or one in it, has a field beyond its shape.
bool has_unknown_fields(ByteView message, const Shape& shape);

// The message in `payload`, where the bytes are exactly what it serializes to.
template <class Message>
Result<Message> parse_strict(ByteView payload, const Shape& shape) {
  if (payload.size() > sizes::kPayload)
    return refuse(Code::consent_too_long, std::to_string(payload.size()));
  Message message;
  if (!message.ParseFromArray(payload.data(), static_cast<int>(payload.size())))
    return refuse(Code::consent_malformed, "it cannot be parsed");
  if (!equal(bytes_of(message.SerializeAsString()), payload))
    return refuse(Code::consent_malformed, "it is not in canonical form");
  if (has_unknown_fields(payload, shape)) return refuse(Code::consent_newer);
  return message;
}

// Refuses a payload that is not what the value read from it encodes to: a known
// field of a wrong type passes as unknown, and is seen only here.
Status check_same(ByteView encoded, ByteView payload);

template <class Id>
Result<Id> id_from(const std::string& bytes, std::string_view what) {
  const auto id = Id::from(bytes);
  if (!id) return refuse(Code::consent_malformed, std::string(what) + " of a wrong length");
  return *id;
}

// Empty bytes: none.
template <class Id>
Result<std::optional<Id>> optional_id_from(const std::string& bytes, std::string_view what) {
  if (bytes.empty()) return std::nullopt;
  TROTH_ASSIGN(const Id id, id_from<Id>(bytes, what));
  return id;
}

template <class Id, class List>
Result<std::vector<Id>> ids_from(const List& list, std::string_view what) {
  std::vector<Id> ids;
  for (const std::string& bytes : list) {
    TROTH_ASSIGN(const Id id, id_from<Id>(bytes, what));
    ids.push_back(id);
  }
  return ids;
}

// True where each is greater than the one before it.
template <class List, class Projection = std::identity>
bool is_ascending(const List& list, Projection projection = {}) {
  return std::ranges::adjacent_find(list, std::ranges::greater_equal{}, projection) ==
         std::ranges::end(list);
}

}  // namespace troth::agreement
