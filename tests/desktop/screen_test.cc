#include "tests/desktop/screen.h"

#include <QRegularExpression>

#include "tests/desktop/two_windows.h"

namespace troth::desktop {
namespace {

using namespace Qt::StringLiterals;

QString text(const std::string& bytes) { return QString::fromStdString(bytes); }
QString text(const char* bytes) { return QString::fromUtf8(bytes); }

// Mara sits at the real window; Jonas at his own, at a Desk without pages, or at a terminal.
class ScreenTest : public DeskTest {
 protected:
  ~ScreenTest() override { her_.reset(); }

  // In place of the Desk that she had.
  void sit_down() {
    mara_.reset();
    her_ = std::make_unique<Screen>(folder_ / "mara");
  }
  void open() {
    sit_down();
    her_->type(u"passphrase"_s, text(kMaras));
    her_->key(Qt::Key_Return);
    EXPECT_TRUE(her_->comes_to_show(u", Mara"_s));
  }
  void sit_down_agreed() {
    agree();
    open();
  }

  std::unique_ptr<Screen> her_;
};

// What stands in the grid behind that number.
QString recovery_word(const QStringList& texts, const QString& asked) {
  const QString number = asked.section(QLatin1Char(' '), 1);
  const auto at = texts.indexOf(number);
  return at < 0 ? QString() : texts.at(at + 1);
}

TEST_F(ScreenTest, FromTheFirstWindowToAPairWithAPartnerAtATerminal) {
  ASSERT_EQ(troth("jonas", kJonass,
                  {u"init"_s, u"--name"_s, u"Jonas"_s, u"--unlock-cost"_s, u"low"_s,
                   u"--recovery-sheet"_s, text((folder_ / "words").string())}),
            0)
      << said_;
  sit_down();
  her_->type(u"Mara"_s);
  her_->key(Qt::Key_Return);
  ASSERT_TRUE(her_->comes_to_show(u"Choose a passphrase"_s));
  EXPECT_TRUE(her_->is_focused(u"secret"_s));
  her_->type(text(kMaras));
  her_->key(Qt::Key_Tab);
  her_->type(text(kMaras));
  her_->click(u"Make the profile"_s);

  ASSERT_TRUE(her_->comes_to_show(u"Write these words on paper"_s));
  QStringList shown = her_->texts();
  const auto asked = shown.filter(QRegularExpression(u"^Word \\d+$"_s));
  ASSERT_EQ(asked.size(), 2);
  her_->type(asked[0], recovery_word(shown, asked[0]));
  her_->type(asked[1], recovery_word(shown, asked[1]));
  her_->click(u"Continue"_s);
  her_->paste(u"relay"_s, text(address_));
  her_->click(u"Continue"_s);
  her_->click(u"Make an invite"_s);
  ASSERT_TRUE(wait_until([&] { return her_->text_in(u"invite-link"_s).startsWith(u"troth:"_s); }));

  ASSERT_EQ(troth("jonas", kJonass, {u"pair"_s, u"join"_s, her_->text_in(u"invite-link"_s)}), 0)
      << said_;
  const auto joined = nlohmann::json::parse(said_);
  EXPECT_EQ(joined["partner"], "Mara");  // no key that was meant for another field
  const QString digits = text(joined["digits"].get<std::string>());
  EXPECT_TRUE(her_->comes_to_show(digits));
  her_->click(u"They match"_s);
  ASSERT_EQ(troth("jonas", kJonass, {u"pair"_s, u"confirm"_s, digits}), 0) << said_;
  EXPECT_TRUE(her_->comes_to_show(u"A first agreement"_s));
  her_->click(u"Later"_s);
  EXPECT_TRUE(her_->comes_to_show(u"There is no agreement yet"_s));
  EXPECT_TRUE(her_->comes_to_show(u"Up to date"_s));
}

TEST_F(ScreenTest, DigitsThatDifferEndThePairing) {
  begin_pairing();
  open();
  her_->click(u"nav-safety"_s);
  her_->click(u"Your partner"_s);
  her_->click(u"They differ"_s);
  EXPECT_TRUE(her_->comes_to_show(u"This pairing is deleted."_s));
  her_->click(u"nav-home"_s);
  EXPECT_TRUE(her_->comes_to_show(u"Nobody is beside you yet"_s));
}

TEST_F(ScreenTest, WhatOneProposesTheOtherReadsAndSignsInTheExactWords) {
  pair();
  open();
  her_->key(Qt::Key_N, Qt::ControlModifier);
  her_->click(u"as-a-file"_s);
  her_->paste(u"file"_s, text(first_proposal()));
  her_->click(u"propose"_s);
  EXPECT_TRUE(her_->comes_to_show(u"Your signature puts exactly these words to Jonas."_s));
  her_->click(u"wording-sign"_s);
  EXPECT_TRUE(her_->comes_to_show(u"A first half year"_s));

  jonas_.reset();
  Screen jonas(folder_ / "jonas");
  jonas.type(u"passphrase"_s, text(kJonass));
  jonas.key(Qt::Key_Return);
  EXPECT_TRUE(jonas.comes_to_show(u"Lately"_s));  // nothing moves after it
  jonas.click(u"A first half year"_s);
  EXPECT_TRUE(jonas.comes_to_show(u"What you would sign"_s));
  EXPECT_TRUE(jonas.comes_to_show(u"The kitchen is clean before we go to bed."_s));
  jonas.click(u"accept"_s);
  her_->click(u"nav-agreement"_s);
  EXPECT_TRUE(her_->comes_to_show(u"The kitchen is clean before we go to bed."_s));
  jonas.click(u"nav-agreement"_s);
  EXPECT_TRUE(jonas.comes_to_show(u"The kitchen is clean before we go to bed."_s));
}

// What stands from "What you would sign" to the button that signs it.
QStringList to_be_signed(const Screen& screen) {
  const QStringList texts = screen.texts();
  const auto from = texts.indexOf(u"What you would sign"_s);
  return texts.mid(from, texts.indexOf(u"Accept and sign"_s) - from);
}

TEST_F(ScreenTest, WhatIsToBeSignedSaysWhichClauseItIsAbout) {
  agree();
  std::string household;
  std::string bed;
  const Json agreed = jonas_->ask("agreement");
  for (const Json& clause : agreed["clauses"]) {
    const std::string id = "id = \"" + clause["id"].get<std::string>() + "\"\n";
    if (clause["kind"] == "area" && clause["name"] == "Household") household = id;
    if (clause["kind"] == "standard" && clause["every"] == "day") bed = id;
  }
  const std::string roles =
      "[[role]]\npartner = \"me\"\nleads = false\n[[role]]\npartner = \"partner\"\nleads = true\n";
  jonas_->ask("propose",
              {{"toml", "title = \"A little clearer\"\nreason = \"So that we know.\"\n" + roles +
                            "[[area]]\n" + household + "reach = \"discuss\"\n[[standard]]\n" + bed +
                            "every = \"week\"\n"}});
  open();
  her_->click(u"A little clearer"_s);
  ASSERT_TRUE(her_->comes_to_show(u"What you would sign"_s));
  const QStringList shown = to_be_signed(*her_);
  for (const auto& words :
       {u"Area · Household"_s, u"Role · Mara"_s, u"Role · Jonas"_s, u"Reach: discuss"_s})
    EXPECT_TRUE(shown.contains(words)) << words.toStdString() << " is not in:\n"
                                       << shown.join(QLatin1Char('\n')).toStdString();
  EXPECT_EQ(shown.filter(u"Standard · "_s).size(), 1);
}

TEST_F(ScreenTest, ABlindCheckInIsSealedUntilBothAreIn) {
  sit_down_agreed();
  jonas_->ask("check_in", {{"ratings", {{"trust", 5}}},
                           {"text", "I would rather ask once too often."},
                           {"openness", "blind"}});
  her_->click(u"nav-check-ins"_s);
  her_->click(u"Both, and trends"_s);
  EXPECT_TRUE(her_->comes_to_show(u"Sealed. Both open when yours is in."_s));
  EXPECT_FALSE(her_->shows(u"once too often"_s));
  her_->click(u"Yours"_s);
  her_->click(u"When both are in"_s);
  her_->type(u"check-in-text"_s, u"Tired, and glad that nobody asked why."_s);
  her_->click(u"Seal it"_s);
  EXPECT_TRUE(her_->comes_to_show(u"I would rather ask once too often."_s));
  const auto is_open = [](const Json& all) {
    return all.dump().find("nobody asked why") != std::string::npos;
  };
  jonas_->ask_until("check_ins", is_open);
}

// What Jonas writes at a review, and what of it is to be done, and when.
constexpr auto kMinutes = R"(text = "We spoke about the mornings."
next_review = 2099-06-04
[[action]]
text = "Buy a lamp"
owner = "partner"
due = 2099-05-20
[[action]]
text = "Ask before the week begins"
owner = "me"
)";

TEST_F(ScreenTest, MinutesAreReadWholeAboveTheButtonThatSignsThem) {
  sit_down_agreed();
  jonas_->ask("open_review", {{"text", ""}});
  jonas_->ask("write_minutes", {{"toml", kMinutes}});
  her_->click(u"nav-reviews"_s);
  ASSERT_TRUE(her_->comes_to_show(u"Sign these minutes"_s));
  for (const auto& words :
       {u"We spoke about the mornings."_s, u"To do, you, by 20 May 2099: Buy a lamp"_s,
        u"To do, Jonas: Ask before the week begins"_s, u"The next review: 4 June 2099"_s})
    EXPECT_TRUE(her_->shows(words)) << words.toStdString();

  // What she begins to write stays; what arrives meanwhile is there to be read, and that is signed.
  her_->click(u"Write other words"_s);
  const auto is_taken = [&] {
    return her_->text_in(u"minutes"_s) == u"We spoke about the mornings."_s;
  };
  ASSERT_TRUE(wait_until(is_taken)) << her_->text_in(u"minutes"_s).toStdString() << "|"
                                    << her_->texts().join(QLatin1Char('\n')).toStdString();
  her_->type(u"Mine: "_s);
  const QString typed = her_->text_in(u"minutes"_s);
  jonas_->ask("write_minutes", {{"toml", "text = \"Other words of Jonas.\"\n"}});
  ASSERT_TRUE(her_->comes_to_show(u"Other words of Jonas."_s));
  EXPECT_EQ(her_->text_in(u"minutes"_s), typed);
  her_->click(u"Sign these minutes"_s);
  const Json over = jonas_->ask_until(
      "reviews", [](const Json& all) { return !all.empty() && all[0]["over"] == true; });
  for (const Json& text : over[0]["minutes"])
    EXPECT_EQ(text["counts"] == true, text["text"] == "Other words of Jonas.") << text.dump();
}

TEST_F(ScreenTest, OtherWordsForMinutesKeepWhatThereIsToDoAndTheNextDate) {
  sit_down_agreed();
  jonas_->ask("open_review", {{"text", ""}});
  const Json first = jonas_->ask("write_minutes", {{"toml", kMinutes}});
  const Json his = jonas_->ask("agenda")["review"]["minutes"][0];
  her_->click(u"nav-reviews"_s);
  her_->click(u"Write other words"_s);
  const auto is_taken = [&] {
    return her_->text_in(u"minutes"_s) == u"We spoke about the mornings."_s;
  };
  ASSERT_TRUE(wait_until(is_taken)) << her_->text_in(u"minutes"_s).toStdString() << "|"
                                    << her_->texts().join(QLatin1Char('\n')).toStdString();
  her_->type(u"And: "_s);
  her_->click(u"Sign this text instead"_s);
  const auto is_hers = [](const Json& now) { return now["review"]["minutes"].size() == 2; };
  const Json both = jonas_->ask_until("agenda", is_hers)["review"]["minutes"];
  const Json& hers = both[0]["id"] == first["id"] ? both[1] : both[0];
  EXPECT_EQ(hers["replaces"], Json::array({first["id"]}));
  EXPECT_NE(hers["text"], his["text"]);
  EXPECT_EQ(hers["actions"], his["actions"]);
  EXPECT_EQ(hers["next_review_ms"], his["next_review_ms"]);
}

TEST_F(ScreenTest, APauseOfThePartnerIsUnmistakableOnWhateverPageItArrives) {
  sit_down_agreed();
  her_->click(u"nav-journal"_s);
  jonas_->ask("pause", {{"reason", "A hard day."}});
  EXPECT_TRUE(her_->comes_to_show(
      u"Jonas has paused everything. Nothing here is expected of either of you."_s));
  EXPECT_TRUE(her_->comes_to_show(u"Paused by Jonas"_s));
  her_->click(u"What this means"_s);
  EXPECT_TRUE(her_->comes_to_show(u"A hard day."_s));
  EXPECT_TRUE(her_->comes_to_show(u"There is nothing you have to do."_s));
  her_->click(u"Offer to lift it"_s);
  const Json offered = jonas_->ask_until("proposals", [](const Json& all) { return !all.empty(); });
  jonas_->ask("accept", {{"id", offered[0]["id"]}});
  EXPECT_TRUE(wait_until([&] { return !her_->shows(u"Paused by Jonas"_s); }));
}

TEST_F(ScreenTest, APartnerCalledMeIsNotTakenForOneself) {
  he_is_called_ = "me";
  sit_down_agreed();
  jonas_->ask("pause");
  EXPECT_TRUE(her_->comes_to_show(u"me (partner) has paused everything"_s));
  EXPECT_TRUE(her_->comes_to_show(u"Paused by me (partner)"_s));
  EXPECT_FALSE(her_->shows(u"You have paused"_s));
  jonas_->ask("propose",
              {{"toml", "title = \"A walk\"\nreason = \"Why not.\"\npreamble = \"We walk.\"\n"}});
  her_->click(u"nav-proposals"_s);
  her_->click(u"A walk"_s);
  for (const auto& words : {u"Accept and sign"_s, u"Counter"_s, u"Decline"_s})
    EXPECT_TRUE(her_->comes_to_show(words));
}

TEST_F(ScreenTest, PausingTakesTwoKeysHoweverQuicklyTheyCome) {
  sit_down_agreed();
  her_->key(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
  her_->key(Qt::Key_Return);  // before it has quite appeared
  EXPECT_TRUE(her_->comes_to_show(u"You have paused everything"_s));
  EXPECT_TRUE(jonas_->hears(u"Mara has paused everything."_s));
}

TEST_F(ScreenTest, TheAgreementIsKeptAsPagesToPrint) {
  sit_down_agreed();
  her_->click(u"nav-safety"_s);
  her_->click(u"Leaving"_s);
  her_->paste(u"pdf-file-path"_s, text((folder_ / "ours.pdf").string()));
  her_->click(u"keep-pdf"_s);
  EXPECT_TRUE(her_->comes_to_show(u"It is there, to read and to print."_s));
  EXPECT_TRUE(std::filesystem::exists(folder_ / "ours.pdf"));
  her_->click(u"keep-pdf"_s);
  EXPECT_TRUE(her_->comes_to_show(u"is there already and is never overwritten"_s));
}

TEST_F(ScreenTest, WhatCameAndWhatWasTypedGoWithTheLock) {
  agree();
  sit_down();
  const QStringList locked = her_->texts();
  her_->type(u"passphrase"_s, text(kMaras));
  her_->key(Qt::Key_Return);
  EXPECT_TRUE(her_->comes_to_show(u", Mara"_s));
  her_->key(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
  her_->type(u"A reason, if you like. None is owed."_s, u"for nobody yet"_s);
  her_->key(Qt::Key_Escape);
  her_->key(Qt::Key_K, Qt::ControlModifier);
  her_->type(u"palette-field"_s, u"kitchen"_s);
  EXPECT_TRUE(her_->comes_to_show(u"The kitchen is clean"_s));
  jonas_->ask("check_in", {{"talk", true}, {"text", "A hard day."}});
  EXPECT_TRUE(her_->comes_to_show(u"Jonas has checked in"_s));
  her_->desk().lock();
  ASSERT_TRUE(her_->comes_to_show(u"Its keys are wiped"_s));
  EXPECT_EQ(her_->texts(), locked);

  her_->type(u"passphrase"_s, text(kMaras));
  her_->key(Qt::Key_Return);
  EXPECT_TRUE(her_->comes_to_show(u", Mara"_s));
  her_->key(Qt::Key_K, Qt::ControlModifier);
  EXPECT_TRUE(her_->is_focused(u"palette-field"_s));
  EXPECT_EQ(her_->text_in(u"palette-field"_s), QString());
  EXPECT_FALSE(her_->shows(u"The kitchen is clean"_s));
  her_->key(Qt::Key_Escape);
  her_->key(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
  EXPECT_EQ(her_->text_in(u"A reason, if you like. None is owed."_s), QString());
}

TEST_F(ScreenTest, WhatWasNotSentIsSaidAfterARestartAndGoesOnceTheRelayIsThere) {
  agree();
  relay_.reset();
  open();
  her_->key(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
  her_->key(Qt::Key_Return);
  EXPECT_TRUE(her_->comes_to_show(u"Offline · 1 not sent"_s));
  her_.reset();
  open();
  EXPECT_TRUE(her_->comes_to_show(u"You have paused everything"_s));
  EXPECT_TRUE(her_->comes_to_show(u"Offline · 1 not sent"_s));
  EXPECT_TRUE(her_->comes_to_show(u"1 not sent yet."_s));
  start_relay();
  EXPECT_TRUE(her_->comes_to_show(u"Up to date"_s));
  EXPECT_TRUE(jonas_->hears(u"Mara has paused everything."_s));
}

TEST_F(ScreenTest, AForgottenPassphraseIsSetAnewByTheWordsOnPaper) {
  const Json made = mara_->ask("make", {{"name", "Mara"}, {"passphrase", kMaras}, {"cost", "low"}});
  QString paper;
  for (const Json& word : made["recovery_words"])
    paper += text(std::to_string(paper.count(u'\n') + 1) + ". " + word.get<std::string>() + "\n");
  sit_down();
  her_->click(u"Set a new passphrase by the recovery words"_s);
  her_->paste(u"recovery-words"_s, u"1. lantern\n2. orchard"_s);
  her_->type(u"new-passphrase"_s, text(kJonass));
  her_->type(u"new-passphrase-again"_s, text(kJonass));
  her_->click(u"Set it"_s);
  EXPECT_TRUE(wait_until([&] { return her_->text_in(u"new-passphrase"_s).isEmpty(); }));
  her_->type(u"recovery-words"_s, QString());
  her_->key(Qt::Key_A, Qt::ControlModifier);
  her_->paste(u"recovery-words"_s, paper);
  her_->type(u"new-passphrase"_s, text(kJonass));
  her_->type(u"new-passphrase-again"_s, text(kJonass));
  her_->click(u"Set it"_s);
  EXPECT_TRUE(her_->comes_to_show(u"The passphrase is another one."_s));
  her_->type(u"passphrase"_s, text(kMaras));
  her_->key(Qt::Key_Return);
  EXPECT_TRUE(wait_until([&] { return her_->text_in(u"passphrase"_s).isEmpty(); }));
  her_->type(u"passphrase"_s, text(kJonass));
  her_->key(Qt::Key_Return);
  EXPECT_TRUE(her_->comes_to_show(u", Mara"_s));
}

TEST_F(ScreenTest, WithoutRemindersNothingIsSaidToBeDue) {
  sit_down_agreed();
  EXPECT_TRUE(her_->comes_to_show(u"A few minutes, for yourself first."_s));
  her_->click(u"nav-safety"_s);
  her_->click(u"reminders"_s);
  her_->click(u"nav-home"_s);
  EXPECT_TRUE(wait_until([&] {
    return her_->shows(u", Mara"_s) && !her_->shows(u"A few minutes, for yourself first."_s);
  }));
  EXPECT_FALSE(her_->shows(u"Next review"_s));
}

TEST_F(ScreenTest, LockedItShowsNothingAndOpensByThePassphraseAlone) {
  sit_down_agreed();
  her_->key(Qt::Key_L, Qt::ControlModifier);
  EXPECT_TRUE(her_->comes_to_show(u"Troth is locked"_s));
  EXPECT_FALSE(her_->shows(u"Mara"_s));
  EXPECT_FALSE(her_->shows(u"Jonas"_s));
  jonas_->ask("pause");
  her_->type(u"passphrase"_s, u"four small owls"_s);
  her_->key(Qt::Key_Return);
  EXPECT_TRUE(her_->comes_to_show(u"passphrase"_s));
  her_->type(u"passphrase"_s, text(kMaras));
  her_->key(Qt::Key_Return);
  EXPECT_TRUE(her_->comes_to_show(u", Mara"_s));
  EXPECT_TRUE(her_->comes_to_show(u"Jonas has paused everything"_s));
}

}  // namespace
}  // namespace troth::desktop
