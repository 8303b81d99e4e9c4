-- Keep what politeness needs to know across crawls, all addresses of an article, and what stands beside its text.

-- robots.txt as it was read, by scheme, host and port; good for a day
CREATE TABLE robots (
  origin TEXT PRIMARY KEY, status INTEGER NOT NULL, text TEXT NOT NULL, fetched_at TEXT NOT NULL
) STRICT;

-- hosts that asked to be left alone (429, 503, Retry-After); gone once one answers well again
CREATE TABLE host_pauses (host TEXT PRIMARY KEY, until TEXT NOT NULL, times INTEGER NOT NULL) STRICT;

-- addresses whose host says that they have moved for good, and well answered at the new one
CREATE TABLE moves (url TEXT PRIMARY KEY, moved_to TEXT NOT NULL, seen_at TEXT NOT NULL) STRICT;

ALTER TABLE listed ADD COLUMN author TEXT;
ALTER TABLE listed ADD COLUMN categories TEXT;  -- JSON: the source's own sections and keywords

-- every address an article was found at, without scheme, www. and slash at the end
CREATE TABLE article_addresses (
  key TEXT PRIMARY KEY, article TEXT NOT NULL REFERENCES articles(id),
  is_own INTEGER NOT NULL  -- 1: asked there; 0: only said to be there, by a redirect or rel=canonical
) STRICT;
INSERT OR IGNORE INTO article_addresses
SELECT rtrim(CASE WHEN url LIKE 'https://www.%' THEN substr(url, 13) WHEN url LIKE 'http://www.%' THEN substr(url, 12)
             WHEN url LIKE 'https://%' THEN substr(url, 9) WHEN url LIKE 'http://%' THEN substr(url, 8) ELSE url END, '/'),
       id, 1 FROM articles ORDER BY first_seen, id;

CREATE INDEX versions_by_text ON versions(text_hash);  -- has this source told the same text at another address

-- images and attachments of an article's newest page
CREATE TABLE article_media (
  article TEXT NOT NULL REFERENCES articles(id), position INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('image', 'attachment')), url TEXT NOT NULL,
  text TEXT NOT NULL,  -- what stands for it: alt text, words of the link
  PRIMARY KEY (article, position)
) STRICT;

-- lines that a source repeats from article to article, found once and left out ever since
CREATE TABLE source_furniture (
  source TEXT NOT NULL REFERENCES sources(key), line TEXT NOT NULL, PRIMARY KEY (source, line)
) STRICT;
