-- Keep what editors say of tags, so that it holds against every later run, and tell what tagging anew changed.

-- what editors say of tags; a row never changes but for being taken back, once
CREATE TABLE tag_corrections (
  id INTEGER PRIMARY KEY, made_at TEXT NOT NULL, editor TEXT NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL,
  is_there INTEGER NOT NULL,
  role TEXT,  -- null: not a city, or a city that isn't there
  is_of_story INTEGER NOT NULL, reason TEXT NOT NULL,
  undone_at TEXT, undone_by TEXT  -- null: it counts
) STRICT;
CREATE INDEX tag_corrections_by_kind ON tag_corrections(kind, id);  -- process: what topics learn from
CREATE TRIGGER tag_corrections_stay
  BEFORE UPDATE OF id, made_at, editor, kind, value, is_there, role, is_of_story, reason ON tag_corrections
  BEGIN SELECT raise(ABORT, 'a correction never changes'); END;
CREATE TRIGGER tag_corrections_are_undone_once BEFORE UPDATE ON tag_corrections WHEN old.undone_at IS NOT NULL
  BEGIN SELECT raise(ABORT, 'a correction is taken back once'); END;
CREATE TRIGGER tag_corrections_stay_there BEFORE DELETE ON tag_corrections
  BEGIN SELECT raise(ABORT, 'a correction is never removed'); END;
CREATE TABLE tag_correction_articles (
  correction INTEGER NOT NULL REFERENCES tag_corrections(id), position INTEGER NOT NULL,
  article TEXT NOT NULL REFERENCES articles(id), PRIMARY KEY (correction, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX tag_correction_articles_by_article ON tag_correction_articles(article);  -- tag: corrections of an article
CREATE TRIGGER tag_correction_articles_stay BEFORE UPDATE ON tag_correction_articles
  BEGIN SELECT raise(ABORT, 'a correction never changes'); END;
CREATE TRIGGER tag_correction_articles_stay_there BEFORE DELETE ON tag_correction_articles
  BEGIN SELECT raise(ABORT, 'a correction is never removed'); END;

-- what the rules say where a correction stands in its place, so that taking it back needs no tagging
CREATE TABLE overruled_tags (
  article TEXT NOT NULL REFERENCES articles(id), kind TEXT NOT NULL, value TEXT NOT NULL, role TEXT,
  score REAL NOT NULL, reason TEXT NOT NULL, evidence TEXT NOT NULL, PRIMARY KEY (article, kind, value)
) STRICT, WITHOUT ROWID;

-- tagging articles again whose text is the same: what came of it, in as many runs as it took
CREATE TABLE retaggings (
  id INTEGER PRIMARY KEY, rules TEXT NOT NULL, articles INTEGER NOT NULL, is_done INTEGER NOT NULL
) STRICT;
CREATE TABLE tag_changes (
  article TEXT NOT NULL REFERENCES articles(id), kind TEXT NOT NULL, value TEXT NOT NULL,
  before TEXT, after TEXT,  -- a role, or `there`; null: it wasn't there
  PRIMARY KEY (article, kind, value)
) STRICT, WITHOUT ROWID;
