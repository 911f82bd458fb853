#include "core/vault/observances.h"

#include <algorithm>
#include <array>

#include "core/vault/ground.h"
#include "core/vault/note_ids.h"
#include "core/vault/remarks.h"
#include "core/vault/short_id.h"
#include "core/vault/signing.h"

namespace troth::vault {
namespace {

using agreement::Standard;
using practice::Kind;
using practice::Observance;
using Sort = Observance::Sort;

constexpr std::array kObservances = {Kind::observance};
constexpr std::size_t kMostShownOfAnId = 80;

const Standard* standard_in(const document::Ground& ground, const ClauseId& id) {
  const auto content = ground.contents.find(id);
  return content == ground.contents.end() ? nullptr : std::get_if<Standard>(&content->second.body);
}

Result<ClauseId> find_standard(const document::Ground& ground, const std::string& id) {
  std::vector<ClauseId> all;
  for (const auto& [clause, content] : ground.contents)
    if (std::holds_alternative<Standard>(content.body)) all.push_back(clause);
  const auto found = find_id<ClauseId>(id, all);
  if (!found && found.error().code != Code::id_ambiguous)
    return refuse(Code::standard_unknown, "'" + id.substr(0, kMostShownOfAnId) + "'");
  return found;
}

PartnerId about_of(const NewObservance& observance, const Standard* standard, const State& state) {
  const PartnerId partner = state.pair()->partner();
  if (observance.about) return *observance.about == Side::mine ? state.me() : partner;
  if (observance.sort == Sort::amends) return state.me();
  if (standard != nullptr && standard->applies_to.size() == 1) return standard->applies_to.front();
  return observance.sort == Sort::appreciated ? partner : state.me();
}

Result<Observance> observance_of(const NewObservance& typed, const State& state,
                                 const document::Ground& ground) {
  Observance out{.sort = typed.sort,
                 .standard = std::nullopt,
                 .about = {},
                 .amends_for = std::nullopt,
                 .text = typed.text};
  if (!typed.standard.empty()) {
    TROTH_ASSIGN(out.standard, find_standard(ground, typed.standard));
  }
  if (!typed.amends_for.empty()) {
    const store::Notes notes = state.store().notes(state.pair()->chains);
    TROTH_ASSIGN(out.amends_for, find_note(notes, typed.amends_for, kObservances));
  }
  out.about = about_of(typed, out.standard ? standard_in(ground, *out.standard) : nullptr, state);
  return out;
}

// While it is paused or taken back, nothing is expected, and no response to a miss either.
bool is_expected(const document::Ground& ground, const ClauseId& standard) {
  const agreement::ClauseState* clause = ground.clause(standard);
  return clause != nullptr && clause->in_force;
}

std::string agreed_response(const document::Ground& ground, const Observance& says) {
  if (says.sort != Sort::missed || !says.standard) return {};
  const Standard* standard = standard_in(ground, *says.standard);
  if (standard == nullptr || !is_expected(ground, *says.standard)) return {};
  return standard->if_missed;
}

Result<ObservanceView> view_of(const State& state, const document::Ground& ground,
                               const practice::Note& note) {
  const People people = people_of(state);
  const auto& says = std::get<Observance>(note.content);
  ObservanceView view{note.entry,
                      side_of(state, note.by),
                      people.name_of(note.by),
                      people.name_of(says.about),
                      note.written_ms,
                      says,
                      {},
                      agreed_response(ground, says),
                      0};
  const auto content = says.standard ? ground.contents.find(*says.standard) : ground.contents.end();
  if (content != ground.contents.end()) view.standard = name_of_clause(content->second, people);
  TROTH_ASSIGN(view.comments, count_comments(state, note.entry));
  return view;
}

}  // namespace

Result<EntryHash> Observances::write(const NewObservance& observance) {
  State& state = vault_.state();
  TROTH_TRY(need_to_give(state, now_));
  TROTH_ASSIGN(const auto ground, ground_of(state, now_));
  TROTH_ASSIGN(const auto says, observance_of(observance, state, ground));
  if (says.sort == Sort::missed && says.standard && !is_expected(ground, *says.standard))
    return refuse(Code::observance_not_expected);
  TROTH_ASSIGN(auto payload, practice::encode(says));
  return sign_one(state, ledger::EntryKind::observance, std::move(payload), now_);
}

Result<std::vector<ObservanceView>> Observances::newest(std::size_t most) const {
  const State& state = vault_.state();
  TROTH_ASSIGN(const PairState* pair, state.need_pair());
  TROTH_ASSIGN(const auto ground, ground_of(state, now_));
  TROTH_ASSIGN(const auto notes, state.store().notes(pair->chains).newest(kObservances, most));
  std::vector<ObservanceView> views;
  for (const practice::Note& note : notes) {
    TROTH_ASSIGN(auto view, view_of(state, ground, note));
    views.push_back(std::move(view));
  }
  return views;
}

Result<ObservanceView> Observances::find(const EntryHash& entry) const {
  const State& state = vault_.state();
  TROTH_ASSIGN(const PairState* pair, state.need_pair());
  TROTH_ASSIGN(const auto note, state.store().notes(pair->chains).find(entry));
  if (!note || !std::holds_alternative<Observance>(note->content))
    return std::unexpected(told({}, entry.hex()));
  TROTH_ASSIGN(const auto ground, ground_of(state, now_));
  return view_of(state, ground, *note);
}

}  // namespace troth::vault
