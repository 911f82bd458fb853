// Device certificates (proto/README.md, "Keys and devices"): signed statements
// that a key is, or no longer is, a device of a partner. A certificate alone
// proves little; device_chain.h says which of them hold. A pair's vaults make
// genesis and recovery; additions and revocations are formats and checks that
// the chain already knows. Plain values; hostile bytes give an Error.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "core/base/bytes.h"
#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/crypto/exchange.h"
#include "core/crypto/sign.h"

namespace troth::ledger {

inline constexpr std::uint32_t kCertificateFormat = 1;

enum class CertificateKind : std::uint32_t { genesis = 1, add = 2, revoke = 3, recovery = 4 };

// Where a revoked device's chain is cut: its last entry that counts as before;
// seq 0 and no hash if none does.
struct Cut {
  std::uint64_t seq = 0;
  std::optional<EntryHash> hash;
  bool operator==(const Cut&) const = default;
};

struct CertificateHeader {
  CertificateKind kind{};
  std::uint32_t index = 0;                  // genesis 0, recovery 1
  std::optional<CertificateHash> previous;  // of the one before it; nothing for genesis
  SignPublicKey sign_pk;             // the subject's; of a revocation, the device's that goes
  std::optional<DhPublicKey> dh_pk;  // not of recovery
  std::optional<MailboxId> mailbox;  // of genesis and additions
  Cut cut;                           // of a revocation
  SignPublicKey signer_pk;
  bool operator==(const CertificateHeader&) const = default;
};

class Certificate {
 public:
  [[nodiscard]] const CertificateHeader& header() const { return header_; }
  // H("cert", header).
  [[nodiscard]] const CertificateHash& hash() const { return hash_; }
  [[nodiscard]] const Signature& signature() const { return signature_; }
  // Nothing for a revocation, and for an addition that its subject has not signed yet.
  [[nodiscard]] const std::optional<Signature>& subject_signature() const {
    return subject_signature_;
  }
  // The wire::Certificate's bytes, as decode_certificate() read them.
  [[nodiscard]] Bytes encode() const;
  bool operator==(const Certificate&) const = default;

 private:
  friend Result<Certificate> decode_certificate(ByteView bytes);
  friend class CertificateMaker;
  CertificateHeader header_;
  CertificateHash hash_;
  Bytes header_bytes_;
  Signature signature_;
  std::optional<Signature> subject_signature_;
};

// Strict as decode_entry(): certificate_malformed, certificate_format_newer. Each
// kind has exactly the fields named above. Checks no signature.
Result<Certificate> decode_certificate(ByteView bytes);
// Both signatures, by the keys that the header names: certificate_signature_wrong,
// certificate_subject_signature_wrong. Whether the signer may sign is the chain's.
Status check_signatures(const Certificate& certificate);

// A vault's own device, which signs itself.
Certificate make_genesis(const crypto::SigningKey& device, const DhPublicKey& dh_pk,
                         const MailboxId& mailbox);
// The recovery key, right after genesis: signed by the device and by itself.
Certificate make_recovery(const Certificate& genesis, const crypto::SigningKey& device,
                          const crypto::SigningKey& recovery);

struct NewDevice {
  SignPublicKey sign_pk;
  DhPublicKey dh_pk;
  MailboxId mailbox;
};
// An addition, not valid before its subject has countersigned it.
Certificate make_addition(std::uint32_t index, const CertificateHash& previous,
                          const NewDevice& device, const crypto::SigningKey& signer);
Certificate countersign(const Certificate& addition, const crypto::SigningKey& subject);
Certificate make_revocation(std::uint32_t index, const CertificateHash& previous,
                            const SignPublicKey& sign_pk, const DhPublicKey& dh_pk, const Cut& cut,
                            const crypto::SigningKey& signer);

// H("device", sign_pk, dh_pk) and H("mailbox", read_pk).
DeviceId device_id(const SignPublicKey& sign_pk, const DhPublicKey& dh_pk);
MailboxId mailbox_id(const SignPublicKey& read_pk);
// A partner is named by the hash of their genesis certificate.
PartnerId partner_id(const CertificateHash& genesis);
// The recovery key of a recovery sheet's 32 bytes of entropy.
crypto::SigningKey recovery_key(const crypto::Secret& entropy);
// The four groups of five digits that the other partner compares before
// confirming a device: H("device-check", certificate hash, pair_id).
std::array<std::string, 4> device_check(const CertificateHash& certificate, const PairId& pair);

}  // namespace troth::ledger
