-- Let a word be searched by the few stems that there are, not by one in each of 25 languages.

-- the stems of article_words: what a question isn't asked by needs no look into the index
CREATE TABLE known_stems (stem TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO known_stems SELECT term FROM word_counts WHERE term GLOB '[a-z][a-z]_*';
