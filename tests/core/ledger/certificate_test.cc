#include "core/ledger/certificate.h"

#include <gtest/gtest.h>

#include "core/ledger/device_chain.h"
#include "core/ledger/prekey.h"
#include "proto/device.pb.h"
#include "tests/core/ledger/forge.h"

namespace troth::ledger {
namespace {

using test::DeviceKeys;
using test::Partner;

class CertificateTest : public ::testing::Test {
 protected:
  static std::string why(const auto& result) {
    return result ? "accepted" : std::string(name_of(result.error().code));
  }
  // Why a genesis certificate with its header changed, signed anew, is refused.
  std::string refusal_when(const std::function<void(wire::CertificateHeader&)>& change,
                           std::size_t index = 0) {
    const Certificate& certificate = mara_.chain.certificates()[index];
    wire::Certificate out;
    CHECK(out.ParseFromString(string_of(certificate.encode())));
    wire::CertificateHeader header;
    CHECK(header.ParseFromString(out.header()));
    change(header);
    out.set_header(header.SerializeAsString());
    return why(decode_certificate(test::serialized(out)));
  }
  Certificate addition(const DeviceKeys& device, const crypto::SigningKey& signer) {
    return countersign(
        make_addition(mara_.chain.length(), mara_.chain.head(), device.certified(), signer),
        device.sign);
  }
  Certificate revocation(const DeviceKeys& device, const crypto::SigningKey& signer, Cut cut = {}) {
    return make_revocation(mara_.chain.length(), mara_.chain.head(), device.sign.public_key(),
                           device.dh.public_key(), cut, signer);
  }

  test::Pair pair_{3};
  crypto::SeededRandom random_{2};
  Partner mara_ = Partner::make(random_, 2);
  DeviceKeys newcomer_ = DeviceKeys::make(random_);
};

TEST_F(CertificateTest, EachKindComesBackFromItsBytes) {
  ASSERT_TRUE(mara_.chain.append(revocation(mara_.devices[1], mara_.recovery)));
  ASSERT_EQ(mara_.chain.length(), 4U);
  for (const Certificate& certificate : mara_.chain.certificates()) {
    const auto again = decode_certificate(certificate.encode());
    ASSERT_TRUE(again);
    EXPECT_EQ(*again, certificate);
    EXPECT_TRUE(check_signatures(*again));
  }
}

TEST_F(CertificateTest, AChainComesBackFromItsCertificates) {
  const auto again = DeviceChain::from(mara_.chain.certificates());
  ASSERT_TRUE(again);
  EXPECT_EQ(again->devices(), mara_.chain.devices());
  EXPECT_EQ(again->head(), mara_.chain.head());
  EXPECT_EQ(again->partner(), mara_.chain.partner());
}

TEST_F(CertificateTest, BytesCutOrLengthenedAreRefused) {
  Bytes bytes = mara_.chain.certificates()[2].encode();
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const auto certificate = decode_certificate(ByteView(bytes).first(size));
    EXPECT_FALSE(certificate && check_signatures(*certificate)) << size;
  }
  bytes.push_back(0);
  EXPECT_EQ(why(decode_certificate(bytes)), "certificate_malformed");
}

TEST_F(CertificateTest, AFlippedBitIsNeverACertificateThatHolds) {
  const Bytes bytes = mara_.chain.certificates()[2].encode();
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    Bytes flipped = bytes;
    flipped[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
    const auto certificate = decode_certificate(flipped);
    EXPECT_FALSE(certificate && check_signatures(*certificate)) << bit;
  }
}

TEST_F(CertificateTest, ANewerFormatSaysSo) {
  EXPECT_EQ(refusal_when([](auto& header) { header.set_format(2); }), "certificate_format_newer");
}

TEST_F(CertificateTest, AFieldThatItsKindDoesNotHaveIsRefused) {
  EXPECT_EQ(refusal_when([](auto&) {}), "accepted");
  EXPECT_EQ(refusal_when([](auto& header) { header.set_cut_seq(1); }), "certificate_malformed");
  EXPECT_EQ(refusal_when([](auto& header) { header.set_index(1); }), "certificate_malformed");
  EXPECT_EQ(refusal_when([](auto& header) { header.set_previous(std::string(32, 'p')); }),
            "certificate_malformed");
  EXPECT_EQ(refusal_when([](auto& header) { header.set_signer_pk(std::string(32, 'p')); }),
            "certificate_malformed");
  EXPECT_EQ(refusal_when([](auto& header) { header.set_dh_pk(std::string(32, 'p')); }, 1),
            "certificate_malformed");
}

TEST_F(CertificateTest, AFieldThatItsKindNeedsMayNotBeMissing) {
  EXPECT_EQ(refusal_when([](auto& header) { header.clear_dh_pk(); }), "certificate_malformed");
  EXPECT_EQ(refusal_when([](auto& header) { header.clear_mailbox_id(); }), "certificate_malformed");
  EXPECT_EQ(refusal_when([](auto& header) { header.clear_previous(); }, 2),
            "certificate_malformed");
}

TEST_F(CertificateTest, AKeyThatProtectsNothingIsRefused) {
  const std::string zeros(32, '\0');
  EXPECT_EQ(refusal_when([&](auto& header) { header.set_dh_pk(zeros); }), "weak_key");
}

TEST_F(CertificateTest, AnUnknownKindIsRefused) {
  EXPECT_EQ(refusal_when([](auto& header) { header.set_kind(5); }), "certificate_malformed");
  EXPECT_EQ(refusal_when([](auto& header) { header.set_kind(0); }), "certificate_malformed");
}

TEST_F(CertificateTest, TheRecoveryKeyStandsAtIndexOneAndNowhereElse) {
  EXPECT_EQ(refusal_when([](auto& header) { header.set_index(2); }, 1), "certificate_malformed");
  EXPECT_EQ(refusal_when([](auto& header) { header.set_index(1); }, 2), "certificate_malformed");
}

TEST_F(CertificateTest, ASignatureByAnotherKeyIsRefused) {
  wire::Certificate out;
  ASSERT_TRUE(out.ParseFromString(string_of(mara_.chain.certificates()[2].encode())));
  std::swap(*out.mutable_signature(), *out.mutable_subject_signature());
  const auto certificate = decode_certificate(test::serialized(out));
  ASSERT_TRUE(certificate);
  EXPECT_EQ(why(check_signatures(*certificate)), "certificate_signature_wrong");
}

TEST_F(CertificateTest, AnAdditionCountsOnlyOnceItsDeviceHasSignedIt) {
  const Certificate unsigned_yet = make_addition(mara_.chain.length(), mara_.chain.head(),
                                                 newcomer_.certified(), mara_.devices[0].sign);
  EXPECT_EQ(why(mara_.chain.append(unsigned_yet)), "certificate_subject_signature_wrong");
  EXPECT_EQ(why(mara_.chain.append(countersign(unsigned_yet, mara_.devices[1].sign))),
            "certificate_subject_signature_wrong");
  EXPECT_EQ(why(mara_.chain.append(countersign(unsigned_yet, newcomer_.sign))), "accepted");
  ASSERT_NE(mara_.chain.find(newcomer_.id), nullptr);
  EXPECT_TRUE(mara_.chain.find(newcomer_.id)->needs_confirmation());
}

TEST_F(CertificateTest, TheRecoveryKeyMayAdd) {
  EXPECT_EQ(why(mara_.chain.append(addition(newcomer_, mara_.recovery))), "accepted");
}

TEST_F(CertificateTest, AStrangerMayNotAdd) {
  EXPECT_EQ(why(mara_.chain.append(addition(newcomer_, pair_.jonas.devices[0].sign))),
            "certificate_signer_wrong");
  EXPECT_EQ(mara_.chain.length(), 3U);
}

TEST_F(CertificateTest, ARevokedDeviceMayNotAdd) {
  ASSERT_TRUE(mara_.chain.append(revocation(mara_.devices[1], mara_.devices[0].sign)));
  EXPECT_EQ(why(mara_.chain.append(addition(newcomer_, mara_.devices[1].sign))),
            "certificate_signer_wrong");
}

TEST_F(CertificateTest, AKeyOrMailboxThatTheChainHasIsRefused) {
  EXPECT_EQ(why(mara_.chain.append(addition(mara_.devices[1], mara_.devices[0].sign))),
            "certificate_key_reused");
  NewDevice same_mailbox = newcomer_.certified();
  same_mailbox.mailbox = mara_.devices[0].certified().mailbox;
  const Certificate certificate = countersign(
      make_addition(mara_.chain.length(), mara_.chain.head(), same_mailbox, mara_.devices[0].sign),
      newcomer_.sign);
  EXPECT_EQ(why(mara_.chain.append(certificate)), "certificate_key_reused");
}

TEST_F(CertificateTest, TheRecoveryKeyNeverBecomesADevice) {
  NewDevice device = newcomer_.certified();
  device.sign_pk = mara_.recovery.public_key();
  const Certificate certificate = countersign(
      make_addition(mara_.chain.length(), mara_.chain.head(), device, mara_.devices[0].sign),
      mara_.recovery);
  EXPECT_EQ(why(mara_.chain.append(certificate)), "certificate_key_reused");
}

TEST_F(CertificateTest, ThereAreFourActiveDevicesAtMost) {
  mara_.add_device(random_);
  mara_.add_device(random_);
  EXPECT_EQ(mara_.chain.active_devices(), 4U);
  EXPECT_EQ(why(mara_.chain.append(addition(newcomer_, mara_.devices[0].sign))),
            "certificate_too_many_devices");
  ASSERT_TRUE(mara_.chain.append(revocation(mara_.devices[1], mara_.devices[0].sign)));
  EXPECT_EQ(why(mara_.chain.append(addition(newcomer_, mara_.devices[0].sign))), "accepted");
}

TEST_F(CertificateTest, OnlyALowerIndexOrTheRecoveryKeyRevokes) {
  mara_.add_device(random_);
  EXPECT_EQ(why(mara_.chain.append(revocation(mara_.devices[1], mara_.devices[2].sign))),
            "certificate_signer_wrong");
  EXPECT_EQ(why(mara_.chain.append(revocation(mara_.devices[1], mara_.devices[1].sign))),
            "certificate_signer_wrong");
  EXPECT_EQ(why(mara_.chain.append(revocation(mara_.devices[0], mara_.devices[1].sign))),
            "certificate_signer_wrong");
  EXPECT_EQ(why(mara_.chain.append(revocation(mara_.devices[2], mara_.devices[1].sign))),
            "accepted");
  EXPECT_EQ(why(mara_.chain.append(revocation(mara_.devices[0], mara_.recovery))), "accepted");
  EXPECT_FALSE(mara_.chain.find(mara_.devices[0].id)->is_active());
}

TEST_F(CertificateTest, ARevocationKeepsItsCut) {
  const Cut cut{5, EntryHash{random_.array<32>()}};
  ASSERT_TRUE(mara_.chain.append(revocation(mara_.devices[1], mara_.devices[0].sign, cut)));
  EXPECT_EQ(mara_.chain.find(mara_.devices[1].id)->revocation->cut, cut);
}

TEST_F(CertificateTest, ACutHasAHashUnlessItTakesEverything) {
  const auto decoded = [&](Cut cut) {
    return why(
        decode_certificate(revocation(mara_.devices[1], mara_.devices[0].sign, cut).encode()));
  };
  EXPECT_EQ(decoded({}), "accepted");
  EXPECT_EQ(decoded({5, std::nullopt}), "certificate_malformed");
  EXPECT_EQ(decoded({0, EntryHash{}}), "certificate_malformed");
}

TEST_F(CertificateTest, WhatIsNoActiveDeviceCannotBeRevoked) {
  EXPECT_EQ(why(mara_.chain.append(revocation(newcomer_, mara_.devices[0].sign))),
            "certificate_device_not_active");
  ASSERT_TRUE(mara_.chain.append(revocation(mara_.devices[1], mara_.devices[0].sign)));
  EXPECT_EQ(why(mara_.chain.append(revocation(mara_.devices[1], mara_.devices[0].sign))),
            "certificate_device_not_active");
}

TEST_F(CertificateTest, ACertificateThatTheChainHasChangesNothing) {
  EXPECT_EQ(why(mara_.chain.append(mara_.chain.certificates()[2])), "accepted");
  EXPECT_EQ(mara_.chain.length(), 3U);
}

TEST_F(CertificateTest, AnotherCertificateAtATakenIndexIsAFork) {
  const Certificate other = countersign(
      make_addition(2, mara_.chain.certificates()[1].hash(), newcomer_.certified(), mara_.recovery),
      newcomer_.sign);
  EXPECT_EQ(why(mara_.chain.append(other)), "certificate_fork");
}

TEST_F(CertificateTest, AGapInTheChainIsRefused) {
  const Certificate later = countersign(
      make_addition(4, mara_.chain.head(), newcomer_.certified(), mara_.recovery), newcomer_.sign);
  EXPECT_EQ(why(mara_.chain.append(later)), "certificate_gap");
}

TEST_F(CertificateTest, ACertificateThatFollowsAnotherOneIsRefused) {
  const Certificate astray = countersign(
      make_addition(3, mara_.chain.certificates()[0].hash(), newcomer_.certified(), mara_.recovery),
      newcomer_.sign);
  EXPECT_EQ(why(mara_.chain.append(astray)), "certificate_out_of_place");
}

TEST_F(CertificateTest, AChainBeginsWithGenesisAndItsRecoveryKey) {
  const auto& mine = mara_.chain.certificates();
  const auto& others = pair_.jonas.chain.certificates();
  EXPECT_EQ(why(DeviceChain::start(mine[0], mine[1])), "accepted");
  EXPECT_EQ(why(DeviceChain::start(mine[1], mine[0])), "certificate_out_of_place");
  EXPECT_EQ(why(DeviceChain::start(mine[0], others[1])), "certificate_out_of_place");
  EXPECT_EQ(why(DeviceChain::start(mine[0], mine[2])), "certificate_out_of_place");
  EXPECT_EQ(why(DeviceChain::from(std::span(mine).first(1))), "certificate_gap");
  // a recovery key that the first device did not sign
  const auto stranger = make_recovery(mine[0], newcomer_.sign, mara_.recovery);
  EXPECT_EQ(why(DeviceChain::start(mine[0], stranger)), "certificate_out_of_place");
}

TEST_F(CertificateTest, AChainHoldsThirtyTwoCertificatesAtMost) {
  while (mara_.chain.length() < 32) {
    const DeviceKeys device = DeviceKeys::make(random_);
    ASSERT_TRUE(mara_.chain.append(addition(device, mara_.recovery)));
    if (mara_.chain.length() == 32) break;
    ASSERT_TRUE(mara_.chain.append(revocation(device, mara_.recovery)));
  }
  EXPECT_EQ(why(mara_.chain.append(addition(newcomer_, mara_.recovery))), "certificate_chain_full");
}

TEST_F(CertificateTest, APairNeverSharesADevice) {
  EXPECT_EQ(why(DeviceChains::of(mara_.chain, pair_.jonas.chain)), "accepted");
  EXPECT_EQ(why(DeviceChains::of(mara_.chain, mara_.chain)), "certificate_key_reused");
}

TEST_F(CertificateTest, TheDeviceCheckIsFourGroupsOfFiveDigits) {
  const auto groups = device_check(mara_.chain.head(), pair_.id);
  for (const std::string& group : groups) {
    EXPECT_EQ(group.size(), 5U);
    EXPECT_EQ(group.find_first_not_of("0123456789"), std::string::npos);
  }
  EXPECT_NE(groups, device_check(mara_.chain.head(), random_.id<PairId>()));
}

class PrekeyTest : public CertificateTest {
 protected:
  std::string refusal(ByteView bytes) {
    return why(read_prekey(bytes, newcomer_.id, newcomer_.sign.public_key()));
  }
  SignedPrekey prekey_ =
      sign_prekey({7, newcomer_.dh.public_key(), test::kStartMs}, newcomer_.id, newcomer_.sign);
};

TEST_F(PrekeyTest, ComesBackFromItsBytes) {
  const auto again = read_prekey(prekey_.encode(), newcomer_.id, newcomer_.sign.public_key());
  ASSERT_TRUE(again);
  EXPECT_EQ(*again, prekey_);
}

TEST_F(PrekeyTest, AFlippedBitIsRefused) {
  const Bytes bytes = prekey_.encode();
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    Bytes flipped = bytes;
    flipped[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
    EXPECT_NE(refusal(flipped), "accepted") << bit;
  }
}

TEST_F(PrekeyTest, OneOfAnotherDeviceIsRefused) {
  EXPECT_EQ(why(read_prekey(prekey_.encode(), mara_.devices[0].id, newcomer_.sign.public_key())),
            "prekey_signature_wrong");
  EXPECT_EQ(why(read_prekey(prekey_.encode(), newcomer_.id, mara_.recovery.public_key())),
            "prekey_signature_wrong");
}

TEST_F(PrekeyTest, APointThatProtectsNothingIsRefusedWhoeverSignedIt) {
  for (const std::uint8_t point : Bytes{0, 1}) {  // both of low order
    const auto weak =
        sign_prekey({8, DhPublicKey{{point}}, test::kStartMs}, newcomer_.id, newcomer_.sign);
    EXPECT_EQ(refusal(weak.encode()), "weak_key");
  }
}

TEST_F(PrekeyTest, BytesCutOrLengthenedAreRefused) {
  Bytes bytes = prekey_.encode();
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_EQ(refusal(ByteView(bytes).first(size)), "prekey_malformed") << size;
  }
  bytes.insert(bytes.end(), {0x50, 0x01});
  EXPECT_EQ(refusal(bytes), "prekey_malformed");
}

}  // namespace
}  // namespace troth::ledger
