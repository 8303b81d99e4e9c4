"""The archive's schema as migrations: append, never edit; each says why. Described for readers in docs/archive.md."""

from __future__ import annotations

import sqlite3

from sqlite_utils import Database, Migrations

migrations = Migrations("citydesk")

FIRST = """
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
"""


@migrations()
def first_schema(database: Database) -> None:
    """Build the whole line: sources, pages, articles with versions, pairs, stories, issues."""
    _execute(database, FIRST)


@migrations()
def listed_changes(database: Database) -> None:
    """Keep since when a listing says what it says: the new title of an article must not reach its older page."""
    database.execute("ALTER TABLE listed ADD COLUMN changed_at TEXT")  # null: listed before this was kept


@migrations()
def decisions(database: Database) -> None:
    """Keep what editors decide on stories, by articles: stories come and go, what was said of two texts stays."""
    database.execute(
        "CREATE TABLE decisions (id INTEGER PRIMARY KEY, made_at TEXT NOT NULL, editor TEXT NOT NULL,"
        " kind TEXT NOT NULL CHECK (kind IN ('merge', 'split')),"
        " articles TEXT NOT NULL,"  # JSON: two lists of ids, what was joined with or taken out of what
        " reason TEXT NOT NULL, undone_at TEXT) STRICT"
    )


@migrations()
def calibrations(database: Database) -> None:
    """Keep means and coefficients that were fitted to this archive: the last one counts, the others stay readable."""
    database.execute(
        "CREATE TABLE calibrations (version TEXT PRIMARY KEY, model TEXT NOT NULL, made_at TEXT NOT NULL,"
        " means BLOB NOT NULL,"  # as in geometries
        " within TEXT NOT NULL, across TEXT NOT NULL,"  # JSON: intercept and weights
        " report TEXT NOT NULL) STRICT"  # JSON: what was measured before and after
    )


SCALE = """
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
"""


@migrations()
def work_and_windows(database: Database) -> None:
    """Let the work on a new article depend on its time window, not on the size of the archive."""
    _execute(database, SCALE)


THREADS = """
-- what threading looks at of a story that may be linked with another one
CREATE TABLE chapters (
  story TEXT PRIMARY KEY, title TEXT NOT NULL, first_published TEXT NOT NULL, is_dated INTEGER NOT NULL, phase TEXT,
  is_roundup INTEGER NOT NULL,
  words TEXT NOT NULL  -- JSON: beginnings of words of titles by language, phrases
) STRICT;
CREATE TABLE chapter_keys (
  kind TEXT NOT NULL, value TEXT NOT NULL, first_published TEXT NOT NULL, story TEXT NOT NULL,
  PRIMARY KEY (kind, value, first_published, story)  -- threads: stories of a project, or of a city and a time
) STRICT, WITHOUT ROWID;
CREATE INDEX chapter_keys_by_story ON chapter_keys(story);  -- threads: the keys of a story

-- stories of one project or storyline: linked, never merged
CREATE TABLE threads (id TEXT PRIMARY KEY, title TEXT NOT NULL, reason TEXT NOT NULL) STRICT;
CREATE TABLE thread_stories (
  thread TEXT NOT NULL REFERENCES threads(id), position INTEGER NOT NULL, story TEXT NOT NULL, phase TEXT,
  PRIMARY KEY (thread, position)
) STRICT;
CREATE INDEX thread_stories_by_story ON thread_stories(story);  -- the threads of a story

CREATE VIEW story_threads AS
SELECT thread_stories.story, threads.id AS thread, threads.title, threads.reason, thread_stories.position + 1 AS number,
       (SELECT count(*) FROM thread_stories AS other WHERE other.thread = threads.id) AS stories, thread_stories.phase
FROM thread_stories JOIN threads ON threads.id = thread_stories.thread
JOIN stories ON stories.id = thread_stories.story;
"""


@migrations()
def threads(database: Database) -> None:
    """Link stories of one project or storyline in order of time; found by keys, not by looking through all stories."""
    _execute(database, THREADS)


DESK = """
-- what editors did to drafts; rows never change: undoing and redoing are rows of their own
CREATE TABLE edits (
  id INTEGER PRIMARY KEY, issue TEXT NOT NULL, made_at TEXT NOT NULL, editor TEXT NOT NULL, kind TEXT NOT NULL,
  story TEXT,  -- null: it is about the issue as a whole, or about another edit
  "of" INTEGER REFERENCES edits(id),  -- the edit that was undone or redone; null: neither
  what TEXT NOT NULL,  -- JSON: the fields of digest.edits.Action that count
  reason TEXT NOT NULL
) STRICT;
CREATE INDEX edits_by_issue ON edits(issue, id);  -- draft: the edits of an issue in order
CREATE INDEX edits_by_of ON edits("of", id);  -- issue_edits: whether an edit counts
CREATE TRIGGER edits_stay BEFORE UPDATE ON edits BEGIN SELECT raise(ABORT, 'an edit never changes'); END;
CREATE TRIGGER edits_stay_there BEFORE DELETE ON edits BEGIN SELECT raise(ABORT, 'an edit is never removed'); END;

-- what was published: an issue as it went out, and again for each correction of it
CREATE TABLE revisions (
  issue TEXT NOT NULL REFERENCES issues(id), revision INTEGER NOT NULL, published_at TEXT NOT NULL,
  published_by TEXT NOT NULL,
  basis BLOB NOT NULL,  -- zlib of JSON: all that the issue follows from
  manifest TEXT NOT NULL,  -- JSON: what the basis came from, by which rules, and hashes of everything
  PRIMARY KEY (issue, revision)
) STRICT;
CREATE TRIGGER revisions_stay BEFORE UPDATE ON revisions
  BEGIN SELECT raise(ABORT, 'what was published never changes'); END;
CREATE TRIGGER revisions_stay_there BEFORE DELETE ON revisions
  BEGIN SELECT raise(ABORT, 'what was published is never removed'); END;
CREATE TABLE revision_renderings (
  issue TEXT NOT NULL, revision INTEGER NOT NULL, format TEXT NOT NULL, body BLOB NOT NULL,
  PRIMARY KEY (issue, revision, format), FOREIGN KEY (issue, revision) REFERENCES revisions(issue, revision)
) STRICT;
CREATE TRIGGER revision_renderings_stay BEFORE UPDATE ON revision_renderings
  BEGIN SELECT raise(ABORT, 'what was published never changes'); END;
CREATE TRIGGER revision_renderings_stay_there BEFORE DELETE ON revision_renderings
  BEGIN SELECT raise(ABORT, 'what was published is never removed'); END;

-- what a revision changed against the one before it
CREATE TABLE corrections (
  id INTEGER PRIMARY KEY, issue TEXT NOT NULL, revision INTEGER NOT NULL, story TEXT NOT NULL, title TEXT NOT NULL,
  field TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL, words TEXT NOT NULL, made_at TEXT NOT NULL,
  FOREIGN KEY (issue, revision) REFERENCES revisions(issue, revision)
) STRICT;
CREATE INDEX corrections_by_issue ON corrections(issue, id);  -- draft: corrections of earlier issues
CREATE TABLE told_corrections (
  correction INTEGER NOT NULL REFERENCES corrections(id), issue TEXT NOT NULL REFERENCES issues(id),
  PRIMARY KEY (correction, issue)
) STRICT, WITHOUT ROWID;

CREATE VIEW issue_edits AS
SELECT edits.id, edits.issue, edits.made_at, edits.editor, edits.kind, edits.story, edits.what, edits.reason,
       CASE last.kind WHEN 'undo' THEN last.made_at END AS undone_at,
       CASE last.kind WHEN 'undo' THEN last.editor END AS undone_by
FROM edits LEFT JOIN edits AS last ON last.id = (SELECT max(later.id) FROM edits AS later WHERE later."of" = edits.id)
WHERE edits.kind NOT IN ('undo', 'redo');
"""


@migrations()
def desk(database: Database) -> None:
    """Keep what editors do to drafts, and freeze what is published with all it follows from."""
    _execute(database, DESK)


BRIEFS = """
-- what is told of a story, worked out once for the texts it is made of; may be emptied at any time
CREATE TABLE briefs (
  story TEXT NOT NULL, language TEXT NOT NULL,
  made_of TEXT NOT NULL,  -- SHA-256 of the texts, their relations and the rules
  sentences TEXT NOT NULL,  -- JSON: article, first character, end, words
  cues TEXT NOT NULL,  -- JSON: the fields of nlp.story.Cues
  PRIMARY KEY (story, language)
) STRICT, WITHOUT ROWID;
CREATE TABLE waiting_briefs (story TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO waiting_briefs SELECT id FROM stories;

-- an edition is a saved question: what its issues told, ready to be asked again
CREATE VIEW edition_stories AS
SELECT issues.edition, issues.id AS issue, issues.period, issues.first_day, issues.last_day,
       issue_entries.position + 1 AS place, issue_entries.section, issue_entries.story, issue_entries.headline,
       issue_entries.score, issue_entries.reasons, stories.first_published, articles.url,
       json_array_length(issue_entries.reports) AS reports
FROM issue_entries JOIN issues ON issues.id = issue_entries.issue
LEFT JOIN story_aliases ON story_aliases.alias = issue_entries.story
LEFT JOIN stories ON stories.id = coalesce(story_aliases.story, issue_entries.story)
LEFT JOIN articles ON articles.id = json_extract(issue_entries.reports, '$[0]');
"""


@migrations()
def briefs(database: Database) -> None:
    """Keep summaries and cues of stories, so that compiling a week is not working out a week; a view of editions."""
    _execute(database, BRIEFS)


TAG_CORRECTIONS = """
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
"""


@migrations()
def tag_corrections(database: Database) -> None:
    """Keep what editors say of tags, so that it holds against every later run, and tell what tagging anew changed."""
    _execute(database, TAG_CORRECTIONS)


GENERATED = """
-- what a machine wrote of stories, asked once, with what was dropped of it and why
CREATE TABLE generated (
  story TEXT NOT NULL, language TEXT NOT NULL,
  made_of TEXT NOT NULL,  -- SHA-256 of the members of the story, their texts and relations
  model TEXT NOT NULL,
  rules TEXT NOT NULL,  -- versions of the request and of the checks
  made_at TEXT NOT NULL,
  outcome TEXT NOT NULL,  -- told, nothing stands, or why there was no answer
  sentences TEXT NOT NULL,  -- JSON: words, model, cited sentences (article, first character, end, words)
  rejected TEXT NOT NULL,  -- JSON: words, why they were dropped
  PRIMARY KEY (story, language, made_of, model, rules)
) STRICT, WITHOUT ROWID;
"""


@migrations()
def generated(database: Database) -> None:
    """Keep generated summaries, so that an issue follows from the archive alone, whatever a machine says next time."""
    _execute(database, GENERATED)


def _execute(database: Database, statements: str) -> None:
    """Execute statements one by one: `executescript` would end the transaction that a migration stands in."""
    statement = ""
    for line in statements.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            database.execute(statement)
            statement = ""
