#include "core/base/clock.h"

#include <algorithm>

#include "core/base/check.h"
#include "core/base/sizes.h"

namespace troth {

std::uint64_t Clock::seq_of(const DeviceId& line) const {
  const auto at = std::ranges::lower_bound(ticks_, line, {}, &Tick::line);
  return at != ticks_.end() && at->line == line ? at->seq : 0;
}

bool Clock::contains(const Clock& other) const {
  return std::ranges::all_of(other.ticks_, [&](const Tick& tick) { return contains(tick); });
}

void Clock::raise(const Tick& tick) {
  if (tick.seq == 0) return;
  const auto at = std::ranges::lower_bound(ticks_, tick.line, {}, &Tick::line);
  if (at != ticks_.end() && at->line == tick.line) {
    at->seq = std::max(at->seq, tick.seq);
  } else {
    ticks_.insert(at, tick);
  }
}

void Clock::merge(const Clock& other) {
  for (const Tick& tick : other.ticks_) raise(tick);
}

Bytes Clock::encode() const {
  CHECK(ticks_.size() <= sizes::kLines);
  Writer out;
  out.u8(static_cast<std::uint8_t>(ticks_.size()));
  for (const Tick& tick : ticks_) out.raw(tick.line.view()).u64(tick.seq);
  return out.take();
}

std::optional<Clock> Clock::decode(ByteView bytes) {
  Reader in(bytes);
  const std::size_t count = in.u8();
  if (count > sizes::kLines) return std::nullopt;
  Clock out;
  for (std::size_t i = 0; i < count && in.ok(); ++i) {
    const Tick tick{.line = DeviceId{in.array<32>()}, .seq = in.u64()};
    if (tick.seq == 0) return std::nullopt;
    if (!out.ticks_.empty() && out.ticks_.back().line >= tick.line) return std::nullopt;
    out.ticks_.push_back(tick);
  }
  if (!in.done()) return std::nullopt;
  return out;
}

}  // namespace troth
