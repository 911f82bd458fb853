// Mara's and Jonas's windows with a relay between them: real vaults, the real relay on
// loopback, and the real command line beside them. What they go through again and again
// is a step each.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "tests/desktop/window.h"

namespace troth::desktop {

inline constexpr auto kMaras = "three small owls at the window";
inline constexpr auto kJonass = "a bicycle in the rain, uphill";

// The story's, without its date to renew by: it is in force whenever this runs.
std::string first_proposal();

// A folder, a running relay, and Mara's and Jonas's windows; no profiles yet.
class DeskTest : public testing::Test {
 protected:
  DeskTest();
  ~DeskTest() override;

  void start_relay() { relay_.emplace(folder_ / "relay", port_); }
  void open_windows();
  void make_profiles();
  // Both windows show the digits.
  std::string begin_pairing();
  void pair();
  void agree();
  // Waits until `window` has one open proposal of the other's; its id.
  static std::string waiting(Window& window);
  // Agreed; then each accepts what the other asks for, of the same standard, and neither has
  // heard of the other's acceptance: both windows know it.
  struct Crossed {
    std::string by_mara;
    std::string by_jonas;
  };
  Crossed cross();
  // The real command line in a profile that a window has open; its exit status.
  int troth(const std::string& person, const char* passphrase, const QStringList& words);

  std::filesystem::path folder_;
  std::uint16_t port_ = 0;
  std::string address_;
  std::optional<relay::RunningRelay> relay_;
  std::unique_ptr<Window> mara_;
  std::unique_ptr<Window> jonas_;
  std::string said_;
  std::string she_is_called_ = "Mara";
  std::string he_is_called_ = "Jonas";
};

}  // namespace troth::desktop
