-- Keep summaries and cues of stories, so that compiling a week is not working out a week; a view of editions.

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
