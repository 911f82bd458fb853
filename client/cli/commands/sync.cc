#include <chrono>

#include "client/cli/commands/all.h"

namespace troth::cli {
namespace {

using namespace std::chrono_literals;

constexpr auto kSyncWithin = 10min;

Json json_of(const vault::SyncReport& report) {
  Json troubles = Json::array();
  for (const auto& trouble : report.troubles)
    troubles.push_back({{"code", name_of(trouble.code)}, {"message", trouble.message}});
  return {{"sent", report.sent},
          {"received", report.received},
          {"complete", report.complete},
          {"troubles", troubles}};
}

std::string text_of(const vault::SyncReport& report) {
  std::string text = "Sent " + counted(report.sent, "message", "messages") + ", received " +
                     counted(report.received, "new entry", "new entries") + ".";
  for (const auto& trouble : report.troubles) text += "\n" + trouble.message;
  return text;
}

class Sync final : public Command {
 public:
  std::string_view name() const override { return "sync"; }
  std::string_view about() const override { return "Send what waits, and fetch what is there"; }
  bool needs_the_relay() const override { return true; }

  void declare(CLI::App& app) override {
    app.add_flag("--watch", watch_, "Stay, and show every change, until Ctrl-C");
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(auto profile, context.open());
    return watch_ ? watch(context, profile) : once(context, profile);
  }

 private:
  static Status once(Context& context, host::Profile& profile) {
    const auto sync = [&] {
      const Progress progress(context.terminal(), "Talking to the relay ...");
      return profile.sync(kSyncWithin);
    };
    TROTH_ASSIGN(const vault::SyncReport report, sync());
    context.output().show(json_of(report), text_of(report));
    return {};
  }

  static Status watch(Context& context, host::Profile& profile) {
    context.output().note("Watching. Ctrl-C is harmless.");
    return profile.watch([&] {
      const auto status = profile.queries().status();
      const auto words = context.words(profile);
      if (!status || !words) return;  // the pump meets the same fault, and ends with it
      context.output().show(cli::json_of(*status, words->names),
                            status_text(*status, words->look()));
    });
  }

  bool watch_ = false;
};

}  // namespace

std::unique_ptr<Command> make_sync() { return std::make_unique<Sync>(); }

}  // namespace troth::cli
