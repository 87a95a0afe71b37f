/*
 * beads [--errors] [--tm MEMORY] SET_DIR... - align the documents of each
 * set in one process, and score the beads as ../shared/eval/score_beads.py
 * does.
 *
 * A document is a folder with ar.txt and en.txt, a segment a line, and
 * gold.txt, a bead a line: "0,1:2".  A bead counts when the identical one is
 * in gold; those with an empty side count neither way.  `sure` is of the
 * beads with a confidence of 0.9 and more, `kept` of those at the default
 * threshold, ECE the expected calibration error over ten bins.
 */
#include "bead_set.h"

#include <time.h>

enum { BINS = 10 };

struct score {
    size_t gold, said, hit;
    size_t sure, sure_hit, kept, kept_hit;
    size_t in_bin[BINS], hit_in_bin[BINS];
    double sum_in_bin[BINS];
};

static bool show_errors;
static struct barq_align_options options;

static bool is_gold(struct gold_document *document,
                    const struct barq_bead *bead)
{
    for (size_t i = 0; i < document->gold_count; i++) {
        struct gold_bead *gold = &document->gold[i];
        if (gold->count[0] == bead->ar_count &&
            gold->count[1] == bead->en_count &&
            gold->first[0] == bead->ar_first &&
            gold->first[1] == bead->en_first)
            return gold->found = true;
    }
    return false;
}

static void print_side(const struct barq_story *story, size_t first,
                       size_t count)
{
    for (size_t i = first; i < first + count; i++) {
        struct barq_segment s = barq_story_segment(story, i);
        printf("      %zu [%s] %.*s\n", i, barq_kind_name(s.kind),
               (int)s.text.len, s.text.at);
    }
}

static void print_bead(const char *what, const struct gold_document *document,
                       const struct gold_bead *bead, double confidence)
{
    printf("    %s %.3f\n", what, confidence);
    for (int k = 0; k < 2; k++)
        print_side(document->stories[k], bead->first[k], bead->count[k]);
}

static void count_bead(struct score *score, const struct barq_bead *bead,
                       bool hit)
{
    int bin = (int)(bead->confidence * BINS);

    bin = bin < BINS ? bin : BINS - 1;
    score->said++;
    score->hit += hit;
    score->sure += bead->confidence >= 0.9;
    score->sure_hit += hit && bead->confidence >= 0.9;
    score->kept += bead->sure;
    score->kept_hit += hit && bead->sure;
    score->in_bin[bin]++;
    score->hit_in_bin[bin] += hit;
    score->sum_in_bin[bin] += bead->confidence;
}

static void score_beads(struct gold_document *document,
                        const struct barq_alignment *alignment,
                        struct score *score)
{
    for (size_t i = 0; i < barq_alignment_count(alignment); i++) {
        struct barq_bead bead = barq_alignment_bead(alignment, i);
        if (!bead.ar_count || !bead.en_count)
            continue;
        bool hit = is_gold(document, &bead);
        count_bead(score, &bead, hit);
        if (!hit && show_errors)
            print_bead("wrong", document,
                       &(struct gold_bead){ { bead.ar_first, bead.en_first },
                                            { bead.ar_count, bead.en_count },
                                            false },
                       bead.confidence);
    }
    for (size_t i = 0; i < document->gold_count; i++) {
        const struct gold_bead *gold = &document->gold[i];
        if (!gold->count[0] || !gold->count[1])
            continue;
        score->gold++;
        if (!gold->found && show_errors)
            print_bead("missed", document, gold, 0);
    }
}

static void align_document(struct gold_document *document, void *with)
{
    struct barq_alignment *alignment;
    struct barq_error err;

    if (barq_align(document->stories[0], document->stories[1], &options,
                   &alignment, &err))
        set_die(document->folder, &err);
    if (show_errors)
        printf("  %s\n", document->folder);
    score_beads(document, alignment, with);
    barq_alignment_free(alignment);
}

static double share(size_t part, size_t whole)
{
    return (double)part / (double)(whole ? whole : 1);
}

static void print_score(const char *name, const struct score *s, double ms)
{
    double p = share(s->hit, s->said), r = share(s->hit, s->gold), ece = 0;

    for (int b = 0; b < BINS; b++) {
        double gap = s->sum_in_bin[b] - (double)s->hit_in_bin[b];
        ece += gap < 0 ? -gap : gap;
    }
    printf("%-18s P %.3f R %.3f F1 %.4f  sure %.3f (%zu)  ECE %.3f  "
           "kept P %.3f R %.3f  %.0f ms\n",
           name, p, r, p + r > 0 ? 2 * p * r / (p + r) : 0,
           share(s->sure_hit, s->sure), s->sure,
           ece / (double)(s->said ? s->said : 1), share(s->kept_hit, s->kept),
           share(s->kept_hit, s->gold), ms);
}

static void score_set(const char *set)
{
    struct score score = { 0 };
    clock_t start = clock();

    set_walk(set, align_document, &score);
    const char *slash = strrchr(set, '/');
    print_score(slash ? slash + 1 : set, &score,
                (double)(clock() - start) * 1000 / CLOCKS_PER_SEC);
}

static void open_memory(const char *path)
{
    struct barq_error err;

    if (barq_memory_open(path, BARQ_READ, &options.memory, &err))
        set_die(path, &err);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--errors") == 0)
            show_errors = true;
        else if (strcmp(argv[i], "--tm") == 0 && i + 1 < argc)
            open_memory(argv[++i]);
        else
            score_set(argv[i]);
    }
    barq_memory_close(options.memory);
    return 0;
}
