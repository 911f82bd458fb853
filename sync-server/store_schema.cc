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

// `root` is the id of the mailbox that the token made, from which this one's
// ticket came over whatever generations; its own id where the token made it
// itself. Times are the beginnings of days: no finer than what is asked of them.
// 0, of a mailbox that was there before: not known, until the next sweep sets it.
// `former` keeps the ids of mailboxes that went for want of visits, so that
// their owners may make them again where a ticket was good only once.
constexpr std::string_view kExpiry = R"sql(
ALTER TABLE mailbox ADD COLUMN root BLOB NOT NULL DEFAULT x'';
ALTER TABLE mailbox ADD COLUMN made_day_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE mailbox ADD COLUMN visited_day_ms INTEGER NOT NULL DEFAULT 0;
UPDATE mailbox SET root = id;
CREATE INDEX mailbox_by_root ON mailbox (root);
CREATE INDEX mailbox_by_making ON mailbox (made_day_ms);
CREATE INDEX mailbox_by_visit ON mailbox (visited_day_ms);
CREATE TABLE former (
  id BLOB PRIMARY KEY,
  root BLOB NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

constexpr sqlite::Migration kMigrations[] = {{1, "mailboxes and rendezvous", kTables},
                                             {2, "expiry of mailboxes", kExpiry}};

}  // namespace

std::span<const sqlite::Migration> store_migrations() { return kMigrations; }

}  // namespace troth::relay
