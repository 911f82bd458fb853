-- The living agreement, as lists show it: a row for each entry of practice and
-- each opening, beside its entry (the same position). Check-ins are among them.
DROP TABLE check_ins;
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
CREATE INDEX practice_by_kind ON practice (kind, written_at_ms, hash)
  WHERE counts = 1 AND readable = 1;
CREATE INDEX practice_by_entry ON practice (about_entry, kind, partner, position)
  WHERE counts = 1 AND about_entry IS NOT NULL;
CREATE INDEX practice_by_clause ON practice (about_clause, kind, written_at_ms, hash)
  WHERE counts = 1 AND about_clause IS NOT NULL;
CREATE INDEX practice_by_period ON practice (kind, period_start_ms, position)
  WHERE counts = 1 AND period_start_ms IS NOT NULL;
CREATE INDEX practice_flagged ON practice (partner, written_at_ms, hash)
  WHERE counts = 1 AND flagged = 1;
CREATE INDEX check_ins_by_time ON practice (written_at_ms, hash) WHERE kind = 60;
-- The first view of a question on each line: what an answer's author had heard.
CREATE INDEX views_of_questions ON practice (about_entry, line, position)
  WHERE counts = 1 AND kind = 65;

-- Which form the views have. Where a program keeps them in another, it derives
-- them from the entries again, once.
CREATE TABLE views (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  format INTEGER NOT NULL
) STRICT;
INSERT INTO views SELECT 1, count(*) = 0 FROM entries;
