// Old files put back: what such a device still signs, and that it arrives.
#include <algorithm>

#include "core/vault/state.h"
#include "tests/core/vault/couple.h"

namespace troth::vault {
namespace {

using agreement::AgreementStatus;

class RollbackTest : public Couple {
 protected:
  AgreementStatus status(Person& person) { return must(person.queries().status()).status; }

  // Mara's files as they are now, and later there again, with or without those
  // beside the database that would prove it.
  void keep_a_copy() {
    mara_.close();
    copy_files(mara_.directory(), copy_, kDatabaseFiles);
    copy_files(mara_.directory(), copy_, kGuardFiles);
    mara_.open();
  }
  void put_the_database_back() {
    mara_.close();
    copy_files(copy_, mara_.directory(), kDatabaseFiles);
    mara_.open();
  }
  void put_all_back() {
    mara_.close();
    copy_files(copy_, mara_.directory(), kDatabaseFiles);
    copy_files(copy_, mara_.directory(), kGuardFiles);
    mara_.open();
  }
  // The old database, and nothing beside it that speaks of any time.
  void put_back_without_guards() {
    mara_.close();
    copy_files(copy_, mara_.directory(), kDatabaseFiles);
    remove_guards();
    mara_.open();
  }
  void lose_the_guards() {
    mara_.close();
    remove_guards();
    mara_.open();
  }
  // What Jonas's device has to send now, as the relay would keep it.
  std::vector<Bytes> sent_by_jonas(std::string text) {
    must(jonas_.commands().check_in(saying(std::move(text))));
    jonas_.prepare();
    return jonas_.take_outbox();
  }
  void take(const std::vector<Bytes>& envelopes) {
    for (const Bytes& envelope : envelopes) must(mara_.receive(envelope));
  }
  // Nothing where Mara's device gives.
  std::optional<Code> refused() {
    const auto signed_entry = mara_.commands().check_in(saying("May I?"));
    return signed_entry ? std::nullopt : std::optional(signed_entry.error().code);
  }
  // Messages of both sides, so that the ratchets move on from the copy.
  void talk() {
    must(mara_.commands().check_in(saying("After the copy.")));
    sync();
    must(jonas_.commands().check_in(saying("An answer.")));
    sync();
  }

 private:
  void remove_guards() {
    for (const char* name : kGuardFiles) std::filesystem::remove(mara_.directory() / name);
  }
  const std::filesystem::path copy_ = folder_ / "copy";
};

TEST_F(RollbackTest, OldFilesPutBackSignOnlyWhatTakesAway) {
  agree();
  keep_a_copy();
  talk();
  put_the_database_back();
  EXPECT_EQ(mara_.commands().check_in(saying("Again.")).error().code, Code::own_ledger_rolled_back);
  EXPECT_TRUE(must(mara_.queries().status()).signing);
  EXPECT_TRUE(mara_.commands().pause(std::nullopt, "Always possible."));
}

TEST_F(RollbackTest, FilesFromBeforeTheFirstEntrySyncAndSignNothing) {
  exchange_pairing();
  keep_a_copy();
  must(mara_.commands().confirm(must(mara_.queries().pairing()).digits));
  sync();
  put_the_database_back();

  EXPECT_TRUE(ensure_paired_entry(mara_.state(), now_));
  EXPECT_EQ(must(mara_.state().own_seq()), 0U);
  const auto digits = must(mara_.queries().pairing()).digits;
  EXPECT_EQ(mara_.commands().confirm(digits).error().code, Code::own_ledger_rolled_back);
}

TEST_F(RollbackTest, ProofIsNoHintThatAPersonOverrides) {
  agree();
  keep_a_copy();
  talk();
  put_the_database_back();
  EXPECT_EQ(mara_.commands().trust_this_device().error().code, Code::own_ledger_rolled_back);
}

TEST_F(RollbackTest, APauseReachesThePartnerInANewSession) {
  agree();
  keep_a_copy();
  talk();
  put_the_database_back();
  must(mara_.commands().pause(std::nullopt, "It must arrive."));
  sync_with_losses();
  EXPECT_EQ(status(jonas_), AgreementStatus::paused);
  expect_same_agreement();
  EXPECT_EQ(mara_.commands().check_in(saying("Still.")).error().code, Code::own_ledger_rolled_back);
}

TEST_F(RollbackTest, AnEndingReachesThePartnerFromFilesThatLackASession) {
  agree();
  keep_a_copy();
  now_ += 15 * kDayMs;
  must(mara_.commands().check_in(saying("Nobody answers.")));
  mara_.prepare();
  mara_.take_outbox();  // lost
  now_ += 15 * kDayMs;
  talk();  // in a session that the copy has not
  put_the_database_back();
  must(mara_.commands().end("Enough."));
  sync_with_losses();
  EXPECT_EQ(status(jonas_), AgreementStatus::ended);
}

TEST_F(RollbackTest, WithoutAnyProofBesideTheDatabaseAPauseReachesThePartnerToo) {
  agree();
  keep_a_copy();
  talk();
  put_all_back();
  // Nothing here says that the files are old, but what Jonas sends cannot be read, or says it.
  must(mara_.commands().pause(std::nullopt, "Not yet known to be an old copy."));
  sync_with_losses();
  must(jonas_.commands().check_in(saying("Are you there?")));
  sync_with_losses();
  now_ += 31 * kDayMs;  // whoever is not answered begins anew
  sync_with_losses();
  must(mara_.commands().pause(std::nullopt, "Now it is."));
  sync_with_losses();
  EXPECT_EQ(status(jonas_), AgreementStatus::paused);
}

TEST_F(RollbackTest, EachPutBackCopyBeginsItsOwnSession) {
  agree();
  keep_a_copy();
  talk();
  for (const char* reason : {"The first time.", "And once more."}) {
    put_the_database_back();
    must(mara_.commands().pause(std::nullopt, reason));
    sync_with_losses();
    const auto restrictions = must(jonas_.queries().restrictions(Which::open));
    const auto arrived = std::ranges::any_of(restrictions, [&](const RestrictionView& view) {
      return view.words && view.words->reason == reason;
    });
    EXPECT_TRUE(arrived) << reason;
  }
}

TEST_F(RollbackTest, WithoutTakingAnythingAwayNothingIsSigned) {
  agree();
  keep_a_copy();
  talk();
  put_the_database_back();
  const auto before = must(mara_.state().own_seq());
  now_ += 40 * kDayMs;  // the session would be replaced for want of an answer
  mara_.prepare();
  EXPECT_EQ(must(mara_.state().own_seq()), before);
}

TEST_F(RollbackTest, SeveralPausesTravelInOneNewSession) {
  agree();
  keep_a_copy();
  talk();
  put_the_database_back();
  for (int i = 0; i < 3; ++i) {
    must(mara_.commands().pause(std::nullopt, ""));
    mara_.prepare();
  }
  std::size_t sessions = 0;
  for (const LedgerLine& line : must(mara_.queries().ledger(4)))
    if (line.kind == "session") ++sessions;
  EXPECT_EQ(sessions, 1U);
}

TEST_F(RollbackTest, WithoutTheGuardsAnOldFrontierFromTheRelaySettlesNothing) {
  agree();
  keep_a_copy();
  const auto older = sent_by_jonas("Before hers.");
  take(older);
  must(mara_.commands().check_in(saying("After the copy.")));
  deliver(mara_, jonas_);
  const auto newer = sent_by_jonas("After hers.");

  put_back_without_guards();
  EXPECT_EQ(refused(), Code::own_ledger_unsure);
  take(older);
  EXPECT_EQ(refused(), Code::own_ledger_unsure);
  take(newer);
  EXPECT_TRUE(refused());
}

TEST_F(RollbackTest, LostGuardsAreSettledByAnAnswerToWhatWasSentSince) {
  agree();
  lose_the_guards();
  EXPECT_EQ(refused(), Code::own_ledger_unsure);
  // Each side's news are answered by a frontier, and so the ratchets turn.
  int said = 0;
  for (; said < 3 && refused(); ++said) {
    take(sent_by_jonas("Good morning."));
    EXPECT_TRUE(said > 0 || refused());
    now_ += 11 * kMinuteMs;
    deliver(mara_, jonas_);
    mara_.close();  // what was heard is kept
    mara_.open();
  }
  EXPECT_FALSE(refused());
  EXPECT_GT(said, 1);
}

TEST_F(RollbackTest, LostGuardsAreSettledByTheAnswerToAPause) {
  agree();
  lose_the_guards();
  must(mara_.commands().pause(std::nullopt, "Meanwhile."));
  EXPECT_EQ(refused(), Code::own_ledger_unsure);
  sync_with_losses();
  EXPECT_FALSE(refused());
  mara_.close();
  mara_.open();
  EXPECT_FALSE(refused());
}

}  // namespace
}  // namespace troth::vault
