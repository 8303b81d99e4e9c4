-- Let the work on a new article depend on its time window, not on the size of the archive.

-- what comparing needs of articles first seen lately, so that it isn't worked out again; may be emptied at any time
CREATE TABLE fingerprints (
  article TEXT PRIMARY KEY REFERENCES articles(id), text_hash TEXT NOT NULL, rules TEXT NOT NULL,
  language TEXT NOT NULL, published TEXT, first_seen TEXT NOT NULL, vector BLOB NOT NULL, sample BLOB NOT NULL,
  facts TEXT NOT NULL, shingles BLOB NOT NULL
) STRICT;
CREATE INDEX fingerprints_by_first_seen ON fingerprints(first_seen);  -- process: those that go

-- what is to be done, so that nobody has to look through all that was: kept in the transaction that makes it true
CREATE TABLE step_rules (step TEXT PRIMARY KEY, rules TEXT NOT NULL) STRICT;
CREATE TABLE waiting_articles (
  step TEXT NOT NULL, article TEXT NOT NULL REFERENCES articles(id), PRIMARY KEY (step, article)
) STRICT, WITHOUT ROWID;
CREATE TABLE waiting_pages (page INTEGER NOT NULL PRIMARY KEY REFERENCES pages(id)) STRICT;
INSERT INTO waiting_pages SELECT id FROM pages EXCEPT SELECT page FROM extractions
  EXCEPT SELECT page FROM fetches WHERE of = 'source';
CREATE TABLE waiting_addresses (
  url TEXT PRIMARY KEY REFERENCES listed(url), source TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX waiting_addresses_by_source ON waiting_addresses(source);  -- plan: addresses due
INSERT INTO waiting_addresses SELECT url, source FROM listed WHERE NOT EXISTS
  (SELECT 1 FROM fetches WHERE fetches.url = listed.url AND outcome IN ('ok', 'unchanged', 'gone'))
  AND (SELECT count(*) FROM fetches WHERE fetches.url = listed.url) < 5;

-- rows of article_words: a full-text table finds nothing by the name of an article
CREATE TABLE article_numbers (number INTEGER NOT NULL PRIMARY KEY, article TEXT NOT NULL UNIQUE) STRICT;
INSERT INTO article_numbers SELECT rowid, article FROM article_words;

DROP INDEX versions_current;
CREATE INDEX versions_in_time ON versions(published, article) WHERE is_current;  -- group, coverage: a time window
CREATE INDEX versions_current ON versions(article, published) WHERE is_current;  -- the current version of an article
CREATE INDEX articles_in_time ON articles(first_seen, id);  -- group, coverage: a time window, for undated articles
CREATE INDEX listed_by_source ON listed(source, first_seen, url);  -- plan: addresses due, addresses known
CREATE INDEX stories_in_time ON stories(last_published, first_published);  -- compile: stories of a period
CREATE INDEX story_aliases_by_story ON story_aliases(story);  -- group, threads, story show: the former ids of a story
