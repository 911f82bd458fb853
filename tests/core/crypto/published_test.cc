// The primitives against the vectors of others.
#include <gtest/gtest.h>
#include <sodium.h>

#include <algorithm>

#include "core/crypto/argon2id.h"
#include "core/crypto/cpace.h"
#include "core/crypto/exchange.h"
#include "core/crypto/kdf.h"
#include "core/crypto/padding.h"
#include "core/crypto/seal.h"
#include "core/crypto/sign.h"
#include "tests/core/crypto/published.h"
#include "tests/core/crypto/refused.h"

namespace troth::crypto {
namespace {

// Calls `check(group, test)` for each test of a Wycheproof file, and checks that
// there were as many as the file says.
template <class Check>
void for_each_test(const nlohmann::json& file, Check check) {
  int count = 0;
  for (const auto& group : file["testGroups"]) {
    for (const auto& test : group["tests"]) {
      SCOPED_TRACE("tcId " + test["tcId"].dump() + " " + test["comment"].get<std::string>());
      check(group, test);
      ++count;
    }
  }
  EXPECT_EQ(count, file["numberOfTests"]);
}

TEST(PublishedHkdf, EveryKeyComesOutAsWritten) {
  PUBLISHED_VECTORS(file, "wycheproof-hkdf_sha512.json");
  for_each_test(file, [](const auto&, const auto& test) {
    const auto size = test["size"].template get<std::size_t>();
    // What RFC 5869 cannot give is a bug of the caller; hash_test.cc holds the CHECK.
    ASSERT_EQ(size > 255 * 64, test["result"] == "invalid");
    if (size > 255 * 64) return;
    const Secret key = hkdf_with_info(bytes_from(test["salt"]), bytes_from(test["ikm"]),
                                      bytes_from(test["info"]), size);
    EXPECT_EQ(to_hex(key.view()), text_in(test["okm"]));
  });
}

TEST(PublishedEd25519, ValidSignaturesHoldAndInvalidOnesDoNot) {
  PUBLISHED_VECTORS(file, "wycheproof-ed25519.json");
  for_each_test(file, [](const auto& group, const auto& test) {
    const auto key = id_from<SignPublicKey>(group["publicKey"]["pk"]);
    const auto signature = Signature::from(bytes_from(test["sig"]));
    const bool holds = signature && verify_unlabelled(key, bytes_from(test["msg"]), *signature);
    EXPECT_EQ(holds, test["result"] == "valid");
  });
}

// "acceptable" are unusual public keys: they agree as the RFC computes it,
// but for those whose result is zeros.
TEST(PublishedX25519, EveryAgreementComesOutAsWrittenAndZerosAreRefused) {
  PUBLISHED_VECTORS(file, "wycheproof-x25519.json");
  int refused = 0;
  for_each_test(file, [&refused](const auto&, const auto& test) {
    const DhKey key = DhKey::from_secret(secret_from(test["private"]));
    const auto agreed = key.agree(id_from<DhPublicKey>(test["public"]));
    if (test["shared"] == std::string(64, '0')) {
      EXPECT_NE(test["result"], "valid");
      expect_refused(agreed, Code::weak_key);
      ++refused;
      return;
    }
    ASSERT_TRUE(agreed);
    EXPECT_EQ(to_hex(agreed->view()), text_in(test["shared"]));
  });
  EXPECT_GT(refused, 0);
}

TEST(PublishedXChaCha, SealsAsWrittenAndOpensOnlyWhatIsValid) {
  PUBLISHED_VECTORS(file, "wycheproof-xchacha20_poly1305.json");
  for_each_test(file, [](const auto& group, const auto& test) {
    const Bytes nonce = bytes_from(test["iv"]);
    const bool valid = test["result"] == "valid";
    if (group["ivSize"] != 192) {  // a bug of the caller; seal_test.cc holds the CHECK
      EXPECT_FALSE(valid);
      return;
    }
    const Secret key = secret_from(test["key"]);
    const Bytes associated = bytes_from(test["aad"]);
    Bytes opened = bytes_from(test["ct"]);
    ASSERT_EQ(open_in_place(key, nonce, associated, opened, bytes_from(test["tag"])), valid);
    if (!valid) return;
    EXPECT_EQ(to_hex(opened), text_in(test["msg"]));
    Bytes tag(16);
    seal_in_place(key, nonce, associated, opened, tag);
    EXPECT_EQ(to_hex(opened), text_in(test["ct"]));
    EXPECT_EQ(to_hex(tag), text_in(test["tag"]));
  });
}

TEST(PublishedRistretto, SmallMultiplesOfTheBaseComeOutAsWritten) {
  PUBLISHED_VECTORS(file, "rfc9496-ristretto255.json");
  const auto& multiples = file["small_multiples_of_B"];
  const auto base = id_from<CpaceShare>(multiples[1]);
  for (std::size_t i = 0; i < multiples.size(); ++i) {
    Secret scalar(32);
    scalar.writable()[0] = static_cast<std::uint8_t>(i);
    const auto point = cpace_shared_point(scalar, base);
    if (i == 0) {
      expect_refused(point, Code::weak_key);  // the identity
      continue;
    }
    ASSERT_TRUE(point);
    EXPECT_EQ(to_hex(point->view()), text_in(multiples[i]));
  }
}

TEST(PublishedRistretto, BadEncodingsAreRefused) {
  PUBLISHED_VECTORS(file, "rfc9496-ristretto255.json");
  Secret one(32);
  one.writable()[0] = 1;
  ASSERT_FALSE(file["bad_encodings"].empty());
  for (const auto& encoding : file["bad_encodings"]) {
    SCOPED_TRACE(encoding);
    expect_refused(cpace_shared_point(one, id_from<CpaceShare>(encoding)), Code::weak_key);
  }
}

TEST(PublishedRistretto, HashesBecomeTheElementsAsWritten) {
  PUBLISHED_VECTORS(file, "rfc9496-ristretto255.json");
  ASSERT_FALSE(file["from_sha512_of_ascii"].empty());
  for (const auto& test : file["from_sha512_of_ascii"]) {
    const Sha512 hash = sha512({bytes_of(test["input"].get<std::string>())});
    CpaceShare element;
    ASSERT_EQ(crypto_core_ristretto255_from_hash(element.value.data(), hash.data()), 0);
    EXPECT_EQ(element.hex(), text_in(test["element"]));
  }
}

TEST(PublishedArgon2id, KeysComeOutAsOtherImplementationsMakeThem) {
  PUBLISHED_VECTORS(file, "argon2id.json");
  const auto& tests = file["crypto_pwhash_crosschecked"]["tests"];
  ASSERT_FALSE(tests.empty());
  for (const auto& test : tests) {
    const PassphraseCost cost{test["opslimit"].get<std::uint32_t>(),
                              test["memlimit_bytes"].get<std::uint64_t>()};
    const Bytes password = bytes_from(test["password_hex"]);
    const Bytes salt = bytes_from(test["salt"]);
    const auto key = argon2id(password, salt, cost);
    ASSERT_TRUE(key);
    EXPECT_EQ(to_hex(key->view()), text_in(test["out"]));
    if (!check_cost(cost)) continue;
    const auto stretched = stretch(Secret::copy_of(password), salt, cost);
    ASSERT_TRUE(stretched);
    EXPECT_TRUE(equal(stretched->view(), key->view()));
  }
}

// These have salts of eight bytes, which only libsodium's checker of encoded
// strings takes: they hold the library to the reference, not our wrapper.
TEST(PublishedArgon2id, TheLibraryVerifiesTheReferencesStrings) {
  PUBLISHED_VECTORS(file, "argon2id.json");
  ASSERT_FALSE(file["phc_reference"].empty());
  for (const auto& test : file["phc_reference"]) {
    if (test["m_kib"] > 65536) continue;  // the largest adds time and nothing else
    const auto encoded = test["encoded"].get<std::string>();
    auto password = test["password"].get<std::string>();
    EXPECT_EQ(crypto_pwhash_str_verify(encoded.c_str(), password.data(), password.size()), 0)
        << encoded;
    password.back() ^= 1;
    EXPECT_NE(crypto_pwhash_str_verify(encoded.c_str(), password.data(), password.size()), 0)
        << encoded;
  }
}

TEST(PublishedPadme, EveryLengthIsPaddedAsWritten) {
  PUBLISHED_VECTORS(file, "padme.json");
  ASSERT_FALSE(file["tests"].empty());
  for (const auto& test : file["tests"]) {
    EXPECT_EQ(padme(test["len"].get<std::uint64_t>()), test["padded"]) << test;
  }
}

}  // namespace
}  // namespace troth::crypto
