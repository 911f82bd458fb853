#include "client/cli/called.h"
#include "client/cli/command.h"
#include "client/cli/show_reviews.h"

namespace troth::cli {
namespace {

class ListReviews final : public Command {
 public:
  std::string_view name() const override { return "reviews"; }
  std::string_view about() const override { return "The reviews so far, newest first"; }

  Status run(Context& context) override {
    TROTH_ASSIGN(const auto profile, context.open());
    TROTH_ASSIGN(const auto reviews, profile.reviews().history(kShown));
    TROTH_ASSIGN(const auto words, context.words(profile));
    context.output().show(json_list(reviews, words.names), reviews_text(reviews, words.look()));
    return {};
  }

 private:
  static constexpr std::size_t kShown = 100;
};

class ListActions final : public Command {
 public:
  std::string_view name() const override { return "actions"; }
  std::string_view about() const override { return "What your reviews left to do"; }

  void declare(CLI::App& app) override {
    app.add_flag("--all", all_, "Those that are done as well");
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(const auto profile, context.open());
    const auto which = all_ ? vault::Which::all : vault::Which::open;
    TROTH_ASSIGN(const auto actions, profile.reviews().actions(which));
    TROTH_ASSIGN(const auto words, context.words(profile));
    context.output().show(json_list(actions, words.names), actions_text(actions, words.look()));
    return {};
  }

 private:
  bool all_ = false;
};

class ActionDone final : public Command {
 public:
  std::string_view name() const override { return "action done"; }
  std::string_view about() const override { return "Mark an action as done, whoever took it on"; }

  void declare(CLI::App& app) override {
    app.add_option("ID", id_, "The action, as `troth actions` shows it")->required();
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(auto profile, context.open());
    TROTH_ASSIGN(const auto entry, profile.reviewing().mark_done(id_));
    return context.show_signed(profile, {{"id", entry.hex()}}, "Done.");
  }

 private:
  std::string id_;
};

class ListLessons final : public Command {
 public:
  std::string_view name() const override { return "lessons"; }
  std::string_view about() const override { return "What your reviews say that you learnt"; }

  Status run(Context& context) override {
    TROTH_ASSIGN(const auto profile, context.open());
    TROTH_ASSIGN(const auto lessons, profile.reviews().lessons());
    TROTH_ASSIGN(const auto words, context.words(profile));
    context.output().show(json_of(lessons), lessons_text(lessons, words.look()));
    return {};
  }
};

}  // namespace

std::unique_ptr<Command> make_reviews() { return std::make_unique<ListReviews>(); }
std::unique_ptr<Command> make_actions() { return std::make_unique<ListActions>(); }
std::unique_ptr<Command> make_action_done() { return std::make_unique<ActionDone>(); }
std::unique_ptr<Command> make_lessons() { return std::make_unique<ListLessons>(); }

}  // namespace troth::cli
