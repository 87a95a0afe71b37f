/*
 * dictd.c - a FreeDict dictionary as Debian installs it, for the words that
 * our own lexicon does not know.
 *
 * The dictd format (dictfmt(1), dictd(8)): NAME.index has a line a headword,
 *
 *     headword TAB offset TAB length
 *
 * with both numbers in base 64 (A-Z a-z 0-9 + /, the highest digit first), and
 * NAME.dict.dz, which is gzip with an index of its own in the header, holds
 * the article at that place of what is packed:
 *
 *     headword /pronunciation/
 *     1. one rendering, another
 *     2. a third
 *
 * The first line is passed over, and so are numbers, <classes> and what
 * stands in brackets; comma and semicolon part renderings.  A rendering of
 * more than three words is an explanation and no rendering.  Headwords of
 * one word are taken, under their L2 and their L3 key; each content word of
 * a rendering counts, as its stem.
 *
 * freedict-ara-eng is read as it is, freedict-eng-ara the other way round.
 */
#include "align/lexicons.h"

#include "base/error.h"
#include "base/file.h"
#include "base/utf8.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <zlib.h>

enum { RENDERING_WORDS = 3, SIDES = 2 };
#define DICTIONARY_MOST ((size_t)64 << 20)

static const struct {
    const char *name;
    bool english_first;
} dictionaries[] = {
    { "freedict-ara-eng", false },
    { "freedict-eng-ara", true },
};
enum { DICTIONARIES = sizeof(dictionaries) / sizeof(dictionaries[0]) };

struct reading {
    struct text_language language[SIDES]; /* [0] of the headwords */
    bool english_first;
    struct barq_text articles;
    struct lexicons_growing *out;
    struct arena scratch;
};

bool dictd_stamp(const char *folder, uint64_t *stamp)
{
    bool found = false;

    *stamp = 14695981039346656037u;
    for (size_t i = 0; i < DICTIONARIES; i++) {
        char path[4096];
        struct stat about;
        snprintf(path, sizeof(path), "%s/%s.index", folder,
                 dictionaries[i].name);
        if (stat(path, &about) != 0)
            continue;
        found = true;
        *stamp = (*stamp ^ (uint64_t)about.st_mtime) * 1099511628211u;
        *stamp = (*stamp ^ (uint64_t)about.st_size) * 1099511628211u;
    }
    return found;
}

/* A number of dictd's; false if it is none or too high. */
static bool read_base64(struct barq_text text, size_t *number)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                 "abcdefghijklmnopqrstuvwxyz0123456789+/";

    *number = 0;
    for (size_t i = 0; i < text.len; i++) {
        const char *digit = memchr(digits, text.at[i], sizeof(digits) - 1);
        if (!digit || *number > DICTIONARY_MOST)
            return false;
        *number = *number * 64 + (size_t)(digit - digits);
    }
    return text.len > 0;
}

/* ------------------------------------------------------------ an article */

/* The hash under which word is found, by its side. */
static void add_words(const struct reading *r, const struct token *headword,
                      const struct token *rendering)
{
    const struct token *ar = r->english_first ? rendering : headword;
    const struct token *en = r->english_first ? headword : rendering;
    uint64_t whole = text_hash(ar->l2), stem = text_hash(ar->l3);
    uint64_t english = text_hash(en->l3);

    lexicons_add(r->out, whole, english);
    if (stem != whole)
        lexicons_add(r->out, stem, english);
}

static enum barq_status add_rendering(const struct reading *r,
                                      const struct token *headword,
                                      struct barq_text rendering,
                                      struct arena scratch,
                                      struct barq_error *err)
{
    struct arena work = arena_split(&scratch);
    struct tokens tokens;
    enum barq_status status =
        text_tokens(r->language[1], rendering, &tokens, &work, scratch, err);

    if (status || tokens.count > RENDERING_WORDS)
        return status;
    for (size_t i = 0; i < tokens.count; i++)
        if (tokens.at[i].kind == TOKEN_WORD)
            add_words(r, headword, &tokens.at[i]);
    return BARQ_OK;
}

/* Blank out what stands in brackets, and the number of a sense; `line` is
 * ours to write on. */
static struct barq_text strip_line(char *line, size_t len)
{
    static const char open[] = "([{<", close[] = ")]}>";
    size_t depth = 0, start = 0;

    for (size_t i = 0; i < len; i++) {
        if (memchr(open, line[i], sizeof(open) - 1))
            depth++;
        bool shut = memchr(close, line[i], sizeof(close) - 1) != NULL;
        if (depth || shut)
            line[i] = line[i] == '\n' ? '\n' : ' ';
        depth -= shut && depth;
    }
    while (start < len && line[start] >= '0' && line[start] <= '9')
        start++;
    if (start && start < len && line[start] == '.')
        start++;
    return text_trim((struct barq_text){ line + start, len - start });
}

static enum barq_status read_line(const struct reading *r,
                                  const struct token *headword,
                                  struct barq_text line, struct arena scratch,
                                  struct barq_error *err)
{
    char *copy = arena_new(&scratch, char, line.len + 1);
    enum barq_status status = BARQ_OK;

    if (!copy)
        return fail_nomem(err, "for a dictionary");
    if (!line.len)
        return BARQ_OK;
    memcpy(copy, line.at, line.len);
    struct barq_text rest = strip_line(copy, line.len);
    while (rest.len && !status) {
        size_t end = 0;
        while (end < rest.len && rest.at[end] != ',' && rest.at[end] != ';')
            end++;
        status = add_rendering(r, headword, text_trim(text_slice(rest, 0, end)),
                               scratch, err);
        rest = text_slice(rest, end < rest.len ? end + 1 : end, rest.len);
    }
    return status;
}

static enum barq_status read_article(const struct reading *r,
                                     struct barq_text headword,
                                     struct barq_text article,
                                     struct barq_error *err)
{
    struct arena scratch = r->scratch;
    struct arena work = arena_split(&scratch);
    struct tokens tokens;
    struct barq_text line;
    size_t offset;
    enum barq_status status = BARQ_OK;

    if (!utf8_check(headword, &offset) || !utf8_check(article, &offset))
        return BARQ_OK;
    status =
        text_tokens(r->language[0], headword, &tokens, &work, scratch, err);
    if (status || tokens.count != 1 || tokens.at[0].kind != TOKEN_WORD)
        return status;
    text_line(&article, &line);
    while (!status && text_line(&article, &line))
        status = read_line(r, &tokens.at[0], line, scratch, err);
    return status;
}

/* --------------------------------------------------------- a dictionary */

static enum barq_status read_index(const struct reading *r,
                                   struct barq_text index,
                                   struct barq_error *err)
{
    struct barq_text line;
    enum barq_status status = BARQ_OK;

    while (!status && text_line(&index, &line)) {
        struct barq_text headword = text_field(&line, '\t');
        size_t start, len;
        if (!read_base64(text_field(&line, '\t'), &start) ||
            !read_base64(text_field(&line, '\t'), &len) ||
            start > r->articles.len || len > r->articles.len - start)
            continue;
        if (headword.len > 10 && memcmp(headword.at, "00database", 10) == 0)
            continue;
        status = read_article(r, headword,
                              text_slice(r->articles, start, start + len), err);
    }
    return status;
}

/* All of a gzip file, or of a plain one; false if it cannot be read. */
static bool unpack(const char *path, struct barq_text *out, struct arena *keep)
{
    gzFile file = gzopen(path, "rb");
    size_t room = (size_t)1 << 20, len = 0;
    char *at = file ? arena_new(keep, char, room) : NULL;
    int got = 0;

    while (at && (got = gzread(file, at + len, (unsigned)(room - len))) > 0) {
        len += (size_t)got;
        if (len < room)
            continue;
        char *more =
            room < DICTIONARY_MOST ? arena_new(keep, char, room * 2) : NULL;
        if (more)
            memcpy(more, at, len);
        room *= 2;
        at = more;
    }
    if (file)
        gzclose(file);
    *out = (struct barq_text){ at, len };
    return at && got == 0;
}

static enum barq_status read_dictionary(const char *folder, size_t which,
                                        struct reading *r, struct arena *work,
                                        struct barq_error *err)
{
    static const char *const endings[] = { ".dict.dz", ".dict" };
    const char *name = dictionaries[which].name;
    struct barq_text index;
    char path[4096];
    struct stat about;

    snprintf(path, sizeof(path), "%s/%s.index", folder, name);
    if (stat(path, &about) != 0 || file_read(path, &index, work, NULL))
        return BARQ_OK;
    for (size_t i = 0; i < 2; i++) {
        snprintf(path, sizeof(path), "%s/%s%s", folder, name, endings[i]);
        if (unpack(path, &r->articles, work))
            return read_index(r, index, err);
    }
    return BARQ_OK;
}

enum barq_status dictd_read(const char *folder, struct lexicons_list *out,
                            struct arena *keep, struct arena scratch,
                            struct barq_error *err)
{
    struct lexicons_growing list = { .keep = keep };
    struct arena work = arena_split(&scratch);
    struct lexicon *lexicon;
    enum barq_status status = lexicon_open(&lexicon, err);

    if (status)
        return status;
    for (size_t i = 0; i < DICTIONARIES && !status; i++) {
        bool english = dictionaries[i].english_first;
        struct reading r = {
            .language = { { english ? BARQ_EN : BARQ_AR, lexicon },
                          { english ? BARQ_AR : BARQ_EN, lexicon } },
            .english_first = english,
            .out = &list,
            .scratch = scratch,
        };
        status = read_dictionary(folder, i, &r, &work, err);
    }
    lexicon_close(lexicon);
    if (!status && list.full)
        status = fail_nomem(err, "for a dictionary");
    if (!status)
        *out = lexicons_sorted(&list);
    return status;
}
