#include "core/vault/record_of.h"

#include <algorithm>
#include <type_traits>
#include <variant>

#include "core/store/content.h"

namespace troth::vault {
namespace {

using document::RecordedEntry;
using document::Says;
using document::Unreadable;
using document::Wordless;

// Of what the ledger itself reads, its kind says all.
struct SaysOf {
  template <class T>
  Says operator()(T&& said) const {
    if constexpr (std::is_constructible_v<Says, T>)
      return Says(std::forward<T>(said));
    else
      return Wordless{};
  }
};

Says says_of(const ledger::Entry& entry, const agreement::Pair& pair) {
  auto content = store::content_of(entry.header().kind, entry.payload(), pair);
  return content ? std::visit(SaysOf{}, std::move(*content)) : Says(Unreadable{});
}

RecordedEntry recorded(const ledger::PlacedEntry& placed, const agreement::Act& act,
                       const agreement::Pair& pair) {
  const ledger::EntryHeader& header = placed.entry.header();
  RecordedEntry out;
  out.hash = placed.place.hash;
  out.kind = static_cast<std::uint32_t>(header.kind);
  out.kind_name = ledger::name_of(header.kind);
  out.by = act.partner;
  out.device = header.device;
  out.seq = header.seq;
  out.previous = header.previous;
  for (const ledger::Head& head : header.seen) out.seen.push_back(head.hash);
  out.written_ms = header.written_at_ms;
  out.says = says_of(placed.entry, pair);
  return out;
}

TimeMs written_ms_of(const ledger::WaitingEntry& waiting) {
  const auto glimpse = ledger::glimpse(waiting.bytes);
  if (!glimpse) return 0;
  const auto header = ledger::decode_header(glimpse->signed_header.header);
  return header ? header->written_at_ms : 0;
}

template <class T>
const T* practice_of(const RecordedEntry& entry) {
  const auto* content = std::get_if<practice::Content>(&entry.says);
  return content == nullptr ? nullptr : std::get_if<T>(content);
}

}  // namespace

RecordMaker::RecordMaker(const store::Reading& reading, document::Circumstances by)
    : reading_(reading),
      pair_(store::agreement_pair(reading.pair, reading.chains)),
      agreement_(pair_) {
  record_.by = std::move(by);
  record_.pair = reading.pair.pair;
}

Result<RecordMaker> RecordMaker::begin(const store::Reading& reading, document::Circumstances by,
                                       const ledger::EntryLog& log) {
  RecordMaker out(reading, std::move(by));
  TROTH_TRY(out.find_cuts(log));
  return out;
}

Status RecordMaker::find_cuts(const ledger::EntryLog& log) {
  const auto lower = [&](const DeviceId& device, std::uint64_t from) {
    const auto [at, is_new] = cut_from_.emplace(device, from);
    if (!is_new) at->second = std::min(at->second, from);
  };
  for (const ledger::DeviceChain* chain : {&reading_.chains.own, &reading_.chains.other})
    for (const ledger::Device& device : chain->devices())
      if (device.revocation) lower(device.id, device.revocation->cut.seq + 1);
  TROTH_ASSIGN(const auto lines, log.lines());
  for (const ledger::Line& line : lines)
    if (line.is_branch()) lower(line.head.device, line.first_seq);
  return {};
}

Status RecordMaker::add(const ledger::PlacedEntry& placed) {
  TROTH_ASSIGN(const agreement::Act act, store::act_of(placed, reading_));
  TROTH_TRY(agreement_.add(act));
  RecordedEntry entry = recorded(placed, act, pair_);
  const auto cut = cut_from_.find(entry.device);
  if (cut != cut_from_.end() && entry.seq >= cut->second)
    entry.standing = RecordedEntry::Standing::beyond_a_cut;
  else if (placed.place.standing == ledger::Standing::unconfirmed)
    entry.standing = RecordedEntry::Standing::unconfirmed;
  note_view(act, entry);
  record_.add(std::move(entry));
  return {};
}

// What a verdict on an answer asks of the other entries.
void RecordMaker::note_view(const agreement::Act& act, const RecordedEntry& entry) {
  if (const auto* answer = practice_of<practice::DecisionAnswer>(entry))
    answers_.emplace_back(act, *answer);
  const auto* view = practice_of<practice::DecisionView>(entry);
  if (view != nullptr && entry.standing == RecordedEntry::Standing::counts)
    views_[view->question].emplace_back(entry.by, act.at);
}

void RecordMaker::add_waiting(const ledger::WaitingEntry& entry) {
  ++record_.waiting;
  const ledger::Device* device = reading_.chains.find(entry.device);
  if (device == nullptr || !ledger::takes_away(entry.kind)) return;
  agreement_.add_waiting(entry.hash, device->partner, written_ms_of(entry));
}

Status RecordMaker::judge_answers() {
  for (const auto& [act, said] : answers_) {
    agreement::Answer answer{act.partner,    act.device,    act.at,   act.past,
                             act.written_ms, act.latest_ms, said.area};
    const auto views = views_.find(said.question);
    answer.had_view =
        views != views_.end() && std::ranges::any_of(views->second, [&](const auto& view) {
          return view.first != act.partner && act.past.contains(view.second);
        });
    TROTH_ASSIGN(const auto verdict, agreement_.verdict_of(answer, record_, reading_.civil_time));
    record_.judge(act.entry, verdict);
  }
  return {};
}

Result<document::Record> RecordMaker::finish() {
  TROTH_TRY(judge_answers());
  const TimeMs at = record_.by.exported_ms;
  record_.status = agreement_.status(at);
  record_.digest = agreement_.digest();
  record_.clauses = agreement_.clauses(at);
  record_.restrictions = agreement_.restrictions(at);
  record_.proposals = agreement_.proposals();
  return std::move(record_);
}

}  // namespace troth::vault
