#include "core/document/minutes.h"

#include "core/base/sizes.h"
#include "core/document/toml.h"
#include "core/document/toml_table.h"
#include "core/document/words.h"

namespace troth::document {
namespace {

constexpr std::uint32_t kLastMinute = 24 * 60 - 1;

void trim_end(std::string& text) { text.erase(text.find_last_not_of(" \t\n") + 1); }

// A text of many lines, held against its limit once what an editor leaves is gone.
Result<std::string> read_text(const TableReader& file, std::string_view key) {
  TROTH_ASSIGN(auto text, file.text(key, kLargestFile, Lines::many));
  if (!text) return std::string();
  trim_end(*text);
  TROTH_TRY(check_text(*text, sizes::kText, Lines::many, file.subject(key)));
  return std::move(*text);
}

Result<ActionDraft> read_action(const TableReader& table) {
  TROTH_TRY(table.only({"text", "owner", "due"}));
  ActionDraft action;
  TROTH_ASSIGN(auto text, table.required_text("text", sizes::kTitle, Lines::one));
  TROTH_TRY(table.require(text, "text"));
  action.text = std::move(*text);
  TROTH_ASSIGN(const auto owner, table.one_of("owner", words::kWhom));
  action.owner = owner.value_or(Whom::both);
  TROTH_ASSIGN(action.due, table.date("due"));
  return action;
}

Result<MinutesDraft> read_file(const TableReader& file) {
  TROTH_TRY(file.only({"text", "lessons", "next_review", "replaces", "action"}));
  MinutesDraft draft;
  TROTH_ASSIGN(draft.text, read_text(file, "text"));
  TROTH_TRY(check_required_text(draft.text, sizes::kText, Lines::many, file.subject("text")));
  TROTH_ASSIGN(draft.lessons, read_text(file, "lessons"));
  TROTH_ASSIGN(draft.next_review, file.date("next_review"));
  if (file.find("replaces") != nullptr) {
    TROTH_ASSIGN(draft.replaces, file.ids("replaces"));
  }
  TROTH_ASSIGN(const auto actions, file.tables("action", "action"));
  for (const TableReader& table : actions) {
    TROTH_ASSIGN(ActionDraft action, read_action(table));
    draft.actions.push_back(std::move(action));
  }
  return draft;
}

std::optional<PartnerId> owner_of(Whom owner, const MinutesGround& ground) {
  if (owner == Whom::both) return std::nullopt;
  return owner == Whom::me ? ground.me : ground.partner;
}

Whom whom(const std::optional<PartnerId>& owner, const MinutesGround& ground) {
  if (!owner) return Whom::both;
  return *owner == ground.me ? Whom::me : Whom::partner;
}

// 0 where there is none; `of_day` gives the instant that a day means.
template <class OfDay>
TimeMs instant_of(const std::optional<Date>& date, const OfDay& of_day) {
  if (!date) return 0;
  if (const auto* day = std::get_if<CivilDate>(&*date)) return of_day(*day);
  const auto* instant = std::get_if<TimeMs>(&*date);
  return instant == nullptr ? 0 : *instant;
}

// The day that means `instant`, or itself where none does.
template <class OfDay>
std::optional<Date> date_of(TimeMs instant, CivilDate day, const OfDay& of_day) {
  if (instant == 0) return std::nullopt;
  return of_day(day) == instant ? Date{day} : Date{instant};
}

auto ends_in(const TimeZone& zone) {
  return [&zone](CivilDate day) { return zone.end_of(day); };
}

auto reviews_at(const MinutesGround& ground) {
  return [&ground](CivilDate day) {
    return ground.zone.instant_at(day, ground.review_minute.value_or(kLastMinute));
  };
}

}  // namespace

Result<MinutesDraft> parse_minutes(std::string_view toml) {
  if (toml.size() > kLargestFile) return refuse(Code::text_too_long, "The file is over 1 MiB");
  TROTH_ASSIGN(const toml::table table, read_toml(toml));
  return read_file(TableReader(table, ""));
}

practice::Minutes minutes_of(const MinutesDraft& draft, const MinutesGround& ground) {
  practice::Minutes minutes;
  minutes.text = draft.text;
  minutes.lessons = draft.lessons;
  for (const ActionDraft& action : draft.actions)
    minutes.actions.push_back({action.text, owner_of(action.owner, ground),
                               instant_of(action.due, ends_in(ground.zone))});
  minutes.next_review_ms = instant_of(draft.next_review, reviews_at(ground));
  return minutes;
}

MinutesDraft draft_of(const practice::Minutes& minutes, const MinutesGround& ground) {
  MinutesDraft draft{minutes.text, minutes.lessons, {}, {}, {}};
  const auto day_of = [&](TimeMs instant) { return ground.zone.date_at(instant); };
  for (const practice::Action& action : minutes.actions)
    draft.actions.push_back(
        {action.text, whom(action.owner, ground),
         date_of(action.due_ms, day_of(action.due_ms - 1), ends_in(ground.zone))});
  draft.next_review =
      date_of(minutes.next_review_ms, day_of(minutes.next_review_ms), reviews_at(ground));
  return draft;
}

}  // namespace troth::document
