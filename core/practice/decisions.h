// What is shown of decisions: a question with the views and answers given to
// it, and whether it is open. Whether an answer was its author's to give is
// rule 6's verdict on that entry, which the caller has and sets beside it. Pure,
// any thread; the may_...() refuse with what to do instead.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/error.h"
#include "core/practice/note.h"

namespace troth::practice {

struct AnswerGiven {
  Remark answer;
  // Its author had seen a view of the other partner's on this question. Where
  // the area's reach is "discuss", one without is marked as such.
  bool had_view = false;
  // It names the area that the question was asked in; one that names another is
  // shown and answers nothing.
  bool is_of_this_area = true;
  bool stands = false;  // of this area, and not reopened since
  bool operator==(const AnswerGiven&) const = default;
};

struct Decision {
  enum class Stage : std::uint8_t {
    open,
    answered,
    reopened,  // answered once, and open again
  };
  Remark question;
  ClauseId area;
  TimeMs due_ms = 0;  // 0: none
  Stage stage = Stage::open;
  std::vector<Remark> views;
  std::vector<AnswerGiven> answers;
  std::vector<Remark> reopenings;
  bool operator==(const Decision&) const = default;
};
// "open", "answered", "reopened".
std::string_view name_of(Decision::Stage stage);

// Every question among the notes, in their order (in_order). A reopening takes
// back the answers that its author had seen, and only those: an answer that
// crossed it stands, and can be reopened again.
std::vector<Decision> decisions_of(std::span<const Note> notes);

// Refuses (question_answered) while an answer stands: it is reopened first.
Status may_answer(const Decision& decision);
// Refuses (question_open) where no answer stands.
Status may_reopen(const Decision& decision);

}  // namespace troth::practice
