#include "client/desktop/models/agreement_pdf.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <QFont>
#include <QGuiApplication>
#include <QTextBlock>
#include <QTextLayout>
#include <fstream>
#include <iterator>
#include <vector>

#include "tests/desktop/two_windows.h"

namespace troth::desktop {
namespace {

std::string bytes_in(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void write(const std::filesystem::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

class NamedFilesTest : public DeskTest {
 protected:
  [[nodiscard]] std::string in_folder(const char* name) const { return (folder_ / name).string(); }
};

TEST_F(NamedFilesTest, ATextFileIsReadByItsPathOrByWhatADialogCallsIt) {
  write(in_folder("our contract.md"), "# Ours\n\nTea at five.\n");
  const Json by_path = mara_->ask("read_file", {{"file", in_folder("our contract.md")}});
  EXPECT_EQ(by_path["text"], "# Ours\n\nTea at five.\n");
  const std::string url = "file://" + in_folder("our%20contract.md");
  EXPECT_EQ(mara_->ask("read_file", {{"file", url}}), by_path);
}

TEST_F(NamedFilesTest, WhatIsNoTextFileIsRefusedByItsName) {
  EXPECT_EQ(mara_->try_to("read_file", {{"file", in_folder("none.md")}}).code(), "file_unreadable");
  EXPECT_EQ(mara_->try_to("read_file", {{"file", folder_.string()}}).code(), "file_unreadable");
  EXPECT_EQ(mara_->try_to("read_file", {{"file", "/dev/zero"}}).code(), "file_unreadable");
  EXPECT_EQ(mara_->try_to("read_file").code(), "file_unreadable");
  write(in_folder("picture.png"), "\x89PNG\xff\xfe");
  EXPECT_EQ(mara_->try_to("read_file", {{"file", in_folder("picture.png")}}).code(),
            "text_not_utf8");
}

TEST_F(NamedFilesTest, WhatIsTooLongIsToldByWhoeverReadsIt) {
  write(in_folder("long.md"), std::string((1 << 20) + 100, 'x'));
  const Json read = mara_->ask("read_file", {{"file", in_folder("long.md")}});
  EXPECT_EQ(mara_->try_to("import", {{"markdown", read["text"]}}).code(), "document_too_large");
}

TEST_F(NamedFilesTest, TheAgreementIsKeptAsPagesThatTheirOwnerAloneReads) {
  agree();
  mara_->ask("agreement_pdf", {{"file", in_folder("ours.pdf")}});
  EXPECT_TRUE(bytes_in(in_folder("ours.pdf")).starts_with("%PDF-"));
  struct stat found{};
  ASSERT_EQ(::stat(in_folder("ours.pdf").c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777, 0600U);
}

TEST_F(NamedFilesTest, NothingIsOverwrittenAndNothingIsLeftWhereItFails) {
  agree();
  write(in_folder("mine.pdf"), "mine");
  EXPECT_EQ(mara_->try_to("agreement_pdf", {{"file", in_folder("mine.pdf")}}).code(),
            "file_exists");
  EXPECT_EQ(bytes_in(in_folder("mine.pdf")), "mine");
  EXPECT_EQ(mara_->try_to("agreement_pdf", {{"file", in_folder("no/folder.pdf")}}).code(),
            "file_not_written");
  EXPECT_EQ(mara_->try_to("agreement_pdf", {{"file", "/dev/full"}}).code(), "file_exists");
  mara_->ask("lock");
  EXPECT_EQ(mara_->try_to("agreement_pdf", {{"file", in_folder("ours.pdf")}}).code(),
            "profile_locked");
  EXPECT_FALSE(std::filesystem::exists(in_folder("ours.pdf")));
}

TEST(DocumentOf, HasEveryWordOfThePageAndNothingOfItsStyle) {
  const auto document = document_of(
      "<html><head><style>p { color: #111; }</style></head><body><h1>Ours</h1><p>Tea &amp; "
      "bread.</p><blockquote>One\nTwo</blockquote></body></html>");
  EXPECT_EQ(document->toPlainText().toStdString(), "Ours\nTea & bread.\nOne\nTwo");
}

// The window's own font has pixels, and a document's headings grow from its font's points.
TEST(DocumentOf, HasHeadingsLargerThanItsTextWhateverTheFontOfTheWindow) {
  const QFont before = QGuiApplication::font();
  QFont window(before);
  window.setPixelSize(14);
  QGuiApplication::setFont(window);
  const auto document = document_of("<h1>Ours</h1><h2>Household</h2><h3>Tea</h3><p>At five.</p>");
  document->setTextWidth(600);
  ASSERT_GT(document->size().height(), 0);  // which lays it out
  std::vector<qreal> heights;
  for (QTextBlock block = document->begin(); block.isValid(); block = block.next())
    heights.push_back(block.layout()->lineAt(0).height());
  QGuiApplication::setFont(before);
  ASSERT_EQ(heights.size(), 4U);
  EXPECT_GT(heights[0], 1.3 * heights[1]);
  EXPECT_GT(heights[1], 1.2 * heights[2]);
  EXPECT_GE(heights[2], 0.9 * heights[3]);
  EXPECT_GT(heights[3], 10);
}

}  // namespace
}  // namespace troth::desktop
