// What a person can do: each command holds an intent against the rules of
// consent, signs it, and commits entry and views in one transaction; the pump
// sends it later. A refusal changes nothing and says what to do. Ids are given
// as their beginnings in hexadecimal (id_unknown, id_ambiguous). Borrows an
// open Vault, on its thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/vault/types.h"
#include "core/vault/vault.h"

namespace troth::vault {

struct CheckInAnswers {
  std::vector<practice::Rating> ratings;
  std::optional<practice::Answer> works;
  std::optional<practice::Answer> feels_right;
  bool wants_to_talk = false;
  std::string text;
};

struct Proposed {
  std::optional<EntryHash> proposal;  // none where the file holds limits alone
  std::vector<EntryHash> limits;      // signed first, in force at once
};

// What `lift` did for each restriction.
struct LiftGiven {
  EntryHash entry;
  bool was_agreed = false;  // the signature that an agreed lift still wanted; else a new offer
};

class Commands {
 public:
  Commands(Vault& vault, TimeMs now) : vault_(vault), now_(now) {}

  // The relay's address as its operator handed it over. The mailbox is made
  // there by the next sync, and the partner's client is told.
  Status set_relay(const crypto::Secret& address);

  // Begins a pairing and gives the invite's text, or the one that is out
  // already. pair_exists, relay_none.
  Result<crypto::Secret> invite();
  // Begins a pairing from an invite. pair_exists, invite_..., pairing_unfinished.
  Status join(const crypto::Secret& invite);
  // The digits that this screen shows, once the partner read out the same ones.
  // digits_wrong leaves everything as it is.
  Status confirm(std::string_view digits);
  // Ends an unfinished pairing, or one whose digits differ; deletes all of it.
  Status cancel_pairing();

  // `toml`: a proposal file (client/README.md). Its limits are signed first.
  // `about` is the beginning of the id of what it was raised from: anything that can
  // be commented on; empty: nothing.
  Result<Proposed> propose(std::string_view toml, std::string_view about = {});
  Result<Proposed> counter(std::string_view proposal, std::string_view toml);
  Result<EntryHash> accept(std::string_view proposal);
  Result<EntryHash> decline(std::string_view proposal, const std::string& reason);
  Result<EntryHash> retract(std::string_view proposal, const std::string& reason);

  // An area by its name; none: everything.
  Result<EntryHash> pause(const std::optional<std::string>& area, const std::string& reason);
  Result<EntryHash> end(const std::string& reason);
  // Ends it, and leaves the pair (leaving.h); later syncs carry that on. Asked again,
  // the pair is left no later than asked for first.
  enum class Goes : std::uint8_t { once_told, now };
  Status leave(const std::string& reason, Goes goes);
  Result<EntryHash> withdraw(std::span<const std::string> clauses, const std::string& reason);
  Result<EntryHash> add_limit(const std::string& text, agreement::Strength strength,
                              std::span<const std::string> suspends);
  // What is left out stays as the limit has it; what it suspends only grows.
  Result<EntryHash> tighten_limit(std::string_view limit,
                                  std::optional<agreement::Strength> strength,
                                  std::span<const std::string> suspends);
  // Offers to lift these restrictions, in one proposal; where a lift is agreed
  // already and waits for this partner's signature, gives that.
  Result<LiftGiven> lift(std::span<const std::string> restrictions, const std::string& reason);

  // An open one; check_ins.h has blind ones as well.
  Result<EntryHash> check_in(const CheckInAnswers& answers);

  // The person's word against a hint: the partner's device names entries of this
  // one that are not here, and its owner knows that there are none. This device
  // signs everything again, until one names another that is not here. False where
  // nothing is in doubt. Proof is not overridden: own_ledger_rolled_back; nor is
  // a missing file: own_ledger_unsure.
  Result<bool> trust_this_device();

 private:
  Vault& vault_;
  TimeMs now_;
};

}  // namespace troth::vault
