#include "client/cli/command.h"

namespace troth::cli {
namespace {

class ProfileMend final : public Command {
 public:
  std::string_view name() const override { return "profile mend"; }
  std::string_view about() const override {
    return "Write a changed vault.hdr anew, with your passphrase alone";
  }

  InShell in_shell() const override { return InShell::locks_first; }

  Status run(Context& context) override {
    TROTH_ASSIGN(const auto place, context.profile_place());
    TROTH_ASSIGN(const auto passphrase, context.existing_passphrase());
    TROTH_TRY(host::Profile::mend(place, passphrase));
    context.output().show({{"profile", "mended"}},
                          "The file vault.hdr is written anew. It opens by your passphrase alone: "
                          "the recovery words do not count any more.");
    return {};
  }
};

class ProfileTrust final : public Command {
 public:
  std::string_view name() const override { return "profile trust-this-device"; }
  std::string_view about() const override {
    return "Sign again, though your partner's device names entries of yours that are not here";
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(auto profile, context.open());
    TROTH_ASSIGN(const bool doubted, profile.commands().trust_this_device());
    context.output().show(
        {{"doubted", doubted}},
        doubted ? "This device signs everything again. You say by this that you put no old copy of "
                  "the profile back: if you did, what you sign may contradict what you signed."
                : "Nothing is in doubt: this device signs everything.");
    return {};
  }
};

}  // namespace

std::unique_ptr<Command> make_profile_trust() { return std::make_unique<ProfileTrust>(); }
std::unique_ptr<Command> make_profile_mend() { return std::make_unique<ProfileMend>(); }

}  // namespace troth::cli
