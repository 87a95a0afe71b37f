/*
 * adapt - for each line of standard input (language, stored source, stored
 * translation, query, set apart by tabs) print what becomes of the
 * translation: "adapted", its rank and the text; "refused" and the reason; or
 * "same".
 */
#include "base/utf8.h"
#include "match/adapt.h"

#include <stdio.h>
#include <stdlib.h>

static void print_text(struct barq_text text)
{
    printf("%.*s\n", (int)text.len, text.at);
}

static void adapt_line(const struct lexicon *lexicon, struct barq_text line)
{
    static char memory[1 << 24];
    struct arena keep = arena_over(memory, sizeof(memory));
    struct arena scratch = arena_split(&keep);
    struct match_adapt_query asked = { .lexicon = lexicon };
    struct match_adapt_pair pair;
    struct match_adapted out;

    asked.from =
        text_equal(text_field(&line, '\t'), text_of("ar")) ? BARQ_AR : BARQ_EN;
    pair.source = text_field(&line, '\t');
    pair.target = text_field(&line, '\t');
    asked.query = line;
    if (match_adapt(&asked, &pair, &out, &keep, scratch, NULL))
        exit(1);
    if (out.text.at) {
        printf("adapted\t%d\t", out.rank);
        print_text(out.text);
    } else if (out.refusal.len) {
        printf("refused\t");
        print_text(out.refusal);
    } else {
        printf("same\n");
    }
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
            adapt_line(lexicon, text);
        else
            printf("refused\tnot valid UTF-8\n");
    }
    lexicon_close(lexicon);
    return 0;
}
