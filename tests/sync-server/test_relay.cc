#include "tests/sync-server/test_relay.h"

#include <algorithm>
#include <ostream>

namespace troth::relay {
namespace {

std::string text(ByteView bytes) { return string_of(bytes); }

Bytes bound(const crypto::Sha512& hash, ByteView rest) {
  return Writer().raw(hash).raw(rest).take();
}

crypto::Sha512 some_hash(std::uint64_t number) {
  return crypto::sha512({Writer().u64(number).bytes()});
}

wire::ClientFrame create(const crypto::Sha512& hash, const crypto::SigningKey& read_key) {
  const ByteView key = read_key.public_key().view();
  wire::ClientFrame frame;
  auto& out = *frame.mutable_create_mailbox();
  out.set_read_key(text(key));
  out.set_signature(read_key.sign(crypto::label::kRelayCreate, bound(hash, key)).string());
  return frame;
}

}  // namespace

void PrintTo(const Told& told, std::ostream* out) {
  if (!told.is_answered) {
    *out << "nothing";
  } else if (told.reason == wire::Refused::REASON_UNSPECIFIED) {
    *out << "Done " << string_of(told.message);
  } else {
    *out << "Refused " << wire::Refused::Reason_Name(told.reason);
  }
}

MailboxId mailbox_of(const SignPublicKey& read_key) {
  return crypto::hash_as<MailboxId>(crypto::label::kMailbox, {read_key.view()});
}

wire::ClientFrame authenticate(const crypto::Sha512& hash, const MailboxId& mailbox, Role role,
                               const crypto::SigningKey& key) {
  const bool is_read = role == Role::read;
  const Bytes rest =
      Writer().raw(mailbox.view()).u8(is_read ? 1 : 2).raw(key.public_key().view()).take();
  wire::ClientFrame frame;
  auto& out = *frame.mutable_authenticate();
  out.set_mailbox(mailbox.string());
  out.set_role(is_read ? wire::Authenticate::READ : wire::Authenticate::WRITE);
  out.set_key(key.public_key().string());
  out.set_signature(key.sign(crypto::label::kRelayAuthenticate, bound(hash, rest)).string());
  return frame;
}

wire::ClientFrame create_by_token(const crypto::Sha512& hash, const crypto::SigningKey& read_key,
                                  ByteView token) {
  wire::ClientFrame frame = create(hash, read_key);
  const auto mac = crypto::hmac_sha512(token, {bound(hash, read_key.public_key().view())});
  frame.mutable_create_mailbox()->set_admission(text(ByteView(mac).first(32)));
  return frame;
}

wire::ClientFrame create_by_ticket(const crypto::Sha512& hash, const crypto::SigningKey& read_key,
                                   ByteView ticket) {
  wire::ClientFrame frame = create(hash, read_key);
  frame.mutable_create_mailbox()->set_admission(text(ticket));
  frame.mutable_create_mailbox()->set_by_ticket(true);
  return frame;
}

wire::ClientFrame admit(ByteView ticket) {
  wire::ClientFrame frame;
  frame.mutable_admit()->set_ticket_hash(crypto::hash(crypto::label::kTicket, {ticket}).string());
  return frame;
}

wire::ClientFrame set_writer(const MailboxId& mailbox, std::uint32_t slot,
                             const std::optional<SignPublicKey>& key) {
  wire::ClientFrame frame;
  frame.mutable_set_writer()->set_mailbox(mailbox.string());
  frame.mutable_set_writer()->set_slot(slot);
  if (key) frame.mutable_set_writer()->set_key(key->string());
  return frame;
}

wire::ClientFrame put(const MailboxId& mailbox, std::uint8_t id, std::size_t size,
                      std::uint8_t fill) {
  wire::ClientFrame frame;
  frame.mutable_put()->set_mailbox(mailbox.string());
  frame.mutable_put()->set_envelope_id(std::string(16, static_cast<char>(id)));
  frame.mutable_put()->set_envelope(std::string(size, static_cast<char>(fill)));
  return frame;
}

wire::ClientFrame subscribe(const MailboxId& mailbox, std::uint64_t after) {
  wire::ClientFrame frame;
  frame.mutable_subscribe()->set_mailbox(mailbox.string());
  frame.mutable_subscribe()->set_after(after);
  return frame;
}

wire::ClientFrame acknowledge(const MailboxId& mailbox, std::uint64_t up_to) {
  wire::ClientFrame frame;
  frame.mutable_acknowledge()->set_mailbox(mailbox.string());
  frame.mutable_acknowledge()->set_up_to(up_to);
  return frame;
}

wire::ClientFrame delete_mailbox(const MailboxId& mailbox) {
  wire::ClientFrame frame;
  frame.mutable_delete_mailbox()->set_mailbox(mailbox.string());
  return frame;
}

wire::ClientFrame open_rendezvous(std::uint32_t kind, std::string_view id, std::string_view message,
                                  const SignPublicKey& fresh_key) {
  wire::ClientFrame frame;
  auto& out = *frame.mutable_open_rendezvous();
  out.set_kind(kind);
  out.set_id(std::string(id));
  out.set_message(std::string(message));
  out.set_fresh_key(fresh_key.string());
  return frame;
}

wire::ClientFrame put_rendezvous(std::string_view id, std::uint32_t slot, std::string_view message,
                                 const crypto::SigningKey* fresh_key) {
  wire::ClientFrame frame;
  auto& out = *frame.mutable_put_rendezvous();
  out.set_id(std::string(id));
  out.set_slot(slot);
  out.set_message(std::string(message));
  const Bytes signed_bytes =
      Writer().raw(bytes_of(id)).u8(static_cast<std::uint8_t>(slot)).raw(bytes_of(message)).take();
  if (fresh_key != nullptr)
    out.set_signature(fresh_key->sign(crypto::label::kRelayRendezvous, signed_bytes).string());
  return frame;
}

wire::ClientFrame get_rendezvous(std::string_view id, std::uint32_t slot, std::uint32_t wait_ms) {
  wire::ClientFrame frame;
  frame.mutable_get_rendezvous()->set_id(std::string(id));
  frame.mutable_get_rendezvous()->set_slot(slot);
  frame.mutable_get_rendezvous()->set_wait_ms(wait_ms);
  return frame;
}

wire::ClientFrame ping() {
  wire::ClientFrame frame;
  frame.mutable_ping();
  return frame;
}

Bytes bytes_of_frame(const wire::ClientFrame& frame) {
  return copy_of(bytes_of(frame.SerializeAsString()));
}

TestClient::TestClient(TestRelay& relay, std::uint64_t number)
    : machine(relay.limits, relay.token, some_hash(number), relay.now),
      relay_(relay),
      hash_(some_hash(number)) {}

Told TestClient::ask(wire::ClientFrame frame) {
  frame.set_request(++last_request_);
  say(bytes_of_frame(frame));
  return told(last_request_);
}

void TestClient::say(const Bytes& frame) {
  machine.on_frame(frame, relay_.now);
  relay_.settle();
}

Told TestClient::told(std::uint64_t request) const {
  for (const auto& frame : received) {
    if (frame.has_done() && frame.done().request() == request)
      return {true, wire::Refused::REASON_UNSPECIFIED, copy_of(bytes_of(frame.done().message()))};
    if (frame.has_refused() && frame.refused().request() == request)
      return refusal(frame.refused().reason());
  }
  return kNothing;
}

std::vector<std::uint64_t> TestClient::seqs() const {
  std::vector<std::uint64_t> out;
  for (const auto& frame : received)
    if (frame.has_item()) out.push_back(frame.item().seq());
  return out;
}

wire::State TestClient::state() const {
  for (auto frame = received.rbegin(); frame != received.rend(); ++frame)
    if (frame->has_state()) return frame->state();
  ADD_FAILURE() << "no State came";
  return {};
}

TestRelay::TestRelay(const Limits& with_limits)
    : limits(with_limits),
      token(random.secret(32)),
      store(*MailboxStore::open_in_memory(with_limits)) {}

TestClient& TestRelay::connect() {
  clients_.push_back(std::make_unique<TestClient>(*this, clients_.size()));
  return *clients_.back();
}

bool TestRelay::settle_once() {
  bool has_moved = false;
  for (std::size_t i = 0; i < clients_.size(); ++i) {
    TestClient& client = *clients_[i];
    while (client.reads) {
      const auto output = client.machine.take_output();
      if (!output) break;
      EXPECT_TRUE(client.received.emplace_back().ParseFromString(string_of(*output)));
      has_moved = true;
    }
    for (StoreCall& call : client.machine.take_calls()) {
      if (const auto* fetch = std::get_if<Fetch>(&call.request))
        subscribers_.add(fetch->mailbox.view(), i);
      if (const auto* get = std::get_if<GetRendezvous>(&call.request)) subscribers_.add(get->id, i);
      Answer answer = std::move(store.apply(std::span(&call.request, 1), now).front());
      const Bytes news = answer.news;
      client.machine.on_answer(call.id, std::move(answer), now);
      for (const std::uint64_t other : subscribers_.of(news)) {
        if (const auto mailbox = MailboxId::from(news))
          clients_[other]->machine.on_news(*mailbox);
        else
          clients_[other]->machine.on_rendezvous(news);
      }
      has_moved = true;
    }
  }
  return has_moved;
}

void TestRelay::settle() {
  while (settle_once()) continue;
}

void TestRelay::pass(TimeMs duration) {
  now += duration;
  for (const auto& client : clients_)
    if (now >= client->machine.next_deadline()) client->machine.on_deadline(now);
  settle();
}

TestClient& TestRelay::owner(const crypto::SigningKey& read_key) {
  TestClient& client = connect();
  EXPECT_EQ(client.ask(create_by_token(client.hash(), read_key, token.view())), kDone);
  const MailboxId mailbox = mailbox_of(read_key.public_key());
  EXPECT_EQ(client.ask(authenticate(client.hash(), mailbox, Role::read, read_key)), kDone);
  return client;
}

TestClient& TestRelay::writer(TestClient& owner, const crypto::SigningKey& read_key,
                              std::uint32_t slot, const crypto::SigningKey& key) {
  const MailboxId mailbox = mailbox_of(read_key.public_key());
  EXPECT_EQ(owner.ask(set_writer(mailbox, slot, key.public_key())), kDone);
  TestClient& client = connect();
  EXPECT_EQ(client.ask(authenticate(client.hash(), mailbox, Role::write, key)), kDone);
  return client;
}

}  // namespace troth::relay
