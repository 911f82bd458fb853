// Two ratchets and a network that loses, repeats, reorders and damages what
// they send: whatever it does, each message that arrives whole opens once, to
// what was sent, and nothing else opens.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <set>
#include <string>
#include <vector>

#include "core/crypto/ratchet.h"

namespace troth::crypto {
namespace {

constexpr TimeMs kNow = 1'750'000'000'000;
const ByteView kAssociated = bytes_of("between two");

enum class Act { send, deliver, repeat, lose, damage, restart };

struct Message {
  Ratchet::Sealed sealed;
  std::string text;
  bool opened = false;
};

class Pair {
 public:
  explicit Pair(std::uint64_t seed) : random_(seed) {
    const auto session = random_.id<SessionId>();
    const Secret shared = random_.secret(32);
    const DhKey prekey = DhKey::generate(random_);
    auto initiator = Ratchet::initiator(session, shared.clone(), prekey.public_key(), random_);
    RC_ASSERT(initiator.has_value());
    sides_.push_back(std::move(*initiator));
    sides_.push_back(Ratchet::responder(session, shared.clone(), prekey.clone()));
  }

  void act(Act act, std::size_t side, std::size_t which) {
    if (act == Act::send) return send(side);
    if (act == Act::restart) return restart(side);
    auto& arriving = on_the_way_[side];
    if (arriving.empty()) return;
    which %= arriving.size();
    if (act == Act::lose) arriving.erase(arriving.begin() + static_cast<std::ptrdiff_t>(which));
    if (act == Act::damage) damage(side, arriving[which], which);
    if (act == Act::deliver || act == Act::repeat) deliver(side, arriving[which]);
  }

  // All that is on the way arrives at last, in the order of the newest first.
  void settle() {
    for (const std::size_t side : {0U, 1U}) {
      auto& arriving = on_the_way_[side];
      for (std::size_t i = arriving.size(); i-- > 0;) deliver(side, arriving[i]);
    }
  }

 private:
  void send(std::size_t side) {
    if (!sides_[side].can_send()) return;
    std::string text = "message " + std::to_string(sent_++);
    Ratchet::Sealed sealed = sides_[side].encrypt(kAssociated, bytes_of(text), random_);
    const Bytes header = encode(sealed.header);
    RC_ASSERT(headers_.insert(header).second);  // no message key is ever used twice
    on_the_way_[1 - side].push_back({std::move(sealed), std::move(text)});
  }

  void deliver(std::size_t side, Message& message) {
    const Secret before = sides_[side].serialize();
    const auto opened = sides_[side].decrypt(kAssociated, message.sealed.header,
                                             message.sealed.ciphertext, kNow, random_);
    if (message.opened) {
      RC_ASSERT(!opened.has_value());
      RC_ASSERT(opened.error().code == Code::message_key_gone);
      RC_ASSERT(equal(sides_[side].serialize().view(), before.view()));
      return;
    }
    RC_ASSERT(opened.has_value());
    RC_ASSERT(equal(opened->view(), bytes_of(message.text)));
    message.opened = true;
  }

  void damage(std::size_t side, const Message& message, std::size_t at) {
    Ratchet::Sealed damaged = message.sealed;
    damaged.ciphertext[at % damaged.ciphertext.size()] ^= 0x40;
    const Secret before = sides_[side].serialize();
    const auto opened =
        sides_[side].decrypt(kAssociated, damaged.header, damaged.ciphertext, kNow, random_);
    RC_ASSERT(!opened.has_value());
    RC_ASSERT(equal(sides_[side].serialize().view(), before.view()));
  }

  void restart(std::size_t side) {
    auto parsed = Ratchet::parse(sides_[side].serialize().view());
    RC_ASSERT(parsed.has_value());
    sides_[side] = std::move(*parsed);
  }

  SeededRandom random_;
  std::vector<Ratchet> sides_;
  std::vector<Message> on_the_way_[2];  // to each side
  std::set<Bytes> headers_;
  int sent_ = 0;
};

TEST(RatchetProperty, WhateverTheNetworkDoesEachMessageOpensOnce) {
  const auto acts = rc::gen::container<std::vector<std::tuple<Act, bool, std::uint16_t>>>(
      rc::gen::tuple(rc::gen::weightedElement<Act>({{4, Act::send},
                                                    {4, Act::deliver},
                                                    {1, Act::repeat},
                                                    {1, Act::lose},
                                                    {1, Act::damage},
                                                    {1, Act::restart}}),
                     rc::gen::arbitrary<bool>(), rc::gen::arbitrary<std::uint16_t>()));
  const bool holds = rc::check([&acts](std::uint64_t seed) {
    Pair pair(seed);
    for (const auto& [act, side, which] : *acts) pair.act(act, side ? 1 : 0, which);
    pair.settle();
    pair.settle();
  });
  EXPECT_TRUE(holds);
}

}  // namespace
}  // namespace troth::crypto
