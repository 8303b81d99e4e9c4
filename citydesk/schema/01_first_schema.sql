-- Build the whole line: sources, pages, articles with versions, pairs, stories, issues.

-- what config said of each source when it was last used; sources gone from config stay
CREATE TABLE sources (
  key TEXT PRIMARY KEY, name TEXT NOT NULL, url TEXT NOT NULL, kind TEXT NOT NULL, owner TEXT NOT NULL,
  language TEXT, city TEXT, grade TEXT NOT NULL, evidence TEXT NOT NULL
) STRICT;

CREATE TABLE crawls (
  id INTEGER PRIMARY KEY, started_at TEXT NOT NULL,
  ended_at TEXT  -- null: it was cut off
) STRICT;

-- what came over the wire, as received
CREATE TABLE pages (
  id INTEGER PRIMARY KEY, url TEXT NOT NULL, final_url TEXT NOT NULL, source TEXT NOT NULL REFERENCES sources(key),
  fetched_at TEXT NOT NULL, status INTEGER NOT NULL, headers TEXT NOT NULL,
  body BLOB NOT NULL,  -- zlib
  sha256 TEXT NOT NULL  -- of the body, not compressed
) STRICT;

CREATE INDEX pages_by_url ON pages(url);  -- plan: which listed addresses gave an article

-- every request and how it ended, failures too
CREATE TABLE fetches (
  id INTEGER PRIMARY KEY, crawl INTEGER NOT NULL REFERENCES crawls(id), source TEXT NOT NULL REFERENCES sources(key),
  url TEXT NOT NULL, of TEXT NOT NULL CHECK (of IN ('source', 'article')), fetched_at TEXT NOT NULL,
  outcome TEXT NOT NULL, reason TEXT NOT NULL, bytes INTEGER NOT NULL, page INTEGER REFERENCES pages(id)
) STRICT;
CREATE INDEX fetches_by_source ON fetches(source, id);  -- status, coverage: how a source's last fetches ended
CREATE INDEX fetches_by_url ON fetches(url, id);  -- plan: has this address been fetched

-- what a source says of an article before its page is read
CREATE TABLE listed (
  url TEXT PRIMARY KEY, source TEXT NOT NULL REFERENCES sources(key), title TEXT, published TEXT, precision TEXT,
  updated TEXT, language TEXT, text TEXT, first_seen TEXT NOT NULL, last_seen TEXT NOT NULL
) STRICT;

-- for conditional requests; written in the transaction that stores what they came with
CREATE TABLE validators (url TEXT PRIMARY KEY, etag TEXT, last_modified TEXT) STRICT;

-- what became of each page: an article, or the reason there is none
CREATE TABLE extractions (
  page INTEGER PRIMARY KEY REFERENCES pages(id), article TEXT, reason TEXT,
  CHECK ((article IS NULL) <> (reason IS NULL))
) STRICT;

CREATE TABLE articles (
  id TEXT PRIMARY KEY, url TEXT NOT NULL UNIQUE, source TEXT NOT NULL REFERENCES sources(key),
  first_seen TEXT NOT NULL
) STRICT;
CREATE INDEX articles_by_source ON articles(source);  -- coverage

-- the texts of an article over time; the current one is the one seen last
CREATE TABLE versions (
  article TEXT NOT NULL REFERENCES articles(id), number INTEGER NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL,
  language TEXT NOT NULL, published TEXT, precision TEXT, date_source TEXT, text_hash TEXT NOT NULL,
  page INTEGER REFERENCES pages(id),  -- null: imported without a page
  seen_first TEXT NOT NULL, seen_last TEXT NOT NULL, is_current INTEGER NOT NULL,
  PRIMARY KEY (article, number), UNIQUE (article, text_hash)
) STRICT;
CREATE INDEX versions_current ON versions(is_current, published);  -- compare, compile: articles of a time window

-- words of the current versions, folded, for full-text search
CREATE VIRTUAL TABLE article_words USING fts5(article UNINDEXED, title, text, tokenize = 'unicode61');

CREATE TABLE vectors (
  text_key TEXT NOT NULL, model TEXT NOT NULL,
  vector BLOB NOT NULL,  -- float16, length 1, as the model gave it
  PRIMARY KEY (text_key, model)
) STRICT;

-- mean vectors per language of a model that comes without them, estimated here once
CREATE TABLE geometries (
  model TEXT PRIMARY KEY, version TEXT NOT NULL,
  means BLOB NOT NULL  -- numpy .npz: one float32 array a language, and "overall"
) STRICT;

CREATE TABLE tags (
  article TEXT NOT NULL REFERENCES articles(id), kind TEXT NOT NULL, value TEXT NOT NULL, role TEXT,
  score REAL NOT NULL, reason TEXT NOT NULL,
  evidence TEXT NOT NULL,  -- JSON: spans of title and text
  PRIMARY KEY (article, kind, value)
) STRICT;
CREATE INDEX tags_by_value ON tags(kind, value);  -- city and topic pages

-- which version of an article a step has dealt with, by which rules: what is missing here is to be done
CREATE TABLE steps (
  article TEXT NOT NULL REFERENCES articles(id), step TEXT NOT NULL, text_hash TEXT NOT NULL, rules TEXT NOT NULL,
  PRIMARY KEY (article, step)
) STRICT;

-- verdicts on pairs that tell the same happening, or nearly; left < right
CREATE TABLE pairs (
  "left" TEXT NOT NULL REFERENCES articles(id), "right" TEXT NOT NULL REFERENCES articles(id), relation TEXT,
  probability REAL NOT NULL, is_vetoed INTEGER NOT NULL, evidence TEXT NOT NULL,
  PRIMARY KEY ("left", "right")
) STRICT;
CREATE INDEX pairs_by_right ON pairs("right");  -- the neighbours of an article, other half

CREATE TABLE stories (
  id TEXT PRIMARY KEY, title TEXT NOT NULL, language TEXT NOT NULL,
  representative TEXT NOT NULL REFERENCES articles(id),
  first_published TEXT NOT NULL, last_published TEXT NOT NULL, is_roundup INTEGER NOT NULL
) STRICT;
CREATE TABLE story_members (
  article TEXT PRIMARY KEY REFERENCES articles(id), story TEXT NOT NULL REFERENCES stories(id),
  position INTEGER NOT NULL, relation TEXT NOT NULL, score REAL NOT NULL, evidence TEXT NOT NULL
) STRICT;
CREATE INDEX story_members_by_story ON story_members(story, position);
-- ids that were merged or moved away, for ever
CREATE TABLE story_aliases (alias TEXT PRIMARY KEY, story TEXT NOT NULL) STRICT;

CREATE TABLE issues (
  id TEXT PRIMARY KEY, edition TEXT NOT NULL, period TEXT NOT NULL, first_day TEXT NOT NULL, last_day TEXT NOT NULL,
  articles INTEGER NOT NULL, stories INTEGER NOT NULL, coverage TEXT NOT NULL
) STRICT;
CREATE TABLE issue_entries (
  issue TEXT NOT NULL REFERENCES issues(id), position INTEGER NOT NULL, section TEXT, story TEXT NOT NULL,
  headline TEXT NOT NULL, score REAL NOT NULL, reasons TEXT NOT NULL, reports TEXT NOT NULL,
  PRIMARY KEY (issue, position)
) STRICT;
CREATE TABLE entry_sentences (
  issue TEXT NOT NULL, position INTEGER NOT NULL, number INTEGER NOT NULL, article TEXT NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, words TEXT NOT NULL, hash TEXT NOT NULL,
  PRIMARY KEY (issue, position, number), FOREIGN KEY (issue, position) REFERENCES issue_entries(issue, position)
) STRICT;
CREATE TABLE renderings (
  issue TEXT NOT NULL REFERENCES issues(id), format TEXT NOT NULL, body BLOB NOT NULL, PRIMARY KEY (issue, format)
) STRICT;

CREATE VIEW articles_flat AS
SELECT articles.id, articles.url, sources.name AS source_name, sources.city AS source_city, versions.title,
       versions.text, versions.language, versions.published, versions.precision, versions.number AS version,
       articles.first_seen, story_members.story, story_members.relation
FROM articles
JOIN versions ON versions.article = articles.id AND versions.is_current
JOIN sources ON sources.key = articles.source
LEFT JOIN story_members ON story_members.article = articles.id;

CREATE VIEW story_cities AS
SELECT story_members.story, tags.value AS city, tags.role, max(tags.score) AS score
FROM story_members JOIN tags ON tags.article = story_members.article AND tags.kind = 'city'
GROUP BY story_members.story, tags.value, tags.role;

CREATE VIEW source_health AS
SELECT sources.key, sources.name, fetches.fetched_at, fetches.outcome, fetches.reason
FROM sources JOIN fetches ON fetches.id = (
  SELECT max(id) FROM fetches WHERE fetches.source = sources.key AND fetches.of = 'source');
