/*
 * search_query.c - what a person types into a search, as words and how they
 * stand.
 *
 *     talks resume      both words, wherever they stand
 *     "talks resume"    one behind the other
 *     resum*            words that begin so; "ceasefire tal*" as well
 *     talks ~5 Cairo    with five words between them at most, either way
 *     talks -Cairo      not the units with Cairo; -"in Cairo" works too
 *     talks OR summit   one or the other; | is the same
 *
 * OR parts a query into alternatives, of which one is enough.  What is
 * excluded is excluded from all.  Anything else is text: a mark that joins
 * nothing is passed over, and an operator without something on either side is
 * a word like others, so no query is ever wrong.
 *
 *     en:cairo      the phrase "en cairo"
 *     ~5 talks OR   the words 5, talks, or
 *     -5            a number; whoever wants it excluded writes -"5"
 *
 * The text is folded to L1 first, which makes all quotes and dashes one, and
 * keeps hamza and capitals.  A word of Arabic letters is looked for on the
 * Arabic side, any other on both, unless the caller names a language.
 */
#include "memory/search.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/chars.h"
#include "text/scan.h"

#include <assert.h>
#include <string.h>

enum { WITHIN_USUAL = 5, WITHIN_MOST = 1000 };

enum pending { NOTHING_PENDING, OR_PENDING, NEAR_PENDING };

/* A piece of the query: a quoted part, or what stands between spaces. */
struct piece {
    struct barq_text text;
    bool quoted, excluded, prefix;
};

struct reader {
    struct barq_text rest;
    enum barq_lang lang;
    struct search_query *query;
    struct search_word *words; /* room for all of the query */
    struct search_term *terms;
    size_t word_count, term_count, excluded_count;
    enum pending pending;
    int within;
    struct barq_text joint; /* what is pending, as it stands */
    struct arena *keep;
    struct arena scratch;
};

static void skip_spaces(struct reader *r)
{
    size_t i = 0;

    while (i < r->rest.len && r->rest.at[i] == ' ')
        i++;
    r->rest = text_slice(r->rest, i, r->rest.len);
}

/* Take what stands before a space or a quote, or before a quote alone. */
static struct barq_text take_until(struct reader *r, bool space)
{
    size_t i = 0;

    while (i < r->rest.len && r->rest.at[i] != '"' &&
           !(space && r->rest.at[i] == ' '))
        i++;
    struct barq_text taken = text_slice(r->rest, 0, i);
    r->rest = text_slice(r->rest, i, r->rest.len);
    return taken;
}

static bool take(struct reader *r, char c)
{
    if (!r->rest.len || r->rest.at[0] != c)
        return false;
    r->rest = text_slice(r->rest, 1, r->rest.len);
    return true;
}

/* Is the dash before `rest` a minus sign that excludes? */
static bool excludes(struct barq_text rest)
{
    size_t i = 0;

    if (!rest.len)
        return false;
    if (rest.at[0] == '"')
        return rest.len > 1;
    uint32_t c = utf8_next(rest, &i);
    return char_is_letter(c);
}

/* The next piece; false at the end. */
static bool next_piece(struct reader *r, struct piece *piece)
{
    skip_spaces(r);
    if (!r->rest.len)
        return false;
    *piece = (struct piece){ 0 };
    piece->excluded =
        r->rest.at[0] == '-' && excludes(text_slice(r->rest, 1, r->rest.len));
    if (piece->excluded)
        take(r, '-');
    if (take(r, '"')) {
        piece->quoted = true;
        piece->text = take_until(r, false);
        take(r, '"');
        piece->prefix = take(r, '*');
        return true;
    }
    piece->text = take_until(r, true);
    return true;
}

/* Stars at the end of a piece make its last word a prefix. */
static void take_stars(struct piece *piece)
{
    while (piece->text.len && piece->text.at[piece->text.len - 1] == '*') {
        piece->text.len--;
        piece->prefix = true;
    }
}

static void choose_sides(struct search_word *word, enum barq_lang lang)
{
    size_t i = 0;
    bool arabic = false;

    while (i < word->l2.len && !arabic)
        arabic = char_is_arabic(utf8_next(word->l2, &i));
    word->sides[0] = lang != BARQ_EN;
    word->sides[1] = lang == BARQ_EN || (lang != BARQ_AR && !arabic);
}

/* The words of a token: most have one, the key of some has a space. */
static enum barq_status add_words(struct reader *r, struct barq_text raw,
                                  struct barq_error *err)
{
    struct barq_text l2 = { 0 }, word;
    enum barq_status status =
        text_fold(raw, TEXT_L2, &l2, r->keep, r->scratch, err);

    while (!status && word_next(&l2, &word)) {
        struct search_word *to = &r->words[r->word_count++];
        to->l1 = raw;
        to->l2 = word_clip(word);
        choose_sides(to, r->lang);
    }
    return status;
}

/* The words of a piece as one term; *made says whether it has any. */
static enum barq_status make_term(struct reader *r, const struct piece *piece,
                                  struct search_term *term,
                                  struct barq_error *err)
{
    struct text_span span;
    enum scan_class class;
    enum barq_status status = BARQ_OK;
    size_t i = 0;

    assert(r->words);
    *term = (struct search_term){ .words = &r->words[r->word_count],
                                  .within = ANYWHERE,
                                  .quoted = piece->quoted };
    while (!status && (class = scan_token(piece->text, &i, &span)) != SCAN_END)
        if (class != SCAN_PUNCT)
            status = add_words(r, text_slice(piece->text, span.start, span.end),
                               err);
    term->count = (size_t)(&r->words[r->word_count] - term->words);
    if (term->count)
        term->words[term->count - 1].prefix = piece->prefix;
    return status;
}

/* Make *term part of the alternative at hand, or of a new one. */
static void place_term(struct reader *r, const struct search_term *term)
{
    struct search_query *query = r->query;

    if (!query->count || r->pending == OR_PENDING)
        query->alternatives[query->count++].at = &r->terms[r->term_count];
    struct search_term *to = &r->terms[r->term_count++];
    *to = *term;
    if (r->pending == NEAR_PENDING)
        to->within = r->within;
    query->alternatives[query->count - 1].count++;
    r->pending = NOTHING_PENDING;
}

static enum barq_status add_piece(struct reader *r, struct piece piece,
                                  struct barq_error *err)
{
    struct search_term term;

    take_stars(&piece);
    enum barq_status status = make_term(r, &piece, &term, err);
    if (status || !term.count)
        return status;
    if (piece.excluded)
        r->query->excluded.at[r->query->excluded.count++] = term;
    else
        place_term(r, &term);
    return BARQ_OK;
}

/* "~5" or "~"; how many words may lie between. */
static bool is_near(struct barq_text text, int *within)
{
    int n = 0;

    if (!text.len || text.at[0] != '~' || text.len > 4)
        return false;
    for (size_t i = 1; i < text.len; i++) {
        if (text.at[i] < '0' || text.at[i] > '9')
            return false;
        n = 10 * n + (text.at[i] - '0');
    }
    *within = text.len == 1 ? WITHIN_USUAL : n;
    return n <= WITHIN_MOST;
}

static enum pending operator_of(const struct piece *piece, int *within)
{
    if (piece->quoted || piece->excluded)
        return NOTHING_PENDING;
    if (text_equal(piece->text, text_of("OR")) ||
        text_equal(piece->text, text_of("|")))
        return OR_PENDING;
    return is_near(piece->text, within) ? NEAR_PENDING : NOTHING_PENDING;
}

/* An operator that had nothing to join is text. */
static enum barq_status give_up_operator(struct reader *r,
                                         struct barq_error *err)
{
    struct piece piece = { .text = r->joint };

    if (r->pending == NOTHING_PENDING)
        return BARQ_OK;
    r->pending = NOTHING_PENDING;
    return add_piece(r, piece, err);
}

static enum barq_status take_piece(struct reader *r, struct piece piece,
                                   struct barq_error *err)
{
    int within = 0;
    enum pending pending = operator_of(&piece, &within);
    enum barq_status status = BARQ_OK;

    if (pending == NOTHING_PENDING || !r->query->count)
        return add_piece(r, piece, err);
    status = give_up_operator(r, err);
    r->pending = pending;
    r->within = within;
    r->joint = piece.text;
    return status;
}

/* As many words, terms and alternatives as the text could have. */
static enum barq_status reserve(struct reader *r, struct barq_error *err)
{
    size_t most = r->rest.len + 1;
    struct search_query *query = r->query;

    r->words = arena_new(r->keep, struct search_word, most);
    r->terms = arena_new(r->keep, struct search_term, most);
    query->alternatives = arena_new(r->keep, struct search_terms, most);
    query->excluded.at = arena_new(r->keep, struct search_term, most);
    return r->words && r->terms && query->alternatives && query->excluded.at
               ? BARQ_OK
               : fail_nomem(err, "for a query");
}

enum barq_status query_read(struct barq_text text, enum barq_lang lang,
                            struct search_query *out, struct arena *keep,
                            struct arena scratch, struct barq_error *err)
{
    struct search_query query = { 0 };
    struct reader r = {
        .lang = lang, .query = &query, .keep = keep, .scratch = scratch
    };
    struct piece piece;
    enum barq_status status =
        text_fold(text, TEXT_L1, &r.rest, keep, scratch, err);

    if (!status)
        status = reserve(&r, err);
    while (!status && next_piece(&r, &piece))
        status = take_piece(&r, piece, err);
    if (!status)
        status = give_up_operator(&r, err);
    if (status)
        return status;
    if (!query.count)
        return fail(err, BARQ_NOTHING, 0,
                    query.excluded.count
                        ? "there is only what to leave out; say what to find"
                        : "there is no word to search for");
    *out = query;
    return BARQ_OK;
}

/* May these be one phrase?  Plain words, two or more. */
static bool is_plain(const struct search_terms *terms)
{
    for (size_t i = 0; i < terms->count; i++)
        if (terms->at[i].quoted || terms->at[i].within != ANYWHERE)
            return false;
    return terms->count > 1;
}

/* The words of an alternative lie one behind the other but for those of what
 * is excluded. */
static bool join_terms(const struct search_terms *terms,
                       struct search_term *joined, struct arena *keep)
{
    size_t count = 0;

    for (size_t i = 0; i < terms->count; i++)
        count += terms->at[i].count;
    *joined = (struct search_term){
        .words = arena_new(keep, struct search_word, count),
        .within = ANYWHERE,
    };
    if (!joined->words)
        return false;
    for (size_t i = 0; i < terms->count; i++)
        for (size_t k = 0; k < terms->at[i].count; k++)
            joined->words[joined->count++] = terms->at[i].words[k];
    return true;
}

bool query_together(const struct search_query *query,
                    struct search_query *together, struct arena *keep)
{
    struct search_terms *all =
        arena_new(keep, struct search_terms, query->count);
    struct search_term *terms =
        arena_new(keep, struct search_term, query->count);
    size_t count = 0;

    if (!all || !terms)
        return false;
    for (size_t i = 0; i < query->count; i++) {
        if (!is_plain(&query->alternatives[i]))
            continue;
        if (!join_terms(&query->alternatives[i], &terms[count], keep))
            return false;
        all[count] = (struct search_terms){ &terms[count], 1 };
        count++;
    }
    *together = *query;
    together->alternatives = all;
    together->count = count;
    return count > 0;
}
