-- Keep pages as received in WARC files beside the archive: where each one's record stands.

ALTER TABLE pages ADD COLUMN warc_file TEXT;  -- null: the body stands in `body`
ALTER TABLE pages ADD COLUMN warc_offset INTEGER;
ALTER TABLE pages ADD COLUMN warc_length INTEGER;
CREATE INDEX pages_by_file ON pages(warc_file) WHERE warc_file NOT NULL;  -- retention: the pages of a file
