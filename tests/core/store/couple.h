// A vault of Mara's, paired with Jonas, in a directory of its own: made once,
// opened and closed as a test wants. Both partners' devices sign into the one
// ledger here, as if everything arrived at once.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "core/agreement/agreement.h"
#include "core/ledger/payload.h"
#include "core/practice/check_in.h"
#include "core/store/store.h"
#include "tests/core/store/support.h"
#include "tests/support/pair.h"

namespace troth::store {

using FileContents = std::map<std::string, Bytes>;

class CoupleTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    ASSERT_TRUE(crypto::initialize());
    crypto::SeededRandom random(1);
    header_.emplace(random.id<VaultId>());
    master_key_ = random.secret(kMasterKey);
    ASSERT_TRUE(header_->set_passphrase(master_key_, secret_text("a passphrase"), crypto::kLowCost,
                                        random));
  }
  static void TearDownTestSuite() { master_key_ = crypto::Secret(); }

  void SetUp() override {
    create();
    open();
  }
  void TearDown() override { close(); }

  void create() {
    auto profile = Profile::create(path(), calls_);
    ASSERT_TRUE(profile) << profile.error().message;
    auto store = Store::create(*profile, header_->id(), master_key_, random_);
    ASSERT_TRUE(store) << store.error().message;
    auto change = (*store)->begin();
    ASSERT_TRUE(change->set_own_device(mara().id));
    pair_up(*change);
    ASSERT_TRUE(change->commit());
    ASSERT_TRUE(profile->write_header(*header_, master_key_));
  }
  void pair_up(Change& change) {
    ASSERT_TRUE(change.pair().put_partner(Side::own, pair_.mara.chain, "Mara"));
    ASSERT_TRUE(change.pair().put_partner(Side::other, pair_.jonas.chain, "Jonas"));
    ASSERT_TRUE(change.pair().put_pair(record_));
  }
  // The error of opening, if there is one; the store is then closed.
  std::optional<Error> try_open(Store::Device device = std::make_unique<sqlite::SystemDevice>()) {
    close();
    auto profile = Profile::open(path(), calls_);
    if (!profile) return profile.error();
    profile_.emplace(std::move(*profile));
    auto store =
        Store::open(*profile_, profile_->header().id(), master_key_, random_, std::move(device));
    if (!store) {
      profile_.reset();
      return store.error();
    }
    store_ = std::move(*store);
    auto agreement = store_->views().agreement(reading());
    if (!agreement) return agreement.error();
    agreement_.emplace(std::move(*agreement));
    return std::nullopt;
  }
  void open() {
    const auto error = try_open();
    ASSERT_FALSE(error) << error->message;
  }
  void close() {
    agreement_.reset();
    store_.reset();
    profile_.reset();
  }

  // Signs the device's next entry and commits it; its hash, or why not.
  Result<EntryHash> write(const test::DeviceKeys& device, ledger::EntryKind kind,
                          const Bytes& payload, TimeMs now = test::kStartMs) {
    TROTH_ASSIGN(Change change, store_->begin());
    TROTH_ASSIGN(const EntryHash hash, write_in(change, device, kind, payload, now));
    TROTH_TRY(change.commit());
    return hash;
  }
  Result<EntryHash> write_in(Change& change, const test::DeviceKeys& device, ledger::EntryKind kind,
                             const Bytes& payload, TimeMs now = test::kStartMs) {
    TROTH_ASSIGN(const ledger::Entry entry,
                 ledger::sign_next({kind, now, payload}, device.id, device.sign, pair_.ledger(),
                                   change.ledger(), random_));
    TROTH_ASSIGN(const ledger::Place place,
                 ledger::place_own(entry, pair_.ledger(), change.ledger()));
    TROTH_TRY(change.views().on_placed({entry, place}, reading(), *agreement_));
    return entry.hash();
  }
  Result<EntryHash> check_in(const test::DeviceKeys& device, practice::CheckIn content,
                             TimeMs now = test::kStartMs) {
    content.period = practice::period_of(now, std::nullopt);
    TROTH_ASSIGN(const Bytes payload, practice::encode(content));
    return write(device, ledger::EntryKind::check_in, payload, now);
  }
  practice::CheckIn says(std::string text, bool wants_to_talk = false) {
    practice::CheckIn out;
    out.text = std::move(text);
    out.wants_to_talk = wants_to_talk;
    return out;
  }

  // Every file of the profile, as a snapshot, and back again.
  FileContents snapshot() const {
    FileContents out;
    for (const auto& file : std::filesystem::directory_iterator(path()))
      out[file.path().filename()] = read_file(file.path());
    return out;
  }
  void put_back(const FileContents& files) {
    for (const auto& [name, bytes] : files) write_file(path() / name, bytes);
  }

  [[nodiscard]] std::filesystem::path path() const { return temporary_.path() / "profile"; }
  [[nodiscard]] const test::DeviceKeys& mara() const { return pair_.mara.devices[0]; }
  [[nodiscard]] const test::DeviceKeys& jonas() const { return pair_.jonas.devices[0]; }
  [[nodiscard]] Reading reading() const { return {record_, pair_.chains, civil_time_}; }
  [[nodiscard]] agreement::Pair people() const { return agreement_pair(record_, pair_.chains); }
  [[nodiscard]] std::uint64_t entries() const { return *store_->ledger().size(); }

  inline static std::optional<VaultFile> header_;
  inline static crypto::Secret master_key_;

  TemporaryDirectory temporary_;
  FailingFileCalls calls_;
  crypto::SeededRandom random_{11};
  test::Pair pair_{21};
  PairRecord record_{pair_.id, Hash{{5}}};
  // Whatever zone: as a clock in UTC shows it.
  agreement::CivilTime civil_time_ = [](std::string_view, TimeMs instant) {
    const TimeMs minute = instant / kMinuteMs;
    return std::optional(agreement::WeekTime{static_cast<std::uint32_t>((minute / 1440 + 3) % 7),
                                             static_cast<std::uint32_t>(minute % 1440)});
  };
  std::optional<Profile> profile_;
  std::unique_ptr<Store> store_;
  std::optional<agreement::Agreement> agreement_;
};

}  // namespace troth::store
