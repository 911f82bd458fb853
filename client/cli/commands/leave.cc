#include <chrono>

#include "client/cli/command.h"
#include "client/cli/take_out.h"

namespace troth::cli {
namespace {

using namespace std::chrono_literals;

constexpr auto kSendWithin = 2s;
constexpr std::string_view kWord = "leave";
constexpr std::string_view kWhat =
    "This ends the agreement, at once and by you alone, and tells your partner's relay. Then your\n"
    "mailbox at the relay is deleted, and this profile forgets the pair: what you both agreed and\n"
    "wrote is deleted here. Your partner's copy stays theirs. You need to explain nothing.";
constexpr std::string_view kTakeOut =
    "\nTo keep a copy for yourself, take one out first: troth leave --export DIR";

class Leave final : public Command {
 public:
  std::string_view name() const override { return "leave"; }
  std::string_view about() const override {
    return "End the agreement and leave the pair, alone; goes on by itself when offline";
  }

  void declare(CLI::App& app) override {
    add_reason(app, reason_);
    app.add_option("--export", export_, "First take everything out into this new folder")
        ->type_name("DIR");
    app.add_flag("--now", now_, "Do not wait until your partner's relay has the ending");
    app.add_flag("--yes", yes_, "Do not ask");
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(auto profile, context.open());
    TROTH_ASSIGN(const auto before, profile.queries().status());
    if (!before.people.partner) return refuse(Code::leave_nothing);
    if (!before.leaving && !yes_) {
      TROTH_ASSIGN(const bool wanted, ask(context, profile));
      if (!wanted) {
        context.output().show({{"left", false}}, "Nothing has changed.");
        return {};
      }
    }
    TROTH_ASSIGN(const auto taken, take_out(context, profile));
    using Goes = vault::Commands::Goes;
    TROTH_TRY(profile.commands().leave(reason_, now_ ? Goes::now : Goes::once_told));
    const auto report = [&] {
      const Progress progress(context.terminal(), "Telling the relay ...");
      return profile.sync(kSendWithin);
    }();
    if (!profile.is_open()) return std::unexpected(report.error());
    if (before.signing)
      context.output().note(
          "This profile may be an old copy, and your partner's device unable to read what it "
          "sends: "
          "tell them yourself, too.");
    if (report && report->left) {
      show(context, json_of(*report->left), left_text(*report->left), taken);
      return {};
    }
    return show_waiting(context, profile, taken);
  }

 private:
  // What was taken out first, where that was asked for; it fails before anything is signed.
  Result<std::optional<vault::ExportView>> take_out(Context& context,
                                                    const host::Profile& profile) const {
    if (export_.empty()) return std::optional<vault::ExportView>();
    TROTH_ASSIGN(auto written, write_export(context, profile, export_, vault::JournalPages::with));
    return std::optional(std::move(written));
  }

  void show(Context& context, Json json, std::string text,
            const std::optional<vault::ExportView>& taken) const {
    if (taken) {
      json["export"] = json_of(*taken, export_);
      text += "\n" + text_of(*taken, export_);
    }
    context.output().show(json, text);
  }

  Result<bool> ask(Context& context, host::Profile& profile) const {
    if (!context.terminal().is_interactive())
      return refuse(
          Code::usage_wrong,
          "There is no terminal to ask on, and leaving deletes what this profile holds of "
          "the pair; confirm it with --yes");
    context.terminal().say(std::string(kWhat) +
                           (export_.empty() ? std::string(kTakeOut) : std::string()));
    TROTH_ASSIGN(const auto typed, Context::ask_while_free(profile, [&] {
                   return context.terminal().ask("Type leave to go:");
                 }));
    return typed == kWord;
  }

  Status show_waiting(Context& context, const host::Profile& profile,
                      const std::optional<vault::ExportView>& taken) const {
    TROTH_ASSIGN(const auto status, profile.queries().status());
    TROTH_ASSIGN(const auto words, context.words(profile));
    Json json = {{"left", false}};
    if (status.leaving) json["leaving"] = json_of(*status.leaving);
    show(context, std::move(json), status_text(status, words.look()), taken);
    return {};
  }

  std::string reason_;
  std::string export_;
  bool now_ = false;
  bool yes_ = false;
};

}  // namespace

std::unique_ptr<Command> make_leave() { return std::make_unique<Leave>(); }

}  // namespace troth::cli
