/*
 * marks.c - stretches of a text, marked for eyes.
 *
 * A terminal marks by its own means, and a text that has marks in it is still
 * one text, so that they do not move words about: one isolate (U+2068, U+2069)
 * around all of it, and none inside.
 *
 *     hit       bold              taken  red, or without colour underlined
 *     aligned   underlined        put    green, or without colour bold
 *
 * Taken and put have wdiff's signs as well, [-so-] and {+so+}, on a terminal
 * and anywhere else: a diff can be told by who sees no colours, and in a file.
 * $NO_COLOR asks for none (no-color.org); TERM=dumb can do nothing of it.
 */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Can the terminal make bold and underlined? */
static bool can_mark(void)
{
    const char *term = getenv("TERM");

    return isatty(STDOUT_FILENO) && term && strcmp(term, "dumb") != 0;
}

static bool has_colour(void)
{
    const char *none = getenv("NO_COLOR");

    return !none || !*none;
}

static const char *sequence(enum mark mark)
{
    static const char *const on[MARKS][2] = {
        [MARK_NONE] = { "", "" },
        [MARK_HIT] = { "\033[1m", "\033[1m" },
        [MARK_ALIGNED] = { "\033[4m", "\033[4m" },
        [MARK_TAKEN] = { "\033[4m", "\033[31m" },
        [MARK_PUT] = { "\033[1m", "\033[32m" },
    };

    return on[mark][has_colour()];
}

/* One stretch; `marks` says whether the terminal can show which. */
static void print_stretch(const struct stretch *stretch, bool marks)
{
    static const char *const signs[MARKS][2] = {
        [MARK_NONE] = { "", "" },    [MARK_HIT] = { "", "" },
        [MARK_ALIGNED] = { "", "" }, [MARK_TAKEN] = { "[-", "-]" },
        [MARK_PUT] = { "{+", "+}" },
    };
    const char *on = marks ? sequence(stretch->mark) : "";
    char *safe =
        isatty(STDOUT_FILENO) ? barq_printable(stretch->text, false) : NULL;

    printf("%s%s", on, signs[stretch->mark][0]);
    if (safe)
        fputs(safe, stdout);
    else if (!isatty(STDOUT_FILENO))
        fwrite(stretch->text.at, 1, stretch->text.len, stdout);
    printf("%s%s", signs[stretch->mark][1], *on ? "\033[0m" : "");
    barq_string_free(safe);
}

void print_stretches(const char *label, const struct stretch *stretches,
                     size_t count)
{
    bool terminal = isatty(STDOUT_FILENO), marks = can_mark();

    printf("%s%s", label, terminal ? "\u2068" : "");
    for (size_t i = 0; i < count; i++)
        if (stretches[i].text.len)
            print_stretch(&stretches[i], marks);
    printf("%s\n", terminal ? "\u2069" : "");
}
