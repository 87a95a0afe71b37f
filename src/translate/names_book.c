/*
 * names_book.c - the ledger's accepted names, found in a text.
 *
 * Forms are cut into words as texts are, and found by the first of them; the
 * longest form at a place counts, and the first word may carry a proclitic:
 *
 *   wa-antwny blynkn    the form "antwny blynkn"
 *   li-blynkn           the form "blynkn"
 *
 * A form of a person that has fewer words than the house form says only the
 * end of it, if that is how it is written: "blynkn" of "Antony Blinken" is
 * "Blinken".  The same is taken for granted of surnames that the ledger does
 * not list, unless two persons share one:
 *
 *   antwny blynkn = Antony Blinken    also: blynkn = Blinken
 */
#include "translate/names.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/chars.h"
#include "text/name.h"

#include <string.h>

enum { SLOTS_LEAST = 64, PATTERNS_FIRST = 256, SURNAME_LETTERS = 3, WAYS = 4 };

static const double alike = 0.75;

/* What forms of a language are cut with. */
static struct text_language language_of(const struct name_book *book,
                                        enum barq_lang lang)
{
    return (struct text_language){ lang, book->finder.lexicon };
}

/* --------------------------------------------------------------------- seen */

enum barq_status name_seen_open(struct name_seen *seen, size_t bytes,
                                struct arena *keep, struct barq_error *err)
{
    size_t slots = SLOTS_LEAST;

    /* A word has two bytes or more and a space, and is seen in WAYS ways. */
    while (slots < (size_t)2 * WAYS * (bytes / 3 + 1))
        slots *= 2;
    seen->slot_count = slots;
    seen->slots = arena_new(keep, uint64_t, slots);
    return seen->slots ? BARQ_OK : fail_nomem(err, "for the words of a story");
}

static uint64_t *seen_slot(const struct name_seen *seen, uint64_t hash)
{
    size_t at = (size_t)(hash & (seen->slot_count - 1));

    while (seen->slots[at] && seen->slots[at] != hash)
        at = (at + 1) & (seen->slot_count - 1);
    return &seen->slots[at];
}

void name_seen_add(struct name_seen *seen, const struct tokens *tokens,
                   struct arena scratch)
{
    struct barq_text word;

    for (size_t i = 0; i < tokens->count; i++) {
        if (tokens->at[i].kind == TOKEN_PUNCT)
            continue;
        for (size_t way = 0; way < WAYS; way++) {
            struct arena task = scratch;
            if (!name_without_proclitic(tokens->at[i].l2, way, &word, &task))
                break;
            uint64_t hash = text_hash(word);
            *seen_slot(seen, hash) = hash;
        }
    }
}

/* The last word of an L2 key; empty if it is not cut at spaces alone. */
static struct barq_text last_word(struct barq_text key)
{
    size_t start = key.len;

    while (start && key.at[start - 1] != ' ')
        start--;
    struct barq_text word = text_slice(key, start, key.len);
    for (size_t i = 0; i < word.len;)
        if (!char_is_letter(utf8_next(word, &i)))
            return (struct barq_text){ "", 0 };
    return word;
}

/* May some text have one of the Arabic forms, or the surname of one? */
static enum barq_status is_seen(const struct name_book *book,
                                const struct barq_name *name, bool *yes,
                                struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    *yes = false;
    for (size_t i = 0; i < name->ar_count && !status && !*yes; i++) {
        struct arena scratch = book->scratch, task = arena_split(&scratch);
        struct barq_text key = { 0 };
        status = text_fold(name->ar[i], TEXT_L2, &key, &task, scratch, err);
        if (status)
            break;
        struct barq_text word = last_word(key);
        *yes = !word.len || *seen_slot(book->seen, text_hash(word));
    }
    return status;
}

/* ------------------------------------------------------------------ filling */

static struct name_pattern *add_pattern(struct name_book *book,
                                        const struct name_pattern *pattern)
{
    if (book->count == book->room) {
        size_t room = book->room ? book->room * 2 : PATTERNS_FIRST;
        struct name_pattern *more =
            arena_new(book->keep, struct name_pattern, room);
        if (!more)
            return NULL;
        if (book->count)
            memcpy(more, book->patterns, book->count * sizeof(*more));
        book->patterns = more;
        book->room = room;
    }
    book->patterns[book->count] = *pattern;
    return &book->patterns[book->count++];
}

/* Tokens first.. of a form, as they are written. */
static struct barq_text text_from(const struct tokens *words, size_t first)
{
    const struct token *last = &words->at[words->count - 1];
    const char *at = words->at[first].raw.at;

    return (struct barq_text){ at,
                               (size_t)(last->raw.at - at) + last->raw.len };
}

static bool is_alike(const struct name_book *book, struct barq_text arabic,
                     struct barq_text english)
{
    return name_is_alike(book->finder.costs, arabic, english, alike);
}

/* As much of the house form as an Arabic form of `count` words says. */
static struct barq_text said_house(const struct name_book *book,
                                   const struct barq_name *name,
                                   const struct tokens *house,
                                   struct barq_text form, size_t count)
{
    if (name->kind != BARQ_PERSON || count >= house->count)
        return name->house;
    struct barq_text end = text_from(house, house->count - count);
    return is_alike(book, form, end) ? end : name->house;
}

/* The surname alone, if it is written alike on both sides. */
static bool add_surname(struct name_book *book, const struct barq_name *name,
                        const struct tokens *house, const struct tokens *words)
{
    if (name->kind != BARQ_PERSON || words->count < 2 || house->count < 2)
        return true;
    struct barq_text ar = text_from(words, words->count - 1);
    struct barq_text en = text_from(house, house->count - 1);
    if (ar.len < (size_t)2 * SURNAME_LETTERS || !is_alike(book, ar, en))
        return true;
    const struct name_pattern surname = {
        .name = name,
        .words = { &words->at[words->count - 1], 1 },
        .form = ar,
        .house = en,
        .derived = true,
    };
    return add_pattern(book, &surname);
}

static enum barq_status add_arabic(struct name_book *book,
                                   const struct barq_name *name,
                                   struct arena scratch, struct barq_error *err)
{
    struct tokens house = { 0 };
    enum barq_status status =
        text_tokens(language_of(book, BARQ_EN), name->house, &house, book->keep,
                    scratch, err);

    for (size_t i = 0; i < name->ar_count && !status; i++) {
        struct name_pattern pattern = { .name = name, .form = name->ar[i] };
        status = text_tokens(language_of(book, BARQ_AR), name->ar[i],
                             &pattern.words, book->keep, scratch, err);
        if (status || !pattern.words.count)
            continue;
        pattern.house =
            said_house(book, name, &house, name->ar[i], pattern.words.count);
        if (!add_pattern(book, &pattern) ||
            !add_surname(book, name, &house, &pattern.words))
            status = fail_nomem(err, "for the ledger");
    }
    return status;
}

static enum barq_status add_english(struct name_book *book,
                                    const struct barq_name *name,
                                    struct barq_text form, struct arena scratch,
                                    struct barq_error *err)
{
    struct name_pattern pattern = { .name = name,
                                    .form = form,
                                    .house = name->ar[0] };
    enum barq_status status =
        text_tokens(language_of(book, BARQ_EN), form, &pattern.words,
                    book->keep, scratch, err);

    if (!status && pattern.words.count && !add_pattern(book, &pattern))
        status = fail_nomem(err, "for the ledger");
    return status;
}

static enum barq_status add_forms(struct name_book *book,
                                  const struct barq_name *name,
                                  struct arena scratch, struct barq_error *err)
{
    if (book->lang == BARQ_AR)
        return add_arabic(book, name, scratch, err);
    enum barq_status status =
        add_english(book, name, name->house, scratch, err);
    for (size_t i = 0; i < name->other_count && !status; i++)
        status = add_english(book, name, name->other[i], scratch, err);
    return status;
}

/* A name as it is read: copied, if some text may have it. */
static enum barq_status add_name(void *with, const struct barq_name *name,
                                 struct barq_error *err)
{
    struct name_book *book = with;
    bool wanted = name->status == BARQ_ACCEPTED && name->ar_count;
    struct arena scratch = book->scratch;
    enum barq_status status = BARQ_OK;

    if (wanted && book->seen)
        status = is_seen(book, name, &wanted, err);
    if (status || !wanted)
        return status;
    struct barq_name *copy = arena_new(book->keep, struct barq_name, 1);
    status = copy ? ledger_copy_name(name, copy, book->keep, err)
                  : fail_nomem(err, "for the ledger");
    return status ? status : add_forms(book, copy, scratch, err);
}

/* ----------------------------------------------------------------- indexing */

static bool same_words(const struct tokens *a, const struct tokens *b)
{
    return a->count == b->count && name_stands_at(a, b, 0);
}

/* A derived form that another one is equal to, in other words of the house,
 * says nothing; and what the ledger says goes before what is derived. */
static bool is_overruled(const struct name_book *book, uint32_t chain,
                         const struct name_pattern *pattern)
{
    for (uint32_t at = chain; pattern->derived && at;
         at = book->patterns[at - 1].next) {
        const struct name_pattern *other = &book->patterns[at - 1];
        if (other != pattern && same_words(&other->words, &pattern->words) &&
            (!other->derived || !text_equal(other->house, pattern->house)))
            return true;
    }
    return false;
}

static void drop_overruled(struct name_book *book)
{
    for (size_t i = 0; i < book->slot_count; i++)
        for (uint32_t at = book->slots[i]; at; at = book->patterns[at - 1].next)
            if (is_overruled(book, book->slots[i], &book->patterns[at - 1]))
                book->patterns[at - 1].name = NULL;
}

static bool index_patterns(struct name_book *book)
{
    size_t slots = SLOTS_LEAST;

    while (slots < 2 * book->count)
        slots *= 2;
    book->slot_count = slots;
    book->slots = arena_new(book->keep, uint32_t, slots);
    if (!book->slots)
        return false;
    for (size_t i = 0; i < book->count; i++) {
        struct name_pattern *pattern = &book->patterns[i];
        uint32_t *slot =
            &book->slots[pattern->words.at[0].l2_hash & (slots - 1)];
        pattern->next = *slot;
        *slot = (uint32_t)i + 1;
    }
    drop_overruled(book);
    return true;
}

enum barq_status name_book_open(struct name_book *book, struct arena *keep,
                                struct arena scratch, struct barq_error *err)
{
    struct arena task = arena_split(&scratch);

    book->keep = keep;
    book->scratch = scratch;
    enum barq_status status =
        ledger_each(book->finder.memory, add_name, book, task, err);
    if (!status && !index_patterns(book))
        status = fail_nomem(err, "for the ledger");
    return status;
}

/* ------------------------------------------------------------------ finding */

static struct barq_text bare_key(const struct token *token)
{
    return name_bare(token->l2);
}

bool name_stands_at(const struct tokens *words, const struct tokens *tokens,
                    size_t at)
{
    if (at + words->count > tokens->count)
        return false;
    for (size_t i = 0; i < words->count; i++) {
        const struct token *token = &tokens->at[at + i];
        bool last = i + 1 == words->count;
        if (!text_equal(words->at[i].l2, last ? bare_key(token) : token->l2) &&
            !text_equal(words->at[i].l2, token->l2))
            return false;
    }
    return words->count;
}

/* The tokens behind the first agree, too. */
static bool rest_agrees(const struct name_pattern *pattern,
                        const struct tokens *tokens, size_t at)
{
    const struct tokens rest = { pattern->words.at + 1,
                                 pattern->words.count - 1 };

    return !rest.count || name_stands_at(&rest, tokens, at + 1);
}

/* The longest pattern at a token that is seen as `first`. */
static void look_up(const struct name_book *book, struct barq_text first,
                    const struct tokens *tokens, size_t at,
                    struct name_found *best)
{
    uint32_t chain = book->slots[text_hash(first) & (book->slot_count - 1)];

    for (; chain; chain = book->patterns[chain - 1].next) {
        const struct name_pattern *pattern = &book->patterns[chain - 1];
        if (!pattern->name || !text_equal(pattern->words.at[0].l2, first) ||
            pattern->words.count <= best->end - best->first ||
            !rest_agrees(pattern, tokens, at))
            continue;
        *best = (struct name_found){ pattern, at, at + pattern->words.count };
    }
}

/* An Arabic word as it is, then without proclitics; an English one without a
 * possessive. */
static void find_at(const struct name_book *book, const struct tokens *tokens,
                    size_t at, struct name_found *best, struct arena *keep)
{
    struct barq_text first = { 0 };
    const struct token *token = &tokens->at[at];

    if (book->lang == BARQ_EN) {
        look_up(book, token->l2, tokens, at, best);
        look_up(book, bare_key(token), tokens, at, best);
        return;
    }
    for (size_t way = 0; way < WAYS && !best->pattern; way++)
        if (name_without_proclitic(token->l2, way, &first, keep))
            look_up(book, first, tokens, at, best);
        else
            break;
}

enum barq_status name_book_find(const struct name_book *book,
                                const struct tokens *tokens,
                                struct name_founds *out, struct arena *keep,
                                struct barq_error *err)
{
    *out = (struct name_founds){
        arena_new(keep, struct name_found, tokens->count + 1), 0
    };
    if (!out->at)
        return fail_nomem(err, "for the names of a text");
    for (size_t i = 0; i < tokens->count && book->count;) {
        struct name_found found = { 0 };
        if (tokens->at[i].kind != TOKEN_PUNCT)
            find_at(book, tokens, i, &found, keep);
        if (found.pattern)
            out->at[out->count++] = found;
        i = found.pattern ? found.end : i + 1;
    }
    return BARQ_OK;
}
