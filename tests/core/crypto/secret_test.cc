#include "core/crypto/secret.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <concepts>
#include <cstdlib>
#include <sstream>
#include <type_traits>

namespace troth::crypto {
namespace {

template <class T>
concept Printable = requires(std::ostream& out, const T& value) { out << value; };

static_assert(!std::is_copy_constructible_v<Secret> && !std::is_copy_assignable_v<Secret>);
static_assert(std::is_nothrow_move_constructible_v<Secret>);
static_assert(!std::equality_comparable<Secret> && !Printable<Secret>);
static_assert(!std::is_convertible_v<Secret, std::string>);

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kMlockDoesNothing = true;
#else
constexpr bool kMlockDoesNothing = false;
#endif

constexpr std::size_t kSizes[] = {1, 15, 16, 32, 4079, 4080, 4081, 4096, 32000};

TEST(Initialize, SucceedsMoreThanOnce) {
  EXPECT_TRUE(initialize());
  EXPECT_TRUE(initialize());
}

// In a process of its own that has given up its rights: exits 0 where
// initialize refuses and names the limit.
[[noreturn]] void exit_as_initialize_refuses_under_a_limit() {
  const rlimit limit{64 * 1024, 64 * 1024};
  constexpr uid_t kNobody = 65534;
  if (setrlimit(RLIMIT_MEMLOCK, &limit) != 0) std::_Exit(2);
  if (geteuid() == 0 && setresuid(kNobody, kNobody, kNobody) != 0) std::_Exit(3);
  const Status started = initialize();
  if (started) std::_Exit(4);
  if (started.error().code != Code::memory_not_lockable) std::_Exit(5);
  std::_Exit(started.error().message.find("64 KiB") != std::string::npos ? 0 : 6);
}

TEST(Initialize, RefusesWhereMemoryCannotBeLockedAndNamesTheLimit) {
  if (kMlockDoesNothing) GTEST_SKIP() << "sanitizers make mlock do nothing";
  EXPECT_EXIT(exit_as_initialize_refuses_under_a_limit(), testing::ExitedWithCode(0), "");
}

// The same: a secret that cannot be locked is not made, whatever was said at the start.
[[noreturn]] void make_secrets_under_a_limit() {
  const rlimit limit{64 * 1024, 64 * 1024};
  constexpr uid_t kNobody = 65534;
  if (setrlimit(RLIMIT_MEMLOCK, &limit) != 0) std::_Exit(2);
  if (geteuid() == 0 && setresuid(kNobody, kNobody, kNobody) != 0) std::_Exit(3);
  std::vector<Secret> secrets;
  for (int i = 0; i < 100; ++i) secrets.emplace_back(32);
  std::_Exit(0);
}

TEST(Secret, IsNeverInMemoryThatIsNotLocked) {
  if (kMlockDoesNothing) GTEST_SKIP() << "sanitizers make mlock do nothing";
  EXPECT_DEATH(make_secrets_under_a_limit(), "CHECK|sodium_mlock");
}

TEST(Secret, IsZerosAtFirst) {
  for (const std::size_t size : kSizes) {
    const Secret secret(size);
    ASSERT_EQ(secret.size(), size);
    EXPECT_TRUE(std::ranges::all_of(secret.view(), [](auto byte) { return byte == 0; }));
  }
}

TEST(Secret, OfNothingIsEmpty) {
  EXPECT_TRUE(Secret().empty());
  EXPECT_TRUE(Secret(0).empty());
  EXPECT_TRUE(Secret::copy_of({}).clone().empty());
  EXPECT_TRUE(Secret(4).slice(4, 0).empty());
}

TEST(Secret, LeavesNothingBehindWhenMoved) {
  Secret first = Secret::copy_of(bytes_of("first"));
  Secret second = std::move(first);
  EXPECT_TRUE(first.empty());  // NOLINT: the state after a move is what is tested
  Secret third = Secret::copy_of(bytes_of("third"));
  third = std::move(second);
  EXPECT_TRUE(second.empty());  // NOLINT
  EXPECT_TRUE(equal(third.view(), bytes_of("first")));
}

TEST(Secret, SurvivesBeingMovedIntoItself) {
  Secret secret = Secret::copy_of(bytes_of("same"));
  Secret& alias = secret;
  secret = std::move(alias);
  EXPECT_TRUE(equal(secret.view(), bytes_of("same")));
}

TEST(Secret, AClonesBytesAreItsOwn) {
  Secret original = Secret::copy_of(bytes_of("original"));
  Secret clone = original.clone();
  clone.writable()[0] = 'O';
  EXPECT_TRUE(equal(original.view(), bytes_of("original")));
}

TEST(Secret, ASliceBeyondTheEndIsOurOwnBug) {
  const Secret secret = Secret::copy_of(bytes_of("12345678"));
  EXPECT_TRUE(equal(secret.slice(2, 3).view(), bytes_of("345")));
  EXPECT_DEATH(static_cast<void>(secret.slice(2, 7)), "size");
  EXPECT_DEATH(static_cast<void>(secret.slice(9, 0)), "offset");
  EXPECT_DEATH(static_cast<void>(secret.slice(1, SIZE_MAX)), "size");
}

TEST(Secret, AWritePastTheEndEndsTheProgram) {
  Secret secret(32);
  volatile std::uint8_t* const bytes = secret.writable().data();
  EXPECT_DEATH(bytes[32] = 1, "");
}

TEST(EqualInConstantTime, ComparesEveryByteAndTheLength) {
  const Bytes bytes{1, 2, 3};
  EXPECT_TRUE(equal_in_constant_time(bytes, bytes));
  EXPECT_TRUE(equal_in_constant_time({}, {}));
  EXPECT_FALSE(equal_in_constant_time(bytes, Bytes{1, 2, 4}));
  EXPECT_FALSE(equal_in_constant_time(bytes, Bytes{0, 2, 3}));
  EXPECT_FALSE(equal_in_constant_time(bytes, Bytes{1, 2}));
  EXPECT_FALSE(equal_in_constant_time(bytes, {}));
}

TEST(Wipe, LeavesZeros) {
  Bytes bytes{1, 2, 3};
  wipe(bytes);
  EXPECT_EQ(bytes, Bytes(3));
  wipe({});
}

}  // namespace
}  // namespace troth::crypto
