-- Keep since when a listing says what it says: the new title of an article must not reach its older page.

ALTER TABLE listed ADD COLUMN changed_at TEXT;  -- null: listed before this was kept
