#include "core/ledger/device_chain.h"

#include <algorithm>

#include "core/base/sizes.h"

namespace troth::ledger {
namespace {

// Whether one row of devices already has something of this new one.
bool shares_key(const Device& device, const CertificateHeader& header) {
  return device.sign_pk == header.sign_pk || device.dh_pk == *header.dh_pk ||
         device.mailbox == *header.mailbox;
}

bool share_device(const Device& a, const Device& b) {
  return a.id == b.id || a.sign_pk == b.sign_pk || a.dh_pk == b.dh_pk || a.mailbox == b.mailbox;
}

}  // namespace

Result<DeviceChain> DeviceChain::start(const Certificate& genesis, const Certificate& recovery) {
  if (genesis.header().kind != CertificateKind::genesis ||
      recovery.header().kind != CertificateKind::recovery ||
      recovery.header().previous != genesis.hash() ||
      recovery.header().signer_pk != genesis.header().sign_pk) {
    return refuse(Code::certificate_out_of_place);
  }
  TROTH_TRY(check_signatures(genesis));
  TROTH_TRY(check_signatures(recovery));
  DeviceChain out;
  TROTH_TRY(out.add_device(genesis));
  out.certificates_ = {genesis, recovery};
  return out;
}

Result<DeviceChain> DeviceChain::from(std::span<const Certificate> certificates) {
  if (certificates.size() < 2) return refuse(Code::certificate_gap);
  TROTH_ASSIGN(DeviceChain out, start(certificates[0], certificates[1]));
  for (const Certificate& certificate : certificates.subspan(2)) {
    TROTH_TRY(out.append(certificate));
  }
  return out;
}

Status DeviceChain::append(const Certificate& certificate) {
  const CertificateHeader& header = certificate.header();
  if (header.index < length()) {
    if (certificates_[header.index].hash() == certificate.hash()) return {};
    return refuse(Code::certificate_fork);
  }
  if (header.index > length()) return refuse(Code::certificate_gap);
  if (header.previous != head()) return refuse(Code::certificate_out_of_place);
  if (length() >= sizes::kCertificates) return refuse(Code::certificate_chain_full);
  TROTH_TRY(check_signatures(certificate));
  TROTH_TRY(header.kind == CertificateKind::add ? add_device(certificate)
                                                : revoke_device(certificate));
  certificates_.push_back(certificate);
  return {};
}

Status DeviceChain::add_device(const Certificate& certificate) {
  const CertificateHeader& header = certificate.header();
  const bool is_genesis = header.kind == CertificateKind::genesis;
  const bool by_device = std::ranges::any_of(devices_, [&](const Device& device) {
    return device.is_active() && device.sign_pk == header.signer_pk;
  });
  if (!is_genesis && !by_device && header.signer_pk != recovery_key()) {
    return refuse(Code::certificate_signer_wrong);
  }
  if (std::ranges::any_of(devices_, [&](const auto& it) { return shares_key(it, header); }) ||
      (!is_genesis && header.sign_pk == recovery_key())) {
    return refuse(Code::certificate_key_reused);
  }
  if (active_devices() >= sizes::kActiveDevices) return refuse(Code::certificate_too_many_devices);
  Device device;
  device.id = device_id(header.sign_pk, *header.dh_pk);
  device.partner = is_genesis ? partner_id(certificate.hash()) : partner();
  device.index = header.index;
  device.certificate = certificate.hash();
  device.sign_pk = header.sign_pk;
  device.dh_pk = *header.dh_pk;
  device.mailbox = *header.mailbox;
  devices_.push_back(device);
  return {};
}

Status DeviceChain::revoke_device(const Certificate& certificate) {
  const CertificateHeader& header = certificate.header();
  const DeviceId id = device_id(header.sign_pk, *header.dh_pk);
  const auto revoked = std::ranges::find(devices_, id, &Device::id);
  if (revoked == devices_.end() || !revoked->is_active()) {
    return refuse(Code::certificate_device_not_active);
  }
  const bool by_elder = std::ranges::any_of(devices_, [&](const Device& device) {
    return device.is_active() && device.index < revoked->index &&
           device.sign_pk == header.signer_pk;
  });
  if (!by_elder && header.signer_pk != recovery_key()) {
    return refuse(Code::certificate_signer_wrong);
  }
  revoked->revocation = Revocation{certificate.hash(), header.cut};
  return {};
}

PartnerId DeviceChain::partner() const { return partner_id(certificates_.front().hash()); }

std::uint32_t DeviceChain::length() const {
  return static_cast<std::uint32_t>(certificates_.size());
}

std::size_t DeviceChain::active_devices() const {
  return static_cast<std::size_t>(std::ranges::count_if(devices_, &Device::is_active));
}

const Device* DeviceChain::find(const DeviceId& device) const {
  const auto at = std::ranges::find(devices_, device, &Device::id);
  return at == devices_.end() ? nullptr : &*at;
}

const Device* DeviceChain::find(const CertificateHash& certificate) const {
  const auto at = std::ranges::find(devices_, certificate, &Device::certificate);
  return at == devices_.end() ? nullptr : &*at;
}

Result<DeviceChains> DeviceChains::of(DeviceChain own, DeviceChain other) {
  for (const Device& device : own.devices()) {
    if (std::ranges::any_of(other.devices(),
                            [&](const auto& it) { return share_device(device, it); })) {
      return refuse(Code::certificate_key_reused);
    }
  }
  return DeviceChains{std::move(own), std::move(other)};
}

const Device* DeviceChains::find(const DeviceId& device) const {
  const Device* found = own.find(device);
  return found != nullptr ? found : other.find(device);
}

const Device* DeviceChains::find(const CertificateHash& certificate) const {
  const Device* found = own.find(certificate);
  return found != nullptr ? found : other.find(certificate);
}

}  // namespace troth::ledger
