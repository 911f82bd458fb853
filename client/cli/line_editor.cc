#include "client/cli/line_editor.h"

#include <histedit.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <clocale>
#include <cstdio>
#include <cstring>
#include <cwchar>
#include <span>

#include "client/cli/output.h"
#include "core/crypto/secret.h"

namespace troth::cli {
namespace {

constexpr int kLinesKept = 500;
constexpr std::size_t kColumnsApart = 2;

struct CloseFile {
  void operator()(std::FILE* file) const { static_cast<void>(std::fclose(file)); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

File open_copy(int fd, const char* mode) {
  const int copy = dup(fd);
  if (copy < 0) return {};
  File file(fdopen(copy, mode));
  if (!file) close(copy);
  return file;
}

// What all of them begin with.
std::string common_beginning(const std::vector<std::string>& words) {
  std::string common = words.front();
  for (const auto& word : words) {
    const auto end = std::ranges::mismatch(common, word).in1;
    common.erase(end, common.end());
  }
  return common;
}

std::string in_columns(const std::vector<std::string>& words, std::size_t width) {
  std::size_t widest = 0;
  for (const auto& word : words) widest = std::max(widest, word.size() + kColumnsApart);
  const std::size_t columns = std::max<std::size_t>(1, width / widest);
  std::string text = "\n";
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool ends_line = i % columns == columns - 1 || i + 1 == words.size();
    text += words[i] + (ends_line ? "\n" : std::string(widest - words[i].size(), ' '));
  }
  return text;
}

}  // namespace

struct LineEditor::Parts {
  explicit Parts(Hooks its_hooks) : hooks(std::move(its_hooks)) {}
  Parts(const Parts&) = delete;
  Parts& operator=(const Parts&) = delete;
  ~Parts() {
    if (editor != nullptr) el_end(editor);
    if (earlier == nullptr) return;
    wipe_earlier();
    history_end(earlier);
  }

  static Parts& of(EditLine* editor) {
    void* data = nullptr;
    el_get(editor, EL_CLIENTDATA, &data);
    return *static_cast<Parts*>(data);
  }
  static char* prompt_of(EditLine* editor) { return of(editor).prompt.data(); }
  static int read_character(EditLine* editor, wchar_t* character);
  static unsigned char complete(EditLine* editor, int key);

  // The texts are libedit's own, and it frees them as they are.
  void wipe_earlier() const {
    HistEvent event{};
    for (int found = history(earlier, &event, H_FIRST); found >= 0;
         found = history(earlier, &event, H_NEXT)) {
      auto* text = const_cast<char*>(event.str);
      crypto::wipe({reinterpret_cast<std::uint8_t*>(text), std::strlen(text)});
    }
  }

  Hooks hooks;
  File input;
  File screen;
  std::string prompt;
  EditLine* editor = nullptr;
  History* earlier = nullptr;
};

// One character of UTF-8, byte by byte, so that nothing behind the line is taken.
int LineEditor::Parts::read_character(EditLine* editor, wchar_t* character) {
  const Parts& parts = of(editor);
  std::mbstate_t state{};
  for (;;) {
    if (!parts.hooks.wait()) return 0;
    char byte = 0;
    const ssize_t got = ::read(fileno(parts.input.get()), &byte, 1);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return 0;
    const std::size_t decoded = std::mbrtowc(character, &byte, 1, &state);
    if (decoded == static_cast<std::size_t>(-2)) continue;  // more of it comes
    if (decoded == static_cast<std::size_t>(-1)) {
      state = {};
      continue;  // no character: as if it had not been typed
    }
    return 1;
  }
}

unsigned char LineEditor::Parts::complete(EditLine* editor, int) {
  const Parts& parts = of(editor);
  const LineInfo* line = el_line(editor);
  const std::string before(line->buffer, line->cursor);
  const auto words = parts.hooks.complete(before);
  if (words.empty()) return CC_REFRESH_BEEP;
  // What is typed of the word is the longest end of the line that it begins with.
  const std::string common = common_beginning(words);
  std::size_t typed = std::min(common.size(), before.size());
  while (typed > 0 && !before.ends_with(std::string_view(common).substr(0, typed))) --typed;
  std::string rest = common.substr(typed);
  if (words.size() == 1 && !common.ends_with('/')) rest += ' ';
  if (!rest.empty()) {
    el_insertstr(editor, rest.c_str());
    return CC_REFRESH;
  }
  int columns = 80;
  el_get(editor, EL_GETTC, "co", &columns, nullptr);
  const std::string all = in_columns(words, static_cast<std::size_t>(std::max(columns, 1)));
  std::fputs(fit_to_show(all).c_str(), parts.screen.get());
  static_cast<void>(std::fflush(parts.screen.get()));
  return CC_REDISPLAY;
}

std::unique_ptr<LineEditor> LineEditor::create(int input, int screen, Hooks hooks) {
  std::setlocale(LC_CTYPE, "C.UTF-8");  // NOLINT(concurrency-mt-unsafe): before any other thread
  auto parts = std::make_unique<Parts>(std::move(hooks));
  parts->input = open_copy(input, "r");
  parts->screen = open_copy(screen, "w");
  if (!parts->input || !parts->screen) return nullptr;
  parts->earlier = history_init();
  parts->editor = el_init("troth", parts->input.get(), parts->screen.get(), parts->screen.get());
  if (parts->editor == nullptr || parts->earlier == nullptr) return nullptr;
  EditLine* editor = parts->editor;
  HistEvent event{};
  history(parts->earlier, &event, H_SETSIZE, kLinesKept);
  history(parts->earlier, &event, H_SETUNIQUE, 1);
  el_set(editor, EL_CLIENTDATA, parts.get());
  el_set(editor, EL_PROMPT, &Parts::prompt_of);
  el_set(editor, EL_HIST, history, parts->earlier);
  el_set(editor, EL_EDITOR, "emacs");
  el_set(editor, EL_GETCFN, &Parts::read_character);
  // In wide characters, since libedit never frees its copies of others.
  el_wset(editor, EL_ADDFN, L"troth-complete", L"Completes a word", &Parts::complete);
  el_set(editor, EL_BIND, "^I", "troth-complete", nullptr);
  return std::unique_ptr<LineEditor>(new LineEditor(std::move(parts)));
}

LineEditor::LineEditor(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
LineEditor::~LineEditor() = default;

std::optional<std::string> LineEditor::read(std::string prompt) {
  parts_->prompt = std::move(prompt);
  el_resize(parts_->editor);
  // Before the prompt: libedit would do it after, and lose a Ctrl-D typed in between.
  el_set(parts_->editor, EL_PREP_TERM, 1);
  int size = 0;
  const char* typed = el_gets(parts_->editor, &size);
  if (typed == nullptr || size <= 0) return std::nullopt;
  std::string line(typed, static_cast<std::size_t>(size));
  if (line.ends_with('\n')) line.pop_back();
  return line;
}

void LineEditor::keep(const std::string& line) {
  HistEvent event{};
  history(parts_->earlier, &event, H_ENTER, line.c_str());
}

void LineEditor::forget() {
  parts_->wipe_earlier();
  HistEvent event{};
  history(parts_->earlier, &event, H_CLEAR);
}

}  // namespace troth::cli
