-- Keep what people code by hand, to measure with; let a released archive say which texts it withholds.

-- articles drawn for coding by hand, and how many articles of the archive each of them stands for
CREATE TABLE samples (
  id TEXT PRIMARY KEY, made_at TEXT NOT NULL, seed INTEGER NOT NULL,
  strata TEXT NOT NULL  -- JSON: what the articles were drawn by
) STRICT;
CREATE TABLE sample_articles (
  sample TEXT NOT NULL REFERENCES samples(id), article TEXT NOT NULL REFERENCES articles(id),
  version INTEGER NOT NULL, position INTEGER NOT NULL, stratum TEXT NOT NULL, weight REAL NOT NULL,
  PRIMARY KEY (sample, article)
) STRICT, WITHOUT ROWID;
-- what a coder said of an article, a row a value
CREATE TABLE codes (
  sample TEXT NOT NULL, coder TEXT NOT NULL, article TEXT NOT NULL, variable TEXT NOT NULL,
  value TEXT NOT NULL,  -- empty: the coder says that there is none
  PRIMARY KEY (sample, coder, article, variable, value),
  FOREIGN KEY (sample, article) REFERENCES sample_articles(sample, article)
) STRICT, WITHOUT ROWID;

-- of an archive inside a release: the versions whose text is not there as it was; empty in every other archive
CREATE TABLE withheld (
  article TEXT NOT NULL, version INTEGER NOT NULL, rights TEXT NOT NULL,
  characters INTEGER NOT NULL,  -- of the whole text
  PRIMARY KEY (article, version), FOREIGN KEY (article, version) REFERENCES versions(article, number)
) STRICT, WITHOUT ROWID;

-- group, threads: added to an earlier migration on the day that one was written, so some archives lack it
CREATE INDEX IF NOT EXISTS story_aliases_by_story ON story_aliases(story);
