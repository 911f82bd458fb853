// Who the two partners are, their chains of certificates, and the pair that
// they made. Certificates are kept as they travelled and checked again when
// they are read. Borrows the database; same owner and thread; the writing half
// CHECKs an open transaction. Fails with the codes of sqlite, what the ledger
// refuses of a chain, and store_inconsistent.
#pragma once

#include <optional>
#include <string>

#include "core/base/ids.h"
#include "core/ledger/device_chain.h"
#include "core/sqlite/database.h"

namespace troth::store {

// Whose: this vault's own partner, or the other one.
enum class Side { own = 1, other = 2 };

struct PairRecord {
  PairId pair;
  Hash transcript;  // TH2
  bool operator==(const PairRecord&) const = default;
};

class PairRecords {
 public:
  explicit PairRecords(sqlite::Database& database) : database_(&database) {}

  // Nothing before the vault's own device was made, or before the pairing.
  [[nodiscard]] Result<std::optional<ledger::DeviceChain>> chain(Side side) const;
  [[nodiscard]] Result<std::optional<std::string>> name(Side side) const;
  // Nothing before a pairing.
  [[nodiscard]] Result<std::optional<PairRecord>> pair() const;
  // Both chains; nothing before a pairing.
  [[nodiscard]] Result<std::optional<ledger::DeviceChains>> chains() const;

  // A partner with the certificates there are; replaces what stood for the side.
  Status put_partner(Side side, const ledger::DeviceChain& chain, std::string_view name);
  // The certificates of `chain` beyond those that are kept of it.
  Status extend_chain(Side side, const ledger::DeviceChain& chain);
  Status put_pair(const PairRecord& pair);
  // Forgets the pair and the other partner.
  Status clear_pair();

 private:
  sqlite::Database* database_;
};

}  // namespace troth::store
