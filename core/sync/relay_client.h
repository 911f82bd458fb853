// The client side of the relay (proto/README.md, "The relay"), without I/O: the
// pump connects, does Noise and padding, and feeds `on_connected`, `on_frame`
// and `on_deadline`; it sends `take_output` and acts on `take_events`, in
// order. Lives across connections: whatever a lost one left open is asked
// again, and nothing is acknowledged before the pump says that it is committed.
// One connection serves one relay: the own mailbox (mailbox.h), the partner's
// (posting.h), and a pairing's rendezvous (rendezvous.h). One owner, one thread.
// `on_frame` fails where the relay speaks another protocol: close, reconnect.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/error.h"
#include "core/base/time.h"
#include "core/crypto/hash.h"
#include "core/sync/mailbox.h"
#include "core/sync/posting.h"
#include "core/sync/relay_event.h"
#include "core/sync/rendezvous.h"
#include "core/sync/request_line.h"

namespace troth::sync {

class RelayClient {
 public:
  RelayClient();
  RelayClient(const RelayClient&) = delete;  // its parts know each other's place
  RelayClient& operator=(const RelayClient&) = delete;

  // The own mailbox is served here from now on; see mailbox.h.
  void serve(OwnMailbox own, TimeMs now);
  // In place of serve(): deletes the own mailbox with all that waits in it, and never
  // makes it anew. `MailboxDeleted` tells that it is gone; then nothing is served.
  void delete_mailbox(crypto::SigningKey read_key, TimeMs now);
  // The mailbox of a partner's device, and the key that writes to it.
  void add_recipient(const MailboxId& mailbox, crypto::SigningKey write_key, TimeMs now);
  // An envelope of the outbox; each is put until `Posted` or `PostRefused`.
  void post(Outgoing outgoing, TimeMs now);
  // A writer of the own mailbox; `SetUp` tells when the relay knows it.
  void set_writer(std::uint8_t slot, const SignPublicKey& key, TimeMs now);
  void remove_writer(std::uint8_t slot, TimeMs now);
  // A ticket that shall make one mailbox; `SetUp` tells when the relay knows it.
  void admit(const Hash& ticket_hash, TimeMs now);
  // What a delivery brought is committed.
  void acknowledge(const Delivered& delivered, TimeMs now);
  // Carries out a pairing's step (open, put, get), replacing an unfinished one.
  void carry_out(const RendezvousStep& step, TimeMs now);

  void on_connected(const crypto::Sha512& handshake_hash, TimeMs now);
  void on_disconnected();
  // One unpadded RelayFrame.
  Status on_frame(ByteView frame, TimeMs now);
  void on_deadline(TimeMs now);
  // Encoded ClientFrames, to be padded and sent in order.
  [[nodiscard]] std::vector<Bytes> take_output();
  [[nodiscard]] std::vector<ClientEvent> take_events();
  [[nodiscard]] std::optional<TimeMs> next_deadline() const;
  // The relay went silent, or the daily reconnection is due: close and dial again.
  [[nodiscard]] bool wants_reconnect(TimeMs now) const;

  // Connected, set up, everything delivered is acknowledged, and nothing can be
  // put that has not been. What a recipient's mailbox does not take yet stays in
  // `unposted` and is no reason to wait.
  [[nodiscard]] bool is_idle() const;
  [[nodiscard]] std::size_t unposted() const { return posting_.waiting(); }

 private:
  void begin_posting(TimeMs now);

  ClientEvents events_;
  RequestLine line_;
  Mailbox mailbox_;
  Posting posting_;
  Rendezvous rendezvous_;
  TimeMs connected_ms_ = 0;
};

}  // namespace troth::sync
