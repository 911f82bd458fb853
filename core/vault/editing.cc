#include "core/vault/editing.h"

#include <algorithm>

#include "core/document/template.h"
#include "core/store/views.h"
#include "core/vault/ground.h"
#include "core/vault/proposing.h"
#include "core/vault/raising.h"

namespace troth::vault {
namespace {

// True where every line is empty or a comment: whoever empties a file wants nothing.
bool says_nothing(std::string_view text) {
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    const std::size_t first = line.find_first_not_of(" \t\r");
    if (first != std::string_view::npos && line[first] != '#') return false;
    text.remove_prefix(std::min(line.size() + 1, text.size()));
  }
  return true;
}

// Whether a sheet may still become a proposal.
Status need_to_propose(const State& state, const Sheet& sheet) {
  TROTH_TRY(need_compared(state));
  if (!sheet.counters) return {};
  return state.pair()->agreement.may_decline(*sheet.counters, state.author());
}

}  // namespace

Result<Sheet> Editing::agreement(std::string_view about) const {
  State& state = vault_.state();
  TROTH_TRY(need_compared(state));
  TROTH_ASSIGN(auto ground, ground_to_propose(state, now_));
  TROTH_ASSIGN(std::string toml, document::sheet_for(ground));
  TROTH_ASSIGN(std::string line, line_about(state, about, now_));
  if (!line.empty()) toml = "# The reason will end with the line: " + line + "\n\n" + toml;
  return Sheet{std::move(toml),
               std::make_shared<const document::Ground>(std::move(ground)),
               {},
               std::move(line)};
}

Result<Sheet> Editing::counter_to(std::string_view proposal) const {
  State& state = vault_.state();
  TROTH_ASSIGN(const EntryHash id, find_to_counter(state, proposal));
  const store::Proposals proposals(state.store().ledger(), state.pair()->reading());
  TROTH_ASSIGN(auto ground, ground_of(state, proposals, now_));
  const agreement::Proposal* answered = proposals.proposal(id);
  if (answered == nullptr) return refuse(Code::proposal_unknown);
  TROTH_ASSIGN(std::string toml,
               document::sheet_from(*answered, ground, document::Instead::counter_in_editor));
  document::offer(ground, *answered);
  return Sheet{
      std::move(toml), std::make_shared<const document::Ground>(std::move(ground)), id, {}};
}

Result<std::string> Editing::toml_of(std::string_view proposal) const {
  State& state = vault_.state();
  TROTH_ASSIGN(const PairState* pair, state.need_pair());
  TROTH_ASSIGN(const EntryHash id, find_proposal(*pair, proposal));
  const store::Proposals proposals(state.store().ledger(), pair->reading());
  TROTH_ASSIGN(const auto ground, ground_of(state, proposals, now_));
  const agreement::Proposal* words = proposals.proposal(id);
  if (words == nullptr) return refuse(Code::proposal_unknown);
  const bool can_counter = pair->agreement.may_decline(id, state.author()).has_value();
  return document::sheet_from(*words, ground,
                              can_counter ? document::Instead::counter : document::Instead::anew);
}

bool changes(std::string_view edited, std::string_view text) {
  return text != edited && !says_nothing(text);
}

Result<Wording> Editing::wording(const Sheet& sheet, std::string_view text) const {
  State& state = vault_.state();
  TROTH_TRY(need_to_propose(state, sheet));
  TROTH_ASSIGN(auto read,
               read_file(state, text, {*sheet.ground, sheet.counters, sheet.about}, now_));
  TROTH_TRY(check_signable(state, read, sheet.ground->pair));
  Wording wording{std::move(read.limits), std::move(read.proposal), {}};
  if (!wording.proposal) return wording;
  wording.changes = agreement::difference(sheet.ground->contents, *wording.proposal);
  std::ranges::stable_sort(wording.changes, {}, &agreement::ClauseDifference::kind);
  return wording;
}

Result<Proposed> Editing::propose(const Sheet& sheet, std::string_view text) {
  State& state = vault_.state();
  TROTH_TRY(need_to_propose(state, sheet));
  return sign_file(state, text, {*sheet.ground, sheet.counters, sheet.about}, now_);
}

}  // namespace troth::vault
