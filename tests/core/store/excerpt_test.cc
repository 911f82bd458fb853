#include "core/store/excerpt.h"

#include <gtest/gtest.h>

#include "core/crypto/secret.h"

namespace troth::store {
namespace {

class ExcerptTest : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(crypto::initialize());
    database_.emplace(std::move(*sqlite::Database::open_in_memory()));
  }
  std::string excerpt(std::string_view text, std::string_view typed) {
    return excerpt_of(text, *database_->words_of(text), *phrases_of(typed, *database_));
  }
  static std::size_t code_points(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
  }

  std::optional<sqlite::Database> database_;
};

TEST_F(ExcerptTest, IsTheSentenceInWhichItStands) {
  constexpr std::string_view kText =
      "We slept. The lantern burned at 3.14 in the kitchen! Nobody saw it.\nA new line.";
  EXPECT_EQ(excerpt(kText, "lantern"), "The lantern burned at 3.14 in the kitchen!");
  EXPECT_EQ(excerpt(kText, "slept"), "We slept.");
  EXPECT_EQ(excerpt(kText, "new"), "A new line.");
  EXPECT_EQ(excerpt(kText, "\"kitchen nobody\""),
            "The lantern burned at 3.14 in the kitchen! Nobody saw it.");
  EXPECT_EQ(excerpt("今天很好。明天再谈。后天", "再谈"), "明天再谈。");
}

TEST_F(ExcerptTest, OfWhatIsFoundTheFirstIsShown) {
  EXPECT_EQ(excerpt("One two. Three two. Four.", "four two"), "One two.");
  EXPECT_EQ(excerpt("One two. Three twos. Four.", "tw* \"four\""), "One two.");
}

TEST_F(ExcerptTest, WhereNothingIsFoundItIsTheBeginning) {
  EXPECT_EQ(excerpt("  One two. Three.", "nine"), "One two.");
  EXPECT_EQ(excerpt("", "nine"), "");
}

TEST_F(ExcerptTest, LongSentencesAreCutAtSpacesAroundIt) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "word" + std::to_string(i) + " ";
  text += "lantern ";
  for (int i = 0; i < 100; ++i) text += "more" + std::to_string(i) + " ";
  const std::string shown = excerpt(text, "lantern");
  EXPECT_TRUE(shown.starts_with("…word")) << shown;
  EXPECT_TRUE(shown.ends_with("…")) << shown;
  EXPECT_NE(shown.find(" lantern more0 "), std::string::npos) << shown;
  EXPECT_LE(code_points(shown), kExcerpt + 2);
}

TEST_F(ExcerptTest, TextsWithoutSpacesAreCutBetweenCharacters) {
  std::string text;
  for (int i = 0; i < 300; ++i) text += "字";
  text += "灯";
  for (int i = 0; i < 300; ++i) text += "字";
  const std::string shown = excerpt(text, "灯");
  EXPECT_EQ(code_points(shown), kExcerpt + 2);
  EXPECT_NE(shown.find("灯"), std::string::npos);
  EXPECT_TRUE(database_->words_of(shown));
  const std::string one_word = excerpt(std::string(5000, 'x') + " end", "end");
  EXPECT_NE(one_word.find("end"), std::string::npos);
  const std::string only = excerpt(std::string(5000, 'x'), "xx*");
  EXPECT_EQ(code_points(only), kExcerpt + 1);
}

TEST_F(ExcerptTest, LineEndsWithinItAreSpaces) {
  EXPECT_EQ(excerpt("one\ttwo\nthree", "\"two three\""), "one two three");
}

}  // namespace
}  // namespace troth::store
