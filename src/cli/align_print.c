/* align_print.c - an alignment as beads, a table, JSON, or for people. */
#include "cli/align.h"

#include <string.h>

size_t align_count_sure(const struct barq_alignment *alignment)
{
    size_t n = 0;

    for (size_t i = 0; i < barq_alignment_count(alignment); i++)
        n += barq_alignment_bead(alignment, i).sure;
    return n;
}

static void print_indices(size_t first, size_t count)
{
    for (size_t i = 0; i < count; i++)
        printf(i ? ",%zu" : "%zu", first + i);
}

/* The first file's segments before the colon, whichever language it is. */
static void print_beads(const struct pairing *p)
{
    for (size_t i = 0; i < barq_alignment_count(p->alignment); i++) {
        struct barq_bead b = barq_alignment_bead(p->alignment, i);
        if (p->swapped)
            print_indices(b.en_first, b.en_count);
        else
            print_indices(b.ar_first, b.ar_count);
        putchar(':');
        if (p->swapped)
            print_indices(b.ar_first, b.ar_count);
        else
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
        if (p->args->explain)
            align_add_parts(item, p->alignment, i);
        cJSON_AddItemToArray(list, item);
    }
    return list;
}

static cJSON *clauses_json(const struct pairing *p)
{
    cJSON *list = cJSON_CreateArray();

    for (size_t i = 0; i < barq_clauses_count(p->clauses); i++) {
        struct barq_clause c = barq_clauses_at(p->clauses, i);
        cJSON *item = cJSON_CreateObject();
        cJSON_AddNumberToObject(item, "bead", (double)c.bead);
        cJSON_AddNumberToObject(item, "confidence", c.confidence);
        answer_text(item, "ar_text", c.ar);
        answer_text(item, "en_text", c.en);
        cJSON_AddItemToArray(list, item);
    }
    return list;
}

static enum barq_status print_json(const struct pairing *p,
                                   const struct barq_counts *counts)
{
    cJSON *json = cJSON_CreateObject();

    cJSON_AddItemToObject(json, "beads", beads_json(p));
    if (p->clauses)
        cJSON_AddItemToObject(json, "clauses", clauses_json(p));
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

static void print_clauses(const struct pairing *p)
{
    for (size_t i = 0; p->clauses && i < barq_clauses_count(p->clauses); i++) {
        struct barq_clause c = barq_clauses_at(p->clauses, i);
        printf("clause of bead %zu (%.2f)\n", c.bead, c.confidence);
        print_line("  en  ", c.en);
        print_line("  ar  ", c.ar);
    }
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
    if (p->args->explain)
        align_print_explained(p);
    else
        print_unsure(p);
    print_clauses(p);
    printf("%zu pairs, %zu of them sure; %zu segments alone or furniture\n",
           paired, align_count_sure(p->alignment), alone);
    if (p->args->tmx)
        printf("%lld pairs written, %lld left out; in %s\n",
               (long long)counts->added, (long long)counts->skipped,
               p->args->tmx);
    else if (p->args->dry_run)
        printf("nothing stored (--dry-run)\n");
    else
        printf("%lld added, %lld known already, %lld left out; in %s\n",
               (long long)counts->added, (long long)counts->merged,
               (long long)counts->skipped, memory_path(p->args));
}

enum barq_status align_print(const struct pairing *p,
                             const struct barq_counts *counts)
{
    if (p->args->json)
        return print_json(p, counts);
    if (p->args->beads)
        print_beads(p);
    else if (p->args->tsv)
        print_tsv(p);
    else
        print_summary(p, counts);
    return BARQ_OK;
}
