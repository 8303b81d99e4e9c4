-- Link stories of one project or storyline in order of time; found by keys, not by looking through all stories.

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
