#include "client/cli/command.h"
#include "client/cli/show_moments.h"

namespace troth::cli {
namespace {

class TalkAsk final : public Command {
 public:
  std::string_view name() const override { return "talk ask"; }
  std::string_view about() const override { return "Ask to talk; it needs nobody's leave"; }

  void declare(CLI::App& app) override {
    app.add_flag("--as-equals", talk_.as_equals, "Out of role, as equals");
    app.add_option("--text", talk_.text, "What about")->type_name("TEXT");
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(auto profile, context.open());
    TROTH_ASSIGN(const auto entry, profile.talks().ask(talk_));
    return context.show_signed(profile, {{"id", entry.hex()}},
                               "Asked. Your partner sees it first thing, until one of you notes "
                               "that you have talked.");
  }

 private:
  practice::Talk talk_;
};

class TalkHad final : public Command {
 public:
  std::string_view name() const override { return "talk had"; }
  std::string_view about() const override { return "Note that you have talked"; }

  void declare(CLI::App& app) override {
    app.add_option("ID", id_, "The talk; without it the only one that is asked for");
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(auto profile, context.open());
    TROTH_ASSIGN(const auto entry, profile.talks().had(id_));
    return context.show_signed(profile, {{"id", entry.hex()}}, "Noted.");
  }

 private:
  std::string id_;
};

class TalksShown final : public Command {
 public:
  std::string_view name() const override { return "talks"; }
  std::string_view about() const override { return "The talks that are asked for"; }

  void declare(CLI::App& app) override {
    app.add_flag("--all", all_, "Those that were had as well");
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(const auto profile, context.open());
    TROTH_ASSIGN(const auto talks,
                 profile.talks().list(all_ ? vault::Which::all : vault::Which::open));
    TROTH_ASSIGN(const auto words, context.words(profile));
    context.output().show(json_of(talks), talks.empty() ? "No talk is asked for.\n"
                                                        : talks_text(talks, words.look()));
    return {};
  }

 private:
  bool all_ = false;
};

}  // namespace

std::unique_ptr<Command> make_talk_ask() { return std::make_unique<TalkAsk>(); }
std::unique_ptr<Command> make_talk_had() { return std::make_unique<TalkHad>(); }
std::unique_ptr<Command> make_talks() { return std::make_unique<TalksShown>(); }

}  // namespace troth::cli
