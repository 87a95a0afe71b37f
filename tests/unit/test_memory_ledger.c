/*
 * The ledger keeps its one rule whatever is written: an Arabic form is one
 * name's; nothing is half-written, and what is refused stays refused.
 */
#include "memory_fixture.h"

#include "memory/ledger.h"

/* "blynkn", "blynkyn", "antwny blynkn", "washnTn". */
#define BLINKEN "\u0628\u0644\u064A\u0646\u0643\u0646"
#define BLINKEEN "\u0628\u0644\u064A\u0646\u0643\u064A\u0646"
#define MARKED "\u0628\u0644\u064A\u0646\u0643\u064E\u0640\u0646"
#define ANTONY "\u0623\u0646\u062A\u0648\u0646\u064A " BLINKEN
#define WASHINGTON "\u0648\u0627\u0634\u0646\u0637\u0646"

struct given {
    struct barq_text ar[4], other[4];
    struct barq_name name;
};

/* Arabic forms and others set apart by |. */
static struct barq_name *name_of(struct given *g, const char *ar,
                                 const char *house, const char *other,
                                 enum barq_name_status status)
{
    struct barq_text rest = text_of(ar);

    *g = (struct given){ .name = { .house = text_of(house),
                                   .status = status,
                                   .kind = BARQ_PERSON } };
    for (; rest.len; g->name.ar_count++)
        g->ar[g->name.ar_count] = text_field(&rest, '|');
    for (rest = text_of(other); rest.len; g->name.other_count++)
        g->other[g->name.other_count] = text_field(&rest, '|');
    g->name.ar = g->ar;
    g->name.other = g->other;
    return &g->name;
}

static int64_t put(struct fixture *f, const char *ar, const char *house,
                   const char *other, enum barq_name_status status)
{
    struct given g;
    struct barq_error err = { 0 };
    int64_t id = 0;

    if (barq_name_put(f->memory, name_of(&g, ar, house, other, status), &id,
                      &err))
        fail_msg("%s", err.message);
    return id;
}

/* The ledger as "house/ar+ar/other+other/status ", by house form. */
static const char *ledger_line(struct fixture *f)
{
    struct barq_names *names = NULL;
    struct barq_text line = text_of("");

    if (barq_names_list(f->memory, &names, NULL))
        return "";
    for (size_t i = 0; i < barq_names_count(names); i++) {
        const struct barq_name *name = barq_names_at(names, i);
        line = arena_print(&f->keep, "%s%.*s/", line.at, (int)name->house.len,
                           name->house.at);
        for (size_t k = 0; k < name->ar_count; k++)
            line = arena_print(&f->keep, "%s%s%s", line.at, k ? "+" : "",
                               name->ar[k].at);
        for (size_t k = 0; k < name->other_count; k++)
            line = arena_print(&f->keep, "%s%s%s", line.at, k ? "+" : "/",
                               name->other[k].at);
        line = arena_print(&f->keep, "%s %s; ", line.at,
                           barq_name_status_name(name->status));
    }
    barq_names_free(names);
    return line.at;
}

static void a_name_comes_back_as_it_was_given(void **state)
{
    struct fixture *f = *state;
    struct barq_names *names = NULL;
    struct given g;
    struct barq_name *name = name_of(&g, ANTONY "|" BLINKEN, "Antony Blinken",
                                     "Blinkin", BARQ_ACCEPTED);

    name->note = text_of("the State Department's own form");
    name->who = text_of("Rana");
    name->stories = 12;
    assert_int_equal(BARQ_NOTHING, barq_names_list(f->memory, &names, NULL));
    assert_int_equal(BARQ_OK, barq_name_put(f->memory, name, NULL, NULL));
    assert_int_equal(BARQ_OK, barq_names_list(f->memory, &names, NULL));
    assert_int_equal(1, barq_names_count(names));
    const struct barq_name *got = barq_names_at(names, 0);
    assert_text("Antony Blinken", got->house);
    assert_int_equal(2, got->ar_count);
    assert_text(ANTONY, got->ar[0]);
    assert_text(BLINKEN, got->ar[1]);
    assert_int_equal(1, got->other_count);
    assert_text("Blinkin", got->other[0]);
    assert_text("the State Department's own form", got->note);
    assert_text("Rana", got->who);
    assert_int_equal(12, got->stories);
    assert_int_equal(BARQ_PERSON, got->kind);
    assert_true(got->changed > 0);
    barq_names_free(names);
}

static const struct {
    const char *why;
    struct {
        const char *ar, *house, *other;
        enum barq_name_status status;
    } puts[2];
    const char *want;
} joins[] = {
    { "the same house form: forms are joined, each once",
      { { BLINKEN, "Blinken", "", BARQ_ACCEPTED },
        { BLINKEEN "|" MARKED, "blinken", "Blinkin", BARQ_ACCEPTED } },
      "Blinken/" BLINKEN "+" BLINKEEN "/Blinkin accepted; " },
    { "the house form does not give way to itself",
      { { BLINKEN, "Blinken", "Blinken|Blinkin", BARQ_ACCEPTED },
        { BLINKEEN, "Blinken", "Blinkin", BARQ_ACCEPTED } },
      "Blinken/" BLINKEN "+" BLINKEEN "/Blinkin accepted; " },
    { "a new spelling of an accepted name waits for a person",
      { { BLINKEN, "Blinken", "", BARQ_ACCEPTED },
        { BLINKEEN, "Blinken", "", BARQ_PROPOSED } },
      "Blinken/" BLINKEN " accepted; Blinken/" BLINKEEN " proposed; " },
    { "who accepts takes the form from a name that was refused",
      { { BLINKEN, "Blinkin", "", BARQ_REFUSED },
        { BLINKEN, "Blinken", "", BARQ_ACCEPTED } },
      "Blinken/" BLINKEN " accepted; " },
    { "... and leaves it its other forms",
      { { BLINKEN "|" BLINKEEN, "Blinkin", "", BARQ_PROPOSED },
        { BLINKEN, "Blinken", "", BARQ_ACCEPTED } },
      "Blinken/" BLINKEN " accepted; Blinkin/" BLINKEEN " proposed; " },
};

static void what_joins_and_what_does_not(void **state)
{
    struct fixture *f = *state;

    for (size_t i = 0; i < sizeof(joins) / sizeof(joins[0]); i++) {
        exec_in(f->path, "DELETE FROM name_form");
        exec_in(f->path, "DELETE FROM name");
        for (int k = 0; k < 2; k++)
            put(f, joins[i].puts[k].ar, joins[i].puts[k].house,
                joins[i].puts[k].other, joins[i].puts[k].status);
        const char *got = ledger_line(f);
        if (strcmp(got, joins[i].want) != 0)
            fail_msg("%s: %s", joins[i].why, got);
    }
}

static const struct {
    const char *ar, *house, *other, *want;
} refusals[] = {
    { BLINKEEN "|" BLINKEN, "Anthony Blinken", "",
      "\"" BLINKEN "\" is \"Blinken\" in the ledger already (name 1, "
      "accepted); edit or delete that one first" },
    { MARKED, "Blinkin", "",
      "\"" MARKED "\" is \"Blinken\" in the ledger already (name 1, "
      "accepted); edit or delete that one first" },
    { "", "Blinken", "",
      "\"Blinken\" has no Arabic form; a name has one "
      "at least" },
    { "Blinken", "Blinken", "",
      "\"Blinken\" is no Arabic form, by its letters" },
    { BLINKEEN, BLINKEEN, "",
      "\"" BLINKEEN "\" is no English form, by its letters" },
    { BLINKEEN, "", "", "an English form of a name is empty" },
    { BLINKEEN, "Blinken | Blinkin", "",
      "\"Blinken | Blinkin\": a form of a name holds no |, which stands "
      "between two" },
    { BLINKEEN, "Blin\nken", "",
      "an English form holds a control character (U+000A); take it out" },
    { BLINKEEN, "Blin\xFFken", "", "an English form is not UTF-8 at byte 4" },
};

static void what_a_ledger_refuses(void **state)
{
    struct fixture *f = *state;
    const char *before;
    struct given g;

    put(f, BLINKEN, "Blinken", "", BARQ_ACCEPTED);
    before = ledger_line(f);
    for (size_t i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++) {
        struct barq_error err = { 0 };
        struct barq_name *name = name_of(&g, refusals[i].ar, refusals[i].house,
                                         refusals[i].other, BARQ_ACCEPTED);
        assert_int_equal(BARQ_E_INPUT,
                         barq_name_put(f->memory, name, NULL, &err));
        assert_string_equal(refusals[i].want, err.message);
        assert_string_equal(before, ledger_line(f));
    }
}

static void a_person_judges(void **state)
{
    struct fixture *f = *state;
    const int64_t known[] = { put(f, BLINKEN, "Blinken", "", BARQ_PROPOSED),
                              put(f, WASHINGTON, "Washington", "",
                                  BARQ_PROPOSED) };
    const int64_t one_missing[] = { known[0], 99 };
    struct barq_error err = { 0 };

    assert_int_equal(BARQ_NOTHING,
                     barq_names_judge(f->memory, one_missing, 2, BARQ_ACCEPTED,
                                      "Rana", &err));
    assert_string_equal("there is no name 99 in the ledger", err.message);
    assert_string_equal("Blinken/" BLINKEN " proposed; Washington/" WASHINGTON
                        " proposed; ",
                        ledger_line(f));
    assert_int_equal(BARQ_OK, barq_names_judge(f->memory, known, 1,
                                               BARQ_ACCEPTED, "Rana", NULL));
    assert_int_equal(BARQ_OK, barq_names_judge(f->memory, known + 1, 1,
                                               BARQ_REFUSED, NULL, NULL));
    assert_string_equal("Blinken/" BLINKEN " accepted; Washington/" WASHINGTON
                        " refused; ",
                        ledger_line(f));
    int64_t spelling = put(f, BLINKEEN, "Blinken", "", BARQ_PROPOSED);
    assert_int_equal(BARQ_OK, barq_names_judge(f->memory, &spelling, 1,
                                               BARQ_ACCEPTED, "Rana", NULL));
    assert_string_equal("Blinken/" BLINKEN "+" BLINKEEN
                        " accepted; Washington/" WASHINGTON " refused; ",
                        ledger_line(f));
    assert_int_equal(BARQ_NOTHING,
                     barq_names_delete(f->memory, one_missing, 2, NULL));
    assert_int_equal(BARQ_OK, barq_names_delete(f->memory, known, 2, NULL));
    assert_string_equal("", ledger_line(f));
    assert_int_equal(0, number_in(f->path, "SELECT count(*) FROM name_form"));
}

static void an_edit_takes_the_place_of_what_was(void **state)
{
    struct fixture *f = *state;
    int64_t id = put(f, BLINKEN, "Blinkin", "", BARQ_PROPOSED);
    struct given g;
    struct barq_name *name =
        name_of(&g, BLINKEN "|" ANTONY, "Blinken", "Blinkin", BARQ_ACCEPTED);
    struct barq_error err = { 0 };

    put(f, WASHINGTON, "Washington", "", BARQ_ACCEPTED);
    name->id = id;
    assert_int_equal(BARQ_OK, barq_name_put(f->memory, name, NULL, NULL));
    assert_string_equal("Blinken/" BLINKEN "+" ANTONY
                        "/Blinkin accepted; Washington/" WASHINGTON
                        " accepted; ",
                        ledger_line(f));
    name->house = text_of("washington");
    assert_int_equal(BARQ_E_INPUT, barq_name_put(f->memory, name, NULL, &err));
    assert_string_equal("\"washington\" is the house form of name 2 already; "
                        "edit that one",
                        err.message);
    name = name_of(&g, WASHINGTON, "Blinken", "", BARQ_ACCEPTED);
    name->id = id;
    assert_int_equal(BARQ_E_INPUT, barq_name_put(f->memory, name, NULL, &err));
    name->id = 77;
    assert_int_equal(BARQ_NOTHING, barq_name_put(f->memory, name, NULL, &err));
}

static void a_merge_takes_the_ledger_along(void **state)
{
    struct fixture *f = *state;
    struct barq_memory *other = NULL;
    struct fixture theirs = *f;
    const char *merged;

    snprintf(theirs.path, sizeof(theirs.path), "%s/other.db", f->folder);
    assert_int_equal(BARQ_OK,
                     barq_memory_open(theirs.path, BARQ_WRITE, &other, NULL));
    theirs.memory = other;
    put(&theirs, BLINKEN, "Blinkin", "", BARQ_ACCEPTED);
    put(&theirs, ANTONY, "Antony Blinken", "", BARQ_ACCEPTED);
    put(&theirs, WASHINGTON, "Washington", "", BARQ_PROPOSED);
    barq_memory_close(other);
    put(f, BLINKEN, "Blinken", "", BARQ_ACCEPTED);
    put(f, WASHINGTON, "Wash", "", BARQ_REFUSED);
    assert_int_equal(
        BARQ_OK, barq_memory_merge(f->memory, theirs.path, false, NULL, NULL));
    merged = ledger_line(f);
    assert_string_equal("Antony Blinken/" ANTONY " accepted; Blinken/" BLINKEN
                        " accepted; Wash/" WASHINGTON " refused; ",
                        merged);
    int64_t rows = number_in(f->path, "SELECT max(id) FROM name_form");
    assert_int_equal(
        BARQ_OK, barq_memory_merge(f->memory, theirs.path, false, NULL, NULL));
    assert_string_equal(merged, ledger_line(f));
    assert_int_equal(rows, number_in(f->path, "SELECT max(id) FROM name_form"));
}

/* Many names, so that the table of keys grows, and each is found again. */
static void thousands_of_names_are_kept_apart(void **state)
{
    enum { MANY = 3000 };
    struct fixture *f = *state;
    struct ledger ledger = { 0 };
    struct block home;
    struct arena keep;

    assert_int_equal(BARQ_OK, block_reserve(&home, TASK_CEILING, &keep, NULL));
    struct arena scratch = arena_split(&keep);
    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    assert_int_equal(BARQ_OK,
                     ledger_read(f->memory, &ledger, &keep, scratch, NULL));
    for (int i = 0; i < MANY; i++) {
        struct given g;
        char house[32], ar[64];
        enum barq_added added;
        int64_t id = 0;
        snprintf(house, sizeof(house), "Name %d", i);
        snprintf(ar, sizeof(ar), "%s %d", BLINKEN, i);
        assert_int_equal(BARQ_OK,
                         ledger_put(f->memory, &ledger,
                                    name_of(&g, ar, house, "", BARQ_ACCEPTED),
                                    &added, &id, NULL));
        assert_int_equal(BARQ_ADDED, added);
    }
    assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
    for (int i = 0; i < MANY; i++) {
        char ar[64], house[32];
        uint64_t key = 0;
        snprintf(ar, sizeof(ar), "%s %d", MARKED, i);
        snprintf(house, sizeof(house), "Name %d", i);
        assert_int_equal(BARQ_OK,
                         ledger_form_key(text_of(ar), &key, scratch, NULL));
        const struct barq_name *name = ledger_by_arabic(&ledger, key);
        assert_non_null(name);
        assert_text(house, name->house);
    }
    block_release(home);
}

#define IN_MEMORY(test) \
    cmocka_unit_test_setup_teardown(test, make_memory, drop_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_MEMORY(a_name_comes_back_as_it_was_given),
        IN_MEMORY(what_joins_and_what_does_not),
        IN_MEMORY(what_a_ledger_refuses),
        IN_MEMORY(a_person_judges),
        IN_MEMORY(an_edit_takes_the_place_of_what_was),
        IN_MEMORY(a_merge_takes_the_ledger_along),
        IN_MEMORY(thousands_of_names_are_kept_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
