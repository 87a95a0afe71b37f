/* check_fixture.h - tables of pairs and what the checks find in them. */
#ifndef CHECK_FIXTURE_H
#define CHECK_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "barq.h"

/* `want` is what check_row() writes of the findings: "rule:ARABIC/ENGLISH",
 * set apart by "; "; "" is none. */
struct check_row {
    const char *why, *ar, *en, *want;
};

static inline struct barq_text check_text(const char *string)
{
    return (struct barq_text){ string, strlen(string) };
}

static inline void check_write(char *to, size_t size, const char *ar,
                               const char *en, const struct barq_finding *f)
{
    size_t len = strlen(to);

    snprintf(to + len, size - len, "%s%s:%.*s/%.*s", len ? "; " : "",
             barq_rule_name(f->rule), (int)(f->ar.end - f->ar.start),
             ar + f->ar.start, (int)(f->en.end - f->en.start),
             en + f->en.start);
}

static inline void check_rows(const struct barq_checker_options *options,
                              const struct check_row *rows, size_t count)
{
    struct barq_checker *checker;

    assert_int_equal(barq_checker_open(options, &checker, NULL), BARQ_OK);
    for (size_t i = 0; i < count; i++) {
        const struct check_row *row = &rows[i];
        const struct barq_finding *found;
        char got[2048] = "";
        size_t found_count = 0;
        assert_int_equal(barq_check_pair(checker, check_text(row->ar),
                                         check_text(row->en), &found,
                                         &found_count, NULL),
                         BARQ_OK);
        for (size_t k = 0; k < found_count; k++)
            check_write(got, sizeof(got), row->ar, row->en, &found[k]);
        if (strcmp(got, row->want) != 0)
            print_error("%s: %s | %s\n  want %s\n  got  %s\n", row->why,
                        row->ar, row->en, row->want, got);
        assert_string_equal(got, row->want);
    }
    barq_checker_close(checker);
}

/* The rows, with these rules alone. */
static inline void check_rows_of(unsigned only, const struct check_row *rows,
                                 size_t count)
{
    const struct barq_checker_options options = { .only = only };

    check_rows(&options, rows, count);
}

#define CHECK_COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

#endif
