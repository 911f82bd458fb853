// Both see the same: whatever the two write, with any delay between them and
// any lie of a clock, everything that is shown is one function of the set of
// notes and not of the order in which they arrived.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "core/practice/agenda.h"
#include "core/practice/decisions.h"
#include "core/practice/rhythm.h"
#include "tests/core/practice/couple.h"
#include "tests/core/practice/naive_reviews.h"

namespace troth::practice {
namespace {

using test::Couple;
using test::id_of;
using test::Side;

enum class Of { everything, reviews };

// A ledger of up to sixty notes of every sort, or 120 of reviews, by two partners
// on four devices.
class RandomLedger {
 public:
  explicit RandomLedger(std::uint32_t seed, Of of = Of::everything) : random_(seed), of_(of) {
    const int count = 10 + pick(of == Of::reviews ? 110 : 50);
    for (int i = 0; i < count; ++i) {
      Side& side = *sides_[static_cast<std::size_t>(pick(4))];
      if (pick(of == Of::reviews ? 2 : 3) == 0)
        couple.tell(*sides_[static_cast<std::size_t>(pick(4))], side);
      // Some clocks are wrong, and some write at one instant.
      const TimeMs written_ms = test::kNow + kHourMs * (pick(8) == 0 ? pick(60) : i / 2);
      couple.write_at(side, written_ms, content(side));
    }
  }

  Couple couple;

 private:
  int pick(int below) { return static_cast<int>(random_() % static_cast<std::uint32_t>(below)); }

  // An entry that the side has seen and that says a T; else of nothing known.
  template <class T>
  EntryHash seen(const Side& side) {
    std::vector<EntryHash> known{id_of<EntryHash>(99)};
    for (const Note& note : couple.notes)
      if (std::holds_alternative<T>(note.content) && side.seen.contains(note.at))
        known.push_back(note.entry);
    // The newest is the likeliest in a ledger of reviews: so that some end.
    if (known.size() == 1 || (of_ == Of::reviews && pick(3) > 0)) return known.back();
    return known[1 + static_cast<std::size_t>(pick(static_cast<int>(known.size()) - 1))];
  }

  CheckIn check_in() {
    CheckIn out;
    const TimeMs start_ms = kWeekMs * pick(3);
    out.period = {start_ms, start_ms + kWeekMs};
    out.ratings = {{"trust", 1U + static_cast<std::uint32_t>(pick(5))}};
    out.wants_to_talk = pick(3) == 0;
    return out;
  }

  Content blind(const Side& side) {
    const CheckIn week = check_in();
    const Hash commitment =
        commitment_of(couple.pair, side.partner, week.period, nonce_, *encode(week));
    committed_.push_back(*encode(week));
    return BlindCheckIn{week.period, commitment};
  }

  Content minutes(const Side& side) {
    std::vector<EntryHash> replaces;
    if (pick(2) == 0) replaces = {seen<Minutes>(side)};
    return Minutes{seen<ReviewOpened>(side), "We spoke.", pick(2) == 0 ? "Ask." : "",
                   {{"Buy a lamp", {}, 0}},  pick(3),     replaces};
  }

  Content content(const Side& side) {
    switch (of_ == Of::reviews ? 14 + pick(5) : pick(20)) {
      case 0:
        return check_in();
      case 1:
      case 2:
        return blind(side);
      case 3:
      case 4:
        return Opening{
            seen<BlindCheckIn>(side), nonce_,
            committed_.empty()
                ? Bytes{1}
                : committed_[static_cast<std::size_t>(pick(static_cast<int>(committed_.size())))]};
      case 5:
        return Question{id_of<ClauseId>(1), "Shall we?", 0};
      case 6:
        return DecisionView{seen<Question>(side), "Yes."};
      case 7:
        return DecisionAnswer{seen<Question>(side), id_of<ClauseId>(1), "No."};
      case 8:
        return Reopened{seen<Question>(side), ""};
      case 9:
        return Observance{
            Observance::Sort::missed, id_of<ClauseId>(1), couple.mara.partner, {}, ""};
      case 10:
        return MomentOpened{{}, 0, ""};
      case 11:
        return MomentClosed{seen<MomentOpened>(side), ""};
      case 12:
        return Talk{};
      case 13:
        return Talked{seen<Talk>(side)};
      case 14:
        return ReviewOpened{""};
      case 15:
        return AgendaItem{"Tea", {}};
      case 16:
      case 17:
        return minutes(side);
      case 18:
        return MinutesSigned{seen<Minutes>(side)};
      default:
        return ActionDone{seen<Minutes>(side), 0};
    }
  }

  std::mt19937 random_;
  Of of_;
  Side tablet_{couple.mara.partner, id_of<DeviceId>(3)};
  Side laptop_{couple.jonas.partner, id_of<DeviceId>(4)};
  std::array<Side*, 4> sides_{&couple.mara, &couple.jonas, &tablet_, &laptop_};
  Nonce nonce_ = id_of<Nonce>(1);
  std::vector<Bytes> committed_;
};

// Everything that is shown.
auto shown(const std::vector<Note>& notes, const PairId& pair) {
  const Wording wording{[](const PartnerId& id) { return id.hex(); },
                        [](const ClauseId& id) { return id.hex(); },
                        [](TimeMs at) { return std::to_string(at); }};
  const auto closing_of = [](const EntryHash& moment) -> std::optional<agreement::ClosedBy> {
    if (moment.value[0] % 2 == 0) return std::nullopt;
    return agreement::ClosedBy{moment, id_of<PartnerId>(1), test::kNow};
  };
  return std::tuple(decisions_of(notes), blind_periods(notes, pair), moments_of(notes, closing_of),
                    talks_of(notes), reviews_of(notes),
                    agenda(notes, pair, {}, test::kNow, wording));
}

TEST(Order, WhateverTheOrderOfArrivalTheSameIsShown) {
  EXPECT_TRUE(rc::check([](std::uint32_t seed) {
    const RandomLedger ledger(seed);
    RC_ASSERT(test::same_in_any_order(ledger.couple.notes, [&](const std::vector<Note>& notes) {
      return shown(notes, ledger.couple.pair);
    }));
  }));
}

TEST(Order, EachNoteComesAfterAllThatItsAuthorHadSeen) {
  EXPECT_TRUE(rc::check([](std::uint32_t seed) {
    const RandomLedger ledger(seed);
    const auto ordered = in_order(ledger.couple.notes);
    RC_ASSERT(ordered.size() == ledger.couple.notes.size());
    for (std::size_t later = 0; later < ordered.size(); ++later)
      for (std::size_t earlier = 0; earlier < later; ++earlier)
        RC_ASSERT(!sees(*ordered[earlier], *ordered[later]));
  }));
}

// How lines are named depends on which branch of a fork arrived first; nothing shown may.
TEST(Order, TheNamesOfLinesChangeNothing) {
  EXPECT_TRUE(rc::check([](std::uint32_t seed) {
    const RandomLedger ledger(seed);
    std::vector<Note> renamed = ledger.couple.notes;
    const auto other_name = [](DeviceId line) {
      line.value[0] = static_cast<std::uint8_t>(200 - line.value[0]);
      return line;
    };
    for (Note& note : renamed) {
      Clock past;
      for (const Tick& tick : note.past.ticks()) past.raise({other_name(tick.line), tick.seq});
      note.past = past;
      note.at.line = other_name(note.at.line);
    }
    auto before = shown(ledger.couple.notes, ledger.couple.pair);
    auto after = shown(renamed, ledger.couple.pair);
    std::get<Reviews>(before).last.reset();  // holds a clock, in which the names stand
    std::get<Reviews>(after).last.reset();
    RC_ASSERT(before == after);
  }));
}

TEST(Order, WhichOpeningsAreOneReviewIsWhatTheDefinitionSays) {
  int with_several = 0;
  EXPECT_TRUE(rc::check([&](std::uint32_t seed) {
    const RandomLedger ledger(seed, Of::reviews);
    const Reviews shown = reviews_of(ledger.couple.notes);
    std::set<std::set<EntryHash>> names;
    for (const Review& review : shown.reviews)
      names.insert({review.names.begin(), review.names.end()});
    RC_ASSERT(names == test::NaiveReviews(ledger.couple.notes).names());
    RC_ASSERT(std::ranges::count(shown.reviews, false, &Review::is_over) <= 1);
    if (names.size() > 2) ++with_several;
  }));
  EXPECT_GT(with_several, 0);  // some of a hundred: the comparison says something
}

// What was settled stays so when more arrives: an item's place, a name, an opening.
TEST(Order, AReviewThatIsOverStaysOverWhateverArrives) {
  EXPECT_TRUE(rc::check([](std::uint32_t seed) {
    const RandomLedger ledger(seed);
    const auto ordered = in_order(ledger.couple.notes);
    std::vector<Note> so_far;
    std::vector<EntryHash> over;
    for (const Note* note : ordered) {
      so_far.push_back(*note);
      const Reviews reviews = reviews_of(so_far);
      for (const EntryHash& review : over) RC_ASSERT(reviews.find(review)->is_over);
      over.clear();
      for (const Review& review : reviews.reviews)
        if (review.is_over) over.push_back(review.name);
    }
  }));
}

}  // namespace
}  // namespace troth::practice
