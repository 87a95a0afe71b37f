/*
 * cmd_analyze.c - barq analyze: how much of these stories is new work.
 *
 * Of one story a table by bands; of several a row each, words only, and the
 * bands of all of them.  A folder stands for the files in it; what is no
 * story is said and left out, and then the exit status says so.
 */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* The paths to be read, and what came of those that were. */
struct run {
    const struct arguments *args;
    const struct barq_filter *filter; /* NULL: all units */
    struct files files;
    struct barq_analysis *analysis;
    struct barq_work *works;
    size_t count;
    size_t left_out;
};

/* ----------------------------------------------------------------- reading */

static bool is_folder(const char *path)
{
    struct stat info;

    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

static enum barq_status add_path(struct files *files, const char *path)
{
    if (files->count == files->room) {
        size_t room = files->room ? files->room * 2 : 64;
        char **more = realloc(files->at, room * sizeof(*more));
        if (!more) {
            talk("out of memory for the names of files");
            return BARQ_E_INTERNAL;
        }
        files->at = more;
        files->room = room;
    }
    files->at[files->count] = strdup(path);
    return files->at[files->count++] ? BARQ_OK : BARQ_E_INTERNAL;
}

/* The files of a folder, each list sorted by itself. */
static enum barq_status add_folder(struct files *files, const char *folder)
{
    struct files found = { 0 };
    enum barq_status status = files_list(folder, &found);

    for (size_t i = 0; i < found.count && !status; i++)
        status = add_path(files, found.at[i]);
    files_release(&found);
    return status;
}

static enum barq_status list_paths(struct run *run)
{
    enum barq_status status = BARQ_OK;

    for (int i = 0; i < run->args->count && !status; i++) {
        const char *path = run->args->operands[i];
        status = is_folder(path) ? add_folder(&run->files, path)
                                 : add_path(&run->files, path);
    }
    if (!status && !run->files.count) {
        talk("there are no files in %s", run->args->operands[0]);
        return BARQ_E_INPUT;
    }
    run->works = calloc(run->files.count + 1, sizeof(*run->works));
    if (!status && !run->works) {
        talk("out of memory for the stories");
        status = BARQ_E_INTERNAL;
    }
    return status;
}

/* A file that is no story was said, and is left out. */
static enum barq_status read_story(struct run *run, const char *path)
{
    struct barq_error err;
    struct barq_story *story = NULL;
    enum barq_lang from = lang_named(run->args->from);
    enum barq_status status = open_story(run->args, path, from, &story);

    if (status) {
        run->left_out++;
        return status == BARQ_E_INTERNAL ? status : BARQ_OK;
    }
    status = barq_analysis_add(run->analysis, story, from,
                               &run->works[run->count], &err);
    barq_story_free(story);
    if (status == BARQ_E_USAGE) {
        talk("%s: %s", path, err.message);
        run->left_out++;
        return BARQ_OK;
    }
    if (status)
        return complain(status, &err);
    run->works[run->count++].name = text_named(path);
    return BARQ_OK;
}

static enum barq_status read_all(struct run *run, struct barq_memory *memory)
{
    struct barq_error err;
    enum barq_status status = complain(
        barq_analysis_open(memory, run->filter, &run->analysis, &err), &err);

    progress_begin("counting", run->files.count);
    for (size_t i = 0; i < run->files.count && !status; i++) {
        status = read_story(run, run->files.at[i]);
        progress_step(i + 1);
    }
    progress_end();
    return status;
}

/* ------------------------------------------------------------------- table */

static size_t sum(const size_t *of)
{
    size_t all = 0;

    for (int i = 0; i < BARQ_LEVERAGES; i++)
        all += of[i];
    return all;
}

static void print_bands(const struct barq_work *work)
{
    size_t all = sum(work->words);

    printf("match        segments    words   share\n");
    for (int i = 0; i < BARQ_LEVERAGES; i++)
        printf("%-10s %10zu %8zu %6.1f%%\n",
               barq_leverage_name((enum barq_leverage)i), work->segments[i],
               work->words[i],
               all ? 100.0 * (double)work->words[i] / (double)all : 0.0);
    printf("%-10s %10zu %8zu\n", "all", sum(work->segments), all);
    if (work->furniture)
        printf("%-10s %10zu  set aside\n", "furniture", work->furniture);
    if (work->quotes)
        printf("%-10s %10zu %8zu  published before, in what is left\n",
               "quotes", work->quotes, work->quote_words);
    if (work->names)
        printf("%-10s %10zu  of the ledger, in what is left\n", "names",
               work->names);
}

/* Words a story, the name last: it may be long, and Arabic. */
static void print_stories(const struct run *run)
{
    for (int i = 0; i < BARQ_LEVERAGES; i++)
        printf("%7s", barq_leverage_name((enum barq_leverage)i));
    printf("%8s  story\n", "all");
    for (size_t k = 0; k < run->count; k++) {
        for (int i = 0; i < BARQ_LEVERAGES; i++)
            printf("%7zu", run->works[k].words[i]);
        printf("%8zu  ", sum(run->works[k].words));
        print_text(run->works[k].name);
        putchar('\n');
    }
    putchar('\n');
}

static enum barq_status print_table(const struct run *run)
{
    struct barq_work total = barq_analysis_total(run->analysis);

    if (run->files.count > 1)
        print_stories(run);
    print_bands(&total);
    return BARQ_OK;
}

/* ------------------------------------------------------------ CSV and JSON */

/* A cell; what a spreadsheet would take for a formula is behind an
 * apostrophe. */
static void print_cell(struct barq_text text)
{
    bool formula = text.len && strchr("=+-@", text.at[0]);

    putchar('"');
    if (formula)
        putchar('\'');
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '"')
            putchar('"');
        putchar(text.at[i]);
    }
    putchar('"');
}

static enum barq_status print_csv(const struct run *run)
{
    fputs("story", stdout);
    for (int i = 0; i < BARQ_LEVERAGES; i++)
        printf(",%s", barq_leverage_name((enum barq_leverage)i));
    puts(",words,segments,furniture,quotes,quote words,names");
    for (size_t k = 0; k < run->count; k++) {
        const struct barq_work *work = &run->works[k];
        print_cell(work->name);
        for (int i = 0; i < BARQ_LEVERAGES; i++)
            printf(",%zu", work->words[i]);
        printf(",%zu,%zu,%zu,%zu,%zu,%zu\n", sum(work->words),
               sum(work->segments), work->furniture, work->quotes,
               work->quote_words, work->names);
    }
    return BARQ_OK;
}

/* The total has no name. */
static cJSON *work_json(const struct barq_work *work)
{
    cJSON *json = cJSON_CreateObject(), *bands = cJSON_CreateObject();

    if (work->name.len)
        answer_text(json, "story", work->name);
    for (int i = 0; i < BARQ_LEVERAGES; i++) {
        cJSON *band = cJSON_CreateObject();
        cJSON_AddNumberToObject(band, "segments", (double)work->segments[i]);
        cJSON_AddNumberToObject(band, "words", (double)work->words[i]);
        cJSON_AddItemToObject(bands, barq_leverage_name((enum barq_leverage)i),
                              band);
    }
    cJSON_AddItemToObject(json, "bands", bands);
    cJSON_AddNumberToObject(json, "segments", (double)sum(work->segments));
    cJSON_AddNumberToObject(json, "words", (double)sum(work->words));
    cJSON_AddNumberToObject(json, "furniture", (double)work->furniture);
    cJSON_AddNumberToObject(json, "quotes", (double)work->quotes);
    cJSON_AddNumberToObject(json, "quote_words", (double)work->quote_words);
    cJSON_AddNumberToObject(json, "names", (double)work->names);
    return json;
}

static enum barq_status print_json(const struct run *run)
{
    struct barq_work total = barq_analysis_total(run->analysis);
    cJSON *json = cJSON_CreateObject(), *list = cJSON_CreateArray();

    for (size_t k = 0; k < run->count; k++)
        cJSON_AddItemToArray(list, work_json(&run->works[k]));
    cJSON_AddItemToObject(json, "stories", list);
    cJSON_AddItemToObject(json, "total", work_json(&total));
    cJSON_AddNumberToObject(json, "left_out", (double)run->left_out);
    return answer_print(json, true);
}

static enum barq_status print_run(const struct run *run)
{
    if (run->args->json)
        return print_json(run);
    return run->args->csv ? print_csv(run) : print_table(run);
}

enum barq_status cmd_analyze(const struct arguments *args)
{
    struct run run = { .args = args };
    struct barq_memory *memory = NULL;
    struct barq_filter filter;
    bool some = false;

    if (args->json && args->csv) {
        talk("--json and --csv name two forms; give one");
        return BARQ_E_USAGE;
    }
    enum barq_status status = filter_read(args, &filter, &some);
    run.filter = some ? &filter : NULL;
    if (!status)
        status = list_paths(&run);
    if (!status)
        status = open_working_memory(args, false, &memory);
    if (!status)
        status = read_all(&run, memory);
    if (!status && run.count)
        status = print_run(&run);
    if (!status && run.left_out)
        status = BARQ_E_INPUT;
    barq_analysis_close(run.analysis);
    close_memory(memory);
    files_release(&run.files);
    free(run.works);
    return status;
}
