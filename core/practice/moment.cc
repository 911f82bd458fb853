#include "core/practice/moment.h"

#include "core/base/text.h"
#include "core/practice/payload.h"
#include "proto/practice.pb.h"

namespace troth::practice {
namespace {

struct OpenedForm {
  using Message = wire::MomentOpened;
  static Message wire_of(const MomentOpened& opened) {
    Message out;
    for (const ClauseId& area : opened.areas) out.add_areas(area.string());
    out.set_until_ms(opened.until_ms);
    out.set_text(opened.text);
    return out;
  }
  static Result<MomentOpened> value_of(const Message& in) {
    TROTH_ASSIGN(auto areas, ids_from<ClauseId>(in.areas()));
    return MomentOpened{std::move(areas), in.until_ms(), in.text()};
  }
};

struct ClosedForm {
  using Message = wire::MomentClosed;
  static Message wire_of(const MomentClosed& closed) {
    Message out;
    out.set_moment(closed.moment.string());
    out.set_reason(closed.reason);
    return out;
  }
  static Result<MomentClosed> value_of(const Message& in) {
    TROTH_ASSIGN(const EntryHash moment, id_from<EntryHash>(in.moment()));
    return MomentClosed{moment, in.reason()};
  }
};

}  // namespace

Status validate(const MomentOpened& opened) {
  TROTH_TRY(check_count(opened.areas.size(), sizes::kAreasPerMoment, "areas"));
  TROTH_TRY(check_ascending(opened.areas));
  TROTH_TRY(check_date(opened.until_ms, "The moment's end"));
  return check_text(opened.text, sizes::kText, Lines::many, "The moment's text");
}

Status validate(const MomentClosed& closed) {
  return check_text(closed.reason, sizes::kReason, Lines::many, "The reason");
}

Result<Bytes> encode(const MomentOpened& opened) { return encode_strict<OpenedForm>(opened); }
Result<Bytes> encode(const MomentClosed& closed) { return encode_strict<ClosedForm>(closed); }

Result<MomentOpened> decode_moment_opened(ByteView payload) {
  return decode_strict<OpenedForm>(payload);
}
Result<MomentClosed> decode_moment_closed(ByteView payload) {
  return decode_strict<ClosedForm>(payload);
}

}  // namespace troth::practice
