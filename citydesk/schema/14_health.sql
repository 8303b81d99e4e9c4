-- Tell in nine words how each fetch ended and on which days each source published: its state follows from both.

-- what was "unchanged" was a 304; a body that came again is told by its hash
UPDATE fetches SET reason = 'answered 304' WHERE outcome = 'unchanged';
UPDATE fetches SET outcome = CASE
  WHEN outcome = 'unchanged' THEN 'ok-unchanged'
  WHEN outcome = 'parse failed' THEN 'parse-failed'
  WHEN outcome = 'refused' AND reason IN ('answered 401', 'answered 403', 'answered 429', 'answered 451') THEN 'blocked'
  WHEN outcome <> 'ok' THEN outcome
  WHEN of = 'source' AND EXISTS (
    SELECT 1 FROM listed WHERE listed.source = fetches.source AND first_seen = fetched_at) THEN 'ok-new'
  WHEN of = 'article' AND NOT EXISTS (
    SELECT 1 FROM pages JOIN pages AS now ON now.id = fetches.page
    WHERE pages.url = fetches.url AND pages.id < fetches.page AND pages.sha256 = now.sha256) THEN 'ok-new'
  ELSE 'ok-unchanged' END;
CREATE INDEX fetches_of_sources ON fetches(source, id) WHERE of = 'source';  -- health: how a source answered lately

-- the days (UTC) on which a source published, as it dates its articles, else as they were first seen
CREATE TABLE publication_days (
  source TEXT NOT NULL REFERENCES sources(key), day TEXT NOT NULL, PRIMARY KEY (source, day)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO publication_days
SELECT source, date(published) FROM listed WHERE precision IN ('minute', 'day') AND published <= last_seen
UNION SELECT source, date(first_seen) FROM listed WHERE published IS NULL
  AND first_seen > (SELECT min(first_seen) FROM listed AS other WHERE other.source = listed.source);

-- the state of each source as it was judged when the last crawl ended
CREATE TABLE source_states (
  source TEXT PRIMARY KEY REFERENCES sources(key), judged_at TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('fresh', 'quiet', 'overdue', 'empty', 'broken', 'blocked')),
  since TEXT, reason TEXT NOT NULL, failures INTEGER NOT NULL, chance REAL
) STRICT;

DROP VIEW source_health;
CREATE VIEW source_health AS
SELECT sources.key, sources.name, source_states.state, source_states.since, source_states.reason,
       source_states.failures, source_states.chance, source_states.judged_at, fetches.fetched_at, fetches.outcome,
       (SELECT max(day) FROM publication_days WHERE publication_days.source = sources.key) AS last_published
FROM sources
JOIN fetches ON fetches.id = (
  SELECT max(id) FROM fetches WHERE fetches.source = sources.key AND fetches.of = 'source')
LEFT JOIN source_states ON source_states.source = sources.key;
