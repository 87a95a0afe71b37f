/*
 * Any bytes at all as an edited review: refuse them with the line, or read
 * rows that come back the same when they are written and read again.
 */
#include "base/utf8.h"
#include "formats/review.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST = 1 << 14 };

static void must(bool holds)
{
    if (!holds)
        abort();
}

static struct barq_review *read_text(struct barq_text text)
{
    struct barq_review *review = NULL;
    struct barq_error err = { 0 };
    size_t line = 1;

    must(!barq_review_open(&review, NULL));
    struct barq_text head = text_trim(text);
    bool page = head.len && head.at[0] == '<';
    if ((page &&
         review_find_table(text, &text, &line, &review->keep, "fuzz", &err)) ||
        review_read_table(review, text, line, "fuzz", &err)) {
        must(strncmp(err.message, "fuzz:", 5) == 0);
        barq_review_free(review);
        return NULL;
    }
    return review;
}

static void compare(const struct review_row *a, const struct review_row *b)
{
    must(a->mark == b->mark);
    for (int s = 0; s < REVIEW_SIDES; s++) {
        must(a->count[s] == b->count[s]);
        for (size_t n = 0; n < a->count[s]; n++)
            must(text_equal(a->segments[s][n], b->segments[s][n]));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct barq_text text = { (const char *)data, size };
    struct buf table = { 0 };
    size_t bad;

    if (size > MOST || !utf8_check(text, &bad))
        return 0;
    struct barq_review *review = read_text(text);
    if (!review)
        return 0;
    review_write_table(&table, review);
    struct barq_review *again =
        read_text((struct barq_text){ table.at, table.len });
    must(again && again->count == review->count);
    must(again->story_count == review->story_count);
    for (size_t i = 0; i < review->count; i++)
        compare(&review->rows[i], &again->rows[i]);
    barq_review_free(review);
    barq_review_free(again);
    buf_release(&table);
    return 0;
}
