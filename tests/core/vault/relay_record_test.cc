#include "core/vault/relay_record.h"

#include <gtest/gtest.h>

#include "core/crypto/random.h"

namespace troth::vault {
namespace {

OwnRelay example() {
  crypto::SeededRandom random(1);
  OwnRelay relay;
  relay.place = {"relay.example.org", 7424, random.id<DhPublicKey>()};
  relay.admission = sync::Admission{sync::Admission::By::ticket, random.secret(32)};
  relay.partner_writes_by = random.id<SignPublicKey>();
  relay.acknowledged = 12;
  relay.handed_over_seq = 3;
  relay.last_contact_ms = 99;
  return relay;
}

TEST(OwnRelay, IsReadBackAsItWasWritten) {
  const OwnRelay relay = example();
  const auto read = decode_own_relay(encode(relay).view());
  ASSERT_TRUE(read);
  EXPECT_EQ(read->place, relay.place);
  EXPECT_EQ(read->admission->by, relay.admission->by);
  EXPECT_TRUE(equal(read->admission->bytes.view(), relay.admission->bytes.view()));
  EXPECT_EQ(read->partner_writes_by, relay.partner_writes_by);
  EXPECT_EQ(read->acknowledged, 12U);
  EXPECT_EQ(read->handed_over_seq, 3U);
  EXPECT_EQ(read->last_contact_ms, 99);
}

TEST(OwnRelay, AnyCutOrExtensionIsRefused) {
  const auto bytes = encode(example());
  for (std::size_t size = 0; size < bytes.size(); ++size)
    EXPECT_FALSE(decode_own_relay(bytes.view().first(size))) << size;
  Bytes longer = copy_of(bytes.view());
  longer.push_back(0);
  EXPECT_FALSE(decode_own_relay(longer));
}

}  // namespace
}  // namespace troth::vault
