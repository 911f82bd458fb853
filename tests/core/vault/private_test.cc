// What is one partner's alone: journal, drafts and settings, as a client has them,
// and what the other partner can learn of them, which is nothing.
#include "core/vault/drafts.h"
#include "core/vault/journal.h"
#include "core/vault/leaving.h"
#include "core/vault/own_settings.h"
#include "core/vault/search.h"
#include "core/vault/state.h"
#include "tests/core/vault/couple.h"

namespace troth::vault {
namespace {

// Repeatable, and the seals of pages draw from a stream of their own: how often a
// database writes a page is seen on its own disk alone.
class TwoStreams final : public crypto::Random {
 public:
  void begin(std::uint64_t step) { rest_ = crypto::SeededRandom(1000 + step); }
  void fill(std::span<std::uint8_t> out) override {
    constexpr std::size_t kPageNonce = 24;
    (out.size() == kPageNonce ? pages_ : rest_).fill(out);
  }

 private:
  crypto::SeededRandom pages_{1};
  crypto::SeededRandom rest_{2};
};

struct Streams {
  TwoStreams streams;
};

enum class Privately { nothing, everything };

// A few days of Mara and Jonas, and every byte that left either of them.
class Days : Streams, public Couple {
 public:
  explicit Days(Privately privately, std::string said = "It was a good day.")
      : Couple(&streams), privately_(privately), said_(std::move(said)) {
    live();
  }
  [[nodiscard]] const std::vector<Bytes>& left() const { return left_; }
  [[nodiscard]] std::size_t pages_of_mara() { return must(Journal(mara_.vault(), now_).size()); }

 private:
  void TestBody() override {}

  void live() {
    step([&] { exchange_pairing(); });
    const Hash transcript = mara_.state().pair()->record.transcript;
    left_.push_back(copy_of(transcript.view()));  // of every message of the pairing
    const auto digits = must(mara_.queries().pairing()).digits;
    step([&] { must(mara_.commands().confirm(digits)); });
    step([&] { must(jonas_.commands().confirm(digits)); });
    step([&] { must(mara_.commands().propose(kFirstProposal)); });
    step([&] { must(jonas_.commands().accept(waiting(jonas_))); });
    step([&] { must(mara_.commands().check_in(saying(said_))); });
    step([&] { must(jonas_.commands().check_in(wishing_to_talk())); });
    step([&] { must(mara_.commands().pause(std::nullopt, "For tonight.")); });
    mara_.close();
    mara_.open();
    step([&] { must(jonas_.commands().check_in(saying("Of course."))); });
    step([&] { must(mara_.commands().leave("Enough.", Commands::Goes::once_told)); });
  }
  template <class Do>
  void step(const Do& what) {
    if (steps_ > 0 && privately_ == Privately::everything) {
      live_privately(mara_);
      live_privately(jonas_);
    }
    streams.begin(++steps_);
    what();
    for (int round = 0; round < 3; ++round) {
      send(mara_, jonas_);
      send(jonas_, mara_);
    }
    now_ += kHourMs;
  }
  void send(Person& from, Person& to) {
    from.prepare();
    for (const Bytes& envelope : from.take_outbox()) {
      left_.push_back(envelope);
      must(to.receive(envelope));
    }
  }
  void live_privately(Person& person) const {
    Journal journal(person.vault(), now_);
    const std::string text(5000, 'j');
    const auto first = must(journal.write(text));
    const auto second = must(journal.write("What I do not say."));
    must(journal.rewrite(second.hex(), "What I do not say yet."));
    must(journal.remove(first.hex()));
    Drafts drafts(person.vault(), now_);
    must(drafts.keep("check-in", "", text));
    must(drafts.keep("comment", "1a2b", "half"));
    must(drafts.remove("comment", "1a2b"));
    must(OwnSettings(person.vault()).set("width", "100"));
    EXPECT_FALSE(
        must(Searching(person.vault(), now_)
                 .find({.words = "say", .subject = {}, .by = {}, .since = {}, .until = {}}))
            .empty());
  }

  Privately privately_;
  std::string said_;
  std::uint64_t steps_ = 0;
  std::vector<Bytes> left_;
};

TEST(PrivateBytes, WhatLeavesIsTheSameByteForByteWithAJournalAndWithout) {
  Days with(Privately::everything);
  Days without(Privately::nothing);
  EXPECT_EQ(with.pages_of_mara(), 9U);
  EXPECT_EQ(without.pages_of_mara(), 0U);
  ASSERT_GT(without.left().size(), 15U);
  EXPECT_EQ(with.left(), without.left());
}

TEST(PrivateBytes, TheComparisonWouldShowASingleOtherWord) {
  Days one(Privately::nothing);
  Days other(Privately::nothing, "It was a good day?");
  EXPECT_NE(one.left(), other.left());
}

class PrivateTest : public Couple {
 protected:
  PrivateTest() {
    mara_.create("");
    jonas_.create("");
  }
  Journal journal() { return {mara_.vault(), now_}; }
  Drafts drafts() { return {mara_.vault(), now_}; }
  OwnSettings settings() { return OwnSettings(mara_.vault()); }
};

TEST_F(PrivateTest, APageIsWrittenShownChangedAndDeletedWithoutAPair) {
  const auto id = must(journal().write("Today I was sad.\n\nTomorrow?"));
  EXPECT_EQ(must(journal().page(id.hex().substr(0, 6))).text, "Today I was sad.\n\nTomorrow?");
  now_ += kHourMs;
  must(journal().rewrite(id.hex(), "Today I was calm."));
  mara_.close();
  mara_.open();
  const auto pages = must(journal().pages(10));
  ASSERT_EQ(pages.size(), 1U);
  EXPECT_EQ(pages[0], (JournalPage{id, now_ - kHourMs, now_, "Today I was calm."}));
  must(journal().remove(id.hex()));
  EXPECT_TRUE(must(journal().pages(10)).empty());
  EXPECT_EQ(must(journal().size()), 0U);
}

TEST_F(PrivateTest, PagesAreAsLongAsTheyMayBeInAnyScript) {
  for (const std::string_view letter : {"x", "ж", "字", "😀"}) {
    std::string text;
    while (text.size() + letter.size() <= store::kLargestPage) text += letter;
    text.resize(store::kLargestPage, 'x');
    const auto id = must(journal().write(text));
    EXPECT_EQ(must(journal().page(id.hex())).text, text);
    EXPECT_EQ(journal().write(text + "y").error().code, Code::text_too_long);
    EXPECT_EQ(journal().rewrite(id.hex(), text + "y").error().code, Code::text_too_long);
    EXPECT_EQ(must(journal().page(id.hex())).text, text);
  }
}

TEST_F(PrivateTest, WhatIsNoTextIsNoPage) {
  EXPECT_EQ(journal().write("").error().code, Code::text_missing);
  EXPECT_EQ(journal().write(" \n\t ").error().code, Code::text_missing);
  EXPECT_EQ(journal().write("a\x07z").error().code, Code::text_control_character);
  EXPECT_EQ(journal().write("a\u202e").error().code, Code::text_control_character);
  EXPECT_EQ(journal().write("\xff\xfe").error().code, Code::text_not_utf8);
  EXPECT_EQ(must(journal().size()), 0U);
}

TEST_F(PrivateTest, PagesAreNamedByBeginningsThatOnlyOneHas) {
  std::string first;
  for (int i = 0; i < 20; ++i) first = must(journal().write("page")).hex();
  EXPECT_EQ(journal().page("12").error().code, Code::id_malformed);
  EXPECT_EQ(journal().page("no id").error().code, Code::id_malformed);
  EXPECT_EQ(journal().page(first + "00").error().code, Code::id_unknown);
  EXPECT_EQ(
      journal().page(first.substr(0, 30) + (first.substr(30) == "00" ? "01" : "00")).error().code,
      Code::id_unknown);
  EXPECT_EQ(journal().remove("ffffffffffff").error().code, Code::id_unknown);
  EXPECT_EQ(journal().rewrite("ffffffffffff", "text").error().code, Code::id_unknown);
  EXPECT_EQ(must(journal().page(first)).id.hex(), first);
  EXPECT_EQ(must(journal().size()), 20U);
}

TEST_F(PrivateTest, ABeginningThatTwoPagesHaveIsAmbiguous) {
  auto change = must(mara_.state().store().begin());
  must(change.journal().add({JournalId{{0xab, 0xcd, 1}}, 1, 1, "one"}));
  must(change.journal().add({JournalId{{0xab, 0xcd, 2}}, 2, 2, "two"}));
  must(change.commit());
  EXPECT_EQ(journal().page("abcd").error().code, Code::id_ambiguous);
  EXPECT_EQ(must(journal().page("ABCD02")).text, "two");
}

TEST_F(PrivateTest, DraftsAreKeptReplacedAndRemoved) {
  must(drafts().keep("check-in", "", "works yes"));
  must(drafts().keep("comment", "1a2b", "I think"));
  must(drafts().keep("check-in", "", "works no"));
  EXPECT_EQ(must(drafts().all()).size(), 2U);
  EXPECT_EQ(must(drafts().named("comment 1a2b")).content, "I think");
  EXPECT_EQ(must(drafts().find("check-in"))->content, "works no");
  must(drafts().remove("check-in"));
  EXPECT_FALSE(must(drafts().find("check-in")));
  EXPECT_EQ(drafts().named("check-in").error().code, Code::draft_missing);
}

TEST_F(PrivateTest, ADraftThatTakesThePlaceOfAnotherLeavesNoPageOfIt) {
  must(drafts().keep("check-in", "", "works no"));
  must(drafts().keep("check-in", "", "works yes"));
  EXPECT_EQ(std::filesystem::file_size(mara_.directory() / "vault.db-wal"), 0U);
}

TEST_F(PrivateTest, DraftsAreTextsWithinTheirLimits) {
  must(drafts().keep("check-in", "", std::string(store::kLargestDraft, 'x')));
  EXPECT_EQ(drafts().keep("check-in", "", std::string(store::kLargestDraft + 1, 'x')).error().code,
            Code::text_too_long);
  EXPECT_EQ(drafts().keep("check-in", "", "").error().code, Code::text_missing);
  EXPECT_EQ(drafts().keep("comment", "two\nlines", "x").error().code, Code::text_control_character);
}

TEST_F(PrivateTest, SettingsTakeWhatTheySayAndNothingElse) {
  EXPECT_EQ(must(settings().value("width")), "auto");
  EXPECT_EQ(must(settings().number("width")), std::nullopt);
  must(settings().set("width", "40"));
  must(settings().set("width", "200"));
  EXPECT_EQ(must(settings().number("width")), 200);
  for (const char* value :
       {"39", "201", "", "wide", "80 ", "-80", "8e1", "80.0", "080x", "99999999999999999999"})
    EXPECT_EQ(settings().set("width", value).error().code, Code::setting_value_unfit) << value;
  for (const char* value : {"0.01", "0.5", "5", "1440", "1440.0"})
    must(settings().set("lock-after", value));
  EXPECT_EQ(must(settings().number("lock-after")), 1440.0);
  for (const char* value : {"0", "0.009", "1440.1", "off", "", ".5", "5.", "-1", "1e3", "1.2.3",
                            "1,5", "inf", "nan", "0x10", " 5", "5 minutes"})
    EXPECT_EQ(settings().set("lock-after", value).error().code, Code::setting_value_unfit) << value;
  must(settings().set("reminders", "off"));
  EXPECT_EQ(must(settings().value("reminders")), "off");
  for (const char* value : {"", "no", "ON", "1", "on off"})
    EXPECT_EQ(settings().set("reminders", value).error().code, Code::setting_value_unfit) << value;
  EXPECT_EQ(settings().set("leaving", "t1").error().code, Code::setting_unknown);
  EXPECT_EQ(settings().value("sync_problem").error().code, Code::setting_unknown);
  mara_.close();
  mara_.open();
  EXPECT_EQ(must(settings().value("width")), "200");
}

class PrivateLeavingTest : public Couple {};

TEST_F(PrivateLeavingTest, LeavingThePairLeavesTheJournal) {
  agree();
  const auto id = must(Journal(mara_.vault(), now_).write("A lantern of my own."));
  must(Drafts(mara_.vault(), now_).keep("check-in", "", "works yes"));
  must(mara_.commands().check_in(saying("Our lantern.")));
  const Searching search(mara_.vault(), now_);
  const SearchFor lantern{.words = "lantern", .subject = {}, .by = {}, .since = {}, .until = {}};
  EXPECT_EQ(must(search.find(lantern)).size(), 2U);
  must(unpair(mara_.state()));
  const auto hits = must(search.find(lantern));
  ASSERT_EQ(hits.size(), 1U);
  EXPECT_EQ(hits[0].id, id.hex());
  mara_.close();
  mara_.open();
  EXPECT_EQ(must(Journal(mara_.vault(), now_).page(id.hex())).text, "A lantern of my own.");
  EXPECT_TRUE(must(Drafts(mara_.vault(), now_).find("check-in")));
}

TEST_F(PrivateLeavingTest, CancellingAPairingLeavesTheJournal) {
  exchange_pairing();
  must(Journal(mara_.vault(), now_).write("Before."));
  must(mara_.commands().cancel_pairing());
  EXPECT_EQ(must(Journal(mara_.vault(), now_).size()), 1U);
}

}  // namespace
}  // namespace troth::vault
