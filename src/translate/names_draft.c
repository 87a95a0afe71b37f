/*
 * names_draft.c - the house form, whatever a reused translation has.
 *
 * Where the source has a name of the ledger and the translation another form
 * of it, the house form goes in, and a note says so:
 *
 *   zylynsky     Zelensky's visit  ->  Zelenskyy's visit
 *                note: name Zelensky -> Zelenskyy
 *
 * Another form is one that the ledger lists, wherever it stands, or a word
 * that is written as the Arabic is (names_pair.c), outside of quotations: what
 * was said is worded anew by nothing but an exact entry.
 *
 * It stays as it is, and a note says why, where something else agrees with
 * it: "a" or "an" before it that would have to change, or a plural.  A word
 * that is the house form and an ending (Israeli, Gazan) is another word.
 *
 * The possessive stays, capitals stay (a headline in capitals gets the house
 * form in capitals), and so does the capital that begins a sentence.
 */
#include "translate/names.h"

#include "align/align.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/utf8.h"
#include "translate/names_house.h"
#include "translate/names_mixed.h"
#include "translate/quotes.h"

#include <stdlib.h>
#include <string.h>

enum { RANK_ADAPTED = 99, FIXES_MOST = 64 };

/* A stretch of the translation that gives way. */
struct fix {
    struct text_span span; /* bytes */
    struct barq_text with;
};

/* One segment at work. */
struct fixing {
    struct drafting *d;
    const struct name_book *book;
    size_t segment;
    struct name_sides sides;
    struct name_pairs pairs;
    struct name_founds founds;
    struct quotations quotes; /* of the translation */
    struct fix fixes[FIXES_MOST];
    size_t count;
    struct arena *task; /* for as long as the segment is at work */
    struct arena scratch;
};

enum barq_status draft_add_note(struct drafting *d, size_t segment,
                                struct barq_text note, struct barq_error *err)
{
    struct barq_text *notes = &d->draft->segments[segment].notes;
    struct barq_text all =
        arena_print(d->keep, "%.*s%s%.*s", (int)notes->len, notes->at,
                    notes->len ? "; " : "", (int)note.len, note.at);

    if (!all.at)
        return fail_nomem(err, "for a draft");
    *notes = all;
    return BARQ_OK;
}

/* ------------------------------------------------------------------- fixes */

/* What names are written with and no rule wants: the marks and case aside, is
 * it the house form? */
static enum barq_status is_house(const struct fixing *f,
                                 const struct name_pattern *pattern,
                                 struct barq_text form, bool *same,
                                 struct barq_error *err)
{
    const struct barq_text forms[] = { pattern->house, pattern->name->house };

    return ledger_has_form(forms, 2, form, same, f->scratch, err);
}

/* Put by that this stretch is to give way, unless another one is there. */
static void add_fix(struct fixing *f, struct text_span span,
                    struct barq_text with)
{
    for (size_t i = 0; i < f->count; i++)
        if (f->fixes[i].span.start < span.end &&
            span.start < f->fixes[i].span.end)
            return;
    if (f->count < FIXES_MOST)
        f->fixes[f->count++] = (struct fix){ span, with };
}

static enum barq_status note_fix(struct fixing *f, struct barq_text old,
                                 struct barq_text with, const char *objection,
                                 struct barq_error *err)
{
    struct barq_text note =
        objection
            ? arena_print(f->task, "name %.*s is %.*s in the ledger, left: %s",
                          (int)old.len, old.at, (int)with.len, with.at,
                          objection)
            : arena_print(f->task, "name %.*s -> %.*s", (int)old.len, old.at,
                          (int)with.len, with.at);

    return note.at ? draft_add_note(f->d, f->segment, note, err)
                   : fail_nomem(err, "for a draft");
}

static struct barq_text text_between(const struct tokens *tokens, size_t first,
                                     size_t end)
{
    const char *at = tokens->at[first].raw.at;
    struct barq_text last = name_bare(tokens->at[end - 1].raw);

    return (struct barq_text){ at, (size_t)(last.at - at) + last.len };
}

/* Another form of a name, at tokens first..end of the translation. */
struct stretch {
    size_t first, end;
    bool acronym; /* its capitals are its own */
};

/* Put it right, or say why not. */
static enum barq_status put_right(struct fixing *f,
                                  const struct name_pattern *pattern,
                                  struct barq_text house, struct stretch at,
                                  struct barq_error *err)
{
    const struct tokens *tokens = &f->sides.tokens[1];
    struct barq_text old = text_between(tokens, at.first, at.end);
    struct barq_text with =
        at.acronym ? house
                   : house_fitted(house, old, tokens, at.first, f->d->keep);
    const char *why =
        house_objection(house, old, tokens, at.first, pattern->name->kind);
    size_t start = (size_t)(old.at - f->sides.texts[1].at);

    if (!with.at)
        return fail_nomem(err, "for a draft");
    if (!why)
        add_fix(f, (struct text_span){ start, start + old.len }, with);
    return note_fix(f, old, with, why, err);
}

/* The forms that the ledger lists, wherever they stand. */
static enum barq_status fix_listed(struct fixing *f,
                                   const struct name_pattern *pattern,
                                   struct barq_error *err)
{
    const struct barq_name *name = pattern->name;
    const struct tokens *tokens = &f->sides.tokens[1];
    const struct text_language english = { BARQ_EN, f->book->finder.lexicon };
    enum barq_status status = BARQ_OK;

    for (size_t i = 0; i < name->other_count && !status; i++) {
        struct tokens words = { 0 };
        status = text_tokens(english, name->other[i], &words, f->task,
                             f->scratch, err);
        for (size_t k = 0; k < tokens->count && !status; k++)
            if (name_stands_at(&words, tokens, k)) {
                const struct stretch at = { k, k + words.count,
                                            house_is_acronym(name->other[i]) };
                status = put_right(f, pattern, name->house, at, err);
            }
    }
    return status;
}

/* A pair whose Arabic is this very name. */
static enum barq_status fix_pair(struct fixing *f,
                                 const struct name_found *found,
                                 const struct name_pair *pair,
                                 struct barq_error *err)
{
    const struct name_pattern *pattern = found->pattern;
    const struct token *token = &f->sides.tokens[1].at[pair->en_first];
    size_t start = (size_t)(pair->en.at - f->sides.texts[1].at);
    struct text_span span = { start, start + pair->en.len };
    bool same = false;

    if (pair->ar_first != found->first || pair->ar_end != found->end ||
        quotes_hold(&f->quotes, span) ||
        house_is_stem(pattern->house, pair->en, name_bare(token->l2),
                      f->book->finder.lexicon))
        return BARQ_OK;
    enum barq_status status = is_house(f, pattern, pair->en, &same, err);
    if (status || same)
        return status;
    for (size_t i = 0; i < f->count; i++)
        if (f->fixes[i].span.start < span.end &&
            span.start < f->fixes[i].span.end)
            return BARQ_OK; /* a listed form; it was said */
    const struct stretch at = { pair->en_first, pair->en_end, false };
    return put_right(f, pattern, pattern->house, at, err);
}

/* Was this name looked for already, further ahead in the source? */
static bool was_found(const struct fixing *f, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (f->founds.at[i].pattern->name == f->founds.at[at].pattern->name)
            return true;
    return false;
}

static enum barq_status find_fixes(struct fixing *f, struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    for (size_t i = 0; i < f->founds.count && !status; i++) {
        const struct name_found *found = &f->founds.at[i];
        if (!was_found(f, i))
            status = fix_listed(f, found->pattern, err);
        for (size_t k = 0; k < f->pairs.count && !status; k++)
            status = fix_pair(f, found, &f->pairs.at[k], err);
    }
    return status;
}

/* ------------------------------------------------------------------- writing
 */

static int compare_fixes(const void *a, const void *b)
{
    const struct fix *x = a, *y = b;

    return (x->span.start > y->span.start) - (x->span.start < y->span.start);
}

/* The runs of a translation while they are written anew. */
struct rewriting {
    const struct barq_draft_segment *segment;
    struct barq_adapted *runs;
    size_t count, len;
};

static void add_run(struct rewriting *w, struct barq_text text,
                    struct barq_text was)
{
    if (!text.len && !was.at)
        return;
    w->runs[w->count++] = (struct barq_adapted){ text, was };
    w->len += text.len;
}

/* What of the old runs lies in from..to of the translation. */
static void keep_runs(struct rewriting *w, size_t from, size_t to)
{
    const struct barq_draft_segment *s = w->segment;
    struct barq_text none = { 0 };
    size_t start = 0;

    if (!s->adapted_count)
        add_run(w, text_slice(s->target, from, to), none);
    for (size_t i = 0; i < s->adapted_count; i++) {
        const struct barq_adapted *run = &s->adapted[i];
        size_t end = start + run->text.len;
        size_t first = from > start ? from : start, last = to < end ? to : end;
        if (first < last)
            add_run(w, text_slice(s->target, first, last),
                    first == start ? run->was : none);
        start = end;
    }
}

/* The translation that the runs make, and they as pieces of it. */
static bool join_runs(struct rewriting *w, struct barq_draft_segment *to,
                      struct arena *keep)
{
    char *at = arena_new(keep, char, w->len + 1);

    if (!at)
        return false;
    to->target = (struct barq_text){ at, w->len };
    for (size_t i = 0; i < w->count; i++) {
        struct barq_text *text = &w->runs[i].text;
        if (text->len)
            memcpy(at, text->at, text->len);
        text->at = at;
        at += text->len;
    }
    to->adapted = w->runs;
    to->adapted_count = w->count;
    return true;
}

/* The translation with its fixes; a wording that was changed is no longer the
 * one that was published. */
static enum barq_status apply(struct fixing *f, struct barq_error *err)
{
    struct barq_draft_segment *segment = &f->d->draft->segments[f->segment];
    struct barq_draft_segment old = *segment;
    struct rewriting w = { .segment = &old };
    size_t at = 0;

    w.runs = arena_new(f->d->keep, struct barq_adapted,
                       (old.adapted_count + 1) * (f->count + 1) + f->count);
    if (!w.runs)
        return fail_nomem(err, "for a draft");
    qsort(f->fixes, f->count, sizeof(*f->fixes), compare_fixes);
    for (size_t i = 0; i < f->count; i++) {
        struct text_span span = f->fixes[i].span;
        keep_runs(&w, at, span.start);
        add_run(&w, f->fixes[i].with,
                text_slice(old.target, span.start, span.end));
        at = span.end;
    }
    keep_runs(&w, at, old.target.len);
    if (!join_runs(&w, segment, f->d->keep))
        return fail_nomem(err, "for a draft");
    if (segment->rank > RANK_ADAPTED)
        segment->rank = RANK_ADAPTED;
    if (segment->score > RANK_ADAPTED)
        segment->score = RANK_ADAPTED;
    return BARQ_OK;
}

/* Cut both sides, and find the names in them. */
static enum barq_status look(struct fixing *f, struct barq_error *err)
{
    const struct barq_draft_segment *s = &f->d->draft->segments[f->segment];
    enum barq_status status;

    f->sides.texts[0] = draft_source(f->d->draft, f->segment);
    f->sides.texts[1] = s->target;
    for (int i = 0; i < 2; i++)
        word_cache_rest(memory_words(f->d->memory, i ? BARQ_EN : BARQ_AR));
    if ((status = name_sides_cut(&f->book->finder, &f->sides, f->task,
                                 f->scratch, err)) ||
        (status = name_book_find(f->book, &f->sides.tokens[0], &f->founds,
                                 f->task, err)) ||
        (status =
             names_pair(&f->book->finder, &f->sides, &f->pairs, f->task, err)))
        return status;
    return quotes_find(s->target, &f->quotes, f->task, err);
}

/* One segment: put it right, and note which names it has in which forms. */
static enum barq_status fix_segment(struct drafting *d,
                                    const struct name_book *book,
                                    struct names_mixed *mixed, size_t i,
                                    struct arena scratch,
                                    struct barq_error *err)
{
    struct arena task = arena_split(&scratch);
    struct fixing *f = arena_new(&task, struct fixing, 1);

    if (!f)
        return fail_nomem(err, "for a draft");
    f->d = d;
    f->book = book;
    f->segment = i;
    f->task = &task;
    f->scratch = scratch;
    enum barq_status status = look(f, err);
    if (!status)
        status = find_fixes(f, err);
    if (!status && f->count) {
        status = apply(f, err);
        if (!status)
            status = look(f, err);
    }
    return status
               ? status
               : names_mixed_see(mixed, &f->pairs, &f->founds, i, scratch, err);
}

/* The words of the sources that have a translation. */
static enum barq_status see_words(struct drafting *d, struct name_seen *seen,
                                  struct arena *keep, struct arena scratch,
                                  struct barq_error *err)
{
    struct word_cache *cache = memory_words(d->memory, BARQ_AR);
    enum barq_status status =
        name_seen_open(seen, d->draft->story->text.len, keep, err);

    for (size_t i = 0; i < d->draft->count && !status; i++) {
        struct arena rest = scratch, task = arena_split(&rest);
        struct tokens tokens = { 0 };
        word_cache_rest(cache);
        status = text_tokens_cached(cache, d->draft->segments[i].source.text,
                                    &tokens, &task, rest, err);
        if (!status)
            name_seen_add(seen, &tokens, rest);
    }
    return status;
}

static enum barq_status fix_all(struct drafting *d,
                                const struct name_finder *finder,
                                struct arena scratch, struct barq_error *err)
{
    struct arena task = arena_split(&scratch);
    struct names_mixed mixed = { .keep = &task };
    struct name_seen seen = { 0 };
    struct name_book book = { .finder = *finder,
                              .lang = BARQ_AR,
                              .seen = &seen };
    enum barq_status status = see_words(d, &seen, &task, scratch, err);

    if (!status)
        status = name_book_open(&book, &task, scratch, err);
    for (size_t i = 0; i < d->draft->count && !status; i++)
        if (d->draft->segments[i].target.len)
            status = fix_segment(d, &book, &mixed, i, scratch, err);
    return status ? status : names_mixed_say(&mixed, d, err);
}

enum barq_status draft_names(struct drafting *d, struct arena scratch,
                             struct barq_error *err)
{
    struct name_finder finder;
    enum barq_status status = name_finder_open(d->memory, &finder, err);

    if (status)
        return status;
    status = fix_all(d, &finder, scratch, err);
    name_finder_close(&finder);
    return status;
}
