#include <array>
#include <cstdio>

#include "core/document/toml.h"
#include "core/document/words.h"

namespace troth::document {
namespace {

using agreement::When;

// Lines of `key = value`, the absent left out.
class TableWriter {
 public:
  explicit TableWriter(std::string& out, std::string_view heading) : out_(out) {
    (out_ += heading) += '\n';
  }

  void raw(std::string_view key, std::string_view value) {
    ((out_ += key) += " = ") += value;
    out_ += '\n';
  }
  void text(std::string_view key, const std::optional<std::string>& value) {
    if (value) raw(key, quoted(*value));
  }
  void flag(std::string_view key, const std::optional<bool>& value) {
    if (value) raw(key, *value ? "true" : "false");
  }
  void number(std::string_view key, const std::optional<std::uint32_t>& value) {
    if (value) raw(key, std::to_string(*value));
  }
  void id(const std::optional<IdBeginning>& value) {
    if (value) raw("id", quoted(value->digits));
  }
  void date(std::string_view key, const std::optional<Date>& value);
  template <class Value, std::size_t N>
  void word(std::string_view key, const std::optional<Value>& value,
            const words::Table<Value, N>& table) {
    if (value) raw(key, quoted(words::word_for(table, *value)));
  }

 private:
  std::string& out_;
};

// An exact instant in UTC, to the millisecond.
std::string text_of_instant(TimeMs instant) {
  const TimeMs rest = instant % kDayMs;
  const std::chrono::sys_days day{std::chrono::days{instant / kDayMs}};
  std::array<char, 64> clock{};
  std::snprintf(clock.data(), clock.size(), "T%02lld:%02lld:%02lld.%03lldZ",
                static_cast<long long>(rest / kHourMs),
                static_cast<long long>(rest % kHourMs / kMinuteMs),
                static_cast<long long>(rest % kMinuteMs / kSecondMs),
                static_cast<long long>(rest % kSecondMs));
  return text_of(CivilDate{day}) + clock.data();
}

void TableWriter::date(std::string_view key, const std::optional<Date>& value) {
  if (value) raw(key, toml_of(*value));
}

// `items` as a TOML array, each element already TOML.
std::string array_of(const std::vector<std::string>& items) {
  std::string text = "[";
  for (const std::string& item : items) text += (text.size() > 1 ? ", " : "") + item;
  return text + "]";
}

std::string ids_of(const std::vector<IdBeginning>& ids) {
  std::vector<std::string> items;
  for (const IdBeginning& id : ids) items.push_back(quoted(id.digits));
  return array_of(items);
}

std::string times_of(const Times& times) {
  if (times.when != When::windows) return quoted(words::word_for(words::kWhen, times.when));
  std::vector<std::string> items;
  for (const auto& window : times.windows) items.push_back(quoted(text_of(window)));
  return array_of(items);
}

void write_role(std::string& out, const RoleDraft& role) {
  TableWriter table(out, "[[role]]");
  table.raw("partner", quoted(words::word_for(words::kWho, role.partner)));
  table.text("title", role.title);
  table.flag("leads", role.leads);
  table.date("until", role.until);
}

void write_area(std::string& out, const AreaDraft& area) {
  TableWriter table(out, "[[area]]");
  table.id(area.id);
  table.text("name", area.name);
  table.text("about", area.about);
  table.word("leader", area.leader, words::kLeader);
  table.word("reach", area.reach, words::kReach);
  if (area.times) table.raw("when", times_of(*area.times));
  table.date("until", area.until);
}

void write_standard(std::string& out, const StandardDraft& standard) {
  TableWriter table(out, "[[standard]]");
  table.id(standard.id);
  table.text("area", standard.area);
  table.word("applies_to", standard.applies_to, words::kWhom);
  table.text("text", standard.text);
  table.word("every", standard.every, words::kHowOften);
  table.text("if_missed", standard.if_missed);
  table.date("until", standard.until);
}

void write_limit(std::string& out, const LimitDraft& limit) {
  TableWriter table(out, "[[limit]]");
  table.raw("owner", quoted("me"));
  table.raw("strength", quoted(name_of(limit.strength)));
  table.text("text", limit.text);
  if (!limit.suspends.empty()) table.raw("suspends", ids_of(limit.suspends));
}

void write_expectation(std::string& out, const ExpectationDraft& expectation) {
  TableWriter table(out, "[[expectation]]");
  table.id(expectation.id);
  table.word("owner", expectation.owner, words::kWho);
  table.word("sort", expectation.sort, words::kSort);
  table.text("text", expectation.text);
  table.date("until", expectation.until);
}

void write_rhythm(std::string& out, const RhythmDraft& rhythm) {
  TableWriter table(out, "[rhythm]");
  table.word("check_in", rhythm.check_in, words::kCheckIn);
  if (rhythm.dimensions) {
    std::vector<std::string> items;
    for (const std::string& dimension : *rhythm.dimensions) items.push_back(quoted(dimension));
    table.raw("dimensions", array_of(items));
  }
  table.flag("blind", rhythm.blind);
  table.word("review", rhythm.review, words::kReview);
  if (rhythm.review_at) table.raw("review_at", quoted(text_of(*rhythm.review_at)));
  table.text("time_zone", rhythm.time_zone);
  table.date("until", rhythm.until);
}

void write_term(std::string& out, const TermDraft& term) {
  TableWriter table(out, "[term]");
  table.date("starts", term.starts);
  table.date("renew_by", term.renew_by);
  table.number("cooling_off_hours", term.cooling_off_hours);
  table.number("pause_cooling_off_hours", term.pause_cooling_off_hours);
  table.date("until", term.until);
}

}  // namespace

std::string quoted(std::string_view text) {
  const bool block = text.find('\n') != std::string_view::npos;
  std::string out = block ? "\"\"\"\n" : "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\t')
      out += "\\t";
    else
      out += c;
  }
  return out + (block ? "\"\"\"" : "\"");
}

std::string toml_of(const Date& date) {
  if (const auto* day = std::get_if<CivilDate>(&date)) return text_of(*day);
  if (const auto* instant = std::get_if<TimeMs>(&date)) return text_of_instant(*instant);
  return quoted("none");
}

std::string write(const Draft& draft) { return write(draft, Comments{}); }

std::string write(const Draft& draft, const Comments& comments) {
  std::string out = "title = " + quoted(draft.title) + "\nreason = " + quoted(draft.reason) + "\n";
  const auto comment = [&](Place place) {
    if (const auto found = comments.find(place.line); found != comments.end()) out += found->second;
  };
  const auto table = [&](const auto& item, auto write_table) {
    out += '\n';
    comment(item.place);
    write_table(out, item);
  };
  if (draft.preamble) {
    comment(draft.preamble->place);
    out += "preamble = " + quoted(draft.preamble->text) + "\n";
  }
  if (!draft.remove.empty()) out += "remove = " + ids_of(draft.remove) + "\n";
  if (!draft.lift.empty()) out += "lift = " + ids_of(draft.lift) + "\n";
  for (const auto& role : draft.roles) table(role, write_role);
  for (const auto& area : draft.areas) table(area, write_area);
  for (const auto& standard : draft.standards) table(standard, write_standard);
  for (const auto& limit : draft.limits) table(limit, write_limit);
  for (const auto& expectation : draft.expectations) table(expectation, write_expectation);
  if (draft.rhythm) table(*draft.rhythm, write_rhythm);
  if (draft.term) table(*draft.term, write_term);
  return out;
}

}  // namespace troth::document
