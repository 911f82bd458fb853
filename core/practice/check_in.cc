#include "core/practice/check_in.h"

#include <algorithm>
#include <set>

#include "core/base/sizes.h"
#include "core/base/text.h"
#include "proto/practice.pb.h"

namespace troth::practice {
namespace {

// A month of 31 days, and the hours by which clocks are changed.
constexpr TimeMs kLongestPeriodMs = 32 * kDayMs;

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

wire::CheckIn wire_of(const CheckIn& check_in) {
  wire::CheckIn out;
  out.set_period_start_ms(check_in.period.start_ms);
  out.set_period_end_ms(check_in.period.end_ms);
  for (const Rating& rating : check_in.ratings) {
    auto* added = out.add_ratings();
    added->set_dimension(rating.dimension);
    added->set_value(rating.value);
  }
  out.set_works(wire_of(check_in.works));
  out.set_feels_right(wire_of(check_in.feels_right));
  out.set_wants_to_talk(check_in.wants_to_talk);
  out.set_text(check_in.text);
  return out;
}

Result<CheckIn> value_of(const wire::CheckIn& in) {
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

bool says_nothing(const CheckIn& check_in) {
  return check_in.ratings.empty() && !check_in.works && !check_in.feels_right &&
         !check_in.wants_to_talk && check_in.text.empty();
}

Status check_period(const Period& period) {
  // Compared before it is subtracted: the bytes may claim any two numbers.
  if (period.start_ms < 0 || period.end_ms <= period.start_ms ||
      period.end_ms - period.start_ms > kLongestPeriodMs)
    return refuse(Code::check_in_period_wrong);
  return {};
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

Flags flags_of(const CheckIn& check_in) {
  const auto says = [&](Answer answer) {
    return check_in.works == answer || check_in.feels_right == answer;
  };
  return {.unsure = says(Answer::unsure), .no = says(Answer::no), .talk = check_in.wants_to_talk};
}

Status validate(const CheckIn& check_in) {
  TROTH_TRY(check_period(check_in.period));
  TROTH_TRY(check_ratings(check_in.ratings));
  TROTH_TRY(check_text(check_in.text, sizes::kText, Lines::many, "The check-in's text"));
  if (says_nothing(check_in)) return refuse(Code::check_in_empty);
  return {};
}

Result<Bytes> encode(const CheckIn& check_in) {
  TROTH_TRY(validate(check_in));
  return copy_of(bytes_of(wire_of(check_in).SerializeAsString()));
}

Result<CheckIn> decode_check_in(ByteView payload) {
  if (payload.size() > sizes::kPayload) return refuse(Code::practice_malformed);
  wire::CheckIn in;
  if (!in.ParseFromArray(payload.data(), static_cast<int>(payload.size())))
    return refuse(Code::practice_malformed);
  if (!equal(bytes_of(in.SerializeAsString()), payload)) return refuse(Code::practice_malformed);
  TROTH_ASSIGN(CheckIn check_in, value_of(in));
  // Parsing keeps the fields that it does not know, and our value drops them.
  if (!equal(bytes_of(wire_of(check_in).SerializeAsString()), payload))
    return refuse(Code::practice_newer_version);
  TROTH_TRY(validate(check_in));
  return check_in;
}

}  // namespace troth::practice
