/*
 * fragments.c - what the memory knows of parts of a segment.
 *
 * A segment without a good match is often made of pieces that were translated
 * before: an attribution, a title, a clause of background.  Its words are
 * cut at its punctuation, and in each piece, from left to right, the longest
 * stretch is sought that stands word for word in some unit; stretch.c finds
 * what renders it there.
 *
 *   asked      wa-qala [mutahaddith bi-ism al-jaysh al-sahlani] inna ...
 *   fragment   ... = a spokesman for Sahlan's army     (unit 12, story X)
 *
 * That a stretch is known means that all shorter ones from the same word are,
 * so its length is found by doubling and halving: some ten searches for a
 * clause and not one for each stretch.  Where nothing renders it, it is tried
 * a few words shorter.  One word is no stretch, and neither
 * are two of which one says nothing by itself.
 *
 * Fragments are help, and put nowhere.  If they cover all words of the
 * segment they are also joined, in its order and with its punctuation, into a
 * proposal: for languages as far apart as these a rough one, and marked so.
 *
 * Limits: of several units that hold a stretch the best eight are looked at
 * (memory/search.c has their order); word order is the source's.
 */
#include "translate/fragments.h"

#include "base/buf.h"
#include "base/error.h"
#include "base/utf8.h"
#include "text/chars.h"
#include "translate/translate.h"

#include <string.h>

enum {
    SCORE_GOOD = 85,   /* such a match needs no pieces */
    WORDS_LEAST = 2,   /* of a stretch */
    WORDS_MOST = 24,   /* and at most: longer ones are found as matches */
    QUERY_MOST = 4000, /* bytes that a search takes */
    HITS_MOST = 8,
    FRAGMENTS_MOST = 32, /* of a segment */
    LETTERS_TELLING = 4, /* bytes of a word that may stand in a pair */
    TRIES = 3,           /* a stretch that nothing renders, and shorter ones */
};

struct cutting {
    struct drafting *d;
    const struct word_linker *linker;
    struct tokens tokens;
    struct barq_fragment *found; /* room for FRAGMENTS_MOST */
    size_t count;
    size_t covered; /* words */
    struct arena *task;
    struct arena scratch;
};

/* ---------------------------------------------------------------- search */

/* Words first..first+count as they are written. */
static struct barq_text words_from(const struct cutting *c, size_t first,
                                   size_t count)
{
    const struct token *last = &c->tokens.at[first + count - 1];
    const char *at = c->tokens.at[first].raw.at;

    return (struct barq_text){ at,
                               (size_t)(last->raw.at - at) + last->raw.len };
}

/* The units that hold the words as a phrase; none is no failure. */
static enum barq_status find(const struct cutting *c, struct barq_text words,
                             size_t limit, struct memory_hits *hits,
                             struct arena *keep, struct barq_error *err)
{
    struct barq_filter written;
    const struct barq_search_options how = { .lang = c->d->draft->from,
                                             .limit = limit,
                                             .exact = true,
                                             .filter = &written };

    *hits = (struct memory_hits){ 0 };
    if (!draft_written(c->d, &written))
        return BARQ_OK;
    struct barq_text phrase =
        arena_print(keep, "\"%.*s\"", (int)words.len, words.at);
    if (!phrase.at)
        return fail_nomem(err, "for fragments");
    enum barq_status status =
        memory_search(c->d->memory, phrase, &how, hits, keep, err);
    return status == BARQ_NOTHING ? BARQ_OK : status;
}

/* Is there a unit with these words?  What the search takes is given back. */
static enum barq_status is_known(const struct cutting *c, size_t first,
                                 size_t count, bool *known,
                                 struct barq_error *err)
{
    struct arena task = *c->task;
    struct barq_text words = words_from(c, first, count);
    struct memory_hits hits;

    *known = false;
    if (words.len > QUERY_MOST)
        return BARQ_OK;
    enum barq_status status = find(c, words, 1, &hits, &task, err);
    *known = hits.count > 0;
    return status;
}

/* How many words from `first` on, of `most`, are known together: twice as many
 * as long as they are, then halving what lies between. */
static enum barq_status longest_known(const struct cutting *c, size_t first,
                                      size_t most, size_t *longest,
                                      struct barq_error *err)
{
    size_t low = 1, high = WORDS_LEAST;
    enum barq_status status = BARQ_OK;
    bool known = true;

    most = most < WORDS_MOST ? most : WORDS_MOST;
    while (!status && low < most && known) {
        high = 2 * low < most ? 2 * low : most;
        status = is_known(c, first, high, &known, err);
        low = known ? high : low;
    }
    while (!status && !known && low + 1 < high) {
        size_t middle = low + (high - low) / 2;
        bool there = false;
        status = is_known(c, first, middle, &there, err);
        low = there ? middle : low;
        high = there ? high : middle;
    }
    *longest = low;
    return status;
}

/* -------------------------------------------------------------- fragments */

/* Enough to be of use: three words, or two that both say something. */
static bool is_stretch(const struct cutting *c, size_t first, size_t count)
{
    for (size_t i = first; i < first + count && count == WORDS_LEAST; i++)
        if (c->tokens.at[i].l2.len <= LETTERS_TELLING)
            return false;
    return count >= WORDS_LEAST;
}

static enum barq_status give(struct cutting *c, const struct barq_unit *unit,
                             struct barq_fragment fragment,
                             struct barq_error *err)
{
    struct arena *keep = c->d->keep;

    fragment.target = arena_text(keep, fragment.target);
    fragment.story = arena_text(keep, unit->story);
    fragment.unit = unit->id;
    if (!fragment.target.at || !fragment.story.at)
        return fail_nomem(err, "for fragments");
    c->found[c->count++] = fragment;
    return BARQ_OK;
}

/* What renders the words in one of the units that hold them. */
static enum barq_status render(struct cutting *c, struct barq_text words,
                               bool *done, struct barq_error *err)
{
    bool from_ar = c->d->draft->from == BARQ_AR;
    struct arena task = *c->task;
    struct memory_hits hits;
    enum barq_status status = find(c, words, HITS_MOST, &hits, &task, err);

    *done = false;
    for (size_t i = 0; i < hits.count && !status && !*done; i++) {
        const struct barq_unit *unit = &hits.at[i].unit;
        struct barq_fragment fragment = { .source = words };
        struct stretch_asked asked = {
            .linker = c->linker,
            .from = from_ar ? unit->ar : unit->en,
            .to = from_ar ? unit->en : unit->ar,
            .from_ar = from_ar,
            .stretch = &hits.at[i].marks[from_ar ? 0 : 1],
        };
        status = stretch_across(&asked, &fragment.target, &fragment.sure,
                                c->scratch, err);
        *done = !status && fragment.target.len;
        if (*done)
            status = give(c, unit, fragment, err);
    }
    return status;
}

/* The fragments of words first..end, between which is no punctuation. */
static enum barq_status cut_clause(struct cutting *c, size_t first, size_t end,
                                   struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    while (first + 1 < end && !status && c->count < FRAGMENTS_MOST) {
        size_t longest = 1;
        bool done = false;
        status = longest_known(c, first, end - first, &longest, err);
        size_t shortest = longest > TRIES + 1 ? longest - TRIES : WORDS_LEAST;
        while (!status && !done && is_stretch(c, first, longest) &&
               longest >= shortest) {
            status = render(c, words_from(c, first, longest), &done, err);
            longest -= !done;
        }
        c->covered += done ? longest : 0;
        first += done ? longest : 1;
    }
    return status;
}

/* --------------------------------------------------------------- proposal */

/* What stands between two fragments is the punctuation of the source, as
 * English has it. */
static void add_between(struct buf *buf, struct barq_text between)
{
    for (size_t i = 0; i < between.len;) {
        uint32_t c = utf8_next(between, &i);
        if (c == 0x060C)
            c = ',';
        else if (c == 0x061B)
            c = ';';
        else if (c == 0x061F)
            c = '?';
        if (c == ',' || c == ';' || c == '?' || c == '.' || c == '!' ||
            c == ':')
            buf_addc(buf, (char)c);
    }
}

/* The fragments in the order of the source. */
static struct barq_text join(const struct cutting *c, struct barq_text source)
{
    const char *at = source.at, *end = source.at + source.len;
    struct buf buf = { 0 };
    struct barq_text joined = { 0 };

    for (size_t i = 0; i < c->count; i++) {
        const struct barq_fragment *fragment = &c->found[i];
        add_between(
            &buf, (struct barq_text){ at, (size_t)(fragment->source.at - at) });
        if (i)
            buf_addc(&buf, ' ');
        buf_add(&buf, fragment->target);
        at = fragment->source.at + fragment->source.len;
    }
    add_between(&buf, (struct barq_text){ at, (size_t)(end - at) });
    if (!buf.failed)
        joined = arena_text(c->d->keep, (struct barq_text){ buf.at, buf.len });
    buf_release(&buf);
    return joined;
}

/* --------------------------------------------------------------- segments */

static size_t clause_end(const struct tokens *tokens, size_t first)
{
    while (first < tokens->count && tokens->at[first].kind != TOKEN_PUNCT)
        first++;
    return first;
}

static enum barq_status cut_segment(struct cutting *c, struct barq_text source,
                                    struct draft_fragments *out,
                                    struct barq_error *err)
{
    struct word_cache *cache = memory_words(c->d->memory, c->d->draft->from);
    enum barq_status status =
        text_tokens_cached(cache, source, &c->tokens, c->task, c->scratch, err);
    size_t words = 0;

    c->found = arena_new(c->d->keep, struct barq_fragment, FRAGMENTS_MOST);
    if (!status && !c->found)
        status = fail_nomem(err, "for fragments");
    for (size_t i = 0; i < c->tokens.count && !status; i++) {
        size_t end = clause_end(&c->tokens, i);
        words += end - i;
        status = cut_clause(c, i, end, err);
        i = end;
    }
    if (status)
        return status;
    *out = (struct draft_fragments){ .at = c->found, .count = c->count };
    if (c->count > 1 && c->covered == words)
        out->proposal = join(c, source);
    return BARQ_OK;
}

static bool is_settled(const struct barq_draft_segment *segment)
{
    return segment->source.kind == BARQ_FURNITURE ||
           (segment->target.at && segment->score >= SCORE_GOOD &&
            segment->origin != BARQ_MT);
}

enum barq_status draft_fragments(struct drafting *d, struct arena scratch,
                                 struct barq_error *err)
{
    struct barq_draft *draft = d->draft;
    struct word_linker *linker = NULL;
    enum barq_status status =
        word_linker_open(memory_lexicon(d->memory), NULL, &linker, err);

    draft->fragments =
        arena_new(d->keep, struct draft_fragments, draft->count + 1);
    if (!status && !draft->fragments)
        status = fail_nomem(err, "for fragments");
    for (size_t i = 0; i < draft->count && !status; i++) {
        struct arena rest = scratch, task = arena_split(&rest);
        struct cutting c = {
            .d = d, .linker = linker, .task = &task, .scratch = rest
        };
        if (is_settled(&draft->segments[i]))
            continue;
        word_cache_rest(memory_words(d->memory, draft->from));
        status = cut_segment(&c, draft->segments[i].source.text,
                             &draft->fragments[i], err);
    }
    word_linker_close(linker);
    return status;
}

const struct barq_fragment *barq_draft_fragments(const struct barq_draft *draft,
                                                 size_t segment, size_t *count)
{
    *count = draft->fragments ? draft->fragments[segment].count : 0;
    return *count ? draft->fragments[segment].at : NULL;
}

struct barq_text barq_draft_proposal(const struct barq_draft *draft,
                                     size_t segment)
{
    struct barq_text none = { "", 0 };

    return draft->fragments && draft->fragments[segment].proposal.at
               ? draft->fragments[segment].proposal
               : none;
}
