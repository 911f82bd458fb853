#include "core/net/relay_address.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "core/crypto/hash.h"
#include "core/crypto/random.h"

namespace troth::net {
namespace {

constexpr std::size_t kPrefix = kRelayAddressPrefix.size();

RelayAddress an_address(const std::string& host = "relay.example.org") {
  crypto::SeededRandom random(1);
  return {{host, 4321, random.id<DhPublicKey>()}, random.secret(kRelayToken)};
}

std::string text_of(const RelayAddress& address) {
  return string_of(format_relay_address(address).view());
}

// The address whose fields are `fields`, rightly checksummed.
std::string text_of_fields(const Bytes& fields) {
  const Hash hash = crypto::hash(crypto::label::kRelayAddress, {fields});
  const Bytes bytes = Writer().raw(fields).raw(hash.view().first(4)).take();
  return std::string(kRelayAddressPrefix) + to_base64url(bytes);
}

Writer fields_before_host(std::uint8_t version, std::uint16_t port) {
  Writer writer;
  writer.u8(version).raw(Bytes(32, 1)).raw(Bytes(32, 2)).u16(port);
  return writer;
}

Code refusal_of(std::string_view text) {
  const auto parsed = parse_relay_address(text);
  EXPECT_FALSE(parsed.has_value()) << text;
  return parsed ? Code::text_missing : parsed.error().code;
}

TEST(RelayAddress, IsReadBackAsItWasWritten) {
  for (const std::string host : {"relay.example.org", "127.0.0.1", "2001:db8::1", "x"}) {
    const auto parsed = parse_relay_address(text_of(an_address(host)));
    ASSERT_TRUE(parsed.has_value()) << host;
    EXPECT_EQ(parsed->place, an_address(host).place);
    EXPECT_TRUE(equal(parsed->token.view(), an_address().token.view()));
  }
}

TEST(RelayAddress, MayStandBetweenSpacesAndLineEnds) {
  EXPECT_TRUE(parse_relay_address(" " + text_of(an_address()) + "\r\n").has_value());
}

TEST(RelayAddress, OfTheLongestHostIsReadBack) {
  EXPECT_TRUE(parse_relay_address(text_of(an_address(std::string(253, 'a')))).has_value());
}

TEST(RelayAddress, ThatIsSomethingElseIsRefusedAsSuch) {
  for (const std::string_view text :
       {"", "  ", "hello", "troth:AAAA", "https://relay.example.org", "Troth-relay:AAAA"})
    EXPECT_EQ(refusal_of(text), Code::relay_address_not_one) << text;
  EXPECT_EQ(refusal_of(std::string(kRelayAddressPrefix) + std::string(100'000, 'A')),
            Code::relay_address_not_one);
}

TEST(RelayAddress, WithAnyCharacterChangedIsRefusedAsMistyped) {
  const std::string text = text_of(an_address());
  for (std::size_t at = kPrefix; at < text.size(); ++at) {
    std::string mistyped = text;
    mistyped[at] = mistyped[at] == 'A' ? 'B' : 'A';
    EXPECT_EQ(refusal_of(mistyped), Code::relay_address_mistyped) << at;
  }
}

TEST(RelayAddress, CutShortAnywhereIsRefusedAsMistyped) {
  const std::string text = text_of(an_address());
  for (std::size_t size = kPrefix; size < text.size(); ++size)
    EXPECT_EQ(refusal_of(text.substr(0, size)), Code::relay_address_mistyped) << size;
}

TEST(RelayAddress, WithCharactersThatAreNotBase64urlIsRefusedAsMistyped) {
  for (const std::string_view end : {"=", "!", "\n x", "+", "/"})
    EXPECT_EQ(refusal_of(text_of(an_address()) + std::string(end)), Code::relay_address_mistyped);
}

TEST(RelayAddress, OfANewerVersionIsRefusedAsNewer) {
  const Bytes fields = fields_before_host(2, 4321).u8(1).raw(bytes_of("x")).take();
  EXPECT_EQ(refusal_of(text_of_fields(fields)), Code::relay_address_newer);
}

TEST(RelayAddress, WithoutAPortIsRefused) {
  const Bytes fields = fields_before_host(1, 0).u8(1).raw(bytes_of("x")).take();
  EXPECT_EQ(refusal_of(text_of_fields(fields)), Code::relay_address_not_one);
}

TEST(RelayAddress, WhoseHostIsNoneIsRefused) {
  for (const std::string_view host : {"a b", "a\n", "a/b", "user@host", "\x01", "caf\xc3\xa9"}) {
    const Bytes fields = fields_before_host(1, 4321)
                             .u8(static_cast<std::uint8_t>(host.size()))
                             .raw(bytes_of(host))
                             .take();
    EXPECT_EQ(refusal_of(text_of_fields(fields)), Code::relay_address_not_one) << host;
  }
}

TEST(RelayAddress, WithBytesLeftOverOrMissingIsRefused) {
  const Bytes left_over = fields_before_host(1, 4321).u8(1).raw(bytes_of("xy")).take();
  EXPECT_EQ(refusal_of(text_of_fields(left_over)), Code::relay_address_not_one);
  const Bytes missing = fields_before_host(1, 4321).u8(3).raw(bytes_of("xy")).take();
  EXPECT_EQ(refusal_of(text_of_fields(missing)), Code::relay_address_not_one);
}

RC_GTEST_PROP(RelayAddress, OfRandomBytesNeverCrashes, (const Bytes& bytes)) {
  RC_ASSERT(!parse_relay_address(std::string(kRelayAddressPrefix) + to_base64url(bytes)));
  RC_ASSERT(!parse_relay_address(text_of_fields(bytes)));
}

}  // namespace
}  // namespace troth::net
