#include "tests/core/vault/hostile.h"

#include "core/sync/envelope.h"
#include "core/vault/state.h"

namespace troth::vault {
namespace {

// The fields of a correspondence's blob before and after its first peer's sessions.
struct Blob {
  Bytes before;
  sync::Prekeys prekeys;
  sync::PairRoots roots;
  sync::Sessions sessions;
  MailboxId mailbox;  // of the peer
  Bytes after;
};

Blob read_blob(ByteView bytes) {
  Reader in(bytes);
  in.raw(1 + 32 + 32 + 32);
  auto prekeys = must(sync::Prekeys::parse(in.lv()));
  auto roots = must(sync::PairRoots::parse(in.lv()));
  in.u8();  // one peer
  const Bytes before = copy_of(bytes.first(bytes.size() - in.rest().size()));
  auto sessions = must(sync::Sessions::parse(in.lv()));
  const Bytes after = copy_of(in.rest());
  const auto mailbox = *MailboxId::from(ByteView(after).first(32));
  return {before, std::move(prekeys), std::move(roots), std::move(sessions), mailbox, after};
}

}  // namespace

sync::SyncMessage honest_message(Person& person) {
  const PairState& pair = *person.state().pair();
  sync::SyncMessage out;
  out.receipt.frontier = must(ledger::frontier_of(person.state().store().ledger(), pair.chains));
  out.receipt.root = pair.correspondence.roots().current().id;
  out.receipt.held_prekey = 1;
  return out;
}

Bytes seal_as(Person& liar, const sync::SyncMessage& message, TimeMs now, crypto::Random& random) {
  Blob blob = read_blob(liar.state().pair()->correspondence.serialize().view());
  const crypto::Secret text = must(sync::encode(message));
  const Bytes sealed = must(blob.sessions.seal(text.view(), now, random));
  Bytes envelope = must(sync::seal_envelope(blob.roots.current(), blob.mailbox, sealed, random));

  const Bytes moved =
      Writer().raw(blob.before).lv(blob.sessions.serialize().view()).raw(blob.after).take();
  auto change = must(liar.state().store().begin());
  must(change.state().put(store::StateName::correspondence, crypto::Secret::copy_of(moved)));
  must(change.commit());
  must(liar.state().reload());
  return envelope;
}

ledger::Entry sign_as(Person& author, const DeviceId& device, const crypto::SigningKey& key,
                      ledger::EntryKind kind, Bytes payload, TimeMs now, crypto::Random& random) {
  return must(ledger::sign_next({kind, now, std::move(payload)}, device, key,
                                author.state().pair()->ledger(), author.state().store().ledger(),
                                random));
}

ledger::Entry sign_as(Person& author, ledger::EntryKind kind, Bytes payload, TimeMs now,
                      crypto::Random& random) {
  return sign_as(author, author.state().device(), author.state().keys().sign, kind,
                 std::move(payload), now, random);
}

}  // namespace troth::vault
