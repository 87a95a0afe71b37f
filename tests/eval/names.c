/*
 * names PAIRS CANDIDATES... - find each Arabic name of PAIRS among the
 * English ones, and print how often the right one is first.
 *
 * PAIRS is Arabic, tab, English; CANDIDATES are tables of tm/lexicon, whose
 * English renderings join those of PAIRS.  A tie is lost, but not to another
 * spelling of the right name: of the same key, first letter and length, give
 * or take a letter.  What the lexicon renders right counts as a second figure.
 */
#include "base/utf8.h"
#include "text/name.h"

#include <stdio.h>
#include <stdlib.h>

enum { PAIRS_MOST = 4000, CANDIDATES_MOST = 20000 };

static struct barq_text pairs[PAIRS_MOST][2], candidates[CANDIDATES_MOST];
static size_t pair_count, candidate_count;

static struct barq_text read_file(const char *path)
{
    static char memory[1 << 23];
    static size_t used;
    FILE *file = fopen(path, "rb");
    size_t offset;

    if (!file) {
        perror(path);
        exit(1);
    }
    struct barq_text all = { memory + used, 0 };
    all.len = fread(memory + used, 1, sizeof(memory) - used, file);
    used += all.len;
    fclose(file);
    if (!utf8_check(all, &offset)) {
        fprintf(stderr, "%s: no UTF-8 at %zu\n", path, offset);
        exit(1);
    }
    return all;
}

static void add_candidate(struct barq_text name)
{
    for (size_t i = 0; i < candidate_count; i++)
        if (text_equal(candidates[i], name))
            return;
    if (candidate_count < CANDIDATES_MOST)
        candidates[candidate_count++] = name;
}

static void read_pairs(const char *path)
{
    struct barq_text rest = read_file(path), line;

    while (text_line(&rest, &line) && pair_count < PAIRS_MOST) {
        struct barq_text arabic = text_field(&line, '\t');
        if (!line.len)
            continue;
        pairs[pair_count][0] = text_trim(arabic);
        pairs[pair_count][1] = text_trim(line);
        add_candidate(pairs[pair_count++][1]);
    }
}

static void read_candidates(const char *path)
{
    struct barq_text rest = read_file(path), line;

    while (text_line(&rest, &line)) {
        if (!line.len || line.at[0] == '#')
            continue;
        text_field(&line, '\t');
        struct barq_text names = text_field(&line, '\t');
        while (names.len)
            add_candidate(text_field(&names, '|'));
    }
}

/* What the lexicon renders an Arabic name by, at L2. */
static bool is_rendering(const struct lexicon *lexicon, struct barq_text arabic,
                         struct barq_text english)
{
    static char memory[1 << 16];
    struct arena keep = arena_over(memory, sizeof(memory));
    struct arena scratch = arena_split(&keep);
    struct lexicon_pair found[16];
    struct barq_text ar = { "", 0 }, en = { "", 0 };

    if (text_fold(arabic, TEXT_L2, &ar, &keep, scratch, NULL) ||
        text_fold(english, TEXT_L2, &en, &keep, scratch, NULL))
        return false;
    size_t count = lexicon_find(lexicon, BARQ_AR, ar, found, 16);
    for (size_t i = 0; i < count && i < 16; i++)
        if (text_equal(found[i].en, en))
            return true;
    return false;
}

/* Another spelling of the same Latin name: Sergey and Sergei. */
static bool is_spelling(struct barq_text a, struct barq_text b)
{
    char key[2][NAME_KEY_MOST];
    struct name_letters letters[2];
    size_t len = name_key(a, key[0]), other = name_key(b, key[1]);

    name_spell(a, &letters[0]);
    name_spell(b, &letters[1]);
    size_t x = letters[0].count, y = letters[1].count;
    return len == other && memcmp(key[0], key[1], len) == 0 && x && y &&
           letters[0].at[0] == letters[1].at[0] && x <= y + 1 && y <= x + 1;
}

/* How alike the right name is, and the most alike of all that are wrong. */
static bool is_first(const struct name_costs *costs, size_t pair)
{
    struct barq_text arabic = pairs[pair][0], right = pairs[pair][1];
    struct barq_text wrong = { "", 0 };
    double best = 0, alike = 0, similarity;

    name_cost(costs, arabic, right, &alike);
    for (size_t i = 0; i < candidate_count; i++) {
        name_cost(costs, arabic, candidates[i], &similarity);
        if (similarity > best && !is_spelling(candidates[i], right)) {
            best = similarity;
            wrong = candidates[i];
        }
    }
    if (alike <= best)
        printf("  %.*s: %.*s %.2f, but %.*s %.2f\n", (int)arabic.len, arabic.at,
               (int)right.len, right.at, alike, (int)wrong.len, wrong.at, best);
    return alike > best;
}

static bool share_key(size_t pair)
{
    char key[2][NAME_KEY_MOST];
    size_t len[2];

    for (size_t k = 0; k < 2; k++)
        len[k] = name_key(pairs[pair][k], key[k]);
    return len[0] == len[1] && memcmp(key[0], key[1], len[0]) == 0;
}

static int report(const struct name_costs *costs, const struct lexicon *lexicon)
{
    size_t first = 0, known = 0, keyed = 0;

    for (size_t i = 0; i < pair_count; i++) {
        bool is = is_first(costs, i);
        first += is;
        known += is || is_rendering(lexicon, pairs[i][0], pairs[i][1]);
        keyed += share_key(i);
    }
    if (!pair_count)
        return 1;
    printf("%zu names among %zu   right one first %.3f, with the lexicon %.3f"
           "   same key %.3f\n",
           pair_count, candidate_count, (double)first / (double)pair_count,
           (double)known / (double)pair_count,
           (double)keyed / (double)pair_count);
    return 0;
}

int main(int argc, char **argv)
{
    struct name_costs *costs;
    struct lexicon *lexicon;

    if (argc < 2 || name_costs_open(&costs, NULL) ||
        lexicon_open(&lexicon, NULL)) {
        fprintf(stderr, "names PAIRS CANDIDATES...\n");
        return 2;
    }
    read_pairs(argv[1]);
    for (int i = 2; i < argc; i++)
        read_candidates(argv[i]);
    int failed = report(costs, lexicon);
    lexicon_close(lexicon);
    name_costs_close(costs);
    return failed;
}
