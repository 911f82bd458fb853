#include "core/sync/rendezvous.h"

#include <utility>

#include "core/base/relay_protocol.h"

namespace troth::sync {
namespace {

using Do = RendezvousStep::Do;

// An empty slot is asked for again after a moment, should the relay not have waited.
constexpr TimeMs kAgainMs = kSecondMs;
constexpr TimeMs kRetryMs = 10 * kSecondMs;
// How long an invite may take to come to the relay, asked for so often: a relay
// closes the connection of whoever it refused sixteen times.
constexpr TimeMs kUnknownMs = 60 * kSecondMs;
constexpr TimeMs kUnknownAgainMs = 5 * kSecondMs;
constexpr std::uint8_t kInviterSlot = 1;
constexpr std::uint8_t kKindInvite = 0;

Command command_of(const RendezvousStep& step, std::uint32_t wait_ms) {
  if (step.what == Do::open)
    return command::OpenRendezvous{kKindInvite, step.id, step.message, step.fresh_key};
  if (step.what == Do::get) return command::GetRendezvous{step.id, step.slot, wait_ms};
  const bool is_signed = step.slot >= 3;
  return command::PutRendezvous{step.id, step.slot, step.message,
                                is_signed ? copy_of(step.signature.view()) : Bytes{}};
}

}  // namespace

void Rendezvous::carry_out(const RendezvousStep& step, bool logged_in, TimeMs now) {
  step_.reset();
  ++step_number_;
  asked_ = is_empty_ = false;
  unknown_since_.reset();
  again_ms_ = 0;
  if (step.what == Do::nothing) return;
  step_ = step;
  on_ready(logged_in, now);
}

void Rendezvous::on_ready(bool logged_in, TimeMs now) {
  if (!step_ || asked_ || !line_.is_connected()) return;
  if (step_->what == Do::open && !logged_in) return;
  ask(now);
}

void Rendezvous::on_disconnected() {
  asked_ = false;
  again_ms_ = 0;
}

void Rendezvous::on_deadline(TimeMs now) {
  if (step_ && !asked_ && again_ms_ != 0 && now >= again_ms_ && line_.is_connected()) ask(now);
}

std::optional<TimeMs> Rendezvous::next_deadline() const {
  if (!step_ || asked_ || again_ms_ == 0) return std::nullopt;
  return again_ms_;
}

// The first get is answered at once; only then is it known that there is
// nothing to do but wait.
void Rendezvous::ask(TimeMs now) {
  asked_ = true;
  again_ms_ = 0;
  const std::uint32_t wait_ms = is_empty_ ? kLongestWaitMs : 0;
  line_.ask(
      command_of(*step_, wait_ms), now,
      [this, number = step_number_](const Answer& answer, TimeMs at) {
        on_answer(number, answer, at);
      },
      wait_ms);
}

void Rendezvous::on_answer(std::uint64_t step_number, const Answer& answer, TimeMs now) {
  if (step_number != step_number_ || !step_) return;  // of a step that was replaced
  asked_ = false;
  if (answer) {
    events_.emplace_back(StepDone{*std::exchange(step_, std::nullopt), *answer});
    return;
  }
  using relay::Reason;
  if (answer.error() == Reason::not_yet) {
    if (!std::exchange(is_empty_, true)) return ask(now);
    again_ms_ = now + kAgainMs;
    return;
  }
  const bool is_first_look = step_->what == Do::get && step_->slot == kInviterSlot;
  if (is_first_look && answer.error() == Reason::not_allowed) return on_unknown(now);
  const bool can_wait = answer.error() == Reason::full || answer.error() == Reason::too_many ||
                        answer.error() == Reason::internal;
  if (can_wait)
    again_ms_ = now + kRetryMs;
  else
    step_.reset();
  const bool is_taken = answer.error() == Reason::conflict;
  events_.emplace_back(StepFailed{
      is_taken ? error(Code::rendezvous_taken) : relay_error(answer.error(), Code::rendezvous_gone),
      can_wait ? StepFailed::Then::again : StepFailed::Then::never});
}

// The joiner's first look. Later the invite was known, so that it is gone.
void Rendezvous::on_unknown(TimeMs now) {
  const bool is_told = unknown_since_.has_value();
  if (!is_told) unknown_since_ = now;
  const bool can_come = now - *unknown_since_ < kUnknownMs;
  if (can_come)
    again_ms_ = now + kUnknownAgainMs;
  else
    step_.reset();
  if (can_come && is_told) return;
  events_.emplace_back(StepFailed{error(Code::rendezvous_unknown),
                                  can_come ? StepFailed::Then::again : StepFailed::Then::never});
}

}  // namespace troth::sync
