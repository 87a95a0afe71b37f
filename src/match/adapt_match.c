/*
 * adapt_match.c - a match and the numbers of the query: whether it is worth
 * looking, and what becomes of the match.
 *
 * Most matches say the same numbers as the query.  They are told by the words
 * that differ: where none of these is of a number, a date or a time, no value
 * does, and neither text need be read for them.
 */
#include "match/judge.h"

#include "match/adapt.h"
#include "match/score.h"

#include "base/error.h"
#include "base/utf8.h"

struct memory_brief match_brief(const struct barq_unit *unit,
                                enum barq_lang lang)
{
    return (struct memory_brief){ .id = unit->id,
                                  .text = lang == BARQ_AR ? unit->ar : unit->en,
                                  .origin = unit->origin,
                                  .confidence = unit->confidence,
                                  .changed = unit->changed,
                                  .uses = unit->uses };
}

static bool has_digit(struct barq_text text)
{
    for (size_t i = 0; i < text.len;) {
        uint32_t c = utf8_next(text, &i);
        if ((c >= '0' && c <= '9') || (c >= 0x0660 && c <= 0x0669) ||
            (c >= 0x06F0 && c <= 0x06F9))
            return true;
    }
    return false;
}

/* Does a piece of a segment say a number, a date or a time, or part of one? */
static enum barq_status says_value(const struct match_query *query,
                                   struct barq_text piece, bool *says,
                                   struct arena scratch, struct barq_error *err)
{
    struct arena keep = arena_split(&scratch);
    struct tokens tokens = { 0 };
    enum barq_status status = BARQ_OK;

    *says = has_digit(piece);
    if (*says || !piece.len)
        return BARQ_OK;
    status =
        text_tokens_cached(query->words, piece, &tokens, &keep, scratch, err);
    for (size_t i = 0; i < tokens.count && !status && !*says; i++) {
        const struct barq_text keys[] = { tokens.at[i].l2, tokens.at[i].l3 };
        *says = tokens.at[i].kind == TOKEN_DATE;
        for (size_t k = 0; k < 2 && tokens.at[i].kind != TOKEN_PUNCT; k++)
            *says |= text_is_of_value(memory_lexicon(query->memory),
                                      query->lang, keys[k]);
    }
    return status;
}

/* May the values of query and source differ?  Where they are cut alike but for
 * words that are of no value, they do not, and nothing need be read again. */
static enum barq_status may_adapt(const struct match_query *query,
                                  const struct match_verdict *verdict,
                                  bool *may, struct arena scratch,
                                  struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    *may = false;
    for (size_t i = 0; i < verdict->run_count && !*may && !status; i++) {
        const struct barq_run *run = &verdict->runs[i];
        if (run->kind == BARQ_RUN_SAME)
            continue;
        status = says_value(query, run->text, may, scratch, err);
        if (!status && !*may)
            status = says_value(query, run->query, may, scratch, err);
    }
    return status;
}

static enum barq_status read_said(const struct match_query *query,
                                  struct arena scratch, struct barq_error *err)
{
    const struct text_in_tokens text = {
        { query->lang, memory_lexicon(query->memory) },
        query->side.raw,
        &query->side.tokens,
    };
    struct match_said *said = query->said;
    enum barq_status status =
        said->read
            ? BARQ_OK
            : text_values_in(&text, &said->values, &said->home, scratch, err);

    said->read = !status;
    return status;
}

/* Put the numbers of the query into the translation, where they differ. */
enum barq_status match_put_values(const struct match_query *query,
                                  struct match_verdict *verdict,
                                  struct barq_match *match, struct arena *keep,
                                  struct arena scratch, struct barq_error *err)
{
    bool from_ar = query->lang == BARQ_AR;
    const struct barq_unit *unit = &match->unit;
    const struct match_adapt_query asked = {
        .lexicon = memory_lexicon(query->memory),
        .from = query->lang,
        .query = query->side.raw,
        .style = query->style ? *query->style : (struct barq_style){ 0 },
        .values = &query->said->values,
        .quoted = query->quoted,
        .words = { query->words,
                   memory_words(query->memory, from_ar ? BARQ_EN : BARQ_AR) },
    };
    const struct match_adapt_pair pair = {
        from_ar ? unit->ar : unit->en,
        from_ar ? unit->en : unit->ar,
        verdict->side ? &verdict->side->tokens : NULL,
    };
    struct match_adapted adapted = { 0 };
    struct memory_brief brief = match_brief(unit, query->lang);
    enum barq_status status = BARQ_OK;

    bool may = false;

    if (!query->adapt || verdict->rank >= RANK_LETTER_FORMS)
        return BARQ_OK;
    if ((status = may_adapt(query, verdict, &may, scratch, err)) || !may ||
        (status = read_said(query, scratch, err)))
        return status;
    if ((status = match_adapt(&asked, &pair, &adapted, keep, scratch, err)))
        return status;
    if (adapted.rank)
        status = match_judge_adapted(&brief, adapted.rank, verdict, keep, err);
    match->adapted = adapted.text;
    match->adapted_runs = adapted.runs;
    match->adapted_count = adapted.run_count;
    match->refusal = adapted.refusal;
    return status;
}
