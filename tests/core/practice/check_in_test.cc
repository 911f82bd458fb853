#include "core/practice/check_in.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <functional>

#include "core/base/sizes.h"
#include "proto/practice.pb.h"

namespace troth::practice {
namespace {

CheckIn maras_week() {
  CheckIn check_in;
  check_in.period = {4 * kDayMs, 11 * kDayMs};
  for (const auto dimension : kDefaultDimensions)
    check_in.ratings.push_back({std::string(dimension), 4});
  check_in.works = Answer::yes;
  check_in.feels_right = Answer::unsure;
  check_in.text = "A good week.\nTired by Friday.";
  return check_in;
}

wire::CheckIn wire_form() {
  const Bytes payload = *encode(maras_week());
  wire::CheckIn wire;
  wire.ParseFromArray(payload.data(), static_cast<int>(payload.size()));
  return wire;
}

Code refusal_of(const CheckIn& check_in) { return validate(check_in).error().code; }

Code refusal_of(const std::string& payload) {
  return decode_check_in(bytes_of(payload)).error().code;
}

Code refusal_after(const std::function<void(wire::CheckIn&)>& change) {
  wire::CheckIn wire = wire_form();
  change(wire);
  return refusal_of(wire.SerializeAsString());
}

TEST(CheckIn, IsReadBackAsItWasWritten) {
  EXPECT_EQ(*decode_check_in(*encode(maras_week())), maras_week());
}

TEST(CheckIn, OneAnswerIsEnough) {
  for (const auto& answer : std::initializer_list<std::function<void(CheckIn&)>>{
           [](CheckIn& it) { it.ratings = {{"trust", 1}}; }, [](CheckIn& it) { it.text = "ok"; },
           [](CheckIn& it) { it.works = Answer::no; },
           [](CheckIn& it) { it.wants_to_talk = true; }}) {
    CheckIn check_in{
        .period = {0, kDayMs}, .ratings = {}, .works = {}, .feels_right = {}, .text = {}};
    EXPECT_EQ(refusal_of(check_in), Code::check_in_empty);
    answer(check_in);
    EXPECT_EQ(*decode_check_in(*encode(check_in)), check_in);
  }
}

TEST(CheckIn, RatingsAreFromOneToFive) {
  for (const std::uint32_t value : {0U, 6U, 4294967295U}) {
    CheckIn check_in = maras_week();
    check_in.ratings[2].value = value;
    EXPECT_EQ(refusal_of(check_in), Code::check_in_rating_out_of_range) << value;
  }
}

TEST(CheckIn, ADimensionIsRatedOnce) {
  CheckIn check_in = maras_week();
  check_in.ratings[1].dimension = "connection";
  EXPECT_EQ(refusal_of(check_in), Code::check_in_dimension_twice);
}

TEST(CheckIn, TwelveDimensionsAreTakenAndThirteenAreNot) {
  CheckIn check_in = maras_week();
  check_in.ratings.clear();
  for (char letter = 'a'; letter < 'm'; ++letter) check_in.ratings.push_back({{letter}, 3});
  EXPECT_TRUE(validate(check_in));
  check_in.ratings.push_back({"m", 3});
  EXPECT_EQ(refusal_of(check_in), Code::check_in_too_many_dimensions);
}

TEST(CheckIn, TextsAreChecked) {
  CheckIn check_in = maras_week();
  check_in.text = "a\u202eb";
  EXPECT_EQ(refusal_of(check_in), Code::text_control_character);
  check_in.text = std::string(sizes::kText + 1, 'a');
  EXPECT_EQ(refusal_of(check_in), Code::text_too_long);
  check_in = maras_week();
  check_in.ratings[0].dimension = "con\nnection";
  EXPECT_EQ(refusal_of(check_in), Code::text_control_character);
  check_in.ratings[0].dimension = " ";
  EXPECT_EQ(refusal_of(check_in), Code::text_missing);
  check_in.ratings[0].dimension = std::string(sizes::kName + 1, 'a');
  EXPECT_EQ(refusal_of(check_in), Code::text_too_long);
}

TEST(CheckIn, APeriodEndsWithinAMonthAfterItsStart) {
  constexpr TimeMs kLast = std::numeric_limits<TimeMs>::max();
  constexpr TimeMs kFirst = std::numeric_limits<TimeMs>::min();
  constexpr TimeMs kYear10000 = 253402300800000;
  for (const Period period :
       {Period{5, 5}, Period{6, 5}, Period{-1, 5}, Period{0, 33 * kDayMs}, Period{0, kLast},
        Period{kFirst, kLast}, Period{kLast, kFirst}, Period{kLast - kDayMs, kLast},
        Period{kYear10000 - kDayMs, kYear10000}}) {
    CheckIn check_in = maras_week();
    check_in.period = period;
    EXPECT_EQ(refusal_of(check_in), Code::check_in_period_wrong) << period.end_ms;
  }
}

TEST(CheckIn, UnsureNoAndTalkAreFlags) {
  CheckIn check_in = maras_week();
  EXPECT_EQ(flags_of(check_in), (Flags{.unsure = true, .no = false, .talk = false}));
  check_in.works = Answer::no;
  check_in.wants_to_talk = true;
  EXPECT_EQ(flags_of(check_in), (Flags{.unsure = true, .no = true, .talk = true}));
  check_in.works = check_in.feels_right = Answer::yes;
  check_in.wants_to_talk = false;
  EXPECT_FALSE(flags_of(check_in).any());
  check_in.works = check_in.feels_right = std::nullopt;
  EXPECT_FALSE(flags_of(check_in).any()) << "an answer left out is no reproach";
}

TEST(CheckInPayload, AnUnknownFieldMeansANewerVersion) {
  const std::string field_nine = {0x48, 0x01};
  const std::string payload = wire_form().SerializeAsString();
  EXPECT_EQ(refusal_of(payload + field_nine), Code::practice_newer_version);
  EXPECT_EQ(refusal_after([](auto& wire) {
              wire.mutable_ratings(1)->MergeFromString(std::string{0x48, 0x01});
            }),
            Code::practice_newer_version);
}

TEST(CheckInPayload, AnotherEncodingOfTheSameContentIsRefused) {
  const std::string payload = wire_form().SerializeAsString();
  const std::string talk_is_false = {0x30, 0x00};  // a default is not written
  const std::string start_again = {0x08, 0x01};    // a field stands once
  EXPECT_EQ(refusal_of(payload + talk_is_false), Code::practice_malformed);
  EXPECT_EQ(refusal_of(payload + start_again), Code::practice_malformed);
  std::string long_varint = payload;
  ASSERT_EQ(long_varint[0], 0x08);
  const auto end = std::ranges::find_if(long_varint.begin() + 1, long_varint.end(),
                                        [](char byte) { return (byte & 0x80) == 0; });
  *end = static_cast<char>(*end | 0x80);
  long_varint.insert(end + 1, '\0');
  EXPECT_EQ(refusal_of(long_varint), Code::practice_malformed);
}

TEST(CheckInPayload, AnUnknownAnswerIsRefused) {
  EXPECT_EQ(
      refusal_after([](auto& wire) { wire.set_works(static_cast<wire::CheckIn::Answer>(4)); }),
      Code::practice_malformed);
  EXPECT_EQ(refusal_after(
                [](auto& wire) { wire.set_feels_right(static_cast<wire::CheckIn::Answer>(-1)); }),
            Code::practice_malformed);
}

TEST(CheckInPayload, IsValidatedOnArrival) {
  EXPECT_EQ(refusal_after([](auto& wire) { wire.mutable_ratings(0)->set_value(6); }),
            Code::check_in_rating_out_of_range);
  EXPECT_EQ(refusal_after([](auto& wire) { wire.set_period_end_ms(0); }),
            Code::check_in_period_wrong);
  EXPECT_EQ(refusal_of(""), Code::check_in_period_wrong);
}

TEST(CheckInPayload, BrokenOrOversizedBytesAreRefused) {
  const std::string payload = wire_form().SerializeAsString();
  EXPECT_EQ(refusal_of(payload.substr(0, payload.size() - 1)), Code::practice_malformed);
  EXPECT_EQ(refusal_of(std::string(sizes::kPayload + 1, '\0')), Code::practice_malformed);
}

TEST(CheckInPayload, RandomBytesNeverDecodeToWhatEncodesDifferently) {
  const std::string payload = wire_form().SerializeAsString();
  EXPECT_TRUE(rc::check([&](Bytes noise) {
    Bytes bytes = copy_of(bytes_of(payload));
    for (std::size_t i = 0; i + 1 < noise.size() && i < 4; i += 2)
      bytes[noise[i] % bytes.size()] = noise[i + 1];
    const auto decoded = decode_check_in(bytes);
    if (decoded) RC_ASSERT(*encode(*decoded) == bytes);
    const auto of_noise = decode_check_in(noise);
    if (of_noise) RC_ASSERT(*encode(*of_noise) == noise);
  }));
}

}  // namespace
}  // namespace troth::practice
