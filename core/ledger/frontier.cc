#include "core/ledger/frontier.h"

#include <algorithm>

#include "core/base/sizes.h"

namespace troth::ledger {
namespace {

template <class Row>
bool ascends(const std::vector<Row>& rows) {
  return std::ranges::adjacent_find(rows, std::greater_equal()) == rows.end();
}

bool is_well_formed(const Frontier& frontier) {
  return frontier.heads.size() <= sizes::kLines && frontier.chains.size() <= 2 &&
         ascends(frontier.heads) && ascends(frontier.chains) &&
         std::ranges::all_of(frontier.heads, [](const Head& head) { return head.seq > 0; });
}

ChainHead head_of(const DeviceChain& chain) {
  return {chain.partner(), chain.length(), chain.head()};
}

// Whether the chain has another certificate where `head` says that one stands.
bool contradicts(const ChainHead& head, const DeviceChain& chain) {
  return head.length > 0 && head.length <= chain.length() &&
         chain.certificates()[head.length - 1].hash() != head.head;
}

Status compare_head(const Head& head, const std::vector<Line>& lines, const EntryLog& log,
                    Difference& out) {
  TROTH_ASSIGN(const auto place, log.find(head.hash));
  if (place) {
    if (place->device != head.device || place->tick.seq != head.seq) {
      return refuse(Code::frontier_malformed);
    }
    out.they_hold.merge(place->clock());
    return {};
  }
  out.we_lack.push_back(head);
  // A branch starts from another line, so below any head there is an entry at every seq.
  const bool rival = std::ranges::any_of(lines, [&](const Line& line) {
    return line.head.device == head.device && head.seq <= line.head.seq;
  });
  if (rival && (out.equivocating.empty() || out.equivocating.back() != head.device)) {
    out.equivocating.push_back(head.device);
  }
  return {};
}

void compare_chain(const DeviceChain& chain, const Frontier& theirs, Difference& out) {
  const auto at = std::ranges::find(theirs.chains, chain.partner(), &ChainHead::partner);
  const ChainHead head = at != theirs.chains.end() ? *at : ChainHead{chain.partner(), 0, {}};
  if (contradicts(head, chain)) out.forked_chains.push_back(chain.partner());
  if (head.length < chain.length()) out.they_lack_certificates.push_back(chain.partner());
  if (head.length > chain.length()) out.we_lack_certificates.push_back(chain.partner());
}

}  // namespace

Result<Frontier> frontier_of(const EntryLog& log, const DeviceChains& chains) {
  TROTH_ASSIGN(const auto lines, log.lines());
  Frontier out;
  for (const Line& line : lines) out.heads.push_back(line.head);
  out.chains = {head_of(chains.own), head_of(chains.other)};
  std::ranges::sort(out.heads);
  std::ranges::sort(out.chains);
  return out;
}

bool Difference::is_level() const {
  return !they_lack_entries && we_lack.empty() && they_lack_certificates.empty() &&
         we_lack_certificates.empty() && forked_chains.empty();
}

Result<Difference> compare(const Frontier& theirs, const EntryLog& log,
                           const DeviceChains& chains) {
  if (!is_well_formed(theirs)) return refuse(Code::frontier_malformed);
  TROTH_ASSIGN(const auto lines, log.lines());
  Difference out;
  for (const Head& head : theirs.heads) TROTH_TRY(compare_head(head, lines, log, out));
  out.they_lack_entries = std::ranges::any_of(
      lines, [&](const Line& line) { return !out.they_hold.contains(line.tick()); });
  compare_chain(chains.own, theirs, out);
  compare_chain(chains.other, theirs, out);
  return out;
}

}  // namespace troth::ledger
