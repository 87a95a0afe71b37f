/*
 * links - are the links of words right?  Called by tests/eval/run.
 *
 * usage: links PAIRS.tsv
 *
 * Each line has an Arabic text, an English one and their links by hand.  What
 * the linker says is right if its words lie inside one of these.  Prints how
 * many of the sure links are right, how many of those by hand were found, and
 * each sure one that is wrong.
 */
#include "align/words.h"
#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GOLD_MOST = 64, LINE_MOST = 8192 };

struct gold {
    struct text_span ar, en;
    bool found;
};

struct counts {
    size_t pairs, gold, found, sure, right, links, links_right;
};

/* Where the n-th occurrence of "word" or "word#n" is. */
static struct text_span find(struct barq_text text, struct barq_text what)
{
    int nth = 1;

    if (what.len > 2 && what.at[what.len - 2] == '#') {
        nth = what.at[what.len - 1] - '0';
        what.len -= 2;
    }
    for (size_t i = 0; what.len && i + what.len <= text.len; i++)
        if (memcmp(text.at + i, what.at, what.len) == 0 && --nth == 0)
            return (struct text_span){ i, i + what.len };
    fprintf(stderr, "links: \"%.*s\" is not in \"%.*s\"\n", (int)what.len,
            what.at, (int)text.len, text.at);
    exit(1);
}

/* Words of a gold link may lie apart: the span from the first to the last. */
static struct text_span find_words(struct barq_text text,
                                   struct barq_text words)
{
    struct text_span all = { text.len, 0 };

    for (size_t i = 0; i + words.len <= text.len; i++)
        if (memcmp(text.at + i, words.at, words.len) == 0)
            return find(text, words);
    while (words.len) {
        struct text_span span = find(text, text_field(&words, ' '));
        if (span.start < all.start)
            all.start = span.start;
        if (span.end > all.end)
            all.end = span.end;
    }
    return all;
}

static size_t read_gold(const struct barq_text texts[2], struct barq_text links,
                        struct gold gold[GOLD_MOST])
{
    size_t count = 0;

    while (links.len && count < GOLD_MOST) {
        struct barq_text en = text_field(&links, '|');
        struct barq_text ar = text_field(&en, '=');
        gold[count++] = (struct gold){ find_words(texts[0], ar),
                                       find_words(texts[1], en), false };
    }
    return count;
}

static bool inside(struct text_span a, struct text_span b)
{
    return a.start >= b.start && a.end <= b.end;
}

static bool is_right(const struct word_link *link, struct gold *gold,
                     size_t count)
{
    bool right = false;

    for (size_t i = 0; i < count; i++)
        if (inside(link->ar, gold[i].ar) && inside(link->en, gold[i].en)) {
            gold[i].found |= link->sure;
            right = true;
        }
    return right;
}

static void judge(const struct barq_text texts[2],
                  const struct word_links *links, struct barq_text by_hand,
                  struct counts *counts)
{
    struct gold gold[GOLD_MOST];
    size_t count = read_gold(texts, by_hand, gold);

    for (size_t i = 0; i < links->count; i++) {
        const struct word_link *link = &links->at[i];
        bool right = is_right(link, gold, count);
        counts->links++;
        counts->links_right += right;
        counts->sure += link->sure;
        counts->right += link->sure && right;
        if (link->sure && !right)
            printf("  wrong: %.*s = %.*s\n",
                   (int)(link->ar.end - link->ar.start),
                   texts[0].at + link->ar.start,
                   (int)(link->en.end - link->en.start),
                   texts[1].at + link->en.start);
    }
    counts->pairs++;
    counts->gold += count;
    for (size_t i = 0; i < count; i++)
        counts->found += gold[i].found;
}

int main(int argc, char **argv)
{
    static char line[LINE_MOST];
    struct word_linker *linker;
    struct lexicon *lexicon;
    struct counts n = { 0 };
    struct block home;
    struct arena all;
    FILE *from = argc == 2 ? fopen(argv[1], "rb") : NULL;

    if (!from || lexicon_open(&lexicon, NULL) ||
        word_linker_open(lexicon, NULL, &linker, NULL) ||
        block_reserve(&home, (size_t)1 << 30, &all, NULL)) {
        fprintf(stderr, "usage: links PAIRS.tsv\n");
        return 2;
    }
    while (fgets(line, sizeof(line), from)) {
        struct arena keep = all, scratch = arena_split(&keep);
        struct barq_text rest = { line, strcspn(line, "\n") };
        struct word_links links;
        if (line[0] == '#')
            continue;
        struct barq_text ar = text_field(&rest, '\t');
        struct barq_text en = text_field(&rest, '\t');
        const struct barq_text texts[2] = { ar, en };
        if (word_links(linker, texts, &links, &keep, scratch, NULL))
            return 1;
        judge(texts, &links, rest, &n);
    }
    fclose(from);
    printf("%zu pairs, %zu links by hand: sure links %zu, precision %.3f, "
           "recall %.3f; all links %zu, precision %.3f\n",
           n.pairs, n.gold, n.sure, (double)n.right / (double)n.sure,
           (double)n.found / (double)n.gold, n.links,
           (double)n.links_right / (double)n.links);
    word_linker_close(linker);
    lexicon_close(lexicon);
    block_release(home);
    return 0;
}
