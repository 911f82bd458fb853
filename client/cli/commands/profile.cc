#include "client/cli/commands/all.h"

namespace troth::cli {
namespace {

class ProfileMend final : public Command {
 public:
  std::string_view name() const override { return "profile mend"; }
  std::string_view about() const override {
    return "Write a changed vault.hdr anew, with your passphrase alone";
  }

  void declare(CLI::App& app) override { static_cast<void>(app); }

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

}  // namespace

std::unique_ptr<Command> make_profile_mend() { return std::make_unique<ProfileMend>(); }

}  // namespace troth::cli
