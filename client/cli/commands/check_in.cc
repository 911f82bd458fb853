#include <algorithm>
#include <optional>

#include "client/cli/chart.h"
#include "client/cli/command.h"
#include "client/cli/show_check_ins.h"
#include "core/vault/check_in_draft.h"

namespace troth::cli {
namespace {

using practice::Answer;
using vault::Openness;

constexpr std::size_t kCheckInsShown = 100;
constexpr std::size_t kCheckInsCharted = 2000;

// "trust=4"; whether it may be rated is the vault's to say.
Result<practice::Rating> rating_of(const std::string& text) {
  const auto equals = text.rfind('=');
  if (equals == std::string::npos || equals == 0 || equals + 2 != text.size())
    return refuse(Code::rating_malformed, "'" + text + "'");
  const char digit = text.back();
  if (digit < '1' || digit > '5') return refuse(Code::rating_malformed, "'" + text + "'");
  return practice::Rating{text.substr(0, equals), static_cast<std::uint32_t>(digit - '0')};
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
    auto* blind = app.add_flag("--blind", blind_, "Neither sees the other's before both answered");
    app.add_flag("--openly", openly_,
                 "Your partner sees it when it arrives, whatever the rhythm says")
        ->excludes(blind);
    app.add_flag("--draft", is_draft_,
                 "Keep it for yourself; the next check-in without options goes on with it");
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(auto answers, answers_of_options());
    TROTH_ASSIGN(auto profile, context.open());
    const bool asks = says_nothing() && context.terminal().is_interactive();
    TROTH_ASSIGN(const auto draft, profile.drafts().find(vault::kCheckInDraft));
    if (draft && (says_nothing() || is_draft_)) {
      TROTH_ASSIGN(auto kept, vault::answers_in(draft->content));
      answers = vault::with(std::move(kept), answers);
    }
    if (asks) {
      if (!is_draft_) TROTH_TRY(profile.check_ins().may_write());
      TROTH_ASSIGN(const auto dimensions, profile.queries().dimensions());
      TROTH_TRY(Context::ask_while_free(
          profile, [&] { return ask(context.terminal(), dimensions, answers); }));
    }
    if (is_draft_) return keep(context, profile, answers);
    TROTH_ASSIGN(const auto written, profile.check_ins().write(answers, openness()));
    if (draft && says_nothing()) TROTH_TRY(profile.drafts().remove(vault::kCheckInDraft));
    return context.show_signed(
        profile,
        {{"id", written.entry.hex()}, {"blind", written.is_blind}, {"open", written.is_open}},
        words_for(written));
  }

 private:
  [[nodiscard]] bool says_nothing() const {
    return ratings_.empty() && works_.empty() && feels_right_.empty() && !talk_ && text_.empty();
  }

  [[nodiscard]] Openness openness() const {
    return blind_ ? Openness::blind : openly_ ? Openness::open : Openness::as_agreed;
  }

  static std::string words_for(const vault::CheckInWritten& written) {
    if (!written.is_blind) return "Thank you.";
    return written.is_open ? "Thank you. Both of you have answered, so yours is open now."
                           : "Thank you. Nobody else can read it until your partner has answered "
                             "blindly too.";
  }

  Result<vault::CheckInAnswers> answers_of_options() const {
    vault::CheckInAnswers answers;
    for (const auto& text : ratings_) {
      TROTH_ASSIGN(auto rating, rating_of(text));
      answers.ratings.push_back(std::move(rating));
    }
    answers.works = practice::answer_named(works_);
    answers.feels_right = practice::answer_named(feels_right_);
    answers.wants_to_talk = talk_;
    answers.text = text_;
    return answers;
  }

  static Status keep(Context& context, const host::Profile& profile,
                     const vault::CheckInAnswers& answers) {
    const std::string kind(vault::kCheckInDraft);
    TROTH_TRY(profile.drafts().keep(kind, "", vault::draft_of(answers)));
    context.output().show({{"draft", kind}},
                          "It is kept here, for you alone. To go on with it: troth check-in");
    return {};
  }

  // What a question says of the answer that stands in the draft.
  static std::string as_drafted(std::string_view answer) {
    return answer.empty() ? std::string() : " [" + std::string(answer) + "]";
  }

  static Status ask_answer(Terminal& terminal, const std::string& question,
                           std::optional<Answer>& answer) {
    const std::string_view drafted = answer ? name_of(*answer) : std::string_view();
    TROTH_ASSIGN(const auto chosen,
                 ask_choice(terminal, question + as_drafted(drafted), {"yes", "unsure", "no"}));
    if (chosen) answer = *chosen == 0 ? Answer::yes : *chosen == 1 ? Answer::unsure : Answer::no;
    return {};
  }

  // Of the ratings those that can be given now: a draft may have others.
  static Result<std::vector<practice::Rating>> ask_ratings(
      Terminal& terminal, const std::vector<std::string>& dimensions,
      const std::vector<practice::Rating>& drafted) {
    std::vector<practice::Rating> ratings;
    for (const auto& dimension : dimensions) {
      const auto in_draft = std::ranges::find(drafted, dimension, &practice::Rating::dimension);
      const bool is_drafted = in_draft != drafted.end();
      TROTH_ASSIGN(
          const auto rating,
          ask_rating(terminal, dimension + as_drafted(is_drafted ? std::to_string(in_draft->value)
                                                                 : std::string())));
      if (rating)
        ratings.push_back({dimension, *rating});
      else if (is_drafted)
        ratings.push_back(*in_draft);
    }
    return ratings;
  }

  // Each answer of a draft stands in its question, and Enter leaves it as it is.
  static Status ask(Terminal& terminal, const std::vector<std::string>& dimensions,
                    vault::CheckInAnswers& answers) {
    terminal.say("No answer is required; Enter goes on.");
    TROTH_ASSIGN(answers.ratings, ask_ratings(terminal, dimensions, answers.ratings));
    TROTH_TRY(ask_answer(terminal, "Does this still work?", answers.works));
    TROTH_TRY(ask_answer(terminal, "Does it still feel right?", answers.feels_right));
    TROTH_ASSIGN(const auto talk,
                 ask_choice(terminal,
                            "Do you want to talk?" + as_drafted(answers.wants_to_talk ? "yes" : ""),
                            {"yes", "no"}));
    if (talk) answers.wants_to_talk = *talk == 0;
    TROTH_ASSIGN(const auto text,
                 terminal.ask("Anything to say, on one line" + as_drafted(answers.text) + ":"));
    if (text && !text->empty()) answers.text = *text;
    return {};
  }

  std::vector<std::string> ratings_;
  std::string works_;
  std::string feels_right_;
  bool talk_ = false;
  std::string text_;
  bool blind_ = false;
  bool openly_ = false;
  bool is_draft_ = false;
};

class CheckInOpen final : public Command {
 public:
  std::string_view name() const override { return "check-in open"; }
  std::string_view about() const override {
    return "Open a blind check-in of your own, once its period is over";
  }

  void declare(CLI::App& app) override { app.add_option("ID", id_, "The check-in")->required(); }

  Status run(Context& context) override {
    TROTH_ASSIGN(auto profile, context.open());
    TROTH_ASSIGN(const auto entry, profile.check_ins().open(id_));
    return context.show_signed(profile, {{"id", entry.hex()}}, "It is open.");
  }

 private:
  std::string id_;
};

class CheckIns final : public Command {
 public:
  std::string_view name() const override { return "check-ins"; }
  std::string_view about() const override { return "The check-ins of both, newest first"; }

  void declare(CLI::App& app) override {
    app.add_flag("--chart", chart_, "Both partners' ratings over time, a chart a dimension");
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(const auto profile, context.open());
    TROTH_ASSIGN(const auto check_ins,
                 profile.queries().check_ins(chart_ ? kCheckInsCharted : kCheckInsShown));
    TROTH_ASSIGN(const auto words, context.words(profile));
    if (chart_) {
      TROTH_ASSIGN(const auto lived, profile.check_ins().lived());
      context.output().show(chart_json(check_ins, lived),
                            chart_text(check_ins, lived, words.look()));
    } else {
      context.output().show(json_list(check_ins), check_ins_text(check_ins, words.look()));
    }
    return {};
  }

 private:
  bool chart_ = false;
};

}  // namespace

std::unique_ptr<Command> make_check_in() { return std::make_unique<CheckIn>(); }
std::unique_ptr<Command> make_check_in_open() { return std::make_unique<CheckInOpen>(); }
std::unique_ptr<Command> make_check_ins() { return std::make_unique<CheckIns>(); }

}  // namespace troth::cli
