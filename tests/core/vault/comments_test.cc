// Threads between two vaults: comments on what can be commented on, in one order
// for both.
#include "core/vault/comments.h"

#include "core/base/sizes.h"
#include "core/vault/decisions.h"
#include "core/vault/observances.h"
#include "core/vault/reviewing.h"
#include "core/vault/reviews.h"
#include "core/vault/talks.h"
#include "core/vault/versions.h"
#include "tests/core/vault/couple.h"

namespace troth::vault {
namespace {

class CommentsTest : public Couple {
 protected:
  void SetUp() override { agree(); }
  Comments of(Person& person) { return {person.vault(), now_}; }
  static std::vector<std::string> texts(const ThreadView& thread) {
    std::vector<std::string> out;
    for (const RemarkView& comment : thread.comments) out.push_back(comment.text);
    return out;
  }
  std::string household() {
    for (const ClauseView& clause : must(mara_.queries().agreement()).clauses)
      if (clause.name == "Household") return clause.state.id.hex();
    return {};
  }
};

TEST_F(CommentsTest, AProposalAClauseACheckInAndADecisionEachHaveAThread) {
  const std::string proposal = must(mara_.queries().proposals(Which::all))[0].state.entry.hex();
  const std::string check_in = must(mara_.commands().check_in(wishing_to_talk())).hex();
  const std::string question =
      must(Decisions(mara_.vault(), now_).ask("Household", "Tea?", {})).hex();
  using Sort = CommentedView::Sort;
  const std::vector<std::tuple<std::string, Sort, std::string>> all = {
      {proposal, Sort::proposal, "A first half year"},
      {household(), Sort::clause, "Household"},
      {check_in, Sort::check_in, "check-in of Mara"},
      {question, Sort::decision, "Tea?"}};
  for (const auto& [id, sort, name] : all) must(of(mara_).write(id.substr(0, 8), "About " + name));
  sync();
  for (const auto& [id, sort, name] : all) {
    const ThreadView thread = must(of(jonas_).thread(id.substr(0, 8)));
    EXPECT_EQ(thread.on.sort, sort) << name;
    EXPECT_EQ(thread.on.name, name);
    EXPECT_EQ(texts(thread), std::vector{"About " + name});
    EXPECT_EQ(thread.comments[0].by_name, "Mara");
  }
}

TEST_F(CommentsTest, WhateverAnAgendaNamesHasAThreadAsHaveMinutes) {
  Reviewing reviewing(mara_.vault(), now_);
  must(reviewing.open(""));
  const std::string item = must(reviewing.add_item("The late evenings")).hex();
  const std::string minutes = must(reviewing.write_minutes("text = \"We spoke.\"")).hex();
  const std::string observance = must(Observances(mara_.vault(), now_)
                                          .write({.sort = practice::Observance::Sort::appreciated,
                                                  .standard = {},
                                                  .about = {},
                                                  .amends_for = {},
                                                  .text = "Thank you."}))
                                     .hex();
  const std::string talk =
      must(Talks(mara_.vault(), now_).ask({.as_equals = false, .text = {}})).hex();
  using Sort = CommentedView::Sort;
  const std::vector<std::tuple<std::string, Sort, std::string>> all = {
      {item, Sort::review_item, "The late evenings"},
      {minutes, Sort::minutes, "minutes of Mara"},
      {observance, Sort::observance, "observance of Mara: appreciated"},
      {talk, Sort::talk, "talk that Mara asked for"}};
  sync();
  for (const auto& [id, sort, name] : all) must(of(jonas_).write(id.substr(0, 8), "On it."));
  for (const auto& line : must(Reviews(jonas_.vault(), now_).agenda()).lines)
    must(of(jonas_).write(std::visit([](const auto& about) { return about.hex(); }, *line.about),
                          "Too."));
  sync();
  for (const auto& [id, sort, name] : all) {
    const ThreadView thread = must(of(mara_).thread(id));
    EXPECT_EQ(thread.on.sort, sort) << name;
    EXPECT_EQ(thread.on.name, name);
    EXPECT_EQ(texts(thread).front(), "On it.");
  }
}

TEST_F(CommentsTest, WhatIsSaidOfAnAnswerIsSaidOfItsDecision) {
  const EntryHash question = must(Decisions(mara_.vault(), now_).ask("Household", "Tea?", {}));
  const EntryHash answer =
      must(Decisions(mara_.vault(), now_).answer(question.hex(), "Yes.")).entry;
  must(of(mara_).write(answer.hex(), "At four, then."));
  const ThreadView thread = must(of(mara_).thread(question.hex()));
  EXPECT_EQ(texts(thread), std::vector<std::string>{"At four, then."});
  EXPECT_EQ(must(of(mara_).thread(answer.hex())).on.name, "Tea?");
}

TEST_F(CommentsTest, EveryViewOfWhatWasCommentedOnSaysHowManyThereAre) {
  Reviewing reviewing(mara_.vault(), now_);
  must(reviewing.open(""));
  const EntryHash item = must(reviewing.add_item("The late evenings"));
  const EntryHash minutes = must(reviewing.write_minutes("text = \"We spoke.\""));
  const EntryHash check_in = must(mara_.commands().check_in(wishing_to_talk()));
  for (const std::string& id : {item.hex(), minutes.hex(), check_in.hex(), household()}) {
    must(of(mara_).write(id, "One."));
    must(of(mara_).write(id, "Two."));
  }
  EXPECT_EQ(must(mara_.queries().check_ins(5))[0].comments, 2U);
  EXPECT_EQ(must(Versions(mara_.vault(), now_).clause(household())).comments, 2U);
  for (const ClauseView& clause : must(mara_.queries().agreement()).clauses)
    EXPECT_EQ(clause.comments, clause.name == "Household" ? 2U : 0U) << clause.name;
  const AgendaView agenda = must(Reviews(mara_.vault(), now_).agenda());
  const CommentCounts on_lines = {{item, 2}, {check_in, 2}};
  EXPECT_EQ(agenda.comments, on_lines);
  const CommentCounts on_review = {{item, 2}, {minutes, 2}};
  EXPECT_EQ(agenda.review->comments, on_review);
}

TEST_F(CommentsTest, BothReadAThreadInTheSameOrderAfterCommentsThatCrossed) {
  const std::string id = household();
  must(of(mara_).write(id, "first"));
  sync();
  now_ += kHourMs;
  must(of(jonas_).write(id, "his"));
  now_ -= kHourMs / 2;
  must(of(mara_).write(id, "hers, meanwhile"));
  sync();
  now_ -= kDayMs;  // a clock that went back: still after what its author had seen
  must(of(jonas_).write(id, "last"));
  sync();
  const std::vector<std::string> order = {"first", "hers, meanwhile", "his", "last"};
  EXPECT_EQ(texts(must(of(mara_).thread(id))), order);
  EXPECT_EQ(texts(must(of(jonas_).thread(id))), order);
}

TEST_F(CommentsTest, WhatCannotBeCommentedOnAndWhatIsNotThereAreRefusedApart) {
  const EntryHash pause = must(mara_.commands().pause(std::nullopt, ""));
  const EntryHash comment = must(of(mara_).write(household(), "Hello."));
  EXPECT_EQ(of(mara_).write(pause.hex(), "Why?").error().code, Code::comment_on_nothing);
  EXPECT_EQ(of(mara_).write(comment.hex(), "Why?").error().code, Code::comment_on_nothing);
  EXPECT_EQ(of(mara_).write("abcdef", "Why?").error().code, Code::id_unknown);
  EXPECT_EQ(of(mara_).thread("xyz!").error().code, Code::id_malformed);
}

TEST_F(CommentsTest, EmptyAndTooLongOnesAreRefusedAndTheLongestIsNot) {
  const std::string id = household();
  EXPECT_EQ(of(mara_).write(id, "").error().code, Code::text_missing);
  for (const std::string letter : {"a", "é", "한", "🜁"}) {
    std::string text;
    while (text.size() + letter.size() <= sizes::kText) text += letter;
    EXPECT_EQ(of(mara_).write(id, text + letter).error().code, Code::text_too_long);
    must(of(mara_).write(id, text));
    EXPECT_EQ(must(of(mara_).thread(id)).comments.back().text, text);
  }
}

TEST_F(CommentsTest, AThreadWithoutCommentsIsEmpty) {
  EXPECT_TRUE(must(of(mara_).thread(household())).comments.empty());
}

}  // namespace
}  // namespace troth::vault
