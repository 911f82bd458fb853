#include "client/cli/command.h"
#include "client/cli/show_private.h"

namespace troth::cli {
namespace {

class SettingList final : public Command {
 public:
  std::string_view name() const override { return "settings"; }
  std::string_view about() const override { return "What you have chosen for this profile"; }

  Status run(Context& context) override {
    TROTH_ASSIGN(const auto profile, context.open());
    TROTH_ASSIGN(const auto settings, profile.own_settings().all());
    TROTH_ASSIGN(const auto words, context.words(profile));
    context.output().show(json_list(settings), settings_text(settings, words.look()));
    return {};
  }
};

class SettingSet final : public Command {
 public:
  std::string_view name() const override { return "settings set"; }
  std::string_view about() const override { return "Choose another value for a setting"; }
  void declare(CLI::App& app) override {
    app.add_option("NAME", name_, "The setting's name")->required();
    app.add_option("VALUE", value_, "What it shall be")->required();
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(const auto profile, context.open());
    TROTH_TRY(profile.own_settings().set(name_, value_));
    context.output().show({{"name", name_}, {"value", value_}}, name_ + " is " + value_ + " now.");
    return {};
  }

 private:
  std::string name_;
  std::string value_;
};

}  // namespace

std::unique_ptr<Command> make_settings() { return std::make_unique<SettingList>(); }
std::unique_ptr<Command> make_settings_set() { return std::make_unique<SettingSet>(); }

}  // namespace troth::cli
