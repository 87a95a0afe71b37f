/*
 * agency.c - which news agency a story came from.
 *
 * An agency signs in many ways, in two alphabets, and a desk that asks for
 * "what we had from Reuters" means all of them.  So each has one name in
 * tm/rules/wires.tsv, and the others beside it:
 *
 *     "(Reuters)"   "Reuters Photo"   the same in Arabic   ->  Reuters
 *
 * A story names its agency in a byline, a dateline or a sign-off, or runs it
 * into the first paragraph: "CAIRO, March 3 (Reuters) - Talks ...".  Nowhere
 * else is it looked for: a story about an agency is not from it.  The first
 * one found counts; a picture's credit does not.
 *
 * Limits: of a story by two agencies the second is not kept.
 */
#include "text/text.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/chars.h"
#include "text/page.h"
#include "text/table.h"

#include <string.h>

/* No name has more words; no dateline inside a paragraph is longer. */
enum { WIRE_WORDS = 5, HEAD_BYTES = 120 };

/* The names of all agencies; a name's value is its number, from 1. */
struct wires {
    struct keymap names;
    const struct barq_text *canon;
};

static enum barq_status add_name(struct wires *wires, struct barq_text name,
                                 uint32_t number, struct arena *keep,
                                 struct arena scratch, struct barq_error *err)
{
    struct barq_text key = { 0 };
    size_t colon;
    enum barq_status status = page_key(name, &key, &colon, keep, scratch, err);

    if (!status && key.len)
        keymap_set(keymap_slot(&wires->names, key), key, number);
    return status;
}

static enum barq_status read_lines(struct wires *wires, struct table *table,
                                   struct barq_text *canon, struct arena *keep,
                                   struct arena scratch, struct barq_error *err)
{
    uint32_t count = 0;
    enum barq_status status;

    while ((status = table_next(table, 1, err)) == BARQ_OK) {
        struct barq_text rest = table->field[1];
        canon[++count] = table->field[0];
        status = add_name(wires, canon[count], count, keep, scratch, err);
        while (!status && rest.len)
            status = add_name(wires, text_field(&rest, '|'), count, keep,
                              scratch, err);
        if (status)
            return status;
    }
    return status == BARQ_NOTHING ? BARQ_OK : status;
}

static enum barq_status wires_open(struct wires *wires, struct arena *keep,
                                   struct arena scratch, struct barq_error *err)
{
    struct table table;
    enum barq_status status = table_open(&table, "rules/wires.tsv", keep, err);

    if (status)
        return status;
    size_t lines = table_lines(&table), names = lines;
    for (size_t i = 0; i < table.rest.len; i++)
        names += table.rest.at[i] == '|' || table.rest.at[i] == '\t';
    struct barq_text *canon = arena_new(keep, struct barq_text, lines + 1);
    if (!canon || !keymap_init(&wires->names, names, keep))
        return fail_nomem(err, "for the names of agencies");
    wires->canon = canon;
    return read_lines(wires, &table, canon, keep, scratch, err);
}

/* The end of the word, or of `count` words, that begins at `at`. */
static size_t words_end(struct barq_text key, size_t at, size_t count)
{
    while (count && at < key.len) {
        const char *space = memchr(key.at + at, ' ', key.len - at);
        at = space ? (size_t)(space - key.at) : key.len;
        if (--count)
            at += at < key.len;
    }
    return at;
}

/* The number of the first agency that a key names, or 0. */
static uint32_t find_name(const struct wires *wires, struct barq_text key)
{
    for (size_t at = 0; at < key.len; at = words_end(key, at, 1) + 1)
        for (size_t words = WIRE_WORDS; words; words--) {
            size_t end = words_end(key, at, words);
            uint32_t found =
                keymap_get(&wires->names, text_slice(key, at, end));
            if (found)
                return found;
        }
    return 0;
}

/* What stands before the first free dash or colon; empty if there is none
 * near the start. */
static struct barq_text head_of(struct barq_text text)
{
    for (size_t i = 0; i < text.len && i < HEAD_BYTES;) {
        size_t at = i;
        uint32_t c = utf8_next(text, &i);
        bool free =
            at && text.at[at - 1] == ' ' && i < text.len && text.at[i] == ' ';
        if (c == ':' ||
            (char_is_dash(c) && (free || (at && text.at[at - 1] == ')'))))
            return text_slice(text, 0, at);
    }
    return text_slice(text, 0, 0);
}

/* The part of a block that may name the agency; empty for none. */
static struct barq_text signed_part(const struct barq_story *story,
                                    const struct barq_block *block, bool first)
{
    struct barq_text text = text_slice(story->text, block->start, block->end);

    switch (block->kind) {
    case BARQ_BYLINE:
    case BARQ_DATELINE:
    case BARQ_SIGNOFF:
        return text;
    case BARQ_PARAGRAPH:
        return first ? head_of(text) : text_slice(text, 0, 0);
    default:
        return text_slice(text, 0, 0);
    }
}

static enum barq_status look_in(const struct wires *wires,
                                struct barq_text text, uint32_t *found,
                                struct arena scratch, struct barq_error *err)
{
    struct arena keep = arena_split(&scratch);
    struct barq_text key = { 0 };
    size_t colon;
    enum barq_status status = page_key(text, &key, &colon, &keep, scratch, err);

    if (!status)
        *found = find_name(wires, key);
    return status;
}

enum barq_status story_agency(const struct barq_story *story,
                              struct barq_text *agency, struct arena *keep,
                              struct arena scratch, struct barq_error *err)
{
    struct arena work = arena_split(&scratch);
    struct wires wires = { 0 };
    bool first = true;
    uint32_t found = 0;
    enum barq_status status = wires_open(&wires, &work, scratch, err);

    for (size_t i = 0; i < story->block_count && !status && !found; i++) {
        const struct barq_block *block = &story->blocks[i];
        struct barq_text text = signed_part(story, block, first);
        first = first && block->kind != BARQ_PARAGRAPH;
        if (text.len)
            status = look_in(&wires, text, &found, scratch, err);
    }
    if (status)
        return status;
    *agency = arena_text(keep, found ? wires.canon[found] : text_of(""));
    return agency->at ? BARQ_OK : fail_nomem(err, "for the name of an agency");
}

enum barq_status text_agency(struct barq_text name, struct barq_text *agency,
                             struct arena *keep, struct arena scratch,
                             struct barq_error *err)
{
    struct arena work = arena_split(&scratch);
    struct wires wires = { 0 };
    struct barq_text key = { 0 };
    size_t colon;
    enum barq_status status;

    if (!name.len) {
        *agency = text_of("");
        return BARQ_OK;
    }
    if ((status = wires_open(&wires, &work, scratch, err)) ||
        (status = page_key(name, &key, &colon, &work, scratch, err)))
        return status;
    uint32_t found = key.len ? keymap_get(&wires.names, key) : 0;
    *agency =
        arena_text(keep, found && wires.canon ? wires.canon[found] : name);
    return agency->at ? BARQ_OK : fail_nomem(err, "for the name of an agency");
}
