// The words for every choice in an agreement, the same in proposal files, in
// records and on screens: one table a choice, for reading and for writing.
// Constants, any thread.
#pragma once

#include <array>
#include <string_view>
#include <utility>

#include "core/agreement/clause.h"
#include "core/agreement/restriction.h"
#include "core/base/check.h"

namespace troth::agreement::words {

template <class Value, std::size_t N>
using Table = std::array<std::pair<std::string_view, Value>, N>;

inline constexpr Table<Reach, 4> kReach = {{{"outside", Reach::outside},
                                            {"consult", Reach::consult},
                                            {"discuss", Reach::discuss},
                                            {"delegate", Reach::delegate}}};

// Windows are written as themselves.
inline constexpr Table<When, 2> kWhen = {{{"always", When::always}, {"moments", When::moments}}};

inline constexpr Table<Standard::Every, 5> kHowOften = {
    {{"once", Standard::Every::once},
     {"day", Standard::Every::day},
     {"week", Standard::Every::week},
     {"month", Standard::Every::month},
     {"as needed", Standard::Every::as_needed}}};

inline constexpr Table<Expectation::Sort, 2> kSort = {
    {{"expectation", Expectation::Sort::expectation}, {"desire", Expectation::Sort::desire}}};

inline constexpr Table<Strength, 2> kStrength = {
    {{"hard", Strength::hard}, {"soft", Strength::soft}}};

inline constexpr Table<Rhythm::Every, 4> kCheckIn = {{{"day", Rhythm::Every::day},
                                                      {"week", Rhythm::Every::week},
                                                      {"two weeks", Rhythm::Every::two_weeks},
                                                      {"month", Rhythm::Every::month}}};
inline constexpr Table<Rhythm::Every, 4> kReview = {{{"week", Rhythm::Every::week},
                                                     {"two weeks", Rhythm::Every::two_weeks},
                                                     {"month", Rhythm::Every::month},
                                                     {"quarter", Rhythm::Every::quarter}}};

// From Monday on.
inline constexpr std::array<std::string_view, 7> kWeekdays = {"Mon", "Tue", "Wed", "Thu",
                                                              "Fri", "Sat", "Sun"};

// The word for `value`; CHECKs that the table has one.
template <class Value, std::size_t N>
std::string_view word_for(const Table<Value, N>& table, const Value& value) {
  for (const auto& [word, meaning] : table)
    if (meaning == value) return word;
  CHECK(false && "every value has its word");
  return {};
}

}  // namespace troth::agreement::words
