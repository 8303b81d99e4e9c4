-- The first schema: people, what they agreed to, the letters they asked for, and the queue of issues to them.
CREATE TABLE meta (
  name TEXT PRIMARY KEY, value BLOB NOT NULL
) STRICT;
CREATE TABLE subscribers (
  id TEXT PRIMARY KEY,            -- chance, never derived from the address
  lookup TEXT NOT NULL UNIQUE,    -- keyed hash of the address
  address BLOB NOT NULL,          -- sealed
  link_key TEXT NOT NULL,         -- part of every link; a new one ends all links before
  wishes TEXT NOT NULL,           -- JSON
  confirmed_at TEXT NOT NULL,
  left_at TEXT, left_why TEXT
) STRICT;
CREATE TABLE consents (
  subscriber TEXT NOT NULL REFERENCES subscribers(id) ON DELETE CASCADE, at TEXT NOT NULL, what TEXT NOT NULL,
  wording TEXT NOT NULL, wishes TEXT NOT NULL
) STRICT;
CREATE INDEX consents_by_subscriber ON consents(subscriber, at); -- her data
CREATE TABLE signups (
  id TEXT PRIMARY KEY, lookup TEXT NOT NULL, address BLOB NOT NULL, wishes TEXT NOT NULL, wording TEXT NOT NULL,
  at TEXT NOT NULL, expires_at TEXT NOT NULL,
  moves TEXT REFERENCES subscribers(id) ON DELETE CASCADE  -- whose address this becomes; null = a new subscription
) STRICT;
CREATE TABLE suppressed (
  lookup TEXT PRIMARY KEY, at TEXT NOT NULL, why TEXT NOT NULL
) STRICT;
CREATE TABLE attempts (subject TEXT NOT NULL, at TEXT NOT NULL) STRICT;
CREATE INDEX attempts_by_subject ON attempts(subject, at); -- limits of sign-ups
CREATE TABLE letters (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, of TEXT NOT NULL, address BLOB NOT NULL, language TEXT NOT NULL,
  state TEXT NOT NULL, sender TEXT, attempts INTEGER NOT NULL DEFAULT 0, next_at TEXT NOT NULL, code TEXT
) STRICT;
CREATE INDEX letters_to_send ON letters(next_at) WHERE state = 'queued'; -- the next letter
CREATE TABLE planned (
  issue TEXT PRIMARY KEY, edition TEXT NOT NULL, parts TEXT NOT NULL, at TEXT NOT NULL, paused_at TEXT
) STRICT;
CREATE TABLE deliveries (
  id INTEGER PRIMARY KEY, issue TEXT NOT NULL REFERENCES planned(issue),
  subscriber TEXT REFERENCES subscribers(id) ON DELETE SET NULL,  -- null = erased
  state TEXT NOT NULL, sender TEXT, attempts INTEGER NOT NULL DEFAULT 0, queued_at TEXT NOT NULL,
  next_at TEXT NOT NULL, sent_at TEXT, code TEXT,
  UNIQUE (issue, subscriber)      -- one message each, whoever queues it
) STRICT;
CREATE INDEX deliveries_to_send ON deliveries(next_at, id) WHERE state = 'queued'; -- the next batch
CREATE INDEX deliveries_in_hand ON deliveries(sender) WHERE state IN ('claimed', 'sending'); -- what a dead sender left
CREATE INDEX deliveries_by_time ON deliveries(sent_at) WHERE sent_at IS NOT NULL; -- rate and warm-up
CREATE INDEX deliveries_by_subscriber ON deliveries(subscriber); -- her data
