/* Files of pairs into a memory and out of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "barq.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define AR1                                 \
    "\u0627\u0631\u062A\u0641\u0639\u062A " \
    "\u0627\u0644\u0623\u0633\u0639\u0627\u0631."
#define AR2                                 \
    "\u062A\u0631\u0627\u062C\u0639\u062A " \
    "\u0627\u0644\u0623\u0633\u0639\u0627\u0631."

static char folder[64];

static const char *in_folder(const char *name)
{
    static char paths[4][128];
    static unsigned next;
    char *path = paths[next++ % 4];

    snprintf(path, sizeof(paths[0]), "%s/%s", folder, name);
    return path;
}

static const char *write_file(const char *name, const char *bytes, size_t len)
{
    const char *path = in_folder(name);

    assert_int_equal(BARQ_OK,
                     barq_save(path, (struct barq_text){ bytes, len }, NULL));
    return path;
}

static int set_up(void **state)
{
    (void)state;
    snprintf(folder, sizeof(folder), "/tmp/barq-exchange-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static int tear_down(void **state)
{
    char command[128];

    (void)state;
    snprintf(command, sizeof(command), "rm -r '%s'", folder);
    return system(command);
}

static struct barq_memory *open_memory(const char *name)
{
    struct barq_memory *memory = NULL;
    struct barq_error err = { 0 };

    if (barq_memory_open(in_folder(name), BARQ_WRITE, &memory, &err))
        fail_msg("%s", err.message);
    return memory;
}

static int64_t units_in(struct barq_memory *memory)
{
    struct barq_stats stats = { 0 };

    assert_int_equal(BARQ_OK, barq_memory_stats(memory, &stats, NULL));
    return stats.units;
}

static const char tmx[] =
    "\xEF\xBB\xBF<?xml version=\"1.0\"?>\n<tmx version=\"1.4\"><header/><body>"
    "<tu><tuv xml:lang=\"ar\"><seg>" AR1 "</seg></tuv><tuv xml:lang=\"en\">"
    "<seg>Prices rose.</seg></tuv></tu>"
    "<tu creationid=\"Rana\"><tuv xml:lang=\"ar\"><seg>" AR2 "</seg></tuv>"
    "<tuv xml:lang=\"en\"><seg>Prices fell.</seg></tuv></tu>"
    "<tu><tuv xml:lang=\"en\"><seg>alone</seg></tuv></tu>"
    "<tu><tuv xml:lang=\"ar\"><seg>" AR1 "</seg></tuv></tu>"
    "<tu><tuv xml:lang=\"en\"><seg>alone again</seg></tuv></tu>"
    "</body></tmx>";

static void counts_are(struct barq_counts c, int64_t added, int64_t merged,
                       int64_t skipped)
{
    assert_int_equal(added, c.added);
    assert_int_equal(merged, c.merged);
    assert_int_equal(skipped, c.skipped);
    assert_int_equal(added + merged + skipped, c.read);
}

static void import_counts_and_says_what_it_skipped(void **state)
{
    struct barq_memory *memory = open_memory("count.db");
    const char *path = write_file("in.tmx", tmx, sizeof(tmx) - 1);
    struct barq_exchange_options dry = { .dry_run = true };
    struct barq_exchange_options who = { .who = "Omar" };
    struct barq_counts counts = { 0 };
    struct barq_units *units = NULL;
    char *skips = NULL;

    (void)state;
    assert_int_equal(BARQ_OK,
                     barq_import(memory, path, &dry, &counts, NULL, NULL));
    counts_are(counts, 2, 0, 3);
    assert_int_equal(0, units_in(memory));
    assert_int_equal(BARQ_OK,
                     barq_import(memory, path, &who, &counts, &skips, NULL));
    counts_are(counts, 2, 0, 3);
    assert_string_equal("2 units without an Arabic side\n"
                        "1 unit without an English side\n",
                        skips);
    barq_string_free(skips);
    assert_int_equal(2, units_in(memory));
    assert_int_equal(BARQ_OK,
                     barq_import(memory, path, NULL, &counts, NULL, NULL));
    counts_are(counts, 0, 2, 3);
    assert_int_equal(BARQ_OK, barq_memory_search(memory, text_of("rose"), NULL,
                                                 &units, NULL));
    assert_true(text_equal(text_of("Omar"), barq_units_at(units, 0)->who));
    barq_units_free(units);
    assert_int_equal(BARQ_OK, barq_memory_search(memory, text_of("fell"), NULL,
                                                 &units, NULL));
    assert_true(text_equal(text_of("Rana"), barq_units_at(units, 0)->who));
    barq_units_free(units);
    barq_memory_close(memory);
}

#define BYTES(s) s, sizeof(s) - 1

#define NO_PAIRS                                                             \
    ": neither TMX, XLIFF nor a table; pairs are set apart by a tab, or by " \
    "commas below a line that names the columns, as ar,en"

static const struct {
    const char *why, *name, *bytes;
    size_t len;
    enum barq_status status;
    const char *message; /* behind the file's name */
} contents[] = {
    { "a table with commas", "table.csv",
      BYTES("en;ar\n\"Prices; rose.\";" AR1 "\n"), BARQ_OK, "" },
    { "a table named .tmx", "table.tmx", BYTES(AR1 "\tPrices rose.\n"), BARQ_OK,
      "" },
    { "a table in UTF-16", "wide.tsv",
      BYTES("\xFF\xFE\x46\x06\t\0y\0e\0s\0\n\0"), BARQ_OK, "" },
    { "... the other way round", "wide.csv",
      BYTES("\xFE\xFF\0a\0r\0,\0e\0n\0\n\x06\x44\0,\0n\0o"), BARQ_OK, "" },
    { "... and cut off", "wide.tsv", BYTES("\xFF\xFE\x46\x06\t\0y\0e"),
      BARQ_E_INPUT,
      ": begins as UTF-16 and does not go on so; save it as UTF-8" },
    { "TMX named .txt", "tmx.txt", BYTES(tmx), BARQ_OK, "" },
    { "prose", "prose.txt", BYTES("Prices rose.\n"), BARQ_E_INPUT, NO_PAIRS },
    { "binary", "x.tmx", BYTES("PK\3\4\0\0\t\0x"), BARQ_E_INPUT, NO_PAIRS },
    { "empty", "empty.tmx", "", 0, BARQ_E_INPUT, ": is empty" },
    { "XML of another kind", "page.html", BYTES("\n <html/>"), BARQ_E_INPUT,
      ":2: is no TMX: it begins with <html>, not <tmx>" },
    { "cut off: nothing of it stays", "cut.tmx", tmx, 400, BARQ_E_INPUT,
      ":2: ends before its last element is closed; is the file whole?" },
};

static void content_says_what_a_file_is(void **state)
{
    struct barq_memory *memory = open_memory("kind.db");

    (void)state;
    for (size_t i = 0; i < sizeof(contents) / sizeof(contents[0]); i++) {
        struct barq_error err = { 0 };
        const char *path =
            write_file(contents[i].name, contents[i].bytes, contents[i].len);
        int64_t before = units_in(memory);
        print_message("  %s\n", contents[i].why);
        assert_int_equal(contents[i].status,
                         barq_import(memory, path, NULL, NULL, NULL, &err));
        if (!contents[i].status)
            continue;
        assert_int_equal(strlen(path) + strlen(contents[i].message),
                         strlen(err.message));
        assert_string_equal(contents[i].message, err.message + strlen(path));
        assert_int_equal(before, units_in(memory));
    }
    barq_memory_close(memory);
}

static void what_cannot_be_read_is_named(void **state)
{
    struct barq_memory *memory = open_memory("missing.db");
    struct barq_error err = { 0 };
    char want[256];

    (void)state;
    assert_int_equal(BARQ_E_INPUT,
                     barq_import(memory, folder, NULL, NULL, NULL, &err));
    snprintf(want, sizeof(want), "%s: is a folder; name a file in it", folder);
    assert_string_equal(want, err.message);
    assert_int_equal(BARQ_E_INPUT, barq_import(memory, in_folder("none"), NULL,
                                               NULL, NULL, &err));
    snprintf(want, sizeof(want), "%s: cannot open: No such file or directory",
             in_folder("none"));
    assert_string_equal(want, err.message);
    barq_memory_close(memory);
}

/* Everything an export holds, in one string. */
static char *slurp(const char *path)
{
    static char bytes[1 << 16];
    FILE *from = fopen(path, "rb");

    assert_non_null(from);
    bytes[fread(bytes, 1, sizeof(bytes) - 1, from)] = 0;
    fclose(from);
    return bytes;
}

static void an_export_imports_to_the_same(void **state)
{
    struct barq_memory *first = open_memory("first.db");
    struct barq_memory *second = open_memory("second.db");
    struct barq_unit unit = { .ar = text_of(AR1),
                              .en = text_of("Prices rose."),
                              .origin = BARQ_PUBLISHED,
                              .confidence = 1,
                              .story = text_of("wire/1.txt"),
                              .position = 3,
                              .ar_before = text_of(AR2),
                              .who = text_of("Rana"),
                              .note = text_of("checked"),
                              .created = 1700000000 };
    struct barq_counts counts = { 0 };
    char *exported;

    (void)state;
    assert_int_equal(BARQ_OK, barq_memory_add(first, &unit, NULL, NULL, NULL));
    unit.en = text_of("Prices soared.");
    unit.origin = BARQ_MT;
    unit.engine = text_of("libretranslate");
    assert_int_equal(BARQ_OK, barq_memory_add(first, &unit, NULL, NULL, NULL));
    assert_int_equal(BARQ_OK,
                     barq_export(first, in_folder("a.tmx"), &counts, NULL));
    assert_int_equal(2, counts.read);
    assert_int_equal(2, counts.added);
    assert_int_equal(0, counts.skipped);
    exported = strdup(slurp(in_folder("a.tmx")));
    assert_non_null(exported);
    assert_non_null(strstr(exported, "creationid=\"MT: libretranslate\""));
    assert_int_equal(BARQ_OK, barq_import(second, in_folder("a.tmx"), NULL,
                                          &counts, NULL, NULL));
    counts_are(counts, 2, 0, 0);
    assert_int_equal(BARQ_OK,
                     barq_export(second, in_folder("b.tmx"), NULL, NULL));
    assert_string_equal(exported, slurp(in_folder("b.tmx")));
    free(exported);
    barq_memory_close(first);
    barq_memory_close(second);
}

/* Nothing is changed in silence. */
static void a_character_that_xml_forbids_is_counted(void **state)
{
    struct barq_memory *memory = open_memory("control.db");
    struct barq_unit unit = { .ar = text_of(AR1),
                              .en = text_of("Prices \x01 rose."),
                              .confidence = 1 };
    struct barq_counts counts = { 0 };

    (void)state;
    assert_int_equal(BARQ_OK, barq_memory_add(memory, &unit, NULL, NULL, NULL));
    assert_int_equal(BARQ_OK,
                     barq_export(memory, in_folder("c.tmx"), &counts, NULL));
    counts_are(counts, 0, 0, 1);
    assert_non_null(
        strstr(slurp(in_folder("c.tmx")), "<seg>Prices \uFFFD rose.</seg>"));
    barq_memory_close(memory);
}

static void an_empty_memory_exports_a_valid_file(void **state)
{
    struct barq_memory *memory = open_memory("empty.db");
    struct barq_counts counts = { .read = 7 };

    (void)state;
    assert_int_equal(
        BARQ_OK, barq_export(memory, in_folder("empty.tmx"), &counts, NULL));
    counts_are(counts, 0, 0, 0);
    assert_non_null(
        strstr(slurp(in_folder("empty.tmx")), "<body>\n  </body>\n</tmx>\n"));
    assert_int_equal(BARQ_OK, barq_import(memory, in_folder("empty.tmx"), NULL,
                                          &counts, NULL, NULL));
    counts_are(counts, 0, 0, 0);
    assert_int_equal(BARQ_E_INPUT,
                     barq_export(memory, in_folder("no/such.tmx"), NULL, NULL));
    barq_memory_close(memory);
}

/* A pipe cannot be read twice, and what it holds may exceed its buffer. */
static void a_pipe_is_read(void **state)
{
    struct barq_memory *memory = open_memory("pipe.db");
    const char *path = in_folder("fifo");
    struct barq_counts counts = { 0 };
    char command[400];

    (void)state;
    write_file("piped.tmx", tmx, sizeof(tmx) - 1);
    assert_int_equal(0, mkfifo(path, 0600));
    snprintf(command, sizeof(command), "cat '%s/piped.tmx' >'%s' &", folder,
             path);
    assert_int_equal(0, system(command));
    assert_int_equal(BARQ_OK,
                     barq_import(memory, path, NULL, &counts, NULL, NULL));
    counts_are(counts, 2, 0, 3);
    barq_memory_close(memory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(import_counts_and_says_what_it_skipped),
        cmocka_unit_test(content_says_what_a_file_is),
        cmocka_unit_test(what_cannot_be_read_is_named),
        cmocka_unit_test(an_export_imports_to_the_same),
        cmocka_unit_test(a_character_that_xml_forbids_is_counted),
        cmocka_unit_test(an_empty_memory_exports_a_valid_file),
        cmocka_unit_test(a_pipe_is_read),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
