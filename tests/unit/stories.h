/* stories.h - the stories of tests/stories, for tests of several rooms. */
#ifndef TESTS_UNIT_STORIES_H
#define TESTS_UNIT_STORIES_H

#include "barq.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* tests/stories/NAME.LANG.txt; the tests run from the root of the tree. */
static inline struct barq_story *story_of(const char *name, const char *lang)
{
    struct barq_error err = { 0 };
    struct barq_story *story = NULL;
    char path[200];

    snprintf(path, sizeof(path), "tests/stories/%s.%s.txt", name, lang);
    if (barq_story_open(path, NULL, &story, &err))
        fail_msg("%s", err.message);
    return story;
}

/* A story of the text given, one segment a line. */
static inline struct barq_story *story_of_lines(const char *lines,
                                                enum barq_lang lang)
{
    const struct barq_story_options how = { .lang = lang, .segmented = true };
    struct barq_error err = { 0 };
    struct barq_story *story = NULL;
    struct barq_text text = { lines, strlen(lines) };

    if (barq_story_read(text, &how, &story, &err))
        fail_msg("%s", err.message);
    return story;
}

#endif
