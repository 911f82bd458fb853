#include "core/vault/profile_files.h"

#include <poll.h>

#include <fstream>
#include <future>

#include "core/vault/waiting.h"
#include "tests/core/vault/couple.h"

namespace troth::vault {
namespace {

class ProfileFiles : public Couple {
 protected:
  void SetUp() override {
    NewProfile profile{"Mara", crypto::kLowCost, {}};
    auto created = must(Vault::create(place(), secret_text(kOld), profile, now_, random_));
    words_ = std::move(created.recovery_words);
  }
  [[nodiscard]] const std::filesystem::path& place() const { return mara_.directory(); }
  Status opens_by(std::string_view passphrase) {
    const auto vault = Vault::open(place(), secret_text(passphrase), random_);
    return vault ? Status() : std::unexpected(vault.error());
  }
  Code refusal_of(std::string_view passphrase) { return opens_by(passphrase).error().code; }
  Status reset(std::string_view words) {
    return reset_passphrase(place(), secret_text(words), secret_text(kNew), random_);
  }
  [[nodiscard]] std::string words() const { return string_of(words_.view()); }
  // Of vault.hdr, one bit at `at`.
  void damage(std::streamoff at) {
    std::fstream file(place() / "vault.hdr", std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(at);
    const int byte = file.get();
    file.seekp(at);
    file.put(static_cast<char>(byte ^ 1));
  }

  static constexpr std::string_view kOld = "three small owls";
  static constexpr std::string_view kNew = "a bicycle in the rain";
  crypto::Secret words_;
};

TEST_F(ProfileFiles, AChangedPassphraseIsTheOnlyOneThatOpens) {
  ASSERT_TRUE(change_passphrase(place(), secret_text(kOld), secret_text(kNew), random_));
  EXPECT_TRUE(opens_by(kNew));
  EXPECT_EQ(refusal_of(kOld), Code::passphrase_wrong);
  EXPECT_TRUE(reset(words()));  // the words still open it
}

TEST_F(ProfileFiles, AWrongOrEmptyPassphraseChangesNothing) {
  const auto change = [&](std::string_view old, std::string_view passphrase) {
    return change_passphrase(place(), secret_text(old), secret_text(passphrase), random_)
        .error()
        .code;
  };
  EXPECT_EQ(change("three small owl", kNew), Code::passphrase_wrong);
  EXPECT_EQ(change(kOld, ""), Code::passphrase_empty);
  EXPECT_TRUE(opens_by(kOld));
}

TEST_F(ProfileFiles, TheWordsSetANewPassphraseAndStayValid) {
  ASSERT_TRUE(reset(words()));
  EXPECT_TRUE(opens_by(kNew));
  EXPECT_EQ(refusal_of(kOld), Code::passphrase_wrong);
  EXPECT_TRUE(reset_passphrase(place(), words_, secret_text(kOld), random_));
  EXPECT_TRUE(opens_by(kOld));
}

TEST_F(ProfileFiles, EachFaultOfTheWordsIsSaidAsItIs) {
  const std::string all = words();
  const std::string first = all.substr(0, all.find(' '));
  const std::string rest = all.substr(all.find(' '));
  EXPECT_EQ(reset("owlish" + rest).error().code, Code::recovery_word_unknown);
  EXPECT_EQ(reset(rest).error().code, Code::recovery_words_wrong);  // 23 of them
  const std::string other = first == "zoo" ? "abandon" : "zoo";
  // Another first word: one of 256 such sheets has the right checksum by chance,
  // and is then of another vault.
  const Code wrong = reset(other + rest).error().code;
  EXPECT_TRUE(wrong == Code::recovery_words_wrong || wrong == Code::recovery_words_wrong_vault);
  // A sheet of twelve words is one, but not of a vault.
  std::string twelve;
  for (int i = 0; i < 11; ++i) twelve += "abandon ";
  EXPECT_EQ(reset(twelve + "about").error().message,
            "There are 12 words, not 24, so at least one of the recovery words is wrong, missing "
            "or out of place; compare all of them with the sheet.");
  // Words of another vault.
  jonas_.create("");
  jonas_.close();
  EXPECT_EQ(reset_passphrase(jonas_.directory(), words_, secret_text(kNew), random_).error().code,
            Code::recovery_words_wrong_vault);
  EXPECT_TRUE(opens_by(kOld));
}

TEST_F(ProfileFiles, TheWordsMendAChangedPassphraseSlotAtAnUnchangedCost) {
  damage(25 + 60);  // within the passphrase's slot
  EXPECT_EQ(refusal_of(kOld), Code::passphrase_wrong);
  ASSERT_TRUE(reset(words()));
  EXPECT_TRUE(opens_by(kNew));
  EXPECT_TRUE(reset(words()));
}

TEST_F(ProfileFiles, ADamagedSlotOfTheWordsIsToldAndThePassphraseStays) {
  damage(25 + 133 + 60);
  EXPECT_EQ(reset(words()).error().code, Code::recovery_words_wrong_vault);
  EXPECT_EQ(change_passphrase(place(), secret_text(kOld), secret_text(kNew), random_).error().code,
            Code::vault_header_changed);
}

TEST_F(ProfileFiles, WhoWaitsEndsOnceTheProfileIsLocked) {
  mara_.adopt(must(Vault::open(place(), secret_text(kOld), random_)));
  auto waiting = must(Waiting::begin(mara_.vault()));
  auto locking = std::async(std::launch::async, [&] {
    crypto::SystemRandom random;
    return lock_profile(place(), random);
  });
  pollfd knocked{waiting.knocks(), POLLIN, 0};
  ASSERT_EQ(::poll(&knocked, 1, 60'000), 1);
  waiting.make_way();
  ASSERT_TRUE(locking.get());
  EXPECT_EQ(waiting.come_back().error().code, Code::profile_locked);
  mara_.close();
  EXPECT_TRUE(opens_by(kOld));
}

TEST_F(ProfileFiles, AProfileAtWorkIsNeitherLockedNorDeleted) {
  mara_.adopt(must(Vault::open(place(), secret_text(kOld), random_)));
  EXPECT_EQ(lock_profile(place(), random_).error().code, Code::profile_in_use);
  EXPECT_EQ(delete_profile(place(), random_).error().code, Code::profile_in_use);
  mara_.close();
  EXPECT_TRUE(opens_by(kOld));
}

TEST_F(ProfileFiles, ADeletedProfileLeavesNothingBehind) {
  const auto done = must(delete_profile(place(), random_));
  EXPECT_TRUE(done.folder_gone && done.keys_overwritten && done.left.empty());
  EXPECT_FALSE(std::filesystem::exists(place()));
}

}  // namespace
}  // namespace troth::vault
