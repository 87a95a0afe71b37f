/*
 * model.c - tm/rules/align.tsv: three columns, what is set, of what, and to
 * what.
 *
 *   lambda  number  0.85
 *   words   number  0.6
 *   weight  1-2     -3
 */
#include "align/model.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/table.h"

#include <stdlib.h>
#include <string.h>

const char *const evidence_names[EVIDENCE_KINDS] = {
    [EVIDENCE_SAME] = "same",
    [EVIDENCE_NUMBER] = "number",
    [EVIDENCE_NAME] = "name",
    [EVIDENCE_DATE] = "date",
    [EVIDENCE_CODE] = "code",
    [EVIDENCE_TERM] = "term",
    [EVIDENCE_LEARNT] = "learnt",
    [EVIDENCE_WORD] = "word",
    [EVIDENCE_DOCUMENT] = "document",
    [EVIDENCE_HINT] = "hint",
    [EVIDENCE_DICTIONARY] = "dictionary",
    [EVIDENCE_SYNONYM] = "synonym",
    [EVIDENCE_MARK] = "mark",
};

const char *const feature_names[FEATURES] = {
    [FEATURE_LENGTH] = "length",
    [FEATURE_ACROSS_BLOCKS] = "across-blocks",
    [FEATURE_TITLES] = "titles",
    [FEATURE_TITLE_TEXT] = "title-text",
    [FEATURE_TITLES_ON] = "titles-on",
    [FEATURE_FURNITURE] = "furniture",
    [FEATURE_OPEN_INSIDE] = "open-inside",
    [FEATURE_CLOSED_INSIDE] = "closed-inside",
    [FEATURE_ENDS_DIFFER] = "ends-differ",
    [FEATURE_UNSUPPORTED] = "unsupported",
    [FEATURE_MARGINAL] = "marginal",
    [FEATURE_LONE_MARGINAL] = "lone-marginal",
    [FEATURE_LONE_FURNITURE] = "lone-furniture",
    [FEATURE_LONE_TITLE] = "lone-title",
    [FEATURE_LONE_LIKES] = "lone-likes",
    [FEATURE_LONE_STRANGE] = "lone-strange",
    [FEATURE_ASTRAY] = "astray",
    [FEATURE_QUOTES] = "quotes",
    [FEATURE_SHAPES] = "1-0",
    "1-1",
    "1-2",
    "2-2",
    "1-3",
    "2-3",
    "3-3",
    "1-4",
    "1-5",
    "1-6",
    "1-7",
    "1-8",
};

const char *const confidence_names[CONFIDENCES] = {
    [CONFIDENCE_BASE] = "base",           [CONFIDENCE_POSTERIOR] = "posterior",
    [CONFIDENCE_NEIGHBOUR] = "neighbour", [CONFIDENCE_CROSSING] = "crossing",
    [CONFIDENCE_WIDE] = "wide",           [CONFIDENCE_ODD] = "odd",
    [CONFIDENCE_ASTRAY] = "astray",       [CONFIDENCE_FOUND] = "found",
    [CONFIDENCE_LOST] = "lost",           [CONFIDENCE_CHARS] = "chars",
    [CONFIDENCE_FREE] = "free",
};

static double *find(const char *const *names, size_t count, double *values,
                    struct barq_text name)
{
    for (size_t i = 0; i < count; i++)
        if (text_equal(name, text_of(names[i])))
            return &values[i];
    return NULL;
}

/* What a line of the table sets; NULL if there is no such thing. */
static double *place_of(struct align_model *model, const struct table *table)
{
    struct barq_text what = table->field[0], name = table->field[1];

    if (text_equal(what, text_of("lambda")))
        return find(evidence_names, EVIDENCE_KINDS, model->lambda, name);
    if (text_equal(what, text_of("words")))
        return find(evidence_names, EVIDENCE_KINDS, model->words, name);
    if (text_equal(what, text_of("weight")))
        return find(feature_names, FEATURES, model->weight, name);
    if (text_equal(what, text_of("freer")))
        return find(feature_names, FEATURES, model->freer, name);
    if (text_equal(what, text_of("share")))
        return find(&feature_names[FEATURE_SHAPES], SHAPE_FAMILIES,
                    model->share, name);
    if (text_equal(what, text_of("adapt")))
        return text_equal(name, text_of("shapes")) ? &model->adapt : NULL;
    if (text_equal(what, text_of("confidence")))
        return find(confidence_names, CONFIDENCES, model->confidence, name);
    if (text_equal(what, text_of("ceiling")))
        return &model->ceiling;
    return NULL;
}

static bool read_number(struct barq_text text, double *number)
{
    char digits[32] = "", *end;

    if (!text.len || text.len >= sizeof(digits))
        return false;
    memcpy(digits, text.at, text.len);
    *number = strtod(digits, &end);
    return *end == 0;
}

enum barq_status model_read(struct align_model *out, struct arena scratch,
                            struct barq_error *err)
{
    struct table table;
    enum barq_status status =
        table_open(&table, "rules/align.tsv", &scratch, err);

    *out = (struct align_model){ .ceiling = 1 };
    while (!status && !(status = table_next(&table, 3, err))) {
        double *place = place_of(out, &table), number;
        if (!place)
            return table_fail(&table, "no such figure", err);
        if (!read_number(table.field[2], &number))
            return table_fail(&table, "the third column is no number", err);
        *place = number;
    }
    if (status != BARQ_NOTHING)
        return status;
    for (int k = 0; k < EVIDENCE_KINDS; k++)
        if (out->lambda[k] < 0 || out->lambda[k] > 0.99)
            return table_fail(&table, "a lambda must be from 0 to 0.99", err);
    for (int f = 0; f < SHAPE_FAMILIES; f++)
        if (!(out->share[f] > 0))
            return table_fail(&table, "a share must be over 0", err);
    return BARQ_OK;
}
