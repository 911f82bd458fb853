// The words that proposal files use for every choice: those of an agreement, and
// those that say who, as the author of a file sees it. Constants, any thread.
#pragma once

#include <variant>

#include "core/agreement/words.h"
#include "core/document/draft.h"

namespace troth::document::words {

using namespace agreement::words;

inline constexpr Table<Who, 2> kWho = {{{"me", Who::me}, {"partner", Who::partner}}};

inline constexpr Table<Whom, 3> kWhom = {
    {{"me", Whom::me}, {"partner", Whom::partner}, {"both", Whom::both}}};

inline constexpr Table<Leader, 3> kLeader = {
    {{"me", Who::me}, {"partner", Who::partner}, {"default", DefaultLeader{}}}};

}  // namespace troth::document::words
