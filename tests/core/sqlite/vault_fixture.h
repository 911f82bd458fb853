// A vault's sealed database on a disk in memory, for the tests of this room.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "core/crypto/kdf.h"
#include "core/crypto/random.h"
#include "core/sqlite/database.h"
#include "tests/core/sqlite/memory_device.h"
#include "tests/core/sqlite/scratch.h"

namespace troth::sqlite {

inline const std::string kVault = "/vault/vault.db";
inline const std::string kLog = kVault + "-wal";

inline SealedKeys keys_of(std::uint8_t vault, std::uint8_t master) {
  VaultId id;
  id.value.fill(vault);
  crypto::Secret secret(32);
  std::ranges::fill(secret.writable(), master);
  return {id, crypto::store_key(secret, 1), crypto::store_key(secret, 2)};
}

class VaultTest : public testing::Test {
 protected:
  static Options small_cache() { return {.cache_pages = 50, .checkpoint_after_pages = 60}; }
  // The log stays as it is until the database closes.
  static Options no_checkpoint() { return {.cache_pages = 50, .checkpoint_after_pages = 0}; }
  static Options existing() { return {.missing = Options::Missing::refuse, .cache_pages = 50}; }

  Result<Database> open(const Options& options = small_cache()) {
    return Database::open_sealed(kVault, keys_of(1, 1), device_, random_, options);
  }
  // As after a kill: nothing more is written, and the log stays.
  void kill(Database database) {
    const auto files = device_.snapshot();
    device_.stop();
    {
      const Database gone = std::move(database);
    }
    device_.fail({});
    device_.restore(files);
  }

  MemoryDevice device_;
  crypto::SeededRandom random_{7};
};

}  // namespace troth::sqlite
