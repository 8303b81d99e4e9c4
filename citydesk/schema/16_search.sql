-- Find words in all their forms, in every version, without a second copy of the texts; and find by meaning.

-- the index follows from `versions`: made anew with stems, and by number of version
DROP TABLE article_words;
DROP TABLE article_numbers;

-- rows of article_words; a version keeps its number, so that what was known on a day can be searched, too
CREATE TABLE version_numbers (
  number INTEGER NOT NULL PRIMARY KEY, article TEXT NOT NULL REFERENCES articles(id), version INTEGER NOT NULL,
  UNIQUE (article, version)
) STRICT;
CREATE VIRTUAL TABLE article_words USING fts5(
  title, text, title_stems, text_stems, content = '', tokenize = "unicode61 remove_diacritics 2 tokenchars '_'"
);
CREATE VIRTUAL TABLE word_counts USING fts5vocab(article_words, row);

-- the words of article_words forwards and backwards: compounds are found by their ends, slips by either half
CREATE TABLE spellings (
  is_backwards INTEGER NOT NULL, letters TEXT NOT NULL, PRIMARY KEY (is_backwards, letters)
) STRICT, WITHOUT ROWID;

-- versions that are not in article_words yet: those of archives made before it
CREATE TABLE waiting_words (
  article TEXT NOT NULL REFERENCES articles(id), version INTEGER NOT NULL, PRIMARY KEY (article, version)
) STRICT, WITHOUT ROWID;
INSERT INTO waiting_words SELECT article, number FROM versions;

-- what is looked through to find by meaning: the signs of centred vectors; may be emptied at any time
CREATE TABLE meanings (
  id INTEGER PRIMARY KEY, number INTEGER NOT NULL UNIQUE REFERENCES version_numbers(number), text_key TEXT NOT NULL,
  bits BLOB NOT NULL
) STRICT;
