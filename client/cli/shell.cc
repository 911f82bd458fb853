#include "client/cli/shell.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <ctime>
#include <ratio>

#include "client/cli/completion.h"
#include "client/cli/path_names.h"
#include "client/cli/shell_words.h"

namespace troth::cli {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

// Not longer, so that a computer that slept is soon found to have been idle.
constexpr milliseconds kLongestWait = 30s;

constexpr std::string_view kWelcome =
    "Commands as ever, without the word troth. Tab completes; Ctrl-D or exit leaves.";

// Time that goes on while the computer sleeps.
milliseconds awake_or_not() {
  timespec now{};
  clock_gettime(CLOCK_BOOTTIME, &now);
  return std::chrono::duration_cast<milliseconds>(std::chrono::seconds(now.tv_sec) +
                                                  std::chrono::nanoseconds(now.tv_nsec));
}

milliseconds in_milliseconds(double minutes) {
  return std::chrono::duration_cast<milliseconds>(
      std::chrono::duration<double, std::ratio<60>>(minutes));
}

bool is_farewell(std::string_view line) { return line == "exit" || line == "quit"; }

void wipe(std::string& text) {
  crypto::wipe({reinterpret_cast<std::uint8_t*>(text.data()), text.size()});
  text.clear();
}

}  // namespace

Shell::Shell(const Environment& environment, const GlobalOptions& global, Form form,
             Options options)
    : environment_(environment),
      global_(global),
      form_(form),
      options_(options),
      output_(environment.results, environment.errors, form),
      kept_(signals_) {}

Result<Exit> Shell::run() {
  TROTH_TRY(unlock());
  return environment_.terminal.is_interactive() ? run_typed() : run_piped();
}

// As the first command of any kind would.
Status Shell::unlock() {
  Context context({environment_.terminal, output_, environment_.input, environment_.clock,
                   environment_.forget_argument, global_, &environment_, &kept_});
  TROTH_ASSIGN(auto place, context.profile_place());
  kept_.set_place(std::move(place));
  TROTH_TRY(context.open());
  return {};
}

Result<Exit> Shell::run_typed() {
  Terminal& terminal = environment_.terminal;
  declared_ = declared(environment_.make_commands());
  editor_ = LineEditor::create(
      environment_.input, terminal.screen(),
      {.wait = [this] { return (gave_up_ = wait()) == Came::input; },
       .complete = [this](const std::string& before) { return completions(before); }});
  if (!editor_) return refuse(Code::terminal_missing);
  terminal.say(kWelcome);
  while (!signals_.wants_the_end()) {
    auto line = typed_line();
    if (!line && gave_up_ != Came::ctrl_c && gave_up_ != Came::idle) break;
    if (!line) continue;
    if (is_farewell(*line)) break;
    if (run_line(*line).may_come_back) editor_->keep(*line);
    wipe(*line);
    if (kept_.is_locked()) editor_->forget();
  }
  return Exit::done;
}

std::optional<std::string> Shell::typed_line() {
  signals_.forget();
  gave_up_ = Came::input;
  auto line = editor_->read(kept_.is_locked() ? "troth (locked)> " : "troth> ");
  if (line) return line;
  if (gave_up_ == Came::ctrl_c) environment_.terminal.say("^C");
  if (gave_up_ == Came::idle) environment_.terminal.say("\nLocked.");
  return std::nullopt;
}

Result<Exit> Shell::run_piped() {
  Exit first = Exit::done;
  for (;;) {
    TROTH_ASSIGN(auto line, piped_line());
    if (!line || is_farewell(*line)) return first;
    const Exit exit = run_line(*line).exit;
    wipe(*line);
    if (first == Exit::done) first = exit;
    if (exit != Exit::done && options_.refusals == Refusals::end_it) return first;
    pollfd pressed{signals_.fd(), POLLIN, 0};
    if (poll(&pressed, 1, 0) == 0) continue;
    return exit == Exit::done ? Result<Exit>(refuse(Code::interrupted)) : first;
  }
}

Shell::Came Shell::wait() {
  const milliseconds locks_at = awake_or_not() + lock_after();
  for (;;) {
    if (signals_.wants_the_end()) return Came::end;
    const bool was_open = !kept_.is_locked();
    const milliseconds left = locks_at - awake_or_not();
    if (left <= 0ms && !kept_.is_locked()) {
      lock();
      return Came::idle;
    }
    std::array<pollfd, 3> watched = {
        {{signals_.fd(), POLLIN, 0}, {environment_.input, POLLIN, 0}, {kept_.knocks(), POLLIN, 0}}};
    const auto looks_in = kept_.looks_in();
    milliseconds within = std::min(kLongestWait, looks_in.value_or(kLongestWait));
    if (!kept_.is_locked()) within = std::min(within, left);
    const int ready = poll(watched.data(), watched.size(), static_cast<int>(within.count()));
    if (watched[0].revents != 0 && !signals_.wants_the_end()) return Came::ctrl_c;
    if (watched[2].revents != 0) kept_.make_way();
    const bool is_due = !kept_.is_locked() && awake_or_not() >= locks_at;
    if (watched[1].revents != 0 && !is_due) return Came::input;
    if (ready == 0) kept_.look();
    if (was_open && kept_.is_locked()) {  // by troth lock in another terminal
      lock();
      return Came::idle;
    }
  }
}

milliseconds Shell::lock_after() {
  if (options_.lock_after) return *options_.lock_after;
  const host::Profile* profile = kept_.open_profile();
  if (profile == nullptr) return chosen_;
  const auto minutes = profile->own_settings().number(vault::own_setting::kLockAfter);
  if (minutes && *minutes) chosen_ = in_milliseconds(**minutes);
  return chosen_;
}

void Shell::lock() {
  kept_.close();
  if (editor_) editor_->forget();
}

Result<std::optional<std::string>> Shell::piped_line() {
  std::string line;
  for (bool any = false;; any = true) {
    Came came = wait();
    while (came == Came::idle) came = wait();
    if (came == Came::ctrl_c) return refuse(Code::interrupted);
    if (came == Came::end) return std::nullopt;
    char byte = 0;
    const ssize_t got = read(environment_.input, &byte, 1);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return any ? std::optional(std::move(line)) : std::nullopt;
    if (byte == '\n') return line;
    if (line.size() == kLongestAnswer) return refuse(Code::answer_too_long);
    line += byte;
  }
}

Shell::LineDone Shell::run_line(std::string& line) {
  auto words = words_of_line(line);
  if (!words) {
    output_.fail(words.error());
    return {Exit::refused, true};
  }
  // As the texts of help have it.
  if (!words->empty() && words->front() == "troth") words->erase(words->begin());
  if (words->empty()) return {};
  bool held_secret = false;
  const Exit exit = run_words(*words, held_secret);
  for (auto& word : *words) wipe(word);
  kept_.settle();
  return {exit, !held_secret};
}

Exit Shell::run_words(std::vector<std::string>& words, bool& held_secret) {
  std::vector<const char*> arguments;
  for (const auto& word : words) arguments.push_back(word.c_str());
  Environment inside = environment_;
  inside.forget_argument = [&](std::string_view) { held_secret = true; };
  const Inside of_shell{kept_, global_, form_};
  return cli::run(arguments, environment_.make_commands(), inside, &of_shell);
}

std::vector<std::string> Shell::completions(const std::string& before) const {
  const auto typed = unfinished_words(before);
  if (typed.is_free_text) return {};
  auto made = suggestions(declared_, typed.words, typed.last);
  for (auto& path : path_names(typed.last, made.value)) made.words.push_back(std::move(path));
  for (auto& id : ids(made.value))
    if (id.starts_with(typed.last)) made.words.push_back(std::move(id));
  return std::move(made.words);
}

std::vector<std::string> Shell::ids(std::string_view sort) const {
  const host::Profile* profile = kept_.open_profile();
  std::vector<std::string> made;
  if (profile == nullptr) return made;
  if (sort == "ID") {
    if (const auto open = profile->queries().proposals(vault::Which::open))
      for (const auto& proposal : *open) made.push_back(short_id(proposal.state.entry));
    if (const auto open = profile->queries().restrictions(vault::Which::open))
      for (const auto& restriction : *open) made.push_back(short_id(restriction.state.entry));
  } else if (sort == "CLAUSE") {
    if (const auto agreement = profile->queries().agreement())
      for (const auto& clause : agreement->clauses) made.push_back(short_id(clause.state.id));
  }
  return made;
}

}  // namespace troth::cli
