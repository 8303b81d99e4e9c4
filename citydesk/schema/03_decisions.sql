-- Keep what editors decide on stories, by articles: stories come and go, what was said of two texts stays.

CREATE TABLE decisions (
  id INTEGER PRIMARY KEY, made_at TEXT NOT NULL, editor TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('merge', 'split')),
  articles TEXT NOT NULL,  -- JSON: two lists of ids, what was joined with or taken out of what
  reason TEXT NOT NULL, undone_at TEXT
) STRICT;
