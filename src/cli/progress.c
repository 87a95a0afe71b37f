/*
 * progress.c - a bar on standard error, on a terminal only.
 *
 *   aligning  [#########.........]  312 of 620
 *
 * One at a time.  talk() takes it away before it speaks; the next step draws
 * it again, ten times a second at most.
 */
#include "cli/cli.h"

#include <time.h>
#include <unistd.h>

enum { BAR = 30 };
static const double redraw_seconds = 0.1;

static struct {
    const char *label; /* NULL: there is no bar */
    size_t total;
    bool drawn;
    double last;
} bar;

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

void progress_begin(const char *label, size_t total)
{
    bar.label = total && isatty(STDERR_FILENO) ? label : NULL;
    bar.total = total;
    bar.last = 0;
}

void progress_step(size_t done)
{
    if (!bar.label || now() - bar.last < redraw_seconds)
        return;
    int full = (int)(done * BAR / bar.total);
    fprintf(stderr, "\r%s  [", bar.label);
    for (int i = 0; i < BAR; i++)
        putc(i < full ? '#' : '.', stderr);
    fprintf(stderr, "]  %zu of %zu", done, bar.total);
    bar.drawn = true;
    bar.last = now();
}

void progress_hide(void)
{
    if (bar.drawn)
        fputs("\r\033[K", stderr);
    bar.drawn = false;
    bar.last = 0;
}

void progress_end(void)
{
    progress_hide();
    bar.label = NULL;
}
