-- What `barq undo` has to know, so that it gives back what was, and takes away
-- nothing that came since.
-- Which context it was, and of which edition; NULL: not known.  moved: 2, the
-- heir's own, which gave way to a later one of the unit's.
ALTER TABLE history_context ADD COLUMN context INTEGER;
ALTER TABLE history_context ADD COLUMN edition INTEGER;

-- Was the pair stored again after the change (src/memory/again.c)?  The first
-- number that a context could have that came then, NULL: it was not stored; how
-- often the unit had been used; whether it was stored as what the unit was; and
-- the best that was claimed of it besides.
ALTER TABLE history ADD COLUMN again_from INTEGER;
ALTER TABLE history ADD COLUMN again_uses INTEGER;
ALTER TABLE history ADD COLUMN again_same INTEGER;
ALTER TABLE history ADD COLUMN again_origin INTEGER;
ALTER TABLE history ADD COLUMN again_confidence REAL;
ALTER TABLE history ADD COLUMN again_who TEXT;

-- Which units were joined to a unit by a change.
CREATE INDEX history_by_heir ON history (heir, change) WHERE heir <> 0;
