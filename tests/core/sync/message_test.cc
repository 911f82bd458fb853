#include "core/sync/message.h"

#include <gtest/gtest.h>

#include "core/ledger/prekey.h"
#include "tests/core/sync/vectors.h"
#include "tests/support/pair.h"

namespace troth::sync {
namespace {

struct Greeting {
  explicit Greeting(std::uint64_t seed) : pair(seed, 1, 2), side(pair.side(device())) {
    hello = {.pair = pair.id,
             .from = device().id,
             .to = pair.mara.devices[0].id,
             .hello_seq = 3,
             .epoch = 1,
             .prekey = ledger::sign_prekey({1, device().dh.public_key(), test::kStartMs},
                                           device().id, device().sign)
                           .encode(),
             .write_key = device().mailbox.public_key(),
             .certificates = {},
             .entries = {},
             .body = {},
             .signature = {}};
    for (const auto& certificate : pair.jonas.chain.certificates())
      hello.certificates.push_back(certificate.encode());
    hello.entries.push_back(pair.write(side, ledger::EntryKind::pause).encode());
  }
  [[nodiscard]] const test::DeviceKeys& device() const { return pair.jonas.devices[1]; }
  Bytes sign() { return *sign_hello(hello, device().sign); }
  Status verified(const Hello& arrived, std::uint64_t highest = 2) const {
    return verify(arrived, device().sign.public_key(), pair.id, pair.mara.devices[0].id, highest);
  }

  test::Pair pair;
  test::Side side;
  Hello hello;
};

Code code_of(ByteView bytes) {
  const auto parsed = parse_message(bytes);
  return parsed ? Code{} : parsed.error().code;
}

TEST(Hello, ComesBackAsItWasAndVerifies) {
  Greeting greeting(1);
  const auto parsed = parse_message(greeting.sign());
  ASSERT_TRUE(parsed);
  const Hello& hello = std::get<Hello>(*parsed);
  EXPECT_EQ(hello.from, greeting.device().id);
  EXPECT_EQ(hello.hello_seq, 3U);
  EXPECT_EQ(hello.epoch, 1U);
  EXPECT_EQ(hello.certificates, greeting.hello.certificates);
  EXPECT_EQ(hello.entries, greeting.hello.entries);
  EXPECT_EQ(hello.prekey, greeting.hello.prekey);
  EXPECT_TRUE(greeting.verified(hello));
}

TEST(Hello, HasItsKnownBytes) {
  Greeting greeting(2);
  test::Vectors("hello.json").expect("hello_hash", crypto::generic_hash(greeting.sign()).view());
}

TEST(Hello, ForAnotherPairOrDeviceOrByAnotherKeyIsRefused) {
  Greeting greeting(3);
  greeting.sign();
  const auto& mara = greeting.pair.mara.devices[0];
  const auto key = greeting.device().sign.public_key();
  EXPECT_EQ(
      verify(greeting.hello, mara.sign.public_key(), greeting.pair.id, mara.id, 0).error().code,
      Code::hello_signature_wrong);
  EXPECT_EQ(verify(greeting.hello, key, PairId{}, mara.id, 0).error().code,
            Code::hello_signature_wrong);
  EXPECT_EQ(verify(greeting.hello, key, greeting.pair.id, DeviceId{}, 0).error().code,
            Code::hello_signature_wrong);
}

TEST(Hello, ANumberThatDoesNotRiseIsReplayed) {
  Greeting greeting(4);
  greeting.sign();
  EXPECT_EQ(greeting.verified(greeting.hello, 3).error().code, Code::hello_replayed);
  EXPECT_EQ(greeting.verified(greeting.hello, 4).error().code, Code::hello_replayed);
}

TEST(Hello, AnyFlippedByteIsMalformedOrNotSigned) {
  Greeting greeting(5);
  const Bytes bytes = greeting.sign();
  for (std::size_t at = 2; at < bytes.size(); ++at) {
    Bytes changed = bytes;
    changed[at] ^= 1;
    const auto parsed = parse_message(changed);
    EXPECT_FALSE(parsed && greeting.verified(std::get<Hello>(*parsed))) << at;
  }
}

TEST(Hello, BytesThatAreNotTheStrictFormAreRefused) {
  Greeting greeting(6);
  Bytes bytes = greeting.sign();
  bytes.insert(bytes.end(), {0x18, 0x01});  // field 3: 1
  EXPECT_EQ(code_of(bytes), Code::message_malformed);
}

TEST(Hello, OfAPrekeyThatIsNoneIsNotSigned) {
  Greeting greeting(7);
  greeting.hello.prekey = {0xff};
  EXPECT_EQ(sign_hello(greeting.hello, greeting.device().sign).error().code,
            Code::message_malformed);
}

TEST(Message, AnotherVersionTypeOrSuiteIsNewer) {
  EXPECT_EQ(code_of(Bytes{2, 1}), Code::message_newer);
  EXPECT_EQ(code_of(Bytes{1, 4}), Code::message_newer);
  Bytes init = encode(SessionInit{});
  init[0] = 2;
  EXPECT_EQ(code_of(Writer().u8(1).u8(1).raw(init).zeros(200).take()), Code::message_newer);
}

TEST(Message, WhatIsCutShortIsMalformed) {
  EXPECT_EQ(code_of({}), Code::message_malformed);
  EXPECT_EQ(code_of(Bytes{1}), Code::message_malformed);
  const Bytes whole = encode(SessionMessage{SessionInit{}, {}, {}, {}});
  for (std::size_t size = 2; size < whole.size(); ++size)
    EXPECT_EQ(code_of(ByteView(whole).first(size)), Code::message_malformed) << size;
  EXPECT_TRUE(parse_message(whole));
}

TEST(Message, ASessionInitIs113Bytes) {
  const SessionInit init{7, 9, DhPublicKey{{1}}, 11, Signature{{2}}};
  const Bytes bytes = encode(init);
  EXPECT_EQ(bytes.size(), kSessionInitSize);
  EXPECT_EQ(parse_session_init(bytes), init);
  EXPECT_FALSE(parse_session_init(ByteView(bytes).first(112)));
}

}  // namespace
}  // namespace troth::sync
