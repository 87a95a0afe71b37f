#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void print_report(const struct barq_report *report)
{
    size_t segments = 0, words = 0;

    fprintf(stderr, "reuse        segments    words\n");
    for (int band = 0; band < BARQ_BANDS; band++) {
        segments += report->segments[band];
        words += report->words[band];
        if (report->segments[band])
            fprintf(stderr, "%-10s %10zu %8zu\n",
                    barq_band_name((enum barq_band)band),
                    report->segments[band], report->words[band]);
    }
    fprintf(stderr, "%-10s %10zu %8zu\n", "all", segments, words);
    if (report->furniture)
        fprintf(stderr, "%-10s %10zu  set aside, left as they are\n",
                "furniture", report->furniture);
    if (report->findings)
        fprintf(
            stderr, "%-10s %10zu  %s in %zu %s\n", "checks", report->findings,
            report->findings == 1 ? "finding" : "findings", report->suspects,
            report->suspects == 1 ? "segment" : "segments");
    print_use(&report->mt);
    if (report->failure[0])
        talk("%s", report->failure);
}

/* "mixed      Zelenskyy 3, Zelensky 1: one name in several forms" */
static void print_mixed(const struct barq_draft *draft)
{
    size_t count = 0;
    const struct barq_mixed_name *names = barq_draft_mixed_names(draft, &count);

    for (size_t i = 0; i < count; i++) {
        fprintf(stderr, "%-10s ", "mixed");
        for (size_t k = 0; k < names[i].count; k++)
            fprintf(stderr, "%s%.*s %zu", k ? ", " : "",
                    (int)names[i].forms[k].len, names[i].forms[k].at,
                    names[i].times[k]);
        fputs(": one name in several forms\n", stderr);
    }
}

/* A text on a line of the report. */
static void say_text(const char *label, struct barq_text text)
{
    char *safe = barq_printable(text, isatty(STDERR_FILENO));

    fprintf(stderr, "%s%s\n", label, safe ? safe : "?");
    barq_string_free(safe);
}

static void print_mark(FILE *to, const char *open, struct barq_text text,
                       const char *close)
{
    if (text.len)
        fprintf(to, "%s%.*s%s", open, (int)text.len, text.at, close);
}

/* What a segment was and is, as wdiff has it: [-was-]{+is+}. */
static void say_changed(const struct barq_draft_segment *segment)
{
    const struct barq_text none = { "", 0 };
    char *line = NULL;
    size_t len = 0;
    FILE *to = open_memstream(&line, &len);

    for (size_t i = 0; to && i < segment->was_count; i++) {
        const struct barq_run *run = &segment->was[i];
        bool same = run->kind == BARQ_RUN_SAME;
        bool missing = run->kind == BARQ_RUN_MISSING;
        print_mark(to, same ? "" : "[-", missing ? none : run->text,
                   same ? "" : "-]");
        if (!same)
            print_mark(to, "{+", missing ? run->text : run->query, "+}");
    }
    if (to && !fclose(to))
        say_text("changed    ", (struct barq_text){ line, len });
    free(line);
}

/* The story beside its last version. */
static void print_earlier(const struct barq_draft *draft)
{
    struct barq_earlier earlier = barq_draft_earlier(draft);

    if (!earlier.by)
        return;
    say_text("since      ", earlier.name);
    fprintf(
        stderr,
        "           %zu unchanged, %zu changed, %zu new, %zu dropped; found "
        "by its %s\n",
        earlier.unchanged, earlier.changed, earlier.added, earlier.dropped,
        earlier.by);
    for (size_t i = 0; i < barq_draft_count(draft); i++) {
        struct barq_draft_segment segment = barq_draft_segment(draft, i);
        if (segment.since == BARQ_CHANGED)
            say_changed(&segment);
        if (segment.since == BARQ_NEW)
            say_text("new        ", segment.source.text);
    }
    for (size_t i = 0; i < earlier.dropped; i++)
        say_text("dropped    ", barq_draft_dropped(draft, i).source);
}

static enum barq_status deliver(const struct arguments *args,
                                const struct barq_draft *draft)
{
    struct barq_error err;
    enum barq_format format = BARQ_BILINGUAL;
    char *text;
    size_t len;

    if (args->json)
        format = BARQ_JSON;
    else if (args->to)
        barq_format_from_name(args->to, &format);
    enum barq_status status =
        barq_draft_render(draft, format, &text, &len, &err);
    if (status)
        return complain(status, &err);
    status = barq_save(args->output ? args->output : "-",
                       (struct barq_text){ text, len }, &err);
    barq_string_free(text);
    if (status)
        return complain(status, &err);

    struct barq_report report = barq_draft_report(draft);
    print_report(&report);
    print_mixed(draft);
    print_earlier(draft);
    if (report.failure[0])
        return BARQ_E_ENGINE;
    return report.segments[BARQ_BAND_OPEN] ? BARQ_NOTHING : BARQ_OK;
}

static enum barq_status translate(const struct arguments *args,
                                  struct barq_memory *memory,
                                  struct barq_engine *engine,
                                  const struct barq_filter *filter,
                                  const struct barq_story *story)
{
    struct barq_error err;
    struct barq_draft *draft;
    struct barq_style style;
    struct checks checks;
    struct barq_translate_options how = {
        .from = lang_named(args->from),
        .min = args->min,
        .engine = engine,
        .no_adapt = args->no_adapt,
        .fragments = args->fragments,
        .style = &style,
        .filter = filter,
    };
    enum barq_status status = read_style(args, &style);

    if (!status)
        status = checks_open(args, memory, &checks);
    if (status)
        return status;
    how.checker = checks.checker;
    status = barq_translate(memory, story, &how, &draft, &err);
    checks_close(&checks);
    if (status == BARQ_E_USAGE) { /* it is of the story, as in cmd_analyze.c */
        talk("%s: %s", args->operands[0], err.message);
        return status;
    }
    if (status)
        return complain(status, &err);
    status = deliver(args, draft);
    barq_draft_free(draft);
    return status;
}

static enum barq_status check_forms(const struct arguments *args)
{
    if (args->json && args->to && strcmp(args->to, "json") != 0) {
        talk("--json and --to %s name two forms; give one", args->to);
        return BARQ_E_USAGE;
    }
    return spare_input(args->output, args->operands[0]);
}

enum barq_status cmd_translate(const struct arguments *args)
{
    struct barq_story *story = NULL;
    struct barq_memory *memory = NULL;
    struct barq_engine *engine = NULL;
    struct barq_filter filter;
    bool some;
    enum barq_status status = check_forms(args);

    if (!status)
        status = filter_read(args, &filter, &some);
    if (!status)
        status =
            open_story(args, args->operands[0], lang_named(args->from), &story);
    if (!status)
        status = open_engine(args, engine_name(args), &engine);
    if (!status)
        status = open_working_memory(args, engine != NULL, &memory);
    if (!status)
        status = translate(args, memory, engine, some ? &filter : NULL, story);
    close_memory(memory);
    barq_engine_close(engine);
    barq_story_free(story);
    return status;
}
