#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What one run of `barq align` works on. */
struct pairing {
    const struct arguments *args;
    struct barq_story *ar, *en;
    struct barq_alignment *alignment;
};

static void print_indices(size_t first, size_t count)
{
    for (size_t i = 0; i < count; i++)
        printf(i ? ",%zu" : "%zu", first + i);
}

static void print_beads(const struct pairing *p)
{
    for (size_t i = 0; i < barq_alignment_count(p->alignment); i++) {
        struct barq_bead b = barq_alignment_bead(p->alignment, i);
        print_indices(b.ar_first, b.ar_count);
        putchar(':');
        print_indices(b.en_first, b.en_count);
        printf("\t%.4f\n", b.confidence);
    }
}

/* A tab or line end of the text would be one of the table. */
static void print_cell(struct barq_text text)
{
    for (size_t i = 0; i < text.len; i++)
        putchar(strchr("\t\r\n", text.at[i]) ? ' ' : text.at[i]);
}

static void print_tsv(const struct pairing *p)
{
    for (size_t i = 0; i < barq_alignment_count(p->alignment); i++) {
        printf("%.4f\t", barq_alignment_bead(p->alignment, i).confidence);
        print_cell(barq_alignment_text(p->alignment, i, BARQ_AR));
        putchar('\t');
        print_cell(barq_alignment_text(p->alignment, i, BARQ_EN));
        putchar('\n');
    }
}

static cJSON *index_list(size_t first, size_t count)
{
    cJSON *list = cJSON_CreateArray();

    for (size_t i = 0; i < count; i++)
        cJSON_AddItemToArray(list, cJSON_CreateNumber((double)(first + i)));
    return list;
}

static cJSON *beads_json(const struct pairing *p)
{
    cJSON *list = cJSON_CreateArray();

    for (size_t i = 0; i < barq_alignment_count(p->alignment); i++) {
        struct barq_bead b = barq_alignment_bead(p->alignment, i);
        cJSON *item = cJSON_CreateObject();
        cJSON_AddItemToObject(item, "ar", index_list(b.ar_first, b.ar_count));
        cJSON_AddItemToObject(item, "en", index_list(b.en_first, b.en_count));
        cJSON_AddNumberToObject(item, "confidence", b.confidence);
        cJSON_AddBoolToObject(item, "pair", b.pair);
        cJSON_AddBoolToObject(item, "sure", b.sure);
        answer_text(item, "ar_text",
                    barq_alignment_text(p->alignment, i, BARQ_AR));
        answer_text(item, "en_text",
                    barq_alignment_text(p->alignment, i, BARQ_EN));
        cJSON_AddItemToArray(list, item);
    }
    return list;
}

static enum barq_status print_json(const struct pairing *p,
                                   const struct barq_counts *counts)
{
    cJSON *json = cJSON_CreateObject();

    cJSON_AddItemToObject(json, "beads", beads_json(p));
    cJSON_AddNumberToObject(json, "added", (double)counts->added);
    cJSON_AddNumberToObject(json, "merged", (double)counts->merged);
    cJSON_AddNumberToObject(json, "skipped", (double)counts->skipped);
    cJSON_AddBoolToObject(json, "dry_run", p->args->dry_run);
    return answer_print(json, true);
}

/* The pairs that were not sure enough: shown, so that nothing is lost. */
static void print_unsure(const struct pairing *p)
{
    for (size_t i = 0; i < barq_alignment_count(p->alignment); i++) {
        struct barq_bead b = barq_alignment_bead(p->alignment, i);
        if (!b.pair || b.sure)
            continue;
        printf("unsure (%.2f)\n", b.confidence);
        print_line("  en  ", barq_alignment_text(p->alignment, i, BARQ_EN));
        print_line("  ar  ", barq_alignment_text(p->alignment, i, BARQ_AR));
    }
}

static size_t count_sure(const struct pairing *p)
{
    size_t n = 0;

    for (size_t i = 0; i < barq_alignment_count(p->alignment); i++)
        n += barq_alignment_bead(p->alignment, i).sure;
    return n;
}

static void print_summary(const struct pairing *p,
                          const struct barq_counts *counts)
{
    size_t paired = 0, alone = 0;

    for (size_t i = 0; i < barq_alignment_count(p->alignment); i++) {
        struct barq_bead b = barq_alignment_bead(p->alignment, i);
        if (b.pair)
            paired++;
        else
            alone += b.ar_count + b.en_count;
    }
    print_unsure(p);
    printf("%zu pairs, %zu of them sure; %zu segments alone or furniture\n",
           paired, count_sure(p), alone);
    if (p->args->dry_run)
        printf("nothing stored (--dry-run)\n");
    else
        printf("%lld added, %lld known already, %lld left out; in %s\n",
               (long long)counts->added, (long long)counts->merged,
               (long long)counts->skipped, memory_path(p->args));
}

static enum barq_status store(const struct pairing *p,
                              struct barq_counts *counts)
{
    struct barq_error err;
    struct barq_memory *memory;
    struct barq_unit proto = { .origin = BARQ_ALIGNED, .position = -1 };
    const char *user = getenv("USER");

    if (p->args->origin)
        barq_origin_from_name(p->args->origin, &proto.origin);
    proto.who = text_named(p->args->who ? p->args->who : user);
    proto.note = text_named(p->args->note);
    proto.agency = text_named(p->args->agency);
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
    if (!status && !args->dry_run && count_sure(p))
        status = store(p, &counts);
    if (status)
        return status;
    if (args->json)
        status = print_json(p, &counts);
    else if (args->beads)
        print_beads(p);
    else if (args->tsv)
        print_tsv(p);
    else
        print_summary(p, &counts);
    if (!status && !count_sure(p)) {
        talk("%s, %s: no credible pair; are these the same story?",
             args->operands[0], args->operands[1]);
        return BARQ_NOTHING;
    }
    return status;
}

/* The memory to learn from, if there is one yet; else *memory is NULL. */
static enum barq_status open_known(const struct pairing *p,
                                   struct barq_memory **memory)
{
    const char *path = memory_path(p->args);

    return access(path, F_OK) == 0 ? open_memory(p->args, BARQ_READ, memory)
                                   : BARQ_OK;
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
    };
    enum barq_status status;

    /* Told from their letters, so that swapped files are noticed. */
    status =
        open_story(p->args, p->args->operands[0], BARQ_LANG_UNKNOWN, &p->ar);
    if (!status)
        status = open_story(p->args, p->args->operands[1], BARQ_LANG_UNKNOWN,
                            &p->en);
    if (status)
        return status;
    status = open_known(p, &how.memory);
    if (!status)
        status =
            complain(barq_align(p->ar, p->en, &how, &p->alignment, &err), &err);
    barq_memory_close(how.memory);
    return status;
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
