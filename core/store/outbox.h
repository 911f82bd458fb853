// Envelopes that were made and that a relay has not yet said Done to: the exact
// bytes, for a message key is used once and a retry must send the same. They
// are committed with the ratchet's state before they are sent. Borrows the
// database; same owner and thread; the writing half CHECKs an open transaction.
// Fails with the codes of sqlite.
#pragma once

#include <vector>

#include "core/base/bytes.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/sqlite/database.h"

namespace troth::store {

struct OutboxItem {
  MailboxId mailbox;
  EnvelopeId id;
  Bytes envelope;
  TimeMs made_ms = 0;
  bool operator==(const OutboxItem&) const = default;
};

class Outbox {
 public:
  explicit Outbox(sqlite::Database& database) : database_(&database) {}

  // The oldest, at most `most`, in the order in which they were put.
  [[nodiscard]] Result<std::vector<OutboxItem>> oldest(std::size_t most) const;
  [[nodiscard]] Result<std::size_t> size() const;

  Status put(const OutboxItem& item);
  // Done: forgets it, if it is there.
  Status remove(const MailboxId& mailbox, const EnvelopeId& id);
  Status clear();

 private:
  sqlite::Database* database_;
};

}  // namespace troth::store
