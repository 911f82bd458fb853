#include "core/vault/comments.h"

#include <algorithm>
#include <array>

#include "core/vault/ground.h"
#include "core/vault/short_id.h"
#include "core/vault/signing.h"
#include "core/vault/state.h"

namespace troth::vault {
namespace {

using practice::Kind;
using Sort = CommentedView::Sort;

constexpr std::array kComments = {Kind::comment};
constexpr std::size_t kMostOnAClause = 500;
// What stands in a list that can be commented on, proposals and clauses apart.
constexpr std::array kCommented = {
    Kind::check_in,    Kind::blind_check_in, Kind::question,   Kind::answer,
    Kind::agenda_item, Kind::minutes,        Kind::observance, Kind::talk};
constexpr std::array kNotCommented = {Kind::comment,       Kind::view,           Kind::reopened,
                                      Kind::moment_opened, Kind::moment_closed,  Kind::talked,
                                      Kind::review_opened, Kind::minutes_signed, Kind::action_done};

std::vector<std::string> ids_of(const std::vector<CommentedView>& found) {
  std::vector<std::string> out;
  for (const CommentedView& view : found) out.push_back(practice::hex_of(view.about));
  return out;
}

struct Reader {
  const State& state;
  const PairState& pair;
  store::Proposals proposals;
  store::Notes notes;
  document::Ground ground;

  static Result<Reader> open(const State& state, TimeMs now) {
    TROTH_ASSIGN(const PairState* pair, state.need_pair());
    Reader out{state,
               *pair,
               {state.store().ledger(), pair->reading()},
               state.store().notes(pair->chains),
               {}};
    TROTH_ASSIGN(out.ground, ground_of(state, out.proposals, now));
    return out;
  }
  [[nodiscard]] Result<CommentedView> find(std::string_view id) const;
  [[nodiscard]] CommentedView of_clause(const ClauseId& id) const;
  [[nodiscard]] CommentedView of_proposal(const EntryHash& entry) const;
  // Nothing beyond a cut.
  [[nodiscard]] Result<std::optional<CommentedView>> of_note(const EntryHash& entry) const;
  [[nodiscard]] CommentedView view_of(const practice::Note& note) const;
  [[nodiscard]] Result<bool> is_of_something_else(const std::string& digits) const;
};

Result<CommentedView> Reader::find(std::string_view id) const {
  TROTH_ASSIGN(const std::string digits, typed_digits(id));
  std::vector<CommentedView> found;
  for (const agreement::ClauseState& clause : ground.clauses)
    if (clause.id.hex().starts_with(digits)) found.push_back(of_clause(clause.id));
  for (const agreement::ProposalState& proposal : pair.agreement.proposals())
    if (proposal.entry.hex().starts_with(digits)) found.push_back(of_proposal(proposal.entry));
  TROTH_ASSIGN(const auto entries, notes.beginning_with(digits, kCommented, kMostAlike));
  for (const EntryHash& entry : entries) {
    TROTH_ASSIGN(auto view, of_note(entry));
    if (view) found.push_back(std::move(*view));
  }
  if (found.size() == 1) return found.front();
  if (!found.empty()) return std::unexpected(told(miss_of(ids_of(found)), digits));
  TROTH_ASSIGN(const bool is_other, is_of_something_else(digits));
  if (is_other) return refuse(Code::comment_on_nothing, digits);
  return std::unexpected(told({}, digits));
}

CommentedView Reader::of_clause(const ClauseId& id) const {
  const auto content = ground.contents.find(id);
  return {Sort::clause, id,
          content == ground.contents.end() ? "a clause that was removed"
                                           : name_of_clause(content->second, people_of(state))};
}

CommentedView Reader::of_proposal(const EntryHash& entry) const {
  const agreement::Proposal* content = proposals.proposal(entry);
  return {Sort::proposal, entry, content == nullptr ? std::string() : content->title};
}

Result<std::optional<CommentedView>> Reader::of_note(const EntryHash& entry) const {
  TROTH_ASSIGN(auto note, notes.find(entry));
  // What is said of an answer belongs to its question.
  if (const auto* answer = note ? std::get_if<practice::DecisionAnswer>(&note->content) : nullptr) {
    TROTH_ASSIGN(note, notes.find(answer->question));
    if (note && !std::holds_alternative<practice::Question>(note->content)) return std::nullopt;
  }
  if (!note) return std::nullopt;
  return view_of(*note);
}

CommentedView Reader::view_of(const practice::Note& note) const {
  const std::string by = people_of(state).name_of(note.by);
  if (const auto* question = std::get_if<practice::Question>(&note.content))
    return {Sort::decision, note.entry, question->text};
  if (const auto* item = std::get_if<practice::AgendaItem>(&note.content))
    return {Sort::review_item, note.entry, item->text};
  if (std::holds_alternative<practice::Minutes>(note.content))
    return {Sort::minutes, note.entry, "minutes of " + by};
  if (const auto* observance = std::get_if<practice::Observance>(&note.content))
    return {Sort::observance, note.entry,
            "observance of " + by + ": " + std::string(practice::name_of(observance->sort))};
  if (std::holds_alternative<practice::Talk>(note.content))
    return {Sort::talk, note.entry, "talk that " + by + " asked for"};
  return {Sort::check_in, note.entry, "check-in of " + by};
}

Result<bool> Reader::is_of_something_else(const std::string& digits) const {
  for (const agreement::RestrictionState& restriction : ground.restrictions)
    if (restriction.entry.hex().starts_with(digits)) return true;
  TROTH_ASSIGN(const auto others, notes.beginning_with(digits, kNotCommented, 1));
  return !others.empty();
}

}  // namespace

std::string_view name_of(Sort sort) {
  switch (sort) {
    case Sort::proposal:
      return "proposal";
    case Sort::clause:
      return "clause";
    case Sort::check_in:
      return "check_in";
    case Sort::decision:
      return "decision";
    case Sort::review_item:
      return "review_item";
    case Sort::minutes:
      return "minutes";
    case Sort::observance:
      return "observance";
    case Sort::talk:
      return "talk";
  }
  return "unknown";
}

Result<CommentedView> find_commented(const State& state, std::string_view id, TimeMs now) {
  TROTH_ASSIGN(const Reader reader, Reader::open(state, now));
  return reader.find(id);
}

Result<std::map<practice::About, CommentedView>> find_commented(
    const State& state, const std::set<practice::About>& abouts, TimeMs now) {
  std::map<practice::About, CommentedView> found;
  if (abouts.empty()) return found;
  TROTH_ASSIGN(const Reader reader, Reader::open(state, now));
  for (const practice::About& about : abouts) {
    auto view = reader.find(practice::hex_of(about));
    if (view)
      found.emplace(about, std::move(*view));
    else if (view.error().code != Code::comment_on_nothing && view.error().code != Code::id_unknown)
      return std::unexpected(std::move(view.error()));
  }
  return found;
}

Result<EntryHash> Comments::write(std::string_view about, const std::string& text) {
  State& state = vault_.state();
  TROTH_TRY(need_to_give(state, now_));
  TROTH_ASSIGN(const CommentedView on, find_commented(state, about, now_));
  TROTH_ASSIGN(auto payload, practice::encode(practice::Comment{on.about, text}));
  return sign_one(state, ledger::EntryKind::comment, std::move(payload), now_);
}

Result<ThreadView> Comments::thread(std::string_view about) const {
  const State& state = vault_.state();
  TROTH_ASSIGN(const Reader reader, Reader::open(state, now_));
  TROTH_ASSIGN(auto on, reader.find(about));
  ThreadView thread{std::move(on), {}};
  const auto* clause = std::get_if<ClauseId>(&thread.on.about);
  const auto* entry = std::get_if<EntryHash>(&thread.on.about);
  TROTH_ASSIGN(const auto notes, clause != nullptr
                                     ? reader.notes.about(*clause, kComments, kMostOnAClause)
                                     : reader.notes.about(*entry, kComments));
  for (const practice::Note* note : practice::in_order(notes))
    thread.comments.push_back(remark_view(
        state, practice::remark(*note, std::get<practice::Comment>(note->content).text)));
  return thread;
}

}  // namespace troth::vault
