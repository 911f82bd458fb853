#include "client/cli/qr.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

namespace troth::cli {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

TEST(QrCode, AnInviteFitsIntoATerminalOf80Columns) {
  const std::string invite = "troth:" + std::string(126, 'A');
  const auto lines = lines_of(qr_code(bytes_of(invite)));
  ASSERT_FALSE(lines.empty());
  for (const auto& line : lines) {
    const auto columns = std::ranges::count_if(
        line, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
    EXPECT_LE(columns, 80);
  }
  EXPECT_LE(lines.size(), 40U);
}

TEST(QrCode, HasAQuietZoneAndTheCornerOfAFinder) {
  const auto lines = lines_of(qr_code(bytes_of("A")));  // version 1: 21 modules
  ASSERT_EQ(lines.size(), 15U);                         // two modules a line, 4 of quiet zone
  std::string quiet;
  for (int i = 0; i < 29; ++i) quiet += "█";
  EXPECT_EQ(lines[0], quiet);
  EXPECT_EQ(lines[1], quiet);
  // The finder: seven dark modules above, then dark, five light, dark.
  EXPECT_TRUE(lines[2].starts_with("████ ▄▄▄▄▄ "));
}

TEST(QrCode, WhatIsTooLongForAnyGivesNothing) { EXPECT_EQ(qr_code(Bytes(4000, 'A')), ""); }

}  // namespace
}  // namespace troth::cli
