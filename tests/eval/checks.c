/*
 * checks - check the pairs of standard input, called by tests/eval/checks.py.
 *
 * A line is a tag, an Arabic and an English text, set apart by tabs; for each
 * comes the tag and the rules that found something, with the words.
 */
#include "barq.h"

#include <stdio.h>
#include <string.h>

static void print_words(struct barq_text text, struct barq_span span)
{
    printf("%.*s", (int)(span.end - span.start), text.at + span.start);
}

static int check(struct barq_checker *checker, char *line)
{
    char *ar = strchr(line, '\t'), *en = ar ? strchr(ar + 1, '\t') : NULL;
    const struct barq_finding *found;
    struct barq_error err;
    size_t count;

    if (!en)
        return 0;
    *ar++ = *en++ = 0;
    en[strcspn(en, "\n")] = 0;
    const struct barq_text texts[2] = { { ar, strlen(ar) },
                                        { en, strlen(en) } };
    if (barq_check_pair(checker, texts[0], texts[1], &found, &count, &err)) {
        fprintf(stderr, "checks: %s\n", err.message);
        return 1;
    }
    fputs(line, stdout);
    for (size_t i = 0; i < count; i++) {
        printf("\t%s: ", barq_rule_name(found[i].rule));
        print_words(texts[0], found[i].ar);
        fputs(" | ", stdout);
        print_words(texts[1], found[i].en);
    }
    putchar('\n');
    return 0;
}

int main(void)
{
    static char line[1 << 18];
    struct barq_checker *checker;
    struct barq_error err;
    int status = 0;

    if (barq_checker_open(NULL, &checker, &err)) {
        fprintf(stderr, "checks: %s\n", err.message);
        return 1;
    }
    while (!status && fgets(line, sizeof(line), stdin))
        status = check(checker, line);
    barq_checker_close(checker);
    return status;
}
