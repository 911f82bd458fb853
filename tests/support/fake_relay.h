// A relay in memory, for tests: what proto/README.md, "The relay", promises a
// client, decided at once and kept for ever, and with faults on request. It
// checks every signature against the connection's handshake hash, as the real
// one does, so that a client that gets one wrong fails its test.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "core/base/check.h"
#include "core/crypto/random.h"
#include "core/crypto/secret.h"
#include "core/crypto/sign.h"
#include "core/sync/relay_frame.h"
#include "proto/relay.pb.h"

namespace troth::test {

class FakeRelay {
 public:
  struct Item {
    std::uint32_t slot = 0;
    Bytes envelope;
  };
  struct Mailbox {
    SignPublicKey read_key;
    std::map<std::uint32_t, SignPublicKey> writers;
    std::map<std::uint64_t, Item> items;
    std::uint64_t next = 1;
    std::uint64_t acknowledged = 0;
    std::map<std::pair<std::uint32_t, Bytes>, Bytes> remembered;  // by slot and envelope id
    bool is_full = false;
  };
  struct RendezvousBook {
    std::map<std::uint32_t, Bytes> slots;
    SignPublicKey fresh_key;
  };
  // In percent of what is put; of an honest relay all are 0.
  struct Faults {
    std::uint64_t lost = 0;
    std::uint64_t doubled = 0;
    std::uint64_t late = 0;  // behind what is put next
  };

  class Link;

  explicit FakeRelay(std::uint64_t seed) : random(seed), token(random.secret(32)) {}

  std::unique_ptr<Link> connect();

  void deliver(Mailbox& mailbox, Item item) {
    const auto happens = [&](std::uint64_t percent) { return random.below(100) < percent; };
    if (happens(faults.lost)) return;
    if (happens(faults.late)) return late.push_back({&mailbox, std::move(item)});
    mailbox.items[mailbox.next++] = item;
    if (happens(faults.doubled)) mailbox.items[mailbox.next++] = item;
    release_late();
  }
  void release_late() {
    for (auto& [mailbox, item] : std::exchange(late, {}))
      mailbox->items[mailbox->next++] = std::move(item);
    tell();
  }
  void tell();

  crypto::SeededRandom random;
  crypto::Secret token;
  Faults faults;
  std::map<MailboxId, Mailbox> mailboxes;
  std::map<Bytes, RendezvousBook> rendezvous;
  std::set<Bytes> tickets;  // hashes
  std::vector<std::pair<Mailbox*, Item>> late;
  std::set<Link*> links;
};

// One connection. Frames for the client gather in `to_client`.
class FakeRelay::Link {
 public:
  Link(FakeRelay& relay, const crypto::Sha512& handshake_hash)
      : relay_(relay), handshake_hash_(handshake_hash) {
    relay_.links.insert(this);
  }
  ~Link() { relay_.links.erase(this); }
  Link(const Link&) = delete;
  Link& operator=(const Link&) = delete;

  [[nodiscard]] const crypto::Sha512& handshake_hash() const { return handshake_hash_; }
  std::deque<Bytes> to_client;

  void on_frame(ByteView bytes) {
    wire::ClientFrame frame;
    CHECK(frame.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())));
    CHECK(frame.request() == ++requests_);
    request_ = frame.request();
    switch (frame.command_case()) {
      case wire::ClientFrame::kAuthenticate:
        return authenticate(frame.authenticate());
      case wire::ClientFrame::kCreateMailbox:
        return create(frame.create_mailbox());
      case wire::ClientFrame::kAdmit:
        if (!reads_) return refuse(wire::Refused::NOT_ALLOWED);
        relay_.tickets.insert(copy_of(bytes_of(frame.admit().ticket_hash())));
        return done();
      case wire::ClientFrame::kSetWriter:
        return set_writer(frame.set_writer());
      case wire::ClientFrame::kPut:
        return put(frame.put());
      case wire::ClientFrame::kSubscribe:
        return subscribe(frame.subscribe());
      case wire::ClientFrame::kAcknowledge:
        return acknowledge(frame.acknowledge());
      case wire::ClientFrame::kDeleteMailbox:
        if (!reads_) return refuse(wire::Refused::NOT_ALLOWED);
        relay_.mailboxes.erase(*reads_);
        reads_.reset();
        return done();
      case wire::ClientFrame::kOpenRendezvous:
        return open(frame.open_rendezvous());
      case wire::ClientFrame::kPutRendezvous:
        return put_rendezvous(frame.put_rendezvous());
      case wire::ClientFrame::kGetRendezvous:
        waits_.push_back({request_, frame.get_rendezvous()});
        relay_.tell();
        return end_waits(0);
      case wire::ClientFrame::kPing:
        return done();
      case wire::ClientFrame::COMMAND_NOT_SET:
        return refuse(wire::Refused::MALFORMED);
    }
  }

  // Sends what has arrived for this connection meanwhile.
  void tell() {
    if (cursor_ && reads_)
      for (auto& [seq, item] : mailbox().items)
        if (seq > *cursor_) {
          wire::RelayFrame out;
          out.mutable_item()->set_mailbox(reads_->string());
          out.mutable_item()->set_seq(seq);
          out.mutable_item()->set_slot(item.slot);
          out.mutable_item()->set_envelope(string_of(item.envelope));
          send(out);
          cursor_ = seq;
        }
    std::erase_if(waits_, [&](const auto& wait) {
      const auto at = relay_.rendezvous.find(copy_of(bytes_of(wait.second.id())));
      request_ = wait.first;
      if (at == relay_.rendezvous.end()) {
        refuse(wire::Refused::NOT_ALLOWED);
        return true;
      }
      const auto slot = at->second.slots.find(wait.second.slot());
      if (slot == at->second.slots.end()) return false;
      done(slot->second);
      return true;
    });
  }
  // Answers the gets that were to be held for at most `wait_ms`.
  void end_waits(std::uint32_t wait_ms) {
    std::erase_if(waits_, [&](const auto& wait) {
      if (wait.second.wait_ms() > wait_ms) return false;
      request_ = wait.first;
      refuse(wire::Refused::NOT_YET);
      return true;
    });
  }

 private:
  Mailbox& mailbox() { return relay_.mailboxes.at(*reads_); }
  void send(const wire::RelayFrame& frame) {
    to_client.push_back(copy_of(bytes_of(frame.SerializeAsString())));
  }
  void done(ByteView message = {}) {
    wire::RelayFrame out;
    out.mutable_done()->set_request(request_);
    out.mutable_done()->set_message(string_of(message));
    send(out);
  }
  void refuse(wire::Refused::Reason reason) {
    wire::RelayFrame out;
    out.mutable_refused()->set_request(request_);
    out.mutable_refused()->set_reason(reason);
    send(out);
  }
  bool signed_by(const SignPublicKey& key, crypto::label::Label label, ByteView rest,
                 const std::string& signature) const {
    const auto parsed = Signature::from(signature);
    return parsed &&
           crypto::verify(key, label, Writer().raw(handshake_hash_).raw(rest).bytes(), *parsed);
  }

  void authenticate(const wire::Authenticate& in) {
    const auto id = *MailboxId::from(in.mailbox());
    const auto key = *SignPublicKey::from(in.key());
    const auto at = relay_.mailboxes.find(id);
    const Bytes bound =
        Writer().raw(id.view()).u8(static_cast<std::uint8_t>(in.role())).raw(key.view()).take();
    if (at == relay_.mailboxes.end() ||
        !signed_by(key, crypto::label::kRelayAuthenticate, bound, in.signature()))
      return refuse(wire::Refused::NOT_ALLOWED);
    if (in.role() == wire::Authenticate::READ) {
      if (key != at->second.read_key) return refuse(wire::Refused::NOT_ALLOWED);
      reads_ = id;
      return done();
    }
    for (const auto& [slot, writer] : at->second.writers)
      if (writer == key) {
        writes_[id] = {key, slot};
        return done();
      }
    refuse(wire::Refused::NOT_ALLOWED);
  }

  void create(const wire::CreateMailbox& in) {
    const auto key = *SignPublicKey::from(in.read_key());
    const Bytes admission = copy_of(bytes_of(in.admission()));
    const auto hash = crypto::hash(crypto::label::kTicket, {admission});
    const auto mac = crypto::hmac_sha512(relay_.token.view(),
                                         {Writer().raw(handshake_hash_).raw(key.view()).bytes()});
    const bool admitted = in.by_ticket() ? relay_.tickets.contains(copy_of(hash.view()))
                                         : equal(admission, ByteView(mac).first(32));
    if (!admitted || !signed_by(key, crypto::label::kRelayCreate, key.view(), in.signature()))
      return refuse(wire::Refused::NOT_ALLOWED);
    relay_.mailboxes[crypto::hash_as<MailboxId>(crypto::label::kMailbox, {key.view()})].read_key =
        key;
    done();
  }

  void set_writer(const wire::SetWriter& in) {
    if (!reads_ || reads_->string() != in.mailbox()) return refuse(wire::Refused::NOT_ALLOWED);
    mailbox().writers.erase(in.slot());
    if (const auto key = SignPublicKey::from(in.key())) mailbox().writers[in.slot()] = *key;
    done();
  }

  void put(const wire::Put& in) {
    const auto login = writes_.find(*MailboxId::from(in.mailbox()));
    const auto at = relay_.mailboxes.find(*MailboxId::from(in.mailbox()));
    if (login == writes_.end() || at == relay_.mailboxes.end() ||
        at->second.writers[login->second.second] != login->second.first)
      return refuse(wire::Refused::NOT_ALLOWED);
    Mailbox& to = at->second;
    const std::uint32_t slot = login->second.second;
    const Bytes envelope = copy_of(bytes_of(in.envelope()));
    const auto name = std::pair(slot, copy_of(bytes_of(in.envelope_id())));
    if (const auto known = to.remembered.find(name); known != to.remembered.end())
      return known->second == envelope ? done() : refuse(wire::Refused::CONFLICT);
    if (to.is_full) return refuse(wire::Refused::FULL);
    to.remembered[name] = envelope;
    done();
    relay_.deliver(to, {slot, envelope});
  }

  void subscribe(const wire::Subscribe& in) {
    if (!reads_ || reads_->string() != in.mailbox()) return refuse(wire::Refused::NOT_ALLOWED);
    wire::RelayFrame out;
    out.mutable_state()->set_mailbox(in.mailbox());
    out.mutable_state()->set_next(mailbox().next);
    out.mutable_state()->set_acknowledged(mailbox().acknowledged);
    send(out);
    cursor_ = in.after();
    const auto request = request_;
    tell();
    request_ = request;
    done();
  }

  void acknowledge(const wire::Acknowledge& in) {
    if (!reads_ || reads_->string() != in.mailbox()) return refuse(wire::Refused::NOT_ALLOWED);
    if (in.up_to() >= mailbox().next) return refuse(wire::Refused::CONFLICT);
    mailbox().acknowledged = std::max(mailbox().acknowledged, in.up_to());
    std::erase_if(mailbox().items, [&](const auto& item) { return item.first <= in.up_to(); });
    done();
  }

  void open(const wire::OpenRendezvous& in) {
    if (!reads_) return refuse(wire::Refused::NOT_ALLOWED);
    auto& book = relay_.rendezvous[copy_of(bytes_of(in.id()))];
    const Bytes message = copy_of(bytes_of(in.message()));
    if (!book.slots.empty() && book.slots[1] != message) return refuse(wire::Refused::CONFLICT);
    book.slots[1] = message;
    book.fresh_key = *SignPublicKey::from(in.fresh_key());
    done();
    relay_.tell();
  }

  void put_rendezvous(const wire::PutRendezvous& in) {
    const auto at = relay_.rendezvous.find(copy_of(bytes_of(in.id())));
    if (at == relay_.rendezvous.end()) return refuse(wire::Refused::NOT_ALLOWED);
    const Bytes message = copy_of(bytes_of(in.message()));
    if (in.slot() >= 3) {
      const auto signature = Signature::from(in.signature());
      const Bytes bound = Writer()
                              .raw(bytes_of(in.id()))
                              .u8(static_cast<std::uint8_t>(in.slot()))
                              .raw(message)
                              .take();
      if (!signature ||
          !crypto::verify(at->second.fresh_key, crypto::label::kRelayRendezvous, bound, *signature))
        return refuse(wire::Refused::NOT_ALLOWED);
    }
    const auto [slot, is_new] = at->second.slots.try_emplace(in.slot(), message);
    if (!is_new && slot->second != message) return refuse(wire::Refused::CONFLICT);
    done();
    relay_.tell();
  }

  FakeRelay& relay_;
  crypto::Sha512 handshake_hash_;
  std::uint64_t requests_ = 0;
  std::uint64_t request_ = 0;
  std::optional<MailboxId> reads_;
  std::map<MailboxId, std::pair<SignPublicKey, std::uint32_t>> writes_;
  std::optional<std::uint64_t> cursor_;
  std::vector<std::pair<std::uint64_t, wire::GetRendezvous>> waits_;
};

inline std::unique_ptr<FakeRelay::Link> FakeRelay::connect() {
  return std::make_unique<Link>(*this, random.array<64>());
}

inline void FakeRelay::tell() {
  for (Link* link : links) link->tell();
}

}  // namespace troth::test
