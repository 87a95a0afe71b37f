/*
 * clause.c - a sentence against two or three, parted into its clauses.
 *
 * Translators of news cut long Arabic sentences and join short English ones.
 * The whole bead is what was published; but where the long sentence has a
 * clear inner break, its clauses are units that come back more often:
 *
 *   qala al-wazir ... ; wa-adafa anna ...   1-2   The minister said ...
 *                                                 He added that ...
 *
 * So the sentence is cut at its breaks, of the strongest kind, and if these
 * will not do at weaker ones, too:
 *
 *   3  behind a semicolon or a stop, also one that a quotation ends in
 *   2  between a colon and a quotation; behind a comma or a quotation, where
 *      "and" and its like follow
 *   1  before "and" (a waw that leads a word) after a long clause
 *
 * and the pieces are aligned with the sentences opposite, as if they were a
 * story.  What comes out is an offer if each of those sentences got a piece
 * of its own, or several in a row, none was left alone, and no break was passed
 * over for a weaker one.  Its confidence is that of the bead times that of the
 * piece's own bead.
 *
 * Limits: a piece holds 12 characters or more, and a sentence has 6 at most,
 * since more than three of them to one sentence are never joined.
 */
#include "align/align.h"

#include "base/error.h"
#include "base/utf8.h"
#include "memory/memory.h"

#include <string.h>

enum {
    PIECES_MOST = 6,
    BREAKS_MOST = 64,
    PIECE_LEAST = 12,  /* characters */
    CLAUSE_LONG = 40,  /* characters before a bare "and" */
    OPPOSITE_MOST = 3, /* sentences */
    STRONGEST = 3,
};

enum {
    COMMA = 0x060C,
    SEMICOLON = 0x061B,
    QUESTION = 0x061F,
    WAW = 0x0648,
    GUILLEMET_OPENS = 0x00AB,
    GUILLEMET_CLOSES = 0x00BB,
    QUOTE_OPENS = 0x201C,
    QUOTE_CLOSES = 0x201D,
};

struct barq_clauses {
    struct block home;
    const struct barq_alignment *alignment;
    struct barq_clause *at;
    size_t count, room;
};

/* ---------------------------------------------------------------- breaks */

struct inner_break {
    size_t at; /* bytes: where the second piece begins */
    int strength;
};

struct breaks {
    struct inner_break at[BREAKS_MOST];
    size_t count;
};

/* A sentence while it is looked through. */
struct looking {
    struct barq_text text;
    enum barq_lang lang;
    size_t chars;       /* so far */
    size_t last_chars;  /* at the last break */
    uint32_t before[2]; /* the last characters but white space, newest first */
    struct breaks *breaks;
};

static size_t count_chars(struct barq_text text)
{
    size_t count = 0;

    for (size_t i = 0; i < text.len; i++)
        count += ((unsigned char)text.at[i] & 0xC0) != 0x80;
    return count;
}

/* A break too close to the one before it is left out, or takes its place if
 * it is the stronger one. */
static void add_break(struct looking *l, size_t at, int strength)
{
    struct breaks *b = l->breaks;
    bool close = l->chars - l->last_chars < PIECE_LEAST;

    if (count_chars(text_slice(l->text, at, l->text.len)) < PIECE_LEAST)
        return;
    if (close && (!b->count || b->at[b->count - 1].strength >= strength))
        return;
    b->count -= close;
    if (b->count == BREAKS_MOST)
        return;
    b->at[b->count++] = (struct inner_break){ at, strength };
    l->last_chars = l->chars;
}

static bool is_closer(uint32_t c)
{
    return c == '"' || c == GUILLEMET_CLOSES || c == QUOTE_CLOSES;
}

static bool starts_with(struct barq_text text, const char *word)
{
    size_t len = strlen(word);

    return text.len > len && memcmp(text.at, word, len) == 0;
}

/* Does a clause begin here with a word that joins it to the one before? */
static bool joins(const struct looking *l, size_t at)
{
    static const char *const words[] = { "and ",   "but ", "while ", "as ",
                                         "which ", "who ", "adding " };
    struct barq_text rest = text_slice(l->text, at, l->text.len);
    size_t i = 0;

    if (l->lang == BARQ_AR) /* the waw and three letters behind it */
        return rest.len > 8 && utf8_next(rest, &i) == WAW &&
               !memchr(rest.at, ' ', 8);
    for (; i < sizeof(words) / sizeof(words[0]); i++)
        if (starts_with(rest, words[i]))
            return true;
    return false;
}

static bool is_stop(uint32_t c)
{
    return c == SEMICOLON || c == ';' || c == '.' || c == '?' || c == '!' ||
           c == QUESTION;
}

static bool is_opener(uint32_t c)
{
    return c == '"' || c == GUILLEMET_OPENS || c == QUOTE_OPENS;
}

/*
 * The strength of a break at white space, with the marks before it and the
 * text from `behind` on; 0 if there is none.  A quotation belongs to the verb
 * that says it, before or behind, unless it ends in a stop or begins behind a
 * colon.
 */
static int strength_at(const struct looking *l, size_t behind)
{
    uint32_t c = l->before[0], inner = l->before[1];
    size_t i = behind;

    if (is_stop(c) || (is_closer(c) && is_stop(inner)))
        return 3;
    if (c == ':' && is_opener(utf8_next(l->text, &i)))
        return 2;
    if (!joins(l, behind))
        return 0;
    if (c == COMMA || c == ',' || is_closer(c))
        return 2;
    return l->chars - l->last_chars >= CLAUSE_LONG ? 1 : 0;
}

static void look_at_space(struct looking *l, size_t behind)
{
    int strength = behind < l->text.len ? strength_at(l, behind) : 0;

    if (strength)
        add_break(l, behind, strength);
}

static void find_breaks(struct barq_text text, enum barq_lang lang,
                        struct breaks *breaks)
{
    struct looking l = { .text = text, .lang = lang, .breaks = breaks };

    breaks->count = 0;
    for (size_t i = 0; i < text.len; l.chars++) {
        uint32_t c = utf8_next(text, &i);
        if (utf8_is_space(c)) {
            look_at_space(&l, i);
            continue;
        }
        l.before[1] = l.before[0];
        l.before[0] = c;
    }
}

static void keep_strong(struct breaks *breaks, int least)
{
    size_t kept = 0;

    for (size_t i = 0; i < breaks->count; i++)
        if (breaks->at[i].strength >= least)
            breaks->at[kept++] = breaks->at[i];
    breaks->count = kept;
}

/* Drop the weakest, the last of them first, until `most` are left. */
static void thin_out(struct breaks *breaks, size_t most)
{
    while (breaks->count > most) {
        size_t weakest = 0;
        for (size_t i = 1; i < breaks->count; i++)
            if (breaks->at[i].strength <= breaks->at[weakest].strength)
                weakest = i;
        breaks->count--;
        memmove(&breaks->at[weakest], &breaks->at[weakest + 1],
                (breaks->count - weakest) * sizeof(breaks->at[0]));
    }
}

/* -------------------------------------------------------------- aligning */

/* A story of a few segments, for the aligner. */
struct piece_story {
    struct barq_story story;
    struct barq_block block;
    struct barq_segment segments[PIECES_MOST];
};

static void begin_story(struct piece_story *s, enum barq_lang lang)
{
    *s = (struct piece_story){ .story = { .lang = lang } };
    s->block = (struct barq_block){ .kind = BARQ_PARAGRAPH };
    s->story.blocks = &s->block;
    s->story.block_count = 1;
    s->story.segments = s->segments;
}

static void add_piece(struct piece_story *s, struct barq_text text)
{
    s->segments[s->story.segment_count++] =
        (struct barq_segment){ .kind = BARQ_PARAGRAPH,
                               .text = text_trim(text) };
    s->block.count = s->story.segment_count;
}

static void cut_story(struct piece_story *s, struct barq_text text,
                      const struct breaks *breaks)
{
    size_t from = 0;

    for (size_t i = 0; i < breaks->count; i++) {
        add_piece(s, text_slice(text, from, breaks->at[i].at));
        from = breaks->at[i].at;
    }
    add_piece(s, text_slice(text, from, text.len));
}

/* How many pieces of the sentence that was cut the bead takes. */
static size_t pieces_of(const struct barq_bead *bead, bool whole_en)
{
    return whole_en ? bead->ar_count : bead->en_count;
}

/* Was the text parted at its strongest breaks, and none passed over for a
 * weaker one?  Break n lies behind piece n. */
static bool parted_well(const struct barq_alignment *a,
                        const struct breaks *breaks, bool whole_en)
{
    int used = STRONGEST, left = 0;
    size_t bead = 0, end = pieces_of(&a->beads[0], whole_en);

    for (size_t i = 0; i < breaks->count; i++) {
        int strength = breaks->at[i].strength;
        if (i + 1 < end) {
            left = strength > left ? strength : left;
            continue;
        }
        used = strength < used ? strength : used;
        if (++bead < a->count)
            end += pieces_of(&a->beads[bead], whole_en);
    }
    return used >= left;
}

/* Did each whole sentence get pieces of its own, and no piece stay alone? */
static bool is_offer(const struct barq_alignment *a,
                     const struct breaks *breaks, bool whole_en,
                     size_t sentences)
{
    if (a->count != sentences)
        return false;
    for (size_t i = 0; i < a->count; i++) {
        const struct barq_bead *bead = &a->beads[i];
        size_t whole = whole_en ? bead->en_count : bead->ar_count;
        if (whole != 1 || !pieces_of(bead, whole_en))
            return false;
    }
    return parted_well(a, breaks, whole_en);
}

/* ---------------------------------------------------------------- offers */

/* From the first to the last of a bead's segments, as the sentence has it. */
static struct barq_text run_of(const struct piece_story *s, size_t first,
                               size_t count)
{
    struct barq_text start = s->segments[first].text;
    struct barq_text end = s->segments[first + count - 1].text;

    return (struct barq_text){ start.at,
                               (size_t)(end.at + end.len - start.at) };
}

static bool add_clause(struct barq_clauses *c, struct barq_clause clause,
                       struct arena *keep)
{
    if (c->count == c->room) {
        size_t room = c->room ? c->room * 2 : 16;
        struct barq_clause *at = arena_new(keep, struct barq_clause, room);
        if (!at)
            return false;
        if (c->count)
            memcpy(at, c->at, c->count * sizeof(*at));
        c->at = at;
        c->room = room;
    }
    c->at[c->count++] = clause;
    return true;
}

static enum barq_status take_offer(struct barq_clauses *c, size_t bead,
                                   const struct barq_alignment *parts,
                                   const struct piece_story stories[2],
                                   struct arena *keep, struct barq_error *err)
{
    for (size_t i = 0; i < parts->count; i++) {
        const struct barq_bead *part = &parts->beads[i];
        struct barq_clause clause = {
            .bead = bead,
            .ar = run_of(&stories[0], part->ar_first, part->ar_count),
            .en = run_of(&stories[1], part->en_first, part->en_count),
            .confidence =
                c->alignment->beads[bead].confidence * part->confidence,
        };
        if (!add_clause(c, clause, keep))
            return fail_nomem(err, "for the clauses of an alignment");
    }
    return BARQ_OK;
}

/* A bead that is to be parted. */
struct parting {
    size_t bead;
    bool whole_en; /* its English sentences are whole, the Arabic one is cut */
    size_t first, count;   /* the whole sentences */
    struct barq_text text; /* what is cut */
};

static enum barq_status try_breaks(struct barq_clauses *c,
                                   const struct parting *p,
                                   const struct breaks *breaks,
                                   struct arena *keep, struct barq_error *err)
{
    const struct barq_story *whole =
        p->whole_en ? c->alignment->en : c->alignment->ar;
    struct piece_story stories[2];
    struct barq_alignment *parts = NULL;

    begin_story(&stories[0], BARQ_AR);
    begin_story(&stories[1], BARQ_EN);
    cut_story(&stories[!p->whole_en], p->text, breaks);
    for (size_t i = 0; i < p->count; i++)
        add_piece(&stories[p->whole_en], whole->segments[p->first + i].text);
    enum barq_status status =
        barq_align(&stories[0].story, &stories[1].story, NULL, &parts, err);
    if (status)
        return status;
    if (is_offer(parts, breaks, p->whole_en, p->count))
        status = take_offer(c, p->bead, parts, stories, keep, err);
    barq_alignment_free(parts);
    return status;
}

/* By its strongest breaks alone, if these will do; else by weaker ones, too. */
static enum barq_status part_bead(struct barq_clauses *c, size_t index,
                                  struct arena *keep, struct barq_error *err)
{
    const struct barq_bead *bead = &c->alignment->beads[index];
    struct parting p = { .bead = index, .whole_en = bead->en_count > 1 };
    const size_t before = c->count;
    enum barq_status status = BARQ_OK;
    struct breaks all, breaks;

    p.first = p.whole_en ? bead->en_first : bead->ar_first;
    p.count = p.whole_en ? bead->en_count : bead->ar_count;
    p.text = c->alignment->texts[!p.whole_en][index];
    find_breaks(p.text, p.whole_en ? BARQ_AR : BARQ_EN, &all);
    for (int least = STRONGEST; least > 0 && !status; least--) {
        breaks = all;
        keep_strong(&breaks, least);
        thin_out(&breaks, PIECES_MOST - 1);
        if (breaks.count + 1 >= p.count && c->count == before)
            status = try_breaks(c, &p, &breaks, keep, err);
    }
    return status;
}

static bool can_be_parted(const struct barq_bead *bead)
{
    return bead->sure && bead->ar_count + bead->en_count > 2 &&
           bead->ar_count <= OPPOSITE_MOST && bead->en_count <= OPPOSITE_MOST;
}

enum barq_status barq_clauses_find(const struct barq_alignment *alignment,
                                   struct barq_clauses **out,
                                   struct barq_error *err)
{
    struct block home;
    struct arena all;
    enum barq_status status = block_reserve(&home, TASK_CEILING, &all, err);

    if (status)
        return status;
    struct barq_clauses *c = arena_new(&all, struct barq_clauses, 1);
    if (!c)
        status = fail_nomem(err, "for the clauses of an alignment");
    else
        *c = (struct barq_clauses){ .home = home, .alignment = alignment };
    for (size_t i = 0; !status && i < alignment->count; i++)
        if (can_be_parted(&alignment->beads[i]))
            status = part_bead(c, i, &all, err);
    if (status)
        block_release(home);
    else
        *out = c;
    return status;
}

void barq_clauses_free(struct barq_clauses *clauses)
{
    if (clauses)
        block_release(clauses->home);
}

size_t barq_clauses_count(const struct barq_clauses *clauses)
{
    return clauses->count;
}

struct barq_clause barq_clauses_at(const struct barq_clauses *clauses,
                                   size_t index)
{
    return clauses->at[index];
}

/* ----------------------------------------------------------------- store */

/* Clauses are each other's neighbours; at either end, those of the bead. */
static struct barq_unit unit_of(const struct barq_clauses *c, size_t index,
                                const struct barq_unit *proto)
{
    const struct barq_clause *clause = &c->at[index];
    struct barq_unit unit = align_unit(c->alignment, clause->bead, proto);

    unit.ar = clause->ar;
    unit.en = clause->en;
    unit.confidence = clause->confidence;
    if (index > 0 && c->at[index - 1].bead == clause->bead) {
        unit.ar_before = c->at[index - 1].ar;
        unit.en_before = c->at[index - 1].en;
    }
    if (index + 1 < c->count && c->at[index + 1].bead == clause->bead) {
        unit.ar_after = c->at[index + 1].ar;
        unit.en_after = c->at[index + 1].en;
    }
    return unit;
}

static enum barq_status store_clauses(const struct barq_clauses *c,
                                      struct barq_memory *memory,
                                      const struct barq_unit *proto,
                                      struct barq_counts *counts,
                                      struct barq_error *err)
{
    for (size_t i = 0; i < c->count; i++) {
        enum barq_added added = BARQ_ADDED;
        struct barq_unit unit = unit_of(c, i, proto);

        counts->read++;
        if (unit.confidence < c->alignment->options.min_confidence) {
            counts->skipped++;
            continue;
        }
        enum barq_status status = memory_put(memory, &unit, &added, NULL, err);
        if (status)
            return status;
        *(added == BARQ_ADDED ? &counts->added : &counts->merged) += 1;
    }
    return BARQ_OK;
}

enum barq_status barq_clauses_store(const struct barq_clauses *clauses,
                                    struct barq_memory *memory,
                                    const struct barq_unit *proto,
                                    struct barq_counts *counts,
                                    struct barq_error *err)
{
    struct barq_counts done = { 0 };
    enum barq_status status = memory_begin(memory, err);

    if (status)
        return status;
    status = store_clauses(clauses, memory, proto, &done, err);
    if (!status)
        status = memory_commit(memory, err);
    if (status)
        memory_rollback(memory);
    else if (counts)
        *counts = done;
    return status;
}
