// SQLite's door to one vault's database, registered under a name of its own:
// it opens vault.db and vault.db-wal, sealed page by page, and nothing else;
// every temporary file and every other name is refused. README.md of this
// folder says how SQLite's reads and writes come in and what becomes of each.
// Owned by the Database that uses it, which closes first; one thread.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/crypto/random.h"
#include "core/crypto/secret.h"
#include "core/sqlite/device.h"

namespace troth::sqlite {

// What seals one vault's database: crypto::store_key(master, 1) and (master, 2).
struct SealedKeys {
  VaultId vault;
  crypto::Secret pages;
  crypto::Secret log;
};

class SealedVfs {
 public:
  struct State;  // sealed_vfs.cc, which knows SQLite's structures

  // `path` is the database's, absolute. The device and the random source
  // outlive it. database_out_of_memory where SQLite cannot register it.
  static Result<std::unique_ptr<SealedVfs>> create(const std::filesystem::path& path,
                                                   SealedKeys keys, Device& device,
                                                   crypto::Random& random);
  SealedVfs(const SealedVfs&) = delete;
  SealedVfs& operator=(const SealedVfs&) = delete;
  ~SealedVfs();

  // For sqlite3_open_v2, and unique in this process.
  [[nodiscard]] const char* name() const;
  [[nodiscard]] const char* path() const;

 private:
  explicit SealedVfs(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace troth::sqlite
