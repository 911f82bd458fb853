// A decision as it is shown: the question, whose answer it waits for, what was
// answered, and whether that was inside of the agreement. Plain values, any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/agreement/authority.h"
#include "core/practice/decisions.h"
#include "core/vault/remarks.h"

namespace troth::vault {

// How rule 6 marks an answer: nothing to say for one inside, heard or not in
// need of a view.
struct MarkView {
  agreement::Verdict verdict;
  std::string mark;  // "outside the agreement", "decided freely", "time unclear"; empty: inside
  std::string why;   // sentences, also that it was answered without the other's view
};

struct AnswerView {
  RemarkView answer;
  std::optional<MarkView> mark;
  bool is_of_this_area = true;
  bool stands = false;  // of this area, and not reopened since
};

struct DecisionView {
  RemarkView question;
  std::string area;   // by its name, or what stands for one that was removed
  TimeMs due_ms = 0;  // the first instant after the day; 0: none
  practice::Decision::Stage stage = practice::Decision::Stage::open;
  std::vector<RemarkView> views;
  std::vector<AnswerView> answers;
  std::vector<RemarkView> reopenings;
  std::size_t comments = 0;

  // Of an open one. Who decides in its area as that stands; empty: nobody does, as
  // where it is paused, or not in force otherwise.
  std::string decides;
  bool waits_for_me = false;  // the answer is mine to give
  // Where the area asks for it: by whom a view is wanted and not given yet.
  bool view_wanted_of_me = false;
  bool view_wanted_of_partner = false;
  // How an answer of mine would be marked now.
  std::optional<MarkView> if_answered_now;
};

}  // namespace troth::vault
