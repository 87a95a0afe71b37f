/*
 * pair_words.c - what a story can be recognised by in another language.
 *
 *   type            from                          keys
 *   w + stem        a content word                e: its English stem, or those
 *                                                 of its renderings; a: the
 *                                                 Arabic ones; c: the codes of
 *                                                 its lexicon entries
 *   t + words       a term of two or three words  the same
 *   v + value       a number, date, amount        v: the value itself
 *
 * Two types are likes when they share a key, or when both may be a name and
 * one is how the other would be written (pair_likes.c).  A Latin word in the
 * Arabic has the keys of an English one.  Each form of a word is looked up
 * once for the whole archive, and a type has the keys of all its forms.
 *
 * Furniture is left out, and so are function words: they stand everywhere.
 */
#include "align/pair.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/name.h"
#include "text/stem.h"

#include <string.h>

enum {
    TERM_MOST = 3,
    RENDERINGS_MOST = 12,
    WORD_MOST = 200,   /* bytes; what is longer is no word */
    CLASSES_LEAST = 2, /* of a name; fewer say nothing */
};

/* Of true pairs, how often what has such a key finds its like. */
static const float lambda_word = 0.55F, lambda_code = 0.6F,
                   lambda_latin = 0.85F, lambda_value = 0.8F;

struct taking {
    struct pair_side *side;
    struct text_language language;
    struct arena *keep;
    uint32_t story;
    size_t place;  /* bytes of prose before what is looked at */
    uint32_t type; /* the one that keys go to */
    bool rendered; /* it has a rendering in the lexicon */
    bool full;
};

static uint64_t tagged(char tag, struct barq_text text)
{
    return text_hash(text) ^ (uint64_t)(unsigned char)tag << 56;
}

/* ------------------------------------------------------------ vocabulary */

static bool add_type(struct taking *t)
{
    struct pair_side *side = t->side;
    struct pair_type *types =
        pair_grow(side->types, sizeof(*types), side->type_count,
                  &side->type_room, t->keep);
    uint32_t *last = pair_grow(side->last_story, sizeof(*last),
                               side->type_count, &side->last_room, t->keep);

    t->full = t->full || !types || !last || side->type_count == UINT32_MAX;
    if (t->full)
        return false;
    side->types = types;
    side->last_story = last;
    types[side->type_count] = (struct pair_type){ 0 };
    last[side->type_count++] = 0;
    return true;
}

static void add_to_story(struct taking *t)
{
    struct pair_side *side = t->side;

    if (side->last_story[t->type] == t->story + 1)
        return;
    struct pair_mention *mentions =
        pair_grow(side->mentions, sizeof(*mentions), side->mention_count,
                  &side->mention_room, t->keep);
    t->full = t->full || !mentions;
    if (!mentions)
        return;
    side->mentions = mentions;
    mentions[side->mention_count++] =
        (struct pair_mention){ t->type, (float)t->place };
    side->last_story[t->type] = t->story + 1;
}

/* The type of this name goes into the story; makes it if it is new. */
static void begin_type(struct taking *t, uint64_t hash)
{
    struct pair_side *side = t->side;
    bool added = false;
    const uint32_t *type = pair_map_put(
        &side->type_map, hash, (uint32_t)side->type_count, &added, t->keep);

    t->full = t->full || !type;
    if (!type)
        return;
    t->type = *type;
    t->rendered = false;
    if (!added || add_type(t))
        add_to_story(t);
}

/* Was this form, or this value, never seen before in the archive? */
static bool is_new_form(struct taking *t, uint64_t hash)
{
    bool added = false;

    if (!t->full)
        t->full = !pair_map_put(&t->side->form_map, hash, 0, &added, t->keep);
    return added && !t->full;
}

static void add_key(struct taking *t, char tag, struct barq_text text,
                    float lambda)
{
    struct pair_side *side = t->side;

    if (t->full || !text.len)
        return;
    struct pair_key *keys = pair_grow(
        side->keys, sizeof(*keys), side->key_count, &side->key_room, t->keep);
    t->full = !keys;
    if (!keys)
        return;
    side->keys = keys;
    keys[side->key_count++] =
        (struct pair_key){ tagged(tag, text), t->type, lambda };
}

static void add_name(struct taking *t, struct barq_text text)
{
    struct pair_side *side = t->side;
    char classes[NAME_KEY_MOST];
    size_t count = name_key(text, classes);

    if (t->full || count < CLASSES_LEAST)
        return;
    struct pair_name *names =
        pair_grow(side->names, sizeof(*names), side->name_count,
                  &side->name_room, t->keep);
    struct barq_text kept = arena_text(t->keep, text);
    t->full = !names || !kept.at;
    if (t->full)
        return;
    side->names = names;
    names[side->name_count++] = (struct pair_name){
        .skeleton = text_hash((struct barq_text){ classes, count }),
        .classes = (uint8_t)count,
        .type = t->type,
        .text = kept,
    };
}

/* ----------------------------------------------------------------- words */

static bool has_space(struct barq_text text)
{
    return text.len && memchr(text.at, ' ', text.len) != NULL;
}

/* An English word as its stem, a term as it stands. */
static void add_english(struct taking *t, struct barq_text key, float lambda)
{
    char stem[WORD_MOST + STEM_GROWTH];

    if (key.len > 4 && memcmp(key.at, "the ", 4) == 0)
        key = text_slice(key, 4, key.len);
    if (key.len > WORD_MOST)
        return;
    if (has_space(key)) {
        add_key(t, 'e', key, lambda);
        return;
    }
    size_t len = stem_english(t->language.lexicon, key, key, stem);
    add_key(t, 'e', (struct barq_text){ stem, len }, lambda);
}

static bool has_rendering(const struct taking *t, struct barq_text key)
{
    struct lexicon_pair found;

    return key.len && lexicon_find(t->language.lexicon, t->language.lang, key,
                                   &found, 1) > 0;
}

static void add_renderings(struct taking *t, struct barq_text key)
{
    struct lexicon_pair found[RENDERINGS_MOST];
    size_t count = lexicon_find(t->language.lexicon, t->language.lang, key,
                                found, RENDERINGS_MOST);

    for (size_t i = 0; i < count && i < RENDERINGS_MOST; i++) {
        t->rendered = true;
        add_key(t, 'c', found[i].code, lambda_code);
        if (t->language.lang == BARQ_AR)
            add_english(t, found[i].en, lambda_word);
        else
            add_key(t, 'a', found[i].ar, lambda_word);
    }
}

static bool is_latin(struct barq_text key)
{
    return key.len && ((key.at[0] >= 'a' && key.at[0] <= 'z') ||
                       (key.at[0] >= 'A' && key.at[0] <= 'Z'));
}

static bool may_be_name(const struct taking *t, const struct token *token)
{
    if (t->rendered || is_latin(token->raw) != (t->language.lang == BARQ_EN))
        return false;
    return t->language.lang == BARQ_AR || token->raw.at[0] <= 'Z';
}

static void add_form(struct taking *t, const struct token *token)
{
    bool stemmed = !text_equal(token->l2, token->l3);

    if (is_latin(token->l2))
        add_english(t, token->l2,
                    t->language.lang == BARQ_AR ? lambda_latin : lambda_word);
    else
        add_key(t, 'a', token->l2, lambda_word);
    add_renderings(t, token->l2);
    if (stemmed) {
        if (!is_latin(token->l3))
            add_key(t, 'a', token->l3, lambda_word);
        add_renderings(t, token->l3);
    }
    if (!may_be_name(t, token))
        return;
    add_name(t, token->l1);
    if (stemmed && t->language.lang == BARQ_AR)
        add_name(t, token->l3);
}

static void add_word(struct taking *t, const struct token *token)
{
    if (token->l2.len > WORD_MOST)
        return;
    begin_type(t, tagged('w', token->l3));
    /* Case is told apart: "Turkey" may be a name, "turkey" is not. */
    if (is_new_form(t, tagged('f', token->raw)))
        add_form(t, token);
}

static void add_value(struct taking *t, struct barq_text canonical)
{
    uint64_t hash = tagged('v', canonical);

    begin_type(t, hash);
    if (is_new_form(t, hash))
        add_key(t, 'v', canonical, lambda_value);
}

static void add_number(struct taking *t, struct barq_text value)
{
    char canonical[64] = "number:";
    const size_t head = 7;

    if (!value.len || value.len > sizeof(canonical) - head)
        return;
    memcpy(canonical + head, value.at, value.len);
    add_value(t, (struct barq_text){ canonical, head + value.len });
}

static void add_term(struct taking *t, struct barq_text key)
{
    if (!has_rendering(t, key))
        return;
    begin_type(t, tagged('t', key));
    if (!is_new_form(t, tagged('t', key)))
        return;
    if (t->language.lang == BARQ_EN)
        add_english(t, key, lambda_word);
    else
        add_key(t, 'a', key, lambda_word);
    add_renderings(t, key);
}

static void add_terms(struct taking *t, const struct tokens *tokens, size_t at)
{
    char term[WORD_MOST];

    for (size_t n = 2; n <= TERM_MOST && at + n <= tokens->count; n++) {
        struct barq_text key =
            text_term(&tokens->at[at], n, false, term, sizeof(term));
        if (!key.len)
            return;
        add_term(t, key);
    }
}

/* --------------------------------------------------------------- stories */

static enum barq_status take_values(struct taking *t, struct barq_text text,
                                    const struct tokens *tokens,
                                    struct arena scratch,
                                    struct barq_error *err)
{
    const struct text_in_tokens cut = { t->language, text, tokens };
    struct arena keep = arena_split(&scratch);
    struct values values = { 0 };
    const size_t before = t->place;
    enum barq_status status =
        text_values_in(&cut, &values, &keep, scratch, err);

    for (size_t i = 0; i < values.count && !status; i++) {
        t->place = before + values.at[i].span.start;
        add_value(t, values.at[i].canonical);
    }
    return status;
}

static enum barq_status take_segment(struct taking *t, struct barq_text text,
                                     struct arena scratch,
                                     struct barq_error *err)
{
    struct arena keep = arena_split(&scratch);
    struct tokens tokens = { 0 };
    const size_t before = t->place;
    enum barq_status status =
        text_tokens(t->language, text, &tokens, &keep, scratch, err);

    if (status)
        return status;
    for (size_t i = 0; i < tokens.count; i++) {
        t->place = before + (size_t)(tokens.at[i].raw.at - text.at);
        if (tokens.at[i].kind == TOKEN_WORD)
            add_word(t, &tokens.at[i]);
        else if (tokens.at[i].kind == TOKEN_NUMBER)
            add_number(t, tokens.at[i].value);
        add_terms(t, &tokens, i);
    }
    t->place = before;
    return take_values(t, text, &tokens, scratch, err);
}

static bool add_story(struct taking *t)
{
    struct pair_side *side = t->side;
    struct pair_story *stories =
        pair_grow(side->stories, sizeof(*stories), side->story_count,
                  &side->story_room, t->keep);

    if (!stories || side->story_count == UINT32_MAX - 1)
        return false;
    side->stories = stories;
    t->story = (uint32_t)side->story_count;
    stories[side->story_count++] = (struct pair_story){
        .first = side->mention_count,
    };
    return true;
}

/* Places were bytes while the length of the story was not known. */
static void end_story(struct taking *t, size_t chars)
{
    struct pair_side *side = t->side;
    struct pair_story *story = &side->stories[t->story];

    story->chars = chars;
    story->count = side->mention_count - story->first;
    for (size_t i = 0; i < story->count; i++) {
        struct pair_mention *mention = &side->mentions[story->first + i];
        story->print = story->print * 0x100000001B3 + mention->type;
        story->print = story->print * 0x100000001B3 + (uint64_t)mention->place;
        mention->place /= (float)(chars + 1);
    }
}

enum barq_status pair_take_story(struct barq_archive *archive,
                                 const struct barq_story *story,
                                 struct arena scratch, struct barq_error *err)
{
    struct taking t = {
        .side = &archive->side[story->lang == BARQ_EN ? PAIR_EN : PAIR_AR],
        .language = { story->lang, archive->lexicon },
        .keep = &archive->keep,
    };
    enum barq_status status = BARQ_OK;
    size_t chars = 0;

    if (!add_story(&t))
        return fail_nomem(err, "for the stories of an archive");
    for (size_t i = 0; i < story->segment_count && !status; i++) {
        const struct barq_segment *segment = &story->segments[i];
        if (segment->kind == BARQ_FURNITURE)
            continue;
        t.place = chars;
        status = take_segment(&t, segment->text, scratch, err);
        chars += segment->text.len;
    }
    end_story(&t, chars);
    if (!status && t.full)
        status = fail_nomem(err, "for the words of an archive");
    return status;
}
