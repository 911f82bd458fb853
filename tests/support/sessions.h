// Two devices that hold one root, for tests of what lies between them: Mara's
// and Jonas's sessions with each other, without a relay and without a ledger.
#pragma once

#include <memory>
#include <variant>

#include "core/base/check.h"
#include "core/sync/session.h"
#include "tests/support/pair.h"

namespace troth::test {

// One device's end.
struct SessionEnd {
  DeviceKeys keys;
  sync::DeviceKeys identity;
  sync::Prekeys prekeys;
  sync::PairRoots roots;
  std::unique_ptr<sync::Sessions> sessions;

  [[nodiscard]] sync::OwnDevice own() const {
    return {identity, keys.sign, keys.dh, prekeys, roots};
  }
};

struct SessionTable {
  explicit SessionTable(std::uint64_t seed)
      : random(seed),
        pair(random.id<PairId>()),
        mara(make_end()),
        jonas(make_end(mara.roots.current().secret)) {
    mara.sessions = std::make_unique<sync::Sessions>(pair, mara.keys.id, jonas.identity);
    jonas.sessions = std::make_unique<sync::Sessions>(pair, jonas.keys.id, mara.identity);
  }

  SessionEnd make_end() { return make_end(random.secret(32)); }
  SessionEnd make_end(const crypto::Secret& root) {
    auto keys = DeviceKeys::make(random);
    const auto identity = sync::device_keys(keys.sign.public_key(), keys.dh.public_key());
    sync::Prekeys prekeys(keys.id);
    prekeys.renew(keys.sign, kStartMs, random);
    return {std::move(keys), identity, std::move(prekeys),
            sync::PairRoots::first(pair, root.clone()), nullptr};
  }

  Result<std::uint64_t> establish(SessionEnd& from, const SessionEnd& to, TimeMs now = kStartMs,
                                  ledger::SessionReason reason = ledger::SessionReason::first) {
    return from.sessions->establish(from.own(), from.roots.current(), to.prekeys.newest().prekey,
                                    reason, now, random);
  }
  Bytes send(SessionEnd& from, std::string_view text, TimeMs now = kStartMs) {
    auto message = from.sessions->seal(bytes_of(text), now, random);
    CHECK(message);
    return std::move(*message);
  }
  static sync::SessionMessage parsed(ByteView message) {
    auto out = sync::parse_message(message);
    CHECK(out);
    return std::get<sync::SessionMessage>(std::move(*out));
  }
  Result<sync::Sessions::Opened> open(SessionEnd& at, ByteView message, TimeMs now = kStartMs) {
    return at.sessions->open(parsed(message), at.own(), now, random);
  }
  // The text, or the name of the refusal.
  std::string read(SessionEnd& at, ByteView message, TimeMs now = kStartMs) {
    const auto opened = open(at, message, now);
    return opened ? string_of(opened->text.view()) : std::string(name_of(opened.error().code));
  }

  crypto::SeededRandom random;
  PairId pair;
  SessionEnd mara;
  SessionEnd jonas;
};

}  // namespace troth::test
