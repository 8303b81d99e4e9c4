-- Let a page of a city, topic or project find its newest stories however large the archive is; remember whom hubs know.

-- what stories are about, in order of time; follows from their tags
CREATE TABLE story_subjects (
  kind TEXT NOT NULL CHECK (kind IN ('city', 'topic', 'project')), value TEXT NOT NULL, first_published TEXT NOT NULL,
  story TEXT NOT NULL,
  PRIMARY KEY (kind, value, first_published, story)  -- pages and feeds: the newest stories of a city, topic or project
) STRICT, WITHOUT ROWID;
CREATE INDEX story_subjects_by_story ON story_subjects(story);  -- threads: the subjects of a story that changed
UPDATE steps SET rules = '' WHERE step = 'thread';  -- the step that writes it runs for every story once more
DELETE FROM step_rules WHERE step = 'thread';
DELETE FROM waiting_articles WHERE step = 'thread';

-- which WebSub hub was told of which publication, and what it answered
CREATE TABLE hub_pings (
  issue TEXT NOT NULL, revision INTEGER NOT NULL, hub TEXT NOT NULL, told_at TEXT NOT NULL, outcome TEXT NOT NULL,
  PRIMARY KEY (issue, revision, hub), FOREIGN KEY (issue, revision) REFERENCES revisions(issue, revision)
) STRICT, WITHOUT ROWID;
