// A couple that lives its agreement: Mara leads; the household always, the
// bedroom in moments, the garden on weekday evenings. What the tests of rule 6
// share.
#pragma once

#include <gtest/gtest.h>

#include "tests/core/agreement/story.h"

namespace troth::agreement {

struct Lived : testing::Test {
  Lived() {
    story.now = that_week(1, 12);  // Tuesday noon, 2 June 2026
    story.agree({story.role(story.mara, "Dominant", true),
                 story.role(story.jonas, "submissive", false), story.area("Household"),
                 story.area(in_moments("Bedroom")), story.area(in_windows("Garden", kEvenings)),
                 story.rhythm_in("Made/Up")});
  }

  static constexpr Window kEvenings{0x1F, 18 * 60, 23 * 60};  // Mon-Fri 18:00-23:00

  static Area in_moments(std::string name) {
    return {std::move(name), "", {}, Reach::delegate, When::moments, {}};
  }
  static Area in_windows(std::string name, const Window& window) {
    return {std::move(name), "", {}, Reach::delegate, When::windows, {window}};
  }
  // The household amended, and known to both.
  void amend(const Area& area, TimeMs until_ms = 0) { story.agree({story.area(area, until_ms)}); }
  static Area led(std::optional<PartnerId> leader, Reach reach) {
    return {"Household", "", leader, reach, When::always, {}};
  }

  [[nodiscard]] Verdict verdict(const Answer& answer) const {
    const auto out = story.all.verdict_of(answer, story, made_up_time);
    EXPECT_TRUE(out.has_value());
    return out ? *out : Verdict{};
  }
  // An answer in this area, signed now: why it is outside; none where it is inside.
  std::optional<Outside> why(Device& by, const ClauseId& area) {
    const Verdict given = verdict(story.answer(by, area));
    EXPECT_NE(given.outcome, Verdict::Outcome::time_unclear);
    EXPECT_EQ(given.outcome == Verdict::Outcome::outside, given.why.has_value());
    return given.why;
  }
  std::optional<Outside> why(const ClauseId& area) { return why(story.mara, area); }

  // What Jonas restricted: offered by Mara, accepted by him, known to both.
  void lift(const EntryHash& restriction) {
    story.sync();
    const auto offer = story.offer_lift(story.mara, {restriction});
    story.sync();
    story.accept(story.jonas, offer);
    story.sync();
  }
  // A proposal and its retraction cross: the clauses are on hold.
  void put_on_hold(const std::vector<Change>& changes) {
    story.sync();
    const auto p = story.propose(story.mara, changes);
    story.sync();
    story.accept(story.jonas, p);
    story.say_no(story.mara, p);
    story.sync();
  }

  Story story;
  ClauseId house = story.area_named("Household");
  ClauseId bed = story.area_named("Bedroom");
  ClauseId garden = story.area_named("Garden");
};

inline constexpr std::optional<Outside> kInside = std::nullopt;

}  // namespace troth::agreement
