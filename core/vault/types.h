// What the vault shows: snapshots, as values, with nothing left to decide for
// whoever prints them. Names of people stand beside their ids; times are Unix
// milliseconds. A client includes this and no other room's types.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/agreement/agreement.h"
#include "core/agreement/difference.h"
#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/practice/check_in.h"
#include "core/vault/blind_view.h"

namespace troth::vault {

enum class Side : std::uint8_t { mine, partners };

// Who the two are, once there are two.
struct People {
  PartnerId me;
  std::string my_name;
  std::optional<PartnerId> partner;
  std::string partner_name;  // never as this one's: "Sam (partner)" of a namesake
  // The name of either by id; "somebody else" for any other id.
  [[nodiscard]] std::string name_of(const PartnerId& id) const;
};
// What people call a clause by, in the words of document/clause_name.h.
std::string name_of_clause(const agreement::ClauseContent& content, const People& people);

// How far a pairing is.
struct PairingView {
  enum class Stage : std::uint8_t {
    none,     // not begun
    invited,  // an invite is out, nobody has answered it
    joining,  // an invite was taken, the inviter's answer is awaited
    compare,  // the digits are there: compare, then confirm or cancel
    waiting,  // confirmed here, not yet by the partner
    paired,   // both confirmed
  };
  Stage stage = Stage::none;
  std::string digits;                // "123 456 789", from `compare` on
  std::string partner_name;          // from `compare` on
  std::optional<TimeMs> expires_ms;  // of the invite
};

struct RestrictionView {
  agreement::RestrictionState state;
  // What it says; nothing where it waits for its past or a newer version made it.
  std::optional<agreement::Restriction> words;
  Side by = Side::mine;
  std::vector<std::string>
      covers;  // the names of what it covers, for people: "Household", "role of Mara"
};

struct ClauseView {
  agreement::ClauseState state;
  agreement::ClauseContent content;
  std::string name;  // for people: an area's name, a standard's text's beginning, "role of Mara"
  std::size_t comments = 0;  // counted where a whole agreement is asked for
};

// Why an agreement has lapsed.
enum class Lapse : std::uint8_t {
  renew_by,  // its date to renew by has passed
  until,     // the term's own `until` has
  on_hold,   // the term is on hold
};

struct AgreementView {
  People people;
  agreement::AgreementStatus status = agreement::AgreementStatus::none;
  Hash digest;
  std::string time_zone = "UTC";
  agreement::Term term;
  std::optional<Lapse> lapse;
  std::vector<ClauseView> clauses;            // those that stand, in the order of a proposal file
  std::vector<RestrictionView> restrictions;  // those not lifted, limits among them
};

// A No that closed a proposal, or crossed its acceptance.
struct NoView {
  EntryHash entry;
  bool is_retraction = false;  // by its author; else the other's decline
  std::string by_name;
  TimeMs written_ms = 0;
  std::string reason;  // often none
};

struct ProposalView {
  agreement::ProposalState state;
  agreement::Proposal content;
  Side by = Side::mine;
  bool waits_for_me = false;  // open, and mine to answer
  std::string by_name;
  // Against what stood where it was made.
  std::vector<agreement::ClauseDifference> changes;
  // A counter's, where it is shown by itself: against what it answers.
  std::string answers_title;
  std::vector<agreement::ClauseDifference> against_answered;
  std::vector<RestrictionView> lifts;
  std::vector<std::string> notes;  // consent.md's words for each void or unsound acceptance
  std::vector<NoView> noes;        // as they came
  bool leaves_on_hold = false;     // void, and a clause waits for it to be agreed again
};

struct CheckInView {
  EntryHash entry;
  Side by = Side::mine;
  std::string by_name;
  TimeMs written_ms = 0;
  bool counts = true;  // false: by a device that is not confirmed
  // None: a newer version wrote it, or it is blind and not open. One's own is there
  // before it is open, for its author alone.
  std::optional<practice::CheckIn> content;
  std::optional<BlindView> blind;  // of a blind one
  std::size_t comments = 0;
  // A newer version's words, which this one cannot show.
  [[nodiscard]] bool is_unreadable() const {
    return !content && (!blind || blind->stage == practice::BlindAnswer::Stage::opened);
  }
};

struct LedgerLine {
  EntryHash entry;
  std::string by_name;
  std::string kind;  // ledger::name_of
  std::uint64_t seq = 0;
  TimeMs written_ms = 0;
  std::string note;  // "made by a newer version", "beyond a cut"; else empty
};

struct SyncView {
  std::size_t pending = 0;                // own entries not yet with the partner's relay
  std::optional<TimeMs> last_contact_ms;  // with the relay
  std::optional<Error> problem;           // the last that a person should know
};

// Under way, and not over: the ending binds, and the pair is still here.
struct LeavingView {
  bool partner_told = false;  // the partner's relay has the ending
  TimeMs goes_anyway_ms = 0;  // from then on the next sync goes, whatever it reaches
};

// How the pair was left, once it was.
struct Left {
  bool partner_told = false;     // their relay has the ending
  bool mailbox_deleted = false;  // the own one; else it goes with the relay's own retention
};

// A clause that waits to be agreed again, and the void proposals for which it does,
// as they came.
struct HeldView {
  ClauseId clause;
  std::vector<EntryHash> proposals;
};

struct StatusView {
  People people;
  PairingView pairing;
  bool has_relay = false;
  agreement::AgreementStatus status = agreement::AgreementStatus::none;
  Hash digest;
  std::optional<Lapse> lapse;
  TimeMs renew_by_ms = 0;                     // as the term has it; 0: never
  std::vector<RestrictionView> restrictions;  // not lifted: pauses by the partner, others, limits
  std::vector<HeldView> on_hold;
  std::size_t proposals_waiting = 0;  // open, mine to answer
  std::vector<CheckInView> flagged;   // the partner's unread-worthy: unsure, no, talk; newest first
  SyncView sync;
  std::optional<LeavingView> leaving;
  // What this vault may sign, where it is not everything.
  std::optional<Error> signing;
  // Decrypted pages may reach swap: not all of them could be locked.
  bool pages_may_be_swapped = false;
  bool needs_newer_version = false;
};

struct VerificationView {
  std::size_t entries = 0;
  std::size_t acceptances = 0;
  Hash digest;  // derived anew from the entries
};

}  // namespace troth::vault
