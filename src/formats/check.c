/*
 * check.c - the checks of src/check/ on all pairs of a memory or a file.
 *
 * A file is TMX, a table, or a draft that `barq translate --json` wrote: the
 * last begins with a brace, after white space, as neither of the others can.
 * Of a draft the segments that have a translation are pairs.
 *
 * A draft is one story, and so are the pairs of a table, and those of a TMX or
 * a memory that name the same one, as long as they stand together; a name is
 * to be written in one way there (check/mixed.c).  A table of more than
 * STORY_MOST pairs is likelier a memory than a story.
 */
#include "formats/exchange.h"

#include "base/error.h"
#include "base/file.h"
#include "base/json.h"
#include "base/utf8.h"
#include "check/check.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>

/* A run over many pairs. */
struct checking {
    struct barq_checker *checker;
    const struct barq_check_sink *sink;
    struct barq_check_counts counts;
    int64_t pair, in_story; /* pairs of the story so far */
    uint64_t story;         /* hash of its name; 0: it has none */
    bool whole;             /* pairs without a story are one */
};

enum { STORY_MOST = 400 };

static void begin_story(struct checking *c)
{
    c->in_story = 0;
    check_story_begin(c->checker);
}

/* Another story begins where another name stands. */
static void follow_story(struct checking *c, struct barq_text name)
{
    uint64_t story = name.len ? text_hash(name) : 0;

    if (story != c->story)
        begin_story(c);
    c->story = story;
    if (!story && (!c->whole || ++c->in_story > STORY_MOST))
        check_story_end(c->checker);
}

static enum barq_status check_one(struct checking *c,
                                  struct barq_checked *checked,
                                  struct barq_error *err)
{
    follow_story(c, checked->story);
    enum barq_status status =
        barq_check_pair(c->checker, checked->ar, checked->en, &checked->found,
                        &checked->count, err);

    if (status == BARQ_E_INPUT) { /* too long: it is said, and passed over */
        c->counts.skipped++;
        return BARQ_OK;
    }
    if (status)
        return status;
    c->counts.pairs++;
    c->counts.suspects += checked->count > 0;
    for (size_t i = 0; i < checked->count; i++)
        c->counts.findings[checked->found[i].rule]++;
    if (checked->count && c->sink)
        c->sink->tell(c->sink->context, checked);
    return BARQ_OK;
}

/* ---------------------------------------------------------------- memories */

static enum barq_status check_units(struct checking *c,
                                    struct exchange_units *units,
                                    struct arena all, struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    while (!status) {
        struct barq_unit unit = { 0 };
        struct arena arena = all;
        status = exchange_next(units, &unit, &arena, err);
        struct barq_checked checked = {
            .ar = unit.ar, .en = unit.en, .unit = unit.id, .story = unit.story
        };
        if (!status)
            status = check_one(c, &checked, err);
    }
    return status == BARQ_NOTHING ? BARQ_OK : status;
}

enum barq_status barq_check_memory(struct barq_checker *checker,
                                   struct barq_memory *memory,
                                   const struct barq_filter *filter,
                                   const struct barq_check_sink *sink,
                                   struct barq_check_counts *counts,
                                   struct barq_error *err)
{
    struct checking c = { .checker = checker, .sink = sink };
    struct exchange_units units = { .memory = memory };
    struct block block = { 0 };
    struct arena all = { 0 };
    enum barq_status status =
        block_reserve(&block, EXCHANGE_CEILING, &all, err);

    if (status)
        return status;
    struct arena unit = { all.end - EXCHANGE_UNIT_CEILING, all.end };
    all.end = unit.at;
    status = exchange_find(&units, filter, &all, err);
    if (!status)
        status = check_units(&c, &units, unit, err);
    check_story_end(checker);
    block_release(block);
    if (!status && counts)
        *counts = c.counts;
    return status;
}

/* ------------------------------------------------------------------- files */

static enum barq_status take(void *context, const struct barq_unit *unit,
                             struct barq_error *err)
{
    struct checking *c = context;
    struct barq_checked checked = {
        .ar = unit->ar, .en = unit->en, .pair = ++c->pair, .story = unit->story
    };

    return check_one(c, &checked, err);
}

static void skip(void *context, const char *reason)
{
    struct checking *c = context;

    (void)reason;
    c->pair++;
    c->counts.skipped++;
}

static enum barq_status check_segment(struct checking *c, const cJSON *item,
                                      bool from_ar, struct barq_error *err)
{
    struct barq_text source = json_member(item, "source");
    struct barq_text target = json_member(item, "target");
    struct barq_checked checked = { .ar = from_ar ? source : target,
                                    .en = from_ar ? target : source,
                                    .pair = ++c->pair,
                                    .story = text_of("") };

    return source.at && target.at ? check_one(c, &checked, err) : BARQ_OK;
}

static enum barq_status check_json(struct checking *c, const cJSON *json,
                                   const char *name, struct barq_error *err)
{
    const cJSON *list = cJSON_GetObjectItemCaseSensitive(json, "segments");
    const cJSON *story = cJSON_GetObjectItemCaseSensitive(json, "story");
    struct barq_text lang = json_member(story, "lang");
    enum barq_status status = BARQ_OK;
    const cJSON *item;

    if (!cJSON_IsArray(list) || lang.len != 2)
        return fail(err, BARQ_E_INPUT, 0,
                    "%s: not a draft; barq translate --json makes one", name);
    cJSON_ArrayForEach(item, list)
    {
        status = check_segment(c, item, text_equal(lang, text_of("ar")), err);
        if (status)
            return status;
    }
    return BARQ_OK;
}

static enum barq_status check_draft(struct checking *c, const char *path,
                                    const char *name, struct barq_error *err)
{
    struct block home;
    struct arena all;
    struct barq_text bytes;
    cJSON *json = NULL;
    enum barq_status status = block_reserve(&home, TASK_CEILING, &all, err);

    if (status)
        return status;
    status = file_read(path, &bytes, &all, err);
    if (!status)
        status = fail_in(err, json_read(bytes, &json, err), name);
    if (!status)
        status = check_json(c, json, name, err);
    cJSON_Delete(json);
    block_release(home);
    return status;
}

/* The first byte that is no white space, not taken. */
static int peek(FILE *from)
{
    int c = getc(from);

    while (c != EOF && isspace(c))
        c = getc(from);
    if (c != EOF)
        ungetc(c, from);
    return c;
}

static enum barq_status check_stream(struct checking *c, FILE *from,
                                     const char *path, const char *name,
                                     struct barq_error *err)
{
    const struct pair_sink sink = { take, skip, c, NULL };

    if (peek(from) == '{')
        return check_draft(c, path, name, err);
    if (from != stdin)
        rewind(from);
    return exchange_read(from, name, &sink, err);
}

enum barq_status barq_check_file(struct barq_checker *checker, const char *path,
                                 const struct barq_check_sink *sink,
                                 struct barq_check_counts *counts,
                                 struct barq_error *err)
{
    struct checking c = { .checker = checker, .sink = sink };
    bool standard = strcmp(path, "-") == 0;
    FILE *from = standard ? stdin : fopen(path, "rb");

    if (!from)
        return fail(err, BARQ_E_INPUT, errno, "%s: cannot open: %s", path,
                    strerror(errno));
    c.whole = true;
    begin_story(&c);
    enum barq_status status =
        check_stream(&c, from, path, standard ? "standard input" : path, err);
    check_story_end(checker);
    if (!standard)
        fclose(from);
    if (!status && counts)
        *counts = c.counts;
    return status;
}
