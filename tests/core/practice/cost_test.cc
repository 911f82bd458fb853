// What a partner can sign alone must not make what the other is shown slow: four
// times as many entries may take some four times as long, and not sixteen. In
// each test Jonas fills the ledger with one kind of entry, or with a few that
// could multiply, and all that is made of notes is asked for. Processor time,
// the least of a few runs.
#include <gtest/gtest.h>

#include <ctime>
#include <functional>

#include "core/practice/agenda.h"
#include "core/practice/decisions.h"
#include "tests/core/practice/couple.h"

namespace troth::practice {
namespace {

using test::Couple;
using test::id_of;
using test::Side;

struct Cost : testing::Test {
  using Fill = std::function<void(Couple& couple, std::size_t number)>;

  std::size_t shown(const Couple& couple) const {
    const auto& notes = couple.notes;
    const Wording wording{[](const PartnerId&) { return std::string("Jonas"); },
                          [](const ClauseId&) { return std::string("Tea"); },
                          [](TimeMs at) { return std::to_string(at); }};
    AgreementFacts facts;
    for (const Note& note : notes)
      if (std::holds_alternative<DecisionAnswer>(note.content))
        facts.outside.push_back({note.entry, agreement::Verdict::Outcome::outside, "Paused."});
    return decisions_of(notes).size() + blind_periods(notes, couple.pair).size() +
           moments_of(notes, [](const EntryHash&) { return std::nullopt; }).size() +
           talks_of(notes).size() + reviews_of(notes).reviews.size() +
           agenda(notes, couple.pair, facts, test::kNow, wording).size();
  }

  double time_of(const Fill& fill, std::size_t count) {
    Couple couple = base;
    for (std::size_t i = 0; i < count; ++i) fill(couple, i);
    double least = 1e9;
    for (int run = 0; run < 3; ++run) {
      const std::clock_t start = std::clock();
      sum += shown(couple);
      least = std::min(least, static_cast<double>(std::clock() - start));
    }
    return least;
  }

  void expect_linear(const Fill& fill, std::size_t count) {
    const double few = time_of(fill, count);
    const double many = time_of(fill, 4 * count);
    // Below some milliseconds the clock's grain and the caches would decide.
    EXPECT_LT(many, 9 * std::max(few, CLOCKS_PER_SEC / 500.0)) << few << " and " << many;
  }

  // A review that Mara opened, and minutes of it that both signed.
  EntryHash hold(std::vector<Action> actions) {
    const EntryHash review = base.write(base.mara, ReviewOpened{""});
    base.meet();
    const EntryHash text =
        base.write(base.mara, Minutes{review, "We spoke.", "", std::move(actions), 0, {}});
    base.meet();
    base.write(base.jonas, MinutesSigned{text});
    base.meet();
    return text;
  }

  Couple base;
  std::size_t sum = 0;
};

TEST_F(Cost, ReviewsOpenedAgainAndAgain) {
  expect_linear([](Couple& it, std::size_t) { it.write(it.jonas, ReviewOpened{""}); }, 1000);
}

TEST_F(Cost, ReviewsOpenedAgainWithItemsAndMinutesThatNobodySigns) {
  EntryHash review;
  expect_linear(
      [&](Couple& it, std::size_t i) {
        if (i % 3 == 0) review = it.write(it.jonas, ReviewOpened{""});
        if (i % 3 == 1) it.write(it.jonas, AgendaItem{"Tea", {}});
        if (i % 3 == 2) it.write(it.jonas, Minutes{review, "Tea", "", {}, 0, {}});
      },
      1000);
}

TEST_F(Cost, ReviewsOpenedOnManyBranchesOfALine) {
  std::vector<Side> branches;
  for (int i = 0; i < 60; ++i)
    branches.push_back({base.jonas.partner, id_of<DeviceId>(static_cast<std::uint8_t>(10 + i))});
  expect_linear(
      [&](Couple& it, std::size_t i) {
        if (i < branches.size()) branches[i].seen = {};
        Side& branch = branches[i % branches.size()];
        it.write(branch, ReviewOpened{""});
        if (i % 7 == 0) it.tell(branch, branches[(i + 1) % branches.size()]);
      },
      500);
}

// Each replaces the one before: also how deep such a chain may be.
TEST_F(Cost, MinutesThatReplaceEachOther) {
  const EntryHash review = base.write(base.mara, ReviewOpened{""});
  base.meet();
  EntryHash last;
  expect_linear(
      [&](Couple& it, std::size_t i) {
        std::vector<EntryHash> replaces;
        if (i > 0) replaces.push_back(last);
        last = it.write(it.jonas, Minutes{review, "Tea", "", {{"Tea", {}, 0}}, 0, replaces});
      },
      5000);
}

TEST_F(Cost, MinutesThatEachReplaceMany) {
  const EntryHash review = base.write(base.mara, ReviewOpened{""});
  base.meet();
  std::vector<EntryHash> texts;
  expect_linear(
      [&](Couple& it, std::size_t i) {
        if (i == 0) texts.clear();
        std::vector<EntryHash> replaces(texts.size() > 32 ? texts.end() - 32 : texts.begin(),
                                        texts.end());
        std::ranges::sort(replaces);
        texts.push_back(it.write(it.jonas, Minutes{review, "Tea", "", {}, 0, replaces}));
      },
      1000);
}

TEST_F(Cost, ActionsDoneAgainAndAgainAndSignaturesUnderOneText) {
  std::vector<Action> actions;
  for (int i = 0; i < 50; ++i) actions.push_back({"Action " + std::to_string(i), {}, 0});
  const EntryHash text = hold(actions);
  expect_linear(
      [&](Couple& it, std::size_t i) {
        if (i % 2 == 0) it.write(it.jonas, ActionDone{text, static_cast<std::uint32_t>(i % 50)});
        if (i % 2 == 1) it.write(it.jonas, MinutesSigned{text});
      },
      2000);
}

TEST_F(Cost, BlindCheckInsForOnePeriodAndWhatOpensNone) {
  EntryHash first;
  expect_linear(
      [&](Couple& it, std::size_t i) {
        const EntryHash entry =
            it.write(it.jonas, BlindCheckIn{{test::kNow, test::kNow + kWeekMs}, {}});
        if (i == 0) first = entry;
        it.write(it.jonas, Opening{first, id_of<Nonce>(1), Bytes{1}});
      },
      1000);
}

TEST_F(Cost, QuestionsWithViewsAnswersAndReopenings) {
  EntryHash question;
  expect_linear(
      [&](Couple& it, std::size_t i) {
        if (i % 8 == 0) question = it.write(it.jonas, Question{id_of<ClauseId>(1), "Tea?", 0});
        if (i % 2 == 0) it.write(it.jonas, DecisionView{question, "Yes."});
        if (i % 2 == 1) it.write(it.jonas, DecisionAnswer{question, id_of<ClauseId>(1), "No."});
        if (i % 3 == 0) it.write(it.jonas, Reopened{question, ""});
      },
      1000);
}

TEST_F(Cost, ViewsAnswersAndReopeningsOfOneQuestion) {
  const EntryHash question = base.write(base.mara, Question{id_of<ClauseId>(1), "Tea?", 0});
  base.write(base.mara, DecisionView{question, "Yes."});
  expect_linear(
      [&](Couple& it, std::size_t i) {
        if (i % 3 == 0) it.write(it.jonas, DecisionView{question, "Yes."});
        if (i % 3 == 1) it.write(it.jonas, DecisionAnswer{question, id_of<ClauseId>(1), "No."});
        if (i % 3 == 2) it.write(it.jonas, Reopened{question, ""});
      },
      2000);
}

TEST_F(Cost, MomentsTalksAndObservances) {
  EntryHash last;
  expect_linear(
      [&](Couple& it, std::size_t i) {
        if (i % 6 == 0) last = it.write(it.jonas, MomentOpened{{}, 0, ""});
        if (i % 6 == 1) it.write(it.jonas, MomentClosed{last, ""});
        if (i % 6 == 2) last = it.write(it.jonas, Talk{});
        if (i % 6 == 3) it.write(it.jonas, Talked{last});
        if (i % 6 == 4)
          last = it.write(
              it.jonas,
              Observance{Observance::Sort::missed, id_of<ClauseId>(1), it.jonas.partner, {}, ""});
        if (i % 6 == 5)
          it.write(it.jonas, Observance{Observance::Sort::amends, id_of<ClauseId>(1),
                                        it.jonas.partner, last, ""});
      },
      2000);
}

}  // namespace
}  // namespace troth::practice
