#include "sync-server/config.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "sync-server/listen_address.h"

namespace troth::relay {
namespace {

using testing::HasSubstr;

constexpr std::string_view kPlace = "host = \"relay.example.org\"\nport = 4321\n";

std::string refusal_of(const std::string& text) {
  const auto config = parse_config(text);
  EXPECT_FALSE(config.has_value()) << text;
  if (config) return {};
  EXPECT_EQ(config.error().code, Code::relay_config_bad);
  return config.error().message;
}

std::string with_place(std::string_view rest) { return std::string(kPlace) + std::string(rest); }

TEST(Config, OfAFreshRelayIsReadBack) {
  const auto config = parse_config(initial_config("relay.example.org", 4321));
  ASSERT_TRUE(config.has_value()) << config.error().message;
  EXPECT_EQ(config->host, "relay.example.org");
  EXPECT_EQ(config->port, 4321);
  EXPECT_EQ(config->limits.mailbox_bytes, 64 * 1024 * 1024);
}

TEST(Config, WhoseCommentsAreTakenAwaySaysTheSame) {
  std::string text = initial_config("relay.example.org", 4321);
  for (auto at = text.find("\n#"); at != std::string::npos; at = text.find("\n#", at + 1))
    if (text[at + 2] != ' ') text.erase(at + 1, 1);
  const auto config = parse_config(text);
  ASSERT_TRUE(config.has_value()) << config.error().message << text;
  EXPECT_EQ(config->limits.door_envelopes, 16);
  EXPECT_EQ(config->limits.rendezvous_per_mailbox, 16);
}

TEST(Config, SetsLimits) {
  const auto config = parse_config(
      with_place("[connections]\nin_all = 7\n[mailboxes]\nbytes = 100000\nretention_days = 3\n"));
  ASSERT_TRUE(config.has_value());
  EXPECT_EQ(config->limits.connections_in_all, 7);
  EXPECT_EQ(config->limits.mailbox_bytes, 100'000);
  EXPECT_EQ(config->limits.retention_ms(), 3 * kDayMs);
}

TEST(Config, WithAnUnknownKeyIsRefusedWithItsLine) {
  EXPECT_THAT(refusal_of(with_place("colour = \"red\"\n")), HasSubstr("line 3: \"colour\""));
  EXPECT_THAT(refusal_of(with_place("[mailboxes]\nbytes = 100000\nbites = 3\n")),
              HasSubstr("line 5: \"bites\""));
  EXPECT_THAT(refusal_of(with_place("[logs]\naddresses = true\n")), HasSubstr("line 3: \"logs\""));
}

TEST(Config, WithAValueOutOfItsRangeIsRefusedWithItsLine) {
  for (const std::string_view value : {"0", "-1", "1.5", "\"7\"", "true", "9000000000000000000"})
    EXPECT_THAT(refusal_of(with_place("[connections]\nin_all = " + std::string(value) + "\n")),
                HasSubstr("line 4: \"in_all\" must be a whole number from 1 to 100000"));
}

TEST(Config, WhoseSectionIsNoTableIsRefused) {
  EXPECT_THAT(refusal_of(with_place("connections = 3\n")), HasSubstr("line 3"));
}

TEST(Config, WithoutHostOrPortIsRefused) {
  EXPECT_THAT(refusal_of("port = 4321\n"), HasSubstr("\"host\" is missing"));
  EXPECT_THAT(refusal_of("host = \"x\"\n"), HasSubstr("\"port\" is missing"));
  EXPECT_THAT(refusal_of(""), HasSubstr("missing"));
}

TEST(Config, WithABadHostOrPortIsRefused) {
  for (const std::string_view host : {"\"\"", "\"a b\"", "3"})
    EXPECT_THAT(refusal_of("host = " + std::string(host) + "\nport = 1\n"), HasSubstr("line 1"));
  for (const std::string_view port : {"0", "65536", "-1", "\"80\""})
    EXPECT_THAT(refusal_of("host = \"x\"\nport = " + std::string(port) + "\n"),
                HasSubstr("line 2"));
}

TEST(Config, ThatIsNoTomlIsRefusedWithItsLine) {
  EXPECT_THAT(refusal_of("host = \"x\"\nport = \n"), HasSubstr("line 2"));
  EXPECT_THAT(refusal_of(with_place("port = 1\n")), HasSubstr("line 3"));
}

TEST(Config, BeyondAsciiIsRefusedWithItsLine) {
  EXPECT_THAT(refusal_of(with_place("\n\xC2\xA0 = 1\n")), HasSubstr("line 4: only ASCII"));
  EXPECT_THAT(refusal_of("\xC3\xA9 = 1\n"), HasSubstr("line 1: only ASCII"));
}

RC_GTEST_PROP(Config, OfRandomTextNeverCrashes, (const std::string& text)) {
  RC_ASSERT(!parse_config(text));
}

TEST(ListenAddress, IsAnAddressAndAPort) {
  const auto v4 = parse_listen_address("127.0.0.1:0");
  ASSERT_TRUE(v4.has_value());
  EXPECT_EQ(v4->address, "127.0.0.1");
  EXPECT_EQ(v4->port, 0);
  const auto v6 = parse_listen_address("[::1]:4321");
  ASSERT_TRUE(v6.has_value());
  EXPECT_EQ(v6->address, "::1");
  EXPECT_EQ(v6->port, 4321);
}

TEST(ListenAddress, ThatIsNoneIsRefused) {
  for (const std::string_view text : {"", ":", "127.0.0.1", "127.0.0.1:", ":4321", "::1:4321",
                                      "127.0.0.1:65536", "127.0.0.1:-1", "127.0.0.1:4x", "[]:1"})
    EXPECT_FALSE(parse_listen_address(text).has_value()) << text;
}

}  // namespace
}  // namespace troth::relay
