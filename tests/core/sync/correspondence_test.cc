// What a peer may say that is wrong, and what its frontier gives away.
#include "core/sync/correspondence.h"

#include <gtest/gtest.h>

#include "core/sync/envelope.h"
#include "tests/support/pairing.h"
#include "tests/support/sync_world.h"

namespace troth::sync {
namespace {

using ledger::EntryKind;
using test::kStartMs;

SyncMessage a_message(crypto::Random& random) {
  SyncMessage out;
  out.receipt.root = random.id<RootId>();
  return out;
}

TEST(SyncMessage, ComesBackAsItWas) {
  test::SyncWorld world(1);
  world.pair();
  SyncMessage message = a_message(world.random);
  message.receipt.frontier = *ledger::frontier_of(world.mara.log, *world.mara.chains);
  message.receipt.held_prekey = 3;
  message.receipt.held_session_seq = 4;
  message.certificates = {world.mara.self().bundle.genesis.encode()};
  message.rotation = RootRotation{5, world.random.secret(32)};
  message.prekey = world.mara.self().bundle.prekey.encode();
  message.write_key = SignPublicKey{{6}};
  message.relay = test::test_relay();
  message.entries = {world.mara.log.placed()[0].entry.encode()};
  const auto text = encode(message);
  ASSERT_TRUE(text);
  const auto parsed = parse_sync_message(text->view());
  ASSERT_TRUE(parsed && *parsed);
  const SyncMessage& again = **parsed;
  EXPECT_EQ(again.receipt, message.receipt);
  EXPECT_EQ(again.certificates, message.certificates);
  EXPECT_EQ(again.rotation->epoch, 5U);
  EXPECT_TRUE(equal(again.rotation->random_bytes.view(), message.rotation->random_bytes.view()));
  EXPECT_EQ(again.prekey, message.prekey);
  EXPECT_EQ(again.write_key, message.write_key);
  EXPECT_EQ(again.relay, message.relay);
  EXPECT_EQ(again.entries, message.entries);
}

TEST(SyncMessage, AnEmptyTextIsPadding) {
  const auto parsed = parse_sync_message({});
  ASSERT_TRUE(parsed);
  EXPECT_FALSE(*parsed);
}

TEST(SyncMessage, WhatIsNotInItsFormIsRefused) {
  crypto::SeededRandom random(2);
  const auto code = [](ByteView text) { return parse_sync_message(text).error().code; };
  EXPECT_EQ(code(Bytes{0xff}), Code::sync_message_malformed);
  EXPECT_EQ(code(Bytes{0x30, 0x01}), Code::sync_message_malformed);  // no root id
  SyncMessage message = a_message(random);
  message.rotation = RootRotation{1, random.secret(31)};
  EXPECT_EQ(code(encode(message)->view()), Code::sync_message_malformed);
  message = a_message(random);
  message.relay = RelayPlace{"bad host", 1, {}};
  EXPECT_EQ(code(encode(message)->view()), Code::sync_message_malformed);
  message = a_message(random);
  message.certificates.resize(65);
  EXPECT_EQ(code(encode(message)->view()), Code::sync_message_malformed);
  message = a_message(random);
  message.entries = {Bytes{0xff}};
  EXPECT_EQ(encode(message).error().code, Code::sync_message_malformed);
}

// Jonas's correspondence, and a Mara who says what the test wants her to say.
struct Ear {
  explicit Ear(std::uint64_t seed)
      : table(seed),
        result(finished(table)),
        self(device_keys(jonas().sign.public_key(), jonas().dh.public_key())),
        mailbox(ledger::mailbox_id(jonas().mailbox.public_key())),
        correspondence(Correspondence::begin(
            result, self, mailbox, *Prekeys::parse(table.jonas.prekeys.serialize().view()),
            Speaks::first)),
        mara_keys(device_keys(mara().sign.public_key(), mara().dh.public_key())),
        roots(PairRoots::first(result.pair, result.root.clone())),
        sessions(result.pair, mara_keys.id, self),
        chains(*ledger::DeviceChains::of(table.jonas.partner.chain, table.mara.partner.chain)) {
    CHECK(sessions.establish(own(), roots.current(), table.jonas.bundle.prekey.prekey,
                             SessionReason::by_hand, kStartMs, table.random));
  }
  static PairingResult finished(test::PairingTable& table) {
    table.finish();
    return table.joiner.result();
  }
  [[nodiscard]] const test::DeviceKeys& mara() const { return table.mara.device(); }
  [[nodiscard]] const test::DeviceKeys& jonas() const { return table.jonas.device(); }
  [[nodiscard]] OwnDevice own() const {
    return {mara_keys, mara().sign, mara().dh, table.mara.prekeys, roots};
  }
  SyncMessage message() const {
    SyncMessage out;
    out.receipt.root = roots.current().id;
    out.receipt.frontier = *ledger::frontier_of(log, chains);
    return out;
  }
  Bytes envelope_of(ByteView text) {
    const auto sealed = sessions.seal(text, kStartMs, table.random);
    return *seal_envelope(roots.current(), mailbox, *sealed, table.random);
  }
  Result<Correspondence::Received> hear(const SyncMessage& message) {
    return hear(envelope_of(encode(message)->view()));
  }
  Result<Correspondence::Received> hear(ByteView envelope) {
    return correspondence.receive(envelope, {jonas().sign, jonas().dh}, kStartMs, table.random);
  }
  Arrival arrival(const SyncMessage& message) {
    auto received = hear(message);
    CHECK(received);
    return std::get<Arrival>(std::move(*received));
  }
  Result<ledger::Difference> stored(const Arrival& arrival) {
    return correspondence.on_stored(arrival, News::none, {log, chains}, kStartMs, table.random);
  }
  std::vector<Code> problems(const SyncMessage& message) {
    std::vector<Code> out;
    for (const Error& problem : arrival(message).problems) out.push_back(problem.code);
    return out;
  }

  test::PairingTable table;
  PairingResult result;
  DeviceKeys self;
  MailboxId mailbox;
  Correspondence correspondence;
  DeviceKeys mara_keys;
  PairRoots roots;
  Sessions sessions;
  ledger::DeviceChains chains;
  test::MemoryLog log;
};

TEST(Correspondence, SaysWhichSessionThePeerBegan) {
  Ear ear(3);
  EXPECT_EQ(ear.arrival(ear.message()).accepted_session, 1U);
  EXPECT_EQ(ear.arrival(ear.message()).accepted_session, std::nullopt);
}

TEST(Correspondence, ASessionForARestoredDeviceThatNeverSaidHelloIsNotItsOwn) {
  Ear ear(14);
  using Said = ledger::SessionEstablished;
  EXPECT_FALSE(ear.correspondence.has_caused(Said{ear.self.id, 1, SessionReason::restored}));
  EXPECT_TRUE(ear.correspondence.has_caused(Said{ear.self.id, 1, SessionReason::unanswered}));
  EXPECT_TRUE(ear.correspondence.has_caused(Said{DeviceId{{9}}, 1, SessionReason::restored}));
}

TEST(Correspondence, PaddingAloneIsHeardAndForgotten) {
  Ear ear(4);
  const auto received = ear.hear(ear.envelope_of({}));
  ASSERT_TRUE(received);
  EXPECT_TRUE(std::holds_alternative<Padding>(*received));
}

TEST(Correspondence, AWrongPartIsLeftOutAndNamedAndTheEntriesAreKept) {
  Ear ear(5);
  SyncMessage message = ear.message();
  message.prekey = ear.table.jonas.bundle.prekey.encode();  // not signed by Mara
  EXPECT_EQ(ear.problems(message), std::vector{Code::prekey_signature_wrong});
  message = ear.message();
  message.rotation = RootRotation{9, ear.table.random.secret(32)};
  EXPECT_EQ(ear.problems(message), std::vector{Code::root_epoch_unknown});
  message = ear.message();
  message.receipt.held_session_seq = sizes::kSessionSeq + 1;
  EXPECT_EQ(ear.problems(message), std::vector{Code::session_seq_too_large});
}

TEST(Correspondence, AFrontierOutOfOrderIsRefused) {
  Ear ear(6);
  SyncMessage message = ear.message();
  std::ranges::reverse(message.receipt.frontier.chains);
  EXPECT_EQ(ear.stored(ear.arrival(message)).error().code, Code::frontier_malformed);
}

TEST(Correspondence, AFrontierThatIsAheadOfThisVeryDeviceIsAHint) {
  Ear ear(7);
  SyncMessage message = ear.message();
  message.receipt.frontier.heads = {{ear.self.id, 5, EntryHash{{1}}}};
  const auto difference = ear.stored(ear.arrival(message));
  ASSERT_TRUE(difference);
  ASSERT_EQ(difference->we_lack.size(), 1U);
  EXPECT_EQ(difference->we_lack[0].device, ear.self.id);
}

TEST(Correspondence, TwoHashesAtOneSeqAreAnEquivocation) {
  Ear ear(8);
  const ledger::Ledger ledger{ear.result.pair, ear.chains};
  const auto entry = *ledger::sign_next({EntryKind::check_in, kStartMs, Bytes{1}}, ear.mara_keys.id,
                                        ear.mara().sign, ledger, ear.log, ear.table.random);
  SyncMessage message = ear.message();
  message.receipt.frontier.heads = {{ear.mara_keys.id, 1, EntryHash{{9}}}};
  auto arrival = ear.arrival(message);
  ASSERT_TRUE(ledger::place_own(entry, ledger, ear.log));
  const auto difference = ear.stored(arrival);
  ASSERT_TRUE(difference);
  EXPECT_EQ(difference->equivocating, std::vector{ear.mara_keys.id});
}

TEST(Correspondence, AnEnvelopeOfAStrangerIsRefused) {
  Ear ear(9);
  EXPECT_EQ(ear.hear(Bytes(1024)).error().code, Code::envelope_not_open);
  EXPECT_EQ(ear.hear(Bytes(77)).error().code, Code::envelope_size_wrong);
  // Whoever has the root but no device key of the pair.
  const auto stranger = test::DeviceKeys::make(ear.table.random);
  const auto keys = device_keys(stranger.sign.public_key(), stranger.dh.public_key());
  Sessions theirs(ear.result.pair, keys.id, ear.self);
  const Prekeys none(keys.id);
  ASSERT_TRUE(theirs.establish({keys, stranger.sign, stranger.dh, none, ear.roots},
                               ear.roots.current(), ear.table.jonas.bundle.prekey.prekey,
                               SessionReason::first, kStartMs, ear.table.random));
  const auto sealed = theirs.seal({}, kStartMs, ear.table.random);
  EXPECT_EQ(ear.hear(*seal_envelope(ear.roots.current(), ear.mailbox, *sealed, ear.table.random))
                .error()
                .code,
            Code::session_signature_wrong);
}

TEST(Correspondence, AHelloIsHandedOn) {
  Ear ear(10);
  Hello hello;
  hello.pair = ear.result.pair;
  hello.from = ear.mara_keys.id;
  hello.to = ear.self.id;
  hello.prekey = ear.table.mara.bundle.prekey.encode();
  const auto bytes = sign_hello(hello, ear.mara().sign);
  const auto received =
      ear.hear(*seal_envelope(ear.roots.current(), ear.mailbox, *bytes, ear.table.random));
  ASSERT_TRUE(received);
  EXPECT_EQ(std::get<Hello>(*received).from, ear.mara_keys.id);
}

TEST(Correspondence, ADeviceThatIsRemovedIsHeardNoMore) {
  Ear ear(11);
  ASSERT_TRUE(ear.hear(ear.message()));
  ear.correspondence.remove_peer(ear.mara_keys.id);
  EXPECT_TRUE(ear.correspondence.peers().empty());
  EXPECT_FALSE(ear.hear(ear.message()));
}

TEST(Correspondence, AnAnnouncedKeyGoesUntilAnEntryBeyondItIsConfirmed) {
  Ear ear(12);
  const LedgerView view{ear.log, ear.chains};
  const ledger::Ledger ledger{ear.result.pair, ear.chains};
  ASSERT_TRUE(ear.stored(ear.arrival(ear.message())));
  ASSERT_TRUE(ear.correspondence.announce(ear.mara_keys.id, SignPublicKey{{7}}, view));
  const auto announced = [&](TimeMs now) {
    const auto outgoing = ear.correspondence.send(view, Scope::everything, now, ear.table.random);
    for (const Outgoing& one : *outgoing) ear.correspondence.on_posted(one.id, now);
    if (outgoing->empty()) return false;
    const auto message = parse_message(*open_envelope(
        ear.roots, *ear.table.mara.bundle.genesis.header().mailbox, outgoing->back().envelope));
    const auto opened =
        ear.sessions.open(std::get<SessionMessage>(*message), ear.own(), now, ear.table.random);
    return (*parse_sync_message(opened->text.view()))->write_key == SignPublicKey{{7}};
  };
  EXPECT_TRUE(announced(kStartMs));
  EXPECT_FALSE(announced(kStartMs + kMinuteMs));
  EXPECT_TRUE(announced(kStartMs + kHourMs));
  const auto entry = *ledger::sign_next({EntryKind::check_in, kStartMs, Bytes{1}}, ear.self.id,
                                        ear.jonas().sign, ledger, ear.log, ear.table.random);
  ASSERT_TRUE(ledger::place_own(entry, ledger, ear.log));
  EXPECT_TRUE(announced(kStartMs + kHourMs + 1));
  ASSERT_TRUE(ear.stored(ear.arrival(ear.message())));  // Mara names that entry
  EXPECT_FALSE(announced(kStartMs + 30 * kDayMs));
}

TEST(Correspondence, AStoredStateComesBackAndADamagedOneIsRefused) {
  Ear ear(13);
  ASSERT_TRUE(ear.hear(ear.message()));
  const auto state = ear.correspondence.serialize();
  EXPECT_TRUE(equal(ear.correspondence.clone().serialize().view(), state.view()));
  for (std::size_t size = 0; size < state.size(); size += 3)
    EXPECT_EQ(Correspondence::parse(state.view().first(size)).error().code,
              Code::sync_state_damaged);
}

}  // namespace
}  // namespace troth::sync
