#include "client/cli/called.h"
#include "client/cli/command.h"
#include "client/cli/show_comments.h"

namespace troth::cli {
namespace {

constexpr const char* kWhat =
    "A proposal, clause, check-in, decision, observance, talk, minutes or item of a review";

class Comment final : public Command {
 public:
  std::string_view name() const override { return "comment"; }
  std::string_view about() const override { return "Say something about one thing"; }

  void declare(CLI::App& app) override {
    app.add_option("ID", id_, kWhat)->required();
    app.add_option("--text", text_, "What there is to say")->type_name("TEXT")->required();
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(auto profile, context.open());
    TROTH_ASSIGN(const auto entry, profile.comments().write(id_, text_));
    return context.show_signed(profile, {{"id", entry.hex()}}, "Said.");
  }

 private:
  std::string id_;
  std::string text_;
};

class Comments final : public Command {
 public:
  std::string_view name() const override { return "comments"; }
  std::string_view about() const override { return "What was said about one thing, in order"; }

  void declare(CLI::App& app) override { app.add_option("ID", id_, kWhat)->required(); }

  Status run(Context& context) override {
    TROTH_ASSIGN(const auto profile, context.open());
    TROTH_ASSIGN(const auto thread, profile.comments().thread(id_));
    TROTH_ASSIGN(const auto words, context.words(profile));
    context.output().show(json_of(thread), thread_text(thread, words.look()));
    return {};
  }

 private:
  std::string id_;
};

}  // namespace

std::unique_ptr<Command> make_comment() { return std::make_unique<Comment>(); }
std::unique_ptr<Command> make_comments() { return std::make_unique<Comments>(); }

}  // namespace troth::cli
