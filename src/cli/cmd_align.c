/* cmd_align.c - barq align: two versions of a story, paired and stored. */
#include "cli/align.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <time.h>

struct barq_unit align_proto(const struct arguments *args)
{
    struct barq_unit proto = { .origin = BARQ_ALIGNED, .position = -1 };
    const char *user = getenv("USER");

    if (args->origin)
        barq_origin_from_name(args->origin, &proto.origin);
    proto.who = text_named(args->who ? args->who : user);
    proto.note = text_named(args->note);
    proto.agency = text_named(args->agency);
    return proto;
}

static enum barq_status store(const struct pairing *p,
                              struct barq_counts *counts)
{
    struct barq_error err;
    struct barq_memory *memory;
    struct barq_counts clauses = { 0 };
    const struct barq_unit proto = align_proto(p->args);
    enum barq_status status = open_memory(p->args, BARQ_WRITE, &memory);
    if (status)
        return status;
    status = barq_alignment_store(p->alignment, memory, &proto, counts, &err);
    if (!status && p->clauses)
        status = barq_clauses_store(p->clauses, memory, &proto, &clauses, &err);
    close_memory(memory);
    counts->added += clauses.added;
    counts->merged += clauses.merged;
    return complain(status, &err);
}

static enum barq_status write_page(const struct pairing *p)
{
    struct barq_error err;
    char *page;
    size_t len;
    enum barq_status status =
        barq_alignment_html(p->alignment, &page, &len, &err);

    if (status)
        return complain(status, &err);
    status = barq_save(p->args->html, (struct barq_text){ page, len }, &err);
    barq_string_free(page);
    return complain(status, &err);
}

/* The sure pairs into a file of their own, dated now. */
static enum barq_status write_tmx(const struct pairing *p,
                                  struct barq_counts *counts)
{
    struct barq_error err;
    struct barq_unit proto = align_proto(p->args);

    proto.created = (int64_t)time(NULL);
    return complain(
        barq_alignment_export(p->alignment, p->args->tmx, &proto, counts, &err),
        &err);
}

static enum barq_status deliver(const struct pairing *p,
                                struct barq_counts *counts)
{
    const struct arguments *args = p->args;
    enum barq_status status = BARQ_OK;

    if (args->html)
        status = write_page(p);
    if (!status && args->review)
        status = review_write(p->alignment, args->review);
    if (!status && args->tmx)
        return write_tmx(p, counts);
    if (!status && !args->dry_run && align_count_sure(p->alignment))
        status = store(p, counts);
    return status;
}

/* Below this nothing says that two texts are one story. */
static const double credible = 0.5;

/* BARQ_NOTHING, said, if no pair was sure enough. */
static enum barq_status judge(const struct pairing *p)
{
    double best = 0;

    for (size_t i = 0; i < barq_alignment_count(p->alignment); i++) {
        struct barq_bead bead = barq_alignment_bead(p->alignment, i);
        if (bead.sure)
            return BARQ_OK;
        if (bead.pair && bead.confidence > best)
            best = bead.confidence;
    }
    if (best < credible)
        talk("%s, %s: no credible alignment; are these the same story?",
             p->args->operands[0], p->args->operands[1]);
    else
        talk("%s, %s: no pair is sure enough, the best is at %.2f; decide them "
             "with --review, or lower --min-confidence",
             p->args->operands[0], p->args->operands[1], best);
    return BARQ_NOTHING;
}

static enum barq_status report(const struct pairing *p)
{
    struct barq_counts counts = { 0 };
    enum barq_status status = deliver(p, &counts);

    if (!status)
        status = align_print(p, &counts);
    return status ? status : judge(p);
}

/*
 * Read one of the two; `other` is what the first of them turned out to be.
 * The letters tell, so that swapped files are noticed; where there are none,
 * in a table of results, the other story's language tells.
 */
static enum barq_status read_side(const struct pairing *p, int operand,
                                  enum barq_lang other,
                                  struct barq_story **story)
{
    const char *path = p->args->operands[operand];
    enum barq_status status =
        open_story(p->args, path, BARQ_LANG_UNKNOWN, story);

    if (status || !other || barq_story_lang(*story) || strcmp(path, "-") == 0)
        return status;
    barq_story_free(*story);
    *story = NULL;
    return open_story(p->args, path, other == BARQ_AR ? BARQ_EN : BARQ_AR,
                      story);
}

/* The other way round, if that is how they were given. */
static void turn_round(struct pairing *p)
{
    struct barq_story *first = p->ar;

    if (barq_story_lang(p->ar) != BARQ_EN || barq_story_lang(p->en) != BARQ_AR)
        return;
    p->ar = p->en;
    p->en = first;
    p->swapped = true;
    talk("%s is the English story and %s the Arabic one; taken so",
         p->args->operands[0], p->args->operands[1]);
}

static enum barq_status read_stories(struct pairing *p)
{
    enum barq_status status = read_side(p, 0, BARQ_LANG_UNKNOWN, &p->ar);

    if (!status)
        status = read_side(p, 1, barq_story_lang(p->ar), &p->en);
    if (!status && !barq_story_lang(p->ar) &&
        strcmp(p->args->operands[0], "-") != 0) {
        barq_story_free(p->ar);
        p->ar = NULL;
        status = read_side(p, 0, barq_story_lang(p->en), &p->ar);
    }
    if (!status)
        turn_round(p);
    return status;
}

/* The memory to learn from, if there is one yet; else *memory is NULL.  One
 * that the pairs go into is opened for writing, which brings an old file up
 * to date; if they do not, one that cannot be read is no hindrance. */
static enum barq_status open_known(const struct pairing *p,
                                   struct barq_memory **memory)
{
    bool stores = !p->args->dry_run && !p->args->tmx;
    enum barq_status status = BARQ_OK;

    if (access(memory_path(p->args), F_OK) == 0)
        status = open_memory(p->args, stores ? BARQ_WRITE : BARQ_READ, memory);
    if (!status || stores)
        return status;
    talk("pairing without what that memory knows");
    *memory = NULL;
    return BARQ_OK;
}

static enum barq_status align(struct pairing *p)
{
    struct barq_error err;
    const double wanted = p->args->min_confidence;
    /* 0 means the default there, and whatever there is here. */
    struct barq_align_options how = {
        .min_confidence = wanted < 0   ? 0
                          : wanted > 0 ? wanted
                                       : 1e-9,
        .lexicon = p->args->lexicon,
        .explain = p->args->explain,
    };
    enum barq_status status = read_stories(p);

    if (!status)
        status = open_known(p, &how.memory);
    if (!status)
        status =
            complain(barq_align(p->ar, p->en, &how, &p->alignment, &err), &err);
    close_memory(how.memory);
    if (!status && p->args->clauses)
        status =
            complain(barq_clauses_find(p->alignment, &p->clauses, &err), &err);
    return status;
}

static enum barq_status check_operands(const struct arguments *args)
{
    if (args->from_review && args->count == 0)
        return BARQ_OK;
    if (args->from_review)
        talk("--from-review takes its stories from the review; name no other");
    else if (args->count == 2)
        return BARQ_OK;
    else
        talk("usage: barq align AR EN (%d given); see: barq help align",
             args->count);
    return BARQ_E_USAGE;
}

static enum barq_status check_outputs(const struct arguments *args)
{
    const char *const outputs[] = { args->html, args->review, args->tmx };
    enum barq_status status = review_check_name(args->review);

    for (size_t i = 0; i < sizeof(outputs) / sizeof(outputs[0]); i++)
        for (int n = 0; n < args->count && !status; n++)
            status = spare_input(outputs[i], args->operands[n]);
    return status;
}

static enum barq_status check_forms(const struct arguments *args)
{
    bool by_hand = args->edit || args->edited;
    enum barq_status status = check_operands(args);

    if (status)
        return status;
    if (args->json + args->beads + args->tsv > 1) {
        talk("--json, --beads and --tsv are three forms; give one");
        return BARQ_E_USAGE;
    }
    if (by_hand && (args->beads || args->tsv || args->tmx || args->review)) {
        talk("--edit stores what you made of it; leave out --beads, --tsv, "
             "--tmx and --review");
        return BARQ_E_USAGE;
    }
    return check_outputs(args);
}

enum barq_status cmd_align(const struct arguments *args)
{
    struct pairing p = { .args = args };
    enum barq_status status = check_forms(args);

    if (!status && args->from_review)
        return review_take(args);
    if (!status)
        status = align(&p);
    if (!status)
        status = args->edit || args->edited ? align_by_hand(&p) : report(&p);
    barq_clauses_free(p.clauses);
    barq_alignment_free(p.alignment);
    barq_story_free(p.ar);
    barq_story_free(p.en);
    return status;
}
