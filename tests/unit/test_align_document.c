/* What the first pass teaches the second about a kind of text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "align/document.h"

#include <math.h>

static const struct {
    const char *why;
    double found, items, less; /* of what stands alone */
} kinds[] = {
    { "news: half is found", 5000, 10000, 0 },
    { "a little less is news still", 4300, 10000, 0 },
    { "old prose: a third", 3200, 10000, 0.79 },
    { "verse: a fifth, but no more than so much", 1900, 10000, 1.5 },
    { "nothing likely: as any text", 0, 0, 0 },
    { "too little seen to tell", 2, 10, 0 },
};

/* Shapes as often as they are in general move nothing. */
static struct document_shapes general(const struct align_model *model)
{
    struct document_shapes shapes = { .found = 0 };

    for (int f = 0; f < SHAPE_FAMILIES; f++)
        shapes.expected[f] = 100 * model->share[f];
    return shapes;
}

static struct align_model even_model(void)
{
    struct align_model model = { .adapt = 1 };

    for (int f = 0; f < SHAPE_FAMILIES; f++)
        model.share[f] = 1.0 / SHAPE_FAMILIES;
    return model;
}

static void what_stands_alone_weighs_by_the_kind_of_text(void **state)
{
    struct align_model model = even_model();

    (void)state;
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        struct document_shapes shapes = general(&model);
        shapes.found = kinds[i].found;
        shapes.items = kinds[i].items;
        struct align_model own = document_model(&model, &shapes);
        if (fabs(own.weight[FEATURE_SHAPES] + kinds[i].less) > 0.01)
            fail_msg("%s: %f", kinds[i].why, own.weight[FEATURE_SHAPES]);
        for (int f = 1; f < SHAPE_FAMILIES; f++)
            assert_true(fabs(own.weight[FEATURE_SHAPES + f]) < 1e-9);
    }
}

/* Twice as many mergers as in general make a merger more likely here. */
static void shapes_are_as_often_as_they_are(void **state)
{
    struct align_model model = even_model();
    struct document_shapes shapes = general(&model);

    (void)state;
    shapes.expected[2] *= 2;
    struct align_model own = document_model(&model, &shapes);
    assert_true(own.weight[FEATURE_SHAPES + 2] > 0.4);
    assert_true(own.weight[FEATURE_SHAPES + 1] < 0);
    assert_true(own.weight[FEATURE_SHAPES + 1] > -0.2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_stands_alone_weighs_by_the_kind_of_text),
        cmocka_unit_test(shapes_are_as_often_as_they_are),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
