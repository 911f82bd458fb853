// Our own formats against tests/vectors: they stand still, or old vaults and
// old partners could no longer be read.
#include <gtest/gtest.h>

#include <fstream>
#include <map>

#include "core/crypto/cpace.h"
#include "core/crypto/kdf.h"
#include "core/crypto/passphrase.h"
#include "core/crypto/ratchet.h"
#include "core/crypto/seal.h"
#include "core/crypto/sign.h"
#include "core/crypto/words.h"
#include "tests/core/crypto/published.h"

namespace troth::crypto {
namespace {

const std::filesystem::path kSource = TROTH_SOURCE;

nlohmann::json frozen(const char* name) { return read_json(kSource / "tests/vectors" / name); }

// Calls `check` with each test of a list, which must not be empty.
template <class Check>
void for_each_of(const nlohmann::json& tests, Check check) {
  ASSERT_TRUE(tests.is_array() && !tests.empty());
  for (const auto& test : tests) {
    SCOPED_TRACE(test.dump());
    check(test);
  }
}

TEST(Frozen, SeededRandom) {
  for_each_of(frozen("crypto_random.json")["tests"], [](const auto& test) {
    SeededRandom random(test["seed"].template get<std::uint64_t>());
    for (const auto& fill : test["fills"]) {
      const Bytes expected = bytes_from(fill);
      Bytes drawn(expected.size());
      random.fill(drawn);
      EXPECT_EQ(drawn, expected);
    }
  });
}

TEST(Frozen, Hashes) {
  const auto file = frozen("crypto_hash.json");
  for_each_of(file["labelled"], [](const auto& test) {
    std::vector<Bytes> parts;
    for (const auto& part : test["parts"]) parts.push_back(bytes_from(part));
    const std::vector<ByteView> views(parts.begin(), parts.end());
    EXPECT_EQ(hash(test["label"].template get<std::string>(), views).hex(), text_in(test["hash"]));
  });
  for_each_of(file["plain"], [](const auto& test) {
    EXPECT_EQ(generic_hash(bytes_from(test["bytes"]), bytes_from(test["key"])).hex(),
              text_in(test["hash"]));
  });
}

TEST(Frozen, DerivedKeys) {
  const auto file = frozen("crypto_kdf.json");
  for_each_of(file["hkdf"], [](const auto& test) {
    const Secret key =
        hkdf(bytes_from(test["salt"]), bytes_from(test["ikm"]),
             test["label"].template get<std::string>(), bytes_from(test["context"]), test["size"]);
    EXPECT_EQ(to_hex(key.view()), text_in(test["key"]));
  });
  for_each_of(file["store_keys"], [](const auto& test) {
    EXPECT_EQ(to_hex(store_key(secret_from(test["master"]), test["number"]).view()),
              text_in(test["key"]));
  });
}

TEST(Frozen, Signatures) {
  for_each_of(frozen("crypto_sign.json")["tests"], [](const auto& test) {
    const auto label = test["label"].template get<std::string>();
    const Bytes message = bytes_from(test["message"]);
    const SigningKey key = SigningKey::from_seed(secret_from(test["seed"]));
    EXPECT_EQ(key.public_key().hex(), text_in(test["public_key"]));
    EXPECT_EQ(key.sign(label, message).hex(), text_in(test["signature"]));
    EXPECT_TRUE(verify(key.public_key(), label, message, id_from<Signature>(test["signature"])));
  });
}

TEST(Frozen, Seals) {
  for_each_of(frozen("crypto_seal.json")["tests"], [](const auto& test) {
    const auto seed = test["random_seed"].template get<std::uint64_t>();
    const Secret key = secret_from(test["key"]);
    const Bytes associated = bytes_from(test["associated"]);
    const Bytes message = bytes_from(test["message"]);
    const Bytes sealed = bytes_from(test["sealed"]);
    const Bytes committing = bytes_from(test["sealed_committing"]);
    SeededRandom random(seed);
    SeededRandom again(seed);
    EXPECT_EQ(seal(key, associated, message, random), sealed);
    EXPECT_EQ(seal_committing(key, associated, message, again), committing);
    const auto opened = open(key, associated, sealed);
    const auto opened_committing = open_committing(key, associated, committing);
    ASSERT_TRUE(opened && opened_committing);
    EXPECT_TRUE(equal(opened->view(), message));
    EXPECT_TRUE(equal(opened_committing->view(), message));
  });
}

TEST(Frozen, RecoveryWords) {
  for_each_of(frozen("crypto_words.json")["tests"], [](const auto& test) {
    const auto text = test["words"].template get<std::string>();
    EXPECT_EQ(string_of(words_of(secret_from(test["entropy"])).view()), text);
    const auto entropy = entropy_of(Secret::copy_of(bytes_of(text)));
    ASSERT_TRUE(entropy);
    EXPECT_EQ(to_hex(entropy->view()), text_in(test["entropy"]));
  });
}

TEST(Frozen, TheWordListIsTheFileBesideItsLicence) {
  std::ifstream file(kSource / "core/crypto/words_english.txt");
  ASSERT_TRUE(file);
  std::string line;
  std::size_t count = 0;
  for (; std::getline(file, line); ++count) {
    ASSERT_LT(count, 2048U);
    EXPECT_EQ(line, word_at(count));
  }
  EXPECT_EQ(count, 2048U);
  EXPECT_TRUE(std::filesystem::exists(kSource / "core/crypto/words_english.LICENSE"));
}

TEST(Frozen, StretchedPassphrases) {
  for_each_of(frozen("crypto_passphrase.json")["tests"], [](const auto& test) {
    const Secret typed = secret_from(test["typed"]);
    const auto normal = normalized(typed);
    ASSERT_TRUE(normal);
    EXPECT_EQ(to_hex(normal->view()), text_in(test["normalized"]));
    const auto key =
        stretch(typed, bytes_from(test["salt"]), {test["passes"], test["memory_bytes"]});
    ASSERT_TRUE(key);
    EXPECT_EQ(to_hex(key->view()), text_in(test["key"]));
  });
}

TEST(Frozen, CpaceConfirmations) {
  for_each_of(frozen("crypto_cpace.json")["tests"], [](const auto& test) {
    const CpaceTranscript transcript{
        id_from<CpaceShare>(test["share_a"]), bytes_from(test["associated_a"]),
        id_from<CpaceShare>(test["share_b"]), bytes_from(test["associated_b"])};
    const CpaceTags tags =
        cpace_tags(bytes_from(test["session_id"]), secret_from(test["session_key"]), transcript);
    EXPECT_EQ(to_hex(tags.a), text_in(test["tag_a"]));
    EXPECT_EQ(to_hex(tags.b), text_in(test["tag_b"]));
  });
}

class FrozenRatchet : public testing::Test {
 protected:
  FrozenRatchet() {
    random_.emplace("a", file_["random_seed_a"].get<std::uint64_t>());
    random_.emplace("b", file_["random_seed_b"].get<std::uint64_t>());
    const auto session = id_from<SessionId>(file_["session_id"]);
    const Secret shared = secret_from(file_["shared_key"]);
    DhKey prekey = DhKey::from_secret(secret_from(file_["prekey_secret"]));
    auto initiator =
        Ratchet::initiator(session, shared.clone(), prekey.public_key(), random_.at("a"));
    EXPECT_TRUE(initiator);
    sides_.emplace("a", std::move(*initiator));
    sides_.emplace("b", Ratchet::responder(session, shared.clone(), std::move(prekey)));
  }

  void send(const nlohmann::json& step) {
    const std::string by = step["by"];
    sent_.push_back(sides_.at(by).encrypt(associated_, bytes_from(step["text"]), random_.at(by)));
    texts_.push_back(step["text"]);
    EXPECT_EQ(to_hex(encode(sent_.back().header)), text_in(step["header"]));
    EXPECT_EQ(to_hex(sent_.back().ciphertext), text_in(step["ciphertext"]));
  }
  void receive(const nlohmann::json& step) {
    const std::string by = step["by"];
    const auto which = step["message"].get<std::size_t>();
    const auto& message = sent_.at(which);
    const auto opened = sides_.at(by).decrypt(associated_, message.header, message.ciphertext,
                                              file_["now_ms"], random_.at(by));
    ASSERT_TRUE(opened);
    EXPECT_EQ(to_hex(opened->view()), texts_.at(which));
  }
  std::string state(const std::string& side) { return to_hex(sides_.at(side).serialize().view()); }

  nlohmann::json file_ = frozen("crypto_ratchet.json");
  Bytes associated_ = bytes_from(file_["associated"]);
  std::map<std::string, SeededRandom> random_;
  std::map<std::string, Ratchet> sides_;
  std::vector<Ratchet::Sealed> sent_;
  std::vector<std::string> texts_;
};

TEST_F(FrozenRatchet, SendsTheSameBytesAndKeepsTheSameState) {
  const auto& states = file_["states"];
  EXPECT_EQ(state("a"), text_in(states["a_at_first"]));
  EXPECT_EQ(state("b"), text_in(states["b_at_first"]));
  for_each_of(file_["steps"], [this](const auto& step) {
    if (step["act"] == "send") send(step);
    if (step["act"] == "receive") receive(step);
  });
  EXPECT_EQ(state("a"), text_in(states["a_at_last"]));
  EXPECT_EQ(state("b"), text_in(states["b_at_last"]));
}

}  // namespace
}  // namespace troth::crypto
