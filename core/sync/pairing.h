// Pairing by invite (proto/README.md, "Pairing", mode 0): CPace over the
// invite's secret, a commitment before the digits, and both bundles. Inviter
// and Joiner are machines without I/O: `next_step` says what to do at the
// relay's rendezvous, `on_done` and `on_message` feed what came of it. Commit
// `serialize()` before each step is carried out, and after each feed: then a
// crash at any point resumes with identical bytes. One owner, one thread.
// Any failure in M2 or M3 ends the attempt (is_over), and says which; the
// invite is burned. Fails: the pairing_ and bundle_ codes, weak_key.
#pragma once

#include <optional>
#include <string>

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/relay_protocol.h"
#include "core/base/time.h"
#include "core/crypto/cpace.h"
#include "core/crypto/random.h"
#include "core/crypto/secret.h"
#include "core/crypto/sign.h"
#include "core/sync/bundle.h"
#include "core/sync/invite.h"

namespace troth::sync {

inline constexpr std::size_t kM1Size = 2 + 32 + 32 + 32;
inline constexpr std::size_t kM2Size = 2 + 32 + 64 + 72 + 1024;
inline constexpr std::size_t kM3Size = 2 + 64 + 72 + 1024;

// What to do at the rendezvous `id` now. Repeating a step is harmless.
struct RendezvousStep {
  enum class Do { open, put, get, nothing };
  Do what = Do::nothing;
  Bytes id;
  std::uint8_t slot = 0;    // open fills slot 1
  Bytes message;            // open: M1; put: M2 or M3
  SignPublicKey fresh_key;  // open alone
  Signature signature;      // put into slots 3 and 4
};

// What a finished exchange gives. The pair counts as paired only once the
// other's `Paired` entry with this transcript was verified.
struct PairingResult {
  PairId pair;
  Hash transcript;      // TH2, signed in Paired and Compared
  crypto::Secret root;  // pair_root[0]
  PartnerId self;
  PartnerId partner;
  DeviceId partner_device;
  Bundle bundle;          // the partner's, verified
  crypto::Secret ticket;  // inviter: Admit H("ticket", t); joiner: makes its mailbox with it
  RelayPlace relay;
};
// The nine digits that both partners read to each other: "123 456 789".
std::string short_authentication_string(const Hash& transcript);
// H("ticket", t).
Hash ticket_hash(const crypto::Secret& ticket);

class Inviter {
 public:
  // `own` must hold this vault's own certificates, prekey and write key.
  static Result<Inviter> start(const Bundle& own, const RelayPlace& relay, TimeMs now,
                               crypto::Random& random);

  [[nodiscard]] const RelayPlace& relay() const { return relay_; }
  // The invite to hand over; CHECKs that the pairing is not over.
  [[nodiscard]] Invite invite() const;
  [[nodiscard]] TimeMs expires_ms() const { return created_ms_ + kInviteMs; }
  // open (slot 1), get 2, put 3. Before `put` the caller has installed the
  // joiner's writer and its own door and admitted the ticket.
  [[nodiscard]] RendezvousStep next_step() const;
  // The relay said Done to an open or a put of `next_step`.
  void on_done();
  // M2, as slot 2 gave it. Only the first is ever answered: the same bytes
  // again are nothing new, others are pairing_answered.
  Status on_message(ByteView m2, TimeMs now, crypto::Random& random);

  // There once M2 was verified.
  [[nodiscard]] bool has_result() const {
    return stage_ == Stage::answering || stage_ == Stage::finished;
  }
  [[nodiscard]] PairingResult result() const;
  // Finished (M3 is on the relay), failed or expired.
  [[nodiscard]] bool is_over(TimeMs now) const;

  [[nodiscard]] crypto::Secret serialize() const;
  static Result<Inviter> parse(ByteView bytes);

 private:
  enum class Stage : std::uint8_t { opening, waiting, answering, finished, failed };
  Inviter() = default;
  Status answer(ByteView m2, crypto::Random& random);
  void fail();

  Stage stage_ = Stage::opening;
  TimeMs created_ms_ = 0;
  RelayPlace relay_;
  crypto::Secret secret_;   // S
  crypto::Secret scalar_;   // ya
  crypto::Secret opening_;  // r_I
  crypto::Secret fresh_;    // seed of the rendezvous' own key
  crypto::Secret ticket_;
  Bytes bundle_;
  Bytes m1_;
  Bytes m3_;      // from `answering`
  Hash m2_hash_;  // the one that was answered
  Hash transcript_;
  crypto::Secret root_;
  Bytes partner_bundle_;
};

class Joiner {
 public:
  static Result<Joiner> start(const Invite& invite, const Bundle& own, TimeMs now);

  [[nodiscard]] const RelayPlace& relay() const { return relay_; }
  // get 1, put 2, get 3.
  [[nodiscard]] RendezvousStep next_step() const;
  void on_done();
  // M1 of slot 1, then M3 of slot 3.
  Status on_message(ByteView message, TimeMs now, crypto::Random& random);

  [[nodiscard]] bool has_result() const { return stage_ == Stage::finished; }
  [[nodiscard]] PairingResult result() const;
  [[nodiscard]] bool is_over(TimeMs now) const;

  [[nodiscard]] crypto::Secret serialize() const;
  static Result<Joiner> parse(ByteView bytes);

 private:
  enum class Stage : std::uint8_t { reading, putting, waiting, finished, failed };
  Joiner() = default;
  Status read_m1(ByteView m1, crypto::Random& random);
  Status read_m3(ByteView m3);
  void fail();

  Stage stage_ = Stage::reading;
  TimeMs created_ms_ = 0;
  RelayPlace relay_;
  crypto::Secret secret_;   // S
  crypto::Secret opening_;  // r_J
  Bytes bundle_;
  Bytes m1_;
  Bytes m2_;
  crypto::Secret session_key_;  // ISK, from `putting`
  Hash transcript_;             // TH, then TH2 once finished
  crypto::Secret root_;
  crypto::Secret ticket_;
  Bytes partner_bundle_;
};

}  // namespace troth::sync
