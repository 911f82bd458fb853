// Renewal: an agreement whose date has passed has lapsed, until both sign it again.
#include "core/vault/reaffirming.h"

#include "core/vault/dates.h"
#include "tests/core/vault/couple.h"

namespace troth::vault {
namespace {

using agreement::AgreementStatus;

class ReaffirmingTest : public Couple {
 protected:
  AgreementStatus status(Person& person) { return must(person.queries().status()).status; }
  Result<EntryHash> ask(Person& person, std::optional<std::string> renew_by) {
    return Reaffirming(person.vault(), now_).ask({std::move(renew_by), ""});
  }
  // Agreed through the end of that day, 14 December 2026, in Amsterdam.
  void agree_for_a_while(const std::string& more = "") {
    agree();
    must(mara_.commands().propose("title = \"T\"\nreason = \"R\"\n[term]\nrenew_by = 2026-12-14\n" +
                                  more));
    sync();
    must(jonas_.commands().accept(waiting(jonas_)));
    sync();
  }
  void go_to(const std::string& day) { now_ = must(start_of_day(day, "Europe/Amsterdam")); }
};

TEST_F(ReaffirmingTest, ADateThatPassesLapsesItAndARenewalByBothBringsItBack) {
  agree_for_a_while();
  go_to("2026-12-14");
  EXPECT_EQ(status(mara_), AgreementStatus::in_force);
  go_to("2026-12-15");
  EXPECT_EQ(status(mara_), AgreementStatus::lapsed);
  EXPECT_EQ(must(mara_.queries().status()).lapse, Lapse::renew_by);
  must(ask(jonas_, "2027-06-14"));
  sync();
  EXPECT_EQ(status(mara_), AgreementStatus::lapsed);
  must(mara_.commands().accept(waiting(mara_)));
  sync();
  EXPECT_EQ(status(mara_), AgreementStatus::in_force);
  EXPECT_EQ(status(jonas_), AgreementStatus::in_force);
  EXPECT_EQ(must(mara_.queries().agreement()).term.renew_by_ms,
            must(end_of_day("2027-06-14", "Europe/Amsterdam")));
  expect_same_agreement();
}

TEST_F(ReaffirmingTest, AnAgreementInForceCanBeSignedAgainWithoutAnyChange) {
  agree();
  const auto before = must(mara_.queries().agreement()).digest;
  must(ask(mara_, std::nullopt));
  sync();
  must(jonas_.commands().accept(waiting(jonas_)));
  sync();
  EXPECT_EQ(must(jonas_.queries().agreement()).digest, before);
}

TEST_F(ReaffirmingTest, WhatChangedMeanwhileIsNotReaffirmed) {
  agree();
  must(ask(mara_, std::nullopt));
  sync();
  must(jonas_.commands().pause(std::nullopt, ""));
  EXPECT_EQ(jonas_.commands().accept(waiting(jonas_)).error().code,
            Code::reaffirmation_of_another_version);
}

TEST_F(ReaffirmingTest, ALapsedAgreementIsNotReaffirmedWithoutANewDate) {
  agree_for_a_while();
  go_to("2027-01-01");
  EXPECT_EQ(ask(mara_, std::nullopt).error().code, Code::reaffirmation_renews_nothing);
  EXPECT_TRUE(ask(mara_, "none"));
}

TEST_F(ReaffirmingTest, BadDatesAreRefused) {
  agree_for_a_while();
  for (const char* day :
       {"", "soon", "2027-02-30", "2027-2-3", "2027-05-20x", "20270520", "1960-01-01"})
    EXPECT_EQ(ask(mara_, day).error().code, Code::day_malformed) << day;
  EXPECT_EQ(ask(mara_, "2026-11-01").error().code, Code::renew_by_past);
}

TEST_F(ReaffirmingTest, NothingIsReaffirmedBeforeThereIsAnAgreement) {
  pair();
  EXPECT_EQ(ask(mara_, std::nullopt).error().code, Code::reaffirmation_of_nothing);
}

TEST_F(ReaffirmingTest, ADateNeedsATermToStandIn) {
  agree();
  EXPECT_EQ(ask(mara_, "2027-05-20").error().code, Code::reaffirmation_without_term);
}

TEST_F(ReaffirmingTest, WhatThePartnerAskedForIsAnsweredAndNotAskedAgain) {
  agree_for_a_while();
  must(ask(jonas_, "2027-06-14"));
  sync();
  EXPECT_EQ(ask(mara_, "2027-07-14").error().code, Code::reaffirmation_offered);
}

TEST_F(ReaffirmingTest, ATermThatIsItselfOverIsProposedAnew) {
  agree_for_a_while("until = 2026-12-20\n");
  go_to("2026-12-21");
  EXPECT_EQ(must(mara_.queries().agreement()).lapse, Lapse::until);
  EXPECT_EQ(ask(mara_, "2027-05-20").error().code, Code::term_over);
}

}  // namespace
}  // namespace troth::vault
