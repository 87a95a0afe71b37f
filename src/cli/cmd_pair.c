/*
 * cmd_pair.c - barq pair: which story of an archive translates which, and,
 * with --align, all of them through to the memory.
 *
 * The two folders are read into an archive, whose stories are known by their
 * index; `stories` says which file that was.  A pair is aligned and stored
 * in one transaction, with a mark, so that a run that was interrupted goes
 * on where it stood, and a second run does only what is new.
 */
#include "cli/align.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { AR, EN, SIDES }; /* also the order of the operands */

struct story_file {
    char *path; /* borrowed from the list of files */
    bool paired;
};

/* What became of a pair under --align. */
struct outcome {
    struct barq_counts counts;
    bool known; /* an earlier run had done it */
    bool alike; /* a credible alignment came out */
};

struct archive_run {
    const struct arguments *args;
    struct files files[SIDES];         /* by folder */
    struct story_file *stories[SIDES]; /* by language and index */
    size_t story_count[SIDES];
    size_t strayed[SIDES]; /* stories of this folder in the other language */
    size_t left_out;
    struct barq_archive *archive;
    struct outcome *outcomes;   /* by pair, or NULL */
    struct barq_review *review; /* of all pairs, or NULL */
};

/* --------------------------------------------------------------- reading */

static bool same_folder(const char *a, const char *b)
{
    struct stat x, y;

    return !stat(a, &x) && !stat(b, &y) && x.st_dev == y.st_dev &&
           x.st_ino == y.st_ino;
}

static enum barq_status list_files(struct archive_run *run)
{
    char **folders = run->args->operands;
    enum barq_status status = files_list(folders[AR], &run->files[AR]);

    if (!status && !same_folder(folders[AR], folders[EN]))
        status = files_list(folders[EN], &run->files[EN]);
    size_t most = run->files[AR].count + run->files[EN].count + 1;
    for (int s = 0; s < SIDES && !status; s++) {
        run->stories[s] = calloc(most, sizeof(*run->stories[s]));
        if (!run->stories[s]) {
            talk("out of memory for the stories of an archive");
            status = BARQ_E_INTERNAL;
        }
    }
    return status;
}

/* A file that is no story is said (by open_story) and left out. */
static enum barq_status read_file(struct archive_run *run, char *path,
                                  int folder)
{
    struct barq_error err;
    struct barq_story *story;
    size_t index = 0;

    if (open_story(run->args, path, BARQ_LANG_UNKNOWN, &story)) {
        run->left_out++;
        return BARQ_OK;
    }
    int side = barq_story_lang(story) == BARQ_EN ? EN : AR;
    enum barq_status status =
        complain(barq_archive_add(run->archive, story, &index, &err), &err);
    barq_story_free(story);
    if (status)
        return status;
    run->stories[side][index].path = path;
    run->story_count[side]++;
    run->strayed[folder] += side != folder;
    return BARQ_OK;
}

static enum barq_status read_files(struct archive_run *run)
{
    size_t total = run->files[AR].count + run->files[EN].count, done = 0;
    enum barq_status status = BARQ_OK;

    progress_begin("reading ", total);
    for (int f = 0; f < SIDES; f++)
        for (size_t i = 0; i < run->files[f].count && !status; i++) {
            status = read_file(run, run->files[f].at[i], f);
            progress_step(++done);
        }
    progress_end();
    return status;
}

/* Stories go by their language wherever they lay; that may be a surprise. */
static void tell_strays(const struct archive_run *run)
{
    static const char *const names[SIDES] = { "Arabic", "English" };

    if (!run->files[EN].count)
        return;
    for (int f = 0; f < SIDES; f++)
        if (run->strayed[f])
            talk("%s: %zu of its stories are in %s, and taken for that",
                 run->args->operands[f], run->strayed[f], names[!f]);
}

static enum barq_status find_pairs(struct archive_run *run)
{
    struct barq_error err;
    enum barq_status status =
        complain(barq_archive_open(&run->archive, &err), &err);

    if (!status)
        status = list_files(run);
    if (!status)
        status = read_files(run);
    if (status)
        return status;
    tell_strays(run);
    double wanted = run->args->min_confidence;
    /* 0 means the default there, and whatever there is here. */
    wanted = wanted < 0 ? 0 : wanted > 0 ? wanted : 1e-9;
    status = complain(barq_archive_match(run->archive, wanted, &err), &err);
    size_t count = status ? 0 : barq_archive_pair_count(run->archive);
    for (size_t i = 0; i < count; i++) {
        struct barq_story_pair pair = barq_archive_pair(run->archive, i);
        run->stories[AR][pair.ar].paired = true;
        run->stories[EN][pair.en].paired = true;
    }
    return status;
}

static const char *path_of(const struct archive_run *run, size_t pair, int side)
{
    struct barq_story_pair p = barq_archive_pair(run->archive, pair);

    return run->stories[side][side == AR ? p.ar : p.en].path;
}

/* -------------------------------------------------------------- aligning */

/* Store what is sure, unless an earlier run had; and what is not, for the
 * review of this one. */
static enum barq_status keep_alignment(const struct archive_run *run,
                                       struct barq_memory *memory,
                                       const struct barq_alignment *alignment,
                                       struct outcome *outcome)
{
    struct barq_error err;
    const struct barq_unit proto = align_proto(run->args);
    enum barq_status status = BARQ_OK;

    if (!outcome->known)
        status = complain(barq_alignment_store(alignment, memory, &proto,
                                               &outcome->counts, &err),
                          &err);
    if (!status && run->review)
        status = complain(barq_review_add(run->review, alignment, &err), &err);
    return status;
}

static enum barq_status align_stories(const struct archive_run *run,
                                      struct barq_memory *memory,
                                      struct barq_story *const stories[SIDES],
                                      struct outcome *outcome)
{
    const struct barq_align_options how = { .memory = memory };
    struct barq_error err;
    struct barq_alignment *alignment;
    enum barq_status status =
        complain(barq_memory_has_pair(memory, stories[AR], stories[EN],
                                      &outcome->known, &err),
                 &err);

    if (status || (outcome->known && !run->review)) {
        outcome->alike = true;
        return status;
    }
    status = complain(
        barq_align(stories[AR], stories[EN], &how, &alignment, &err), &err);
    if (status)
        return status;
    outcome->alike = align_count_sure(alignment) > 0;
    if (outcome->alike)
        status = keep_alignment(run, memory, alignment, outcome);
    barq_alignment_free(alignment);
    return status;
}

static enum barq_status align_pair(struct archive_run *run,
                                   struct barq_memory *memory, size_t pair)
{
    struct barq_story *stories[SIDES] = { NULL, NULL };
    enum barq_status status = BARQ_OK;

    for (int s = 0; s < SIDES && !status; s++)
        status = open_story(run->args, path_of(run, pair, s),
                            s == AR ? BARQ_AR : BARQ_EN, &stories[s]);
    /* A file that went away in the meantime is said, and no more. */
    bool opened = !status;
    status = BARQ_OK;
    if (opened)
        status = align_stories(run, memory, stories, &run->outcomes[pair]);
    if (opened && !status && !run->outcomes[pair].alike)
        talk("%s, %s: no credible alignment; nothing of them is stored",
             path_of(run, pair, AR), path_of(run, pair, EN));
    for (int s = 0; s < SIDES; s++)
        barq_story_free(stories[s]);
    return status;
}

static enum barq_status prepare(struct archive_run *run)
{
    struct barq_error err;

    run->outcomes = calloc(barq_archive_pair_count(run->archive) + 1,
                           sizeof(*run->outcomes));
    if (!run->outcomes) {
        talk("out of memory for the pairs of an archive");
        return BARQ_E_INTERNAL;
    }
    if (!run->args->review)
        return BARQ_OK;
    return complain(barq_review_open(&run->review, &err), &err);
}

/* In the order of the Arabic files, since of two versions of a story the one
 * that is stored last counts as the later one. */
static enum barq_status align_in_order(struct archive_run *run,
                                       struct barq_memory *memory)
{
    size_t stories = run->story_count[AR], done = 0;
    size_t count = barq_archive_pair_count(run->archive);
    size_t *pair_of = calloc(stories + 1, sizeof(*pair_of)); /* + 1; 0: none */
    enum barq_status status = BARQ_OK;

    if (!pair_of) {
        talk("out of memory for the pairs of an archive");
        return BARQ_E_INTERNAL;
    }
    for (size_t i = 0; i < count; i++)
        pair_of[barq_archive_pair(run->archive, i).ar] = i + 1;
    progress_begin("aligning", count);
    for (size_t i = 0; i < stories && !status; i++) {
        if (!pair_of[i])
            continue;
        status = align_pair(run, memory, pair_of[i] - 1);
        progress_step(++done);
    }
    progress_end();
    free(pair_of);
    return status;
}

static enum barq_status align_pairs(struct archive_run *run)
{
    struct barq_memory *memory;
    enum barq_status status = prepare(run);

    if (!status)
        status = open_memory(run->args, BARQ_WRITE, &memory);
    if (status)
        return status;
    status = align_in_order(run, memory);
    close_memory(memory);
    if (!status && run->review)
        status = review_save(run->review, run->args->review);
    return status;
}

/* ---------------------------------------------------------------- answer */

static void print_path(const char *path)
{
    print_text(text_named(path));
}

static void print_tsv(const struct archive_run *run)
{
    for (size_t i = 0; i < barq_archive_pair_count(run->archive); i++)
        printf("%s\t%s\t%.4f\n", path_of(run, i, AR), path_of(run, i, EN),
               barq_archive_pair(run->archive, i).confidence);
}

static cJSON *pair_json(const struct archive_run *run, size_t pair)
{
    cJSON *item = cJSON_CreateObject();

    answer_text(item, "ar", text_named(path_of(run, pair, AR)));
    answer_text(item, "en", text_named(path_of(run, pair, EN)));
    cJSON_AddNumberToObject(item, "confidence",
                            barq_archive_pair(run->archive, pair).confidence);
    if (!run->outcomes)
        return item;
    const struct outcome *outcome = &run->outcomes[pair];
    cJSON_AddBoolToObject(item, "known", outcome->known);
    cJSON_AddBoolToObject(item, "credible", outcome->alike);
    cJSON_AddNumberToObject(item, "added", (double)outcome->counts.added);
    cJSON_AddNumberToObject(item, "merged", (double)outcome->counts.merged);
    cJSON_AddNumberToObject(item, "skipped", (double)outcome->counts.skipped);
    return item;
}

static cJSON *unpaired_json(const struct archive_run *run, int side)
{
    cJSON *list = cJSON_CreateArray();

    for (size_t i = 0; i < run->story_count[side]; i++)
        if (!run->stories[side][i].paired)
            cJSON_AddItemToArray(
                list, cJSON_CreateString(run->stories[side][i].path));
    return list;
}

static enum barq_status print_json(const struct archive_run *run)
{
    cJSON *json = cJSON_CreateObject(), *pairs = cJSON_CreateArray();
    cJSON *unpaired = cJSON_CreateObject();

    for (size_t i = 0; i < barq_archive_pair_count(run->archive); i++)
        cJSON_AddItemToArray(pairs, pair_json(run, i));
    cJSON_AddItemToObject(json, "pairs", pairs);
    cJSON_AddItemToObject(unpaired, "ar", unpaired_json(run, AR));
    cJSON_AddItemToObject(unpaired, "en", unpaired_json(run, EN));
    cJSON_AddItemToObject(json, "unpaired", unpaired);
    cJSON_AddNumberToObject(json, "left_out", (double)run->left_out);
    return answer_print(json, true);
}

static void print_pairs(const struct archive_run *run)
{
    for (size_t i = 0; i < barq_archive_pair_count(run->archive); i++) {
        printf("%.2f  ", barq_archive_pair(run->archive, i).confidence);
        print_path(path_of(run, i, AR));
        fputs("  ", stdout);
        print_path(path_of(run, i, EN));
        if (run->outcomes && run->outcomes[i].known)
            fputs("  (done before)", stdout);
        putchar('\n');
    }
}

static size_t print_unpaired(const struct archive_run *run, int side)
{
    size_t count = 0;

    for (size_t i = 0; i < run->story_count[side]; i++) {
        if (run->stories[side][i].paired)
            continue;
        fputs(side == AR ? "unpaired ar  " : "unpaired en  ", stdout);
        print_path(run->stories[side][i].path);
        putchar('\n');
        count++;
    }
    return count;
}

static void print_aligned(const struct archive_run *run)
{
    struct barq_counts sum = { 0 };
    size_t known = 0;

    for (size_t i = 0; i < barq_archive_pair_count(run->archive); i++) {
        const struct outcome *outcome = &run->outcomes[i];
        known += outcome->known;
        sum.added += outcome->counts.added;
        sum.merged += outcome->counts.merged;
        sum.skipped += outcome->counts.skipped;
    }
    printf("%zu pairs were done before; %lld units added, %lld known already, "
           "%lld left out; in %s\n",
           known, (long long)sum.added, (long long)sum.merged,
           (long long)sum.skipped, memory_path(run->args));
}

static void print_report(const struct archive_run *run)
{
    print_pairs(run);
    size_t ar = print_unpaired(run, AR), en = print_unpaired(run, EN);
    printf("%zu pairs; %zu Arabic and %zu English stories unpaired",
           barq_archive_pair_count(run->archive), ar, en);
    if (run->left_out)
        printf("; %zu files left out", run->left_out);
    putchar('\n');
    if (run->outcomes)
        print_aligned(run);
}

static enum barq_status answer(const struct archive_run *run)
{
    enum barq_status status = BARQ_OK;

    if (run->args->json)
        status = print_json(run);
    else if (run->args->tsv)
        print_tsv(run);
    else
        print_report(run);
    if (!status && !barq_archive_pair_count(run->archive)) {
        talk("%s, %s: no story of the one translates one of the other",
             run->args->operands[AR], run->args->operands[EN]);
        return BARQ_NOTHING;
    }
    return status;
}

static void release(struct archive_run *run)
{
    barq_archive_close(run->archive);
    for (int s = 0; s < SIDES; s++) {
        files_release(&run->files[s]);
        free(run->stories[s]);
    }
    barq_review_free(run->review);
    free(run->outcomes);
}

static enum barq_status check_forms(const struct arguments *args)
{
    if (args->json && args->tsv)
        talk("--json and --tsv are two forms; give one");
    else if (args->review && !args->align)
        talk("--review wants --align: only what is aligned can be reviewed");
    else
        return review_check_name(args->review);
    return BARQ_E_USAGE;
}

enum barq_status cmd_pair(const struct arguments *args)
{
    struct archive_run run = { .args = args };
    enum barq_status status = check_forms(args);

    if (!status)
        status = find_pairs(&run);
    if (!status && args->align && barq_archive_pair_count(run.archive))
        status = align_pairs(&run);
    if (!status)
        status = answer(&run);
    release(&run);
    return status;
}
