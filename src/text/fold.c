/*
 * fold.c - the keys under which texts are compared.
 *
 * Two spellings of one Arabic word must meet under one key, or the memory
 * forgets what it knows.  The key of a level is
 *
 *   raw -> NFC (L0) or NFKC -> fold_char() -> white space collapsed
 *
 * repeated until nothing changes: a dropped tatweel can bring together two
 * code points that NFKC joins ("a" tatweel U+0301), and a key must be its
 * own key.  NFKC opens presentation forms and lam-alef ligatures, which old
 * agency feeds still send.
 *
 * Nearly all of news is made of code points that no normaliser touches
 * (fold_is_simple); such a text takes one pass without ICU, and its key is
 * never longer than itself.  Anything else goes through UTF-16, sized by
 * asking ICU first, since U+FDFA alone grows from 3 bytes to 33.
 */
#include "text/text.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/chars.h"
#include "text/fold.h"
#include "text/icu.h"

#include <unicode/unorm2.h>
#include <unicode/ustring.h>

/* ICU counts in int32_t, and every byte may become 11. */
enum { LONGEST = INT32_MAX / 12 };

/* The key of a text of simple code points; false if `raw` is no such text.
 * `to` has room for raw.len bytes. */
static bool fold_simple(struct barq_text raw, enum text_level level, char *to,
                        size_t *len)
{
    bool gap = false, after_mark = false;
    size_t n = 0;

    for (size_t i = 0; i < raw.len;) {
        uint32_t c = utf8_next(raw, &i);
        bool mark = char_is_haraka(c);
        /* NFC puts neighbouring marks in order; at L1 they are gone. */
        if (!fold_is_simple(c) || (mark && after_mark && level == TEXT_L0))
            return false;
        after_mark = mark;
        if (utf8_is_space(c)) {
            gap = n > 0;
            continue;
        }
        c = fold_char(c, level);
        if (!c)
            continue;
        if (gap)
            to[n++] = ' ';
        gap = false;
        n += utf8_put(c, to + n);
    }
    *len = n;
    return true;
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
    const UNormalizer2 *form = level == TEXT_L0 ? unorm2_getNFCInstance(&code)
                                                : unorm2_getNFKCInstance(&code);

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

static enum barq_status fold_any(struct barq_text raw, enum text_level level,
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

enum barq_status text_fold(struct barq_text raw, enum text_level level,
                           struct barq_text *key, struct arena *keep,
                           struct arena scratch, struct barq_error *err)
{
    struct arena before = *keep;
    size_t len = 0;

    if (raw.len > LONGEST)
        return fail(err, BARQ_E_INPUT, 0,
                    "a text of %zu bytes is too long to fold", raw.len);
    char *to = arena_new(keep, char, raw.len + 1);
    if (!to)
        return fail_nomem(err, "to fold a text");
    if (!fold_simple(raw, level, to, &len)) {
        *keep = before;
        return fold_any(raw, level, key, keep, scratch, err);
    }
    to[len] = 0;
    *key = (struct barq_text){ to, len };
    return BARQ_OK;
}

uint64_t text_hash(struct barq_text key)
{
    uint64_t hash = 0xCBF29CE484222325u; /* FNV-1a: its offset and prime */

    for (size_t i = 0; i < key.len; i++)
        hash = (hash ^ (unsigned char)key.at[i]) * 0x100000001B3u;
    return hash ? hash : 1;
}
