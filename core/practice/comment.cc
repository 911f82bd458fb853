#include "core/practice/comment.h"

#include "core/base/text.h"
#include "core/practice/payload.h"
#include "proto/practice.pb.h"

namespace troth::practice {
namespace {

struct CommentForm {
  using Message = wire::Comment;
  static Message wire_of(const Comment& comment) {
    Message out;
    out.set_about(string_of(view_of(comment.about)));
    out.set_text(comment.text);
    return out;
  }
  static Result<Comment> value_of(const Message& in) {
    const auto about = about_from(bytes_of(in.about()));
    if (!about) return refuse(Code::practice_malformed);
    return Comment{*about, in.text()};
  }
};

}  // namespace

Status validate(const Comment& comment) {
  return check_required_text(comment.text, sizes::kText, Lines::many, "The comment");
}

Result<Bytes> encode(const Comment& comment) { return encode_strict<CommentForm>(comment); }

Result<Comment> decode_comment(ByteView payload) { return decode_strict<CommentForm>(payload); }

}  // namespace troth::practice
