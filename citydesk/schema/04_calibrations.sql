-- Keep means and coefficients that were fitted to this archive: the last one counts, the others stay readable.

CREATE TABLE calibrations (
  version TEXT PRIMARY KEY, model TEXT NOT NULL, made_at TEXT NOT NULL,
  means BLOB NOT NULL,  -- as in geometries
  within TEXT NOT NULL, across TEXT NOT NULL,  -- JSON: intercept and weights
  report TEXT NOT NULL  -- JSON: what was measured before and after
) STRICT;
