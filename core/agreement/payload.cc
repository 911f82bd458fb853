#include "core/agreement/payload.h"

namespace troth::agreement {
namespace {

// Protobuf's wire types that proto3 uses.
enum WireType : std::uint64_t { kVarint = 0, kFixed64 = 1, kBytes = 2, kFixed32 = 5 };

std::uint64_t take_varint(Reader& in) {
  std::uint64_t value = 0;
  for (int shift = 0; shift < 64; shift += 7) {
    const std::uint64_t byte = in.u8();
    value |= (byte & 0x7F) << shift;
    if ((byte & 0x80) == 0) return value;
  }
  return value;
}

// The bytes of the value after a tag: those of a text or a message; else empty.
ByteView take_value(Reader& in, std::uint64_t wire_type) {
  switch (wire_type) {
    case kVarint:
      take_varint(in);
      return {};
    case kFixed64:
      in.u64();
      return {};
    case kFixed32:
      in.u32();
      return {};
    case kBytes:
      return in.raw(take_varint(in));
    default:
      in.raw(in.rest().size() + 1);
      return {};  // a group: none of ours has one
  }
}

}  // namespace

bool has_unknown_fields(ByteView message, const Shape& shape) {
  Reader in(message);
  while (in.ok() && !in.rest().empty()) {
    const std::uint64_t tag = take_varint(in);
    const ByteView value = take_value(in, tag & 7);
    if (!in.ok() || tag >> 3 > shape.last_field) return true;
    const auto part = std::ranges::find(shape.parts, tag >> 3, &Shape::Part::field);
    if (part != shape.parts.end() && has_unknown_fields(value, *part->shape)) return true;
  }
  return false;
}

Status check_same(ByteView encoded, ByteView payload) {
  if (!equal(encoded, payload)) return refuse(Code::consent_malformed, "a field of a wrong type");
  return {};
}

}  // namespace troth::agreement
