// A comment: words about an entry or a clause (entries of kind 63). Comments on
// one thing are its thread. Pure values, any thread.
#pragma once

#include <string>

#include "core/base/bytes.h"
#include "core/base/error.h"
#include "core/practice/about.h"

namespace troth::practice {

struct Comment {
  About about;
  std::string text;
  bool operator==(const Comment&) const = default;
};

// Refuses a text that is missing, too long or not fit to be shown (text_*).
Status validate(const Comment& comment);
// As encode_strict and decode_strict (payload.h).
Result<Bytes> encode(const Comment& comment);
Result<Comment> decode_comment(ByteView payload);

}  // namespace troth::practice
