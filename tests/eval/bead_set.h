/*
 * bead_set.h - documents with gold beads: folders that hold ar.txt and
 * en.txt, a segment a line, and gold.txt, a bead a line ("0,1:2").
 */
#ifndef EVAL_BEAD_SET_H
#define EVAL_BEAD_SET_H

#include "barq.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct gold_bead {
    size_t first[2], count[2]; /* [0] Arabic, [1] English */
    bool found;
};

struct gold_document {
    char folder[2048];
    struct barq_story *stories[2];
    struct gold_bead *gold;
    size_t gold_count;
};

static inline void set_die(const char *where, const struct barq_error *err)
{
    fprintf(stderr, "%s: %s\n", where, err->message);
    exit(1);
}

/* "3,4" as first and count; what is listed is taken to be a run. */
static inline const char *gold_side(const char *at, size_t *first,
                                    size_t *count)
{
    *count = 0;
    while (*at >= '0' && *at <= '9') {
        char *end;
        size_t value = (size_t)strtoul(at, &end, 10);
        if (!(*count)++)
            *first = value;
        at = *end == ',' ? end + 1 : end;
    }
    return at;
}

static inline void gold_read(struct gold_document *document)
{
    char path[4096], line[4096];
    size_t room = 0;

    snprintf(path, sizeof(path), "%s/gold.txt", document->folder);
    FILE *file = fopen(path, "r");
    while (file && fgets(line, sizeof(line), file)) {
        struct gold_bead bead = { 0 };
        const char *at = gold_side(line, &bead.first[0], &bead.count[0]);
        if (*at++ != ':')
            continue;
        gold_side(at, &bead.first[1], &bead.count[1]);
        if (document->gold_count == room) {
            room = room ? room * 2 : 64;
            document->gold =
                realloc(document->gold, room * sizeof(*document->gold));
            if (!document->gold)
                exit(1);
        }
        document->gold[document->gold_count++] = bead;
    }
    if (file)
        fclose(file);
}

static inline void document_open(struct gold_document *document,
                                 const char *set, const char *name)
{
    static const char *const files[] = { "ar.txt", "en.txt" };
    struct barq_error err;
    char path[4096];

    *document = (struct gold_document){ .gold = NULL };
    snprintf(document->folder, sizeof(document->folder), "%s/%s", set, name);
    for (int k = 0; k < 2; k++) {
        struct barq_story_options how = { .lang = k ? BARQ_EN : BARQ_AR,
                                          .segmented = true };
        snprintf(path, sizeof(path), "%s/%s", document->folder, files[k]);
        if (barq_story_open(path, &how, &document->stories[k], &err))
            set_die(path, &err);
    }
    gold_read(document);
}

static inline void document_close(struct gold_document *document)
{
    barq_story_free(document->stories[0]);
    barq_story_free(document->stories[1]);
    free(document->gold);
}

static inline int is_document(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

/* Call `each` with every document of a set, in order. */
static inline void set_walk(const char *set,
                            void (*each)(struct gold_document *, void *),
                            void *with)
{
    struct dirent **names;
    int count = scandir(set, &names, is_document, alphasort);

    for (int i = 0; i < count; i++) {
        struct gold_document document;
        document_open(&document, set, names[i]->d_name);
        each(&document, with);
        document_close(&document);
        free(names[i]);
    }
    if (count >= 0)
        free(names);
}

#endif
