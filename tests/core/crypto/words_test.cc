#include "core/crypto/words.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "core/crypto/random.h"
#include "tests/core/crypto/refused.h"

namespace troth::crypto {
namespace {

std::string text_of(const Secret& words) { return string_of(words.view()); }

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> out(1);
  for (const char letter : text) {
    if (letter == ' ') {
      out.emplace_back();
    } else {
      out.back().push_back(letter);
    }
  }
  return out;
}

std::string join(const std::vector<std::string>& words, std::string_view between = " ") {
  std::string out;
  for (const std::string& word : words) out.append(out.empty() ? "" : between).append(word);
  return out;
}

class Words : public testing::Test {
 protected:
  void expect_same_entropy(std::string_view typed) {
    const auto entropy = entropy_of(secret_text(typed));
    ASSERT_TRUE(entropy) << entropy.error().message;
    EXPECT_TRUE(equal(entropy->view(), entropy_.view()));
  }

  SeededRandom random_{4};
  Secret entropy_ = random_.secret(kRecoveryEntropy);
  std::string text_ = text_of(words_of(entropy_));
  std::vector<std::string> words_ = split(text_);
};

TEST_F(Words, NumbersBeforeTheWordsAreLeftOut) {
  std::string sheet;
  for (std::size_t i = 0; i < words_.size(); ++i)
    sheet += std::to_string(i + 1) + (i % 2 == 0 ? ". " : " ") + words_[i] + "\n";
  expect_same_entropy(sheet);
}

TEST_F(Words, AWordIsMissingWhateverTheNumbersSay) {
  std::vector<std::string> numbered;
  for (std::size_t i = 0; i < words_.size(); ++i)
    numbered.push_back(std::to_string(i + 1) + (i == 11 ? "" : " " + words_[i]));
  EXPECT_EQ(entropy_of(secret_text(join(numbered))).error().code, Code::recovery_words_wrong);
}

TEST(WordList, NoTwoWordsShareTheirFirstFourLetters) {
  std::set<std::string_view> beginnings;
  for (std::size_t i = 0; i < 2048; ++i) {
    EXPECT_TRUE(beginnings.insert(word_at(i).substr(0, 4)).second) << word_at(i);
  }
  EXPECT_DEATH(static_cast<void>(word_at(2048)), "index");
}

TEST_F(Words, EveryLengthOfEntropyComesBack) {
  for (const std::size_t size : {16U, 20U, 24U, 28U, 32U}) {
    for (int i = 0; i < 50; ++i) {
      const Secret entropy = random_.secret(size);
      const Secret words = words_of(entropy);
      EXPECT_EQ(split(text_of(words)).size(), size / 4 * 3);
      const auto back = entropy_of(words);
      ASSERT_TRUE(back);
      EXPECT_TRUE(equal(back->view(), entropy.view()));
    }
  }
}

TEST_F(Words, EntropyOfAnotherLengthIsOurOwnBug) {
  for (const std::size_t size : {0U, 12U, 31U, 33U, 36U}) {
    EXPECT_DEATH(static_cast<void>(words_of(Secret(size))), "entropy");
  }
}

TEST_F(Words, CapitalsSpaceAndBeginningsAreTaken) {
  ASSERT_EQ(words_.size(), kRecoveryWords);
  std::string capitals = text_;
  std::ranges::transform(capitals, capitals.begin(), [](char letter) {
    return letter == ' ' ? ' ' : static_cast<char>(letter - 'a' + 'A');
  });
  expect_same_entropy(capitals);
  expect_same_entropy("\n " + join(words_, " \t\r\n ") + " \n");
  std::vector<std::string> beginnings = words_;
  for (std::string& word : beginnings) word = word.substr(0, 4);
  expect_same_entropy(join(beginnings));
  for (std::size_t i = 0; i < words_.size(); ++i) beginnings[i] = words_[i].substr(0, 5);
  expect_same_entropy(join(beginnings));
}

TEST_F(Words, AnUnknownWordIsNamedByItsPlaceAndNeverByItsLetters) {
  for (const std::string_view typed :
       {"abandonn", "abandonment", "xyzzyx", "ab", "abou\u00e9", "a", "zzzz", "aban-don", "0x"}) {
    std::vector<std::string> wrong = words_;
    wrong[6] = typed;
    const auto refused = entropy_of(secret_text(join(wrong)));
    expect_refused(refused, Code::recovery_word_unknown);
    EXPECT_NE(refused.error().message.find("Word 7 "), std::string::npos);
    if (typed.size() <= 4) continue;  // these may well stand in the sentence by chance
    EXPECT_EQ(refused.error().message.find(typed), std::string::npos);
  }
}

TEST_F(Words, AThreeLetterBeginningOfLongerWordsIsNoWord) {
  std::vector<std::string> wrong = words_;
  wrong[0] = "aba";  // abandon alone begins so, but four letters are the rule
  expect_refused(entropy_of(secret_text(join(wrong))), Code::recovery_word_unknown);
}

TEST_F(Words, AWholeWordIsTakenThoughLongerOnesBeginWithIt) {
  entropy_ = Secret(kRecoveryEntropy);
  entropy_.writable()[1] = (19 & 7) << 5;  // word 19 is "act", before "action", "actor" and more
  entropy_.writable()[0] = 19 >> 3;
  const std::string text = text_of(words_of(entropy_));
  ASSERT_TRUE(text.starts_with("act abandon")) << text;
  expect_same_entropy(text);
}

TEST_F(Words, AnotherNumberOfWordsIsRefused) {
  for (std::size_t count = 0; count <= 30; ++count) {
    if (count >= 12 && count <= 24 && count % 3 == 0) continue;
    const std::vector<std::string> words(count, "abandon");
    expect_refused(entropy_of(secret_text(join(words))), Code::recovery_words_wrong);
  }
  expect_refused(entropy_of(Secret()), Code::recovery_words_wrong);
}

// Of 2048 last words eight carry a right checksum, one for each of the three
// bits of entropy that stand in it.
TEST_F(Words, AWrongLastWordIsFoundByTheChecksum) {
  int taken = 0;
  for (std::size_t i = 0; i < 2048; ++i) {
    words_.back() = word_at(i);
    const auto entropy = entropy_of(secret_text(join(words_)));
    if (entropy) {
      ++taken;
    } else {
      EXPECT_EQ(entropy.error().code, Code::recovery_words_wrong);
    }
  }
  EXPECT_EQ(taken, 8);
}

TEST_F(Words, TwoWordsExchangedAreFoundByTheChecksum) {
  ASSERT_NE(words_[3], words_[4]);
  std::swap(words_[3], words_[4]);
  expect_refused(entropy_of(secret_text(join(words_))), Code::recovery_words_wrong);
}

}  // namespace
}  // namespace troth::crypto
