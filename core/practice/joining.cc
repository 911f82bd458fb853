#include "core/practice/joining.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>

namespace troth::practice {
namespace {

using Index = std::size_t;

class Joining {
 public:
  Joining(std::span<const Note* const> openings, std::span<const std::vector<Ending>> endings)
      : openings_(openings), endings_(endings), group_(openings.size()), ends_(openings.size()) {
    std::iota(group_.begin(), group_.end(), Index{0});
  }

  std::vector<Index> take() {
    for (Index opening = 0; opening < openings_.size(); ++opening) {
      const auto open = open_in(note(opening).past);
      if (open) {
        merge(*open, opening);
      } else {
        found(opening);
      }
      for (const Ending& ending : endings_[opening])
        ends_[open.value_or(opening)].push_back({opening, &ending});
    }
    std::vector<Index> out(group_.size());
    for (Index opening = 0; opening < out.size(); ++opening) out[opening] = first_of(opening);
    return out;
  }

 private:
  // Founders in a past: those that no other of them had seen, and on each line
  // the last of those that one had.
  struct Founders {
    std::vector<Index> newest;
    std::vector<Index> before;
  };
  // A text under the name of this opening.
  struct End {
    Index opening;
    const Ending* ending;
  };
  // Founders on a line that are one review, up to `last_seq`.
  struct Run {
    std::uint64_t last_seq;
    Index founder;
  };
  struct Line {
    std::vector<Index> founders;  // ascending
    std::vector<Run> runs;        // ascending
  };

  [[nodiscard]] const Note& note(Index opening) const { return *openings_[opening]; }

  // A founder of the review that is open in this past.
  [[nodiscard]] std::optional<Index> open_in(const Clock& past) const {
    const Founders founders = founders_in(past);
    for (const Index founder : founders.newest) {
      if (has_ended(founder, past)) return std::nullopt;
      // One review with an older founder that it had not seen, which was over
      // before another of the newest was signed.
      for (const Index older : founders.before)
        if (!sees(note(founder), note(older))) return std::nullopt;
    }
    if (founders.newest.empty()) return std::nullopt;
    return founders.newest.front();
  }

  [[nodiscard]] Founders founders_in(const Clock& past) const {
    // By line the founders up to the last in that past.
    std::vector<std::span<const Index>> lines;
    Clock seen;
    for (const auto& [name, line] : lines_) {
      const auto after =
          std::ranges::upper_bound(line.founders, past.seq_of(name), {},
                                   [&](Index founder) { return note(founder).at.seq; });
      if (after == line.founders.begin()) continue;
      lines.emplace_back(line.founders.begin(), after);
      seen.merge(note(lines.back().back()).past);
    }
    Founders out;
    for (std::span<const Index> founders : lines) {
      if (!seen.contains(note(founders.back()).at)) {
        out.newest.push_back(founders.back());
        founders = founders.first(founders.size() - 1);
      }
      if (!founders.empty()) out.before.push_back(founders.back());
    }
    return out;
  }

  [[nodiscard]] bool has_ended(Index founder, const Clock& past) const {
    return std::ranges::any_of(ends_[founder], [&](const End& end) {
      return past.contains(note(end.opening).at) && past.contains(end.ending->text) &&
             end.ending->signatures.is_any_in(past);
    });
  }

  // A new review, one with those founders that it crosses.
  void found(Index opening) {
    const Note& founder = note(opening);
    for (auto& [name, line] : lines_) {
      const std::uint64_t seen = founder.past.seq_of(name);
      if (line.runs.empty() || line.runs.back().last_seq <= seen) continue;
      const Run crossed{line.runs.back().last_seq, opening};
      for (; !line.runs.empty() && line.runs.back().last_seq > seen; line.runs.pop_back())
        merge(line.runs.back().founder, opening);
      line.runs.push_back(crossed);
    }
    Line& own = lines_[founder.at.line];
    own.founders.push_back(opening);
    own.runs.push_back({founder.at.seq, opening});
  }

  // The first of its review, of those that were looked at.
  Index first_of(Index opening) {
    for (; group_[opening] != opening; opening = group_[opening])
      group_[opening] = group_[group_[opening]];
    return opening;
  }
  void merge(Index a, Index b) {
    const auto [to, from] = std::minmax({first_of(a), first_of(b)});
    group_[from] = to;
  }

  std::span<const Note* const> openings_;
  std::span<const std::vector<Ending>> endings_;
  std::vector<Index> group_;            // an earlier one of the same review, or itself
  std::vector<std::vector<End>> ends_;  // of a founder: under its name and those that joined it
  std::map<DeviceId, Line> lines_;
};

}  // namespace

std::vector<std::size_t> joined(std::span<const Note* const> openings,
                                std::span<const std::vector<Ending>> endings) {
  return Joining(openings, endings).take();
}

}  // namespace troth::practice
