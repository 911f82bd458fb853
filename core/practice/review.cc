#include "core/practice/review.h"

#include "core/base/text.h"
#include "core/practice/payload.h"
#include "proto/practice.pb.h"

namespace troth::practice {
namespace {

struct OpenedForm {
  using Message = wire::ReviewOpened;
  static Message wire_of(const ReviewOpened& opened) {
    Message out;
    out.set_text(opened.text);
    return out;
  }
  static Result<ReviewOpened> value_of(const Message& in) { return ReviewOpened{in.text()}; }
};

struct ItemForm {
  using Message = wire::AgendaItem;
  static Message wire_of(const AgendaItem& item) {
    Message out;
    out.set_text(item.text);
    if (item.about) out.set_about(string_of(view_of(*item.about)));
    return out;
  }
  static Result<AgendaItem> value_of(const Message& in) {
    AgendaItem out{in.text(), {}};
    if (in.about().empty()) return out;
    out.about = about_from(bytes_of(in.about()));
    if (!out.about) return refuse(Code::practice_malformed);
    return out;
  }
};

struct MinutesForm {
  using Message = wire::Minutes;
  static Message wire_of(const Minutes& minutes) {
    Message out;
    out.set_review(minutes.review.string());
    out.set_text(minutes.text);
    out.set_lessons(minutes.lessons);
    for (const Action& action : minutes.actions) {
      auto* added = out.add_actions();
      added->set_text(action.text);
      added->set_owner(written(action.owner));
      added->set_due_ms(action.due_ms);
    }
    out.set_next_review_ms(minutes.next_review_ms);
    for (const EntryHash& text : minutes.replaces) out.add_replaces(text.string());
    return out;
  }
  static Result<Minutes> value_of(const Message& in) {
    Minutes out;
    TROTH_ASSIGN(out.review, id_from<EntryHash>(in.review()));
    out.text = in.text();
    out.lessons = in.lessons();
    for (const auto& action : in.actions()) {
      TROTH_ASSIGN(const auto owner, optional_id_from<PartnerId>(action.owner()));
      out.actions.push_back({action.text(), owner, action.due_ms()});
    }
    out.next_review_ms = in.next_review_ms();
    TROTH_ASSIGN(out.replaces, ids_from<EntryHash>(in.replaces()));
    return out;
  }
};

struct SignedForm {
  using Message = wire::MinutesSigned;
  static Message wire_of(const MinutesSigned& minutes_signed) {
    Message out;
    out.set_minutes(minutes_signed.minutes.string());
    return out;
  }
  static Result<MinutesSigned> value_of(const Message& in) {
    TROTH_ASSIGN(const EntryHash minutes, id_from<EntryHash>(in.minutes()));
    return MinutesSigned{minutes};
  }
};

struct DoneForm {
  using Message = wire::ActionDone;
  static Message wire_of(const ActionDone& done) {
    Message out;
    out.set_minutes(done.minutes.string());
    out.set_number(done.number);
    return out;
  }
  static Result<ActionDone> value_of(const Message& in) {
    TROTH_ASSIGN(const EntryHash minutes, id_from<EntryHash>(in.minutes()));
    return ActionDone{minutes, in.number()};
  }
};

Status validate(const Action& action) {
  TROTH_TRY(check_required_text(action.text, sizes::kTitle, Lines::one, "The action"));
  return check_date(action.due_ms, "The action's due date");
}

}  // namespace

Status validate(const ReviewOpened& opened) {
  return check_text(opened.text, sizes::kText, Lines::many, "The review's text");
}

Status validate(const AgendaItem& item) {
  return check_required_text(item.text, sizes::kText, Lines::many, "The item");
}

Status validate(const Minutes& minutes) {
  TROTH_TRY(check_required_text(minutes.text, sizes::kText, Lines::many, "The minutes' text"));
  TROTH_TRY(check_text(minutes.lessons, sizes::kText, Lines::many, "What was learnt"));
  TROTH_TRY(check_count(minutes.actions.size(), sizes::kActionsPerMinutes, "actions"));
  for (const Action& action : minutes.actions) TROTH_TRY(validate(action));
  TROTH_TRY(check_date(minutes.next_review_ms, "The next review"));
  TROTH_TRY(check_count(minutes.replaces.size(), sizes::kMinutesReplaced, "replaced texts"));
  return check_ascending(minutes.replaces);
}

Status validate(const MinutesSigned&) { return {}; }

Status validate(const ActionDone& done) {
  if (done.number >= sizes::kActionsPerMinutes) return refuse(Code::practice_malformed);
  return {};
}

Result<Bytes> encode(const ReviewOpened& opened) { return encode_strict<OpenedForm>(opened); }
Result<Bytes> encode(const AgendaItem& item) { return encode_strict<ItemForm>(item); }
Result<Bytes> encode(const Minutes& minutes) { return encode_strict<MinutesForm>(minutes); }
Result<Bytes> encode(const MinutesSigned& minutes_signed) {
  return encode_strict<SignedForm>(minutes_signed);
}
Result<Bytes> encode(const ActionDone& done) { return encode_strict<DoneForm>(done); }

Result<ReviewOpened> decode_review_opened(ByteView payload) {
  return decode_strict<OpenedForm>(payload);
}
Result<AgendaItem> decode_agenda_item(ByteView payload) { return decode_strict<ItemForm>(payload); }
Result<Minutes> decode_minutes(ByteView payload) { return decode_strict<MinutesForm>(payload); }
Result<MinutesSigned> decode_minutes_signed(ByteView payload) {
  return decode_strict<SignedForm>(payload);
}
Result<ActionDone> decode_action_done(ByteView payload) { return decode_strict<DoneForm>(payload); }

}  // namespace troth::practice
