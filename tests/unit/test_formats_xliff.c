/* XLIFF: what of a draft that comes back a person stands behind. */
#include "base/utf8.h"
#include "formats/formats.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* What was read: "ar=en (story)" a unit, "! reason" for what was left out. */
struct record {
    struct buf lines;
};

static enum barq_status take(void *context, const struct barq_unit *unit,
                             struct barq_error *err)
{
    struct record *record = context;

    (void)err;
    assert_int_equal(BARQ_REVIEWED, unit->origin);
    buf_add(&record->lines, unit->ar_before);
    buf_adds(&record->lines, ">");
    buf_add(&record->lines, unit->ar);
    buf_adds(&record->lines, "=");
    buf_add(&record->lines, unit->en);
    buf_addf(&record->lines, "(%.*s %d)\n", (int)unit->story.len,
             unit->story.at, (int)unit->position);
    return BARQ_OK;
}

static void leave_out(void *context, const char *reason)
{
    struct record *record = context;

    buf_addf(&record->lines, "! %s\n", reason);
}

static enum barq_status read_text(const char *text, struct record *record,
                                  struct barq_error *err)
{
    struct pair_sink sink = { take, leave_out, record, NULL };
    FILE *from = fmemopen((void *)(uintptr_t)text, strlen(text), "rb");

    assert_non_null(from);
    record->lines = (struct buf){ 0 };
    buf_adds(&record->lines, "");
    enum barq_status status = xliff_read(from, "in.xlf", &sink, err);
    fclose(from);
    return status;
}

#define HEAD                                                        \
    "<xliff version='1.2'><file original='s' source-language='ar' " \
    "target-language='en'><body>"
#define TAIL "</body></file></xliff>"
#define UNIT(attributes, target)                                   \
    "<trans-unit id='1'" attributes "><source>نعم</source>" target \
    "</trans-unit>"
#define OFFER(text) "<alt-trans><target>" text "</target></alt-trans>"

static const struct {
    const char *why, *text, *want;
} readings[] = {
    { "a state that says so",
      HEAD UNIT("", "<target state='translated'>yes</target>") TAIL,
      ">نعم=yes(s 0)\n" },
    { "approved", HEAD UNIT(" approved='yes'", "<target>yes</target>") TAIL,
      ">نعم=yes(s 0)\n" },
    { "typed where nothing was", HEAD UNIT("", "<target>yes</target>") TAIL,
      ">نعم=yes(s 0)\n" },
    { "left as the machine had it",
      HEAD UNIT("", "<target state='needs-review-translation' "
                    "state-qualifier='leveraged-mt'>yes</target>" OFFER("yes"))
          TAIL,
      "! machine translations that nobody accepted\n" },
    { "changed, though the state is as it was",
      HEAD UNIT("", "<target state='needs-review-translation' "
                    "state-qualifier='leveraged-mt'>yes!</target>" OFFER("yes"))
          TAIL,
      ">نعم=yes!(s 0)\n" },
    { "accepted as it was",
      HEAD UNIT("", "<target state='final' "
                    "state-qualifier='leveraged-mt'>yes</target>" OFFER("yes"))
          TAIL,
      ">نعم=yes(s 0)\n" },
    { "a fuzzy match left alone",
      HEAD UNIT("", "<target state='needs-review-translation' "
                    "state-qualifier='fuzzy-match'>yes</target>" OFFER("yes"))
          TAIL,
      "! suggestions that nobody accepted\n" },
    { "a machine's, and no offer to hold it against",
      HEAD UNIT("", "<target state-qualifier='mt-suggestion'>y</target>") TAIL,
      "! machine translations that nobody accepted\n" },
    { "no target", HEAD UNIT("", "") TAIL,
      "! segments without a translation\n" },
    { "a copy of the source",
      HEAD UNIT("", "<target state='needs-translation'> نعم</target>") TAIL,
      "! segments without a translation\n" },
    { "a copy that somebody approved",
      HEAD UNIT(" approved='yes'", "<target>نعم</target>") TAIL,
      ">نعم=نعم(s 0)\n" },
    { "not to be translated", HEAD UNIT(" translate='no'", "") TAIL, "" },
    { "codes go, and what they wrap stays",
      HEAD "<trans-unit><source>نعم</source><target><g id='1'>yes</g>"
           "<ph id='2'>&lt;br/></ph>we <bpt id='3'>b</bpt>can</target>"
           "</trans-unit>" TAIL,
      ">نعم=yes we can(s 0)\n" },
    { "neighbours, and the headline names the story",
      HEAD "<trans-unit restype='x-headline'><source>عنوان</source>"
           "<target>Head</target></trans-unit>"
           "<trans-unit><source>نعم</source><target>yes</target>"
           "</trans-unit>" TAIL,
      ">عنوان=Head(عنوان 0)\nعنوان>نعم=yes(عنوان 1)\n" },
    { "from English",
      "<xliff version='1.2'><file original='s' source-language='en-US' "
      "target-language='ar'><body><trans-unit><source>yes</source>"
      "<target>نعم</target></trans-unit>" TAIL,
      ">نعم=yes(s 0)\n" },
    { "version 2, a segment each",
      "<xliff version='2.1' srcLang='ar' trgLang='en'><file id='f' "
      "original='t'><unit id='1'><segment state='reviewed'><source>نعم"
      "</source><target>yes</target></segment><ignorable><source> "
      "</source></ignorable><segment><source>لا</source><target>no"
      "</target></segment></unit></file></xliff>",
      ">نعم=yes(t 0)\nنعم>لا=no(t 1)\n" },
};

static void what_a_person_stands_behind_is_taken(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(readings) / sizeof(readings[0]); i++) {
        struct record record;
        struct barq_error err = { 0 };
        if (read_text(readings[i].text, &record, &err))
            fail_msg("%s: %s", readings[i].why, err.message);
        if (strcmp(record.lines.at, readings[i].want) != 0)
            fail_msg("%s: \"%s\"", readings[i].why, record.lines.at);
        buf_release(&record.lines);
    }
}

static void what_is_no_xliff_is_refused(void **state)
{
    static const struct {
        const char *text, *want;
    } cases[] = {
        { "<tmx version='1.4'/>", "in.xlf:1: is no XLIFF" },
        { "<xliff version='3.0'/>", "in.xlf:1: is XLIFF 3.0; versions 1.1" },
        { "<xliff/>", "in.xlf:1: is XLIFF ?" },
        { "<xliff version='1.2'>\n<file source-language='ar' "
          "target-language='fr'/></xliff>",
          "in.xlf:2: is not between Arabic and English" },
        { "<xliff version='2.0' srcLang='ar'/>", "is not between Arabic and" },
        { HEAD "<trans-unit><source>", "in.xlf:1: " },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct record record;
        struct barq_error err = { 0 };
        assert_int_equal(BARQ_E_INPUT, read_text(cases[i].text, &record, &err));
        if (!strstr(err.message, cases[i].want))
            fail_msg("\"%s\" for \"%s\"", err.message, cases[i].want);
        buf_release(&record.lines);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_person_stands_behind_is_taken),
        cmocka_unit_test(what_is_no_xliff_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
