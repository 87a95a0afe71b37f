/*
 * srx_match.c - a block cut by the rules of an SRX file.
 *
 * At every position the first rule that holds there decides, in the order of
 * the file:
 *
 *   1  no break  Approx\.  before  \s
 *   2  break     [.!?]+    before  \s
 *
 *   "Approx. ten. Yes."     2 holds after "Approx.", "ten." and so does 1 at
 *                           the first, which comes earlier: one break
 *
 * So each break rule is searched for, once over the block; at what it finds,
 * the earlier rules without a break are tried.  A later break rule finds the
 * position decided.  A search goes on behind what it found, so that a rule
 * which takes in a whole line (".*\.") finds the last stop only, as it does
 * in other tools.
 *
 * Limits: the time of a search grows with the block, that of a look at one
 * position is fixed; a rule that goes beyond is left out from there on.  All
 * rules together have CPU_MOST seconds a story: what takes longer is not
 * worth waiting for, and is an error.
 */
#include "text/srx.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/icu.h"
#include "text/srx_rule.h"

#include <string.h>
#include <time.h>
#include <unicode/utf16.h>

enum { CPU_MOST = 20, SECOND_US = 1000000 };

/* ICU's units of 10,000 states: some for any block, one more per as many
 * characters.  Ordinary rules take a state or two a character. */
enum { SEARCH_TIME = 100, SEARCH_CHARACTERS = 100 };

/* What is known of a position. */
enum { UNDECIDED, BREAK, NO_BREAK };

struct cut {
    struct srx *srx;
    struct barq_text block;
    struct srx_units units;
    uint8_t *marks; /* of each position between UTF-16 units */
    int64_t began_us;
};

static int64_t cpu_us(void)
{
    struct timespec now;

    if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now))
        return 0;
    return (int64_t)now.tv_sec * SECOND_US + now.tv_nsec / 1000;
}

static enum barq_status check_time(const struct cut *cut,
                                   struct barq_error *err)
{
    int64_t spent = cut->srx->spent_us + cpu_us() - cut->began_us;

    if (spent < (int64_t)CPU_MOST * SECOND_US)
        return BARQ_OK;
    return fail(err, BARQ_E_INPUT, 0,
                "%s: its rules take more than %d seconds on this text; use "
                "simpler ones",
                cut->srx->path, CPU_MOST);
}

/* A match that failed: the rule is left out unless memory is gone. */
static enum barq_status drop_rule(struct srx *srx, struct srx_rule *rule,
                                  UErrorCode code, struct barq_error *err)
{
    if (code == U_MEMORY_ALLOCATION_ERROR)
        return fail_nomem(err, "to cut a block");
    srx_leave_out(srx, rule, "takes too long on this text: %s",
                  u_errorName(code));
    return BARQ_OK;
}

static enum barq_status holds(struct srx *srx, struct srx_rule *rule,
                              int32_t position, int32_t len, bool *answer,
                              struct barq_error *err)
{
    UErrorCode code = U_ZERO_ERROR;

    uregex_setRegion(rule->pattern, position, len, &code);
    *answer = uregex_lookingAt(rule->pattern, -1, &code) && U_SUCCESS(code);
    return U_SUCCESS(code) ? BARQ_OK : drop_rule(srx, rule, code, err);
}

/* Does one of the first `count` rules forbid a break here? */
static enum barq_status forbidden(struct cut *cut, size_t count,
                                  int32_t position, bool *answer,
                                  struct barq_error *err)
{
    enum barq_status status = check_time(cut, err);

    *answer = false;
    for (size_t i = 0; i < count && !status && !*answer; i++) {
        struct srx_rule *rule = &cut->srx->rules[i];
        if (!rule->breaks && !rule->out)
            status =
                holds(cut->srx, rule, position, cut->units.len, answer, err);
    }
    return status;
}

static bool is_position(const struct cut *cut, int32_t position)
{
    return position > 0 && position < cut->units.len &&
           !(U16_IS_TRAIL(cut->units.at[position]) &&
             U16_IS_LEAD(cut->units.at[position - 1]));
}

/* Mark where the index-th rule, which breaks, has its way. */
static enum barq_status search(struct cut *cut, size_t index,
                               struct barq_error *err)
{
    struct srx_rule *rule = &cut->srx->rules[index];
    enum barq_status status = check_time(cut, err);
    UErrorCode code = U_ZERO_ERROR;
    bool no_break;

    uregex_setTimeLimit(
        rule->pattern, SEARCH_TIME + cut->units.len / SEARCH_CHARACTERS, &code);
    while (!status && uregex_findNext(rule->pattern, &code)) {
        int32_t position = uregex_end(rule->pattern, 0, &code);
        if (U_FAILURE(code))
            break;
        if (!is_position(cut, position) || cut->marks[position])
            continue;
        status = forbidden(cut, index, position, &no_break, err);
        cut->marks[position] = no_break ? NO_BREAK : BREAK;
    }
    return status || U_SUCCESS(code) ? status
                                     : drop_rule(cut->srx, rule, code, err);
}

static enum barq_status set_texts(struct cut *cut, struct barq_error *err)
{
    UErrorCode code = U_ZERO_ERROR;

    for (size_t i = 0; i < cut->srx->count; i++)
        if (!cut->srx->rules[i].out)
            uregex_setText(cut->srx->rules[i].pattern, cut->units.at,
                           cut->units.len, &code);
    return U_SUCCESS(code) ? BARQ_OK : icu_fail(err, "reading a block", code);
}

/* Mark every position where a rule breaks. */
static enum barq_status begin(struct cut *cut, struct srx *srx,
                              struct barq_text block, struct arena *work,
                              struct barq_error *err)
{
    *cut = (struct cut){ .srx = srx,
                         .block = block,
                         .units = srx_units(block, work),
                         .began_us = cpu_us() };
    cut->marks = arena_new(work, uint8_t, (size_t)cut->units.len + 1);
    if (!cut->units.at || !cut->marks)
        return fail_nomem(err, "to cut a block");
    enum barq_status status = set_texts(cut, err);
    for (size_t i = 0; i < srx->count && !status; i++)
        if (srx->rules[i].breaks && !srx->rules[i].out)
            status = search(cut, i, err);
    return status;
}

/* How many marks say BREAK. */
static size_t count_breaks(const struct cut *cut)
{
    size_t count = 0;

    for (int32_t i = 0; i < cut->units.len; i++)
        count += cut->marks[i] == BREAK;
    return count;
}

static void add_span(struct text_spans *spans, struct barq_text block,
                     size_t from, size_t to)
{
    struct barq_text piece = text_trim(text_slice(block, from, to));
    size_t start = (size_t)(piece.at - block.at);

    if (piece.len)
        spans->at[spans->count++] =
            (struct text_span){ start, start + piece.len };
}

/* The marks as spans in bytes. */
static enum barq_status finish(struct cut *cut, struct text_spans *spans,
                               struct arena *keep, struct barq_error *err)
{
    struct text_spans made = { 0 };
    size_t from = 0;
    int32_t unit = 0;

    cut->srx->spent_us += cpu_us() - cut->began_us;
    made.at = arena_new(keep, struct text_span, count_breaks(cut) + 1);
    if (!made.at)
        return fail_nomem(err, "to cut a block");
    for (size_t i = 0; i < cut->block.len;) {
        if (cut->marks[unit] == BREAK) {
            add_span(&made, cut->block, from, i);
            from = i;
        }
        unit += utf8_next(cut->block, &i) > 0xFFFF ? 2 : 1;
    }
    add_span(&made, cut->block, from, cut->block.len);
    *spans = made;
    return BARQ_OK;
}

enum barq_status srx_cut(struct srx *srx, struct barq_text block,
                         struct text_spans *spans, struct arena *keep,
                         struct arena scratch, struct barq_error *err)
{
    struct cut cut;
    enum barq_status status = begin(&cut, srx, block, &scratch, err);

    return status ? status : finish(&cut, spans, keep, err);
}

/* The positions in UTF-16 of bytes that come in ascending order. */
struct walk {
    struct barq_text block;
    size_t byte;
    int32_t unit;
};

static int32_t walk_to(struct walk *walk, size_t byte)
{
    while (walk->byte < byte)
        walk->unit += utf8_next(walk->block, &walk->byte) > 0xFFFF ? 2 : 1;
    return walk->unit;
}

/* Our break between two spans: rules may want it before the white space or
 * behind it. */
static enum barq_status weigh(struct cut *cut, int32_t end, int32_t start,
                              struct barq_error *err)
{
    bool no_break = false;

    if (cut->marks[end] == BREAK || cut->marks[start] == BREAK)
        return BARQ_OK;
    enum barq_status status =
        forbidden(cut, cut->srx->count, end, &no_break, err);
    if (!status && !no_break && start > end)
        status = forbidden(cut, cut->srx->count, start, &no_break, err);
    if (!no_break)
        cut->marks[start] = BREAK;
    return status;
}

enum barq_status srx_amend(struct srx *srx, struct barq_text block,
                           struct text_spans *spans, struct arena *keep,
                           struct arena scratch, struct barq_error *err)
{
    struct walk walk = { block, 0, 0 };
    struct cut cut;
    enum barq_status status = begin(&cut, srx, block, &scratch, err);

    for (size_t i = 1; i < spans->count && !status; i++) {
        int32_t end = walk_to(&walk, spans->at[i - 1].end);
        int32_t start = walk_to(&walk, spans->at[i].start);
        status = weigh(&cut, end, start, err);
    }
    return status ? status : finish(&cut, spans, keep, err);
}
