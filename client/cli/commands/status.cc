#include "client/cli/called.h"
#include "client/cli/command.h"
#include "client/cli/show_check_ins.h"
#include "client/cli/show_decisions.h"
#include "client/cli/show_moments.h"
#include "client/cli/show_reviews.h"

namespace troth::cli {
namespace {

constexpr std::size_t kQuestionsRead = 20;

class ShowStatus final : public Command {
 public:
  std::string_view name() const override { return "status"; }
  std::string_view about() const override { return "How things stand"; }

  Status run(Context& context) override {
    TROTH_ASSIGN(const auto profile, context.open());
    TROTH_ASSIGN(const auto status, profile.queries().status());
    TROTH_ASSIGN(const auto words, context.words(profile));
    TROTH_ASSIGN(const auto place, context.profile_place());
    TROTH_ASSIGN(const Json json, status_json(profile, place));
    std::string text = status_text(status, words.look());
    if (status.people.partner)
      TROTH_TRY(add_practice(profile, words.look(), context.clock()(), text));
    TROTH_TRY(add_due(profile, words.look(), text));
    context.output().show(json, text);
    return {};
  }

 private:
  // Who asks to talk stands above all; what is open, below.
  static Status add_practice(const host::Profile& profile, const Look& look, TimeMs now,
                             std::string& text) {
    TROTH_ASSIGN(const auto talks, profile.talks().list(vault::Which::open));
    TROTH_ASSIGN(const auto moments, profile.moments().list(vault::Which::open));
    TROTH_ASSIGN(const auto questions, profile.decisions().open(kQuestionsRead));
    if (!talks.empty()) text = talks_text(talks, look) + "\n" + text;
    if (!moments.empty()) text += "\n" + moments_text(moments, look);
    text += questions_text(questions, look, now);
    return {};
  }

  // What is due is said to whoever wants to be reminded; what waits for them, to anybody.
  static Status add_due(const host::Profile& profile, const Look& look, std::string& text) {
    TROTH_ASSIGN(auto due, profile.check_ins().due());
    TROTH_ASSIGN(auto review, profile.reviews().reminder());
    TROTH_ASSIGN(const auto wanted, profile.own_settings().value(vault::own_setting::kReminders));
    if (wanted == "off") {
      due.reset();
      review.next_ms.reset();
    }
    for (const std::string& sentence : {due_text(due, look), reminder_text(review, look)})
      if (!sentence.empty()) text += "\n" + sentence + "\n";
    return {};
  }
};

}  // namespace

std::unique_ptr<Command> make_status() { return std::make_unique<ShowStatus>(); }

}  // namespace troth::cli
