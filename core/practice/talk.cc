#include "core/practice/talk.h"

#include "core/base/text.h"
#include "core/practice/payload.h"
#include "proto/practice.pb.h"

namespace troth::practice {
namespace {

struct TalkForm {
  using Message = wire::Talk;
  static Message wire_of(const Talk& talk) {
    Message out;
    out.set_as_equals(talk.as_equals);
    out.set_text(talk.text);
    return out;
  }
  static Result<Talk> value_of(const Message& in) { return Talk{in.as_equals(), in.text()}; }
};

struct TalkedForm {
  using Message = wire::Talked;
  static Message wire_of(const Talked& talked) {
    Message out;
    out.set_talk(talked.talk.string());
    return out;
  }
  static Result<Talked> value_of(const Message& in) {
    TROTH_ASSIGN(const EntryHash talk, id_from<EntryHash>(in.talk()));
    return Talked{talk};
  }
};

}  // namespace

Status validate(const Talk& talk) {
  return check_text(talk.text, sizes::kText, Lines::many, "The request's text");
}

Status validate(const Talked&) { return {}; }

Result<Bytes> encode(const Talk& talk) { return encode_strict<TalkForm>(talk); }
Result<Bytes> encode(const Talked& talked) { return encode_strict<TalkedForm>(talked); }

Result<Talk> decode_talk(ByteView payload) { return decode_strict<TalkForm>(payload); }
Result<Talked> decode_talked(ByteView payload) { return decode_strict<TalkedForm>(payload); }

}  // namespace troth::practice
