#include "sync-server/store_schema.h"

namespace troth::relay {
namespace {

// `mailbox.next` is the seq of the next envelope. slot_use counts what a slot
// takes of its mailbox: bytes and envelopes waiting, ids remembered. A remembered
// id keeps the digest of its envelope, so that a repeated Put can be told from
// one that reuses the id for other bytes. Row numbers of envelopes rise as they
// arrive, so the oldest are found without an index.
constexpr std::string_view kTables = R"sql(
CREATE TABLE mailbox (
  number INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  next INTEGER NOT NULL,
  acknowledged INTEGER NOT NULL,
  used_bytes INTEGER NOT NULL
) STRICT;
CREATE TABLE writer (
  mailbox INTEGER NOT NULL,
  slot INTEGER NOT NULL,
  key BLOB NOT NULL,
  PRIMARY KEY (mailbox, slot),
  UNIQUE (mailbox, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE slot_use (
  mailbox INTEGER NOT NULL,
  slot INTEGER NOT NULL,
  used_bytes INTEGER NOT NULL,
  envelopes INTEGER NOT NULL,
  remembered INTEGER NOT NULL,
  PRIMARY KEY (mailbox, slot)
) STRICT, WITHOUT ROWID;
CREATE TABLE envelope (
  number INTEGER PRIMARY KEY,
  mailbox INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  slot INTEGER NOT NULL,
  arrived_ms INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  UNIQUE (mailbox, seq)
) STRICT;
CREATE TABLE remembered (
  mailbox INTEGER NOT NULL,
  slot INTEGER NOT NULL,
  envelope_id BLOB NOT NULL,
  digest BLOB NOT NULL,
  arrived_ms INTEGER NOT NULL,
  PRIMARY KEY (mailbox, slot, envelope_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX remembered_by_age ON remembered (arrived_ms);
CREATE TABLE ticket (
  hash BLOB PRIMARY KEY,
  mailbox INTEGER NOT NULL,
  expires_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX ticket_by_mailbox ON ticket (mailbox);
CREATE TABLE rendezvous (
  number INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  mailbox INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  fresh_key BLOB NOT NULL,
  expires_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX rendezvous_by_mailbox ON rendezvous (mailbox);
CREATE TABLE rendezvous_slot (
  rendezvous INTEGER NOT NULL,
  slot INTEGER NOT NULL,
  message BLOB NOT NULL,
  PRIMARY KEY (rendezvous, slot)
) STRICT, WITHOUT ROWID;
)sql";

constexpr sqlite::Migration kMigrations[] = {{1, "mailboxes and rendezvous", kTables}};

}  // namespace

std::span<const sqlite::Migration> store_migrations() { return kMigrations; }

}  // namespace troth::relay
