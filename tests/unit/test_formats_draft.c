/* The writers, on a draft made by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "formats/formats.h"

#include <cjson/cJSON.h>
#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

#define AR1 "\u0639\u0646\u0648\u0627\u0646"
#define AR2 "\u0642\u0627\u0644 <\u0627\u0644\u0648\u0632\u064A\u0631> & AFP."
#define AR3 "\u062C\u0645\u0644\u0629."
#define AR4 "\u0627\u0642\u0631\u0623 \u0623\u064A\u0636\u0627"

/* Headline; a paragraph of three sentences; a line of furniture. */
static const char story_text[] =
    AR1 "\n\n" AR2 "  " AR3 " " AR3 "\r\n" AR4 "\n";

enum { SEGMENTS = 5 };

struct fixture {
    struct barq_story story;
    struct barq_draft_segment segments[SEGMENTS];
    struct barq_draft draft;
};

static void put(struct fixture *f, size_t index, size_t block,
                enum barq_kind kind, const char *text)
{
    static size_t from;
    struct barq_draft_segment *s = &f->segments[index];

    from = index ? from : 0;
    const char *at = strstr(story_text + from, text);
    assert_non_null(at);
    size_t start = (size_t)(at - story_text);
    from = start + strlen(text);
    s->source = (struct barq_segment){ .block = block,
                                       .kind = kind,
                                       .start = start,
                                       .end = from,
                                       .text = text_of(text) };
    s->source.text.at = at;
}

static void set_up(struct fixture *f)
{
    memset(f, 0, sizeof(*f));
    put(f, 0, 0, BARQ_HEADLINE, AR1);
    put(f, 1, 1, BARQ_PARAGRAPH, AR2);
    put(f, 2, 1, BARQ_PARAGRAPH, AR3);
    put(f, 3, 1, BARQ_PARAGRAPH, AR3);
    put(f, 4, 2, BARQ_FURNITURE, AR4);
    f->segments[0].target = text_of("A headline");
    f->segments[0].rank = 102;
    f->segments[0].score = 100;
    f->segments[0].unit = INT64_C(9007199254740993); /* 2^53 + 1 */
    f->segments[1].target = text_of("The <minister> said & \"AFP\".");
    f->segments[1].rank = 84;
    f->segments[1].score = 84;
    f->segments[1].origin = BARQ_ALIGNED;
    f->segments[1].unit = 12;
    f->segments[1].notes = text_of("number 5 changed; check the name");
    f->segments[1].matched = text_of(AR3);
    f->segments[2].target = text_of("A sentence.\x1B[31m");
    f->segments[2].origin = BARQ_MT;
    f->segments[2].engine = text_of("libretranslate");
    f->story = (struct barq_story){ .lang = BARQ_AR,
                                    .name = text_of("wire/<1>.txt"),
                                    .text = text_of(story_text),
                                    .block_count = 3 };
    f->draft = (struct barq_draft){ .story = &f->story,
                                    .segments = f->segments,
                                    .count = SEGMENTS,
                                    .from = BARQ_AR,
                                    .to = BARQ_EN };
    f->draft.report.segments[BARQ_BAND_102] = 1;
    f->draft.report.words[BARQ_BAND_102] = 3;
    f->draft.report.furniture = 1;
}

static char *render(const struct barq_draft *draft, enum barq_format format)
{
    char *out = NULL;
    size_t len = 0;

    assert_int_equal(BARQ_OK,
                     barq_draft_render(draft, format, &out, &len, NULL));
    assert_int_equal(len, strlen(out));
    return out;
}

static void text_keeps_every_byte_between_segments(void **state)
{
    struct fixture f;

    (void)state;
    set_up(&f);
    char *out = render(&f.draft, BARQ_TEXT);
    assert_string_equal("A headline\n\n[[84: The <minister> said & \"AFP\".]]  "
                        "[[mt libretranslate: A sentence.\x1B[31m]] "
                        "[[open: " AR3 "]]\r\n" AR4 "\n",
                        out);
    barq_string_free(out);
    f.segments[4].target = text_of("Read also");
    f.segments[4].rank = 100;
    out = render(&f.draft, BARQ_TEXT);
    assert_non_null(strstr(out, "\r\nRead also\n"));
    barq_string_free(out);
    f.draft.count = 0;
    out = render(&f.draft, BARQ_TEXT);
    assert_string_equal(story_text, out);
    barq_string_free(out);
}

static void bilingual_is_stacked_and_safe(void **state)
{
    struct fixture f;

    (void)state;
    set_up(&f);
    snprintf(f.draft.report.failure, sizeof(f.draft.report.failure), "gone");
    char *out = render(&f.draft, BARQ_BILINGUAL);
    assert_string_equal(
        "headline\n[102 published #9007199254740993]\n" AR1 "\nA headline\n\n"
        "paragraph\n[84 aligned #12]\n" AR2 "\nThe <minister> said & \"AFP\"."
        "\n  stored source: " AR3 "\n  note: number 5 changed; check the name\n"
        "\n[mt libretranslate]\n" AR3 "\nA sentence.\u241B[31m\n\n[open]\n" AR3
        "\n\n"
        "furniture\n[furniture]\n" AR4 "\n\n"
        "machine translation failed: gone\n",
        out);
    barq_string_free(out);
}

static const cJSON *at(const cJSON *object, const char *key)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);

    assert_non_null(item);
    return item;
}

static const struct {
    const char *target, *origin, *unit, *kind;
    int class, notes; /* class 0: null */
} wanted[] = {
    { "A headline", "published", "9007199254740993", "headline", 102, 0 },
    { "The <minister> said & \"AFP\".", "aligned", "12", "paragraph", 84, 2 },
    { "A sentence.\x1B[31m", "mt", NULL, "paragraph", 0, 0 },
    { NULL, NULL, NULL, "paragraph", 0, 0 },
    { NULL, NULL, NULL, "furniture", 0, 0 },
};

static void string_or_null(const char *want, const cJSON *got)
{
    assert_int_equal(!want, cJSON_IsNull(got));
    if (want)
        assert_string_equal(want, got->valuestring);
}

static void segment_is_as_wanted(const cJSON *s, size_t i)
{
    int start = at(s, "start")->valueint, end = at(s, "end")->valueint;
    const char *source = at(s, "source")->valuestring;

    assert_int_equal(end - start, strlen(source));
    assert_memory_equal(story_text + start, source, strlen(source));
    assert_string_equal(wanted[i].kind, at(s, "kind")->valuestring);
    string_or_null(wanted[i].target, at(s, "target"));
    string_or_null(wanted[i].origin, at(s, "origin"));
    string_or_null(wanted[i].unit, at(s, "unit"));
    assert_int_equal(wanted[i].origin && !strcmp(wanted[i].origin, "mt"),
                     !cJSON_IsNull(at(s, "engine")));
    assert_int_equal(!wanted[i].class, cJSON_IsNull(at(s, "class")));
    assert_int_equal(wanted[i].class, at(s, "class")->valueint);
    assert_int_equal(!wanted[i].class, cJSON_IsNull(at(s, "score")));
    assert_int_equal(wanted[i].notes, cJSON_GetArraySize(at(s, "notes")));
}

static void json_has_the_promised_shape(void **state)
{
    struct fixture f;

    (void)state;
    set_up(&f);
    char *out = render(&f.draft, BARQ_JSON);
    cJSON *all = cJSON_Parse(out);
    assert_non_null(all);
    const cJSON *story = at(all, "story"), *segments = at(all, "segments");
    assert_string_equal("wire/<1>.txt", at(story, "name")->valuestring);
    assert_string_equal("ar", at(story, "lang")->valuestring);
    assert_int_equal(3, at(story, "blocks")->valueint);
    assert_int_equal(SEGMENTS, cJSON_GetArraySize(segments));
    for (int i = 0; i < SEGMENTS; i++)
        segment_is_as_wanted(cJSON_GetArrayItem(segments, i), (size_t)i);
    const cJSON *notes = at(cJSON_GetArrayItem(segments, 1), "notes");
    assert_string_equal("number 5 changed",
                        cJSON_GetArrayItem(notes, 0)->valuestring);
    assert_string_equal("check the name",
                        cJSON_GetArrayItem(notes, 1)->valuestring);
    const cJSON *report = at(all, "report"), *bands = at(report, "bands");
    assert_int_equal(BARQ_BANDS, cJSON_GetArraySize(bands));
    assert_int_equal(3, at(at(bands, "102"), "words")->valueint);
    assert_int_equal(0, at(at(bands, "open"), "words")->valueint);
    assert_int_equal(1, at(report, "furniture")->valueint);
    assert_true(cJSON_IsNull(at(report, "failure")));
    cJSON_Delete(all);
    barq_string_free(out);
}

static size_t times(const char *text, const char *what)
{
    size_t count = 0;

    while ((text = strstr(text, what))) {
        count++;
        text += strlen(what);
    }
    return count;
}

/* The part of a page behind its void elements is XML, too: so tags match. */
static void tags_match(const char *page)
{
    const char *body = strstr(page, "<body>"), *end = strstr(page, "</html>");
    xmlDocPtr doc;

    assert_non_null(body);
    assert_non_null(end);
    doc = xmlReadMemory(body, (int)(end - body), "page", "UTF-8",
                        XML_PARSE_NONET);
    assert_non_null(doc);
    xmlFreeDoc(doc);
}

static const struct {
    const char *why, *what;
    size_t times;
} page_holds[] = {
    { "a page in English", "<html lang=\"en\">", 1 },
    { "no script", "<script", 0 },
    { "nothing from elsewhere", "http", 0 },
    { "direction is said outright", "lang=\"ar\" dir=\"rtl\"", 6 },
    { "and so in English", "lang=\"en\" dir=\"ltr\"", 3 },
    { "the text cannot be a tag", "<minister>", 0 },
    { "but is there", "The &lt;minister&gt; said &amp; &quot;AFP&quot;.", 1 },
    { "nor can the name", "<bdi>wire/&lt;1&gt;.txt</bdi>", 1 },
    { "a class in words", ">102<", 2 }, /* label and report */
    { "an open segment", ">open<", 1 },
    { "a machine's", ">machine translation<", 1 },
    { "furniture is folded away",
      "<summary>1 line set aside as page furniture</summary>", 1 },
    { "the kind is told", ">headline<", 1 },
    { "control characters are not passed on", "\x1B", 0 },
};

static void html_is_whole_and_escaped(void **state)
{
    struct fixture f;

    (void)state;
    set_up(&f);
    char *out = render(&f.draft, BARQ_HTML);
    for (size_t i = 0; i < sizeof(page_holds) / sizeof(page_holds[0]); i++) {
        print_message("  %s\n", page_holds[i].why);
        assert_int_equal(page_holds[i].times, times(out, page_holds[i].what));
    }
    tags_match(out);
    barq_string_free(out);
}

static const struct {
    const char *what;
    size_t times;
} alignment_holds[] = {
    { ">sure<", 1 },
    { ">likely<", 1 },
    { ">Arabic only<", 1 },
    { ">English only<", 1 },
    { ">unsure, not stored<", 1 },
    { ">1-2<", 1 },
    { "One &lt;b&gt;.", 1 },
    { "<bdi>a&amp;b</bdi>", 1 },
    { "dir=\"rtl\"", 4 },
    { "dir=\"ltr\"", 4 },
};

static void an_alignment_is_a_page(void **state)
{
    static struct barq_bead beads[] = {
        { 0, 1, 0, 2, 0.96, true, true }, { 1, 1, 2, 1, 0.42, true, false },
        { 2, 1, 3, 0, 0, false, false },  { 3, 0, 3, 1, 0, false, false },
        { 3, 1, 4, 1, 0.85, true, true },
    };
    struct barq_text ar[5] = {
        text_of(AR1), text_of(AR2), text_of(AR3), { 0 }, text_of(AR4)
    };
    struct barq_text en[5] = { text_of("One <b>."),
                               text_of("Two."),
                               { 0 },
                               text_of("Four."),
                               text_of("Five.") };
    struct barq_story story = { .name = text_of("a&b") };
    struct barq_alignment a = { .ar = &story,
                                .en = &story,
                                .beads = beads,
                                .texts = { ar, en },
                                .count = 5,
                                .options.min_confidence = 0.8 };
    char *out = NULL;
    size_t len = 0;

    (void)state;
    assert_int_equal(BARQ_OK, barq_alignment_html(&a, &out, &len, NULL));
    for (size_t i = 0; i < sizeof(alignment_holds) / sizeof(alignment_holds[0]);
         i++) {
        print_message("  %s\n", alignment_holds[i].what);
        assert_int_equal(alignment_holds[i].times,
                         times(out, alignment_holds[i].what));
    }
    tags_match(out);
    barq_string_free(out);
}

static void names_are_known(void **state)
{
    static const char *const formats[] = { "text", "bilingual", "html",
                                           "json" };
    static const char *const bands[] = { "102",   "101",   "100",
                                         "95-99", "85-94", "75-84",
                                         "50-74", "mt",    "open" };
    enum barq_format format = BARQ_TEXT;
    struct barq_error err = { 0 };
    struct fixture f;
    char *out = NULL;
    size_t len;

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        assert_true(barq_format_from_name(formats[i], &format));
        assert_int_equal(i, format);
    }
    assert_false(barq_format_from_name("HTML", &format));
    assert_false(barq_format_from_name("", &format));
    assert_false(barq_format_from_name(NULL, &format));
    assert_int_equal(BARQ_JSON, format); /* written on success only */
    for (int i = 0; i < BARQ_BANDS; i++)
        assert_string_equal(bands[i], barq_band_name((enum barq_band)i));
    set_up(&f);
    assert_int_equal(
        BARQ_E_USAGE,
        barq_draft_render(&f.draft, (enum barq_format)9, &out, &len, &err));
    assert_null(out);
}

static const struct {
    int rank;
    enum barq_band band;
} ranks[] = {
    { 102, BARQ_BAND_102 }, { 101, BARQ_BAND_101 }, { 100, BARQ_BAND_100 },
    { 99, BARQ_BAND_95 },   { 95, BARQ_BAND_95 },   { 94, BARQ_BAND_85 },
    { 85, BARQ_BAND_85 },   { 84, BARQ_BAND_75 },   { 75, BARQ_BAND_75 },
    { 74, BARQ_BAND_50 },   { 50, BARQ_BAND_50 },
};

static void bands_are_told_by_rank(void **state)
{
    struct barq_draft_segment s = { 0 };

    (void)state;
    assert_int_equal(BARQ_BAND_OPEN, draft_band(&s));
    s.target = text_of("x");
    for (size_t i = 0; i < sizeof(ranks) / sizeof(ranks[0]); i++) {
        s.rank = ranks[i].rank;
        assert_int_equal(ranks[i].band, draft_band(&s));
    }
    s.origin = BARQ_MT; /* a stored one, however equal its source */
    s.rank = 100;
    assert_int_equal(BARQ_BAND_MT, draft_band(&s));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_keeps_every_byte_between_segments),
        cmocka_unit_test(bilingual_is_stacked_and_safe),
        cmocka_unit_test(json_has_the_promised_shape),
        cmocka_unit_test(html_is_whole_and_escaped),
        cmocka_unit_test(an_alignment_is_a_page),
        cmocka_unit_test(names_are_known),
        cmocka_unit_test(bands_are_told_by_rank),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
