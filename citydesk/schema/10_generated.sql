-- Keep generated summaries, so that an issue follows from the archive alone, whatever a machine says next time.

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
