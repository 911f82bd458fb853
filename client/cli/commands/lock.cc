#include "client/cli/command.h"

namespace troth::cli {
namespace {

class Lock final : public Command {
 public:
  std::string_view name() const override { return "lock"; }
  std::string_view about() const override {
    return "End whatever waits in this profile, with the keys that it holds";
  }
  InShell in_shell() const override { return InShell::locks_first; }

  Status run(Context& context) override {
    TROTH_ASSIGN(const auto place, context.profile_place());
    TROTH_TRY(host::Profile::lock(place));
    context.output().show({{"profile", "locked"}},
                          "The profile is locked. What waited in it ends, within a second, and "
                          "nothing opens it without the passphrase.");
    return {};
  }
};

}  // namespace

std::unique_ptr<Command> make_lock() { return std::make_unique<Lock>(); }

}  // namespace troth::cli
