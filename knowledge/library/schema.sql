-- One row a version; the newest version of a key that has no removed_at is the one in use.
CREATE TABLE IF NOT EXISTS record (
    kind        TEXT NOT NULL,
    key         TEXT NOT NULL,
    version     INTEGER NOT NULL,
    hash        TEXT NOT NULL,
    payload     TEXT NOT NULL,
    file        TEXT NOT NULL,
    first_line  INTEGER,
    last_line   INTEGER,
    imported_at TEXT NOT NULL,
    removed_at  TEXT,
    PRIMARY KEY (kind, key, version)
) STRICT;
-- Suspected blind replacements of a file that staff settled: where the text shows found, suggested
-- is meant, or (meant = 0) nothing was replaced.
CREATE TABLE IF NOT EXISTS replacement (
    file         TEXT NOT NULL,
    found        TEXT NOT NULL,
    suggested    TEXT NOT NULL,
    confirmed_by TEXT NOT NULL,
    confirmed_at TEXT NOT NULL,
    meant        INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (file, found, suggested)
) STRICT;
CREATE TABLE IF NOT EXISTS text_document (
    hash        TEXT PRIMARY KEY,
    file        TEXT NOT NULL,
    body        TEXT NOT NULL,
    imported_at TEXT NOT NULL
) STRICT;
-- Files that were imported whole, with a mark of the file, its reader and what was held then.
CREATE TABLE IF NOT EXISTS imported_file (
    kind    TEXT NOT NULL,
    file    TEXT NOT NULL,
    mark    TEXT NOT NULL,
    records INTEGER NOT NULL,
    PRIMARY KEY (kind, file)
) STRICT;
