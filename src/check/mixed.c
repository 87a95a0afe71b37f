/*
 * mixed.c - does a story write one name in two ways?
 *
 * Of the pairs of one story each English name is held against the Arabic word
 * that it is spelt like, and what the story wrote before for that word:
 *
 *   pair 2   zilinski   Zelensky     kept
 *   pair 5   zilinski   Zelenskyy    reported: the story has Zelensky before
 *   pair 7   zilinski   Zelensky     not again: once a name is enough
 *
 * To be rarely wrong it takes only what is spelt alike beyond doubt (`like`),
 * the one Arabic word for the one English, of three consonant classes (two if
 * it is LONG) and four letters at least, and neither a word of the languages
 * nor a place, whose forms (Syria, Syrian) the lexicon knows.  Forms of which
 * one is the other with an ending (Houthi, Houthis) are no two ways to write
 * it; nor is al- before it.
 *
 * What one story is says who hands out the pairs (check_story_begin); for
 * pairs by themselves the rule is off.
 *
 * Limits: names word by word; of a story with more than SEEN_MOST names, the
 * first; two people whose names are one in Arabic (Steven, Stephen) are taken
 * for one.
 */
#include "check/name.h"

#include "base/error.h"
#include "base/utf8.h"

#include <string.h>

enum { SEEN_MOST = 1024, FORM_MOST = 40 };
enum { LETTERS_LEAST = 4, LONG = 6, ARABIC_LEAST = 6, CLASSES_LEAST = 3 };

static const double like = 0.8;

struct seen_name {
    uint64_t arabic;
    bool said;
    char form[FORM_MOST], written[FORM_MOST]; /* as L2 key; as it stands */
};

struct check_story {
    bool on;
    size_t count;
    struct seen_name at[SEEN_MOST];
};

struct check_story *check_story_new(struct arena *keep)
{
    return arena_new(keep, struct check_story, 1);
}

void check_story_begin(struct barq_checker *checker)
{
    checker->story->on = true;
    checker->story->count = 0;
}

void check_story_end(struct barq_checker *checker)
{
    checker->story->on = false;
}

/* ------------------------------------------------------------------ English */

static bool has_article(struct barq_text raw)
{
    return raw.len > 3 && strchr("aAeE", raw.at[0]) && raw.at[1] == 'l' &&
           raw.at[2] == '-';
}

/* The word without an article; false if it is no name. */
static bool take_name(const struct check *check, const struct token *token,
                      struct token *name)
{
    char key[NAME_KEY_MOST];

    *name = *token;
    if (has_article(token->raw)) {
        name->raw = text_slice(token->raw, 3, token->raw.len);
        name->l2 = text_slice(token->l2, 3, token->l2.len);
    }
    if (!check_name_is_capital(name))
        return false;
    name->l2 = check_name_bare(name->l2);
    return name->l2.len >= LETTERS_LEAST && name->l2.len < FORM_MOST &&
           name->raw.len < FORM_MOST &&
           !memchr(name->l2.at, '-', name->l2.len) &&
           name_key(name->l2, key) + (name->l2.len >= LONG) >= CLASSES_LEAST &&
           !check_name_is_translated(check, token) &&
           !check_name_is_geographic(check, name->l2);
}

/* ------------------------------------------------------------------- Arabic */

static double likeness(const struct check *check, struct barq_text arabic,
                       struct barq_text latin)
{
    double alike = 0;

    name_cost(check->checker->names, arabic, latin, &alike);
    return alike;
}

/* How an Arabic word is read as the name: as it stands, or without what is
 * written before it; and how alike that is. */
static double read_as(const struct check *check, const struct token *token,
                      struct barq_text latin, struct barq_text *reading)
{
    struct barq_text whole = token->l2;
    const struct barq_text ways[] = {
        whole, token->l3, text_slice(whole, whole.len > 8 ? 2 : 0, whole.len)
    };
    double most = 0;

    for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
        double alike = likeness(check, ways[i], latin);
        if (alike > most) {
            most = alike;
            *reading = ways[i];
        }
    }
    return most;
}

static bool may_be_name(const struct check *check, const struct token *token)
{
    return !check_name_is_other(token) && token->l2.len >= ARABIC_LEAST &&
           !check_name_is_common(check, token->l2) &&
           !check_name_is_common(check, token->l3);
}

/* The Arabic word that is spelt so; NULL if there is none, or are two. */
static const struct token *find_arabic(const struct check *check,
                                       struct barq_text latin,
                                       struct barq_text *reading)
{
    const struct tokens *tokens = &check->side[CHECK_AR].tokens;
    const struct token *best = NULL;
    struct barq_text way = { "", 0 };
    bool several = false;

    for (size_t i = 0; i < tokens->count; i++) {
        const struct token *token = &tokens->at[i];
        if (!may_be_name(check, token) ||
            read_as(check, token, latin, &way) < like)
            continue;
        several = several || (best && !text_equal(way, *reading));
        best = token;
        *reading = way;
    }
    return several ? NULL : best;
}

/* Has the English another name that is spelt like the word? */
static bool has_rival(const struct check *check, const struct token *arabic,
                      struct barq_text latin)
{
    const struct tokens *tokens = &check->side[CHECK_EN].tokens;
    struct barq_text way = { "", 0 };
    struct token name;

    for (size_t i = 0; i < tokens->count; i++)
        if (take_name(check, &tokens->at[i], &name) &&
            !text_equal(name.l2, latin) &&
            read_as(check, arabic, name.l2, &way) >= like)
            return true;
    return false;
}

/* ---------------------------------------------------------------- the story */

/* Is one the other with an ending of English? */
static bool is_form_of(struct barq_text a, struct barq_text b)
{
    static const char *const ends[] = { "",    "s",    "es",  "n",   "an",
                                        "ian", "i",    "ese", "ite", "ites",
                                        "ist", "ists", "ism", "ish", "is" };
    struct barq_text less = a.len < b.len ? a : b, more = a.len < b.len ? b : a;
    struct barq_text end = text_slice(more, less.len, more.len);

    if (memcmp(less.at, more.at, less.len) != 0)
        return false;
    for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
        if (text_equal(end, text_of(ends[i])))
            return true;
    return false;
}

static struct seen_name *find_seen(struct check_story *story, uint64_t arabic)
{
    for (size_t i = 0; i < story->count; i++)
        if (story->at[i].arabic == arabic)
            return &story->at[i];
    return NULL;
}

static void keep_name(struct check_story *story, uint64_t arabic,
                      const struct token *name)
{
    if (story->count == SEEN_MOST)
        return;
    struct seen_name *to = &story->at[story->count++];
    *to = (struct seen_name){ .arabic = arabic };
    memcpy(to->form, name->l2.at, name->l2.len);
    memcpy(to->written, name->raw.at, check_name_bare(name->raw).len);
}

static enum barq_status say(struct check *check, struct seen_name *before,
                            const struct token *english,
                            const struct token *arabic)
{
    struct barq_text note =
        arena_print(check->keep, "the story has %s before", before->written);

    if (!note.at)
        return fail_nomem(check->err, "for the names of a pair");
    before->said = true;
    check_report(check, &(struct barq_finding){
                            .rule = BARQ_RULE_MIXED,
                            .ar = check_span(&check->side[CHECK_AR], arabic),
                            .en = check_span(&check->side[CHECK_EN], english),
                            .note = note.at });
    return BARQ_OK;
}

static enum barq_status see(struct check *check, const struct token *english)
{
    struct check_story *story = check->checker->story;
    struct barq_text reading = { "", 0 };
    struct token name;

    if (!take_name(check, english, &name))
        return BARQ_OK;
    const struct token *arabic = find_arabic(check, name.l2, &reading);
    if (!arabic || has_rival(check, arabic, name.l2))
        return BARQ_OK;
    uint64_t key = text_hash(reading);
    struct seen_name *before = find_seen(story, key);
    if (!before)
        keep_name(story, key, &name);
    else if (!before->said && !is_form_of(name.l2, text_of(before->form)))
        return say(check, before, english, arabic);
    return BARQ_OK;
}

enum barq_status check_mixed(struct check *check, struct arena scratch)
{
    const struct tokens *tokens = &check->side[CHECK_EN].tokens;
    enum barq_status status = BARQ_OK;

    (void)scratch;
    if (!check->checker->story->on)
        return BARQ_OK;
    for (size_t i = 0; i < tokens->count && !status; i++)
        status = see(check, &tokens->at[i]);
    return status;
}
