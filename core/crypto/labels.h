// Every label that separates one use of a primitive from another
// (proto/README.md, "Notation"): each stands here, once. On the wire it is
// LV("troth1 " + label).
#pragma once

#include <string_view>

namespace troth::crypto::label {

using Label = std::string_view;

// hashes
inline constexpr Label kDevice = "device";
inline constexpr Label kMailbox = "mailbox";
inline constexpr Label kClause = "clause";
inline constexpr Label kAgreement = "agreement";
inline constexpr Label kEntry = "entry";
inline constexpr Label kPayload = "payload";
inline constexpr Label kCertificate = "cert";
inline constexpr Label kDeviceCheck = "device-check";
inline constexpr Label kRoot = "root";
inline constexpr Label kInvite = "invite";
inline constexpr Label kRelayAddress = "relay-address";
inline constexpr Label kPairCommit = "pair-commit";
inline constexpr Label kPairTranscript = "pair-th";
inline constexpr Label kPairTranscript2 = "pair-th2";
inline constexpr Label kPairId = "pair-id";
inline constexpr Label kShortAuthentication = "sas";
inline constexpr Label kSession = "session";
inline constexpr Label kSessionId = "session-id";
inline constexpr Label kTicket = "ticket";
inline constexpr Label kBackup = "backup";
inline constexpr Label kCheckIn = "check-in";
// signatures
inline constexpr Label kCertificateSubject = "cert-subject";
inline constexpr Label kSignedPrekey = "spk";
inline constexpr Label kSessionInit = "session-init";
inline constexpr Label kHello = "hello";
inline constexpr Label kRelayAuthenticate = "relay-auth";
inline constexpr Label kRelayCreate = "relay-create";
inline constexpr Label kRelayRendezvous = "relay-rendezvous";
// key derivations
inline constexpr Label kRecoverySign = "recovery-sign";
inline constexpr Label kEnvelope = "envelope";
inline constexpr Label kDoor = "door";
inline constexpr Label kSeal = "seal";
inline constexpr Label kRendezvous = "rdv";
inline constexpr Label kPair = "pair";
inline constexpr Label kPairRoot = "pair-root";
inline constexpr Label kRootNext = "root-next";
inline constexpr Label kRatchetRoot = "ratchet-root";
inline constexpr Label kSlotRecovery = "slot-recovery";
// associated data of seals
inline constexpr Label kMessage = "msg";
inline constexpr Label kEnvelopeSeal = "env";
inline constexpr Label kSlot = "slot";
inline constexpr Label kPage = "page";
inline constexpr Label kFrame = "frame";
inline constexpr Label kAnchor = "anchor";
// pairing's associated data
inline constexpr Label kPairAssociated = "pair";

}  // namespace troth::crypto::label
