/*
 * sentence.c - which stops end a sentence.
 *
 * A stop is a run of stop marks with what closes behind it; the word before
 * and the first letter after decide.  In this order:
 *
 *   next is , ; : a closer, or a small letter      no    "Go!" he said
 *   ... or ! inside its own brackets               no    (...)  (!)
 *   ... right behind an opening quote              no    "... and so"
 *   a quote closed, and "according to" behind it    no
 *   any other ! ? or ...                           yes
 *   a number or a letter that began the sentence   no    1. First
 *   a single letter, an initial                    no    J. R. Holt
 *       but I after a small word, and the Arabic
 *       year marks m and h after a number          yes   you and I. Did
 *   a dotted acronym     only before a starter           in the U.S. The
 *       a.m. and p.m.    unless a day or zone follows    9 p.m. Friday
 *   the name of a letter, an initial, unless another stands before it
 *   an abbreviation      by its kind, see tm/rules/abbreviations.tsv
 *   anything else                                  yes
 *
 * Letters are counted without vowel marks and direction controls: a word
 * that ends in a tanween is no initial.  Quotes are never paired, since half
 * of those in news are not.
 */
#include "text/sentence.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/chars.h"
#include "text/table.h"

#include <string.h>

enum {
    TATWEEL = 0x0640,
    MEEM = 0x0645,
    HEH = 0x0647,
    WAW = 0x0648,
    ARABIC_COMMA = 0x060C,
    ARABIC_SEMICOLON = 0x061B,
    IDEOGRAPHIC_STOP = 0x3002,
};

/* Of a word before a stop or after it, this much is looked at, in bytes. */
enum { LONGEST_WORD = 64 };

static enum barq_status add_word(struct sentence_rules *rules,
                                 const struct table *table, struct arena *keep,
                                 struct arena scratch, struct barq_error *err)
{
    static const char *const kinds[] = {
        "title",   "month",  "number", "other",
        "starter", "letter", "spelt",  "said"
    };
    struct barq_text key;
    uint32_t i = 0, most = sizeof(kinds) / sizeof(kinds[0]);

    while (i < most && !text_equal(table->field[2], text_of(kinds[i])))
        i++;
    if (i == most || !table_lang(table->field[0]))
        return table_fail(table, "not a language, a word and a kind", err);
    if (table_lang(table->field[0]) != rules->lang)
        return BARQ_OK;
    enum barq_status status =
        text_fold(table->field[1], rules->lang == BARQ_AR ? TEXT_L2 : TEXT_L1,
                  &key, keep, scratch, err);
    if (status)
        return status;
    struct keymap_slot *slot = keymap_slot(&rules->words, key);
    keymap_set(slot, key, slot->value | 1u << i);
    return BARQ_OK;
}

enum barq_status sentence_rules_open(struct sentence_rules *rules,
                                     enum barq_lang lang, struct arena *keep,
                                     struct barq_error *err)
{
    struct arena scratch = arena_split(keep);
    struct table table;
    enum barq_status status =
        table_open(&table, "rules/abbreviations.tsv", keep, err);

    if (status)
        return status;
    rules->lang = lang;
    if (!keymap_init(&rules->words, table_lines(&table), keep))
        return fail_nomem(err, "for the segmenter");
    while ((status = table_next(&table, 3, err)) == BARQ_OK) {
        status = add_word(rules, &table, keep, scratch, err);
        if (status)
            return status;
    }
    return status == BARQ_NOTHING ? BARQ_OK : status;
}

static uint32_t peek(struct barq_text text, size_t i)
{
    return i < text.len ? utf8_next(text, &i) : 0;
}

/* The code point before i, or 0. */
static uint32_t before(struct barq_text text, size_t i)
{
    return i ? utf8_prev(text, &i) : 0;
}

static size_t skip_space(struct barq_text text, size_t i)
{
    while (i < text.len && utf8_is_space(peek(text, i)))
        utf8_next(text, &i);
    return i;
}

bool sentence_stop(struct barq_text text, size_t *i, struct stop *stop)
{
    while (*i < text.len && !char_is_stop(peek(text, *i)))
        utf8_next(text, i);
    if (*i == text.len)
        return false;
    stop->start = *i;
    stop->stops_end = *i;
    while (*i < text.len) {
        uint32_t c = peek(text, *i);
        if (!char_is_stop(c) && !char_is_quote(c) && !char_closes(c) &&
            !char_is_control(c))
            break;
        utf8_next(text, i);
        if (char_is_stop(c))
            stop->stops_end = *i;
    }
    stop->end = *i;
    stop->next = skip_space(text, *i);
    return true;
}

/* A word beside a stop. */
struct beside {
    size_t start, end;
    size_t letters, digits, dots;
    size_t longest;       /* letters between two dots, at most */
    uint32_t first, last; /* letters or digits; 0 if there are none */
};

static bool bounds_word(uint32_t c)
{
    return utf8_is_space(c) || char_opens(c) || char_closes(c) ||
           char_is_quote(c) || c == '/' || c == 0x2014;
}

static void measure(struct barq_text text, struct beside *word)
{
    size_t run = 0;

    for (size_t i = word->start; i < word->end;) {
        uint32_t c = utf8_next(text, &i);
        bool letter = char_is_letter(c) && !char_is_haraka(c) && c != TATWEEL;
        if (c == '.') {
            word->dots++;
            run = 0;
        }
        if (!letter && !char_is_digit(c))
            continue;
        word->digits += char_is_digit(c);
        word->letters += letter;
        run++;
        word->longest = run > word->longest ? run : word->longest;
        word->first = word->first ? word->first : c;
        word->last = c;
    }
}

static struct beside word_before(struct barq_text text, size_t end, size_t from)
{
    struct beside word = { .start = end, .end = end };

    while (word.start > from && end - word.start < LONGEST_WORD) {
        size_t i = word.start;
        if (bounds_word(utf8_prev(text, &i)))
            break;
        word.start = i;
    }
    measure(text, &word);
    return word;
}

static struct beside word_after(struct barq_text text, size_t start)
{
    struct beside word = { .start = start, .end = start };

    while (word.end < text.len && word.end - start < LONGEST_WORD) {
        uint32_t c = peek(text, word.end);
        if (!char_is_letter(c) && !char_is_digit(c) && !char_is_control(c))
            break;
        utf8_next(text, &word.end);
    }
    measure(text, &word);
    return word;
}

/* Past opening quotes and brackets, dashes and controls. */
static size_t skip_openers(struct barq_text text, size_t i)
{
    for (size_t next = i; i < text.len; i = next) {
        uint32_t c = utf8_next(text, &next);
        if (!char_is_quote(c) && !char_opens(c) && !char_is_dash(c) &&
            !char_is_control(c) && !utf8_is_space(c))
            break;
    }
    return i;
}

static uint32_t kinds_of(const struct sentence_rules *rules,
                         struct barq_text text, const struct beside *word,
                         struct arena scratch)
{
    struct arena keep = arena_split(&scratch);
    struct barq_text key;
    enum text_level level = rules->lang == BARQ_AR ? TEXT_L2 : TEXT_L1;

    if (text_fold(text_slice(text, word->start, word->end), level, &key, &keep,
                  scratch, NULL))
        return 0;
    return keymap_get(&rules->words, key);
}

/* What decides about a full stop. */
struct full_stop {
    const struct sentence_rules *rules;
    struct barq_text text;
    struct beside word, next;
    bool opens; /* the word opens the sentence */
    uint32_t next_kinds;
    struct arena scratch;
};

/* Is the word before the previous one a number, or does it begin small? */
static struct beside word_earlier(const struct full_stop *at)
{
    size_t end = at->word.start;

    while (end && utf8_is_space(before(at->text, end)))
        utf8_prev(at->text, &end);
    return word_before(at->text, end, 0);
}

static bool letter_ends(const struct full_stop *at)
{
    uint32_t c = at->word.last;

    if (at->opens)
        return false;
    if (c == 'I')
        return char_is_lower(word_earlier(at).first);
    if (c == MEEM || c == HEH)
        return word_earlier(at).digits > 0;
    return false;
}

static bool is_half_of_day(const struct full_stop *at)
{
    char c = at->text.at[at->word.start];

    return at->word.letters == 2 && (at->word.last | 0x20) == 'm' &&
           ((c | 0x20) == 'a' || (c | 0x20) == 'p');
}

/* GMT, EST; or Friday, which the calendar's short forms begin. */
static bool is_zone_or_day(const struct full_stop *at)
{
    struct barq_text next = text_slice(at->text, at->next.start, at->next.end);
    struct beside three = at->next;

    if (at->next_kinds & (SHORT_TITLE | SHORT_MONTH))
        return true;
    if (next.len >= 2 && next.len <= 4 && char_is_upper(at->next.last))
        return true;
    three.end = three.start + (next.len > 3 ? 3 : next.len);
    return next.len > 5 && next.at[next.len - 1] == 'y' &&
           kinds_of(at->rules, at->text, &three, at->scratch) & SHORT_MONTH;
}

static bool acronym_ends(const struct full_stop *at)
{
    if (at->rules->lang == BARQ_AR && char_is_arabic(at->word.last))
        return at->next.first == WAW && at->next.letters >= 4;
    if (is_half_of_day(at))
        return !is_zone_or_day(at);
    return at->next_kinds & STARTER;
}

static bool abbreviation_ends(const struct full_stop *at)
{
    uint32_t kinds = kinds_of(at->rules, at->text, &at->word, at->scratch);

    if (kinds & SHORT_TITLE)
        return false;
    if (kinds & SHORT_LETTER) {
        /* The last letter of a name that is spelt out, such as BBC's. */
        struct beside earlier = word_earlier(at);
        return kinds_of(at->rules, at->text, &earlier, at->scratch) &
               (SHORT_LETTER | SHORT_SPELT);
    }
    if (kinds & SHORT_NUMBER && at->next.digits)
        return false;
    if (kinds & SHORT_MONTH && at->next.digits)
        return false;
    if (kinds & (SHORT_MONTH | SHORT_OTHER))
        return at->next_kinds & STARTER;
    return true;
}

/* Nothing but bullets and brackets before the word? */
static bool opens_sentence(struct barq_text text, size_t from, size_t start)
{
    while (from < start) {
        uint32_t c = utf8_next(text, &from);
        if (char_is_letter(c) || char_is_digit(c) || char_is_stop(c))
            return false;
    }
    return true;
}

static bool full_stop_ends(struct full_stop *at, size_t from)
{
    const struct beside *word = &at->word;

    at->opens = word->start < from + LONGEST_WORD &&
                opens_sentence(at->text, from, word->start);
    if (!word->letters)
        return !(at->opens && word->digits && word->digits <= 3);
    if (word->letters == 1 && !word->digits && !word->dots)
        return letter_ends(at);
    if (word->dots && word->longest <= 2 && !word->digits)
        return acronym_ends(at);
    return abbreviation_ends(at);
}

static bool is_pause(uint32_t c)
{
    return c == ',' || c == ';' || c == ':' || c == ARABIC_COMMA ||
           c == ARABIC_SEMICOLON || char_closes(c);
}

/* Behind an opener: the stop belongs to the bracket or begins the quote. */
static bool stands_in_opener(struct barq_text text, const struct stop *stop)
{
    uint32_t c = before(text, stop->start);

    if (char_opens(c))
        return true;
    size_t i = stop->start;
    if (!char_is_quote(c) || stop->stops_end - stop->start < 2)
        return false;
    utf8_prev(text, &i);
    return !i || utf8_is_space(before(text, i));
}

/* Without white space only a wide stop ends a sentence, and a question or
 * cry between Arabic letters: there the space is often forgotten. */
static bool is_run_together(struct barq_text text, const struct stop *stop)
{
    uint32_t c = peek(text, stop->start);

    if (c >= IDEOGRAPHIC_STOP)
        return true;
    return c != '.' && c < 0x2000 && stop->end == stop->stops_end &&
           char_is_arabic(before(text, stop->start)) &&
           char_is_arabic(peek(text, stop->next));
}

bool sentence_ends(const struct sentence_rules *rules, struct barq_text text,
                   size_t from, const struct stop *stop, struct arena scratch)
{
    size_t after = skip_openers(text, stop->next);
    uint32_t c = peek(text, after);

    if (stop->next == stop->end)
        return is_run_together(text, stop);
    if (!c || is_pause(peek(text, stop->next)) || char_is_lower(c) ||
        char_is_stop(peek(text, stop->next)) || stands_in_opener(text, stop))
        return false;
    struct full_stop at = { .rules = rules,
                            .text = text,
                            .word = word_before(text, stop->start, from),
                            .next = word_after(text, after),
                            .scratch = scratch };
    at.next_kinds = kinds_of(rules, text, &at.next, scratch);
    if (at.next_kinds & SAID && stop->end > stop->stops_end)
        return false;
    if (stop->stops_end != stop->start + 1 || text.at[stop->start] != '.')
        return true;
    return full_stop_ends(&at, from);
}
