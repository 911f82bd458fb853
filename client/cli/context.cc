#include "client/cli/context.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>

#include "client/host/paths.h"

namespace troth::cli {
namespace {

using namespace std::chrono_literals;

constexpr auto kSendWithin = 2s;
constexpr std::size_t kLongestArgument = 4096;

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
  const File file(path);
  if (file.fd() < 0) return refuse(Code::file_unreadable, path.string());
  TROTH_ASSIGN(auto line, read_secret_line(file.fd(), kLongestPassphrase));
  if (!line || line->empty()) return refuse(Code::passphrase_empty);
  return std::move(*line);
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
    // that is left to do is to keep no second copy.
    auto secret = crypto::Secret::copy_of(bytes_of(argument));
    crypto::wipe({reinterpret_cast<std::uint8_t*>(argument.data()), argument.size()});
    return without_space_at_ends(secret);
  }
  TROTH_ASSIGN(auto line, read_secret_line(parts_.input, kLongestArgument));
  if (!line || line->empty()) return refuse(Code::input_missing);
  return without_space_at_ends(*line);
}

Result<host::Profile> Context::open() {
  TROTH_ASSIGN(host::Profile profile, open_quietly());
  if (!parts_.output.is_json()) TROTH_TRY(show_pauses(profile));
  return profile;
}

Result<host::Profile> Context::open_quietly() {
  TROTH_ASSIGN(const auto place, profile_place());
  TROTH_ASSIGN(const auto secret, passphrase());
  const auto opened = [&] {
    const Progress progress(parts_.terminal, "Opening the vault ...");
    return host::Profile::open(place, secret, parts_.clock);
  };
  return opened();
}

Status Context::show_pauses(const host::Profile& profile) {
  TROTH_ASSIGN(const auto status, profile.queries().status());
  if (status.restrictions.empty()) return {};
  TROTH_ASSIGN(const Words words, this->words(profile));
  parts_.output.note(pauses_text(status.restrictions, words.look()));
  return {};
}

Result<Context::Words> Context::words(const host::Profile& profile) {
  const std::size_t width = parts_.terminal.width();
  TROTH_ASSIGN(auto people, profile.queries().people());
  if (!people.partner) return Words{Names(std::move(people), {}), calendar_of("UTC"), width};
  TROTH_ASSIGN(const auto agreement, profile.queries().agreement());
  return Words{Names(std::move(people), agreement.clauses), calendar_of(agreement.time_zone),
               width};
}

Status Context::show_signed(host::Profile& profile, Json json, std::string_view text) {
  const auto report = [&] {
    const Progress progress(parts_.terminal, "Sending it ...");
    return profile.sync(kSendWithin);
  }();
  const bool sent = report && report->complete;
  json["sent"] = sent;
  std::string words(text);
  words += sent ? "\nIt is on its way to your partner."
                : "\nIt is signed here, and waits until the relay can be reached.";
  parts_.output.show(json, words);
  return {};
}

}  // namespace troth::cli
