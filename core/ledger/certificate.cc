#include "core/ledger/certificate.h"

#include "core/crypto/exchange.h"
#include "core/crypto/kdf.h"
#include "core/ledger/entry.h"
#include "core/ledger/strict.h"
#include "proto/device.pb.h"

namespace troth::ledger {
namespace {

namespace label = crypto::label;

constexpr std::size_t kLargestCertificate = 1024;  // a real one is about 450

std::string encode_header(const CertificateHeader& header) {
  wire::CertificateHeader out;
  out.set_format(kCertificateFormat);
  out.set_kind(static_cast<std::uint32_t>(header.kind));
  out.set_index(header.index);
  out.set_previous(written(header.previous));
  out.set_sign_pk(header.sign_pk.string());
  out.set_dh_pk(written(header.dh_pk));
  out.set_mailbox_id(written(header.mailbox));
  out.set_cut_seq(header.cut.seq);
  out.set_cut_hash(written(header.cut.hash));
  out.set_signer_pk(header.signer_pk.string());
  return out.SerializeAsString();
}

bool read_fields(CertificateHeader& out, const wire::CertificateHeader& header) {
  out.kind = CertificateKind{header.kind()};
  out.index = header.index();
  out.cut.seq = header.cut_seq();
  return read_optional(out.previous, header.previous()) && read(out.sign_pk, header.sign_pk()) &&
         read_optional(out.dh_pk, header.dh_pk()) &&
         read_optional(out.mailbox, header.mailbox_id()) &&
         read_optional(out.cut.hash, header.cut_hash()) && read(out.signer_pk, header.signer_pk());
}

// Each kind has its own fields and no others.
bool is_consistent(const CertificateHeader& header) {
  const bool uncut = header.cut == Cut{};
  const bool is_device = header.dh_pk && header.mailbox && uncut;
  switch (header.kind) {
    case CertificateKind::genesis:
      return header.index == 0 && !header.previous && is_device &&
             header.signer_pk == header.sign_pk;
    case CertificateKind::recovery:
      return header.index == 1 && header.previous && !header.dh_pk && !header.mailbox && uncut &&
             header.signer_pk != header.sign_pk;
    case CertificateKind::add:
      return header.index > 1 && header.previous && is_device && header.signer_pk != header.sign_pk;
    case CertificateKind::revoke:
      return header.index > 1 && header.previous && header.dh_pk && !header.mailbox &&
             header.cut.hash.has_value() == (header.cut.seq > 0) && header.cut.seq <= kLargestSeq;
  }
  return false;
}

Result<CertificateHeader> read_header(ByteView bytes) {
  wire::CertificateHeader header;
  if (!parse(header, bytes)) return refuse(Code::certificate_malformed);
  if (header.format() > kCertificateFormat) return refuse(Code::certificate_format_newer);
  CertificateHeader out;
  if (header.format() != kCertificateFormat || !read_fields(out, header) || !is_consistent(out) ||
      !equal(bytes_of(encode_header(out)), bytes)) {
    return refuse(Code::certificate_malformed);
  }
  if (out.dh_pk) TROTH_TRY(crypto::check_strength(*out.dh_pk));
  return out;
}

}  // namespace

// Makes certificates; the one place that fills the private fields beside decode.
class CertificateMaker {
 public:
  static Certificate signed_by(const crypto::SigningKey& signer, CertificateHeader header) {
    Certificate out;
    header.signer_pk = signer.public_key();
    out.header_bytes_ = copy_of(bytes_of(encode_header(header)));
    out.header_ = header;
    out.hash_ = crypto::hash_as<CertificateHash>(label::kCertificate, {out.header_bytes_});
    out.signature_ = signer.sign(label::kCertificate, out.header_bytes_);
    return out;
  }

  static Certificate countersigned_by(const crypto::SigningKey& subject, Certificate certificate) {
    certificate.subject_signature_ =
        subject.sign(label::kCertificateSubject, certificate.header_bytes_);
    return certificate;
  }

  static ByteView header_bytes(const Certificate& certificate) { return certificate.header_bytes_; }
};

Result<Certificate> decode_certificate(ByteView bytes) {
  wire::Certificate certificate;
  Certificate out;
  if (bytes.size() > kLargestCertificate || !parse(certificate, bytes) ||
      !read(out.signature_, certificate.signature()) ||
      !read_optional(out.subject_signature_, certificate.subject_signature())) {
    return refuse(Code::certificate_malformed);
  }
  TROTH_ASSIGN(out.header_, read_header(bytes_of(certificate.header())));
  out.header_bytes_ = copy_of(bytes_of(certificate.header()));
  out.hash_ = crypto::hash_as<CertificateHash>(label::kCertificate, {out.header_bytes_});
  if (!equal(out.encode(), bytes)) return refuse(Code::certificate_malformed);
  return out;
}

Bytes Certificate::encode() const {
  wire::Certificate out;
  out.set_header(string_of(header_bytes_));
  out.set_signature(signature_.string());
  out.set_subject_signature(written(subject_signature_));
  return copy_of(bytes_of(out.SerializeAsString()));
}

Status check_signatures(const Certificate& certificate) {
  const CertificateHeader& header = certificate.header();
  const ByteView bytes = CertificateMaker::header_bytes(certificate);
  if (!crypto::verify(header.signer_pk, label::kCertificate, bytes, certificate.signature())) {
    return refuse(Code::certificate_signature_wrong);
  }
  const auto& by_subject = certificate.subject_signature();
  const bool holds = header.kind == CertificateKind::revoke
                         ? !by_subject
                         : by_subject && crypto::verify(header.sign_pk, label::kCertificateSubject,
                                                        bytes, *by_subject);
  if (!holds) return refuse(Code::certificate_subject_signature_wrong);
  return {};
}

Certificate make_genesis(const crypto::SigningKey& device, const DhPublicKey& dh_pk,
                         const MailboxId& mailbox) {
  CertificateHeader header;
  header.kind = CertificateKind::genesis;
  header.sign_pk = device.public_key();
  header.dh_pk = dh_pk;
  header.mailbox = mailbox;
  return CertificateMaker::countersigned_by(device, CertificateMaker::signed_by(device, header));
}

Certificate make_recovery(const Certificate& genesis, const crypto::SigningKey& device,
                          const crypto::SigningKey& recovery) {
  CertificateHeader header;
  header.kind = CertificateKind::recovery;
  header.index = 1;
  header.previous = genesis.hash();
  header.sign_pk = recovery.public_key();
  return CertificateMaker::countersigned_by(recovery, CertificateMaker::signed_by(device, header));
}

Certificate make_addition(std::uint32_t index, const CertificateHash& previous,
                          const NewDevice& device, const crypto::SigningKey& signer) {
  CertificateHeader header;
  header.kind = CertificateKind::add;
  header.index = index;
  header.previous = previous;
  header.sign_pk = device.sign_pk;
  header.dh_pk = device.dh_pk;
  header.mailbox = device.mailbox;
  return CertificateMaker::signed_by(signer, header);
}

Certificate countersign(const Certificate& addition, const crypto::SigningKey& subject) {
  return CertificateMaker::countersigned_by(subject, addition);
}

Certificate make_revocation(std::uint32_t index, const CertificateHash& previous,
                            const SignPublicKey& sign_pk, const DhPublicKey& dh_pk, const Cut& cut,
                            const crypto::SigningKey& signer) {
  CertificateHeader header;
  header.kind = CertificateKind::revoke;
  header.index = index;
  header.previous = previous;
  header.sign_pk = sign_pk;
  header.dh_pk = dh_pk;
  header.cut = cut;
  return CertificateMaker::signed_by(signer, header);
}

DeviceId device_id(const SignPublicKey& sign_pk, const DhPublicKey& dh_pk) {
  return crypto::hash_as<DeviceId>(label::kDevice, {sign_pk.view(), dh_pk.view()});
}

MailboxId mailbox_id(const SignPublicKey& read_pk) {
  return crypto::hash_as<MailboxId>(label::kMailbox, {read_pk.view()});
}

PartnerId partner_id(const CertificateHash& genesis) { return PartnerId{genesis.value}; }

crypto::SigningKey recovery_key(const crypto::Secret& entropy) {
  return crypto::SigningKey::from_seed(
      crypto::hkdf({}, entropy.view(), label::kRecoverySign, {}, 32));
}

std::array<std::string, 4> device_check(const CertificateHash& certificate, const PairId& pair) {
  const Hash hash = crypto::hash(label::kDeviceCheck, {certificate.view(), pair.view()});
  Reader in(hash.view());
  std::array<std::string, 4> out;
  for (std::string& group : out) {
    const std::string digits = std::to_string(in.u64() % 100'000);
    group = std::string(5 - digits.size(), '0') + digits;
  }
  return out;
}

}  // namespace troth::ledger
