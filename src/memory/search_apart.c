/*
 * search_apart.c - what is written as one word or as two.
 *
 * Two words are a phrase, so whoever asks for ceasefire, or for cease-fire, is
 * given another alternative, "cease fire"; and whoever asks for cease fire is
 * given ceasefire, of which cease-fire is a form (search_joined.c).  Only those
 * are added that the memory may hold, and that mean the same:
 *
 *     ceasefire talks   "cease fire" talks: both words are there
 *     cease fire        ceasefire: it is there, or cease-fire
 *     therapist, maybe  not "the rapist", "may be": with a function word, or
 *                       one of less than three letters, two words are two
 *     al qaeda          ... but for al and el, which names begin with
 *     F16               ... and for letters before digits: F 16
 *
 * In Arabic, where nearly anything may be cut in two that are words, it is done
 * behind a few words alone: Abd Allah, Abu Dhabi, la siyyama.
 *
 * So an ordinary query has no alternative more, and costs a few looks at the
 * table of words.  In phrases, in what is excluded and of what a word begins
 * with, it is the same: cease-f* is "cease f*" as well.
 */
#include "memory/search_forms.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/stem.h"

#include <string.h>

static size_t letters_of(struct barq_text key)
{
    size_t count = 0;

    for (size_t i = 0; i < key.len; count++)
        utf8_next(key, &i);
    return count;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

enum {
    PARTS_MOST = 5,   /* state-of-the-art has four */
    OPTIONS_MOST = 8, /* of a term, itself among them */
    ALTERNATIVES_MOST = 16,
    PART_LETTERS = 3,
};

/* A term, or what may stand in its place, and for how many terms it does. */
struct option {
    struct search_term term;
    size_t takes;
};
struct options {
    struct option at[OPTIONS_MOST];
    size_t count;
};

struct joiner {
    struct barq_memory *memory;
    struct arena *keep;
};

/* Words in the place of words from..end of a term. */
struct change {
    size_t from, end;
    struct search_word parts[PARTS_MOST];
    size_t count;
};

/* Does the memory have a word that begins so, or is it? */
static enum barq_status has_word(struct barq_memory *memory, int side,
                                 struct barq_text key, bool begins, bool *has,
                                 struct barq_error *err)
{
    char to[WORD_MOST + 1];
    struct query q;

    *has = false;
    if (!key.len || key.len > WORD_MOST)
        return BARQ_OK;
    memcpy(to, key.at, key.len);
    to[key.len] = begins ? '\xFF' : '\x01';
    query_start(&q, memory, SQL_FORMS);
    query_int(&q, side);
    query_text(&q, key);
    query_text(&q, (struct barq_text){ to, key.len + 1 });
    query_int(&q, 1);
    *has = query_row(&q);
    return query_end(&q, err);
}

/* The same of an Arabic word, be it behind a clitic. */
static enum barq_status has_arabic(struct barq_memory *memory,
                                   struct barq_text key, bool begins, bool *has,
                                   struct barq_error *err)
{
    char to[2 * WORD_MOST];
    enum barq_status status = BARQ_OK;

    for (int i = 0; i < FRONTS && !*has && !status; i++) {
        struct barq_text front = text_of(search_fronts[i]);
        memcpy(to, front.at, front.len);
        memcpy(to + front.len, key.at, key.len);
        status =
            has_word(memory, 0, (struct barq_text){ to, front.len + key.len },
                     begins, has, err);
    }
    return status;
}

/* ... or of another form of a word; of a prefix, of what begins so. */
static enum barq_status has_form(struct barq_memory *memory, int side,
                                 struct barq_text key, bool prefix, bool *has,
                                 struct barq_error *err)
{
    char to[WORD_MOST + STEM_GROWTH];

    *has = false;
    if (key.len > WORD_MOST)
        return BARQ_OK;
    if (!side)
        return has_arabic(memory, key, prefix, has, err);
    if (prefix)
        return has_word(memory, side, key, true, has, err);
    struct barq_text stem = { to, stem_english(memory->lexicon, key, key, to) };
    return has_word(memory, side, stem, true, has, err);
}

/* On which side are the words of the language that it is of? */
static int side_of(const struct search_word *word)
{
    return word->sides[1];
}

/* What two words begin with that Arabic writes as one as well: abd, abu, abi,
 * aba, ibn, umm, bayt, kafr, tall, dayr, ras, bur, new, san, la, ma; as L2
 * keys.  And what English does, though it is short. */
static const char *const openers[SIDES][16] = {
    { "\u0639\u0628\u062F", "\u0627\u0628\u0648", "\u0627\u0628\u064A",
      "\u0627\u0628\u0627", "\u0627\u0628\u0646", "\u0627\u0645",
      "\u0628\u064A\u062A", "\u0643\u0641\u0631", "\u062A\u0644",
      "\u062F\u064A\u0631", "\u0631\u0627\u0633", "\u0628\u0648\u0631",
      "\u0646\u064A\u0648", "\u0633\u0627\u0646", "\u0644\u0627",
      "\u0645\u0627" },
    { "al", "el" },
};

/* la and ma, behind which a function word does as well: la siyyama. */
static bool opens_any(struct barq_text word)
{
    return text_equal(word, text_of("\u0644\u0627")) ||
           text_equal(word, text_of("\u0645\u0627"));
}

static bool opens(int side, struct barq_text word)
{
    for (size_t i = 0; i < 16 && openers[side][i]; i++)
        if (text_equal(word, text_of(openers[side][i])))
            return true;
    return false;
}

/* May these two be one word, as far as their letters tell? */
static bool may_be_one(const struct joiner *j, int side, struct barq_text first,
                       struct barq_text second)
{
    enum barq_lang lang = side ? BARQ_EN : BARQ_AR;

    if (is_digit(second.at[0]))
        return side && !is_digit(first.at[first.len - 1]);
    if (letters_of(second) < PART_LETTERS)
        return false;
    bool first_may =
        opens(side, first) || (side && letters_of(first) >= PART_LETTERS &&
                               !search_is_function(j->memory, lang, first));
    return first_may &&
           (opens_any(first) || !search_is_function(j->memory, lang, second));
}

/* The term with other words in the place of some. */
static bool put_option(const struct joiner *j, const struct search_term *term,
                       const struct change *change, struct options *options)
{
    size_t count = term->count - (change->end - change->from) + change->count;
    struct search_word *words = arena_new(j->keep, struct search_word, count);

    if (!words)
        return false;
    struct option *to = &options->at[options->count++];
    *to = (struct option){ *term, 1 };
    to->term.words = words;
    to->term.count = count;
    for (size_t i = 0; i < change->from; i++)
        *words++ = term->words[i];
    for (size_t i = 0; i < change->count; i++)
        *words++ = change->parts[i];
    for (size_t i = change->end; i < term->count; i++)
        *words++ = term->words[i];
    return true;
}

static struct search_word part_of(const struct search_word *word,
                                  struct barq_text l1, struct barq_text l2)
{
    return (struct search_word){ .l1 = l1,
                                 .l2 = l2,
                                 .alone = true,
                                 .sides = { word->sides[0], word->sides[1] } };
}

/* A word with hyphens as words. */
static void part_at_hyphens(const struct search_word *word,
                            struct change *change)
{
    struct barq_text l1 = word->l1, l2 = word->l2, key;

    while (l2.len && change->count < PARTS_MOST) {
        struct barq_text raw = text_field(&l1, '-');
        key = text_field(&l2, '-');
        if (key.len)
            change->parts[change->count++] =
                part_of(word, raw.len ? raw : key, key);
    }
    if (l2.len)
        change->count = 0;
    if (change->count)
        change->parts[change->count - 1].prefix = word->prefix;
}

/* Is word `at` of two words that the memory has, the second from byte `split`
 * on? */
static enum barq_status try_split(const struct joiner *j,
                                  const struct search_term *term, size_t at,
                                  size_t split, struct options *options,
                                  struct barq_error *err)
{
    const struct search_word *word = &term->words[at];
    struct barq_text first = text_slice(word->l2, 0, split);
    struct barq_text second = text_slice(word->l2, split, word->l2.len);
    bool same = word->l1.len == word->l2.len;
    struct barq_text l1 = same ? word->l1 : word->l2;
    int side = side_of(word);
    bool has = may_be_one(j, side, first, second);
    enum barq_status status = BARQ_OK;

    if (has && side) /* in Arabic it is one of a few, which are common */
        status = has_word(j->memory, side, first, false, &has, err);
    if (has && !status)
        status = has_form(j->memory, side, second, word->prefix, &has, err);
    if (status || !has)
        return status;
    struct change change = {
        .from = at,
        .end = at + 1,
        .parts = { part_of(word, text_slice(l1, 0, split), first),
                   part_of(word, text_slice(l1, split, l1.len), second) },
        .count = 2,
    };
    change.parts[1].prefix = word->prefix;
    return put_option(j, term, &change, options) ? BARQ_OK
                                                 : fail_nomem(err, "to search");
}

/* What word `at` of the term is as several. */
static enum barq_status add_splits(const struct joiner *j,
                                   const struct search_term *term, size_t at,
                                   struct options *options,
                                   struct barq_error *err)
{
    const struct search_word *word = &term->words[at];
    struct change change = { .from = at, .end = at + 1 };
    enum barq_status status = BARQ_OK;

    if (is_digit(word->l2.at[0]))
        return BARQ_OK;
    if (memchr(word->l2.at, '-', word->l2.len)) {
        part_at_hyphens(word, &change);
        return change.count < 2 || options->count == OPTIONS_MOST ||
                       put_option(j, term, &change, options)
                   ? BARQ_OK
                   : fail_nomem(err, "to search");
    }
    for (size_t i = 1; i < word->l2.len && !status; i++)
        if (((unsigned char)word->l2.at[i] & 0xC0) != 0x80 &&
            options->count < OPTIONS_MOST)
            status = try_split(j, term, at, i, options, err);
    return status;
}

/* Two words as one, if the memory has it in one piece or with a hyphen; else
 * word->l2.at is NULL. */
static enum barq_status join(const struct joiner *j,
                             const struct search_word *first,
                             const struct search_word *second,
                             struct search_word *word, struct barq_error *err)
{
    int side = side_of(first);
    struct barq_text a = first->l2, b = second->l2;
    enum barq_status status = BARQ_OK;
    bool has = false;

    *word = (struct search_word){ 0 };
    if (first->prefix || side != side_of(second) || is_digit(a.at[0]))
        return BARQ_OK;
    bool may = may_be_one(j, side, a, b);
    if (!may && !side) /* no Arabic word has a hyphen */
        return BARQ_OK;
    struct barq_text solid =
        arena_print(j->keep, "%.*s%.*s", (int)a.len, a.at, (int)b.len, b.at);
    struct barq_text hyphen =
        arena_print(j->keep, "%.*s-%.*s", (int)a.len, a.at, (int)b.len, b.at);
    struct barq_text l1 =
        arena_print(j->keep, "%.*s%.*s", (int)first->l1.len, first->l1.at,
                    (int)second->l1.len, second->l1.at);
    if (!solid.at || !hyphen.at || !l1.at)
        return fail_nomem(err, "to search");
    if (may)
        status = has_form(j->memory, side, solid, second->prefix, &has, err);
    if (!has && !status && side)
        status = has_form(j->memory, side, hyphen, second->prefix, &has, err);
    if (has)
        *word = part_of(first, l1, solid);
    word->alone = false;
    word->prefix = has && second->prefix;
    return status;
}

/* What stands in the place of words of a term, or of it and the next. */
static enum barq_status add_joins(const struct joiner *j,
                                  const struct search_term *term,
                                  const struct search_term *next,
                                  struct options *options,
                                  struct barq_error *err)
{
    enum barq_status status = BARQ_OK;
    struct change change = { .count = 1 };

    for (size_t i = 0; i + 1 < term->count && !status; i++) {
        change.from = i;
        change.end = i + 2;
        status = join(j, &term->words[i], &term->words[i + 1], &change.parts[0],
                      err);
        if (!status && change.parts[0].l2.at && options->count < OPTIONS_MOST &&
            !put_option(j, term, &change, options))
            status = fail_nomem(err, "to search");
    }
    if (status || !next || term->quoted || next->quoted || term->count != 1 ||
        next->count != 1 || next->within != ANYWHERE ||
        options->count == OPTIONS_MOST)
        return status;
    change.from = 0;
    change.end = 1;
    status = join(j, term->words, next->words, &change.parts[0], err);
    if (status || !change.parts[0].l2.at)
        return status;
    if (!put_option(j, term, &change, options))
        return fail_nomem(err, "to search");
    options->at[options->count - 1].takes = 2;
    return BARQ_OK;
}

static enum barq_status find_options(const struct joiner *j,
                                     const struct search_term *term,
                                     const struct search_term *next,
                                     struct options *options,
                                     struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    options->at[0] = (struct option){ *term, 1 };
    options->count = 1;
    for (size_t i = 0; i < term->count && !status; i++)
        status = add_splits(j, term, i, options, err);
    return status ? status : add_joins(j, term, next, options, err);
}

/* ---------------------------------------------------------- alternatives */

/* An alternative as far as it is made: of its terms the first `next` are. */
struct partial {
    struct search_terms terms;
    size_t next;
};
struct partials {
    struct partial at[ALTERNATIVES_MOST];
    size_t count;
};

static void append(struct partial *partial, const struct option *option)
{
    partial->terms.at[partial->terms.count++] = option->term;
    partial->next += option->takes;
}

/* Let each that has come to this term go on with all of its options. */
static bool extend(struct partials *all, size_t term, size_t terms,
                   const struct options *options, struct arena *keep)
{
    size_t count = all->count;

    for (size_t i = 0; i < count; i++) {
        struct partial *partial = &all->at[i];
        if (partial->next != term)
            continue;
        for (size_t k = 1; k < options->count && all->count < ALTERNATIVES_MOST;
             k++) {
            struct partial *more = &all->at[all->count];
            *more = *partial;
            more->terms.at = arena_new(keep, struct search_term, terms);
            if (!more->terms.at)
                return false;
            memcpy(more->terms.at, partial->terms.at,
                   partial->terms.count * sizeof(*more->terms.at));
            append(more, &options->at[k]);
            all->count++;
        }
        append(partial, &options->at[0]);
    }
    return true;
}

/* All alternatives that one is; it is the first. */
static enum barq_status expand(const struct joiner *j,
                               const struct search_terms *terms,
                               struct partials *all, struct barq_error *err)
{
    struct options options;
    enum barq_status status = BARQ_OK;

    *all = (struct partials){ .count = 1 };
    all->at[0].terms.at = arena_new(j->keep, struct search_term, terms->count);
    if (!all->at[0].terms.at)
        return fail_nomem(err, "to search");
    for (size_t i = 0; i < terms->count && !status; i++) {
        const struct search_term *next =
            i + 1 < terms->count ? &terms->at[i + 1] : NULL;
        status = find_options(j, &terms->at[i], next, &options, err);
        if (!status && !extend(all, i, terms->count, &options, j->keep))
            status = fail_nomem(err, "to search");
    }
    return status;
}

enum barq_status query_join(struct barq_memory *memory,
                            struct search_query *query, struct arena *keep,
                            struct barq_error *err)
{
    const struct joiner j = { memory, keep };
    struct search_terms *old = query->alternatives, *more = NULL;
    size_t count = query->count;

    for (size_t i = 0; i < count; i++) {
        struct partials all;
        enum barq_status status = expand(&j, &old[i], &all, err);
        if (status)
            return status;
        if (all.count == 1)
            continue;
        more = arena_grow(keep, struct search_terms, query->alternatives,
                          query->count, all.count - 1);
        if (!more)
            return fail_nomem(err, "to search");
        query->alternatives = more;
        for (size_t k = 1; k < all.count; k++)
            query->alternatives[query->count++] = all.at[k].terms;
    }
    return BARQ_OK;
}

enum barq_status query_join_excluded(struct barq_memory *memory,
                                     struct search_query *query,
                                     struct arena *keep, struct barq_error *err)
{
    const struct joiner j = { memory, keep };
    size_t count = query->excluded.count;
    struct search_term *at =
        count ? arena_new(keep, struct search_term, OPTIONS_MOST * count)
              : NULL;
    size_t n = 0;

    if (count && !at)
        return fail_nomem(err, "to search");
    for (size_t i = 0; i < count; i++) {
        struct options options;
        enum barq_status status =
            find_options(&j, &query->excluded.at[i], NULL, &options, err);
        if (status)
            return status;
        for (size_t k = 0; k < options.count; k++)
            at[n++] = options.at[k].term;
    }
    query->excluded = (struct search_terms){ at, n };
    return BARQ_OK;
}
