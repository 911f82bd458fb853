#include "core/vault/raising.h"

#include <algorithm>

#include "core/document/clause_name.h"
#include "core/store/views.h"
#include "core/vault/comments.h"
#include "core/vault/ground.h"

namespace troth::vault {
namespace {

constexpr std::string_view kAbout = "About ";
constexpr std::size_t kDigits = 10;  // as ids are shown

std::string hex_of(const practice::About& about) { return practice::hex_of(about); }

}  // namespace

std::string line_about(const CommentedView& on) {
  return std::string(kAbout) + document::beginning_of(on.name) + " (" +
         hex_of(on.about).substr(0, kDigits) + ")";
}

Result<std::string> line_about(const State& state, std::string_view id, TimeMs now) {
  if (id.empty()) return std::string();
  TROTH_ASSIGN(const CommentedView on, find_commented(state, id, now));
  return line_about(on);
}

std::optional<std::string> digits_in(std::string_view reason) {
  const std::string_view line = reason.substr(reason.rfind('\n') + 1);
  const std::size_t open = line.rfind(" (");
  if (!line.starts_with(kAbout) || !line.ends_with(')')) return std::nullopt;
  if (open == line.npos || open < kAbout.size()) return std::nullopt;
  const std::string_view digits = line.substr(open + 2, line.size() - open - 3);
  if (digits.size() != kDigits || digits.find_first_not_of("0123456789abcdef") != digits.npos)
    return std::nullopt;
  return std::string(digits);
}

Result<Raised> raised_from(const State& state, const store::Proposals& proposals,
                           const std::vector<practice::About>& abouts) {
  std::map<std::string, practice::About> by_digits;
  for (const practice::About& about : abouts)
    by_digits.emplace(hex_of(about).substr(0, kDigits), about);
  Raised raised;
  for (const agreement::ProposalState& proposal : state.pair()->agreement.proposals()) {
    const agreement::Proposal* content = proposals.proposal(proposal.entry);
    const auto digits = content == nullptr ? std::nullopt : digits_in(content->reason);
    const auto found = digits ? by_digits.find(*digits) : by_digits.end();
    if (found != by_digits.end())
      raised[found->second].push_back({proposal.entry, content->title, proposal.stage});
  }
  if (proposals.failure()) return std::unexpected(*proposals.failure());
  return raised;
}

}  // namespace troth::vault
