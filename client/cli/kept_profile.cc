#include "client/cli/kept_profile.h"

#include <poll.h>

#include <algorithm>

namespace troth::cli {
namespace {

using namespace std::chrono_literals;

constexpr auto kFirstLook = 50ms;
// Shorter than the first look of whoever makes way, so as to come in before them.
constexpr auto kBetween = 10ms;
constexpr auto kKnocksAgain = 1000ms;
constexpr auto kLongestLook = 1000ms;
// As long as whoever knocks waits to come in.
constexpr auto kPatience = 15s;

// True where Ctrl-C was pressed meanwhile.
bool pause(std::chrono::milliseconds duration, const Signals& signals) {
  pollfd pressed{signals.fd(), POLLIN, 0};
  return poll(&pressed, 1, static_cast<int>(duration.count())) > 0;
}

}  // namespace

Result<std::optional<host::Profile>> KeptProfile::kept() {
  for (auto waited = 0ms; away_; waited += kBetween) {
    if (come_back()) break;
    if (waited >= kPatience) return refuse(Code::profile_in_use);
    if (waited % kKnocksAgain == 0ms) TROTH_TRY(waiting_->knock());
    if (pause(kBetween, signals_)) return refuse(Code::interrupted);
  }
  return profile_;
}

Status KeptProfile::keep(host::Profile profile) {
  close();
  profile_ = std::move(profile);
  auto waiting = profile_->wait();
  if (!waiting) {
    close();
    return std::unexpected(waiting.error());
  }
  waiting_ = std::move(*waiting);
  return {};
}

void KeptProfile::close() {
  waiting_.reset();
  profile_.reset();
  away_ = false;
}

const host::Profile* KeptProfile::open_profile() const {
  return profile_ && !away_ ? &*profile_ : nullptr;
}

int KeptProfile::knocks() const { return waiting_ && !away_ ? waiting_->knocks() : -1; }

void KeptProfile::make_way() {
  waiting_->make_way();
  away_ = true;
  look_ = kFirstLook;
}

std::optional<std::chrono::milliseconds> KeptProfile::looks_in() const {
  return away_ ? std::optional(look_) : std::nullopt;
}

void KeptProfile::look() {
  if (!away_) return;
  look_ = std::min(2 * look_, kLongestLook);
  static_cast<void>(come_back());
}

void KeptProfile::settle() {
  if (profile_ && !away_ && !profile_->is_open()) close();
}

// What went wrong is told by whoever opens it next, with the passphrase.
bool KeptProfile::come_back() {
  const auto returned = waiting_->come_back();
  if (!returned) {
    close();
    return true;
  }
  away_ = *returned == vault::Waiting::Return::not_yet;
  return !away_;
}

}  // namespace troth::cli
