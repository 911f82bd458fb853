// One value of each kind of practice, every field filled: Mara's and Jonas's
// week. Shared by the tests of the formats.
#pragma once

#include <string>
#include <vector>

#include "core/practice/content.h"

namespace troth::practice::test {

template <class Id>
Id id_of(std::uint8_t first) {
  Id id;
  for (std::size_t i = 0; i < id.value.size(); ++i)
    id.value[i] = static_cast<std::uint8_t>(first + i);
  return id;
}

struct Sample {
  std::string name;
  Kind kind;
  Content content;
};

inline CheckIn maras_week() {
  return {.period = {4 * kDayMs, 11 * kDayMs},
          .ratings = {{"trust", 4}, {"energy", 2}},
          .works = Answer::yes,
          .feels_right = Answer::unsure,
          .wants_to_talk = true,
          .text = "A good week.\nTired by Friday."};
}

inline std::vector<Sample> samples() {
  const auto pair = id_of<PairId>(200);
  const auto mara = id_of<PartnerId>(1);
  const auto entry = id_of<EntryHash>(33);
  const auto other = id_of<EntryHash>(34);
  const auto area = id_of<ClauseId>(65);
  const auto nonce = id_of<Nonce>(97);
  const CheckIn week = maras_week();
  const Bytes content = *encode(week);
  const Opening opening{entry, nonce, content};
  return {
      {"check_in", Kind::check_in, week},
      {"blind_check_in", Kind::blind_check_in,
       BlindCheckIn{week.period, commitment_of(pair, mara, week.period, nonce, content)}},
      {"opening", Kind::opening, opening},
      {"open_by_hand", Kind::open_by_hand, opening},
      {"comment on an entry", Kind::comment, Comment{entry, "What did you mean by late?"}},
      {"comment on a clause", Kind::comment, Comment{area, "Does Sunday count?"}},
      {"question", Kind::question, Question{area, "Shall we go to Ghent?", 20 * kDayMs}},
      {"view", Kind::view, DecisionView{entry, "I would rather stay."}},
      {"answer", Kind::answer, DecisionAnswer{entry, area, "We stay."}},
      {"reopened", Kind::reopened, Reopened{entry, "The train is cheaper now."}},
      {"observance", Kind::observance,
       Observance{Observance::Sort::amends, area, mara, entry, "Made up for on Saturday."}},
      {"moment_opened", Kind::moment_opened,
       MomentOpened{{area, id_of<ClauseId>(66)}, 5 * kDayMs, "Till morning"}},
      {"moment_closed", Kind::moment_closed, MomentClosed{entry, "Enough."}},
      {"talk", Kind::talk, Talk{true, "About the journey."}},
      {"talked", Kind::talked, Talked{entry}},
      {"review_opened", Kind::review_opened, ReviewOpened{"Sunday, as agreed."}},
      {"agenda_item", Kind::agenda_item, AgendaItem{"The late evenings", entry}},
      {"agenda_item of a clause", Kind::agenda_item, AgendaItem{"Tea", area}},
      {"minutes", Kind::minutes,
       Minutes{entry,
               "We spoke of the evenings.",
               "Ask earlier.",
               {{"Buy a lamp", mara, 12 * kDayMs}, {"Write to Ghent", {}, 0}},
               18 * kDayMs,
               {entry, other}}},
      {"minutes_signed", Kind::minutes_signed, MinutesSigned{entry}},
      {"action_done", Kind::action_done, ActionDone{entry, 1}},
  };
}

inline Result<Bytes> encoded(const Content& content) {
  return std::visit([](const auto& value) { return encode(value); }, content);
}

inline Content sample_of(Kind kind) {
  for (const Sample& sample : samples())
    if (sample.kind == kind) return sample.content;
  return CheckIn{};
}

}  // namespace troth::practice::test
