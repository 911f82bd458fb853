// A second device of Jonas's, certified, confirmed and revoked: whatever comes
// first, both sides come to the same agreement.
#include <algorithm>
#include <array>

#include "core/ledger/payload.h"
#include "core/vault/signing.h"
#include "core/vault/state.h"
#include "tests/core/vault/hostile.h"

namespace troth::vault {
namespace {

// What Jonas's devices say, in one order of delivery.
enum class Says { acceptance, revocation, certificate };
using Order = std::array<Says, 3>;

class DevicesTest : public Couple, public testing::WithParamInterface<Order> {
 protected:
  void tell(std::vector<Bytes> certificates, std::vector<Bytes> entries) {
    auto message = honest_message(jonas_);
    message.certificates = std::move(certificates);
    message.entries = std::move(entries);
    must(mara_.receive(seal_as(jonas_, message, now_, random_)));
  }
  void confirm(const ledger::Certificate& addition) {
    auto signing = must(Signing::begin(mara_.state(), now_));
    must(signing.sign(ledger::EntryKind::confirmed, encode(ledger::Confirmed{addition.hash()})));
    must(signing.commit());
  }
  static Hash derived_anew(Person& person) { return must(person.queries().verify_ledger()).digest; }

  crypto::SigningKey tablet_ = crypto::SigningKey::generate(random_);
  crypto::DhKey tablet_dh_ = crypto::DhKey::generate(random_);
  DeviceId tablet_id_ = ledger::device_id(tablet_.public_key(), tablet_dh_.public_key());
};

TEST_P(DevicesTest, ARevocationCountsAlikeWhateverCameBeforeIt) {
  agree();
  const crypto::SigningKey& jonas_key = jonas_.state().keys().sign;
  const auto& chain = jonas_.state().pair()->chains.own;
  const auto addition = ledger::countersign(
      ledger::make_addition(
          chain.length(), chain.head(),
          {tablet_.public_key(), tablet_dh_.public_key(), random_.id<MailboxId>()}, jonas_key),
      tablet_);
  tell({addition.encode()}, {});
  confirm(addition);
  const auto proposed = must(mara_.commands().propose(
      "title = \"T\"\nreason = \"R\"\n[[area]]\nname = \"Sleep\"\nreach = \"discuss\"\n"));
  sync_with_losses();
  ASSERT_EQ(jonas_.state().pair()->chains.own.length(), 3U);

  // The tablet accepts; Jonas, who has not seen that, revokes it from its first entry on.
  const auto digest = jonas_.state().pair()->agreement.digest_after_accepting(
      *proposed.proposal, {jonas_.state().me(), tablet_id_});
  const auto acceptance =
      sign_as(jonas_, tablet_id_, tablet_, ledger::EntryKind::accept,
              agreement::encode(agreement::Acceptance{*proposed.proposal, digest}), now_, random_);
  const auto certificate = ledger::make_revocation(
      3, addition.hash(), tablet_.public_key(), tablet_dh_.public_key(), ledger::Cut{}, jonas_key);
  const auto revocation = sign_as(jonas_, ledger::EntryKind::revoked,
                                  encode(ledger::Revoked{certificate.hash()}), now_, random_);
  for (const Says says : GetParam()) {
    if (says == Says::acceptance) tell({}, {acceptance.encode()});
    if (says == Says::revocation) tell({}, {revocation.encode()});
    if (says == Says::certificate) tell({certificate.encode()}, {});
  }
  sync_with_losses();

  for (Person* person : {&mara_, &jonas_}) {
    ASSERT_EQ(person->state().pair()->chains.find(tablet_id_)->is_active(), false);
    EXPECT_FALSE(must(person->queries().status()).needs_newer_version) << person->name();
    EXPECT_EQ(must(person->queries().proposal(proposed.proposal->hex())).state.stage,
              agreement::ProposalState::Stage::voided)
        << person->name();
    EXPECT_EQ(must(person->queries().agreement()).digest, derived_anew(*person));
  }
  expect_same_agreement();
}

INSTANTIATE_TEST_SUITE_P(
    EveryOrder, DevicesTest,
    testing::Values(Order{Says::acceptance, Says::revocation, Says::certificate},
                    Order{Says::acceptance, Says::certificate, Says::revocation},
                    Order{Says::revocation, Says::acceptance, Says::certificate},
                    Order{Says::revocation, Says::certificate, Says::acceptance},
                    Order{Says::certificate, Says::acceptance, Says::revocation},
                    Order{Says::certificate, Says::revocation, Says::acceptance}));

}  // namespace
}  // namespace troth::vault
