// Two vaults on one disk, Mara's and Jonas's, and what stands between them
// reduced to calls: a rendezvous that is a map, and envelopes handed over one by
// one, late, twice or never. The real machines and the real store; no sockets.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/vault/commands.h"
#include "core/vault/intake.h"
#include "core/vault/pairing_desk.h"
#include "core/vault/queries.h"
#include "core/vault/vault.h"

namespace troth::vault {

// A value that must be there: fails the test with the refusal's sentence.
template <class T>
T must(Result<T> result) {
  if (!result) {
    ADD_FAILURE() << result.error().message;
    throw std::runtime_error(result.error().message);
  }
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

// Of a profile's directory: what a copy of the vault needs, and what guards it.
inline constexpr std::initializer_list<const char*> kDatabaseFiles = {"vault.db", "vault.db-wal"};
inline constexpr std::initializer_list<const char*> kGuardFiles = {"vault.anchor", "vault.counter"};
// Those of `from` instead of those of `to`; one that is missing there goes.
void copy_files(const std::filesystem::path& from, const std::filesystem::path& to,
                std::initializer_list<const char*> names);

crypto::Secret secret_text(std::string_view text);

class Person {
 public:
  Person(std::filesystem::path directory, std::string name, crypto::Random& random, TimeMs& now);

  void create(const std::string& relay_address);
  void open();
  void close() { vault_.reset(); }
  // A vault that was made or opened in another way.
  void adopt(Vault vault) { vault_ = std::make_unique<Vault>(std::move(vault)); }

  Vault& vault() { return *vault_; }
  State& state() { return vault_->state(); }
  Commands commands() { return {*vault_, now_}; }
  Queries queries() const { return {*vault_, now_}; }
  [[nodiscard]] const std::filesystem::path& directory() const { return directory_; }
  [[nodiscard]] const std::string& name() const { return name_; }

  // Everything that is due, sealed and committed to the outbox, as the pump does;
  // gives what went wrong meanwhile.
  std::vector<Error> prepare();
  // Takes the outbox: what the relay would hold for the partner now.
  std::vector<Bytes> take_outbox();
  Result<Taken> receive(const Bytes& envelope);

 private:
  std::filesystem::path directory_;
  std::string name_;
  crypto::Random& random_;
  TimeMs& now_;
  std::uint64_t seq_ = 0;
  std::unique_ptr<Vault> vault_;
};

class Couple : public testing::Test {
 protected:
  // With the system's randomness, or with this, which outlives it.
  explicit Couple(crypto::Random* random = nullptr);
  ~Couple() override;

  // Profiles, an invite and nine equal digits, confirmed on both sides.
  void pair();
  void exchange_pairing();
  // Profiles, and an invite that was taken; gives its text.
  crypto::Secret begin_pairing();
  // Paired, and a first agreement accepted.
  void agree();
  // Both sides send and receive until nothing is left.
  void sync();
  // The same, with time for owed frontiers; what somebody cannot read is lost.
  void sync_with_losses();
  // What `from` has goes to `to` now.
  void deliver(Person& from, Person& to);
  // The id of the only proposal that waits for `person`.
  static std::string waiting(Person& person);
  void expect_same_agreement();

  std::filesystem::path folder_;
  crypto::SystemRandom system_random_;
  crypto::Random& random_;
  TimeMs now_ = 1'795'300'000'000;  // November 2026
  Person mara_;
  Person jonas_;
};

// Check-ins of one answer.
CheckInAnswers saying(std::string text);
CheckInAnswers rating(std::string dimension, std::uint32_t value);
CheckInAnswers wishing_to_talk();

extern const char* const kFirstProposal;

}  // namespace troth::vault
