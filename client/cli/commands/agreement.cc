#include "client/cli/commands/all.h"

namespace troth::cli {
namespace {

class AgreementShow final : public Command {
 public:
  std::string_view name() const override { return "agreement show"; }
  std::string_view about() const override { return "The agreement, clause by clause"; }

  Status run(Context& context) override {
    TROTH_ASSIGN(const auto profile, context.open());
    TROTH_ASSIGN(const auto agreement, profile.queries().agreement());
    TROTH_ASSIGN(const auto words, context.words(profile));
    context.output().show(json_of(agreement, words.names), agreement_text(agreement, words.look()));
    return {};
  }
};

class AgreementTemplate final : public Command {
 public:
  std::string_view name() const override { return "agreement template"; }
  std::string_view about() const override { return "A proposal file to start from"; }

  Status run(Context& context) override {
    TROTH_ASSIGN(const auto profile, context.open_quietly());
    TROTH_ASSIGN(const auto toml, profile.queries().agreement_template());
    context.output().show({{"toml", toml}}, toml);
    return {};
  }
};

}  // namespace

std::unique_ptr<Command> make_agreement_show() { return std::make_unique<AgreementShow>(); }
std::unique_ptr<Command> make_agreement_template() { return std::make_unique<AgreementTemplate>(); }

}  // namespace troth::cli
