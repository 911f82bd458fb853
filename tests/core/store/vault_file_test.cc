#include "core/store/vault_file.h"

#include <gtest/gtest.h>

#include "core/crypto/kdf.h"
#include "core/crypto/seal.h"
#include "tests/core/store/support.h"

namespace troth::store {
namespace {

using crypto::kLowCost;
using crypto::Secret;

constexpr std::size_t kIdAt = 8;
constexpr std::size_t kCountAt = 24;
constexpr std::size_t kFirstSlotAt = 25;
constexpr std::size_t kSecondSlotAt = kFirstSlotAt + kSlotSize;
constexpr std::size_t kMacAt = kSecondSlotAt + kSlotSize;

// One vault's header for all tests: Argon2id's time is spent once.
class VaultFileTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    ASSERT_TRUE(crypto::initialize());
    crypto::SeededRandom random(1);
    VaultFile file(random.id<VaultId>());
    master_key_ = random.secret(kMasterKey);
    entropy_ = random.secret(32);
    ASSERT_TRUE(file.set_passphrase(master_key_, secret_text("Mara and Jonas"), kLowCost, random));
    file.set_recovery(master_key_, entropy_, random);
    bytes_ = file.encode(master_key_);
  }
  static void TearDownTestSuite() {
    master_key_ = Secret();
    entropy_ = Secret();
  }
  static Result<Unlocked> by_passphrase(ByteView bytes, std::string_view passphrase) {
    TROTH_ASSIGN(const VaultFile file, VaultFile::parse(bytes));
    return file.open_with_passphrase(secret_text(passphrase));
  }
  static Result<Unlocked> by_recovery(ByteView bytes, const Secret& entropy) {
    TROTH_ASSIGN(const VaultFile file, VaultFile::parse(bytes));
    return file.open_with_recovery(entropy);
  }
  static Bytes with_flipped(std::size_t at, std::uint8_t bit = 1) {
    Bytes out = bytes_;
    out[at] = static_cast<std::uint8_t>(out[at] ^ bit);
    return out;
  }
  static bool is_master_key(const Result<Unlocked>& unlocked) {
    return unlocked &&
           crypto::equal_in_constant_time(unlocked->master_key.view(), master_key_.view());
  }

  inline static Secret master_key_;
  inline static Secret entropy_;
  inline static Bytes bytes_;
};

TEST_F(VaultFileTest, OpensWithThePassphraseAndWithTheRecoveryWords) {
  const auto passphrase = by_passphrase(bytes_, "Mara and Jonas");
  EXPECT_TRUE(is_master_key(passphrase));
  EXPECT_EQ(passphrase->header, HeaderState::sound);
  const auto recovery = by_recovery(bytes_, entropy_);
  EXPECT_TRUE(is_master_key(recovery));
  EXPECT_EQ(recovery->header, HeaderState::sound);
}

TEST_F(VaultFileTest, HasTheLayoutOfTheDesign) {
  ASSERT_EQ(bytes_.size(), 8U + 16 + 1 + 2 * 133 + 32);
  Reader reader(bytes_);
  EXPECT_EQ(string_of(reader.raw(8)), "TROTHVH1");
  const Bytes id = copy_of(reader.raw(16));
  EXPECT_EQ(reader.u8(), 2);
  EXPECT_EQ(reader.u8(), 1);  // a passphrase's slot
  EXPECT_EQ(reader.u32(), 2U);
  EXPECT_EQ(reader.u64(), 64ULL << 20);
  reader.raw(16 + 104);
  const Bytes head = copy_of(reader.rest().first(29));
  EXPECT_EQ(reader.u8(), 2);  // a recovery slot, which has no cost
  EXPECT_EQ(reader.u32(), 0U);
  EXPECT_EQ(reader.u64(), 0U);
  const Bytes salt = copy_of(reader.raw(16));
  const Secret key = crypto::hkdf(salt, entropy_.view(), "slot-recovery", {}, 32);
  const Bytes associated = Writer().lv(bytes_of("troth1 slot")).raw(id).raw(head).take();
  const auto opened = crypto::open_committing(key, associated, reader.raw(104));
  ASSERT_TRUE(opened);
  EXPECT_TRUE(equal(opened->view(), master_key_.view()));
  const Secret mac_key = crypto::store_key(master_key_, 4);
  const Hash mac = crypto::generic_hash(ByteView(bytes_).first(kMacAt), mac_key.view());
  EXPECT_TRUE(equal(reader.rest(), mac.view()));
}

TEST_F(VaultFileTest, RefusesAWrongPassphraseAndOtherWords) {
  EXPECT_EQ(by_passphrase(bytes_, "Mara and Jonas ").error().code, Code::passphrase_wrong);
  EXPECT_EQ(by_passphrase(bytes_, "").error().code, Code::passphrase_wrong);
  Secret other = entropy_.clone();
  other.writable()[31] ^= 1;
  EXPECT_EQ(by_recovery(bytes_, other).error().code, Code::recovery_words_wrong_vault);
  EXPECT_EQ(by_recovery(bytes_, Secret()).error().code, Code::recovery_words_wrong_vault);
}

TEST_F(VaultFileTest, RefusesACostOutOfBoundsBeforeStretching) {
  const auto with_cost = [](std::uint32_t passes, std::uint64_t memory) {
    const Bytes cost = Writer().u32(passes).u64(memory).take();
    Bytes out = bytes_;
    std::ranges::copy(cost, out.begin() + kFirstSlotAt + 1);
    return out;
  };
  // Were Argon2id run, most of these would not come back within an hour.
  for (const Bytes& bytes : {with_cost(2, ~0ULL), with_cost(~0U, 64ULL << 20),
                             with_cost(2, (1ULL << 30) + 1024), with_cost(11, 64ULL << 20),
                             with_cost(1, 64ULL << 20), with_cost(2, 63ULL << 20), with_cost(0, 0)})
    EXPECT_EQ(by_passphrase(bytes, "Mara and Jonas").error().code,
              Code::passphrase_cost_out_of_bounds);
}

TEST_F(VaultFileTest, AnyFlippedBitIsFoundWhenOpenedByTheWords) {
  for (std::size_t at = 0; at < bytes_.size(); ++at) {
    const auto unlocked =
        by_recovery(with_flipped(at, static_cast<std::uint8_t>(1U << (at % 8))), entropy_);
    const bool form = at < kIdAt || at == kCountAt;
    const bool own_slot = (at >= kIdAt && at < kCountAt) || (at >= kSecondSlotAt && at < kMacAt);
    if (form) {
      EXPECT_EQ(unlocked.error().code, Code::vault_header_damaged) << at;
    } else if (own_slot) {
      EXPECT_EQ(unlocked.error().code, Code::recovery_words_wrong_vault) << at;
    } else {
      ASSERT_TRUE(is_master_key(unlocked)) << at;
      EXPECT_EQ(unlocked->header, HeaderState::damaged) << at;
    }
  }
}

TEST_F(VaultFileTest, AFlippedBitInAnyPartOfThePassphraseSlotIsFound) {
  const std::size_t sealed = kFirstSlotAt + kSlotHead;
  EXPECT_EQ(by_passphrase(with_flipped(kFirstSlotAt), "Mara and Jonas").error().code,
            Code::vault_header_damaged);  // the kind
  for (const std::size_t at :
       {kIdAt, kFirstSlotAt + 1, kFirstSlotAt + 13, sealed, sealed + 32, sealed + 56, sealed + 103})
    EXPECT_EQ(by_passphrase(with_flipped(at), "Mara and Jonas").error().code,
              Code::passphrase_wrong)
        << at;
  for (const std::size_t at : {kSecondSlotAt + 40, kMacAt}) {
    const auto unlocked = by_passphrase(with_flipped(at), "Mara and Jonas");
    ASSERT_TRUE(is_master_key(unlocked)) << at;
    EXPECT_EQ(unlocked->header, HeaderState::damaged) << at;
  }
}

TEST_F(VaultFileTest, RefusesOtherLengthsAndCounts) {
  for (std::size_t size = 0; size < bytes_.size(); ++size)
    EXPECT_FALSE(VaultFile::parse(ByteView(bytes_).first(size))) << size;
  Bytes longer = bytes_;
  longer.push_back(0);
  EXPECT_EQ(VaultFile::parse(longer).error().code, Code::vault_header_damaged);
  Writer five;
  five.raw(ByteView(bytes_).first(kCountAt)).u8(5);
  for (int i = 0; i < 5; ++i) five.raw(ByteView(bytes_).subspan(kSecondSlotAt, kSlotSize));
  EXPECT_FALSE(VaultFile::parse(five.zeros(32).bytes()));
}

TEST_F(VaultFileTest, RefusesTwoSlotsOfPassphrases) {
  const ByteView slot = ByteView(bytes_).subspan(kFirstSlotAt, kSlotSize);
  const Bytes twice =
      Writer().raw(ByteView(bytes_).first(kCountAt)).u8(2).raw(slot).raw(slot).zeros(32).take();
  EXPECT_EQ(by_passphrase(twice, "Mara and Jonas").error().code, Code::vault_header_damaged);
}

TEST_F(VaultFileTest, ASlotOfAnotherVaultDoesNotOpen) {
  crypto::SeededRandom random(2);
  VaultFile other(random.id<VaultId>());
  const Secret other_key = random.secret(kMasterKey);
  ASSERT_TRUE(other.set_passphrase(other_key, secret_text("theirs"), kLowCost, random));
  other.set_recovery(other_key, entropy_, random);
  const Bytes foreign = other.encode(other_key);
  Bytes spliced = bytes_;
  std::copy_n(foreign.begin() + kFirstSlotAt, 2 * kSlotSize, spliced.begin() + kFirstSlotAt);
  EXPECT_EQ(by_passphrase(spliced, "theirs").error().code, Code::passphrase_wrong);
  EXPECT_EQ(by_recovery(spliced, entropy_).error().code, Code::recovery_words_wrong_vault);
}

TEST_F(VaultFileTest, ANewPassphraseReplacesTheOldOneAndLeavesTheWords) {
  crypto::SeededRandom random(3);
  VaultFile file = *VaultFile::parse(bytes_);
  ASSERT_TRUE(file.set_passphrase(master_key_, secret_text("a new one"), kLowCost, random));
  const Bytes changed = file.encode(master_key_);
  EXPECT_EQ(changed.size(), bytes_.size());
  EXPECT_TRUE(is_master_key(by_passphrase(changed, "a new one")));
  EXPECT_EQ(by_passphrase(changed, "Mara and Jonas").error().code, Code::passphrase_wrong);
  EXPECT_TRUE(is_master_key(by_recovery(changed, entropy_)));
}

TEST_F(VaultFileTest, APassphraseWithACostOutOfBoundsChangesNothing) {
  crypto::SeededRandom random(3);
  VaultFile file = *VaultFile::parse(bytes_);
  const auto refused =
      file.set_passphrase(master_key_, secret_text("a new one"), {1, 64ULL << 20}, random);
  EXPECT_EQ(refused.error().code, Code::passphrase_cost_out_of_bounds);
  EXPECT_EQ(file.encode(master_key_), bytes_);
}

TEST_F(VaultFileTest, ADamagedHeaderWrittenAnewIsSoundWithoutTheSlotNobodyOpened) {
  const Bytes damaged = with_flipped(kSecondSlotAt + 50);
  VaultFile file = *VaultFile::parse(damaged);
  ASSERT_EQ(file.open_with_passphrase(secret_text("Mara and Jonas"))->header, HeaderState::damaged);
  file.drop_slots(SlotKind::recovery);
  EXPECT_EQ(file.open_with_recovery(entropy_).error().code, Code::recovery_words_wrong_vault);
  const auto anew = by_passphrase(file.encode(master_key_), "Mara and Jonas");
  ASSERT_TRUE(is_master_key(anew));
  EXPECT_EQ(anew->header, HeaderState::sound);
}

TEST_F(VaultFileTest, ASlotOfNoKnownKindLeavesTheOthersInUseAndGoesWhenWrittenAnew) {
  crypto::SeededRandom random(4);
  VaultFile file = *VaultFile::parse(with_flipped(kFirstSlotAt, 0x40));
  ASSERT_TRUE(is_master_key(file.open_with_recovery(entropy_)));
  ASSERT_TRUE(file.set_passphrase(master_key_, secret_text("again"), kLowCost, random));
  const Bytes anew = file.encode(master_key_);
  EXPECT_EQ(anew.size(), bytes_.size());
  EXPECT_EQ(by_recovery(anew, entropy_)->header, HeaderState::sound);
}

TEST_F(VaultFileTest, BothNormalFormsOfAPassphraseAreOne) {
  crypto::SeededRandom random(5);
  VaultFile file(random.id<VaultId>());
  ASSERT_TRUE(file.set_passphrase(master_key_, secret_text("caf\xC3\xA9"), kLowCost, random));
  EXPECT_TRUE(file.open_with_passphrase(secret_text("cafe\xCC\x81")));
}

}  // namespace
}  // namespace troth::store
