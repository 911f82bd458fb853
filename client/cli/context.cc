#include "client/cli/context.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>

#include "client/cli/read_file.h"
#include "client/cli/show_arrivals.h"
#include "client/host/paths.h"
#include "core/base/check.h"
#include "core/vault/before_opening.h"

namespace troth::cli {
namespace {

using namespace std::chrono_literals;

constexpr auto kSendWithin = 2s;
constexpr int kTries = 3;  // of a passphrase, before its command has to be typed again
constexpr std::size_t kLongestArgument = 4096;
constexpr std::size_t kLongestSheet = 4096;

// A descriptor that closes itself.
class File {
 public:
  explicit File(const std::filesystem::path& path)
      : fd_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  ~File() {
    if (fd_ >= 0) close(fd_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  [[nodiscard]] int fd() const { return fd_; }

 private:
  int fd_;
};

crypto::Secret without_space_at_ends(const crypto::Secret& text) {
  const auto is_space = [](std::uint8_t c) { return c == ' ' || c == '\t' || c == '\r'; };
  std::size_t first = 0;
  std::size_t last = text.size();
  while (first < last && is_space(text.view()[first])) ++first;
  while (last > first && is_space(text.view()[last - 1])) --last;
  return text.slice(first, last - first);
}

// What a passphrase's file holds.
Result<crypto::Secret> first_line_of(const std::filesystem::path& path) {
  const File file(path);
  if (file.fd() < 0) return refuse(Code::file_unreadable, path.string());
  TROTH_ASSIGN(auto line, read_secret_line(file.fd(), kLongestPassphrase));
  if (!line || line->empty()) return refuse(Code::passphrase_empty);
  return std::move(*line);
}

// The lines after the last empty one, joined by spaces; empty ones at the end do
// not count. recovery_sheet_empty, answer_too_long.
Result<crypto::Secret> last_paragraph(int fd, const std::string& name) {
  crypto::Secret paragraph(kLongestSheet);
  std::size_t size = 0;
  bool begins_anew = false;
  for (std::size_t read = 0;;) {
    TROTH_ASSIGN(const auto line, read_secret_line(fd, kLongestSheet));
    if (!line) break;
    read += line->size() + 1;
    if (read > kLongestSheet) return refuse(Code::answer_too_long);
    const auto words = without_space_at_ends(*line);
    if (words.empty()) {
      begins_anew = true;
      continue;
    }
    if (begins_anew) size = 0;
    begins_anew = false;
    std::ranges::copy(words.view(), paragraph.writable().subspan(size).begin());
    size += words.size();
    paragraph.writable()[size++] = ' ';
  }
  if (size == 0) return refuse(Code::recovery_sheet_empty, name);
  return paragraph.slice(0, size);
}

bool equal(const crypto::Secret& a, const crypto::Secret& b) {
  return crypto::equal_in_constant_time(a.view(), b.view());
}

}  // namespace

Result<std::filesystem::path> Context::profile_place() const {
  if (!parts_.options.profile.empty()) return parts_.options.profile;
  return host::default_profile();
}

Result<crypto::Secret> Context::passphrase() {
  const auto& path = parts_.options.passphrase_file;
  if (path.empty()) return parts_.terminal.ask_secret("Passphrase");
  return first_line_of(path);
}

Result<crypto::Secret> Context::next_passphrase(const std::filesystem::path& file) {
  if (!file.empty()) return first_line_of(file);
  TROTH_ASSIGN(auto first, parts_.terminal.ask_secret("New passphrase"));
  if (first.empty()) return refuse(Code::passphrase_empty);
  TROTH_ASSIGN(const auto second, parts_.terminal.ask_secret("The same again"));
  if (!equal(first, second)) return refuse(Code::passphrases_differ);
  return first;
}

Result<crypto::Secret> Context::recovery_words(const std::filesystem::path& sheet) {
  if (sheet.empty()) return parts_.terminal.ask_secret("The 24 recovery words, in one line");
  if (sheet == "-") return last_paragraph(parts_.input, "the standard input");
  const File file(sheet);
  if (file.fd() < 0) return refuse(Code::file_unreadable, sheet.string());
  return last_paragraph(file.fd(), sheet.string());
}

Result<crypto::Secret> Context::new_passphrase() {
  TROTH_ASSIGN(auto first, passphrase());
  if (first.empty()) return refuse(Code::passphrase_empty);
  if (!parts_.options.passphrase_file.empty()) return first;
  TROTH_ASSIGN(const auto second, parts_.terminal.ask_secret("The same again"));
  if (!equal(first, second)) return refuse(Code::passphrases_differ);
  return first;
}

Result<crypto::Secret> Context::secret_argument(std::string& argument) {
  if (argument != "-") {
    // It came on the command line, where other programs may have seen it: all
    // that is left to do is to keep no second copy, and to show it no longer.
    auto secret = crypto::Secret::copy_of(bytes_of(argument));
    if (parts_.forget_argument && !argument.empty()) parts_.forget_argument(argument);
    crypto::wipe({reinterpret_cast<std::uint8_t*>(argument.data()), argument.size()});
    return without_space_at_ends(secret);
  }
  TROTH_ASSIGN(auto line, read_secret_line(parts_.input, kLongestArgument));
  if (!line || line->empty()) return refuse(Code::input_missing);
  return without_space_at_ends(*line);
}

Result<std::string> Context::text_from_input() {
  const bool is_typed = parts_.terminal.is_interactive();
  // What a shell reads from a pipe is its commands.
  if (parts_.keeper != nullptr && !is_typed) return refuse(Code::input_missing);
  if (is_typed)
    parts_.terminal.say("Write as many lines as you like, then Ctrl-D on an empty one.");
  TROTH_ASSIGN(auto text, read_all(parts_.input, "The standard input"));
  text.resize(text.find_last_not_of(" \t\r\n") + 1);
  if (text.empty()) return refuse(Code::input_missing);
  return text;
}

Result<host::Profile> Context::open() {
  TROTH_ASSIGN(host::Profile profile, open_quietly());
  TROTH_TRY(show_pauses(profile));
  return profile;
}

bool Context::can_ask() const {
  return parts_.terminal.is_interactive() && !parts_.output.is_json();
}

Result<bool> Context::wants_to_sign(host::Profile& profile, std::string_view words,
                                    std::string_view question) {
  if (!can_ask()) return true;
  terminal().say(words);
  TROTH_ASSIGN(const auto chosen, ask_while_free(profile, [&] {
                 return ask_choice(terminal(), question, {"yes", "no"});
               }));
  if (chosen == 0U) return true;
  output().note("Nothing was signed.");
  return false;
}

const Environment& Context::environment() const {
  CHECK(parts_.environment != nullptr);
  return *parts_.environment;
}

Result<host::Profile> Context::open_quietly() {
  if (parts_.keeper == nullptr) return unlock();
  TROTH_ASSIGN(const auto kept, parts_.keeper->kept());
  if (kept) return *kept;
  TROTH_ASSIGN(auto profile, unlock());
  TROTH_TRY(parts_.keeper->keep(profile));
  return profile;
}

Result<host::Profile> Context::unlock() {
  TROTH_ASSIGN(const auto place, profile_place());
  TROTH_TRY(vault::check_profile_there(place));
  for (int tries = 1;; ++tries) {
    TROTH_ASSIGN(const auto secret, passphrase());
    auto opened = [&] {
      const Progress progress(parts_.terminal, "Opening the vault ...");
      return host::Profile::open(place, secret, parts_.clock);
    }();
    const bool is_mistyped = !opened && opened.error().code == Code::passphrase_wrong;
    // A file says the same each time.
    if (!is_mistyped || !parts_.options.passphrase_file.empty() || tries == kTries) return opened;
    parts_.terminal.say("This passphrase does not open the vault; type it once more.");
  }
}

Status Context::show_pauses(const host::Profile& profile) {
  if (parts_.output.is_json()) return {};
  TROTH_ASSIGN(const auto status, profile.queries().status());
  if (status.restrictions.empty()) return {};
  TROTH_ASSIGN(const Words words, this->words(profile));
  parts_.output.note(pauses_text(status.restrictions, words.look()));
  return {};
}

Result<Context::Words> Context::words(const host::Profile& profile) {
  TROTH_ASSIGN(const auto chosen, profile.own_settings().number(vault::own_setting::kWidth));
  const std::size_t width = chosen ? static_cast<std::size_t>(*chosen) : parts_.terminal.width();
  TROTH_ASSIGN(auto called, called_in(profile));
  return Words{std::move(called.names), std::move(called.calendar), width};
}

Result<Context::News> Context::news(vault::Arrivals& arrivals, const host::Profile& profile) {
  TROTH_ASSIGN(const auto came, arrivals.take(parts_.clock()));
  TROTH_ASSIGN(const Words words, this->words(profile));
  return News{json_list(came, words.names), arrivals_text(came, words.look())};
}

Status Context::show_signed(host::Profile& profile, Json json, std::string_view text) {
  TROTH_ASSIGN(auto arrivals, profile.arrivals());
  const auto report = [&] {
    const Progress progress(parts_.terminal, "Sending it ...");
    return profile.sync(kSendWithin);
  }();
  const bool sent = report && report->complete;
  json["sent"] = sent;
  std::string words(text);
  if (!profile.is_open()) {  // it made way for others while it sent, and did not come back
    json["arrived"] = Json::array();
    parts_.output.show(json, words + "\nIt is signed here, and goes out with a later command. " +
                                 report.error().message);
    return {};
  }
  words += sent ? "\nIt is on its way to your partner."
                : "\nIt is signed here, and waits until the relay can be reached.";
  TROTH_ASSIGN(const News news, this->news(arrivals, profile));
  json["arrived"] = news.json;
  if (!news.text.empty()) words += "\n\nMeanwhile this came:\n" + news.text;
  if (report && report->left) {
    json["leaving"] = json_of(*report->left);
    words += "\n" + left_text(*report->left);
  }
  TROTH_ASSIGN(const auto status, profile.queries().status());
  if (status.signing)
    words +=
        "\nThis profile may be an old copy, and your partner's device unable to read what it "
        "sends: tell them yourself, too.";
  parts_.output.show(json, words);
  return {};
}

}  // namespace troth::cli
