#include "client/desktop/models/desk.h"

#include <gtest/gtest.h>

#include <QProcess>
#include <fstream>
#include <iterator>

#include "tests/desktop/window.h"

namespace troth::desktop {
namespace {

constexpr auto kMaras = "three small owls at the window";
constexpr auto kJonass = "a bicycle in the rain, uphill";

std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The story's, without its date to renew by: it is in force whenever this runs.
std::string first_proposal() {
  std::string toml = text_of(std::filesystem::path(TROTH_STORY) / "first-proposal.toml");
  const auto renew_by = toml.find("renew_by");
  return toml.erase(renew_by, toml.find('\n', renew_by) - renew_by);
}

// A folder, a running relay, and Mara's and Jonas's windows; no profiles yet.
class DeskTest : public testing::Test {
 protected:
  DeskTest() {
    std::string name = (std::filesystem::temp_directory_path() / "troth-desk-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    port_ = relay::free_port();
    const auto made = relay::run_program({"init", "--data", (folder_ / "relay").string(), "--host",
                                          "127.0.0.1", "--port", std::to_string(port_)});
    address_ = made.output.substr(0, made.output.find('\n'));
    start_relay();
    open_windows();
  }
  ~DeskTest() override {
    mara_.reset();
    jonas_.reset();
    relay_.reset();
    std::filesystem::remove_all(folder_);
  }

  void start_relay() { relay_.emplace(folder_ / "relay", port_); }
  void open_windows() {
    mara_ = std::make_unique<Window>(folder_ / "mara");
    jonas_ = std::make_unique<Window>(folder_ / "jonas");
  }

  void make_profiles() {
    mara_->ask("make",
               {{"name", "Mara"}, {"passphrase", kMaras}, {"relay", address_}, {"cost", "low"}});
    jonas_->ask("make", {{"name", "Jonas"}, {"passphrase", kJonass}, {"cost", "low"}});
  }

  // Both windows show the digits.
  std::string begin_pairing() {
    make_profiles();
    const Json invite = mara_->ask("invite");
    jonas_->ask("join", {{"invite", invite["invite"]}});
    const auto compares = [](const Json& pairing) { return pairing["stage"] == "compare"; };
    const Json hers = mara_->ask_until("pairing", compares);
    const Json his = jonas_->ask_until("pairing", compares);
    EXPECT_EQ(hers["digits"], his["digits"]);
    return hers["digits"].get<std::string>();
  }

  void pair() {
    const std::string digits = begin_pairing();
    mara_->ask("confirm", {{"digits", digits}});
    jonas_->ask("confirm", {{"digits", digits}});
    const auto paired = [](const Json& pairing) { return pairing["stage"] == "paired"; };
    mara_->ask_until("pairing", paired);
    jonas_->ask_until("pairing", paired);
  }

  void agree() {
    pair();
    const Json proposed = mara_->ask("propose", {{"toml", first_proposal()}});
    jonas_->ask_until("proposals", [](const Json& all) { return !all.empty(); });
    jonas_->ask("accept", {{"id", proposed["id"]}});
    mara_->ask_until("agreement", [](const Json& now) { return now["status"] == "in_force"; });
  }

  // The real command line in a profile that a window has open; its exit status.
  int troth(const std::string& person, const char* passphrase, const QStringList& words) {
    const auto file = folder_ / (person + ".passphrase");
    std::ofstream(file) << passphrase << '\n';
    QProcess process;
    QStringList arguments{QStringLiteral("--profile"),
                          QString::fromStdString((folder_ / person).string()),
                          QStringLiteral("--passphrase-file"),
                          QString::fromStdString(file.string()), QStringLiteral("--json")};
    process.start(QStringLiteral(TROTH_PROGRAM), arguments + words);
    EXPECT_TRUE(wait_until([&] { return process.state() == QProcess::NotRunning; }));
    said_ = process.readAll().toStdString() + process.readAllStandardError().toStdString();
    return process.exitCode();
  }

  std::filesystem::path folder_;
  std::uint16_t port_ = 0;
  std::string address_;
  std::optional<relay::RunningRelay> relay_;
  std::unique_ptr<Window> mara_;
  std::unique_ptr<Window> jonas_;
  std::string said_;
};

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
