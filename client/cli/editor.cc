#include "client/cli/editor.h"

#include <linux/magic.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <optional>
#include <utility>

#include "client/cli/new_file.h"
#include "client/cli/read_file.h"

namespace troth::cli {
namespace {

constexpr std::array kEnding = {SIGTERM, SIGHUP};
constexpr std::array kOfTheEditor = {SIGINT, SIGQUIT};

std::string variable(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nothing sets it
  return value == nullptr ? "" : value;
}

bool lies_in_memory(const std::filesystem::path& folder) {
  struct statfs system{};
  if (statfs(folder.c_str(), &system) != 0) return false;
  const auto type = static_cast<std::uint64_t>(system.f_type);
  return type == TMPFS_MAGIC || type == RAMFS_MAGIC;
}

Result<std::filesystem::path> runtime_folder() {
  std::filesystem::path folder = variable("XDG_RUNTIME_DIR");
  struct stat found{};
  if (!folder.is_absolute() || stat(folder.c_str(), &found) != 0 || !S_ISDIR(found.st_mode))
    return refuse(Code::runtime_folder_missing);
  if (found.st_uid != geteuid() || (found.st_mode & (S_IRWXG | S_IRWXO)) != 0)
    return refuse(Code::runtime_folder_open_to_others, folder.string());
  if (!lies_in_memory(folder)) return refuse(Code::runtime_folder_on_disk, folder.string());
  return folder;
}

// A folder for one file and what an editor puts beside it; gone when this goes, unless kept.
class Folder {
 public:
  static Result<Folder> make(const std::filesystem::path& under, std::string file_name) {
    std::string name = (under / "troth-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) return refuse(Code::file_not_written, under.string());
    return Folder(name, std::move(file_name));
  }
  Folder(Folder&& other) noexcept
      : path_(std::exchange(other.path_, {})), file_name_(std::move(other.file_name_)) {}
  Folder& operator=(Folder&&) = delete;
  ~Folder() {
    std::error_code failed;
    if (!path_.empty()) std::filesystem::remove_all(path_, failed);
  }

  Status write(std::string_view text) const {
    TROTH_ASSIGN(auto file, NewFile::create(this->file()));
    TROTH_TRY(file.write(bytes_of(text)));
    return file.keep();
  }
  [[nodiscard]] std::filesystem::path file() const { return path_ / file_name_; }
  void keep() { path_.clear(); }

 private:
  Folder(std::filesystem::path path, std::string file_name)
      : path_(std::move(path)), file_name_(std::move(file_name)) {}

  std::filesystem::path path_;
  std::string file_name_;
};

// While it lives, these signals wait to be taken one by one.
class HeldSignals {
 public:
  HeldSignals() {
    sigemptyset(&held_);
    sigaddset(&held_, SIGCHLD);
    for (const int signal : kEnding) sigaddset(&held_, signal);
    for (const int signal : kOfTheEditor) sigaddset(&held_, signal);
    pthread_sigmask(SIG_BLOCK, &held_, &before_);
  }
  ~HeldSignals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  HeldSignals(const HeldSignals&) = delete;
  HeldSignals& operator=(const HeldSignals&) = delete;

  [[nodiscard]] int take() const {
    int signal = 0;
    sigwait(&held_, &signal);
    return signal;
  }
  [[nodiscard]] const sigset_t& before() const { return before_; }
  [[nodiscard]] const sigset_t& held() const { return held_; }

 private:
  sigset_t held_{};
  sigset_t before_{};
};

// A program and plain words behind it: what a shell can become instead of waiting for it, so that
// a signal to the child reaches the editor itself.
bool is_plain(std::string_view command) {
  constexpr std::string_view kMeans = "|&;<>()$`\\\"'*?[#~=%\n{}!";
  return command.find_first_of(kMeans) == std::string_view::npos;
}

// `command` with the file's name behind it, by a shell, with signals as before.
std::optional<pid_t> start(const std::string& command, const std::filesystem::path& file,
                           const HeldSignals& signals) {
  std::string shell = "sh";
  std::string option = "-c";
  std::string script = (is_plain(command) ? "exec " : "") + command + " \"$1\"";
  std::string path = file.string();
  std::array<char*, 6> arguments = {shell.data(), option.data(), script.data(),
                                    shell.data(), path.data(),   nullptr};
  posix_spawnattr_t attributes{};
  posix_spawnattr_init(&attributes);
  sigset_t defaults = signals.held();
  sigaddset(&defaults, SIGPIPE);
  posix_spawnattr_setsigdefault(&attributes, &defaults);
  posix_spawnattr_setsigmask(&attributes, &signals.before());
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  posix_spawn_file_actions_t files{};
  posix_spawn_file_actions_init(&files);
  // Results that go into a pipe are the command's own.
  if (isatty(STDOUT_FILENO) == 0)
    posix_spawn_file_actions_adddup2(&files, STDERR_FILENO, STDOUT_FILENO);
  pid_t child = 0;
  const int failed = posix_spawn(&child, "/bin/sh", &files, &attributes, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&files);
  posix_spawnattr_destroy(&attributes);
  return failed == 0 ? std::optional(child) : std::nullopt;
}

// How an editor ended: with what status, and by which signal this program is to end.
struct End {
  int status = 0;
  int signal = 0;
};

End wait_for(pid_t child, const HeldSignals& signals) {
  End end;
  for (;;) {
    const pid_t ended = waitpid(child, &end.status, WNOHANG);
    if (ended == child || (ended < 0 && errno != EINTR)) return end;
    const int signal = signals.take();
    if (signal != SIGTERM && signal != SIGHUP) continue;
    end.signal = signal;
    kill(child, signal);
  }
}

}  // namespace

Result<Editor> Editor::find(std::string file_name) {
  std::string command = variable("VISUAL");
  if (command.empty()) command = variable("EDITOR");
  if (command.empty()) return refuse(Code::editor_missing);
  TROTH_ASSIGN(auto runtime, runtime_folder());
  return Editor(std::move(file_name), std::move(command), std::move(runtime));
}

Result<std::string> Editor::edit(std::string_view text) const {
  End end;
  Result<std::string> edited = std::string();
  {
    const HeldSignals signals;
    TROTH_ASSIGN(const Folder folder, Folder::make(runtime_, file_name_));
    TROTH_TRY(folder.write(text));
    const auto child = start(command_, folder.file(), signals);
    if (!child) return refuse(Code::editor_failed, command_);
    end = wait_for(*child, signals);
    edited = read_file(folder.file().string());
  }
  if (end.signal != 0) {
    raise(end.signal);
    return refuse(Code::interrupted);
  }
  if (WIFEXITED(end.status) && WEXITSTATUS(end.status) == 0) return edited;
  if (!edited || *edited == text) return refuse(Code::editor_failed, command_);
  TROTH_ASSIGN(const auto kept, keep(*edited));
  return refuse(Code::editor_failed_kept, kept.string());
}

Result<std::filesystem::path> Editor::keep(std::string_view text) const {
  TROTH_ASSIGN(Folder folder, Folder::make(runtime_, file_name_));
  TROTH_TRY(folder.write(text));
  std::filesystem::path file = folder.file();
  folder.keep();
  return file;
}

}  // namespace troth::cli
