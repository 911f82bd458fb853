// One partner's chain of certificates and the devices that it makes (proto/
// README.md, "Keys and devices"). append() takes only what the chain's rules
// allow; a refused certificate changes nothing. DeviceChains holds the chains
// of a pair. Whether the other partner has confirmed an added device is not
// here: that is an entry (chain.h). Values; one owner.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/ledger/certificate.h"

namespace troth::ledger {

struct Revocation {
  CertificateHash certificate;
  Cut cut;
  bool operator==(const Revocation&) const = default;
};

struct Device {
  DeviceId id;
  PartnerId partner;
  std::uint32_t index = 0;  // of its certificate
  CertificateHash certificate;
  SignPublicKey sign_pk;
  DhPublicKey dh_pk;
  MailboxId mailbox;
  std::optional<Revocation> revocation;

  // A genesis device came with the pairing, which both compared; every other
  // one counts once the other partner has confirmed it.
  [[nodiscard]] bool needs_confirmation() const { return index != 0; }
  [[nodiscard]] bool is_active() const { return !revocation; }
  bool operator==(const Device&) const = default;
};

class DeviceChain {
 public:
  // A chain of the two certificates that every chain begins with. Refuses
  // certificate_out_of_place, and what check_signatures() refuses.
  static Result<DeviceChain> start(const Certificate& genesis, const Certificate& recovery);
  // A whole chain, from a store or a backup, checked again.
  static Result<DeviceChain> from(std::span<const Certificate> certificates);

  // The next certificate. Nothing happens for one that the chain has. Refuses:
  //   certificate_fork              another one at an index that is taken
  //   certificate_gap               its index is beyond the next
  //   certificate_out_of_place      previous is not the head; genesis or recovery again
  //   certificate_signer_wrong      the signer may not sign this (an active device or
  //                                 the recovery key adds; a lower index or the
  //                                 recovery key revokes)
  //   certificate_key_reused        a key, device or mailbox that the chain has
  //   certificate_device_not_active revokes what is no active device
  //   certificate_too_many_devices  above sizes::kActiveDevices
  //   certificate_chain_full        above sizes::kCertificates
  Status append(const Certificate& certificate);

  [[nodiscard]] PartnerId partner() const;
  [[nodiscard]] std::uint32_t length() const;
  [[nodiscard]] const CertificateHash& head() const { return certificates_.back().hash(); }
  [[nodiscard]] const std::vector<Certificate>& certificates() const { return certificates_; }
  [[nodiscard]] const SignPublicKey& recovery_key() const {
    return certificates_[1].header().sign_pk;
  }
  // All devices that ever were, revoked ones too, by index.
  [[nodiscard]] const std::vector<Device>& devices() const { return devices_; }
  [[nodiscard]] std::size_t active_devices() const;
  // Null where the chain has no such device.
  [[nodiscard]] const Device* find(const DeviceId& device) const;
  [[nodiscard]] const Device* find(const CertificateHash& certificate) const;

 private:
  DeviceChain() = default;
  Status add_device(const Certificate& certificate);
  Status revoke_device(const Certificate& certificate);

  std::vector<Certificate> certificates_;
  std::vector<Device> devices_;
};

// Both partners' chains.
struct DeviceChains {
  DeviceChain own;
  DeviceChain other;

  // Refuses two chains of one partner, or that share a device (certificate_key_reused).
  static Result<DeviceChains> of(DeviceChain own, DeviceChain other);
  [[nodiscard]] const Device* find(const DeviceId& device) const;
  [[nodiscard]] const Device* find(const CertificateHash& certificate) const;
};

}  // namespace troth::ledger
