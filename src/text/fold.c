/*
 * fold.c - the keys under which texts are compared.
 *
 * Two spellings of one Arabic word must meet under one key, or the memory
 * forgets what it knows.  fold_exact.c says what a key is, with ICU's help
 * and at ICU's pace; here it is had in one pass over the bytes.
 *
 * Nearly all of news is made of code points that become the same bytes
 * wherever they stand, so a table says which: an entry is up to seven bytes
 * and a tag.  UTF-8 is its own index: the last byte's six bits choose the
 * entry in a page of 64, the bytes before it the page.
 *
 *   U+0623  D8 A3  ->  page 24, entry 35  ->  L2: D8 A7 (alef), two bytes
 *   U+FEFB  EF BB BB   lam-alef           ->  L1: four bytes, lam and alef
 *   U+0640  D9 80      tatweel            ->  L1: no byte
 *
 * The rest (marks that join a letter, scripts that news has no use for) is
 * folded exactly, by the word: white space never joins anything, so a text
 * folds to the keys of its words with one space between.  A word is seen at
 * most twice, so this is linear in any text.
 *
 * The map back notes for each byte of the key where its source begins.  A
 * word that went through ICU is mapped by clusters (a letter and its marks)
 * if their keys add up to the key of the word, else as a whole.
 */
#include "text/fold.h"

#include "base/error.h"
#include "base/utf8.h"

#include <assert.h>

/* ICU counts in int32_t, and every byte may become 11. */
enum { LONGEST = INT32_MAX / 12 };

enum { SPARE = FOLD_BYTES + 1 }; /* an entry is written whole, tag and all */

struct sink {
    char *to;
    uint32_t *from; /* where in the raw text each byte begins, if mapped */
};

struct folding {
    struct barq_text raw;
    enum text_level level;
    bool mapped;
    struct arena *keep;
    struct arena scratch;
    struct sink sink;
    size_t len, cap; /* of the sink, in bytes of the key */
    unsigned before; /* tag of the last code point */
};

/* Bytes sink.to[n..n + len) come from raw[source]. */
static inline void note_source(struct sink sink, size_t n, size_t len,
                               size_t source)
{
    if (!sink.from)
        return;
    for (size_t i = n; i < n + len; i++)
        sink.from[i] = (uint32_t)source;
}

static void *grow(struct arena *keep, const void *old, size_t size, size_t len,
                  size_t cap)
{
    void *at = arena_take_raw(keep, size, size, cap);

    if (at && len)
        memcpy(at, old, len * size);
    return at;
}

/* Room for `more` bytes and one entry.  Doubling, so that a text takes at
 * most four times its key. */
static enum barq_status make_room(struct folding *f, size_t more,
                                  struct barq_error *err)
{
    size_t cap = f->sink.to ? 2 * f->cap : f->raw.len + 1;

    if (f->sink.to && f->cap - f->len >= more + SPARE)
        return BARQ_OK;
    cap += more + (size_t)2 * SPARE;
    f->sink.to = grow(f->keep, f->sink.to, sizeof(*f->sink.to), f->len, cap);
    if (f->mapped)
        f->sink.from =
            grow(f->keep, f->sink.from, sizeof(*f->sink.from), f->len, cap);
    if (!f->sink.to || (f->mapped && !f->sink.from))
        return fail_nomem(err, "to fold a text");
    f->cap = cap;
    return BARQ_OK;
}

/* The entry of the code point of two or three bytes at at[0..room); *len is
 * its length. */
static const struct fold_entry *entry_of(const unsigned char *at, size_t room,
                                         const struct fold_entry *entries,
                                         size_t *len)
{
    size_t page = FOLD_NO_PAGE, last = 0;

    if (at[0] < 0xE0 && room > 1) {
        page = at[0] & 0x1F;
        last = at[1];
        *len = 2;
    } else if (at[0] < 0xF0 && room > 2) {
        page = fold_page[(at[0] & 0xF) << 6 | (at[1] & 0x3F)];
        last = at[2];
        *len = 3;
    }
    return &entries[page * FOLD_PAGE + (last & 0x3F)];
}

/* Of eight bytes in a word of the machine. */
enum { EIGHT = sizeof(uint64_t) };
#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

/* Eight bytes of ASCII that can be seen, no two spaces in a row? */
static inline bool is_plain(const unsigned char *at)
{
    uint64_t x, blank;

    memcpy(&x, at, sizeof(x));
    blank = x ^ EACH(' ');
    blank = (blank - EACH(1)) & ~blank & EACH(0x80);
    return !((x | (x - EACH(' ')) | (x + EACH(1))) & EACH(0x80)) &&
           !(blank & blank << 8);
}

static inline size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Is it worth a try? */
static inline bool begins_run(const unsigned char *raw, size_t i, size_t end)
{
    return i + EIGHT <= end && (raw[i] | raw[i + 1]) < 0x80;
}

/* Fold a run of those from raw[i] on, what most of English is, to the sink
 * from n on; returns how many there were.  Each becomes one byte, which
 * scripts/ready.c sees to. */
static inline size_t fold_plain(const unsigned char *raw, size_t i, size_t end,
                                const struct fold_entry *entries,
                                struct sink sink, size_t n)
{
    size_t start = i;

    while (i + EIGHT <= end && is_plain(raw + i) &&
           (raw[i] != ' ' || (n && sink.to[n - 1] != ' '))) {
        for (size_t k = 0; k < EIGHT; k++)
            sink.to[n + k] = entries[raw[i + k]].to[0];
        for (size_t k = 0; sink.from && k < EIGHT; k++)
            sink.from[n + k] = (uint32_t)(i + k);
        n += EIGHT;
        i += EIGHT;
    }
    return i - start;
}

/* Fold raw[i..) as far as the table knows it and there is room; returns
 * where that ends. */
static size_t fold_known(struct folding *f, size_t i)
{
    /* Copies: a byte written through `to` might change any field of *f. */
    const struct fold_entry *entries = fold_entries[f->level];
    const unsigned char *raw = (const unsigned char *)f->raw.at;
    size_t raw_len = f->raw.len, n = f->len, most = f->cap - SPARE;
    struct sink sink = f->sink;
    unsigned before = f->before;
    /* Without a table, while it is made, no run is plain. */
    size_t plain = entries['a'].tag & FOLD_KNOWN ? raw_len : 0;

    assert(sink.to);
    while (i < raw_len && n <= most) {
        size_t taken = 1;
        const struct fold_entry *e = &entries[raw[i] & 0x7F];
        if (raw[i] >= 0x80)
            e = entry_of(raw + i, raw_len - i, entries, &taken);
        else if (begins_run(raw, i, plain)) {
            size_t end = i + least(raw_len - i, most - n);
            size_t run = fold_plain(raw, i, end, entries, sink, n);
            n += run;
            i += run;
            if (run)
                continue;
        }
        unsigned tag = e->tag;
        if (!(tag & FOLD_KNOWN) || (tag & before & FOLD_MARK))
            break;
        before = tag;
        memcpy(sink.to + n, e, sizeof(*e));
        size_t len = tag & FOLD_LEN;
        if (tag & FOLD_SPACE)
            len = n && sink.to[n - 1] != ' ';
        note_source(sink, n, len, i);
        n += len;
        i += taken;
    }
    f->before = before;
    f->len = n;
    return i;
}

/* The word of white-space-separated text around raw[at]. */
static struct text_span word_around(struct barq_text raw, size_t at)
{
    struct text_span word = { at, at };

    while (word.start) {
        size_t before = word.start;
        if (utf8_is_space(utf8_prev(raw, &before)))
            break;
        word.start = before;
    }
    while (word.end < raw.len) {
        size_t next = word.end;
        if (utf8_is_space(utf8_next(raw, &next)))
            break;
        word.end = next;
    }
    return word;
}

/* Where the cluster that begins at raw[i] ends: before the next code point
 * that leaves it alone. */
static size_t cluster_end(const struct folding *f, size_t i, size_t end)
{
    utf8_next(f->raw, &i);
    while (i < end) {
        size_t next = i;
        if (fold_stands_alone(utf8_next(f->raw, &next), f->level))
            break;
        i = next;
    }
    return i;
}

/* Map a word, whose key was written last: by clusters if it can be. */
static enum barq_status map_word(struct folding *f, struct text_span word,
                                 struct barq_text key, struct arena scratch,
                                 struct barq_error *err)
{
    size_t start = f->len - key.len, n = 0;

    for (size_t i = word.start, end; i < word.end; i = end) {
        struct arena keep = scratch, below = arena_split(&keep);
        struct barq_text part;
        end = cluster_end(f, i, word.end);
        enum barq_status status = fold_exact(
            text_slice(f->raw, i, end), f->level, &part, &keep, below, err);
        if (status)
            return status;
        size_t most = n + part.len < key.len ? n + part.len : key.len;
        if (!text_equal(part, text_slice(key, n, most)))
            break;
        note_source(f->sink, start + n, part.len, i);
        n += part.len;
    }
    if (n < key.len)
        note_source(f->sink, start, key.len, word.start);
    return BARQ_OK;
}

/* Fold the word around raw[*i] exactly, in place of what was written of it;
 * *i moves behind it. */
static enum barq_status fold_word(struct folding *f, size_t *i,
                                  struct barq_error *err)
{
    struct text_span word = word_around(f->raw, *i);
    struct arena keep = f->scratch, below = arena_split(&keep);
    struct barq_text key;
    enum barq_status status =
        fold_exact(text_slice(f->raw, word.start, word.end), f->level, &key,
                   &keep, below, err);

    if (status)
        return status;
    while (f->len && f->sink.to[f->len - 1] != ' ')
        f->len--;
    status = make_room(f, key.len, err);
    if (status)
        return status;
    memcpy(f->sink.to + f->len, key.at, key.len);
    f->len += key.len;
    f->before = 0;
    *i = word.end;
    return f->mapped ? map_word(f, word, key, below, err) : BARQ_OK;
}

/* A space, unless the key is empty or has one at its end. */
static void put_space(struct folding *f, size_t source)
{
    f->before = 0;
    if (!f->len || f->sink.to[f->len - 1] == ' ')
        return;
    note_source(f->sink, f->len, 1, source);
    f->sink.to[f->len++] = ' ';
}

/* What the table does not know: a rare kind of space, or a word; or it knows,
 * and there is no room. */
static enum barq_status fold_unknown(struct folding *f, size_t *i,
                                     struct barq_error *err)
{
    size_t next = *i;

    if (f->cap - f->len < SPARE)
        return make_room(f, 0, err);
    if (!utf8_is_space(utf8_next(f->raw, &next)))
        return fold_word(f, i, err);
    put_space(f, *i);
    *i = next;
    return BARQ_OK;
}

static enum barq_status fold_all(struct folding *f, struct barq_error *err)
{
    enum barq_status status = BARQ_OK;
    size_t i = 0;

    if (f->raw.len > LONGEST)
        return fail(err, BARQ_E_INPUT, 0,
                    "a text of %zu bytes is too long to fold", f->raw.len);
    status = make_room(f, 0, err);
    while (!status && (i = fold_known(f, i)) < f->raw.len)
        status = fold_unknown(f, &i, err);
    if (status)
        return status;
    size_t end = f->raw.len;
    if (f->len && f->sink.to[f->len - 1] == ' ') {
        f->len--;
        end = f->mapped ? f->sink.from[f->len] : 0;
    }
    f->sink.to[f->len] = 0;
    note_source(f->sink, f->len, 1, end);
    return BARQ_OK;
}

enum barq_status text_fold(struct barq_text raw, enum text_level level,
                           struct barq_text *key, struct arena *keep,
                           struct arena scratch, struct barq_error *err)
{
    struct folding f = {
        .raw = raw, .level = level, .keep = keep, .scratch = scratch
    };
    enum barq_status status = fold_all(&f, err);

    if (!status)
        *key = (struct barq_text){ f.sink.to, f.len };
    return status;
}

enum barq_status text_fold_map(struct barq_text raw, enum text_level level,
                               struct text_map *map, struct arena *keep,
                               struct arena scratch, struct barq_error *err)
{
    struct folding f = { .raw = raw,
                         .level = level,
                         .mapped = true,
                         .keep = keep,
                         .scratch = scratch };
    enum barq_status status = fold_all(&f, err);

    if (!status)
        *map = (struct text_map){ { f.sink.to, f.len }, f.sink.from };
    return status;
}

struct text_span text_map_span(const struct text_map *map, size_t start,
                               size_t end)
{
    if (start == end)
        return (struct text_span){ map->from[start], map->from[start] };
    struct text_span span = { map->from[start], map->from[end - 1] };
    while (end < map->key.len && map->from[end] == span.end)
        end++;
    span.end = map->from[end];
    return span;
}

/* FNV-1a: its offset and prime.  Every byte waits for the one before it. */
#define FNV_OFFSET UINT64_C(0xCBF29CE484222325)
#define FNV_PRIME UINT64_C(0x100000001B3)

static inline uint64_t hash_on(uint64_t hash, struct barq_text key, size_t i,
                               size_t end)
{
    for (; i < end; i++)
        hash = (hash ^ (unsigned char)key.at[i]) * FNV_PRIME;
    return hash;
}

uint64_t text_hash(struct barq_text key)
{
    uint64_t hash = hash_on(FNV_OFFSET, key, 0, key.len);

    return hash ? hash : 1;
}

void text_hash_two(struct barq_text a, struct barq_text b, uint64_t *of_a,
                   uint64_t *of_b)
{
    uint64_t x = FNV_OFFSET, y = FNV_OFFSET;
    size_t both = least(a.len, b.len);

    for (size_t i = 0; i < both; i++) {
        x = (x ^ (unsigned char)a.at[i]) * FNV_PRIME;
        y = (y ^ (unsigned char)b.at[i]) * FNV_PRIME;
    }
    x = hash_on(x, a, both, a.len);
    y = hash_on(y, b, both, b.len);
    *of_a = x ? x : 1;
    *of_b = y ? y : 1;
}
