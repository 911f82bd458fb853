// Reading Protobuf whole. It is not canonical: what is signed or hashed is read
// strictly by writing the value that was made of it again, and refusing unless
// that gives the bytes that arrived (proto/README.md). For the .cc files that
// decode. Pure.
#pragma once

#include <limits>

#include "core/base/bytes.h"

namespace troth::sync {

template <class Message>
bool parse_whole(ByteView bytes, Message& message) {
  return bytes.size() <= std::size_t{std::numeric_limits<int>::max()} &&
         message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
}

}  // namespace troth::sync
