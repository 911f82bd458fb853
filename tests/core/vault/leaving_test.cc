#include "core/vault/leaving.h"

#include "core/vault/relay_record.h"
#include "tests/core/vault/couple.h"

namespace troth::vault {
namespace {

using agreement::AgreementStatus;
using Goes = Commands::Goes;
using Stage = Leaving::Stage;

class LeavingTest : public Couple {
 protected:
  Leaving leaving(Person& person) { return *must(leaving_of(person.state())); }
  AgreementStatus status(Person& person) { return must(person.queries().status()).status; }
  std::size_t endings(Person& person) {
    std::size_t count = 0;
    for (const auto& restriction : must(person.queries().restrictions(Which::open)))
      if (restriction.state.kind == agreement::RestrictionKind::ending) ++count;
    return count;
  }
};

TEST_F(LeavingTest, EndsAtOnceAndKeepsTheIntentionOverARestart) {
  agree();
  must(mara_.commands().leave("It is over.", Goes::once_told));
  EXPECT_EQ(status(mara_), AgreementStatus::ended);
  mara_.close();
  mara_.open();
  EXPECT_EQ(status(mara_), AgreementStatus::ended);
  EXPECT_EQ(leaving(mara_).stage, Stage::telling);
  EXPECT_EQ(leaving(mara_).waits_until_ms, now_ + 7 * kDayMs);
  ASSERT_TRUE(must(mara_.queries().status()).leaving);
  sync();
  EXPECT_EQ(status(jonas_), AgreementStatus::ended);
  EXPECT_FALSE(must(jonas_.queries().status()).leaving);
}

TEST_F(LeavingTest, TheEndingAndTheIntentionAreOneChange) {
  agree();
  // What is refused leaves neither.
  EXPECT_EQ(mara_.commands().leave(std::string(5000, 'x'), Goes::now).error().code,
            Code::text_too_long);
  EXPECT_EQ(must(leaving_of(mara_.state())), std::nullopt);
  EXPECT_EQ(status(mara_), AgreementStatus::in_force);
}

TEST_F(LeavingTest, AskedAgainItSignsNothingMoreAndWaitsNoLonger) {
  agree();
  must(mara_.commands().leave("", Goes::once_told));
  const TimeMs first = leaving(mara_).waits_until_ms;
  now_ += kDayMs;
  must(mara_.commands().leave("", Goes::once_told));
  EXPECT_EQ(leaving(mara_).waits_until_ms, first);
  must(mara_.commands().leave("", Goes::now));
  EXPECT_TRUE(leaving(mara_).is_overdue(now_));
  EXPECT_EQ(endings(mara_), 1U);
}

// A lift of the first ending may be on its way to take effect.
TEST_F(LeavingTest, EndsOnceMoreWhereAnEndingStandsAlready) {
  agree();
  must(mara_.commands().end(""));
  must(mara_.commands().leave("", Goes::once_told));
  EXPECT_EQ(endings(mara_), 2U);
}

TEST_F(LeavingTest, WithoutAPairThereIsNothingToLeave) {
  begin_pairing();
  EXPECT_EQ(mara_.commands().leave("", Goes::now).error().code, Code::leave_nothing);
}

TEST_F(LeavingTest, BeforeTheDigitsWereComparedThereIsNothingToEnd) {
  exchange_pairing();
  must(mara_.commands().leave("", Goes::once_told));
  EXPECT_EQ(leaving(mara_).stage, Stage::untold);
  must(unpair(mara_.state()));
  EXPECT_EQ(mara_.state().pair(), nullptr);
}

TEST_F(LeavingTest, TellingStopsOnceAndOnlyWhileItGoesOn) {
  agree();
  const auto stop = [&](Stage stage) {
    auto change = must(mara_.state().store().begin());
    must(stop_telling(mara_.state(), change, stage));
    must(change.commit());
  };
  stop(Stage::told);
  EXPECT_EQ(must(leaving_of(mara_.state())), std::nullopt);  // nobody is leaving
  must(mara_.commands().leave("", Goes::once_told));
  stop(Stage::told);
  EXPECT_EQ(leaving(mara_).stage, Stage::told);
  stop(Stage::untold);
  EXPECT_EQ(leaving(mara_).stage, Stage::told);
}

TEST_F(LeavingTest, ThePartnersOwnEndingIsKnownForOne) {
  agree();
  must(mara_.commands().leave("", Goes::once_told));
  EXPECT_FALSE(partner_has_ended(mara_.state(), now_));
  EXPECT_FALSE(partner_has_ended(jonas_.state(), now_));
  sync();
  EXPECT_TRUE(partner_has_ended(jonas_.state(), now_));
}

TEST_F(LeavingTest, UnpairingForgetsThePairTheRelayAndTheIntention) {
  agree();
  must(mara_.commands().leave("", Goes::once_told));
  must(unpair(mara_.state()));
  for (int time = 0; time < 2; ++time) {
    const auto view = must(mara_.queries().status());
    EXPECT_FALSE(view.people.partner);
    EXPECT_FALSE(view.leaving);
    EXPECT_FALSE(view.has_relay);
    EXPECT_EQ(view.people.my_name, "Mara");
    EXPECT_EQ(mara_.commands().leave("", Goes::now).error().code, Code::leave_nothing);
    EXPECT_EQ(mara_.commands().invite().error().code, Code::relay_none);
    mara_.close();
    mara_.open();
  }
  EXPECT_EQ(status(jonas_), AgreementStatus::in_force);  // theirs stays as it was told
}

// An old copy of the profile was put back: it may still leave, and what was proven
// of the pair that it forgets binds no later one.
class LeavingOldFilesTest : public LeavingTest {
 protected:
  void put_an_old_copy_back() {
    agree();
    mara_.close();
    std::filesystem::copy(mara_.directory() / "vault.db", folder_ / "old.db");
    mara_.open();
    must(mara_.commands().check_in(saying("A good day.")));
    mara_.close();
    for (const char* name : {"vault.db", "vault.db-wal"})
      std::filesystem::remove(mara_.directory() / name);
    std::filesystem::copy(folder_ / "old.db", mara_.directory() / "vault.db");
    mara_.open();
  }
};

TEST_F(LeavingOldFilesTest, LeavesAndIsFreeOfTheOldProof) {
  put_an_old_copy_back();
  ASSERT_EQ(mara_.commands().check_in(saying("Another.")).error().code,
            Code::own_ledger_rolled_back);
  must(mara_.commands().leave("", Goes::once_told));
  EXPECT_EQ(status(mara_), AgreementStatus::ended);
  must(unpair(mara_.state()));
  for (int time = 0; time < 2; ++time) {
    EXPECT_EQ(mara_.state().store().found().counter, ledger::Freshness::level);
    EXPECT_EQ(mara_.state().store().found().anchor, ledger::Freshness::level);
    EXPECT_FALSE(must(mara_.state().standing_to_sign()).only_what_takes_away);
    mara_.close();
    mara_.open();
  }
}

TEST_F(LeavingOldFilesTest, AnOldCopyPutBackAfterwardsIsStillFound) {
  agree();
  mara_.close();
  std::filesystem::copy(
      mara_.directory(), folder_ / "old",
      std::filesystem::copy_options::recursive | std::filesystem::copy_options::skip_symlinks);
  mara_.open();
  must(mara_.commands().check_in(saying("A good day.")));
  must(mara_.commands().leave("", Goes::once_told));
  must(unpair(mara_.state()));
  mara_.close();
  std::filesystem::remove(mara_.directory() / "vault.db-wal");
  std::filesystem::copy(folder_ / "old" / "vault.db", mara_.directory() / "vault.db",
                        std::filesystem::copy_options::overwrite_existing);
  mara_.open();
  EXPECT_EQ(mara_.commands().check_in(saying("Another.")).error().code,
            Code::own_ledger_rolled_back);
}

}  // namespace
}  // namespace troth::vault
