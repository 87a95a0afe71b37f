-- The memory as first released.  "BARQ" tells the file from any other.
PRAGMA application_id = 1111577169;

-- key_version: the TEXT_KEY_VERSION under which every key below was made.
CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE story (
    id      INTEGER PRIMARY KEY,
    key     INTEGER NOT NULL,           -- hash of the L2 key of its name
    name    TEXT NOT NULL,
    created INTEGER NOT NULL            -- seconds since 1970, UTC
) STRICT;
CREATE INDEX story_by_key ON story (key);

-- A pair is never overwritten: another wording is another unit.
CREATE TABLE unit (
    id         INTEGER PRIMARY KEY,
    ar         TEXT NOT NULL,           -- as it was written
    en         TEXT NOT NULL,
    ar_key     INTEGER NOT NULL,        -- hash of the L0 key
    en_key     INTEGER NOT NULL,
    ar_bare    INTEGER NOT NULL,        -- hash of the L2 words
    en_bare    INTEGER NOT NULL,
    ar_weight  INTEGER NOT NULL,        -- of the words, in hundredths
    en_weight  INTEGER NOT NULL,
    ar_words   INTEGER NOT NULL,        -- as reports count them
    en_words   INTEGER NOT NULL,
    origin     INTEGER NOT NULL,        -- enum barq_origin: 0 is the best
    confidence REAL NOT NULL,
    who        TEXT NOT NULL,
    engine     TEXT NOT NULL,
    note       TEXT NOT NULL,
    extra      TEXT NOT NULL,           -- JSON that came with an import
    created    INTEGER NOT NULL,
    changed    INTEGER NOT NULL,
    uses       INTEGER NOT NULL,
    contexts   INTEGER NOT NULL DEFAULT 0 -- how many rows `context` has of it
) STRICT;
CREATE INDEX unit_by_pair ON unit (ar_key, en_key);
CREATE INDEX unit_by_ar_bare ON unit (ar_bare);
CREATE INDEX unit_by_en_bare ON unit (en_bare);
-- Holds all that the counts need, so that they never read the texts.
CREATE INDEX unit_counted ON unit (origin, ar_words, en_words, created);

-- Where a unit stood, once for each place; the newest has the highest id.
CREATE TABLE context (
    id            INTEGER PRIMARY KEY,
    unit          INTEGER NOT NULL REFERENCES unit (id),
    story         INTEGER REFERENCES story (id),
    position      INTEGER NOT NULL,     -- from 0; -1 unknown
    ar_before     TEXT NOT NULL,        -- the neighbours, '' unknown
    ar_after      TEXT NOT NULL,
    en_before     TEXT NOT NULL,
    en_after      TEXT NOT NULL,
    ar_before_key INTEGER NOT NULL,     -- hash of the L1 key, 0 unknown
    ar_after_key  INTEGER NOT NULL,
    en_before_key INTEGER NOT NULL,
    en_after_key  INTEGER NOT NULL
) STRICT;
CREATE INDEX context_by_unit ON context (unit);
CREATE INDEX context_by_place ON context (unit, story, position);
CREATE INDEX context_by_story ON context (story);
-- Where no place tells contexts apart, their neighbours do.
CREATE INDEX context_by_neighbours ON context (
    unit, ar_before_key, ar_after_key, en_before_key, en_after_key
) WHERE story IS NULL OR position = -1;

-- The fuzzy index: for each distinct token key the units that hold it, packed
-- (src/memory/posting.c).  A row's id says what it is a list of.
CREATE TABLE posting (
    id    INTEGER PRIMARY KEY,          -- run, side, key, bucket, first unit
    units BLOB NOT NULL
) STRICT;
-- The sorted runs that make up the index (src/memory/run.c).
CREATE TABLE run (
    id       INTEGER PRIMARY KEY,
    postings INTEGER NOT NULL,
    target   INTEGER NOT NULL           -- the run it is merged into, 0 none
) STRICT;

-- Concordance (src/memory/words.c).
-- Every word of a side as its L2 key, in order, so that its other forms lie
-- in ranges.  side: 0 Arabic, 1 English.
CREATE TABLE word (
    side INTEGER NOT NULL,
    key  TEXT NOT NULL,
    PRIMARY KEY (side, key)
) STRICT, WITHOUT ROWID;

-- Where words stand: runs of rows, each run the concordance of some units.
-- at: the run, and the word and unit that the row begins with.
CREATE TABLE place (
    at   INTEGER PRIMARY KEY,
    data BLOB NOT NULL
) STRICT;
CREATE TABLE words_run (
    id    INTEGER PRIMARY KEY,
    units INTEGER NOT NULL,             -- how many
    first INTEGER NOT NULL,             -- the lowest of them
    last  INTEGER NOT NULL
) STRICT;

-- The latest units, a row each, until there are enough of them for a run.
CREATE TABLE fresh (
    unit INTEGER PRIMARY KEY,
    data BLOB NOT NULL
) STRICT;
