// Mara's and Jonas's devices with a relay between them, from a seed: each
// device is what a vault's pump does with `sync`, with a store that is a few
// fields. What is durable survives `crash`; every frame and every commit is a
// place at which a test may cut the connection or stop the program.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>

#include "core/ledger/chain.h"
#include "core/ledger/payload.h"
#include "core/sync/correspondence.h"
#include "core/sync/relay_client.h"
#include "tests/support/fake_relay.h"
#include "tests/support/pairing.h"

namespace troth::test {

// Thrown where a test cuts.
struct Cut {};

class SyncDevice {
 public:
  SyncDevice(FakeRelay& relay, Newcomer newcomer, std::uint64_t seed)
      : relay_(relay), self_(std::move(newcomer)), random(seed) {}

  // Called before each frame in either direction, and after each commit; may throw Cut.
  enum class Step { frame, commit };
  std::function<void(Step)> on_step = [](Step) {};

  // Pairing.
  sync::Invite invite(TimeMs now) {
    auto inviter = sync::Inviter::start(self_.bundle, test_relay(), now, random);
    CHECK(inviter);
    stored_.inviter = inviter->serialize();
    return inviter->invite();
  }
  void join(const sync::Invite& invite, TimeMs now) {
    auto joiner = sync::Joiner::start(invite, self_.bundle, now);
    CHECK(joiner);
    stored_.joiner = joiner->serialize();
    crash();  // what is stored is carried out from the next start on
  }
  // Paired without the exchange, for tests of what comes after it.
  void pair(const sync::PairingResult& result, sync::Speaks speaks, TimeMs now) {
    admission_ = sync::Admission{sync::Admission::By::token, relay_.token.clone()};
    begin(result, speaks, now);
  }
  [[nodiscard]] bool is_paired() const { return stored_.correspondence.has_value(); }

  // A signed entry, and what follows from it.
  void write(ledger::EntryKind kind, std::string_view text, TimeMs now) {
    place(kind, copy_of(bytes_of(text)), now);
    auto next = correspondence();
    send(next, now);
    commit(next, now);
  }

  // The connection.
  void connect(TimeMs now) {
    if (!client_) start(now);
    link_ = relay_.connect();
    client_->on_connected(link_->handshake_hash(), now);
  }
  void disconnect() {
    if (client_) client_->on_disconnected();
    link_.reset();
  }
  void crash() {
    link_.reset();
    client_.reset();
  }
  [[nodiscard]] bool is_connected() const { return link_ != nullptr; }

  // Moves one frame in each direction; false: there was none.
  bool move(TimeMs now) {
    for (Bytes& frame : client_->take_output()) to_relay_.push_back(std::move(frame));
    bool moved = false;
    if (!to_relay_.empty()) {
      const Bytes frame = std::move(to_relay_.front());
      to_relay_.pop_front();
      on_step(Step::frame);
      link_->on_frame(frame);
      moved = true;
    }
    if (!link_->to_client.empty()) {
      const Bytes frame = std::move(link_->to_client.front());
      link_->to_client.pop_front();
      on_step(Step::frame);
      CHECK(client_->on_frame(frame, now));
      moved = true;
    }
    for (const sync::ClientEvent& event : client_->take_events())
      std::visit([&](const auto& e) { on_event(e, now); }, event);
    return moved;
  }
  // What was lost with the connection.
  void forget_frames() { to_relay_.clear(); }

  // The deadline of `send` has come.
  void on_deadline(TimeMs now) {
    if (client_) client_->on_deadline(now);
    if (!is_paired()) return;
    auto next = correspondence();
    send(next, now);
    commit(next, now);
  }
  [[nodiscard]] std::optional<TimeMs> next_deadline() const {
    if (!is_paired()) return std::nullopt;
    return correspondence().next_deadline();
  }

  [[nodiscard]] sync::Correspondence correspondence() const {
    auto out = sync::Correspondence::parse(stored_.correspondence->view());
    CHECK(out);
    return std::move(*out);
  }
  void replace(const sync::Correspondence& next, TimeMs now) { commit(next, now); }
  [[nodiscard]] sync::LedgerView view() const { return {log, *chains}; }
  [[nodiscard]] const sync::RelayClient& client() const { return *client_; }
  [[nodiscard]] std::size_t outbox() const { return stored_.outbox.size(); }
  [[nodiscard]] const Newcomer& self() const { return self_; }
  void adopt_seq(std::uint64_t acknowledged) { stored_.acknowledged = acknowledged; }

  MemoryLog log;
  std::optional<ledger::DeviceChains> chains;
  std::optional<PairId> pair_id;
  std::optional<Hash> transcript;
  sync::Scope scope = sync::Scope::everything;
  std::vector<Error> troubles;
  std::size_t set_aside = 0;  // envelopes that did not open
  std::size_t envelopes_sent = 0;

 private:
  // What a crash does not take.
  struct Stored {
    std::optional<crypto::Secret> inviter;
    std::optional<crypto::Secret> joiner;
    std::optional<crypto::Secret> correspondence;
    std::map<EnvelopeId, sync::Outgoing> outbox;
    std::uint64_t acknowledged = 0;
  };

  [[nodiscard]] sync::OwnKeys keys() const { return {self_.device().sign, self_.device().dh}; }
  [[nodiscard]] ledger::Ledger ledger() const { return {*pair_id, *chains}; }

  // A program start: everything from what is stored.
  void start(TimeMs now) {
    client_ = std::make_unique<sync::RelayClient>();
    to_relay_.clear();
    if (stored_.inviter) {
      serve(sync::Admission{sync::Admission::By::token, relay_.token.clone()}, now);
      auto inviter = *sync::Inviter::parse(stored_.inviter->view());
      if (inviter.has_result())
        install(inviter.result(), now);
      else
        client_->carry_out(inviter.next_step(), now);
    } else if (stored_.joiner) {
      auto joiner = *sync::Joiner::parse(stored_.joiner->view());
      client_->carry_out(joiner.next_step(), now);
      if (joiner.has_result()) install(joiner.result(), now);
    } else if (paired_) {
      install(*paired_, now);
    }
    for (const auto& [id, outgoing] : stored_.outbox) client_->post(outgoing, now);
  }
  void serve(std::optional<sync::Admission> admission, TimeMs now) {
    client_->serve({crypto::SigningKey::from_seed(self_.device().mailbox.seed()),
                    std::move(admission),
                    {},
                    stored_.acknowledged},
                   now);
  }
  // Writers, door, ticket, and whom to write to.
  void install(const sync::PairingResult& result, TimeMs now) {
    const auto mailbox = ledger::mailbox_id(self_.device().mailbox.public_key());
    if (stored_.joiner)
      serve(sync::Admission{sync::Admission::By::ticket, result.ticket.clone()}, now);
    if (!stored_.joiner && !stored_.inviter)
      serve(sync::Admission{admission_->by, admission_->bytes.clone()}, now);
    client_->set_writer(0, result.bundle.write_key, now);
    client_->set_writer(
        kDoorSlot, sync::door_key(correspondence().roots().current(), mailbox).public_key(), now);
    if (stored_.inviter) client_->admit(sync::ticket_hash(result.ticket), now);
    client_->add_recipient(*result.bundle.genesis.header().mailbox,
                           crypto::SigningKey::from_seed(self_.write_key.seed()), now);
  }
  void begin(const sync::PairingResult& result, sync::Speaks speaks, TimeMs now) {
    pair_id = result.pair;
    transcript = result.transcript;
    auto other = ledger::DeviceChain::start(result.bundle.genesis, result.bundle.recovery);
    chains = *ledger::DeviceChains::of(self_.partner.chain, *other);
    const auto& device = self_.device();
    auto next = sync::Correspondence::begin(
        result, sync::device_keys(device.sign.public_key(), device.dh.public_key()),
        ledger::mailbox_id(device.mailbox.public_key()),
        *sync::Prekeys::parse(self_.prekeys.serialize().view()), speaks);
    place(ledger::EntryKind::paired, ledger::encode(ledger::Paired{result.pair, result.transcript}),
          now);
    send(next, now);
    stored_.correspondence = next.serialize();
    paired_.emplace(sync::PairingResult{result.pair, result.transcript, result.root.clone(),
                                        result.self, result.partner, result.partner_device,
                                        result.bundle, result.ticket.clone(), result.relay});
  }

  void place(ledger::EntryKind kind, Bytes payload, TimeMs now) {
    auto entry = ledger::sign_next({kind, now, std::move(payload)}, self_.device().id,
                                   self_.device().sign, ledger(), log, random);
    CHECK(entry);
    CHECK(ledger::place_own(*entry, ledger(), log));
  }
  void send(sync::Correspondence& next, TimeMs now) {
    for (const auto& due : next.sessions_due(now)) {
      const auto seq = next.establish(due, keys(), now, random);
      CHECK(seq);
      place(ledger::EntryKind::session,
            ledger::encode(ledger::SessionEstablished{due.peer, *seq, due.reason}), now);
    }
    auto envelopes = next.send(view(), scope, now, random);
    CHECK(envelopes);
    for (sync::Outgoing& outgoing : *envelopes) {
      ++envelopes_sent;
      fresh_.push_back(outgoing);
      stored_.outbox[outgoing.id] = std::move(outgoing);
    }
  }
  void commit(const sync::Correspondence& next, TimeMs now) {
    stored_.correspondence = next.serialize();
    on_step(Step::commit);
    if (client_)
      for (const sync::Outgoing& outgoing : fresh_) client_->post(outgoing, now);
    fresh_.clear();
  }

  void on_event(const sync::Delivered& delivered, TimeMs now) {
    auto next = correspondence();
    auto received = next.receive(delivered.envelope, keys(), now, random);
    if (!received) {
      ++set_aside;
    } else if (auto* arrival = std::get_if<sync::Arrival>(&*received)) {
      take(next, *arrival, now);
      send(next, now);
    }
    stored_.acknowledged = delivered.seq;
    if (received)
      commit(next, now);
    else
      on_step(Step::commit);
    client_->acknowledge(delivered, now);
  }
  void take(sync::Correspondence& next, const sync::Arrival& arrival, TimeMs now) {
    const std::size_t before = log.placed().size();
    for (const Bytes& entry : arrival.message.entries) CHECK(ledger::receive(entry, ledger(), log));
    const bool is_news = log.placed().size() > before;
    CHECK(next.on_stored(arrival, is_news ? sync::News::some : sync::News::none, view(), now,
                         random));
    CHECK(arrival.problems.empty());
  }
  void on_event(const sync::Posted& posted, TimeMs now) { forget(posted.id, now); }
  void on_event(const sync::PostRefused& refused, TimeMs now) {
    troubles.push_back(refused.error);
    forget(refused.id, now);
  }
  void forget(const EnvelopeId& id, TimeMs now) {
    stored_.outbox.erase(id);
    auto next = correspondence();
    next.on_posted(id, now);
    commit(next, now);
  }
  void on_event(const sync::SetUp&, TimeMs now) {
    if (!stored_.inviter) return;
    auto inviter = *sync::Inviter::parse(stored_.inviter->view());
    if (inviter.has_result()) client_->carry_out(inviter.next_step(), now);
  }
  void on_event(const sync::StepDone& done, TimeMs now) {
    if (stored_.inviter)
      step(*sync::Inviter::parse(stored_.inviter->view()), stored_.inviter, done,
           sync::Speaks::after, now);
    else
      step(*sync::Joiner::parse(stored_.joiner->view()), stored_.joiner, done, sync::Speaks::first,
           now);
  }
  template <class Machine>
  void step(Machine machine, std::optional<crypto::Secret>& stored, const sync::StepDone& done,
            sync::Speaks speaks, TimeMs now) {
    if (done.step.what == sync::RendezvousStep::Do::get)
      CHECK(machine.on_message(done.message, now, random));
    else
      machine.on_done();
    if (machine.has_result() && !is_paired()) begin(machine.result(), speaks, now);
    stored = machine.serialize();
    on_step(Step::commit);
    const bool is_set_up = done.step.what != sync::RendezvousStep::Do::get;
    if (machine.has_result() && !is_set_up) {
      install(machine.result(), now);
      for (const sync::Outgoing& outgoing : fresh_) client_->post(outgoing, now);
      fresh_.clear();
    } else {
      client_->carry_out(machine.next_step(), now);
    }
  }
  void on_event(const sync::Behind&, TimeMs) { ADD_FAILURE() << "no files were put back here"; }
  void on_event(const sync::StepFailed& failed, TimeMs) { troubles.push_back(failed.error); }
  void on_event(const sync::Renumbered& renumbered, TimeMs) {
    stored_.acknowledged = renumbered.acknowledged;
  }
  void on_event(const sync::MailboxDeleted&, TimeMs) {}
  void on_event(const sync::Trouble& trouble, TimeMs) { troubles.push_back(trouble.error); }

  FakeRelay& relay_;
  Newcomer self_;

 public:
  crypto::SeededRandom random;

 private:
  Stored stored_;
  std::optional<sync::PairingResult> paired_;
  std::optional<sync::Admission> admission_;
  std::vector<sync::Outgoing> fresh_;  // of the commit that is being made
  std::unique_ptr<sync::RelayClient> client_;
  std::unique_ptr<FakeRelay::Link> link_;
  std::deque<Bytes> to_relay_;
};

class SyncWorld {
 public:
  explicit SyncWorld(std::uint64_t seed)
      : random(seed),
        relay(seed + 1),
        mara(relay, Newcomer::make("Mara", random), seed + 2),
        jonas(relay, Newcomer::make("Jonas", random), seed + 3) {}

  // Paired, without the exchange over the relay.
  void pair() {
    auto inviter = *sync::Inviter::start(mara.self().bundle, test_relay(), now, random);
    auto joiner = *sync::Joiner::start(inviter.invite(), jonas.self().bundle, now);
    CHECK(joiner.on_message(inviter.next_step().message, now, random));
    inviter.on_done();
    CHECK(inviter.on_message(joiner.next_step().message, now, random));
    joiner.on_done();
    CHECK(joiner.on_message(inviter.next_step().message, now, random));
    mara.pair(inviter.result(), sync::Speaks::after, now);
    jonas.pair(joiner.result(), sync::Speaks::first, now);
  }
  // Frames flow until none is left.
  void settle() {
    for (SyncDevice* device : {&mara, &jonas})
      if (!device->is_connected()) device->connect(now);
    while (turn(mara) | turn(jonas)) {
    }
  }
  // One frame each way; a Cut breaks the connection, or ends the program.
  enum class At { connection, program };
  bool turn(SyncDevice& device) {
    if (!device.is_connected()) device.connect(now);
    try {
      return device.move(now);
    } catch (const Cut&) {
      device.forget_frames();
      cut_at == At::connection ? device.disconnect() : device.crash();
      return true;
    }
  }
  // Settles, and lets the next deadlines come, for `span` of time.
  void run_for(TimeMs span) {
    const TimeMs until = now + span;
    for (settle(); now < until; settle()) {
      TimeMs next = std::min(until, now + kHourMs);
      for (const SyncDevice* device : {&mara, &jonas})
        if (const auto due = device->next_deadline()) next = std::min(next, std::max(*due, now));
      now = next;
      for (SyncDevice* device : {&mara, &jonas}) device->on_deadline(now);
    }
  }
  [[nodiscard]] bool same_ledgers() const {
    const auto a = mara.log.lines();
    const auto b = jonas.log.lines();
    return *a == *b && mara.log.placed().size() == jonas.log.placed().size();
  }

  crypto::SeededRandom random;
  FakeRelay relay;
  SyncDevice mara;
  SyncDevice jonas;
  TimeMs now = kStartMs;
  At cut_at = At::connection;
};

}  // namespace troth::test
