#include "client/cli/called.h"
#include "client/cli/command.h"
#include "client/cli/edit_minutes.h"
#include "client/cli/read_file.h"
#include "client/cli/show_reviews.h"

namespace troth::cli {
namespace {

class ReviewOpen final : public Command {
 public:
  std::string_view name() const override { return "review open"; }
  std::string_view about() const override { return "Open a review: its agenda and its minutes"; }

  void declare(CLI::App& app) override {
    app.add_option("--text", text_, "What it is for, if you like")->type_name("TEXT");
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(auto profile, context.open());
    TROTH_ASSIGN(const auto entry, profile.reviewing().open(text_));
    return context.show_signed(profile, {{"id", entry.hex()}},
                               "The review is open. Its agenda: troth review show");
  }

 private:
  std::string text_;
};

class ReviewShow final : public Command {
 public:
  std::string_view name() const override { return "review show"; }
  std::string_view about() const override {
    return "The agenda and the minutes of the open review, or the agenda of the next";
  }

  void declare(CLI::App& app) override { app.add_option("ID", id_, "Another review"); }

  Status run(Context& context) override {
    TROTH_ASSIGN(const auto profile, context.open());
    const auto reviews = profile.reviews();
    TROTH_ASSIGN(const auto agenda, id_.empty() ? reviews.agenda() : reviews.find(id_));
    TROTH_ASSIGN(const auto words, context.words(profile));
    context.output().show(json_of(agenda, words.names), agenda_text(agenda, words.look()));
    return {};
  }

 private:
  std::string id_;
};

class ReviewAdd final : public Command {
 public:
  std::string_view name() const override { return "review add"; }
  std::string_view about() const override { return "Put something on the agenda"; }

  void declare(CLI::App& app) override {
    app.add_option("--text", text_, "What to talk about")->type_name("TEXT")->required();
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(auto profile, context.open());
    TROTH_ASSIGN(const auto entry, profile.reviewing().add_item(text_));
    return context.show_signed(profile, {{"id", entry.hex()}}, "On the agenda.");
  }

 private:
  std::string text_;
};

class ReviewMinutes final : public Command {
 public:
  std::string_view name() const override { return "review minutes"; }
  std::string_view about() const override {
    return "Write the minutes of the open review, in your editor or from a file";
  }

  void declare(CLI::App& app) override {
    auto* file = app.add_option("--file", file_, "Take them from this file, - for standard input")
                     ->type_name("FILE");
    auto* print = app.add_flag("--template", template_, "Print a file to write them in");
    auto* join = app.add_flag("--join", join_, "Make one text of those written at the same time");
    file->excludes(print, join);
    print->excludes(join);
  }

  Status run(Context& context) override {
    if (template_) return print_template(context);
    if (join_) return join(context);
    if (file_.empty()) return edit(context);
    TROTH_ASSIGN(const auto toml, file_ == "-" ? context.text_from_input() : read_file(file_));
    TROTH_ASSIGN(auto profile, context.open());
    TROTH_ASSIGN(const auto entry, profile.reviewing().write_minutes(toml));
    return show_written(context, profile, entry);
  }

 private:
  static Status edit(Context& context) {
    if (context.can_ask()) return edit_minutes(context);
    return refuse(Code::usage_wrong,
                  "There is no terminal for an editor, so name a file with --file, or - for "
                  "standard input");
  }

  static Status print_template(Context& context) {
    TROTH_ASSIGN(auto profile, context.open_quietly());
    TROTH_ASSIGN(const auto toml, profile.reviewing().sheet());
    context.output().show({{"toml", toml}}, toml);
    return {};
  }

  static Status join(Context& context) {
    TROTH_ASSIGN(auto profile, context.open());
    TROTH_ASSIGN(const auto entry, profile.reviewing().join_minutes());
    if (entry) return show_written(context, profile, *entry);
    context.output().show({{"id", nullptr}}, "There is one text, so there is nothing to join.");
    return {};
  }

  std::string file_;
  bool template_ = false;
  bool join_ = false;
};

class ReviewSign final : public Command {
 public:
  std::string_view name() const override { return "review sign"; }
  std::string_view about() const override { return "Sign the minutes that your partner wrote"; }

  void declare(CLI::App& app) override {
    app.add_option("ID", id_, "The minutes; without it you are shown them, and asked");
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(auto profile, context.open());
    TROTH_ASSIGN(const auto minutes, minutes_of(context, profile));
    TROTH_ASSIGN(const auto words, context.words(profile));
    const std::string text = minutes_text(minutes, words.look());
    TROTH_ASSIGN(const bool wanted, context.wants_to_sign(profile, text, "Sign these minutes?"));
    if (!wanted) return {};
    TROTH_ASSIGN(const auto entry, profile.reviewing().sign_minutes(minutes.entry.hex()));
    Json json = {{"id", entry.hex()}, {"minutes", json_of(minutes, words.names)}};
    const std::string done = "You have both signed these minutes; they count.";
    return context.show_signed(profile, std::move(json),
                               context.can_ask() ? done : text + "\n" + done);
  }

 private:
  Result<practice::MinutesText> minutes_of(const Context& context,
                                           const host::Profile& profile) const {
    if (!id_.empty()) return profile.reviews().minutes(id_);
    if (!context.can_ask())
      return refuse(Code::usage_wrong,
                    "There is no terminal to ask on, so name the minutes that you sign");
    TROTH_ASSIGN(auto texts, profile.reviews().to_sign());
    if (texts.size() > 1)
      return refuse(Code::usage_wrong,
                    "Several texts wait for your signature, so name the one that you sign");
    return std::move(texts.front());
  }

  std::string id_;
};

}  // namespace

std::unique_ptr<Command> make_review_open() { return std::make_unique<ReviewOpen>(); }
std::unique_ptr<Command> make_review_show() { return std::make_unique<ReviewShow>(); }
std::unique_ptr<Command> make_review_add() { return std::make_unique<ReviewAdd>(); }
std::unique_ptr<Command> make_review_minutes() { return std::make_unique<ReviewMinutes>(); }
std::unique_ptr<Command> make_review_sign() { return std::make_unique<ReviewSign>(); }

}  // namespace troth::cli
