-- Versions of a story: which storing of it each context belongs to, the later
-- the higher; 0 for what was stored before there were numbers.
ALTER TABLE context ADD COLUMN edition INTEGER NOT NULL DEFAULT 0;
DROP INDEX context_by_story;
CREATE INDEX context_by_story ON context (story, edition, position);

-- What versions of a story have in common when their headlines differ: the
-- slug of a headline or of a file's name (src/text/slug.c).
CREATE TABLE slug (
    name  TEXT NOT NULL,
    story INTEGER NOT NULL REFERENCES story (id),
    PRIMARY KEY (name, story)
) STRICT, WITHOUT ROWID;
