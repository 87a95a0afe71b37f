-- Fewer places to write to when a unit is stored.
-- Pairs that are equal have equal words, so that one index finds both the
-- pair and what has the words of its Arabic.
DROP INDEX unit_by_pair;
DROP INDEX unit_by_ar_bare;
CREATE INDEX unit_by_bare ON unit (ar_bare, en_bare);

-- What the counts need in the order of the units: new ones go to its end, not
-- all over it.
DROP INDEX unit_counted;
CREATE INDEX unit_counted ON unit (
    origin, id, ar_words, en_words, created, who
);
