-- What engines answered, so that nothing is paid for twice and a run that
-- broke off goes on where it was.  None of it is a translation unit: no
-- lookup and no search finds it, and no export writes it.
CREATE TABLE mt_answer (
    id        INTEGER PRIMARY KEY,
    text_key  INTEGER NOT NULL,         -- hash of source
    hints     INTEGER NOT NULL,         -- hash of glossary, examples, terms
    direction INTEGER NOT NULL,         -- 0 from Arabic, 1 from English
    engine    TEXT NOT NULL,
    model     TEXT NOT NULL,
    source    TEXT NOT NULL,
    target    TEXT NOT NULL,
    created   INTEGER NOT NULL          -- seconds since 1970, UTC
) STRICT;
CREATE UNIQUE INDEX mt_answer_by_text ON mt_answer (
    text_key, hints, direction, engine, model
);

-- Characters sent, by engine and month (202611), for the budget.
CREATE TABLE mt_use (
    engine     TEXT NOT NULL,
    month      INTEGER NOT NULL,
    characters INTEGER NOT NULL,
    PRIMARY KEY (engine, month)
) STRICT, WITHOUT ROWID;
