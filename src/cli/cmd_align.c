/* cmd_align.c - barq align: two versions of a story, paired and stored. */
#include "cli/align.h"

#include <stdlib.h>
#include <string.h>

struct barq_unit align_proto(const struct arguments *args)
{
    struct barq_unit proto = { .origin = BARQ_ALIGNED, .position = -1 };
    const char *user = getenv("USER");

    if (args->origin)
        barq_origin_from_name(args->origin, &proto.origin);
    proto.who = text_named(args->who ? args->who : user);
    proto.note = text_named(args->note);
    return proto;
}

static enum barq_status store(const struct pairing *p,
                              struct barq_counts *counts)
{
    struct barq_error err;
    struct barq_memory *memory;
    const struct barq_unit proto = align_proto(p->args);
    enum barq_status status = open_memory(p->args, BARQ_WRITE, &memory);
    if (status)
        return status;
    status = barq_alignment_store(p->alignment, memory, &proto, counts, &err);
    barq_memory_close(memory);
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

static enum barq_status report(const struct pairing *p)
{
    struct barq_counts counts = { 0 };
    enum barq_status status = BARQ_OK;
    const struct arguments *args = p->args;

    if (args->html)
        status = write_page(p);
    if (!status && !args->dry_run && align_count_sure(p->alignment))
        status = store(p, &counts);
    if (status)
        return status;
    status = align_print(p, &counts);
    if (!status && !align_count_sure(p->alignment)) {
        talk("%s, %s: no credible alignment; are these the same story?",
             args->operands[0], args->operands[1]);
        return BARQ_NOTHING;
    }
    return status;
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

static enum barq_status align(struct pairing *p)
{
    struct barq_error err;
    const double wanted = p->args->min_confidence;
    /* 0 means the default there, and whatever there is here. */
    const struct barq_align_options how = { .min_confidence = wanted < 0 ? 0
                                                              : wanted > 0
                                                                  ? wanted
                                                                  : 1e-9 };
    enum barq_status status = read_stories(p);

    if (status)
        return status;
    return complain(barq_align(p->ar, p->en, &how, &p->alignment, &err), &err);
}

static enum barq_status check_forms(const struct arguments *args)
{
    if (args->json + args->beads + args->tsv > 1) {
        talk("--json, --beads and --tsv are three forms; give one");
        return BARQ_E_USAGE;
    }
    enum barq_status status = spare_input(args->html, args->operands[0]);
    return status ? status : spare_input(args->html, args->operands[1]);
}

enum barq_status cmd_align(const struct arguments *args)
{
    struct pairing p = { .args = args };
    enum barq_status status = check_forms(args);

    if (!status)
        status = align(&p);
    if (!status)
        status = report(&p);
    barq_alignment_free(p.alignment);
    barq_story_free(p.ar);
    barq_story_free(p.en);
    return status;
}
