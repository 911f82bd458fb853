// Noise and CPace against the vectors of others.
#include <gtest/gtest.h>
#include <sodium.h>

#include "core/crypto/cpace.h"
#include "core/crypto/noise.h"
#include "tests/core/crypto/published.h"

namespace troth::crypto {
namespace {

// The two other hashes that the published NK vectors use, for the tests alone.
Sha512 sha256(std::initializer_list<ByteView> parts) {
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  for (const ByteView part : parts) crypto_hash_sha256_update(&state, part.data(), part.size());
  Sha512 out{};
  crypto_hash_sha256_final(&state, out.data());
  return out;
}

Sha512 hmac_sha256(ByteView key, std::initializer_list<ByteView> parts) {
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, key.data(), key.size());
  for (const ByteView part : parts) {
    crypto_auth_hmacsha256_update(&state, part.data(), part.size());
  }
  Sha512 out{};
  crypto_auth_hmacsha256_final(&state, out.data());
  return out;
}

Sha512 blake2b(std::initializer_list<ByteView> parts) {
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, 64);
  for (const ByteView part : parts) crypto_generichash_update(&state, part.data(), part.size());
  Sha512 out{};
  crypto_generichash_final(&state, out.data(), out.size());
  return out;
}

Sha512 hmac_blake2b(ByteView key, std::initializer_list<ByteView> parts) {
  std::array<std::uint8_t, 128> inner;
  std::array<std::uint8_t, 128> outer;
  inner.fill(0x36);
  outer.fill(0x5c);
  for (std::size_t i = 0; i < key.size(); ++i) {
    inner.at(i) ^= key[i];
    outer.at(i) ^= key[i];
  }
  Bytes all = copy_of(inner);
  for (const ByteView part : parts) all.insert(all.end(), part.begin(), part.end());
  return blake2b({outer, blake2b({all})});
}

constexpr NoiseHash kHashes[] = {
    kNoiseSha512,
    {"Noise_NK_25519_ChaChaPoly_SHA256", 32, &sha256, &hmac_sha256},
    {"Noise_NK_25519_ChaChaPoly_BLAKE2b", 64, &blake2b, &hmac_blake2b},
};

struct NoisePair {
  NoiseHandshake initiator;
  NoiseHandshake responder;
};

NoisePair pair_from(const nlohmann::json& vector, const NoiseHash& hash) {
  return {
      NoiseHandshake::initiator(bytes_from(vector["init_prologue"]),
                                id_from<DhPublicKey>(vector["init_remote_static"]),
                                DhKey::from_secret(secret_from(vector["init_ephemeral"])), hash),
      NoiseHandshake::responder(bytes_from(vector["resp_prologue"]),
                                DhKey::from_secret(secret_from(vector["resp_static"])),
                                DhKey::from_secret(secret_from(vector["resp_ephemeral"])), hash)};
}

void check_handshake_message(NoiseHandshake& from, NoiseHandshake& to,
                             const nlohmann::json& message) {
  const auto written = from.write_message(bytes_from(message["payload"]));
  ASSERT_TRUE(written);
  EXPECT_EQ(to_hex(*written), text_in(message["ciphertext"]));
  const auto read = to.read_message(*written);
  ASSERT_TRUE(read);
  EXPECT_EQ(to_hex(*read), text_in(message["payload"]));
}

void check_transport_message(NoiseCipher& from, NoiseCipher& to, const nlohmann::json& message) {
  const auto written = from.encrypt({}, bytes_from(message["payload"]));
  ASSERT_TRUE(written);
  EXPECT_EQ(to_hex(*written), text_in(message["ciphertext"]));
  const auto read = to.decrypt({}, *written);
  ASSERT_TRUE(read);
  EXPECT_EQ(to_hex(*read), text_in(message["payload"]));
}

void check_noise_vector(const nlohmann::json& vector, const NoiseHash& hash) {
  NoisePair pair = pair_from(vector, hash);
  const auto& messages = vector["messages"];
  check_handshake_message(pair.initiator, pair.responder, messages[0]);
  check_handshake_message(pair.responder, pair.initiator, messages[1]);
  ASSERT_TRUE(pair.initiator.is_complete() && pair.responder.is_complete());
  NoiseTransport a = pair.initiator.finish();
  NoiseTransport b = pair.responder.finish();
  EXPECT_EQ(to_hex(ByteView(a.handshake_hash).first(hash.size)), text_in(vector["handshake_hash"]));
  EXPECT_EQ(a.handshake_hash, b.handshake_hash);
  for (std::size_t i = 2; i < messages.size(); ++i) {
    if (i % 2 == 0) check_transport_message(a.send, b.receive, messages[i]);
    if (i % 2 == 1) check_transport_message(b.send, a.receive, messages[i]);
  }
}

TEST(PublishedNoise, EveryNkVectorComesOutAsWritten) {
  PUBLISHED_VECTORS(file, "noise-cacophony-25519-ChaChaPoly.json");
  for (const NoiseHash& hash : kHashes) {
    SCOPED_TRACE(hash.protocol_name);
    int found = 0;
    for (const auto& vector : file["vectors"]) {
      if (vector["protocol_name"] != hash.protocol_name) continue;
      ++found;
      check_noise_vector(vector, hash);
    }
    EXPECT_GT(found, 0);
  }
}

struct CpaceVector {
  Bytes password, channel_identifier, session_id;
  Secret ya, yb;
  CpaceTranscript transcript;

  [[nodiscard]] CpaceContext context() const { return {password, channel_identifier, session_id}; }
};

CpaceVector cpace_from(const nlohmann::json& v) {
  return {bytes_from(v["PRS"]),
          bytes_from(v["CI"]),
          bytes_from(v["sid"]),
          secret_from(v["ya"]),
          secret_from(v["yb"]),
          {id_from<CpaceShare>(v["Ya"]), bytes_from(v["ADa"]), id_from<CpaceShare>(v["Yb"]),
           bytes_from(v["ADb"])}};
}

TEST(PublishedCpace, EachStepComesOutAsInTheDraft) {
  PUBLISHED_VECTORS(file, "cpace-ristretto255-sha512.json");
  const auto& json = file["G_Coffee25519"];
  const CpaceVector v = cpace_from(json);
  const Secret generator = cpace_generator(v.context());
  EXPECT_TRUE(equal(generator.view(), bytes_from(json["g"])));
  EXPECT_EQ(cpace_share(generator, v.ya), v.transcript.share_a);
  EXPECT_EQ(cpace_share(generator, v.yb), v.transcript.share_b);
  const auto point_a = cpace_shared_point(v.ya, v.transcript.share_b);
  const auto point_b = cpace_shared_point(v.yb, v.transcript.share_a);
  ASSERT_TRUE(point_a && point_b);
  EXPECT_TRUE(equal(point_a->view(), bytes_from(json["K"])));
  EXPECT_TRUE(equal(point_b->view(), bytes_from(json["K"])));
  for (const auto& key :
       {cpace_session_key(v.context(), v.ya, v.transcript.share_b, v.transcript),
        cpace_session_key(v.context(), v.yb, v.transcript.share_a, v.transcript)}) {
    ASSERT_TRUE(key);
    EXPECT_TRUE(equal(key->view(), bytes_from(json["ISK_IR"])));
  }
}

TEST(PublishedCpace, InvalidPointsAreRefusedAndTheValidOneIsNot) {
  PUBLISHED_VECTORS(file, "cpace-ristretto255-sha512.json");
  const auto& json = file["G_Coffee25519_points"];
  const Secret scalar = secret_from(json["Valid"]["s"]);
  const auto valid = cpace_shared_point(scalar, id_from<CpaceShare>(json["Valid"]["X"]));
  ASSERT_TRUE(valid);
  EXPECT_TRUE(equal(valid->view(), bytes_from(json["Valid"]["G.scalar_mult_vfy(s,X)"])));
  for (const char* const name : {"Invalid Y1", "Invalid Y2"}) {
    const auto invalid = cpace_shared_point(scalar, id_from<CpaceShare>(json[name]));
    ASSERT_FALSE(invalid) << name;
    EXPECT_EQ(invalid.error().code, Code::weak_key) << name;
  }
}

}  // namespace
}  // namespace troth::crypto
