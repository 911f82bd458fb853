#include "core/sync/request_line.h"

#include <algorithm>
#include <utility>

#include "core/base/check.h"

namespace troth::sync {

Error relay_error(relay::Reason reason, Code not_allowed) {
  switch (reason) {
    case relay::Reason::malformed:
      return error(Code::relay_command_refused);
    case relay::Reason::full:
      return error(Code::relay_full);
    case relay::Reason::conflict:
      return error(Code::relay_conflict);
    case relay::Reason::too_many:
      return error(Code::relay_too_busy);
    case relay::Reason::internal:
      return error(Code::relay_failed);
    case relay::Reason::not_allowed:
    case relay::Reason::not_yet:
      break;
  }
  return error(not_allowed);
}

void RequestLine::on_connected(const crypto::Sha512& handshake_hash, TimeMs now) {
  on_disconnected();
  connected_ = true;
  handshake_hash_ = handshake_hash;
  last_request_ = 0;
  last_asked_ms_ = now;
}

void RequestLine::on_disconnected() {
  connected_ = false;
  asked_.clear();
  output_.clear();
}

ByteView RequestLine::handshake_hash() const {
  CHECK(connected_);
  return handshake_hash_;
}

void RequestLine::ask(const Command& command, TimeMs now, OnAnswer on_answer, TimeMs held_ms) {
  CHECK(connected_);
  const std::uint64_t request = ++last_request_;
  output_.push_back(encode(request, command));
  asked_[request] = {std::move(on_answer), now + kAnswerMs + held_ms};
  last_asked_ms_ = now;
}

Status RequestLine::on_done(const relay::Done& done, TimeMs now) {
  return settle(done.request, done.message, now);
}

Status RequestLine::on_refused(const relay::Refused& refused, TimeMs now) {
  return settle(refused.request, std::unexpected(refused.reason), now);
}

Status RequestLine::settle(std::uint64_t request, const Answer& answer, TimeMs now) {
  const auto at = asked_.find(request);
  if (at == asked_.end()) return refuse(Code::relay_frame_malformed);
  const OnAnswer on_answer = std::move(at->second.on_answer);
  asked_.erase(at);  // first, since the answer may be asked upon
  if (on_answer) on_answer(answer, now);
  return {};
}

std::vector<Bytes> RequestLine::take_output() { return std::exchange(output_, {}); }

void RequestLine::on_deadline(TimeMs now) {
  if (connected_ && asked_.empty() && now >= last_asked_ms_ + kPingMs)
    ask(command::Ping{}, now, nullptr);
}

std::optional<TimeMs> RequestLine::next_deadline() const {
  if (!connected_) return std::nullopt;
  if (asked_.empty()) return last_asked_ms_ + kPingMs;
  return std::ranges::min_element(asked_, {},
                                  [](const auto& asked) { return asked.second.until_ms; })
      ->second.until_ms;
}

bool RequestLine::is_dead(TimeMs now) const {
  return std::ranges::any_of(asked_,
                             [&](const auto& asked) { return now >= asked.second.until_ms; });
}

}  // namespace troth::sync
