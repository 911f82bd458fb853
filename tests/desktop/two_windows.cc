#include "tests/desktop/two_windows.h"

#include <QProcess>
#include <fstream>
#include <iterator>

namespace troth::desktop {
namespace {

std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Other words for a standard.
std::string reworded(const std::string& title, const std::string& id, const std::string& words) {
  return "title = \"" + title + "\"\nreason = \"Because.\"\n[[standard]]\nid = \"" + id +
         "\"\ntext = \"" + words + "\"\n";
}

}  // namespace

std::string first_proposal() {
  std::string toml = text_of(std::filesystem::path(TROTH_STORY) / "first-proposal.toml");
  const auto renew_by = toml.find("renew_by");
  return toml.erase(renew_by, toml.find('\n', renew_by) - renew_by);
}

DeskTest::DeskTest() {
  std::string name = (std::filesystem::temp_directory_path() / "troth-desk-XXXXXX").string();
  folder_ = ::mkdtemp(name.data());
  port_ = relay::free_port();
  const auto made = relay::run_program({"init", "--data", (folder_ / "relay").string(), "--host",
                                        "127.0.0.1", "--port", std::to_string(port_)});
  address_ = made.output.substr(0, made.output.find('\n'));
  start_relay();
  open_windows();
}

DeskTest::~DeskTest() {
  mara_.reset();
  jonas_.reset();
  relay_.reset();
  std::filesystem::remove_all(folder_);
}

void DeskTest::open_windows() {
  mara_ = std::make_unique<Window>(folder_ / "mara");
  jonas_ = std::make_unique<Window>(folder_ / "jonas");
}

void DeskTest::make_profiles() {
  mara_->ask(
      "make",
      {{"name", she_is_called_}, {"passphrase", kMaras}, {"relay", address_}, {"cost", "low"}});
  jonas_->ask("make", {{"name", he_is_called_}, {"passphrase", kJonass}, {"cost", "low"}});
}

std::string DeskTest::begin_pairing() {
  make_profiles();
  const Json invite = mara_->ask("invite");
  jonas_->ask("join", {{"invite", invite["invite"]}});
  const auto compares = [](const Json& pairing) { return pairing["stage"] == "compare"; };
  const Json hers = mara_->ask_until("pairing", compares);
  const Json his = jonas_->ask_until("pairing", compares);
  EXPECT_EQ(hers["digits"], his["digits"]);
  return hers["digits"].get<std::string>();
}

void DeskTest::pair() {
  const std::string digits = begin_pairing();
  mara_->ask("confirm", {{"digits", digits}});
  jonas_->ask("confirm", {{"digits", digits}});
  const auto paired = [](const Json& pairing) { return pairing["stage"] == "paired"; };
  mara_->ask_until("pairing", paired);
  jonas_->ask_until("pairing", paired);
}

void DeskTest::agree() {
  pair();
  mara_->ask("propose", {{"toml", first_proposal()}});
  jonas_->ask("accept", {{"id", waiting(*jonas_)}});
  mara_->ask_until("agreement", [](const Json& now) { return now["status"] == "in_force"; });
}

std::string DeskTest::waiting(Window& window) {
  const auto theirs = [](const Json& all) {
    return std::ranges::find_if(all, [](const Json& one) { return one["waits_for_me"] == true; });
  };
  const Json all =
      window.ask_until("proposals", [&](const Json& now) { return theirs(now) != now.end(); });
  return (*theirs(all))["id"].get<std::string>();
}

DeskTest::Crossed DeskTest::cross() {
  agree();
  const Json agreement = mara_->ask("agreement");
  std::string bed;
  for (const Json& clause : agreement["clauses"])
    if (clause["kind"] == "standard") bed = clause["id"].get<std::string>();
  mara_->ask("propose", {{"toml", reworded("As Mara says", bed, "In bed by midnight.")}});
  jonas_->ask("propose", {{"toml", reworded("As Jonas says", bed, "In bed by ten.")}});
  const Crossed crossed{waiting(*jonas_), waiting(*mara_)};
  relay_.reset();
  mara_->ask("accept", {{"id", crossed.by_jonas}});
  jonas_->ask("accept", {{"id", crossed.by_mara}});
  start_relay();
  const auto on_hold = [](const Json& status) { return !status["on_hold"].empty(); };
  mara_->ask_until("status", on_hold);
  jonas_->ask_until("status", on_hold);
  return crossed;
}

int DeskTest::troth(const std::string& person, const char* passphrase, const QStringList& words) {
  const auto file = folder_ / (person + ".passphrase");
  std::ofstream(file) << passphrase << '\n';
  QProcess process;
  QStringList arguments{QStringLiteral("--profile"),
                        QString::fromStdString((folder_ / person).string()),
                        QStringLiteral("--passphrase-file"), QString::fromStdString(file.string()),
                        QStringLiteral("--json")};
  process.start(QStringLiteral(TROTH_PROGRAM), arguments + words);
  EXPECT_TRUE(wait_until([&] { return process.state() == QProcess::NotRunning; }));
  said_ = process.readAll().toStdString() + process.readAllStandardError().toStdString();
  return process.exitCode();
}

}  // namespace troth::desktop
