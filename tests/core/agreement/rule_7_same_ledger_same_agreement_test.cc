// Rule 7: same ledger, same agreement: one state for every order of arrival,
// one digest of what was signed, the same after a restart, and for ever.
#include <gtest/gtest.h>

#include <fstream>

#include "core/agreement/digest.h"
#include "tests/core/agreement/story.h"

namespace troth::agreement {
namespace {

// A ledger with something of everything, to the letter reproducible.
void tell(Story& story) {
  Term term;
  term.renew_by_ms = kNow + 300 * kDayMs;
  const ClauseId house = story.area_named("Household");
  story.agree({story.role(story.mara, "Dominant", true),
               story.role(story.jonas, "submissive", false), story.area("Household"),
               story.area("Bedroom"), story.standard(1, house),
               story.preamble("We do this because we want to."), story.term(term)});
  story.now += kDayMs;
  const auto p = story.propose(story.mara, {story.area("Household", Reach::discuss)});
  const auto q = story.propose(story.jonas, {story.area("Household", Reach::consult)});
  story.sync();
  story.accept(story.jonas, p);
  story.accept(story.mara, q);  // crossed
  story.sync();
  const auto r = story.end(story.jonas);
  const auto s = story.limit(story.mara, {house}, Strength::soft);
  story.pause(story.jonas, {story.area_named("Bedroom")});
  story.sync();
  const auto lift = story.offer_lift(story.mara, {r, s});
  story.sync();
  story.accept(story.jonas, lift);
  story.sync();
  story.practice(story.mara);
  Device& phone = story.link_device(story.mara);
  story.sign(story.jonas, Confirmed{phone.id});
  story.sync();
  const auto again = story.propose(phone, {story.area("Household", Reach::discuss)});
  story.sync();
  story.accept(story.jonas, again);
  story.sign(story.mara, Cut{phone.id, 1, Cut::Why::revoked});
  story.sync();
}

TEST(Rule7, AnEmptyLedgerHasADigestToo) {
  Story story;
  EXPECT_EQ(story.all.digest(), digest_of({}));
}

TEST(Rule7, TheDigestIsOfStandingsAndRestrictionsAndOfNoTime) {
  Story story;
  const auto p = story.agree({story.area("Household")});
  const auto r = story.pause(story.jonas);
  const ClauseId house = story.area_named("Household");
  const Bytes clause = clause_leaf(house, {p, {}});
  const Bytes restriction = restriction_leaf(r, {});
  EXPECT_EQ(clause, Writer().raw(house.view()).lv(p.view()).lv({}).take());
  EXPECT_EQ(restriction, Writer().raw(r.view()).lv({}).take());
  const std::vector<ByteView> leaves = {clause, restriction};
  EXPECT_EQ(story.all.digest(), crypto::hash("agreement", leaves));
}

TEST(Rule7, AnAcceptanceCarriesTheDigestOfTheAgreementThatItMakes) {
  Story story;
  const auto p = story.propose(story.mara, {story.area("Household")});
  story.sync();
  const Hash made = story.jonas.agreement.digest_after_accepting(p, story.jonas.author());
  story.accept(story.jonas, p);
  EXPECT_EQ(story.jonas.agreement.digest(), made);
  EXPECT_NE(story.mara.agreement.digest(), made);
  story.sync();
  EXPECT_EQ(story.mara.agreement.digest(), made);
}

TEST(Rule7, TheDigestOfALiftIsForetoldToo) {
  Story story;
  const auto r = story.end(story.jonas);
  story.sync();
  const auto offer = story.offer_lift(story.mara, {r});
  story.sync();
  const Hash made = story.jonas.agreement.digest_after_accepting(offer, story.jonas.author());
  story.accept(story.jonas, offer);
  EXPECT_EQ(story.jonas.agreement.digest(), made);
}

TEST(Rule7, PracticeIsNotInTheDigestAndTakesNoRow) {
  Story story;
  story.agree({story.area("Household")});
  const Hash before = story.all.digest();
  Agreement counted(story.pair);
  for (const Act& act : story.acts) ASSERT_TRUE(counted.add(act));
  for (int i = 0; i < 100; ++i) {
    story.practice(story.mara);
    EXPECT_EQ(*counted.add(story.acts.back()), Kept::no);
  }
  EXPECT_EQ(story.all.digest(), before);
}

TEST(Rule7, AnActBeforeItsPlaceIsRefusedAndTheSameOneIgnored) {
  Story story;
  const Act last = story.acts.back();
  EXPECT_EQ(*story.all.add(last), Kept::no);
  Act other = last;
  other.entry = test_id<EntryHash>("other");
  EXPECT_EQ(story.all.add(other).error().code, Code::act_out_of_order);
  Act stranger = last;
  stranger.entry = test_id<EntryHash>("stranger");
  stranger.partner = test_id<PartnerId>("stranger");
  stranger.at.seq += 1;
  EXPECT_EQ(story.all.add(stranger).error().code, Code::act_out_of_order);
}

TEST(Rule7, EveryActIsItsEncodedFormAndNoDamagedOne) {
  Story story;
  tell(story);
  for (const Act& act : story.acts) {
    const Bytes row = encode(act);
    EXPECT_EQ(*decode_act(row), act);
    EXPECT_FALSE(decode_act(ByteView(row).first(row.size() - 1)));
    Bytes longer = row;
    longer.push_back(0);
    EXPECT_EQ(decode_act(longer).error().code, Code::act_malformed);
    Bytes newer = row;
    newer[0] = 2;
    EXPECT_FALSE(decode_act(newer));
  }
  EXPECT_FALSE(decode_act({}));
}

// tests/vectors/agreement_golden.txt: an encoded act a line, in hexadecimal;
// then "digest " and "status " as of a late time. Never regenerated for rules
// version 1: an agreement that was signed keeps its meaning.
TEST(Rule7, TheGoldenLedgerStillMeansTheSame) {
  std::ifstream file(TROTH_VECTORS "/agreement_golden.txt");
  ASSERT_TRUE(file);
  Agreement agreement(Story().pair);
  std::string word;
  int acts = 0;
  while (file >> word && word != "digest") {
    const auto row = from_hex(word);
    ASSERT_TRUE(row);
    const auto act = decode_act(*row);
    ASSERT_TRUE(act);
    ASSERT_TRUE(agreement.add(*act));
    ++acts;
  }
  std::string digest;
  std::string status;
  file >> digest >> word >> status;
  EXPECT_EQ(acts, 20);
  EXPECT_EQ(agreement.digest().hex(), digest);
  EXPECT_EQ(name_of(agreement.status(kNow + 10 * kDayMs)), status);
}

TEST(Rule7, TheGoldenLedgerIsTheStoryThatIsToldHere) {
  Story story;
  tell(story);
  std::ifstream file(TROTH_VECTORS "/agreement_golden.txt");
  std::string row;
  for (const Act& act : story.acts) {
    ASSERT_TRUE(file >> row);
    EXPECT_EQ(to_hex(encode(act)), row);
  }
}

}  // namespace
}  // namespace troth::agreement
