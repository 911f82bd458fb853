#include "core/ledger/entry.h"

#include <gtest/gtest.h>

#include "core/base/sizes.h"
#include "tests/core/ledger/forge.h"

namespace troth::ledger {
namespace {

using test::Pair;
using test::Side;

class EntryTest : public ::testing::Test {
 protected:
  // Why decode_entry() refuses these bytes.
  static std::string refusal(ByteView bytes) {
    const auto entry = decode_entry(bytes);
    return entry ? "accepted" : std::string(name_of(entry.error().code));
  }
  std::string refusal_when(const std::function<void(wire::EntryHeader&)>& change) {
    return refusal(test::forged(entry_, key(), change));
  }
  const crypto::SigningKey& key() const { return pair_.mara.devices[0].sign; }
  static void see(wire::EntryHeader& header, std::uint8_t device, std::uint64_t seq) {
    wire::Head& head = *header.add_seen();
    head.set_device_id(std::string(32, static_cast<char>(device)));
    head.set_seq(seq);
    head.set_hash(std::string(32, 'h'));
  }

  Pair pair_{1};
  Side mara_ = pair_.side(pair_.mara.devices[0]);
  Entry entry_ = pair_.write(mara_, EntryKind::propose, "a payload");
};

TEST_F(EntryTest, ComesBackFromItsBytesAsItWas) {
  const auto again = decode_entry(entry_.encode());
  ASSERT_TRUE(again);
  EXPECT_EQ(*again, entry_);
  EXPECT_TRUE(check_payload(*again));
  EXPECT_TRUE(signature_holds(again->signed_header(), key().public_key()));
}

TEST_F(EntryTest, SayingTheSameTwiceMakesDifferentHashes) {
  const Entry again = pair_.write(mara_, EntryKind::propose, "a payload");
  EXPECT_NE(again.header().payload_hash, entry_.header().payload_hash);
}

TEST_F(EntryTest, AnEmptyPayloadIsOne) {
  const Entry empty = pair_.write(mara_, EntryKind::opening, "");
  EXPECT_EQ(decode_entry(empty.encode()), empty);
  EXPECT_TRUE(check_payload(empty));
}

TEST_F(EntryTest, BytesCutAnywhereAreRefused) {
  const Bytes bytes = entry_.encode();
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const auto entry = decode_entry(ByteView(bytes).first(size));
    EXPECT_FALSE(entry && check_payload(*entry)) << size;
  }
}

TEST_F(EntryTest, BytesBehindTheEntryAreRefused) {
  Bytes bytes = entry_.encode();
  bytes.push_back(0);
  EXPECT_EQ(refusal(bytes), "entry_malformed");
}

TEST_F(EntryTest, AnUnknownFieldBesideTheHeaderIsRefused) {
  Bytes bytes = entry_.encode();
  bytes.insert(bytes.end(), {0x50, 0x01});  // field 10 = 1
  EXPECT_EQ(refusal(bytes), "entry_malformed");
}

TEST_F(EntryTest, AnUnknownFieldInTheHeaderIsRefused) {
  const std::string header = test::wire_header_of(entry_).SerializeAsString() + "\xf0\x01\x01";
  EXPECT_EQ(refusal(test::serialized(test::resigned(entry_, header, key()))), "entry_malformed");
}

TEST_F(EntryTest, AnUnknownFieldInsideSeenIsRefused) {
  EXPECT_EQ(refusal_when([](auto& header) {
              see(header, 7, 1);
              const std::string head = header.seen(0).SerializeAsString() + "\xf0\x01\x01";
              CHECK(header.mutable_seen(0)->ParseFromString(head));
            }),
            "entry_malformed");
}

TEST_F(EntryTest, AFieldWrittenTwiceIsRefused) {
  const std::string header = test::wire_header_of(entry_).SerializeAsString();
  wire::EntryHeader kind;
  kind.set_kind(20);
  EXPECT_EQ(
      refusal(test::serialized(test::resigned(entry_, kind.SerializeAsString() + header, key()))),
      "entry_malformed");
}

TEST_F(EntryTest, AnExplicitZeroIsRefused) {
  // previous, field 6, written out although it is empty
  const std::string header = test::wire_header_of(entry_).SerializeAsString();
  EXPECT_EQ(
      refusal(test::serialized(test::resigned(entry_, header + std::string("\x32\x00", 2), key()))),
      "entry_malformed");
}

TEST_F(EntryTest, ALongerWayToWriteANumberIsRefused) {
  std::string header = test::wire_header_of(entry_).SerializeAsString();
  ASSERT_EQ(header.substr(0, 2), "\x08\x01");
  header.replace(0, 2, std::string("\x08\x81\x00", 3));
  EXPECT_EQ(refusal(test::serialized(test::resigned(entry_, header, key()))), "entry_malformed");
}

TEST_F(EntryTest, ANewerFormatSaysSo) {
  EXPECT_EQ(refusal_when([](auto& header) { header.set_format(2); }), "entry_format_newer");
}

TEST_F(EntryTest, NoFormatIsRefused) {
  EXPECT_EQ(refusal_when([](auto& header) { header.set_format(0); }), "entry_malformed");
}

TEST_F(EntryTest, NoKindIsRefused) {
  EXPECT_EQ(refusal_when([](auto& header) { header.set_kind(0); }), "entry_malformed");
}

TEST_F(EntryTest, AnUnknownKindIsTaken) {
  EXPECT_EQ(refusal_when([](auto& header) { header.set_kind(39); }), "accepted");
  EXPECT_EQ(refusal_when([](auto& header) { header.set_kind(4'000'000'000); }), "accepted");
}

TEST_F(EntryTest, IdsAndHashesOfAnotherLengthAreRefused) {
  EXPECT_EQ(refusal_when([](auto& header) { header.set_pair_id("short"); }), "entry_malformed");
  EXPECT_EQ(refusal_when([](auto& header) { header.mutable_device_id()->push_back('x'); }),
            "entry_malformed");
  EXPECT_EQ(refusal_when([](auto& header) { header.clear_payload_hash(); }), "entry_malformed");
}

TEST_F(EntryTest, TheFirstEntryHasNoPreviousAndEveryOtherHas) {
  EXPECT_EQ(refusal_when([](auto& header) { header.set_previous(std::string(32, 'p')); }),
            "entry_malformed");
  EXPECT_EQ(refusal_when([](auto& header) { header.set_seq(2); }), "entry_malformed");
  EXPECT_EQ(refusal_when([](auto& header) { header.set_seq(0); }), "entry_malformed");
}

TEST_F(EntryTest, ASeqOrTimeBeyondItsBoundIsRefused) {
  EXPECT_EQ(refusal_when([](auto& header) {
              header.set_seq(kLargestSeq + 1);
              header.set_previous(std::string(32, 'p'));
            }),
            "entry_malformed");
  EXPECT_EQ(refusal_when([](auto& header) { header.set_written_at_ms(-1); }), "entry_malformed");
  EXPECT_EQ(refusal_when([](auto& header) { header.set_written_at_ms(kLatestWrittenAtMs + 1); }),
            "entry_malformed");
}

TEST_F(EntryTest, SeenAscendsByDevice) {
  const auto seeing = [this](std::uint8_t first, std::uint8_t second) {
    return refusal_when([=](auto& header) {
      see(header, first, 1);
      see(header, second, 1);
    });
  };
  EXPECT_EQ(seeing(1, 2), "accepted");
  EXPECT_EQ(seeing(2, 1), "entry_seen_malformed");
  EXPECT_EQ(seeing(1, 1), "entry_seen_malformed");
}

TEST_F(EntryTest, SeenNeverNamesItsAuthor) {
  EXPECT_EQ(refusal_when([](auto& header) {
              see(header, 1, 1);
              header.mutable_seen(0)->set_device_id(header.device_id());
            }),
            "entry_seen_malformed");
}

TEST_F(EntryTest, SeenNamesAtMostSevenDevices) {
  const auto seeing = [this](std::uint8_t count) {
    return refusal_when([=](auto& header) {
      for (std::uint8_t i = 1; i <= count; ++i) see(header, i, 1);
    });
  };
  EXPECT_EQ(seeing(7), "accepted");
  EXPECT_EQ(seeing(8), "entry_seen_malformed");
}

TEST_F(EntryTest, SeenWithASeqOfZeroIsRefused) {
  EXPECT_EQ(refusal_when([](auto& header) { see(header, 1, 0); }), "entry_seen_malformed");
}

TEST_F(EntryTest, ASaltOrSignatureOfAnotherLengthIsRefused) {
  wire::SignedEntry entry = test::wire_of(entry_);
  entry.mutable_salt()->push_back('x');
  EXPECT_EQ(refusal(test::serialized(entry)), "entry_malformed");
  entry = test::wire_of(entry_);
  entry.mutable_signature()->pop_back();
  EXPECT_EQ(refusal(test::serialized(entry)), "entry_malformed");
}

TEST_F(EntryTest, AnEntryAboveItsSizeIsRefusedBeforeItIsParsed) {
  EXPECT_EQ(refusal(Bytes(sizes::kSignedEntry + 1)), "entry_too_large");
}

TEST_F(EntryTest, AHeaderAboveItsSizeIsRefused) {
  const std::string header(sizes::kEntryHeader + 1, '\0');
  EXPECT_EQ(refusal(test::serialized(test::resigned(entry_, header, key()))),
            "entry_header_too_large");
}

TEST_F(EntryTest, APayloadAbove48KiBIsRefused) {
  wire::SignedEntry entry = test::wire_of(entry_);
  entry.set_payload(std::string(sizes::kPayload + 1, 'x'));
  const auto decoded = decode_entry(test::serialized(entry));
  ASSERT_TRUE(decoded);
  EXPECT_EQ(check_payload(*decoded).error().code, Code::entry_payload_too_large);
}

TEST_F(EntryTest, APayloadAbove48KiBIsNeverSigned) {
  EntryHeader header = entry_.header();
  const auto entry = sign_entry(key(), header, Bytes(sizes::kPayload + 1), pair_.random);
  ASSERT_FALSE(entry);
  EXPECT_EQ(entry.error().code, Code::entry_payload_too_large);
  EXPECT_TRUE(sign_entry(key(), header, Bytes(sizes::kPayload), pair_.random));
}

TEST_F(EntryTest, AHeaderThatReadersWouldRefuseIsNeverSigned) {
  EntryHeader header = entry_.header();
  header.seen = {{header.device, 1, entry_.hash()}};
  const auto entry = sign_entry(key(), header, {}, pair_.random);
  ASSERT_FALSE(entry);
  EXPECT_EQ(entry.error().code, Code::entry_seen_malformed);
}

TEST_F(EntryTest, AnotherSaltIsAnotherPayload) {
  wire::SignedEntry entry = test::wire_of(entry_);
  (*entry.mutable_salt())[0] ^= 1;
  const auto decoded = decode_entry(test::serialized(entry));
  ASSERT_TRUE(decoded);
  EXPECT_EQ(check_payload(*decoded).error().code, Code::entry_payload_wrong);
}

TEST_F(EntryTest, WhatIsWrittenByANewerVersionCanStillBeGlimpsed) {
  const Bytes newer = test::forged(entry_, key(), [](auto& header) {
    header.set_format(2);
    header.set_kind(4);
  });
  const auto seen = glimpse(newer);
  ASSERT_TRUE(seen);
  EXPECT_EQ(seen->kind, EntryKind::limit);
  EXPECT_EQ(seen->device, entry_.header().device);
  EXPECT_TRUE(signature_holds(seen->signed_header, key().public_key()));
}

TEST_F(EntryTest, NoiseGivesNoGlimpse) {
  EXPECT_FALSE(glimpse({}));
  EXPECT_FALSE(glimpse(bytes_of("not an entry")));
  EXPECT_FALSE(glimpse(Bytes(sizes::kLargestEnvelope + 1)));
}

TEST(Kind, TheRangesDecideWhatTakesAway) {
  EXPECT_TRUE(takes_away(EntryKind::pause));
  EXPECT_TRUE(takes_away(EntryKind::retract));
  EXPECT_TRUE(takes_away(EntryKind{19}));
  EXPECT_FALSE(takes_away(EntryKind{20}));
  EXPECT_EQ(range_of(EntryKind{39}), KindRange::consent);
  EXPECT_EQ(range_of(EntryKind{40}), KindRange::automatic);
  EXPECT_EQ(range_of(EntryKind{59}), KindRange::automatic);
  EXPECT_EQ(range_of(EntryKind{60}), KindRange::practice);
}

TEST(Kind, OnlyWhatADeviceDoesByItselfIsNotByChoice) {
  EXPECT_TRUE(is_by_choice(EntryKind::check_in));
  EXPECT_TRUE(is_by_choice(EntryKind::pause));
  EXPECT_FALSE(is_by_choice(EntryKind::session));
  EXPECT_FALSE(is_by_choice(EntryKind{55}));
}

TEST(Kind, AnUnknownKindSaysSo) {
  EXPECT_FALSE(is_known(EntryKind{7}));
  EXPECT_TRUE(is_known(EntryKind::equivocated));
  EXPECT_EQ(name_of(EntryKind::check_in), "check_in");
  for (std::uint32_t kind = 60; kind <= 77; ++kind) EXPECT_TRUE(is_known(EntryKind{kind})) << kind;
  EXPECT_FALSE(is_known(EntryKind{78}));
}

}  // namespace
}  // namespace troth::ledger
