/*
 * brief.c - what an index wants to know of a text, and no more.
 *
 * Whoever fills a memory cuts a hundred million tokens, and wants of each its
 * hashes, its kind and how long it is.  Of a word in the cache all of that lies
 * side by side (word_cache.h), so that the rest need not be brought near nor be
 * copied.  What depends on its place, as a month does, is cut as any token is.
 *
 * On the way it is seen whether the text is its own L0 key: if each token is,
 * and the next one begins where it ends, or behind one space.
 */
#include "text/cutter.h"

#include "base/error.h"
#include "base/utf8.h"

#include <string.h>

/* Of the text so far. */
struct plainness {
    const char *end; /* of the last token, or where the text begins */
    bool begun;
    bool counted; /* of what stands together, one word */
    bool holds;
    size_t words;
};

/* The next token is `raw`. */
static void look(struct plainness *plain, struct barq_text raw, bool is_plain,
                 unsigned words)
{
    if (plain->begun && raw.at == plain->end + 1 && *plain->end == ' ')
        plain->counted = false;
    else if (raw.at != plain->end)
        plain->holds = false;
    if (!is_plain || words > 1)
        plain->holds = false;
    if (words && !plain->counted) {
        plain->counted = true;
        plain->words++;
    }
    plain->begun = true;
    plain->end = raw.at + raw.len;
}

static struct text_brief brief_of_facts(struct word_facts *facts)
{
    struct word_brief *known = &facts->brief;

    return (struct text_brief){
        .l2_hash = known->l2_hash,
        .key_hash = known->key_hash,
        .l2 = &facts->token.l2,
        .note = &known->note,
        .kind = known->kind,
        .letters = known->letters,
        .l2_len = known->l2_len,
        .plain = known->plain,
    };
}

struct text_brief text_brief_of(const struct token *token)
{
    return (struct text_brief){
        .l2_hash = token->l2_hash,
        .key_hash = token->key_hash,
        .l2 = &token->l2,
        .note = token->note,
        .kind = token->kind,
        .letters = token->letters,
        .l2_len = word_short_len(token->l2),
        .plain = token->plain,
    };
}

/* A piece whose place matters, or that is not in the cache. */
static enum barq_status cut_one(struct cutter *cutter,
                                const struct piece *piece,
                                struct plainness *plain, struct text_brief *to,
                                struct barq_error *err)
{
    struct token *token = arena_new_raw(cutter->keep, struct token, 1);

    if (!token)
        return fail_nomem(err, "for tokens");
    enum barq_status status = cutter_fill(cutter, token, piece, err);
    if (status)
        return status;
    look(plain, token->raw, token->plain, token->words);
    *to = text_brief_of(token);
    return BARQ_OK;
}

/* The brief of a piece goes to *to; that of a mark may be written over. */
static enum barq_status brief_of_piece(struct cutter *cutter,
                                       const struct piece *piece,
                                       struct plainness *plain,
                                       struct text_brief *to,
                                       struct barq_error *err)
{
    struct barq_text raw =
        text_slice(cutter->raw, piece->span.start, piece->span.end);
    struct word_facts *facts =
        word_cache_find(cutter->cache, raw, piece->class, piece->hash);

    if (!facts || !facts->brief.settled)
        return cut_one(cutter, piece, plain, to, err);
    look(plain, raw, facts->brief.plain, facts->brief.words);
    cutter->at = piece->span.end;
    if (piece->class != SCAN_PUNCT)
        *to = brief_of_facts(facts);
    else
        to->kind = TOKEN_PUNCT;
    return BARQ_OK;
}

static enum barq_status add_pieces(struct cutter *cutter,
                                   const struct piece *pieces, size_t count,
                                   struct plainness *plain,
                                   struct text_briefs *briefs,
                                   struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    for (size_t i = 0; i < AHEAD && i < count; i++)
        word_cache_expect_brief(cutter->cache, pieces[i].hash);
    for (size_t i = 0; i < count && !status; i++) {
        struct text_brief *to = &briefs->at[briefs->count];
        if (i + AHEAD < count)
            word_cache_expect_brief(cutter->cache, pieces[i + AHEAD].hash);
        if (pieces[i].span.start < cutter->at)
            continue;
        status = brief_of_piece(cutter, &pieces[i], plain, to, err);
        briefs->count += !status && to->kind != TOKEN_PUNCT;
    }
    return status;
}

enum barq_status text_briefs_cached(struct word_cache *cache,
                                    struct barq_text raw,
                                    struct text_briefs *briefs,
                                    struct arena *keep, struct arena scratch,
                                    struct barq_error *err)
{
    struct cutter cutter = { .language = cache->language,
                             .raw = raw,
                             .cache = cache,
                             .keep = keep,
                             .scratch = scratch };
    struct plainness plain = { .end = raw.at, .holds = true };
    struct piece pieces[PIECES];
    struct text_briefs made = { 0 };
    enum barq_status status = BARQ_OK;
    size_t room = 0, count;

    while (!status && (count = cutter_find(&cutter, pieces, PIECES))) {
        if (room - made.count < count &&
            !(made.at = cutter_widen(&cutter, made.at, sizeof(*made.at),
                                     made.count, &room)))
            return fail_nomem(err, "for tokens");
        status = add_pieces(&cutter, pieces, count, &plain, &made, err);
    }
    made.plain = plain.holds && plain.end == raw.at + raw.len;
    made.words = plain.words;
    *briefs = made;
    return status;
}
