#include "client/host/session.h"

#include <fcntl.h>

#include <asio/co_spawn.hpp>
#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>
#include <asio/posix/stream_descriptor.hpp>
#include <asio/post.hpp>
#include <asio/steady_timer.hpp>
#include <csignal>
#include <exception>
#include <utility>

namespace troth::host {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

// While work waits: shorter than the first look of whoever makes way, so as to come
// in before them; and as long as whoever knocks waits to come in.
constexpr auto kHurriedLook = 10ms;
constexpr auto kKnocksAgain = 1000ms;
constexpr auto kPatience = 15s;

}  // namespace

// One life of the pump. Whatever closes the vault or begins the pump anew first ends
// this: with the io_context every coroutine goes that has borrowed the vault.
struct Session::Turn {
  std::optional<vault::SyncPump> pump;  // outlives its coroutine
  asio::io_context io{1};
  asio::executor_work_guard<asio::io_context::executor_type> guard = asio::make_work_guard(io);
  asio::posix::stream_descriptor door{io};
  asio::steady_timer timer{io};
};

Session::Session(std::filesystem::path directory, Clock clock, Listeners listeners)
    : directory_(std::move(directory)),
      clock_(std::move(clock)),
      listeners_(std::move(listeners)),
      thread_([this] { run(); }) {}

Session::~Session() {
  {
    const std::lock_guard lock(mutex_);
    jobs_.clear();
  }
  push([this] {
    shut();
    is_over_ = true;
  });
  thread_.join();
}

void Session::push(Job job) {
  const std::lock_guard lock(mutex_);
  jobs_.push_back(std::move(job));
  if (turn_ != nullptr) asio::post(turn_->io, [this] { drain(); });
}

void Session::post(Work work) { push(std::move(work)); }

void Session::open(crypto::Secret passphrase, Then then) {
  push([this, passphrase = std::move(passphrase), then = std::move(then)]() mutable {
    shut();
    auto opened = Profile::open(directory_, passphrase, clock_);
    passphrase = {};
    then(opened ? adopt(std::move(*opened)) : std::unexpected(opened.error()));
  });
}

void Session::make(crypto::Secret passphrase, vault::NewProfile profile, ThenWords then) {
  push([this, passphrase = std::move(passphrase), profile = std::move(profile),
        then = std::move(then)]() mutable {
    shut();
    auto made = Profile::make(directory_, passphrase, profile, clock_);
    passphrase = {};
    if (!made) return then(std::unexpected(made.error()));
    // The words are shown whatever becomes of it: they are not to be had again.
    const Status adopted = adopt(std::move(made->profile));
    then(std::move(made->recovery_words));
    if (!adopted) lose(adopted.error());
  });
}

void Session::close(std::move_only_function<void()> then) {
  push([this, then = std::move(then)]() mutable {
    shut();
    then();
  });
}

void Session::change_passphrase(crypto::Secret old, crypto::Secret passphrase, Then then) {
  push([this, old = std::move(old), passphrase = std::move(passphrase),
        then = std::move(then)]() mutable {
    const bool was_open = profile_.has_value();
    if (was_open && !is_away_) {
      waiting_->make_way();
      is_away_ = true;
      looks_ = {};
    }
    const Status changed = Profile::change_passphrase(directory_, old, passphrase);
    if (!changed) return then(changed);  // its key opens it again
    shut();
    if (!was_open) return then({});
    auto opened = Profile::open(directory_, passphrase, clock_);
    then(opened ? adopt(std::move(*opened)) : std::unexpected(opened.error()));
  });
}

void Session::remove(std::move_only_function<void(Result<vault::Deletion>)> then) {
  push([this, then = std::move(then)]() mutable {
    shut();
    then(Profile::remove(directory_));
  });
}

bool Session::next_is_work() {
  const std::lock_guard lock(mutex_);
  return !jobs_.empty() && std::holds_alternative<Work>(jobs_.front());
}

std::optional<Session::Work> Session::take_work() {
  const std::lock_guard lock(mutex_);
  if (jobs_.empty() || !std::holds_alternative<Work>(jobs_.front())) return std::nullopt;
  Work work = std::move(std::get<Work>(jobs_.front()));
  jobs_.pop_front();
  return work;
}

std::move_only_function<void()> Session::take_control() {
  const std::lock_guard lock(mutex_);
  if (jobs_.empty() || std::holds_alternative<Work>(jobs_.front())) return nullptr;
  auto control = std::move(std::get<std::move_only_function<void()>>(jobs_.front()));
  jobs_.pop_front();
  return control;
}

void Session::run() {
  // Those that end a program are for its main thread.
  sigset_t ending;
  sigemptyset(&ending);
  for (const int signal : {SIGHUP, SIGINT, SIGTERM}) sigaddset(&ending, signal);
  pthread_sigmask(SIG_BLOCK, &ending, nullptr);
  while (!is_over_) {
    turn();
    if (failed_) lose(*std::exchange(failed_, std::nullopt));
    if (std::exchange(knocked_, false) && profile_ && !is_away_) {
      waiting_->make_way();
      is_away_ = true;
      looks_ = {};
    }
    while (auto control = take_control()) control();
  }
}

void Session::turn() {
  Turn turn;
  start(turn);
  {
    const std::lock_guard lock(mutex_);
    turn_ = &turn;
    if (!jobs_.empty()) asio::post(turn.io, [this] { drain(); });
  }
  if (is_away_) look_after(looks_.next());
  turn.io.run();
  const std::lock_guard lock(mutex_);
  turn_ = nullptr;
}

void Session::start(Turn& turn) {
  if (!profile_ || is_away_) return;
  if (const int copy = ::fcntl(waiting_->knocks(), F_DUPFD_CLOEXEC, 0); copy >= 0) {
    turn.door.assign(copy);
    turn.door.async_wait(asio::posix::descriptor_base::wait_read,
                         [this, &turn](const std::error_code& failed) {
                           if (failed) return;
                           knocked_ = true;
                           turn.io.stop();
                         });
  }
  turn.pump.emplace(profile_->pump());
  const vault::Listeners heard{[this] { tell_change(); },
                               {},
                               [this] {
                                 if (listeners_.on_link) listeners_.on_link(*profile_);
                               }};
  asio::co_spawn(turn.io, turn.pump->watch(heard),
                 [this, &turn](const std::exception_ptr& thrown, Status ended) {
                   if (thrown) std::rethrow_exception(thrown);
                   // Without a relay it has nothing to do before one is set.
                   if (!ended && ended.error().code == Code::relay_none) return;
                   if (!ended) failed_ = ended.error();
                   turn.io.stop();  // else the pair is left: it begins with what there is now
                 });
}

void Session::drain() {
  for (;;) {
    if (is_away_ && next_is_work()) return hurry();
    auto work = take_work();
    if (!work) break;
    const After after =
        profile_ ? (*work)(&*profile_)
                 : (*work)(std::unexpected(lost_ ? *lost_ : error(Code::profile_locked)));
    if (after == After::nothing || !profile_) continue;
    tell_change();
    if (after == After::signed_) turn_->io.stop();
  }
  const std::lock_guard lock(mutex_);
  if (!jobs_.empty()) turn_->io.stop();
}

void Session::look_after(std::chrono::milliseconds pause) {
  turn_->timer.expires_after(pause);
  turn_->timer.async_wait([this](const std::error_code& failed) {
    if (!failed) look();
  });
}

void Session::look() {
  const auto returned = waiting_->come_back();
  if (!returned) {
    failed_ = returned.error();
    return turn_->io.stop();
  }
  if (*returned != vault::Waiting::Return::not_yet) {
    is_away_ = false;
    hurries_since_.reset();
    if (*returned == vault::Waiting::Return::with_news) tell_change();
    return turn_->io.stop();
  }
  if (!hurries_since_) return look_after(looks_.next());
  const auto now = steady_clock::now();
  if (now - *hurries_since_ >= kPatience) {
    hurries_since_.reset();
    refuse_works(error(Code::profile_in_use));
    return look_after(looks_.next());
  }
  if (now >= knocks_at_) {
    knocks_at_ = now + kKnocksAgain;
    static_cast<void>(waiting_->knock());  // whoever cannot be told ends by themselves
  }
  look_after(kHurriedLook);
}

void Session::hurry() {
  if (hurries_since_) return;
  hurries_since_ = knocks_at_ = steady_clock::now();
  look_after(0ms);
}

void Session::refuse_works(const Error& why) {
  while (auto work = take_work()) static_cast<void>((*work)(std::unexpected(why)));
}

Status Session::adopt(Profile profile) {
  TROTH_ASSIGN(auto waiting, profile.wait());
  TROTH_ASSIGN(auto arrivals, profile.arrivals());
  profile_ = std::move(profile);
  waiting_ = std::move(waiting);
  arrivals_ = std::move(arrivals);
  lost_.reset();
  return {};
}

void Session::shut() {
  arrivals_.reset();
  waiting_.reset();
  profile_.reset();
  is_away_ = false;
  hurries_since_.reset();
  lost_.reset();
}

void Session::lose(const Error& why) {
  shut();
  lost_ = why;
  if (listeners_.on_lost) listeners_.on_lost(why);
}

void Session::tell_change() {
  auto came = arrivals_->take(clock_());
  if (listeners_.on_change)
    listeners_.on_change(*profile_, came ? *came : std::vector<vault::Arrival>());
}

}  // namespace troth::host
