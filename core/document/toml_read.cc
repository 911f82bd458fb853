#include <set>

#include "core/base/sizes.h"
#include "core/document/toml.h"
#include "core/document/toml_table.h"

namespace troth::document {
namespace {

using agreement::When;

constexpr std::uint32_t kMostHours = agreement::kLongestCoolingOffHours;

Result<Times> read_times(const TableReader& table) {
  const toml::node* node = table.find("when");
  if (node->is_string()) {
    TROTH_ASSIGN(const auto word, table.one_of("when", words::kWhen));
    return Times{*word, {}};
  }
  TROTH_ASSIGN(const auto texts, table.names("when", sizes::kTitle));
  Times times{When::windows, {}};
  for (const auto& [place, text] : *texts) {
    const auto window = parse_window(text);
    if (!window) return refuse(Code::document_bad_window, words_of(place) + shown(text));
    times.windows.push_back(*window);
  }
  if (times.windows.empty() || times.windows.size() > sizes::kWindowsPerArea)
    return refuse(Code::document_window_count, table.subject("when"));
  return times;
}

Result<std::optional<WeekTime>> read_week_time(const TableReader& table, std::string_view key) {
  TROTH_ASSIGN(const auto text, table.text(key, sizes::kTitle, Lines::one));
  if (!text) return std::nullopt;
  const auto time = parse_week_time(*text);
  if (!time) return refuse(Code::document_bad_review_time, table.subject(key));
  return *time;
}

Result<RoleDraft> read_role(const TableReader& table) {
  TROTH_TRY(table.only({"partner", "title", "leads", "until"}));
  RoleDraft role{.place = table.place(), .title = {}, .leads = {}, .until = {}};
  TROTH_ASSIGN(const auto partner, table.one_of("partner", words::kWho));
  TROTH_TRY(table.require(partner, "partner"));
  role.partner = *partner;
  TROTH_ASSIGN(role.title, table.required_text("title", sizes::kTitle, Lines::one));
  TROTH_ASSIGN(role.leads, table.boolean("leads"));
  TROTH_ASSIGN(role.until, table.date("until"));
  return role;
}

Result<AreaDraft> read_area(const TableReader& table) {
  TROTH_TRY(table.only({"id", "name", "about", "leader", "reach", "when", "until"}));
  AreaDraft area;
  area.place = table.place();
  TROTH_ASSIGN(area.id, table.id("id"));
  TROTH_ASSIGN(area.name, table.required_text("name", sizes::kTitle, Lines::one));
  TROTH_ASSIGN(area.about, table.text("about", sizes::kText, Lines::many));
  TROTH_ASSIGN(area.leader, table.one_of("leader", words::kLeader));
  TROTH_ASSIGN(area.reach, table.one_of("reach", words::kReach));
  if (table.find("when") != nullptr) {
    TROTH_ASSIGN(area.times, read_times(table));
  }
  TROTH_ASSIGN(area.until, table.date("until"));
  if (area.id) return area;
  TROTH_TRY(table.require(area.name, "name"));
  TROTH_TRY(table.require(area.reach, "reach"));
  return area;
}

Result<StandardDraft> read_standard(const TableReader& table) {
  TROTH_TRY(table.only({"id", "area", "applies_to", "text", "every", "if_missed", "until"}));
  StandardDraft standard;
  standard.place = table.place();
  TROTH_ASSIGN(standard.id, table.id("id"));
  TROTH_ASSIGN(standard.area, table.required_text("area", sizes::kTitle, Lines::one));
  TROTH_ASSIGN(standard.applies_to, table.one_of("applies_to", words::kWhom));
  TROTH_ASSIGN(standard.text, table.required_text("text", sizes::kText, Lines::many));
  TROTH_ASSIGN(standard.every, table.one_of("every", words::kHowOften));
  TROTH_ASSIGN(standard.if_missed, table.text("if_missed", sizes::kText, Lines::many));
  TROTH_ASSIGN(standard.until, table.date("until"));
  if (standard.id) return standard;
  TROTH_TRY(table.require(standard.area, "area"));
  TROTH_TRY(table.require(standard.applies_to, "applies_to"));
  TROTH_TRY(table.require(standard.text, "text"));
  return standard;
}

Result<ExpectationDraft> read_expectation(const TableReader& table) {
  TROTH_TRY(table.only({"id", "owner", "sort", "text", "until"}));
  ExpectationDraft expectation;
  expectation.place = table.place();
  TROTH_ASSIGN(expectation.id, table.id("id"));
  TROTH_ASSIGN(expectation.owner, table.one_of("owner", words::kWho));
  TROTH_ASSIGN(expectation.sort, table.one_of("sort", words::kSort));
  TROTH_ASSIGN(expectation.text, table.required_text("text", sizes::kText, Lines::many));
  TROTH_ASSIGN(expectation.until, table.date("until"));
  if (expectation.id) return expectation;
  TROTH_TRY(table.require(expectation.owner, "owner"));
  TROTH_TRY(table.require(expectation.text, "text"));
  return expectation;
}

Result<LimitDraft> read_limit(const TableReader& table) {
  if (table.find("id") != nullptr)
    return refuse(Code::document_limit_amended, words_of(table.place()));
  TROTH_TRY(table.only({"owner", "strength", "text", "suspends"}));
  TROTH_ASSIGN(const auto owner, table.one_of("owner", words::kWho));
  TROTH_TRY(table.require(owner, "owner"));
  if (owner == Who::partner) return refuse(Code::document_limit_of_partner, table.subject("owner"));
  TROTH_ASSIGN(const auto strength, table.one_of("strength", words::kStrength));
  TROTH_TRY(table.require(strength, "strength"));
  TROTH_ASSIGN(auto text, table.required_text("text", sizes::kText, Lines::many));
  TROTH_TRY(table.require(text, "text"));
  TROTH_ASSIGN(auto suspends, table.ids("suspends"));
  return LimitDraft{table.place(), *strength, std::move(*text), std::move(suspends)};
}

Result<std::optional<std::vector<std::string>>> read_dimensions(const TableReader& table) {
  TROTH_ASSIGN(auto names, table.names("dimensions", sizes::kName));
  if (!names) return std::nullopt;
  if (names->empty() || names->size() > sizes::kDimensions)
    return refuse(Code::document_dimension_count, table.subject("dimensions"));
  std::set<std::string> seen;
  std::vector<std::string> dimensions;
  for (auto& [place, name] : *names) {
    if (!seen.insert(name).second)
      return refuse(Code::document_dimension_twice, words_of(place) + shown(name));
    dimensions.push_back(std::move(name));
  }
  return dimensions;
}

Result<std::optional<std::string>> read_time_zone(const TableReader& table) {
  TROTH_ASSIGN(auto name, table.required_text("time_zone", sizes::kName, Lines::one));
  if (name && !TimeZone::find(*name))
    return refuse(Code::document_time_zone_unknown,
                  words_of(place_of(*table.find("time_zone"))) + shown(*name));
  return name;
}

Result<RhythmDraft> read_rhythm(const TableReader& table) {
  TROTH_TRY(
      table.only({"check_in", "dimensions", "blind", "review", "review_at", "time_zone", "until"}));
  RhythmDraft rhythm;
  rhythm.place = table.place();
  TROTH_ASSIGN(rhythm.check_in, table.one_of("check_in", words::kCheckIn));
  TROTH_ASSIGN(rhythm.dimensions, read_dimensions(table));
  TROTH_ASSIGN(rhythm.blind, table.boolean("blind"));
  TROTH_ASSIGN(rhythm.review, table.one_of("review", words::kReview));
  TROTH_ASSIGN(rhythm.review_at, read_week_time(table, "review_at"));
  TROTH_ASSIGN(rhythm.time_zone, read_time_zone(table));
  TROTH_ASSIGN(rhythm.until, table.date("until"));
  return rhythm;
}

Result<TermDraft> read_term(const TableReader& table) {
  TROTH_TRY(
      table.only({"starts", "renew_by", "cooling_off_hours", "pause_cooling_off_hours", "until"}));
  TermDraft term;
  term.place = table.place();
  TROTH_ASSIGN(term.starts, table.date("starts"));
  TROTH_ASSIGN(term.renew_by, table.date("renew_by"));
  TROTH_ASSIGN(term.cooling_off_hours, table.number("cooling_off_hours", kMostHours));
  TROTH_ASSIGN(term.pause_cooling_off_hours, table.number("pause_cooling_off_hours", kMostHours));
  TROTH_ASSIGN(term.until, table.date("until"));
  return term;
}

template <class Item>
Result<std::vector<Item>> read_all(const TableReader& file, std::string_view key,
                                   Result<Item> (*read)(const TableReader&)) {
  TROTH_ASSIGN(const auto tables, file.tables(key, key));
  std::vector<Item> items;
  for (const TableReader& table : tables) {
    TROTH_ASSIGN(Item item, read(table));
    items.push_back(std::move(item));
  }
  return items;
}

template <class Item>
Result<std::optional<Item>> read_one(const TableReader& file, std::string_view key,
                                     Result<Item> (*read)(const TableReader&)) {
  TROTH_ASSIGN(const auto table, file.table(key, key));
  if (!table) return std::nullopt;
  TROTH_ASSIGN(Item item, read(*table));
  return item;
}

Result<Draft> read_file(const TableReader& file) {
  TROTH_TRY(file.only({"title", "reason", "preamble", "remove", "lift", "role", "area", "standard",
                       "limit", "expectation", "rhythm", "term"}));
  Draft draft;
  TROTH_ASSIGN(auto title, file.required_text("title", sizes::kTitle, Lines::one));
  TROTH_TRY(file.require(title, "title"));
  draft.title = std::move(*title);
  TROTH_ASSIGN(auto reason, file.required_text("reason", sizes::kReason, Lines::many));
  TROTH_TRY(file.require(reason, "reason"));
  draft.reason = std::move(*reason);
  TROTH_ASSIGN(auto preamble, file.text("preamble", sizes::kText, Lines::many));
  if (preamble)
    draft.preamble = PreambleDraft{place_of(*file.find("preamble")), std::move(*preamble)};
  TROTH_ASSIGN(draft.remove, file.ids("remove"));
  TROTH_ASSIGN(draft.lift, file.ids("lift"));
  TROTH_ASSIGN(draft.roles, read_all(file, "role", read_role));
  TROTH_ASSIGN(draft.areas, read_all(file, "area", read_area));
  TROTH_ASSIGN(draft.standards, read_all(file, "standard", read_standard));
  TROTH_ASSIGN(draft.limits, read_all(file, "limit", read_limit));
  TROTH_ASSIGN(draft.expectations, read_all(file, "expectation", read_expectation));
  TROTH_ASSIGN(draft.rhythm, read_one(file, "rhythm", read_rhythm));
  TROTH_ASSIGN(draft.term, read_one(file, "term", read_term));
  return draft;
}

}  // namespace

Result<Draft> parse(std::string_view toml) {
  if (toml.size() > kLargestFile) return refuse(Code::document_too_large);
  TROTH_ASSIGN(const toml::table table, read_toml(toml));
  return read_file(TableReader(table, ""));
}

}  // namespace troth::document
