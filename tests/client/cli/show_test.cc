#include "client/cli/show.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "client/cli/called.h"
#include "client/cli/show_check_ins.h"

namespace troth::cli {
namespace {

using agreement::Area;
using agreement::ClauseContent;
using agreement::LiftState;
using agreement::Obstacle;
using agreement::Restriction;
using agreement::RestrictionKind;
using agreement::Role;
using agreement::Standard;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

template <class Id>
Id id_of(std::uint8_t byte) {
  Id id;
  id.value.fill(byte);
  return id;
}

const PartnerId kMara = id_of<PartnerId>(0x11);
const PartnerId kJonas = id_of<PartnerId>(0x22);
const ClauseId kHousehold = id_of<ClauseId>(0xA1);
const ClauseId kDishes = id_of<ClauseId>(0xD1);
const EntryHash kPause = id_of<EntryHash>(0xF1);

// Days count from zero, so that a test reads what it wrote.
const Calendar kCalendar = {
    .day = [](TimeMs at) { return "day " + std::to_string(at / kDayMs); },
    .minute = [](TimeMs at) { return "minute " + std::to_string(at / kMinuteMs); }};

// Mara's screen.
class ShowTest : public testing::Test {
 protected:
  ShowTest() {
    agreement_.people = {kMara, "Mara", kJonas, "Jonas"};
    agreement_.status = agreement::AgreementStatus::in_force;
    agreement_.digest = id_of<Hash>(0xAB);
    add(id_of<ClauseId>(0x01), "role of Mara", {0, Role{kMara, "submissive", false}});
    add(id_of<ClauseId>(0x02), "role of Jonas", {0, Role{kJonas, "Dominant", true}});
    Area area;
    area.name = "Household";
    area.about = "Cooking and cleaning";
    area.reach = agreement::Reach::delegate;
    add(kHousehold, "Household", {10 * kDayMs, area});
    add(kDishes, "The dishes",
        {0, Standard{kHousehold, {kMara}, "The dishes", Standard::Every::day, "We talk"}});
  }

  void add(const ClauseId& id, const std::string& name, const ClauseContent& content) {
    vault::ClauseView view;
    view.state.id = id;
    view.state.kind = agreement::kind_of(content);
    view.state.exists = view.state.in_force = true;
    view.state.origin = agreement::ClauseState::Origin{
        id_of<EntryHash>(0x31), kJonas, 1000, id_of<EntryHash>(0x32), kMara, 3 * kDayMs, true};
    view.content = content;
    view.name = name;
    agreement_.clauses.push_back(view);
  }

  vault::RestrictionView pause(vault::Side side, const std::string& reason) {
    vault::RestrictionView view;
    view.state.entry = kPause;
    view.state.kind = RestrictionKind::pause;
    view.state.by = side == vault::Side::mine ? kMara : kJonas;
    view.state.covers_everything = true;
    view.by = side;
    view.words = Restriction{};
    view.words->reason = reason;
    return view;
  }

  [[nodiscard]] Names names() const { return {agreement_.people, agreement_.clauses}; }

  template <class Render, class View>
  std::string shown(Render render, const View& view) const {
    const Names all = names();
    return render(view, Look{all, kCalendar, 100});
  }

  vault::AgreementView agreement_;
};

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
              HasSubstr("begins with your signature: troth lift f1f1f1f1f1"));
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

class ProposalTest : public ShowTest {
 protected:
  ProposalTest() {
    view_.state.entry = id_of<EntryHash>(0x61);
    view_.state.by = kJonas;
    view_.by = vault::Side::partners;
    view_.by_name = "Jonas";
    view_.waits_for_me = true;
    view_.content.title = "Less";
    view_.content.reason = "It is too much.";
    ClauseContent content = agreement_.clauses[2].content;
    std::get<Area>(content.body).reach = agreement::Reach::consult;
    content.until_ms = 20 * kDayMs;
    const agreement::Contents before = {{kHousehold, agreement_.clauses[2].content}};
    view_.changes = agreement::difference(before, {{kHousehold, content}});
  }

  // agreed_text() under the agreement as it stands here.
  [[nodiscard]] auto with_agreement() const {
    return [this](const vault::ProposalView& view, const Look& look) {
      return agreed_text(view, agreement_, look);
    };
  }

  vault::ProposalView view_;
};

TEST_F(ProposalTest, EveryWordThatWouldBeSignedIsShownBeforeAndAfter) {
  const std::string text = shown(proposal_text, view_);
  EXPECT_THAT(text, HasSubstr("6161616161  Less (Jonas, minute 0, open)"));
  EXPECT_THAT(text, HasSubstr("It is too much."));
  EXPECT_THAT(text, HasSubstr("~  area Household"));
  EXPECT_THAT(text, HasSubstr("reach:  delegate\n"));
  EXPECT_THAT(text, HasSubstr("→ consult\n"));
  EXPECT_THAT(text, HasSubstr("until:  day 9\n"));
  EXPECT_THAT(text, HasSubstr("→ day 19\n"));
  EXPECT_THAT(text, HasSubstr("troth accept 6161616161"));
}

TEST_F(ProposalTest, OnlyWhoseTurnItIsReadsHowToAnswer) {
  view_.waits_for_me = false;
  EXPECT_THAT(shown(proposal_text, view_), Not(HasSubstr("troth accept")));
}

TEST_F(ProposalTest, WhatItLiftsIsNamedAsItStandsAndNotAsItWouldBeRenamed) {
  auto withdrawal = pause(vault::Side::mine, "");
  withdrawal.state.kind = RestrictionKind::withdrawal;
  withdrawal.state.covers_everything = false;
  withdrawal.state.named = {kHousehold};
  view_.lifts = {withdrawal};
  Area renamed;
  renamed.name = "Garden chores";
  view_.content.changes = {{kHousehold, {}, ClauseContent{0, renamed}}};
  constexpr auto kSays = "You have withdrawn consent to Household.";
  EXPECT_THAT(shown(proposal_text, view_), HasSubstr(kSays));
  EXPECT_THAT(shown(with_agreement(), view_), HasSubstr(kSays));
  EXPECT_EQ(json_of(view_, names())["lifts"][0]["has"], "withdrawn consent to Household.");
}

TEST_F(ProposalTest, AStandardInANewAreaIsNamedByTheAreasName) {
  const ClauseId garden = id_of<ClauseId>(0x71);
  Area area;
  area.name = "Garden";
  view_.content.changes = {{garden, {}, ClauseContent{0, area}}};
  const Standard water{garden, {kMara, kJonas}, "Water", Standard::Every::week, ""};
  view_.changes = agreement::difference({}, {{id_of<ClauseId>(0x72), {0, water}}});
  EXPECT_THAT(shown(proposal_text, view_), HasSubstr("area:  Garden\n"));
  EXPECT_EQ(json_of(view_, names())["changes"][0]["fields"]["area"]["after"], "Garden");
  EXPECT_EQ(json_of(view_, names())["changes"][0]["fields"]["applies_to"]["after"],
            Json::array({"Mara", "Jonas"}));
}

TEST_F(ProposalTest, WhyItDoesNotCountIsShown) {
  view_.state.stage = agreement::ProposalState::Stage::voided;
  view_.notes = {"Jonas took it back while Mara accepted. On hold: agree again."};
  EXPECT_THAT(shown(proposal_text, view_), HasSubstr(view_.notes[0]));
  EXPECT_EQ(json_of(view_, names())["notes"], Json::array({view_.notes[0]}));
  EXPECT_EQ(json_of(view_, names())["stage"], "void");
}

TEST_F(ProposalTest, ANoIsShownWithItsDayAndItsReason) {
  view_.noes = {{id_of<EntryHash>(0x63), false, "Mara", 2 * kDayMs, "I would rather talk first."},
                {id_of<EntryHash>(0x64), true, "Jonas", 3 * kDayMs, ""}};
  for (const std::string& text :
       {shown(proposal_text, view_), shown(proposals_text, std::vector{view_})}) {
    EXPECT_THAT(text, HasSubstr("Mara declined it on day 2: “I would rather talk first.”\n"));
    EXPECT_THAT(text, HasSubstr("Jonas took it back on day 3.\n"));
  }
  const Json json = json_of(view_, names())["noes"];
  EXPECT_EQ(json[0]["kind"], "decline");
  EXPECT_EQ(json[0]["reason"], "I would rather talk first.");
  EXPECT_EQ(json[1]["kind"], "retract");
  EXPECT_EQ(json[1]["reason"], "");
}

TEST_F(ProposalTest, OneThatLeavesSomethingOnHoldSaysHowToAgreeAgain) {
  view_.waits_for_me = false;
  EXPECT_THAT(shown(proposal_text, view_), Not(HasSubstr("agree again")));
  view_.leaves_on_hold = true;
  std::string text = shown(proposal_text, view_);
  std::ranges::replace(text, '\n', ' ');
  EXPECT_THAT(text,
              HasSubstr("troth proposal show 6161616161 --toml >FILE, then troth propose FILE"));
  EXPECT_THAT(text, HasSubstr("troth agreement edit"));
}

TEST_F(ProposalTest, WhatIsAgreedSaysWhatKeepsItFromBeingInForce) {
  view_.content.changes = {{kHousehold, {}, agreement_.clauses[2].content}};
  const auto agreed = [this] { return shown(with_agreement(), view_); };
  EXPECT_THAT(agreed(), Not(HasSubstr("in force")));

  agreement_.clauses[2].state.in_force = false;
  agreement_.clauses[2].state.obstacles = {{Obstacle::Why::restricted, {kPause}}};
  auto ending = pause(vault::Side::mine, "");
  ending.state.kind = RestrictionKind::ending;
  agreement_.restrictions = {ending};
  EXPECT_THAT(agreed(), HasSubstr("Nothing of it is in force while this stands:\n"
                                  "  f1f1f1f1f1  You have ended the agreement.\n"
                                  "It stays so unless you both lift it: troth lift f1f1f1f1f1\n"));
  view_.content.changes.push_back({kDishes, {}, agreement_.clauses[3].content});
  EXPECT_THAT(agreed(), HasSubstr("Not all of it is in force while this stands:\n"));

  agreement_.restrictions.clear();
  agreement_.clauses[2].state.obstacles = {{Obstacle::Why::not_started, {}}};
  agreement_.term.starts_ms = 4 * kDayMs;
  EXPECT_THAT(agreed(), HasSubstr("It begins on day 4.\n"));
  agreement_.lapse = vault::Lapse::renew_by;
  EXPECT_THAT(agreed(), HasSubstr("troth agreement reaffirm --renew-by DATE"));
}

TEST_F(ProposalTest, OneThatReaffirmsIsOfTheWholeAgreement) {
  view_.content.reaffirms = agreement_.digest;
  agreement_.clauses[1].state.in_force = false;
  agreement_.clauses[1].state.obstacles = {{Obstacle::Why::restricted, {kPause}}};
  agreement_.restrictions = {pause(vault::Side::mine, "")};
  EXPECT_THAT(shown(with_agreement(), view_), HasSubstr("Not all of it is in force"));
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
