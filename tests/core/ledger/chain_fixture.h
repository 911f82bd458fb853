// What the tests of the chain share: Mara writes, Jonas's device receives.
#pragma once

#include <gtest/gtest.h>

#include "core/ledger/chain.h"
#include "tests/core/ledger/forge.h"

namespace troth::ledger {

using test::Pair;
using test::Side;

class ChainTest : public ::testing::Test {
 protected:
  // A take-away and a giving entry go the same ways; most tests take one of each.
  static constexpr EntryKind kGives = EntryKind::propose;
  static constexpr EntryKind kTakes = EntryKind::limit;

  Verdict give(ByteView bytes) { return std::move(pair_.give(jonas_, bytes).front()); }
  Verdict give(const Entry& entry) { return give(entry.encode()); }
  Verdict give_changed(const Entry& entry, const std::function<void(wire::EntryHeader&)>& change) {
    return give(test::forged(entry, mara_.keys->sign, change));
  }
  static std::string why(const Verdict& verdict) {
    return verdict.error ? std::string(name_of(verdict.error->code)) : "no refusal";
  }
  // Refused, with or without a pause of everything.
  static void expect_refused(const Verdict& verdict, std::string_view code, bool pauses) {
    EXPECT_EQ(verdict.outcome, Outcome::refused);
    EXPECT_EQ(why(verdict), code);
    EXPECT_EQ(verdict.counts_as_pause_of_everything, pauses);
  }
  std::size_t waiting() const { return jonas_.log.waiting()->size(); }
  // An entry of Mara's device that contradicts the one it wrote at that seq.
  Entry rival_of(const Entry& entry, EntryKind kind = kGives) {
    EntryHeader header = entry.header();
    header.kind = kind;
    return *sign_entry(mara_.keys->sign, header, bytes_of("rival"), pair_.random);
  }

  Pair pair_{5, 2, 2};
  Side mara_ = pair_.side(pair_.mara.devices[0]);
  Side jonas_ = pair_.side(pair_.jonas.devices[0]);
};

}  // namespace troth::ledger
