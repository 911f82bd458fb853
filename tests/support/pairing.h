// Mara invites and Jonas joins, from a seed, for tests: what each vault would
// hold before a pairing, and the exchange carried out by hand, so that a test
// can stand between the two.
#pragma once

#include <string>

#include "core/base/check.h"
#include "core/sync/pairing.h"
#include "core/sync/prekeys.h"
#include "tests/support/pair.h"

namespace troth::test {

// What one partner brings to a pairing.
struct Newcomer {
  Partner partner;
  sync::Prekeys prekeys;
  crypto::SigningKey write_key;  // to the other's mailbox
  sync::Bundle bundle;

  static Newcomer make(std::string name, crypto::Random& random) {
    Partner partner = Partner::make(random, 1);
    sync::Prekeys prekeys(partner.devices[0].id);
    const auto prekey = prekeys.renew(partner.devices[0].sign, kStartMs, random);
    auto write_key = crypto::SigningKey::generate(random);
    sync::Bundle bundle{partner.chain.certificates()[0], partner.chain.certificates()[1], prekey,
                        write_key.public_key(), std::move(name)};
    return {std::move(partner), std::move(prekeys), std::move(write_key), std::move(bundle)};
  }
  [[nodiscard]] const DeviceKeys& device() const { return partner.devices[0]; }
};

inline RelayPlace test_relay() {
  return {"relay.example.org", 4433,
          *DhPublicKey::from(crypto::generic_hash(bytes_of("relay")).view())};
}

// Both sides of a pairing, and what travels between them.
struct PairingTable {
  explicit PairingTable(std::uint64_t seed)
      : random(seed),
        mara(Newcomer::make("Mara", random)),
        jonas(Newcomer::make("Jonas", random)),
        inviter(*sync::Inviter::start(mara.bundle, test_relay(), kStartMs, random)),
        joiner(*sync::Joiner::start(inviter.invite(), jonas.bundle, kStartMs)) {}

  // The message of the step that `side` wants put, which then is.
  template <class Side>
  Bytes put(Side& side) {
    Bytes out = side.next_step().message;
    CHECK(!out.empty());
    side.on_done();
    return out;
  }
  Bytes m1() { return put(inviter); }
  Bytes m2() {
    CHECK(joiner.on_message(m1(), kStartMs, random));
    return put(joiner);
  }
  Bytes m3() {
    CHECK(inviter.on_message(m2(), kStartMs, random));
    return put(inviter);
  }
  void finish() { CHECK(joiner.on_message(m3(), kStartMs, random)); }

  crypto::SeededRandom random;
  Newcomer mara;
  Newcomer jonas;
  sync::Inviter inviter;
  sync::Joiner joiner;
};

}  // namespace troth::test
