/* Writing TMX: what goes out comes back, and is valid. */
#include "pair_fixture.h"

#include <stdlib.h>
#include <unistd.h>

static enum barq_status read_string(const char *string, struct seen *seen,
                                    struct barq_error *err)
{
    return read_bytes(tmx_read, text_of(string), seen, err);
}

#define T(s)                \
    {                       \
        "" s, sizeof(s) - 1 \
    }

static const struct barq_unit units[] = {
    { .ar = T(AR),
      .en = T("peace"),
      .origin = BARQ_PUBLISHED,
      .confidence = 1,
      .position = -1 },
    { .ar = T(" \u0645\u064F\u062D\u064E\u0645\u0651\u064E\u062F\u0640\u0640 "
              "\u200F(\u0661\u0665\u066A)\u200F\n" AR2 "\t"),
      .en = T("  <b> & \"quoted\" 'single' ]]> \u2068x\u2069\n\n tail \r "),
      .origin = BARQ_ALIGNED,
      .confidence = 0.9123456789012345,
      .story = T("wire/12 & <13>.txt"),
      .position = 0,
      .ar_before = T(AR2),
      .ar_after = T("AFP"),
      .en_before = T("before"),
      .en_after = T(AR),
      .who = T("Rana \"R\" <r@x>\tDesk\nTwo"),
      .note = T(" a note\nof two lines "),
      .created = 1763878320,
      .changed = 1795414320,
      .uses = 12 },
    { .ar = T(AR),
      .en = T("machine"),
      .origin = BARQ_MT,
      .confidence = 0,
      .position = 99999,
      .engine = T("libretranslate 1.6"),
      .who = T("Rana") },
    { .ar = T(AR),
      .en = T("nobody"),
      .origin = BARQ_MT,
      .confidence = 0.5,
      .position = -1 },
    { .ar = T(AR),
      .en = T("edited"),
      .origin = BARQ_REVIEWED,
      .confidence = 1,
      .position = -1,
      .engine = T("libretranslate"),
      .who = T("MT: Rana") },
    { .ar = T(AR),
      .en = T("extra"),
      .origin = BARQ_IMPORTED,
      .confidence = 1,
      .position = -1,
      .extra = T("{\"creationid\":\"Omar\",\"seg\":{\"ar\":\"<ph/>\"},\"tuid\":"
                 "\"x&y\",\"props\":[{\"type\":\"x-desk\",\"value\":\"a\\nb\"},"
                 "{\"type\":\"x-l\",\"value\":\"v\",\"lang\":\"ar\"}]}") },
};

static void text_same(struct barq_text want, struct barq_text got)
{
    assert_int_equal(want.len, got.len);
    if (want.len)
        assert_memory_equal(want.at, got.at, want.len);
}

static void unit_same(const struct barq_unit *want, const struct barq_unit *got)
{
    text_same(want->ar, got->ar);
    text_same(want->en, got->en);
    assert_int_equal(want->origin, got->origin);
    assert_true(want->confidence == got->confidence);
    text_same(want->story, got->story);
    assert_int_equal(want->position, got->position);
    text_same(want->ar_before, got->ar_before);
    text_same(want->ar_after, got->ar_after);
    text_same(want->en_before, got->en_before);
    text_same(want->en_after, got->en_after);
    text_same(want->who, got->who);
    text_same(want->engine, got->engine);
    text_same(want->note, got->note);
    text_same(want->extra, got->extra);
    assert_int_equal(want->created, got->created);
    assert_int_equal(want->changed, got->changed);
    assert_int_equal(want->uses, got->uses);
}

static void write_units(FILE *to, const struct barq_unit *from, size_t count)
{
    struct buf scratch = { 0 };

    tmx_write_head(to);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(0, tmx_write_unit(to, &scratch, &from[i], NULL));
    tmx_write_tail(to);
    buf_release(&scratch);
}

static void what_goes_out_comes_back(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
        static char file[1 << 14];
        struct seen seen;
        struct barq_error err = { 0 };
        FILE *to = fmemopen(file, sizeof(file), "wb");

        assert_non_null(to);
        write_units(to, &units[i], 1);
        assert_int_equal(0, fclose(to));
        print_message("  %s\n", units[i].en.at);
        /* by these OmegaT would bind the unit to a file of its project */
        assert_null(strstr(file, "type=\"file\""));
        assert_null(strstr(file, "type=\"prev\""));
        assert_int_equal(BARQ_OK, read_string(file, &seen, &err));
        assert_int_equal(1, seen.count);
        unit_same(&units[i], &seen.last);
        forget(&seen);
    }
}

static void what_xml_cannot_hold_is_replaced_and_counted(void **state)
{
    static const struct barq_unit unit = { .ar = T(AR "\x01\uFFFE"),
                                           .en = T("a\x1B[31mb"),
                                           .confidence = 1 };
    static char file[4096];
    struct seen seen;
    struct buf scratch = { 0 };
    FILE *to = fmemopen(file, sizeof(file), "wb");

    (void)state;
    assert_non_null(to);
    tmx_write_head(to);
    assert_int_equal(3, tmx_write_unit(to, &scratch, &unit, NULL));
    tmx_write_tail(to);
    assert_int_equal(0, fclose(to));
    buf_release(&scratch);
    assert_int_equal(BARQ_OK, read_string(file, &seen, NULL));
    assert_string_equal(AR "\uFFFD\uFFFD|a\uFFFD[31mb\n", seen.units.at);
    forget(&seen);
}

#define BASE .ar = T(AR), .en = T("x"), .confidence = 1, .position = -1

/* Everything that is written is counted, as often as it is written. */
static const struct {
    const char *why;
    size_t want;
    struct barq_unit unit;
} forbidden[] = {
    { "none", 0, { BASE, .note = T("tab\t, line\n and \r are fine") } },
    { "Arabic", 1, { .ar = T(AR "\x02"), .en = T("x"), .confidence = 1 } },
    { "English", 1, { .ar = T(AR), .en = T("\x02"), .confidence = 1 } },
    { "the note", 2, { BASE, .note = T("\x02 \uFFFF") } },
    { "the story", 1, { BASE, .story = T("a\x02") } },
    { "who", 1, { BASE, .who = T("R\x02") } },
    { "the engine", 1, { BASE, .engine = T("e\x02") } },
    { "and as an author",
      2,
      { BASE, .origin = BARQ_MT, .engine = T("e\x02") } },
    { "a neighbour", 1, { BASE, .ar_before = T("\x1F") } },
    { "the last neighbour", 1, { BASE, .en_after = T("\x1F") } },
    { "tuid, type and value of a property",
      3,
      { BASE, .extra = T("{\"tuid\":\"a\\u0002\",\"props\":[{\"type\":"
                         "\"a\\u0002\",\"value\":\"a\\u0002\"}]}") } },
    { "escaped in JSON it may stay",
      0,
      { BASE, .extra = T("{\"creationid\":\"a\\u0002\"}") } },
    { "JSON that is none", 1, { BASE, .extra = T("{\x02") } },
};

static void whatever_is_replaced_is_counted(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(forbidden) / sizeof(forbidden[0]); i++) {
        static char file[4096];
        struct buf scratch = { 0 };
        size_t found = 0;
        FILE *to = fmemopen(file, sizeof(file), "wb");
        print_message("  %s\n", forbidden[i].why);
        assert_non_null(to);
        size_t got = tmx_write_unit(to, &scratch, &forbidden[i].unit, NULL);
        assert_int_equal(0, fclose(to));
        buf_release(&scratch);
        for (char *at = file; (at = strstr(at, "\uFFFD")); at++)
            found++;
        assert_int_equal(forbidden[i].want, got);
        assert_int_equal(found, got);
    }
}

/* "Props" is not the list of properties, nor "TUID" the tuid. */
static void names_in_extra_have_their_case(void **state)
{
    static const struct barq_unit unit = {
        BASE, .extra = T("{\"Props\":[],\"TUID\":\"7\"}")
    };
    static char file[4096];
    struct buf scratch = { 0 };
    FILE *to = fmemopen(file, sizeof(file), "wb");

    (void)state;
    assert_non_null(to);
    assert_int_equal(0, tmx_write_unit(to, &scratch, &unit, NULL));
    assert_int_equal(0, fclose(to));
    buf_release(&scratch);
    assert_non_null(strstr(file,
                           "<prop type=\"x-barq-extra\">{&quot;Props&quot;"
                           ":[],&quot;TUID&quot;:&quot;7&quot;}</prop>"));
}

static void an_export_is_valid(void **state)
{
    char path[] = "/tmp/barq-tmx-XXXXXX", command[256];
    int fd = mkstemp(path);
    FILE *to = fd < 0 ? NULL : fdopen(fd, "wb");

    (void)state;
    assert_non_null(to);
    write_units(to, units, sizeof(units) / sizeof(units[0]));
    assert_int_equal(0, fclose(to));
    if (system("command -v xmllint >/dev/null") != 0) {
        unlink(path);
        print_message("  no xmllint here\n");
        skip();
    }
    snprintf(command, sizeof(command),
             "xmllint --nonet --noout --dtdvalid tests/formats/tmx14.dtd %s "
             "2>/dev/null",
             path);
    int result = system(command);
    unlink(path);
    assert_int_equal(0, result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_goes_out_comes_back),
        cmocka_unit_test(what_xml_cannot_hold_is_replaced_and_counted),
        cmocka_unit_test(whatever_is_replaced_is_counted),
        cmocka_unit_test(names_in_extra_have_their_case),
        cmocka_unit_test(an_export_is_valid),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
