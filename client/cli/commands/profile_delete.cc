#include <filesystem>
#include <optional>

#include "client/cli/command.h"

namespace troth::cli {
namespace {

constexpr std::string_view kWarning =
    "This deletes the profile in {}: what you agreed on, wrote and signed, here.\n"
    "Your partner's copy stays theirs, and hears nothing of it. `troth leave` first ends the\n"
    "agreement, tells them, and deletes your mailbox at the relay.";

std::string with_name(std::string_view text, const std::string& name) {
  std::string filled(text);
  return filled.replace(filled.find("{}"), 2, name);
}

// Without the passphrase the folder's name is the only one there is to tell it by.
std::string name_of_folder(const std::filesystem::path& place) {
  const auto folder = place.has_filename() ? place : place.parent_path();
  return std::filesystem::absolute(folder).lexically_normal().filename().string();
}

std::string text_of(const vault::Deletion& done) {
  std::string text;
  if (done.folder_gone) {
    text = "The profile is deleted.";
  } else if (done.left.empty()) {
    text = "The profile's files are deleted. Its folder is empty, and could not be removed.";
  } else {
    text = "What could be deleted of the profile is. The folder stays, since these are in it:";
    for (const auto& name : done.left) text += "\n  " + name;
  }
  text +=
      done.keys_overwritten
          ? "\nIts key slots were overwritten first, so what the disk may keep of the other files "
            "cannot be read."
          : "\nIts key slots could not be overwritten: whatever the disk keeps of the files opens "
            "with the passphrase.";
  return text +
         "\nOn an SSD, in snapshots and in backups older copies may live on; those open with the "
         "passphrase or the recovery words, so destroy them, and the sheet.";
}

class ProfileDelete final : public Command {
 public:
  std::string_view name() const override { return "profile delete"; }
  std::string_view about() const override {
    return "Delete the profile's keys and files; no passphrase is needed";
  }
  void declare(CLI::App& app) override {
    app.add_option("--yes", yes_, "The name of the profile's folder, instead of being asked for it")
        ->type_name("NAME");
  }
  InShell in_shell() const override { return InShell::is_refused; }

  Status run(Context& context) override {
    TROTH_ASSIGN(const auto place, context.profile_place());
    const std::string name = name_of_folder(place);
    TROTH_TRY(confirm(context, place, name));
    TROTH_ASSIGN(const auto done, host::Profile::remove(place));
    context.output().show({{"deleted", done.folder_gone},
                           {"keys_overwritten", done.keys_overwritten},
                           {"left", done.left}},
                          text_of(done));
    return {};
  }

 private:
  Status confirm(Context& context, const std::filesystem::path& place, const std::string& name) {
    std::optional<std::string> typed = yes_;
    if (!typed) {
      if (!context.terminal().is_interactive()) return refuse(Code::deletion_not_asked, name);
      context.terminal().say(with_name(kWarning, place.string()));
      TROTH_ASSIGN(typed,
                   context.terminal().ask("Type the folder's name, " + name + ", to delete it:"));
    }
    if (typed != name) return refuse(Code::deletion_not_confirmed, name);
    return {};
  }

  std::optional<std::string> yes_;
};

}  // namespace

std::unique_ptr<Command> make_profile_delete() { return std::make_unique<ProfileDelete>(); }

}  // namespace troth::cli
