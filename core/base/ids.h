// The names that entries, clauses, devices and mailboxes go by: fixed-length
// byte strings, each a type of its own, so that one is never taken for
// another. Plain values; ordered as bytes.
#pragma once

#include <algorithm>
#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>

#include "core/base/bytes.h"

namespace troth {

template <class Tag, std::size_t N>
struct FixedBytes {
  static constexpr std::size_t kSize = N;
  std::array<std::uint8_t, N> value{};

  // Nothing where `bytes` has another length.
  static std::optional<FixedBytes> from(ByteView bytes) {
    if (bytes.size() != N) return std::nullopt;
    FixedBytes out;
    std::ranges::copy(bytes, out.value.begin());
    return out;
  }
  static std::optional<FixedBytes> from(const std::string& bytes) { return from(bytes_of(bytes)); }

  [[nodiscard]] ByteView view() const { return value; }
  [[nodiscard]] std::string string() const { return {value.begin(), value.end()}; }
  [[nodiscard]] std::string hex() const { return to_hex(value); }
  [[nodiscard]] bool is_zero() const {
    return std::ranges::all_of(value, [](auto byte) { return byte == 0; });
  }
  auto operator<=>(const FixedBytes&) const = default;
};

using Hash = FixedBytes<struct HashTag, 32>;             // H(label, ...)
using EntryHash = FixedBytes<struct EntryTag, 32>;       // H("entry", header)
using PairId = FixedBytes<struct PairTag, 32>;           // H("pair-id", ...)
using PartnerId = FixedBytes<struct PartnerTag, 32>;     // hash of the genesis certificate
using DeviceId = FixedBytes<struct DeviceTag, 32>;       // H("device", sign_pk, dh_pk)
using CertificateHash = FixedBytes<struct CertTag, 32>;  // H("cert", header)
using MailboxId = FixedBytes<struct MailboxTag, 32>;     // H("mailbox", read_pk)
using ClauseId = FixedBytes<struct ClauseTag, 16>;       // consent.md, "Acts"
using EnvelopeId = FixedBytes<struct EnvelopeTag, 16>;   // random per mailbox
using SessionId = FixedBytes<struct SessionTag, 16>;     // H("session-id", TH_s)[0..16)
using VaultId = FixedBytes<struct VaultTag, 16>;         // random per vault
using SignPublicKey = FixedBytes<struct SignPkTag, 32>;  // Ed25519
using DhPublicKey = FixedBytes<struct DhPkTag, 32>;      // X25519
using Signature = FixedBytes<struct SignatureTag, 64>;   // Ed25519

struct FixedBytesHash {
  template <class Tag, std::size_t N>
  std::size_t operator()(const FixedBytes<Tag, N>& id) const {
    std::size_t out = 0;  // ids are hashes or random: any eight bytes will do
    std::memcpy(&out, id.value.data(), std::min(sizeof(out), N));
    return out;
  }
};

}  // namespace troth

template <class Tag, std::size_t N>
struct std::hash<troth::FixedBytes<Tag, N>> : troth::FixedBytesHash {};
