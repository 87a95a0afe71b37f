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

/* Does a token say a number, a date or a time, or part of one? */
static bool says_value(const struct match_query *query,
                       const struct token *token)
{
    const struct lexicon *lexicon = memory_lexicon(query->memory);

    if (has_digit(token->raw) || token->kind == TOKEN_DATE)
        return true;
    return token->kind != TOKEN_PUNCT &&
           (text_is_of_value(lexicon, query->lang, token->l2) ||
            text_is_of_value(lexicon, query->lang, token->l3));
}

/* May the values of query and source differ?  Where they are cut alike but for
 * words that are of no value, they do not, and nothing need be read again. */
static bool may_adapt(const struct match_query *query,
                      const struct match_path *path)
{
    for (size_t i = 0; i < path->count; i++) {
        const struct match_step *step = &path->steps[i];
        if ((step->query && says_value(query, step->query)) ||
            (step->stored && says_value(query, step->stored)))
            return true;
    }
    return false;
}

static enum barq_status read_values(const struct match_query *query,
                                    const struct match_side *side,
                                    struct values *values, struct arena *keep,
                                    struct arena scratch,
                                    struct barq_error *err)
{
    const struct text_in_tokens text = {
        { query->lang, memory_lexicon(query->memory) },
        side->raw,
        &side->tokens,
    };

    return text_values_in(&text, values, keep, scratch, err);
}

/* The values of the query and of a source, if they may differ. */
static enum barq_status read_said(const struct match_query *query,
                                  const struct match_verdict *verdict,
                                  struct arena scratch, struct barq_error *err)
{
    struct match_said *said = query->said;
    enum barq_status status = BARQ_OK;

    if (verdict->side && said->of == verdict->measure)
        return BARQ_OK;
    said->of = NULL;
    said->differs = may_adapt(query, &verdict->measure->path);
    if (said->differs && !said->read)
        status = read_values(query, &query->side, &said->values, &said->home,
                             scratch, err);
    said->read |= said->differs && !status;
    if (status || !verdict->side)
        return status;
    struct arena last = said->home; /* what the last source took is free */
    if (said->differs)
        status = read_values(query, verdict->side, &said->source, &last,
                             scratch, err);
    said->of = status ? NULL : verdict->measure;
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
        verdict->side ? &query->said->source : NULL,
    };
    struct match_adapted adapted = { 0 };
    struct memory_brief brief = match_brief(unit, query->lang);
    enum barq_status status = BARQ_OK;

    if (!query->adapt || verdict->rank >= RANK_LETTER_FORMS)
        return BARQ_OK;
    if ((status = read_said(query, verdict, scratch, err)) ||
        !query->said->differs)
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
