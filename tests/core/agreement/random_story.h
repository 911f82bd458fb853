// Ledgers at random: what two partners and their devices might sign, with any
// delay, crossing and pretence about what they had seen. A step is a few small
// numbers, so that RapidCheck can shrink a ledger to the one that matters.
#pragma once

#include <rapidcheck.h>

#include "tests/core/agreement/naive.h"
#include "tests/core/agreement/story.h"

namespace troth::agreement {

struct Step {
  std::uint8_t device = 0;
  std::uint8_t what = 0;
  std::uint8_t which = 0;
  std::uint8_t how = 0;
};
void showValue(const Step& step, std::ostream& out);

// Which devices there are, and whether they may lie or be cut.
struct Cast {
  int second_devices = 0;  // 0: one each; 1: Mara has two; 2: both have two
  bool may_lie = true;
  bool may_be_cut = false;
  bool one_clause = false;  // so that nearly everything touches everything
  int lived = 0;  // 1 to 40: begins with one of so many agreements that can be lived (rule 6)
};

class RandomStory {
 public:
  explicit RandomStory(const Cast& cast);

  // Takes one step; false where there was nothing that it could do.
  bool take(const Step& step);

  Story story;
  std::vector<Clock> claims;                   // the past that a lie last claimed
  static constexpr std::size_t kLargest = 46;  // entries

 private:
  bool receive(Device& device, const Step& step);
  bool propose(Device& device, const Clock& past, const Step& step);
  bool accept(Device& device, const Clock& past, const Step& step);
  bool restrict(Device& device, const Clock& past, const Step& step);
  bool offer_lift(Device& device, const Clock& past, const Step& step);
  void open_moment(Device& device, const Clock& past, const Step& step);
  bool close_moment(Device& device, const Clock& past, const Step& step);
  void answer(Device& device, const Clock& past, const Step& step);
  [[nodiscard]] Change area(std::string_view name, const Step& step) const;
  EntryHash sign(Device& device, const Clock& past, const Deed& deed);
  [[nodiscard]] Clock claimed_past(const Device& device, const Step& step) const;
  [[nodiscard]] std::vector<EntryHash> known(const Clock& past, std::size_t deed) const;
  [[nodiscard]] std::vector<Change> contents(const Agreement& seen, const Step& step) const;

  Cast cast_;
  std::map<DeviceId, std::vector<Clock>> views_since_signing_;
};

// The acts in another causal order: at each place any of those whose past is there.
std::vector<Act> shuffled(const std::vector<Act>& acts, unsigned seed);

// The state as of a view.
Agreement agreement_of(const Story& story, const Clock& view);

// Calls `each` after every entry and `at_end` with the whole ledger.
template <class Each, class AtEnd>
void for_random_ledgers(const Cast& cast, Each each, AtEnd at_end) {
  const auto small = [](int end) {
    return rc::gen::inRange<std::uint8_t>(0, static_cast<std::uint8_t>(end));
  };
  const auto step = rc::gen::build<Step>(
      rc::gen::set(&Step::device, small(4)), rc::gen::set(&Step::what, small(28)),
      rc::gen::set(&Step::which, small(16)), rc::gen::set(&Step::how, small(64)));
  const auto steps = *rc::gen::scale(2, rc::gen::container<std::vector<Step>>(step));
  RandomStory ledger(cast);
  for (const Step& next : steps) {
    const std::size_t before = ledger.story.acts.size();
    if (before >= RandomStory::kLargest) break;
    if (ledger.take(next) && ledger.story.acts.size() > before) each(ledger.story);
  }
  at_end(ledger.story);  // may go on telling it
}

}  // namespace troth::agreement
