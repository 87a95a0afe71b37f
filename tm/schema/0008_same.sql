-- A unit is stored in the order of the units alone: what its words' hashes
-- point to lies in the fuzzy index (src/memory/same.c), which is written
-- sorted.  An index over hashes is written all over for every batch.
DROP INDEX unit_by_bare;
DROP INDEX unit_by_en_bare;

-- Who compares the words of all units reads them here, in one go.
DROP INDEX unit_counted;
CREATE INDEX unit_counted ON unit (
    origin, id, ar_words, en_words, created, who, ar_bare, en_bare
);
