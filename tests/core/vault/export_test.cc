#include <sys/stat.h>

#include "core/vault/journal.h"
#include "core/vault/state.h"
#include "tests/core/store/support.h"
#include "tests/core/vault/export_support.h"

namespace troth::vault {
namespace {

namespace fs = std::filesystem;

class ExportTest : public ExportCase {
 protected:
  static unsigned mode_of(const fs::path& path) {
    struct stat found{};
    EXPECT_EQ(::lstat(path.c_str(), &found), 0) << path;
    return found.st_mode & 07777;
  }
  Code refusal_of(const fs::path& place) {
    const auto written = Exports(mara_.vault(), now_).write(place, JournalPages::with);
    return written ? Code::usage_wrong : written.error().code;
  }
};

TEST_F(ExportTest, WhatIsWrittenVerifiesAndSaysWhatStands) {
  live();
  const auto written = must(Exports(mara_.vault(), now_).write(export_, JournalPages::with));
  const auto verified = must(verify_export(export_));
  EXPECT_EQ(verified.digest, must(mara_.queries().agreement()).digest);
  EXPECT_EQ(verified.entries, written.entries);
  EXPECT_EQ(verified.entries, must(mara_.queries().ledger(1000)).size());
  EXPECT_EQ(verified.exported_by, "Mara");
  EXPECT_EQ(verified.partner, "Jonas");
  EXPECT_TRUE(verified.readable_files_derived);
  EXPECT_TRUE(verified.unsigned_files.empty());
  EXPECT_TRUE(verified.unlisted_files.empty());
}

TEST_F(ExportTest, BothPartnersExportsVerifyAndMakeTheSameAgreement) {
  live();
  exported();
  must(Exports(jonas_.vault(), now_).write(folder_ / "his", JournalPages::with));
  EXPECT_EQ(must(verify_export(export_)).digest, must(verify_export(folder_ / "his")).digest);
}

TEST_F(ExportTest, TheReadableFilesHaveEveryWord) {
  live();
  exported();
  for (const char* name : {"history.md", "history.html", "record.json"}) {
    const std::string text = read(export_ / name);
    for (const char* words : {"A first half year", "nothing that touches my work", "I am tired.",
                              "The kitchen is clean before we go to bed."})
      EXPECT_NE(text.find(words), std::string::npos) << name << " lacks " << words;
  }
  EXPECT_NE(read(export_ / "history.md").find("It went well, \\*really\\*."), std::string::npos);
  EXPECT_NE(read(export_ / "agreement.md").find("The kitchen is clean before we go to bed."),
            std::string::npos);
  EXPECT_NE(read(export_ / "README.md").find("not encrypted"), std::string::npos);
}

TEST_F(ExportTest, IsForItsOwnerAlone) {
  live();
  exported();
  EXPECT_EQ(mode_of(export_), 0700U);
  for (const auto& file : fs::directory_iterator(export_)) EXPECT_EQ(mode_of(file.path()), 0600U);
}

TEST_F(ExportTest, SignsNothingAndPutsNothingIntoTheOutbox) {
  live();
  mara_.prepare();
  static_cast<void>(mara_.take_outbox());
  const auto before = must(mara_.state().own_seq());
  exported();
  EXPECT_EQ(must(mara_.state().own_seq()), before);
  mara_.prepare();
  EXPECT_TRUE(mara_.take_outbox().empty());
}

TEST_F(ExportTest, GoesIntoAnEmptyFolderAndOverNothing) {
  live();
  fs::create_directory(export_);
  exported();
  EXPECT_EQ(refusal_of(export_), Code::export_place_taken);
  write(folder_ / "file", "x");
  EXPECT_EQ(refusal_of(folder_ / "file"), Code::export_place_taken);
  fs::create_directory_symlink(folder_ / "elsewhere", folder_ / "link");
  EXPECT_EQ(refusal_of(folder_ / "link"), Code::export_place_taken);
  EXPECT_EQ(read(folder_ / "file"), "x");
}

TEST_F(ExportTest, WhatBrokeOffIsNotTouched) {
  live();
  fs::create_directory(folder_ / "export.part");
  write(folder_ / "export.part" / "agreement.md", "of another day");
  EXPECT_EQ(refusal_of(export_), Code::export_broke_off);
  EXPECT_EQ(read(folder_ / "export.part" / "agreement.md"), "of another day");
}

TEST_F(ExportTest, AFolderThatCannotBeIsRefused) {
  live();
  EXPECT_EQ(refusal_of(folder_ / "no" / "such" / "folder"), Code::file_not_written);
}

TEST_F(ExportTest, ANameMayEndWithASlash) {
  live();
  must(Exports(mara_.vault(), now_).write(export_ / "", JournalPages::with));
  must(verify_export(export_ / ""));
}

TEST_F(ExportTest, AFailureOfAnyCallLeavesNothingBehind) {
  live();
  store::FailingFileCalls counting;
  must(Exports(mara_.vault(), now_).write(folder_ / "counted", JournalPages::with, counting));
  for (int at = 1; at <= counting.calls - 3; ++at) {  // the last three come after the rename
    store::FailingFileCalls failing;
    failing.fail_at = at;
    failing.reason = ENOSPC;
    const auto written = Exports(mara_.vault(), now_).write(export_, JournalPages::with, failing);
    ASSERT_FALSE(written) << at;
    EXPECT_EQ(written.error().code, Code::file_not_written);
    EXPECT_FALSE(fs::exists(export_)) << at;
    EXPECT_FALSE(fs::exists(folder_ / "export.part")) << at;
  }
}

TEST_F(ExportTest, BeforeAPairingThereIsNothingToTakeOut) {
  mara_.create("");
  EXPECT_EQ(refusal_of(export_), Code::pair_none);
  EXPECT_FALSE(fs::exists(export_));
}

TEST_F(ExportTest, PairedButNeverComparedItIsStillWhole) {
  exchange_pairing();
  exported();
  EXPECT_EQ(must(verify_export(export_)).acceptances, 0U);
}

TEST_F(ExportTest, TheJournalGoesAlongInFilesOfItsOwnOrNotAtAll) {
  live();
  must(Journal(mara_.vault(), now_).write("I am *unsure*."));
  now_ += kDayMs;
  must(Journal(mara_.vault(), now_).write("Better today."));
  exported();
  EXPECT_NE(read(export_ / "journal.md").find("I am \\*unsure\\*."), std::string::npos);
  EXPECT_LT(read(export_ / "journal.json").find("unsure"),
            read(export_ / "journal.json").find("Better"));
  EXPECT_EQ(must(verify_export(export_)).unsigned_files,
            (std::vector<std::string>{"journal.md", "journal.json"}));
  must(Exports(mara_.vault(), now_).write(folder_ / "without", JournalPages::without));
  for (const auto& file : fs::directory_iterator(folder_ / "without"))
    EXPECT_EQ(read(file.path()).find("unsure*"), std::string::npos) << file.path();
  must(Exports(jonas_.vault(), now_).write(folder_ / "his", JournalPages::with));
  EXPECT_FALSE(fs::exists(folder_ / "his" / "journal.md"));
}

TEST_F(ExportTest, AJournalThatWasDamagedIsTold) {
  live();
  must(Journal(mara_.vault(), now_).write("I am unsure."));
  exported();
  replace("journal.md", "unsure", "sure");
  expect_refused(Code::export_file_changed, "journal.md");
  mend_list();  // nobody signed it: who changes the list too is not found
  must(verify_export(export_));
}

TEST_F(ExportTest, WhatWaitsForItsPastGoesAlong) {
  live();
  must(jonas_.commands().check_in(saying("One")));
  jonas_.prepare();
  static_cast<void>(jonas_.take_outbox());  // lost on its way
  now_ += 2 * kHourMs;
  must(jonas_.commands().pause(std::nullopt, "Stop."));
  jonas_.prepare();
  for (const Bytes& envelope : jonas_.take_outbox()) must(mara_.receive(envelope));
  const bool waits = !must(mara_.state().store().ledger().waiting()).empty();
  exported();
  EXPECT_EQ(must(verify_export(export_)).waiting > 0, waits);
}

}  // namespace
}  // namespace troth::vault
