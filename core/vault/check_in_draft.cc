#include "core/vault/check_in_draft.h"

#include <algorithm>

namespace troth::vault {
namespace {

constexpr std::string_view kRate = "rate ";
constexpr std::string_view kWorks = "works ";
constexpr std::string_view kFeelsRight = "feels-right ";
constexpr std::string_view kTalk = "talk";

std::string line_of(std::string_view question, practice::Answer answer) {
  return std::string(question) + std::string(name_of(answer)) + "\n";
}

bool read_answer(std::string_view word, std::optional<practice::Answer>& into) {
  into = practice::answer_named(word);
  return into.has_value();
}

// "4 trust".
bool read_rating(std::string_view words, std::vector<practice::Rating>& into) {
  if (words.size() < 3 || words[0] < '1' || words[0] > '5' || words[1] != ' ') return false;
  into.push_back({std::string(words.substr(2)), static_cast<std::uint32_t>(words[0] - '0')});
  return true;
}

bool read_line(std::string_view line, CheckInAnswers& into) {
  if (line == kTalk) return into.wants_to_talk = true;
  if (line.starts_with(kRate)) return read_rating(line.substr(kRate.size()), into.ratings);
  if (line.starts_with(kWorks)) return read_answer(line.substr(kWorks.size()), into.works);
  if (line.starts_with(kFeelsRight))
    return read_answer(line.substr(kFeelsRight.size()), into.feels_right);
  return false;
}

}  // namespace

std::string draft_of(const CheckInAnswers& answers) {
  std::string out;
  for (const practice::Rating& rating : answers.ratings)
    out += std::string(kRate) + std::to_string(rating.value) + " " + rating.dimension + "\n";
  if (answers.works) out += line_of(kWorks, *answers.works);
  if (answers.feels_right) out += line_of(kFeelsRight, *answers.feels_right);
  if (answers.wants_to_talk) out += std::string(kTalk) + "\n";
  if (!answers.text.empty()) out += "\n" + answers.text;
  return out;
}

CheckInAnswers with(CheckInAnswers draft, const CheckInAnswers& newer) {
  for (const practice::Rating& rating : newer.ratings) {
    const auto same =
        std::ranges::find(draft.ratings, rating.dimension, &practice::Rating::dimension);
    if (same == draft.ratings.end())
      draft.ratings.push_back(rating);
    else
      same->value = rating.value;
  }
  if (newer.works) draft.works = newer.works;
  if (newer.feels_right) draft.feels_right = newer.feels_right;
  draft.wants_to_talk = draft.wants_to_talk || newer.wants_to_talk;
  if (!newer.text.empty()) draft.text = newer.text;
  return draft;
}

Result<CheckInAnswers> answers_in(std::string_view draft) {
  CheckInAnswers answers;
  while (!draft.empty()) {
    const std::size_t end = draft.find('\n');
    const std::string_view line = draft.substr(0, end);
    draft.remove_prefix(end == std::string_view::npos ? draft.size() : end + 1);
    if (line.empty()) {
      answers.text = draft;
      return answers;
    }
    if (!read_line(line, answers)) return refuse(Code::draft_unfit, kCheckInDraft);
  }
  return answers;
}

}  // namespace troth::vault
