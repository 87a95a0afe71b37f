/*
 * fit_beads [--rounds N] [--prior P] [--lambda] [[--tm MEMORY] [--weight W]
 * SET_DIR...]... - fit the figures of tm/rules/align.tsv to documents with
 * gold beads, and print the table.  MEMORY ("-": none) and W hold for the sets
 * behind them.
 *
 * The model is a conditional random field: the probability of a way through
 * the lattice is e^(weights . features) over the sum of all ways.  The
 * logarithm of the probability of the gold ways, less P times the squared
 * distance of the weights from what they were, is climbed by gradient:
 * features of the gold way less those expected over all ways (the same
 * forward-backward sums as in flow.c), with steps by Adam (Kingma and Ba,
 * 2015).  Nodes that the present model finds hopeless are left out, so that
 * a step over 600 documents takes a second.
 *
 * What is added to a weight in free text is fitted with it: the feature counts
 * once as it is, and once more times the freedom that the first pass found.
 *
 * A lambda is counted outright: of the items in gold beads that have a like
 * of its kind somewhere, how many find one of that kind inside.
 */
#include "align/pairing.h"

#include "bead_set.h"

#include <math.h>

enum {
    WEIGHTS = EVIDENCE_KINDS + FEATURES,
    ALL = WEIGHTS + FEATURES, /* and what is added in free text */
    DOCUMENTS_MOST = 4000,
};

static const double hopeless = -14;

/* A bead that may be taken: from node, to node (indices of kept nodes). */
struct edge {
    uint32_t from, to;
    bool gold;
    float offset; /* what the story itself moves the shape by */
    float features[WEIGHTS];
};

struct graph {
    struct edge *edges; /* by `from`, so by order of the walk */
    size_t edge_count, node_count;
    double *before, *after;
    double weight; /* how much the document counts */
    double freedom;
};

static struct graph graphs[DOCUMENTS_MOST];
static size_t graph_count, skipped;
static struct align_model model;
static double hits[EVIDENCE_KINDS], tries[EVIDENCE_KINDS];
static struct barq_memory *memory;
static double set_weight = 1;

/* --------------------------------------------------------- the documents */

static void *must(void *at)
{
    if (!at)
        exit(1);
    return at;
}

static size_t shape_of(const struct gold_bead *bead)
{
    for (size_t s = 0; s < SHAPES; s++)
        if (bead_shapes[s].count[0] == bead->count[0] &&
            bead_shapes[s].count[1] == bead->count[1])
            return s;
    return SHAPES;
}

/* Mark the beads of the gold way, in [node][shape]; false if there is none. */
static bool mark_gold(const struct gold_document *document,
                      const struct lattice *l, unsigned char *marks)
{
    size_t covered = 0;

    for (size_t b = 0; b < document->gold_count; b++) {
        const struct gold_bead *bead = &document->gold[b];
        size_t at[2] = { bead->first[0], bead->first[1] };
        size_t shape = shape_of(bead);
        if (shape == SHAPES)
            return false;
        /* A lone bead does not say where the other side stood. */
        for (int s = 0; s < 2; s++)
            if (!bead->count[s]) {
                at[s] = 0;
                for (size_t k = 0; k < b; k++)
                    at[s] += document->gold[k].count[s];
            }
        if (at[0] > l->count[0] || at[1] > l->count[1])
            return false;
        marks[lattice_cell(l, at[0], at[1]) * SHAPES + shape] = 1;
        covered += bead->count[0] + bead->count[1];
    }
    return covered == l->count[0] + l->count[1];
}

static void count_lambdas(const struct evidence *evidence, int s,
                          const struct gold_bead *bead)
{
    const struct side *side = &evidence->side[s];

    for (size_t i = 0; i < side->item_count; i++) {
        const struct item *item = &side->items[i];
        const struct post *posts = &side->posts[item->first_post];
        bool there[EVIDENCE_KINDS] = { false },
             here[EVIDENCE_KINDS] = { false };
        if (item->segment < bead->first[s] ||
            item->segment >= bead->first[s] + bead->count[s])
            continue;
        for (size_t p = 0; p < item->post_count; p++) {
            there[posts[p].kind] = true;
            here[posts[p].kind] |=
                posts[p].segment >= bead->first[!s] &&
                posts[p].segment < bead->first[!s] + bead->count[!s];
        }
        for (int k = 0; k < EVIDENCE_KINDS; k++) {
            if (!there[k])
                continue;
            tries[k]++;
            hits[k] += here[k];
            if (here[k])
                break;
        }
    }
}

struct prepared {
    struct evidence evidence;
    struct chunk chunk;
    struct first_pass first;
    struct lattice whole, kinds[EVIDENCE_KINDS];
    struct flow flow;
    unsigned char *gold;
    uint32_t *nodes; /* by cell: its index + 1 among those kept */
    size_t node_count;
};

/* The lattice with only one kind of evidence speaking. */
static void words_of_kind(struct prepared *p, int kind, struct arena *keep)
{
    static struct align_model only[EVIDENCE_KINDS];

    only[kind] = model;
    for (int k = 0; k < EVIDENCE_KINDS; k++)
        only[kind].words[k] = k == kind;
    struct lattice_plan plan = { .evidence = &p->evidence,
                                 .model = &only[kind],
                                 .chunk = p->chunk,
                                 .hopeless = p->first.hopeless,
                                 .depth = LATTICE_WHOLE };
    if (lattice_make(&plan, &p->kinds[kind], keep, NULL))
        exit(1);
}

static void prepare(struct gold_document *document, struct prepared *p,
                    struct arena *keep)
{
    const struct barq_story *const stories[2] = { document->stories[0],
                                                  document->stories[1] };
    const struct barq_align_options options = { .memory = memory };
    struct arena scratch = arena_split(keep);
    struct lexicons lexicons;
    struct barq_error err;

    if (lexicons_open(&lexicons, &options, keep, scratch, &err) ||
        evidence_gather(stories, &lexicons, &p->evidence, keep, scratch, &err))
        set_die(document->folder, &err);
    lexicons_close(&lexicons);
    for (int s = 0; s < 2; s++)
        p->chunk.count[s] = p->evidence.side[s].count;
    struct lattice_plan plan = { .evidence = &p->evidence,
                                 .model = &model,
                                 .chunk = p->chunk };
    if (pairing_prepare(&plan, &p->first, keep, scratch, &err))
        set_die(document->folder, &err);
    plan.model = &p->first.model;
    plan.hopeless = p->first.hopeless;
    plan.depth = LATTICE_WHOLE;
    if (lattice_make(&plan, &p->whole, keep, &err) ||
        flow_make(&p->whole, &p->flow, keep, &err))
        set_die(document->folder, &err);
    for (int k = 0; k < EVIDENCE_KINDS; k++)
        words_of_kind(p, k, keep);
    p->gold =
        must(arena_new(keep, unsigned char, lattice_nodes(&p->whole) * SHAPES));
    p->nodes = must(arena_new(keep, uint32_t, lattice_nodes(&p->whole)));
}

/* Nodes worth keeping: not hopeless, or on the gold way. */
static void choose_nodes(struct prepared *p)
{
    const struct lattice *l = &p->whole;

    for (size_t i = 0; i <= l->count[0]; i++)
        for (size_t j = 0; j <= l->count[1]; j++) {
            size_t cell = lattice_cell(l, i, j);
            bool gold = i == l->count[0] && j == l->count[1];
            for (size_t s = 0; s < SHAPES; s++)
                gold |= p->gold[cell * SHAPES + s];
            if (gold ||
                p->flow.before[cell] + p->flow.after[cell] - p->flow.total >
                    hopeless)
                p->nodes[cell] = (uint32_t)++p->node_count;
        }
}

/* What the story moves the weight of a shape by, its freedom aside. */
static double shape_offset(const struct align_model *own, int feature)
{
    return own->weight[feature] - model.weight[feature] -
           own->freedom * model.freer[feature];
}

static void add_edge(struct graph *graph, const struct prepared *p, size_t i,
                     size_t j, size_t s)
{
    const struct bead_shape *shape = &bead_shapes[s];
    const struct lattice *l = &p->whole;
    size_t cell = lattice_cell(l, i, j);
    struct edge *edge = &graph->edges[graph->edge_count++];
    double features[FEATURES];

    edge->from = p->nodes[cell] - 1;
    edge->to =
        p->nodes[lattice_cell(l, i + shape->count[0], j + shape->count[1])] - 1;
    edge->offset = (float)shape_offset(&p->first.model,
                                       FEATURE_SHAPES + (int)shape->family);
    edge->gold = p->gold[cell * SHAPES + s];
    for (int k = 0; k < EVIDENCE_KINDS; k++)
        edge->features[k] = (float)bead_words(&p->kinds[k], i, j, shape);
    bead_features(l, i, j, shape, features);
    for (int f = 0; f < FEATURES; f++)
        edge->features[EVIDENCE_KINDS + f] = (float)features[f];
}

static void make_graph(const struct prepared *p, struct graph *graph)
{
    const struct lattice *l = &p->whole;

    graph->node_count = p->node_count;
    graph->weight = set_weight;
    graph->freedom = p->first.model.freedom;
    graph->edges = must(malloc(p->node_count * SHAPES * sizeof(struct edge)));
    graph->before = must(malloc(p->node_count * sizeof(double)));
    graph->after = must(malloc(p->node_count * sizeof(double)));
    for (size_t i = 0; i <= l->count[0]; i++)
        for (size_t j = 0; j <= l->count[1]; j++)
            for (size_t s = 0; s < SHAPES; s++)
                if (p->nodes[lattice_cell(l, i, j)] &&
                    lattice_fits(l, i, j, &bead_shapes[s]) &&
                    p->nodes[lattice_cell(l, i + bead_shapes[s].count[0],
                                          j + bead_shapes[s].count[1])])
                    add_edge(graph, p, i, j, s);
    graph->edges = must(
        realloc(graph->edges, (graph->edge_count + 1) * sizeof(struct edge)));
}

static void add_document(struct gold_document *document, void *with)
{
    struct prepared p = { .node_count = 0 };
    struct block home;
    struct arena keep;

    (void)with;
    if (graph_count == DOCUMENTS_MOST ||
        block_reserve(&home, TASK_CEILING * 4, &keep, NULL))
        exit(1);
    prepare(document, &p, &keep);
    if (mark_gold(document, &p.whole, p.gold)) {
        for (size_t b = 0; b < document->gold_count; b++)
            for (int s = 0; s < 2; s++)
                if (document->gold[b].count[0] && document->gold[b].count[1])
                    count_lambdas(&p.evidence, s, &document->gold[b]);
        choose_nodes(&p);
        make_graph(&p, &graphs[graph_count++]);
    } else {
        skipped++;
    }
    block_release(home);
}

/* --------------------------------------------------------------- fitting */

/*
 * The sets are made of published stories by machine, and a feature that
 * mirrors how they are made would be trusted too far: sentences there end in
 * a stop on both sides, and what looks like a byline is never one.  So these
 * weights may not go beyond what a careless desk would bear out.
 */
static const struct {
    enum feature feature;
    double low, high;
} bounds[] = {
    { FEATURE_ENDS_DIFFER, -1.2, 0 }, { FEATURE_OPEN_INSIDE, -1, 0.8 },
    { FEATURE_MARGINAL, -1.5, 0 },    { FEATURE_LONE_MARGINAL, 0, 1 },
    { FEATURE_LONE_FURNITURE, 0, 2 }, { FEATURE_UNSUPPORTED, -1.5, 0 },
    { FEATURE_LONE_TITLE, 0, 1 },     { FEATURE_TITLE_TEXT, -0.1, 0 },
    { FEATURE_TITLES, 0, 0.3 },       { FEATURE_QUOTES, -2, 0 },
};

/* A Latin word in both stories.  The sets have next to none; with those made by
 * tests/eval/latin_pairs either half of them gives 0.28 to 0.29. */
static const double same_least = 0.28;

/* The features that count otherwise in free text. */
static bool is_of_freedom(int feature)
{
    return feature == FEATURE_LENGTH || feature == FEATURE_CLOSED_INSIDE ||
           feature == FEATURE_UNSUPPORTED || feature == FEATURE_LONE_LIKES ||
           feature == FEATURE_LONE_STRANGE || feature == FEATURE_ASTRAY ||
           feature == FEATURE_QUOTES || feature >= FEATURE_SHAPES;
}

static void bound(double weights[ALL])
{
    for (int f = 0; f < FEATURES; f++)
        if (!is_of_freedom(f))
            weights[WEIGHTS + f] = 0;
    for (int k = 0; k < EVIDENCE_KINDS; k++)
        weights[k] = fmax(weights[k], k == EVIDENCE_SAME ? same_least : 0);
    for (size_t i = 0; i < sizeof(bounds) / sizeof(bounds[0]); i++) {
        double *weight = &weights[EVIDENCE_KINDS + bounds[i].feature];
        *weight = fmin(fmax(*weight, bounds[i].low), bounds[i].high);
    }
}

static double log_add(double a, double b)
{
    double high = fmax(a, b), low = fmin(a, b);

    return low - high < -40 || low == -INFINITY ? high
                                                : high + log1p(exp(low - high));
}

static double score(const struct edge *edge, const double weights[WEIGHTS])
{
    double sum = (double)edge->offset;

    for (int f = 0; f < WEIGHTS; f++)
        sum += weights[f] * (double)edge->features[f];
    return sum;
}

/* The weights that hold for a document. */
static void weights_for(const struct graph *g, const double all[ALL],
                        double weights[WEIGHTS])
{
    memcpy(weights, all, WEIGHTS * sizeof(*weights));
    for (int f = 0; f < FEATURES; f++)
        weights[EVIDENCE_KINDS + f] += g->freedom * all[WEIGHTS + f];
}

/* A slope of the weights of a document, added to that of all. */
static void add_slope(const struct graph *g, const double slope[WEIGHTS],
                      double all[ALL])
{
    for (int f = 0; f < WEIGHTS; f++)
        all[f] += g->weight * slope[f];
    for (int f = 0; f < FEATURES; f++)
        all[WEIGHTS + f] += g->weight * g->freedom * slope[EVIDENCE_KINDS + f];
}

/* Log probability of the gold way; its gradient is added up. */
static double climb(const struct graph *g, const double all[ALL],
                    double gradient[ALL])
{
    double gold = 0, weights[WEIGHTS], slope[WEIGHTS] = { 0 };

    weights_for(g, all, weights);
    for (size_t n = 0; n < g->node_count; n++)
        g->before[n] = g->after[n] = -INFINITY;
    g->before[0] = g->after[g->node_count - 1] = 0;
    for (size_t e = 0; e < g->edge_count; e++) {
        const struct edge *edge = &g->edges[e];
        g->before[edge->to] = log_add(
            g->before[edge->to], g->before[edge->from] + score(edge, weights));
    }
    for (size_t e = g->edge_count; e-- > 0;) {
        const struct edge *edge = &g->edges[e];
        g->after[edge->from] = log_add(
            g->after[edge->from], g->after[edge->to] + score(edge, weights));
    }
    double total = g->after[0];
    for (size_t e = 0; e < g->edge_count; e++) {
        const struct edge *edge = &g->edges[e];
        double worth = score(edge, weights);
        double share = g->before[edge->from] + worth + g->after[edge->to];
        double more = edge->gold - exp(fmin(share - total, 0));
        gold += edge->gold ? worth : 0;
        if (fabs(more) > 1e-7)
            for (int f = 0; f < WEIGHTS; f++)
                slope[f] += more * (double)edge->features[f];
    }
    add_slope(g, slope, gradient);
    return g->weight * (gold - total);
}

static void fit(double weights[ALL], int rounds, double prior)
{
    double first[ALL], mean[ALL] = { 0 }, square[ALL] = { 0 };

    memcpy(first, weights, sizeof(first));
    for (int round = 1; round <= rounds; round++) {
        double gradient[ALL] = { 0 }, sum = 0;
        double step = 0.05 * (1 - (double)(round - 1) / rounds) + 0.001;
        for (size_t g = 0; g < graph_count; g++)
            sum += climb(&graphs[g], weights, gradient);
        for (int f = 0; f < ALL; f++) {
            double g = gradient[f] - prior * (weights[f] - first[f]);
            mean[f] = 0.9 * mean[f] + 0.1 * g;
            square[f] = 0.99 * square[f] + 0.01 * g * g;
            double m = mean[f] / (1 - pow(0.9, round));
            double v = square[f] / (1 - pow(0.99, round));
            weights[f] += step * m / (sqrt(v) + 1e-6);
        }
        bound(weights);
        if (round % 20 == 1 || round == rounds)
            fprintf(stderr, "round %d: log likelihood %.1f\n", round, sum);
    }
}

static void print_table(const double weights[ALL], bool lambdas)
{
    for (int k = 0; k < EVIDENCE_KINDS; k++) {
        double lambda = model.lambda[k];
        if (lambdas && tries[k] > 200)
            lambda = fmin(hits[k] / tries[k], 0.97);
        printf("lambda\t%s\t%.3f\n", evidence_names[k], lambda);
    }
    for (int k = 0; k < EVIDENCE_KINDS; k++)
        printf("words\t%s\t%.3f\n", evidence_names[k], weights[k]);
    for (int f = 0; f < FEATURES; f++)
        printf("weight\t%s\t%.3f\n", feature_names[f],
               weights[EVIDENCE_KINDS + f]);
    for (int f = 0; f < FEATURES; f++)
        if (is_of_freedom(f))
            printf("freer\t%s\t%.3f\n", feature_names[f], weights[WEIGHTS + f]);
    for (int f = 0; f < SHAPE_FAMILIES; f++)
        printf("share\t%s\t%.5f\n", feature_names[FEATURE_SHAPES + f],
               model.share[f]);
    printf("adapt\tshapes\t%.3f\n", model.adapt);
    for (int k = 0; k < CONFIDENCES; k++)
        printf("confidence\t%s\t%.3f\n", confidence_names[k],
               model.confidence[k]);
    printf("ceiling\tconfidence\t%.3f\n", model.ceiling);
}

static void read_model(void)
{
    struct block home;
    struct arena all;
    struct barq_error err;

    if (block_reserve(&home, TASK_CEILING, &all, &err) ||
        model_read(&model, all, &err))
        set_die("fit_beads", &err);
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
    double weights[ALL], prior = 0.05;
    bool lambdas = false;
    int rounds = 120;

    read_model();
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--rounds") == 0 && i + 1 < argc)
            rounds = (int)strtol(argv[++i], NULL, 10);
        else if (strcmp(argv[i], "--prior") == 0 && i + 1 < argc)
            prior = strtod(argv[++i], NULL);
        else if (strcmp(argv[i], "--tm") == 0 && i + 1 < argc)
            open_memory(argv[++i]);
        else if (strcmp(argv[i], "--weight") == 0 && i + 1 < argc)
            set_weight = strtod(argv[++i], NULL);
        else if (strcmp(argv[i], "--lambda") == 0)
            lambdas = true;
        else
            set_walk(argv[i], add_document, NULL);
    }
    memcpy(weights, model.words, sizeof(model.words));
    memcpy(weights + EVIDENCE_KINDS, model.weight, sizeof(model.weight));
    memcpy(weights + WEIGHTS, model.freer, sizeof(model.freer));
    fprintf(stderr, "%zu documents, %zu without a gold way\n", graph_count,
            skipped);
    fit(weights, rounds, prior);
    print_table(weights, lambdas);
    barq_memory_close(memory);
    return 0;
}
