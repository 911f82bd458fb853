// A talk: one partner's request to talk, if wished as equals, out of role, which
// needs nobody's leave; and the note, by either, that it was had (entries of
// kinds 71 and 72). Pure values, any thread.
#pragma once

#include <string>

#include "core/base/bytes.h"
#include "core/base/error.h"
#include "core/base/ids.h"

namespace troth::practice {

struct Talk {
  bool as_equals = false;
  std::string text;  // may be empty
  bool operator==(const Talk&) const = default;
};

struct Talked {
  EntryHash talk;
  bool operator==(const Talked&) const = default;
};

// Refuses a text that base/text.h refuses (text_*).
Status validate(const Talk& talk);
Status validate(const Talked& talked);
// As encode_strict and decode_strict (payload.h). A talk without words is an
// empty payload.
Result<Bytes> encode(const Talk& talk);
Result<Bytes> encode(const Talked& talked);
Result<Talk> decode_talk(ByteView payload);
Result<Talked> decode_talked(ByteView payload);

}  // namespace troth::practice
