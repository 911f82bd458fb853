// The signed ledger in an export, ledger.troth: the certificates of both partners
// and every entry, as the exact bytes that were signed. Anybody can read it by
// this table; integers are little-endian, LV(x) is u32(length of x) | x.
//
//   "TROTHLX1" 8
//   pair id 32 | pairing's transcript 32   H("pair-id", the one partner, the other, transcript)
//   n u8 | n * LV(certificate)             of who exported, from genesis on
//   n u8 | n * LV(certificate)             of the other
//   placed u64 | waiting u64
//   placed * LV(SignedEntry)               each after all that its author had seen
//   waiting * LV(SignedEntry)              resting on entries that are not here
//
// Certificates and entries are proto/device.proto's and proto/ledger.proto's; what
// they prove is in proto/README.md. Decoding takes bytes from anybody: it looks at
// each length before it takes anything, and gives export_ledger_malformed.
// Plain values, any thread.
#pragma once

#include <string_view>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/error.h"
#include "core/ledger/certificate.h"
#include "core/store/pair_records.h"

namespace troth::vault {

inline constexpr std::size_t kLargestLedgerFile = std::size_t{512} << 20;

// Borrows the bytes that it was decoded from.
struct LedgerFile {
  store::PairRecord pair;
  std::vector<ledger::Certificate> own;  // of who exported
  std::vector<ledger::Certificate> other;
  std::vector<ByteView> placed;
  std::vector<ByteView> waiting;
};

// The beginning, up to the entries.
Bytes ledger_file_head(const store::PairRecord& pair, const ledger::DeviceChains& chains,
                       std::uint64_t placed, std::uint64_t waiting);

Result<LedgerFile> decode_ledger_file(ByteView bytes);

}  // namespace troth::vault
