// Each kind of entry as the rules of consent read it, and what they read where
// it cannot be read.
#include "core/store/acts.h"

#include <gtest/gtest.h>

#include <map>

#include "core/ledger/payload.h"
#include "core/practice/moment.h"
#include "tests/support/pair.h"

namespace troth::store {
namespace {

using agreement::Act;
using agreement::Deed;
using agreement::RestrictionKind;
using ledger::EntryKind;

// Jonas has a second device, which Mara may confirm.
class ActsTest : public testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(crypto::initialize()); }

  Act act_of_newest(const test::Side& side) {
    const PairRecord record{pair_.id, transcript_};
    auto act = act_of(side.log.placed().back(), {record, pair_.chains, no_clock_});
    EXPECT_TRUE(act) << act.error().message;
    return std::move(*act);
  }
  Deed deed(EntryKind kind, const Bytes& payload) {
    pair_.write(mara_, kind, payload, test::kStartMs);
    return act_of_newest(mara_).deed;
  }
  template <class Expected>
  void expect(EntryKind kind, const Bytes& payload) {
    EXPECT_TRUE(std::holds_alternative<Expected>(deed(kind, payload)))
        << static_cast<int>(kind) << " " << to_hex(payload);
  }
  RestrictionKind restriction_of(EntryKind kind, const Bytes& payload) {
    const Deed read = deed(kind, payload);
    const auto* facts = std::get_if<agreement::RestrictionFacts>(&read);
    EXPECT_NE(facts, nullptr);
    return facts == nullptr ? RestrictionKind::pause : facts->kind;
  }

  test::Pair pair_{31, 1, 2};
  test::Side mara_ = pair_.side(pair_.mara.devices[0]);
  test::Side jonas_ = pair_.side(pair_.jonas.devices[0]);
  Hash transcript_{{4}};
  agreement::CivilTime no_clock_;
  const Bytes garbage_{0xff};
  const Bytes newer_field_{0xf8, 0x01, 0x01};  // field 31
};

TEST_F(ActsTest, AnActStandsWhereItsEntryStands) {
  pair_.write(mara_, EntryKind::check_in, "first", test::kStartMs + 9);
  pair_.write(mara_, EntryKind::check_in, "second", test::kStartMs + 2);
  const Act act = act_of_newest(mara_);
  const ledger::Place& place = mara_.log.placed().back().place;
  EXPECT_EQ(act.entry, place.hash);
  EXPECT_EQ(act.partner, pair_.mara.chain.partner());
  EXPECT_EQ(act.device, pair_.mara.devices[0].id);
  EXPECT_EQ(act.at, (Tick{act.device, 2}));
  EXPECT_EQ(act.past, place.past);
  EXPECT_EQ(act.written_ms, test::kStartMs + 2);
  EXPECT_EQ(act.latest_ms, test::kStartMs + 9);
}

TEST_F(ActsTest, PartnersStandInTheOrderOfTheirIdsOnBothSides) {
  const PairRecord record{pair_.id, transcript_};
  const agreement::Pair mine = agreement_pair(record, pair_.chains);
  const agreement::Pair theirs = agreement_pair(record, {pair_.chains.other, pair_.chains.own});
  EXPECT_EQ(mine, theirs);
  EXPECT_LT(mine.a.partner, mine.b.partner);
}

TEST_F(ActsTest, ADeviceOfNobodyIsNoAuthor) {
  pair_.write(mara_, EntryKind::check_in);
  const test::Pair strangers(32);
  const PairRecord record{pair_.id, transcript_};
  EXPECT_EQ(act_of(mara_.log.placed().back(), {record, strangers.chains, no_clock_}).error().code,
            Code::store_inconsistent);
}

TEST_F(ActsTest, RestrictionsAreReadByTheirKind) {
  agreement::Restriction pause;
  EXPECT_EQ(restriction_of(EntryKind::pause, agreement::encode(pause)), RestrictionKind::pause);
  agreement::Restriction ending;
  ending.kind = RestrictionKind::ending;
  EXPECT_EQ(restriction_of(EntryKind::end, agreement::encode(ending)), RestrictionKind::ending);
  agreement::Restriction withdrawal;
  withdrawal.kind = RestrictionKind::withdrawal;
  withdrawal.clauses = {ClauseId{{7}}};
  EXPECT_EQ(restriction_of(EntryKind::withdraw, agreement::encode(withdrawal)),
            RestrictionKind::withdrawal);
  agreement::Restriction limit;
  limit.kind = RestrictionKind::limit;
  limit.text = "nothing that touches my work";
  EXPECT_EQ(restriction_of(EntryKind::limit, agreement::encode(limit)), RestrictionKind::limit);
}

TEST_F(ActsTest, WhatTakesAwayAndCannotBeReadPausesEverything) {
  for (const EntryKind kind :
       {EntryKind::pause, EntryKind::end, EntryKind::withdraw, EntryKind::limit, EntryKind::decline,
        EntryKind::retract, EntryKind{7}, EntryKind{19}}) {
    EXPECT_EQ(restriction_of(kind, garbage_), RestrictionKind::unreadable);
    EXPECT_EQ(restriction_of(kind, newer_field_), RestrictionKind::unreadable);
  }
}

TEST_F(ActsTest, ConsentOfANewerVersionIsNewerAndNonsenseHasNoEffect) {
  const std::map<EntryKind, Bytes> valid = {
      {EntryKind::propose, {}},
      {EntryKind::accept, agreement::encode(agreement::Acceptance{EntryHash{{1}}, Hash{{2}}, 1})},
      {EntryKind::compared, encode(ledger::Compared{transcript_})},
      {EntryKind::confirmed, encode(ledger::Confirmed{pair_.jonas.certificate_of(1)})},
      {EntryKind::revoked, encode(ledger::Revoked{CertificateHash{{1}}})},
      {EntryKind::equivocated,
       encode(ledger::Equivocated{{Bytes{1}, Signature{}}, {Bytes{2}, Signature{}}})},
  };
  for (const auto& [kind, payload] : valid) {
    Bytes newer = payload;
    newer.insert(newer.end(), newer_field_.begin(), newer_field_.end());
    expect<agreement::Newer>(kind, newer);
    expect<agreement::Practice>(kind, garbage_);
  }
  expect<agreement::Newer>(EntryKind{38}, garbage_);
  expect<agreement::Newer>(EntryKind{39}, {});
}

TEST_F(ActsTest, WhatIsAutomaticAndWhatIsPracticeIsOnlyThat) {
  for (const int kind : {40, 41, 42, 43, 59}) expect<agreement::Automatic>(EntryKind(kind), {});
  for (const int kind : {60, 61, 1000}) expect<agreement::Practice>(EntryKind(kind), garbage_);
}

TEST_F(ActsTest, AMomentNamesItsAreasAndItsClosingNamesIt) {
  practice::MomentOpened opened;
  opened.areas = {ClauseId{{1}}, ClauseId{{2}}};
  opened.until_ms = test::kStartMs + 9;
  opened.text = "the whole evening";
  EXPECT_EQ(deed(EntryKind::moment_opened, *practice::encode(opened)),
            Deed(agreement::MomentOpened{opened.areas, opened.until_ms}));
  const practice::MomentClosed closed{EntryHash{{3}}, "tired"};
  EXPECT_EQ(deed(EntryKind::moment_closed, *practice::encode(closed)),
            Deed(agreement::MomentClosed{closed.moment}));
}

TEST_F(ActsTest, AMomentThatCannotBeReadOpensNothingAndItsClosingClosesEveryOne) {
  for (const Bytes& payload : {garbage_, newer_field_}) {
    expect<agreement::Practice>(EntryKind::moment_opened, payload);
    EXPECT_EQ(deed(EntryKind::moment_closed, payload), Deed(agreement::MomentClosed{}));
  }
}

TEST_F(ActsTest, DigitsAreComparedForThisPairingAlone) {
  expect<agreement::Compared>(EntryKind::compared, encode(ledger::Compared{transcript_}));
  expect<agreement::Practice>(EntryKind::compared, encode(ledger::Compared{Hash{{5}}}));
}

TEST_F(ActsTest, AnAcceptanceAndANoNameTheirProposal) {
  const agreement::Acceptance acceptance{EntryHash{{1}}, Hash{{2}}, 1};
  EXPECT_EQ(deed(EntryKind::accept, agreement::encode(acceptance)), Deed(acceptance));
  const agreement::No no{EntryHash{{3}}, "not yet"};
  EXPECT_EQ(deed(EntryKind::decline, agreement::encode(no)), Deed(agreement::NoFacts{no.proposal}));
  EXPECT_EQ(deed(EntryKind::retract, agreement::encode(no)), Deed(agreement::NoFacts{no.proposal}));
}

TEST_F(ActsTest, OnlyAConfirmationByTheOtherPartnerConfirms) {
  const Bytes payload = encode(ledger::Confirmed{pair_.jonas.certificate_of(1)});
  const Deed by_mara = deed(EntryKind::confirmed, payload);
  EXPECT_EQ(by_mara, Deed(agreement::Confirmed{pair_.jonas.devices[1].id}));
  pair_.write(jonas_, EntryKind::confirmed, payload, test::kStartMs);
  EXPECT_EQ(act_of_newest(jonas_).deed, Deed(agreement::Practice{}));
}

TEST_F(ActsTest, ARevocationCutsItsDeviceAndWithoutItsCertificateStopsAllGiving) {
  const test::DeviceKeys& lost = pair_.jonas.devices[1];
  const ledger::Certificate revocation = ledger::make_revocation(
      pair_.jonas.chain.length(), pair_.jonas.chain.head(), lost.sign.public_key(),
      lost.dh.public_key(), {}, pair_.jonas.devices[0].sign);
  const Bytes payload = encode(ledger::Revoked{revocation.hash()});
  expect<agreement::Newer>(EntryKind::revoked, payload);
  ASSERT_TRUE(pair_.chains.other.append(revocation));
  EXPECT_EQ(deed(EntryKind::revoked, payload),
            Deed(agreement::Cut{lost.id, 1, agreement::Cut::Why::revoked}));
}

TEST_F(ActsTest, AProvenEquivocationCutsAndAnAccusationDoesNot) {
  const auto sign = [&](Bytes payload) {
    return *ledger::sign_next({EntryKind::check_in, test::kStartMs, std::move(payload)},
                              jonas_.keys->id, jonas_.keys->sign, pair_.ledger(), jonas_.log,
                              pair_.random);
  };
  const ledger::Entry first = sign({1});
  const ledger::Entry second = sign({2});
  EXPECT_EQ(deed(EntryKind::equivocated,
                 encode(ledger::Equivocated{first.signed_header(), second.signed_header()})),
            Deed(agreement::Cut{jonas_.keys->id, 1, agreement::Cut::Why::equivocated}));
  expect<agreement::Practice>(
      EntryKind::equivocated,
      encode(ledger::Equivocated{first.signed_header(), first.signed_header()}));
}

}  // namespace
}  // namespace troth::store
