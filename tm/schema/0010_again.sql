-- What `barq undo` has to know, so that it gives back what was, and takes away
-- nothing that came since.
-- The last row of its unit's history when the place was stored, 0: it had none.
ALTER TABLE context ADD COLUMN since INTEGER NOT NULL DEFAULT 0;

-- Which context it was, and of which edition; NULL: not known.  moved: 2, the
-- heir's own, which gave way to a later one of the unit's.
ALTER TABLE history_context ADD COLUMN context INTEGER;
ALTER TABLE history_context ADD COLUMN edition INTEGER;
ALTER TABLE history_context ADD COLUMN since INTEGER NOT NULL DEFAULT 0;

-- again: 1, the pair was stored again after the change (src/memory/again.c);
-- same: also as what the unit was then.  The rest is the best that was claimed
-- of it, NULL: nothing.
ALTER TABLE history ADD COLUMN again INTEGER NOT NULL DEFAULT 0;
ALTER TABLE history ADD COLUMN again_same INTEGER NOT NULL DEFAULT 0;
ALTER TABLE history ADD COLUMN again_uses INTEGER;
ALTER TABLE history ADD COLUMN again_created INTEGER;
ALTER TABLE history ADD COLUMN again_changed INTEGER;
ALTER TABLE history ADD COLUMN again_origin INTEGER;
ALTER TABLE history ADD COLUMN again_confidence REAL;
ALTER TABLE history ADD COLUMN again_who TEXT;
