#include "client/cli/commands/all.h"

namespace troth::cli {
namespace {

class ShowStatus final : public Command {
 public:
  std::string_view name() const override { return "status"; }
  std::string_view about() const override { return "How things stand"; }

  Status run(Context& context) override {
    TROTH_ASSIGN(const auto profile, context.open());
    TROTH_ASSIGN(const auto status, profile.queries().status());
    TROTH_ASSIGN(const auto words, context.words(profile));
    context.output().show(json_of(status, words.names), status_text(status, words.look()));
    return {};
  }
};

}  // namespace

std::unique_ptr<Command> make_status() { return std::make_unique<ShowStatus>(); }

}  // namespace troth::cli
