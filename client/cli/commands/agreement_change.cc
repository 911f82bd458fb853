#include "client/cli/command.h"
#include "client/cli/edit_proposal.h"

namespace troth::cli {
namespace {

class AgreementEdit final : public Command {
 public:
  std::string_view name() const override { return "agreement edit"; }
  std::string_view about() const override {
    return "Open your editor on the agreement, and propose what you changed";
  }

  void declare(CLI::App& app) override {
    app.add_option("--about", about_, kAbout)->type_name("ID");
  }

  Status run(Context& context) override {
    return edit_proposal(
        context, {[this](const vault::Editing& editing) { return editing.agreement(about_); },
                  "troth propose" + (about_.empty() ? "" : " --about " + about_)});
  }

 private:
  std::string about_;
};

class AgreementReaffirm final : public Command {
 public:
  std::string_view name() const override { return "agreement reaffirm"; }
  std::string_view about() const override {
    return "Ask to sign the agreement as it stands again, both of you";
  }

  void declare(CLI::App& app) override {
    app.add_option("--renew-by", wish_.renew_by,
                   "Through which day it is then agreed, or none: it never lapses")
        ->type_name("DATE");
    add_reason(app, wish_.reason);
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(auto profile, context.open());
    TROTH_ASSIGN(const auto entry, profile.reaffirming().ask(wish_));
    TROTH_ASSIGN(const auto agreement, profile.queries().agreement());
    TROTH_ASSIGN(const auto words, context.words(profile));
    std::string held_back;
    if (!agreement.lapse)  // which is what this ends
      held_back = held_back_text(agreement.clauses, agreement, words.look());
    return context.show_signed(
        profile, {{"id", entry.hex()}, {"status", name_of(agreement.status)}},
        "Asked: " + short_id(entry) + ". It is signed again once your partner has accepted." +
            (held_back.empty() ? "" : "\n\n" + held_back));
  }

 private:
  vault::Reaffirmation wish_;
};

}  // namespace

std::unique_ptr<Command> make_agreement_edit() { return std::make_unique<AgreementEdit>(); }
std::unique_ptr<Command> make_agreement_reaffirm() { return std::make_unique<AgreementReaffirm>(); }

}  // namespace troth::cli
