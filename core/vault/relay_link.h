// One relay's part in the pump: the machine of core/sync for it, the stream
// under it, and what both do to the vault. Made anew for each connection; what
// must outlive one is in the store. A coroutine on the vault's thread.
// `serve` ends where its aim is reached, with an Error where the connection or
// the disk failed, or where another aim needs the links to be made anew
// (links_changed).
#pragma once

#include <asio/awaitable.hpp>
#include <optional>
#include <set>

#include "core/net/noise_stream.h"
#include "core/sync/relay_client.h"
#include "core/vault/intake.h"
#include "core/vault/pairing_desk.h"
#include "core/vault/state.h"
#include "core/vault/sync_pump.h"

namespace troth::vault {

// What the pump is run for, and until when.
struct Aim {
  enum class Until : std::uint8_t {
    quiet,   // nothing is left to send or to receive
    digits,  // a pairing's digits are there, and the other side has what it needs for them
    ever,
    mailbox_deleted,  // the own one: nothing else is done
  };
  Until until = Until::quiet;
  net::Deadline deadline;
};

class RelayLink {
 public:
  RelayLink(State& state, RelayPlace place, SyncReport& report, const Listeners& listeners)
      : state_(state), place_(std::move(place)), report_(report), listeners_(listeners) {}

  enum class Ended : std::uint8_t { aim_reached, links_changed, deadline_passed };
  asio::awaitable<Result<Ended>> serve(Aim aim);

 private:
  Status set_up(TimeMs now);
  void delete_own_mailbox(TimeMs now);
  Status serve_own_mailbox(TimeMs now);
  Status add_partner(TimeMs now);
  Status begin_pairing_step(TimeMs now);

  // All that can be done without waiting: events, entries to send, pairing.
  Status work(TimeMs now);
  Status on_event(const sync::ClientEvent& event, TimeMs now);
  Status on_delivered(const sync::Delivered& delivered, TimeMs now);
  Status take_from_outbox(const EnvelopeId& id, TimeMs now);
  Status on_step_done(const sync::StepDone& done, TimeMs now);
  Status on_step_failed(const sync::StepFailed& failed);
  Status on_renumbered(std::uint64_t acknowledged);
  Status on_behind(std::uint64_t acknowledged);
  Status post_outbox(TimeMs now);
  Status note_handed_over();
  Status on_closed_to_us(TimeMs now);
  Status note_contact(TimeMs now);
  [[nodiscard]] bool is_reached(const Aim& aim) const;
  [[nodiscard]] net::Deadline wake_at(const Aim& aim, TimeMs now) const;
  void trouble(const Error& error);

  State& state_;
  RelayPlace place_;
  SyncReport& report_;
  const Listeners& listeners_;
  sync::RelayClient client_;
  std::optional<UnfinishedPairing> pairing_;  // where it is carried on here
  std::set<EnvelopeId> posting_;              // of the outbox, given to the client
  bool has_partner_ = false;                  // the partner's mailbox is here
  bool awaits_set_up_ = false;                // before M3 may go
  bool links_changed_ = false;
  enum class Deletion : std::uint8_t { none, asked, done } deletion_ = Deletion::none;
};

// Milliseconds of the Unix clock, now.
TimeMs now_ms();

}  // namespace troth::vault
