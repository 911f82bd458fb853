// The words that proposal files use for every choice, and what each means: one
// table a choice, for reading and for writing. Constants, any thread.
#pragma once

#include <array>
#include <string_view>
#include <utility>
#include <variant>

#include "core/agreement/clause.h"
#include "core/agreement/restriction.h"
#include "core/base/check.h"
#include "core/document/draft.h"

namespace troth::document::words {

template <class Value, std::size_t N>
using Table = std::array<std::pair<std::string_view, Value>, N>;

inline constexpr Table<Who, 2> kWho = {{{"me", Who::me}, {"partner", Who::partner}}};

inline constexpr Table<Whom, 3> kWhom = {
    {{"me", Whom::me}, {"partner", Whom::partner}, {"both", Whom::both}}};

inline constexpr Table<Leader, 3> kLeader = {
    {{"me", Who::me}, {"partner", Who::partner}, {"default", DefaultLeader{}}}};

inline constexpr Table<agreement::Reach, 4> kReach = {{{"outside", agreement::Reach::outside},
                                                       {"consult", agreement::Reach::consult},
                                                       {"discuss", agreement::Reach::discuss},
                                                       {"delegate", agreement::Reach::delegate}}};

// Windows are written as themselves.
inline constexpr Table<agreement::When, 2> kWhen = {
    {{"always", agreement::When::always}, {"moments", agreement::When::moments}}};

using HowOften = agreement::Standard::Every;
inline constexpr Table<HowOften, 5> kHowOften = {{{"once", HowOften::once},
                                                  {"day", HowOften::day},
                                                  {"week", HowOften::week},
                                                  {"month", HowOften::month},
                                                  {"as needed", HowOften::as_needed}}};

using Sort = agreement::Expectation::Sort;
inline constexpr Table<Sort, 2> kSort = {
    {{"expectation", Sort::expectation}, {"desire", Sort::desire}}};

inline constexpr Table<agreement::Strength, 2> kStrength = {
    {{"hard", agreement::Strength::hard}, {"soft", agreement::Strength::soft}}};

using Every = agreement::Rhythm::Every;
inline constexpr Table<Every, 4> kCheckIn = {{{"day", Every::day},
                                              {"week", Every::week},
                                              {"two weeks", Every::two_weeks},
                                              {"month", Every::month}}};
inline constexpr Table<Every, 4> kReview = {{{"week", Every::week},
                                             {"two weeks", Every::two_weeks},
                                             {"month", Every::month},
                                             {"quarter", Every::quarter}}};

// The word for `value`; CHECKs that the table has one.
template <class Value, std::size_t N>
std::string_view word_for(const Table<Value, N>& table, const Value& value) {
  for (const auto& [word, meaning] : table)
    if (meaning == value) return word;
  CHECK(false && "every value has its word");
  return {};
}

}  // namespace troth::document::words
