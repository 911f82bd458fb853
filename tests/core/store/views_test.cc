// The views are what the entries say, kept: the same after unlock, and the same
// when they are dropped and derived again.
#include "core/store/views.h"

#include <algorithm>

#include "core/practice/moment.h"
#include "tests/core/store/couple.h"
#include "tests/core/store/kept_ledger.h"

namespace troth::store {
namespace {

using agreement::AgreementStatus;
using ledger::EntryKind;

class ViewsTest : public CoupleTest {
 protected:
  void compare_digits() {
    for (const auto* device : {&mara(), &jonas()})
      ASSERT_TRUE(
          write(*device, EntryKind::compared, encode(ledger::Compared{record_.transcript})));
  }
  // Mara proposes roles and an area, Jonas accepts: an agreement in force.
  void agree() {
    compare_digits();
    propose_and_accept(first_proposal());
  }
  agreement::Proposal first_proposal() {
    agreement::Proposal out;
    out.title = "A first year";
    out.reason = "So that both of us know where we stand";
    const PartnerId mara_id = pair_.mara.chain.partner();
    const PartnerId jonas_id = pair_.jonas.chain.partner();
    add(out, agreement::role_id(pair_.id, mara_id), agreement::Role{mara_id, "Mistress", true});
    add(out, agreement::role_id(pair_.id, jonas_id),
        agreement::Role{jonas_id, "submissive", false});
    agreement::Area area;
    area.name = "Household";
    area.reach = agreement::Reach::discuss;
    add(out, agreement::area_id(pair_.id, area.name), area);
    std::ranges::sort(out.changes, {}, &agreement::ClauseChange::clause);
    return out;
  }
  template <class Body>
  void add(agreement::Proposal& proposal, const ClauseId& clause, const Body& body) {
    proposal.changes.push_back(
        {clause, agreement_->standing(clause), agreement::ClauseContent{0, body}});
  }
  void propose_and_accept(const agreement::Proposal& content) {
    proposal_ = *write(mara(), EntryKind::propose, agreement::encode(content, people()));
    const agreement::Acceptance acceptance{
        proposal_,
        agreement_->digest_after_accepting(proposal_, {pair_.jonas.chain.partner(), jonas().id}),
        agreement::kRulesVersion};
    ASSERT_TRUE(write(jonas(), EntryKind::accept, agreement::encode(acceptance)));
  }
  Result<EntryHash> pause(const test::DeviceKeys& by, const std::string& reason = "") {
    agreement::Restriction out;
    out.reason = reason;
    return write(by, EntryKind::pause, agreement::encode(out));
  }
  // What the views and the rules say, whole.
  std::string said() {
    Result<agreement::Agreement> derived = store_->views().agreement(reading());
    if (!derived) return derived.error().message;
    std::string out = describe(*derived);
    EXPECT_EQ(out, describe(*agreement_));  // as the one that lived through it
    const auto check_ins = store_->views().check_ins(1000);
    for (const KeptCheckIn& kept : *check_ins)
      out += kept.entry.hex() + (kept.content ? kept.content->text : "unreadable") + "\n";
    const auto lines = store_->ledger().lines();
    for (const ledger::Line& line : *lines)
      out += line.line.hex() + std::to_string(line.head.seq) + line.head.hash.hex() + "\n";
    return out;
  }
  static std::string describe(const agreement::Agreement& agreement) {
    std::string out = agreement.digest().hex() + "\n";
    out += name_of(agreement.status(test::kStartMs));
    for (const auto& clause : agreement.clauses(test::kStartMs))
      out += clause.id.hex() + (clause.in_force ? " in force\n" : " not in force\n");
    for (const auto& restriction : agreement.restrictions(test::kStartMs))
      out += restriction.entry.hex() + (restriction.lifted ? " lifted\n" : " stands\n");
    for (const auto& proposal : agreement.proposals())
      out += proposal.entry.hex() + std::string(name_of(proposal.stage)) + "\n";
    return out;
  }

  EntryHash proposal_;
};

TEST_F(ViewsTest, TheAgreementIsTheSameAfterUnlock) {
  agree();
  ASSERT_EQ(agreement_->status(test::kStartMs), AgreementStatus::in_force);
  ASSERT_TRUE(check_in(jonas(), says("well")));
  const std::string before = said();
  open();
  EXPECT_EQ(said(), before);
  ASSERT_TRUE(pause(jonas()));
  open();
  EXPECT_EQ(agreement_->status(test::kStartMs), AgreementStatus::paused);
}

TEST_F(ViewsTest, TheRulesGoOnAfterUnlockAsIfNothingHadHappened) {
  agree();
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(check_in(mara(), says("how are we")));
  open();
  agreement::Proposal second;
  second.title = "A change";
  second.reason = "It grew";
  add(second, agreement::preamble_id(pair_.id), agreement::Preamble{"We belong"});
  propose_and_accept(second);
  const auto state = agreement_->proposal(proposal_);
  ASSERT_TRUE(state);
  EXPECT_EQ(state->stage, agreement::ProposalState::Stage::accepted);
  const std::string before = said();
  open();
  EXPECT_EQ(said(), before);
}

TEST_F(ViewsTest, RebuiltFromTheEntriesTheyAreTheKeptOnes) {
  agree();
  ASSERT_TRUE(check_in(mara(), says("how are we"), test::kStartMs + 5));
  ASSERT_TRUE(check_in(jonas(), says("I want to talk", true)));
  ASSERT_TRUE(write(jonas(), EntryKind{99}, Bytes{1, 2, 3}));
  ASSERT_TRUE(pause(jonas(), "a pause"));
  ASSERT_TRUE(write(mara(), EntryKind::check_in, Bytes{0xff}));
  const std::string kept = said();
  auto change = store_->begin();
  // Whatever the views were made to say: only the entries count.
  ASSERT_TRUE(change->views().clear());
  ASSERT_TRUE(change->rebuild_views(reading()));
  ASSERT_TRUE(change->commit());
  EXPECT_EQ(said(), kept);
  open();
  EXPECT_EQ(said(), kept);
}

// A moment is an entry of practice that the rules read again at unlock.
TEST_F(ViewsTest, MomentsOpenTheSameAfterUnlockAndRebuilt) {
  compare_digits();
  agreement::Proposal proposal = first_proposal();
  const ClauseId house = agreement::area_id(pair_.id, "Household");
  const auto change = std::ranges::find(proposal.changes, house, &agreement::ClauseChange::clause);
  std::get<agreement::Area>(change->content->body).when = agreement::When::moments;
  propose_and_accept(proposal);
  const auto verdict = [&] {
    const auto derived = store_->views().agreement(reading());
    const Proposals texts(store_->ledger(), reading());
    const agreement::Agreement::Answering answering{
        house, {pair_.mara.chain.partner(), mara().id}, true};
    const auto utc = [](std::string_view, TimeMs) { return std::optional<agreement::WeekTime>(); };
    return *derived->verdict_if_answered_now(answering, test::kStartMs + kDayMs, texts, utc);
  };
  EXPECT_EQ(verdict().why, agreement::Outside::no_moment);
  const auto moment =
      *write(jonas(), EntryKind::moment_opened, *practice::encode(practice::MomentOpened{}));
  ASSERT_TRUE(check_in(jonas(), says("after it")));
  for (const bool is_rebuilt : {false, true}) {
    if (is_rebuilt) {
      auto rebuilding = store_->begin();
      ASSERT_TRUE(rebuilding->rebuild_views(reading()));
      ASSERT_TRUE(rebuilding->commit());
    }
    open();
    EXPECT_EQ(agreement_->areas_opened_by(moment), std::vector{house});
    EXPECT_EQ(verdict().outcome, agreement::Verdict::Outcome::inside);
  }
  ASSERT_TRUE(write(mara(), EntryKind::moment_closed,
                    *practice::encode(practice::MomentClosed{moment, "enough"})));
  open();
  EXPECT_EQ(verdict().why, agreement::Outside::no_moment);
}

TEST_F(ViewsTest, ARebuiltTableIsTheKeptTableRowByRow) {
  KeptLedger kept(reading());
  test::Side mara_side = pair_.side(mara());
  for (int i = 0; i < 12; ++i) {
    const EntryKind kind = i % 4 == 0 ? EntryKind::pause : EntryKind::check_in;
    const Bytes payload = i % 4 == 0 ? agreement::encode(agreement::Restriction{}) : Bytes{0xff};
    pair_.write(mara_side, kind, payload, test::kStartMs + i);
  }
  kept.take(mara_side.log);
  constexpr std::string_view kActs =
      "SELECT position || hex(hash) || hex(act) FROM acts ORDER BY position";
  const auto acts = kept.rows(kActs);
  const auto practice = kept.practice();
  ASSERT_EQ(acts.size(), 3U);
  ASSERT_EQ(practice.size(), 9U);
  kept.rebuild();
  EXPECT_EQ(kept.rows(kActs), acts);
  EXPECT_EQ(kept.practice(), practice);
}

TEST_F(ViewsTest, AnyRowThatIsNotWhatTheEntriesSayMakesAnotherDigest) {
  KeptLedger kept(reading());
  test::Side side = pair_.side(mara());
  pair_.write(side, EntryKind::pause, agreement::encode(agreement::Restriction{}), test::kStartMs);
  practice::CheckIn content = says("how are we");
  content.period = practice::period_of(test::kStartMs, std::nullopt);
  pair_.write(side, EntryKind::check_in, *practice::encode(content), test::kStartMs + 1);
  kept.take(side.log);
  const Hash digest = kept.digest_after("SELECT 1");
  for (const std::string_view wrong :
       {"DELETE FROM acts", "UPDATE acts SET act = x'00'",
        "UPDATE acts SET position = position + 9", "UPDATE practice SET flagged = 1 - flagged",
        "UPDATE practice SET counts = 1 - counts",
        "UPDATE practice SET about_clause = zeroblob(16)", "UPDATE practice SET verdict = x''",
        "UPDATE practice SET period_end_ms = 1 + coalesce(period_end_ms, 0)", "DELETE FROM texts",
        "INSERT INTO text_words (rowid, text, about) VALUES (7, 'never written', 'own')",
        "INSERT INTO text_words (text_words) VALUES ('delete-all')",
        "UPDATE lines SET seq = seq + 1", "DELETE FROM lines"})
    EXPECT_NE(kept.digest_after(wrong), digest) << wrong;
  kept.rebuild();
  EXPECT_EQ(kept.digest_after("SELECT 1"), digest);
}

TEST_F(ViewsTest, AreComparedWithTheEntriesAndLeftAsTheyAre) {
  agree();
  ASSERT_TRUE(check_in(mara(), says("how are we")));
  ASSERT_TRUE(store_->check_views(reading()));
  auto change = store_->begin();
  ASSERT_TRUE(change->views().clear());
  ASSERT_TRUE(change->commit());
  EXPECT_EQ(store_->check_views(reading()).error().code, Code::views_differ);
  EXPECT_TRUE(store_->views().check_ins(9)->empty()) << "telling mends nothing";
}

TEST_F(ViewsTest, ARestrictionThatWaitsForItsPastPausesEverythingAfterUnlockToo) {
  agree();
  // Jonas' device signs a check-in that does not arrive, then a pause of one area.
  test::Side elsewhere = pair_.side(jonas());
  std::int64_t position = 0;
  const auto here = store_->ledger().next(position, 100);
  for (const auto& placed : *here) ASSERT_TRUE(elsewhere.log.append(placed.entry, placed.place));
  pair_.write(elsewhere, EntryKind::check_in);
  const auto waiting = pair_.write(elsewhere, EntryKind::pause,
                                   agreement::encode(agreement::Restriction{}), test::kStartMs + 7);
  {
    auto change = store_->begin();
    const auto verdicts = ledger::receive(waiting.encode(), pair_.ledger(), change->ledger());
    ASSERT_EQ(verdicts->front().outcome, ledger::Outcome::waiting);
    ASSERT_TRUE(change->commit());
  }
  open();
  EXPECT_EQ(agreement_->status(test::kStartMs), AgreementStatus::paused);
  const auto restrictions = agreement_->restrictions(test::kStartMs);
  ASSERT_EQ(restrictions.size(), 1U);
  EXPECT_TRUE(restrictions[0].waits_for_its_past);
  EXPECT_EQ(restrictions[0].by, pair_.jonas.chain.partner());
  EXPECT_EQ(restrictions[0].written_ms, test::kStartMs + 7);
}

TEST_F(ViewsTest, WhatTakesAwayAndCannotBeReadIsAPauseOfEverything) {
  agree();
  for (const EntryKind kind : {EntryKind{12}, EntryKind::limit, EntryKind::decline}) {
    ASSERT_TRUE(write(jonas(), kind, Bytes{0xff}));
    open();
    EXPECT_EQ(agreement_->status(test::kStartMs), AgreementStatus::paused);
  }
}

TEST_F(ViewsTest, ConsentOfANewerVersionStopsGivingAfterUnlockToo) {
  agree();
  ASSERT_FALSE(agreement_->needs_newer_version());
  ASSERT_TRUE(write(jonas(), EntryKind{35}, Bytes{1}));
  EXPECT_TRUE(agreement_->needs_newer_version());
  open();
  EXPECT_TRUE(agreement_->needs_newer_version());
}

TEST_F(ViewsTest, AProposalThatSaysNothingValidHasNoEffect) {
  ASSERT_TRUE(write(jonas(), EntryKind::propose, Bytes{0xff}));
  ASSERT_TRUE(write(jonas(), EntryKind::accept, Bytes{0xff}));
  EXPECT_TRUE(agreement_->proposals().empty());
  EXPECT_FALSE(agreement_->needs_newer_version());
}

TEST_F(ViewsTest, DigitsOfAnotherPairingCompareNothing) {
  ASSERT_TRUE(write(mara(), EntryKind::compared, encode(ledger::Compared{Hash{{1}}})));
  ASSERT_TRUE(write(jonas(), EntryKind::compared, encode(ledger::Compared{Hash{{1}}})));
  EXPECT_FALSE(agreement_->compared());
  compare_digits();
  EXPECT_TRUE(agreement_->compared());
}

TEST_F(ViewsTest, ListsCheckInsByTheirClaimedTimeNewestFirst) {
  std::vector<EntryHash> newest_first;
  for (int i = 0; i < 4; ++i)
    newest_first.insert(newest_first.begin(),
                        *check_in(i % 2 == 0 ? mara() : jonas(),
                                  says("number " + std::to_string(i)), test::kStartMs + i * 1000));
  const auto found = store_->views().check_ins(3);
  ASSERT_EQ(found->size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ((*found)[i].entry, newest_first[i]);
  EXPECT_EQ((*found)[0].content->text, "number 3");
  EXPECT_EQ((*found)[0].by, pair_.jonas.chain.partner());
  EXPECT_EQ((*found)[0].written_ms, test::kStartMs + 3000);
}

TEST_F(ViewsTest, FindsTheFlaggedOnesOfOnePartnerAfterATime) {
  ASSERT_TRUE(check_in(jonas(), says("early", true), test::kStartMs));
  ASSERT_TRUE(check_in(jonas(), says("plain"), test::kStartMs + 1));
  ASSERT_TRUE(check_in(mara(), says("mine", true), test::kStartMs + 2));
  const auto late = check_in(jonas(), says("late", true), test::kStartMs + 3);
  practice::CheckIn unsure = says("");
  unsure.feels_right = practice::Answer::unsure;
  const auto latest = check_in(jonas(), unsure, test::kStartMs + 4);
  const PartnerId by = pair_.jonas.chain.partner();
  EXPECT_EQ(store_->views().flagged(by, 0, 10)->size(), 3U);
  const auto found = store_->views().flagged(by, test::kStartMs, 10);
  ASSERT_EQ(found->size(), 2U);
  EXPECT_EQ((*found)[0].entry, *latest);
  EXPECT_EQ((*found)[1].entry, *late);
}

TEST_F(ViewsTest, FindsTheLastFlaggedOnesOfOnePartnerThatAClockDoesNotHold) {
  const auto seen = check_in(jonas(), says("seen", true));
  ASSERT_TRUE(check_in(mara(), says("mine", true)));
  Clock clock;
  const auto lines = store_->ledger().lines();
  for (const ledger::Line& line : *lines) clock.raise(line.tick());
  ASSERT_TRUE(check_in(jonas(), says("plain")));
  const auto first = check_in(jonas(), says("first", true), test::kStartMs - kDayMs);
  const auto last = check_in(jonas(), says("last", true), test::kStartMs - 2 * kDayMs);
  const PartnerId by = pair_.jonas.chain.partner();
  const auto find = [&](const Clock& since, EntryKind kind, std::size_t most) {
    return *store_->views().flagged_beyond(by, since, kind, most);
  };
  EXPECT_EQ(find(clock, EntryKind::check_in, 9), (std::vector{*last, *first}));
  EXPECT_EQ(find(clock, EntryKind::check_in, 1), std::vector{*last});
  EXPECT_EQ(find({}, EntryKind::check_in, 9), (std::vector{*last, *first, *seen}));
  EXPECT_TRUE(find({}, EntryKind::opening, 9).empty());
}

TEST_F(ViewsTest, FindsOneCheckInByItsHash) {
  const auto hash = check_in(jonas(), says("here"));
  const auto other = write(jonas(), EntryKind::comment, Bytes{0xff});
  EXPECT_EQ((*store_->views().check_in(*hash))->content->text, "here");
  EXPECT_FALSE(*store_->views().check_in(*other));
}

TEST_F(ViewsTest, ACheckInThatCannotBeReadIsListedAsSuch) {
  const auto hash = write(jonas(), EntryKind::check_in, Bytes{0xff});
  const auto found = store_->views().check_ins(5);
  ASSERT_EQ(found->size(), 1U);
  EXPECT_EQ((*found)[0].entry, *hash);
  EXPECT_FALSE((*found)[0].content);
}

TEST_F(ViewsTest, TheTextsOfProposalsAreFoundByTheirHash) {
  agree();
  const auto other = check_in(mara(), says("no proposal"));
  const Proposals proposals(store_->ledger(), reading());
  const agreement::Proposal* found = proposals.proposal(proposal_);
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found->title, "A first year");
  EXPECT_EQ(proposals.proposal(proposal_), found);
  EXPECT_EQ(proposals.proposal(*other), nullptr);
  EXPECT_EQ(proposals.proposal(EntryHash{}), nullptr);
  EXPECT_FALSE(proposals.failure());
}

}  // namespace
}  // namespace troth::store
