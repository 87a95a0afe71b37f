/* completion.c - scripts for bash and zsh, made from the tables. */
#include "cli/cli.h"

#include <string.h>

/* What barq names is told to do. */
#define NAME_ACTIONS "list propose add edit accept refuse delete import export"

/* Are its operands files?  Then the shell completes file names. */
static bool wants_files(const struct command *command)
{
    static const char *const words[] = { "STORY", "AR EN", "FILE", "OUT",
                                         "[ACTION]" };

    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (strncmp(command->operands, words[i], strlen(words[i])) == 0)
            return true;
    return false;
}

static bool is_path(const struct option *option)
{
    return option->value && (strcmp(option->value, "FILE") == 0 ||
                             strcmp(option->value, "OUT") == 0);
}

static void print_words(const char *choices)
{
    for (; *choices; choices++)
        putchar(*choices == '|' ? ' ' : *choices);
}

static void bash_values(void)
{
    puts("    case $prev in");
    for (int i = 1; i < OPTION_COUNT; i++) {
        if (!options[i].value)
            continue;
        printf("    --%s) ", options[i].name);
        if (is_path(&options[i])) {
            printf("COMPREPLY=($(compgen -f -- \"$cur\"))");
        } else if (options[i].choices) {
            printf("COMPREPLY=($(compgen -W '");
            print_words(options[i].choices);
            printf("' -- \"$cur\"))");
        } else {
            printf("COMPREPLY=()");
        }
        puts("; return ;;");
    }
    puts("    esac");
}

static void bash_command(const struct command *command)
{
    printf("    %s) words='--help", command->name);
    for (const enum option_id *id = command->options; *id; id++)
        printf(" --%s", options[*id].name);
    if (strcmp(command->name, "completion") == 0)
        printf(" bash zsh");
    if (strcmp(command->name, "names") == 0)
        printf(" " NAME_ACTIONS);
    printf("'; files=%d ;;\n", wants_files(command));
}

static void print_bash(void)
{
    puts("# bash completion for barq; eval \"$(barq completion bash)\"");
    puts("_barq() {");
    puts("    local cur=${COMP_WORDS[COMP_CWORD]} "
         "prev=${COMP_WORDS[COMP_CWORD - 1]} words= files=0");
    puts("    if [ \"$COMP_CWORD\" = 1 ]; then");
    printf("        COMPREPLY=($(compgen -W '--help --version");
    for (const struct command *c = commands; c->name; c++)
        printf(" %s", c->name);
    puts("' -- \"$cur\")); return");
    puts("    fi");
    bash_values();
    puts("    case ${COMP_WORDS[1]} in");
    for (const struct command *c = commands; c->name; c++)
        bash_command(c);
    puts("    esac");
    printf("    [ \"${COMP_WORDS[1]}\" = help ] && words=\"$words");
    for (const struct command *c = commands; c->name; c++)
        printf(" %s", c->name);
    puts("\"");
    puts("    case $cur in -*) files=0 ;; esac");
    puts("    COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))");
    puts("    [ \"$files\" = 1 ] && COMPREPLY+=($(compgen -f -- \"$cur\"))");
    puts("}");
    puts("complete -o filenames -F _barq barq");
}

/* A phrase inside single quotes and an _arguments spec. */
static void zsh_phrase(const char *text)
{
    for (; *text; text++) {
        if (*text == '\'')
            printf("'\\''");
        else if (strchr(":[]\\", *text))
            printf("\\%c", *text);
        else
            putchar(*text);
    }
}

static void zsh_option(const struct option *option)
{
    printf("        '--%s%s[", option->name, option->value ? "=" : "");
    zsh_phrase(option->help);
    putchar(']');
    if (is_path(option)) {
        printf(":%s:_files", option->value);
    } else if (option->choices) {
        printf(":%s:(", option->value);
        print_words(option->choices);
        putchar(')');
    } else if (option->value) {
        printf(":%s:", option->value);
    }
    puts("' \\");
}

static void zsh_operands(const struct command *command)
{
    if (strcmp(command->name, "completion") == 0)
        puts("        '*:shell:(bash zsh)' ;;");
    else if (strcmp(command->name, "names") == 0)
        puts("        '1:action:(" NAME_ACTIONS ")' '*:file:_files' ;;");
    else if (strcmp(command->name, "help") == 0)
        puts("        \"*:command:(${names[*]%%:*})\" ;;");
    else if (wants_files(command))
        puts("        '*:file:_files' ;;");
    else
        puts("        '*:text:' ;;");
}

static void print_zsh(void)
{
    puts("#compdef barq");
    puts("_barq() {");
    puts("    local -a names=(");
    for (const struct command *c = commands; c->name; c++) {
        printf("        '%s:", c->name);
        zsh_phrase(c->summary);
        puts("'");
    }
    puts("    )");
    puts("    if (( CURRENT == 2 )); then");
    puts("        _describe command names; return");
    puts("    fi");
    puts("    local command=$words[2]");
    puts("    shift words; (( CURRENT-- ))");
    puts("    case $command in");
    for (const struct command *c = commands; c->name; c++) {
        printf("    %s) _arguments \\\n", c->name);
        for (const enum option_id *id = c->options; *id; id++)
            zsh_option(&options[*id]);
        zsh_option(&options[OPTION_HELP]);
        zsh_operands(c);
    }
    puts("    esac");
    puts("}");
    /* Autoloaded from $fpath it is the completion; sourced, it says so. */
    puts("if [ \"$funcstack[1]\" = _barq ]; then _barq \"$@\"; "
         "else compdef _barq barq; fi");
}

enum barq_status completion_print(const char *shell)
{
    if (strcmp(shell, "bash") == 0)
        print_bash();
    else if (strcmp(shell, "zsh") == 0)
        print_zsh();
    else
        return BARQ_E_USAGE;
    return BARQ_OK;
}

enum barq_status cmd_completion(const struct arguments *args)
{
    enum barq_status status = completion_print(args->operands[0]);

    if (status)
        talk("no completion for \"%s\"; there is one for bash and for zsh",
             args->operands[0]);
    return status;
}
