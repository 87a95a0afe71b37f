/* Pointers into JSON. */
#include "base/json.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void pointers_lead_to_values(void **state)
{
    static const struct {
        const char *why, *pointer, *want; /* NULL: to nothing */
    } cases[] = {
        { "a member", "/a", "1" },
        { "an item", "/b/1", "3" },
        { "a member of an item", "/b/2/c", "4" },
        { "an empty name", "/", "5" },
        { "a stroke in a name", "/d~1e", "6" },
        { "a tilde in a name", "/f~0g", "7" },
        { "a number is a name in an object", "/8", "8" },
        { "behind the end", "/b/3", NULL },
        { "before the start", "/b/-1", NULL },
        { "no number", "/b/x", NULL },
        { "half a number", "/b/1x", NULL },
        { "no such member", "/z/y", NULL },
        { "into a text", "/a/b", NULL },
        { "not a pointer", "a", NULL },
    };
    cJSON *json = NULL;

    (void)state;
    assert_int_equal(
        BARQ_OK,
        json_read(
            text_of("{\"a\":\"1\",\"b\":[\"2\",\"3\",{\"c\":\"4\"}],"
                    "\"\":\"5\",\"d/e\":\"6\",\"f~g\":\"7\",\"8\":\"8\"}"),
            &json, NULL));
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const char *got =
            cJSON_GetStringValue(json_at(json, text_of(cases[i].pointer)));
        print_message("  %s\n", cases[i].why);
        if (cases[i].want)
            assert_string_equal(cases[i].want, got);
        else
            assert_null(got);
    }
    assert_ptr_equal(json, json_at(json, text_of("")));
    cJSON_Delete(json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pointers_lead_to_values),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
