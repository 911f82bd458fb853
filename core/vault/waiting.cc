#include "core/vault/waiting.h"

#include <filesystem>
#include <optional>
#include <utility>
#include <vector>

#include "core/base/check.h"
#include "core/store/door.h"
#include "core/store/locked_mark.h"
#include "core/vault/state.h"

namespace troth::vault {
namespace {

// What stays of a vault that has made way.
struct Kept {
  std::filesystem::path place;
  store::VaultFile header;
  crypto::Secret master_key;
  crypto::Random& random;
  std::optional<PairId> pair;
  std::optional<std::vector<ledger::Line>> lines;  // nothing where they could not be read
  Result<std::optional<Bytes>> locked_mark;
};

std::optional<std::vector<ledger::Line>> lines_of(const State& state) {
  auto lines = state.store().ledger().lines();
  if (!lines) return std::nullopt;
  return std::move(*lines);
}

std::optional<PairId> pair_of(const State& state) {
  if (state.pair() == nullptr) return std::nullopt;
  return state.pair()->record.pair;
}

// Entries of a pair never go, so whoever knew one that is not here has seen its
// files replaced by older ones: all together, or the guards would prove it.
Result<bool> lacks_what_was(const Kept& kept, const State& state) {
  if (!kept.lines || !kept.pair || kept.pair != pair_of(state)) return false;
  for (const ledger::Line& line : *kept.lines) {
    TROTH_ASSIGN(const auto place, state.store().ledger().find(line.head.hash));
    if (!place) return true;
  }
  return false;
}

Status keep_proof(const State& state) {
  TROTH_ASSIGN(auto change, state.store().begin());
  TROTH_TRY(change.state().set(setting::kOwnEntryLacked, "1"));
  return change.commit();
}

}  // namespace

struct Waiting::Parts {
  Vault& vault;
  std::unique_ptr<store::FileCalls> calls;  // outlive the door
  store::Door door;
  std::optional<Kept> kept;
};

Waiting::Waiting(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Waiting::Waiting(Waiting&&) noexcept = default;
Waiting& Waiting::operator=(Waiting&&) noexcept = default;
Waiting::~Waiting() = default;

Result<Waiting> Waiting::begin(Vault& vault) {
  auto calls = std::make_unique<store::FileCalls>();
  const auto& place = vault.state().profile().directory().path();
  TROTH_ASSIGN(const auto directory, store::ProfileDirectory::open(place, *calls));
  TROTH_ASSIGN(auto door, store::Door::open(directory));
  return Waiting(std::make_unique<Parts>(Parts{vault, std::move(calls), std::move(door), {}}));
}

int Waiting::knocks() const { return parts_->door.fd(); }

void Waiting::make_way() {
  const State& state = parts_->vault.state();
  parts_->kept.emplace(Kept{state.profile().directory().path(), state.profile().header(),
                            state.master_key().clone(), state.random(), pair_of(state),
                            lines_of(state), store::locked_mark(state.profile().directory())});
  parts_->vault.state_.reset();
}

Status Waiting::knock() const {
  CHECK(parts_->kept.has_value());
  TROTH_ASSIGN(const auto directory,
               store::ProfileDirectory::open(parts_->kept->place, *parts_->calls));
  return store::knock(directory);
}

Result<Waiting::Return> Waiting::come_back() {
  CHECK(parts_->kept.has_value());
  const Kept& kept = *parts_->kept;
  auto calls = std::make_unique<store::FileCalls>();
  TROTH_ASSIGN(auto profile,
               store::Profile::come_back(kept.place, *calls, parts_->door, kept.header));
  if (!profile) return Return::not_yet;
  const auto mark = store::locked_mark(profile->directory());
  if (!mark || !kept.locked_mark || *mark != *kept.locked_mark) {
    parts_->kept.reset();  // with the key
    return refuse(Code::profile_locked);
  }
  TROTH_ASSIGN(auto state,
               State::load(std::move(calls), std::move(*profile), kept.master_key, kept.random));
  TROTH_ASSIGN(const bool lacks, lacks_what_was(kept, *state));
  if (lacks) TROTH_TRY(keep_proof(*state));
  parts_->vault.state_ = std::move(state);
  const auto lines = lines_of(parts_->vault.state());
  const bool grew = !lines || lines != kept.lines;
  parts_->kept.reset();
  return grew ? Return::with_news : Return::unchanged;
}

}  // namespace troth::vault
