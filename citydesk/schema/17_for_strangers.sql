-- Let the file explain itself to who has nothing else: what each column means, where each value is from, what was asked.

-- what this file is, and every table, view and column as docs/archive.md describes them
CREATE TABLE about (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE tables (
  name TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('table', 'view')), part TEXT NOT NULL,
  meaning TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE columns (
  "table" TEXT NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL, null_means TEXT,
  meaning TEXT NOT NULL, PRIMARY KEY ("table", position)
) STRICT, WITHOUT ROWID;

-- what read a page, and where in which WARC file an imported one stands
ALTER TABLE extractions ADD COLUMN extractor TEXT;  -- null: read before this was kept
CREATE TABLE page_records (
  page INTEGER NOT NULL PRIMARY KEY REFERENCES pages(id), file TEXT NOT NULL, "offset" INTEGER NOT NULL
) STRICT;

DROP VIEW articles_flat;
CREATE VIEW articles_flat AS
SELECT articles.id, articles.url, sources.name AS source_name, sources.city AS source_city, versions.title,
       versions.text, versions.language, versions.published, versions.precision, versions.number AS version,
       articles.first_seen, story_members.story, story_members.relation, articles.source, sources.owner,
       version_numbers.number AS word_row
FROM articles
JOIN versions ON versions.article = articles.id AND versions.is_current
JOIN sources ON sources.key = articles.source
LEFT JOIN story_members ON story_members.article = articles.id
LEFT JOIN version_numbers ON version_numbers.article = articles.id AND version_numbers.version = versions.number;

CREATE VIEW article_history AS
SELECT versions.article, versions.number AS version, versions.title, versions.text, versions.language,
       versions.published, versions.seen_first AS known_from,
       (SELECT min(later.seen_first) FROM versions AS later
        WHERE later.article = versions.article AND later.seen_first > versions.seen_first) AS known_until,
       versions.text_hash
FROM versions;

CREATE VIEW stories_flat AS
SELECT stories.id, (SELECT value FROM about WHERE name = 'site') || 'en/stories/' || stories.id || '/' AS uri,
       stories.title, stories.language, stories.first_published, stories.last_published, stories.is_roundup,
       count(*) AS articles, count(DISTINCT articles.source) AS sources,
       count(DISTINCT versions.language) AS languages,
       (SELECT group_concat(city, ' ') FROM (SELECT DISTINCT tags.value AS city FROM story_members AS m
        JOIN tags ON tags.article = m.article WHERE m.story = stories.id AND tags.kind = 'city'
        AND tags.role IN ('primary', 'about', 'partner') ORDER BY 1)) AS cities,
       (SELECT group_concat(topic, ' ') FROM (SELECT DISTINCT tags.value AS topic FROM story_members AS m
        JOIN tags ON tags.article = m.article WHERE m.story = stories.id AND tags.kind = 'topic' ORDER BY 1)) AS topics
FROM stories
JOIN story_members ON story_members.story = stories.id
JOIN articles ON articles.id = story_members.article
JOIN versions ON versions.article = articles.id AND versions.is_current
GROUP BY stories.id;

-- weeks are those of ISO 8601: the Thursday of a week tells its year and number
CREATE VIEW stories_by_week AS
SELECT strftime('%Y', thursday) || '-W' || printf('%02d', (strftime('%j', thursday) - 1) / 7 + 1) AS week,
       date(thursday, '-3 days') AS monday, count(DISTINCT story) AS stories, count(*) AS articles,
       count(DISTINCT source) AS sources, count(DISTINCT language) AS languages
FROM (
  SELECT date(stories.first_published, '-3 days', 'weekday 4') AS thursday, story_members.story, articles.source,
         versions.language
  FROM stories JOIN story_members ON story_members.story = stories.id
  JOIN articles ON articles.id = story_members.article
  JOIN versions ON versions.article = articles.id AND versions.is_current
)
GROUP BY thursday;

CREATE VIEW city_topic_month AS
SELECT city.value AS city, topic.value AS topic, substr(stories.first_published, 1, 7) AS month,
       count(DISTINCT stories.id) AS stories, count(DISTINCT city.article) AS articles
FROM tags AS city
JOIN tags AS topic ON topic.article = city.article AND topic.kind = 'topic'
JOIN story_members ON story_members.article = city.article
JOIN stories ON stories.id = story_members.story
WHERE city.kind = 'city' AND city.role IN ('primary', 'about', 'partner')
GROUP BY city.value, topic.value, month;

CREATE VIEW translations AS
SELECT member.story, original.id AS original, original.source AS original_source, original.language AS from_language,
       original.published AS original_published, article.id AS translation, article.source AS translation_source,
       article.language AS to_language, article.published AS translation_published,
       julianday(article.published) - julianday(original.published) AS days_later, member.score
FROM story_members AS member
JOIN stories ON stories.id = member.story
JOIN articles_flat AS original ON original.id = stories.representative
JOIN articles_flat AS article ON article.id = member.article
WHERE member.relation = 'translation';

CREATE VIEW source_coverage AS
SELECT sources.key, sources.name, sources.city, sources.owner,
       (SELECT count(*) FROM articles WHERE articles.source = sources.key) AS articles,
       (SELECT count(*) FROM articles JOIN versions ON versions.article = articles.id AND versions.is_current
        WHERE articles.source = sources.key AND versions.published IS NULL) AS undated,
       (SELECT min(versions.published) FROM articles JOIN versions ON versions.article = articles.id
        AND versions.is_current WHERE articles.source = sources.key) AS first_published,
       (SELECT max(versions.published) FROM articles JOIN versions ON versions.article = articles.id
        AND versions.is_current WHERE articles.source = sources.key) AS last_published,
       (SELECT count(*) FROM listed WHERE listed.source = sources.key) AS listed,
       (SELECT count(*) FROM extractions JOIN pages ON pages.id = extractions.page
        WHERE pages.source = sources.key AND extractions.reason IS NOT NULL) AS pages_without,
       (SELECT count(*) FROM fetches WHERE fetches.source = sources.key AND fetches.of = 'article'
        AND fetches.outcome NOT LIKE 'ok%') AS failed_requests
FROM sources;

CREATE VIEW article_provenance AS
SELECT versions.article, versions.number AS version, articles.url, articles.source, sources.grade AS source_grade,
       sources.evidence AS source_evidence, versions.date_source, versions.page, pages.url AS page_url,
       pages.fetched_at, pages.status, pages.sha256 AS page_sha256,
       (SELECT max(fetches.crawl) FROM fetches WHERE fetches.url = pages.url AND fetches.page = pages.id) AS crawl,
       page_records.file AS warc_file, page_records."offset" AS warc_offset, extractions.extractor,
       versions.text_hash,
       (SELECT rules FROM steps WHERE steps.article = versions.article AND step = 'embed'
        AND steps.text_hash = versions.text_hash) AS embedded_by,
       (SELECT rules FROM steps WHERE steps.article = versions.article AND step = 'tag'
        AND steps.text_hash = versions.text_hash) AS tagged_by,
       (SELECT rules FROM steps WHERE steps.article = versions.article AND step = 'group'
        AND steps.text_hash = versions.text_hash) AS grouped_by
FROM versions
JOIN articles ON articles.id = versions.article
JOIN sources ON sources.key = articles.source
LEFT JOIN pages ON pages.id = versions.page
LEFT JOIN page_records ON page_records.page = pages.id
LEFT JOIN extractions ON extractions.page = pages.id;

CREATE VIEW tag_provenance AS
SELECT tags.article, tags.kind, tags.value, tags.role, tags.score, tags.reason, tags.evidence,
       CASE WHEN said.id IS NULL THEN 'rules' ELSE 'editor' END AS decided_by, said.id AS correction, said.made_at,
       said.reason AS why,
       (SELECT rules FROM steps WHERE steps.article = tags.article AND steps.step = 'tag') AS rules
FROM tags
LEFT JOIN tag_corrections AS said ON said.id = (
  SELECT max(c.id) FROM tag_corrections AS c JOIN tag_correction_articles AS a ON a.correction = c.id
  WHERE a.article = tags.article AND c.kind = tags.kind AND c.value = tags.value AND c.is_there
  AND c.undone_at IS NULL);

CREATE VIEW member_provenance AS
SELECT story_members.article, story_members.story, story_members.relation, story_members.score,
       story_members.evidence,
       (SELECT max(decisions.id) FROM decisions, json_each(decisions.articles) AS side, json_each(side.value) AS one
        WHERE one.value = story_members.article AND decisions.undone_at IS NULL) AS decision,
       (SELECT rules FROM steps WHERE steps.article = story_members.article AND steps.step = 'group') AS rules
FROM story_members;
