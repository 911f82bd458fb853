#include "client/cli/command.h"

namespace troth::cli {
namespace {

using agreement::Strength;

CLI::Option* add_strength(CLI::App& app, std::string& strength) {
  return app.add_option("--strength", strength, "hard or soft")
      ->type_name("hard|soft")
      ->check(CLI::IsMember({"hard", "soft"}).description(""));
}

CLI::Option* add_suspends(CLI::App& app, std::vector<std::string>& clauses) {
  return app.add_option("--suspends", clauses, "A clause that it suspends; may be given again")
      ->type_name("CLAUSE")
      ->allow_extra_args(false);
}

Strength strength_of(const std::string& word) {
  return word == "soft" ? Strength::soft : Strength::hard;
}

// What takes away is signed first; whatever else there is to read and to show comes after.
class Pause final : public Command {
 public:
  std::string_view name() const override { return "pause"; }
  std::string_view about() const override { return "Pause everything, or one area, at once"; }

  void declare(CLI::App& app) override {
    app.add_option("--area", area_, "Only this area")->type_name("NAME");
    add_reason(app, reason_);
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(auto profile, context.open_quietly());
    TROTH_ASSIGN(const auto entry, profile.commands().pause(area_, reason_));
    TROTH_TRY(context.show_pauses(profile));
    TROTH_ASSIGN(const auto words, context.words(profile));
    TROTH_ASSIGN(auto restrictions, profile.queries().restrictions(vault::Which::open));
    std::erase_if(restrictions, [&](const auto& view) { return view.state.entry != entry; });
    const auto seen = [&](std::size_t width) {
      return pauses_as_the_partner_sees(restrictions, {words.names, words.calendar, width});
    };
    Page page(words.width);
    page.line("You have paused " + area_.value_or("everything") + ". You need to explain nothing.")
        .line("It is lifted when you have both signed that.")
        .heading(words.names.people().partner_name + " will see, above all else:");
    // A script breaks no lines.
    return context.show_signed(
        profile,
        {{"id", entry.hex()}, {"kind", "pause"}, {"partner_sees", seen(std::string::npos)}},
        page.text() + seen(words.width) + "\n");
  }

 private:
  std::optional<std::string> area_;
  std::string reason_;
};

class LimitAdd final : public Command {
 public:
  std::string_view name() const override { return "limit add"; }
  std::string_view about() const override { return "Set a limit of your own, in force at once"; }

  void declare(CLI::App& app) override {
    app.add_option("--text", text_, "Its words")->type_name("TEXT")->required();
    add_strength(app, strength_);
    add_suspends(app, suspends_);
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(auto profile, context.open_quietly());
    TROTH_ASSIGN(const auto entry,
                 profile.commands().add_limit(text_, strength_of(strength_), suspends_));
    TROTH_TRY(context.show_pauses(profile));
    return context.show_signed(profile, {{"id", entry.hex()}, {"kind", "limit"}},
                               "Your limit is in force, by your signature alone.");
  }

 private:
  std::string text_;
  std::string strength_ = "hard";
  std::vector<std::string> suspends_;
};

class LimitTighten final : public Command {
 public:
  std::string_view name() const override { return "limit tighten"; }
  std::string_view about() const override {
    return "Make a limit of your own hard, or let it suspend more";
  }

  void declare(CLI::App& app) override {
    app.add_option("ID", id_, "The limit")->required();
    add_strength(app, strength_);
    add_suspends(app, suspends_);
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(auto profile, context.open_quietly());
    const auto strength = strength_.empty() ? std::nullopt : std::optional(strength_of(strength_));
    TROTH_ASSIGN(const auto entry, profile.commands().tighten_limit(id_, strength, suspends_));
    TROTH_TRY(context.show_pauses(profile));
    return context.show_signed(profile, {{"id", entry.hex()}, {"kind", "limit"}},
                               "Your limit is tightened, by your signature alone.");
  }

 private:
  std::string id_;
  std::string strength_;
  std::vector<std::string> suspends_;
};

class ConsentWithdraw final : public Command {
 public:
  std::string_view name() const override { return "consent withdraw"; }
  std::string_view about() const override { return "Take consent to clauses back, at once"; }

  void declare(CLI::App& app) override {
    app.add_option("CLAUSE", clauses_, "Their ids, as agreement show has them")->required();
    add_reason(app, reason_);
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(auto profile, context.open_quietly());
    TROTH_ASSIGN(const auto entry, profile.commands().withdraw(clauses_, reason_));
    TROTH_TRY(context.show_pauses(profile));
    return context.show_signed(profile, {{"id", entry.hex()}, {"kind", "withdrawal"}},
                               "Your consent is taken back. You need to explain nothing.");
  }

 private:
  std::vector<std::string> clauses_;
  std::string reason_;
};

class End final : public Command {
 public:
  std::string_view name() const override { return "end"; }
  std::string_view about() const override { return "End the agreement, at once"; }

  void declare(CLI::App& app) override { add_reason(app, reason_); }

  Status run(Context& context) override {
    TROTH_ASSIGN(auto profile, context.open_quietly());
    TROTH_ASSIGN(const auto entry, profile.commands().end(reason_));
    TROTH_TRY(context.show_pauses(profile));
    return context.show_signed(
        profile, {{"id", entry.hex()}, {"kind", "ending"}},
        std::string("The agreement has ended, at once and by you alone. Your partner sees that") +
            (reason_.empty() ? ", and no more." : " and your reason, and no more."));
  }

 private:
  std::string reason_;
};

class Restrictions final : public Command {
 public:
  std::string_view name() const override { return "restrictions"; }
  std::string_view about() const override { return "What is paused, ended, withdrawn or limited"; }

  void declare(CLI::App& app) override {
    app.add_flag("--all", all_, "Those that are lifted as well");
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(const auto profile, context.open());
    const auto which = all_ ? vault::Which::all : vault::Which::open;
    TROTH_ASSIGN(const auto restrictions, profile.queries().restrictions(which));
    TROTH_ASSIGN(const auto words, context.words(profile));
    context.output().show(json_list(restrictions, words.names),
                          restrictions_text(restrictions, words.look()));
    return {};
  }

 private:
  bool all_ = false;
};

class Lift final : public Command {
 public:
  std::string_view name() const override { return "lift"; }
  std::string_view about() const override {
    return "Offer to lift restrictions, or sign an agreed lift";
  }

  void declare(CLI::App& app) override {
    app.add_option("ID", ids_, "The restrictions")->required();
    add_reason(app, reason_);
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(auto profile, context.open());
    TROTH_ASSIGN(const auto lift, profile.commands().lift(ids_, reason_));
    return context.show_signed(
        profile, {{"id", lift.entry.hex()}, {"was_agreed", lift.was_agreed}},
        lift.was_agreed
            ? "Signed. With it every lift that you have both agreed to begins, and takes effect "
              "after its cooling-off: troth restrictions"
            : "Offered. It is lifted when your partner has signed that, too.");
  }

 private:
  std::vector<std::string> ids_;
  std::string reason_;
};

}  // namespace

std::unique_ptr<Command> make_pause() { return std::make_unique<Pause>(); }
std::unique_ptr<Command> make_limit_add() { return std::make_unique<LimitAdd>(); }
std::unique_ptr<Command> make_limit_tighten() { return std::make_unique<LimitTighten>(); }
std::unique_ptr<Command> make_consent_withdraw() { return std::make_unique<ConsentWithdraw>(); }
std::unique_ptr<Command> make_end() { return std::make_unique<End>(); }
std::unique_ptr<Command> make_restrictions() { return std::make_unique<Restrictions>(); }
std::unique_ptr<Command> make_lift() { return std::make_unique<Lift>(); }

}  // namespace troth::cli
