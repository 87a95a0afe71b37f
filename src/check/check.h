/*
 * check.h - is a translation what its source says?
 *
 * The room stands above align, whose links between words it asks, and below
 * formats and translate, which show what it finds.  barq_check_pair() is its
 * face; this header is for its own files, one for each family of rules.
 *
 * Two requirements fight here: a desk that is shown false alarms stops
 * reading them, and a fault that goes unseen is printed.  So no rule trusts
 * one side alone.  It pairs what the one side says with what the other says,
 * as freely as translators do, and reports what finds no partner; and only
 * what is seldom without one in good translations.
 */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include "align/words.h"
#include "base/arena.h"
#include "barq.h"
#include "check/cues.h"
#include "text/name.h"
#include "text/text.h"

enum { CHECK_AR, CHECK_EN, CHECK_SIDES };

/* The longest text that is checked, and the most findings of a pair. */
enum { CHECK_TEXT_MOST = 1 << 16, CHECK_FINDINGS_MOST = 64 };

/* One text, cut once for all rules. */
struct check_side {
    struct text_language language;
    struct barq_text raw;
    struct tokens tokens;
    struct values values;
};

/* A pair while it is checked. */
struct check {
    const struct barq_checker *checker;
    struct check_side side[CHECK_SIDES];
    struct word_links links;
    /* Of each Arabic word, while names are checked: where it stands in the
     * English, and whether a name there accounts for it; 0: not asked yet. */
    double *places;
    signed char *accounted;
    struct barq_finding *found;
    size_t count;
    struct arena *keep; /* as long as the pair */
    struct barq_error *err;
};

struct check_about {
    const char *about, *level;
};

struct barq_checker {
    struct block home;
    struct lexicon *lexicon;
    struct name_costs *names;
    struct word_linker *linker;
    struct cues cues;     /* tm/rules/cues.tsv */
    struct cues capitals; /* tm/rules/capitals.tsv */
    struct check_about about[BARQ_RULES];
    const struct barq_term *terms;
    size_t term_count;
    struct check_story *story; /* mixed.c */
    unsigned on;               /* BARQ_RULE_BIT()s */
    struct arena pair;         /* anew for each pair */
};

/* A rule's work on a pair that has text on both sides. */
typedef enum barq_status check_rule(struct check *check, struct arena scratch);

check_rule check_values;   /* number, date */
check_rule check_names;    /* name */
check_rule check_quotes;   /* quote */
check_rule check_polarity; /* negation, direction */
check_rule check_script;   /* leftover, control */
check_rule check_terms;    /* term */
check_rule check_shape;    /* doubled, same, length */
check_rule check_mixed;    /* mixed */

/* The pairs from here on are of one story, which is compared with itself,
 * until the next one begins; or, after the end, each is by itself. */
void check_story_begin(struct barq_checker *checker);
void check_story_end(struct barq_checker *checker);
struct check_story *check_story_new(struct arena *keep); /* NULL: no room */

bool check_is_on(const struct check *check, enum barq_rule rule);

/* Report something; more than CHECK_FINDINGS_MOST are not kept. */
void check_report(struct check *check, const struct barq_finding *finding);

/* Is the Latin name spelt as the Arabic one, to this degree (text/name.h)? */
bool check_alike(const struct check *check, struct barq_text arabic,
                 struct barq_text latin, double least);

/* The bytes of a token in its side. */
struct barq_span check_span(const struct check_side *side,
                            const struct token *token);

/* Where in the English, in bytes, something is said that stands at byte `at`
 * of the Arabic. */
double check_english_place(const struct check *check, double at);

/* Were words run together, in a bad copy?  They tell nothing of what they
 * are. */
bool check_is_run_together(const struct check_side *side);

#endif
