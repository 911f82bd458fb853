#include "core/vault/check_in_draft.h"

#include <gtest/gtest.h>

namespace troth::vault {
namespace {

TEST(CheckInDraft, GivesBackEveryAnswer) {
  CheckInAnswers answers;
  answers.ratings = {{"trust", 4}, {"being heard = 5", 1}};
  answers.works = practice::Answer::unsure;
  answers.feels_right = practice::Answer::no;
  answers.wants_to_talk = true;
  answers.text = "Two lines,\n\nand a gap.";
  const std::string draft = draft_of(answers);
  EXPECT_EQ(draft,
            "rate 4 trust\nrate 1 being heard = 5\nworks unsure\nfeels-right no\ntalk\n\n"
            "Two lines,\n\nand a gap.");
  const auto again = answers_in(draft);
  ASSERT_TRUE(again);
  EXPECT_EQ(draft_of(*again), draft);
  EXPECT_EQ(again->text, answers.text);
  EXPECT_EQ(again->ratings.size(), 2U);
}

TEST(CheckInDraft, TextByItselfIsOne) {
  CheckInAnswers answers;
  answers.text = "rate 4 trust";
  const auto again = answers_in(draft_of(answers));
  EXPECT_EQ(again->text, "rate 4 trust");
  EXPECT_TRUE(again->ratings.empty());
}

TEST(CheckInDraft, GoesOnWithWhatIsAnsweredAnew) {
  const auto draft = answers_in("rate 4 trust\nrate 2 energy\nworks yes\ntalk\n\nhalf");
  const auto newer = answers_in("rate 5 trust\nrate 1 safety\nfeels-right no");
  EXPECT_EQ(draft_of(with(*draft, *newer)),
            "rate 5 trust\nrate 2 energy\nrate 1 safety\nworks yes\nfeels-right no\ntalk\n\nhalf");
  EXPECT_EQ(draft_of(with(*draft, {})), draft_of(*draft));
}

TEST(CheckInDraft, AnythingElseDoesNotFit) {
  for (const char* draft :
       {"rate 6 trust", "rate 0 trust", "rate 4", "rate 4 ", "rate trust 4", "works", "works maybe",
        "feels-right", "talks", "hello", "rate 44 trust"}) {
    const auto answers = answers_in(draft);
    ASSERT_FALSE(answers) << draft;
    EXPECT_EQ(answers.error().code, Code::draft_unfit);
  }
}

}  // namespace
}  // namespace troth::vault
