/*
 * ready - print, as C, what can be worked out when the program is built:
 *
 *   fold_page, fold_entries   what each code point folds to (text/fold.h)
 *   lexicon_ready             the tables of words, read (text/lexicon.h)
 *   page_ready                the phrases and names of pages (text/page.h)
 *
 * This program is linked with the library's objects and, in place of what it
 * prints, the empty tables below: with them text_fold() takes the exact way
 * and lexicon_open() reads the tables.  So nothing is written down twice,
 * and a table of ours that cannot be read stops the build by file and line.
 *
 * A code point goes into the table if it can be told from its neighbours:
 * it leaves what stands before it alone (ICU's "boundary before"), and so
 * does all that it becomes between two letters.  A mark that joins nothing
 * but trades places with other marks does where marks are dropped; at L0 it
 * is tagged.
 */
#include "base/utf8.h"
#include "text/fold.h"
#include "text/lexicon.h"
#include "text/page.h"

#include <stdio.h>
#include <stdlib.h>

const uint8_t fold_page[FOLD_INDEX] = { 0 };
const struct fold_entry fold_entries[FOLD_LEVELS][FOLD_PAGES * FOLD_PAGE] = {
    { { { 0 }, 0 } }
};
const struct lexicon lexicon_ready = { .word_count = 0 };
const struct page_image page_ready = { .pool = NULL };

static _Noreturn void die(const char *message)
{
    fprintf(stderr, "ready: %s\n", message);
    exit(1);
}

/* ------------------------------------------------------------- folding */

/* Blocks of three bytes a code point that news has: Latin with dots below,
 * punctuation to mathematical signs, presentation forms and wide letters. */
static const struct {
    uint32_t first, last;
} blocks[] = { { 0x1E00, 0x1EFF },
               { 0x2000, 0x22FF },
               { 0xFB40, 0xFDFF },
               { 0xFE40, 0xFFFF } };

/* What `c` becomes between two letters. */
static struct barq_text between(uint32_t c, enum text_level level,
                                struct arena keep)
{
    struct arena scratch = arena_split(&keep);
    struct barq_error err;
    struct barq_text key;
    char raw[8] = "b";
    size_t n = 1 + utf8_put(c, raw + 1);

    raw[n++] = 'd';
    if (fold_exact((struct barq_text){ raw, n }, level, &key, &keep, scratch,
                   &err))
        die(err.message);
    return text_slice(key, 1, key.len - 1);
}

/* Can `becomes` stand anywhere? */
static bool is_settled(struct barq_text becomes, enum text_level level)
{
    for (size_t i = 0; i < becomes.len;) {
        uint32_t c = utf8_next(becomes, &i);
        if (c == ' ' || !fold_stands_alone(c, level))
            return false;
    }
    return true;
}

static struct fold_entry entry_for(uint32_t c, enum text_level level,
                                   struct arena keep)
{
    struct fold_entry entry = { { 0 }, 0 };

    if (!c || (c >= 0xD800 && c <= 0xDFFF))
        return entry;
    if (utf8_is_space(c))
        return (struct fold_entry){ " ", FOLD_KNOWN | FOLD_SPACE };
    struct barq_text becomes = between(c, level, keep);
    bool mark = fold_only_reorders(c), kept = mark && becomes.len;
    if (becomes.len > FOLD_BYTES || (kept && level > TEXT_L0) ||
        (!mark && !fold_stands_alone(c, level)) ||
        (!kept && !is_settled(becomes, level)))
        return entry;
    memcpy(entry.to, becomes.at, becomes.len);
    entry.tag =
        (uint8_t)(FOLD_KNOWN | (kept ? FOLD_MARK : 0) | (int)becomes.len);
    return entry;
}

/* fold.c counts on it. */
static void check_plain(uint32_t c, struct fold_entry entry)
{
    bool one = entry.tag == (FOLD_KNOWN | 1) || entry.tag & FOLD_SPACE;

    if (c >= ' ' && c < 0x7F && !one)
        die("a character of ASCII does not become one byte");
}

static void print_entry(struct fold_entry entry)
{
    printf("{{");
    for (int i = 0; i < (entry.tag & FOLD_LEN) || i == 0; i++)
        printf("%d,", entry.to[i]);
    printf("},%d},\n", entry.tag);
}

/* The first code point of each page; *count of them. */
static void list_pages(uint32_t *first, size_t *count)
{
    size_t n = 0;

    for (; n < FOLD_SHORT_PAGES; n++)
        first[n] = (uint32_t)n * FOLD_PAGE;
    first[n++] = 0; /* FOLD_NO_PAGE */
    for (size_t i = 0; i < sizeof(blocks) / sizeof(blocks[0]); i++)
        for (uint32_t c = blocks[i].first; c < blocks[i].last; c += FOLD_PAGE) {
            if (n == FOLD_PAGES)
                die("FOLD_PAGES is too small");
            first[n++] = c;
        }
    *count = n;
}

static void print_folding(struct arena keep)
{
    uint32_t first[FOLD_PAGES];
    uint8_t index[FOLD_INDEX];
    size_t count;

    list_pages(first, &count);
    memset(index, FOLD_NO_PAGE, sizeof(index));
    for (size_t i = 0; i < count; i++)
        if (i != FOLD_NO_PAGE)
            index[first[i] / FOLD_PAGE] = (uint8_t)i;
    puts("const uint8_t fold_page[FOLD_INDEX] = {");
    for (size_t i = 0; i < FOLD_INDEX; i++)
        printf("%d,\n", index[i]);
    puts("};\nconst struct fold_entry\n"
         "fold_entries[FOLD_LEVELS][FOLD_PAGES * FOLD_PAGE] = {");
    for (int level = 0; level < FOLD_LEVELS; level++) {
        puts("{");
        for (size_t i = 0; i < count * FOLD_PAGE; i++) {
            bool unknown = i / FOLD_PAGE == FOLD_NO_PAGE;
            uint32_t c = first[i / FOLD_PAGE] + i % FOLD_PAGE;
            struct fold_entry entry =
                entry_for(unknown ? 0 : c, (enum text_level)level, keep);
            if (!unknown)
                check_plain(c, entry);
            print_entry(entry);
        }
        puts("},");
    }
    puts("};");
}

/* ------------------------------------------------------------- lexicon */

static void print_string(struct barq_text text)
{
    putchar('"');
    for (size_t i = 0; i < text.len; i++)
        if (strchr("\"\\?", text.at[i]))
            printf("\\%c", text.at[i]);
        else
            putchar(text.at[i]);
    putchar('"');
}

static void print_text(const struct lexicon *lexicon, struct lexicon_key key)
{
    print_string(lexicon_text(lexicon, key));
    putchar('\n');
}

/* The keys of the words, then their dates and codes, then those of pairs. */
static void print_pool(const struct lexicon *lexicon)
{
    puts("static const char pool[] =");
    for (size_t i = 0; i < lexicon->word_count; i++)
        print_text(lexicon, lexicon->keys[i]);
    for (size_t i = 0; i < lexicon->word_count; i++) {
        print_text(lexicon, lexicon->words[i].date);
        print_text(lexicon, lexicon->words[i].role_code);
    }
    for (size_t i = 0; i < lexicon->pair_count; i++)
        print_text(lexicon, lexicon->pairs[i].code);
    puts(";");
}

/* Where a text lies in the printed pool: they are asked for in its order. */
static void print_place(struct lexicon_key key)
{
    static size_t at;

    printf("{%zu,%u},", at, key.len);
    at += key.len;
}

static void print_words(const struct lexicon *lexicon)
{
    puts("static const struct lexicon_key keys[] = {");
    for (size_t i = 0; i < lexicon->word_count; i++) {
        print_place(lexicon->keys[i]);
        putchar('\n');
    }
    puts("};\nstatic const struct word words[] = {");
    for (size_t i = 0; i < lexicon->word_count; i++) {
        const struct word *w = &lexicon->words[i];
        putchar('{');
        print_place(w->date);
        print_place(w->role_code);
        printf("%u,%u,%u,%u},\n", w->first, w->flags, w->polarity, w->role);
    }
    puts("};");
}

static void print_slots(struct lexicon_map map, size_t side)
{
    printf("static const struct lexicon_slot slots_%zu[] = {\n", side);
    for (size_t i = 0; i <= map.mask; i++)
        printf("{%u,%u},\n", map.slots[i].hash, map.slots[i].word);
    puts("};");
}

static void print_bits(const char *name, const uint64_t *bits)
{
    printf("static const uint64_t %s[] = {\n", name);
    for (size_t i = 0; i < LEADS / 64; i++)
        printf("%lluU,\n", (unsigned long long)bits[i]);
    puts("};");
}

static void print_pairs(const struct lexicon *lexicon)
{
    size_t tables = 0;

    puts("static const struct lexicon_link pairs[] = {");
    for (size_t i = 0; i < lexicon->pair_count; i++) {
        const struct lexicon_link *p = &lexicon->pairs[i];
        printf("{%u,%u,", p->ar, p->en);
        print_place(p->code);
        printf("%u},\n", p->table);
        if (p->table >= tables)
            tables = p->table + (size_t)1;
    }
    puts("};\nstatic const uint32_t next[][LANGS] = {");
    for (size_t i = 0; i < lexicon->pair_count; i++)
        printf("{%u,%u},\n", lexicon->next[i][0], lexicon->next[i][1]);
    puts("};\nstatic const char *const tables[] = {");
    for (size_t i = 0; i < tables; i++)
        printf("\"%s\",\n", lexicon->tables[i]);
    puts("};");
}

static void print_synonyms(const struct lexicon *lexicon)
{
    puts("static const struct lexicon_synonym synonyms[] = {");
    for (size_t i = 0; i < lexicon->synonym_count; i++)
        printf("{%u,%u},\n", lexicon->synonyms[i].stem,
               lexicon->synonyms[i].group);
    puts("};");
}

static void print_lexicon(void)
{
    struct lexicon *lexicon;
    struct barq_error err;

    if (lexicon_open(&lexicon, &err))
        die(err.message);
    print_pool(lexicon);
    print_words(lexicon);
    print_pairs(lexicon);
    for (size_t i = 0; i < LANGS; i++)
        print_slots(lexicon->map[i], i);
    print_bits("leads", lexicon->leads);
    print_bits("terms", lexicon->terms);
    print_synonyms(lexicon);
    printf("const struct lexicon lexicon_ready = {\n"
           ".map = { { slots_0, %zu }, { slots_1, %zu } },\n"
           ".leads = leads, .terms = terms, .pool = pool, .keys = keys,\n"
           ".words = words, .word_count = %zu, .words_known = %zu,\n"
           ".pairs = pairs, .pair_count = %zu, .pairs_known = %zu,\n"
           ".next = next, .tables = tables,\n"
           ".synonyms = synonyms, .synonym_count = %zu };\n",
           lexicon->map[0].mask, lexicon->map[1].mask, lexicon->word_count,
           lexicon->words_known, lexicon->pair_count, lexicon->pairs_known,
           lexicon->synonym_count);
    lexicon_close(lexicon);
}

/* --------------------------------------------------------------- pages */

static void print_entries(const struct keymap *map, size_t m, size_t *at)
{
    printf("static const struct page_entry entries_%zu[] = {\n", m);
    for (size_t i = 0; i <= map->mask; i++) {
        const struct keymap_slot *slot = &map->slot[i];
        if (!slot->key.at)
            continue;
        printf("{%lluU,%zu,%zu,%zu,%u},\n", (unsigned long long)slot->hash, i,
               *at, slot->key.len, slot->value);
        *at += slot->key.len;
    }
    puts("};");
}

static size_t count_entries(const struct keymap *map)
{
    size_t count = 0;

    for (size_t i = 0; i <= map->mask; i++)
        count += map->slot[i].key.at != NULL;
    return count;
}

static void print_page(struct arena *all)
{
    struct arena scratch = arena_split(all);
    struct page_rules rules;
    struct barq_error err;
    size_t at = 0;

    if (page_rules_open(&rules, all, scratch, &err))
        die(err.message);
    const struct keymap *maps[PAGE_MAPS] = { &rules.phrases, &rules.names };
    puts("static const char page_pool[] =");
    for (size_t m = 0; m < PAGE_MAPS; m++)
        for (size_t i = 0; i <= maps[m]->mask; i++)
            if (maps[m]->slot[i].key.at) {
                print_string(maps[m]->slot[i].key);
                putchar('\n');
            }
    puts(";");
    for (size_t m = 0; m < PAGE_MAPS; m++)
        print_entries(maps[m], m, &at);
    printf(
        "const struct page_image page_ready = { .pool = page_pool, .map = {\n"
        "{ entries_0, %zu, %zu },\n{ entries_1, %zu, %zu } } };\n",
        count_entries(maps[0]), maps[0]->mask, count_entries(maps[1]),
        maps[1]->mask);
}

int main(void)
{
    struct block block;
    struct arena all;
    struct barq_error err;

    unsetenv("BARQ_DATA"); /* a desk's tables are not ours */
    if (block_reserve(&block, TASK_CEILING, &all, &err))
        die(err.message);
    puts("/* Printed by scripts/ready.c. */\n"
         "#include \"text/fold.h\"\n#include \"text/lexicon.h\"\n"
         "#include \"text/page.h\"\n");
    print_folding(all);
    print_lexicon();
    print_page(&all);
    block_release(block);
    return fflush(stdout) || ferror(stdout);
}
