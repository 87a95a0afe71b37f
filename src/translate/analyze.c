/*
 * analyze.c - how much of a day's stories is new work.
 *
 * Each story is drafted, with matches down to 50 and no engine, and its words
 * counted by the best match of their segment.  A segment that nothing of 95 or
 * more matches, and whose text (at L1) came before, is a repetition: it is
 * translated once, whoever does it.  So:
 *
 *     102, 101, 100, 95-99      as the memory has it
 *     inside, across            below that, and said before: in this story, or
 *                               in one that was counted before it
 *     85-94, 75-84, 50-74, new  the rest; what a machine wrote and nobody
 *                               read is new
 *
 * What helps with the rest is counted beside it: quotations that were published
 * before, names of the ledger.
 */
#include "align/align.h"
#include "base/error.h"
#include "base/utf8.h"
#include "formats/formats.h"
#include "translate/names.h"

#include <string.h>

enum { MIN_MATCH = 50, SEEN_FIRST = 1 << 12 };

/* A text that came by, and the story (from 1) that it came in last. */
struct seen {
    uint64_t key; /* of its L1 key; 0: free */
    size_t story;
};

struct barq_analysis {
    struct block home;
    struct arena keep, scratch;
    struct barq_memory *memory;
    const struct barq_filter *filter; /* or NULL */
    struct name_terms *names[2];      /* [0] Arabic, [1] English */
    struct barq_work total;
    size_t stories;
    struct seen *seen; /* by open addressing */
    size_t seen_count, seen_slots;
};

const char *barq_leverage_name(enum barq_leverage leverage)
{
    static const char *const names[BARQ_LEVERAGES] = {
        [BARQ_LEVERAGE_102] = "102",       [BARQ_LEVERAGE_101] = "101",
        [BARQ_LEVERAGE_100] = "100",       [BARQ_LEVERAGE_95] = "95-99",
        [BARQ_LEVERAGE_INSIDE] = "inside", [BARQ_LEVERAGE_ACROSS] = "across",
        [BARQ_LEVERAGE_85] = "85-94",      [BARQ_LEVERAGE_75] = "75-84",
        [BARQ_LEVERAGE_50] = "50-74",      [BARQ_LEVERAGE_NEW] = "new",
    };

    return (unsigned)leverage < BARQ_LEVERAGES ? names[leverage] : "unknown";
}

enum barq_status barq_analysis_open(struct barq_memory *memory,
                                    const struct barq_filter *filter,
                                    struct barq_analysis **out,
                                    struct barq_error *err)
{
    struct block home;
    struct arena all;
    enum barq_status status = block_reserve(&home, TASK_CEILING, &all, err);

    if (status)
        return status;
    struct barq_analysis *a = arena_new(&all, struct barq_analysis, 1);
    if (!a) {
        block_release(home);
        return fail_nomem(err, "for an analysis");
    }
    a->home = home;
    a->memory = memory;
    a->filter = filter;
    a->scratch = arena_split(&all);
    a->keep = all;
    a->total.name = text_of("");
    for (int s = 0; s < 2 && !status; s++)
        status =
            name_terms_open(memory, s ? BARQ_EN : BARQ_AR, &a->names[s], err);
    if (status)
        barq_analysis_close(a);
    else
        *out = a;
    return status;
}

void barq_analysis_close(struct barq_analysis *analysis)
{
    if (!analysis)
        return;
    name_terms_close(analysis->names[0]);
    name_terms_close(analysis->names[1]);
    block_release(analysis->home);
}

struct barq_work barq_analysis_total(const struct barq_analysis *analysis)
{
    return analysis->total;
}

/* -------------------------------------------------------------- repetitions */

static struct seen *slot_of(struct seen *table, size_t slots, uint64_t key)
{
    size_t at = (size_t)(key & (slots - 1));

    while (table[at].key && table[at].key != key)
        at = (at + 1) & (slots - 1);
    return &table[at];
}

/* Half of the slots are taken at the most. */
static bool widen(struct barq_analysis *a)
{
    if (a->seen_count * 2 < a->seen_slots)
        return true;
    size_t slots = a->seen_slots ? a->seen_slots * 2 : SEEN_FIRST;
    struct seen *more = arena_new(&a->keep, struct seen, slots);
    if (!more)
        return false;
    for (size_t i = 0; i < a->seen_slots; i++)
        if (a->seen[i].key)
            *slot_of(more, slots, a->seen[i].key) = a->seen[i];
    a->seen = more;
    a->seen_slots = slots;
    return true;
}

/* In which story the text came before, 0 for none; it has come in this one
 * now. */
static enum barq_status last_story(struct barq_analysis *a,
                                   struct barq_text text, size_t *story,
                                   struct barq_error *err)
{
    struct arena scratch = a->scratch, task = arena_split(&scratch);
    struct barq_text l1 = { 0 };
    enum barq_status status =
        text_fold(text, TEXT_L1, &l1, &task, scratch, err);

    if (status)
        return status;
    if (!widen(a))
        return fail_nomem(err, "for an analysis");
    struct seen *seen = slot_of(a->seen, a->seen_slots, text_hash(l1));
    a->seen_count += seen->key == 0;
    *story = seen->story;
    *seen = (struct seen){ text_hash(l1), a->stories };
    return BARQ_OK;
}

/* ----------------------------------------------------------------- counting */

static enum barq_leverage leverage_of(const struct barq_draft_segment *segment)
{
    static const enum barq_leverage by_band[BARQ_BANDS] = {
        [BARQ_BAND_102] = BARQ_LEVERAGE_102,
        [BARQ_BAND_101] = BARQ_LEVERAGE_101,
        [BARQ_BAND_100] = BARQ_LEVERAGE_100,
        [BARQ_BAND_95] = BARQ_LEVERAGE_95,
        [BARQ_BAND_85] = BARQ_LEVERAGE_85,
        [BARQ_BAND_75] = BARQ_LEVERAGE_75,
        [BARQ_BAND_50] = BARQ_LEVERAGE_50,
        [BARQ_BAND_MT] = BARQ_LEVERAGE_NEW,
        [BARQ_BAND_OPEN] = BARQ_LEVERAGE_NEW,
    };

    return by_band[draft_band(segment)];
}

/* The ledger's names in a segment. */
static enum barq_status count_names(struct barq_analysis *a,
                                    const struct barq_draft *draft,
                                    struct barq_text text, size_t *count,
                                    struct barq_error *err)
{
    struct arena task = a->scratch;
    struct mt_segment segment = { .text = text };
    enum barq_status status =
        name_terms_fill(a->names[draft->from == BARQ_EN], &segment, &task, err);

    *count = segment.term_count;
    return status;
}

/* What helps with a segment that is to be translated. */
static enum barq_status count_help(struct barq_analysis *a,
                                   const struct barq_draft *draft, size_t i,
                                   struct barq_work *work,
                                   struct barq_error *err)
{
    size_t quotes = 0, names = 0;
    const struct barq_known_quote *known = barq_draft_quotes(draft, i, &quotes);
    enum barq_status status =
        count_names(a, draft, draft->segments[i].source.text, &names, err);

    work->quotes += quotes;
    for (size_t k = 0; k < quotes; k++)
        work->quote_words += text_word_count(known[k].source);
    work->names += names;
    return status;
}

static enum barq_status count_segment(struct barq_analysis *a,
                                      const struct barq_draft *draft, size_t i,
                                      struct barq_work *work,
                                      struct barq_error *err)
{
    const struct barq_draft_segment *segment = &draft->segments[i];
    size_t before = 0;

    if (segment->source.kind == BARQ_FURNITURE) {
        work->furniture++;
        return BARQ_OK;
    }
    enum barq_leverage leverage = leverage_of(segment);
    bool known = leverage <= BARQ_LEVERAGE_95;
    enum barq_status status = last_story(a, segment->source.text, &before, err);
    if (!status && !known && before)
        leverage =
            before == a->stories ? BARQ_LEVERAGE_INSIDE : BARQ_LEVERAGE_ACROSS;
    else if (!status && !known)
        status = count_help(a, draft, i, work, err);
    work->segments[leverage]++;
    work->words[leverage] += text_word_count(segment->source.text);
    return status;
}

static void add_work(struct barq_work *total, const struct barq_work *work)
{
    for (int i = 0; i < BARQ_LEVERAGES; i++) {
        total->segments[i] += work->segments[i];
        total->words[i] += work->words[i];
    }
    total->furniture += work->furniture;
    total->quotes += work->quotes;
    total->quote_words += work->quote_words;
    total->names += work->names;
}

enum barq_status barq_analysis_add(struct barq_analysis *analysis,
                                   const struct barq_story *story,
                                   enum barq_lang from, struct barq_work *out,
                                   struct barq_error *err)
{
    const struct barq_translate_options how = { .from = from,
                                                .min = MIN_MATCH,
                                                .filter = analysis->filter };
    struct barq_work work = { 0 };
    struct barq_draft *draft = NULL;
    enum barq_status status =
        barq_translate(analysis->memory, story, &how, &draft, err);

    if (status)
        return status;
    work.name =
        arena_text(&analysis->keep, story->name.at ? story->name : text_of(""));
    if (!work.name.at)
        status = fail_nomem(err, "for an analysis");
    analysis->stories++;
    for (size_t i = 0; i < draft->count && !status; i++)
        status = count_segment(analysis, draft, i, &work, err);
    barq_draft_free(draft);
    if (status)
        return status;
    add_work(&analysis->total, &work);
    *out = work;
    return BARQ_OK;
}
