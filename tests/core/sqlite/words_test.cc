// The tokenizer of full-text search, by itself and under FTS5 with everything that
// a Database denies.
#include "core/sqlite/words.h"

#include <algorithm>
#include <array>

#include "core/sqlite/database.h"
#include "tests/core/sqlite/scratch.h"

namespace troth::sqlite {
namespace {

constexpr std::string_view kTable =
    "CREATE VIRTUAL TABLE found USING fts5(text, content = '', tokenize = 'words')";
constexpr std::string_view kAdd = "INSERT INTO found (rowid, text) VALUES (?1, ?2)";
constexpr std::string_view kCount = "SELECT count(*) FROM found WHERE found MATCH ?1";

using Texts = std::vector<std::string>;

class WordsTest : public testing::Test {
 protected:
  void SetUp() override { ASSERT_THAT(database_, Succeeds()); }
  Texts folded(std::string_view text) {
    Texts out;
    const auto words = database_->words_of(text);
    EXPECT_THAT(words, Succeeds());
    for (const Word& word : *words) out.push_back(word.folded);
    return out;
  }
  // The stretches of `text` that the words were made from.
  Texts cut(std::string_view text) {
    Texts out;
    const auto words = database_->words_of(text);
    for (const Word& word : *words)
      out.emplace_back(text.substr(word.begin, word.end - word.begin));
    return out;
  }

  Result<Database> database_ = Database::open_in_memory();
};

TEST_F(WordsTest, LettersAndDigitsMakeWordsWithoutCaseOrDiacritics) {
  EXPECT_EQ(folded("The kitchen, at 22:00 - clean!"),
            (Texts{"the", "kitchen", "at", "22", "00", "clean"}));
  EXPECT_EQ(folded("Crème BRÛLÉE"), (Texts{"creme", "brulee"}));
  EXPECT_EQ(folded("Mañana, ÅNGSTRÖM, Þórr"), (Texts{"manana", "angstrom", "þorr"}));
  EXPECT_EQ(folded("Доброе Утро"), (Texts{"доброе", "утро"}));
  EXPECT_EQ(folded("ΚΑΛΗΜΕΡΑ Καλημέρα"), (Texts{"καλημερα", "καλημερα"}));
  EXPECT_EQ(folded("ΐδιος προϋπόθεση"), (Texts{"ιδιοσ", "προυποθεση"}));
}

TEST_F(WordsTest, AnAccentIsNoPartOfTheWordHoweverItWasTyped) {
  EXPECT_EQ(folded("caf\u00e9"), folded("cafe\u0301"));
  EXPECT_EQ(folded("cafe\u0301"), (Texts{"cafe"}));
}

TEST_F(WordsTest, MarksThatSpellAWordDoNotCutIt) {
  EXPECT_EQ(folded("नमस्ते दुनिया").size(), 2U);
  EXPECT_EQ(folded("السلام عليكم"), (Texts{"السلام", "عليكم"}));
  EXPECT_EQ(folded("שלום עולם").size(), 2U);
  EXPECT_EQ(folded("안녕 하세요"), (Texts{"안녕", "하세요"}));
}

TEST_F(WordsTest, WhereNoSpaceStandsBetweenWordsEachCharacterIsOne) {
  EXPECT_EQ(folded("我们今天 很好。"), (Texts{"我", "们", "今", "天", "很", "好"}));
  EXPECT_EQ(folded("Mara说hello"), (Texts{"mara", "说", "hello"}));
  EXPECT_EQ(folded("ありがとう").size(), 5U);
  EXPECT_EQ(folded("𠀀𠀁").size(), 2U);
}

TEST_F(WordsTest, EachWordKnowsTheBytesThatItWasMadeFrom) {
  EXPECT_EQ(cut("  Crème, brûlée!"), (Texts{"Crème", "brûlée"}));
  EXPECT_EQ(cut("Mara说hello"), (Texts{"Mara", "说", "hello"}));
  EXPECT_EQ(cut("今 天"), (Texts{"今", "天"}));
}

TEST_F(WordsTest, WhatIsNoWordGivesNone) {
  EXPECT_TRUE(folded("").empty());
  EXPECT_TRUE(folded(" ... !? \"'*(){}:^ \n\t").empty());
  EXPECT_TRUE(folded("。、！").empty());
}

TEST_F(WordsTest, BytesThatAreNoTextDoNoHarm) {
  for (const std::string_view bytes :
       {"\xe4", "\xe4\xb8", "\xf0\x9f", "a\xff\xfe", "\xe4\xb8\xad\xe4"})
    EXPECT_THAT(database_->words_of(bytes), Succeeds());
}

TEST_F(WordsTest, AnIndexFindsWordsPhrasesAndBeginnings) {
  ASSERT_THAT(database_->exec(kTable), Succeeds());
  ASSERT_THAT(database_->run(kAdd, 1, "The kitchen is clean"), Succeeds());
  ASSERT_THAT(database_->run(kAdd, 2, "我们今天很好"), Succeeds());
  const auto count = [&](std::string_view expression) {
    return *database_->number(kCount, expression);
  };
  EXPECT_EQ(count("\"KITCHEN\""), 1);
  EXPECT_EQ(count("\"kitchen is\""), 1);
  EXPECT_EQ(count("\"is kitchen\""), 0);
  EXPECT_EQ(count("\"kit\""), 0);
  EXPECT_EQ(count("\"kit\" *"), 1);
  EXPECT_EQ(count("\"今天\""), 1);
  EXPECT_EQ(count("\"天今\""), 0);
}

// Few words, so that every phrase of them stands somewhere, and many only nearly.
TEST_F(WordsTest, APhraseIsFoundWhereItsWordsStandTogetherAndNowhereElse) {
  ASSERT_THAT(database_->exec(kTable), Succeeds());
  constexpr std::array<std::string_view, 4> kWords = {"aa", "ab", "b", "今"};
  crypto::SeededRandom random(11);
  const auto some = [&](std::uint64_t most) {
    Texts out;
    for (std::uint64_t left = 1 + random.below(most); left > 0; --left)
      out.emplace_back(kWords[random.below(kWords.size())]);
    return out;
  };
  const auto joined = [](const Texts& words) {
    std::string out;
    for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
    return out;
  };
  std::vector<Texts> texts;
  for (int i = 0; i < 300; ++i) {
    texts.push_back(some(12));
    ASSERT_THAT(database_->run(kAdd, i, joined(texts.back())), Succeeds());
  }
  for (int i = 0; i < 300; ++i) {
    const Texts phrase = some(5);
    const bool by_beginning = random.below(2) == 1;
    const auto fits = [&](const std::string& word, const std::string& asked) {
      return by_beginning && &asked == &phrase.back() ? word.starts_with(asked) : word == asked;
    };
    const auto stands_in = [&](const Texts& text) {
      return !std::ranges::search(text, phrase, fits).empty();
    };
    EXPECT_EQ(*database_->number(kCount, '"' + joined(phrase) + (by_beginning ? "\" *" : "\"")),
              std::ranges::count_if(texts, stands_in))
        << joined(phrase);
  }
}

TEST_F(WordsTest, AnIndexStandsInASealedDatabaseAndIsThereAgain) {
  const Scratch scratch;
  crypto::SeededRandom random(1);
  SystemDevice device;
  const auto keys = [] {
    crypto::SeededRandom same(7);
    auto id = same.id<VaultId>();
    auto pages = same.secret(32);
    return SealedKeys{id, std::move(pages), same.secret(32)};
  };
  {
    auto sealed = Database::open_sealed(scratch.file("vault.db"), keys(), device, random);
    ASSERT_THAT(sealed, Succeeds());
    ASSERT_THAT(sealed->exec(kTable), Succeeds());
    auto transaction = Transaction::begin(*sealed);
    for (int i = 1; i < 2000; ++i)
      ASSERT_THAT(sealed->run(kAdd, i, "number " + std::to_string(i) + " of many words"),
                  Succeeds());
    ASSERT_THAT(transaction->commit(), Succeeds());
    ASSERT_THAT(sealed->check_integrity(), Succeeds());
    ASSERT_THAT(sealed->vacuum(), Succeeds());
  }
  auto sealed = Database::open_sealed(scratch.file("vault.db"), keys(), device, random);
  ASSERT_THAT(sealed, Succeeds());
  EXPECT_EQ(*sealed->number(kCount, "\"1234\""), 1);
  EXPECT_EQ(*sealed->number(kCount, "\"many words\""), 1999);
}

}  // namespace
}  // namespace troth::sqlite
