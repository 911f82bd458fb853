#include "client/cli/command.h"
#include "core/vault/profile_files.h"

namespace troth::cli {
namespace {

void add_new_file(CLI::App& app, std::filesystem::path& file) {
  app.add_option("--new-passphrase-file", file,
                 "Read the new passphrase from this file's first line")
      ->type_name("FILE");
}

Status show_changed(Context& context, std::string_view text) {
  context.output().show({{"passphrase", "changed"}}, text);
  return {};
}

class PassphraseChange final : public Command {
 public:
  std::string_view name() const override { return "passphrase change"; }
  std::string_view about() const override { return "From your passphrase to another"; }
  void declare(CLI::App& app) override { add_new_file(app, new_file_); }
  InShell in_shell() const override { return InShell::locks_first; }

  Status run(Context& context) override {
    TROTH_ASSIGN(const auto place, context.profile_place());
    TROTH_ASSIGN(const auto old, context.existing_passphrase());
    TROTH_ASSIGN(const auto passphrase, context.next_passphrase(new_file_));
    const auto change = [&] {
      const Progress progress(context.terminal(), "Changing the passphrase ...");
      return host::Profile::change_passphrase(place, old, passphrase);
    };
    TROTH_TRY(change());
    return show_changed(context,
                        "The new passphrase opens the profile; the old one opens only copies of "
                        "vault.hdr that somebody made before.");
  }

 private:
  std::filesystem::path new_file_;
};

class PassphraseReset final : public Command {
 public:
  std::string_view name() const override { return "passphrase reset"; }
  std::string_view about() const override {
    return "A new passphrase by your recovery words, when the old one is forgotten";
  }
  void declare(CLI::App& app) override {
    app.add_option("--recovery-sheet", sheet_,
                   "Read the 24 words from this file, or - for standard input; else they are asked")
        ->type_name("FILE");
    add_new_file(app, new_file_);
  }
  InShell in_shell() const override { return InShell::locks_first; }

  Status run(Context& context) override {
    TROTH_ASSIGN(const auto place, context.profile_place());
    TROTH_ASSIGN(const auto words, context.recovery_words(sheet_));
    TROTH_TRY(vault::check_recovery_words(words));
    TROTH_ASSIGN(const auto passphrase, context.next_passphrase(new_file_));
    const auto reset = [&] {
      const Progress progress(context.terminal(), "Changing the passphrase ...");
      return host::Profile::reset_passphrase(place, words, passphrase);
    };
    TROTH_TRY(reset());
    return show_changed(
        context, "The new passphrase opens the profile. The recovery words stay as they are.");
  }

 private:
  std::filesystem::path sheet_;
  std::filesystem::path new_file_;
};

}  // namespace

std::unique_ptr<Command> make_passphrase_change() { return std::make_unique<PassphraseChange>(); }
std::unique_ptr<Command> make_passphrase_reset() { return std::make_unique<PassphraseReset>(); }

}  // namespace troth::cli
