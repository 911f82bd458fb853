// What is changed where it stands, what answers a proposal, and what is agreed again: across
// two windows.
#include <algorithm>

#include "tests/desktop/parts.h"
#include "tests/desktop/two_windows.h"

namespace troth::desktop {
namespace {

using ChangingTest = DeskTest;

TEST_F(ChangingTest, WhatIsWrittenWhereItStandsIsOneProposalAndNothingChangesBeforeBothSaidYes) {
  agree();
  const std::string before = mara_->ask("agreement")["digest"].get<std::string>();
  const Json begun = mara_->ask("document_parts");
  const Json kitchen = part(begun["parts"], "standard", "text", "The kitchen");
  const Json gone = part(begun["parts"], "standard", "text", "I greet Jonas");
  const Json household = part(begun["parts"], "area", "name", "Household");
  Json head = own("Quiet evenings", "Four, and well.");
  head["fields"]["preamble"] = "Jörg said: \"as we are\".\nBoth of us.";
  head["fields"]["remove"] = Json::array({gone["fields"]["id"]});
  const Json parts = {
      head,
      amended(kitchen, {{"text", "On four evenings."}, {"every", "week"}}),
      amended(household, {{"reach", "discuss"}, {"when", {"Mon-Fri 18:00-23:00"}}}),
      {{"table", "standard"},
       {"fields",
        {{"area", "Household"}, {"applies_to", "both"}, {"text", "Tea at five."}, {"until", ""}}}},
      {{"table", "term"},
       {"fields", {{"pause_cooling_off_hours", 2}, {"renew_by", "2099-01-31"}}}}};

  const Json words = mara_->ask("wording", {{"parts", parts}, {"sheet", begun["sheet"]}});
  EXPECT_EQ(words["title"], "Quiet evenings");
  EXPECT_EQ(words["changes"].size(), 6U) << words.dump(1);
  EXPECT_TRUE(mara_->ask("proposals").empty()) << "to look at the words signs nothing";

  const Json proposed = mara_->ask("propose", {{"parts", parts}, {"sheet", begun["sheet"]}});
  EXPECT_EQ(mara_->ask("agreement")["digest"], before);
  const std::string id = waiting(*jonas_);
  EXPECT_EQ(proposed["id"], id);
  const Json read = jonas_->ask("proposal", {{"id", id}});
  EXPECT_EQ(read["title"], words["title"]);
  EXPECT_EQ(read["reason"], words["reason"]);
  EXPECT_EQ(jonas_->ask("agreement")["digest"], before);
  const Json accepted = jonas_->ask("accept", {{"id", id}});
  const Json now =
      mara_->ask_until("agreement", [&](const Json& is) { return is["digest"] != before; });
  EXPECT_EQ(now["digest"], accepted["digest"]);
  EXPECT_EQ(clause(now, "On four evenings.")["every"], "week");
  EXPECT_EQ(clause(now, "Household")["when"], Json::array({"Mon,Tue,Wed,Thu,Fri 18:00-23:00"}));
  EXPECT_FALSE(clause(now, "Tea at five.").is_null());
  EXPECT_TRUE(clause(now, gone["fields"]["text"].get<std::string>()).is_null());
  EXPECT_EQ(now["clauses"][0]["preamble"], head["fields"]["preamble"]);
}

TEST_F(ChangingTest, ARefusalNamesThePartAndTheFieldAndSignsNothing) {
  agree();
  const Json begun = mara_->ask("document_parts");
  const Json household = part(begun["parts"], "area", "name", "Household");
  const auto refusal = [&](const Json& parts) {
    return mara_->ask("wording", {{"parts", parts}, {"sheet", begun["sheet"]}})["refusal"];
  };
  const Json hours = refusal({own("T", "R"), amended(household, {{"when", {"Mon 18:00-25:00"}}})});
  EXPECT_EQ(hours["code"], "document_bad_window");
  EXPECT_EQ(hours["part"], 1);
  EXPECT_EQ(hours["field"], "when");
  EXPECT_FALSE(hours["message"].get<std::string>().starts_with("Line")) << hours.dump();
  const Json untitled = refusal({own("", "R"), amended(household, {{"reach", "discuss"}})});
  EXPECT_EQ(untitled["code"], "text_missing");
  EXPECT_EQ(untitled["field"], "title");
  const Json whole = refusal(Json::array({own("T", "R")}));
  EXPECT_EQ(whole["code"], "document_nothing_to_change");
  EXPECT_TRUE(whole["part"].is_null());
  EXPECT_EQ(
      mara_->try_to("wording", {{"parts", Json::array({own("T", "R")})}, {"sheet", "0"}}).code(),
      "standing_changed");
  EXPECT_TRUE(mara_->ask("proposals").empty());
}

TEST_F(ChangingTest, WhatChangedMeanwhileIsNotTakenBackUnnoticed) {
  agree();
  const Json begun = mara_->ask("document_parts");
  const Json kitchen = part(begun["parts"], "standard", "text", "The kitchen");
  jonas_->ask("propose",
              {{"parts", {own("Other", "R"), amended(kitchen, {{"text", "As Jonas says."}})}},
               {"sheet", jonas_->ask("document_parts")["sheet"]}});
  mara_->ask("accept", {{"id", waiting(*mara_)}});
  const Json parts = {own("T", "R"), amended(kitchen, {{"text", "As Mara says."}})};
  const Json refused = mara_->ask("wording", {{"parts", parts}, {"sheet", begun["sheet"]}});
  EXPECT_EQ(refused["refusal"]["code"], "standing_changed");
  EXPECT_EQ(mara_->try_to("propose", {{"parts", parts}, {"sheet", begun["sheet"]}}).code(),
            "standing_changed");
  // Taken up anew, the same words are a change of what stands now.
  const Json anew = mara_->ask("document_parts");
  const Json words = mara_->ask("wording", {{"parts", parts}, {"sheet", anew["sheet"]}});
  EXPECT_EQ(words["changes"][0]["fields"]["text"]["before"], "As Jonas says.");
}

TEST_F(ChangingTest, ACounterIsTheirsInOnesOwnWordsAndClosesIt) {
  pair();
  const Json first = mara_->ask("propose", {{"toml", first_proposal()}});
  const std::string answered = waiting(*jonas_);
  const Json begun = jonas_->ask("document", {{"id", answered}});
  std::string toml = begun["toml"].get<std::string>();
  EXPECT_NE(toml.find("partner = \"me\"\ntitle = \"Dominant\""), std::string::npos) << toml;
  const auto put = [&](const std::string& from, const std::string& to) {
    const auto at = toml.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    toml.replace(at, from.size(), to);
  };
  EXPECT_EQ(jonas_->try_to("counter", {{"id", answered}, {"toml", toml}, {"sheet", begun["sheet"]}})
                .code(),
            "text_missing")
      << "its reason is to be written";
  put("reason = \"\"", "reason = \"Rather so.\"");
  put("before we go to bed", "by noon");
  const Json counter =
      jonas_->ask("counter", {{"id", answered}, {"toml", toml}, {"sheet", begun["sheet"]}});
  const Json read = mara_->ask("proposal", {{"id", waiting(*mara_)}});
  EXPECT_EQ(read["id"], counter["id"]);
  EXPECT_EQ(read["counters"], first["id"]);
  ASSERT_EQ(read["against_answered"].size(), 1U) << read["against_answered"].dump(1);
  EXPECT_EQ(read["against_answered"][0]["fields"]["text"]["after"],
            "The kitchen is clean by noon.");
  EXPECT_EQ(mara_->ask("proposal", {{"id", first["id"]}})["stage"], "countered");
  EXPECT_EQ(jonas_->try_to("accept", {{"id", answered}}).code(), "proposal_closed");
  const Json accepted = mara_->ask("accept", {{"id", counter["id"]}});
  const Json now =
      jonas_->ask_until("agreement", [](const Json& is) { return is["status"] == "in_force"; });
  EXPECT_EQ(now["digest"], accepted["digest"]);
  EXPECT_FALSE(clause(now, "The kitchen is clean by noon.").is_null());
}

TEST_F(ChangingTest, OnesOwnProposalIsNotCountered) {
  pair();
  const Json first = mara_->ask("propose", {{"toml", first_proposal()}});
  EXPECT_EQ(mara_->try_to("document", {{"id", first["id"]}}).code(), "proposal_own");
}

TEST_F(ChangingTest, WhatCrossedIsOnHoldSaysWhyAndIsAgreedAgainInTheSameWords) {
  const Crossed crossed = cross();
  const Json read = mara_->ask("proposal", {{"id", crossed.by_mara}});
  EXPECT_EQ(read["stage"], "void");
  EXPECT_TRUE(read["leaves_on_hold"].get<bool>());
  EXPECT_FALSE(read["notes"].empty());
  EXPECT_EQ(jonas_->try_to("accept", {{"id", crossed.by_mara}}).refusal.is_null(), false);

  const Json words = mara_->ask("proposal_toml", {{"id", crossed.by_mara}});
  mara_->ask("propose", {{"toml", words["toml"]}});
  const Json accepted = jonas_->ask("accept", {{"id", waiting(*jonas_)}});
  const auto settled = [](const Json& status) { return status["on_hold"].empty(); };
  mara_->ask_until("status", settled);
  jonas_->ask_until("status", settled);
  const Json now = mara_->ask("agreement");
  EXPECT_EQ(now["digest"], accepted["digest"]);
  EXPECT_TRUE(clause(now, "In bed by midnight.")["in_force"].get<bool>());
}

TEST_F(ChangingTest, WhatIsOnHoldIsAskedForAgainWhereItStandsInTheOlderWords) {
  const Crossed crossed = cross();
  const Json begun = jonas_->ask("document_parts");
  const std::string held = jonas_->ask("status")["on_hold"][0]["clause"].get<std::string>();
  Json again;
  for (const Json& one : begun["parts"])
    if (one["fields"].contains("id") && held.starts_with(one["fields"]["id"].get<std::string>()))
      again = amended(one, Json::object());
  ASSERT_FALSE(again.is_null());
  const Json proposed = jonas_->ask(
      "propose", {{"parts", {own("As it was", "R"), again}}, {"sheet", begun["sheet"]}});
  mara_->ask("accept", {{"id", waiting(*mara_)}});
  jonas_->ask_until("status", [](const Json& status) { return status["on_hold"].empty(); });
  const Json now = jonas_->ask("agreement");
  for (const Json& one : now["clauses"]) EXPECT_TRUE(one["in_force"].get<bool>()) << one.dump();
}

TEST_F(ChangingTest, ALimitIsTightenedAloneAndAtOnce) {
  agree();
  const std::string household =
      clause(mara_->ask("agreement"), "Household")["id"].get<std::string>();
  EXPECT_EQ(mara_->try_to("add_limit", {{"text", ""}, {"strength", "soft"}}).code(),
            "text_missing");
  const Json limit =
      mara_->ask("add_limit", {{"text", "Nothing on Mondays."}, {"strength", "soft"}});
  const auto knows = [&](const Json& id) {
    return [&, id](const Json& now) {
      return std::ranges::any_of(now["clauses"], [&](const Json& one) { return one["id"] == id; });
    };
  };
  jonas_->ask_until("agreement", knows(limit["id"]));
  EXPECT_EQ(mara_->try_to("tighten_limit", {{"id", limit["id"]}, {"strength", "soft"}}).code(),
            "limit_not_tightened");
  EXPECT_EQ(jonas_->try_to("tighten_limit", {{"id", limit["id"]}, {"strength", "hard"}}).code(),
            "limit_of_partner");
  const Json tighter = mara_->ask(
      "tighten_limit", {{"id", limit["id"]}, {"strength", "hard"}, {"suspends", {household}}});
  EXPECT_FALSE(clause(mara_->ask("agreement"), "Household")["in_force"].get<bool>())
      << "before anybody else knows of it";
  const Json his = jonas_->ask_until("agreement", knows(tighter["id"]));
  EXPECT_FALSE(clause(his, "Household")["in_force"].get<bool>());
  EXPECT_TRUE(jonas_->ask("proposals").empty()) << "nobody is asked";
}

}  // namespace
}  // namespace troth::desktop
