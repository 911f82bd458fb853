// A story of two partners, told entry by entry: what the tests of this room
// share. Each device has its own agreement, made from what reached it; `all` is
// made from everything. Nothing arrives until it is delivered. Mara's title is
// Dominant in most stories, Jonas's submissive.
#pragma once

#include <deque>
#include <map>
#include <set>

#include "core/agreement/agreement.h"
#include "core/crypto/hash.h"

namespace troth::agreement {

template <class Id>
Id test_id(std::string_view what, std::uint64_t number = 0) {
  const Bytes bytes = Writer().u64(number).take();
  return crypto::hash_as<Id>("test", {bytes_of(what), bytes});
}

inline constexpr TimeMs kNow = 1'780'000'000'000;  // May 2026

struct Device {
  PartnerId partner;
  DeviceId id;
  Clock seen;  // its view, with its own entries
  TimeMs latest_ms = 0;
  Agreement agreement;
  bool is_linked = true;

  [[nodiscard]] Author author() const { return {partner, id}; }
};

struct Change {
  ClauseId clause;
  std::optional<ClauseContent> content;
};

// A made-up time zone, "Made/Up": an hour ahead of UTC, and two from May 20 2026 at
// 01:00 UTC (a Wednesday) to June 10 at 01:00 UTC (a Wednesday too): so that its
// clocks skip from 02:00 to 03:00, and go back from 03:00 to 02:00. Any other
// name is unknown but for "UTC".
std::optional<WeekTime> made_up_time(std::string_view time_zone, TimeMs instant);
// The instant at which clocks in UTC show this, in the week of Monday 1 June 2026.
constexpr TimeMs that_week(std::uint32_t weekday, std::uint32_t hour, std::uint32_t minute = 0) {
  return 1'780'272'000'000 + weekday * kDayMs + hour * kHourMs + minute * kMinuteMs;
}

class Story : public ProposalSource {
 public:
  enum class Start { compared, paired };
  explicit Story(Start start = Start::compared);
  Story(const Story&) = delete;

  Pair pair;
  std::deque<Device> devices;
  Device& mara;
  Device& jonas;
  Agreement all;
  std::vector<Act> acts;  // in the order in which they were signed
  std::vector<Answer> answers;
  TimeMs now = kNow;

  // A second device, unconfirmed, which has seen what `owner` has.
  Device& link_device(const Device& owner);
  // `to` receives everything that `from` holds.
  void deliver(const Device& from, Device& to);
  // Everything reaches everybody.
  void sync();

  EntryHash sign(Device& by, const Deed& deed);
  // The same with an older claimed past: a lie, or an old laptop.
  EntryHash sign_having_seen(Device& by, const Clock& past, const Deed& deed);

  // A proposal that names the standings as `by` sees them.
  EntryHash propose(Device& by, const std::vector<Change>& changes);
  EntryHash propose(Device& by, Proposal proposal);
  // The text of a proposal that was signed otherwise.
  void remember(const EntryHash& entry, Proposal proposal) {
    proposals_.emplace(entry, std::move(proposal));
  }
  Proposal draft(const Device& by, const std::vector<Change>& changes) const;
  EntryHash accept(Device& by, const EntryHash& proposal);
  EntryHash say_no(Device& by, const EntryHash& proposal);
  EntryHash pause(Device& by, std::vector<ClauseId> area = {});
  EntryHash end(Device& by);
  EntryHash withdraw(Device& by, std::vector<ClauseId> clauses);
  EntryHash limit(Device& by, std::vector<ClauseId> suspends, Strength strength = Strength::hard);
  EntryHash offer_lift(Device& by, std::vector<EntryHash> restrictions);
  EntryHash practice(Device& by) { return sign(by, Practice{}); }
  EntryHash open_moment(Device& by, std::vector<ClauseId> areas = {}, TimeMs until_ms = 0);
  EntryHash close_moment(Device& by, const EntryHash& moment);
  // An answer is an entry of practice, and what rule 6 reads of it.
  Answer answer(Device& by, const ClauseId& in_area, bool had_view = false);
  Answer answer_having_seen(Device& by, const Clock& past, const ClauseId& in_area,
                            bool had_view = false);

  // Proposed by one, accepted by the other, known to both.
  EntryHash agree(Device& proposer, Device& acceptor, const std::vector<Change>& changes);
  EntryHash agree(const std::vector<Change>& changes) { return agree(mara, jonas, changes); }

  [[nodiscard]] const Proposal* proposal(const EntryHash& entry) const override;
  [[nodiscard]] const Act& act(const EntryHash& entry) const;

  // --- what is asked of `all`, at `now` ---
  [[nodiscard]] bool in_force(const ClauseId& clause) const;
  [[nodiscard]] bool on_hold(const ClauseId& clause) const;
  [[nodiscard]] std::optional<EntryHash> current(const ClauseId& clause) const;
  [[nodiscard]] ProposalState::Stage stage(const EntryHash& proposal) const;
  [[nodiscard]] bool is_void(const EntryHash& acceptance) const;
  [[nodiscard]] std::optional<Unsound> unsound(const EntryHash& acceptance) const;
  [[nodiscard]] std::set<VoidCause::Why> void_causes(const EntryHash& acceptance) const;
  [[nodiscard]] RestrictionState restriction(const EntryHash& entry) const;
  [[nodiscard]] bool lifted(const EntryHash& restriction_entry) const {
    return restriction(restriction_entry).lifted;
  }

  // --- contents ---
  [[nodiscard]] ClauseId area_named(std::string_view name) const { return area_id(pair.id, name); }
  [[nodiscard]] ClauseId role_of(const Device& device) const {
    return role_id(pair.id, device.partner);
  }
  [[nodiscard]] ClauseId the_term() const { return term_id(pair.id); }
  [[nodiscard]] Change area(std::string_view name, Reach reach = Reach::delegate) const;
  [[nodiscard]] Change area(const Area& of, TimeMs until_ms = 0) const;
  [[nodiscard]] Change rhythm_in(std::string_view time_zone) const;
  [[nodiscard]] Change standard(std::uint64_t number, const ClauseId& in_area) const;
  [[nodiscard]] Change preamble(std::string_view text) const;
  [[nodiscard]] Change role(const Device& of, std::string_view title, bool leads) const;
  [[nodiscard]] Change term(const Term& term) const;
  [[nodiscard]] Change removed(const ClauseId& clause) const { return {clause, std::nullopt}; }

 private:
  [[nodiscard]] const AcceptanceState* acceptance(const EntryHash& entry) const;

  std::map<EntryHash, Proposal> proposals_;
  mutable std::vector<ProposalState> shown_;
};

}  // namespace troth::agreement
