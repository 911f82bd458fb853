#include "core/practice/decision.h"

#include "core/base/text.h"
#include "core/practice/payload.h"
#include "proto/practice.pb.h"

namespace troth::practice {
namespace {

struct QuestionForm {
  using Message = wire::Question;
  static Message wire_of(const Question& question) {
    Message out;
    out.set_area(question.area.string());
    out.set_text(question.text);
    out.set_due_ms(question.due_ms);
    return out;
  }
  static Result<Question> value_of(const Message& in) {
    TROTH_ASSIGN(const ClauseId area, id_from<ClauseId>(in.area()));
    return Question{area, in.text(), in.due_ms()};
  }
};

struct ViewForm {
  using Message = wire::DecisionView;
  static Message wire_of(const DecisionView& view) {
    Message out;
    out.set_question(view.question.string());
    out.set_text(view.text);
    return out;
  }
  static Result<DecisionView> value_of(const Message& in) {
    TROTH_ASSIGN(const EntryHash question, id_from<EntryHash>(in.question()));
    return DecisionView{question, in.text()};
  }
};

struct AnswerForm {
  using Message = wire::Answer;
  static Message wire_of(const DecisionAnswer& answer) {
    Message out;
    out.set_question(answer.question.string());
    out.set_area(answer.area.string());
    out.set_text(answer.text);
    return out;
  }
  static Result<DecisionAnswer> value_of(const Message& in) {
    TROTH_ASSIGN(const EntryHash question, id_from<EntryHash>(in.question()));
    TROTH_ASSIGN(const ClauseId area, id_from<ClauseId>(in.area()));
    return DecisionAnswer{question, area, in.text()};
  }
};

struct ReopenedForm {
  using Message = wire::Reopened;
  static Message wire_of(const Reopened& reopened) {
    Message out;
    out.set_question(reopened.question.string());
    out.set_reason(reopened.reason);
    return out;
  }
  static Result<Reopened> value_of(const Message& in) {
    TROTH_ASSIGN(const EntryHash question, id_from<EntryHash>(in.question()));
    return Reopened{question, in.reason()};
  }
};

}  // namespace

Status validate(const Question& question) {
  TROTH_TRY(check_required_text(question.text, sizes::kText, Lines::many, "The question"));
  return check_date(question.due_ms, "The question's due date");
}

Status validate(const DecisionView& view) {
  return check_required_text(view.text, sizes::kText, Lines::many, "The view");
}

Status validate(const DecisionAnswer& answer) {
  return check_required_text(answer.text, sizes::kText, Lines::many, "The answer");
}

Status validate(const Reopened& reopened) {
  return check_text(reopened.reason, sizes::kReason, Lines::many, "The reason");
}

Result<Bytes> encode(const Question& question) { return encode_strict<QuestionForm>(question); }
Result<Bytes> encode(const DecisionView& view) { return encode_strict<ViewForm>(view); }
Result<Bytes> encode(const DecisionAnswer& answer) { return encode_strict<AnswerForm>(answer); }
Result<Bytes> encode(const Reopened& reopened) { return encode_strict<ReopenedForm>(reopened); }

Result<Question> decode_question(ByteView payload) { return decode_strict<QuestionForm>(payload); }
Result<DecisionView> decode_view(ByteView payload) { return decode_strict<ViewForm>(payload); }
Result<DecisionAnswer> decode_answer(ByteView payload) {
  return decode_strict<AnswerForm>(payload);
}
Result<Reopened> decode_reopened(ByteView payload) { return decode_strict<ReopenedForm>(payload); }

}  // namespace troth::practice
