#include <optional>

#include "client/cli/commands/all.h"

namespace troth::cli {
namespace {

using practice::Answer;

constexpr std::size_t kCheckInsShown = 100;

// "trust=4"; whether it may be rated is the vault's to say.
Result<practice::Rating> rating_of(const std::string& text) {
  const auto equals = text.rfind('=');
  if (equals == std::string::npos || equals == 0 || equals + 2 != text.size())
    return refuse(Code::rating_malformed, "'" + text + "'");
  const char digit = text.back();
  if (digit < '1' || digit > '5') return refuse(Code::rating_malformed, "'" + text + "'");
  return practice::Rating{text.substr(0, equals), static_cast<std::uint32_t>(digit - '0')};
}

std::optional<Answer> answer_of(const std::string& word) {
  if (word == "yes") return Answer::yes;
  if (word == "unsure") return Answer::unsure;
  if (word == "no") return Answer::no;
  return std::nullopt;
}

void add_answer(CLI::App& app, const std::string& option, std::string& word,
                const std::string& question) {
  app.add_option(option, word, question)
      ->type_name("yes|unsure|no")
      ->check(CLI::IsMember({"yes", "unsure", "no"}).description(""));
}

class CheckIn final : public Command {
 public:
  std::string_view name() const override { return "check-in"; }
  std::string_view about() const override {
    return "Answer how you are; without options it asks, one by one";
  }

  void declare(CLI::App& app) override {
    app.add_option("--rate", ratings_, "A rating from 1 to 5; may be given again")
        ->type_name("DIMENSION=N")
        ->allow_extra_args(false);
    add_answer(app, "--works", works_, "Does this still work?");
    add_answer(app, "--feels-right", feels_right_, "Does it still feel right?");
    app.add_flag("--talk", talk_, "I want to talk");
    app.add_option("--text", text_, "Whatever there is to say")->type_name("TEXT");
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(auto answers, answers_of_options());
    TROTH_ASSIGN(auto profile, context.open());
    const bool asks = says_nothing() && context.terminal().is_interactive();
    if (asks) {
      TROTH_ASSIGN(answers, ask(context.terminal(), profile));
    }
    TROTH_ASSIGN(const auto entry, profile.commands().check_in(answers));
    return context.show_signed(profile, {{"id", short_id(entry)}}, "Thank you.");
  }

 private:
  [[nodiscard]] bool says_nothing() const {
    return ratings_.empty() && works_.empty() && feels_right_.empty() && !talk_ && text_.empty();
  }

  Result<vault::CheckInAnswers> answers_of_options() const {
    vault::CheckInAnswers answers;
    for (const auto& text : ratings_) {
      TROTH_ASSIGN(auto rating, rating_of(text));
      answers.ratings.push_back(std::move(rating));
    }
    answers.works = answer_of(works_);
    answers.feels_right = answer_of(feels_right_);
    answers.wants_to_talk = talk_;
    answers.text = text_;
    return answers;
  }

  static Result<std::optional<Answer>> ask_answer(Terminal& terminal, std::string_view question) {
    TROTH_ASSIGN(const auto chosen, ask_choice(terminal, question, {"yes", "unsure", "no"}));
    if (!chosen) return std::nullopt;
    return *chosen == 0 ? Answer::yes : *chosen == 1 ? Answer::unsure : Answer::no;
  }

  static Result<vault::CheckInAnswers> ask(Terminal& terminal, const host::Profile& profile) {
    vault::CheckInAnswers answers;
    terminal.say("No answer is required; Enter goes on.");
    TROTH_ASSIGN(const auto dimensions, profile.queries().dimensions());
    for (const auto& dimension : dimensions) {
      TROTH_ASSIGN(const auto rating, ask_rating(terminal, dimension));
      if (rating) answers.ratings.push_back({dimension, *rating});
    }
    TROTH_ASSIGN(answers.works, ask_answer(terminal, "Does this still work?"));
    TROTH_ASSIGN(answers.feels_right, ask_answer(terminal, "Does it still feel right?"));
    TROTH_ASSIGN(const auto talk, ask_choice(terminal, "Do you want to talk?", {"yes", "no"}));
    answers.wants_to_talk = talk == std::size_t{0};
    TROTH_ASSIGN(const auto text, terminal.ask("Anything to say, on one line:"));
    answers.text = text.value_or("");
    return answers;
  }

  std::vector<std::string> ratings_;
  std::string works_;
  std::string feels_right_;
  bool talk_ = false;
  std::string text_;
};

class CheckIns final : public Command {
 public:
  std::string_view name() const override { return "check-ins"; }
  std::string_view about() const override { return "The check-ins of both, newest first"; }

  Status run(Context& context) override {
    TROTH_ASSIGN(const auto profile, context.open());
    TROTH_ASSIGN(const auto check_ins, profile.queries().check_ins(kCheckInsShown));
    TROTH_ASSIGN(const auto words, context.words(profile));
    context.output().show(json_list(check_ins), check_ins_text(check_ins, words.look()));
    return {};
  }
};

}  // namespace

std::unique_ptr<Command> make_check_in() { return std::make_unique<CheckIn>(); }
std::unique_ptr<Command> make_check_ins() { return std::make_unique<CheckIns>(); }

}  // namespace troth::cli
