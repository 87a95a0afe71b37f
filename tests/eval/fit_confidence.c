/*
 * fit_confidence [[--tm MEMORY] [--weight W] SET_DIR...]... - fit the
 * confidence rows of tm/rules/align.tsv to documents with gold beads, and
 * print them.  MEMORY ("-": none) and W hold for the sets behind them; W is
 * what all beads of a set count together.
 *
 * A logistic regression of "this bead is in gold" on the rows of
 * confidence.c, by Newton's method with a small prior at 0.  "free" stays as
 * it is: what it takes off is beyond what is right on average.
 */
#include "align/confidence.h"

#include "bead_set.h"

#include <math.h>

enum { ROWS_MOST = 400000, STEPS = 20 };

struct example {
    confidence_row row;
    bool right;
    double weight;
};

static struct example examples[ROWS_MOST];
static size_t example_count;
static struct align_model model;
static struct barq_memory *memory;
static double set_weight = 1;
static const double prior = 1e-6;

static bool is_gold(const struct gold_document *document,
                    const struct barq_bead *bead)
{
    for (size_t i = 0; i < document->gold_count; i++) {
        const struct gold_bead *gold = &document->gold[i];
        if (gold->count[0] == bead->ar_count &&
            gold->count[1] == bead->en_count &&
            gold->first[0] == bead->ar_first &&
            gold->first[1] == bead->en_first)
            return true;
    }
    return false;
}

static void find(struct gold_document *document, struct evidence *evidence,
                 struct pairing_result *found, struct arena *keep)
{
    const struct barq_story *const stories[2] = { document->stories[0],
                                                  document->stories[1] };
    const struct barq_align_options options = { .memory = memory };
    struct arena scratch = arena_split(keep);
    const struct pairing pairing = { evidence, &model, NULL };
    struct lexicons lexicons;
    struct barq_error err;

    if (lexicons_open(&lexicons, &options, keep, scratch, &err) ||
        evidence_gather(stories, &lexicons, evidence, keep, scratch, &err) ||
        pairing_find(&pairing, found, keep, scratch, &err))
        set_die(document->folder, &err);
    lexicons_close(&lexicons);
}

static void add_document(struct gold_document *document, void *with)
{
    struct pairing_result found;
    struct evidence evidence;
    struct block home;
    struct arena keep;

    (void)with;
    if (block_reserve(&home, TASK_CEILING, &keep, NULL))
        exit(1);
    find(document, &evidence, &found, &keep);
    confidence_row *rows = confidence_rows(&evidence, &found, &keep);
    for (size_t i = 0; rows && i < found.beads.count; i++) {
        const struct barq_bead *bead = &found.beads.at[i];
        if (!bead->ar_count || !bead->en_count || example_count == ROWS_MOST)
            continue;
        struct example *example = &examples[example_count++];
        memcpy(example->row, rows[i], sizeof(rows[i]));
        example->row[CONFIDENCE_FREE] = 0;
        example->right = is_gold(document, bead);
    }
    block_release(home);
}

static void add_set(const char *set)
{
    size_t first = example_count;

    set_walk(set, add_document, NULL);
    for (size_t i = first; i < example_count; i++)
        examples[i].weight = set_weight / (double)(example_count - first);
}

/* Solve matrix * x = right, by elimination; `right` becomes x. */
static void solve(double matrix[CONFIDENCES][CONFIDENCES],
                  double right[CONFIDENCES])
{
    for (int i = 0; i < CONFIDENCES; i++)
        for (int r = 0; r < CONFIDENCES; r++) {
            double share = matrix[r][i] / matrix[i][i];
            if (r == i)
                continue;
            for (int c = i; c < CONFIDENCES; c++)
                matrix[r][c] -= share * matrix[i][c];
            right[r] -= share * right[i];
        }
    for (int i = 0; i < CONFIDENCES; i++)
        right[i] /= matrix[i][i];
}

static void step(double weights[CONFIDENCES])
{
    double slope[CONFIDENCES], curve[CONFIDENCES][CONFIDENCES] = { { 0 } };

    for (int k = 0; k < CONFIDENCES; k++) {
        slope[k] = -prior * weights[k];
        curve[k][k] = prior;
    }
    for (size_t i = 0; i < example_count; i++) {
        const struct example *e = &examples[i];
        double sum = 0;
        for (int k = 0; k < CONFIDENCES; k++)
            sum += weights[k] * e->row[k];
        double p = 1 / (1 + exp(-sum));
        for (int k = 0; k < CONFIDENCES; k++) {
            slope[k] += e->weight * (e->right - p) * e->row[k];
            for (int c = 0; c < CONFIDENCES; c++)
                curve[k][c] += e->weight * p * (1 - p) * e->row[k] * e->row[c];
        }
    }
    solve(curve, slope);
    for (int k = 0; k < CONFIDENCES; k++)
        weights[k] += slope[k];
}

static void read_model(void)
{
    struct block home;
    struct arena all;
    struct barq_error err;

    if (block_reserve(&home, TASK_CEILING, &all, &err) ||
        model_read(&model, all, &err))
        set_die("fit_confidence", &err);
    block_release(home);
}

static void open_memory(const char *path)
{
    struct barq_error err;

    barq_memory_close(memory);
    memory = NULL;
    if (strcmp(path, "-") != 0 &&
        barq_memory_open(path, BARQ_READ, &memory, &err))
        set_die(path, &err);
}

int main(int argc, char **argv)
{
    double weights[CONFIDENCES] = { 0 };

    read_model();
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--tm") == 0 && i + 1 < argc)
            open_memory(argv[++i]);
        else if (strcmp(argv[i], "--weight") == 0 && i + 1 < argc)
            set_weight = strtod(argv[++i], NULL);
        else
            add_set(argv[i]);
    }
    for (int i = 0; i < STEPS; i++)
        step(weights);
    fprintf(stderr, "%zu beads\n", example_count);
    weights[CONFIDENCE_FREE] = model.confidence[CONFIDENCE_FREE];
    for (int k = 0; k < CONFIDENCES; k++)
        printf("confidence\t%s\t%.3f\n", confidence_names[k], weights[k]);
    barq_memory_close(memory);
    return 0;
}
