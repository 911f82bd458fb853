// The profile that a shell keeps open between its commands, and how it makes way:
// whoever opens the same profile meanwhile knocks, and comes in as soon as no
// command runs. It is open, or has made way (closed, but for the key in locked
// memory), or locked. Waits for nothing by itself but in kept(). Borrows the
// Signals. The main thread's.
#pragma once

#include <chrono>
#include <optional>

#include "client/cli/keeper.h"
#include "client/cli/signals.h"

namespace troth::cli {

class KeptProfile final : public Keeper {
 public:
  explicit KeptProfile(const Signals& signals) : signals_(signals) {}
  // Where its profile lies; before anything else.
  void set_place(std::filesystem::path place) { place_ = std::move(place); }

  // Opens it again where it has made way: asks others to do so in turn, and waits
  // some seconds for that. Locked where it cannot be opened. profile_in_use;
  // interrupted by Ctrl-C.
  Result<std::optional<host::Profile>> kept() override;
  Status keep(host::Profile profile) override;
  void close() override;

  [[nodiscard]] bool is_locked() const { return !profile_; }
  // The open profile, as it is.
  [[nodiscard]] const host::Profile* open_profile() const;
  // A descriptor that becomes readable once somebody knocked; -1 where nobody can.
  [[nodiscard]] int knocks() const;
  void make_way();
  // When to look() whether the others are done, where it has made way.
  [[nodiscard]] std::optional<std::chrono::milliseconds> looks_in() const;
  // Opens it again where they are; locks it where that cannot be.
  void look();
  // After each command: locked where that left it closed.
  void settle();

 private:
  // True once it is open again, or locked where that cannot be.
  bool come_back();

  const Signals& signals_;
  std::filesystem::path place_;
  std::optional<host::Profile> profile_;
  std::optional<vault::Waiting> waiting_;  // goes before the profile
  bool away_ = false;
  std::chrono::milliseconds look_{};
};

}  // namespace troth::cli
