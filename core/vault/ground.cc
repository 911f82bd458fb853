#include "core/vault/ground.h"

namespace troth::vault {
namespace {

constexpr std::size_t kLongestName = 60;  // bytes, cut between code points

std::string beginning_of(const std::string& text) {
  const std::string line = text.substr(0, text.find('\n'));
  if (line.size() <= kLongestName) return line;
  std::size_t end = kLongestName;
  while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U) --end;
  return line.substr(0, end) + "…";
}

}  // namespace

Result<std::optional<agreement::Restriction>> restriction_words(
    const store::LedgerStore& ledger, const agreement::RestrictionState& restriction) {
  if (restriction.kind == agreement::RestrictionKind::unreadable)
    return std::optional<agreement::Restriction>();
  TROTH_ASSIGN(const auto entry, ledger.entry(restriction.entry));
  if (!entry) return std::optional<agreement::Restriction>();
  auto words = agreement::decode_restriction(restriction.kind, entry->payload());
  if (!words) return std::optional<agreement::Restriction>();
  return std::optional<agreement::Restriction>(std::move(*words));
}

Result<document::Ground> ground_of(const State& state, const store::Proposals& proposals,
                                   TimeMs now) {
  const PairState& pair = *state.pair();
  document::Ground ground;
  ground.pair = store::agreement_pair(pair.record, pair.chains);
  ground.me = state.me();
  ground.clauses = pair.agreement.clauses(now);
  for (const agreement::ClauseState& clause : ground.clauses) {
    if (!clause.exists || !clause.origin) continue;
    const agreement::Proposal* proposal = proposals.proposal(clause.origin->proposal);
    const agreement::ClauseContent* content =
        proposal == nullptr ? nullptr : agreement::content_in(*proposal, clause.id);
    if (content != nullptr) ground.contents.emplace(clause.id, *content);
  }
  ground.restrictions = pair.agreement.restrictions(now);
  for (const agreement::RestrictionState& restriction : ground.restrictions) {
    TROTH_ASSIGN(const auto words, restriction_words(state.store().ledger(), restriction));
    if (words) ground.words.emplace(restriction.entry, *words);
  }
  if (proposals.failure()) return std::unexpected(*proposals.failure());
  return ground;
}

namespace {

const agreement::Rhythm* rhythm_of(const document::Ground& ground) {
  const auto found = ground.contents.find(agreement::rhythm_id(ground.pair.id));
  return found == ground.contents.end() ? nullptr
                                        : std::get_if<agreement::Rhythm>(&found->second.body);
}

}  // namespace

Result<practice::Period> period_at(const document::Ground& ground, TimeMs now) {
  const agreement::Rhythm* rhythm = rhythm_of(ground);
  if (rhythm == nullptr) return practice::period_of(now, std::nullopt);
  TROTH_ASSIGN(const document::TimeZone zone, document::TimeZone::find(rhythm->time_zone));
  return practice::period_of(now, practice::Cadence{rhythm->check_in, zone.days()});
}

std::vector<std::string> dimensions_of(const document::Ground& ground) {
  const agreement::Rhythm* rhythm = rhythm_of(ground);
  if (rhythm != nullptr) return rhythm->dimensions;
  return {practice::kDefaultDimensions.begin(), practice::kDefaultDimensions.end()};
}

std::string name_of_clause(const agreement::ClauseContent& content, const People& people) {
  using namespace agreement;
  const auto name = [&](const auto& body) -> std::string {
    using Body = std::decay_t<decltype(body)>;
    if constexpr (std::is_same_v<Body, Role>) return "role of " + people.name_of(body.partner);
    if constexpr (std::is_same_v<Body, Area>) return body.name;
    if constexpr (std::is_same_v<Body, Standard>) return beginning_of(body.text);
    if constexpr (std::is_same_v<Body, Expectation>) return beginning_of(body.text);
    return std::string(agreement::name_of(kind_of(content)));
  };
  return std::visit(name, content.body);
}

People people_of(const State& state) {
  People people{state.me(), state.name(), std::nullopt, {}};
  if (const PairState* pair = state.pair()) {
    people.partner = pair->partner();
    people.partner_name = pair->partner_name;
  }
  return people;
}

std::string People::name_of(const PartnerId& id) const {
  if (id == me) return my_name;
  if (partner && id == *partner) return partner_name;
  return "somebody else";
}

}  // namespace troth::vault
