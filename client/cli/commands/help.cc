#include "client/help/help.h"
#include "client/cli/command.h"

namespace troth::cli {
namespace {

class HelpConsent final : public Command {
 public:
  std::string_view name() const override { return "help consent"; }
  std::string_view about() const override {
    return "What consent is and is not, questions to ask yourself, and where help is";
  }

  Status run(Context& context) override {
    context.output().show({{"page", help::consent()}}, help::consent());
    return {};
  }
};

}  // namespace

std::unique_ptr<Command> make_help_consent() { return std::make_unique<HelpConsent>(); }

}  // namespace troth::cli
