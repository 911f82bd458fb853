// What a proposal reads like before it is signed, and once it is.
#include "client/cli/show.h"
#include "tests/client/cli/screen_of_mara.h"

namespace troth::cli {
namespace {

using agreement::Area;
using agreement::ClauseContent;
using agreement::Obstacle;
using agreement::RestrictionKind;
using agreement::Standard;
using testing::HasSubstr;
using testing::Not;

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

TEST_F(ProposalTest, WhatIsSignedAgainIsShownWithAllItsWords) {
  const ClauseContent& household = agreement_.clauses[2].content;
  agreement::Proposal proposal;
  proposal.changes.push_back({kHousehold, {}, household});
  view_.changes = agreement::difference({{kHousehold, household}}, proposal);
  const std::string text = shown(proposal_text, view_);
  EXPECT_THAT(text, HasSubstr("=  area Household, agreed to again as it was worded\n"));
  EXPECT_THAT(text, HasSubstr("reach:  delegate\n"));
  EXPECT_EQ(json_of(view_, names())["changes"][0]["change"], "again");
}

// Or a partner could write words that look as if they went.
TEST_F(ProposalTest, WordsThatHoldAMarkAreShownWholeBeforeAndAfter) {
  const ClauseId dishes = kDishes;
  ClauseContent before = agreement_.clauses[3].content;
  ClauseContent after = before;
  std::get<agreement::Standard>(before.body).text = "The kitchen is clean.";
  for (const std::string forged :
       {"The kitchen is clean.+} [-Mara asks first.-] {+ ", "The kitchen [- is clean.",
        "The kitchen -] is clean.", "The kitchen {+ is clean.", "The kitchen +} is clean."}) {
    std::get<agreement::Standard>(after.body).text = forged;
    for (const bool stands : {false, true}) {
      view_.changes = agreement::difference({{dishes, stands ? after : before}},
                                            {{dishes, stands ? before : after}});
      const std::string text = shown(proposal_text, view_);
      EXPECT_THAT(text, HasSubstr("→ The kitchen"));
      EXPECT_THAT(text, testing::Not(HasSubstr("{++}")));
    }
  }
}

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

}  // namespace
}  // namespace troth::cli
