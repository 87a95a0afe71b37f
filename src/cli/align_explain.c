/* align_explain.c - what spoke for each bead: its words, then its features. */
#include "cli/align.h"

/* The words that weigh most; the rest is told as a sum. */
enum { PARTS_SHOWN = 12 };

static void print_words(const struct barq_bead_part *part)
{
    char *ar = barq_printable(part->ar, true);
    char *en = barq_printable(part->en, true);

    printf("  %s %s", en ? en : "", ar ? ar : "");
    barq_string_free(ar);
    barq_string_free(en);
}

static void print_part(const struct barq_bead_part *part)
{
    printf("  %+6.2f  %-14s", part->worth, part->name);
    if (part->ar.len || part->en.len)
        print_words(part);
    putchar('\n');
}

static void print_parts(const struct barq_bead_part *parts, size_t count)
{
    double rest = 0, sum = 0;

    for (size_t i = 0; i < count; i++) {
        sum += parts[i].worth;
        if (i < PARTS_SHOWN)
            print_part(&parts[i]);
        else
            rest += parts[i].worth;
    }
    if (count > PARTS_SHOWN)
        printf("  %+6.2f  %zu more\n", rest, count - PARTS_SHOWN);
    printf("  %+6.2f  in all\n", sum);
}

void align_print_explained(const struct pairing *p)
{
    for (size_t i = 0; i < barq_alignment_count(p->alignment); i++) {
        struct barq_bead b = barq_alignment_bead(p->alignment, i);
        size_t count;
        const struct barq_bead_part *parts =
            barq_alignment_parts(p->alignment, i, &count);
        if (!count)
            continue;
        printf("bead %zu, confidence %.4f\n", i, b.confidence);
        print_line("  en  ", barq_alignment_text(p->alignment, i, BARQ_EN));
        print_line("  ar  ", barq_alignment_text(p->alignment, i, BARQ_AR));
        print_parts(parts, count);
    }
}

void align_add_parts(cJSON *bead, const struct barq_alignment *alignment,
                     size_t index)
{
    size_t count;
    const struct barq_bead_part *parts =
        barq_alignment_parts(alignment, index, &count);
    cJSON *list = cJSON_AddArrayToObject(bead, "parts");

    for (size_t i = 0; i < count; i++) {
        cJSON *part = cJSON_CreateObject();
        cJSON_AddStringToObject(part, "name", parts[i].name);
        cJSON_AddNumberToObject(part, "worth", parts[i].worth);
        answer_text(part, "ar", parts[i].ar);
        answer_text(part, "en", parts[i].en);
        cJSON_AddItemToArray(list, part);
    }
}
