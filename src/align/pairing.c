/*
 * pairing.c - the aligner from evidence to beads.
 *
 *   1  long stories are cut into chunks, and these into pieces that overlap
 *      where they are long themselves (chunks.c); for each
 *   2  a rough pass over all nodes, one segment to one or to none: flow.c
 *      says which nodes no way of any weight goes through
 *   3  a first pass with the small shapes, over the nodes that are left: flow.c
 *      says how likely each bead is, document.c learns from that
 *   4  a second pass with all shapes, over what is left then; dp.c picks the
 *      beads
 *   5  what is left alone is held against what is left alone elsewhere
 *      (moved.c)
 *
 * The confidence of a bead is its posterior yet; see confidence.c.
 */
#include "align/pairing.h"

#include "align/chunks.h"
#include "align/document.h"
#include "align/moved.h"
#include "base/error.h"

static enum barq_status learn(struct evidence *evidence,
                              const struct lattice *l, struct first_pass *out,
                              struct arena *keep, struct arena scratch,
                              struct barq_error *err)
{
    struct arena work = arena_split(&scratch);
    struct document_shapes shapes;
    struct flow flow;
    enum barq_status status = flow_make(l, &flow, &work, err);

    if (!status)
        status = document_learn(evidence, l, &flow, &shapes, scratch, err);
    if (status)
        return status;
    out->model = document_model(l->model, &shapes);
    out->hopeless = flow_hopeless(l, &flow, keep);
    return out->hopeless ? BARQ_OK
                         : fail_nomem(err, "to pair two stories this long");
}

/* Put into the plan what a rough pass leaves. */
static enum barq_status rough_pass(struct lattice_plan *plan,
                                   struct arena *keep, struct arena scratch,
                                   struct barq_error *err)
{
    struct lattice l;
    struct flow flow;

    plan->depth = LATTICE_PAIRS;
    enum barq_status status = lattice_make(plan, &l, &scratch, err);
    if (!status)
        status = flow_make(&l, &flow, &scratch, err);
    if (status)
        return status;
    plan->hopeless = flow_hopeless(&l, &flow, keep);
    return plan->hopeless ? BARQ_OK
                          : fail_nomem(err, "to pair two stories this long");
}

enum barq_status pairing_prepare(const struct lattice_plan *general,
                                 struct first_pass *out, struct arena *keep,
                                 struct arena scratch, struct barq_error *err)
{
    struct evidence *evidence = general->evidence;
    struct arena work = arena_split(&scratch);
    struct lattice_plan plan = *general;
    struct lattice first;

    for (int s = SIDE_AR; s < SIDES; s++)
        evidence->side[s].keys[KEYS_DOCUMENT].count = 0;
    enum barq_status status =
        evidence_join(evidence, &general->chunk, keep, scratch, err);
    if (!status)
        status = rough_pass(&plan, &work, scratch, err);
    plan.depth = LATTICE_SMALL;
    if (!status)
        status = lattice_make(&plan, &first, &work, err);
    if (!status)
        status = learn(evidence, &first, out, keep, scratch, err);
    if (!status)
        status = evidence_join_document(evidence, &general->chunk, keep,
                                        scratch, err);
    return status;
}

static enum barq_status explain(const struct pairing *pairing,
                                const struct lattice *l, size_t first,
                                struct pairing_result *out, struct arena *keep,
                                struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    for (size_t i = first; i < out->beads.count && !status; i++)
        status = explain_bead(l, pairing->stories, &out->beads.at[i],
                              &out->parts[i], keep, err);
    return status;
}

/* For results, and for the rest. */
struct room {
    struct arena *keep;
    struct arena scratch;
};

static enum barq_status pair_chunk(const struct pairing *pairing,
                                   const struct chunks *chunks,
                                   const struct chunk *chunk,
                                   struct pairing_result *out,
                                   const struct room *room,
                                   struct barq_error *err)
{
    struct arena work = room->scratch;
    struct lattice_plan plan = {
        .evidence = pairing->evidence,
        .model = pairing->model,
        .chunk = *chunk,
        .hopeless = chunks_far(chunks, chunk, &work),
    };
    struct arena scratch = arena_split(&work);
    size_t begun = out->beads.count;
    struct first_pass first = { .hopeless = NULL };
    struct lattice lattice;
    struct flow flow;
    enum barq_status status =
        pairing_prepare(&plan, &first, &work, scratch, err);

    plan.model = &first.model;
    plan.hopeless = first.hopeless;
    plan.depth = LATTICE_WHOLE;
    if (!status)
        status = lattice_make(&plan, &lattice, &work, err);
    if (!status)
        status = flow_make(&lattice, &flow, &work, err);
    if (!status)
        status = lattice_walk(&lattice, &flow, &out->beads, scratch, err);
    if (!status)
        out->total += flow.total;
    if (!status && out->parts)
        status = explain(pairing, &lattice, begun, out, room->keep, err);
    return status;
}

/* Leave what stands before the settled point, one bead at least.  The weight of
 * the piece is left in proportion. */
static void leave_settled(const struct chunk *piece,
                          const size_t settled[SIDES], size_t begun,
                          double total_before, struct pairing_result *out)
{
    const struct barq_bead *beads = out->beads.at;
    size_t kept = begun, taken = 0;

    while (
        kept < out->beads.count &&
        (kept == begun ||
         (beads[kept].ar_first + beads[kept].ar_count <= settled[SIDE_AR] &&
          beads[kept].en_first + beads[kept].en_count <= settled[SIDE_EN]))) {
        taken += beads[kept].ar_count + beads[kept].en_count;
        kept++;
    }
    out->beads.count = kept;
    out->total = total_before +
                 (out->total - total_before) * (double)taken /
                     (double)(piece->count[SIDE_AR] + piece->count[SIDE_EN]);
}

/* What is left of a chunk, behind the last bead. */
static void move_on(struct chunk *left, const struct barq_bead *last)
{
    size_t at[SIDES] = { last->ar_first + last->ar_count,
                         last->en_first + last->en_count };

    for (int s = SIDE_AR; s < SIDES; s++) {
        left->count[s] -= at[s] - left->first[s];
        left->first[s] = at[s];
    }
}

/* A chunk that is too long at once, piece by piece. */
static enum barq_status pair_pieces(const struct pairing *pairing,
                                    const struct chunks *chunks,
                                    struct chunk left,
                                    struct pairing_result *out,
                                    const struct room *room,
                                    struct barq_error *err)
{
    enum barq_status status = BARQ_OK;
    size_t settled[SIDES];
    struct chunk piece;

    while (!status && chunks_piece(chunks, &left, &piece, settled)) {
        size_t begun = out->beads.count;
        double total = out->total;
        status = pair_chunk(pairing, chunks, &piece, out, room, err);
        if (status)
            return status;
        leave_settled(&piece, settled, begun, total, out);
        move_on(&left, &out->beads.at[out->beads.count - 1]);
    }
    return status ? status : pair_chunk(pairing, chunks, &left, out, room, err);
}

static bool make_result(const struct pairing *pairing, size_t most,
                        struct pairing_result *out, struct arena *keep)
{
    *out = (struct pairing_result){
        .beads.at = arena_new(keep, struct barq_bead, most + 1),
        .beads.signs = arena_new(keep, struct bead_signs, most + 1),
    };
    if (pairing->stories)
        out->parts = arena_new(keep, struct bead_parts, most + 1);
    return out->beads.at && out->beads.signs &&
           (out->parts || !pairing->stories);
}

enum barq_status pairing_find(const struct pairing *pairing,
                              struct pairing_result *out, struct arena *keep,
                              struct arena scratch, struct barq_error *err)
{
    const struct side *side = pairing->evidence->side;
    size_t most = side[SIDE_AR].count + side[SIDE_EN].count;
    struct arena work = arena_split(&scratch);
    struct chunks chunks;

    if (!make_result(pairing, most, out, keep))
        return fail_nomem(err, "to pair two stories this long");
    enum barq_status status =
        chunks_cut(pairing->evidence, &chunks, &work, scratch, err);
    for (size_t i = 0; i < chunks.count && !status; i++)
        status = pair_pieces(pairing, &chunks, chunks.at[i], out,
                             &(struct room){ keep, scratch }, err);
    if (!status)
        status = moved_pair(pairing, out, keep, scratch, err);
    return status;
}
