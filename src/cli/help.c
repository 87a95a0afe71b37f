/* help.c - help texts and the manual page, both from the tables. */
#include "cli/cli.h"

#include <ctype.h>
#include <string.h>

enum { WIDTH = 78, INDENT = 2, OPTION_COLUMN = 27 };

static const struct {
    enum barq_status status;
    const char *meaning;
} exits[] = {
    { BARQ_OK, "done" },
    { BARQ_NOTHING, "nothing found, or segments left open" },
    { BARQ_E_USAGE, "called wrongly" },
    { BARQ_E_INPUT, "a file cannot be read, understood or written" },
    { BARQ_E_MEMORY, "the memory file cannot be used" },
    { BARQ_E_ENGINE, "the network or a translation engine failed" },
    { BARQ_E_INTERNAL, "out of memory, or a fault of barq's own" },
};
enum { EXITS = sizeof(exits) / sizeof(exits[0]) };

static const struct {
    const char *name, *meaning;
} variables[] = {
    { "BARQ_TM", "the memory file, where --tm does not name one" },
    { "BARQ_MT", "the engine for open segments, where --mt names none" },
    { "BARQ_NAME_URL, BARQ_NAME_MODEL, BARQ_NAME_REGION",
      "where the engine NAME listens, its model and its region, as "
      "BARQ_LIBRETRANSLATE_URL=http://127.0.0.1:5000" },
    { "BARQ_NAME_KEY, BARQ_NAME_KEY_FILE",
      "its API key, or a file that holds it and only its owner can read" },
    { "BARQ_DATA", "a folder with files that stand in for those of tm/" },
    { "XDG_CONFIG_HOME",
      "where barq/barq.ini lies, where --config does not name one (default "
      "~/.config)" },
    { "XDG_DATA_HOME", "where the usual memory lies (default ~/.local/share)" },
};
enum { VARIABLES = sizeof(variables) / sizeof(variables[0]) };

/* Print text from column `column` on, broken at spaces, each line indented
 * by `indent`; ends the last line. */
static void print_wrapped(FILE *to, const char *text, int indent, int column)
{
    while (*text) {
        size_t word = strcspn(text, " \n");
        if (column > indent && column + 1 + (int)word > WIDTH) {
            fprintf(to, "\n%*s", indent, "");
            column = indent;
        } else if (column > indent) {
            putc(' ', to);
            column++;
        }
        fwrite(text, 1, word, to);
        column += (int)word;
        text += word;
        if (*text == '\n') {
            fprintf(to, "\n\n%*s", indent, "");
            column = indent;
        }
        text += *text != 0;
    }
    putc('\n', to);
}

void help_usage(FILE *to, const struct command *command)
{
    fprintf(to, "usage: barq %s%s%s%s\n", command->name,
            command->options[0] ? " [OPTION]..." : "",
            *command->operands ? " " : "", command->operands);
}

static void print_option(FILE *to, const struct option *option)
{
    char names[64];
    int len;

    if (option->letter)
        len = snprintf(names, sizeof(names), "  -%c, --%s", option->letter,
                       option->name);
    else
        len = snprintf(names, sizeof(names), "      --%s", option->name);
    if (option->value)
        len += snprintf(names + len, sizeof(names) - (size_t)len, "=%s",
                        option->value);
    fprintf(to, "%-*s", OPTION_COLUMN, names);
    if (len >= OPTION_COLUMN)
        fprintf(to, "\n%*s", OPTION_COLUMN, "");
    print_wrapped(to, option->help, OPTION_COLUMN, OPTION_COLUMN);
    if (option->choices)
        fprintf(to, "%*s%s: %s\n", OPTION_COLUMN, "", option->value,
                option->choices);
}

void help_command(FILE *to, const struct command *command)
{
    help_usage(to, command);
    fprintf(to, "\n%*s", INDENT, "");
    print_wrapped(to, command->text, INDENT, INDENT);
    fprintf(to, "\nOptions:\n");
    for (const enum option_id *id = command->options; *id; id++)
        print_option(to, &options[*id]);
    print_option(to, &options[OPTION_HELP]);
    fprintf(to, "\nExample:\n  %s\n", command->example);
}

void help_overview(FILE *to)
{
    fprintf(to, "usage: barq COMMAND [OPTION]... [OPERAND]...\n\n"
                "A translation memory for Arabic-English news.\n\n");
    for (const struct command *c = commands; c->name; c++)
        fprintf(to, "  %-11s %s\n", c->name, c->summary);
    fprintf(to, "\nbarq help COMMAND says more; barq --version says which "
                "barq this is.\n");
}

enum barq_status cmd_help(const struct arguments *args)
{
    if (args->man) {
        help_man(stdout);
        return BARQ_OK;
    }
    if (!args->count) {
        help_overview(stdout);
        return BARQ_OK;
    }
    const struct command *command = command_find(args->operands[0]);
    if (!command)
        return command_unknown(args->operands[0]);
    help_command(stdout, command);
    return BARQ_OK;
}

/* roff: a hyphen that can be typed, and no line that begins like a request. */
static void man_text(FILE *to, const char *text)
{
    bool line_start = true;

    for (; *text; text++) {
        if (line_start && (*text == '.' || *text == '\''))
            fputs("\\&", to);
        line_start = *text == '\n';
        if (*text == '\\')
            fputs("\\e", to);
        else if (*text == '-')
            fputs("\\-", to);
        else if (*text == '\n')
            fputs("\n.PP\n", to);
        else
            putc(*text, to);
    }
    putc('\n', to);
}

static void man_option(FILE *to, const struct option *option)
{
    fprintf(to, ".TP\n");
    if (option->letter)
        fprintf(to, ".BR \\-%c \", \" ", option->letter);
    else
        fprintf(to, ".B ");
    fprintf(to, "\"\\-\\-");
    for (const char *c = option->name; *c; c++)
        fprintf(to, *c == '-' ? "\\-" : "%c", *c);
    if (option->value)
        fprintf(to, "=%s", option->value);
    fprintf(to, "\"\n");
    man_text(to, option->help);
    if (option->choices)
        man_text(to, option->choices);
}

static void man_command(FILE *to, const struct command *command)
{
    fprintf(to, ".SS \"barq %s %s\"\n", command->name, command->operands);
    man_text(to, command->text);
    for (const enum option_id *id = command->options; *id; id++)
        man_option(to, &options[*id]);
    fprintf(to, ".PP\nExample:\n.PP\n.nf\n.RS\n");
    man_text(to, command->example);
    fprintf(to, ".RE\n.fi\n");
}

void help_man(FILE *to)
{
    fprintf(to,
            ".TH BARQ 1 \"2026-11-23\" \"barq %s\" \"User Commands\"\n"
            ".SH NAME\nbarq \\- translation memory for Arabic\\-English "
            "news\n.SH SYNOPSIS\n.B barq\n.I COMMAND\n"
            "[\\fIOPTION\\fR]... [\\fIOPERAND\\fR]...\n"
            ".SH COMMANDS\n",
            barq_version());
    for (const struct command *c = commands; c->name; c++)
        man_command(to, c);
    fprintf(to, ".SH OPTIONS OF EVERY COMMAND\n");
    man_option(to, &options[OPTION_HELP]);
    fprintf(to, ".SH EXIT STATUS\n");
    for (size_t i = 0; i < EXITS; i++)
        fprintf(to, ".TP\n.B %d\n%s\n", (int)exits[i].status, exits[i].meaning);
    fprintf(to, ".PP\nA command that was interrupted ends by the signal "
                "(130 in a shell) and leaves nothing half\\-written.\n"
                ".SH ENVIRONMENT\n");
    for (size_t i = 0; i < VARIABLES; i++) {
        fprintf(to, ".TP\n.B %s\n", variables[i].name);
        man_text(to, variables[i].meaning);
    }
}
