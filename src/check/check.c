/*
 * check.c - the rules, one after another, on one pair of texts.
 *
 *   ar  qutila 15 shakhsan wa lam yusab akharun
 *   en  Fifteen people were killed and others were hurt.
 *                                      negation: "lam" has nothing in English
 *
 * Both texts are cut once, into tokens and values, and their words linked;
 * then each rule that is on has a look.  A text that is missing is one
 * finding, whatever else might be said of it.
 *
 * tm/rules/checks.tsv says of each rule whether it means an error or a
 * warning, and what it is for.
 */
#include "check/check.h"

#include "base/buf.h"
#include "base/error.h"
#include "base/ini.h"
#include "base/utf8.h"
#include "text/table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define TABLE "rules/checks.tsv"

/* Bytes that no Arabic word has. */
enum { RUN_TOGETHER = 32 };

/* Of what is known of places: how much the share of the text counts beside
 * one link, and how fast a link counts less with the distance, in bytes. */
static const double prior = 0.1, fade = 30;

#define RULES_ALL ((1u << BARQ_RULES) - 1)

static const char *const rule_names[BARQ_RULES] = {
    [BARQ_RULE_NUMBER] = "number",     [BARQ_RULE_DATE] = "date",
    [BARQ_RULE_NAME] = "name",         [BARQ_RULE_QUOTE] = "quote",
    [BARQ_RULE_NEGATION] = "negation", [BARQ_RULE_DIRECTION] = "direction",
    [BARQ_RULE_LEFTOVER] = "leftover", [BARQ_RULE_TERM] = "term",
    [BARQ_RULE_DOUBLED] = "doubled",   [BARQ_RULE_EMPTY] = "empty",
    [BARQ_RULE_SAME] = "same",         [BARQ_RULE_LENGTH] = "length",
    [BARQ_RULE_CONTROL] = "control",   [BARQ_RULE_MIXED] = "mixed",
};

static const struct {
    unsigned rules; /* it may report any of these */
    check_rule *run;
} rules[] = {
    { BARQ_RULE_BIT(BARQ_RULE_NUMBER) | BARQ_RULE_BIT(BARQ_RULE_DATE),
      check_values },
    { BARQ_RULE_BIT(BARQ_RULE_NAME), check_names },
    { BARQ_RULE_BIT(BARQ_RULE_QUOTE), check_quotes },
    { BARQ_RULE_BIT(BARQ_RULE_NEGATION) | BARQ_RULE_BIT(BARQ_RULE_DIRECTION),
      check_polarity },
    { BARQ_RULE_BIT(BARQ_RULE_LEFTOVER) | BARQ_RULE_BIT(BARQ_RULE_CONTROL),
      check_script },
    { BARQ_RULE_BIT(BARQ_RULE_TERM), check_terms },
    { BARQ_RULE_BIT(BARQ_RULE_DOUBLED) | BARQ_RULE_BIT(BARQ_RULE_SAME) |
          BARQ_RULE_BIT(BARQ_RULE_LENGTH),
      check_shape },
    { BARQ_RULE_BIT(BARQ_RULE_MIXED), check_mixed },
};
enum { RULES = sizeof(rules) / sizeof(rules[0]) };

/* ----------------------------------------------------------------- names */

const char *barq_rule_name(enum barq_rule rule)
{
    return (unsigned)rule < BARQ_RULES ? rule_names[rule] : "unknown";
}

static bool find_rule(struct barq_text name, unsigned *rule)
{
    for (unsigned i = 0; i < BARQ_RULES; i++)
        if (text_equal(name, text_of(rule_names[i]))) {
            *rule = i;
            return true;
        }
    return false;
}

static enum barq_status no_such_rule(struct barq_text name,
                                     struct barq_error *err)
{
    struct buf list = { 0 };

    for (size_t i = 0; i < BARQ_RULES; i++)
        buf_addf(&list, "%s%s", i ? ", " : "", rule_names[i]);
    enum barq_status status =
        fail(err, BARQ_E_USAGE, 0, "no check is called \"%.*s\" (there is: %s)",
             (int)name.len, name.at, list.at ? list.at : "");
    buf_release(&list);
    return status;
}

enum barq_status barq_rules_read(const char *names, unsigned *bits,
                                 struct barq_error *err)
{
    struct barq_text rest = text_of(names ? names : "");
    unsigned made = 0, rule = 0;

    while (rest.len) {
        struct barq_text name = text_trim(text_field(&rest, ','));
        bool all = text_equal(name, text_of("all"));
        if (name.len && !all && !find_rule(name, &rule))
            return no_such_rule(name, err);
        if (name.len)
            made |= all ? RULES_ALL : BARQ_RULE_BIT(rule);
    }
    *bits = made;
    return BARQ_OK;
}

/* ----------------------------------------------------------------- opening */

static enum barq_status read_about(struct barq_checker *checker,
                                   struct arena *keep, struct barq_error *err)
{
    struct table table;
    enum barq_status status = table_open(&table, TABLE, keep, err);
    unsigned rule = 0;

    for (size_t i = 0; i < BARQ_RULES; i++)
        checker->about[i] = (struct check_about){ "", "warning" };
    while (!status && (status = table_next(&table, 3, err)) == BARQ_OK) {
        struct barq_text level = table.field[1];
        if (!find_rule(table.field[0], &rule))
            return table_fail(&table, "no such check", err);
        if (!text_equal(level, text_of("error")) &&
            !text_equal(level, text_of("warning")))
            return table_fail(&table, "neither an error nor a warning", err);
        struct barq_text about = arena_text(keep, table.field[2]);
        if (!about.at)
            return fail_nomem(err, "for the checks");
        checker->about[rule].about = about.at;
        checker->about[rule].level = level.at[0] == 'e' ? "error" : "warning";
    }
    return status == BARQ_NOTHING ? BARQ_OK : status;
}

static enum barq_status read_setting(const struct ini *ini,
                                     const struct ini_entry *entry,
                                     unsigned *only, unsigned *off,
                                     struct barq_error *err)
{
    bool is_only = text_equal(entry->name, text_of("only"));
    unsigned bits = 0;
    struct barq_error why;

    if (!is_only && !text_equal(entry->name, text_of("off")))
        return ini_fail(ini, entry, err, "[check] has no setting \"%s\"",
                        entry->name.at);
    if (barq_rules_read(entry->value.at, &bits, &why))
        return ini_fail(ini, entry, err, "%s", why.message);
    *(is_only ? only : off) |= bits;
    return BARQ_OK;
}

static enum barq_status read_config(const char *path, unsigned *only,
                                    unsigned *off, struct arena *keep,
                                    struct barq_error *err)
{
    struct ini ini;
    enum barq_status status = ini_read(path, true, &ini, keep, err);

    for (size_t i = 0; !status && i < ini.count; i++)
        if (text_equal(ini.entries[i].section, text_of("check")))
            status = read_setting(&ini, &ini.entries[i], only, off, err);
    return status;
}

/* Which rules are on. */
static enum barq_status choose(struct barq_checker *checker,
                               const struct barq_checker_options *options,
                               struct arena scratch, struct barq_error *err)
{
    unsigned only = 0, off = 0;
    enum barq_status status =
        options->config
            ? read_config(options->config, &only, &off, &scratch, err)
            : BARQ_OK;

    if (options->only)
        only = options->only;
    /* What is asked for by name is on, whatever the desk's file says. */
    if (options->only)
        off = 0;
    checker->on = (only ? only : RULES_ALL) & ~(off | options->off);
    return status;
}

static enum barq_status fill(struct barq_checker *checker, struct arena *keep,
                             const struct barq_checker_options *options,
                             struct barq_error *err)
{
    struct arena scratch = arena_split(keep);
    enum barq_status status = lexicon_open(&checker->lexicon, err);

    if (!status)
        status = name_costs_open(&checker->names, err);
    if (!status)
        status =
            word_linker_open(checker->lexicon, NULL, &checker->linker, err);
    if (!status)
        status = cues_read(&checker->cues, "rules/cues.tsv", checker->lexicon,
                           keep, scratch, err);
    if (!status)
        status = cues_read(&checker->capitals, "rules/capitals.tsv",
                           checker->lexicon, keep, scratch, err);
    if (!status)
        status = read_about(checker, keep, err);
    if (!status)
        status = choose(checker, options, scratch, err);
    checker->terms = options->terms;
    checker->term_count = options->term_count;
    checker->pair = scratch;
    return status;
}

enum barq_status barq_checker_open(const struct barq_checker_options *options,
                                   struct barq_checker **out,
                                   struct barq_error *err)
{
    static const struct barq_checker_options defaults = { 0 };
    struct block home;
    struct arena keep;
    enum barq_status status = block_reserve(&home, TASK_CEILING, &keep, err);

    if (status)
        return status;
    struct barq_checker *checker = arena_new(&keep, struct barq_checker, 1);
    if (!checker) {
        block_release(home);
        return fail_nomem(err, "for the checks");
    }
    checker->home = home;
    checker->story = check_story_new(&keep);
    if (!checker->story) {
        block_release(home);
        return fail_nomem(err, "for the checks");
    }
    status = fill(checker, &keep, options ? options : &defaults, err);
    if (status)
        barq_checker_close(checker);
    else
        *out = checker;
    return status;
}

void barq_checker_close(struct barq_checker *checker)
{
    if (!checker)
        return;
    word_linker_close(checker->linker);
    name_costs_close(checker->names);
    lexicon_close(checker->lexicon);
    block_release(checker->home);
}

const char *barq_checker_about(const struct barq_checker *checker,
                               enum barq_rule rule)
{
    return (unsigned)rule < BARQ_RULES ? checker->about[rule].about : "";
}

const char *barq_checker_level(const struct barq_checker *checker,
                               enum barq_rule rule)
{
    return (unsigned)rule < BARQ_RULES ? checker->about[rule].level : "";
}

/* ------------------------------------------------------------------ a pair */

bool check_is_on(const struct check *check, enum barq_rule rule)
{
    return check->checker->on & BARQ_RULE_BIT(rule);
}

void check_report(struct check *check, const struct barq_finding *finding)
{
    if (!check_is_on(check, finding->rule) ||
        check->count == CHECK_FINDINGS_MOST)
        return;
    check->found[check->count] = *finding;
    check->found[check->count++].level =
        check->checker->about[finding->rule].level;
}

bool check_alike(const struct check *check, struct barq_text arabic,
                 struct barq_text latin, double least)
{
    struct name_letters a, l;

    name_spell(arabic, &a);
    name_spell(latin, &l);
    return name_letters_alike(check->checker->names, &a, &l, least);
}

struct barq_span check_span(const struct check_side *side,
                            const struct token *token)
{
    size_t start = (size_t)(token->raw.at - side->raw.at);

    return (struct barq_span){ start, start + token->raw.len };
}

/* As far behind the links around it as it is in the Arabic, the nearer the
 * link the more it counts, with the same share of the text as one more. */
double check_english_place(const struct check *check, double at)
{
    const struct check_side *ar = &check->side[CHECK_AR];
    const struct check_side *en = &check->side[CHECK_EN];
    double scale = (double)en->raw.len / (double)ar->raw.len;
    double sum = prior * at * scale, weights = prior;

    for (size_t i = 0; i < check->links.count; i++) {
        const struct word_link *link = &check->links.at[i];
        double from = (double)(link->ar.start + link->ar.end) / 2;
        double to = (double)(link->en.start + link->en.end) / 2;
        double weight = link->weight * exp(-fabs(at - from) / fade);
        sum += weight * (to + (at - from) * scale);
        weights += weight;
    }
    return sum / weights;
}

bool check_is_run_together(const struct check_side *side)
{
    for (size_t i = 0; i < side->tokens.count; i++)
        if (side->tokens.at[i].l2.len > RUN_TOGETHER)
            return true;
    return false;
}

static enum barq_status cut_side(struct check_side *side, struct arena *keep,
                                 struct arena scratch, struct barq_error *err)
{
    enum barq_status status = text_tokens(side->language, side->raw,
                                          &side->tokens, keep, scratch, err);

    return status ? status
                  : text_values_in(&(struct text_in_tokens){ side->language,
                                                             side->raw,
                                                             &side->tokens },
                                   &side->values, keep, scratch, err);
}

static enum barq_status cut(struct check *check, struct arena scratch)
{
    const struct barq_text texts[CHECK_SIDES] = { check->side[CHECK_AR].raw,
                                                  check->side[CHECK_EN].raw };
    enum barq_status status = BARQ_OK;

    for (int i = 0; i < CHECK_SIDES && !status; i++)
        status = cut_side(&check->side[i], check->keep, scratch, check->err);
    return status ? status
                  : word_links(check->checker->linker, texts, &check->links,
                               check->keep, scratch, check->err);
}

/* Is one side, or are both, without text? */
static bool is_empty(struct check *check)
{
    bool ar = !text_trim(check->side[CHECK_AR].raw).len;
    bool en = !text_trim(check->side[CHECK_EN].raw).len;
    struct barq_finding finding = {
        .rule = BARQ_RULE_EMPTY,
        .ar = { 0, check->side[CHECK_AR].raw.len },
        .en = { 0, check->side[CHECK_EN].raw.len },
        .note = ar && en ? "there is no text on either side"
                : ar     ? "there is no Arabic"
                         : "there is no English",
    };

    if (ar || en)
        check_report(check, &finding);
    return ar || en;
}

static int compare(const void *a, const void *b)
{
    const struct barq_finding *x = a, *y = b;

    if (x->rule != y->rule)
        return x->rule < y->rule ? -1 : 1;
    if (x->ar.start != y->ar.start)
        return x->ar.start < y->ar.start ? -1 : 1;
    return x->en.start < y->en.start ? -1 : x->en.start > y->en.start;
}

static enum barq_status run(struct check *check, struct arena scratch)
{
    enum barq_status status = BARQ_OK;

    if (is_empty(check))
        return BARQ_OK;
    status = cut(check, scratch);
    for (size_t i = 0; i < RULES && !status; i++)
        if (check->checker->on & rules[i].rules)
            status = rules[i].run(check, scratch);
    if (check->count)
        qsort(check->found, check->count, sizeof(*check->found), compare);
    return status;
}

static enum barq_status check_texts(struct barq_text ar, struct barq_text en,
                                    struct barq_error *err)
{
    size_t bad = 0;

    if (ar.len > CHECK_TEXT_MOST || en.len > CHECK_TEXT_MOST)
        return fail(err, BARQ_E_INPUT, 0,
                    "a text of more than 64 KiB is too long to be checked");
    const struct barq_text texts[] = { ar, en };
    for (int i = 0; i < 2; i++)
        if (!utf8_check(texts[i], &bad))
            return fail(err, BARQ_E_INPUT, 0,
                        "a text to be checked %s at byte %zu",
                        utf8_problem(texts[i], bad), bad);
    return BARQ_OK;
}

enum barq_status barq_check_pair(struct barq_checker *checker,
                                 struct barq_text ar, struct barq_text en,
                                 const struct barq_finding **found,
                                 size_t *count, struct barq_error *err)
{
    struct arena keep = checker->pair;
    struct arena scratch = arena_split(&keep);
    struct barq_finding *room =
        arena_new(&keep, struct barq_finding, CHECK_FINDINGS_MOST);
    enum barq_status status = check_texts(ar, en, err);

    if (status)
        return status;
    if (!room)
        return fail_nomem(err, "for the findings of a pair");
    struct check check = {
        .checker = checker,
        .side = { { .language = { BARQ_AR, checker->lexicon }, .raw = ar },
                  { .language = { BARQ_EN, checker->lexicon }, .raw = en } },
        .found = room,
        .keep = &keep,
        .err = err,
    };
    status = run(&check, scratch);
    if (status)
        return status;
    *found = check.found;
    *count = check.count;
    return BARQ_OK;
}
