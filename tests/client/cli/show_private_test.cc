// Journal, drafts, settings and findings, as a person sees them.
#include "client/cli/show_private.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace troth::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

const Calendar kCalendar = {
    .day = [](TimeMs at) { return "day " + std::to_string(at / kDayMs); },
    .minute = [](TimeMs at) { return "minute " + std::to_string(at / kMinuteMs); }};

class ShowPrivateTest : public testing::Test {
 protected:
  [[nodiscard]] Look look() const { return {names_, kCalendar, 80}; }
  static vault::JournalPage page(std::string text) {
    return {vault::JournalId{{0xab, 0xcd, 0xef, 0x01, 0x23}}, kMinuteMs, kMinuteMs,
            std::move(text)};
  }

  Names names_{{PartnerId{{1}}, "Mara", PartnerId{{2}}, "Jonas"}, {}};
};

TEST_F(ShowPrivateTest, AListOfPagesShowsTheBeginningOfEach) {
  const std::string text = journal_text({page("\n  First line.\nSecond line.")}, look());
  EXPECT_EQ(text, "abcdef0123  minute 1  First line. …\n");
  EXPECT_THAT(journal_text({page("Only line.")}, look()), Not(HasSubstr("…")));
}

TEST_F(ShowPrivateTest, ALongLineIsCutBetweenCharacters) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "字";
  const std::string shown = journal_text({page(text)}, look());
  EXPECT_THAT(shown, testing::EndsWith("…\n"));
  const auto letters = std::ranges::count(shown, '\xe5');  // the first byte of 字
  EXPECT_GT(letters, 50);
  EXPECT_LE(letters, 72);
  EXPECT_THAT(shown, Not(HasSubstr("\xef\xbf\xbd")));
}

TEST_F(ShowPrivateTest, AnEmptyJournalSaysHowToWrite) {
  EXPECT_THAT(journal_text({}, look()), HasSubstr("troth journal write"));
  EXPECT_EQ(drafts_text({}, look()), "There are no drafts.\n");
  EXPECT_EQ(hits_text({}, look()), "Nothing was found.\n");
}

TEST_F(ShowPrivateTest, AChangedPageSaysSo) {
  vault::JournalPage changed = page("text");
  EXPECT_THAT(page_text(changed, look()), Not(HasSubstr("changed")));
  changed.changed_ms = 2 * kMinuteMs;
  EXPECT_EQ(page_text(changed, look()), "minute 1, changed minute 2\n\ntext\n");
}

TEST_F(ShowPrivateTest, AFindingSaysWhereItIs) {
  vault::SearchHit hit;
  hit.subject = vault::Subject::check_in;
  hit.id = "0123456789abcdef";
  hit.by_name = "Jonas";
  hit.written_ms = kMinuteMs;
  hit.excerpt = "The lantern burned.";
  EXPECT_EQ(hits_text({hit}, look()),
            "0123456789  minute 1  Jonas, check-in\n            The lantern burned.\n");
  hit.counts = false;
  EXPECT_THAT(hits_text({hit}, look()), HasSubstr("by a device that is not confirmed"));
  hit.subject = vault::Subject::journal;
  EXPECT_THAT(hits_text({hit}, look()), HasSubstr("minute 1  journal\n"));
  EXPECT_EQ(json_of(hit)["kind"], "journal");
}

TEST_F(ShowPrivateTest, ASettingThatNobodyChoseSaysSo) {
  const std::string text =
      settings_text({{"width", "auto", "How wide", false}, {"other", "5", "What", true}}, look());
  EXPECT_EQ(text, "width = auto (as usual)\n  How wide\nother = 5\n  What\n");
}

}  // namespace
}  // namespace troth::cli
