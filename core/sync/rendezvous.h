// The rendezvous of a pairing at the relay, a part of RelayClient: carries out
// one RendezvousStep at a time (pairing.h) and says StepDone or StepFailed. A
// get asks, and from then on waits at the relay until the slot is filled; a lost
// connection repeats the step, which the relay takes as the same. An open needs
// the own mailbox's login first. A joiner who is there before the inviter's
// relay has the invite says so once (rendezvous_unknown) and asks again for a
// minute. One owner, no I/O.
#pragma once

#include <optional>

#include "core/base/error.h"
#include "core/base/time.h"
#include "core/sync/pairing.h"
#include "core/sync/relay_event.h"
#include "core/sync/request_line.h"

namespace troth::sync {

class Rendezvous {
 public:
  Rendezvous(RequestLine& line, ClientEvents& events) : line_(line), events_(events) {}

  void carry_out(const RendezvousStep& step, bool logged_in, TimeMs now);
  // The connection is up, or the own mailbox has been logged in to.
  void on_ready(bool logged_in, TimeMs now);
  void on_disconnected();
  void on_deadline(TimeMs now);
  [[nodiscard]] std::optional<TimeMs> next_deadline() const;
  // No step, or one that only the partner can fulfil: the relay says that the slot is empty.
  // The same holds where the relay does not know the invite yet.
  [[nodiscard]] bool is_idle() const { return !step_ || is_empty_ || unknown_since_; }

 private:
  void ask(TimeMs now);
  void on_unknown(TimeMs now);
  void on_answer(std::uint64_t step_number, const Answer& answer, TimeMs now);

  RequestLine& line_;
  ClientEvents& events_;
  std::optional<RendezvousStep> step_;
  std::uint64_t step_number_ = 0;
  bool asked_ = false;
  bool is_empty_ = false;
  std::optional<TimeMs> unknown_since_;
  TimeMs again_ms_ = 0;  // not before; 0: at once
};

}  // namespace troth::sync
