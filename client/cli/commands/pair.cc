#include <chrono>

#include "client/cli/command.h"
#include "client/cli/qr.h"
#include "core/base/relay_protocol.h"
#include "core/vault/before_opening.h"

namespace troth::cli {
namespace {

using namespace std::chrono_literals;
using Stage = vault::PairingView::Stage;

constexpr std::chrono::milliseconds kInviteLives{kInviteMs};
constexpr auto kPutOutWithin = 30s;
constexpr auto kStatusWaits = 20s;
constexpr auto kNewsWithin = 2s;

// How far the pairing is; from the comparison on with its digits.
Status show_stage(Context& context, const host::Profile& profile) {
  TROTH_ASSIGN(const auto pairing, profile.queries().pairing());
  TROTH_ASSIGN(const auto words, context.words(profile));
  context.output().show(json_of(pairing), pairing_text(pairing, words.look()));
  return {};
}

// Carries the pairing on until its digits are there, then shows them.
Status wait_for_digits(Context& context, host::Profile& profile) {
  const Status paired = profile.pair(kInviteLives, [&](const Error& trouble) {
    // Whatever else comes up mends itself, or ends the waiting.
    if (trouble.code == Code::rendezvous_unknown)
      context.output().note(trouble.message + " It is asked for again and again for a minute.");
  });
  // It was there when the waiting began: another command has cancelled it meanwhile.
  if (!paired && paired.error().code == Code::pair_none) return refuse(Code::pairing_over);
  TROTH_TRY(paired);
  return show_stage(context, profile);
}

class PairInvite final : public Command {
 public:
  std::string_view name() const override { return "pair invite"; }
  std::string_view about() const override {
    return "Invite your partner, and wait until they join; other commands may be run meanwhile";
  }
  bool needs_the_relay() const override { return true; }

  Status run(Context& context) override {
    TROTH_ASSIGN(auto profile, context.open());
    TROTH_ASSIGN(const auto invite, profile.commands().invite());
    TROTH_TRY(put_out(context.terminal(), profile));
    auto& output = context.output();
    output.note("Give this invite to your partner, by a way that nobody else can read:\n");
    output.show_secret("invite", invite);
    if (context.terminal().shows_results()) output.note("\n" + qr_code(invite.view()));
    output.note("\nWaiting until it is taken. Ctrl-C is harmless: troth pair status goes on.");
    return wait_for_digits(context, profile);
  }

 private:
  // Before it is shown: an invite that the relay does not know yet is taken in vain.
  static Status put_out(Terminal& terminal, host::Profile& profile) {
    const Progress progress(terminal, "Asking the relay ...");
    TROTH_TRY(profile.sync(kPutOutWithin));
    return {};
  }
};

class PairJoin final : public Command {
 public:
  std::string_view name() const override { return "pair join"; }
  std::string_view about() const override { return "Take your partner's invite"; }
  bool needs_the_relay() const override { return true; }

  void declare(CLI::App& app) override {
    app.add_option("INVITE", invite_, "The invite, or - to read it")->required();
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(const auto invite, context.secret_argument(invite_));
    TROTH_TRY(vault::check_invite(invite));
    TROTH_ASSIGN(auto profile, context.open());
    TROTH_TRY(profile.commands().join(invite));
    context.output().note(
        "Waiting for your partner's side. Ctrl-C is harmless: troth pair status goes on.");
    return wait_for_digits(context, profile);
  }

 private:
  std::string invite_;
};

class PairConfirm final : public Command {
 public:
  std::string_view name() const override { return "pair confirm"; }
  std::string_view about() const override {
    return "Confirm that your partner's screen shows the same digits";
  }

  void declare(CLI::App& app) override {
    app.add_option("DIGITS", digits_, "The nine digits, with or without spaces")
        ->required()
        ->expected(1, 3);
  }

  Status run(Context& context) override {
    std::string digits;
    for (const auto& part : digits_) digits += part;
    std::erase(digits, ' ');
    TROTH_TRY(vault::check_digits(digits));
    TROTH_ASSIGN(auto profile, context.open());
    TROTH_TRY(profile.commands().confirm(digits));
    return context.show_signed(profile, {{"confirmed", true}},
                               "They match. As soon as both of you have confirmed them, you can "
                               "agree on something: troth pair status");
  }

 private:
  std::vector<std::string> digits_;
};

class PairStatus final : public Command {
 public:
  std::string_view name() const override { return "pair status"; }
  std::string_view about() const override { return "Carry a pairing on, and show how far it is"; }
  bool needs_the_relay() const override { return true; }

  Status run(Context& context) override {
    TROTH_ASSIGN(auto profile, context.open());
    TROTH_ASSIGN(const auto pairing, profile.queries().pairing());
    if (pairing.stage == Stage::invited || pairing.stage == Stage::joining) {
      const Progress progress(context.terminal(), "Asking the relay ...");
      const Status carried = profile.carry_on(kStatusWaits);
      if (!carried && carried.error().code != Code::pairing_still_waiting) return carried;
    } else if (pairing.stage == Stage::waiting) {
      const Progress progress(context.terminal(), "Asking the relay ...");
      // The partner's confirmation may be there; what is known here is shown either way.
      const auto report = profile.sync(kNewsWithin);
      if (!profile.is_open()) return std::unexpected(report.error());
    }
    return show_stage(context, profile);
  }
};

class PairCancel final : public Command {
 public:
  std::string_view name() const override { return "pair cancel"; }
  std::string_view about() const override {
    return "Delete an unfinished pairing, or one whose digits differ";
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(auto profile, context.open());
    TROTH_TRY(profile.commands().cancel_pairing());
    context.output().show(
        {{"cancelled", true}},
        "This pairing is deleted; nothing was shared, and an invite that is out leads "
        "to nobody any more.");
    return {};
  }
};

}  // namespace

std::unique_ptr<Command> make_pair_invite() { return std::make_unique<PairInvite>(); }
std::unique_ptr<Command> make_pair_join() { return std::make_unique<PairJoin>(); }
std::unique_ptr<Command> make_pair_confirm() { return std::make_unique<PairConfirm>(); }
std::unique_ptr<Command> make_pair_status() { return std::make_unique<PairStatus>(); }
std::unique_ptr<Command> make_pair_cancel() { return std::make_unique<PairCancel>(); }

}  // namespace troth::cli
