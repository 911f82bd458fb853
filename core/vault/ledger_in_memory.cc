#include "core/vault/ledger_in_memory.h"

#include <algorithm>

namespace troth::vault {

using ledger::PlacedEntry;
using ledger::WaitingEntry;

Result<std::optional<ledger::Place>> LedgerInMemory::find(const EntryHash& hash) const {
  const auto at = by_hash_.find(hash);
  if (at == by_hash_.end()) return std::nullopt;
  return placed_[at->second].place;
}

Result<std::optional<EntryHash>> LedgerInMemory::find_at(const Tick& tick) const {
  const auto at = by_tick_.find(tick);
  if (at == by_tick_.end()) return std::nullopt;
  return at->second;
}

Result<std::optional<ledger::Entry>> LedgerInMemory::entry(const EntryHash& hash) const {
  const auto at = by_hash_.find(hash);
  if (at == by_hash_.end()) return std::nullopt;
  return placed_[at->second].entry;
}

Result<std::vector<ledger::Line>> LedgerInMemory::lines() const {
  std::vector<ledger::Line> out;
  for (const auto& [id, line] : lines_) out.push_back(line);
  return out;
}

Result<std::vector<Tick>> LedgerInMemory::confirmations(const CertificateHash& certificate) const {
  const auto at = confirmations_.find(certificate);
  return at == confirmations_.end() ? std::vector<Tick>() : at->second;
}

Result<std::vector<PlacedEntry>> LedgerInMemory::beyond(const Clock& clock,
                                                        std::size_t most) const {
  std::vector<PlacedEntry> out;
  for (const PlacedEntry& placed : placed_) {
    if (out.size() == most) break;
    if (!clock.contains(placed.place.tick)) out.push_back(placed);
  }
  return out;
}

Status LedgerInMemory::append(const ledger::Entry& entry, const ledger::Place& place) {
  by_hash_[place.hash] = placed_.size();
  by_tick_[place.tick] = place.hash;
  const auto [at, is_new] = lines_.try_emplace(place.tick.line);
  if (is_new) at->second = {place.tick.line, place.tick.seq, {}};
  at->second.head = entry.head();
  if (place.confirms) confirmations_[*place.confirms].push_back(place.tick);
  placed_.push_back({entry, place});
  return {};
}

Result<ledger::WaitingCount> LedgerInMemory::waiting_of(const DeviceId& device) const {
  ledger::WaitingCount out;
  for (const WaitingEntry& entry : waiting_) {
    if (entry.device != device) continue;
    const bool takes = ledger::takes_away(entry.kind);
    ++(takes ? out.taking_away : out.giving);
    (takes ? out.taking_away_bytes : out.giving_bytes) += entry.bytes.size();
  }
  return out;
}

Result<std::vector<WaitingEntry>> LedgerInMemory::waiting() const { return waiting_; }

Result<std::vector<WaitingEntry>> LedgerInMemory::waiting_for(const EntryHash& missing) const {
  std::vector<WaitingEntry> out;
  for (const WaitingEntry& entry : waiting_)
    if (entry.missing && entry.missing->hash == missing) out.push_back(entry);
  return out;
}

Status LedgerInMemory::hold(const WaitingEntry& waiting) {
  const auto at = std::ranges::find(waiting_, waiting.hash, &WaitingEntry::hash);
  if (at == waiting_.end()) {
    waiting_.push_back(waiting);
  } else {
    *at = waiting;
  }
  return {};
}

Status LedgerInMemory::release(const EntryHash& hash) {
  std::erase_if(waiting_, [&](const WaitingEntry& entry) { return entry.hash == hash; });
  return {};
}

}  // namespace troth::vault
