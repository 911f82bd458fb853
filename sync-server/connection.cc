#include "sync-server/connection.h"

#include <algorithm>

#include "core/base/check.h"
#include "core/base/relay_protocol.h"
#include "core/crypto/sign.h"

namespace troth::relay {
namespace {

// What one connection may keep the relay's memory busy with.
constexpr std::size_t kCommandsUnderWay = 8;
constexpr std::size_t kOutputBytes = std::size_t{128} * 1024;
constexpr std::size_t kLogins = 16;
constexpr std::size_t kSubscriptions = 8;
constexpr std::size_t kWaits = 4;
// Enough for a client that learns by being refused, too few to guess by.
constexpr int kRefusals = 16;

std::uint8_t byte_of(Role role) { return role == Role::read ? 1 : 2; }

}  // namespace

Connection::Connection(const Limits& limits, const crypto::Secret& token,
                       const crypto::Sha512& handshake_hash, TimeMs now)
    : limits_(limits),
      token_(token),
      handshake_hash_(handshake_hash),
      now_(now),
      opened_ms_(now),
      last_frame_ms_(now) {}

void Connection::on_frame(ByteView frame, TimeMs now) {
  if (is_finished_) return;
  now_ = now;
  last_frame_ms_ = now;
  Command command = read_command(frame);
  if (command.request != last_request_ + 1) {
    send(refused_frame(command.request, Outcome::malformed));
    is_finished_ = true;
    return;
  }
  last_request_ = command.request;
  waiting_.push_back(std::move(command));
  start_waiting();
}

// What follows a login waits for it, so that a client need not.
void Connection::start_waiting() {
  while (!waiting_.empty() && logins_under_way_ == 0 && !is_finished_) {
    Command command = std::move(waiting_.front());
    waiting_.pop_front();
    start(std::move(command));
  }
}

void Connection::start(Command command) {
  if (!command.body) return reply(command.request, Outcome::malformed);
  std::visit([&](auto& body) { handle(command.request, std::move(body)); }, *command.body);
}

void Connection::handle(std::uint64_t request, const AuthenticateCommand& command) {
  const LogIn& log_in = command.log_in;
  if (logins_.size() + logins_under_way_ >= kLogins && !login(log_in.mailbox, log_in.role))
    return reply(request, Outcome::too_many);
  const Bytes message = bound(
      Writer().raw(log_in.mailbox.view()).u8(byte_of(log_in.role)).raw(log_in.key.view()).bytes());
  const bool is_proven =
      crypto::verify(log_in.key, crypto::label::kRelayAuthenticate, message, command.signature);
  ++logins_under_way_;
  // Asked even without proof, so that every refusal takes the same way.
  call(LoggingIn{request, log_in, is_proven}, log_in);
}

void Connection::handle(std::uint64_t request, const CreateCommand& command) {
  const Bytes message = bound(command.read_key.view());
  if (!crypto::verify(command.read_key, crypto::label::kRelayCreate, message, command.signature))
    return reply(request, Outcome::not_allowed);
  CreateMailbox create{command.read_key, CreateMailbox::Admission::none, {}};
  if (command.by_ticket) {
    create.admission = CreateMailbox::Admission::ticket;
    create.ticket_hash = command.admission;
  } else {
    const crypto::Sha512 expected = crypto::hmac_sha512(token_.view(), {message});
    const bool has_token = crypto::equal_in_constant_time(ByteView(expected).first(Hash::kSize),
                                                          command.admission.view());
    if (has_token) create.admission = CreateMailbox::Admission::token;
  }
  call(Plain{request}, create);
}

void Connection::handle(std::uint64_t request, const AdmitCommand& command) {
  const auto mailbox = own_mailbox();
  if (!mailbox) return reply(request, Outcome::not_allowed);
  call(Plain{request}, Admit{*mailbox, command.ticket_hash});
}

void Connection::handle(std::uint64_t request, const SetWriterCommand& command) {
  if (!owns(command.set_writer.mailbox)) return reply(request, Outcome::not_allowed);
  call(Plain{request}, command.set_writer);
}

void Connection::handle(std::uint64_t request, PutCommand command) {
  const Login* writer = login(command.mailbox, Role::write);
  if (writer == nullptr) return reply(request, Outcome::not_allowed);
  call(Plain{request}, Put{command.mailbox, writer->slot, writer->key, command.envelope_id,
                           std::move(command.envelope)});
}

void Connection::handle(std::uint64_t request, const SubscribeCommand& command) {
  if (!owns(command.mailbox)) return reply(request, Outcome::not_allowed);
  const auto earlier = subscriptions_.find(command.mailbox);
  if (earlier == subscriptions_.end() && subscriptions_.size() >= kSubscriptions)
    return reply(request, Outcome::too_many);
  if (earlier != subscriptions_.end() && earlier->second.request != 0)
    reply(earlier->second.request, Outcome::conflict);  // this one takes its place
  subscriptions_.insert_or_assign(command.mailbox,
                                  Subscription{++last_number_, request, command.after});
  fetch_news();
}

void Connection::handle(std::uint64_t request, const AcknowledgeCommand& command) {
  if (!owns(command.acknowledge.mailbox)) return reply(request, Outcome::not_allowed);
  call(Plain{request}, command.acknowledge);
}

void Connection::handle(std::uint64_t request, const DeleteMailboxCommand& command) {
  if (!owns(command.mailbox)) return reply(request, Outcome::not_allowed);
  call(Plain{request}, DeleteMailbox{command.mailbox});
}

void Connection::handle(std::uint64_t request, const OpenRendezvousCommand& command) {
  const auto mailbox = own_mailbox();
  if (!mailbox) return reply(request, Outcome::not_allowed);
  OpenRendezvous open = command.open;
  open.mailbox = *mailbox;
  call(Plain{request}, std::move(open));
}

void Connection::handle(std::uint64_t request, const PutRendezvousCommand& command) {
  call(Plain{request}, command.put);
}

void Connection::handle(std::uint64_t request, const GetRendezvousCommand& command) {
  call(Wait{request, command.get, now_ + command.wait_ms}, command.get);
}

void Connection::handle(std::uint64_t request, const PingCommand&) {
  reply(request, Outcome::done);
}

void Connection::on_answer(std::uint64_t call, Answer answer, TimeMs now) {
  now_ = now;
  const auto found = under_way_.find(call);
  CHECK(found != under_way_.end());
  const Purpose purpose = std::move(found->second);
  under_way_.erase(found);
  if (is_finished_) return;
  std::visit([&](const auto& of) { settle(of, std::move(answer)); }, purpose);
  start_waiting();
}

void Connection::settle(const Plain& purpose, Answer answer) {
  reply(purpose.request, answer.outcome);
}

void Connection::settle(const LoggingIn& purpose, Answer answer) {
  --logins_under_way_;
  const bool is_found = answer.outcome == Outcome::done;
  if (is_found && purpose.is_proven)
    logins_.insert_or_assign({purpose.log_in.mailbox, purpose.log_in.role},
                             Login{purpose.log_in.key, answer.slot});
  if (is_found && !purpose.is_proven) answer.outcome = Outcome::not_allowed;
  reply(purpose.request, answer.outcome);
}

void Connection::settle(const Fetching& purpose, Answer answer) {
  const auto found = subscriptions_.find(purpose.mailbox);
  if (found == subscriptions_.end() || found->second.number != purpose.subscription) return;
  Subscription& subscription = found->second;
  subscription.is_fetching = false;
  if (answer.outcome != Outcome::done) {
    // Deleted meanwhile, or the store failed. A client that believes itself
    // subscribed must learn of it: it is told, or has to connect again.
    if (subscription.request == 0) is_finished_ = true;
    if (subscription.request != 0) reply(subscription.request, answer.outcome);
    subscriptions_.erase(found);
    return fetch_news();  // another may have waited for its turn
  }
  if (!std::exchange(subscription.has_told_state, true))
    send(state_frame(purpose.mailbox, answer.state));
  for (const Item& item : answer.items) {
    send(item_frame(purpose.mailbox, item));
    subscription.cursor = item.seq;
  }
  if (answer.has_more) subscription.has_news = true;
  if (!answer.has_more && subscription.request != 0)
    reply(std::exchange(subscription.request, 0), Outcome::done);
  fetch_news();
}

void Connection::settle(const Wait& purpose, Answer answer) {
  const bool may_wait = now_ < purpose.until_ms && waits_.size() < kWaits;
  if (answer.outcome == Outcome::not_yet && may_wait) return waits_.push_back(purpose);
  reply(purpose.request, answer.outcome, answer.message);
}

void Connection::on_news(const MailboxId& mailbox) {
  const auto found = subscriptions_.find(mailbox);
  if (found == subscriptions_.end() || is_finished_) return;
  found->second.has_news = true;
  fetch_news();
}

void Connection::on_rendezvous(const Bytes& id) {
  const auto is_awake = [&](const Wait& wait) { return wait.get.id == id; };
  for (const Wait& wait : waits_)
    if (is_awake(wait)) call(wait, wait.get);
  std::erase_if(waits_, is_awake);
}

void Connection::on_deadline(TimeMs now) {
  now_ = now;
  if (now >= last_frame_ms_ + idle_limit_ms() || now >= opened_ms_ + kLongestConnectionMs)
    is_finished_ = true;
  const auto is_over = [&](const Wait& wait) { return now >= wait.until_ms; };
  for (const Wait& wait : waits_)
    if (is_over(wait)) reply(wait.request, Outcome::not_yet);
  std::erase_if(waits_, is_over);
}

TimeMs Connection::next_deadline() const {
  TimeMs next = std::min(last_frame_ms_ + idle_limit_ms(), opened_ms_ + kLongestConnectionMs);
  for (const Wait& wait : waits_) next = std::min(next, wait.until_ms);
  return next;
}

std::optional<Bytes> Connection::take_output() {
  if (output_.empty()) return std::nullopt;
  Bytes frame = std::move(output_.front());
  output_.pop_front();
  output_bytes_ -= frame.size();
  fetch_news();
  return frame;
}

bool Connection::wants_frames() const {
  return !is_finished_ && under_way_.size() + waiting_.size() < kCommandsUnderWay &&
         output_bytes_ < kOutputBytes;
}

void Connection::call(Purpose purpose, Request request) {
  const std::uint64_t id = ++last_number_;
  under_way_.emplace(id, std::move(purpose));
  calls_.push_back({id, std::move(request)});
}

bool Connection::is_fetching() const {
  return std::ranges::any_of(subscriptions_,
                             [](const auto& entry) { return entry.second.is_fetching; });
}

// Fetches only while there is room, so that a slow client's mail waits on the
// disk, and one mailbox at a time, in turn: eight at once would be a megabyte.
void Connection::fetch_news() {
  if (is_finished_ || output_bytes_ >= kOutputBytes || is_fetching()) return;
  auto next = subscriptions_.upper_bound(last_fetched_);
  for (std::size_t i = 0; i < subscriptions_.size(); ++i, ++next) {
    if (next == subscriptions_.end()) next = subscriptions_.begin();
    Subscription& subscription = next->second;
    if (!subscription.has_news) continue;
    subscription.has_news = false;
    subscription.is_fetching = true;
    last_fetched_ = next->first;
    return call(Fetching{next->first, subscription.number},
                Fetch{next->first, subscription.cursor});
  }
}

void Connection::send(Bytes frame) {
  output_bytes_ += frame.size();
  output_.push_back(std::move(frame));
}

void Connection::reply(std::uint64_t request, Outcome outcome, ByteView message) {
  if (outcome == Outcome::done) return send(done_frame(request, message));
  send(refused_frame(request, outcome));
  const bool is_fault = outcome == Outcome::not_allowed || outcome == Outcome::malformed;
  if (is_fault && ++refusals_ >= kRefusals) is_finished_ = true;
}

const Connection::Login* Connection::login(const MailboxId& mailbox, Role role) const {
  const auto found = logins_.find({mailbox, role});
  return found == logins_.end() ? nullptr : &found->second;
}

std::optional<MailboxId> Connection::own_mailbox() const {
  for (const auto& [name, login] : logins_)
    if (name.second == Role::read) return name.first;
  return std::nullopt;
}

// What is signed starts with the handshake hash, so that no command replays on
// another connection or relay.
Bytes Connection::bound(ByteView rest) const {
  return Writer().raw(handshake_hash_).raw(rest).take();
}

TimeMs Connection::idle_limit_ms() const {
  return kSecondMs * (logins_.empty() ? limits_.idle_without_login_seconds : limits_.idle_seconds);
}

}  // namespace troth::relay
