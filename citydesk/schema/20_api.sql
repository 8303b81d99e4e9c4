-- Let long lists of stories and articles be read page by page, each as quick as the first; remember calls of webhooks.

CREATE INDEX stories_by_time ON stories(first_published, id);  -- API: all stories, the newest first
CREATE INDEX articles_by_first_seen ON articles(first_seen, id);  -- API: all articles, the last found first

-- which webhook was called for which publication, and what it answered
CREATE TABLE webhook_calls (
  issue TEXT NOT NULL, revision INTEGER NOT NULL, webhook TEXT NOT NULL,
  called_at TEXT NOT NULL,  -- the last time
  attempts INTEGER NOT NULL,
  outcome TEXT NOT NULL,  -- told, or why not
  PRIMARY KEY (issue, revision, webhook), FOREIGN KEY (issue, revision) REFERENCES revisions(issue, revision)
) STRICT, WITHOUT ROWID;
