/*
 * The XML reader: what a file says comes in order, with its lines, whatever
 * the pieces in which the file is read.
 */
#include "base/buf.h"
#include "base/utf8.h"
#include "base/xml.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* One event as "<name a='v'>", "</name>" or its text. */
static void print_event(const struct xml *xml, enum xml_event event,
                        struct buf *to)
{
    const char *name;
    struct barq_text value;

    switch (event) {
    case XML_START:
        buf_addf(to, "%d<%s", xml_line(xml), xml_name(xml));
        for (int i = 0; xml_attribute_at(xml, i, &name, &value); i++)
            buf_addf(to, " %s='%.*s'", name, (int)value.len, value.at);
        buf_adds(to, ">");
        break;
    case XML_END:
        buf_addf(to, "</%s>", xml_name(xml));
        break;
    case XML_TEXT:
        buf_add(to, xml_text(xml));
        break;
    case XML_DONE:
        break;
    }
}

/* All events of a file, or in their place the error. */
static void read_all(const char *file, size_t len, struct buf *to)
{
    struct barq_error err = { 0 };
    enum xml_event event = XML_TEXT;
    struct xml *xml = NULL;
    char nothing[1];
    FILE *from = len ? fmemopen((void *)(uintptr_t)file, len, "rb")
                     : fmemopen(nothing, 1, "wb+");

    assert_non_null(from);
    buf_addc(to, ' ');
    buf_clear(to);
    enum barq_status status = xml_open(from, "f", &xml, &err);
    while (!status && event != XML_DONE) {
        status = xml_next(xml, &event, &err);
        if (!status)
            print_event(xml, event, to);
    }
    if (status)
        buf_addf(to, "! %s", err.message);
    xml_close(xml);
    fclose(from);
}

static const struct {
    const char *why, *file, *said;
} files[] = {
    { "an empty element begins and ends", "<a><b/></a>", "1<a>1<b></b></a>" },
    { "lines are those of the events", "<a>\n<b>\n</b>\n\n<c/></a>",
      "1<a>\n2<b>\n</b>\n\n5<c></c></a>" },
    { "names are without a prefix, attributes with it",
      "<x:a xmlns:x='u' xml:lang='ar' b='2'/>",
      "1<a xmlns:x='u' xml:lang='ar' b='2'></a>" },
    { "a namespace without a prefix", "<a xmlns='u'/>", "1<a xmlns='u'></a>" },
    { "the five entities and characters by number, in both places",
      "<a b='&lt;&amp;&quot;&#65;'>&lt;&gt;&amp;&apos;&#x42;</a>",
      "1<a b='<&\"A'><>&'B</a>" },
    { "CDATA is text", "<a>x<![CDATA[<b>]]>y</a>", "1<a>x<b>y</a>" },
    { "comments and instructions are nothing", "<a>x<!-- c --><?p i?>y</a>",
      "1<a>xy</a>" },
    { "another encoding",
      "<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE9</a>",
      "1<a>\u00E9</a>" },
    { "a byte order mark", "\uFEFF<a/>", "1<a></a>" },
    { "a default of the file's own DTD",
      "<!DOCTYPE a [<!ATTLIST a b CDATA 'c'>]><a/>", "1<a b='c'></a>" },
    { "what stands before an error is read", "<a>\n<b/></c>",
      "1<a>\n2<b></b>! f:2: not well-formed: Opening and ending tag mismatch: "
      "a line 1 and c" },
    { "nothing", "",
      "! f:1: not well-formed: Extra content at the end of the document" },
    { "less than it takes to guess the encoding", "<a",
      "1<a>! f:1: not well-formed: Couldn't find end of Start Tag a" },
    { "an entity that nobody knows in an attribute",
      "<!DOCTYPE a SYSTEM 'd'>\n<a b='&nbsp;'/>",
      "! f:2: uses the entity &nbsp; which XML does not know; write the "
      "character in its place" },
    { "entities of parameters are entities, too",
      "<!DOCTYPE a [<!ENTITY % p SYSTEM '/etc/passwd'> %p;]><a/>",
      "! f:1: declares entities of its own, which are not expanded; write "
      "their text in their place" },
};

static void what_a_file_says(void **state)
{
    struct buf said = { 0 };

    (void)state;
    for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
        print_message("  %s\n", files[i].why);
        read_all(files[i].file, strlen(files[i].file), &said);
        assert_string_equal(files[i].said, said.at);
    }
    buf_release(&said);
}

/* libxml2 prints this, told nothing else, and goes on without the rest. */
static void letters_that_are_none_are_an_error(void **state)
{
    static const char file[] = "\xFF\xFE<\0a\0>\0\n\0x\0\0\xD9\x86\xD8y\0<\0/"
                               "\0a\0>";
    struct buf said = { 0 };

    (void)state;
    read_all(file, sizeof(file), &said);
    assert_non_null(strstr(said.at, "! f:"));
    assert_non_null(
        strstr(said.at, "not well-formed: input conversion failed"));
    buf_release(&said);
}

/* Longer than several pieces, with marks wherever a piece may end. */
static void pieces_do_not_show(void **state)
{
    enum { TIMES = 4000 };
    struct buf file = { 0 }, want = { 0 }, said = { 0 };

    (void)state;
    buf_adds(&file, "<a>");
    buf_adds(&want, "1<a>");
    for (int i = 0; i < TIMES; i++) {
        buf_addf(&file,
                 "<b n=\"%d &amp;\">\u0633\u0644\u0627\u0645 &lt;%d"
                 "<![CDATA[&]]></b>\r\n",
                 i, i);
        buf_addf(&want, "%d<b n='%d &'>\u0633\u0644\u0627\u0645 <%d&</b>\n",
                 i + 1, i, i);
    }
    buf_adds(&file, "</a>");
    buf_adds(&want, "</a>");
    read_all(file.at, file.len, &said);
    assert_int_equal(want.len, said.len);
    assert_memory_equal(want.at, said.at, want.len);
    buf_release(&file);
    buf_release(&want);
    buf_release(&said);
}

/* A file that is cut anywhere is told from one that is whole. */
static void a_cut_is_noticed(void **state)
{
    static const char file[] = "<a b='c'><d>e &amp; f</d><!-- g --></a>";
    struct buf said = { 0 };

    (void)state;
    for (size_t len = 0; len < sizeof(file) - 1; len++) {
        read_all(file, len, &said);
        assert_non_null(strstr(said.at, "! f:1: "));
    }
    read_all(file, sizeof(file) - 1, &said);
    assert_null(strchr(said.at, '!'));
    buf_release(&said);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_file_says),
        cmocka_unit_test(letters_that_are_none_are_an_error),
        cmocka_unit_test(pieces_do_not_show),
        cmocka_unit_test(a_cut_is_noticed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
