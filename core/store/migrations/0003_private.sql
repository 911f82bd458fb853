-- What its author alone sees: nothing of it is an entry, and nothing that leaves
-- reads it. It is not of the pair, and stays when that is forgotten. `position`
-- is when it was begun (time_order.h).
CREATE TABLE journal (
  position INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  changed_at_ms INTEGER NOT NULL,
  text TEXT NOT NULL
) STRICT;
-- Its words, without the texts.
CREATE VIRTUAL TABLE journal_words USING fts5 (
  text, content = '', columnsize = 0, tokenize = 'words', prefix = '1 2 3'
);
CREATE TABLE drafts (
  kind TEXT NOT NULL,
  about TEXT NOT NULL,
  changed_at_ms INTEGER NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (kind, about)
) STRICT, WITHOUT ROWID;
CREATE TABLE own_settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A view of the ledger: the words of its texts, each under when its author says
-- that it was written; `about` is by which partner, and of which subject.
CREATE TABLE texts (
  position INTEGER PRIMARY KEY,
  hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE VIRTUAL TABLE text_words USING fts5 (
  text, about, content = '', columnsize = 0, tokenize = 'words', prefix = '1 2 3'
);
-- Views with that index are of the second form; without entries there is nothing
-- to derive.
UPDATE views SET format = 2 WHERE NOT EXISTS (SELECT 1 FROM entries);
