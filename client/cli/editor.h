// The person's own editor on a text that must reach no disk: a file for its owner
// alone, in a folder of its own under XDG_RUNTIME_DIR, which has to lie in memory.
// The folder goes, with whatever the editor left in it, once the editor ends, and
// where a signal ends this program. Reads the environment; the main thread's.
// Fails: editor_missing, editor_failed, runtime_folder_..., file_...
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace troth::cli {

class Editor {
 public:
  // VISUAL's, else EDITOR's, as a shell reads it: with options, if it has any. Texts
  // are shown to it as a file of this name, by whose end it knows their form.
  static Result<Editor> find(std::string file_name);

  // What becomes of `text` in it. Ctrl-C meanwhile is the editor's; SIGTERM and
  // SIGHUP end the editor, and then this program.
  Result<std::string> edit(std::string_view text) const;
  // Puts a text there to stay, for as long as the system keeps that folder.
  [[nodiscard]] Result<std::filesystem::path> keep(std::string_view text) const;

 private:
  Editor(std::string file_name, std::string command, std::filesystem::path runtime)
      : file_name_(std::move(file_name)),
        command_(std::move(command)),
        runtime_(std::move(runtime)) {}

  std::string file_name_;
  std::string command_;
  std::filesystem::path runtime_;
};

}  // namespace troth::cli
