#include "client/cli/called.h"
#include "client/cli/command.h"
#include "client/cli/show_decisions.h"

namespace troth::cli {
namespace {

constexpr std::size_t kShown = 100;

void add_text(CLI::App& app, std::string& text, const std::string& what) {
  app.add_option("--text", text, what)->type_name("TEXT")->required();
}

class Ask final : public Command {
 public:
  std::string_view name() const override { return "ask"; }
  std::string_view about() const override { return "Put a question to whoever decides in an area"; }

  void declare(CLI::App& app) override {
    app.add_option("--area", area_, "The area, by its name")->type_name("NAME")->required();
    add_text(app, text_, "The question");
    app.add_option("--due", due_, "The day by which it should be decided; none by default")
        ->type_name("DAY");
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(auto profile, context.open());
    TROTH_ASSIGN(const auto entry, profile.decisions().ask(area_, text_, due_));
    return context.show_signed(profile, {{"id", entry.hex()}}, "Asked: " + short_id(entry) + ".");
  }

 private:
  std::string area_;
  std::string text_;
  std::optional<std::string> due_;
};

class Decisions final : public Command {
 public:
  std::string_view name() const override { return "decisions"; }
  std::string_view about() const override { return "The questions that wait for an answer"; }

  void declare(CLI::App& app) override {
    app.add_flag("--all", all_, "Those that are answered as well");
    app.add_option("--before", before_, "With --all: those asked before this day")
        ->type_name("DAY");
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(const auto profile, context.open());
    const auto decisions = profile.decisions();
    TROTH_ASSIGN(const auto found,
                 all_ || before_ ? decisions.newest(kShown, before_) : decisions.open(kShown));
    TROTH_ASSIGN(const auto words, context.words(profile));
    context.output().show(json_list(found), decisions_text(found, words.look(), context.clock()()));
    return {};
  }

 private:
  bool all_ = false;
  std::optional<std::string> before_;
};

class DecisionShow final : public Command {
 public:
  std::string_view name() const override { return "decision show"; }
  std::string_view about() const override { return "One decision, every word of it"; }

  void declare(CLI::App& app) override { app.add_option("ID", id_, "The question")->required(); }

  Status run(Context& context) override {
    TROTH_ASSIGN(const auto profile, context.open());
    TROTH_ASSIGN(const auto decision, profile.decisions().show(id_));
    TROTH_ASSIGN(const auto words, context.words(profile));
    context.output().show(json_of(decision),
                          decision_text(decision, words.look(), context.clock()()));
    return {};
  }

 private:
  std::string id_;
};

class DecisionView final : public Command {
 public:
  std::string_view name() const override { return "decision view"; }
  std::string_view about() const override { return "Give your view on your partner's decision"; }

  void declare(CLI::App& app) override {
    app.add_option("ID", id_, "The question")->required();
    add_text(app, text_, "Your view");
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(auto profile, context.open());
    TROTH_ASSIGN(const auto entry, profile.decisions().give_view(id_, text_));
    return context.show_signed(profile, {{"id", entry.hex()}}, "Your view is given.");
  }

 private:
  std::string id_;
  std::string text_;
};

class DecisionAnswer final : public Command {
 public:
  std::string_view name() const override { return "decision answer"; }
  std::string_view about() const override {
    return "Answer a question; it is marked where that is outside the agreement";
  }

  void declare(CLI::App& app) override {
    app.add_option("ID", id_, "The question")->required();
    add_text(app, text_, "The answer");
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(auto profile, context.open());
    TROTH_ASSIGN(const auto answered, profile.decisions().answer(id_, text_));
    const std::string mark = mark_sentence(answered.mark);
    return context.show_signed(
        profile, {{"id", answered.entry.hex()}, {"judged", json_of(answered.mark)}},
        mark.empty() ? "Answered." : "Answered. It is kept, and marked: " + mark);
  }

 private:
  std::string id_;
  std::string text_;
};

class DecisionReopen final : public Command {
 public:
  std::string_view name() const override { return "decision reopen"; }
  std::string_view about() const override { return "Open an answered question again"; }

  void declare(CLI::App& app) override {
    app.add_option("ID", id_, "The question")->required();
    add_reason(app, reason_);
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(auto profile, context.open());
    TROTH_ASSIGN(const auto entry, profile.decisions().reopen(id_, reason_));
    return context.show_signed(profile, {{"id", entry.hex()}}, "It is open again.");
  }

 private:
  std::string id_;
  std::string reason_;
};

}  // namespace

std::unique_ptr<Command> make_ask() { return std::make_unique<Ask>(); }
std::unique_ptr<Command> make_decisions() { return std::make_unique<Decisions>(); }
std::unique_ptr<Command> make_decision_show() { return std::make_unique<DecisionShow>(); }
std::unique_ptr<Command> make_decision_view() { return std::make_unique<DecisionView>(); }
std::unique_ptr<Command> make_decision_answer() { return std::make_unique<DecisionAnswer>(); }
std::unique_ptr<Command> make_decision_reopen() { return std::make_unique<DecisionReopen>(); }

}  // namespace troth::cli
