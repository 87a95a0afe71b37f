/*
 * cli.h - what one command needs to know.
 *
 * The command line is a client of barq.h like any other: nothing in cli/
 * includes a header of another room.  Answers go to stdout, talk to stderr,
 * and the exit status is an enum barq_status.
 *
 * Two tables (commands.c, options.c) are the parser, the help, the man page
 * and the completions, so that these cannot differ.
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stdio.h>

#include "barq.h"

/* What the command line said; zeroed, then filled by arguments_parse(). */
struct arguments {
    const char *tm, *output, *to, *from, *lang, *charset, *mt, *html;
    const char *who, *note, *story, *origin, *before, *after, *in_story;
    const char *srx, *srx_add, *lexicon;
    const char *ar, *en, *as, *status;
    const char *since, *until, *agency, *person;
    const char *review, *from_review, *edited, *tmx;
    const char *config, *cacert, *budget, *style;
    const char *also, *kind, *state;
    int min, max, change, page, stories;
    double min_confidence; /* below 0: not given */
    bool json, dry_run, segmented, beads, tsv, no_mt, batch, exhaustive;
    bool explain, export_srx, furniture, kinds, man, help, align, edit, clauses;
    const char *rules, *no_rule;
    bool check, verbose, rebuild_index, exact, csv, no_adapt, fragments;
    bool pairs, sarif;
    char **operands;
    int count;
};

enum option_id {
    OPTION_NONE = 0, /* ends a command's list */
    OPTION_AFTER,
    OPTION_AGENCY,
    OPTION_ALIGN,
    OPTION_ALSO,
    OPTION_AR,
    OPTION_AS,
    OPTION_BATCH,
    OPTION_BEADS,
    OPTION_BEFORE,
    OPTION_BUDGET,
    OPTION_CACERT,
    OPTION_CHANGE,
    OPTION_CHARSET,
    OPTION_CHECK,
    OPTION_CLAUSES,
    OPTION_CONFIG,
    OPTION_CSV,
    OPTION_DRY_RUN,
    OPTION_EDIT,
    OPTION_EDITED,
    OPTION_EN,
    OPTION_EXACT,
    OPTION_EXHAUSTIVE,
    OPTION_EXPLAIN,
    OPTION_EXPORT_SRX,
    OPTION_FRAGMENTS,
    OPTION_FROM,
    OPTION_FROM_REVIEW,
    OPTION_FURNITURE,
    OPTION_HELP,
    OPTION_HTML,
    OPTION_IN_STORY,
    OPTION_JSON,
    OPTION_KIND,
    OPTION_KINDS,
    OPTION_LANG,
    OPTION_LEXICON,
    OPTION_MAN,
    OPTION_MAX,
    OPTION_MIN,
    OPTION_MIN_CONFIDENCE,
    OPTION_MT,
    OPTION_NO_ADAPT,
    OPTION_NO_MT,
    OPTION_NO_RULE,
    OPTION_NOTE,
    OPTION_ORIGIN,
    OPTION_OUTPUT,
    OPTION_PAGE,
    OPTION_PAIRS,
    OPTION_PERSON,
    OPTION_REBUILD_INDEX,
    OPTION_REVIEW,
    OPTION_RULES,
    OPTION_SARIF,
    OPTION_SEGMENTED,
    OPTION_SINCE,
    OPTION_SRX,
    OPTION_SRX_ADD,
    OPTION_STATE,
    OPTION_STATUS,
    OPTION_STORIES,
    OPTION_STORY,
    OPTION_STYLE,
    OPTION_TM,
    OPTION_TMX,
    OPTION_TO,
    OPTION_TSV,
    OPTION_UNTIL,
    OPTION_VERBOSE,
    OPTION_WHO,
    OPTION_COUNT,
};

enum option_kind { OPTION_FLAG, OPTION_STRING, OPTION_INT, OPTION_REAL };

struct option {
    const char *name; /* without the dashes */
    char letter;      /* of the short form, or 0 */
    enum option_kind kind;
    size_t offset;       /* of its field in struct arguments */
    const char *value;   /* what stands after it, "FILE"; or NULL */
    const char *choices; /* "ar|en", or NULL: anything goes */
    const char *help;    /* a phrase, no capital, no full stop */
    double least, most;  /* of a number */
};

extern const struct option options[OPTION_COUNT];

enum { COMMAND_OPTIONS = 32 };

/* Which units a command is for: the same options wherever that is asked, and
 * filter_read() reads them. */
#define FILTER_OPTIONS                                                      \
    OPTION_SINCE, OPTION_UNTIL, OPTION_STORY, OPTION_AGENCY, OPTION_ORIGIN, \
        OPTION_STATUS, OPTION_PERSON

struct command {
    const char *name;
    enum barq_status (*run)(const struct arguments *args);
    const char *operands; /* "STORY", "AR EN", "FILE..." */
    int least, most;      /* how many operands; most -1: any number */
    const char *summary;  /* a phrase */
    const char *text;     /* paragraphs for help and man page */
    const char *example;  /* one command line */
    enum option_id options[COMMAND_OPTIONS];
};

/* All of them, ended by {0}; NULL if there is none of that name. */
extern const struct command commands[];
const struct command *command_find(const char *name);

/* Complain of a command that there is not, with the nearest there is. */
enum barq_status command_unknown(const char *typed);

/* Fill *args from argv[0..argc), operands in place.  BARQ_E_USAGE has been
 * complained of on stderr. */
enum barq_status arguments_parse(const struct command *command, int argc,
                                 char **argv, struct arguments *args);

/* The nearest of the names that a typing slip could have meant, or NULL. */
const char *nearest_name(const char *typed, const char *(*name)(size_t index));

void help_overview(FILE *to);
void help_command(FILE *to, const struct command *command);
void help_usage(FILE *to, const struct command *command);
void help_man(FILE *to);
enum barq_status completion_print(const char *shell);

/* "barq: " and the message on stderr; returns the status. */
enum barq_status complain(enum barq_status status,
                          const struct barq_error *err);
__attribute__((format(printf, 1, 2))) void talk(const char *format, ...);

/* The memory that the options and the environment name; "" if they do not. */
const char *memory_path(const struct arguments *args);
enum barq_status open_memory(const struct arguments *args,
                             enum barq_access access, struct barq_memory **out);

/* Close it, and say what should be known of the answers it gave; NULL does
 * nothing. */
void close_memory(struct barq_memory *memory);

/* ... or in JSON, if there is anything. */
void answer_warnings(cJSON *object, const struct barq_memory *memory);

/* The path of the memory, for what does not open it; its folder is made, if
 * it is the usual one and there is none. */
enum barq_status name_memory(const struct arguments *args,
                             enum barq_access access, const char **path);

/* The filter that the options describe; *any says whether there are any. */
enum barq_status filter_read(const struct arguments *args,
                             struct barq_filter *filter, bool *any);

/* The name of the first of these options that was given; NULL: none was. */
const char *filter_given(const struct arguments *args);

/* The units that the operands name and the options describe; complains if there
 * are neither.  *filter is what *which rests on; *ids is to be freed. */
enum barq_status read_selection(const struct arguments *args,
                                struct barq_filter *filter,
                                struct barq_selection *which, int64_t **ids);

/* A segment as it was typed, without white space and isolates at either end
 * (as around what was copied from our own output); NULL stays NULL. */
struct barq_text segment_named(const char *string);

/* BARQ_E_USAGE, said, when there is a control character in it. */
enum barq_status segment_check(struct barq_text text);

/* What is behind a byte order mark, if the text begins with one. */
struct barq_text without_bom(struct barq_text text);

/* A text as an operand, "-" being all of standard input without the line end.
 * *kept is to be freed.  BARQ_E_INPUT, said, when it cannot be read. */
enum barq_status text_operand(const char *operand, struct barq_text *text,
                              char **kept);

/* "unit" or "units". */
const char *unit_word(int64_t count);

/* The number of a unit, or 0 and a complaint. */
int64_t unit_number(const char *typed);

/* Who makes a change, and whether it is to last. */
struct barq_change_options change_options(const struct arguments *args);

/* Open the memory for a change; for a dry run, only to read it. */
enum barq_status open_to_change(const struct arguments *args,
                                struct barq_memory **out);

/* ... for an import or a merge; a dry run makes no file either: without a
 * memory it counts against none. */
enum barq_status open_to_import(const struct arguments *args,
                                struct barq_memory **memory);

/* Say what a change did: "3 units deleted; change 4", or its JSON, for which
 * `change` may be NULL: nothing.  `words` are "unit edited" and "units edited".
 */
struct change_words {
    const char *one, *many;
};
enum barq_status change_print(const struct arguments *args,
                              struct barq_memory *memory,
                              const struct barq_change *change,
                              struct change_words words);

/* Open a file in $VISUAL or $EDITOR, else vi.  BARQ_E_INPUT, said, when that
 * fails; the file is left as it is. */
enum barq_status editor_run(const char *path);

/* A story from a path, with the options that say how to read it. */
enum barq_status open_story(const struct arguments *args, const char *path,
                            enum barq_lang lang, struct barq_story **out);

/* Can the files that the operands name be read?  BARQ_E_INPUT, said, if not:
 * before a memory is made for them. */
enum barq_status files_check(const struct arguments *args);

/* BARQ_E_USAGE, said, when writing `output` would destroy `input`. */
enum barq_status spare_input(const char *output, const char *input);

/* What units of an alignment are signed with. */
struct barq_unit align_proto(const struct arguments *args);

/* The files in a folder and the folders in it, by name; hidden ones aside.
 * What cannot be read has been complained of. */
struct files {
    char **at;
    size_t count, room;
};
enum barq_status files_list(const char *folder, struct files *files);
void files_release(struct files *files);

/* A bar on standard error while something takes long; on a terminal only. */
void progress_begin(const char *label, size_t total);
void progress_step(size_t done);
void progress_hide(void);
void progress_end(void);

/* The barq.ini that the options or the environment name; NULL if none is. */
const char *config_path(const struct arguments *args);

/* The engine that --mt or BARQ_MT names; NULL if none, or --no-mt. */
const char *engine_name(const struct arguments *args);

/* *engine stays NULL for the name NULL.  `args` must outlive it. */
enum barq_status open_engine(const struct arguments *args, const char *name,
                             struct barq_engine **engine);

/* The memory to translate with: for an engine one that can keep its answers,
 * made if there is none; else one to read, empty if there is none. */
enum barq_status open_working_memory(const struct arguments *args,
                                     bool with_engine,
                                     struct barq_memory **memory);

/* The checks that the options, barq.ini and a memory's ledger ask for. */
struct checks {
    struct barq_checker *checker;
    struct barq_names *names;
    struct barq_term *terms;
    size_t term_count;
};

/* `memory` may be NULL: no ledger. */
enum barq_status checks_open(const struct arguments *args,
                             struct barq_memory *memory, struct checks *checks);
void checks_close(struct checks *checks);

/* What an engine was used for, on standard error. */
void print_use(const struct barq_mt_use *use);

enum barq_lang lang_named(const char *name);     /* NULL: unknown */
struct barq_text text_named(const char *string); /* NULL: empty */

/* Text for people: on one line, neutralised and isolated on a terminal, else
 * as it is in a pipe.  Numbers before Arabic, Arabic last on its line. */
void print_text(struct barq_text text);
void print_line(const char *label, struct barq_text text);

/* A stretch of a text, and what it is (marks.c). */
enum mark { MARK_NONE, MARK_HIT, MARK_ALIGNED, MARK_TAKEN, MARK_PUT };
enum { MARKS = MARK_PUT + 1 };
struct stretch {
    enum mark mark;
    struct barq_text text; /* empty: there is nothing to show */
};

/* A line of them behind a label. */
void print_stretches(const char *label, const struct stretch *stretches,
                     size_t count);

/* JSON by hand of cJSON; out of memory is caught at printing. */
void answer_text(cJSON *object, const char *name, struct barq_text text);
void answer_id(cJSON *object, const char *name, int64_t id);
void answer_time(cJSON *object, const char *name, int64_t seconds);
cJSON *answer_unit(const struct barq_unit *unit);
/* Print and delete; `indent` false gives one line. */
enum barq_status answer_print(cJSON *json, bool indent);

/* "2026-11-23 06:12" into `to`, or "" for 0. */
void time_text(int64_t seconds, char to[24]);

/* "2026-11-23" into `to`, or "" for 0. */
void date_text(int64_t seconds, char to[16]);

/* What --style names, or the [style] of the configuration. */
enum barq_status read_style(const struct arguments *args,
                            struct barq_style *style);

enum barq_status cmd_accept(const struct arguments *args);
enum barq_status cmd_add(const struct arguments *args);
enum barq_status cmd_analyze(const struct arguments *args);
enum barq_status cmd_backup(const struct arguments *args);
enum barq_status cmd_dedupe(const struct arguments *args);
enum barq_status cmd_delete(const struct arguments *args);
enum barq_status cmd_edit(const struct arguments *args);
enum barq_status cmd_history(const struct arguments *args);
enum barq_status cmd_merge(const struct arguments *args);
enum barq_status cmd_restore(const struct arguments *args);
enum barq_status cmd_review(const struct arguments *args);
enum barq_status cmd_undo(const struct arguments *args);
enum barq_status cmd_align(const struct arguments *args);
enum barq_status cmd_check(const struct arguments *args);
enum barq_status cmd_completion(const struct arguments *args);
enum barq_status cmd_engines(const struct arguments *args);
enum barq_status cmd_export(const struct arguments *args);
enum barq_status cmd_help(const struct arguments *args);
enum barq_status cmd_import(const struct arguments *args);
enum barq_status cmd_lookup(const struct arguments *args);
enum barq_status cmd_names(const struct arguments *args);
enum barq_status cmd_mt(const struct arguments *args);
enum barq_status cmd_pair(const struct arguments *args);
enum barq_status cmd_search(const struct arguments *args);
enum barq_status cmd_segment(const struct arguments *args);
enum barq_status cmd_show(const struct arguments *args);
enum barq_status cmd_stats(const struct arguments *args);
enum barq_status cmd_translate(const struct arguments *args);

#endif
