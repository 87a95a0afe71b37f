/*
 * fold_exact.c - what folding is, by way of ICU.
 *
 *   raw -> NFC (L0) or NFKC -> fold_char() -> white space collapsed
 *
 * repeated until nothing changes: a dropped tatweel can bring together two
 * code points that NFKC joins ("a" tatweel U+0301), and a key must be its
 * own key.  NFKC opens presentation forms and lam-alef ligatures, which old
 * agency feeds still send.
 *
 * It goes through UTF-16, sized by asking ICU first, since U+FDFA alone
 * grows from 3 bytes to 33.  The table that makes folding fast (fold.c) is
 * worked out from this when the program is built, and the words that the
 * table does not cover come here.
 */
#include "text/fold.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/icu.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

static const UNormalizer2 *form_of(enum text_level level, UErrorCode *code)
{
    return level == TEXT_L0 ? unorm2_getNFCInstance(code)
                            : unorm2_getNFKCInstance(code);
}

bool fold_stands_alone(uint32_t c, enum text_level level)
{
    UErrorCode code = U_ZERO_ERROR;
    const UNormalizer2 *form = form_of(level, &code);

    return U_SUCCESS(code) && unorm2_hasBoundaryBefore(form, (UChar32)c);
}

bool fold_only_reorders(uint32_t c)
{
    return u_getCombiningClass((UChar32)c) &&
           u_getIntPropertyValue((UChar32)c, UCHAR_NFC_QUICK_CHECK) ==
               UNORM_YES;
}

static int32_t fold_units(UChar *units, int32_t len, enum text_level level)
{
    int32_t in = 0, out = 0;
    bool gap = false;

    while (in < len) {
        UChar32 c;
        U16_NEXT(units, in, len, c);
        if (utf8_is_space((uint32_t)c)) {
            gap = out > 0;
            continue;
        }
        c = (UChar32)fold_char((uint32_t)c, level);
        if (!c)
            continue;
        if (gap)
            units[out++] = ' ';
        gap = false;
        U16_APPEND_UNSAFE(units, out, c); /* never longer than it was */
    }
    return out;
}

struct units {
    UChar *at;
    int32_t len, cap;
};

static bool units_make_room(struct units *units, int32_t cap,
                            struct arena *arena)
{
    if (units->at && cap <= units->cap)
        return true;
    units->at = arena_new(arena, UChar, (size_t)cap);
    units->cap = units->at ? cap : 0;
    return units->at;
}

/* One round from `from` to `to`. */
static enum barq_status normalise(const struct units *from, struct units *to,
                                  enum text_level level, struct arena *arena,
                                  struct barq_error *err)
{
    UErrorCode code = U_ZERO_ERROR;
    const UNormalizer2 *form = form_of(level, &code);

    if (U_FAILURE(code))
        return icu_fail(err, "opening the normaliser", code);
    int32_t need =
        unorm2_normalize(form, from->at, from->len, to->at, to->cap, &code);
    if (code == U_BUFFER_OVERFLOW_ERROR) {
        code = U_ZERO_ERROR;
        if (!units_make_room(to, need + 1, arena))
            return fail_nomem(err, "to fold a text");
        need =
            unorm2_normalize(form, from->at, from->len, to->at, to->cap, &code);
    }
    if (U_FAILURE(code))
        return icu_fail(err, "normalising", code);
    to->len = fold_units(to->at, need, level);
    return BARQ_OK;
}

/* Rounds until nothing changes; each that changes anything leaves fewer code
 * points that still can. */
static enum barq_status settle(struct units *units, enum text_level level,
                               struct arena *arena, struct barq_error *err)
{
    struct units other = { 0 };

    if (!units_make_room(&other, units->len + 1, arena))
        return fail_nomem(err, "to fold a text");
    for (;;) {
        enum barq_status status = normalise(units, &other, level, arena, err);
        if (status)
            return status;
        if (other.len == units->len &&
            u_memcmp(other.at, units->at, other.len) == 0)
            return BARQ_OK;
        struct units swap = *units;
        *units = other;
        other = swap;
    }
}

enum barq_status fold_exact(struct barq_text raw, enum text_level level,
                            struct barq_text *key, struct arena *keep,
                            struct arena scratch, struct barq_error *err)
{
    struct units units = { 0 };
    UErrorCode code = U_ZERO_ERROR;
    int32_t size = 0;

    if (!units_make_room(&units, (int32_t)raw.len + 1, &scratch))
        return fail_nomem(err, "to fold a text");
    u_strFromUTF8(units.at, units.cap, &units.len, raw.at, (int32_t)raw.len,
                  &code);
    if (U_FAILURE(code))
        return icu_fail(err, "reading UTF-8", code);
    enum barq_status status = settle(&units, level, &scratch, err);
    if (status)
        return status;

    /* A UTF-16 unit is at most three bytes. */
    char *to = arena_new(keep, char, 3 * (size_t)units.len + 1);
    if (!to)
        return fail_nomem(err, "to fold a text");
    u_strToUTF8(to, 3 * units.len + 1, &size, units.at, units.len, &code);
    if (U_FAILURE(code))
        return icu_fail(err, "writing UTF-8", code);
    *key = (struct barq_text){ to, (size_t)size };
    return BARQ_OK;
}
