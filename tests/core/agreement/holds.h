// A property of every ledger at random: for one device each and for more, with
// liars, cuts, and one clause that everything touches. RC_PARAMS or
// TROTH_CAMPAIGN=1 make it long.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <sstream>

#include "tests/core/agreement/random_story.h"

namespace troth::agreement {

inline const std::vector<Cast> kCasts = {
    {0, true, false, false}, {1, true, false, true}, {1, true, true, true}, {2, true, true, false}};

template <class Property>
void holds_for_every_cast(const std::string& what, Property property) {
  for (const Cast& cast : kCasts) {
    rc::detail::TestParams params = rc::detail::configuration().testParams;
    params.maxSize = 60;
    params.maxSuccess *= std::getenv("TROTH_CAMPAIGN") != nullptr ? 800 : 4;
    rc::detail::TestMetadata metadata;
    metadata.id = what;
    metadata.description = what + ", second devices: " + std::to_string(cast.second_devices);
    const auto result = rc::detail::checkTestable([&] { property(cast); }, metadata, params);
    if (result.template is<rc::detail::SuccessResult>()) continue;
    std::ostringstream message;
    rc::detail::printResultMessage(result, message);
    FAIL() << metadata.description << "\n" << message.str();
  }
}

}  // namespace troth::agreement
