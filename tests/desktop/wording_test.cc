// What was written is read in its exact words before it is signed, and held against what it
// was made from.
#include "tests/desktop/parts.h"
#include "tests/desktop/two_windows.h"

namespace troth::desktop {
namespace {

class WordingTest : public DeskTest {
 protected:
  // Other words for the kitchen, in a file that was made from nothing.
  std::string file(const std::string& text) {
    return "title = \"T\"\nreason = \"\"\"\nOne\nTwo\"\"\"\n[[standard]]\nid = \"" + kitchen() +
           "\"\ntext = \"" + text + "\"\n";
  }

 private:
  std::string kitchen() {
    if (kitchen_.empty())
      kitchen_ = clause(mara_->ask("agreement"), "The kitchen is clean before we go to bed.")["id"];
    return kitchen_;
  }
  std::string kitchen_;
};

TEST_F(WordingTest, ANumberThatIsTooLargeForAFieldIsRefusedThereAndNeverCut) {
  agree();
  const Json begun = mara_->ask("document_parts");
  for (const std::int64_t hours : {std::int64_t{1} << 32, std::int64_t{8785}, std::int64_t{-1}}) {
    const Json term{{"table", "term"}, {"fields", {{"cooling_off_hours", hours}}}};
    const Json given{{"parts", {own("T", "R"), term}}, {"sheet", begun["sheet"]}};
    const Json refusal = mara_->ask("wording", given)["refusal"];
    EXPECT_EQ(refusal["part"], 1) << hours << refusal.dump();
    EXPECT_EQ(refusal["field"], "cooling_off_hours") << hours << refusal.dump();
  }
}

TEST_F(WordingTest, ARefusedFileSaysInWhichLine) {
  agree();
  const std::string toml = "title = \"T\"\nreason = \"R\"\nnonsense = 1\n";
  const Json refusal = mara_->ask("wording", {{"toml", toml}})["refusal"];
  EXPECT_TRUE(refusal["message"].get<std::string>().starts_with("Line 3")) << refusal.dump();
  EXPECT_TRUE(refusal["part"].is_null());
  EXPECT_EQ(mara_->try_to("propose", {{"toml", toml}}).refusal["message"], refusal["message"]);
}

TEST_F(WordingTest, WhatWasBegunAndIsNotKeptIsRefusedWhateverIsDoneWithIt) {
  pair();
  mara_->ask("propose", {{"toml", first_proposal()}});
  const std::string theirs = waiting(*jonas_);
  for (const char* what : {"wording", "propose", "counter"}) {
    const Json given{{"id", theirs}, {"toml", first_proposal()}, {"sheet", "000000000099"}};
    EXPECT_EQ(jonas_->try_to(what, given).code(), "standing_changed") << what;
  }
  EXPECT_EQ(jonas_->ask("proposals").size(), 1U);
}

TEST_F(WordingTest, ASheetTakesThePlaceOfTheOneThatItIsReadAnewFor) {
  agree();
  const Json first = mara_->ask("document_parts")["sheet"];
  const Json other = mara_->ask("document_parts")["sheet"];
  Json sheet = mara_->ask("document_parts", {{"sheet", first}})["sheet"];
  EXPECT_EQ(mara_->try_to("wording", {{"toml", file("A")}, {"sheet", first}}).code(),
            "standing_changed");
  for (int i = 0; i < 20; ++i) sheet = mara_->ask("document_parts", {{"sheet", sheet}})["sheet"];
  const Json words = mara_->ask("wording", {{"toml", file("A")}, {"sheet", other}});
  EXPECT_EQ(words["sheet"], other) << "one page pushes out no other's";
}

TEST_F(WordingTest, AFileThatWasMadeFromNothingIsHeldAgainstWhatStoodWhenItsWordsWereRead) {
  agree();
  const Json words = mara_->ask("wording", {{"toml", file("[As] Mara says.")}});
  EXPECT_EQ(words["reason"], "One\nTwo");
  EXPECT_EQ(words["changes"][0]["fields"]["text"]["after"], "[As] Mara says.");
  jonas_->ask("propose", {{"toml", file("As Jonas says.")}});
  mara_->ask("accept", {{"id", waiting(*mara_)}});
  const Json signing{{"toml", file("[As] Mara says.")}, {"sheet", words["sheet"]}};
  EXPECT_EQ(mara_->try_to("propose", signing).code(), "standing_changed");
  const Json anew = mara_->ask("wording", {{"toml", signing["toml"]}});
  EXPECT_EQ(anew["changes"][0]["fields"]["text"]["before"], "As Jonas says.");
  mara_->ask("propose", {{"toml", signing["toml"]}, {"sheet", anew["sheet"]}});
}

TEST_F(WordingTest, WhatDoesNotCountIsReadAgainInItsWordsAndSigned) {
  const Crossed crossed = cross();
  const Json asked = mara_->ask("proposal_toml", {{"id", crossed.by_mara}});
  const Json words = mara_->ask("wording", {{"toml", asked["toml"]}});
  EXPECT_EQ(words["changes"][0]["fields"]["text"]["after"], "In bed by midnight.") << words.dump(1);
  mara_->ask("propose", {{"toml", asked["toml"]}, {"sheet", words["sheet"]}});
  EXPECT_FALSE(waiting(*jonas_).empty());
}

TEST_F(WordingTest, LimitsStandInItForTheyHoldAtOnce) {
  agree();
  const Json household = clause(mara_->ask("agreement"), "Household")["id"];
  const Json limit{{"table", "limit"},
                   {"fields",
                    {{"owner", "me"},
                     {"strength", "soft"},
                     {"text", "Nothing on Mondays."},
                     {"suspends", Json::array({household})}}}};
  const Json parts = Json::array({own("T", "R"), limit});
  const Json words = mara_->ask("wording", {{"parts", parts}});
  const Json shown{{"strength", "soft"},
                   {"text", "Nothing on Mondays."},
                   {"suspends", Json::array({household})}};
  EXPECT_EQ(words["limits"], Json::array({shown}));
  EXPECT_EQ(words["title"], "") << "nothing is proposed";
  const Json given{{"parts", parts}, {"sheet", words["sheet"]}};
  const Json answer = mara_->ask("propose", given);
  EXPECT_TRUE(answer["id"].is_null());
  EXPECT_EQ(answer["limits"].size(), 1U);
}

TEST_F(WordingTest, WhatIsTakenOutMovedAndDatedInPlaceIsSoInTheAgreement) {
  agree();
  const Json begun = mara_->ask("document_parts");
  const Json kitchen = part(begun["parts"], "standard", "text", "The kitchen");
  const Json stands = mara_->ask("agreement");
  Json head = own("Without a rhythm", "R");
  for (const Json& one : stands["clauses"])
    if (one["kind"] == "rhythm" || one["kind"] == "term")
      head["fields"]["remove"].push_back(one["id"]);
  ASSERT_EQ(head["fields"]["remove"].size(), 2U);
  const Json parts =
      Json::array({head,
                   amended(kitchen, {{"area", "Behaviour"}}),
                   {{"table", "role"}, {"fields", {{"partner", "me"}, {"until", "2099-01-31"}}}}});
  const Json words = mara_->ask("wording", {{"parts", parts}, {"sheet", begun["sheet"]}});
  ASSERT_TRUE(words.contains("changes")) << words.dump(1);
  EXPECT_EQ(words["changes"].size(), 4U) << words.dump(1);
  mara_->ask("propose", {{"parts", parts}, {"sheet", words["sheet"]}});
  const Json accepted = jonas_->ask("accept", {{"id", waiting(*jonas_)}});
  const Json now = mara_->ask_until(
      "agreement", [&](const Json& is) { return is["digest"] == accepted["digest"]; });
  for (const Json& one : now["clauses"]) {
    EXPECT_NE(one["kind"], "rhythm");
    EXPECT_NE(one["kind"], "term");
    if (one["kind"] == "role" && one["partner"] == "Mara") {
      EXPECT_FALSE(one["until_ms"].is_null()) << one.dump();
    }
  }
  const std::string text = kitchen["fields"]["text"];
  EXPECT_NE(clause(now, text)["area"], clause(stands, text)["area"]);
}

TEST_F(WordingTest, WhereNothingIsAgreedEverythingIsWrittenByItsParts) {
  pair();
  const Json begun = mara_->ask("document_parts");
  const auto table = [](const char* name, Json fields) {
    return Json{{"table", name}, {"fields", std::move(fields)}};
  };
  const Json parts = Json::array(
      {own("A first month", "R"), table("role", {{"partner", "me"}, {"title", "submissive"}}),
       table("role", {{"partner", "partner"}, {"title", "Dominant"}, {"leads", true}}),
       table("area", {{"name", "[Sundays] tea"},
                      {"about", ""},
                      {"leader", "default"},
                      {"reach", "consult"},
                      {"when", "always"},
                      {"until", ""}}),
       table("rhythm", {{"check_in", "week"},
                        {"blind", false},
                        {"dimensions", {"trust", "energy"}},
                        {"review", "month"},
                        {"review_at", "Sun 20:00"},
                        {"time_zone", "UTC"},
                        {"until", ""}}),
       table("term", {{"starts", ""},
                      {"renew_by", "2099-01-31"},
                      {"cooling_off_hours", 24},
                      {"pause_cooling_off_hours", 0},
                      {"until", ""}})});
  const Json words = mara_->ask("wording", {{"parts", parts}, {"sheet", begun["sheet"]}});
  ASSERT_TRUE(words.contains("changes")) << words.dump(1);
  EXPECT_EQ(words["changes"].size(), 5U) << words.dump(1);
  mara_->ask("propose", {{"parts", parts}, {"sheet", words["sheet"]}});
  jonas_->ask("accept", {{"id", waiting(*jonas_)}});
  const Json now =
      mara_->ask_until("agreement", [](const Json& is) { return is["status"] == "in_force"; });
  EXPECT_FALSE(clause(now, "[Sundays] tea").is_null());
}

}  // namespace
}  // namespace troth::desktop
