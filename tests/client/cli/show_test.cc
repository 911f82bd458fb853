#include "client/cli/show.h"

#include <algorithm>

#include "client/cli/show_check_ins.h"
#include "tests/client/cli/screen_of_mara.h"

namespace troth::cli {
namespace {

using agreement::Area;
using agreement::LiftState;
using agreement::Obstacle;
using agreement::RestrictionKind;
using agreement::Standard;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST_F(ShowTest, APartnersPauseIsSaidInPlainWordsWithItsReason) {
  const std::vector<vault::RestrictionView> restrictions = {
      pause(vault::Side::partners, "I need this week for my mother.")};
  EXPECT_EQ(shown(pauses_text, restrictions),
            "Jonas has paused everything. Nothing here is expected of either of you.\n"
            "“I need this week for my mother.”\n\n");
}

// The reason stands at the top of every screen: no line of it may pass for the program's own.
TEST_F(ShowTest, NoLineOfAReasonReadsAsTheProgramsOwn) {
  const std::vector<vault::RestrictionView> restrictions = {
      pause(vault::Side::partners, "Later.”\n\nThe agreement has ended.\nIs that so?")};
  EXPECT_EQ(shown(pauses_text, restrictions),
            "Jonas has paused everything. Nothing here is expected of either of you.\n"
            "“Later.”\n\n  The agreement has ended.\n  Is that so?”\n\n");
}

TEST_F(ShowTest, AManyLinedReasonAndManyPausesLeaveTheScreenToOtherThings) {
  std::string reason;
  for (int line = 0; line < 1000; ++line) reason += "a\n";
  auto everything = pause(vault::Side::partners, reason);
  auto area = pause(vault::Side::partners, "");
  area.state.covers_everything = false;
  area.state.named = {kHousehold};
  std::vector<vault::RestrictionView> restrictions(1000, area);
  restrictions.push_back(everything);
  const std::string text = shown(pauses_text, restrictions);
  EXPECT_THAT(text, testing::StartsWith("Jonas has paused everything."));
  EXPECT_THAT(text, HasSubstr("996 pauses more: troth restrictions\n"));
  EXPECT_LT(std::ranges::count(text, '\n'), 30);
}

TEST_F(ShowTest, APauseWithoutAReasonOwesNone) {
  const std::vector<vault::RestrictionView> restrictions = {pause(vault::Side::partners, "")};
  EXPECT_THAT(shown(pauses_text, restrictions), HasSubstr("No reason given, and none is owed."));
}

TEST_F(ShowTest, APauseOfAnAreaNamesTheAreaAlone) {
  auto view = pause(vault::Side::partners, "");
  view.state.covers_everything = false;
  view.state.named = {kHousehold};
  view.covers = {"Household", "The dishes"};
  EXPECT_THAT(shown(pauses_text, std::vector{view}),
              HasSubstr("Jonas has paused Household. Nothing there is expected of either of you."));
}

TEST_F(ShowTest, WhatThePartnerWillSeeOfOnesOwnPauseIsWhatStandsAtTheTopThere) {
  const auto seen = [this](vault::Side side, const std::string& reason) {
    auto view = pause(vault::Side::mine, reason);
    view.by = side;
    return std::vector{view};
  };
  for (const std::string reason : {"", "A long week."})
    EXPECT_EQ(shown(pauses_as_the_partner_sees, seen(vault::Side::mine, reason)) + "\n\n",
              shown(pauses_text, seen(vault::Side::partners, reason)));
}

TEST_F(ShowTest, OnesOwnPausesLiftedOnesAndLimitsAreNotAtTheTop) {
  auto lifted = pause(vault::Side::partners, "");
  lifted.state.lifted = true;
  auto limit = pause(vault::Side::partners, "");
  limit.state.kind = RestrictionKind::limit;
  EXPECT_EQ(shown(pauses_text, std::vector{pause(vault::Side::mine, ""), lifted, limit}), "");
}

TEST_F(ShowTest, WhatCannotBeReadYetIsAtTheTopAsAPause) {
  auto view = pause(vault::Side::partners, "");
  view.state.kind = RestrictionKind::unreadable;
  view.words.reset();
  EXPECT_THAT(shown(pauses_text, std::vector{view}), HasSubstr("cannot be read yet"));
}

TEST_F(ShowTest, TheAgreementStandsUnderItsAreas) {
  const std::string text = shown(agreement_text, agreement_);
  EXPECT_THAT(text, HasSubstr("The agreement is in force.\n"));
  EXPECT_THAT(text, HasSubstr("Digest  abab abab abab abab abab abab abab abab\n"
                              "        abab abab abab abab abab abab abab abab\n"));
  EXPECT_THAT(text, HasSubstr("Asked for by Jonas, agreed by Mara on day 3."));
  EXPECT_THAT(text, HasSubstr("  0101010101  Mara: submissive\n"));
  EXPECT_THAT(text, HasSubstr("  0202020202  Jonas: Dominant, leads\n"));
  EXPECT_THAT(text, HasSubstr("  a1a1a1a1a1  Household: delegate, always, until day 9\n"
                              "              Cooking and cleaning\n"
                              "  d1d1d1d1d1  Mara, every day: The dishes\n"
                              "              If missed: We talk\n"));
  EXPECT_THAT(text, HasSubstr("Agreed then, revocable now."));
}

TEST_F(ShowTest, APreambleKeepsItsLines) {
  add(id_of<ClauseId>(0x03), "preamble", {0, agreement::Preamble{"We choose this\nfreely."}});
  EXPECT_THAT(shown(agreement_text, agreement_),
              HasSubstr("Preamble\n  We choose this\n  freely.\n  0303030303\n"));
}

TEST_F(ShowTest, AStandardForBothSaysSo) {
  std::get<Standard>(agreement_.clauses[3].content.body).applies_to = {kMara, kJonas};
  std::get<Standard>(agreement_.clauses[3].content.body).every = Standard::Every::as_needed;
  EXPECT_THAT(shown(agreement_text, agreement_), HasSubstr("Both of you, as needed: The dishes"));
}

TEST_F(ShowTest, AClauseThatIsNotInForceSaysWhy) {
  agreement_.clauses[2].state.obstacles = {{Obstacle::Why::on_hold, {}}};
  agreement_.clauses[3].state.obstacles = {{Obstacle::Why::restricted, {kPause}}};
  agreement_.restrictions = {pause(vault::Side::partners, "")};
  const std::string text = shown(agreement_text, agreement_);
  EXPECT_THAT(text, HasSubstr("On hold: agree again."));
  EXPECT_THAT(text, HasSubstr("Not in force. Jonas has paused everything."));
}

TEST_F(ShowTest, AnEndingThatWasSignedTwiceIsSaidOnceOfEachClause) {
  auto first = pause(vault::Side::partners, "");
  first.state.kind = RestrictionKind::ending;
  auto second = first;
  second.state.entry = id_of<EntryHash>(0xF2);
  agreement_.restrictions = {first, second};
  agreement_.clauses[3].state.obstacles = {
      {Obstacle::Why::restricted, {kPause, second.state.entry}}};
  EXPECT_THAT(shown(agreement_text, agreement_),
              HasSubstr("Not in force. Jonas has ended the agreement.\n"));
}

TEST_F(ShowTest, AClauseOfAnotherOriginSaysSo) {
  agreement_.clauses[3].state.origin->proposed_by = kMara;
  agreement_.clauses[3].state.origin->accepted_by = kJonas;
  agreement_.clauses[3].state.origin->known_to_all = false;
  EXPECT_THAT(
      shown(agreement_text, agreement_),
      HasSubstr(
          "Asked for by Mara, agreed by Jonas on day 3. Nothing signed since shows yet that"));
}

TEST_F(ShowTest, AClauseInJsonHasItsFieldsByTheirNamesAndTimesInMilliseconds) {
  const Json json = json_of(agreement_, names());
  EXPECT_EQ(json["status"], "in_force");
  EXPECT_EQ(json["digest"], agreement_.digest.hex());
  const Json& area = json["clauses"][2];
  EXPECT_EQ(area["id"], id_of<ClauseId>(0xA1).hex());  // a partner may choose how an id begins
  EXPECT_EQ(area["kind"], "area");
  EXPECT_EQ(area["name"], "Household");
  EXPECT_EQ(area["reach"], "delegate");
  EXPECT_EQ(area["leader"], nullptr);
  EXPECT_EQ(area["when"], "always");
  EXPECT_EQ(area["until_ms"], 10 * kDayMs);
  EXPECT_EQ(area["proposed_by"], "Jonas");
  EXPECT_EQ(area["accepted_by"], "Mara");
  EXPECT_EQ(area["proposed_ms"], 1000);
  EXPECT_EQ(area["accepted_ms"], 3 * kDayMs);
  const Json& standard = json["clauses"][3];
  EXPECT_EQ(standard["area"], "Household");
  EXPECT_EQ(standard["applies_to"], Json::array({"Mara"}));
  EXPECT_EQ(standard["every"], "day");
  EXPECT_EQ(json["clauses"][1]["leads"], true);
}

TEST_F(ShowTest, WindowsInJsonAreAList) {
  std::get<Area>(agreement_.clauses[2].content.body).when = agreement::When::windows;
  std::get<Area>(agreement_.clauses[2].content.body).windows = {{1, 18 * 60, 23 * 60}};
  EXPECT_EQ(json_of(agreement_, names())["clauses"][2]["when"], Json::array({"Mon 18:00-23:00"}));
}

TEST_F(ShowTest, LimitsStandAmongTheClausesInJson) {
  auto limit = pause(vault::Side::partners, "");
  limit.state.kind = RestrictionKind::limit;
  limit.state.strength = agreement::Strength::soft;
  limit.state.covers_everything = false;
  limit.state.named = {kDishes};
  limit.words->text = "Nothing at work";
  agreement_.restrictions = {limit};
  const Json json = json_of(agreement_, names())["clauses"].back();
  EXPECT_EQ(json["kind"], "limit");
  EXPECT_EQ(json["owner"], "Jonas");
  EXPECT_EQ(json["strength"], "soft");
  EXPECT_EQ(json["text"], "Nothing at work");
  EXPECT_EQ(json["suspends"], Json::array({kDishes.hex()}));
  EXPECT_EQ(json["accepted_by"], nullptr);
  EXPECT_THAT(shown(agreement_text, agreement_),
              HasSubstr("Jonas has a soft limit, which suspends The dishes: Nothing at work\n"));
}

TEST_F(ShowTest, ALiftThatWaitsForOnesSignatureSaysHowToGiveIt) {
  auto view = pause(vault::Side::mine, "");
  view.state.lifts = {{id_of<EntryHash>(0x51), kJonas, LiftState::Stage::waiting_for_signature,
                       kMara, std::nullopt}};
  EXPECT_THAT(shown(restrictions_text, std::vector{view}),
              HasSubstr("begins with whatever you sign next: troth lift f1f1f1f1f1"));
  view.state.lifts[0].waits_for = kJonas;
  EXPECT_THAT(shown(restrictions_text, std::vector{view}),
              HasSubstr("the next thing that Jonas signs"));
  view.state.lifts[0] = {id_of<EntryHash>(0x51), kJonas, LiftState::Stage::offered, kMara,
                         std::nullopt};
  EXPECT_THAT(shown(restrictions_text, std::vector{view}), HasSubstr("troth accept 5151515151"));
  view.state.lifts[0] = {
      id_of<EntryHash>(0x51), kJonas, LiftState::Stage::waiting, {}, 5 * kMinuteMs};
  EXPECT_THAT(shown(restrictions_text, std::vector{view}), HasSubstr("takes effect on minute 5"));
}

class StatusTest : public ShowTest {
 protected:
  StatusTest() {
    status_.people = agreement_.people;
    status_.pairing.stage = vault::PairingView::Stage::paired;
    status_.status = agreement::AgreementStatus::paused;
    status_.digest = agreement_.digest;
    status_.has_relay = true;
  }

  vault::StatusView status_;
};

TEST_F(StatusTest, InJsonHasTheContractsKeys) {
  status_.restrictions = {pause(vault::Side::partners, "")};
  status_.proposals_waiting = 2;
  status_.sync.pending = 3;
  const Json json = json_of(status_, names());
  EXPECT_EQ(json["me"], "Mara");
  EXPECT_EQ(json["partner"]["name"], "Jonas");
  EXPECT_EQ(json["partner"]["verified"], true);
  EXPECT_EQ(json["agreement"]["status"], "paused");
  EXPECT_EQ(json["restrictions"][0]["kind"], "pause");
  EXPECT_EQ(json["proposals_waiting"], 2);
  EXPECT_EQ(json["sync"]["pending"], 3);
  EXPECT_EQ(json["sync"]["last_contact_ms"], nullptr);
  EXPECT_EQ(json["sync"]["problem"], nullptr);
}

TEST_F(StatusTest, BeforePairingThereIsNoPartner) {
  status_.people = {kMara, "Mara", std::nullopt, ""};
  status_.pairing.stage = vault::PairingView::Stage::none;
  EXPECT_EQ(json_of(status_, names())["partner"], nullptr);
  const std::string text = shown(status_text, status_);
  EXPECT_THAT(text, HasSubstr("troth pair invite"));
  EXPECT_THAT(text, HasSubstr("This is the profile of Mara."));
  EXPECT_THAT(text, Not(HasSubstr("your partner")));
  status_.has_relay = false;
  EXPECT_THAT(shown(status_text, status_), Not(HasSubstr("your partner")));
}

TEST_F(StatusTest, BothKeysOfThePairingAreThereToCompare) {
  status_.pairing.stage = vault::PairingView::Stage::compare;
  status_.pairing.digits = "123 456 789";
  EXPECT_EQ(json_of(status_, names())["partner"]["verified"], false);
  EXPECT_EQ(json_of(status_.pairing)["digits"], "123 456 789");
  EXPECT_THAT(shown(status_text, status_), HasSubstr("troth pair confirm \"123 456 789\""));
}

TEST_F(StatusTest, AFlaggedCheckInAndWaitingProposalsAreSaid) {
  vault::CheckInView flagged;
  flagged.by_name = "Jonas";
  flagged.content.emplace().feels_right = practice::Answer::unsure;
  flagged.content->wants_to_talk = true;
  status_.flagged = {flagged};
  status_.proposals_waiting = 1;
  status_.restrictions = {pause(vault::Side::mine, "")};
  const std::string text = shown(status_text, status_);
  EXPECT_THAT(text, StartsWith("Jonas wants to talk and is unsure. (check-in of day 0)\n\n"
                               "Mara and Jonas.\n"));
  EXPECT_THAT(text, HasSubstr("1 proposal waits for your answer"));
}

TEST_F(StatusTest, WhatIsOnHoldIsSaidWithItsNextStep) {
  status_.status = agreement::AgreementStatus::in_force;
  status_.on_hold = {{kDishes, {id_of<EntryHash>(0x61), id_of<EntryHash>(0x62)}}};
  const std::string sentence =
      "1 clause is on hold: agree again. Why, and how: troth proposal show 6262626262\n";
  EXPECT_THAT(shown(status_text, status_), HasSubstr(sentence));
  const Json json = json_of(status_, names())["on_hold"];
  EXPECT_EQ(json[0]["clause"], kDishes.hex());
  EXPECT_EQ(json[0]["proposals"],
            Json::array({id_of<EntryHash>(0x61).hex(), id_of<EntryHash>(0x62).hex()}));
  status_.status = agreement::AgreementStatus::ended;
  EXPECT_THAT(shown(status_text, status_), Not(HasSubstr("agree again")));
}

TEST_F(StatusTest, OneThatEndedNamesTheWayBackAndNoDateToRenewBy) {
  auto ending = pause(vault::Side::partners, "");
  ending.state.kind = RestrictionKind::ending;
  status_.restrictions = {ending};
  status_.status = agreement::AgreementStatus::ended;
  status_.renew_by_ms = 9 * kDayMs;
  const std::string advice = "It stays so unless you both lift it: troth lift f1f1f1f1f1\n";
  EXPECT_THAT(shown(status_text, status_), HasSubstr("The agreement has ended.\n" + advice));
  EXPECT_THAT(shown(status_text, status_), Not(HasSubstr("renewed")));
  status_.restrictions[0].state.lifts = {
      {id_of<EntryHash>(0x51), kJonas, LiftState::Stage::offered, kMara, std::nullopt}};
  EXPECT_THAT(shown(status_text, status_), Not(HasSubstr(advice)));
}

TEST_F(StatusTest, OnesOwnPauseOfEverythingNamesTheWayBack) {
  status_.restrictions = {pause(vault::Side::mine, "")};
  EXPECT_THAT(shown(status_text, status_), HasSubstr("Everything is paused.\nIt stays so unless"));
  status_.status = agreement::AgreementStatus::in_force;
  status_.restrictions[0].state.covers_everything = false;
  EXPECT_THAT(shown(status_text, status_), Not(HasSubstr("It stays so")));
  // Nor is anybody asked to bring the partner's to an end.
  status_.restrictions = {pause(vault::Side::partners, "")};
  status_.status = agreement::AgreementStatus::paused;
  EXPECT_THAT(shown(status_text, status_), Not(HasSubstr("It stays so")));
}

TEST_F(StatusTest, NothingInItReproachesOrAlarms) {
  status_.sync.pending = 4;
  status_.sync.problem = error(Code::relay_unreachable, "example.org");
  status_.restrictions = {pause(vault::Side::mine, "")};
  const std::string text = shown(status_text, status_);
  for (const char* word : {"!", "still not", "failed", "overdue", "must", "missed"})
    EXPECT_THAT(text, Not(HasSubstr(word)));
}

TEST_F(ShowTest, CheckInsShowWhatWasAnsweredAndNothingElse) {
  vault::CheckInView view;
  view.entry = id_of<EntryHash>(0x81);
  view.by_name = "Mara";
  view.content.emplace().period = {0, 7 * kDayMs};
  view.content->ratings = {{"trust", 5}, {"energy", 2}};
  view.content->feels_right = practice::Answer::yes;
  const std::string text = shown(check_ins_text, std::vector{view});
  EXPECT_THAT(text, HasSubstr("Mara, for day 0 to day 6"));
  EXPECT_THAT(text, HasSubstr("trust 5 and energy 2"));
  EXPECT_THAT(text, HasSubstr("Does it still feel right? yes"));
  EXPECT_THAT(text, Not(HasSubstr("Does this still work?")));
  const Json json = json_of(view);
  EXPECT_EQ(json["ratings"]["trust"], 5);
  EXPECT_EQ(json["works"], nullptr);
  EXPECT_EQ(json["talk"], false);
}

TEST_F(ShowTest, ACheckInOfOneDayNamesItOnce) {
  vault::CheckInView view;
  view.by_name = "Mara";
  view.content.emplace().period = {0, kDayMs};
  EXPECT_THAT(shown(check_ins_text, std::vector{view}), HasSubstr("Mara, for day 0, written"));
}

TEST_F(ShowTest, ACheckInOfANewerVersionSaysSo) {
  vault::CheckInView view;
  view.by_name = "Jonas";
  EXPECT_THAT(shown(check_ins_text, std::vector{view}),
              HasSubstr("Jonas: written by a newer version"));
  const Json json = json_of(view);
  EXPECT_EQ(json["newer_version"], true);
  EXPECT_FALSE(json.contains("text"));
}

TEST_F(ShowTest, ACheckInByAnUnconfirmedDeviceSaysSo) {
  vault::CheckInView view;
  view.by_name = "Jonas";
  view.content.emplace().period = {0, kDayMs};
  EXPECT_THAT(shown(check_ins_text, std::vector{view}), Not(HasSubstr("not confirmed")));
  view.counts = false;
  EXPECT_THAT(shown(check_ins_text, std::vector{view}),
              HasSubstr("by a device that is not confirmed"));
  EXPECT_EQ(json_of(view)["device_confirmed"], false);
}

TEST_F(ShowTest, EmptyListsSaySo) {
  EXPECT_EQ(shown(proposals_text, std::vector<vault::ProposalView>{}), "No proposal is open.\n");
  EXPECT_EQ(shown(restrictions_text, std::vector<vault::RestrictionView>{}),
            "Nothing is restricted.\n");
  EXPECT_EQ(shown(check_ins_text, std::vector<vault::CheckInView>{}),
            "There are no check-ins yet.\n");
  EXPECT_EQ(shown(ledger_text, std::vector<vault::LedgerLine>{}), "The ledger is empty.\n");
  EXPECT_EQ(json_list(std::vector<vault::LedgerLine>{}).dump(), "[]");
}

}  // namespace
}  // namespace troth::cli
