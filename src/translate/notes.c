/*
 * notes.c - what an editor should know before using a match.
 *
 * A draft of several hundred segments is read fast; the one that says "12"
 * where today's story says "15" must not look like the others.  So each
 * share of the score that names words is spelt out, from what the memory has
 * to what the story has, then what was put right in the translation, or why
 * nothing was, then come doubts about the unit itself:
 *
 *   adapted: 12 -> 15; unreviewed alignment; another wording exists
 */
#include "translate/translate.h"

#include "base/buf.h"

#include <string.h>

enum { PARTS_MOST = 8 };

static void add_separator(struct buf *notes)
{
    if (notes->len)
        buf_adds(notes, "; ");
}

static bool is_moved(const struct barq_part *part)
{
    return strcmp(part->name, "moved") == 0;
}

static void add_part(struct buf *notes, const struct barq_part *part)
{
    add_separator(notes);
    buf_adds(notes, part->name);
    if (part->query.len && part->stored.len) {
        buf_adds(notes, ": ");
        buf_add(notes, part->stored);
        buf_adds(notes, " -> ");
        buf_add(notes, part->query);
    } else if (part->query.len) {
        buf_adds(notes, is_moved(part) ? ": " : ": new ");
        buf_add(notes, part->query);
    } else {
        buf_adds(notes, ": gone ");
        buf_add(notes, part->stored);
    }
}

/* What penalties and caps take off shows in the score already, and of what
 * moved one end says enough. */
static bool is_about_words(const struct barq_part *part)
{
    return part->query.len || (part->stored.len && !is_moved(part));
}

static void add_parts(struct buf *notes, const struct barq_match *match)
{
    size_t said = 0, left = 0;

    for (size_t i = 0; i < match->part_count; i++) {
        if (!is_about_words(&match->parts[i]))
            continue;
        if (said == PARTS_MOST) {
            left++;
            continue;
        }
        add_part(notes, &match->parts[i]);
        said++;
    }
    if (left)
        buf_addf(notes, "; and %zu more", left);
}

static void add_adapted(struct buf *notes, const struct barq_match *match)
{
    for (size_t i = 0; i < match->adapted_count; i++) {
        const struct barq_adapted *run = &match->adapted_runs[i];
        if (!run->was.at)
            continue;
        add_separator(notes);
        buf_adds(notes, "adapted: ");
        buf_add(notes, run->was);
        buf_adds(notes, " -> ");
        buf_add(notes, run->text);
    }
    if (match->refusal.len) {
        add_separator(notes);
        buf_adds(notes, "not adapted: ");
        buf_add(notes, match->refusal);
    }
}

static void add_origin(struct buf *notes, const struct barq_match *match)
{
    const struct barq_unit *unit = &match->unit;

    if (unit->origin == BARQ_ALIGNED) {
        add_separator(notes);
        buf_addf(notes, "unreviewed alignment, confidence %.2f",
                 unit->confidence);
    }
    if (unit->origin == BARQ_MT) {
        add_separator(notes);
        buf_adds(notes, "unreviewed machine translation");
        if (unit->engine.len)
            buf_adds(notes, " by ");
        buf_add(notes, unit->engine);
    }
    if (match->rivals) {
        add_separator(notes);
        buf_adds(notes, "another wording exists");
    }
}

/* Words of a story may hold line ends; a note is one line. */
static void keep_one_line(struct buf *notes)
{
    for (size_t i = 0; i < notes->len; i++)
        if (notes->at[i] == '\n' || notes->at[i] == '\r')
            notes->at[i] = ' ';
}

struct barq_text draft_notes(const struct barq_match *match, struct arena *keep)
{
    struct buf notes = { 0 };
    struct barq_text text = { 0 };

    add_parts(&notes, match);
    add_adapted(&notes, match);
    add_origin(&notes, match);
    keep_one_line(&notes);
    if (!notes.failed)
        text = arena_text(keep, (struct barq_text){ notes.at, notes.len });
    buf_release(&notes);
    return text;
}
