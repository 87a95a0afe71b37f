-- Care of the memory: what was changed, when and by whom, and what it was.
CREATE TABLE change (
    id    INTEGER PRIMARY KEY,
    token INTEGER NOT NULL UNIQUE,      -- random: the same in every memory
    at    INTEGER NOT NULL,             -- seconds since 1970, UTC
    who   TEXT NOT NULL,
    deed  INTEGER NOT NULL              -- enum barq_deed
) STRICT;
CREATE INDEX change_by_date ON change (at, id);

-- A unit as it was before a change.  NULL: that column was not changed.
CREATE TABLE history (
    id         INTEGER PRIMARY KEY,
    change     INTEGER NOT NULL REFERENCES change (id),
    unit       INTEGER NOT NULL,        -- which may be gone
    fate       INTEGER NOT NULL,        -- enum fate: altered, gone, made
    heir       INTEGER NOT NULL,        -- the unit it was joined to, or 0
    undone     INTEGER NOT NULL DEFAULT 0, -- the change that undid this, or 0
    ar         TEXT,
    en         TEXT,
    origin     INTEGER,
    confidence REAL,
    who        TEXT,
    engine     TEXT,
    note       TEXT,
    extra      TEXT,
    created    INTEGER,
    changed    INTEGER,
    uses       INTEGER
) STRICT;
CREATE INDEX history_by_unit ON history (unit, id);
CREATE INDEX history_by_change ON history (change, unit);

-- Where a unit stood that is gone, as `context` had it.
CREATE TABLE history_context (
    id        INTEGER PRIMARY KEY,
    history   INTEGER NOT NULL REFERENCES history (id),
    moved     INTEGER NOT NULL,         -- 1: the heir stands there now
    story     INTEGER REFERENCES story (id),
    position  INTEGER NOT NULL,
    ar_before TEXT NOT NULL,
    ar_after  TEXT NOT NULL,
    en_before TEXT NOT NULL,
    en_after  TEXT NOT NULL
) STRICT;
CREATE INDEX history_context_by_history ON history_context (history);

-- The agency that a story came from, where its text names one.
ALTER TABLE story ADD COLUMN agency TEXT NOT NULL DEFAULT '';

-- People are counted, too, without reading the texts.
DROP INDEX unit_counted;
CREATE INDEX unit_counted ON unit (origin, ar_words, en_words, created, who);
