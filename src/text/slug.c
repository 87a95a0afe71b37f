/*
 * slug.c - what the versions of a story have in common by name.
 *
 * A desk names a file "port-talks-2.ar.txt" and the next one "port-talks-3",
 * a wire heads its story "UPDATE 2-Port talks resume".  The slug is the name
 * without what tells versions apart (tm/rules/versions.tsv):
 *
 *     desk/port-talks-2.ar.txt       port-talks
 *     UPDATE 2-Port talks resume     port-talks-resume
 *     Port talks resume (2nd take)   port-talks-resume
 *     inbox/story-3.txt              (none)
 *
 * Marks go with the number beside them, off either end and never from the
 * middle.  A name without a space that has a folder or an ending is a file's:
 * there a number of two digits at most is a version by itself, and the kind
 * of file, its language and what any story's file may be called go too.  In a
 * headline "G 20" is not version 20.
 *
 * Limits: a name has SLUG_WORDS words at most, the rest does not count.
 */
#include "text/text.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/keymap.h"
#include "text/table.h"

#include <string.h>

enum { SLUG_WORDS = 64, VERSION_DIGITS = 2 };

enum word_kind { WORD_PLAIN, WORD_MARK, WORD_PART, WORD_IDLE, WORD_NUMBER };

struct slug_word {
    struct barq_text text;
    enum word_kind kind;
};

struct slug_words {
    struct slug_word at[SLUG_WORDS];
    size_t first, end;
    bool file;
};

static enum word_kind kind_named(struct barq_text name)
{
    static const char *const names[] = {
        [WORD_MARK] = "mark", [WORD_PART] = "part", [WORD_IDLE] = "idle"
    };

    for (size_t i = WORD_MARK; i <= WORD_IDLE; i++)
        if (text_equal(name, text_of(names[i])))
            return (enum word_kind)i;
    return WORD_PLAIN;
}

static enum barq_status read_marks(struct keymap *marks, struct arena *keep,
                                   struct arena scratch, struct barq_error *err)
{
    struct table table;
    struct barq_text key = { 0 };
    enum barq_status status =
        table_open(&table, "rules/versions.tsv", keep, err);

    if (status)
        return status;
    if (!keymap_init(marks, table_lines(&table), keep))
        return fail_nomem(err, "for the marks of versions");
    while ((status = table_next(&table, 2, err)) == BARQ_OK) {
        enum word_kind kind = kind_named(table.field[1]);
        if (kind == WORD_PLAIN)
            return table_fail(&table, "not mark, part or idle", err);
        status = text_fold(table.field[0], TEXT_L2, &key, keep, scratch, err);
        if (status)
            return status;
        keymap_set(keymap_slot(marks, key), key, kind);
    }
    return status == BARQ_NOTHING ? BARQ_OK : status;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A letter of any script, or a digit. */
static bool in_word(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

static size_t digits_at(struct barq_text text, size_t at)
{
    size_t end = at;

    while (end < text.len && is_digit(text.at[end]))
        end++;
    return end - at;
}

/* "2", "2nd": the number of a version, if it stands by a mark. */
static bool is_number(struct barq_text word)
{
    static const char *const endings[] = { "", "st", "nd", "rd", "th" };
    size_t digits = digits_at(word, 0);
    struct barq_text rest = text_slice(word, digits, word.len);

    for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
        if (digits && digits <= VERSION_DIGITS &&
            text_equal(rest, text_of(endings[i])))
            return true;
    return false;
}

static void add_word(struct slug_words *words, const struct keymap *marks,
                     struct barq_text text)
{
    uint32_t kind = keymap_get(marks, text);

    if (words->end == SLUG_WORDS)
        return;
    if (!kind && is_number(text))
        kind = WORD_NUMBER;
    words->at[words->end++] = (struct slug_word){ text, (enum word_kind)kind };
}

/* One word, or "v2" and "take3" as two. */
static void add_glued(struct slug_words *words, const struct keymap *marks,
                      struct barq_text text)
{
    size_t letters = text.len;

    while (letters && is_digit(text.at[letters - 1]))
        letters--;
    struct barq_text head = text_slice(text, 0, letters);
    if (letters && letters < text.len && keymap_get(marks, head) == WORD_MARK) {
        add_word(words, marks, head);
        add_word(words, marks, text_slice(text, letters, text.len));
        return;
    }
    add_word(words, marks, text);
}

static void cut_words(struct slug_words *words, const struct keymap *marks,
                      struct barq_text key)
{
    for (size_t at = 0; at < key.len;) {
        size_t end = at;
        while (end < key.len && in_word(key.at[end]))
            end++;
        if (end > at)
            add_glued(words, marks, text_slice(key, at, end));
        at = end + (end == at);
    }
}

/* Take a mark off one end, with its number; false when there is none. */
static bool take_first(struct slug_words *words)
{
    const struct slug_word *at = &words->at[words->first];
    size_t count = words->end - words->first;

    if (count && words->file && at[0].kind == WORD_IDLE)
        words->first++;
    else if (count && at[0].kind == WORD_MARK)
        words->first += count > 1 && at[1].kind == WORD_NUMBER ? 2 : 1;
    else if (count > 1 && at[0].kind == WORD_NUMBER && at[1].kind == WORD_MARK)
        words->first += 2;
    else
        return false;
    return true;
}

static bool take_last(struct slug_words *words)
{
    size_t count = words->end - words->first;
    const struct slug_word *end = &words->at[words->end];

    if (!count)
        return false;
    if (end[-1].kind == WORD_MARK)
        words->end -= count > 1 && end[-2].kind == WORD_NUMBER ? 2 : 1;
    else if (count > 1 && end[-1].kind == WORD_NUMBER &&
             end[-2].kind == WORD_MARK)
        words->end -= 2;
    else if (words->file && end[-1].kind != WORD_PLAIN)
        words->end--;
    else
        return false;
    return true;
}

static enum barq_status join(const struct slug_words *words,
                             struct barq_text *slug, struct arena *keep,
                             struct barq_error *err)
{
    size_t len = 0;

    for (size_t i = words->first; i < words->end; i++)
        len += words->at[i].text.len + 1;
    char *to = arena_new(keep, char, len + 1);
    if (!to)
        return fail_nomem(err, "for a slug");
    *slug = (struct barq_text){ to, 0 };
    for (size_t i = words->first; i < words->end; i++) {
        struct barq_text word = words->at[i].text;
        if (slug->len)
            to[slug->len++] = '-';
        memcpy(to + slug->len, word.at, word.len);
        slug->len += word.len;
    }
    return BARQ_OK;
}

/* A file's name without its folders; *file says that it is one. */
static struct barq_text base_name(struct barq_text name, bool *file)
{
    size_t base = 0;

    *file = false;
    if (memchr(name.at, ' ', name.len))
        return name;
    for (size_t i = 0; i < name.len; i++) {
        *file = *file || name.at[i] == '/' || name.at[i] == '.';
        if (name.at[i] == '/')
            base = i + 1;
    }
    return text_slice(name, base, name.len);
}

enum barq_status text_slug(struct barq_text name, struct barq_text *slug,
                           struct arena *keep, struct arena scratch,
                           struct barq_error *err)
{
    struct arena work = arena_split(&scratch);
    struct slug_words words = { 0 };
    struct barq_text key = { 0 };
    struct keymap marks;
    enum barq_status status;

    name = text_trim(name);
    *slug = (struct barq_text){ "", 0 };
    if (!name.len)
        return BARQ_OK;
    name = base_name(name, &words.file);
    if ((status = read_marks(&marks, &work, scratch, err)) ||
        (status = text_fold(name, TEXT_L2, &key, &work, scratch, err)))
        return status;
    cut_words(&words, &marks, key);
    while (take_first(&words) || take_last(&words))
        continue;
    return join(&words, slug, keep, err);
}
