-- Remember in one way who was told of a publication, hubs and webhooks alike, so that both are tried again alike.

-- which hub or webhook was told of which publication, and what it answered
CREATE TABLE publication_calls (
  issue TEXT NOT NULL, revision INTEGER NOT NULL,
  listener TEXT NOT NULL,  -- address of the hub or webhook
  called_at TEXT NOT NULL,  -- the last time
  attempts INTEGER NOT NULL,
  outcome TEXT NOT NULL,  -- told, or why not
  PRIMARY KEY (issue, revision, listener), FOREIGN KEY (issue, revision) REFERENCES revisions(issue, revision)
) STRICT, WITHOUT ROWID;
INSERT INTO publication_calls SELECT issue, revision, webhook, called_at, attempts, outcome FROM webhook_calls;
INSERT OR IGNORE INTO publication_calls SELECT issue, revision, hub, told_at, 1, outcome FROM hub_pings;
DROP TABLE webhook_calls;
DROP TABLE hub_pings;
