/*
 * lexicon_read.c - the tables of tm/lexicon, tm/rules and tm/vocabulary made a
 * lexicon.
 *
 * A line pairs an Arabic expression with one or more English ones; each
 * rendering becomes a pair of its own:
 *
 *   <qatar> TAB Qatar|State of Qatar TAB QA   ->   two pairs, code "QA"
 *
 * Everything lies in one block: a line costs a fold and a hash a side, and
 * no malloc.  Our own tables go through here when the program is built; a
 * desk's tables (BARQ_DATA) whenever a lexicon is opened.
 *
 * Limits: 64 tables a folder, of up to 256 MiB each.
 */
#include "text/lexicon.h"

#include "base/data.h"
#include "base/error.h"
#include "base/utf8.h"
#include "text/table.h"
#include "text/values.h"

enum { MOST_TABLES = 64 };

#define NO_WORD UINT32_MAX

/* A pair as it stands in a table, its sides folded. */
struct pair_read {
    struct barq_text ar, en, code;
    uint16_t flags; /* of the table, for its words */
};

/* A lexicon being filled: what it will hold, still open to writing. */
struct filling {
    const char *pool; /* keys are counted from here */
    struct lexicon_slot *slots[LANGS];
    size_t masks[LANGS];
    struct lexicon_key *keys;
    struct word *words;
    uint32_t *last; /* of each word, the last of its pairs + 1 */
    size_t word_count, word_most, words_known;
    struct lexicon_link *pairs;
    uint32_t (*next)[LANGS];
    size_t pair_count, pair_most, pairs_known;
    const char **tables;
    size_t table_count;
    struct arena *keep;
    struct arena scratch;
};

/* The word of `key`, made if it is new; NULL when there is no room. */
static struct word *word_get(struct filling *to, enum barq_lang lang,
                             struct barq_text key)
{
    size_t side = lexicon_side(lang);
    struct lexicon_map map = { to->slots[side], to->masks[side] };
    uint64_t hash = text_hash(key);
    size_t i = lexicon_slot(map, to->pool, to->keys, key, hash);
    struct lexicon_slot *slot = &to->slots[side][i];

    if (!slot->word) {
        if (to->word_count == to->word_most)
            return NULL;
        to->keys[to->word_count] =
            (struct lexicon_key){ (uint32_t)(key.at - to->pool),
                                  (uint32_t)key.len };
        *slot =
            (struct lexicon_slot){ (uint32_t)hash, (uint32_t)++to->word_count };
    }
    return &to->words[slot->word - 1];
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

/* A code or a date in the pool, of which the text is not known to be there;
 * of no length where there is no room. */
static struct lexicon_key pool_put(struct filling *to, struct barq_text text)
{
    struct barq_text copy = arena_text(to->keep, text);

    if (!text.len || !copy.at)
        return (struct lexicon_key){ 0 };
    return (struct lexicon_key){ (uint32_t)(copy.at - to->pool),
                                 (uint32_t)copy.len };
}

/* Hang the newest pair on its word of one side. */
static void chain_pair(struct filling *to, size_t side, size_t index)
{
    uint32_t *last = &to->last[index], pair = (uint32_t)to->pair_count;

    if (*last)
        to->next[*last - 1][side] = pair;
    else
        to->words[index].first = pair;
    *last = pair;
}

/* What one side of a pair says of its word; the index of that, or NO_WORD. */
static uint32_t note_word(struct filling *to, enum barq_lang lang,
                          const struct pair_read *pair)
{
    size_t side = lexicon_side(lang);
    struct word *word = word_get(to, lang, side ? pair->en : pair->ar);

    if (!word)
        return NO_WORD;
    size_t index = (size_t)(word - to->words);
    if (index >= to->words_known)
        word->flags |= pair->flags; /* tokens go by those of a known word */
    if (!word->date.len && is_date(pair->code))
        word->date = pool_put(to, pair->code);
    chain_pair(to, side, index);
    return (uint32_t)index;
}

/* The first word of a month's name in two, such as those of the Levant. */
static bool note_lead(struct filling *to, const struct pair_read *pair)
{
    struct barq_text rest = pair->ar, first = text_field(&rest, ' ');

    if (!rest.len || !is_date(pair->code) || pair->code.at[0] == 'w')
        return true;
    struct word *word = word_get(to, BARQ_AR, first);
    if (word)
        word->flags |= WORD_LEADS;
    return word;
}

static enum barq_status add_pair(struct filling *to,
                                 const struct pair_read *pair,
                                 struct barq_error *err)
{
    if (to->pair_count == to->pair_most)
        return fail_nomem(err, "for the lexicon");
    struct lexicon_link *link = &to->pairs[to->pair_count++];
    *link = (struct lexicon_link){
        .ar = note_word(to, BARQ_AR, pair),
        .en = note_word(to, BARQ_EN, pair),
        .code = pool_put(to, pair->code),
        .table = (uint32_t)to->table_count - 1,
    };
    if (link->ar == NO_WORD || link->en == NO_WORD || !note_lead(to, pair))
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
static enum barq_status add_line(const struct table *table, uint16_t flags,
                                 struct filling *to, struct barq_error *err)
{
    struct pair_read pair = { .code = table->field[2], .flags = flags };
    struct barq_text rest = table->field[1];
    enum barq_status status =
        fold_field(table, table->field[0], &pair.ar, to, err);

    while (!status && rest.len) {
        struct barq_text en = text_field(&rest, '|');
        status = fold_field(table, en, &pair.en, to, err);
        if (!status)
            status = add_pair(to, &pair, err);
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
    to->tables[to->table_count++] = name.at;
    while ((status = table_next(table, 2, err)) == BARQ_OK) {
        if (table->count > 3)
            return table_fail(table, "too many columns; three are read", err);
        status = add_line(table, table_flags(name), to, err);
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
        struct word *word = word_get(to, lang, key);
        if (!word)
            return fail_nomem(err, "for the lexicon");
        word->polarity = polarity;
    }
    return status == BARQ_NOTHING ? BARQ_OK : status;
}

/* A table of words of which one thing is said. */
static enum barq_status read_list(struct table *table, uint16_t flag,
                                  struct filling *to, struct barq_error *err)
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
        struct word *word = word_get(to, lang, key);
        if (!word)
            return fail_nomem(err, "for the lexicon");
        word->flags |= flag;
    }
    return status == BARQ_NOTHING ? BARQ_OK : status;
}

static enum barq_status read_functions(struct table *table, struct filling *to,
                                       struct barq_error *err)
{
    return read_list(table, WORD_GRAMMAR, to, err);
}

static enum barq_status read_whole(struct table *table, struct filling *to,
                                   struct barq_error *err)
{
    return read_list(table, WORD_WHOLE, to, err);
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
        struct word *word = word_get(to, lang, key);
        if (!word)
            return fail_nomem(err, "for the lexicon");
        if (word->date.len)
            continue;
        word->date = pool_put(to, table->field[3]);
        word->flags |= WORD_SHORT;
    }
    return status == BARQ_NOTHING ? BARQ_OK : status;
}

/* Words that help to read a value: see values.c. */
static enum barq_status read_values(struct table *table, struct filling *to,
                                    struct barq_error *err)
{
    enum barq_status status;
    struct barq_text key;

    while ((status = table_next(table, 3, err)) == BARQ_OK) {
        enum barq_lang lang = table_lang(table->field[0]);
        enum atom_kind role = atom_kind_of(table->field[2]);
        if (!lang || !role)
            return table_fail(table, "not a language, a word and a role", err);
        status = fold_field(table, table->field[1], &key, to, err);
        if (status)
            return status;
        struct word *word = word_get(to, lang, key);
        if (!word)
            return fail_nomem(err, "for the lexicon");
        word->role = (uint8_t)role;
        word->role_code = pool_put(to, table->field[3]);
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

/* Slots for `most` keys, never more than half full. */
static bool make_slots(struct filling *to, size_t side, size_t most)
{
    size_t size = 16;

    while (size < 2 * most)
        size *= 2;
    to->slots[side] = arena_new(to->keep, struct lexicon_slot, size);
    to->masks[side] = size - 1;
    return to->slots[side];
}

static enum barq_status make_room(struct filling *to, size_t pairs,
                                  size_t others, struct barq_error *err)
{
    /* A pair makes at most three words: its sides, and a lead. */
    to->word_most = 3 * pairs + others;
    to->pair_most = pairs;
    to->keys = arena_new(to->keep, struct lexicon_key, to->word_most);
    to->words = arena_new(to->keep, struct word, to->word_most);
    to->last = arena_new(&to->scratch, uint32_t, to->word_most);
    to->tables = arena_new(to->keep, const char *, (size_t)2 * MOST_TABLES);
    to->pairs = arena_new(to->keep, struct lexicon_link, pairs);
    to->next =
        arena_take(to->keep, sizeof(*to->next), _Alignof(uint32_t), pairs);
    if (!to->keys || !to->words || !to->last || !to->tables || !to->pairs ||
        !to->next || !make_slots(to, 0, 2 * pairs + others) ||
        !make_slots(to, 1, pairs + others))
        return fail_nomem(err, "for the lexicon");
    return BARQ_OK;
}

/* The tables of a folder. */
struct folder {
    const char *name;
    struct table tables[MOST_TABLES];
    size_t count;
};

/* Adds to `pairs` how many the folder has at most. */
static enum barq_status open_folder(struct folder *folder, size_t *pairs,
                                    struct arena *keep, struct barq_error *err)
{
    const char *name;

    while ((name = data_name(folder->name, folder->count))) {
        if (folder->count == MOST_TABLES)
            return fail(err, BARQ_E_INPUT, 0,
                        "more than %d tables in %s; join some",
                        (int)MOST_TABLES, folder->name);
        struct table *table = &folder->tables[folder->count];
        enum barq_status status = table_open(table, name, keep, err);
        if (status)
            return status;
        *pairs += count_pairs(table);
        folder->count++;
    }
    return BARQ_OK;
}

static enum barq_status add_folder(struct folder *folder, struct filling *to,
                                   struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    for (size_t i = 0; i < folder->count && !status; i++)
        status = add_table(&folder->tables[i], to, err);
    return status;
}

typedef enum barq_status read_rules(struct table *table, struct filling *to,
                                    struct barq_error *err);

enum { RULES = 5 };
static const struct {
    const char *name;
    read_rules *read;
} rules[RULES] = {
    { "rules/polarity.tsv", read_polarity },
    { "rules/abbreviations.tsv", read_months },
    { "rules/function.tsv", read_functions },
    { "rules/values.tsv", read_values },
    { "rules/whole.tsv", read_whole },
};

/* Everything that tokens go by, and after it what the aligner alone does. */
static enum barq_status fill(struct filling *to, struct barq_error *err)
{
    struct folder lexicon = { .name = "lexicon/" };
    struct folder vocabulary = { .name = "vocabulary/" };
    struct table extra[RULES];
    size_t pairs = 0, others = 0;
    enum barq_status status = open_folder(&lexicon, &pairs, to->keep, err);

    if (!status)
        status = open_folder(&vocabulary, &pairs, to->keep, err);
    for (size_t i = 0; i < RULES && !status; i++) {
        status = table_open(&extra[i], rules[i].name, to->keep, err);
        if (!status)
            others += table_lines(&extra[i]);
    }
    if (!status)
        status = make_room(to, pairs, others, err);
    if (!status)
        status = add_folder(&lexicon, to, err);
    for (size_t i = 0; i < RULES && !status; i++)
        status = rules[i].read(&extra[i], to, err);
    to->words_known = to->word_count;
    to->pairs_known = to->pair_count;
    return status ? status : add_folder(&vocabulary, to, err);
}

static bool is_of_value(const struct lexicon *lexicon, struct barq_text key)
{
    struct atom atom;

    return atom_know((struct text_language){ BARQ_AR, lexicon }, key, &atom) ||
           atom_know((struct text_language){ BARQ_EN, lexicon }, key, &atom);
}

/* Note how each expression begins that is worth something to a value, and
 * each that is of several words. */
static bool note_leads(struct lexicon *lexicon, struct arena *keep)
{
    uint64_t *leads = arena_new(keep, uint64_t, LEADS / 64);
    uint64_t *terms = arena_new(keep, uint64_t, LEADS / 64);

    for (size_t i = 0; i < lexicon->word_count && leads && terms; i++) {
        struct barq_text key = { lexicon->pool + lexicon->keys[i].at,
                                 lexicon->keys[i].len };
        struct barq_text rest = key, first = text_field(&rest, ' ');
        uint64_t bit = text_hash(first) % LEADS;
        bool known = i < lexicon->words_known;
        leads[bit / 64] |= (uint64_t)(known && is_of_value(lexicon, key))
                           << bit % 64;
        terms[bit / 64] |= (uint64_t)(rest.len > 0) << bit % 64;
    }
    lexicon->leads = leads;
    lexicon->terms = terms;
    return leads && terms;
}

enum barq_status lexicon_read(struct lexicon *lexicon, struct arena *keep,
                              struct barq_error *err)
{
    struct filling to = { .pool = keep->at,
                          .keep = keep,
                          .scratch = arena_split(keep) };
    enum barq_status status = fill(&to, err);

    if (status)
        return status;
    for (size_t i = 0; i < LANGS; i++)
        lexicon->map[i] = (struct lexicon_map){ to.slots[i], to.masks[i] };
    lexicon->pool = to.pool;
    lexicon->keys = to.keys;
    lexicon->words = to.words;
    lexicon->word_count = to.word_count;
    lexicon->pairs = to.pairs;
    lexicon->next = (const uint32_t(*)[LANGS])to.next;
    lexicon->pair_count = to.pair_count;
    lexicon->tables = to.tables;
    lexicon->words_known = to.words_known;
    lexicon->pairs_known = to.pairs_known;
    return note_leads(lexicon, keep) ? synonyms_read(lexicon, keep, err)
                                     : fail_nomem(err, "for the lexicon");
}
