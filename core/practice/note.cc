#include "core/practice/note.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace troth::practice {
namespace {

struct Line {
  std::vector<const Note*> notes;  // ascending by seq
  std::size_t next = 0;            // of the notes
  std::size_t passed = 0;          // so many lines of the next one's past wait for nothing
  std::vector<Line*> waiting;      // whose next note had seen this line's
};

bool is_earlier(const Note* a, const Note* b) {
  return std::tie(a->written_ms, a->entry) < std::tie(b->written_ms, b->entry);
}
struct Earlier {
  bool operator()(const Line* a, const Line* b) const {
    return is_earlier(a->notes[a->next], b->notes[b->next]);
  }
};

// A line's own notes see each other, and whoever sees one sees those before it:
// so the next of each line are all there is to look at.
class Ordering {
 public:
  explicit Ordering(std::span<const Note> notes) {
    for (const Note& note : notes) lines_[note.at.line].notes.push_back(&note);
    for (auto& [name, line] : lines_)
      std::ranges::sort(line.notes, {}, [](const Note* note) { return note->at.seq; });
    for (auto& [name, line] : lines_) settle(line);
  }

  std::vector<const Note*> take() {
    std::vector<const Note*> out;
    while (!ready_.empty()) {
      Line& line = *ready_.extract(ready_.begin()).value();
      out.push_back(line.notes[line.next++]);
      line.passed = 0;
      const auto waiting = std::exchange(line.waiting, {});
      settle(line);
      for (Line* const other : waiting) settle(*other);
    }
    return out;
  }

 private:
  // The line's next note is ready, or waits for the first line of those it had
  // seen that still has one of them.
  void settle(Line& line) {
    if (line.next == line.notes.size()) return;
    const auto ticks = line.notes[line.next]->past.ticks();
    for (; line.passed < ticks.size(); ++line.passed) {
      const Tick& tick = ticks[line.passed];
      const auto seen = lines_.find(tick.line);
      if (seen == lines_.end()) continue;
      Line& other = seen->second;
      if (other.next < other.notes.size() && other.notes[other.next]->at.seq <= tick.seq) {
        other.waiting.push_back(&line);
        return;
      }
    }
    ready_.insert(&line);
  }

  std::map<DeviceId, Line> lines_;
  std::set<Line*, Earlier> ready_;
};

}  // namespace

void Firsts::add(const Note& note) {
  const auto held = std::ranges::find(first_, note.at.line, &Tick::line);
  if (held == first_.end()) {
    first_.push_back(note.at);
  } else {
    held->seq = std::min(held->seq, note.at.seq);
  }
}

bool Firsts::is_any_in(const Clock& past) const {
  return std::ranges::any_of(first_, [&](const Tick& tick) { return past.contains(tick); });
}

std::vector<const Note*> in_order(std::span<const Note> notes) { return Ordering(notes).take(); }

}  // namespace troth::practice
