#include "core/practice/check_in.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/base/text.h"
#include "core/practice/payload.h"
#include "proto/practice.pb.h"

namespace troth::practice {
namespace {

constexpr auto kAnswers = std::to_array<std::pair<std::string_view, Answer>>(
    {{"yes", Answer::yes}, {"unsure", Answer::unsure}, {"no", Answer::no}});

wire::CheckIn::Answer wire_of(const std::optional<Answer>& answer) {
  if (!answer) return wire::CheckIn::ANSWER_UNSPECIFIED;
  switch (*answer) {
    case Answer::yes:
      return wire::CheckIn::YES;
    case Answer::unsure:
      return wire::CheckIn::UNSURE;
    case Answer::no:
      return wire::CheckIn::NO;
  }
  return wire::CheckIn::ANSWER_UNSPECIFIED;
}

Result<std::optional<Answer>> answer_of(wire::CheckIn::Answer answer) {
  switch (answer) {
    case wire::CheckIn::ANSWER_UNSPECIFIED:
      return std::nullopt;
    case wire::CheckIn::YES:
      return Answer::yes;
    case wire::CheckIn::UNSURE:
      return Answer::unsure;
    case wire::CheckIn::NO:
      return Answer::no;
    default:
      return refuse(Code::practice_malformed);
  }
}

struct CheckInForm {
  using Message = wire::CheckIn;
  static Message wire_of(const CheckIn& check_in) {
    Message out;
    out.set_period_start_ms(check_in.period.start_ms);
    out.set_period_end_ms(check_in.period.end_ms);
    for (const Rating& rating : check_in.ratings) {
      auto* added = out.add_ratings();
      added->set_dimension(rating.dimension);
      added->set_value(rating.value);
    }
    out.set_works(practice::wire_of(check_in.works));
    out.set_feels_right(practice::wire_of(check_in.feels_right));
    out.set_wants_to_talk(check_in.wants_to_talk);
    out.set_text(check_in.text);
    return out;
  }
  static Result<CheckIn> value_of(const Message& in) {
    CheckIn out;
    out.period = {in.period_start_ms(), in.period_end_ms()};
    for (const auto& rating : in.ratings())
      out.ratings.push_back({rating.dimension(), rating.value()});
    TROTH_ASSIGN(out.works, answer_of(in.works()));
    TROTH_ASSIGN(out.feels_right, answer_of(in.feels_right()));
    out.wants_to_talk = in.wants_to_talk();
    out.text = in.text();
    return out;
  }
};

bool says_nothing(const CheckIn& check_in) {
  return check_in.ratings.empty() && !check_in.works && !check_in.feels_right &&
         !check_in.wants_to_talk && check_in.text.empty();
}

Status check_ratings(const std::vector<Rating>& ratings) {
  if (ratings.size() > sizes::kDimensions)
    return refuse(Code::check_in_too_many_dimensions, std::to_string(ratings.size()));
  std::set<std::string_view> known;
  for (const Rating& rating : ratings) {
    TROTH_TRY(check_required_text(rating.dimension, sizes::kName, Lines::one, "A dimension"));
    if (!known.insert(rating.dimension).second)
      return refuse(Code::check_in_dimension_twice, rating.dimension);
    if (rating.value < kLowestRating || rating.value > kHighestRating)
      return refuse(Code::check_in_rating_out_of_range, rating.dimension);
  }
  return {};
}

}  // namespace

std::string_view name_of(Answer answer) {
  return std::ranges::find(kAnswers, answer, [](const auto& named) { return named.second; })->first;
}

std::optional<Answer> answer_named(std::string_view name) {
  for (const auto& [known, answer] : kAnswers)
    if (known == name) return answer;
  return std::nullopt;
}

Flags flags_of(const CheckIn& check_in) {
  const auto says = [&](Answer answer) {
    return check_in.works == answer || check_in.feels_right == answer;
  };
  return {.unsure = says(Answer::unsure), .no = says(Answer::no), .talk = check_in.wants_to_talk};
}

Status validate(const CheckIn& check_in) {
  TROTH_TRY(validate(check_in.period));
  TROTH_TRY(check_ratings(check_in.ratings));
  TROTH_TRY(check_text(check_in.text, sizes::kText, Lines::many, "The check-in's text"));
  if (says_nothing(check_in)) return refuse(Code::check_in_empty);
  return {};
}

Result<Bytes> encode(const CheckIn& check_in) { return encode_strict<CheckInForm>(check_in); }

Result<CheckIn> decode_check_in(ByteView payload) { return decode_strict<CheckInForm>(payload); }

}  // namespace troth::practice
