#include "client/views/json_versions.h"

#include "client/views/words.h"

namespace troth::views {
namespace {

using What = agreement::AgreementVersion::What;

Json json_of(const vault::ClauseStep& step, const Names& names) {
  Json out = {{"what", word_of(step.what)},
              {"on_hold", step.is_on_hold},
              {"version", views::json_of(step.version, names)}};
  if (step.change) out["change"] = json_of(*step.change, names);
  return out;
}

}  // namespace

Json json_of(const vault::VersionView& version, const Names& names) {
  const auto& state = version.state;
  Json out = {{"digest", state.digest.hex()},   {"seen_digest", state.seen_digest.hex()},
              {"current", version.is_current},  {"what", word_of(state.what)},
              {"id", state.entry.hex()},        {"by", version.by_name},
              {"written_ms", state.written_ms}, {"reason", version.reason}};
  if (state.proposal) {
    out["proposal"] = state.proposal->hex();
    out["title"] = version.title;
    out["proposed_by"] = version.proposed_by_name;
    out["proposed_ms"] = version.proposed_ms;
  }
  if (version.restriction) out["restriction"] = json_of(*version.restriction, names);
  if (state.what == What::accepted) {
    out["reaffirms"] = state.reaffirms;
    out["counts"] = state.void_causes.empty();
    out["lifts"] = json_list(version.lifts, names);
  }
  out["changed"] = Json::array();
  for (std::size_t i = 0; i < state.changed.size(); ++i)
    out["changed"].push_back({{"clause", state.changed[i].hex()}, {"name", version.changed[i]}});
  out["notes"] = version.notes;
  return out;
}

Json json_of(const vault::SnapshotView& snapshot, const Names& names) {
  Json out = json_of(snapshot.agreement, names);
  out["as_of_ms"] = snapshot.version.state.latest_ms;
  out["version"] = json_of(snapshot.version, names);
  return out;
}

Json json_of(const vault::VersionDifference& difference, const Names& names) {
  return {{"before", json_of(difference.before, names)},
          {"after", json_of(difference.after, names)},
          {"clauses", json_list(difference.clauses, names)},
          {"restricted", json_list(difference.restricted, names)},
          {"lifted", json_list(difference.lifted, names)}};
}

Json json_of(const vault::ClauseLife& life, const Names& names) {
  return {{"id", life.state.id.hex()},
          {"kind", name_of(life.state.kind)},
          {"name", life.name},
          {"stands", life.state.exists},
          {"on_hold", life.state.on_hold},
          {"in_force", life.state.in_force},
          {"restrictions", json_list(life.restrictions, names)},
          {"comments", life.comments},
          {"steps", json_each(life.steps, [&](const auto& step) { return json_of(step, names); })}};
}

}  // namespace troth::views
