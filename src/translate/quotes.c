/*
 * quotes.c - quotations that were published before.
 *
 * A new sentence often quotes what an earlier story quoted already: "'We will
 * return,' he had said".  The sentence is new, the quotation is not, and it
 * must come out in the words in which it was published.  So for each segment
 * that the memory has not as a whole, its quotations are looked for as
 * phrases, and what is found is compared word for word, at L2:
 *
 *   asked   ... "sanaswd Gdan" ...          a quotation, three words or more
 *   stored  qala: "sanaswd Gdan".           the second of its quotations, say
 *   given   the second quotation of its English, if it has as many; all of
 *           them, if the Arabic has one; else the English sentence
 *
 * It is given as help, with its story, and put nowhere: what surrounds it is
 * for a person.  A stored quotation that is longer, is said to be.
 *
 * Limits: words that were reported and not quoted are not found; of several
 * units the best by trust and date is given (memory/search.c).
 */
#include "translate/quotes.h"

#include "base/error.h"
#include "base/utf8.h"
#include "memory/memory.h"
#include "text/chars.h"
#include "translate/translate.h"

#include <string.h>

enum {
    RANK_KNOWN = 95,   /* such a match has the quotation in it */
    WORDS_LEAST = 3,   /* fewer are words in inverted commas */
    QUERY_MOST = 4000, /* bytes that a search takes */
    HITS_MOST = 8,
    KNOWN_MOST = 4, /* of a segment */
    SIDES = 2,
};

/* The words of a text, by the hashes of their L2 keys. */
struct key_row {
    uint64_t *at;
    size_t count;
};

struct asking {
    struct drafting *d;
    size_t segment;
    struct barq_text quote; /* that is looked for */
    struct key_row words;
    struct barq_known_quote *known; /* room for KNOWN_MOST */
    size_t count;
    struct arena *task;
    struct arena scratch;
};

/* -------------------------------------------------------------------- words */

static enum barq_status read_words(const struct asking *a,
                                   struct barq_text text, struct key_row *out,
                                   struct barq_error *err)
{
    struct tokens tokens = { 0 };
    struct word_cache *cache = memory_words(a->d->memory, a->d->draft->from);
    enum barq_status status =
        text_tokens_cached(cache, text, &tokens, a->task, a->scratch, err);

    *out = (struct key_row){ NULL, 0 };
    if (status)
        return status;
    out->at = arena_new(a->task, uint64_t, tokens.count + 1);
    if (!out->at)
        return fail_nomem(err, "for quotations");
    for (size_t i = 0; i < tokens.count; i++)
        if (tokens.at[i].kind != TOKEN_PUNCT)
            out->at[out->count++] = tokens.at[i].l2_hash;
    return BARQ_OK;
}

/* Does `row` hold `words`, one behind the other? */
static bool holds(const struct key_row *row, const struct key_row *words)
{
    for (size_t i = 0; i + words->count <= row->count; i++)
        if (memcmp(row->at + i, words->at, words->count * sizeof(*row->at)) ==
            0)
            return true;
    return false;
}

/* ---------------------------------------------------------------- the unit */

/* A stored unit, its text in the language asked and the other one. */
struct stored {
    struct barq_text texts[SIDES]; /* [0] as asked, [1] the other */
    struct quotations quotes[SIDES];
};

static struct stored stored_of(const struct asking *a,
                               const struct barq_unit *unit)
{
    bool from_ar = a->d->draft->from == BARQ_AR;

    return (struct stored){ .texts = { from_ar ? unit->ar : unit->en,
                                       from_ar ? unit->en : unit->ar } };
}

static struct barq_text quote_at(const struct stored *s, int side, size_t i)
{
    return text_slice(s->texts[side], s->quotes[side].at[i].start,
                      s->quotes[side].at[i].end);
}

/* All quotations of the other side, with dots where something was between. */
static struct barq_text all_quotes(const struct stored *s, struct arena *keep)
{
    struct barq_text all = arena_text(keep, quote_at(s, 1, 0));

    for (size_t i = 1; i < s->quotes[1].count && all.at; i++) {
        struct barq_text next = quote_at(s, 1, i);
        all = arena_print(keep, "%.*s ... %.*s", (int)all.len, all.at,
                          (int)next.len, next.at);
    }
    return all;
}

/* What stored quotation i is on the other side. */
static struct barq_text other_side(const struct stored *s, size_t i,
                                   bool *sentence, struct arena *keep)
{
    size_t count = s->quotes[1].count;

    if (count == s->quotes[0].count)
        return quote_at(s, 1, i);
    if (count && s->quotes[0].count == 1)
        return all_quotes(s, keep);
    *sentence = true;
    return s->texts[1];
}

static enum barq_status give(struct asking *a, const struct barq_unit *unit,
                             struct barq_known_quote known,
                             struct barq_error *err)
{
    struct arena *keep = a->d->keep;

    known.source = a->quote;
    known.target = arena_text(keep, known.target);
    known.story = arena_text(keep, unit->story);
    known.unit = unit->id;
    if (!known.target.at || !known.story.at)
        return fail_nomem(err, "for quotations");
    a->known[a->count++] = known;
    return BARQ_OK;
}

/* Is stored quotation i what is asked for? */
static enum barq_status try_quote(struct asking *a,
                                  const struct barq_unit *unit,
                                  const struct stored *s, size_t i, bool *found,
                                  struct barq_error *err)
{
    struct barq_known_quote known = { 0 };
    struct key_row row = { 0 };
    enum barq_status status = read_words(a, quote_at(s, 0, i), &row, err);

    *found = !status && holds(&row, &a->words);
    if (!*found)
        return status;
    known.target = other_side(s, i, &known.sentence, a->task);
    known.part = row.count > a->words.count;
    return known.target.at ? give(a, unit, known, err)
                           : fail_nomem(err, "for quotations");
}

/* A unit that is the quotation and nothing else needs no marks. */
static enum barq_status try_whole(struct asking *a,
                                  const struct barq_unit *unit,
                                  const struct stored *s, bool *found,
                                  struct barq_error *err)
{
    struct barq_known_quote known = { .target = s->texts[1] };
    struct key_row row = { 0 };
    enum barq_status status = read_words(a, s->texts[0], &row, err);

    *found = !status && row.count == a->words.count && holds(&row, &a->words);
    return *found ? give(a, unit, known, err) : status;
}

static enum barq_status try_unit(struct asking *a, const struct barq_unit *unit,
                                 bool *found, struct barq_error *err)
{
    struct stored s = stored_of(a, unit);
    enum barq_status status = BARQ_OK;

    for (int side = 0; side < SIDES && !status; side++)
        status = quotes_find(s.texts[side], &s.quotes[side], a->task, err);
    for (size_t i = 0; i < s.quotes[0].count && !status && !*found; i++)
        status = try_quote(a, unit, &s, i, found, err);
    return status || *found ? status : try_whole(a, unit, &s, found, err);
}

/* ----------------------------------------------------------------- the quote
 */

/* The quotation as a phrase to search for; marks in it would end it. */
static struct barq_text phrase_of(struct barq_text quote, struct arena *keep)
{
    char *to = arena_new(keep, char, quote.len + 3);
    size_t len = 0, from = 0;

    if (!to)
        return (struct barq_text){ 0 };
    to[len++] = '"';
    for (size_t i = 0; i < quote.len; from = i) {
        if (char_is_quote(char_next(quote, &i)))
            to[len++] = ' ';
        else
            for (; from < i; from++)
                to[len++] = quote.at[from];
    }
    to[len++] = '"';
    return (struct barq_text){ to, len };
}

static enum barq_status search(struct asking *a, struct barq_error *err)
{
    struct barq_filter written;
    const struct barq_search_options how = { .lang = a->d->draft->from,
                                             .limit = HITS_MOST,
                                             .exact = true,
                                             .filter = &written };
    struct memory_hits hits = { 0 };
    if (!draft_written(a->d, &written))
        return BARQ_OK;
    struct barq_text phrase = phrase_of(a->quote, a->task);
    bool found = false;
    enum barq_status status =
        phrase.at
            ? memory_search(a->d->memory, phrase, &how, &hits, a->task, err)
            : fail_nomem(err, "for quotations");

    for (size_t i = 0; i < hits.count && !status && !found; i++)
        status = try_unit(a, &hits.at[i].unit, &found, err);
    return status == BARQ_NOTHING ? BARQ_OK : status;
}

static enum barq_status ask(struct asking *a, struct barq_text quote,
                            struct barq_error *err)
{
    if (a->count == KNOWN_MOST || quote.len > QUERY_MOST)
        return BARQ_OK;
    a->quote = quote;
    enum barq_status status = read_words(a, quote, &a->words, err);
    return status || a->words.count < WORDS_LEAST ? status : search(a, err);
}

/* ------------------------------------------------------------- the segments */

static enum barq_status ask_segment(struct drafting *d, size_t i,
                                    struct arena scratch,
                                    struct barq_error *err)
{
    struct barq_text text = d->draft->segments[i].source.text;
    struct arena task = arena_split(&scratch);
    struct quotations quotes = { 0 };
    struct asking a = { .d = d, .segment = i, .task = &task };
    enum barq_status status = quotes_find(text, &quotes, &task, err);

    if (status || !quotes.count)
        return status;
    word_cache_rest(memory_words(d->memory, d->draft->from));
    a.scratch = scratch;
    a.known = arena_new(d->keep, struct barq_known_quote, KNOWN_MOST);
    if (!a.known)
        return fail_nomem(err, "for quotations");
    for (size_t k = 0; k < quotes.count && !status; k++)
        status = ask(&a, text_slice(text, quotes.at[k].start, quotes.at[k].end),
                     err);
    d->draft->quotes[i] = (struct draft_quotes){ a.known, a.count };
    return status;
}

/* Is the whole of it known, or is it furniture? */
static bool is_settled(const struct barq_draft_segment *segment)
{
    return segment->source.kind == BARQ_FURNITURE ||
           (segment->target.at && segment->rank >= RANK_KNOWN &&
            segment->origin != BARQ_MT);
}

enum barq_status draft_quotes(struct drafting *d, struct arena scratch,
                              struct barq_error *err)
{
    struct barq_draft *draft = d->draft;
    enum barq_status status = BARQ_OK;

    draft->quotes = arena_new(d->keep, struct draft_quotes, draft->count + 1);
    if (!draft->quotes)
        return fail_nomem(err, "for quotations");
    for (size_t i = 0; i < draft->count && !status; i++)
        if (!is_settled(&draft->segments[i]))
            status = ask_segment(d, i, scratch, err);
    return status;
}

const struct barq_known_quote *barq_draft_quotes(const struct barq_draft *draft,
                                                 size_t segment, size_t *count)
{
    *count = draft->quotes ? draft->quotes[segment].count : 0;
    return *count ? draft->quotes[segment].at : NULL;
}
