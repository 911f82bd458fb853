#include "core/vault/ledger_file.h"

#include <algorithm>

#include "core/base/sizes.h"

namespace troth::vault {
namespace {

constexpr std::string_view kMagic = "TROTHLX1";
// A certificate is far shorter; a length above this one is none of a certificate.
constexpr std::size_t kLongestCertificate = 4096;
constexpr std::size_t kLengthSize = 4;

std::unexpected<Error> malformed(std::string_view why) {
  return refuse(Code::export_ledger_malformed, why);
}

void write_chain(Writer& out, const ledger::DeviceChain& chain) {
  out.u8(static_cast<std::uint8_t>(chain.certificates().size()));
  for (const ledger::Certificate& certificate : chain.certificates()) out.lv(certificate.encode());
}

Result<std::vector<ledger::Certificate>> read_chain(Reader& in) {
  const std::size_t count = in.u8();
  if (count > sizes::kCertificates) return malformed("it has more certificates than a partner may");
  std::vector<ledger::Certificate> out;
  for (std::size_t i = 0; i < count; ++i) {
    const ByteView bytes = in.lv();
    if (!in.ok() || bytes.size() > kLongestCertificate)
      return malformed("it breaks off in its certificates");
    auto certificate = ledger::decode_certificate(bytes);
    if (!certificate) return malformed("certificate " + std::to_string(i + 1) + " cannot be read");
    out.push_back(std::move(*certificate));
  }
  return out;
}

Result<std::vector<ByteView>> read_entries(Reader& in, std::uint64_t count, std::uint64_t first) {
  // A count is a claim: there is room for so many lengths, or it is wrong.
  if (count > in.rest().size() / kLengthSize) return malformed("it has fewer entries than it says");
  std::vector<ByteView> out;
  out.reserve(count);
  for (std::uint64_t i = 0; i < count; ++i) {
    const ByteView bytes = in.lv();
    const std::string number = std::to_string(first + i);
    if (!in.ok()) return malformed("it breaks off in entry " + number);
    if (bytes.size() > sizes::kSignedEntry)
      return malformed("entry " + number + " is longer than any may be");
    out.push_back(bytes);
  }
  return out;
}

}  // namespace

Bytes ledger_file_head(const store::PairRecord& pair, const ledger::DeviceChains& chains,
                       std::uint64_t placed, std::uint64_t waiting) {
  Writer out;
  out.raw(bytes_of(kMagic)).raw(pair.pair.view()).raw(pair.transcript.view());
  write_chain(out, chains.own);
  write_chain(out, chains.other);
  out.u64(placed).u64(waiting);
  return out.take();
}

Result<LedgerFile> decode_ledger_file(ByteView bytes) {
  Reader in(bytes);
  if (!equal(in.raw(kMagic.size()), bytes_of(kMagic)))
    return malformed("it does not begin as one does");
  LedgerFile out;
  out.pair.pair = PairId{in.array<PairId::kSize>()};
  out.pair.transcript = Hash{in.array<Hash::kSize>()};
  TROTH_ASSIGN(out.own, read_chain(in));
  TROTH_ASSIGN(out.other, read_chain(in));
  const std::uint64_t placed = in.u64();
  const std::uint64_t waiting = in.u64();
  if (!in.ok()) return malformed("it breaks off before its entries");
  TROTH_ASSIGN(out.placed, read_entries(in, placed, 1));
  TROTH_ASSIGN(out.waiting, read_entries(in, waiting, placed + 1));
  if (!in.done()) return malformed("something follows its last entry");
  return out;
}

}  // namespace troth::vault
