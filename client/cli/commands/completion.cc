#include "client/cli/completion.h"

#include "client/cli/command.h"
#include "client/cli/manual.h"

namespace troth::cli {
namespace {

std::vector<DeclaredCommand> all_declared(const Context& context) {
  return declared(context.environment().make_commands());
}

class Completion final : public Command {
 public:
  std::string_view name() const override { return "completion"; }
  std::string_view about() const override {
    return "The script by which bash, zsh or fish completes troth";
  }
  void declare(CLI::App& app) override {
    app.add_option("SHELL", shell_, "Whose script")->required()->type_name("bash|zsh|fish");
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(const std::string script, script_for(all_declared(context)));
    context.output().show({{"script", script}}, script);
    return {};
  }

 private:
  [[nodiscard]] Result<std::string> script_for(const std::vector<DeclaredCommand>& commands) const {
    if (shell_ == "bash") return bash_completion(commands);
    if (shell_ == "zsh") return zsh_completion(commands);
    if (shell_ == "fish") return fish_completion(commands);
    return refuse(Code::shell_unknown_to_completion, "'" + shell_ + "'");
  }

  std::string shell_;
};

class Manual final : public Command {
 public:
  std::string_view name() const override { return "manual"; }
  std::string_view about() const override { return "The manual page: troth manual | man -l -"; }

  Status run(Context& context) override {
    const std::string page = manual_page(all_declared(context));
    context.output().show({{"page", page}}, page);
    return {};
  }
};

}  // namespace

std::unique_ptr<Command> make_completion() { return std::make_unique<Completion>(); }
std::unique_ptr<Command> make_manual() { return std::make_unique<Manual>(); }

}  // namespace troth::cli
