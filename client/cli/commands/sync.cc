#include <chrono>

#include "client/cli/command.h"

namespace troth::cli {
namespace {

using namespace std::chrono_literals;

constexpr auto kSyncWithin = 10min;

Json json_of(const vault::SyncReport& report) {
  Json troubles = Json::array();
  for (const auto& trouble : report.troubles)
    troubles.push_back({{"code", name_of(trouble.code)}, {"message", trouble.message}});
  Json json = {{"sent", report.sent},
               {"received", report.received},
               {"complete", report.complete},
               {"troubles", troubles}};
  if (report.left) json["leaving"] = cli::json_of(*report.left);
  return json;
}

std::string text_of(const vault::SyncReport& report, const std::string& arrived) {
  std::string text = arrived.empty() ? "" : arrived + "\n";
  text += report.sent == 0 ? "Nothing was waiting to be sent."
                           : "Sent " + counted(report.sent, "message", "messages") + ".";
  if (arrived.empty()) text += " Nothing new came from your partner.";
  for (const auto& trouble : report.troubles) text += "\n" + trouble.message;
  if (report.left) text += "\n" + left_text(*report.left);
  return text;
}

class Sync final : public Command {
 public:
  std::string_view name() const override { return "sync"; }
  std::string_view about() const override { return "Send what waits, and fetch what is there"; }
  bool needs_the_relay() const override { return true; }

  void declare(CLI::App& app) override {
    app.add_flag("--watch", watch_,
                 "Stay, and show every change, until Ctrl-C; other commands may be run meanwhile");
  }

  Status run(Context& context) override {
    if (!watch_) return once(context);
    TROTH_ASSIGN(auto profile, context.open());
    return watch(context, profile);
  }

 private:
  // The partner's pauses are shown as they are after the fetch, whether it succeeded or not.
  static Status once(Context& context) {
    TROTH_ASSIGN(auto profile, context.open_quietly());
    TROTH_ASSIGN(auto arrivals, profile.arrivals());
    const auto sync = [&] {
      const Progress progress(context.terminal(), "Talking to the relay ...");
      return profile.sync(kSyncWithin);
    };
    const Result<vault::SyncReport> report = sync();
    if (!profile.is_open()) return std::unexpected(report.error());
    TROTH_TRY(context.show_pauses(profile));
    TROTH_ASSIGN(const auto news, context.news(arrivals, profile));
    if (!report && !news.text.empty()) context.output().note(news.text);
    if (!report) return std::unexpected(report.error());
    Json json = json_of(*report);
    json["arrived"] = news.json;
    context.output().show(json, text_of(*report, news.text));
    return {};
  }

  static Status watch(Context& context, host::Profile& profile) {
    TROTH_ASSIGN(auto arrivals, profile.arrivals());
    context.output().note("Watching. Other commands may be run meanwhile, and Ctrl-C is harmless.");
    const Status ended = profile.watch([&] { show_change(context, profile, arrivals); });
    // It waits for ever: whoever ends it has not broken anything off.
    if (!ended && ended.error().code == Code::interrupted) return {};
    return ended;
  }

  static void show_change(Context& context, const host::Profile& profile,
                          vault::Arrivals& arrivals) {
    const auto status = profile.queries().status();
    const auto words = context.words(profile);
    const auto news = context.news(arrivals, profile);
    if (!status || !words || !news) return;  // the pump meets the same fault, and ends with it
    Json json = cli::json_of(*status, words->names);
    json["arrived"] = news->json;
    context.output().show(
        json, (news->text.empty() ? "" : news->text + "\n") + status_text(*status, words->look()));
  }

  bool watch_ = false;
};

}  // namespace

std::unique_ptr<Command> make_sync() { return std::make_unique<Sync>(); }

}  // namespace troth::cli
