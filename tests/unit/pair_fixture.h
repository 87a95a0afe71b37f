/* pair_fixture.h - a sink for the readers of pairs, which writes down what it
 * was handed. */
#ifndef PAIR_FIXTURE_H
#define PAIR_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "formats/formats.h"

#include <stdio.h>
#include <string.h>

/* Two words, by their code points. */
#define AR "\u0633\u0644\u0627\u0645"
#define AR2 "\u0648\u062F\u0627\u0639"

/* What a reader handed over, written down as text: a line a unit. */
struct seen {
    struct buf units, skips;
    size_t count;
    struct barq_unit last; /* its texts are copies, in `store` */
    char store[16][4096];
    size_t stored;
};

static inline struct barq_text copy(struct seen *seen, struct barq_text text)
{
    char *to = seen->store[seen->stored++ % 16];

    assert_true(text.len < sizeof(seen->store[0]));
    if (text.len)
        memcpy(to, text.at, text.len);
    to[text.len] = 0;
    return (struct barq_text){ to, text.len };
}

static inline enum barq_status take(void *context, const struct barq_unit *unit,
                                    struct barq_error *err)
{
    struct seen *seen = context;
    struct barq_unit *last = &seen->last;
    size_t bad;

    (void)err;
    assert_true(utf8_check(unit->ar, &bad) && utf8_check(unit->en, &bad));
    buf_add(&seen->units, unit->ar);
    buf_addc(&seen->units, '|');
    buf_add(&seen->units, unit->en);
    buf_addc(&seen->units, '\n');
    seen->count++;
    *last = *unit;
    if (unit->ar.len >= sizeof(seen->store[0]) ||
        unit->en.len >= sizeof(seen->store[0]))
        return BARQ_OK;
    seen->stored = 0;
    last->ar = copy(seen, unit->ar);
    last->en = copy(seen, unit->en);
    last->story = copy(seen, unit->story);
    last->ar_before = copy(seen, unit->ar_before);
    last->ar_after = copy(seen, unit->ar_after);
    last->en_before = copy(seen, unit->en_before);
    last->en_after = copy(seen, unit->en_after);
    last->who = copy(seen, unit->who);
    last->engine = copy(seen, unit->engine);
    last->note = copy(seen, unit->note);
    last->extra = copy(seen, unit->extra);
    return BARQ_OK;
}

static inline void pass_over(void *context, const char *reason)
{
    struct seen *seen = context;

    buf_addf(&seen->skips, "%s\n", reason);
}

static inline void forget(struct seen *seen)
{
    buf_release(&seen->units);
    buf_release(&seen->skips);
}

/* tmx_read() or tsv_read() */
typedef enum barq_status reader(FILE *from, const char *name,
                                const struct pair_sink *sink,
                                struct barq_error *err);

static inline enum barq_status read_bytes(reader *read, struct barq_text bytes,
                                          struct seen *seen,
                                          struct barq_error *err)
{
    struct pair_sink sink = { take, pass_over, seen, NULL };
    FILE *from = fmemopen((void *)(uintptr_t)bytes.at, bytes.len, "rb");
    enum barq_status status;

    *seen = (struct seen){ 0 };
    buf_adds(&seen->units, "");
    buf_adds(&seen->skips, "");
    assert_non_null(from);
    status = read(from, "t", &sink, err);
    fclose(from);
    return status;
}

#endif
