#include "core/sync/invite.h"

#include <gtest/gtest.h>

#include "core/crypto/hash.h"
#include "tests/core/sync/vectors.h"
#include "tests/support/pairing.h"

namespace troth::sync {
namespace {

Invite an_invite(std::string host = "relay.example.org") {
  return {{std::move(host), 4433, test::test_relay().key},
          crypto::Secret::copy_of(crypto::generic_hash(bytes_of("S")).view())};
}
std::string text_of(const Invite& invite) { return string_of(encode(invite).view()); }
Code code_of(std::string_view text) {
  const auto parsed = parse_invite(bytes_of(text));
  EXPECT_FALSE(parsed);
  return parsed ? Code{} : parsed.error().code;
}
// An invite's text around any body, with a right checksum.
std::string sealed(Bytes body) {
  const Hash sum = crypto::hash(crypto::label::kInvite, {body});
  return "troth:" + to_base64url(Writer().raw(body).raw(sum.view().first(4)).bytes());
}
Bytes body_of(std::string_view text) {
  Bytes all = *from_base64url(text.substr(6));
  all.resize(all.size() - 4);
  return all;
}

TEST(Invite, ComesBackAsItWas) {
  const auto parsed = parse_invite(encode(an_invite()).view());
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->relay, an_invite().relay);
  EXPECT_TRUE(equal(parsed->secret.view(), an_invite().secret.view()));
}

TEST(Invite, HasItsKnownText) {
  test::Vectors("invite.json").expect("text", text_of(an_invite()));
  EXPECT_EQ(text_of(an_invite()).size(), 126U);
}

TEST(Invite, WhiteSpaceAroundItIsIgnored) {
  EXPECT_TRUE(parse_invite(bytes_of("  \n" + text_of(an_invite()) + "\r\n")));
}

TEST(Invite, AnotherTextIsNoInvite) {
  EXPECT_EQ(code_of(""), Code::invite_not_one);
  EXPECT_EQ(code_of("troth-relay:AAAA"), Code::invite_not_one);
  EXPECT_EQ(code_of("https://example.org"), Code::invite_not_one);
  EXPECT_EQ(code_of(std::string(5000, 'a')), Code::invite_not_one);
}

TEST(Invite, AnyChangedOrMissingCharacterIsMistyped) {
  const std::string text = text_of(an_invite());
  for (std::size_t i = 6; i < text.size(); ++i) {
    std::string changed = text;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_EQ(code_of(changed), Code::invite_mistyped) << i;
    EXPECT_EQ(code_of(std::string_view(text).substr(0, i)), Code::invite_mistyped) << i;
  }
}

TEST(Invite, MayBeBrokenOverLines) {
  std::string text = text_of(an_invite());
  text.insert(40, "\r\n    ");
  text.insert(3, " ");
  EXPECT_TRUE(parse_invite(bytes_of(text + "\n")).has_value());
}

TEST(Invite, AnotherVersionOrFlagIsNewer) {
  Bytes body = body_of(text_of(an_invite()));
  body[0] = 2;
  EXPECT_EQ(code_of(sealed(body)), Code::invite_newer);
  body[0] = 1;
  body[1] = 1;
  EXPECT_EQ(code_of(sealed(body)), Code::invite_newer);
}

TEST(Invite, BytesLeftOverOrMissingAreMistyped) {
  Bytes body = body_of(text_of(an_invite()));
  body.push_back('x');
  EXPECT_EQ(code_of(sealed(body)), Code::invite_mistyped);
  body.resize(40);
  EXPECT_EQ(code_of(sealed(body)), Code::invite_mistyped);
  EXPECT_EQ(code_of(sealed({})), Code::invite_mistyped);
}

TEST(Invite, APlaceThatCannotBeDialledIsRefused) {
  Bytes body = body_of(text_of(an_invite()));
  body[body.size() - 1] = '/';
  EXPECT_EQ(code_of(sealed(body)), Code::invite_mistyped);
}

}  // namespace
}  // namespace troth::sync
