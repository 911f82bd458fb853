#include "core/agreement/counter.h"

#include <algorithm>

#include "core/agreement/word_difference.h"

namespace troth::agreement {
namespace {

constexpr double kAlike = 0.5;

// What would stand of the clauses that either changes.
Contents after(const Proposal& proposal, Contents contents) {
  for (const ClauseChange& change : proposal.changes) {
    if (change.content)
      contents.insert_or_assign(change.clause, *change.content);
    else
      contents.erase(change.clause);
  }
  return contents;
}

// The words of a clause whose id is random; empty for any other.
std::string_view words_in(const ClauseContent& content) {
  if (const auto* standard = std::get_if<Standard>(&content.body)) return standard->text;
  if (const auto* expectation = std::get_if<Expectation>(&content.body)) return expectation->text;
  return {};
}

// How much of two texts is the same: from 0 to 1.
double likeness(std::string_view a, std::string_view b) {
  if (a == b) return 1;
  std::size_t same = 0;
  for (const TextPiece& piece : word_difference(a, b))
    if (piece.sort == TextPiece::Sort::same) same += piece.text.size();
  return 2.0 * static_cast<double>(same) / static_cast<double>(a.size() + b.size());
}

// Gives what `mine` sets anew the id of the one in `theirs` that is most like it.
void match_new_clauses(Contents& mine, const Contents& theirs) {
  for (const auto& [their_id, their_content] : theirs) {
    if (mine.contains(their_id) || words_in(their_content).empty()) continue;
    double best = kAlike;
    auto chosen = mine.end();
    for (auto other = mine.begin(); other != mine.end(); ++other) {
      if (theirs.contains(other->first) || kind_of(other->second) != kind_of(their_content))
        continue;
      const double like = likeness(words_in(their_content), words_in(other->second));
      if (like <= best) continue;
      best = like;
      chosen = other;
    }
    if (chosen == mine.end()) continue;
    auto node = mine.extract(chosen);
    node.key() = their_id;
    mine.insert(std::move(node));
  }
}

}  // namespace

Contents contents_before(const Proposal& proposal, const ProposalSource& source) {
  Contents contents;
  for (const ClauseChange& change : proposal.changes) {
    if (!change.standing.current) continue;
    const Proposal* set_by = source.proposal(*change.standing.current);
    const ClauseContent* content = set_by == nullptr ? nullptr : content_in(*set_by, change.clause);
    if (content != nullptr) contents.emplace(change.clause, *content);
  }
  return contents;
}

std::vector<ClauseDifference> difference_to_answered(const Proposal& answered,
                                                     const Proposal& counter,
                                                     const ProposalSource& source) {
  Contents before = contents_before(counter, source);
  before.merge(contents_before(answered, source));
  const Contents theirs = after(answered, before);
  Contents mine = after(counter, before);
  match_new_clauses(mine, theirs);
  auto out = difference(theirs, mine);
  for (ClauseDifference& change : difference(before, counter))
    if (change.sort == ClauseDifference::Sort::again &&
        std::ranges::count(out, change.clause, &ClauseDifference::clause) == 0 &&
        std::ranges::count(answered.changes, change.clause, &ClauseChange::clause) == 0)
      out.push_back(std::move(change));
  return out;
}

}  // namespace troth::agreement
