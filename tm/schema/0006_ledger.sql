-- The ledger of names: how the desk writes a name in English.
CREATE TABLE name (
    id      INTEGER PRIMARY KEY,
    house   TEXT NOT NULL,              -- the house form, as it is written
    kind    INTEGER NOT NULL,           -- enum barq_name_kind
    status  INTEGER NOT NULL,           -- enum barq_name_status
    stories INTEGER NOT NULL,           -- it was proposed from; 0: by hand
    note    TEXT NOT NULL,
    who     TEXT NOT NULL,
    changed INTEGER NOT NULL            -- seconds since 1970, UTC
) STRICT;

-- Its Arabic forms, the usual one first, each of one name alone; and English
-- forms that give way to the house form.  Keys are made when they are read.
CREATE TABLE name_form (
    id   INTEGER PRIMARY KEY,
    name INTEGER NOT NULL REFERENCES name (id),
    side INTEGER NOT NULL,              -- 0 Arabic, 1 English
    form TEXT NOT NULL
) STRICT;
CREATE INDEX name_form_by_name ON name_form (name, side, id);
