#include "core/store/pair_records.h"

#include <vector>

#include "core/base/check.h"
#include "core/store/rows.h"

namespace troth::store {
namespace {

using ledger::Certificate;
using ledger::DeviceChain;
using ledger::DeviceChains;

constexpr std::string_view kCertificates =
    "SELECT certificate FROM certificates WHERE side = ?1 ORDER BY number";
constexpr std::string_view kCertificateCount = "SELECT count(*) FROM certificates WHERE side = ?1";
constexpr std::string_view kPutCertificate = "INSERT INTO certificates VALUES (?1, ?2, ?3, ?4)";
constexpr std::string_view kName = "SELECT name FROM partners WHERE side = ?1";
constexpr std::string_view kDropPartner = "DELETE FROM partners WHERE side = ?1";
constexpr std::string_view kPutPartner = "INSERT INTO partners VALUES (?1, ?2, ?3)";
constexpr std::string_view kPair = "SELECT pair, transcript FROM pair";
constexpr std::string_view kPutPair = "INSERT INTO pair VALUES (1, ?1, ?2)";
constexpr std::string_view kDropPair = "DELETE FROM pair";

int number_of(Side side) { return static_cast<int>(side); }

}  // namespace

Result<std::optional<DeviceChain>> PairRecords::chain(Side side) const {
  TROTH_ASSIGN(auto statement, database_->prepare(kCertificates));
  statement.bind_all(number_of(side));
  TROTH_ASSIGN(const auto certificates,
               all_of(std::move(statement), [](const sqlite::Statement& row) {
                 return ledger::decode_certificate(row.blob(0));
               }));
  if (certificates.empty()) return std::nullopt;
  return DeviceChain::from(certificates);
}

Result<std::optional<std::string>> PairRecords::name(Side side) const {
  TROTH_ASSIGN(auto statement, database_->prepare(kName));
  TROTH_ASSIGN(const bool row, statement.bind_all(number_of(side)).step());
  if (!row) return std::nullopt;
  return std::string(statement.text(0));
}

Result<std::optional<PairRecord>> PairRecords::pair() const {
  TROTH_ASSIGN(auto statement, database_->prepare(kPair));
  TROTH_ASSIGN(const bool row, statement.step());
  if (!row) return std::nullopt;
  PairRecord out;
  TROTH_ASSIGN(out.pair, read_id<PairId>(statement, 0));
  TROTH_ASSIGN(out.transcript, read_id<Hash>(statement, 1));
  return out;
}

Result<std::optional<DeviceChains>> PairRecords::chains() const {
  TROTH_ASSIGN(auto own, chain(Side::own));
  TROTH_ASSIGN(auto other, chain(Side::other));
  if (!own || !other) return std::nullopt;
  return DeviceChains::of(std::move(*own), std::move(*other));
}

Status PairRecords::put_partner(Side side, const DeviceChain& chain, std::string_view name) {
  CHECK(database_->in_transaction());
  TROTH_TRY(database_->run(kDropPartner, number_of(side)));
  TROTH_TRY(database_->run(kPutPartner, number_of(side), chain.partner(), name));
  return extend_chain(side, chain);
}

Status PairRecords::extend_chain(Side side, const DeviceChain& chain) {
  CHECK(database_->in_transaction());
  TROTH_ASSIGN(const std::int64_t kept, database_->number(kCertificateCount, number_of(side)));
  const std::vector<Certificate>& certificates = chain.certificates();
  for (auto number = static_cast<std::size_t>(kept); number < certificates.size(); ++number)
    TROTH_TRY(database_->run(kPutCertificate, number_of(side), number, certificates[number].hash(),
                             certificates[number].encode()));
  return {};
}

Status PairRecords::put_pair(const PairRecord& pair) {
  CHECK(database_->in_transaction());
  return database_->run(kPutPair, pair.pair, pair.transcript);
}

Status PairRecords::clear_pair() {
  CHECK(database_->in_transaction());
  TROTH_TRY(database_->run(kDropPair));
  return database_->run(kDropPartner, number_of(Side::other));
}

}  // namespace troth::store
