#include "core/crypto/hash.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "core/crypto/kdf.h"
#include "core/crypto/random.h"

namespace troth::crypto {
namespace {

TEST(LabelPrefix, IsTheLabelBehindItsLength) {
  EXPECT_EQ(to_hex(label_prefix("cert")), "0b000000" + to_hex(bytes_of("troth1 cert")));
}

TEST(Hash, SeparatesLabelsAndParts) {
  std::set<Hash> seen;
  EXPECT_TRUE(seen.insert(hash(label::kEntry, {bytes_of("ab"), bytes_of("c")})).second);
  EXPECT_TRUE(seen.insert(hash(label::kEntry, {bytes_of("a"), bytes_of("bc")})).second);
  EXPECT_TRUE(seen.insert(hash(label::kEntry, {bytes_of("abc")})).second);
  EXPECT_TRUE(seen.insert(hash(label::kEntry, {bytes_of("abc"), {}})).second);
  EXPECT_TRUE(seen.insert(hash(label::kPayload, {bytes_of("abc")})).second);
  EXPECT_TRUE(seen.insert(hash(label::kPayload, std::initializer_list<ByteView>{})).second);
}

TEST(Hash, IsOneHashHoweverItsPartsAreHanded) {
  const std::vector<ByteView> parts{bytes_of("a"), bytes_of("b")};
  EXPECT_EQ(hash(label::kEntry, parts), hash(label::kEntry, {bytes_of("a"), bytes_of("b")}));
}

TEST(HashAs, AShorterIdIsTheBeginning) {
  const Hash full = hash(label::kSessionId, {bytes_of("x")});
  const auto id = hash_as<SessionId>(label::kSessionId, {bytes_of("x")});
  EXPECT_TRUE(equal(id.view(), full.view().first(SessionId::kSize)));
}

TEST(GenericHash, DependsOnItsKey) {
  EXPECT_NE(generic_hash(bytes_of("m")), generic_hash(bytes_of("m"), Bytes(32)));
  EXPECT_NE(generic_hash(bytes_of("m"), Bytes(32)), generic_hash(bytes_of("m"), Bytes(64)));
  EXPECT_DEATH(static_cast<void>(generic_hash({}, Bytes(65))), "key");
}

// RFC 4231, cases 2 and 6: a key shorter and one longer than a block.
TEST(HmacSha512, IsAsInRfc4231) {
  EXPECT_EQ(
      to_hex(
          hmac_sha512(bytes_of("Jefe"), {bytes_of("what do ya want "), bytes_of("for nothing?")})),
      "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8"
      "f0e6fdcaeab1a34d4a6b4b636e070a38bce737");
  EXPECT_EQ(
      to_hex(hmac_sha512(Bytes(131, 0xaa),
                         {bytes_of("Test Using Larger Than Block-Size Key - Hash Key First")})),
      "80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f3526b56d037e05f2598bd0fd2215d6a"
      "1e"
      "5295e64f73f63f0aec8b915a985d786598");
}

TEST(Hkdf, SeparatesLabelsContextsSaltsAndKeys) {
  std::set<Bytes> seen;
  const auto add = [&seen](const Secret& key) {
    EXPECT_TRUE(seen.insert(copy_of(key.view())).second);
  };
  add(hkdf({}, bytes_of("k"), label::kSeal, {}, 32));
  add(hkdf({}, bytes_of("k"), label::kDoor, {}, 32));
  add(hkdf({}, bytes_of("k"), label::kSeal, bytes_of("c"), 32));
  add(hkdf(bytes_of("s"), bytes_of("k"), label::kSeal, {}, 32));
  add(hkdf({}, bytes_of("K"), label::kSeal, {}, 32));
}

TEST(Hkdf, AShorterKeyIsTheBeginningOfALongerOne) {
  const Secret longest = hkdf({}, bytes_of("k"), label::kSeal, {}, 255 * 64);
  for (const std::size_t size : {0U, 1U, 32U, 63U, 64U, 65U, 128U}) {
    const Secret shorter = hkdf({}, bytes_of("k"), label::kSeal, {}, size);
    EXPECT_TRUE(equal(shorter.view(), longest.view().first(size)));
  }
}

TEST(Hkdf, MoreThanItCanGiveIsOurOwnBug) {
  EXPECT_DEATH(static_cast<void>(hkdf({}, {}, label::kSeal, {}, 255 * 64 + 1)), "size");
}

TEST(StoreKey, EachNumberAndMasterHasItsOwn) {
  SeededRandom random(1);
  const Secret master = random.secret(32);
  std::set<Bytes> seen;
  for (std::uint64_t number = 0; number < 6; ++number) {
    EXPECT_TRUE(seen.insert(copy_of(store_key(master, number).view())).second);
  }
  EXPECT_TRUE(seen.insert(copy_of(store_key(random.secret(32), 1).view())).second);
  EXPECT_DEATH(static_cast<void>(store_key(random.secret(31), 1)), "master");
}

}  // namespace
}  // namespace troth::crypto
