/*
 * sentence_words.c - the words beside a stop, and what is known of them.
 *
 * tm/rules/abbreviations.tsv says which words may stand before a stop that
 * ends nothing, and which begin a sentence all the same.  A word is looked
 * up by its bytes: English as it is written ("Mar." is a month, "mar" is
 * not), Arabic without vowel marks and with one alef and one yeh, so that
 * both spellings of a title meet.  A word in capitals (GEN., INC.) that is
 * not there is looked up with one capital.
 *
 * The bytes of a word that are looked at have a ceiling, so a text without
 * a space costs no more than one with.
 */
#include "text/sentence_stop.h"

#include "base/error.h"
#include "text/table.h"

enum {
    ALEF_MADDA = 0x0622,
    ALEF_HAMZA_ABOVE = 0x0623,
    ALEF_HAMZA_BELOW = 0x0625,
    TEH_MARBUTA = 0x0629,
    ALEF = 0x0627,
    HEH = 0x0647,
    TATWEEL = 0x0640,
    ALEF_MAKSURA = 0x0649,
    YEH = 0x064A,
    RIGHT_QUOTE = 0x2019,
    EN_DASH = 0x2013,
    EM_DASH = 0x2014,
};

static uint32_t key_char(uint32_t c)
{
    switch (c) {
    case ALEF_MADDA:
    case ALEF_HAMZA_ABOVE:
    case ALEF_HAMZA_BELOW:
        return ALEF;
    case ALEF_MAKSURA:
        return YEH;
    case TEH_MARBUTA:
        return HEH;
    case TATWEEL:
        return 0;
    default:
        return char_is_haraka(c) || char_is_control(c) ? 0 : c;
    }
}

/* The key of a word, in to[0..LONGEST_WORD). */
static struct barq_text word_key(struct barq_text word, char *to)
{
    struct barq_text key = { to, 0 };

    for (size_t i = 0; i < word.len && key.len + 4 <= LONGEST_WORD;) {
        uint32_t c = key_char(char_next(word, &i));
        if (c)
            key.len += utf8_put(c, to + key.len);
    }
    return key;
}

static enum barq_status add_word(struct sentence_rules *rules,
                                 const struct table *table, struct arena *keep,
                                 struct barq_error *err)
{
    static const char *const kinds[] = {
        "title",  "month", "number", "other",   "starter",  "letter",
        "spelt",  "said",  "zone",   "surname", "lettered", "cry",
        "joins",  "sure",  "label",  "domain",  "adds",     "tells",
        "common", "firm",  "verb",   "office",  "clause",
    };
    char bytes[LONGEST_WORD];
    uint32_t i = 0, most = sizeof(kinds) / sizeof(kinds[0]);

    while (i < most && !text_equal(table->field[2], text_of(kinds[i])))
        i++;
    if (i == most || !table_lang(table->field[0]))
        return table_fail(table, "not a language, a word and a kind", err);
    struct barq_text key = word_key(table->field[1], bytes);
    struct keymap_slot *slot = keymap_slot(&rules->words, key);
    uint32_t known = slot->value;
    if (!slot->key.at)
        key = arena_text(keep, key);
    else
        key = slot->key;
    if (!key.at)
        return fail_nomem(err, "for the segmenter");
    keymap_set(slot, key, known | 1u << i);
    return BARQ_OK;
}

enum barq_status sentence_rules_open(struct sentence_rules *rules,
                                     enum barq_lang lang, struct arena *keep,
                                     struct barq_error *err)
{
    struct table table;
    enum barq_status status =
        table_open(&table, "rules/abbreviations.tsv", keep, err);

    if (status)
        return status;
    rules->lang = lang;
    if (!keymap_init(&rules->words, table_lines(&table), keep))
        return fail_nomem(err, "for the segmenter");
    while ((status = table_next(&table, 3, err)) == BARQ_OK) {
        status = add_word(rules, &table, keep, err);
        if (status)
            return status;
    }
    return status == BARQ_NOTHING ? BARQ_OK : status;
}

/* GEN to Gen; false if the key is not all ASCII capitals. */
static bool lower_tail(struct barq_text key, char *bytes)
{
    for (size_t i = 0; i < key.len; i++)
        if (bytes[i] < 'A' || bytes[i] > 'Z')
            return false;
    for (size_t i = 1; i < key.len; i++)
        bytes[i] = (char)(bytes[i] | 0x20);
    return key.len > 1;
}

uint32_t word_kinds(const struct sentence_rules *rules, struct barq_text text,
                    const struct beside *word)
{
    char bytes[LONGEST_WORD];
    size_t start = word->start;

    /* "Lt.-Gen." is known by its last part. */
    for (size_t i = word->end; i > start; i--)
        if (text.at[i - 1] == '-')
            start = i;
    struct barq_text key = word_key(text_slice(text, start, word->end), bytes);
    uint32_t kinds = keymap_get(&rules->words, key);
    if (!kinds && lower_tail(key, bytes))
        kinds = keymap_get(&rules->words, key) & ~(uint32_t)STARTER;
    return kinds;
}

static bool bounds_word(uint32_t c)
{
    return utf8_is_space(c) || char_opens(c) || char_closes(c) || c == '/' ||
           c == '+' || c == EN_DASH || c == EM_DASH || char_is_quote(c);
}

/* Counts letters without their vowel marks: a word that ends in a tanween
 * is no initial. */
static void measure(struct barq_text text, struct beside *word)
{
    size_t run = 0;

    for (size_t i = word->start; i < word->end;) {
        uint32_t c = char_next(text, &i);
        bool digit = char_is_digit(c);
        bool letter =
            !digit && char_is_letter(c) && !char_is_haraka(c) && c != TATWEEL;
        if (c == '.') {
            word->dots++;
            run = 0;
        }
        if (!letter && !digit)
            continue;
        word->digits += digit;
        word->letters += letter;
        run++;
        word->longest = run > word->longest ? run : word->longest;
        word->first = word->first ? word->first : c;
        word->last = c;
    }
}

/* An apostrophe at i with a letter on either side: pic's. */
static bool is_apostrophe(struct barq_text text, size_t i, size_t end)
{
    uint32_t c = char_next(text, &i);

    return (c == '\'' || c == RIGHT_QUOTE) && i < end &&
           char_is_letter(char_at(text, i));
}

struct beside word_before(struct barq_text text, size_t end, size_t from)
{
    size_t start;

    while (end > from && utf8_is_space(char_before(text, end)))
        char_prev(text, &end);
    start = end;
    while (start > from && end - start < LONGEST_WORD) {
        size_t i = start;
        uint32_t c = char_prev(text, &i);
        if (bounds_word(c) && !is_apostrophe(text, i, end))
            break;
        start = i;
    }
    struct beside word = { .start = start, .end = end };
    measure(text, &word);
    return word;
}

struct beside word_after(struct barq_text text, size_t start)
{
    struct beside word = { .start = start, .end = start };

    while (word.end < text.len && word.end - start < LONGEST_WORD) {
        size_t i = word.end;
        uint32_t c = char_next(text, &i);
        if (!char_is_letter(c) && !char_is_digit(c) && !char_is_control(c))
            break;
        word.end = i;
    }
    measure(text, &word);
    return word;
}
