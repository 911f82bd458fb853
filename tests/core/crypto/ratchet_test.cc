#include "core/crypto/ratchet.h"

#include <gtest/gtest.h>

#include "tests/core/crypto/refused.h"

namespace troth::crypto {
namespace {

constexpr TimeMs kNow = 1'750'000'000'000;
const ByteView kAssociated = bytes_of("from A to B");

class RatchetTest : public testing::Test {
 protected:
  RatchetTest() : a_(Ratchet::responder({}, Secret(32), DhKey::generate(random_))), b_(clean_b()) {
    auto made = Ratchet::initiator(session_, shared_.clone(), prekey_.public_key(), random_);
    EXPECT_TRUE(made);
    a_ = std::move(*made);
  }
  Ratchet clean_b() { return Ratchet::responder(session_, shared_.clone(), prekey_.clone()); }

  Ratchet::Sealed send(Ratchet& from, std::string_view text = "text") {
    return from.encrypt(kAssociated, bytes_of(text), random_);
  }
  Result<Secret> receive(Ratchet& to, const Ratchet::Sealed& sealed, TimeMs now = kNow) {
    return to.decrypt(kAssociated, sealed.header, sealed.ciphertext, now, random_);
  }
  void expect_text(Ratchet& to, const Ratchet::Sealed& sealed, std::string_view text = "text",
                   TimeMs now = kNow) {
    const auto opened = receive(to, sealed, now);
    ASSERT_TRUE(opened) << opened.error().message;
    EXPECT_TRUE(equal(opened->view(), bytes_of(text)));
  }
  // Expects the refusal and that the state stays as it was.
  void expect_untouched(Ratchet& to, const Ratchet::Sealed& sealed, Code code,
                        ByteView associated = kAssociated, TimeMs now = kNow) {
    const Secret before = to.serialize();
    expect_refused(to.decrypt(associated, sealed.header, sealed.ciphertext, now, random_), code);
    EXPECT_TRUE(equal(to.serialize().view(), before.view()));
  }
  // One message each way, so that both have both chains.
  void exchange() {
    expect_text(b_, send(a_));
    expect_text(a_, send(b_));
  }
  std::vector<Ratchet::Sealed> send_many(Ratchet& from, std::size_t count) {
    std::vector<Ratchet::Sealed> out;
    for (std::size_t i = 0; i < count; ++i) out.push_back(send(from));
    return out;
  }

  SeededRandom random_{3};
  SessionId session_ = random_.id<SessionId>();
  Secret shared_ = random_.secret(32);
  DhKey prekey_ = DhKey::generate(random_);
  Ratchet a_;
  Ratchet b_;
};

TEST_F(RatchetTest, BothSidesTalkInTurns) {
  for (int turn = 0; turn < 5; ++turn) {
    expect_text(b_, send(a_, "from A"), "from A");
    expect_text(b_, send(a_, ""), "");
    expect_text(a_, send(b_, "from B"), "from B");
  }
}

TEST_F(RatchetTest, TheResponderSendsOnlyOnceItHasReceived) {
  EXPECT_TRUE(a_.can_send());
  EXPECT_FALSE(b_.can_send());
  EXPECT_DEATH(send(b_), "can_send");
  expect_text(b_, send(a_));
  EXPECT_TRUE(b_.can_send());
}

TEST_F(RatchetTest, LostMessagesCostNothing) {
  exchange();
  send_many(a_, 20);
  expect_text(b_, send(a_, "after the loss"), "after the loss");
  send_many(b_, 20);
  expect_text(a_, send(b_));
}

TEST_F(RatchetTest, ReorderedMessagesOpenAcrossTurns) {
  const auto early = send_many(a_, 3);
  expect_text(b_, early[1]);
  const auto answer = send(b_);
  expect_text(a_, answer);
  const auto late = send_many(a_, 2);
  expect_text(b_, late[1]);
  expect_text(b_, early[2]);
  expect_text(b_, late[0]);
  expect_text(b_, early[0]);
}

TEST_F(RatchetTest, AReplayIsRefusedWhateverItsAge) {
  const auto first = send(a_);
  const auto skipped = send(a_);
  const auto third = send(a_);
  expect_text(b_, first);
  expect_text(b_, third);
  expect_text(b_, skipped);
  for (const auto& message : {first, skipped, third}) {
    expect_untouched(b_, message, Code::message_key_gone);
  }
  for (int turn = 0; turn < 3; ++turn) {
    expect_text(a_, send(b_));
    expect_text(b_, send(a_));
  }
  for (const auto& message : {first, skipped, third}) {
    expect_untouched(b_, message, Code::message_key_gone);
  }
}

TEST_F(RatchetTest, AReplayOfAForgottenChainDoesNotOpen) {
  const auto first = send(a_);
  expect_text(b_, first);
  for (std::size_t turn = 0; turn <= kRatchetPastKeys; ++turn) {
    expect_text(a_, send(b_));
    expect_text(b_, send(a_));
  }
  expect_untouched(b_, first, Code::ratchet_not_open);
}

TEST_F(RatchetTest, AFlippedBitAnywhereIsRefusedAndLeavesTheStateUntouched) {
  exchange();
  const auto message = send(a_);
  for (std::size_t bit = 0; bit < message.ciphertext.size() * 8; ++bit) {
    auto damaged = message;
    damaged.ciphertext[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
    expect_untouched(b_, damaged, Code::ratchet_not_open);
  }
  for (std::size_t bit = 0; bit < 256; ++bit) {
    auto damaged = message;
    damaged.header.key.value[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
    expect_untouched(b_, damaged, Code::ratchet_not_open);
  }
  for (std::size_t bit = 0; bit < 32; ++bit) {
    auto damaged = message;
    damaged.header.number ^= 1U << bit;
    expect_untouched(b_, damaged, Code::ratchet_not_open);
    damaged = message;
    damaged.header.previous_count ^= 1U << bit;
    expect_untouched(b_, damaged, Code::ratchet_not_open);
  }
  expect_untouched(b_, message, Code::ratchet_not_open, bytes_of("from B to A"));
  expect_text(b_, message);
}

TEST_F(RatchetTest, ADamagedMessageThatWasSkippedIsRefusedAndItsKeyIsKept) {
  auto skipped = send(a_);
  expect_text(b_, send(a_));
  skipped.ciphertext.back() ^= 1;
  expect_untouched(b_, skipped, Code::ratchet_not_open);
  skipped.ciphertext.back() ^= 1;
  expect_text(b_, skipped);
}

TEST_F(RatchetTest, CutMessagesAreRefused) {
  const auto message = send(a_);
  for (std::size_t size = 0; size < message.ciphertext.size(); ++size) {
    auto cut = message;
    cut.ciphertext.resize(size);
    expect_untouched(b_, cut, Code::ratchet_not_open);
  }
  auto extended = message;
  extended.ciphertext.push_back(0);
  expect_untouched(b_, extended, Code::ratchet_not_open);
}

TEST_F(RatchetTest, AnotherSharedKeySessionOrPrekeyDoesNotOpen) {
  const auto message = send(a_);
  Ratchet other_key = Ratchet::responder(session_, random_.secret(32), prekey_.clone());
  expect_untouched(other_key, message, Code::ratchet_not_open);
  Ratchet other_session =
      Ratchet::responder(random_.id<SessionId>(), shared_.clone(), prekey_.clone());
  expect_untouched(other_session, message, Code::ratchet_not_open);
  Ratchet other_prekey = Ratchet::responder(session_, shared_.clone(), DhKey::generate(random_));
  expect_untouched(other_prekey, message, Code::ratchet_not_open);
}

TEST_F(RatchetTest, AKeyThatAgreesOnZerosIsRefused) {
  expect_refused(Ratchet::initiator(session_, shared_.clone(), DhPublicKey{}, random_),
                 Code::weak_key);
  auto message = send(a_);
  message.header.key = DhPublicKey{};
  expect_untouched(b_, message, Code::weak_key);
}

TEST_F(RatchetTest, ThePrekeyIsNoSendersKey) {
  auto message = send(a_);
  message.header.key = prekey_.public_key();
  expect_untouched(a_, message, Code::ratchet_not_open);
}

TEST_F(RatchetTest, OneSidesOwnMessageDoesNotOpenForIt) {
  exchange();
  expect_untouched(a_, send(a_), Code::ratchet_not_open);
}

TEST_F(RatchetTest, AJumpToTheLimitIsFollowedAndItsNewestKeysAreKept) {
  exchange();
  const auto skipped = send_many(a_, kRatchetLargestJump);
  expect_text(b_, send(a_));
  const std::size_t kept_from = skipped.size() - kRatchetKeysPerJump;
  expect_untouched(b_, skipped[0], Code::message_key_gone);
  expect_untouched(b_, skipped[kept_from - 1], Code::message_key_gone);
  expect_text(b_, skipped[kept_from]);
  expect_text(b_, skipped.back());
}

TEST_F(RatchetTest, AJumpBeyondTheLimitIsRefused) {
  exchange();
  for (std::size_t i = 0; i <= kRatchetLargestJump; ++i) send(a_);
  expect_untouched(b_, send(a_), Code::ratchet_not_open);
}

TEST_F(RatchetTest, AJumpBeyondTheLimitInTheChainBeforeIsRefused) {
  exchange();
  for (std::size_t i = 0; i <= kRatchetLargestJump; ++i) send(a_);
  expect_text(a_, send(b_));
  expect_untouched(b_, send(a_), Code::ratchet_not_open);
}

TEST_F(RatchetTest, AChainThatEndsBeforeWhatWasReceivedIsRefused) {
  exchange();
  expect_text(b_, send(a_));
  expect_text(b_, send(a_));
  expect_text(a_, send(b_));
  auto message = send(a_);
  message.header.previous_count = 1;
  expect_untouched(b_, message, Code::ratchet_not_open);
}

TEST_F(RatchetTest, AThousandKeysAreKeptAndTheOldestGo) {
  exchange();
  std::vector<Ratchet::Sealed> skipped;
  for (int jump = 0; jump < 5; ++jump) {
    for (auto& message : send_many(a_, 250)) skipped.push_back(std::move(message));
    expect_text(b_, send(a_));
  }
  const std::size_t kept_from = skipped.size() - kRatchetKeysInAll;
  expect_untouched(b_, skipped[kept_from - 1], Code::message_key_gone);
  for (std::size_t i = kept_from; i < skipped.size(); ++i) expect_text(b_, skipped[i]);
}

TEST_F(RatchetTest, AKeptKeyGoesAfterThirtyDays) {
  const auto at_29_days = send(a_);
  const auto at_30_days = send(a_);
  expect_text(b_, send(a_));
  expect_text(b_, at_29_days, "text", kNow + kRatchetKeyLifeMs - 1);
  expect_untouched(b_, at_30_days, Code::message_key_gone, kAssociated, kNow + kRatchetKeyLifeMs);
  const std::size_t before = b_.serialize().size();
  expect_text(b_, send(a_), "text", kNow + kRatchetKeyLifeMs);
  EXPECT_LT(b_.serialize().size(), before);
  expect_untouched(b_, at_30_days, Code::message_key_gone);
}

TEST_F(RatchetTest, TheStateComesBackAsItWasInEachPhase) {
  const auto restart = [](Ratchet& ratchet) {
    const Secret bytes = ratchet.serialize();
    auto parsed = Ratchet::parse(bytes.view());
    ASSERT_TRUE(parsed);
    EXPECT_TRUE(equal(parsed->serialize().view(), bytes.view()));
    ratchet = std::move(*parsed);
  };
  restart(a_);
  restart(b_);
  const auto skipped = send(a_);
  expect_text(b_, send(a_));
  restart(b_);
  expect_text(a_, send(b_));
  restart(a_);
  expect_text(b_, send(a_));
  restart(b_);
  expect_text(b_, skipped);
  restart(b_);
  expect_untouched(b_, skipped, Code::message_key_gone);
}

TEST_F(RatchetTest, ADamagedStateIsRefused) {
  send_many(a_, 3);
  expect_text(b_, send(a_));
  expect_text(a_, send(b_));
  expect_text(b_, send(a_));
  const Bytes state = copy_of(b_.serialize().view());
  for (std::size_t size = 0; size < state.size(); ++size) {
    expect_refused(Ratchet::parse(ByteView(state).first(size)), Code::ratchet_state_damaged);
  }
  const auto refuse_with = [&state](std::size_t at, std::uint8_t value) {
    Bytes damaged = state;
    damaged[at] = value;
    expect_refused(Ratchet::parse(damaged), Code::ratchet_state_damaged);
  };
  refuse_with(0, 0);      // version
  refuse_with(0, 2);      //
  refuse_with(1, 3);      // phase
  refuse_with(53, 0xff);  // sent, 2^31 and more
  refuse_with(57, 0xff);  // received
  refuse_with(61, 0xff);  // previous
  refuse_with(62, 4);     // one key more than stands there
  refuse_with(63, 0xff);  // more keys than are ever kept
  Bytes extended = state;
  extended.push_back(0);
  expect_refused(Ratchet::parse(extended), Code::ratchet_state_damaged);
}

TEST_F(RatchetTest, TheHeadersBytesAreAsTheProtocolSays) {
  RatchetHeader header{{}, 0x01020304, 0x0a0b0c0d};
  header.key.value.fill(0xee);
  EXPECT_EQ(to_hex(encode(header)), std::string(64, 'e') + "040302010d0c0b0a");
  EXPECT_EQ(encode(header).size(), kRatchetHeaderSize);
}

}  // namespace
}  // namespace troth::crypto
