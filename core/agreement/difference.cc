#include "core/agreement/difference.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/agreement/words.h"

namespace troth::agreement {
namespace {

using Values = std::vector<std::string>;

Values text(const std::string& value) { return value.empty() ? Values{} : Values{value}; }
Values number(std::int64_t value) { return {std::to_string(value)}; }
Values time(TimeMs value) { return value == 0 ? Values{} : number(value); }
Values flag(bool value) { return {value ? "true" : "false"}; }

template <class Id>
Values id(const Id& value) {
  return {value.hex()};
}

template <class Value, std::size_t N>
Values word(Value value, const words::Table<Value, N>& table) {
  return {std::string(words::word_for(table, value))};
}

std::string two_digits(int value) { return (value < 10 ? "0" : "") + std::to_string(value); }
std::string clock_time(int minute) {
  return two_digits(minute / 60) + ":" + two_digits(minute % 60);
}

using FieldSorts = std::pair<std::string_view, FieldSort>;

constexpr auto kFieldSorts = std::to_array<FieldSorts>({
    {"partner", FieldSort::partner},
    {"leader", FieldSort::partner},
    {"owner", FieldSort::partner},
    {"applies_to", FieldSort::partners},
    {"area", FieldSort::clause},
    {"starts", FieldSort::first_day},
    {"renew_by", FieldSort::last_day},
    {"until", FieldSort::last_day},
    {"leads", FieldSort::flag},
    {"blind", FieldSort::flag},
    {"cooling_off_hours", FieldSort::number},
    {"pause_cooling_off_hours", FieldSort::number},
    {"dimensions", FieldSort::list},
    {"when", FieldSort::list},
});

// "Mon,Wed 18:00-23:00": its days one by one, so that equal windows read alike.
std::string window_text(const Window& window) {
  std::string out;
  for (std::size_t day = 0; day < words::kWeekdays.size(); ++day) {
    if ((window.days >> day & 1) == 0) continue;
    if (!out.empty()) out += ',';
    out += words::kWeekdays[day];
  }
  return out + " " + clock_time(window.from_minute) + "-" + clock_time(window.to_minute);
}

void add_fields(std::vector<Field>& out, const Preamble& preamble) {
  out.push_back({"preamble", text(preamble.text)});
}

void add_fields(std::vector<Field>& out, const Role& role) {
  out.push_back({"partner", id(role.partner)});
  out.push_back({"title", text(role.title)});
  out.push_back({"leads", flag(role.leads)});
}

void add_fields(std::vector<Field>& out, const Area& area) {
  out.push_back({"name", text(area.name)});
  out.push_back({"about", text(area.about)});
  out.push_back({"leader", area.leader ? id(*area.leader) : Values{}});
  out.push_back({"reach", word(area.reach, words::kReach)});
  Values when;
  if (area.when == When::windows)
    std::ranges::transform(area.windows, std::back_inserter(when), window_text);
  else
    when = word(area.when, words::kWhen);
  out.push_back({"when", std::move(when)});
}

void add_fields(std::vector<Field>& out, const Standard& standard) {
  Values applies_to;
  for (const PartnerId& partner : standard.applies_to) applies_to.push_back(partner.hex());
  out.push_back({"area", id(standard.area)});
  out.push_back({"applies_to", std::move(applies_to)});
  out.push_back({"text", text(standard.text)});
  out.push_back({"every", word(standard.every, words::kHowOften)});
  out.push_back({"if_missed", text(standard.if_missed)});
}

void add_fields(std::vector<Field>& out, const Expectation& expectation) {
  out.push_back({"owner", id(expectation.owner)});
  out.push_back({"sort", word(expectation.sort, words::kSort)});
  out.push_back({"text", text(expectation.text)});
}

void add_fields(std::vector<Field>& out, const Rhythm& rhythm) {
  out.push_back({"check_in", word(rhythm.check_in, words::kCheckIn)});
  out.push_back({"dimensions", rhythm.dimensions});
  out.push_back({"blind", flag(rhythm.blind)});
  out.push_back({"review", word(rhythm.review, words::kReview)});
  const std::string_view day = rhythm.review_weekday < words::kWeekdays.size()
                                   ? words::kWeekdays[rhythm.review_weekday]
                                   : std::string_view{};
  out.push_back({"review_at", {std::string(day) + " " + clock_time(rhythm.review_minute)}});
  out.push_back({"time_zone", text(rhythm.time_zone)});
}

void add_fields(std::vector<Field>& out, const Term& term) {
  out.push_back({"starts", time(term.starts_ms)});
  out.push_back({"renew_by", time(term.renew_by_ms)});
  out.push_back({"cooling_off_hours", number(term.cooling_off_hours)});
  out.push_back({"pause_cooling_off_hours", number(term.pause_cooling_off_hours)});
}

ClauseDifference one_sided(const ClauseId& clause, const ClauseContent& content,
                           ClauseDifference::Sort sort) {
  ClauseDifference out{clause, kind_of(content), sort, content, {}};
  const bool is_added = sort == ClauseDifference::Sort::added;
  for (Field& field : fields_of(content)) {
    if (field.values.empty()) continue;
    FieldDifference& added = out.fields.emplace_back();
    added.field = std::move(field.name);
    (is_added ? added.after : added.before) = std::move(field.values);
  }
  return out;
}

ClauseDifference same_again(const ClauseId& clause, const ClauseContent& content) {
  ClauseDifference out{clause, kind_of(content), ClauseDifference::Sort::again, content, {}};
  for (Field& field : fields_of(content))
    if (!field.values.empty())
      out.fields.push_back({std::move(field.name), field.values, field.values});
  return out;
}

ClauseDifference two_sided(const ClauseId& clause, const ClauseContent& before,
                           const ClauseContent& after) {
  ClauseDifference out{clause, kind_of(after), ClauseDifference::Sort::changed, before, {}};
  std::vector<Field> old_fields = fields_of(before);
  for (Field& field : fields_of(after)) {
    const auto old_field = std::ranges::find(old_fields, field.name, &Field::name);
    Values old_values = old_field != old_fields.end() ? std::move(old_field->values) : Values{};
    if (old_values != field.values)
      out.fields.push_back({std::move(field.name), std::move(old_values), std::move(field.values)});
  }
  return out;
}

}  // namespace

std::vector<Field> fields_of(const ClauseContent& content) {
  std::vector<Field> out;
  std::visit([&](const auto& body) { add_fields(out, body); }, content.body);
  out.push_back({"until", time(content.until_ms)});
  return out;
}

FieldSort sort_of(std::string_view field) {
  for (const auto& [name, sort] : kFieldSorts)
    if (name == field) return sort;
  return FieldSort::text;
}

std::vector<ClauseDifference> difference(const Contents& before, const Contents& after) {
  std::vector<ClauseDifference> out;
  for (const auto& [clause, content] : before) {
    const auto now = after.find(clause);
    if (now == after.end())
      out.push_back(one_sided(clause, content, ClauseDifference::Sort::removed));
    else if (now->second != content)
      out.push_back(two_sided(clause, content, now->second));
  }
  for (const auto& [clause, content] : after)
    if (!before.contains(clause))
      out.push_back(one_sided(clause, content, ClauseDifference::Sort::added));
  std::ranges::sort(out, {}, &ClauseDifference::clause);
  return out;
}

std::vector<ClauseDifference> difference(const Contents& standing, const Proposal& proposal) {
  Contents before;
  Contents after;
  for (const ClauseChange& change : proposal.changes) {
    if (const auto at = standing.find(change.clause); at != standing.end()) before.insert(*at);
    if (change.content) after.emplace(change.clause, *change.content);
  }
  auto out = difference(before, after);
  for (const auto& [clause, content] : after)
    if (const auto at = before.find(clause); at != before.end() && at->second == content)
      out.push_back(same_again(clause, content));
  std::ranges::sort(out, {}, &ClauseDifference::clause);
  return out;
}

}  // namespace troth::agreement
