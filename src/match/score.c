/*
 * score.c - from a distance to the figure a translator sees.
 *
 *   score = 100 * (1 - x * (0.6 + 0.4 x)) - letters - penalties, then caps,
 *   x = D / max(W(query), W(stored))
 *
 * rounded down, so that 100 is never said of what is not equal.  D is the
 * distance of distance.c, W the weight of all tokens; scale.c says why
 * the score is bent, and letters.c what comes off for letters.
 *
 *   query    oil prices rose 3 % in Cairo                  W = 3.05
 *   stored   oil prices rose 5 % very sharply in Cairo     W = 4.35
 *   D = 0.07 + 1.3 + 0.25 = 1.62,  x = 0.37,  letters take 0.5,  73
 *
 * From 95 up a figure says what kind of match it is (barq.h, rank), and the
 * sum above is bent to it: 98 for letter forms however many, 95 to 97 for
 * punctuation by how much of it differs.  Nothing else gets above 94.
 *
 * The parts say where the points went: one for each difference, then the
 * penalties, then what a cap took beyond those, all in hundredths of a point,
 * and at last what was lost by rounding.  They add up to 100 less the score.
 *
 * Limits: segments of more than MATCH_TOKENS_MOST tokens are compared for
 * equality alone.
 */
#include "match/score.h"

#include "match/letters.h"
#include "match/scale.h"

#include "base/error.h"
#include "base/utf8.h"

static size_t next_word(struct tokens tokens, size_t i)
{
    while (i < tokens.count && tokens.at[i].kind == TOKEN_PUNCT)
        i++;
    return i;
}

static bool same_key(const struct token *a, const struct token *b)
{
    return a->l2_hash == b->l2_hash && text_equal(a->l2, b->l2);
}

/* Equal but for punctuation?  Without a word there is nothing to be equal. */
static bool same_words(struct tokens a, struct tokens b)
{
    size_t i = next_word(a, 0), j = next_word(b, 0);

    if (i == a.count)
        return false;
    while (i < a.count && j < b.count) {
        if (!same_key(&a.at[i], &b.at[j]))
            return false;
        i = next_word(a, i + 1);
        j = next_word(b, j + 1);
    }
    return i == a.count && j == b.count;
}

static bool same_tokens(struct tokens a, struct tokens b)
{
    if (a.count != b.count)
        return false;
    for (size_t i = 0; i < a.count; i++)
        if (!same_key(&a.at[i], &b.at[i]))
            return false;
    return true;
}

/* Equal but for numbers and dates: so that those of the query may be put in.
 * What is equal has one index key and weight, on which retrieval rests. */
static bool same_frame(const struct match_side *a, const struct match_side *b)
{
    if (a->tokens.count != b->tokens.count)
        return false;
    for (size_t i = 0; i < a->tokens.count; i++) {
        const struct token *ta = &a->tokens.at[i], *tb = &b->tokens.at[i];
        const struct match_word *wa = &a->words[i], *wb = &b->words[i];
        if (ta->kind != tb->kind)
            return false;
        if (ta->kind == TOKEN_NUMBER || ta->kind == TOKEN_DATE)
            continue;
        if (!same_key(ta, tb) || wa->key != wb->key || wa->weight != wb->weight)
            return false;
    }
    return true;
}

/* Are two texts equal at this level? */
static enum barq_status equal_at(const struct match_pair *pair,
                                 enum text_level level, bool *equal,
                                 struct arena scratch, struct barq_error *err)
{
    struct arena below = arena_split(&scratch);
    struct barq_text a = { 0 }, b = { 0 };
    enum barq_status status =
        text_fold(pair->query->raw, level, &a, &scratch, below, err);

    if (!status)
        status = text_fold(pair->stored->raw, level, &b, &scratch, below, err);
    *equal = !status && text_equal(a, b);
    return status;
}

/* Texts that are equal at L1 have the same tokens at L2, so the dear looks
 * come last. */
static enum barq_status classify(const struct match_pair *pair, int *class,
                                 struct arena scratch, struct barq_error *err)
{
    struct tokens a = pair->query->tokens, b = pair->stored->tokens;
    bool equal = false;
    enum barq_status status = BARQ_OK;

    *class = same_words(a, b) ? RANK_PUNCTUATION : 0;
    if (!same_tokens(a, b))
        return BARQ_OK;
    *class = RANK_LETTER_FORMS;
    status = equal_at(pair, TEXT_L1, &equal, scratch, err);
    if (!equal || status)
        return status;
    *class = RANK_MARKS;
    status = equal_at(pair, TEXT_L0, &equal, scratch, err);
    if (equal)
        *class = RANK_EQUAL;
    return status;
}

/* A class says what the score may not exceed. */
static struct match_cap class_cap(int class)
{
    switch (class) {
    case RANK_EQUAL:
        return (struct match_cap){ RANK_EQUAL, NULL };
    case RANK_MARKS:
        return (struct match_cap){ RANK_MARKS, "cap marks" };
    case RANK_LETTER_FORMS:
        return (struct match_cap){ RANK_LETTER_FORMS, "cap letter forms" };
    default:
        return (struct match_cap){ RANK_PUNCTUATION, "cap punctuation" };
    }
}

/* ... and what it does not fall below. */
static int class_floor(int class)
{
    return class == RANK_PUNCTUATION ? RANK_LEAST : class;
}

static const char *part_name(const struct match_step *step)
{
    static const char *const names[] = {
        [MATCH_SAME] = "spelling", [MATCH_SPELLING] = "spelling",
        [MATCH_CLITIC] = "clitic", [MATCH_NUMBER] = "number",
        [MATCH_DATE] = "date",     [MATCH_ALIKE] = "alike",
        [MATCH_WORD] = "word",     [MATCH_PUNCTUATION] = "punctuation",
        [MATCH_MOVED] = "moved",   [MATCH_MISSING] = "missing",
        [MATCH_ADDED] = "added",
    };
    const struct token *only = step->query ? step->query : step->stored;

    if (step->difference == MATCH_MISSING || step->difference == MATCH_ADDED)
        if (only->kind == TOKEN_PUNCT)
            return names[MATCH_PUNCTUATION];
    return names[step->difference];
}

/* Rounded down to hundredths, but not for a hair of floating point. */
static double hundredths(double points)
{
    return (double)(int64_t)(100 * points + 1e-6) / 100;
}

static void add_part(struct match_measure *measure, const char *name,
                     double points)
{
    if (measure->parts && hundredths(points) > 0)
        measure->parts[measure->part_count++] =
            (struct barq_part){ .name = name, .points = hundredths(points) };
}

static enum barq_status list_parts(struct match_measure *out,
                                   struct arena *keep, struct barq_error *err)
{
    const struct match_path *path = &out->path;
    double points = 100 - out->exact - out->letters;

    out->parts =
        arena_new(keep, struct barq_part, path->count + MATCH_MORE_PARTS);
    if (!out->parts)
        return fail_nomem(err, "to explain a score");
    for (size_t i = 0; i < path->count; i++) {
        const struct match_step *step = &path->steps[i];
        struct barq_part *part = &out->parts[out->part_count++];
        part->name = part_name(step);
        part->points =
            hundredths(points * (double)step->cost / (double)path->cost);
        if (step->query)
            part->query = step->query->raw;
        if (step->stored)
            part->stored = step->stored->raw;
    }
    add_part(out, "letters", out->letters);
    return BARQ_OK;
}

enum barq_status match_explain(const struct match_pair *pair,
                               struct match_measure *measure,
                               struct arena *keep, struct barq_error *err)
{
    enum barq_status status = list_parts(measure, keep, err);

    return status ? status : match_diff(pair, measure, keep, err);
}

static bool too_long(const struct match_side *side)
{
    return side->tokens.count > MATCH_TOKENS_MOST;
}

static int64_t heavier(const struct match_pair *pair)
{
    int64_t wq = pair->query->weight, wc = pair->stored->weight;

    return wq > wc ? wq : wc;
}

/* Where no class says it, letters have a say, too. */
static enum barq_status ask_letters(const struct match_pair *pair,
                                    struct match_measure *out,
                                    struct arena scratch,
                                    struct barq_error *err)
{
    double lacking = 0;

    if (!out->path.cost || out->class)
        return BARQ_OK;
    enum barq_status status =
        match_letters(pair->query, pair->stored, &lacking, scratch, err);
    out->letters = match_letter_points(
        match_points(out->path.cost, MATCH_FINE * heavier(pair)), lacking);
    return status;
}

/* The score of a path, in whole percent and exactly.  Where only marks differ
 * it says how many, and not in how many places. */
static void weigh(int64_t weight, struct match_measure *out)
{
    const struct match_path *path = &out->path;
    int64_t cost = path->cost - (out->class ? path->stretches : 0);
    int floor_percent = class_floor(out->class);

    out->exact = 100;
    if (path->cost)
        out->exact -= match_points(cost, MATCH_FINE * weight) + out->letters;
    if (out->exact < floor_percent)
        out->exact = floor_percent;
    out->plain = match_whole(out->exact);
}

/* The path, but where a class says it all or a side is too long.  Where the
 * words are equal, or all but numbers and dates, no limit holds. */
static enum barq_status find_path(const struct match_pair *pair, bool readable,
                                  struct match_measure *out, struct arena *keep,
                                  struct arena scratch, struct barq_error *err)
{
    struct match_pair asked = *pair;

    if (!readable || out->class >= RANK_MARKS)
        return BARQ_OK;
    if (out->class || out->framed)
        asked.least = 0;
    return match_distance(&asked, &out->path, keep, scratch, err);
}

enum barq_status match_measure(const struct match_pair *pair,
                               struct match_measure *out, struct arena *keep,
                               struct arena scratch, struct barq_error *err)
{
    const struct match_side *query = pair->query, *stored = pair->stored;
    bool readable = !too_long(query) && !too_long(stored);
    enum barq_status status;

    *out = (struct match_measure){ 0 };
    if ((status = classify(pair, &out->class, scratch, err)))
        return status;
    out->framed = readable && !out->class && same_frame(query, stored);
    if ((status = find_path(pair, readable, out, keep, scratch, err)) ||
        (status = ask_letters(pair, out, scratch, err)))
        return status;
    weigh(heavier(pair), out);
    if (out->plain < pair->least && !out->class && !out->framed)
        return BARQ_NOTHING;
    if (out->class)
        out->cap = class_cap(out->class);
    else if (readable)
        out->cap = match_cap(query, stored, &out->path);
    else
        out->cap = (struct match_cap){ 0, "cap length" };
    return BARQ_OK;
}

/* What all parts leave of the points that were taken off. */
static void add_rounding(struct match_measure *measure, int score)
{
    double left = 100 - score;

    for (size_t i = 0; i < measure->part_count; i++)
        left -= measure->parts[i].points;
    add_part(measure, "rounding", left);
}

void match_settle(struct match_measure *measure,
                  const struct match_penalty *penalties, size_t count,
                  struct match_score *out)
{
    int score = measure->plain;
    double exact = measure->exact;

    for (size_t i = 0; i < count; i++) {
        add_part(measure, penalties[i].name, penalties[i].points);
        score -= penalties[i].points;
        exact -= penalties[i].points;
    }
    if (exact > measure->cap.percent)
        add_part(measure, measure->cap.name, exact - measure->cap.percent);
    if (score > measure->cap.percent)
        score = measure->cap.percent;
    score = score < 0 ? 0 : score;
    add_rounding(measure, score);
    *out = (struct match_score){ measure->class, score, measure->parts,
                                 measure->part_count };
    if (measure->class == RANK_PUNCTUATION) /* 95-97 by what differs */
        out->rank = measure->plain < RANK_PUNCTUATION ? measure->plain
                                                      : RANK_PUNCTUATION;
    if (!measure->class)
        out->rank = score;
}

/* ... and explained in `keep`, unless that is NULL. */
static enum barq_status measure_in_full(const struct match_pair *pair,
                                        struct match_measure *out,
                                        struct arena *keep,
                                        struct arena scratch,
                                        struct barq_error *err)
{
    struct arena below = arena_split(&scratch);
    enum barq_status status = match_measure(pair, out, &scratch, below, err);

    return status || !keep ? status : match_explain(pair, out, keep, err);
}

enum barq_status match_compare(const struct match_side *query,
                               const struct match_side *stored,
                               struct match_score *out, struct arena *keep,
                               struct arena scratch, struct barq_error *err)
{
    const struct match_pair pair = { query, stored, 0 };
    struct match_measure measure;
    enum barq_status status =
        measure_in_full(&pair, &measure, keep, scratch, err);

    if (!status)
        match_settle(&measure, NULL, 0, out);
    return status;
}

enum barq_status match_liken(const struct match_side *query,
                             const struct match_side *stored,
                             struct match_likeness *out, struct arena *keep,
                             struct arena scratch, struct barq_error *err)
{
    const struct match_pair pair = { query, stored, out->percent };
    struct match_measure measure;
    enum barq_status status =
        measure_in_full(&pair, &measure, keep, scratch, err);

    if (status)
        return status;
    if (measure.plain < out->percent)
        return BARQ_NOTHING;
    *out = (struct match_likeness){ measure.plain, measure.runs,
                                    measure.run_count };
    return BARQ_OK;
}
