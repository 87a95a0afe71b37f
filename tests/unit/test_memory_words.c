/* The concordance's rows and runs: what goes in comes out, whatever happens
 * in between. */
#include "memory/words.h"
#include "memory_fixture.h"

static unsigned seed = 1;

static unsigned below(unsigned n)
{
    seed = seed * 1103515245 + 12345;
    return (seed >> 16) % n;
}

static void postings_come_back(void **state)
{
    static const struct {
        const char *why;
        int64_t before, unit;
        uint16_t places[4];
        size_t count;
        size_t bytes;
    } cases[] = {
        { "the next unit, one place", 699, 700, { 5 }, 1, 2 },
        { "the same unit as the row's", 700, 700, { 0 }, 1, 2 },
        { "far on", 0, PLACE_UNIT_MOST, { 0 }, 1, 6 },
        { "a place far behind", 1, 2, { ORDINAL_MOST }, 1, 4 },
        { "several places", 1, 3, { 0, 9, 200 }, 3, 6 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char data[64], copy[64];
        uint16_t places[8];
        size_t len = place_write(cases[i].before, cases[i].unit,
                                 cases[i].places, cases[i].count, data);
        struct place_reader reader = {
            .at = (const unsigned char *)data,
            .end = (const unsigned char *)data + len,
            .unit = cases[i].before,
        };
        if (len != cases[i].bytes || !place_next(&reader) ||
            reader.unit != cases[i].unit)
            fail_msg("%s: %zu bytes, unit %lld", cases[i].why, len,
                     (long long)reader.unit);
        assert_int_equal(cases[i].count, place_list(&reader, places, 8));
        assert_memory_equal(cases[i].places, places,
                            cases[i].count * sizeof(*places));
        assert_int_equal(len, place_copy(&reader, cases[i].before, copy));
        assert_memory_equal(data, copy, len);
        assert_false(place_next(&reader));
        assert_false(reader.bad);
    }
}

/* Any bytes are read to an end, and what is no posting is noticed. */
static void nonsense_is_noticed(void **state)
{
    static const unsigned char endless[] = { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
                                             0xFF, 0xFF, 0xFF, 0xFF, 0xFF };
    struct place_reader reader = { endless, endless + 10, 0, 0, 0, 0 };

    (void)state;
    assert_false(place_next(&reader));
    assert_true(reader.bad);
    for (int round = 0; round < 20000; round++) {
        unsigned char bytes[12];
        size_t len = below(sizeof(bytes)), steps = 0;
        for (size_t i = 0; i < len; i++)
            bytes[i] = (unsigned char)below(256);
        struct place_rows row =
            place_rows_open(0, (struct barq_text){ (const char *)bytes, len });
        while (place_rows_next(&row))
            while (place_next(&row.list))
                assert_true(++steps <= len);
    }
}

static void a_key_is_cut_at_a_character(void **state)
{
    char key[WORD_MOST + 8];

    (void)state;
    memset(key, 'a', sizeof(key));
    key[WORD_MOST - 1] = (char)0xD9; /* kaf */
    key[WORD_MOST] = (char)0x83;
    assert_int_equal(WORD_MOST - 1,
                     word_clip((struct barq_text){ key, sizeof(key) }).len);
    assert_int_equal(3, word_clip((struct barq_text){ key, 3 }).len);
}

/* A unit whose English says its number, and some words of few. */
static void add_numbered(struct fixture *f, int number)
{
    char en[128];

    snprintf(en, sizeof(en), "unit%d says %s and word%d", number,
             number % 2 ? "odd" : "even", number % 7);
    struct barq_unit unit = pair_of("\u0646\u0639\u0645", en);
    assert_int_equal(BARQ_OK, memory_put(f->memory, &unit, NULL, NULL, NULL));
}

static size_t count_in(struct fixture *f, const char *query, bool exact)
{
    struct barq_search_options all = { .limit = 100000, .exact = exact };
    struct barq_units *units = NULL;
    size_t found = 0;

    if (!barq_memory_search(f->memory, text_of(query), &all, &units, NULL))
        found = barq_units_count(units);
    barq_units_free(units);
    return found;
}

static size_t count(struct fixture *f, const char *query)
{
    return count_in(f, query, true);
}

/* Transactions of any size: each unit is found, once. */
static void runs_of_every_size_are_searched(void **state)
{
    static const int sizes[] = { 1,   1,  70, 3,  200, 64, 65, 1, 500, 90,
                                 90,  90, 90, 1,  1,   90, 90, 2, 300, 300,
                                 300, 70, 70, 70, 70,  70, 1,  1, 1,   1 };
    struct fixture *f = *state;
    int total = 0;

    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
        for (int k = 0; k < sizes[i]; k++)
            add_numbered(f, total++);
        assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
        assert_int_equal((total + 6) / 7, count(f, "word0"));
        if (i % 8 && total > 500) /* to look at thousands takes its time */
            continue;
        assert_int_equal(total, count(f, "says"));
        assert_int_equal(total / 2, count(f, "\"says odd\""));
    }
    for (int i = 0; i < total; i += 11) {
        char query[32];
        snprintf(query, sizeof(query), "unit%d", i);
        assert_int_equal(1, count(f, query));
    }
    assert_true(number_in(f->path, "SELECT count(*) FROM words_run") < 12);
    assert_int_equal(0, number_in(f->path,
                                  "SELECT count(*) FROM place WHERE at >> 57 "
                                  "NOT IN (SELECT id FROM words_run)"));
    assert_whole(f->path);
}

static void single_units_are_spread(void **state)
{
    struct fixture *f = *state;

    for (int i = 0; i < 200; i++) {
        char en[32];
        snprintf(en, sizeof(en), "number %d", i);
        add_pair(f, "\u0646\u0639\u0645", en);
        assert_int_equal(i + 1, count(f, "number"));
    }
    assert_true(number_in(f->path, "SELECT count(*) FROM fresh") <= 64);
    assert_true(number_in(f->path, "SELECT count(*) FROM place") > 0);
}

static void a_rollback_forgets(void **state)
{
    struct fixture *f = *state;

    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    for (int i = 0; i < 100; i++)
        add_numbered(f, i);
    memory_rollback(f->memory);
    assert_int_equal(0, count(f, "says"));
    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    add_numbered(f, 7);
    assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
    assert_int_equal(1, count(f, "says"));
    assert_int_equal(1, count(f, "say*")); /* its words are known again */
}

/* What another has made anew may have lost words: they are not taken for
 * known.  What another has only added to has not. */
static void words_dropped_by_others_come_back(void **state)
{
    struct fixture *f = *state;
    struct barq_memory *other = NULL;

    add_pair(f, "\u0646\u0639\u0645", "first word");
    add_pair(f, "\u0646\u0639\u0645", "third");
    assert_int_equal(BARQ_OK,
                     barq_memory_open(f->path, BARQ_WRITE, &other, NULL));
    exec_in(f->path, "DELETE FROM unit WHERE id = 1");
    assert_int_equal(BARQ_OK, barq_memory_rebuild(other, NULL));
    barq_memory_close(other);
    assert_int_equal(2, number_in(f->path, "SELECT count(*) FROM word"));
    add_pair(f, "\u0646\u0639\u0645", "first word");
    assert_int_equal(4, number_in(f->path, "SELECT count(*) FROM word"));
    exec_in(f->path, "INSERT INTO story VALUES (7, 7, 'x', 0, '');"
                     "DELETE FROM word WHERE key = 'first'");
    add_pair(f, "\u0644\u0627", "first word");
    assert_int_equal(4, number_in(f->path, "SELECT count(*) FROM word"));
}

/* A part of a word with hyphens has a row; where an earlier build put none the
 * part is not found, until the word is met again. */
static void parts_of_words_have_rows(void **state)
{
    struct fixture *f = *state;

    add_pair(f, "\u0646\u0639\u0645", "a secretary-general");
    assert_int_equal(1, number_in(f->path, "SELECT count(*) FROM word WHERE key"
                                           " = 'general' || char(1) ||"
                                           " 'secretary-'"));
    assert_int_equal(1, count_in(f, "general", false));
    barq_memory_close(f->memory);
    exec_in(f->path, "DELETE FROM word WHERE instr(key, char(1))");
    assert_int_equal(BARQ_OK,
                     barq_memory_open(f->path, BARQ_WRITE, &f->memory, NULL));
    assert_int_equal(0, count_in(f, "general", false));
    assert_int_equal(1, count_in(f, "secretary", false));
    add_pair(f, "\u0644\u0627", "the secretary-general");
    assert_int_equal(2, count_in(f, "general", false));
}

/* A unit with other words, as an edit leaves it: the old ones are found no
 * more, the new ones are, before and after all runs are merged. */
static void edited_units_are_found_by_their_new_words(void **state)
{
    struct fixture *f = *state;

    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    for (int i = 0; i < 100; i++)
        add_numbered(f, i);
    assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
    for (int round = 0; round < 5; round++) {
        struct arena keep = f->keep;
        struct word_keys keys[SIDES] = { 0 };
        const struct barq_text one = text_of("\u0646\u0639\u0645");
        const struct barq_text three = text_of("says odd anew");
        const struct text_brief yes = { .l2 = &one,
                                        .l2_len = (unsigned char)one.len,
                                        .l2_hash = text_hash(one) };
        const struct text_brief anew = { .l2 = &three,
                                         .l2_len = (unsigned char)three.len };
        assert_true(words_take_key(&keys[0], &yes, &keep));
        assert_true(words_take_key(&keys[1], &anew, &keep));
        exec_in(f->path, "UPDATE unit SET en = 'says odd anew' WHERE id <= 70");
        assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
        for (int64_t id = 70; id > 0; id--) {
            assert_int_equal(BARQ_OK, words_remove(f->memory, id, NULL));
            assert_int_equal(BARQ_OK, words_add(f->memory, id, keys, NULL));
        }
        assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
        assert_int_equal(70, count(f, "anew"));
        assert_int_equal(70, count(f, "\"says odd anew\""));
        assert_int_equal(30, count(f, "and"));
        assert_int_equal(0, count(f, "unit5"));
        assert_int_equal(1, count(f, "unit75"));
    }
}

static void deleted_units_are_passed_over(void **state)
{
    struct fixture *f = *state;

    for (int i = 0; i < 3; i++)
        add_pair(f, "\u0646\u0639\u0645",
                 i == 0   ? "talks one"
                 : i == 1 ? "talks two"
                          : "talks three");
    exec_in(f->path, "DELETE FROM unit WHERE id = 2");
    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    assert_int_equal(BARQ_OK, words_remove(f->memory, 2, NULL));
    assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
    assert_int_equal(2, count(f, "talks"));
    /* Without the removal, too: a hit is checked on its unit. */
    exec_in(f->path, "DELETE FROM unit WHERE id = 3");
    assert_int_equal(1, count(f, "talks"));
}

static void a_word_as_often_as_a_segment_allows(void **state)
{
    struct fixture *f = *state;
    static char en[SEGMENT_MOST + 1];

    for (size_t i = 0; i < SEGMENT_MOST; i++)
        en[i] = i % 2 ? ' ' : 'a';
    for (int i = 0; i < 70; i++) {
        en[0] = (char)('a' + i % 26);
        en[2] = (char)('a' + i / 26);
        add_pair(f, "\u0646\u0639\u0645", en);
    }
    assert_int_equal(70, count(f, "\"a a a\""));
}

/* What makes no sense is passed over, and that is said. */
static void rows_of_nonsense_are_passed_over(void **state)
{
    struct fixture *f = *state;
    struct barq_units *units = NULL;
    struct barq_error err;

    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    for (int i = 0; i < 100; i++)
        add_numbered(f, i);
    assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
    assert_string_equal("", barq_memory_warnings(f->memory));
    exec_in(f->path, "UPDATE place SET data = x'FFFFFFFFFFFFFFFFFFFFFFFF'");
    assert_int_equal(
        BARQ_NOTHING,
        barq_memory_search(f->memory, text_of("says"), NULL, &units, &err));
    assert_non_null(strstr(barq_memory_warnings(f->memory), f->path));
    assert_non_null(strstr(barq_memory_warnings(f->memory), "--rebuild-index"));
    assert_int_equal(BARQ_OK, barq_memory_rebuild(f->memory, NULL));
    assert_int_equal(100, count(f, "says"));
}

/* A common word has rows for many units: the older ones are found when the one
 * with the newest is damaged. */
static void rows_before_a_damaged_one_are_read(void **state)
{
    struct fixture *f = *state;

    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    for (int i = 0; i < 3000; i++)
        add_numbered(f, i);
    assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
    size_t all = count(f, "says");
    exec_in(f->path,
            "UPDATE place SET data = x'FFFFFFFFFFFFFFFFFFFFFFFF' WHERE at IN"
            " (SELECT max(at) FROM place GROUP BY at >> 29)");
    size_t left = count(f, "says");
    assert_true(left > 0 && left < all);
    assert_true(*barq_memory_warnings(f->memory) != 0);
}

#define IN(test) cmocka_unit_test_setup_teardown(test, make_memory, drop_folder)

/* Postings of a list, some of several places and some far apart. */
static size_t write_list(char *to, int count)
{
    uint32_t random = 7;
    int64_t unit = 0;
    size_t len = 0;

    for (int i = 0; i < count; i++) {
        uint16_t places[20];
        random = random * 1664525U + 1013904223U;
        size_t several = random >> 28 ? 1 : 2 + (random >> 20) % 18;
        int64_t since = (random >> 8) % 16 ? 1 + (random >> 12) % 60 : 9000;
        for (size_t k = 0; k < several; k++)
            places[k] = (uint16_t)((random >> 24) + 130 * k);
        len += place_write(unit, unit + since, places, several, to + len);
        unit += since;
    }
    return len;
}

/* The list, copied from its first posting on: one by one, or as many as go. */
static size_t copy_list(struct barq_text list, int64_t end, size_t room,
                        bool at_once, char *to)
{
    struct place_reader from = {
        .at = (const unsigned char *)list.at,
        .end = (const unsigned char *)list.at + list.len,
    };
    int64_t before = 0;
    size_t len = 0;

    while (place_next(&from) && from.unit < end && len < room) {
        len += place_copy(&from, before, to + len);
        if (at_once && len < room)
            len += place_copy_more(&from, end, to + len, room - len);
        before = from.unit;
    }
    return len;
}

static void postings_are_copied_at_once_as_one_by_one(void **state)
{
    enum { POSTINGS = 400, ROOM = POSTINGS * 80 };
    static const int64_t ends[] = { 1, 2, 40, 9000, 50000, PLACE_UNIT_MOST };
    static const size_t rooms[] = { 1, 2, 3, 50, 1000, ROOM };
    static char list[ROOM], want[ROOM], copied[ROOM];
    size_t len = write_list(list, POSTINGS);

    (void)state;
    for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
        for (size_t k = 0; k < sizeof(rooms) / sizeof(rooms[0]); k++) {
            struct barq_text all = { list, len };
            size_t n = copy_list(all, ends[i], rooms[k], false, want);
            assert_int_equal(n,
                             copy_list(all, ends[i], rooms[k], true, copied));
            assert_memory_equal(want, copied, n);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(postings_come_back),
        cmocka_unit_test(nonsense_is_noticed),
        cmocka_unit_test(a_key_is_cut_at_a_character),
        IN(runs_of_every_size_are_searched),
        IN(single_units_are_spread),
        IN(a_rollback_forgets),
        IN(words_dropped_by_others_come_back),
        IN(parts_of_words_have_rows),
        IN(edited_units_are_found_by_their_new_words),
        IN(deleted_units_are_passed_over),
        IN(a_word_as_often_as_a_segment_allows),
        IN(rows_of_nonsense_are_passed_over),
        IN(rows_before_a_damaged_one_are_read),
        cmocka_unit_test(postings_are_copied_at_once_as_one_by_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
