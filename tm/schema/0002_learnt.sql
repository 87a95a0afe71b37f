-- What Arabic stems are rendered as, learnt from the units: for the aligner.
-- Made anew as a whole when the memory has grown, and lost without harm.
CREATE TABLE learnt (
    ar    INTEGER NOT NULL,             -- hashes of the L3 keys
    en    INTEGER NOT NULL,
    share INTEGER NOT NULL,             -- in thousandths, see align/learn.c
    PRIMARY KEY (ar, en)
) STRICT, WITHOUT ROWID;
