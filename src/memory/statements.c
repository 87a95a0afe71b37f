/*
 * statements.c - all the SQL of the house.
 *
 * Values are bound, never pasted in, so no text can become SQL.  Every list is
 * ordered down to the id, so that two runs agree.
 */
#include "memory/statements.h"

#include <stddef.h>

#define UNIT_COLUMNS                                                 \
    "u.ar, u.en, u.who, u.engine, u.note, u.extra, u.id, u.origin,"  \
    " u.confidence, u.created, u.changed, u.uses, s.name, s.agency," \
    " c.ar_before, c.ar_after, c.en_before, c.en_after,"             \
    " coalesce(c.position, -1)"                                      \
    " FROM unit u"                                                   \
    " LEFT JOIN context c"                                           \
    " ON c.id = CASE WHEN u.contexts THEN"                           \
    " (SELECT max(id) FROM context WHERE unit = u.id) END"           \
    " LEFT JOIN story s ON s.id = c.story "

/* The same of a unit alone, and how many contexts it has. */
#define UNIT_ALONE UNIT_ALONE_OF("")
#define UNIT_ALONE_OF(list)                                              \
    "u.ar, u.en, u.who, u.engine, u.note, u.extra, u.id, u.origin,"      \
    " u.confidence, u.created, u.changed, u.uses, u.contexts FROM " list \
    " unit u "

/* The number of a deleted unit is not given again: its history has it. */
#define NEW_ID                                     \
    "max(coalesce((SELECT max(id) FROM unit), 0)," \
    " coalesce((SELECT max(unit) FROM history), 0)) + 1"

/* Nor that of a context that went: what has a higher one came later. */
#define NEW_CONTEXT                                   \
    "max(coalesce((SELECT max(id) FROM context), 0)," \
    " coalesce((SELECT value FROM meta"               \
    " WHERE name = 'contexts'), 0)) + 1"

/* The last row of a unit's history; 0 if it has none. */
#define LAST_ROW(unit) \
    "coalesce((SELECT max(id) FROM history WHERE unit = " unit "), 0)"

/* The story of this key; NULL for none. */
#define STORY_OF(key) \
    "(SELECT id FROM story WHERE key = " key " ORDER BY id LIMIT 1)"

/* Are the contexts `h` and `c`, of two units, one place? */
#define ONE_PLACE                                     \
    "h.story IS c.story AND h.position = c.position"  \
    " AND ((c.story IS NOT NULL AND c.position >= 0)" \
    " OR (h.ar_before_key = c.ar_before_key"          \
    " AND h.ar_after_key = c.ar_after_key"            \
    " AND h.en_before_key = c.en_before_key"          \
    " AND h.en_after_key = c.en_after_key))"

#define SAVE_CONTEXTS                                                       \
    "INSERT INTO history_context (history, moved, context, edition, since," \
    " story, position, ar_before, ar_after, en_before, en_after) SELECT ?3, "
#define CONTEXT_SAVED(c)                                                 \
    c ".id, " c ".edition, " c ".since, " c ".story, " c ".position, " c \
      ".ar_before, " c ".ar_after, " c ".en_before, " c ".en_after"      \
      " FROM context " c

/* Did a change of the deed `undo` take the unit of row `h` out since, which
 * stands, and not only again?  Then the row waits for that to be undone. */
#define WAITS(undo)                                                    \
    "EXISTS (SELECT 1 FROM history g JOIN change d ON d.id = g.change" \
    " WHERE g.unit = h.unit AND g.id > h.id AND g.fate = 1"            \
    " AND g.undone = 0 AND d.deed = " undo " AND NOT EXISTS (SELECT 1" \
    " FROM history x WHERE x.unit = h.unit AND x.id > h.id"            \
    " AND x.undone = g.change))"

#define PAST_COLUMNS                                              \
    "h.id, h.change, h.unit, h.fate, h.heir, h.undone, h.origin," \
    " h.confidence, h.created, h.changed, h.uses,"                \
    " h.ar, h.en, h.who, h.engine, h.note, h.extra"

#define AGAIN_COLUMNS                                       \
    "again_uses, again_created, again_changed, again_same," \
    " again_origin, again_confidence, again_who FROM history"

#define FOUR_ROWS "(?, ?), (?, ?), (?, ?), (?, ?)"
#define SIXTEEN_ROWS FOUR_ROWS ", " FOUR_ROWS ", " FOUR_ROWS ", " FOUR_ROWS

#define PUT_UNIT                                                       \
    "INSERT INTO unit (ar_key, en_key, ar_bare, en_bare, ar_weight,"   \
    " en_weight, ar_words, en_words, ar, en, origin, confidence, who," \
    " engine, note, extra, created, changed, uses, id) VALUES "
#define UNIT_ROW "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
#define FOUR_UNITS UNIT_ROW ", " UNIT_ROW ", " UNIT_ROW ", " UNIT_ROW

static const char *const sql[STATEMENTS] = {
    [SQL_KEY_VERSION] = "SELECT value FROM meta WHERE name = 'key_version'",
    [SQL_SET_KEY_VERSION] = "INSERT OR REPLACE INTO meta VALUES"
                            " ('key_version', ?)",
    [SQL_DROP_WORDS] = "DELETE FROM word",
    [SQL_DROP_PLACES] = "DELETE FROM place",
    [SQL_DROP_WORDS_RUNS] = "DELETE FROM words_run",
    [SQL_PUT_UNIT] = PUT_UNIT UNIT_ROW,
    [SQL_PUT_MANY_UNITS] =
        PUT_UNIT FOUR_UNITS ", " FOUR_UNITS ", " FOUR_UNITS ", " FOUR_UNITS,
    /* ?3: a confidence goes with the origin that is kept; ?4, ?5: NULL leaves
     * a date alone; ?8: who vouches for the better origin is named; ?9: an
     * engine is noted on MT (?11) alone, never on what a person wrote. */
    [SQL_MERGE_UNIT] =
        "UPDATE unit SET origin = min(origin, ?2),"
        " confidence = CASE WHEN ?2 < origin THEN ?3"
        " WHEN ?2 = origin THEN max(confidence, ?3) ELSE confidence END,"
        " created = min(created, coalesce(?4, created)),"
        " changed = max(changed, coalesce(?5, changed)),"
        " uses = max(uses, ?6),"
        " note = CASE note WHEN '' THEN ?7 ELSE note END,"
        " who = CASE WHEN who = '' OR (?2 < origin AND ?8 <> '')"
        " THEN ?8 ELSE who END,"
        " engine = CASE WHEN engine = '' AND min(origin, ?2) = ?11"
        " THEN ?9 ELSE engine END,"
        " extra = CASE extra WHEN '' THEN ?10 ELSE extra END"
        " WHERE id = ?1",
    /* A row that stays as it is is not written. */
    [SQL_REKEY_UNIT] =
        "UPDATE unit SET ar_key = ?1, en_key = ?2, ar_bare = ?3, en_bare = ?4,"
        " ar_weight = ?5, en_weight = ?6, ar_words = ?7, en_words = ?8"
        " WHERE id = ?9 AND (ar_key <> ?1 OR en_key <> ?2 OR ar_bare <> ?3"
        " OR en_bare <> ?4 OR ar_weight <> ?5 OR en_weight <> ?6"
        " OR ar_words <> ?7 OR en_words <> ?8)",
    [SQL_PUT_POSTINGS] = "INSERT OR REPLACE INTO posting (id, units)"
                         " VALUES (?, ?)",
    [SQL_PUT_MANY_POSTINGS] = "INSERT OR REPLACE INTO posting (id, units)"
                              " VALUES " SIXTEEN_ROWS,
    [SQL_GET_POSTINGS] = "SELECT units, id FROM posting WHERE id = ?",
    [SQL_LAST_POSTINGS] = "SELECT units, id FROM posting"
                          " WHERE id BETWEEN ? AND ?"
                          " ORDER BY id DESC LIMIT 1",
    [SQL_POSTINGS] = "SELECT id, units FROM posting WHERE id BETWEEN ? AND ?"
                     " ORDER BY id",
    [SQL_POSTINGS_DOWN] = "SELECT id, units FROM posting"
                          " WHERE id BETWEEN ? AND ? ORDER BY id DESC",
    [SQL_DROP_POSTINGS] = "DELETE FROM posting WHERE id BETWEEN ? AND ?",
    [SQL_LATEST] = "SELECT unit, lists FROM latest ORDER BY unit",
    [SQL_PUT_LATEST] = "INSERT INTO latest (unit, lists) VALUES (?, ?)",
    [SQL_DROP_LATEST] = "DELETE FROM latest",
    [SQL_RUNS] = "SELECT id, postings, target FROM run ORDER BY id",
    [SQL_PUT_RUN] = "INSERT INTO run (id, postings, target) VALUES (?, ?, 0)",
    [SQL_COUNT_RUN] = "INSERT INTO run (id, postings, target)"
                      " VALUES (?1, ?2, 0) ON CONFLICT DO UPDATE"
                      " SET postings = postings + ?2",
    [SQL_MERGE_RUN] = "UPDATE run SET target = ?2 WHERE id = ?1",
    [SQL_DROP_RUN] = "DELETE FROM run WHERE id = ?",
    [SQL_DROP_RUNS] = "DELETE FROM run",
    [SQL_INTEGRITY] = "PRAGMA integrity_check(1)",
    /* Another number when another connection has written. */
    [SQL_DATA_VERSION] = "PRAGMA data_version",
    [SQL_SINCE] =
        "SELECT coalesce((SELECT max(id) FROM unit), 0),"
        " coalesce((SELECT max(id) FROM change), 0),"
        " coalesce((SELECT value FROM meta WHERE name = 'rebuilds'), 0),"
        " coalesce(max(ar_bare), 0), coalesce(max(en_bare), 0)"
        " FROM unit WHERE id = ?",
    [SQL_READ_BEGIN] = "BEGIN",
    [SQL_READ_END] = "COMMIT",
    [SQL_PUT_WORD] = "INSERT OR IGNORE INTO word (side, key) VALUES (?, ?)",
    [SQL_PUT_MANY_WORDS] = "INSERT OR IGNORE INTO word (side, key)"
                           " VALUES " SIXTEEN_ROWS,
    [SQL_PUT_PLACES] = "INSERT OR REPLACE INTO place (at, data) VALUES (?, ?)",
    [SQL_PUT_MANY_PLACES] = "INSERT OR REPLACE INTO place (at, data)"
                            " VALUES " SIXTEEN_ROWS,
    [SQL_PLACES] = "SELECT at, data FROM place WHERE at BETWEEN ? AND ?"
                   " ORDER BY at DESC LIMIT 1",
    [SQL_FIRST_PLACES] = "SELECT at, data FROM place WHERE at BETWEEN ? AND ?"
                         " ORDER BY at",
    [SQL_DROP_PLACES_AT] = "DELETE FROM place WHERE at BETWEEN ? AND ?",
    [SQL_WORDS_RUNS] = "SELECT id, units, first, last FROM words_run"
                       " ORDER BY last DESC, id DESC",
    [SQL_PUT_WORDS_RUN] = "INSERT INTO words_run (id, units, first, last)"
                          " VALUES (?, ?, ?, ?)",
    [SQL_DROP_WORDS_RUN] = "DELETE FROM words_run WHERE id = ?",
    [SQL_PUT_FRESH] = "INSERT OR REPLACE INTO fresh (unit, data) VALUES (?, ?)",
    [SQL_ALL_PLACE_ROWS] = "SELECT at, data FROM place ORDER BY at",
    [SQL_ALL_WORDS] = "SELECT side, key FROM word",
    [SQL_FRESH] = "SELECT unit, data FROM fresh ORDER BY unit",
    [SQL_COUNT_FRESH] = "SELECT count(*) FROM fresh",
    [SQL_DROP_FRESH] = "DELETE FROM fresh",
    [SQL_DROP_FRESH_UNIT] = "DELETE FROM fresh WHERE unit = ?",
    [SQL_FORMS] = "SELECT key FROM word WHERE side = ? AND key >= ?"
                  " AND key < ? ORDER BY key LIMIT ?",
    [SQL_IS_PAIR] = "SELECT ar, en FROM unit"
                    " WHERE id = ? AND ar_key = ? AND en_key = ?",
    [SQL_PAIRS] = "SELECT ar_bare, en_bare, id FROM unit"
                  " INDEXED BY unit_counted",
    [SQL_PAIRS_BEHIND] = "SELECT ar_bare, en_bare, id FROM unit WHERE id > ?",
    [SQL_FIND_STORY] = "SELECT id FROM story WHERE key = ?"
                       " ORDER BY id LIMIT 1",
    [SQL_PUT_STORY] = "INSERT INTO story (key, name, created)"
                      " VALUES (?, ?, ?)",
    [SQL_NEXT_STORY] = "SELECT id, name FROM story WHERE id > ?"
                       " ORDER BY id LIMIT 1",
    [SQL_REKEY_STORY] = "UPDATE story SET key = ? WHERE id = ?",
    [SQL_FIND_PLACE] = "SELECT id FROM context"
                       " WHERE unit = ? AND story IS ? AND position = ?"
                       " LIMIT 1",
    /* A place in a story has one set of neighbours, the newest. */
    [SQL_DROP_PLACE] = "DELETE FROM context"
                       " WHERE unit = ? AND story IS ? AND position = ?"
                       " AND id <> ?",
    /* Without one only the very same neighbours are the same context.  The
     * last line is that of the index context_by_neighbours, word for word. */
    [SQL_DROP_NEIGHBOURS] =
        "DELETE FROM context WHERE unit = ? AND story IS ? AND position = ?"
        " AND ar_before_key = ? AND ar_after_key = ?"
        " AND en_before_key = ? AND en_after_key = ? AND id <> ?"
        " AND (story IS NULL OR position = -1)",
    [SQL_DROP_OLDEST] = "DELETE FROM context WHERE id ="
                        " (SELECT min(id) FROM context WHERE unit = ?)",
    [SQL_COUNT_CONTEXTS] = "SELECT contexts FROM unit WHERE id = ?",
    [SQL_SET_CONTEXTS] = "UPDATE unit SET contexts = ?2 WHERE id = ?1",
    /* ?13: the number it had, which may be another's now. */
    [SQL_PUT_CONTEXT] =
        "INSERT INTO context (unit, story, position, ar_before_key,"
        " ar_after_key, en_before_key, en_after_key, ar_before, ar_after,"
        " en_before, en_after, edition, id, since)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, CASE WHEN ?13 IS NULL"
        " OR EXISTS (SELECT 1 FROM context WHERE id = ?13)"
        " THEN " NEW_CONTEXT
        " ELSE ?13 END, coalesce(?14, " LAST_ROW("?1") "))",
    [SQL_MARK_CONTEXTS] =
        "INSERT INTO meta VALUES ('contexts', " NEW_CONTEXT " - 1)"
        " ON CONFLICT DO UPDATE SET value = excluded.value",
    [SQL_LAST_OF_CONTEXTS] = "SELECT " NEW_CONTEXT " - 1",
    /* Up to context ?2. */
    [SQL_STOOD_NOW] = "UPDATE context SET since = " LAST_ROW(
        "?1") " WHERE unit = ?1 AND id <= ?2",
    /* What came to unit ?1 from another memory, behind context ?2: at story ?3,
     * position ?4, beside those neighbours. */
    [SQL_STOOD_SINCE] =
        "UPDATE context SET since = ?9 WHERE unit = ?1 AND id > ?2"
        " AND story IS " STORY_OF(
            "?3") " AND position = ?4 AND ar_before_key = ?5 AND ar_after_key "
                  "= ?6"
                  " AND en_before_key = ?7 AND en_after_key = ?8",
    [SQL_NEXT_CONTEXT] =
        "SELECT id, ar_before, ar_after, en_before, en_after FROM context"
        " WHERE id > ? ORDER BY id LIMIT 1",
    [SQL_REKEY_CONTEXT] =
        "UPDATE context SET ar_before_key = ?, ar_after_key = ?,"
        " en_before_key = ?, en_after_key = ? WHERE id = ?",
    [SQL_CONTEXTS] = "SELECT c.ar_before_key, c.en_before_key, c.ar_after_key,"
                     " c.en_after_key, coalesce(s.key, 0),"
                     " coalesce(s.id, 0), c.edition FROM context c"
                     " LEFT JOIN story s ON s.id = c.story"
                     " WHERE c.unit = ? ORDER BY c.id DESC LIMIT ?",
    /* To look whether there is a context costs as much as the unit. */
    [SQL_GET_UNIT] = "SELECT " UNIT_ALONE "WHERE id = ?",
    /* In the order of the list, which is JSON. */
    [SQL_GET_UNITS] = "SELECT " UNIT_ALONE_OF(
        "json_each(?) j CROSS JOIN") "WHERE u.id = j.value",
    [SQL_LAST_CONTEXT] =
        "SELECT s.name, s.agency, c.ar_before, c.ar_after, c.en_before,"
        " c.en_after, c.position FROM context c"
        " LEFT JOIN story s ON s.id = c.story WHERE c.id ="
        " (SELECT max(id) FROM context WHERE unit = ?)",
    [SQL_GET_AR] = "SELECT ar, origin, confidence, changed, uses, ar_weight"
                   " FROM unit WHERE id = ?",
    [SQL_GET_EN] = "SELECT en, origin, confidence, changed, uses, en_weight"
                   " FROM unit WHERE id = ?",
    [SQL_NEXT_AR] =
        "SELECT ar, origin, confidence, changed, uses, ar_weight, id"
        " FROM unit WHERE id > ? ORDER BY id LIMIT ?",
    [SQL_NEXT_EN] =
        "SELECT en, origin, confidence, changed, uses, en_weight, id"
        " FROM unit WHERE id > ? ORDER BY id LIMIT ?",
    [SQL_NEXT_UNIT] = "SELECT " UNIT_COLUMNS "WHERE u.id > ?"
                      " ORDER BY u.id LIMIT 1",
    [SQL_NEXT_TEXTS] = "SELECT id, ar, en FROM unit WHERE id > ?"
                       " ORDER BY id LIMIT 1",
    [SQL_SAME_AR] = "SELECT 1 FROM unit WHERE id = ? AND ar_bare = ?",
    [SQL_SAME_EN] = "SELECT 1 FROM unit WHERE id = ? AND en_bare = ?",
    [SQL_COUNTS] = "SELECT origin, count(*), sum(ar_words), sum(en_words),"
                   " min(created), max(created) FROM unit GROUP BY origin",
    [SQL_SUMS] = "SELECT (SELECT count(*) FROM story),"
                 " (SELECT user_version FROM pragma_user_version),"
                 " (SELECT page_count * page_size"
                 " FROM pragma_page_count, pragma_page_size)",

    /* ------------------------------------------------------------ care */
    [SQL_WANTS_AGENCY] = "SELECT 1 FROM story WHERE id = ? AND agency = ''",
    [SQL_SET_AGENCY] = "UPDATE story SET agency = ?2 WHERE id = ?1",
    [SQL_STORIES_BY_KEY] = "SELECT id FROM story WHERE key = ? ORDER BY id",
    [SQL_STORIES_OF_AGENCY] =
        "SELECT id FROM story WHERE key = ?"
        " AND (?2 IS NULL OR agency = ?2 COLLATE SPELLING) ORDER BY id",
    [SQL_STORIES] =
        "SELECT id, name FROM story"
        " WHERE ?1 IS NULL OR agency = ?1 COLLATE SPELLING ORDER BY id",
    [SQL_WRITE_FACTS] =
        "UPDATE unit SET ar = ?, en = ?, origin = ?, confidence = ?, who = ?,"
        " engine = ?, note = ?, extra = ?, created = ?, changed = ?, uses = ?"
        " WHERE id = ?",
    [SQL_DROP_UNIT] = "DELETE FROM unit WHERE id = ?",
    [SQL_DROP_CONTEXTS] = "DELETE FROM context WHERE unit = ?",
    [SQL_PUT_CHANGE] = "INSERT INTO change (token, at, who, deed)"
                       " VALUES (coalesce(?, random()), ?, ?, ?)",
    [SQL_PUT_HISTORY] =
        "INSERT INTO history (change, unit, fate, heir, undone, origin,"
        " confidence, created, changed, uses, ar, en, who, engine, note,"
        " extra) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    /* Of unit ?1 that goes, and of its heir ?2, those that give way to later
     * ones. */
    [SQL_SAVE_CONTEXTS] = SAVE_CONTEXTS
    "?2 <> 0 AND NOT EXISTS (SELECT 1 FROM context h"
    " WHERE h.unit = ?2 AND " ONE_PLACE
    " AND (+h.edition, h.id) > (c.edition, c.id)), " CONTEXT_SAVED(
        "c") " WHERE c.unit = ?1 ORDER BY c.id",
    [SQL_SAVE_HEIRS] = SAVE_CONTEXTS "2, " CONTEXT_SAVED(
        "h") " WHERE h.unit = ?2 AND EXISTS (SELECT 1 FROM context c"
             " WHERE c.unit = ?1 AND " ONE_PLACE
             " AND (+c.edition, c.id) > (h.edition, h.id)) ORDER BY h.id",
    [SQL_DROP_HEIRS] = "DELETE FROM context WHERE id IN (SELECT context"
                       " FROM history_context WHERE history = ?"
                       " AND moved = 2)",
    [SQL_MOVE_CONTEXTS] = "UPDATE context SET unit = ?2 WHERE id IN"
                          " (SELECT context FROM history_context"
                          " WHERE history = ?1 AND moved = 1)",
    /* Those that came to unit ?1 after row ?3 of the history go to unit ?2. */
    [SQL_DROP_OLDER] =
        "DELETE FROM context AS h WHERE h.unit = ?2 AND EXISTS (SELECT 1"
        " FROM context c WHERE c.unit = ?1 AND c.since >= ?3 AND " ONE_PLACE
        " AND (+c.edition, c.id) > (h.edition, h.id))",
    [SQL_MOVE_SINCE] =
        "UPDATE context AS c SET unit = ?2 WHERE c.unit = ?1 AND c.since >= ?3"
        " AND NOT EXISTS (SELECT 1 FROM context h WHERE h.unit = ?2"
        " AND " ONE_PLACE ")",
    /* Those of unit ?1 came to unit ?2, which it is joined to, just now. */
    [SQL_CAME_NOW] =
        "UPDATE context SET since = " LAST_ROW("?2") " WHERE unit = ?1",
    [SQL_RECOUNT_CONTEXTS] =
        "UPDATE unit SET contexts = (SELECT count(*) FROM context"
        " WHERE unit = ?1) WHERE id = ?1",
    [SQL_HISTORY] = "SELECT " PAST_COLUMNS ", c.at, c.deed, c.who,"
                    " (SELECT count(*) FROM history WHERE change = c.id),"
                    " h.undone"
                    " FROM history h JOIN change c ON c.id = h.change"
                    " WHERE h.unit = ? ORDER BY h.id DESC LIMIT ?",
    [SQL_HAS_HISTORY] = "SELECT 1 FROM history WHERE unit = ? LIMIT 1",
    [SQL_HAS_LATER] = "SELECT 1 FROM history WHERE unit = ? AND id > ? LIMIT 1",
    [SQL_CHANGES] =
        "SELECT " PAST_COLUMNS ", c.at, c.deed, c.who,"
        " (SELECT count(*) FROM history WHERE change = c.id),"
        " CASE WHEN EXISTS (SELECT 1 FROM history WHERE change = c.id"
        " AND undone = 0) THEN 0 ELSE h.undone END"
        " FROM change c JOIN history h"
        " ON h.id = (SELECT min(id) FROM history WHERE change = c.id)"
        " ORDER BY c.at DESC, c.id DESC LIMIT ?",
    /* Of the units of the change ?8, or of its unit ?7: does one stand or did
     * it stand, before it went, in a place that passes, and was it before of
     * such an origin?  What came back with the change: after it. */
    [SQL_TOUCHES] =
        "SELECT 1 FROM history h WHERE h.change = ?8"
        " AND (?7 IS NULL OR h.unit = ?7)"
        " AND (?3 IS NULL OR (?3 >> coalesce(h.origin,"
        " (SELECT l.origin FROM history l WHERE l.unit = h.unit"
        " AND l.id > h.id AND l.origin IS NOT NULL ORDER BY l.id LIMIT 1),"
        " (SELECT u.origin FROM unit u WHERE u.id = h.unit))) & 1)"
        " AND ((?5 IS NULL AND ?6 IS NULL)"
        " OR EXISTS (SELECT 1 FROM context c JOIN story s ON s.id = c.story"
        " WHERE c.unit = h.unit AND " PLACE_PASSES ")"
        " OR EXISTS (SELECT 1 FROM history g"
        " JOIN history_context c ON c.history = g.id"
        " JOIN story s ON s.id = c.story"
        " WHERE g.unit = h.unit AND c.moved <> 2 AND " PLACE_PASSES
        ")) LIMIT 1",
    [SQL_LAST_CHANGE] =
        "SELECT c.id FROM change c WHERE c.deed <> ?1 AND EXISTS"
        " (SELECT 1 FROM history h WHERE h.change = c.id AND h.undone = 0"
        " AND NOT " WAITS("?1") ")"
                                " ORDER BY c.at DESC, c.id DESC LIMIT 1",
    [SQL_LAST_OF_UNIT] = "SELECT h.change, h.id FROM history h JOIN change c"
                         " ON c.id = h.change WHERE c.deed <> ? AND h.unit = ?"
                         " AND h.undone = 0 ORDER BY h.id DESC LIMIT 1",
    [SQL_WENT] = "SELECT change, heir FROM history WHERE unit = ? AND fate = 1"
                 " AND undone = 0 ORDER BY id DESC LIMIT 1",
    [SQL_MADE_OF] = "SELECT 1 FROM history WHERE change = ? AND unit = ?"
                    " AND heir = ? AND fate = ? AND undone = 0",
    [SQL_UNDID_UNDO] =
        "SELECT 1 FROM history u JOIN history h USING (unit) JOIN change c ON"
        " c.id = h.change WHERE u.change = ?1 AND h.undone = ?1 AND c.deed = "
        "?2",
    [SQL_DEED] = "SELECT deed FROM change WHERE id = ?",
    [SQL_ROWS_OF_CHANGE] = "SELECT min(id), max(id) FROM history"
                           " WHERE change = ?",
    /* ?1: the row of unit ?3 in change ?2. */
    [SQL_ROWS_JOINED] =
        "SELECT ifnull((SELECT h.id FROM history h WHERE h.id < ?1"
        " AND NOT (h.change = ?2 AND h.heir = ?3) ORDER BY h.id DESC LIMIT 1),"
        " 0) + 1, ifnull((SELECT h.id FROM history h WHERE h.id > ?1"
        " AND NOT (h.change = ?2 AND h.heir = ?3) ORDER BY h.id LIMIT 1),"
        " 9223372036854775807) - 1",
    /* By number, not by the index: the rows of a change stand together.  ?4:
     * also what waits. */
    [SQL_TO_UNDO] = "SELECT " PAST_COLUMNS " FROM history h"
                    " WHERE +h.change = ?1 AND h.id BETWEEN ?2 AND ?3"
                    " AND h.undone = 0 AND (?4 OR NOT " WAITS(
                        "?5") ")"
                              " ORDER BY h.id DESC LIMIT 1",
    /* ?3, ?4: a change of that deed is no hindrance; ?5: nor is this one, or
     * one that took back what came since. */
    [SQL_LATER_CHANGE] =
        "SELECT h.change FROM history h JOIN change c ON c.id = h.change"
        " WHERE h.unit = ?1 AND h.id > ?2 AND h.undone = 0"
        " AND (?3 OR c.deed <> ?4) AND c.id <> ?5 AND NOT EXISTS"
        " (SELECT 1 FROM history x WHERE x.unit = ?1 AND x.id > ?2"
        " AND x.undone = h.change) ORDER BY h.id LIMIT 1",
    [SQL_NOTE_AGAIN] =
        "UPDATE history SET again = 1,"
        " again_uses = max(coalesce(again_uses, 0), ?2),"
        " again_created = coalesce(min(again_created, ?3), again_created, ?3),"
        " again_changed = coalesce(max(again_changed, ?4), again_changed, ?4),"
        " again_same = max(again_same, ?5) WHERE id = " LAST_ROW("?1"),
    [SQL_NOTE_SAME] = "UPDATE history SET again_same = 1 WHERE id = " LAST_ROW(
        "?1") " AND EXISTS (SELECT 1 FROM unit WHERE id = ?1 AND origin = ?2"
              " AND who = ?3)",
    [SQL_NOTE_CLAIM] =
        "UPDATE history SET again_origin = ?2, again_confidence = ?3,"
        " again_who = ?4 WHERE id = " LAST_ROW(
            "?1") " AND (again_origin IS NULL OR ?2 < again_origin"
                  " OR (?2 = again_origin AND ?3 > again_confidence))",
    [SQL_AGAIN] = "SELECT " AGAIN_COLUMNS " WHERE unit = ? AND id >= ?"
                  " AND undone = 0 AND again ORDER BY id",
    [SQL_AGAIN_OF_ROW] = "SELECT " AGAIN_COLUMNS " WHERE id = ? AND again",
    [SQL_SET_UNDONE] = "UPDATE history SET undone = ?2 WHERE id = ?1",
    [SQL_SET_REDONE] = "UPDATE history SET undone = 0"
                       " WHERE unit = ? AND undone = ?",
    [SQL_SAVED_CONTEXTS] =
        "SELECT x.moved, x.story, x.position, x.ar_before, x.ar_after,"
        " x.en_before, x.en_after, s.name, x.context, x.edition,"
        " x.since"
        " FROM history_context x LEFT JOIN story s ON s.id = x.story"
        " WHERE x.history = ? ORDER BY x.id",
    [SQL_TAKE_CONTEXT] =
        "UPDATE context SET unit = ? WHERE unit = ? AND story IS ?"
        " AND position = ? AND id = ?",
    /* Of a file that did not know which it was. */
    [SQL_TAKE_PLACE] =
        "UPDATE context SET unit = ? WHERE unit = ? AND story IS ?"
        " AND position = ? AND ar_before = ? AND ar_after = ?"
        " AND en_before = ? AND en_after = ?",
    [SQL_STORY_ROWS] =
        "SELECT name, created, agency, id FROM story ORDER BY id",
    [SQL_STORY_ROW] =
        "SELECT name, created, agency, id FROM story WHERE id = ?",
    [SQL_KEEP_STORY] =
        "INSERT INTO story (key, name, created) SELECT ?1, ?2, ?3"
        " WHERE NOT EXISTS (SELECT 1 FROM story WHERE key = ?1)",
    [SQL_MERGE_STORY] = "UPDATE story SET created = min(created, ?2),"
                        " agency = CASE agency WHEN '' THEN ?3 ELSE agency END"
                        " WHERE key = ?1",
    [SQL_ALL_CONTEXTS] =
        "SELECT c.position, c.ar_before, c.ar_after, c.en_before, c.en_after,"
        " s.name, c.edition, c.story, c.since FROM context c"
        " LEFT JOIN story s ON s.id = c.story WHERE c.unit = ? ORDER BY c.id",
    [SQL_STANDS_THERE] =
        "SELECT c.id FROM context c WHERE c.unit = ?1"
        " AND c.story IS " STORY_OF(
            "?2") " AND c.position = ?3"
                  " AND ((c.story IS NOT NULL AND c.position >= 0)"
                  " OR (c.ar_before_key = ?4 AND c.ar_after_key = ?5"
                  " AND c.en_before_key = ?6 AND c.en_after_key = ?7)) LIMIT 1",
    /* Theirs, which came behind ?2, is no later than what followed it there, at
     * ?3, and is with us as context ?1. */
    [SQL_STEP_BACK] =
        "UPDATE context SET edition = min(edition, max(0, (SELECT edition"
        " FROM context WHERE id = ?1) - 1)) WHERE edition > ?2"
        " AND edition < ?3 AND story = (SELECT story FROM context"
        " WHERE id = ?1 AND unit = ?4)",
    [SQL_JOIN_EDITION] =
        "UPDATE context SET edition = max(edition, ?2)"
        " WHERE id = ?1 AND unit = ?3 AND EXISTS (SELECT 1 FROM context AS new"
        " WHERE new.story = context.story AND new.edition = ?2)",
    [SQL_NEW_ID] = "SELECT " NEW_ID,
    [SQL_PAST_UNITS] = "SELECT DISTINCT unit FROM history ORDER BY unit",
    [SQL_SET_APART] =
        "SELECT replace(sql, 'CREATE TABLE', 'CREATE TEMP TABLE')"
        " FROM main.sqlite_schema WHERE type = 'table' AND name IN"
        " ('posting', 'run', 'latest', 'word', 'place', 'words_run', 'fresh')",
    [SQL_LAST_HISTORY] = "SELECT coalesce(max(id), 0) FROM history",
    [SQL_TOUCHED] = "SELECT DISTINCT unit FROM history WHERE id > ?"
                    " ORDER BY unit",
    [SQL_PAST_TEXTS] = "SELECT ar, en FROM history WHERE unit = ? AND id > ?"
                       " ORDER BY id DESC",
    [SQL_ALL_CHANGES] = "SELECT id, token, at, deed, who FROM change"
                        " ORDER BY id",
    [SQL_CHANGE_BY_TOKEN] = "SELECT id FROM change WHERE token = ?",
    [SQL_PAST_OF_CHANGE] = "SELECT " PAST_COLUMNS " FROM history h"
                           " WHERE h.change = ? ORDER BY h.id",
    [SQL_PUT_SAVED] =
        "INSERT INTO history_context (history, moved, position, ar_before,"
        " ar_after, en_before, en_after, since, story, edition)"
        " SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?10, s.id,"
        " CASE WHEN EXISTS (SELECT 1 FROM context"
        " WHERE story = s.id AND edition = ?9) THEN ?9 ELSE 0 END"
        " FROM (SELECT (SELECT id FROM story WHERE key = ?8"
        " ORDER BY id LIMIT 1) AS id) s",
    /* Ids are given out in order, so the highest is near their number. */
    [SQL_LEARNT_STATE] = "SELECT coalesce((SELECT value FROM meta"
                         " WHERE name = 'learnt_units'), 0),"
                         " coalesce((SELECT max(id) FROM unit), 0)",
    [SQL_SET_LEARNT_UNITS] = "INSERT OR REPLACE INTO meta VALUES"
                             " ('learnt_units', ?)",
    [SQL_LEARNT] = "SELECT en, share FROM learnt WHERE ar = ?"
                   " ORDER BY share DESC, en",
    [SQL_PUT_LEARNT] = "INSERT INTO learnt (ar, en, share) VALUES (?, ?, ?)",
    [SQL_DROP_LEARNT] = "DELETE FROM learnt",
    [SQL_NEWEST] = "SELECT ar, en FROM unit WHERE origin <> ?"
                   " ORDER BY id DESC LIMIT ?",
    [SQL_SET_MARK] = "INSERT OR REPLACE INTO meta VALUES (?, ?)",
    [SQL_GET_MARK] = "SELECT value FROM meta WHERE name = ?",
    [SQL_DROP_MARK] = "DELETE FROM meta WHERE name = ?",
    [SQL_GET_ANSWER] = "SELECT source, target FROM mt_answer"
                       " WHERE text_key = ? AND hints = ? AND direction = ?"
                       " AND engine = ? AND model = ?",
    [SQL_PUT_ANSWER] =
        "INSERT OR REPLACE INTO mt_answer (text_key, hints, direction, engine,"
        " model, source, target, created) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    [SQL_GET_USE] = "SELECT characters FROM mt_use"
                    " WHERE engine = ? AND month = ?",
    [SQL_ADD_USE] = "INSERT INTO mt_use (engine, month, characters)"
                    " VALUES (?, ?, ?) ON CONFLICT DO UPDATE"
                    " SET characters = characters + excluded.characters",
    [SQL_NAMES] = "SELECT id, house, kind, status, stories, note, who, changed"
                  " FROM name ORDER BY id",
    [SQL_NAME_FORMS] = "SELECT name, side, form FROM name_form"
                       " ORDER BY name, side, id",
    [SQL_PUT_NAME] = "INSERT INTO name"
                     " (house, kind, status, stories, note, who, changed)"
                     " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
    [SQL_SET_NAME] = "UPDATE name SET house = ?, kind = ?, status = ?,"
                     " stories = ?, note = ?, who = ?, changed = ?"
                     " WHERE id = ?",
    [SQL_DROP_NAME] = "DELETE FROM name WHERE id = ?",
    [SQL_PUT_NAME_FORM] = "INSERT INTO name_form (name, side, form)"
                          " VALUES (?, ?, ?)",
    [SQL_DROP_NAME_FORMS] = "DELETE FROM name_form WHERE name = ?",
    [SQL_DROP_NAME_FORM] = "DELETE FROM name_form"
                           " WHERE name = ? AND side = 0 AND form = ?",

    /* -------------------------------------------------------- versions */
    [SQL_LAST_EDITION] = "SELECT max(edition) FROM context WHERE story = ?",
    [SQL_EDITIONS] = "SELECT DISTINCT edition FROM context WHERE edition > 0"
                     " ORDER BY edition",
    [SQL_COUNT_EDITION] = "SELECT count(*) FROM (SELECT 1 FROM context"
                          " WHERE story = ? AND edition = ? LIMIT ?)",
    [SQL_SET_EDITION] =
        "UPDATE context SET edition = max(edition, ?4), id = " NEW_CONTEXT
        ", since = " LAST_ROW(
            "?1") " WHERE id = (SELECT max(id) FROM context"
                  " WHERE unit = ?1 AND story IS ?2 AND position = ?3)",
    [SQL_EDITION_ROWS] = "SELECT u.ar, u.en, u.id, c.position FROM context c"
                         " JOIN unit u ON u.id = c.unit"
                         " WHERE c.story = ? AND c.edition = ?"
                         " ORDER BY c.position, c.id LIMIT ?",
    [SQL_STORY_NAME] = "SELECT name FROM story WHERE id = ?",
    [SQL_PUT_SLUG] = "INSERT OR IGNORE INTO slug (name, story) VALUES (?, ?)",
    [SQL_SLUGS_OF] = "SELECT name FROM slug WHERE story = ? ORDER BY name",
    [SQL_STORIES_BY_SLUG] = "SELECT story FROM slug WHERE name = ?"
                            " ORDER BY story DESC",
    [SQL_STORIES_OF] = "SELECT DISTINCT story FROM context"
                       " WHERE unit = ? AND story IS NOT NULL LIMIT ?",
    [SQL_ALL_PLACES] =
        "SELECT s.name, s.agency, c.ar_before, c.ar_after, c.en_before,"
        " c.en_after, coalesce(s.id, 0), c.position, c.edition FROM context c"
        " LEFT JOIN story s ON s.id = c.story"
        " WHERE c.unit = ? ORDER BY c.id DESC LIMIT ?",
};

const char *statement_sql(enum statement statement)
{
    return sql[statement];
}
