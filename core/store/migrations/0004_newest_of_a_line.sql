-- Positions rise along a line. So what a partner flagged since a review, and what
-- they said last before it, are read from one end of a line and no further,
-- however long it is and whatever its author claims of the time.
CREATE INDEX practice_flagged_on_line ON practice (line, kind, position)
  WHERE counts = 1 AND flagged = 1;
CREATE INDEX check_ins_on_line ON practice (line, kind, position)
  WHERE counts = 1 AND readable = 1 AND period_start_ms IS NOT NULL;
