#include "core/vault/calendars.h"

#include <algorithm>
#include <limits>

#include "core/crypto/hash.h"
#include "core/document/calendar_file.h"
#include "core/practice/rhythm.h"
#include "core/vault/decision_reader.h"
#include "core/vault/review_notes.h"
#include "core/vault/state.h"

namespace troth::vault {
namespace {

using document::CalendarEvent;

// Reviews are written one by one, since the nearest weekday follows no rule that a
// calendar knows: as far ahead as this, and where the agreement ends before, till then.
constexpr TimeMs kReviewsAheadMs = 366 * kDayMs;

class Dates {
 public:
  Dates(const State& state, const DecisionReader& reader, document::TimeZone zone, TimeMs now)
      : state_(state), reader_(reader), ground_(reader.ground()), zone_(zone), now_(now) {}

  Result<std::vector<CalendarEvent>> run() {
    const agreement::Agreement& agreement = state_.pair()->agreement;
    const auto status = agreement.status(now_);
    TROTH_ASSIGN(const auto open, reader_.open_ones(std::numeric_limits<std::size_t>::max()));
    add_due(open);
    const bool is_over =
        status == agreement::AgreementStatus::ended || status == agreement::AgreementStatus::lapsed;
    if (is_over) return std::move(events_);
    add_renewal(agreement.term());
    TROTH_TRY(add_rhythm());
    return std::move(events_);
  }

 private:
  // A hash, so that what is read in the calendar's file tells nothing; of the pair,
  // so that both partners' files name one event alike.
  [[nodiscard]] std::string uid(std::string_view what) const {
    const Bytes named = Writer().raw(state_.pair()->record.pair.view()).lv(bytes_of(what)).take();
    return crypto::generic_hash(named).hex().substr(0, 32) + "@troth.invalid";
  }

  [[nodiscard]] document::CivilDate last_day_before(TimeMs instant) const {
    return zone_.date_at(instant - 1);
  }

  void add_due(const std::vector<practice::Decision>& decisions) {
    for (const practice::Decision& decision : decisions)
      if (decision.due_ms != 0 && ground_.is_in_force(decision.area))
        events_.push_back({uid("question " + decision.question.entry.hex()),
                           last_day_before(decision.due_ms), std::nullopt});
  }

  void add_renewal(const agreement::Term& term) {
    if (term.renew_by_ms != 0)
      events_.push_back({uid("renew by"), last_day_before(term.renew_by_ms), std::nullopt});
  }

  Status add_rhythm() {
    const ClauseId id = agreement::rhythm_id(ground_.pair.id);
    const agreement::ClauseState* clause = ground_.clause(id);
    const auto content = ground_.contents.find(id);
    if (clause == nullptr || content == ground_.contents.end()) return {};
    if (!applies(*clause)) return {};
    const auto& rhythm = std::get<agreement::Rhythm>(content->second.body);
    const std::optional<TimeMs> end_ms = end_of(content->second);
    add_check_ins(rhythm, end_ms);
    TROTH_ASSIGN(const practice::Reviews reviews, reviews_in(state_, LookBack::lately));
    add_reviews(rhythm, reviews, end_ms);
    return {};
  }

  // A rhythm on hold goes on, since no authority hangs on it; one that was taken back does not.
  static bool applies(const agreement::ClauseState& clause) {
    using Why = agreement::Obstacle::Why;
    return std::ranges::all_of(clause.obstacles, [](const agreement::Obstacle& obstacle) {
      return obstacle.why == Why::on_hold || obstacle.why == Why::not_started;
    });
  }

  [[nodiscard]] std::optional<TimeMs> end_of(const agreement::ClauseContent& rhythm) const {
    const TimeMs renew_by_ms = state_.pair()->agreement.term().renew_by_ms;
    if (rhythm.until_ms == 0 && renew_by_ms == 0) return std::nullopt;
    if (rhythm.until_ms == 0 || renew_by_ms == 0) return rhythm.until_ms + renew_by_ms;
    return std::min(rhythm.until_ms, renew_by_ms);
  }

  // The last day of each period, from the present one on.
  void add_check_ins(const agreement::Rhythm& rhythm, std::optional<TimeMs> end_ms) {
    const practice::Period period =
        practice::period_of(now_, practice::Cadence{rhythm.check_in, zone_.days()});
    const document::CivilDate day = last_day_before(period.end_ms);
    document::Recurrence recurrence{rhythm.check_in, std::nullopt};
    if (end_ms) recurrence.last = last_day_before(*end_ms);
    if (!recurrence.last || day <= *recurrence.last)
      events_.push_back({uid("check-in"), day, recurrence});
  }

  void add_reviews(const agreement::Rhythm& rhythm, const practice::Reviews& reviews,
                   std::optional<TimeMs> end_ms) {
    const practice::ReviewRhythm reviewing = review_rhythm(rhythm, zone_);
    const TimeMs last_ms =
        std::min(now_ + kReviewsAheadMs, end_ms.value_or(now_ + kReviewsAheadMs));
    // While one is open the next follows from today; so it does after one that was
    // planned and not held.
    TimeMs at = next_review(state_, ground_, reviews, now_)
                    .value_or(practice::next_review(reviewing, now_));
    for (int number = 1; at < last_ms; ++number) {
      events_.push_back({uid("review " + std::to_string(number)), at, std::nullopt});
      at = practice::next_review(reviewing, std::max(at, now_));
    }
  }

  const State& state_;
  const DecisionReader& reader_;
  const document::Ground& ground_;
  document::TimeZone zone_;
  TimeMs now_;
  std::vector<CalendarEvent> events_;
};

}  // namespace

Result<CalendarFile> Calendars::file() const {
  const State& state = vault_.state();
  TROTH_ASSIGN(const DecisionReader reader, DecisionReader::open(state, now_));
  TROTH_ASSIGN(const auto zone, document::agreed_time_zone(reader.ground()));
  TROTH_ASSIGN(const auto events, Dates(state, reader, zone, now_).run());
  if (events.empty()) return refuse(Code::calendar_empty);
  return CalendarFile{document::calendar_file(events, now_), events.size()};
}

}  // namespace troth::vault
