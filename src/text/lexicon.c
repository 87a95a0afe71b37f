/*
 * lexicon.c - the tables of tm/lexicon, to be looked up in both directions.
 *
 * A line pairs an Arabic expression with one or more English ones; each
 * rendering becomes a pair of its own:
 *
 *   <qatar> TAB Qatar|State of Qatar TAB QA   ->   two pairs, code "QA"
 *
 * Two maps, one a language, lead from an L2 key to a struct word: flags that
 * the tokenizer wants at once, and the head of a chain of pairs in the order
 * of the tables.  Everything lies in one block: opening costs one fold and
 * one hash an entry, and no malloc.
 *
 * Limits: 64 tables of up to 256 MiB each.
 */
#include "text/text.h"

#include "base/data.h"
#include "base/error.h"
#include "base/utf8.h"
#include "text/keymap.h"
#include "text/lexicon.h"
#include "text/table.h"

enum { MOST_TABLES = 64, LANGS = 2 };

struct lexicon {
    struct block home;
    struct keymap map[LANGS]; /* to words; [0] Arabic, [1] English */
    struct word *words;
    size_t word_count, word_most;
    struct lexicon_pair *pairs;
    uint32_t (*next)[LANGS]; /* of a pair: the next with the same key */
    size_t pair_count, pair_most;
};

static size_t side_of(enum barq_lang lang)
{
    return lang == BARQ_AR ? 0 : 1;
}

/* The word of `key`, made if it is new; NULL when there is no room. */
static struct word *word_get(struct lexicon *lexicon, enum barq_lang lang,
                             struct barq_text key)
{
    struct keymap_slot *slot = keymap_slot(&lexicon->map[side_of(lang)], key);

    if (!slot->value) {
        if (lexicon->word_count == lexicon->word_most)
            return NULL;
        keymap_set(slot, key, (uint32_t)++lexicon->word_count);
    }
    return &lexicon->words[slot->value - 1];
}

static uint16_t table_flags(struct barq_text table)
{
    static const struct {
        const char *table;
        uint16_t flags;
    } known[] = {
        { "function", WORD_FUNCTION },
        { "numbers", WORD_NUMBER },
        { "calendar", WORD_CALENDAR | WORD_CONTENT },
        { "countries", WORD_NAME | WORD_CONTENT },
        { "places", WORD_NAME | WORD_CONTENT },
        { "institutions", WORD_NAME | WORD_CONTENT },
        { "nationalities", WORD_NATION | WORD_CONTENT },
        { "verbs", 0 }, /* "is" and "has" stay function words */
        { "adjectives", 0 },
    };

    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        if (text_equal(table, text_of(known[i].table)))
            return known[i].flags | WORD_KNOWN;
    return WORD_CONTENT | WORD_KNOWN;
}

static bool is_date(struct barq_text code)
{
    struct barq_text rest = code, kind = text_field(&rest, ':');

    return rest.len && (text_equal(kind, text_of("month")) ||
                        text_equal(kind, text_of("weekday")) ||
                        text_equal(kind, text_of("hijri")));
}

/* What one side of a pair says of its word. */
static bool note_word(struct lexicon *lexicon, enum barq_lang lang,
                      uint16_t flags, size_t pair)
{
    const struct lexicon_pair *p = &lexicon->pairs[pair];
    size_t side = side_of(lang);
    struct word *word = word_get(lexicon, lang, side ? p->en : p->ar);

    if (!word)
        return false;
    word->flags |= flags;
    if (!word->date.len && is_date(p->code))
        word->date = p->code;
    if (word->last)
        lexicon->next[word->last - 1][side] = (uint32_t)pair + 1;
    else
        word->first = (uint32_t)pair + 1;
    word->last = (uint32_t)pair + 1;
    return true;
}

/* The first word of a month's name in two, such as those of the Levant. */
static bool note_lead(struct lexicon *lexicon, const struct lexicon_pair *pair)
{
    struct barq_text rest = pair->ar, first = text_field(&rest, ' ');

    if (!rest.len || !is_date(pair->code) || pair->code.at[0] == 'w')
        return true;
    struct word *word = word_get(lexicon, BARQ_AR, first);
    if (word)
        word->flags |= WORD_LEADS;
    return word;
}

struct filling {
    struct lexicon *lexicon;
    struct arena *keep;
    struct arena scratch;
};

static enum barq_status add_pair(struct filling *to, struct lexicon_pair pair,
                                 uint16_t flags, struct barq_error *err)
{
    struct lexicon *lexicon = to->lexicon;

    if (lexicon->pair_count == lexicon->pair_most)
        return fail_nomem(err, "for the lexicon");
    size_t index = lexicon->pair_count++;
    lexicon->pairs[index] = pair;
    if (!note_word(lexicon, BARQ_AR, flags, index) ||
        !note_word(lexicon, BARQ_EN, flags, index) ||
        !note_lead(lexicon, &lexicon->pairs[index]))
        return fail_nomem(err, "for the lexicon");
    return BARQ_OK;
}

static enum barq_status fold_field(const struct table *table,
                                   struct barq_text field,
                                   struct barq_text *key, struct filling *to,
                                   struct barq_error *err)
{
    enum barq_status status =
        text_fold(field, TEXT_L2, key, to->keep, to->scratch, err);

    if (!status && !key->len)
        return table_fail(table, "an expression is empty; fill it in", err);
    return status;
}

/* All the pairs of one line. */
static enum barq_status add_line(const struct table *table, const char *name,
                                 uint16_t flags, struct filling *to,
                                 struct barq_error *err)
{
    struct lexicon_pair pair = { .code = table->field[2], .table = name };
    struct barq_text rest = table->field[1];
    enum barq_status status =
        fold_field(table, table->field[0], &pair.ar, to, err);

    while (!status && rest.len) {
        struct barq_text en = text_field(&rest, '|');
        status = fold_field(table, en, &pair.en, to, err);
        if (!status)
            status = add_pair(to, pair, flags, err);
    }
    return status;
}

static enum barq_status add_table(struct table *table, struct filling *to,
                                  struct barq_error *err)
{
    struct barq_text base = text_of(table->name);
    enum barq_status status;

    text_field(&base, '/');
    base = text_field(&base, '.');
    struct barq_text name = arena_text(to->keep, base);
    if (!name.at)
        return fail_nomem(err, "for the lexicon");
    while ((status = table_next(table, 2, err)) == BARQ_OK) {
        if (table->count > 3)
            return table_fail(table, "too many columns; three are read", err);
        status = add_line(table, name.at, table_flags(name), to, err);
        if (status)
            return status;
    }
    return status == BARQ_NOTHING ? BARQ_OK : status;
}

static enum barq_status read_polarity(struct table *table, struct filling *to,
                                      struct barq_error *err)
{
    static const char *const names[] = { "", "not", "up", "down" };
    enum barq_status status;
    struct barq_text key;

    while ((status = table_next(table, 3, err)) == BARQ_OK) {
        enum barq_lang lang = table_lang(table->field[1]);
        uint8_t polarity = POLARITY_NOT;
        while (polarity <= POLARITY_DOWN &&
               !text_equal(table->field[0], text_of(names[polarity])))
            polarity++;
        if (polarity > POLARITY_DOWN || !lang)
            return table_fail(table, "not a class, a language and a word", err);
        status = fold_field(table, table->field[2], &key, to, err);
        if (status)
            return status;
        struct word *word = word_get(to->lexicon, lang, key);
        if (!word)
            return fail_nomem(err, "for the lexicon");
        word->polarity = polarity;
    }
    return status == BARQ_NOTHING ? BARQ_OK : status;
}

static enum barq_status read_functions(struct table *table, struct filling *to,
                                       struct barq_error *err)
{
    enum barq_status status;
    struct barq_text key;

    while ((status = table_next(table, 2, err)) == BARQ_OK) {
        enum barq_lang lang = table_lang(table->field[0]);
        if (!lang)
            return table_fail(table, "not a language and a word", err);
        status = fold_field(table, table->field[1], &key, to, err);
        if (status)
            return status;
        struct word *word = word_get(to->lexicon, lang, key);
        if (!word)
            return fail_nomem(err, "for the lexicon");
        word->flags |= WORD_GRAMMAR;
    }
    return status == BARQ_NOTHING ? BARQ_OK : status;
}

/* Short months ("Jan") out of the segmenter's abbreviations. */
static enum barq_status read_months(struct table *table, struct filling *to,
                                    struct barq_error *err)
{
    enum barq_status status;
    struct barq_text key;

    while ((status = table_next(table, 3, err)) == BARQ_OK) {
        enum barq_lang lang = table_lang(table->field[0]);
        if (!lang || !is_date(table->field[3]))
            continue;
        status = fold_field(table, table->field[1], &key, to, err);
        if (status)
            return status;
        struct word *word = word_get(to->lexicon, lang, key);
        if (!word)
            return fail_nomem(err, "for the lexicon");
        if (word->date.len)
            continue;
        word->date = table->field[3];
        word->flags |= WORD_SHORT;
    }
    return status == BARQ_NOTHING ? BARQ_OK : status;
}

/* Renderings in a table, at most. */
static size_t count_pairs(const struct table *table)
{
    size_t pairs = table_lines(table);

    for (size_t i = 0; i < table->rest.len; i++)
        pairs += table->rest.at[i] == '|';
    return pairs;
}

static enum barq_status make_room(struct lexicon *lexicon, size_t pairs,
                                  size_t others, struct arena *keep,
                                  struct barq_error *err)
{
    /* A pair makes at most three words: its sides, and a lead. */
    lexicon->word_most = 3 * pairs + others;
    lexicon->pair_most = pairs;
    lexicon->words = arena_new(keep, struct word, lexicon->word_most);
    lexicon->pairs = arena_new(keep, struct lexicon_pair, pairs);
    lexicon->next =
        arena_take(keep, sizeof(*lexicon->next), _Alignof(uint32_t), pairs);
    if (!lexicon->words || !lexicon->pairs || !lexicon->next ||
        !keymap_init(&lexicon->map[0], 2 * pairs + others, keep) ||
        !keymap_init(&lexicon->map[1], pairs + others, keep))
        return fail_nomem(err, "for the lexicon");
    return BARQ_OK;
}

static enum barq_status open_tables(struct table *tables, size_t *count,
                                    size_t *pairs, struct arena *keep,
                                    struct barq_error *err)
{
    const char *name;

    for (*count = *pairs = 0; (name = data_name("lexicon/", *count));) {
        if (*count == MOST_TABLES)
            return fail(err, BARQ_E_INPUT, 0,
                        "more than %d tables in lexicon/; join some",
                        (int)MOST_TABLES);
        enum barq_status status = table_open(&tables[*count], name, keep, err);
        if (status)
            return status;
        *pairs += count_pairs(&tables[(*count)++]);
    }
    return BARQ_OK;
}

typedef enum barq_status read_rules(struct table *table, struct filling *to,
                                    struct barq_error *err);

enum { RULES = 3 };
static const struct {
    const char *name;
    read_rules *read;
} rules[RULES] = {
    { "rules/polarity.tsv", read_polarity },
    { "rules/abbreviations.tsv", read_months },
    { "rules/function.tsv", read_functions },
};

static enum barq_status fill(struct lexicon *lexicon, struct arena *keep,
                             struct barq_error *err)
{
    struct table tables[MOST_TABLES], extra[RULES];
    struct filling to = { lexicon, keep, arena_split(keep) };
    size_t count = 0, pairs = 0, others = 0;
    enum barq_status status = open_tables(tables, &count, &pairs, keep, err);

    for (size_t i = 0; i < RULES && !status; i++) {
        status = table_open(&extra[i], rules[i].name, keep, err);
        if (!status)
            others += table_lines(&extra[i]);
    }
    if (!status)
        status = make_room(lexicon, pairs, others, keep, err);
    for (size_t i = 0; i < count && !status; i++)
        status = add_table(&tables[i], &to, err);
    for (size_t i = 0; i < RULES && !status; i++)
        status = rules[i].read(&extra[i], &to, err);
    return status;
}

enum barq_status lexicon_open(struct lexicon **out, struct barq_error *err)
{
    struct block home = { 0 };
    struct arena keep;
    enum barq_status status = block_reserve(&home, TASK_CEILING, &keep, err);

    if (status)
        return status;
    struct lexicon *lexicon = arena_new(&keep, struct lexicon, 1);
    status = lexicon ? fill(lexicon, &keep, err)
                     : fail_nomem(err, "for the lexicon");
    if (status) {
        block_release(home);
        return status;
    }
    lexicon->home = home;
    *out = lexicon;
    return BARQ_OK;
}

void lexicon_close(struct lexicon *lexicon)
{
    if (lexicon)
        block_release(lexicon->home);
}

const struct word *lexicon_word(const struct lexicon *lexicon,
                                enum barq_lang lang, struct barq_text key)
{
    uint32_t value = keymap_get(&lexicon->map[side_of(lang)], key);

    return value ? &lexicon->words[value - 1] : NULL;
}

size_t lexicon_find(const struct lexicon *lexicon, enum barq_lang lang,
                    struct barq_text key, const struct lexicon_pair **found,
                    size_t max)
{
    const struct word *word = lexicon_word(lexicon, lang, key);
    size_t count = 0;
    uint32_t at = word ? word->first : 0;

    for (; at && count < max; at = lexicon->next[at - 1][side_of(lang)])
        found[count++] = &lexicon->pairs[at - 1];
    return count;
}
