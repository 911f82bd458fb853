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
CREATE TABLE drafts (
  kind TEXT NOT NULL,
  about TEXT NOT NULL,
  changed_at_ms INTEGER NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (kind, about)
) STRICT, WITHOUT ROWID;
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
CREATE TABLE journal (
  position INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  changed_at_ms INTEGER NOT NULL,
  text TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE journal_words USING fts5 (
  text, content = '', columnsize = 0, tokenize = 'words', prefix = '1 2 3'
);
CREATE TABLE 'journal_words_config'(k PRIMARY KEY, v) WITHOUT ROWID;
CREATE TABLE 'journal_words_data'(id INTEGER PRIMARY KEY, block BLOB);
CREATE TABLE 'journal_words_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
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
CREATE TABLE own_settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
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
CREATE TABLE practice (
  position INTEGER PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE,
  kind INTEGER NOT NULL,
  partner BLOB NOT NULL,
  line BLOB NOT NULL,
  written_at_ms INTEGER NOT NULL,
  counts INTEGER NOT NULL CHECK (counts IN (0, 1)),
  readable INTEGER NOT NULL CHECK (readable IN (0, 1)),
  about_entry BLOB CHECK (length(about_entry) = 32),
  about_clause BLOB CHECK (length(about_clause) = 16),
  period_start_ms INTEGER,
  period_end_ms INTEGER,
  flagged INTEGER NOT NULL CHECK (flagged IN (0, 1)),
  verdict BLOB
) STRICT;
CREATE INDEX check_ins_by_time ON practice (written_at_ms, hash) WHERE kind = 60;
CREATE INDEX check_ins_on_line ON practice (line, kind, position)
  WHERE counts = 1 AND readable = 1 AND period_start_ms IS NOT NULL;
CREATE INDEX practice_by_clause ON practice (about_clause, kind, written_at_ms, hash)
  WHERE counts = 1 AND about_clause IS NOT NULL;
CREATE INDEX practice_by_entry ON practice (about_entry, kind, partner, position)
  WHERE counts = 1 AND about_entry IS NOT NULL;
CREATE INDEX practice_by_kind ON practice (kind, written_at_ms, hash)
  WHERE counts = 1 AND readable = 1;
CREATE INDEX practice_by_partner ON practice (partner, kind, position)
  WHERE counts = 1 AND readable = 1;
CREATE INDEX practice_by_period ON practice (kind, period_start_ms, position)
  WHERE counts = 1 AND period_start_ms IS NOT NULL;
CREATE INDEX practice_flagged ON practice (partner, written_at_ms, hash)
  WHERE counts = 1 AND flagged = 1;
CREATE INDEX practice_flagged_on_line ON practice (line, kind, position)
  WHERE counts = 1 AND flagged = 1;
CREATE INDEX views_of_questions ON practice (about_entry, line, position)
  WHERE counts = 1 AND kind = 65;
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
CREATE VIRTUAL TABLE text_words USING fts5 (
  text, about, content = '', columnsize = 0, tokenize = 'words', prefix = '1 2 3'
);
CREATE TABLE 'text_words_config'(k PRIMARY KEY, v) WITHOUT ROWID;
CREATE TABLE 'text_words_data'(id INTEGER PRIMARY KEY, block BLOB);
CREATE TABLE 'text_words_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
CREATE TABLE texts (
  position INTEGER PRIMARY KEY,
  hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
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
CREATE TABLE views (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  format INTEGER NOT NULL
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
