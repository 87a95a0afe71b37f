/*
 * spend.c - the cache of answers and the budget, in the memory file.
 *
 * Engines bill by the character, and the same text comes again with every
 * update of a story.  So an answer is kept as soon as it is there, and a run
 * that broke off goes on where it was.  What decides over it is what the
 * request had: engine, model, direction, text, and, for an engine that
 * learns from them, glossary, examples and terms.  The neighbours do not
 * count: a sentence need not be paid for again because the one after it
 * changed.
 *
 * Counted is what was sent, when it was answered or may have been: a request
 * that was refused or never arrived costs nothing, one that timed out may
 * have been billed and counts.
 */
#include "mt/spend.h"

#include "mt/chat.h"

#include "base/error.h"
#include "base/utf8.h"

#include <stdio.h>
#include <time.h>

/* A run that costs as much is announced: about thirty pages. */
enum { LARGE_RUN = 50000 };

static int this_month(void)
{
    time_t now = time(NULL);
    struct tm utc;

    if (!gmtime_r(&now, &utc))
        return 0;
    return (utc.tm_year + 1900) * 100 + utc.tm_mon + 1;
}

static bool can_note(const struct purse *purse)
{
    return purse->memory && memory_can_write(purse->memory);
}

enum barq_status purse_open(struct purse *purse, struct barq_engine *engine,
                            struct barq_memory *memory, struct barq_error *err)
{
    struct barq_mt_use *use = &engine->use;

    *purse = (struct purse){ engine, memory, this_month(), 0 };
    *use = (struct barq_mt_use){
        .run_budget = engine->limits.run_characters,
        .month_budget = engine->limits.month_characters,
    };
    if (use->month_budget && !can_note(purse))
        return fail(err, BARQ_E_ENGINE, 0,
                    "%s: the budget of the month cannot be kept without a "
                    "memory that can be written",
                    engine->config.name.at);
    if (!memory)
        return BARQ_OK;
    return memory_get_use(memory, engine->config.name, purse->month,
                          &use->month, err);
}

static int64_t length(struct barq_text text)
{
    int64_t characters = 0;

    for (size_t i = 0; i < text.len; i++)
        characters += ((unsigned char)text.at[i] & 0xC0) != 0x80;
    return characters;
}

static int64_t length_of_pairs(const struct mt_pair *pairs, size_t count)
{
    int64_t characters = 0;

    for (size_t i = 0; i < count; i++)
        characters += length(pairs[i].source) + length(pairs[i].target);
    return characters;
}

int64_t purse_cost(const struct purse *purse, const struct mt_segment *segment)
{
    if (!purse->engine->config.examples)
        return length(segment->text);
    return length(segment->text) + length(segment->before) +
           length(segment->after) +
           length_of_pairs(segment->examples, segment->example_count) +
           length_of_pairs(segment->terms, segment->term_count);
}

int64_t purse_left(const struct purse *purse)
{
    const struct barq_mt_use *use = &purse->engine->use;
    int64_t left = INT64_MAX;

    if (use->run_budget)
        left = use->run_budget - use->characters;
    if (use->month_budget && use->month_budget - use->month < left)
        left = use->month_budget - use->month;
    return left - purse->under_way;
}

enum barq_status purse_empty(const struct purse *purse, struct barq_error *err)
{
    const struct barq_mt_use *use = &purse->engine->use;
    const char *name = purse->engine->config.name.at;
    bool run = use->run_budget &&
               (!use->month_budget || use->run_budget - use->characters <
                                          use->month_budget - use->month);

    if (run)
        return fail(err, BARQ_E_ENGINE, 0,
                    "%s: the budget of this run, %lld characters, is used up "
                    "(--budget, or budget_run in barq.ini)",
                    name, (long long)use->run_budget);
    return fail(err, BARQ_E_ENGINE, 0,
                "%s: the budget of this month, %lld characters, is used up "
                "(%lld sent; --budget, or budget_month in barq.ini)",
                name, (long long)use->month_budget, (long long)use->month);
}

static void add_pairs(struct buf *buf, const struct mt_pair *pairs,
                      size_t count)
{
    for (size_t i = 0; i < count; i++) {
        buf_add(buf, pairs[i].source);
        buf_addc(buf, '\t');
        buf_add(buf, pairs[i].target);
        buf_addc(buf, '\n');
    }
    buf_addc(buf, '\n');
}

/* What went along with the text and decides over the answer; and what kind of
 * engine it was, since a name in barq.ini may come to mean another. */
static uint64_t hash_hints(const struct mt_config *config,
                           const struct mt_segment *segment)
{
    struct buf buf = { 0 };
    uint64_t hash = 0;

    buf_addf(&buf, "%s\n", config->kind->name);
    buf_add(&buf, config->glossary);
    if (config->examples) {
        buf_addf(&buf, "\n%d\n%.2f\n", CHAT_VERSION, config->temperature);
        buf_add(&buf, config->style);
        buf_addc(&buf, '\n');
        add_pairs(&buf, segment->examples, segment->example_count);
        add_pairs(&buf, segment->terms, segment->term_count);
    }
    buf_add(&buf, config->english);
    if (!buf.failed)
        hash = text_hash((struct barq_text){ buf.at, buf.len });
    buf_release(&buf);
    return hash;
}

static struct memory_answer key_of(const struct purse *purse,
                                   enum barq_lang from,
                                   const struct mt_segment *segment)
{
    const struct mt_config *config = &purse->engine->config;

    return (struct memory_answer){ config->name, config->model, segment->text,
                                   from, hash_hints(config, segment) };
}

enum barq_status purse_recall(const struct purse *purse, enum barq_lang from,
                              const struct mt_segment *segment,
                              struct barq_text *answer, struct arena *keep,
                              struct barq_error *err)
{
    struct memory_answer key = key_of(purse, from, segment);

    *answer = (struct barq_text){ 0 };
    if (!purse->memory)
        return BARQ_OK;
    enum barq_status status =
        memory_get_answer(purse->memory, &key, answer, keep, err);
    if (status)
        *answer = (struct barq_text){ 0 };
    return status == BARQ_NOTHING ? BARQ_OK : status;
}

static enum barq_status note_all(struct purse *purse,
                                 const struct mt_batch *part,
                                 const struct barq_text *answers,
                                 int64_t characters, struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    for (size_t i = 0; answers && i < part->count && !status; i++) {
        struct memory_answer key =
            key_of(purse, part->from, &part->segments[i]);
        status = memory_put_answer(purse->memory, &key, answers[i], err);
    }
    if (status || !characters)
        return status;
    return memory_add_use(purse->memory, purse->engine->config.name,
                          purse->month, characters, err);
}

enum barq_status purse_note(struct purse *purse, const struct mt_batch *part,
                            const struct barq_text *answers, int64_t characters,
                            struct barq_error *err)
{
    enum barq_status status;

    purse->engine->use.characters += characters;
    purse->engine->use.month += characters;
    if (!can_note(purse) || (!answers && !characters))
        return BARQ_OK;
    status = memory_begin(purse->memory, err);
    if (status)
        return status;
    status = note_all(purse, part, answers, characters, err);
    if (!status)
        status = memory_commit(purse->memory, err);
    if (status)
        memory_rollback(purse->memory);
    return status;
}

void purse_estimate(const struct purse *purse, size_t segments,
                    int64_t characters)
{
    const struct barq_engine *engine = purse->engine;
    const struct barq_mt_use *use = &engine->use;
    char budgets[120] = "";

    if (!engine->say || !segments)
        return;
    if (characters > purse_left(purse))
        snprintf(budgets, sizeof(budgets),
                 "; the budget leaves %lld, so some will stay open",
                 (long long)purse_left(purse));
    else if (use->month_budget)
        snprintf(budgets, sizeof(budgets), "; %lld of %lld used this month",
                 (long long)use->month, (long long)use->month_budget);
    if (characters < LARGE_RUN && !budgets[0])
        return;
    char line[400];
    snprintf(line, sizeof(line),
             "%s: about to send %lld characters in %zu "
             "segments%s",
             engine->config.name.at, (long long)characters, segments, budgets);
    engine->say(engine->context, false, line);
}
