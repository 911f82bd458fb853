#include "client/desktop/models/desk.h"

#include "tests/desktop/two_windows.h"

namespace troth::desktop {
namespace {

TEST_F(DeskTest, FromTheFirstWindowToAPairWhoseDigitsWereCompared) {
  EXPECT_EQ(mara_->stage(), "new");
  const Json made = mara_->ask(
      "make", {{"name", "Mara"}, {"passphrase", kMaras}, {"relay", address_}, {"cost", "low"}});
  EXPECT_EQ(made["recovery_words"].size(), 24U);
  EXPECT_EQ(mara_->stage(), "open");
  jonas_->ask("make", {{"name", "Jonas"}, {"passphrase", kJonass}, {"cost", "low"}});
  // A mail program has broken the line.
  std::string invite = mara_->ask("invite")["invite"].get<std::string>();
  invite.insert(invite.size() / 2, "\r\n ");
  jonas_->ask("join", {{"invite", invite}});
  const auto compares = [](const Json& pairing) { return pairing["stage"] == "compare"; };
  const std::string digits = mara_->ask_until("pairing", compares)["digits"].get<std::string>();
  EXPECT_EQ(jonas_->ask_until("pairing", compares)["digits"], digits);
  EXPECT_EQ(mara_->try_to("confirm", {{"digits", "000 000 00"}}).code(), "usage_wrong");
  mara_->ask("confirm", {{"digits", digits}});
  jonas_->ask("confirm", {{"digits", digits}});
  const auto status = mara_->ask_until(
      "status", [](const Json& now) { return now["pairing"]["stage"] == "paired"; });
  EXPECT_EQ(status["partner"]["name"], "Jonas");
  EXPECT_TRUE(wait_until([&] { return mara_->link() == "Up to date"; })) << mara_->link();
}

TEST_F(DeskTest, AProposalArrivesIsReadAndAcceptedAndBothHaveTheSameDigest) {
  pair();
  const Json proposed = mara_->ask("propose", {{"toml", first_proposal()}});
  EXPECT_TRUE(jonas_->hears(QStringLiteral("Mara proposes")));
  const Json read = jonas_->ask("proposal", {{"id", proposed["id"]}});
  EXPECT_TRUE(read["waits_for_me"].get<bool>());
  EXPECT_FALSE(read["changes"].empty());
  const Json accepted = jonas_->ask("accept", {{"id", proposed["id"]}});
  EXPECT_TRUE(mara_->hears(QStringLiteral("Jonas has agreed to")));
  EXPECT_EQ(mara_->ask("agreement")["digest"], accepted["digest"]);
}

TEST_F(DeskTest, APauseIsThereAtOnceInTheWordsThatItsAuthorWasShown) {
  agree();
  const Json paused = mara_->ask("pause", {{"reason", "A long week."}});
  EXPECT_EQ(mara_->ask("status")["agreement"]["status"], "paused");
  EXPECT_TRUE(jonas_->hears(QStringLiteral("Mara has paused everything.")));
  EXPECT_EQ(jonas_->ask("status")["agreement"]["status"], "paused");
  const std::string shown = paused["partner_sees"].get<std::string>();
  EXPECT_NE(shown.find("Mara has paused everything."), std::string::npos) << shown;
  EXPECT_NE(shown.find("A long week."), std::string::npos) << shown;
  jonas_->ask("lift", {{"ids", Json::array({paused["id"]})}});
  const Json offers = mara_->ask_until("proposals", [](const Json& all) { return !all.empty(); });
  mara_->ask("accept", {{"id", offers[0]["id"]}});
  jonas_->ask_until("restrictions", [](const Json& open) {
    return std::ranges::none_of(open, [](const Json& one) { return one["kind"] == "pause"; });
  });
}

TEST_F(DeskTest, NamesakesAreToldApart) {
  she_is_called_ = "Sam";
  he_is_called_ = "sam\u00ad";
  agree();
  jonas_->ask("pause");
  EXPECT_TRUE(mara_->hears(QStringLiteral("sam\u00ad (partner) has paused everything.")));
  const Json hers = mara_->ask("status");
  EXPECT_EQ(hers["me"], "Sam");
  EXPECT_EQ(hers["partner"]["name"], "sam\u00ad (partner)");
  EXPECT_EQ(hers["restrictions"][0]["by"], "sam\u00ad (partner)");
  EXPECT_EQ(jonas_->ask("status")["restrictions"][0]["by"], "sam\u00ad") << "his own";
  const Json his = jonas_->ask("agreement");
  for (const Json& clause : his["clauses"])
    if (clause["kind"] == "role") {
      EXPECT_EQ(clause["leads"] == true, clause["partner"] == "sam\u00ad");
    }
}

TEST_F(DeskTest, LockedIsClosedUntilThePassphraseOpensIt) {
  make_profiles();
  mara_->ask("write_page", {{"text", "For me alone."}});
  mara_->ask("lock");
  EXPECT_EQ(mara_->stage(), "locked");
  EXPECT_EQ(mara_->try_to("journal").code(), "profile_locked");
  EXPECT_EQ(mara_->try_to("unlock", {{"passphrase", "three large owls"}}).code(),
            "passphrase_wrong");
  EXPECT_EQ(mara_->stage(), "locked");
  mara_->ask("unlock", {{"passphrase", kMaras}});
  EXPECT_EQ(mara_->stage(), "open");
  EXPECT_EQ(mara_->ask("journal")[0]["text"], "For me alone.");
}

TEST_F(DeskTest, ALockHidesAtOnceWhateverIsUnderWay) {
  make_profiles();
  mara_->begin("change_passphrase", {{"old", kMaras}, {"new", kMaras}});  // a second of work
  mara_->begin("write_page", {{"text", "Before the lock."}});
  mara_->begin("journal");
  const int before = mara_->answers();
  mara_->desk().lock();
  EXPECT_EQ(mara_->stage(), "locked");
  EXPECT_TRUE(mara_->desk().isClosing());
  EXPECT_EQ(mara_->answer_after(before + 2).code(), "profile_locked");
  const Json opened = mara_->ask("unlock", {{"passphrase", kMaras}});
  EXPECT_EQ(mara_->stage(), "open");
  EXPECT_FALSE(mara_->desk().isClosing());
  EXPECT_EQ(mara_->answers(), before + 4) << "each was answered once";
  EXPECT_EQ(mara_->ask("journal")[0]["text"], "Before the lock.") << "it was signed before";
}

TEST_F(DeskTest, ALockWhileItOpensLeavesItLocked) {
  make_profiles();
  mara_->ask("lock");
  const int before = mara_->answers();
  mara_->begin("unlock", {{"passphrase", kMaras}});
  mara_->desk().lock();
  EXPECT_EQ(mara_->answer_after(before).code(), "profile_locked");
  EXPECT_TRUE(wait_until([&] { return !mara_->desk().isClosing(); }));
  EXPECT_EQ(mara_->stage(), "locked");
  EXPECT_EQ(mara_->try_to("journal").code(), "profile_locked");
}

TEST_F(DeskTest, ItDoesNotLockByItselfWhileWhatIsShownIsNotToBeHadAgain) {
  mara_->begin("make", {{"name", "Mara"}, {"passphrase", kMaras}, {"cost", "low"}});
  mara_->desk().lock();
  EXPECT_EQ(mara_->answer_after(0).answer["recovery_words"].size(), 24U);
  EXPECT_EQ(mara_->stage(), "open");
  mara_->desk().setProperty("staysOpen", true);
  mara_->desk().lock();
  EXPECT_EQ(mara_->stage(), "open");
  mara_->desk().setProperty("staysOpen", false);
  mara_->desk().lock();
  EXPECT_EQ(mara_->stage(), "locked");
}

TEST_F(DeskTest, WhatWasSignedWithoutARelayGoesOutAfterARestart) {
  agree();
  EXPECT_TRUE(wait_until([&] { return mara_->link() == "Up to date"; })) << mara_->link();
  relay_.reset();
  mara_->ask("pause");
  EXPECT_TRUE(wait_until([&] { return mara_->link() == "Offline · 1 not sent"; })) << mara_->link();
  mara_.reset();
  mara_ = std::make_unique<Window>(folder_ / "mara");
  EXPECT_EQ(mara_->stage(), "locked");
  start_relay();
  mara_->ask("unlock", {{"passphrase", kMaras}});
  EXPECT_TRUE(jonas_->hears(QStringLiteral("Mara has paused everything.")));
  EXPECT_TRUE(wait_until([&] { return mara_->link() == "Up to date"; })) << mara_->link();
}

TEST_F(DeskTest, TheCommandLineIsUsedBesideItAndBothSendWhatItSigned) {
  agree();
  ASSERT_EQ(troth("mara", kMaras, {QStringLiteral("pause")}), 0) << said_;
  mara_->ask_until("status",
                   [](const Json& now) { return now["agreement"]["status"] == "paused"; });
  EXPECT_TRUE(jonas_->hears(QStringLiteral("Mara has paused everything.")));
  EXPECT_EQ(mara_->stage(), "open");
}

TEST_F(DeskTest, ALockByTheCommandLineLocksTheWindow) {
  make_profiles();
  ASSERT_EQ(troth("mara", kMaras, {QStringLiteral("lock")}), 0) << said_;
  EXPECT_TRUE(wait_until([&] { return mara_->stage() == "locked"; }));
  EXPECT_FALSE(mara_->lost().isEmpty());
}

TEST_F(DeskTest, AnswersHaveTheShapeThatTheCommandLinePrints) {
  agree();
  const std::vector<std::pair<std::string, QStringList>> same = {
      {"agreement", {QStringLiteral("agreement"), QStringLiteral("show")}},
      {"proposals", {QStringLiteral("proposals")}},
      {"restrictions", {QStringLiteral("restrictions")}},
      {"check_ins", {QStringLiteral("check-ins")}},
      {"settings", {QStringLiteral("settings")}},
      {"agenda", {QStringLiteral("review"), QStringLiteral("show")}},
      {"history", {QStringLiteral("agreement"), QStringLiteral("history")}},
      {"timeline", {QStringLiteral("ledger")}},
  };
  for (const auto& [what, words] : same) {
    const Json shown = mara_->ask(what);
    ASSERT_EQ(troth("mara", kMaras, words), 0) << said_;
    EXPECT_EQ(nlohmann::json(shown), nlohmann::json::parse(said_)) << what;
  }
}

TEST_F(DeskTest, ACheckInIsDraftedAndThenSigned) {
  pair();
  mara_->ask("save_draft", {{"ratings", {{"trust", 4}}}, {"works", "yes"}, {"text", "So far."}});
  const Json draft = mara_->ask("draft");
  EXPECT_EQ(draft["ratings"]["trust"], 4);
  EXPECT_EQ(draft["works"], "yes");
  mara_->ask("check_in", {{"ratings", {{"trust", 4}}}, {"talk", true}, {"text", "So far."}});
  EXPECT_TRUE(mara_->ask("draft").is_null());
  EXPECT_TRUE(jonas_->hears(QStringLiteral("Mara has checked in")));
  EXPECT_EQ(jonas_->ask("status")["flagged"].size(), 1U);
}

TEST_F(DeskTest, WhatIsTypedWrongIsRefusedInWordsAndChangesNothing) {
  pair();
  EXPECT_EQ(mara_->try_to("no such thing").code(), "usage_wrong");
  EXPECT_EQ(mara_->try_to("proposal", {{"id", "zz"}}).code(), "id_malformed");
  EXPECT_EQ(mara_->try_to("check_in", {{"ratings", {{"trust", 9}}}}).code(), "rating_malformed");
  EXPECT_EQ(mara_->try_to("write_page", {{"text", std::string(1 << 20, 'x')}}).code(),
            "text_too_long");
  EXPECT_EQ(mara_->try_to("write_page", Json::array({1, 2})).code(), "text_missing");
  EXPECT_EQ(mara_->try_to("propose", {{"toml", "title = 1"}}).refusal.is_null(), false);
  EXPECT_EQ(jonas_->try_to("set_relay", {{"address", "troth-relay:nonsense"}}).refusal.is_null(),
            false);
  EXPECT_TRUE(mara_->ask("journal").empty());
  EXPECT_TRUE(mara_->ask("proposals").empty());
}

TEST_F(DeskTest, WhatIsTooLongToBePastedIsRefusedInTheWordsOfWhatItGoesTo) {
  agree();
  const std::string megabyte(1 << 20, 'x');
  const Json clause = mara_->ask("agreement")["clauses"][0]["id"];
  const auto comment = mara_->try_to("comment", {{"about", clause}, {"text", megabyte}});
  EXPECT_EQ(mara_->try_to("text_fits", {{"name", "The comment"}, {"text", megabyte}}).refusal,
            comment.refusal);
  const auto file = mara_->try_to("propose", {{"toml", megabyte + "x"}});
  EXPECT_EQ(mara_->try_to("text_fits", {{"holds", "file"}, {"text", megabyte + "x"}}).refusal,
            file.refusal);
  EXPECT_EQ(
      mara_->try_to("text_fits", {{"holds", "file"}, {"text", "a\n" + std::string(20'000, 'x')}})
          .refusal["message"],
      "Line 2 has 20000 bytes and at most 16384 are allowed; shorten it and try again.");
  std::string lines;
  while (lines.size() + 16 <= megabyte.size()) lines += "fifteen letters\n";
  mara_->ask("text_fits", {{"holds", "file"}, {"text", lines}});
  const auto page = mara_->try_to("write_page", {{"text", megabyte}});
  EXPECT_EQ(
      mara_->try_to("text_fits", {{"name", "The page"}, {"holds", "page"}, {"text", megabyte}})
          .refusal,
      page.refusal);
  mara_->ask("text_fits", {{"name", "The comment"}, {"text", std::string(16 * 1024, 'x')}});
}

TEST_F(DeskTest, WhatNeedsNoProfileIsAnsweredWithoutOne) {
  EXPECT_GT(mara_->ask("strength", {{"passphrase", kMaras}})["bits"].get<double>(), 45);
  EXPECT_FALSE(mara_->ask("help_consent")["page"].get<std::string>().empty());
  const Json draft =
      mara_->ask("import", {{"markdown", "# Ours\n\n## Household\n\n- Tea at five.\n"}});
  EXPECT_EQ(draft["areas"], 1);
  EXPECT_EQ(mara_->try_to("status").code(), "profile_locked");
}

}  // namespace
}  // namespace troth::desktop
