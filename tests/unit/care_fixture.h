/* care_fixture.h - what the tests of the care of the memory share. */
#ifndef CARE_FIXTURE_H
#define CARE_FIXTURE_H

#include "memory_fixture.h"

#define TALKS "\u0645\u062D\u0627\u062F\u062B\u0627\u062A"
#define PEACE "\u0633\u0644\u0627\u0645"
#define RAIN "\u0645\u0637\u0631"

static const struct barq_change_options by_rana = { .who = "Rana" };

/* A pair in a story, with neighbours on the English side. */
static inline int64_t add_in_story(struct fixture *f, const char *ar,
                                   const char *en, const char *story,
                                   int64_t position)
{
    struct barq_unit unit = pair_of(ar, en);
    struct barq_error err = { 0 };
    int64_t id = 0;

    unit.origin = BARQ_ALIGNED;
    unit.confidence = 0.85;
    unit.story = text_of(story);
    unit.position = position;
    unit.en_before = text_of("Before it");
    unit.who = text_of("aligner");
    if (barq_memory_add(f->memory, &unit, NULL, &id, &err))
        fail_msg("%s", err.message);
    return id;
}

/* The change must be made; its number. */
static inline int64_t done(enum barq_status status, struct barq_change **change,
                           const struct barq_error *err)
{
    if (status)
        fail_msg("%s", err->message);
    int64_t number = barq_change_number(*change);
    barq_change_free(*change);
    return number;
}

static inline int64_t edit_en(struct fixture *f, int64_t id, const char *en)
{
    struct barq_edit edit = { .en = text_of(en) };
    struct barq_change *change = NULL;
    struct barq_error err = { 0 };

    return done(barq_memory_edit(f->memory, id, &edit, &by_rana, &change, &err),
                &change, &err);
}

static inline int64_t delete_one(struct fixture *f, int64_t id)
{
    const struct barq_selection which = { .ids = &id, .count = 1 };
    struct barq_change *change = NULL;
    struct barq_error err = { 0 };

    return done(barq_memory_delete(f->memory, &which, &by_rana, &change, &err),
                &change, &err);
}

static inline int64_t undo(struct fixture *f, int64_t number, int64_t unit)
{
    struct barq_change *change = NULL;
    struct barq_error err = { 0 };

    return done(
        barq_memory_undo(f->memory, number, unit, &by_rana, &change, &err),
        &change, &err);
}

static inline size_t hits_of(struct fixture *f, const char *words)
{
    struct barq_units *units = NULL;
    size_t count = 0;

    if (!barq_memory_search(f->memory, text_of(words), NULL, &units, NULL))
        count = barq_units_count(units);
    barq_units_free(units);
    return count;
}

static inline size_t matches_of(struct fixture *f, const char *query)
{
    struct barq_lookup_options how = { .min = 50, .max = 100 };
    struct barq_matches *matches = NULL;
    size_t count = 0;

    if (!barq_lookup(f->memory, text_of(query), &how, &matches, NULL))
        count = barq_matches_count(matches);
    barq_matches_free(matches);
    return count;
}

static inline size_t contexts_of(struct fixture *f, int64_t id)
{
    struct memory_contexts contexts = { 0 };

    assert_int_equal(BARQ_OK,
                     memory_contexts(f->memory, id, &contexts, &f->keep, NULL));
    return contexts.count;
}

/* The file is sound, and its index has what its units say. */
static inline void assert_sound(struct fixture *f)
{
    struct barq_check check = { 0 };
    struct barq_error err = { 0 };

    if (barq_memory_check(f->memory, &check, &err))
        fail_msg("%s", err.message);
    assert_string_equal("", check.problem);
}

static inline bool is_there(struct fixture *f, int64_t id)
{
    struct barq_units *units = NULL;
    bool there = !barq_memory_get(f->memory, id, &units, NULL);

    barq_units_free(units);
    return there;
}

/* All that the file says of its units, as one number to compare by. */
static inline uint64_t fingerprint(const char *path)
{
    static const char sql[] =
        "SELECT group_concat(x, '|') FROM (SELECT id || ar || en || origin ||"
        " confidence || who || note || created || changed || uses || contexts"
        " || ar_key || en_bare || en_weight AS x FROM unit UNION ALL"
        " SELECT id || ':' || unit || ':' || story || ':' || position || ':' ||"
        " edition || en_before || en_before_key FROM context ORDER BY 1)";
    sqlite3 *db = NULL;
    sqlite3_stmt *stmt = NULL;

    assert_int_equal(SQLITE_OK, sqlite3_open(path, &db));
    assert_int_equal(SQLITE_OK, sqlite3_prepare_v2(db, sql, -1, &stmt, NULL));
    assert_int_equal(SQLITE_ROW, sqlite3_step(stmt));
    const char *all = (const char *)sqlite3_column_text(stmt, 0);
    uint64_t hash = text_hash(text_of(all ? all : ""));
    sqlite3_finalize(stmt);
    sqlite3_close(db);
    return hash;
}

#endif
