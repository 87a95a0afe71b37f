/* The checker: which rules are on, what it refuses, what it says of pairs in
 * a memory and in files. */
#include "check_fixture.h"

#include <stdlib.h>
#include <unistd.h>

static const struct check_row rows[] = {
    { "nothing wrong", "وصل الوزير", "The minister arrived", "" },
    { "no Arabic", " ", "The minister arrived",
      "empty: /The minister arrived" },
    { "no English, and nothing else of it", "قتل 15 شخصا", "",
      "empty:قتل 15 شخصا/" },
    { "in the order of the rules", "لم يقتل 15 شخصا", "16 people were killed",
      "number:15/16; negation:لم/" },
};

static void test_rows(void **state)
{
    (void)state;
    check_rows(NULL, rows, CHECK_COUNT(rows));
}

static void test_names(void **state)
{
    static const struct {
        const char *why, *names;
        unsigned want;
        enum barq_status status;
    } lists[] = {
        { "one", "number", 1u << BARQ_RULE_NUMBER, BARQ_OK },
        { "two, with spaces", " date , name",
          1u << BARQ_RULE_DATE | 1u << BARQ_RULE_NAME, BARQ_OK },
        { "all of them", "all", (1u << BARQ_RULES) - 1, BARQ_OK },
        { "none", "", 0, BARQ_OK },
        { "a slip", "numbers", 7, BARQ_E_USAGE },
    };

    (void)state;
    for (size_t i = 0; i < CHECK_COUNT(lists); i++) {
        unsigned bits = 7;
        assert_int_equal(barq_rules_read(lists[i].names, &bits, NULL),
                         lists[i].status);
        assert_int_equal(bits, lists[i].want);
    }
    assert_string_equal(barq_rule_name(BARQ_RULE_LENGTH), "length");
    assert_string_equal(barq_rule_name((enum barq_rule)99), "unknown");
}

static char *write_file(const char *text)
{
    char *path = strdup("/tmp/barq-check-XXXXXX");
    int fd = mkstemp(path);

    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), (int)strlen(text));
    close(fd);
    return path;
}

static void drop_file(char *path)
{
    unlink(path);
    free(path);
}

/* How many findings a pair with two faults has under this barq.ini. */
static size_t count_with(const char *ini, unsigned only, unsigned off)
{
    struct barq_checker *checker;
    const struct barq_finding *found;
    size_t count = 0;
    char *path = write_file(ini);
    const struct barq_checker_options options = { .config = path,
                                                  .only = only,
                                                  .off = off };

    assert_int_equal(barq_checker_open(&options, &checker, NULL), BARQ_OK);
    assert_int_equal(barq_check_pair(checker, check_text("لم يقتل 15 شخصا"),
                                     check_text("16 people were killed"),
                                     &found, &count, NULL),
                     BARQ_OK);
    barq_checker_close(checker);
    drop_file(path);
    return count;
}

static void test_config(void **state)
{
    const unsigned number = BARQ_RULE_BIT(BARQ_RULE_NUMBER);

    (void)state;
    assert_int_equal(count_with("", 0, 0), 2);
    assert_int_equal(count_with("[check]\noff = negation\n", 0, 0), 1);
    assert_int_equal(count_with("[check]\nonly = date\n", 0, 0), 0);
    assert_int_equal(count_with("[check]\nonly = date\n", number, 0), 1);
    assert_int_equal(count_with("[check]\noff = number\n", number, 0), 1);
    assert_int_equal(count_with("", 0, number), 1);
    assert_int_equal(count_with("[mt x]\nengine = deepl\n", 0, number), 1);
}

static void test_bad_config(void **state)
{
    static const struct {
        const char *ini, *message;
    } bad[] = {
        { "[check]\noff = negatoin\n", ":2: no check is called \"negatoin\"" },
        { "[check]\nrules = name\n", ":2: [check] has no setting \"rules\"" },
    };

    (void)state;
    for (size_t i = 0; i < CHECK_COUNT(bad); i++) {
        struct barq_checker *checker = NULL;
        struct barq_error err = { .message = "" };
        char *path = write_file(bad[i].ini);
        const struct barq_checker_options options = { .config = path };
        assert_int_equal(barq_checker_open(&options, &checker, &err),
                         BARQ_E_INPUT);
        assert_non_null(strstr(err.message, bad[i].message));
        drop_file(path);
    }
}

static void test_refused(void **state)
{
    static char large[(1 << 16) + 2];
    struct barq_checker *checker;
    const struct barq_finding *found;
    size_t count = 0;

    (void)state;
    memset(large, 'a', sizeof(large) - 1);
    assert_int_equal(barq_checker_open(NULL, &checker, NULL), BARQ_OK);
    assert_int_equal(barq_check_pair(checker, check_text(large),
                                     check_text("a"), &found, &count, NULL),
                     BARQ_E_INPUT);
    assert_int_equal(barq_check_pair(checker, check_text("\xFF"),
                                     check_text("a"), &found, &count, NULL),
                     BARQ_E_INPUT);
    barq_checker_close(checker);
}

struct told {
    int pairs;
    int64_t unit, pair;
};

static void tell(void *context, const struct barq_checked *checked)
{
    struct told *told = context;

    told->pairs++;
    told->unit = checked->unit;
    told->pair = checked->pair;
    assert_int_equal(checked->count, 1);
    assert_string_equal(checked->found[0].level, "error");
}

static void test_file(void **state)
{
    static const struct {
        const char *why, *text;
        int64_t pairs, pair;
    } files[] = {
        { "a table", "وصل الوزير\tThe minister came\nقتل 15\t16 died\n", 2, 2 },
        { "a draft, open segments aside",
          " {\"story\":{\"lang\":\"ar\"},\"segments\":["
          "{\"source\":\"وصل\",\"target\":null},"
          "{\"source\":\"قتل 15\",\"target\":\"16 died\"}]}",
          1, 2 },
        { "a draft into Arabic",
          "{\"story\":{\"lang\":\"en\"},\"segments\":["
          "{\"source\":\"16 died\",\"target\":\"قتل 15\"}]}",
          1, 1 },
    };

    (void)state;
    for (size_t i = 0; i < CHECK_COUNT(files); i++) {
        struct barq_checker *checker;
        struct told told = { 0, 0, 0 };
        const struct barq_check_sink sink = { tell, &told };
        struct barq_check_counts counts;
        char *path = write_file(files[i].text);
        assert_int_equal(barq_checker_open(NULL, &checker, NULL), BARQ_OK);
        assert_int_equal(barq_check_file(checker, path, &sink, &counts, NULL),
                         BARQ_OK);
        assert_int_equal(counts.pairs, files[i].pairs);
        assert_int_equal(counts.suspects, 1);
        assert_int_equal(counts.findings[BARQ_RULE_NUMBER], 1);
        assert_int_equal(told.pairs, 1);
        assert_int_equal(told.pair, files[i].pair);
        barq_checker_close(checker);
        drop_file(path);
    }
}

static void test_memory(void **state)
{
    struct barq_checker *checker;
    struct barq_memory *memory;
    struct told told = { 0, 0, 0 };
    const struct barq_check_sink sink = { tell, &told };
    struct barq_check_counts counts;
    struct barq_unit unit = { .ar = check_text("قتل 15"),
                              .en = check_text("16 died"),
                              .story = check_text("flood"),
                              .confidence = 1 };
    const struct barq_filter other = { .story = check_text("fire") };

    (void)state;
    assert_int_equal(barq_memory_open(NULL, BARQ_WRITE, &memory, NULL),
                     BARQ_OK);
    assert_int_equal(barq_memory_add(memory, &unit, NULL, NULL, NULL), BARQ_OK);
    unit.en = check_text("15 died");
    assert_int_equal(barq_memory_add(memory, &unit, NULL, NULL, NULL), BARQ_OK);
    assert_int_equal(barq_checker_open(NULL, &checker, NULL), BARQ_OK);
    assert_int_equal(
        barq_check_memory(checker, memory, NULL, &sink, &counts, NULL),
        BARQ_OK);
    assert_int_equal(counts.pairs, 2);
    assert_int_equal(counts.suspects, 1);
    assert_int_equal(told.unit, 1);
    assert_int_equal(
        barq_check_memory(checker, memory, &other, NULL, &counts, NULL),
        BARQ_OK);
    assert_int_equal(counts.pairs, 0);
    barq_checker_close(checker);
    barq_memory_close(memory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),    cmocka_unit_test(test_names),
        cmocka_unit_test(test_config),  cmocka_unit_test(test_bad_config),
        cmocka_unit_test(test_refused), cmocka_unit_test(test_file),
        cmocka_unit_test(test_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
