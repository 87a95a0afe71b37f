/*
 * diff.c - query against stored segment, for eyes.
 *
 * The path of distance.c says which tokens are not the same; all others are.
 * So the stored text is cut into runs, white space and all, and what only the
 * query has is put in where it would stand:
 *
 *     query    prices rose 3 %  in Cairo   today
 *     stored   prices rose 5 %  in Cairo.
 *     runs     "prices rose " same, "5" changed for "3", " % in Cairo" same,
 *              "   today" missing, "." added
 *
 * What is missing brings the white space that sets it apart where it is put in:
 * that before it, or that behind it where there is some before it already.
 * Joined, the runs but for those that are missing are the stored text, byte
 * for byte.  Words that differ side by side make one run.
 *
 * So is the query, if of each run is taken what it has there: what is the same
 * may have other vowel marks, digits or spaces, which nobody wants to see
 * marked, and which a program can have all the same.
 */
#include "match/score.h"

#include "base/error.h"
#include "base/utf8.h"

struct drawing {
    const struct match_pair *pair;
    struct barq_run *runs;
    size_t count;
    size_t at;   /* byte of the stored text that is drawn up to */
    size_t i, j; /* tokens of query and stored that are passed */
};

static enum barq_run_kind kind_of(const struct match_step *step)
{
    if (!step->stored)
        return BARQ_RUN_MISSING;
    if (!step->query)
        return BARQ_RUN_ADDED;
    return step->difference == MATCH_SPELLING ||
                   step->difference == MATCH_CLITIC
               ? BARQ_RUN_FORM
               : BARQ_RUN_CHANGED;
}

/* From the beginning of a to the end of b, in one text. */
static struct barq_text span(struct barq_text a, struct barq_text b)
{
    if (!a.len || !b.len)
        return a.len ? a : b;
    return (struct barq_text){ a.at, (size_t)(b.at + b.len - a.at) };
}

/* Is the last run of this kind, with nothing but space behind it? */
static bool goes_on(const struct drawing *d, enum barq_run_kind kind,
                    struct barq_text between)
{
    return d->count && d->runs[d->count - 1].kind == kind &&
           !text_trim(between).len;
}

static void draw(struct drawing *d, enum barq_run_kind kind,
                 struct barq_text text, struct barq_text query)
{
    if (text.len)
        d->runs[d->count++] = (struct barq_run){ text, query, kind };
}

/* The stored text up to `start`, which both have. */
static void draw_same(struct drawing *d, size_t start)
{
    struct barq_text raw = d->pair->stored->raw;

    draw(d, BARQ_RUN_SAME, text_slice(raw, d->at, start),
         (struct barq_text){ 0 });
    d->at = start;
}

/* Pass the tokens that are the same, up to that of the step. */
static void advance(struct drawing *d, const struct match_step *step)
{
    size_t same =
        step->query
            ? (size_t)(step->query - d->pair->query->tokens.at) - d->i
            : (size_t)(step->stored - d->pair->stored->tokens.at) - d->j;

    d->i += same;
    d->j += same;
}

/* What only the query has stands before the next token of the stored text. */
static void draw_missing(struct drawing *d, struct barq_text query)
{
    struct tokens tokens = d->pair->stored->tokens;
    struct barq_text raw = d->pair->stored->raw;
    size_t start = raw.len;

    if (d->j < tokens.count)
        start = (size_t)(tokens.at[d->j].raw.at - raw.at);
    if (goes_on(d, BARQ_RUN_MISSING, text_slice(raw, d->at, start))) {
        struct barq_run *last = &d->runs[d->count - 1];
        last->text = span(last->text, query);
        return;
    }
    draw_same(d, start);
    draw(d, BARQ_RUN_MISSING, query, (struct barq_text){ 0 });
}

static void draw_step(struct drawing *d, const struct match_step *step)
{
    struct barq_text raw = d->pair->stored->raw, none = { 0 };
    struct barq_text query = step->query ? step->query->raw : none;
    enum barq_run_kind kind = kind_of(step);

    advance(d, step);
    d->i += step->query != NULL;
    if (!step->stored) {
        draw_missing(d, query);
        return;
    }
    size_t start = (size_t)(step->stored->raw.at - raw.at);
    size_t end = start + step->stored->raw.len;
    if (goes_on(d, kind, text_slice(raw, d->at, start))) {
        struct barq_run *last = &d->runs[d->count - 1];
        last->text.len += end - d->at;
        last->query = span(last->query, query);
    } else {
        draw_same(d, start);
        draw(d, kind, text_slice(raw, start, end), query);
    }
    d->at = end;
    d->j++;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

/* Take in the white space of the query on one side of what is missing, unless
 * what was missing before it has that. */
static void space_out(struct drawing *d)
{
    struct barq_text raw = d->pair->query->raw;
    const char *from = raw.at;
    bool spaced = true; /* so far */

    for (size_t i = 0; i < d->count; i++) {
        struct barq_text *text = &d->runs[i].text;
        const char *end = text->at + text->len;
        bool missing = d->runs[i].kind == BARQ_RUN_MISSING;
        for (; missing && spaced && end < raw.at + raw.len && is_space(*end);
             end++)
            text->len++;
        for (; missing && !spaced && text->at > from && is_space(text->at[-1]);
             text->at--)
            text->len++;
        if (missing)
            from = text->at + text->len;
        spaced = is_space(text->at[text->len - 1]);
    }
}

/* ------------------------------------------------------------- the query */

/* A walk over the runs, with the tokens of both sides. */
struct reading {
    const struct match_pair *pair;
    struct barq_run *last; /* that has something of the query; NULL: none */
    size_t at;             /* byte of the query that has been given out */
    size_t i, j;           /* tokens of query and stored that are passed */
};

static size_t end_in(struct barq_text whole, struct barq_text part)
{
    return (size_t)(part.at + part.len - whole.at);
}

/* Of a run that is the same: as many tokens of the query as of the text. */
static struct barq_text same_of(struct reading *r, const struct barq_run *run)
{
    struct tokens query = r->pair->query->tokens;
    struct tokens stored = r->pair->stored->tokens;
    struct barq_text raw = r->pair->query->raw;
    size_t end = r->at;

    for (; r->j < stored.count &&
           stored.at[r->j].raw.at < run->text.at + run->text.len;
         r->j++)
        end = end_in(raw, query.at[r->i++].raw);
    return text_slice(raw, r->at, end);
}

/* What the run has of the query. */
static struct barq_text *piece_of(struct barq_run *run)
{
    return run->kind == BARQ_RUN_MISSING ? &run->text : &run->query;
}

/* What lies before `start` and belongs to no token goes to the run before, if
 * that is the same, else to `run`; NULL at the end. */
static void close_gap(struct reading *r, struct barq_run *run, size_t start)
{
    struct barq_run *to = run;

    if (!run || (r->last && r->last->kind == BARQ_RUN_SAME))
        to = r->last;
    if (!to || start <= r->at)
        return;
    struct barq_text *piece = piece_of(to);
    if (to == run)
        piece->at -= start - r->at;
    piece->len += start - r->at;
}

static void read_run(struct reading *r, struct barq_run *run)
{
    struct barq_text raw = r->pair->query->raw;
    struct tokens query = r->pair->query->tokens;
    struct tokens stored = r->pair->stored->tokens;
    const char *end = run->text.at + run->text.len;

    if (run->kind == BARQ_RUN_SAME)
        run->query = same_of(r, run);
    else if (run->kind != BARQ_RUN_MISSING)
        while (r->j < stored.count && stored.at[r->j].raw.at < end)
            r->j++;
    if (run->kind == BARQ_RUN_ADDED)
        return;
    struct barq_text piece = *piece_of(run);
    close_gap(r, run, (size_t)(piece.at - raw.at));
    r->at = end_in(raw, piece);
    while (r->i < query.count && query.at[r->i].raw.at < raw.at + r->at)
        r->i++;
    r->last = run;
}

/* Give each run what the query has there; where that is the same, nothing. */
static void read_query(struct drawing *d)
{
    struct reading r = { .pair = d->pair };

    for (size_t i = 0; i < d->count; i++)
        read_run(&r, &d->runs[i]);
    close_gap(&r, NULL, d->pair->query->raw.len);
    for (size_t i = 0; i < d->count; i++) {
        struct barq_run *run = &d->runs[i];
        if (run->kind == BARQ_RUN_SAME && run->query.at &&
            text_equal(run->query, run->text))
            run->query = (struct barq_text){ 0 };
    }
}

enum barq_status match_diff(const struct match_pair *pair,
                            struct match_measure *measure, struct arena *keep,
                            struct barq_error *err)
{
    const struct match_path *path = &measure->path;
    struct drawing d = { .pair = pair };

    d.runs = arena_new(keep, struct barq_run, 2 * path->count + 1);
    if (!d.runs)
        return fail_nomem(err, "to show a difference");
    for (size_t i = 0; i < path->count; i++)
        draw_step(&d, &path->steps[i]);
    draw_same(&d, pair->stored->raw.len);
    space_out(&d);
    read_query(&d);
    measure->runs = d.runs;
    measure->run_count = d.count;
    return BARQ_OK;
}
