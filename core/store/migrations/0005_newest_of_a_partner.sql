-- What each partner signed last of a kind, such as the reviews that they opened: by
-- position, which no clock can turn round.
CREATE INDEX practice_by_partner ON practice (partner, kind, position)
  WHERE counts = 1 AND readable = 1;
