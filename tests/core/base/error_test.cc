#include "core/base/error.h"

#include <gtest/gtest.h>

#include <set>

namespace troth {
namespace {

TEST(Refusals, EachHasOneSentenceOfItsOwnThatEndsLikeOne) {
  std::set<std::string_view> names;
  std::set<std::string_view> sentences;
  for (const Refusal& refusal : refusals()) {
    EXPECT_TRUE(names.insert(refusal.name).second) << refusal.name;
    EXPECT_TRUE(sentences.insert(refusal.sentence).second) << refusal.name;
    // One that starts with its detail is told by the place that refuses.
    EXPECT_TRUE(refusal.sentence.size() > 20 || refusal.sentence.starts_with("{}")) << refusal.name;
    EXPECT_EQ(refusal.sentence.back(), '.') << refusal.name;
    EXPECT_EQ(refusal.sentence.find('\n'), std::string_view::npos) << refusal.name;
  }
}

TEST(Refusals, TheDetailFillsTheSentence) {
  EXPECT_EQ(error(Code::text_missing, "The title").message,
            "The title is missing; write it and try again.");
  EXPECT_EQ(name_of(Code::text_missing), "text_missing");
}

Result<int> half_of(int number) {
  if (number % 2 != 0) return refuse(Code::text_missing, "The other half");
  return number / 2;
}

Result<int> quarter_of(int number) {
  TROTH_ASSIGN(const int half, half_of(number));
  return half_of(half);
}

TEST(Refusals, TryReturnsTheFirstError) {
  EXPECT_EQ(quarter_of(8), 2);
  EXPECT_EQ(quarter_of(6).error().code, Code::text_missing);
  EXPECT_EQ(quarter_of(7).error().code, Code::text_missing);
}

}  // namespace
}  // namespace troth
