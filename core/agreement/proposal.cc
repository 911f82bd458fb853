#include "core/agreement/proposal.h"

#include "core/agreement/clause_payload.h"
#include "core/agreement/payload.h"
#include "core/base/check.h"
#include "core/base/text.h"
#include "proto/agreement.pb.h"

namespace troth::agreement {
namespace {

// The id that a content must stand under; none where it is free.
std::optional<ClauseId> required_id(const ClauseChange& change, const Pair& pair) {
  const ClauseContent& content = *change.content;
  if (const auto* role = std::get_if<Role>(&content.body)) return role_id(pair.id, role->partner);
  if (const auto* area = std::get_if<Area>(&content.body)) {
    const bool is_first = !change.standing.current && change.standing.voids.empty();
    if (is_first) return area_id(pair.id, area->name);
    return std::nullopt;
  }
  switch (kind_of(content)) {
    case ClauseKind::preamble:
      return preamble_id(pair.id);
    case ClauseKind::rhythm:
      return rhythm_id(pair.id);
    case ClauseKind::term:
      return term_id(pair.id);
    default:
      return std::nullopt;
  }
}

// True for the ids of roles, preamble, rhythm and term, which no other kind may take.
bool is_reserved(const ClauseId& clause, const Pair& pair) {
  return clause == preamble_id(pair.id) || clause == rhythm_id(pair.id) ||
         clause == term_id(pair.id) || clause == role_id(pair.id, pair.a.partner) ||
         clause == role_id(pair.id, pair.b.partner);
}

Status check_change(const ClauseChange& change, const Pair& pair) {
  if (!is_ascending(change.standing.voids))
    return refuse(Code::consent_malformed, "a standing whose parts are not in order");
  if (!change.content) return {};
  TROTH_TRY(check(*change.content, pair));
  const std::optional<ClauseId> required = required_id(change, pair);
  const bool fits = required ? *required == change.clause : !is_reserved(change.clause, pair);
  if (!fits) return refuse(Code::clause_id_differs, name_of(kind_of(*change.content)));
  return {};
}

// A reaffirmation changes the term's date to renew by, or nothing.
Status check_reaffirmation(const Proposal& proposal, const Pair& pair) {
  const bool changes_nothing = proposal.changes.empty();
  const bool changes_the_term = proposal.changes.size() == 1 &&
                                proposal.changes.front().clause == term_id(pair.id) &&
                                proposal.changes.front().content;
  if ((!changes_nothing && !changes_the_term) || !proposal.lifts.empty())
    return refuse(Code::reaffirmation_changes_more);
  return {};
}

void standing_to_wire(const Standing& standing, wire::Standing& out) {
  if (standing.current) out.set_current(standing.current->string());
  for (const EntryHash& voided : standing.voids) out.add_voids(voided.string());
}

Result<ClauseChange> change_from(const wire::ClauseChange& change) {
  if (!change.has_standing()) return refuse(Code::consent_malformed, "a change without a standing");
  ClauseChange out;
  TROTH_ASSIGN(out.clause, id_from<ClauseId>(change.clause(), "a clause"));
  TROTH_ASSIGN(out.standing.current,
               optional_id_from<EntryHash>(change.standing().current(), "a standing"));
  TROTH_ASSIGN(out.standing.voids, ids_from<EntryHash>(change.standing().voids(), "a standing"));
  if (change.has_content()) {
    TROTH_ASSIGN(out.content, from_wire(change.content()));
  }
  return out;
}

constexpr Shape kStandingShape{2, {}};
const std::array<Shape::Part, 2> kChangeParts{{{2, &kStandingShape}, {3, &kClauseContentShape}}};
const Shape kChangeShape{3, kChangeParts};
const std::array<Shape::Part, 1> kProposalParts{{{3, &kChangeShape}}};
const Shape kProposalShape{6, kProposalParts};
constexpr Shape kAcceptanceShape{3, {}};
constexpr Shape kNoShape{2, {}};
constexpr Shape kAssentShape{1, {}};

}  // namespace

Status check(const Proposal& proposal, const Pair& pair) {
  TROTH_TRY(
      check_required_text(proposal.title, sizes::kTitle, Lines::one, "The title of the proposal"));
  TROTH_TRY(check_required_text(proposal.reason, sizes::kReason, Lines::many,
                                "The reason of the proposal"));
  if (proposal.changes.size() > sizes::kChangesPerProposal)
    return refuse(Code::proposal_too_large, std::to_string(sizes::kChangesPerProposal));
  if (proposal.changes.empty() && proposal.lifts.empty() && !proposal.reaffirms)
    return refuse(Code::proposal_empty);
  if (!is_ascending(proposal.changes, &ClauseChange::clause))
    return refuse(Code::consent_malformed, "changes that are not in order");
  if (!is_ascending(proposal.lifts))
    return refuse(Code::consent_malformed, "lifts that are not in order");
  for (const ClauseChange& change : proposal.changes) TROTH_TRY(check_change(change, pair));
  if (proposal.reaffirms) return check_reaffirmation(proposal, pair);
  return {};
}

Bytes encode(const Proposal& proposal, const Pair& pair) {
  CHECK(check(proposal, pair));
  wire::Proposal out;
  out.set_title(proposal.title);
  out.set_reason(proposal.reason);
  for (const ClauseChange& change : proposal.changes) {
    wire::ClauseChange& added = *out.add_changes();
    added.set_clause(change.clause.string());
    standing_to_wire(change.standing, *added.mutable_standing());
    if (change.content) to_wire(*change.content, *added.mutable_content());
  }
  for (const EntryHash& lifted : proposal.lifts) out.add_lifts(lifted.string());
  if (proposal.counters) out.set_counters(proposal.counters->string());
  if (proposal.reaffirms) out.set_reaffirms(proposal.reaffirms->string());
  return copy_of(bytes_of(out.SerializeAsString()));
}

Bytes encode(const Acceptance& acceptance) {
  wire::Acceptance out;
  out.set_proposal(acceptance.proposal.string());
  out.set_digest(acceptance.digest.string());
  out.set_rules_version(acceptance.rules_version);
  return copy_of(bytes_of(out.SerializeAsString()));
}

Bytes encode(const No& no) {
  CHECK(check_text(no.reason, sizes::kReason, Lines::many, "The reason"));
  wire::No out;
  out.set_proposal(no.proposal.string());
  out.set_reason(no.reason);
  return copy_of(bytes_of(out.SerializeAsString()));
}

Bytes encode(const Assent& assent) {
  wire::Assent out;
  out.set_proposal(assent.proposal.string());
  return copy_of(bytes_of(out.SerializeAsString()));
}

Result<Proposal> decode_proposal(ByteView payload, const Pair& pair) {
  TROTH_ASSIGN(const auto message, parse_strict<wire::Proposal>(payload, kProposalShape));
  if (static_cast<std::size_t>(message.changes_size()) > sizes::kChangesPerProposal)
    return refuse(Code::proposal_too_large, std::to_string(sizes::kChangesPerProposal));
  Proposal out;
  out.title = message.title();
  out.reason = message.reason();
  for (const wire::ClauseChange& change : message.changes()) {
    TROTH_ASSIGN(ClauseChange added, change_from(change));
    out.changes.push_back(std::move(added));
  }
  TROTH_ASSIGN(out.lifts, ids_from<EntryHash>(message.lifts(), "a lift"));
  TROTH_ASSIGN(out.counters, optional_id_from<EntryHash>(message.counters(), "a proposal"));
  TROTH_ASSIGN(out.reaffirms, optional_id_from<Hash>(message.reaffirms(), "a digest"));
  TROTH_TRY(check(out, pair));
  TROTH_TRY(check_same(encode(out, pair), payload));
  return out;
}

Result<Acceptance> decode_acceptance(ByteView payload) {
  TROTH_ASSIGN(const auto message, parse_strict<wire::Acceptance>(payload, kAcceptanceShape));
  Acceptance out;
  TROTH_ASSIGN(out.proposal, id_from<EntryHash>(message.proposal(), "a proposal"));
  TROTH_ASSIGN(out.digest, id_from<Hash>(message.digest(), "a digest"));
  if (message.rules_version() == 0)
    return refuse(Code::consent_malformed, "an acceptance that names no rules");
  out.rules_version = message.rules_version();
  TROTH_TRY(check_same(encode(out), payload));
  return out;
}

Result<No> decode_no(ByteView payload) {
  TROTH_ASSIGN(const auto message, parse_strict<wire::No>(payload, kNoShape));
  TROTH_ASSIGN(const EntryHash proposal, id_from<EntryHash>(message.proposal(), "a proposal"));
  TROTH_TRY(check_text(message.reason(), sizes::kReason, Lines::many, "The reason"));
  No out{proposal, message.reason()};
  TROTH_TRY(check_same(encode(out), payload));
  return out;
}

Result<Assent> decode_assent(ByteView payload) {
  TROTH_ASSIGN(const auto message, parse_strict<wire::Assent>(payload, kAssentShape));
  TROTH_ASSIGN(const EntryHash proposal, id_from<EntryHash>(message.proposal(), "a proposal"));
  const Assent out{proposal};
  TROTH_TRY(check_same(encode(out), payload));
  return out;
}

const ClauseContent* content_in(const Proposal& proposal, const ClauseId& clause) {
  const auto at = std::ranges::lower_bound(proposal.changes, clause, {}, &ClauseChange::clause);
  if (at == proposal.changes.end() || at->clause != clause || !at->content) return nullptr;
  return &*at->content;
}

}  // namespace troth::agreement
