CREATE TABLE acts (
  position INTEGER PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE,
  act BLOB NOT NULL
) STRICT;
CREATE TABLE certificates (
  side INTEGER NOT NULL REFERENCES partners (side) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  certificate BLOB NOT NULL,
  PRIMARY KEY (side, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE check_ins (
  position INTEGER PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE,
  partner BLOB NOT NULL,
  written_at_ms INTEGER NOT NULL,
  period_start_ms INTEGER,
  period_end_ms INTEGER,
  flagged INTEGER NOT NULL CHECK (flagged IN (0, 1)),
  counts INTEGER NOT NULL CHECK (counts IN (0, 1))
) STRICT;
CREATE INDEX check_ins_by_period ON check_ins (partner, period_start_ms);
CREATE INDEX check_ins_by_time ON check_ins (written_at_ms, hash);
CREATE INDEX check_ins_flagged ON check_ins (partner, written_at_ms) WHERE flagged = 1;
CREATE TABLE entries (
  position INTEGER PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
  line BLOB NOT NULL CHECK (length(line) = 32),
  seq INTEGER NOT NULL CHECK (seq > 0),
  device BLOB NOT NULL CHECK (length(device) = 32),
  kind INTEGER NOT NULL,
  written_at_ms INTEGER NOT NULL,
  latest_ms INTEGER NOT NULL,
  standing INTEGER NOT NULL,
  confirms BLOB,
  past BLOB NOT NULL,
  signed BLOB NOT NULL,
  UNIQUE (line, seq)
) STRICT;
CREATE INDEX entries_by_kind ON entries (kind, written_at_ms);
CREATE INDEX entries_that_confirm ON entries (confirms) WHERE confirms IS NOT NULL;
CREATE TABLE equivocations (
  device BLOB NOT NULL,
  seq INTEGER NOT NULL,
  first_header BLOB NOT NULL,
  first_signature BLOB NOT NULL,
  second_header BLOB NOT NULL,
  second_signature BLOB NOT NULL,
  PRIMARY KEY (device, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE lines (
  line BLOB PRIMARY KEY,
  device BLOB NOT NULL,
  first_seq INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  hash BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE outbox (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  mailbox BLOB NOT NULL CHECK (length(mailbox) = 32),
  envelope_id BLOB NOT NULL CHECK (length(envelope_id) = 16),
  envelope BLOB NOT NULL,
  made_ms INTEGER NOT NULL,
  UNIQUE (mailbox, envelope_id)
) STRICT;
CREATE TABLE pair (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  pair BLOB NOT NULL CHECK (length(pair) = 32),
  transcript BLOB NOT NULL CHECK (length(transcript) = 32)
) STRICT;
CREATE TABLE partners (
  side INTEGER PRIMARY KEY CHECK (side IN (1, 2)),
  partner BLOB NOT NULL UNIQUE CHECK (length(partner) = 32),
  name TEXT NOT NULL
) STRICT;
CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE states (
  name TEXT NOT NULL,
  key BLOB NOT NULL,
  value BLOB NOT NULL,
  PRIMARY KEY (name, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE vault (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  device BLOB CHECK (length(device) = 32),
  root_epoch INTEGER NOT NULL,
  session_seq INTEGER NOT NULL,
  counter_base INTEGER NOT NULL,
  anchor_floor INTEGER NOT NULL,
  counter_found INTEGER NOT NULL,
  anchor_found INTEGER NOT NULL
) STRICT;
CREATE TABLE waiting (
  position INTEGER PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
  device BLOB NOT NULL CHECK (length(device) = 32),
  kind INTEGER NOT NULL,
  takes_away INTEGER NOT NULL CHECK (takes_away IN (0, 1)),
  waits_for INTEGER NOT NULL,
  missing_device BLOB,
  missing_seq BLOB,
  missing_hash BLOB,
  bytes BLOB NOT NULL
) STRICT;
CREATE INDEX waiting_by_device ON waiting (device, takes_away);
CREATE INDEX waiting_by_missing ON waiting (missing_hash) WHERE missing_hash IS NOT NULL;
