/* align_review.c - what a person is to decide: written out, and read back. */
#include "cli/align.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

static bool ends_in(const char *path, const char *ending)
{
    size_t len = strlen(path), n = strlen(ending);

    return len > n && strcasecmp(path + len - n, ending) == 0;
}

static bool form_of(const char *path, enum barq_review_form *form)
{
    if (ends_in(path, ".html") || ends_in(path, ".htm"))
        *form = BARQ_REVIEW_PAGE;
    else if (ends_in(path, ".tsv") || ends_in(path, ".txt"))
        *form = BARQ_REVIEW_TABLE;
    else
        return false;
    return true;
}

enum barq_status review_check_name(const char *path)
{
    enum barq_review_form form;

    if (!path || form_of(path, &form))
        return BARQ_OK;
    talk("%s: a review is a table or a page: end its name in .tsv or .html",
         path);
    return BARQ_E_USAGE;
}

enum barq_status review_save(const struct barq_review *review, const char *path)
{
    struct barq_error err;
    enum barq_review_form form = BARQ_REVIEW_TABLE;
    char *text;
    size_t len;

    form_of(path, &form);
    enum barq_status status =
        complain(barq_review_render(review, form, &text, &len, &err), &err);
    if (status)
        return status;
    status =
        complain(barq_save(path, (struct barq_text){ text, len }, &err), &err);
    barq_string_free(text);
    if (!status)
        talk("%s: %zu pairs to be decided; read it back with barq align "
             "--from-review",
             path, barq_review_count(review).open);
    return status;
}

enum barq_status review_write(const struct barq_alignment *alignment,
                              const char *path)
{
    struct barq_error err;
    struct barq_review *review;
    enum barq_status status = complain(barq_review_open(&review, &err), &err);

    if (status)
        return status;
    status = complain(barq_review_add(review, alignment, &err), &err);
    if (!status)
        status = review_save(review, path);
    barq_review_free(review);
    return status;
}

/* --------------------------------------------------------------- reading */

static enum barq_status print_counts(const struct arguments *args,
                                     const struct barq_review *review,
                                     const struct barq_counts *counts)
{
    struct barq_review_counts found = barq_review_count(review);

    if (args->json) {
        cJSON *json = cJSON_CreateObject();
        cJSON_AddNumberToObject(json, "accepted", (double)found.accepted);
        cJSON_AddNumberToObject(json, "rejected", (double)found.rejected);
        cJSON_AddNumberToObject(json, "open", (double)found.open);
        cJSON_AddNumberToObject(json, "added", (double)counts->added);
        cJSON_AddNumberToObject(json, "merged", (double)counts->merged);
        cJSON_AddBoolToObject(json, "dry_run", args->dry_run);
        return answer_print(json, true);
    }
    printf("%zu accepted, %zu rejected, %zu not decided\n", found.accepted,
           found.rejected, found.open);
    if (args->dry_run)
        printf("nothing stored (--dry-run)\n");
    else if (found.accepted)
        printf("%lld added, %lld known already; in %s\n",
               (long long)counts->added, (long long)counts->merged,
               memory_path(args));
    return BARQ_OK;
}

enum barq_status review_store(const struct arguments *args,
                              const struct barq_review *review)
{
    struct barq_error err;
    struct barq_memory *memory;
    struct barq_counts counts = { 0 };
    struct barq_unit proto = align_proto(args);
    bool wanted = barq_review_count(review).accepted && !args->dry_run;
    enum barq_status status = BARQ_OK;

    /* Who decides now means it, also for a wording that was known. */
    proto.changed = (int64_t)time(NULL);
    if (wanted)
        status = open_memory(args, BARQ_WRITE, &memory);
    if (status)
        return status;
    if (wanted) {
        status = complain(
            barq_review_store(review, memory, &proto, &counts, &err), &err);
        close_memory(memory);
    }
    if (!status)
        status = print_counts(args, review, &counts);
    if (!status && !barq_review_count(review).accepted)
        return BARQ_NOTHING;
    return status;
}

enum barq_status review_take(const struct arguments *args)
{
    struct barq_error err;
    struct barq_review *review;
    enum barq_status status =
        complain(barq_review_read(args->from_review, &review, &err), &err);

    if (status)
        return status;
    status = review_store(args, review);
    barq_review_free(review);
    return status;
}
