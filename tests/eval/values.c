/*
 * values - print the values of each line of standard input, set apart by
 * tabs, as FORM@START-END.  A line is "ar" or "en", a tab, and a text.
 */
#include "base/utf8.h"
#include "text/text.h"

#include <stdio.h>
#include <stdlib.h>

static void print_values(const struct lexicon *lexicon, struct barq_text line)
{
    static char memory[1 << 24];
    struct arena keep = arena_over(memory, sizeof(memory));
    struct arena scratch = arena_split(&keep);
    struct barq_text lang = text_field(&line, '\t');
    struct text_language language = { text_equal(lang, text_of("ar")) ? BARQ_AR
                                                                      : BARQ_EN,
                                      lexicon };
    struct values values;

    if (text_values(language, line, &values, &keep, scratch, NULL))
        exit(1);
    for (size_t i = 0; i < values.count; i++)
        printf("%s%.*s@%zu-%zu", i ? "\t" : "", (int)values.at[i].canonical.len,
               values.at[i].canonical.at, values.at[i].span.start,
               values.at[i].span.end);
    printf("\n");
}

int main(void)
{
    static char line[1 << 18];
    struct lexicon *lexicon;
    struct barq_error error;
    size_t offset;

    if (lexicon_open(&lexicon, &error)) {
        fprintf(stderr, "%s\n", error.message);
        return 1;
    }
    while (fgets(line, sizeof(line), stdin)) {
        struct barq_text text = text_trim(text_of(line));
        if (utf8_check(text, &offset))
            print_values(lexicon, text);
        else
            printf("\n");
    }
    lexicon_close(lexicon);
    return 0;
}
