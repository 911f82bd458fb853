// A profile for as long as a window shows it: an io thread of its own owns the open
// vault and keeps it in touch with the relays; whatever is asked or done is posted to
// it and runs between the pump's steps, so that the caller never waits. What was signed
// goes out at once. Whoever else opens the profile is let in after a moment, and what
// they signed goes out, too; what is posted meanwhile waits until they are done.
// Every call returns at once, on any thread; every callback runs on the io thread, in
// the order of the calls. It touches no signal handler of the program.
// Fails with the codes of core/vault; profile_locked where it is not open.
#pragma once

#include <chrono>
#include <deque>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <variant>
#include <vector>

#include "client/host/looks.h"
#include "client/host/profile.h"

namespace troth::host {

class Session {
 public:
  struct Listeners {
    // Something is another: by a work that said so, by the partner, whose news `came`,
    // or by another program of the same person.
    std::function<void(Profile&, const std::vector<vault::Arrival>& came)> on_change;
    // The relay was reached or lost, or has more of what was signed.
    std::function<void(Profile&)> on_link;
    // It closed without being asked to: another program locked it, changed its
    // passphrase or deleted it, or the disk failed.
    std::function<void(const Error&)> on_lost;
  };
  // What a work has left behind.
  enum class After : std::uint8_t {
    nothing,
    changed,  // what is this partner's alone is another
    signed_,  // there is something to send, or another relay or pairing to serve
  };
  // The open profile, or why there is none.
  using Work = std::move_only_function<After(Result<Profile*>)>;
  using Then = std::move_only_function<void(Status)>;
  using ThenWords = std::move_only_function<void(Result<crypto::Secret>)>;

  Session(std::filesystem::path directory, Clock clock, Listeners listeners);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  // Closes it: what was posted and has not begun is dropped. Joins the thread.
  ~Session();

  [[nodiscard]] const std::filesystem::path& directory() const { return directory_; }

  // Opens it (a second of work), or makes it and gives the recovery words; closes it first.
  void open(crypto::Secret passphrase, Then then);
  void make(crypto::Secret passphrase, vault::NewProfile profile, ThenWords then);
  // Wipes its keys; what came before is done first.
  void close(std::move_only_function<void()> then);
  void post(Work work);
  // It stays open, also where this fails.
  void change_passphrase(crypto::Secret old, crypto::Secret passphrase, Then then);
  // Closes it and deletes its files.
  void remove(std::move_only_function<void(Result<vault::Deletion>)> then);

 private:
  using Job = std::variant<Work, std::move_only_function<void()>>;
  struct Turn;

  void push(Job job);
  // Takes the next job where it is a Work, or else where it is none.
  std::optional<Work> take_work();
  std::move_only_function<void()> take_control();
  bool next_is_work();

  void run();
  void turn();
  void start(Turn& turn);
  void drain();
  void look_after(std::chrono::milliseconds pause);
  void look();
  void hurry();
  void refuse_works(const Error& why);

  Status adopt(Profile profile);
  void shut();
  void lose(const Error& why);
  void tell_change();

  std::filesystem::path directory_;
  Clock clock_;
  Listeners listeners_;

  std::mutex mutex_;  // over these two
  std::deque<Job> jobs_;
  Turn* turn_ = nullptr;  // what the thread runs now

  // The io thread's alone.
  std::optional<Profile> profile_;
  std::optional<vault::Waiting> waiting_;    // goes before the profile
  std::optional<vault::Arrivals> arrivals_;  // likewise
  bool is_over_ = false;
  bool is_away_ = false;  // it has made way
  bool knocked_ = false;
  std::optional<Error> failed_;  // why this turn of the pump was the last
  std::optional<Error> lost_;    // why it is closed, where nobody asked for that
  Looks looks_;
  std::optional<std::chrono::steady_clock::time_point> hurries_since_;
  std::chrono::steady_clock::time_point knocks_at_;

  std::thread thread_;
};

}  // namespace troth::host
