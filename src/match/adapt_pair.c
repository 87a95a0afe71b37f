/*
 * adapt_pair.c - which value is which, in query, stored source and
 * translation.
 *
 * Query and source say the same things in the same order, so their values
 * pair by place.  A translation has an order of its own, so there they pair
 * by value; that holds only if each stands as often on the one side as on the
 * other, and what stands twice changes in the same way twice:
 *
 *   12 killed, 12 hurt  ->  15 killed, 12 hurt     refused: which is which?
 *   12 killed           ->  "12 were killed ... the 12"     refused
 *
 * A number that the translation alone has was worked out from the others, or
 * comes from elsewhere: nothing is changed beside it.  But an ordinal in words
 * is mostly part of a name that the source writes without one ("the second
 * war"), and stays as it is.  So does one that the source alone has, or a
 * weekday, if it is the query's as well: "for the first time", "on Wednesday"
 * is easily said otherwise, or left out.
 */
#include "match/adapt_steps.h"

#include "base/utf8.h"
#include "text/chars.h"

bool adapt_same_value(const struct value *a, const struct value *b)
{
    return text_equal(a->canonical, b->canonical);
}

bool adapt_same_values(const struct values *a, const struct values *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (!adapt_same_value(&a->at[i], &b->at[i]))
            return false;
    return true;
}

size_t adapt_count_value(const struct values *values, const struct value *value)
{
    size_t count = 0;

    for (size_t i = 0; i < values->count; i++)
        count += adapt_same_value(&values->at[i], value);
    return count;
}

struct barq_text adapt_words_at(const struct adapt_side *side,
                                const struct value *value)
{
    return text_slice(side->raw, value->span.start, value->span.end);
}

bool adapt_pair_sources(struct adapting *a)
{
    const struct values *now = &a->query.values, *was = &a->stored.values;

    if (now->count != was->count)
        return adapt_refuse(a, "%zu numbers or dates, where the memory has %zu",
                            now->count, was->count);
    if (now->count > ADAPT_VALUES_MOST)
        return adapt_refuse(a, "too many numbers");
    for (size_t i = 0; i < now->count; i++) {
        struct barq_text x = adapt_words_at(&a->query, &now->at[i]);
        struct barq_text y = adapt_words_at(&a->stored, &was->at[i]);
        if (now->at[i].type != was->at[i].type)
            return adapt_refuse(a, "%.*s is not of the kind of %.*s",
                                (int)x.len, x.at, (int)y.len, y.at);
    }
    return true;
}

bool adapt_is_ordinal_word(struct barq_text raw, const struct value *value)
{
    struct barq_text words =
        text_slice(raw, value->span.start, value->span.end);

    for (size_t i = 0; i < words.len;)
        if (char_is_digit(utf8_next(words, &i)))
            return false;
    return value->type == VALUE_ORDINAL;
}

/* May the i-th value of a side be there and not on the other? */
static bool may_stand_alone(const struct adapting *a,
                            const struct adapt_side *one, size_t i)
{
    const struct value *value = &one->values.at[i];
    bool ordinal = adapt_is_ordinal_word(one->raw, value);

    if (one == &a->target)
        return ordinal;
    return (ordinal || value->type == VALUE_WEEKDAY) &&
           adapt_same_value(value, &a->query.values.at[i]);
}

/* Every value of one side, as often on the other; but for what may stand
 * alone. */
static bool covers(struct adapting *a, const struct adapt_side *one,
                   const struct adapt_side *other, const char *name)
{
    for (size_t i = 0; i < one->values.count; i++) {
        const struct value *value = &one->values.at[i];
        size_t here = adapt_count_value(&one->values, value);
        size_t there = adapt_count_value(&other->values, value);
        struct barq_text words = adapt_words_at(one, value);
        if (!there && may_stand_alone(a, one, i))
            continue;
        if (!there)
            return adapt_refuse(a, "%.*s is not in the stored %s",
                                (int)words.len, words.at, name);
        if (there != here)
            return adapt_refuse(a,
                                "%.*s stands %zu times, and %zu times in "
                                "the stored %s",
                                (int)words.len, words.at, here, there, name);
    }
    return true;
}

size_t adapt_count_alone(const struct adapting *a)
{
    size_t count = 0;

    for (size_t i = 0; i < a->stored.values.count; i++)
        count += may_stand_alone(a, &a->stored, i) &&
                 !adapt_count_value(&a->target.values, &a->stored.values.at[i]);
    return count;
}

bool adapt_pair_target(struct adapting *a)
{
    if (a->target.values.count > ADAPT_VALUES_MOST)
        return adapt_refuse(a, "too many numbers");
    return covers(a, &a->stored, &a->target, "translation") &&
           covers(a, &a->target, &a->stored, "source");
}

/* What stands twice must change in the same way twice. */
bool adapt_changes_alike(struct adapting *a, size_t i)
{
    const struct value *was = a->stored.values.at, *now = a->query.values.at;

    for (size_t k = 0; k < a->stored.values.count; k++)
        if (adapt_same_value(&was[k], &was[i]) &&
            !adapt_same_value(&now[k], &now[i])) {
            struct barq_text words = adapt_words_at(&a->stored, &was[i]);
            return adapt_refuse(a, "%.*s stands twice, for two things",
                                (int)words.len, words.at);
        }
    return true;
}
