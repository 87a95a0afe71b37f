/*
 * token.c - a segment as a row of tokens, each with its keys and what the
 * lexicon knows of it.
 *
 * A token's l2 is looked up as it stands; an Arabic one that is not known is
 * looked up without its proclitics too ("and-July" is a date), and so is
 * what its stem may name.  The name of a month in two words (those of the
 * Levant) is one token:
 *
 *   <tishrin al-awwal> 2,024.50 %  ->  DATE "month:10", NUMBER "2024.5", PUNCT
 */
#include "text/text.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/chars.h"
#include "text/cutter.h"
#include "text/fold.h"
#include "text/lexicon.h"
#include "text/number.h"
#include "text/stem.h"
#include "text/values.h"

static enum barq_status fold_keys(struct cutter *cutter, struct token *token,
                                  struct barq_error *err)
{
    enum barq_status status = text_fold(token->raw, TEXT_L1, &token->l1,
                                        cutter->keep, cutter->scratch, err);

    if (status)
        return status;
    status = text_fold(token->l1, TEXT_L2, &token->l2, cutter->keep,
                       cutter->scratch, err);
    token->l3 = token->l2;
    token->value = (struct barq_text){ "", 0 };
    return status;
}

/* A capital in front, or behind the article of a name: al-Bahri. */
static bool has_capital(struct barq_text key)
{
    size_t i = 0;

    if (key.len > 3 &&
        (memcmp(key.at, "al-", 3) == 0 || memcmp(key.at, "el-", 3) == 0))
        i = 3;
    return key.len && char_is_upper(utf8_next(key, &i));
}

/* A lower-case "march" is no month, a lower-case "turkey" no country. */
static bool may_be_name(const struct token *token)
{
    return word_is_arabic(token->l2) || has_capital(token->l1);
}

/* Is a stop or a number next?  Only then is "Jan" a month. */
static bool is_shortened(const struct cutter *cutter)
{
    struct text_span next;
    size_t i = cutter->at;
    enum scan_class class = scan_token(cutter->raw, &i, &next);

    return class == SCAN_NUMBER ||
           (class == SCAN_PUNCT && cutter->raw.at[next.start] == '.');
}

/* The date that a word may name, whatever stands around it. */
static struct barq_text date_of(const struct lexicon *lexicon,
                                const struct token *token,
                                const struct word *word)
{
    if (!word || !word->date.len || word->flags & WORD_NUMBER ||
        !may_be_name(token))
        return (struct barq_text){ "", 0 };
    return lexicon_text(lexicon, word->date);
}

/* The Arabic column of the lexicon is curated, and a function word stays one
 * behind "and"; of the English renderings, which are phrases cut short now
 * and then, only those are meant that no table of content words has. */
static bool is_function(const struct word *word, const struct word *bare,
                        bool arabic)
{
    const struct word *w = word ? word : bare;

    if (!w)
        return false;
    if (arabic)
        return w->flags & (WORD_FUNCTION | WORD_GRAMMAR);
    return word &&
           (word->flags & WORD_GRAMMAR ||
            (word->flags & WORD_FUNCTION && !(word->flags & WORD_CONTENT)));
}

static enum token_polarity polarity_of(const struct lexicon *lexicon,
                                       const struct token *token,
                                       const struct word *word,
                                       const struct word *bare)
{
    size_t len = token->l2.len;

    if (word && word->polarity)
        return word->polarity;
    if (bare && bare->polarity)
        return bare->polarity;
    if (len <= 3 || memcmp(token->l2.at + len - 3, "n't", 3) != 0)
        return POLARITY_NONE;
    word = lexicon_word(lexicon, BARQ_EN, text_of("n't"));
    return word ? word->polarity : POLARITY_NONE;
}

static bool leads_month(const struct lexicon *lexicon, struct barq_text l2)
{
    const struct word *lead =
        lexicon_word(lexicon, BARQ_AR, stem_bare(lexicon, l2));

    return lead && lead->flags & WORD_LEADS && !(lead->flags & WORD_CALENDAR);
}

/* Kind, polarity, date and name of a word, as far as its letters tell. */
static void know_word(const struct lexicon *lexicon, struct word_facts *facts)
{
    struct token *token = &facts->token;
    bool arabic = word_is_arabic(token->l2);
    enum barq_lang lang = arabic ? BARQ_AR : BARQ_EN;
    const struct word *word = lexicon_word(lexicon, lang, token->l2);
    const struct word *bare = word;

    if (arabic)
        bare = lexicon_word(lexicon, lang, stem_bare(lexicon, token->l2));
    else if (!word)
        bare = lexicon_word(lexicon, lang, token->l3);
    const struct word *dated = word ? word : bare;
    facts->date = date_of(lexicon, token, dated);
    facts->date_hash = text_hash(facts->date);
    facts->shortened = dated && dated->flags & WORD_SHORT;
    facts->capital = has_capital(token->l1);
    facts->leads = facts->class == SCAN_WORD && leads_month(lexicon, token->l2);
    token->polarity = polarity_of(lexicon, token, word, bare);
    token->kind = is_function(word, bare, arabic) ? TOKEN_FUNCTION : TOKEN_WORD;
    token->name =
        bare && bare->flags & (WORD_NAME | WORD_NATION) && may_be_name(token);
}

/* What the place of a word adds to its facts. */
static void place_word(const struct cutter *cutter,
                       const struct word_facts *facts, struct token *token)
{
    if (facts->date.len && (!facts->shortened || is_shortened(cutter))) {
        token->kind = TOKEN_DATE;
        token->value = facts->date;
        token->stem_hash = token->key_hash = facts->date_hash;
    }
    if (facts->capital && token->kind == TOKEN_WORD &&
        (cutter->begun || cutter->language.lang != BARQ_EN))
        token->name = true;
}

/* If `token` begins the name of a month in two words, make it span both. */
static enum barq_status join_month(struct cutter *cutter, struct token *token,
                                   struct barq_error *err)
{
    const struct lexicon *lexicon = cutter->language.lexicon;
    struct text_span next;
    size_t i = cutter->at;
    struct token both = *token;

    if (scan_token(cutter->raw, &i, &next) != SCAN_WORD)
        return BARQ_OK;
    both.raw.len = (size_t)(cutter->raw.at + next.end - token->raw.at);
    enum barq_status status = fold_keys(cutter, &both, err);
    if (status)
        return status;
    struct barq_text bare = stem_bare(lexicon, token->l2);
    bare.len += both.l2.len - token->l2.len;
    bare.at = both.l2.at + (both.l2.len - bare.len);
    const struct word *word = lexicon_word(lexicon, BARQ_AR, bare);
    if (!word || !word->date.len)
        return BARQ_OK;
    both.kind = TOKEN_DATE;
    both.value = lexicon_text(lexicon, word->date);
    both.no_value = false;
    both.l2_hash = text_hash(both.l2);
    both.stem_hash = both.key_hash = text_hash(both.value);
    both.plain = false; /* there is a space in it */
    both.note = NULL;
    *token = both;
    cutter->at = next.end;
    return BARQ_OK;
}

static enum barq_status value_number(struct token *token, struct arena *keep,
                                     struct barq_error *err)
{
    struct barq_text digits = token->l1;
    bool minus = digits.len && digits.at[0] == '-';

    if (minus)
        digits = text_slice(digits, 1, digits.len);
    struct barq_text value = number_value(digits, keep);
    if (minus && value.at)
        value = arena_print(keep, "-%.*s", (int)value.len, value.at);
    token->value = value;
    return value.at ? BARQ_OK : fail_nomem(err, "for tokens");
}

/* What brief.c wants to know, worth it for a word that comes again. */
static enum barq_status know_plain(const struct cutter *cutter,
                                   struct token *token, struct barq_error *err)
{
    struct arena keep = cutter->scratch, below = arena_split(&keep);
    struct barq_text key = { 0 };
    size_t words = text_word_count(token->raw), i = 0;
    enum barq_status status =
        text_fold(token->raw, TEXT_L0, &key, &keep, below, err);

    token->words = (unsigned char)(words < 2 ? words : 2);
    token->plain = !status && text_equal(key, token->raw) &&
                   fold_stands_alone(utf8_next(token->raw, &i), TEXT_L0) &&
                   !memchr(token->l2.at, ' ', token->l2.len);
    return status;
}

/* The facts of facts->token.raw. */
static enum barq_status learn(struct cutter *cutter, struct word_facts *facts,
                              struct barq_error *err)
{
    struct token *token = &facts->token;
    enum barq_status status = fold_keys(cutter, token, err);

    if (status)
        return status;
    token->kind = TOKEN_PUNCT;
    if (facts->class == SCAN_NUMBER) {
        token->kind = TOKEN_NUMBER;
        status = value_number(token, cutter->keep, err);
    } else if (facts->class != SCAN_PUNCT) {
        status = stem_token(cutter->language.lexicon, token, facts->class,
                            cutter->keep, err);
        if (!status)
            know_word(cutter->language.lexicon, facts);
    }
    if (!status)
        status =
            stem_hashes(cutter->language.lexicon, token, cutter->scratch, err);
    if (cutter->cache) /* worth asking once of each word */
        token->no_value = !atoms_may_begin(cutter->language.lexicon, token->l2);
    return status;
}

size_t cutter_find(const struct cutter *cutter, struct piece *pieces,
                   size_t most)
{
    size_t at = cutter->at, count = 0;

    while (count < most) {
        struct piece *piece = &pieces[count];
        piece->class = scan_token(cutter->raw, &at, &piece->span);
        if (piece->class == SCAN_END)
            break;
        count++;
        if (!cutter->cache)
            continue;
        piece->hash = word_cache_hash(
            text_slice(cutter->raw, piece->span.start, piece->span.end),
            piece->class);
        word_cache_expect(cutter->cache, piece->hash);
    }
    return count;
}

/* The facts of a piece, from the cache if it has them, else in *made. */
static enum barq_status know(struct cutter *cutter, const struct piece *piece,
                             struct barq_text raw, struct word_facts *made,
                             const struct word_facts **facts,
                             struct barq_error *err)
{
    *facts = cutter->cache ? word_cache_find(cutter->cache, raw, piece->class,
                                             piece->hash)
                           : NULL;
    if (*facts)
        return BARQ_OK;
    *made = (struct word_facts){ .token.raw = raw,
                                 .class = piece->class,
                                 .hash = piece->hash };
    enum barq_status status = learn(cutter, made, err);
    if (!status && cutter->cache)
        status = know_plain(cutter, &made->token, err);
    if (!status && cutter->cache)
        *facts = word_cache_keep(cutter->cache, made);
    if (!*facts)
        *facts = made;
    return status;
}

enum barq_status cutter_fill(struct cutter *cutter, struct token *token,
                             const struct piece *piece, struct barq_error *err)
{
    struct barq_text raw =
        text_slice(cutter->raw, piece->span.start, piece->span.end);
    const struct word_facts *facts;
    struct word_facts made;
    enum barq_status status = know(cutter, piece, raw, &made, &facts, err);

    if (status)
        return status;
    *token = facts->token;
    token->raw = raw;
    cutter->at = piece->span.end;
    if (piece->class == SCAN_PUNCT)
        return BARQ_OK;
    if (piece->class != SCAN_NUMBER)
        place_word(cutter, facts, token);
    cutter->begun = true;
    return facts->leads && token->kind != TOKEN_DATE
               ? join_month(cutter, token, err)
               : BARQ_OK;
}

/* Room for a token of every eight bytes, which is more than most texts have;
 * then for twice as many. */
static bool make_room(struct tokens *tokens, size_t *room, struct barq_text raw,
                      struct arena *keep)
{
    size_t more = *room ? 2 * *room : raw.len / 8 + 8;
    struct token *at = arena_new_raw(keep, struct token, more);

    if (!at)
        return false;
    if (tokens->at)
        memcpy(at, tokens->at, tokens->count * sizeof(*at));
    tokens->at = at;
    *room = more;
    return true;
}

/* Before the first of some pieces is looked at; its slot and those of the next
 * are near by now. */
static void expect_first(const struct cutter *cutter,
                         const struct piece *pieces, size_t count)
{
    for (size_t i = 0; cutter->cache && i < AHEAD && i < count; i++)
        word_cache_expect_facts(cutter->cache, pieces[i].hash);
}

/* Tokens of pieces, but of those that were joined to the one before. */
static enum barq_status cut_pieces(struct cutter *cutter,
                                   const struct piece *pieces, size_t count,
                                   struct tokens *made, size_t *room,
                                   struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    expect_first(cutter, pieces, count);
    for (size_t i = 0; i < count && !status; i++) {
        if (cutter->cache && i + AHEAD < count)
            word_cache_expect_facts(cutter->cache, pieces[i + AHEAD].hash);
        if (pieces[i].span.start < cutter->at)
            continue;
        if (made->count == *room &&
            !make_room(made, room, cutter->raw, cutter->keep))
            return fail_nomem(err, "for tokens");
        status = cutter_fill(cutter, &made->at[made->count++], &pieces[i], err);
    }
    return status;
}

static enum barq_status cut(struct cutter *cutter, struct tokens *tokens,
                            struct barq_error *err)
{
    struct piece pieces[PIECES];
    struct tokens made = { 0 };
    size_t room = 0, count;

    while ((count = cutter_find(cutter, pieces, PIECES))) {
        enum barq_status status =
            cut_pieces(cutter, pieces, count, &made, &room, err);
        if (status)
            return status;
    }
    if (!made.at && !make_room(&made, &room, cutter->raw, cutter->keep))
        return fail_nomem(err, "for tokens");
    *tokens = made;
    return BARQ_OK;
}

enum barq_status text_tokens(struct text_language language,
                             struct barq_text raw, struct tokens *tokens,
                             struct arena *keep, struct arena scratch,
                             struct barq_error *err)
{
    struct cutter cutter = {
        .language = language, .raw = raw, .keep = keep, .scratch = scratch
    };

    return cut(&cutter, tokens, err);
}

enum barq_status text_tokens_cached(struct word_cache *cache,
                                    struct barq_text raw, struct tokens *tokens,
                                    struct arena *keep, struct arena scratch,
                                    struct barq_error *err)
{
    struct cutter cutter = { .language = cache->language,
                             .raw = raw,
                             .cache = cache,
                             .keep = keep,
                             .scratch = scratch };

    return cut(&cutter, tokens, err);
}

/* ------------------------------------------------------------ words alone */

static enum barq_status add_words(struct cutter *cutter,
                                  const struct piece *pieces, size_t count,
                                  struct text_words *words,
                                  struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    expect_first(cutter, pieces, count);
    for (size_t i = 0; i < count && !status; i++) {
        const struct text_span span = pieces[i].span;
        const struct word_facts *facts;
        struct word_facts made;
        if (i + AHEAD < count)
            word_cache_expect_facts(cutter->cache, pieces[i + AHEAD].hash);
        if (pieces[i].class == SCAN_PUNCT)
            continue;
        status = know(cutter, &pieces[i],
                      text_slice(cutter->raw, span.start, span.end), &made,
                      &facts, err);
        if (!status)
            words->at[words->count++] =
                (struct text_word){ span, facts->token.l2,
                                    facts->token.l2_hash };
    }
    cutter->at = pieces[count - 1].span.end;
    return status;
}

void *cutter_widen(const struct cutter *cutter, void *at, size_t size,
                   size_t count, size_t *room)
{
    size_t more = 2 * *room + cutter->raw.len / 8 + PIECES;
    void *wider =
        arena_take_raw(cutter->keep, size, _Alignof(max_align_t), more);

    if (wider && count)
        memcpy(wider, at, count * size);
    *room = wider ? more : *room;
    return wider;
}

/* So many pieces may have as many words, and a mark or two between. */
static size_t batch(size_t words)
{
    return words < PIECES - 2 ? words + 2 : PIECES;
}

enum barq_status text_words_cached(struct word_cache *cache,
                                   struct barq_text raw,
                                   struct text_words *words, struct arena *keep,
                                   struct arena scratch, struct barq_error *err)
{
    struct cutter cutter = { .language = cache->language,
                             .raw = raw,
                             .cache = cache,
                             .keep = keep,
                             .scratch = scratch };
    struct piece pieces[PIECES];
    struct text_words made = { .most = words->most };
    enum barq_status status = BARQ_OK;
    size_t room = 0, count, most = made.most ? made.most : SIZE_MAX;

    while (!status && made.count < most &&
           (count = cutter_find(&cutter, pieces, batch(most - made.count)))) {
        if (room - made.count < count &&
            !(made.at = cutter_widen(&cutter, made.at, sizeof(*made.at),
                                     made.count, &room)))
            return fail_nomem(err, "for the words of a text");
        status = add_words(&cutter, pieces, count, &made, err);
    }
    *words = made;
    return status;
}

struct barq_text text_term(const struct token *token, size_t count, bool stem,
                           char *to, size_t room)
{
    size_t len = 0;

    for (size_t i = 0; i < count; i++) {
        struct barq_text key = stem && i == 0 ? token[i].l3 : token[i].l2;
        if (token[i].kind == TOKEN_PUNCT || len + key.len + 1 > room)
            return (struct barq_text){ 0 };
        if (i)
            to[len++] = ' ';
        memcpy(to + len, key.at, key.len);
        len += key.len;
    }
    return (struct barq_text){ to, len };
}
