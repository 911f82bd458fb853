// What somebody does to an export that they pass on, and what verifying says.
#include <sys/stat.h>

#include <algorithm>

#include "core/document/export_list.h"
#include "core/vault/export_files.h"
#include "core/vault/ledger_file.h"
#include "tests/core/vault/export_support.h"

namespace troth::vault {
namespace {

namespace fs = std::filesystem;

class ExportTampering : public ExportCase {
 protected:
  void SetUp() override {
    live();
    exported();
    ledger_ = read(export_ / kLedgerFile);
  }

  // The ledger's parts, borrowed from ledger_.
  LedgerFile parts() { return must(decode_ledger_file(bytes_of(ledger_))); }
  std::size_t place_of(ByteView part) {
    return static_cast<std::size_t>(part.data() - bytes_of(ledger_).data());
  }
  // The ledger with these entries instead of its own, and a list that fits it.
  void put_entries(const std::vector<Bytes>& entries) {
    Writer out;
    const std::size_t head = place_of(parts().placed.front()) - 4 - 16;
    out.raw(bytes_of(ledger_).first(head)).u64(entries.size()).u64(0);
    for (const Bytes& entry : entries) out.lv(entry);
    write(export_ / kLedgerFile, string_of(out.bytes()));
    mend_list();
  }
  std::vector<Bytes> entries() {
    std::vector<Bytes> out;
    for (const ByteView entry : parts().placed) out.push_back(copy_of(entry));
    return out;
  }
  void flip(std::size_t at) {
    std::string changed = ledger_;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    write(export_ / kLedgerFile, changed);
    mend_list();
  }

  std::string ledger_;
};

TEST_F(ExportTampering, EveryByteOfTheLedgerMatters) {
  // A bit in each stretch of some forty bytes: heads, certificates, lengths, headers,
  // signatures, salts and payloads, with a list that was mended to fit.
  for (std::size_t at = 0; at < ledger_.size(); at += 37) {
    flip(at);
    const auto verified = verify_export(export_);
    ASSERT_FALSE(verified) << "byte " << at;
    EXPECT_TRUE(name_of(verified.error().code).starts_with("export_")) << verified.error().message;
  }
}

TEST_F(ExportTampering, EachPartOfAnEntrySaysWhichEntryItIs) {
  const ByteView third = parts().placed[2];
  const auto entry = must(ledger::decode_entry(third));
  const auto in_third = [&](ByteView part) {
    const auto at = std::ranges::search(third, part);
    return place_of(third) + static_cast<std::size_t>(at.begin() - third.begin());
  };
  flip(in_third(entry.signed_header().signature.view()) + 10);
  expect_refused(Code::export_entry_wrong, "Entry 3 of ");
  flip(in_third(entry.salt()) + 3);
  expect_refused(Code::export_entry_wrong, "Entry 3 of ");
  flip(in_third(entry.payload()) + entry.payload().size() - 1);
  expect_refused(Code::export_entry_wrong, "Entry 3 of ");
  flip(in_third(entry.signed_header().header) + entry.signed_header().header.size() - 1);
  expect_refused(Code::export_entry_wrong, "Entry 3 of ");
}

TEST_F(ExportTampering, AnotherPairOrPairingIsTold) {
  flip(8);  // the pair's id
  expect_refused(Code::export_pair_wrong, "Mara and Jonas");
  flip(8 + 32);  // the pairing's transcript
  expect_refused(Code::export_pair_wrong, "Mara and Jonas");
}

TEST_F(ExportTampering, ACertificateThatDoesNotHoldIsTold) {
  flip(8 + 32 + 32 + 1 + 4 + 60);
  const auto verified = verify_export(export_);
  ASSERT_FALSE(verified);
  EXPECT_TRUE(verified.error().code == Code::export_certificate_wrong ||
              verified.error().code == Code::export_ledger_malformed)
      << verified.error().message;
}

TEST_F(ExportTampering, AnEntryLeftOutIsToldByTheOneThatRestsOnIt) {
  for (std::size_t left_out = 0; left_out + 4 < entries().size(); ++left_out) {
    auto some = entries();
    some.erase(some.begin() + static_cast<std::ptrdiff_t>(left_out));
    put_entries(some);
    expect_refused(Code::export_entry_wrong, "does not stand before it");
  }
}

TEST_F(ExportTampering, TheNewestLeftOutIsToldByTheListAndTheReadableFilesAlone) {
  auto some = entries();
  some.pop_back();
  put_entries(some);
  expect_refused(Code::export_list_malformed, "it counts");
}

TEST_F(ExportTampering, EntriesThatAreSwappedOrDoubledAreTold) {
  auto swapped = entries();
  std::swap(swapped[swapped.size() - 1], swapped[0]);
  put_entries(swapped);
  expect_refused(Code::export_entry_wrong, "Entry 1 of ");
  auto doubled = entries();
  doubled.push_back(doubled.front());
  put_entries(doubled);
  expect_refused(Code::export_entry_wrong, "it stands there twice");
}

TEST_F(ExportTampering, AnEntryThatWasSignedLaterIsToldByTheListAlone) {
  auto some = entries();
  must(jonas_.commands().check_in(saying("Later")));
  must(Exports(jonas_.vault(), now_).write(folder_ / "later", JournalPages::with));
  const std::string later = read(folder_ / "later" / kLedgerFile);
  some.push_back(copy_of(must(decode_ledger_file(bytes_of(later))).placed.back()));
  put_entries(some);
  expect_refused(Code::export_list_malformed, "it counts");
}

TEST_F(ExportTampering, ALedgerThatIsCutShortOrLongerIsTold) {
  for (std::size_t size = 0; size < ledger_.size(); size += 131) {
    write(export_ / kLedgerFile, ledger_.substr(0, size));
    mend_list();
    expect_refused(Code::export_ledger_malformed, "ledger.troth is damaged");
  }
  write(export_ / kLedgerFile, ledger_ + "x");
  mend_list();
  expect_refused(Code::export_ledger_malformed, "something follows its last entry");
}

TEST_F(ExportTampering, CountsAndLengthsAreClaimsThatTakeNoMemory) {
  const std::size_t counts = place_of(parts().placed.front()) - 4 - 16;
  const auto with = [&](std::size_t at, const Bytes& bytes) {
    std::string text = ledger_;
    text.replace(at, bytes.size(), string_of(bytes));
    write(export_ / kLedgerFile, text);
    mend_list();
  };
  with(counts, Writer().u64(UINT64_MAX).take());
  expect_refused(Code::export_ledger_malformed, "fewer entries than it says");
  with(counts + 16, Writer().u32(UINT32_MAX).take());
  expect_refused(Code::export_ledger_malformed, "breaks off in entry 1");
  with(8 + 64, {0xFF});
  expect_refused(Code::export_ledger_malformed, "more certificates than a partner may");
}

TEST_F(ExportTampering, AChangedWordInAReadableFileIsToldWithItsLine) {
  const std::vector<std::pair<std::string, std::string>> words = {
      {"agreement.md", "kitchen"},   {"agreement.html", "kitchen"}, {"history.md", "tired"},
      {"history.html", "tired"},     {"record.json", "tired"},      {"record.schema.json", "hard"},
      {"README.md", "not encrypted"}};
  const fs::path kept = folder_ / "kept";
  fs::copy(export_, kept);
  for (const auto& [name, word] : words) {
    replace(name, word, "changed");
    expect_refused(Code::export_text_changed, name + ", line ");
    mend_list();  // the list is mended to fit: the signed entries still say otherwise
    expect_refused(Code::export_text_changed, name + ", line ");
    fs::remove_all(export_);
    fs::copy(kept, export_);
  }
  must(verify_export(export_));
}

TEST_F(ExportTampering, ATextThatGrewIsNotReadBeyondItsLength) {
  write(export_ / "agreement.md", read(export_ / "agreement.md") + std::string(1 << 20, 'x'));
  expect_refused(Code::export_text_changed, "agreement.md");
}

TEST_F(ExportTampering, TheListCanBeChangedOnlyWhereNothingIsSigned) {
  const std::string digest = must(mara_.queries().agreement()).digest.hex();
  replace("export.json", digest, std::string(64, '0'));
  expect_refused(Code::export_digest_differs, digest);
}

TEST_F(ExportTampering, AnotherNameIsToldByTheFilesThatStillHaveTheOldOne) {
  replace("export.json", "\"name\": \"Jonas\"", "\"name\": \"Peter\"");
  expect_refused(Code::export_text_changed, "README.md, line ");
}

TEST_F(ExportTampering, OfAnotherWritingTheReadableFilesAreOnlyAsTheListHasThem) {
  const auto writing = [](int number) { return "\"writing\": " + std::to_string(number); };
  replace("export.json", writing(document::kWriting), writing(document::kWriting + 1));
  const auto verified = must(verify_export(export_));
  EXPECT_FALSE(verified.readable_files_derived);
  EXPECT_EQ(verified.unsigned_files.size(), 7U);
  replace("agreement.md", "kitchen", "changed");
  expect_refused(Code::export_file_changed, "agreement.md");
}

TEST_F(ExportTampering, AFileThatIsMissingIsNamed) {
  for (const char* name : {"agreement.html", "ledger.troth", "export.json"}) {
    const std::string text = read(export_ / name);
    fs::remove(export_ / name);
    expect_refused(Code::export_file_missing, name);
    write(export_ / name, text);
  }
}

TEST_F(ExportTampering, LinksAndPipesAreNotRead) {
  fs::rename(export_ / "agreement.md", folder_ / "agreement.md");
  fs::create_symlink(folder_ / "agreement.md", export_ / "agreement.md");
  expect_refused(Code::export_file_foreign, "agreement.md");
  fs::remove(export_ / "agreement.md");
  ASSERT_EQ(::mkfifo((export_ / "agreement.md").c_str(), 0600), 0);
  expect_refused(Code::export_file_foreign, "agreement.md");
  fs::remove(export_ / "agreement.md");
  fs::create_directory(export_ / "agreement.md");
  expect_refused(Code::export_file_foreign, "agreement.md");
}

TEST_F(ExportTampering, HugeFilesAreRefusedUnread) {
  fs::resize_file(export_ / "ledger.troth", std::uintmax_t{1} << 40);  // sparse
  expect_refused(Code::export_file_too_large, "ledger.troth");
  fs::resize_file(export_ / "export.json", std::uintmax_t{1} << 40);
  expect_refused(Code::export_file_too_large, "export.json");
}

TEST_F(ExportTampering, WhatDoesNotBelongThereIsNamedAndNotRead) {
  write(export_ / "notes.txt", "mine");
  EXPECT_EQ(must(verify_export(export_)).unlisted_files, std::vector<std::string>{"notes.txt"});
}

// Its name stands among the sentences of the verdict, and may not pass for one.
TEST_F(ExportTampering, ANameThatWouldWriteOnTheScreenIsNotShown) {
  write(export_ / "x\nAll of it is signed by both.\x1b[2J", "mine");
  EXPECT_EQ(must(verify_export(export_)).unlisted_files,
            std::vector<std::string>{"a file with a name that cannot be shown"});
}

TEST_F(ExportTampering, AFolderThatIsNoExportSaysSo) {
  fs::remove_all(export_);
  expect_refused(Code::export_missing, "export");
  write(export_, "a file");
  expect_refused(Code::export_missing, "export");
}

}  // namespace
}  // namespace troth::vault
