/*
 * fault_server.h - tests/mt/fault_server for a test program: started before
 * the first test, stopped after the last.  Without python3 there is none,
 * and the tests that need it are skipped.
 */
#ifndef TESTS_FAULT_SERVER_H
#define TESTS_FAULT_SERVER_H

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* The server, and our end of its standard input. */
static struct {
    pid_t process;
    int input;
    int port;
} server;

static void be_server(int input, int output)
{
    dup2(input, STDIN_FILENO);
    dup2(output, STDOUT_FILENO);
    execlp("python3", "python3", "tests/mt/fault_server", (char *)NULL);
    _exit(127);
}

static int start_server(void **state)
{
    int to[2], from[2];
    char line[16] = "";

    (void)state;
    if (pipe(to) || pipe(from))
        return -1;
    server.process = fork();
    if (server.process == 0) {
        close(to[1]);
        close(from[0]);
        be_server(to[0], from[1]);
    }
    close(to[0]);
    close(from[1]);
    server.input = to[1];
    FILE *output = fdopen(from[0], "r");
    if (output && fgets(line, sizeof(line), output))
        server.port = (int)strtol(line, NULL, 10);
    if (output)
        fclose(output);
    if (!server.port)
        printf("skipped: no python3, so the ways of a server are not tried\n");
    return 0;
}

static int stop_server(void **state)
{
    (void)state;
    close(server.input);
    waitpid(server.process, NULL, 0);
    return 0;
}

#endif
