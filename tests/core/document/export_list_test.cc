#include "core/document/export_list.h"

#include <gtest/gtest.h>

namespace troth::document {
namespace {

ExportList sample() {
  ExportList list;
  list.by = {{PartnerId{{1}}, "Mara"},
             {PartnerId{{2}}, "Jonas"},
             1'795'300'000'000,
             "Europe/Amsterdam",
             *CivilOffsets::from({{0, 3600}, {10, 7200}})};
  list.digest = Hash{{7}};
  list.entries = 12;
  list.waiting = 1;
  list.files = {{"agreement.md", 100, Hash{{8}}}, {"ledger.troth", 5000, Hash{{9}}}};
  return list;
}

// The sample's text with one part of it replaced.
std::string with(std::string_view what, std::string_view by) {
  std::string text = text_of(sample());
  const auto at = text.find(what);
  if (at == std::string::npos) ADD_FAILURE() << what << " is not in it";
  return text.replace(at, what.size(), by);
}

std::string writing(int number) { return "\"writing\": " + std::to_string(number); }

TEST(ExportList, ReadsWhatItWrites) {
  const auto read = parse_export_list(text_of(sample()));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(*read, sample());
}

TEST(ExportList, ANewerFormatSaysUpdate) {
  EXPECT_EQ(parse_export_list(with("\"format\": 1", "\"format\": 2")).error().code,
            Code::export_newer);
}

TEST(ExportList, AnotherWritingIsNoFault) {
  EXPECT_EQ(parse_export_list(with(writing(kWriting), writing(9)))->writing, 9);
}

TEST(ExportList, WhatIsNoListIsRefusedWithWhatIsWrong) {
  const std::string id(64, 'x');
  const std::vector<std::pair<std::string, std::string_view>> wrong = {
      {"", "it is no JSON"},
      {"[]", "it is no JSON"},
      {std::string(300'000, ' '), "it is too long"},
      {std::string(1000, '['), "it is nested too deeply"},
      {with("\"format\": 1", "\"format\": \"1\""), "format is missing"},
      {with("\"format\": 1", "\"format\": 0"), "its format is none"},
      {with(writing(kWriting), writing(0)), "writing is no number of one"},
      {with("\"entries\": 12", "\"entries\": -1"), "entries is below zero"},
      {with("\"entries\": 12", "\"entries\": 1e3"), "entries is missing"},
      {with("\"entries\": 12", "\"entries\": 99999999999999999999"), "entries is missing"},
      {with("\"entries\": 12", "\"entries\": 18446744073709551615"), "entries is missing"},
      {with("Mara", "Ma\\u0007ra"), "a name cannot be shown"},
      {with("Mara", std::string(65, 'M')), "a name cannot be shown"},
      {with("Mara", ""), "a name cannot be shown"},
      {with("Mara", "\\u202eara"), "a name cannot be shown"},
      {with(Hash{{7}}.hex(), id), "digest is no id"},
      {with(Hash{{7}}.hex(), "07"), "digest is no id"},
      {with("agreement.md", "../agreement.md"), "a file has a name that none of an export has"},
      {with("agreement.md", ".."), "a file has a name that none of an export has"},
      {with("agreement.md", "/etc/passwd"), "a file has a name that none of an export has"},
      {with("agreement.md", "ledger.troth"), "a file stands there twice"},
      {with("Europe/Amsterdam", "a\\nb"), "time_zone cannot be shown"},
      {with("\"seconds\": 7200", "\"seconds\": 7200000"), "the offsets are none of a clock"},
      {with("\"seconds\": 7200", "\"seconds\": 9000000000"), "an offset is too large"},
      {with("\"from_ms\": 10", "\"from_ms\": 0"), "the offsets are none of a clock"}};
  for (const auto& [text, why] : wrong) {
    const auto read = parse_export_list(text);
    ASSERT_FALSE(read) << text.substr(0, 200);
    EXPECT_EQ(read.error().code, Code::export_list_malformed) << text.substr(0, 200);
    EXPECT_NE(read.error().message.find(why), std::string::npos) << read.error().message;
  }
}

TEST(ExportList, NoByteOfItCanBeCutAway) {
  const std::string text = text_of(sample());
  for (std::size_t size = 0; size + 2 < text.size(); ++size)
    ASSERT_FALSE(parse_export_list(text.substr(0, size))) << size;
}

}  // namespace
}  // namespace troth::document
