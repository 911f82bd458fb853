#include "core/crypto/noise.h"

#include <gtest/gtest.h>

#include <limits>

#include "tests/core/crypto/refused.h"

namespace troth::crypto {
namespace {

constexpr std::string_view kPrologue = "troth-relay/1";

class Noise : public testing::Test {
 protected:
  NoiseHandshake client(std::string_view prologue = kPrologue) {
    return client_of(relay_key_.public_key(), prologue);
  }
  NoiseHandshake client_of(const DhPublicKey& relay, std::string_view prologue = kPrologue) {
    return NoiseHandshake::initiator(bytes_of(prologue), relay, DhKey::generate(random_));
  }
  NoiseHandshake relay(std::string_view prologue = kPrologue) {
    return NoiseHandshake::responder(bytes_of(prologue), relay_key_.clone(),
                                     DhKey::generate(random_));
  }
  struct Ends {
    NoiseTransport client;
    NoiseTransport relay;
  };
  Ends connected() {
    NoiseHandshake a = client();
    NoiseHandshake b = relay();
    EXPECT_TRUE(b.read_message(*a.write_message({})));
    EXPECT_TRUE(a.read_message(*b.write_message({})));
    return {a.finish(), b.finish()};
  }

  SeededRandom random_{7};
  DhKey relay_key_ = DhKey::generate(random_);
};

TEST_F(Noise, BothEndsHoldTheSameHashAndReadEachOther) {
  Ends ends = connected();
  EXPECT_EQ(ends.client.handshake_hash, ends.relay.handshake_hash);
  for (const std::string_view text : {"one", "", "three"}) {
    const auto there =
        ends.relay.receive.decrypt({}, *ends.client.send.encrypt({}, bytes_of(text)));
    ASSERT_TRUE(there);
    EXPECT_TRUE(equal(*there, bytes_of(text)));
    const auto back = ends.client.receive.decrypt({}, *ends.relay.send.encrypt({}, bytes_of(text)));
    ASSERT_TRUE(back);
    EXPECT_TRUE(equal(*back, bytes_of(text)));
  }
}

TEST_F(Noise, TwoHandshakesShareNoHash) {
  EXPECT_NE(connected().client.handshake_hash, connected().client.handshake_hash);
}

TEST_F(Noise, ARelayWithAnotherKeyCannotReadTheFirstMessage) {
  NoiseHandshake a = client_of(DhKey::generate(random_).public_key());
  NoiseHandshake b = relay();
  expect_refused(b.read_message(*a.write_message({})), Code::noise_not_open);
  EXPECT_FALSE(b.is_complete());
}

TEST_F(Noise, AnotherPrologueDoesNotConnect) {
  NoiseHandshake a = client("troth-relay/2");
  NoiseHandshake b = relay();
  expect_refused(b.read_message(*a.write_message({})), Code::noise_not_open);
}

TEST_F(Noise, AFlippedBitAnywhereInTheFirstMessageIsRefused) {
  NoiseHandshake a = client();
  const Bytes message = *a.write_message({});
  // X25519 itself ignores bit 255; the transcript binds it.
  for (std::size_t bit = 0; bit < message.size() * 8; ++bit) {
    Bytes damaged = message;
    damaged[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
    expect_refused(relay().read_message(damaged), Code::noise_not_open);
  }
}

TEST_F(Noise, AFlippedBitAnywhereInTheAnswerIsRefused) {
  for (std::size_t bit = 0; bit < 48 * 8; ++bit) {
    NoiseHandshake a = client();
    NoiseHandshake b = relay();
    ASSERT_TRUE(b.read_message(*a.write_message({})));
    Bytes answer = *b.write_message({});
    ASSERT_EQ(answer.size(), 48U);
    answer[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
    expect_refused(a.read_message(answer), Code::noise_not_open);
    EXPECT_FALSE(a.is_complete());
  }
}

TEST_F(Noise, CutAndExtendedHandshakeMessagesAreRefused) {
  NoiseHandshake a = client();
  Bytes message = *a.write_message({});
  for (std::size_t size = 0; size < message.size(); ++size) {
    expect_refused(relay().read_message(ByteView(message).first(size)), Code::noise_not_open);
  }
  message.push_back(0);
  expect_refused(relay().read_message(message), Code::noise_not_open);
  expect_refused(relay().read_message(Bytes(kNoiseLargestMessage + 1)), Code::noise_not_open);
}

TEST_F(Noise, AKeyThatAgreesOnZerosIsRefused) {
  expect_refused(relay().read_message(Bytes(48)), Code::weak_key);
  expect_refused(client_of(DhPublicKey{}).write_message({}), Code::weak_key);
}

TEST_F(Noise, ARefusedHandshakeStaysRefused) {
  NoiseHandshake a = client();
  NoiseHandshake b = relay();
  const Bytes message = *a.write_message({});
  expect_refused(b.read_message({}), Code::noise_not_open);
  expect_refused(b.read_message(message), Code::noise_not_open);
  EXPECT_FALSE(b.is_complete());
}

TEST_F(Noise, APayloadTooLongIsRefused) {
  expect_refused(client().write_message(Bytes(kNoiseLargestMessage - 47)), Code::noise_too_long);
  EXPECT_EQ(client().write_message(Bytes(kNoiseLargestMessage - 48))->size(), kNoiseLargestMessage);
  Ends ends = connected();
  expect_refused(ends.client.send.encrypt({}, Bytes(kNoiseLargestMessage - 15)),
                 Code::noise_too_long);
  EXPECT_TRUE(ends.client.send.encrypt({}, Bytes(kNoiseLargestMessage - 16)));
}

TEST_F(Noise, AMessageTwiceOutOfOrderOrOfTheOtherDirectionIsRefused) {
  Ends ends = connected();
  const Bytes first = *ends.client.send.encrypt({}, bytes_of("first"));
  const Bytes second = *ends.client.send.encrypt({}, bytes_of("second"));
  expect_refused(ends.relay.receive.decrypt({}, second), Code::noise_not_open);
  EXPECT_TRUE(ends.relay.receive.decrypt({}, first));
  expect_refused(ends.relay.receive.decrypt({}, first), Code::noise_not_open);
  expect_refused(ends.client.receive.decrypt({}, second), Code::noise_not_open);
  EXPECT_TRUE(ends.relay.receive.decrypt({}, second));
}

TEST_F(Noise, AFlippedBitAnywhereInAMessageIsRefusedAndTheMessageStillOpens) {
  Ends ends = connected();
  const Bytes message = *ends.client.send.encrypt(bytes_of("ad"), bytes_of("text"));
  for (std::size_t bit = 0; bit < message.size() * 8; ++bit) {
    Bytes damaged = message;
    damaged[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
    expect_refused(ends.relay.receive.decrypt(bytes_of("ad"), damaged), Code::noise_not_open);
  }
  expect_refused(ends.relay.receive.decrypt(bytes_of("da"), message), Code::noise_not_open);
  expect_refused(ends.relay.receive.decrypt(bytes_of("ad"), ByteView(message).first(15)),
                 Code::noise_not_open);
  EXPECT_TRUE(ends.relay.receive.decrypt(bytes_of("ad"), message));
}

TEST_F(Noise, TheLastNumberIsNeverUsed) {
  constexpr std::uint64_t kLast = std::numeric_limits<std::uint64_t>::max() - 1;
  const Secret key = random_.secret(32);
  NoiseCipher send(key.clone(), kLast);
  NoiseCipher receive(key.clone(), kLast);
  const auto message = send.encrypt({}, bytes_of("the last"));
  ASSERT_TRUE(message);
  EXPECT_TRUE(receive.decrypt({}, *message));
  expect_refused(send.encrypt({}, {}), Code::noise_exhausted);
  expect_refused(receive.decrypt({}, *message), Code::noise_exhausted);
}

TEST_F(Noise, OutOfTurnIsOurOwnBug) {
  NoiseHandshake a = client();
  NoiseHandshake b = relay();
  EXPECT_DEATH(static_cast<void>(a.read_message({})), "is_my_turn_to_write");
  EXPECT_DEATH(static_cast<void>(b.write_message({})), "is_my_turn_to_write");
  EXPECT_DEATH(static_cast<void>(a.finish()), "is_complete");
}

}  // namespace
}  // namespace troth::crypto
