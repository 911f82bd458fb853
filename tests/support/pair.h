// Two partners and their devices, made from a seed, for tests: Mara and Jonas,
// each with a first device and as many added ones as a test asks for, all
// certificates valid. A Side is one device with its own copy of the ledger.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "core/base/check.h"
#include "core/crypto/exchange.h"
#include "core/crypto/random.h"
#include "core/crypto/sign.h"
#include "core/ledger/certificate.h"
#include "core/ledger/chain.h"
#include "core/ledger/device_chain.h"
#include "tests/support/memory_log.h"

namespace troth::test {

inline constexpr TimeMs kStartMs = 1'790'000'000'000;

struct DeviceKeys {
  crypto::SigningKey sign;
  crypto::DhKey dh;
  crypto::SigningKey mailbox;
  DeviceId id;

  static DeviceKeys make(crypto::Random& random) {
    DeviceKeys out{crypto::SigningKey::generate(random),
                   crypto::DhKey::generate(random),
                   crypto::SigningKey::generate(random),
                   {}};
    out.id = ledger::device_id(out.sign.public_key(), out.dh.public_key());
    return out;
  }
  [[nodiscard]] ledger::NewDevice certified() const {
    return {sign.public_key(), dh.public_key(), ledger::mailbox_id(mailbox.public_key())};
  }
};

// One partner: their devices, recovery key and chain.
struct Partner {
  std::vector<DeviceKeys> devices;
  crypto::SigningKey recovery;
  ledger::DeviceChain chain;

  static Partner make(crypto::Random& random, std::size_t devices) {
    std::vector<DeviceKeys> keys;
    keys.push_back(DeviceKeys::make(random));
    crypto::SigningKey recovery = crypto::SigningKey::generate(random);
    const auto genesis = ledger::make_genesis(keys[0].sign, keys[0].dh.public_key(),
                                              ledger::mailbox_id(keys[0].mailbox.public_key()));
    auto chain =
        ledger::DeviceChain::start(genesis, ledger::make_recovery(genesis, keys[0].sign, recovery));
    CHECK(chain);
    Partner out{std::move(keys), std::move(recovery), std::move(*chain)};
    while (out.devices.size() < devices) out.add_device(random);
    return out;
  }

  const DeviceKeys& add_device(crypto::Random& random) {
    devices.push_back(DeviceKeys::make(random));
    const auto addition = ledger::make_addition(chain.length(), chain.head(),
                                                devices.back().certified(), devices[0].sign);
    CHECK(chain.append(ledger::countersign(addition, devices.back().sign)));
    return devices.back();
  }

  [[nodiscard]] CertificateHash certificate_of(std::size_t device) const {
    return chain.find(devices[device].id)->certificate;
  }
};

// One device and the ledger as it knows it.
struct Side {
  const DeviceKeys* keys = nullptr;
  MemoryLog log;
};

class Pair {
 public:
  explicit Pair(std::uint64_t seed, std::size_t mara_devices = 1, std::size_t jonas_devices = 1)
      : random((CHECK(crypto::initialize()), seed)),
        mara(Partner::make(random, mara_devices)),
        jonas(Partner::make(random, jonas_devices)),
        id(random.id<PairId>()),
        chains{mara.chain, jonas.chain} {}

  [[nodiscard]] ledger::Ledger ledger() const { return {id, chains}; }
  Side side(const DeviceKeys& keys) const { return {&keys, {}}; }

  // Signs and keeps `side`'s next entry.
  ledger::Entry write(Side& side, ledger::EntryKind kind, std::string_view text = "text",
                      TimeMs now = kStartMs) {
    return write(side, kind, copy_of(bytes_of(text)), now);
  }
  ledger::Entry write(Side& side, ledger::EntryKind kind, Bytes payload, TimeMs now) {
    auto entry = ledger::sign_next({kind, now, std::move(payload)}, side.keys->id, side.keys->sign,
                                   ledger(), side.log, random);
    CHECK(entry);
    CHECK(ledger::place_own(*entry, ledger(), side.log));
    return *entry;
  }
  // The verdicts on an entry that reaches `side`.
  std::vector<ledger::Verdict> give(Side& side, const ledger::Entry& entry) const {
    return give(side, entry.encode());
  }
  std::vector<ledger::Verdict> give(Side& side, ByteView bytes) const {
    auto verdicts = ledger::receive(bytes, ledger(), side.log);
    CHECK(verdicts);
    return std::move(*verdicts);
  }

  crypto::SeededRandom random;
  Partner mara;
  Partner jonas;
  PairId id;
  ledger::DeviceChains chains;  // as Mara's devices hold them
};

}  // namespace troth::test
