#include "client/host/profile.h"

#include <algorithm>
#include <asio/io_context.hpp>
#include <asio/signal_set.hpp>
#include <asio/steady_timer.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>
#include <csignal>

#include "client/host/host.h"
#include "client/host/looks.h"

namespace troth::host {
namespace {

using namespace std::chrono_literals;

// Shorter than the first look of whoever makes way, so as to come in before them.
constexpr auto kBetween = 10ms;
// Long enough for some work, where two ask each other.
constexpr auto kKnocks = 1000ms;

// Whenever the others are done: for whoever merely waits.
asio::awaitable<Result<vault::Waiting::Return>> come_back(vault::Waiting& waiting) {
  asio::steady_timer timer(co_await asio::this_coro::executor);
  for (Looks looks;;) {
    timer.expires_after(looks.next());
    co_await timer.async_wait(asio::use_awaitable);
    auto returned = waiting.come_back();
    if (!returned || *returned != vault::Waiting::Return::not_yet) co_return returned;
  }
}

// Asking the others to make way in turn: for whoever has something to do.
asio::awaitable<Result<vault::Waiting::Return>> ask_back(vault::Waiting& waiting) {
  asio::steady_timer timer(co_await asio::this_coro::executor);
  for (auto waited = 0ms;; waited += kBetween) {
    auto returned = waiting.come_back();
    if (!returned || *returned != vault::Waiting::Return::not_yet) co_return returned;
    if (waited > 0ms && waited % kKnocks == 0ms)
      if (const Status knocked = waiting.knock(); !knocked)
        co_return std::unexpected(knocked.error());
    timer.expires_after(kBetween);
    co_await timer.async_wait(asio::use_awaitable);
  }
}

// What is left of a time that begins now.
auto rest_of(std::chrono::milliseconds within) {
  return [end = std::chrono::steady_clock::now() + within] {
    return std::max(0ms, std::chrono::duration_cast<std::chrono::milliseconds>(
                             end - std::chrono::steady_clock::now()));
  };
}

}  // namespace

Profile::Profile(std::unique_ptr<crypto::Random> random, vault::Vault vault, Clock clock)
    : open_(std::make_shared<Open>(Open{std::move(random), std::move(vault)})),
      clock_(std::move(clock)) {}

Result<Profile::Made> Profile::make(const std::filesystem::path& directory,
                                    const crypto::Secret& passphrase,
                                    const vault::NewProfile& profile, Clock clock) {
  auto random = std::make_unique<crypto::SystemRandom>();
  TROTH_ASSIGN(auto created,
               vault::Vault::create(directory, passphrase, profile, clock(), *random));
  return Made{Profile(std::move(random), std::move(created.vault), std::move(clock)),
              std::move(created.recovery_words)};
}

Status Profile::mend(const std::filesystem::path& directory, const crypto::Secret& passphrase) {
  crypto::SystemRandom random;
  return vault::Vault::mend_header(directory, passphrase, random);
}

Status Profile::change_passphrase(const std::filesystem::path& directory, const crypto::Secret& old,
                                  const crypto::Secret& passphrase) {
  crypto::SystemRandom random;
  return vault::change_passphrase(directory, old, passphrase, random);
}

Status Profile::reset_passphrase(const std::filesystem::path& directory,
                                 const crypto::Secret& words, const crypto::Secret& passphrase) {
  crypto::SystemRandom random;
  return vault::reset_passphrase(directory, words, passphrase, random);
}

Status Profile::lock(const std::filesystem::path& directory) {
  crypto::SystemRandom random;
  return vault::lock_profile(directory, random);
}

Result<vault::Deletion> Profile::remove(const std::filesystem::path& directory) {
  crypto::SystemRandom random;
  return vault::delete_profile(directory, random);
}

Result<Profile> Profile::open(const std::filesystem::path& directory,
                              const crypto::Secret& passphrase, Clock clock) {
  auto random = std::make_unique<crypto::SystemRandom>();
  TROTH_ASSIGN(auto vault, vault::Vault::open(directory, passphrase, *random));
  return Profile(std::move(random), std::move(vault), std::move(clock));
}

Result<vault::SyncReport> Profile::sync(std::chrono::milliseconds within) {
  vault::SyncPump pump(open_->vault);
  vault::SyncReport report;
  const auto rest = rest_of(within);
  TROTH_TRY(wait_by([&] { return pump.sync(rest(), report); }, Back::asks, {}));
  return report;
}

Status Profile::watch(std::function<void()> on_change) {
  vault::SyncPump pump(open_->vault);
  return wait_by([&] { return pump.watch({on_change, {}}); }, Back::when_free, on_change);
}

Status Profile::pair(std::chrono::milliseconds within,
                     std::function<void(const Error&)> on_trouble) {
  vault::SyncPump pump(open_->vault);
  const auto rest = rest_of(within);
  return wait_by([&] { return pump.pair(rest(), {{}, on_trouble}); }, Back::when_free, {});
}

Status Profile::carry_on(std::chrono::milliseconds within) {
  vault::SyncPump pump(open_->vault);
  return run(pump.pair(within, {}));
}

Status Profile::while_free(const std::function<void()>& work) {
  TROTH_ASSIGN(auto waiting, vault::Waiting::begin(open_->vault));
  waiting.make_way();
  work();
  auto returned = waiting.come_back();  // also where Ctrl-C ended the question
  if (returned && *returned == vault::Waiting::Return::not_yet) returned = run(ask_back(waiting));
  open_->is_lost = !returned;
  TROTH_TRY(returned);
  return {};
}

Status Profile::wait_by(const std::function<asio::awaitable<Status>()>& work, Back back,
                        const std::function<void()>& on_change) {
  const KeptSignals before;
  // Between two runs as well: what comes there is kept for the next one.
  asio::io_context between(1);
  const asio::signal_set signals(between, SIGINT, SIGTERM);
  TROTH_ASSIGN(auto waiting, vault::Waiting::begin(open_->vault));
  for (;;) {
    if (auto ended = run_until_knock(work(), waiting.knocks())) return *ended;
    waiting.make_way();
    const auto returned = run(back == Back::asks ? ask_back(waiting) : come_back(waiting));
    open_->is_lost = !returned;
    TROTH_TRY(returned);
    if (*returned == vault::Waiting::Return::with_news && on_change) on_change();
  }
}

}  // namespace troth::host
