-- The units that were added last, one by one: in which lists of the fuzzy index
-- each is (src/memory/latest.c).  They go into the lists many at a time, since
-- those of one unit lie on thirty pages.
CREATE TABLE latest (
    unit  INTEGER PRIMARY KEY,
    lists BLOB NOT NULL                 -- side, key and bucket, four bytes each
) STRICT;
