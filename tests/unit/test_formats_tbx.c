/*
 * TBX and tables of names: what other tools write is understood, what goes out
 * is valid and comes back, and a broken file stores nothing.
 */
#include "memory_fixture.h"

#include "formats/names_file.h"

#define AR "بلينكن"
#define AR2 "بلينكين"
#define ANTONY "أنتوني بلينكن"

static void write_file(const char *path, const char *text)
{
    FILE *to = fopen(path, "wb");

    assert_non_null(to);
    assert_int_equal(strlen(text), fwrite(text, 1, strlen(text), to));
    assert_int_equal(0, fclose(to));
}

/* The ledger as "house/kind/ar+ar/other+other/note status; ". */
static const char *ledger_line(struct fixture *f)
{
    struct barq_names *names = NULL;
    struct barq_text line = text_of("");

    if (barq_names_list(f->memory, &names, NULL))
        return "";
    for (size_t i = 0; i < barq_names_count(names); i++) {
        const struct barq_name *n = barq_names_at(names, i);
        line = arena_print(&f->keep, "%s%s/%s/", line.at, n->house.at,
                           barq_name_kind_name(n->kind));
        for (size_t k = 0; k < n->ar_count; k++)
            line = arena_print(&f->keep, "%s%s%s", line.at, k ? "+" : "",
                               n->ar[k].at);
        line = arena_print(&f->keep, "%s/", line.at);
        for (size_t k = 0; k < n->other_count; k++)
            line = arena_print(&f->keep, "%s%s%s", line.at, k ? "+" : "",
                               n->other[k].at);
        line = arena_print(&f->keep, "%s/%s %s; ", line.at, n->note.at,
                           barq_name_status_name(n->status));
    }
    barq_names_free(names);
    return line.at;
}

static void empty(struct fixture *f)
{
    exec_in(f->path, "DELETE FROM name_form");
    exec_in(f->path, "DELETE FROM name");
}

/* A path in the fixture's folder; the next call writes over it. */
static const char *in_folder(const struct fixture *f, const char *name)
{
    static char path[200];

    snprintf(path, sizeof(path), "%s/%s", f->folder, name);
    return path;
}

#define BASIC(body)                                              \
    "<?xml version='1.0'?>\n<!DOCTYPE martif SYSTEM "            \
    "'TBXBasiccoreStructV02.dtd'>\n<martif type='TBX-Basic' "    \
    "xml:lang='en'><martifHeader><fileDesc><sourceDesc><p>x</p>" \
    "</sourceDesc></fileDesc></martifHeader><text><body>\n" body \
    "</body></text></martif>"
#define TIG(term, more) "<tig><term>" term "</term>" more "</tig>"
#define EN_SET(tigs) "<langSet xml:lang='en'>" tigs "</langSet>"
#define AR_SET(tigs) "<langSet xml:lang='ar'>" tigs "</langSet>"
#define STATUS(status) \
    "<termNote type='administrativeStatus'>" status "</termNote>"

static const struct {
    const char *why, *text, *want;
} others[] = {
    { "the least there is",
      BASIC("<termEntry>" EN_SET(TIG("Blinken", ""))
                AR_SET(TIG(AR, "")) "</termEntry>"),
      "Blinken/other/" AR "// accepted; " },
    { "statuses, kind and note",
      BASIC("<termEntry id='c1'><descrip type='subjectField'>person"
            "</descrip><note>he &amp; his</note>" EN_SET(
                TIG("Blinkin", STATUS("deprecatedTerm-admn-sts"))
                    TIG("Blinken", STATUS("preferredTerm-admn-sts")))
                AR_SET(TIG(AR, "") TIG(AR2, "")) "</termEntry>"),
      "Blinken/person/" AR "+" AR2 "/Blinkin/he & his accepted; " },
    { "what is admitted beside it is no mistake",
      BASIC("<termEntry>" EN_SET(TIG("Blinken", "") TIG(
          "Tony Blinken", STATUS("admittedTerm-admn-sts")))
                AR_SET(TIG(AR, "")) "</termEntry>"),
      "Blinken/other/" AR "//also: Tony Blinken accepted; " },
    { "regional codes, ntig, white space",
      BASIC("<termEntry><langSet xml:lang='en-GB'><ntig><termGrp><term> "
            "Blinken\n</term></termGrp></ntig></langSet><langSet "
            "xml:lang='ar-SA'><ntig><termGrp><term>" AR
            "</term></termGrp></ntig></langSet></termEntry>"),
      "Blinken/other/" AR "// accepted; " },
    { "2019, by attributes",
      "<tbx xmlns='urn:iso:std:iso:30042:ed-2' type='TBX-Basic' "
      "style='dca' xml:lang='en'><tbxHeader><fileDesc><sourceDesc><p>x"
      "</p></sourceDesc></fileDesc></tbxHeader><text><body><conceptEntry "
      "id='c1'><descrip type='subjectField'>place</descrip><langSec "
      "xml:lang='en'><termSec><term>Blinken</term>" STATUS(
          "preferredTerm-admn-sts") "</termSec></langSec><langSec "
                                    "xml:lang='ar'><termSec><term>" AR
                                    "</term></termSec></langSec>"
                                    "</conceptEntry></body></text></tbx>",
      "Blinken/place/" AR "// accepted; " },
    { "2019, by elements",
      "<tbx xmlns='urn:iso:std:iso:30042:ed-2' type='TBX-Basic' "
      "style='dct' xml:lang='en' xmlns:min='m' xmlns:basic='b'><text>"
      "<body><conceptEntry><min:subjectField>person</min:subjectField>"
      "<langSec xml:lang='en'><termSec><term>Blinkin</term><min:"
      "administrativeStatus>supersededTerm-admn-sts</min:"
      "administrativeStatus></termSec><termSec><term>Blinken</term>"
      "</termSec></langSec><langSec xml:lang='ar'><termSec><term>" AR
      "</term></termSec></langSec></conceptEntry></body></text></tbx>",
      "Blinken/person/" AR "/Blinkin/ accepted; " },
    { "other languages are passed over",
      BASIC("<termEntry><langSet xml:lang='fr'>" TIG(
          "Blinquin", "") "</langSet>" EN_SET(TIG("Blinken", ""))
                AR_SET(TIG(AR, "")) "</termEntry>"),
      "Blinken/other/" AR "// accepted; " },
    { "a table", "arabic,english\n" AR "|" AR2 ",Blinken\n",
      "Blinken/other/" AR "+" AR2 "// accepted; " },
    { "... set apart by semicolons, with a byte order mark",
      "\xEF\xBB\xBF"
      "English;Arabic;Kind;Status;Note;Other\r\n"
      "Blinken;" AR ";person;proposed;\"a; b\";Blinkin\r\n",
      "Blinken/person/" AR "/Blinkin/a; b proposed; " },
    { "... by tabs, and a formula that is none",
      "english\tarabic\tnote\nBlinken\t" AR "\t'=x\n",
      "Blinken/other/" AR "//=x accepted; " },
};

static void what_other_tools_write(void **state)
{
    struct fixture *f = *state;

    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
        const char *path = in_folder(f, "names");
        struct barq_error err = { 0 };
        write_file(path, others[i].text);
        if (barq_names_import(f->memory, path, NULL, NULL, NULL, &err))
            fail_msg("%s: %s", others[i].why, err.message);
        const char *got = ledger_line(f);
        if (strcmp(got, others[i].want) != 0)
            fail_msg("%s: %s", others[i].why, got);
        empty(f);
    }
}

static const struct {
    const char *why, *text, *skips;
} left_out[] = {
    { "no Arabic",
      BASIC("<termEntry>" EN_SET(TIG("Blinken", "")) "</termEntry>"),
      "line 4: no Arabic term\n" },
    { "no English", BASIC("<termEntry>" AR_SET(TIG(AR, "")) "</termEntry>"),
      "line 4: no English term\n" },
    { "the same Arabic in two entries",
      BASIC("<termEntry>" EN_SET(TIG("Blinken", "")) AR_SET(
          TIG(AR, "")) "</termEntry>\n<termEntry>" EN_SET(TIG("Blinkin", ""))
                AR_SET(TIG(AR, "")) "</termEntry>"),
      "line 5: \"" AR "\" is \"Blinken\" in the ledger already (name 1, "
      "accepted)\n" },
    { "the sides swapped in a table", "english,arabic\n" AR ",Blinken\n",
      "line 2: \"" AR "\" is no English form, by its letters\n" },
    { "a kind that there is not",
      "english,arabic,kind\nBlinken," AR ",planet\n",
      "line 2: its kind is none of person, place, organisation, term, "
      "other\n" },
    { "a status that there is not",
      "english,arabic,status\nBlinken," AR ",perhaps\n",
      "line 2: its status is none of proposed, accepted, refused\n" },
};

static void what_is_left_out_is_named(void **state)
{
    struct fixture *f = *state;

    for (size_t i = 0; i < sizeof(left_out) / sizeof(left_out[0]); i++) {
        const char *path = in_folder(f, "names");
        struct barq_counts counts = { 0 };
        char *skips = NULL;
        write_file(path, left_out[i].text);
        assert_int_equal(BARQ_OK, barq_names_import(f->memory, path, NULL,
                                                    &counts, &skips, NULL));
        if (strcmp(skips, left_out[i].skips) != 0)
            fail_msg("%s: %s", left_out[i].why, skips);
        assert_int_equal(1, counts.skipped);
        assert_int_equal(counts.read,
                         counts.added + counts.merged + counts.skipped);
        barq_string_free(skips);
        empty(f);
    }
}

static void a_broken_file_stores_nothing(void **state)
{
    static const struct {
        const char *text, *want;
    } cases[] = {
        { BASIC("<termEntry>" EN_SET(TIG("Blinken", ""))
                    AR_SET(TIG(AR, "")) "</termEntry><termEntry>") "<",
          "names:4: not well-formed: Opening and ending tag mismatch: "
          "termEntry line 4 and body" },
        { "<tmx version='1.4'><body/></tmx>",
          "names: begins with <tmx>; TBX begins with <martif> or <tbx>" },
        { "<!DOCTYPE martif [<!ENTITY a 'b'>]><martif/>",
          "names:1: declares entities of its own, which are not expanded; "
          "write their text in their place" },
        { "<martif>", "names:1: ends before its last element is closed; is "
                      "the file whole?" },
        { "name,form\nBlinken," AR "\n",
          "names: neither TBX nor a table of names: its first line does not "
          "name the columns english and arabic" },
        { "english,arabic\nBlin\xFFken," AR "\n",
          "names: not UTF-8 at byte 19" },
        { " \n", "names: is empty" },
    };
    struct fixture *f = *state;

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const char *path = in_folder(f, "names");
        struct barq_error err = { 0 };
        write_file(path, cases[i].text);
        assert_int_equal(BARQ_E_INPUT, barq_names_import(f->memory, path, NULL,
                                                         NULL, NULL, &err));
        assert_non_null(strstr(err.message, cases[i].want));
        assert_string_equal("", ledger_line(f));
    }
}

static void fill(struct fixture *f)
{
    const struct barq_text ar[] = { text_of(ANTONY), text_of(AR) };
    const struct barq_text other[] = { text_of("Tony <B> & \"Co\"") };
    const struct barq_text wait[] = { text_of(AR2) };
    struct barq_name name = { .house = text_of("Antony Blinken"),
                              .ar = ar,
                              .ar_count = 2,
                              .other = other,
                              .other_count = 1,
                              .kind = BARQ_PERSON,
                              .status = BARQ_ACCEPTED,
                              .note = text_of("-5; \"a\", b & c"),
                              .who = text_of("Rana") };

    assert_int_equal(BARQ_OK, barq_name_put(f->memory, &name, NULL, NULL));
    name = (struct barq_name){ .house = text_of("Blinkeen"),
                               .ar = wait,
                               .ar_count = 1,
                               .status = BARQ_PROPOSED };
    assert_int_equal(BARQ_OK, barq_name_put(f->memory, &name, NULL, NULL));
}

/* Out, the ledger emptied, in again; the second name is only in the table. */
static void what_goes_out_comes_back(void **state)
{
    struct fixture *f = *state;
    struct barq_counts counts = { 0 };
    struct arena before = f->keep;

    fill(f);
    const char *all = ledger_line(f);
    const char *path = in_folder(f, "names.csv");
    assert_int_equal(BARQ_OK, barq_names_export(f->memory, path, BARQ_NAMES_CSV,
                                                &counts, NULL));
    assert_int_equal(2, counts.added);
    empty(f);
    assert_int_equal(
        BARQ_OK, barq_names_import(f->memory, path, NULL, &counts, NULL, NULL));
    assert_string_equal(all, ledger_line(f));
    path = in_folder(f, "names.tbx");
    assert_int_equal(BARQ_OK, barq_names_export(f->memory, path, BARQ_NAMES_TBX,
                                                &counts, NULL));
    assert_int_equal(1, counts.added);
    empty(f);
    assert_int_equal(
        BARQ_OK, barq_names_import(f->memory, path, NULL, &counts, NULL, NULL));
    const char *accepted = ledger_line(f);
    assert_memory_equal(all, accepted, strlen(accepted));
    assert_non_null(strstr(all, "Blinkeen"));
    assert_null(strstr(accepted, "Blinkeen"));
    f->keep = before;
}

static void an_empty_ledger_makes_no_file(void **state)
{
    struct fixture *f = *state;
    const char *path = in_folder(f, "names.tbx");
    const struct barq_text ar[] = { text_of(AR) };
    const struct barq_name name = { .house = text_of("Blinken"),
                                    .ar = ar,
                                    .ar_count = 1,
                                    .status = BARQ_REFUSED };

    assert_int_equal(
        BARQ_NOTHING,
        barq_names_export(f->memory, path, BARQ_NAMES_TBX, NULL, NULL));
    assert_int_equal(BARQ_OK, barq_name_put(f->memory, &name, NULL, NULL));
    assert_int_equal(
        BARQ_NOTHING,
        barq_names_export(f->memory, path, BARQ_NAMES_TBX, NULL, NULL));
    assert_int_not_equal(0, access(path, F_OK));
}

/* Against the structure of TBX-Basic, where there is a validator. */
static void what_goes_out_is_valid(void **state)
{
    struct fixture *f = *state;
    char command[400];

    fill(f);
    const char *path = in_folder(f, "names.tbx");
    assert_int_equal(BARQ_OK, barq_names_export(f->memory, path, BARQ_NAMES_TBX,
                                                NULL, NULL));
    if (system("command -v xmllint >/dev/null") != 0) {
        print_message("  no xmllint here\n");
        skip();
    }
    snprintf(command, sizeof(command),
             "xmllint --nonet --noout --dtdvalid tests/formats/tbx-basic.dtd "
             "%s 2>/dev/null",
             path);
    assert_int_equal(0, system(command));
}

#define IN_MEMORY(test) \
    cmocka_unit_test_setup_teardown(test, make_memory, drop_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_MEMORY(what_other_tools_write),
        IN_MEMORY(what_is_left_out_is_named),
        IN_MEMORY(a_broken_file_stores_nothing),
        IN_MEMORY(what_goes_out_comes_back),
        IN_MEMORY(an_empty_ledger_makes_no_file),
        IN_MEMORY(what_goes_out_is_valid),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
