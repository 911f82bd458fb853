#include "client/cli/command.h"
#include "core/vault/before_opening.h"

namespace troth::cli {
namespace {

class RelaySet final : public Command {
 public:
  std::string_view name() const override { return "relay set"; }
  std::string_view about() const override {
    return "Use a relay, by the address that its operator gave";
  }

  void declare(CLI::App& app) override {
    app.add_option("ADDRESS", address_, "The address, or - to read it")->required();
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(const auto address, context.secret_argument(address_));
    TROTH_TRY(vault::check_relay_address(address));
    TROTH_ASSIGN(auto profile, context.open());
    TROTH_TRY(profile.commands().set_relay(address));
    context.output().show({{"relay", "set"}}, "The relay is set; the next sync goes there.");
    return {};
  }

 private:
  std::string address_;
};

}  // namespace

std::unique_ptr<Command> make_relay_set() { return std::make_unique<RelaySet>(); }

}  // namespace troth::cli
