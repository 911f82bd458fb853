#include "client/cli/show_reviews.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "client/cli/called.h"

namespace troth::cli {
namespace {

using practice::AgendaLine;
using testing::HasSubstr;
using testing::Not;

template <class Id>
Id id_of(std::uint8_t byte) {
  Id id;
  id.value.fill(byte);
  return id;
}

const PartnerId kMara = id_of<PartnerId>(0x11);
const PartnerId kJonas = id_of<PartnerId>(0x22);

// Days count from zero, so that a test reads what it wrote.
const Calendar kCalendar = {
    .day = [](TimeMs at) { return "day " + std::to_string(at / kDayMs); },
    .minute = [](TimeMs at) { return "minute " + std::to_string(at / kMinuteMs); }};

// Mara's screen.
class ShowReviewsTest : public testing::Test {
 protected:
  ShowReviewsTest() {
    agenda_.review = vault::ReviewView{};
    practice::Review& review = agenda_.review->state;
    review.name = id_of<EntryHash>(0x51);
    review.openings = {{review.name, kMara, kDayMs, "The first"}};
  }
  practice::MinutesText text(std::uint8_t id, const PartnerId& by, const std::string& words) {
    practice::MinutesText out;
    out.entry = id_of<EntryHash>(id);
    out.by = by;
    out.says.text = words;
    out.is_head = true;
    return out;
  }
  practice::Review& review() { return agenda_.review->state; }
  template <class Render, class View>
  std::string shown(Render render, const View& view) const {
    return render(view, Look{names_, kCalendar, 100});
  }

  Names names_{{kMara, "Mara", kJonas, "Jonas"}, {}};
  vault::AgendaView agenda_;
};

TEST_F(ShowReviewsTest, MinutesSayForWhomTheyWait) {
  review().minutes = {text(0x71, kJonas, "We spoke.")};
  EXPECT_THAT(shown(agenda_text, agenda_),
              HasSubstr("It waits for your signature: troth review sign 7171717171"));
  review().minutes = {text(0x71, kMara, "We spoke.")};
  EXPECT_THAT(shown(agenda_text, agenda_), HasSubstr("It waits for Jonas's signature."));
  EXPECT_THAT(shown(agenda_text, agenda_), Not(HasSubstr("--join")));
}

TEST_F(ShowReviewsTest, TwoTextsWrittenAtOnceAreBothShownWithTheStepThatJoinsThem) {
  review().minutes = {text(0x71, kMara, "What she heard."), text(0x72, kJonas, "What he heard.")};
  const std::string page = shown(agenda_text, agenda_);
  EXPECT_THAT(page, HasSubstr("What she heard."));
  EXPECT_THAT(page, HasSubstr("What he heard."));
  EXPECT_THAT(page, HasSubstr("both texts stand"));
  EXPECT_THAT(page, HasSubstr("troth review minutes --join"));
  EXPECT_EQ(json_of(agenda_, names_)["review"]["edited_twice"], true);
}

TEST_F(ShowReviewsTest, ATextThatWasReplacedIsNotShownAgain) {
  review().minutes = {text(0x71, kMara, "Too short."), text(0x72, kJonas, "Longer.")};
  review().minutes[0].is_head = false;
  EXPECT_THAT(shown(agenda_text, agenda_), Not(HasSubstr("Too short.")));
  EXPECT_EQ(json_of(agenda_, names_)["review"]["minutes"][0]["replaced"], true);
}

TEST_F(ShowReviewsTest, EveryWordOfMinutesIsShown) {
  practice::MinutesText minutes = text(0x71, kJonas, "We spoke.\nLong.");
  minutes.says.lessons = "Ask sooner.";
  minutes.says.actions = {{"Buy a lamp", kMara, 6 * kDayMs}, {"Rest", {}, 0}};
  minutes.says.next_review_ms = 9 * kDayMs;
  EXPECT_EQ(shown(minutes_text, minutes),
            "7171717171  Jonas, minute 0\n"
            "  We spoke.\n"
            "  Long.\n"
            "  What you learnt:\n"
            "    Ask sooner.\n"
            "  Actions:\n"
            "    1  Buy a lamp (Mara, by day 5)\n"
            "    2  Rest (both of you)\n"
            "  The next review: day 9\n");
}

TEST_F(ShowReviewsTest, TheAgendaNamesWhatCanBeDoneOnceASort) {
  agenda_.lines = {
      {AgendaLine::Sort::open_action, id_of<EntryHash>(0x71), 1, 0, "\"Rest\" is open."},
      {AgendaLine::Sort::renew_by_near, {}, 0, 0, "It is agreed until then."},
      {AgendaLine::Sort::not_revisited, id_of<ClauseId>(0xA1), 0, 0, "One."},
      {AgendaLine::Sort::not_revisited, id_of<ClauseId>(0xA2), 0, 0, "Two."}};
  const std::string page = shown(agenda_text, agenda_);
  EXPECT_THAT(page,
              HasSubstr("  7171717171.2  \"Rest\" is open.\n"
                        "  Once one is done: troth action done ID\n"
                        "  -  It is agreed until then.\n"
                        "  To renew it: troth agreement reaffirm --renew-by DATE\n"
                        "  a1a1a1a1a1  One.\n"
                        "  a2a2a2a2a2  Two.\n"
                        "  To sign the agreement again as it stands: troth agreement reaffirm\n"));
  EXPECT_EQ(json_of(agenda_, names_)["agenda"][0]["id"], id_of<EntryHash>(0x71).hex() + ".2");
}

TEST_F(ShowReviewsTest, TheReminderIsOneSentenceWithoutReproach) {
  vault::ReviewReminder reminder;
  EXPECT_EQ(shown(reminder_text, reminder), "");
  EXPECT_EQ(json_of(reminder)["next_ms"], nullptr);
  reminder.next_ms = 5 * kDayMs;
  EXPECT_EQ(shown(reminder_text, reminder), "The next review is on day 5.");
  reminder.as_of_ms = 8 * kDayMs;
  EXPECT_EQ(shown(reminder_text, reminder),
            "A review was planned for day 5; hold it when it suits you both.");
  reminder.is_open = true;
  EXPECT_EQ(shown(reminder_text, reminder), "A review is open: troth review show");
  reminder.minutes_waiting = 1;
  EXPECT_EQ(shown(reminder_text, reminder), "Minutes wait for your signature: troth review show");
}

}  // namespace
}  // namespace troth::cli
