#include "cli/cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static cJSON *parts_json(const struct barq_match *match)
{
    cJSON *list = cJSON_CreateArray();

    for (size_t i = 0; i < match->part_count; i++) {
        const struct barq_part *part = &match->parts[i];
        cJSON *item = cJSON_CreateObject();
        cJSON_AddStringToObject(item, "name", part->name);
        cJSON_AddNumberToObject(item, "points", part->points);
        answer_text(item, "query", part->query);
        answer_text(item, "stored", part->stored);
        cJSON_AddItemToArray(list, item);
    }
    return list;
}

static cJSON *runs_json(const struct barq_match *match)
{
    cJSON *list = cJSON_CreateArray();

    for (size_t i = 0; i < match->run_count; i++) {
        const struct barq_run *run = &match->runs[i];
        cJSON *item = cJSON_CreateObject();
        answer_text(item, "text", run->text);
        cJSON_AddStringToObject(item, "kind", barq_run_name(run->kind));
        if (run->query.at)
            answer_text(item, "query", run->query);
        cJSON_AddItemToArray(list, item);
    }
    return list;
}

/* The translation, cut where numbers or dates were put in. */
static cJSON *adapted_json(const struct barq_match *match)
{
    cJSON *list = match->adapted_count ? cJSON_CreateArray() : NULL;

    for (size_t i = 0; i < match->adapted_count; i++) {
        const struct barq_adapted *run = &match->adapted_runs[i];
        cJSON *item = cJSON_CreateObject();
        answer_text(item, "text", run->text);
        cJSON_AddStringToObject(item, "kind", run->was.at ? "adapted" : "same");
        if (run->was.at)
            answer_text(item, "was", run->was);
        cJSON_AddItemToArray(list, item);
    }
    return list ? list : cJSON_CreateNull();
}

static cJSON *match_json(const struct barq_match *match, bool explain)
{
    cJSON *json = answer_unit(&match->unit);

    cJSON_AddNumberToObject(json, "class", match->rank);
    cJSON_AddNumberToObject(json, "score", match->score);
    cJSON_AddBoolToObject(json, "rivals", match->rivals);
    if (match->adapted.at)
        answer_text(json, "adapted", match->adapted);
    else
        cJSON_AddNullToObject(json, "adapted");
    cJSON_AddItemToObject(json, "adapted_runs", adapted_json(match));
    if (match->refusal.len)
        answer_text(json, "not_adapted", match->refusal);
    else
        cJSON_AddNullToObject(json, "not_adapted");
    if (explain) {
        cJSON_AddItemToObject(json, "parts", parts_json(match));
        cJSON_AddItemToObject(json, "diff", runs_json(match));
    }
    return json;
}

/* `problem` is why the query could not be asked, or NULL. */
static enum barq_status print_json(const struct barq_memory *memory,
                                   struct barq_text query,
                                   const struct barq_matches *matches,
                                   const char *problem,
                                   const struct arguments *args)
{
    cJSON *json = cJSON_CreateObject();
    cJSON *list = cJSON_CreateArray();
    size_t count = matches ? barq_matches_count(matches) : 0;

    for (size_t i = 0; i < count; i++)
        cJSON_AddItemToArray(list, match_json(barq_matches_at(matches, i),
                                              args->explain || !args->batch));
    char *safe = problem ? barq_printable(query, false) : NULL;
    answer_text(json, "query", safe ? text_named(safe) : query);
    barq_string_free(safe);
    cJSON_AddItemToObject(json, "matches", list);
    if (problem)
        cJSON_AddStringToObject(json, "error", problem);
    answer_warnings(json, memory);
    return answer_print(json, !args->batch);
}

/* As wdiff has it: [-what the query has-]{+what the source has+}. */
static void print_runs(const struct barq_match *match)
{
    struct stretch *at = calloc(2 * match->run_count + 1, sizeof(*at));
    size_t count = 0;

    for (size_t i = 0; at && i < match->run_count; i++) {
        const struct barq_run *run = &match->runs[i];
        bool missing = run->kind == BARQ_RUN_MISSING;
        bool same = run->kind == BARQ_RUN_SAME;
        if (!same)
            at[count++] = (struct stretch){ MARK_TAKEN,
                                            missing ? run->text : run->query };
        if (!missing)
            at[count++] =
                (struct stretch){ same ? MARK_NONE : MARK_PUT, run->text };
    }
    if (at)
        print_stretches("    diff  ", at, count);
    free(at);
}

/* The translation with what was put in marked, or why nothing was. */
static void print_adapted(const struct barq_match *match)
{
    struct stretch *at = calloc(match->adapted_count + 1, sizeof(*at));

    for (size_t i = 0; at && i < match->adapted_count; i++)
        at[i] = (struct stretch){
            match->adapted_runs[i].was.at ? MARK_PUT : MARK_NONE,
            match->adapted_runs[i].text,
        };
    if (at && match->adapted_count)
        print_stretches("    adapted  ", at, match->adapted_count);
    if (match->refusal.len)
        print_line("    not adapted  ", match->refusal);
    free(at);
}

/* What a difference cost: of the query, and of the stored source. */
static void print_part(const struct barq_part *part)
{
    const struct barq_text none = text_named("nothing");

    printf("    -%.2f  %s", part->points, part->name);
    if (part->query.len || part->stored.len) {
        printf(": ");
        print_text(part->query.len ? part->query : none);
        printf(" <- ");
        print_text(part->stored.len ? part->stored : none);
    }
    putchar('\n');
}

static void print_match(const struct barq_match *match, bool explain)
{
    char date[16];

    date_text(match->unit.changed, date);
    printf("%d  class %d, %s, unit %lld, %s%s\n", match->score, match->rank,
           barq_origin_name(match->unit.origin), (long long)match->unit.id,
           date, match->rivals ? ", other wordings exist" : "");
    print_line("    story  ", match->unit.story);
    print_line("    en  ", match->unit.en);
    print_line("    ar  ", match->unit.ar);
    print_adapted(match);
    for (size_t i = 0; explain && i < match->part_count; i++)
        print_part(&match->parts[i]);
    if (explain && match->part_count)
        print_runs(match);
}

/* Which units are wanted, and how numbers in them are written. */
struct wanted {
    struct barq_filter filter;
    struct barq_style style;
};

static struct barq_lookup_options options_of(const struct arguments *args,
                                             const struct wanted *wanted)
{
    return (struct barq_lookup_options){
        .lang = lang_named(args->lang),
        .min = args->min,
        .max = args->max > 0 ? (size_t)args->max : 0,
        .exhaustive = args->exhaustive,
        .before = text_named(args->before),
        .after = text_named(args->after),
        .story = text_named(args->in_story),
        .who = text_named(change_options(args).who),
        .filter = &wanted->filter,
        .no_adapt = args->no_adapt,
        .style = &wanted->style,
    };
}

static void say_none(const struct arguments *args)
{
    talk("no match of %d or better%s", args->min ? args->min : 70,
         filter_given(args) ? " passes the filter" : "");
}

static enum barq_status look_up(const struct arguments *args,
                                struct barq_memory *memory,
                                const struct wanted *wanted,
                                struct barq_text query)
{
    struct barq_error err;
    struct barq_matches *matches = NULL;
    const struct barq_lookup_options how = options_of(args, wanted);
    enum barq_status status = barq_lookup(memory, query, &how, &matches, &err);

    if (status && status != BARQ_NOTHING && !args->batch)
        return complain(status, &err);
    if (args->json || args->batch) {
        enum barq_status printed =
            print_json(memory, query, matches,
                       status > BARQ_NOTHING ? err.message : NULL, args);
        status = printed ? printed : status;
    } else if (status) {
        say_none(args);
    } else {
        for (size_t i = 0; i < barq_matches_count(matches); i++)
            print_match(barq_matches_at(matches, i), args->explain);
    }
    barq_matches_free(matches);
    return status;
}

/* Lines that are asked at once: one, as it comes, unless each would cost a scan
 * of the whole memory. */
enum { LINES_MOST = 4096, LINES_BYTES = 1 << 20 };
struct batch {
    const struct arguments *args;
    struct barq_memory *memory;
    char *lines[LINES_MOST];
    struct barq_text queries[LINES_MOST]; /* the same */
    size_t count, bytes;
    bool begun; /* a line has been read */
    enum barq_status worst;
};

/* What a line has wrong is said in its answer, and the worst of it is the exit
 * status.  An empty line, or one of blanks, has an empty answer, so that they
 * stay in step: with options that were checked, BARQ_E_USAGE is of no other. */
static void print_answer(void *context, const struct barq_answer *answer)
{
    struct batch *batch = context;
    struct barq_text query = batch->queries[answer->index];
    bool failed =
        answer->status > BARQ_NOTHING && answer->status != BARQ_E_USAGE;
    enum barq_status printed =
        print_json(batch->memory, query, answer->matches,
                   failed ? answer->problem : NULL, batch->args);

    if (failed && answer->status > batch->worst)
        batch->worst = answer->status;
    if (printed > batch->worst)
        batch->worst = printed;
}

static bool read_line(struct batch *batch)
{
    char *line = NULL;
    size_t room = 0;
    ssize_t len = getline(&line, &room, stdin);

    if (len < 0) {
        free(line);
        return false;
    }
    while (len && (line[len - 1] == '\n' || line[len - 1] == '\r'))
        len--;
    const struct barq_text query = { line, (size_t)len };
    batch->lines[batch->count] = line;
    batch->queries[batch->count++] = batch->begun ? query : without_bom(query);
    batch->begun = true;
    batch->bytes += (size_t)len;
    return true;
}

static void answer_lines(struct batch *batch, const struct wanted *wanted)
{
    const struct barq_lookup_options how = options_of(batch->args, wanted);
    const struct barq_answers answers = { print_answer, batch };

    barq_lookup_many(batch->memory, batch->queries, batch->count, &how,
                     &answers);
    fflush(stdout); /* who asks through a pipe may wait for it */
    while (batch->count)
        free(batch->lines[--batch->count]);
    batch->bytes = 0;
}

/* A query a line, an answer each. */
static enum barq_status look_up_lines(const struct arguments *args,
                                      struct barq_memory *memory,
                                      const struct wanted *wanted)
{
    size_t most = args->exhaustive ? LINES_MOST : 1;
    struct batch *batch = calloc(1, sizeof(*batch));

    if (!batch) {
        talk("out of memory for the queries");
        return BARQ_E_INTERNAL;
    }
    batch->args = args;
    batch->memory = memory;
    while (read_line(batch))
        if (batch->count == most || batch->bytes >= LINES_BYTES)
            answer_lines(batch, wanted);
    answer_lines(batch, wanted);
    enum barq_status worst = batch->worst;
    free(batch);
    if (!ferror(stdin))
        return worst;
    talk("standard input: cannot read: %s", strerror(errno));
    return BARQ_E_INPUT;
}

static enum barq_status look_up_operand(const struct arguments *args,
                                        struct barq_memory *memory,
                                        const struct wanted *wanted)
{
    struct barq_text query;
    char *kept;
    enum barq_status status = text_operand(args->operands[0], &query, &kept);

    if (!status && kept && memchr(query.at, '\n', query.len))
        talk("standard input: several lines, looked up as one segment; "
             "--batch looks up each");
    if (!status)
        status = look_up(args, memory, wanted, query);
    free(kept);
    return status;
}

enum barq_status cmd_lookup(const struct arguments *args)
{
    struct barq_memory *memory;
    struct wanted wanted;
    bool any;

    if (args->count != !args->batch) {
        talk(args->batch ? "barq lookup --batch reads standard input and "
                           "takes no TEXT"
                         : "barq lookup takes a TEXT, or --batch; see: barq "
                           "help lookup");
        return BARQ_E_USAGE;
    }
    enum barq_status status = filter_read(args, &wanted.filter, &any);
    if (!status)
        status = read_style(args, &wanted.style);
    if (!status)
        status = open_memory(args, BARQ_READ, &memory);
    if (status)
        return status;
    status = args->batch ? look_up_lines(args, memory, &wanted)
                         : look_up_operand(args, memory, &wanted);
    close_memory(memory);
    return status;
}
