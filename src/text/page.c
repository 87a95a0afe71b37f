/*
 * page.c - phrases and names of the lines around a story.
 *
 * A line is compared as a key of bare words, so that one phrase serves for
 * every decoration a site may put round it:
 *
 *   "Reading time : 5 minutes"  ->  reading time # minutes
 *
 * A key is taken apart greedily, by the longest name that begins at a word;
 * where none ends at the end of a word, two names may have been run together
 * ("reutersasharq"), which only counts if both are known.
 */
#include "text/page.h"

#include "base/data.h"
#include "base/error.h"
#include "base/utf8.h"
#include "text/chars.h"
#include "text/table.h"

#include <string.h>

/* A phrase that may go on behind a colon. */
enum { PHRASE_COLON = 64, PHRASE_CLASS = PHRASE_COLON - 1 };

/* Names and the phrases of a row are of at most this many words. */
enum { NAME_WORDS = 5, PHRASE_WORDS = 6, ROW_OF_SECTIONS = 4 };

static void add_word_char(char *to, size_t *n, uint32_t c, bool *gap)
{
    if (*gap && *n)
        to[(*n)++] = ' ';
    *gap = false;
    *n += utf8_put(c, to + *n);
}

/* Does text[at..after), behind some word, end a label? */
static bool is_label_end(struct barq_text text, size_t at, size_t after)
{
    char c = text.at[at];
    bool free = at && text.at[at - 1] == ' ' && after < text.len &&
                text.at[after] == ' ';

    return c == ':' || (at && c == '|') || (free && c == '-');
}

enum barq_status page_key(struct barq_text line, struct barq_text *key,
                          size_t *colon, struct arena *keep,
                          struct arena scratch, struct barq_error *err)
{
    struct arena folded = arena_split(&scratch);
    struct barq_text l2;
    enum barq_status status =
        text_fold(line, TEXT_L2, &l2, &folded, scratch, err);

    if (status)
        return status;
    /* A number between letters brings two spaces with its one byte. */
    char *to = arena_new(keep, char, 3 * l2.len + 1);
    if (!to)
        return fail_nomem(err, "to tell lines apart");
    size_t n = 0, colon_at = SIZE_MAX;
    bool gap = false, in_number = false;
    for (size_t i = 0; i < l2.len;) {
        size_t at = i;
        uint32_t c = utf8_next(l2, &i);
        bool digit = char_is_digit(c);
        gap = gap || digit != in_number;
        if (digit && !in_number)
            add_word_char(to, &n, '#', &gap);
        else if (char_is_letter(c))
            add_word_char(to, &n, c, &gap);
        else if (!digit)
            gap = c != '\''; /* editor's picks: one word */
        in_number = digit;
        if (colon_at == SIZE_MAX && is_label_end(l2, at, i))
            colon_at = n;
    }
    to[n] = 0;
    *key = (struct barq_text){ to, n };
    *colon = colon_at < n ? colon_at : n;
    return BARQ_OK;
}

static uint32_t class_index(struct barq_text name, const char *const *names,
                            uint32_t count)
{
    uint32_t i = 0;

    while (i < count && !text_equal(name, text_of(names[i])))
        i++;
    return i;
}

struct loading {
    struct page_rules *rules;
    struct arena *keep;
    struct arena scratch;
};

typedef enum barq_status add_line(const struct table *table, struct loading *to,
                                  struct barq_error *err);

static enum barq_status add_phrase(const struct table *table,
                                   struct loading *to, struct barq_error *err)
{
    static const char *const names[] = {
        "",       "reading", "related", "share",    "follow", "newsletter",
        "tags",   "home",    "section", "comments", "advert", "rights",
        "source", "stamp",   "take",    "control",  "cookies"
    };
    struct barq_text phrase = table->field[0], key = { 0 };
    uint32_t value = class_index(table->field[1], names, PAGE_CLASSES);
    size_t colon;

    if (value == PAGE_CLASSES)
        return table_fail(table, "not a phrase and a class", err);
    if (phrase.at[phrase.len - 1] == '*')
        value |= PHRASE_COLON;
    enum barq_status status =
        page_key(phrase, &key, &colon, to->keep, to->scratch, err);
    if (status)
        return status;
    struct keymap_slot *slot = keymap_slot(&to->rules->phrases, key);
    if (!slot->value || value & PHRASE_COLON)
        keymap_set(slot, key, value);
    return BARQ_OK;
}

static size_t next_space(struct barq_text key, size_t i)
{
    const char *space = memchr(key.at + i, ' ', key.len - i);

    return space ? (size_t)(space - key.at) : key.len;
}

static enum barq_status add_name_key(struct loading *to,
                                     struct barq_text phrase, uint32_t bits,
                                     struct barq_error *err)
{
    struct barq_text key = { 0 };
    size_t colon;
    enum barq_status status =
        page_key(phrase, &key, &colon, to->keep, to->scratch, err);

    if (status || !key.len)
        return status;
    struct keymap_slot *slot = keymap_slot(&to->rules->names, key);
    keymap_set(slot, key, slot->value | bits);
    struct barq_text first = text_slice(key, 0, next_space(key, 0));
    if (first.len == key.len)
        return BARQ_OK;
    slot = keymap_slot(&to->rules->names, first);
    keymap_set(slot, first, slot->value | NAME_BEGINS);
    return BARQ_OK;
}

static enum barq_status add_name(const struct table *table, struct loading *to,
                                 struct barq_error *err)
{
    static const char *const names[] = { "agency", "by",   "from", "made",
                                         "photo",  "desk", "end",  "part",
                                         "date",   "glue" };
    uint32_t most = sizeof(names) / sizeof(names[0]);
    uint32_t i = class_index(table->field[1], names, most);

    if (i == most)
        return table_fail(table, "not a word and a class", err);
    return add_name_key(to, table->field[0], 1u << i, err);
}

/* Both sides of a line of the lexicon. */
static enum barq_status add_pair(const struct table *table, struct loading *to,
                                 uint32_t bits, struct barq_error *err)
{
    struct barq_text rest = table->field[1];
    enum barq_status status = add_name_key(to, table->field[0], bits, err);

    while (!status && rest.len)
        status = add_name_key(to, text_field(&rest, '|'), bits, err);
    return status;
}

static enum barq_status add_place(const struct table *table, struct loading *to,
                                  struct barq_error *err)
{
    return add_pair(table, to, NAME_PLACE, err);
}

static enum barq_status add_date(const struct table *table, struct loading *to,
                                 struct barq_error *err)
{
    struct barq_text rest = table->field[2], kind = text_field(&rest, ':');

    if (!rest.len)
        return BARQ_OK;
    uint32_t bits =
        text_equal(kind, text_of("weekday")) ? NAME_DATE : NAME_MONTH;
    return add_pair(table, to, bits, err);
}

static enum barq_status load(struct table *table, add_line *add,
                             struct loading *to, struct barq_error *err)
{
    enum barq_status status;

    while ((status = table_next(table, 2, err)) == BARQ_OK) {
        status = add(table, to, err);
        if (status)
            return status;
    }
    return status == BARQ_NOTHING ? BARQ_OK : status;
}

/* To read the tables takes some ms, as long as to cut and to pair a story. */
static enum barq_status take_ready(struct page_rules *rules, struct arena *keep,
                                   struct barq_error *err)
{
    struct keymap *maps[PAGE_MAPS] = { &rules->phrases, &rules->names };

    for (size_t m = 0; m < PAGE_MAPS; m++) {
        size_t count = page_ready.map[m].count;
        struct keymap_slot *slots =
            arena_new(keep, struct keymap_slot, page_ready.map[m].mask + 1);
        if (!slots)
            return fail_nomem(err, "to tell lines apart");
        *maps[m] = (struct keymap){ slots, page_ready.map[m].mask };
        for (size_t i = 0; i < count; i++) {
            const struct page_entry *entry = &page_ready.map[m].entries[i];
            slots[entry->slot] = (struct keymap_slot){
                { page_ready.pool + entry->at, entry->len },
                entry->hash,
                entry->value,
            };
        }
    }
    return BARQ_OK;
}

static enum barq_status read_tables(struct page_rules *rules,
                                    struct arena *keep, struct arena scratch,
                                    struct barq_error *err)
{
    static const struct {
        const char *name;
        add_line *add;
    } files[] = {
        { "rules/furniture.tsv", add_phrase },
        { "rules/agencies.tsv", add_name },
        { "lexicon/countries.tsv", add_place },
        { "lexicon/places.tsv", add_place },
        { "lexicon/calendar.tsv", add_date },
    };
    enum { FILES = sizeof(files) / sizeof(files[0]) };
    struct table tables[FILES];
    struct loading to = { rules, keep, scratch };
    enum barq_status status = BARQ_OK;
    size_t names = 0;

    for (size_t i = 0; i < FILES && !status; i++) {
        status = table_open(&tables[i], files[i].name, keep, err);
        if (!status)
            /* A line of the lexicon names up to some ten things; each has its
             * first word beside it. */
            for (size_t at = 0; at < tables[i].rest.len; at++)
                names += tables[i].rest.at[at] == '|' ||
                         tables[i].rest.at[at] == '\n';
    }
    if (status)
        return status;
    names = 4 * names + FILES;
    if (!keymap_init(&rules->phrases, names, keep) ||
        !keymap_init(&rules->names, names, keep))
        return fail_nomem(err, "to tell lines apart");
    for (size_t i = 0; i < FILES && !status; i++)
        status = load(&tables[i], files[i].add, &to, err);
    return status;
}

enum barq_status page_rules_open(struct page_rules *rules, struct arena *keep,
                                 struct arena scratch, struct barq_error *err)
{
    bool ready = page_ready.map[0].count && !data_is_overridden();

    return ready ? take_ready(rules, keep, err)
                 : read_tables(rules, keep, scratch, err);
}

enum page_class page_phrase(const struct page_rules *rules,
                            struct barq_text key, size_t colon)
{
    uint32_t value = keymap_get(&rules->phrases, key);

    if (!value && colon < key.len) {
        value = keymap_get(&rules->phrases, text_slice(key, 0, colon));
        if (!(value & PHRASE_COLON))
            value = 0;
    }
    return (enum page_class)(value & PHRASE_CLASS);
}

/* The end of the longest phrase that begins at `i`; i if there is none. */
static size_t longest_phrase(const struct page_rules *rules,
                             struct barq_text key, size_t i,
                             enum page_class *class)
{
    size_t end = i, found = i;

    for (int words = 0; words < PHRASE_WORDS && end < key.len; words++) {
        end = next_space(key, end + (words > 0));
        uint32_t value = keymap_get(&rules->phrases, text_slice(key, i, end));
        if (value) {
            found = end;
            *class = (enum page_class)(value & PHRASE_CLASS);
        }
    }
    return found;
}

enum page_class page_row(const struct page_rules *rules, struct barq_text key)
{
    enum page_class first = PAGE_NONE;
    size_t parts = 0, sections = 0;

    for (size_t i = 0; i < key.len;) {
        enum page_class class = PAGE_NONE;
        size_t end = longest_phrase(rules, key, i, &class);
        /* A count may stand between: "share 12 tweet 4". */
        if (end == i && (key.at[i] != '#' || !parts))
            return PAGE_NONE;
        if (end == i)
            end = next_space(key, i);
        parts += class != PAGE_NONE;
        sections += class == PAGE_SECTION || class == PAGE_HOME;
        first = first ? first : class;
        i = end + (end < key.len);
    }
    /* Two sections in a row may be a title: "Energy analysis". */
    return parts > 1 && (!sections || parts >= ROW_OF_SECTIONS) ? first
                                                                : PAGE_NONE;
}

/* The end of the longest name that begins at `i` and ends with a word. */
static size_t longest_name(const struct page_rules *rules, struct barq_text key,
                           size_t i, uint32_t *bits)
{
    size_t end = i, found = i;

    for (int words = 0; words < NAME_WORDS && end < key.len; words++) {
        end = next_space(key, end + (words > 0));
        uint32_t value = keymap_get(&rules->names, text_slice(key, i, end));
        if (value & ~(uint32_t)NAME_BEGINS) {
            found = end;
            *bits = value & ~(uint32_t)NAME_BEGINS;
        }
        if (!words && !(value & NAME_BEGINS))
            break;
    }
    return found;
}

/*
 * What two known names are that were run together as one word: two agencies
 * or places ("reutersasharq"), or two words of a date, of which the first may
 * be a single letter, as in the Arabic for "AHcorresponding" and "ADspa".
 * 0 if it is not that.
 */
static uint32_t run_together(const struct page_rules *rules,
                             struct barq_text word)
{
    enum { LONGEST = 64, LETTER = 2, LEAST = 4, AGENCY_LEAST = 6 };
    const uint32_t either = NAME_AGENCY | NAME_PLACE;

    for (size_t i = LETTER; i + LETTER <= word.len && word.len < LONGEST; i++) {
        size_t rest = word.len - i;
        uint32_t a = keymap_get(&rules->names, text_slice(word, 0, i));
        if (!(a & (NAME_DATE | either)))
            continue;
        uint32_t b = keymap_get(&rules->names, text_slice(word, i, word.len));
        if (a & NAME_DATE &&
            (b & NAME_DATE || (b & NAME_AGENCY && rest >= AGENCY_LEAST)))
            return NAME_DATE | (b & NAME_AGENCY);
        if (i >= LEAST && rest >= LEAST && a & either && b & either &&
            (a & b & either || (a | b) & NAME_AGENCY))
            return NAME_AGENCY;
    }
    return 0;
}

static void count_name(struct page_makeup *m, uint32_t bits)
{
    m->places += bits & NAME_PLACE ? 1 : 0;
    m->agencies += bits & NAME_AGENCY && !(bits & NAME_PLACE) ? 1 : 0;
    m->months += bits & NAME_MONTH ? 1 : 0;
    m->dates += bits & NAME_DATE ? 1 : 0;
}

struct page_makeup page_makeup(const struct page_rules *rules,
                               struct barq_text key)
{
    struct page_makeup m = { 0 };
    bool known = false;

    for (size_t i = 0; i < key.len;) {
        uint32_t bits = 0;
        size_t end = longest_name(rules, key, i, &bits);
        if (end == i) {
            end = next_space(key, i);
            struct barq_text word = text_slice(key, i, end);
            if (word.at[0] == '#')
                m.numbers++;
            else if (!(bits = run_together(rules, word)))
                m.unknown++;
            m.lead += !known && m.unknown > m.lead;
        }
        known = known || bits;
        count_name(&m, bits);
        m.first = m.words ? m.first : (int)bits;
        m.words++;
        i = end + (end < key.len);
    }
    return m;
}

bool page_is_all(const struct page_rules *rules, struct barq_text key,
                 uint32_t bits)
{
    for (size_t i = 0; i < key.len;) {
        uint32_t found = 0;
        size_t end = longest_name(rules, key, i, &found);
        if (!(found & bits))
            return false;
        i = end + (end < key.len);
    }
    return key.len > 0;
}
