#include "core/ledger/payload.h"

#include <gtest/gtest.h>

#include "core/base/sizes.h"
#include "tests/core/ledger/forge.h"

namespace troth::ledger {
namespace {

class PayloadTest : public ::testing::Test {
 protected:
  static std::string why(const auto& result) {
    return result ? "accepted" : std::string(name_of(result.error().code));
  }
  template <class Payload>
  static void holds_to_its_form(const Payload& payload, Result<Payload> (*decode)(ByteView)) {
    const Bytes bytes = encode(payload);
    EXPECT_EQ(decode(bytes), payload);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      EXPECT_EQ(why(decode(ByteView(bytes).first(size))), "payload_malformed") << size;
    }
    Bytes newer = bytes;
    newer.insert(newer.end(), {0x50, 0x01});  // field 10 = 1
    EXPECT_EQ(why(decode(newer)), "payload_newer");
    Bytes twice = bytes;
    twice.insert(twice.end(), bytes.begin(), bytes.end());
    EXPECT_EQ(why(decode(twice)), "payload_malformed");
  }
  static SessionEstablished session() {
    return {DeviceId{std::array<std::uint8_t, 32>{1}}, 1, SessionReason::first};
  }

  test::Pair pair_{4};
  test::Side mara_ = pair_.side(pair_.mara.devices[0]);
  Hash transcript_{pair_.random.array<32>()};
  CertificateHash certificate_ = pair_.mara.chain.head();
};

TEST_F(PayloadTest, PairedHoldsToItsForm) {
  holds_to_its_form(Paired{pair_.id, transcript_}, decode_paired);
}
TEST_F(PayloadTest, ComparedHoldsToItsForm) {
  holds_to_its_form(Compared{transcript_}, decode_compared);
}
TEST_F(PayloadTest, ConfirmedHoldsToItsForm) {
  holds_to_its_form(Confirmed{certificate_}, decode_confirmed);
}
TEST_F(PayloadTest, RevokedHoldsToItsForm) {
  holds_to_its_form(Revoked{certificate_}, decode_revoked);
}
TEST_F(PayloadTest, SessionHoldsToItsForm) { holds_to_its_form(session(), decode_session); }

TEST_F(PayloadTest, ASessionHasASeqWithinItsBounds) {
  SessionEstablished payload = session();
  payload.session_seq = 0;
  EXPECT_EQ(why(decode_session(encode(payload))), "payload_malformed");
  payload.session_seq = sizes::kSessionSeq;
  EXPECT_EQ(why(decode_session(encode(payload))), "accepted");
  payload.session_seq = sizes::kSessionSeq + 1;
  EXPECT_EQ(why(decode_session(encode(payload))), "payload_malformed");
}

TEST_F(PayloadTest, ASessionsReasonThatIsNotKnownIsOfANewerVersion) {
  SessionEstablished payload = session();
  payload.reason = SessionReason{6};
  EXPECT_EQ(why(decode_session(encode(payload))), "payload_newer");
  payload.reason = SessionReason{0};
  EXPECT_EQ(why(decode_session(encode(payload))), "payload_malformed");
}

TEST_F(PayloadTest, ARevocationCutsWhereItsCertificateSays) {
  const auto& lost = pair_.mara.add_device(pair_.random);
  const Cut cut{5, EntryHash{transcript_.value}};
  const auto revocation =
      make_revocation(pair_.mara.chain.length(), pair_.mara.chain.head(), lost.sign.public_key(),
                      lost.dh.public_key(), cut, pair_.mara.devices[0].sign);
  ASSERT_TRUE(pair_.mara.chain.append(revocation));
  const DeviceChains chains{pair_.mara.chain, pair_.jonas.chain};
  Clock past;
  EXPECT_EQ(cut_of(Revoked{revocation.hash()}, past, chains), (CutAt{lost.id, 5}));
  // never below what its author had seen
  past.raise({lost.id, 9});
  EXPECT_EQ(cut_of(Revoked{revocation.hash()}, past, chains), (CutAt{lost.id, 9}));
}

TEST_F(PayloadTest, ARevocationWithoutACertificateCutsNothing) {
  EXPECT_EQ(why(cut_of(Revoked{certificate_}, Clock(), pair_.chains)), "cut_without_certificate");
}

class EquivocatedTest : public PayloadTest {
 protected:
  SignedHeader signed_with(const std::function<void(EntryHeader&)>& change) {
    EntryHeader header = first_.header();
    change(header);
    return sign_entry(key(), header, bytes_of("other"), pair_.random)->signed_header();
  }
  std::string refusal(const SignedHeader& second) {
    return why(cut_of(Equivocated{first_.signed_header(), second}, pair_.id, pair_.chains));
  }
  const crypto::SigningKey& key() const { return mara_.keys->sign; }

  Entry zeroth_ = pair_.write(mara_, EntryKind::paired);
  Entry first_ = pair_.write(mara_, EntryKind::propose);
};

TEST_F(EquivocatedTest, HoldsToItsForm) {
  const Equivocated payload{first_.signed_header(), signed_with([](auto&) {})};
  EXPECT_EQ(decode_equivocated(encode(payload)), payload);
  Bytes newer = encode(payload);
  newer.insert(newer.end(), {0x50, 0x01});
  EXPECT_EQ(why(decode_equivocated(newer)), "payload_newer");
  EXPECT_EQ(why(decode_equivocated({})), "payload_malformed");
}

TEST_F(EquivocatedTest, AHeaderLongerThanAnyIsRefused) {
  SignedHeader large = first_.signed_header();
  large.header.resize(sizes::kEntryHeader + 1);
  EXPECT_EQ(why(decode_equivocated(encode(Equivocated{first_.signed_header(), large}))),
            "payload_malformed");
}

TEST_F(EquivocatedTest, TwoHeadersOfOneDeviceAndSeqCutBeforeThem) {
  const Equivocated payload{first_.signed_header(), signed_with([](auto&) {})};
  EXPECT_EQ(cut_of(payload, pair_.id, pair_.chains), (CutAt{mara_.keys->id, 1}));
}

TEST_F(EquivocatedTest, OneEntryTwiceProvesNothing) {
  EXPECT_EQ(refusal(first_.signed_header()), "equivocation_unproven");
}

TEST_F(EquivocatedTest, TwoSeqsProveNothing) {
  EXPECT_EQ(refusal(zeroth_.signed_header()), "equivocation_unproven");
}

TEST_F(EquivocatedTest, AnotherPairsHeaderProvesNothing) {
  EXPECT_EQ(refusal(signed_with([](auto& header) { header.pair = PairId{}; })),
            "equivocation_unproven");
}

TEST_F(EquivocatedTest, AnotherDevicesHeaderProvesNothing) {
  EXPECT_EQ(refusal(signed_with([&](auto& header) { header.device = DeviceId{}; })),
            "equivocation_unproven");
}

TEST_F(EquivocatedTest, AnUnsignedHeaderProvesNothing) {
  SignedHeader forged = signed_with([](auto&) {});
  forged.signature.value[5] ^= 1;
  EXPECT_EQ(refusal(forged), "equivocation_unproven");
}

}  // namespace
}  // namespace troth::ledger
