//! The tables. Everything in them can be made again from the files, so there are no migrations:
//! a store of another version is set aside and built anew.

/// The version of the tables; raised with every change to them.
pub(super) const VERSION: i64 = 11;

/// The tables, without the indices that a cold load makes at its end.
///
/// Offsets are bytes, lines count from 1, keys are folded by `path::fold_name`. Rows that belong
/// to a file are kept together and in order by their `(file, ordinal)`.
pub(super) const TABLES: &str = "
CREATE TABLE meta(
  key TEXT PRIMARY KEY,
  value
) WITHOUT ROWID;

CREATE TABLE file(
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL UNIQUE,     -- as the disk spells it
  name_key TEXT NOT NULL,        -- the file name, folded
  kind TEXT NOT NULL,            -- note, canvas, base, image, ...
  title TEXT NOT NULL,
  size INTEGER NOT NULL,
  mtime_ns INTEGER NOT NULL,
  changed_ns INTEGER NOT NULL,   -- when the disk last touched its record
  hash BLOB,                     -- of the content, where it was read
  words INTEGER NOT NULL
);

CREATE TABLE folder(
  path TEXT PRIMARY KEY
) WITHOUT ROWID;

CREATE TABLE link(
  file INTEGER NOT NULL,         -- the source
  ordinal INTEGER NOT NULL,      -- from 0, in order of appearance
  target TEXT NOT NULL,          -- as written, decoded, without subpath
  destination INTEGER,           -- NULL where unresolved
  kind TEXT NOT NULL,            -- wikilink, markdown, embed, property, canvas
  subpath TEXT NOT NULL,
  display TEXT,
  line INTEGER NOT NULL,
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL,
  place TEXT,                    -- the property's key or the canvas node
  snippet TEXT NOT NULL,
  PRIMARY KEY(file, ordinal)
) WITHOUT ROWID;

CREATE TABLE tag(
  file INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  key TEXT NOT NULL,             -- folded, without #
  spelling TEXT NOT NULL,        -- without #
  line INTEGER NOT NULL,
  PRIMARY KEY(file, ordinal)
) WITHOUT ROWID;

CREATE TABLE property(
  file INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  key TEXT NOT NULL,
  name TEXT NOT NULL,            -- the key as spelled
  type TEXT NOT NULL,            -- text, list, number, checkbox, date, datetime, map, empty
  value TEXT NOT NULL,           -- as JSON
  line INTEGER NOT NULL,
  PRIMARY KEY(file, ordinal)
) WITHOUT ROWID;

CREATE TABLE heading(
  file INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  level INTEGER NOT NULL,
  text TEXT NOT NULL,
  line INTEGER NOT NULL,
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL,
  PRIMARY KEY(file, ordinal)
) WITHOUT ROWID;

CREATE TABLE block(
  file INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  id TEXT NOT NULL,              -- as spelled, without ^
  text TEXT NOT NULL,            -- its beginning, on one line
  line INTEGER NOT NULL,
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL,
  PRIMARY KEY(file, ordinal)
) WITHOUT ROWID;

CREATE TABLE task(
  file INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  status TEXT NOT NULL,          -- the character between the brackets
  text TEXT NOT NULL,            -- on one line
  line INTEGER NOT NULL,
  status_at INTEGER NOT NULL,    -- the byte of that character
  PRIMARY KEY(file, ordinal)
) WITHOUT ROWID;

CREATE TABLE alias(
  file INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY(file, ordinal)
) WITHOUT ROWID;

CREATE TABLE problem(
  file INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  kind TEXT NOT NULL,
  message TEXT NOT NULL,
  line INTEGER NOT NULL,
  PRIMARY KEY(file, ordinal)
) WITHOUT ROWID;

-- The text of each note and canvas: for snippets, patterns and the parts of search that read on.
CREATE TABLE body(
  file INTEGER PRIMARY KEY,
  text TEXT NOT NULL
);

-- What each note says that bears on theses, as JSON, and the revision at which it was written or
-- one of its links came to lead elsewhere.
CREATE TABLE bearing(
  file INTEGER PRIMARY KEY,
  revision INTEGER NOT NULL,
  data TEXT NOT NULL
);

-- The links that a bearing refers to, in its order.
CREATE TABLE bearing_link(
  file INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  link INTEGER NOT NULL,         -- the ordinal among the file's links
  PRIMARY KEY(file, ordinal)
) WITHOUT ROWID;

-- What each note is about, cut from its body; a note without a row waits for it.
CREATE TABLE note_terms(
  file INTEGER PRIMARY KEY,
  terms BLOB NOT NULL,           -- numbers, see cluster::terms
  spellings TEXT NOT NULL        -- a line for each term
);

-- The clusters of the last time they were found.
CREATE TABLE cluster(
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  colour INTEGER NOT NULL,
  data TEXT NOT NULL             -- the rest, as JSON
) WITHOUT ROWID;

CREATE TABLE cluster_member(
  file INTEGER PRIMARY KEY,
  cluster TEXT NOT NULL,
  weight REAL NOT NULL,
  data TEXT NOT NULL             -- reasons and weakest tie, as JSON
);

-- What tells the notes of a thesis apart, as JSON.
CREATE TABLE thesis_profile(
  path TEXT PRIMARY KEY,
  data TEXT NOT NULL
) WITHOUT ROWID;

-- Files whose full text is older than their body.
CREATE TABLE fulltext_pending(
  file INTEGER PRIMARY KEY
);

-- Terms come folded and cut, so that the tokenizer has nothing left to decide, and each once for
-- a column: positions and counts are not kept, what needs them reads the body.
CREATE VIRTUAL TABLE fulltext USING fts5(
  title, headings, body,
  content='', contentless_delete=1, detail=column, tokenize='ascii'
);

-- Every term that full text ever held, for words that are parts of terms.
CREATE TABLE term(
  id INTEGER PRIMARY KEY,
  text TEXT NOT NULL UNIQUE
);
";

/// The indices, made after a cold load because that is quicker than keeping them up during it.
pub(super) const INDICES: &str = "
CREATE INDEX file_by_name ON file(name_key);
CREATE INDEX link_by_destination ON link(destination) WHERE destination IS NOT NULL;
CREATE INDEX link_unresolved ON link(target) WHERE destination IS NULL;
CREATE INDEX tag_by_key ON tag(key, file, spelling);
CREATE INDEX property_by_key ON property(key);
CREATE INDEX alias_by_text ON alias(text);
CREATE INDEX bearing_by_revision ON bearing(revision);
CREATE INDEX cluster_member_by_cluster ON cluster_member(cluster);
";

/// The tables with rows of one file, by their column `file`.
pub(super) const ROWS_OF_A_FILE: [&str; 12] = [
    "link",
    "tag",
    "property",
    "heading",
    "block",
    "task",
    "alias",
    "problem",
    "body",
    "bearing",
    "bearing_link",
    "note_terms",
];
