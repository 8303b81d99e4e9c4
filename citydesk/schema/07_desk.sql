-- Keep what editors do to drafts, and freeze what is published with all it follows from.

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
