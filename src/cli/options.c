/* options.c - the table of options, and the parser that reads by it. */
#include "cli/cli.h"

#include <errno.h>
#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#define FIELD(name) offsetof(struct arguments, name)

const struct option options[OPTION_COUNT] = {
    [OPTION_AFTER] = { "after", 0, OPTION_STRING, FIELD(after), "TEXT", NULL,
                       "the segment that follows TEXT in its story" },
    [OPTION_AGENCY] = { "agency", 0, OPTION_STRING, FIELD(agency), "NAME", NULL,
                        "the news agency of the story, by any of its "
                        "names" },
    [OPTION_AR] = { "ar", 0, OPTION_STRING, FIELD(ar), "TEXT", NULL,
                    "the new Arabic wording" },
    [OPTION_AS] = { "as", 0, OPTION_STRING, FIELD(as), "ORIGIN",
                    "reviewed|published|imported|aligned|mt",
                    "what the units become (default reviewed)" },
    [OPTION_ALIGN] = { "align", 0, OPTION_FLAG, FIELD(align), NULL, NULL,
                       "align each pair found and store what is sure; pairs "
                       "done before are passed over" },
    [OPTION_ALSO] = { "also", 0, OPTION_STRING, FIELD(also), "FORMS", NULL,
                      "other English forms, which give way to the house form; "
                      "set apart by |" },
    [OPTION_BATCH] = { "batch", 0, OPTION_FLAG, FIELD(batch), NULL, NULL,
                       "a query a line on standard input, a JSON line each" },
    [OPTION_BEADS] = { "beads", 0, OPTION_FLAG, FIELD(beads), NULL, NULL,
                       "print a line a bead, as 0,1:2<TAB>0.97" },
    [OPTION_BEFORE] = { "before", 0, OPTION_STRING, FIELD(before), "TEXT", NULL,
                        "the segment before TEXT in its story" },
    [OPTION_BUDGET] = { "budget", 0, OPTION_STRING, FIELD(budget), "CHARACTERS",
                        NULL,
                        "the most to send to the engine, in this run and after "
                        "a stroke in this month, as 20000/500000" },
    [OPTION_CACERT] = { "cacert", 0, OPTION_STRING, FIELD(cacert), "FILE", NULL,
                        "authorities to trust for https, a PEM file (default "
                        "the system's)" },
    [OPTION_CHANGE] = { "change", 0, OPTION_INT, FIELD(change), "N", NULL,
                        "the number of the change, as barq history has it", 1,
                        2147483647 },
    [OPTION_CHARSET] = { "charset", 0, OPTION_STRING, FIELD(charset), "NAME",
                         NULL,
                         "what the input is written in, as windows-1256 or "
                         "iso-8859-6 (default UTF-8, or UTF-16 with its "
                         "mark)" },
    [OPTION_CHECK] = { "check", 0, OPTION_FLAG, FIELD(check), NULL, NULL,
                       "ask each engine whether it is there; sends no text" },
    [OPTION_CLAUSES] = { "clauses", 0, OPTION_FLAG, FIELD(clauses), NULL, NULL,
                         "store the clauses of a long sentence, too, where it "
                         "stands against several" },
    [OPTION_CONFIG] = { "config", 0, OPTION_STRING, FIELD(config), "FILE", NULL,
                        "the configuration (default "
                        "$XDG_CONFIG_HOME/barq/barq.ini)" },
    [OPTION_CSV] = { "csv", 0, OPTION_FLAG, FIELD(csv), NULL, NULL,
                     "a table for a spreadsheet, its cells set apart by "
                     "commas" },
    [OPTION_DRY_RUN] = { "dry-run", 'n', OPTION_FLAG, FIELD(dry_run), NULL,
                         NULL, "do everything but store" },
    [OPTION_EN] = { "en", 0, OPTION_STRING, FIELD(en), "TEXT", NULL,
                    "the new English wording" },
    [OPTION_EDIT] = { "edit", 0, OPTION_FLAG, FIELD(edit), NULL, NULL,
                      "pair by hand, in $VISUAL or $EDITOR, and store what is "
                      "right as reviewed" },
    [OPTION_EDITED] = { "edited", 0, OPTION_STRING, FIELD(edited), "FILE", NULL,
                        "read the file that an earlier --edit had kept" },
    [OPTION_EXACT] = { "exact", 0, OPTION_FLAG, FIELD(exact), NULL, NULL,
                       "find the very words alone, no other forms" },
    [OPTION_EXHAUSTIVE] = { "exhaustive", 0, OPTION_FLAG, FIELD(exhaustive),
                            NULL, NULL,
                            "score every unit: slow, the reference for tests" },
    [OPTION_EXPLAIN] = { "explain", 0, OPTION_FLAG, FIELD(explain), NULL, NULL,
                         "say what each difference cost" },
    [OPTION_EXPORT_SRX] = { "export-srx", 0, OPTION_FLAG, FIELD(export_srx),
                            NULL, NULL,
                            "write barq's own rules as SRX 2.0, for other "
                            "tools" },
    [OPTION_FRAGMENTS] = { "fragments", 0, OPTION_FLAG, FIELD(fragments), NULL,
                           NULL,
                           "show what is known of the parts of segments "
                           "without a good match" },
    [OPTION_FROM] = { "from", 0, OPTION_STRING, FIELD(from), "LANG", "ar|en",
                      "the story's language (default: told from its "
                      "letters)" },
    [OPTION_FROM_REVIEW] = { "from-review", 0, OPTION_STRING,
                             FIELD(from_review), "FILE", NULL,
                             "store what was accepted in a table or page of "
                             "--review" },
    [OPTION_FURNITURE] = { "furniture", 0, OPTION_FLAG, FIELD(furniture), NULL,
                           NULL,
                           "take lines that look like furniture of the page "
                           "for part of the story" },
    [OPTION_HELP] = { "help", 'h', OPTION_FLAG, FIELD(help), NULL, NULL,
                      "say how the command is used" },
    [OPTION_HTML] = { "html", 0, OPTION_STRING, FIELD(html), "OUT", NULL,
                      "write the beads as a page of two columns" },
    [OPTION_IN_STORY] = { "in-story", 0, OPTION_STRING, FIELD(in_story), "NAME",
                          NULL,
                          "the story that TEXT stands in: its earlier version "
                          "comes first" },
    [OPTION_JSON] = { "json", 0, OPTION_FLAG, FIELD(json), NULL, NULL,
                      "answer in JSON" },
    [OPTION_KIND] = { "kind", 0, OPTION_STRING, FIELD(kind), "KIND",
                      "person|place|organisation|term|other",
                      "what the name is of" },
    [OPTION_KINDS] = { "kinds", 0, OPTION_FLAG, FIELD(kinds), NULL, NULL,
                       "put the block's kind and a tab before each segment" },
    [OPTION_LANG] = { "lang", 0, OPTION_STRING, FIELD(lang), "LANG", "ar|en",
                      "the language of the text (default: told from its "
                      "letters)" },
    [OPTION_LEXICON] = { "lexicon", 0, OPTION_STRING, FIELD(lexicon), "FILE",
                         NULL,
                         "words to pair by on top of ours: Arabic, tab, "
                         "English" },
    [OPTION_MAN] = { "man", 0, OPTION_FLAG, FIELD(man), NULL, NULL,
                     "print the manual page, for man(1)" },
    [OPTION_MAX] = { "max", 0, OPTION_INT, FIELD(max), "N", NULL,
                     "the most answers wanted (default 5; search, show and "
                     "history 50)",
                     1, 10000 },
    [OPTION_MIN] = { "min", 0, OPTION_INT, FIELD(min), "SCORE", NULL,
                     "the lowest score wanted, 50 to 100 (default 70)", 50,
                     100 },
    [OPTION_MIN_CONFIDENCE] = { "min-confidence", 0, OPTION_REAL,
                                FIELD(min_confidence), "C", NULL,
                                "the least confidence of a bead stored or a "
                                "pair named, 0 to 1 (default: align 0.7, "
                                "pair 0.8)",
                                0, 1 },
    [OPTION_MT] = { "mt", 0, OPTION_STRING, FIELD(mt), "ENGINE", NULL,
                    "have this engine translate what stays open" },
    [OPTION_NO_ADAPT] = { "no-adapt", 0, OPTION_FLAG, FIELD(no_adapt), NULL,
                          NULL,
                          "leave numbers and dates of stored translations as "
                          "they are" },
    [OPTION_NO_MT] = { "no-mt", 0, OPTION_FLAG, FIELD(no_mt), NULL, NULL,
                       "ask no engine, whatever BARQ_MT says" },
    [OPTION_NO_RULE] = { "no-rule", 0, OPTION_STRING, FIELD(no_rule), "NAMES",
                         NULL, "checks to leave out, as name,length; or all" },
    [OPTION_NOTE] = { "note", 0, OPTION_STRING, FIELD(note), "TEXT", NULL,
                      "a note to keep with the units" },
    [OPTION_ORIGIN] = { "origin", 0, OPTION_STRING, FIELD(origin), "ORIGIN",
                        "published|reviewed|imported|aligned|mt",
                        "where the wording comes from" },
    [OPTION_OUTPUT] = { "output", 'o', OPTION_STRING, FIELD(output), "OUT",
                        NULL, "write to this file, whole or not at all" },
    [OPTION_PERSON] = { "person", 0, OPTION_STRING, FIELD(person), "NAME", NULL,
                        "units that this person made or vouched for, in any "
                        "spelling; changes that they made" },
    [OPTION_REBUILD_INDEX] = { "rebuild-index", 0, OPTION_FLAG,
                               FIELD(rebuild_index), NULL, NULL,
                               "make the indexes anew from the units first" },
    [OPTION_REVIEW] = { "review", 0, OPTION_STRING, FIELD(review), "OUT", NULL,
                        "write what is not sure to be decided: a table "
                        "(.tsv), or a page (.html)" },
    [OPTION_PAGE] = { "page", 0, OPTION_INT, FIELD(page), "N", NULL,
                      "the page of answers wanted, of --max each (default "
                      "1)",
                      1, 10000 },
    [OPTION_PAIRS] = { "pairs", 0, OPTION_FLAG, FIELD(pairs), NULL, NULL,
                       "check what the pairs say, too" },
    [OPTION_RULES] = { "rules", 0, OPTION_STRING, FIELD(rules), "NAMES", NULL,
                       "the only checks to make, as number,date" },
    [OPTION_SARIF] = { "sarif", 0, OPTION_FLAG, FIELD(sarif), NULL, NULL,
                       "print SARIF 2.1.0" },
    [OPTION_SEGMENTED] = { "segmented", 0, OPTION_FLAG, FIELD(segmented), NULL,
                           NULL, "each line is a segment, taken as it stands" },
    [OPTION_SINCE] = { "since", 0, OPTION_STRING, FIELD(since), "DATE", NULL,
                       "what changed (of units their wording) on or after this "
                       "day, "
                       "month or year, as 2026-11-23, 2026-11 or 2026" },
    [OPTION_SRX] = { "srx", 0, OPTION_STRING, FIELD(srx), "FILE", NULL,
                     "cut by the rules of this SRX 2.0 file, not by ours" },
    [OPTION_SRX_ADD] = { "srx-add", 0, OPTION_STRING, FIELD(srx_add), "FILE",
                         NULL,
                         "cut by the rules of this SRX 2.0 file on top "
                         "of ours" },
    [OPTION_STATE] = { "state", 0, OPTION_STRING, FIELD(state), "STATE",
                       "proposed|accepted|refused",
                       "names that a person has still to look at, has "
                       "accepted, or refused" },
    [OPTION_STORIES] = { "stories", 0, OPTION_INT, FIELD(stories), "N", NULL,
                         "names that stand in so many stories at least "
                         "(default 2)",
                         1, 1000000 },
    [OPTION_STATUS] = { "status", 0, OPTION_STRING, FIELD(status), "STATUS",
                        "reviewed|unreviewed",
                        "whether a person vouched for the unit (published "
                        "and reviewed ones), or nobody did" },
    [OPTION_STORY] = { "story", 0, OPTION_STRING, FIELD(story), "NAME", NULL,
                       "the story that the unit stood in, in any spelling; "
                       "where units are looked for, NAME* is how it "
                       "begins" },
    [OPTION_STYLE] = { "style", 0, OPTION_STRING, FIELD(style), "NAME|FILE",
                       NULL,
                       "how numbers and dates are written that are put into a "
                       "translation: [style NAME] of the configuration, or "
                       "the [style] of a file" },
    [OPTION_TM] = { "tm", 0, OPTION_STRING, FIELD(tm), "FILE", NULL,
                    "the memory file (default $BARQ_TM, else "
                    "$XDG_DATA_HOME/barq/memory.db)" },
    [OPTION_TMX] = { "tmx", 0, OPTION_STRING, FIELD(tmx), "OUT", NULL,
                     "write the sure pairs as TMX, and touch no memory" },
    [OPTION_TO] = { "to", 0, OPTION_STRING, FIELD(to), "FORMAT",
                    "bilingual|text|html|json|tmx|xliff|same",
                    "the form of the draft (default bilingual)" },
    [OPTION_TSV] = { "tsv", 0, OPTION_FLAG, FIELD(tsv), NULL, NULL,
                     "print a table, its columns set apart by tabs" },
    [OPTION_VERBOSE] = { "verbose", 'v', OPTION_FLAG, FIELD(verbose), NULL,
                         NULL,
                         "say what the engine is asked; never a key or a "
                         "text" },
    [OPTION_UNTIL] = { "until", 0, OPTION_STRING, FIELD(until), "DATE", NULL,
                       "what changed on or before this day, "
                       "month or year" },
    [OPTION_WHO] = { "who", 0, OPTION_STRING, FIELD(who), "NAME", NULL,
                     "who does it, or asks: the person to name (default "
                     "$USER)" },
};

static bool set_number(const struct option *option, void *field,
                       const char *text)
{
    char *end;

    errno = 0;
    double value = strtod(text, &end);
    bool good = !errno && end != text && !*end && value >= option->least &&
                value <= option->most &&
                (option->kind == OPTION_REAL || value == floor(value));
    if (!good)
        talk("--%s takes a number from %.0f to %.0f, not \"%s\"", option->name,
             option->least, option->most, text);
    else if (option->kind == OPTION_INT)
        *(int *)field = (int)value;
    else
        *(double *)field = value;
    return good;
}

/* Is `value` one of "a|b|c"? */
static bool is_choice(const char *choices, const char *value)
{
    size_t len = strlen(value);

    for (const char *at = choices; at; at = strchr(at, '|')) {
        at += *at == '|';
        size_t n = strcspn(at, "|");
        if (n == len && memcmp(at, value, n) == 0)
            return true;
    }
    return false;
}

static enum barq_status store(const struct option *option, const char *value,
                              struct arguments *args)
{
    void *field = (char *)args + option->offset;

    if (option->kind != OPTION_FLAG && option->choices &&
        !is_choice(option->choices, value)) {
        talk("--%s takes %s, not \"%s\"", option->name, option->choices, value);
        return BARQ_E_USAGE;
    }
    if (option->kind == OPTION_FLAG)
        *(bool *)field = true;
    else if (option->kind == OPTION_STRING)
        *(const char **)field = value;
    else if (!set_number(option, field, value))
        return BARQ_E_USAGE;
    return BARQ_OK;
}

/* Is this the option that was typed, as "-n" or "--name=value"? */
static bool is_typed(const struct option *option, const char *arg)
{
    if (arg[1] != '-')
        return option->letter && option->letter == arg[1];
    size_t len = strcspn(arg + 2, "=");
    return strlen(option->name) == len &&
           memcmp(option->name, arg + 2, len) == 0;
}

/* The command's option that was typed, or NULL. */
static const struct option *find(const struct command *command, const char *arg)
{
    for (const enum option_id *id = command->options; *id; id++)
        if (is_typed(&options[*id], arg))
            return &options[*id];
    return is_typed(&options[OPTION_HELP], arg) ? &options[OPTION_HELP] : NULL;
}

static const char *option_name(size_t index)
{
    return index + 1 < OPTION_COUNT ? options[index + 1].name : NULL;
}

static enum barq_status unknown(const struct command *command, const char *arg)
{
    char name[64];
    size_t len = strcspn(arg, "=");

    snprintf(name, sizeof(name), "%.*s", (int)(len < 60 ? len : 60), arg);
    const char *near = nearest_name(name + strspn(name, "-"), option_name);
    char typed[64];
    snprintf(typed, sizeof(typed), "--%s", near ? near : "");
    if (near && find(command, typed))
        talk("barq %s has no option %s; did you mean --%s?", command->name,
             name, near);
    else
        talk("barq %s has no option %s; see: barq help %s", command->name, name,
             command->name);
    return BARQ_E_USAGE;
}

/* What stands behind an option in the same word: --min=70, -oOUT. */
static const char *attached(const char *arg)
{
    const char *equals = strchr(arg, '=');

    if (arg[1] == '-')
        return equals ? equals + 1 : NULL;
    return arg[2] ? arg + 2 : NULL;
}

/* Take the option at argv[*i] and its value, which may be the next word. */
static enum barq_status take(const struct command *command, char **argv, int *i,
                             struct arguments *args)
{
    const struct option *option = find(command, argv[*i]);
    const char *value = attached(argv[*i]);

    if (!option)
        return unknown(command, argv[*i]);
    if (option->kind == OPTION_FLAG && value) {
        talk("--%s takes no value", option->name);
        return BARQ_E_USAGE;
    }
    if (option->kind != OPTION_FLAG && !value && argv[*i + 1])
        value = argv[++*i];
    if (option->kind != OPTION_FLAG && !value) {
        talk("--%s wants %s behind it", option->name, option->value);
        return BARQ_E_USAGE;
    }
    return store(option, value, args);
}

static enum barq_status check_count(const struct command *command,
                                    const struct arguments *args)
{
    if (args->help || (args->count >= command->least &&
                       (command->most < 0 || args->count <= command->most)))
        return BARQ_OK;
    talk("usage: barq %s%s%s (%d given); see: barq help %s", command->name,
         *command->operands ? " " : "", command->operands, args->count,
         command->name);
    return BARQ_E_USAGE;
}

enum barq_status arguments_parse(const struct command *command, int argc,
                                 char **argv, struct arguments *args)
{
    int operands = 0, i = 0;
    bool options_over = false;

    *args = (struct arguments){ .operands = argv, .min_confidence = -1 };
    for (; i < argc; i++) {
        char *arg = argv[i];
        if (options_over || arg[0] != '-' || !arg[1]) {
            argv[operands++] = arg;
        } else if (strcmp(arg, "--") == 0) {
            options_over = true;
        } else {
            enum barq_status status = take(command, argv, &i, args);
            if (status)
                return status;
        }
    }
    args->count = operands;
    return check_count(command, args);
}
