/* main.c - pick a command, run it, make sure the answer got out. */
#include "cli/cli.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

/*
 * Ctrl-C and its like: take away the unfinished file, say so, and die of the
 * signal, so that a shell sees it.  What was being stored lies in an open
 * transaction, which dies with the process.
 */
static void on_signal(int number)
{
    static const char words[] = "barq: interrupted; nothing is half-written\n";

    barq_abandon();
    ssize_t said = write(STDERR_FILENO, words, sizeof(words) - 1);
    (void)said;
    signal(number, SIG_DFL);
    raise(number);
}

static void catch_signals(void)
{
    static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };
    struct sigaction action = { .sa_handler = on_signal };

    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
        struct sigaction old;
        if (!sigaction(numbers[i], NULL, &old) && old.sa_handler != SIG_IGN)
            sigaction(numbers[i], &action, NULL);
    }
}

/* Why standard output failed; 0: it did not.  What made an earlier write fail
 * is forgotten by now, so that another has to tell. */
static int output_failure(void)
{
    if (fflush(stdout))
        return errno;
    if (!ferror(stdout))
        return 0;
    clearerr(stdout);
    return putchar('\n') == EOF || fflush(stdout) ? errno : EIO;
}

/* A full disk shows up only here; without this, `barq ... >file` lies. */
static int close_output(enum barq_status status)
{
    int why = output_failure();

    if (!why || status > BARQ_NOTHING) /* that was said */
        return (int)status;
    talk("standard output: cannot write: %s", strerror(why));
    return BARQ_E_INPUT;
}

static enum barq_status dispatch(int argc, char **argv)
{
    const struct command *command = command_find(argv[0]);
    struct arguments args;

    if (!command)
        return command_unknown(argv[0]);
    enum barq_status status =
        arguments_parse(command, argc - 1, argv + 1, &args);
    if (status)
        return status;
    if (!args.help)
        return command->run(&args);
    help_command(stdout, command);
    return BARQ_OK;
}

int main(int argc, char **argv)
{
    catch_signals();
    if (argc < 2) {
        help_overview(stderr);
        return BARQ_E_USAGE;
    }
    if (strcmp(argv[1], "--version") == 0) {
        printf("barq %s\n", barq_version());
        return close_output(BARQ_OK);
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        help_overview(stdout);
        return close_output(BARQ_OK);
    }
    return close_output(dispatch(argc - 1, argv + 1));
}
