/* Blocks: what each line of a page is, and of which language. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "text/text.h"

#define PROSE \
    "The ministers met in the capital and said that talks would go on."
#define MORE_PROSE \
    "They gave no date for the next round, which may be held in the spring."

static struct barq_story *read_story(const char *text, size_t len)
{
    struct barq_story *story = NULL;
    struct barq_error err = { 0 };

    if (barq_story_read((struct barq_text){ text, len }, NULL, &story, &err))
        fail_msg("%s", err.message);
    return story;
}

static void check_block(const char *why, struct barq_block block,
                        enum barq_kind kind, const char *reason)
{
    if (block.kind != kind || (reason && strcmp(block.reason, reason) != 0))
        fail_msg("%s: %s, since \"%s\"; wanted %s, since \"%s\"", why,
                 barq_kind_name(block.kind), block.reason, barq_kind_name(kind),
                 reason ? reason : "(any)");
}

/* ------------------------------------------------------- whole pages */

struct page_row {
    const char *line;
    enum barq_kind kind;
    const char *reason;
};

static const struct page_row arabic_page[] = {
    { "الرئيسية / أخبار / العالم العربي", BARQ_FURNITURE, "path to a section" },
    { "النفط يرتفع بعد تراجع المخزونات", BARQ_HEADLINE,
      "the first line of its own" },
    { "time reading iconدقائق القراءة - 4", BARQ_FURNITURE, "reading time" },
    { "وزير خلال مؤتمر صحافي. 5 أغسطس 2022. - AFP", BARQ_CAPTION,
      "ends in a picture credit" },
    { "وزير خلال مؤتمر صحافي. 5 أغسطس 2022. - AFP", BARQ_FURNITURE,
      "repeats an earlier line" },
    { "واشنطن/ دبي-رويترزالشرق", BARQ_BYLINE, "places and agencies alone" },
    { "قال الوزير إنه قلق من الوضع في البلد وأضاف أنه سيعود غدا إلى العاصمة.",
      BARQ_PARAGRAPH, "running text" },
    { "مواجهات على الحدود", BARQ_SUBHEAD, "short, without a stop" },
    { "اقرأ أيضاً:", BARQ_FURNITURE, "points to other stories" },
    { "من هو زعيم القائمة؟", BARQ_FURNITURE, "a link to another story" },
    { "تصنيفات", BARQ_FURNITURE, "tags and categories" },
    { "هـ ع/م ن", BARQ_SIGNOFF, "initials of the desk" },
    { "// انتهى //", BARQ_SIGNOFF, "closing line" },
    { "17:15 ت م", BARQ_SIGNOFF, "closing line" },
};

static const struct page_row english_page[] = {
    { "Sport / Football", BARQ_FURNITURE, "name of a section" },
    { "Oil rises more than 2% after surprise drop", BARQ_HEADLINE,
      "the first line of its own" },
    { "Published 3 Nov 2025, 16:42 GMT", BARQ_FURNITURE, "time stamp" },
    { "2 min read", BARQ_FURNITURE, "reading time" },
    { "By Salma al-Attar and Yasser Kanaan", BARQ_BYLINE, "\"by\" and a name" },
    { "LONDON, May 14", BARQ_DATELINE, "a place and a date" },
    { "GENEVA - AFP", BARQ_DATELINE, "a place and an agency" },
    { "Soldiers at the border crossing on Monday (Reuters)", BARQ_CAPTION,
      "ends in a picture credit" },
    { PROSE, BARQ_PARAGRAPH, "running text" },
    { "Health", BARQ_SUBHEAD, "short, without a stop" },
    { "He gave no reason (Reuters).", BARQ_PARAGRAPH, "running text" },
    { "The party said: \"Share this\" and was quiet about everything else.",
      BARQ_PARAGRAPH, "running text" },
    { "- 412 tonnes of wheat flour", BARQ_LIST, "begins with a bullet" },
    { "1. Shut windows and doors tightly", BARQ_LIST,
      "begins with a number or letter" },
    { "The towns, by deaths, are as follows:", BARQ_PARAGRAPH, "running text" },
    { PROSE " Again.", BARQ_PARAGRAPH, "running text" },
    { "(Reporting by J. R. Holt in London; Editing by Dana Whitcombe)",
      BARQ_SIGNOFF, "reporters and editors" },
    { "Read also: Five things we learned", BARQ_FURNITURE,
      "points to other stories" },
    { "Who holds the hills?", BARQ_FURNITURE, "a link to another story" },
    { "Share | Print | Save", BARQ_FURNITURE, "sharing and printing" },
    { "Home > Business > Banking", BARQ_FURNITURE, "path to a section" },
    { "#oil #brent", BARQ_FURNITURE, "hashtags" },
    { "\u00A9 2027 AFP", BARQ_FURNITURE, "rights and sources" },
};

static void check_page(const struct page_row *rows, size_t count)
{
    struct buf text = { 0 };

    for (size_t i = 0; i < count; i++)
        buf_addf(&text, "%s\n\n", rows[i].line);
    struct barq_story *story = read_story(text.at, text.len);
    buf_release(&text);
    assert_int_equal(barq_story_block_count(story), count);
    for (size_t i = 0; i < count; i++) {
        struct barq_block block = barq_story_block(story, i);
        check_block(rows[i].line, block, rows[i].kind, rows[i].reason);
        assert_int_equal(block.end - block.start, strlen(rows[i].line));
    }
    barq_story_free(story);
}

static void test_arabic_page(void **state)
{
    (void)state;
    check_page(arabic_page, sizeof(arabic_page) / sizeof(arabic_page[0]));
}

static void test_english_page(void **state)
{
    (void)state;
    check_page(english_page, sizeof(english_page) / sizeof(english_page[0]));
}

/* ------------------------------------------- a line at its place */

enum place { FIRST, TOP, BODY, TAIL };

/* What stands before and behind the line. */
static const struct {
    const char *before, *after;
    size_t index;
} places[] = {
    [FIRST] = { "", "Ministers end their talks\n" PROSE "\n", 0 },
    [TOP] = { "Ministers end their talks\n", PROSE "\n", 1 },
    [BODY] = { "Ministers end their talks\n" PROSE "\n", MORE_PROSE "\n", 2 },
    [TAIL] = { "Ministers end their talks\n" PROSE "\n", "", 2 },
};

static const struct {
    const char *why;
    enum place place;
    enum barq_kind kind;
    const char *line, *reason;
} lines[] = {
    /* reading time */
    { "a number stands for any", TOP, BARQ_FURNITURE, "وقت القراءة: 12 دقيقة",
      "reading time" },
    { "Arabic digits too", TOP, BARQ_FURNITURE, "٣ دقائق قراءة",
      "reading time" },
    { "hyphens", TOP, BARQ_FURNITURE, "3-minute read", "reading time" },
    { "a wording without a number", TOP, BARQ_FURNITURE,
      "Less than a minute read", "reading time" },
    /* other stories */
    { "a bar as good as a colon", TAIL, BARQ_FURNITURE,
      "اقرأ أيضا | خطة جديدة للمياه", "points to other stories" },
    { "a free dash too", TAIL, BARQ_FURNITURE, "Related - Water plan agreed",
      "points to other stories" },
    { "vowel marks and hamza aside", TAIL, BARQ_FURNITURE,
      "إقرأ أيضًا:", "points to other stories" },
    { "no phrase inside prose", BODY, BARQ_PARAGRAPH,
      "Read also the small print of the deal.", "running text" },
    /* sharing, following */
    { "networks in a row", TAIL, BARQ_FURNITURE,
      "Facebook Twitter WhatsApp Telegram", "sharing and printing" },
    { "the same in Arabic", TAIL, BARQ_FURNITURE, "فيسبوك تويتر واتساب",
      "sharing and printing" },
    { "with counts", TAIL, BARQ_FURNITURE, "Share 12 Tweet 4 Print",
      "sharing and printing" },
    { "slashes between", TAIL, BARQ_FURNITURE, "شارك / طباعة / حفظ",
      "sharing and printing" },
    { "one word more is a subhead", BODY, BARQ_SUBHEAD, "Share prices", NULL },
    { "following", TAIL, BARQ_FURNITURE, "تابعوا قناتنا على واتساب",
      "asks to be followed" },
    { "a newsletter", BODY, BARQ_FURNITURE, "Sign up for our daily newsletter.",
      "newsletter and sign-in" },
    /* tags, sections, paths */
    { "a list of names", TAIL, BARQ_FURNITURE, "Tags: Iraq, Weather, Climate",
      "tags and categories" },
    { "Arabic commas", TAIL, BARQ_FURNITURE, "كلمات دلالية: العراق، الطقس",
      "tags and categories" },
    { "hashtags", TAIL, BARQ_FURNITURE, "#كأس_الخليج #النجم", "hashtags" },
    { "sections in a row", FIRST, BARQ_FURNITURE,
      "Home World Business Sport Culture", "name of a section" },
    { "two sections are a title", FIRST, BARQ_HEADLINE, "Energy analysis",
      NULL },
    { "a section among paragraphs", BODY, BARQ_SUBHEAD, "اقتصاد", NULL },
    { "a path with the title", FIRST, BARQ_FURNITURE,
      "الرئيسية > أخبار > الوزراء ينهون محادثاتهم", "path to a section" },
    { "a path with slashes", FIRST, BARQ_FURNITURE,
      "Home / World / Ministers end talks", "path to a section" },
    { "a slug is no path", FIRST, BARQ_HEADLINE,
      "عام / الوزراء ينهون محادثاتهم", NULL },
    /* comments, adverts, notices, controls */
    { "comments counted", TAIL, BARQ_FURNITURE, "62 تعليقا", "comments" },
    { "no comments", TAIL, BARQ_FURNITURE, "Be the first to comment!",
      "comments" },
    { "an advert", BODY, BARQ_FURNITURE, "ADVERTISEMENT", "advertisement" },
    { "an advert in Arabic", BODY, BARQ_FURNITURE, "يستمر المقال بعد الإعلان",
      "advertisement" },
    { "loading", TAIL, BARQ_FURNITURE, "Loading...",
      "what a page is worked with" },
    { "a picture of several", TOP, BARQ_FURNITURE, "Image 3 of 12",
      "what a page is worked with" },
    { "cookies", TAIL, BARQ_FURNITURE,
      "This website uses cookies to ensure you get the best experience on our "
      "website.",
      "cookie notice" },
    { "cookies in Arabic", TAIL, BARQ_FURNITURE,
      "نستخدم ملفات تعريف الارتباط لتحسين تجربتك", "cookie notice" },
    { "a story about cookies", BODY, BARQ_PARAGRAPH,
      "This website uses cookies to spy on readers, the regulator said.",
      NULL },
    { "a word of its own", BODY, BARQ_SUBHEAD, "Privacy", NULL },
    { "no word at all", BODY, BARQ_FURNITURE, "* * *", "no word in it" },
    { "an address", TAIL, BARQ_FURNITURE, "https://example.org/a/b",
      "address of a page" },
    { "rights", TAIL, BARQ_FURNITURE, "جميع الحقوق محفوظة 2024",
      "rights and sources" },
    { "(c) and a year", TAIL, BARQ_FURNITURE, "(c) 2027 Marsa News Agency",
      "rights and sources" },
    { "(c) in a list", BODY, BARQ_LIST, "(c) the third of the demands", NULL },
    /* what a label brings along has to fit */
    { "a medium behind source", TAIL, BARQ_FURNITURE, "Source: Reuters",
      "rights and sources" },
    { "several", TAIL, BARQ_FURNITURE, "مصدر: رويترز + أ ف ب",
      "rights and sources" },
    { "a headline behind source", FIRST, BARQ_HEADLINE,
      "مصدر: إيران ترفض التفاوض", NULL },
    { "a headline behind sources", FIRST, BARQ_HEADLINE,
      "Sources: Ministers to end talks", NULL },
    { "a date behind updated", TOP, BARQ_FURNITURE,
      "آخر تحديث: الأحد 11:40 صباحا", "time stamp" },
    { "news behind updated", FIRST, BARQ_HEADLINE,
      "Updated: ministers end their talks", NULL },
    { "a date, and how long ago", TOP, BARQ_FURNITURE,
      "May 12, 2023 10:30 AM GMT Updated 2 hours ago", "time stamp" },
    { "ago", TOP, BARQ_FURNITURE, "منذ 5 ساعات", "time stamp" },
    { "a time alone, above", FIRST, BARQ_FURNITURE, "10:30 م", "time stamp" },
    /* parts of a dispatch */
    { "an addition", TOP, BARQ_FURNITURE, "إضافة خامسة وأخيرة",
      "part of a longer dispatch" },
    { "a lead", TOP, BARQ_FURNITURE, "2nd lead", "part of a longer dispatch" },
    { "an ordinal alone", BODY, BARQ_SUBHEAD,
      "ثالثاً :", "heads a part of the text" },
    { "an ordinal with more", BODY, BARQ_PARAGRAPH,
      "ثالثاً: وافق المجلس على الخطة.", NULL },
    /* bylines */
    { "by, an Arabic name", TOP, BARQ_BYLINE, "بقلم: رنا الشامي", NULL },
    { "wrote, a dash", TOP, BARQ_BYLINE, "كتب - ماجد العمري",
      "\"by\" and a name" },
    { "prepared", TOP, BARQ_BYLINE, "إعداد: ماجد العمري", NULL },
    { "edited, at the end", TAIL, BARQ_SIGNOFF, "تحرير: ماجد العمري",
      "reporters and editors" },
    { "from", TOP, BARQ_BYLINE, "من ليلى عبد الصبور", NULL },
    { "by, in", TOP, BARQ_BYLINE, "By Haitham al-Rawi in Beirut", NULL },
    { "a place and a name", TOP, BARQ_BYLINE, "القاهرة - ماجد العمري",
      "a place and a name" },
    { "a name and a place", TOP, BARQ_BYLINE, "Haitham Rawi - Beirut",
      "a place and a name" },
    { "agencies", TOP, BARQ_BYLINE, "بغداد / وكالات",
      "places and agencies alone" },
    { "by in lower case", TOP, BARQ_SUBHEAD, "By the end of the year", NULL },
    { "a report is a headline", FIRST, BARQ_HEADLINE,
      "تقرير: إيران ترفض التفاوض", NULL },
    { "no mark, no byline", FIRST, BARQ_HEADLINE,
      "تقرير أممي يحذر من مجاعة في السودان", NULL },
    { "no mark, under the headline", TOP, BARQ_SUBHEAD,
      "حوار استراتيجي بين البلدين", NULL },
    { "a quote is no name", FIRST, BARQ_HEADLINE,
      "تقرير / \"شرم أبحر\" يهيم بزواره", NULL },
    { "he wrote:", BODY, BARQ_BYLINE, "كتبت رنا قسيس:", NULL },
    { "among them:", BODY, BARQ_PARAGRAPH, "من بينهم:", NULL },
    /* datelines */
    { "Hijri and Gregorian, an agency", TOP, BARQ_DATELINE,
      "الرياض 25 شوال 1436 هـ الموافق 10 اغسطس 2015 م واس",
      "a place and a date" },
    { "no place but a weekday", TOP, BARQ_DATELINE,
      "الثلاثاء 26 شوال 1436 هـ الموافق 11 اغسطس 2015 م واس", NULL },
    { "run together", TOP, BARQ_DATELINE,
      "نجران26 شوال 1436 هـالموافق 11 اغسطس 2015 مواس", NULL },
    { "a place of four words", TOP, BARQ_DATELINE,
      "مدينة الوادي الجديد الصناعية 25 شوال 1436 هـ الموافق 10 أغسطس 2015 م "
      "واس",
      NULL },
    { "a date in numbers", TOP, BARQ_DATELINE, "رام الله 10-8-2015 وفا -",
      NULL },
    { "an agency in brackets", TOP, BARQ_DATELINE, "CAIRO (AP) \u2014",
      "a place and an agency" },
    { "in, on", TOP, BARQ_DATELINE, "الدوحة في 21 ديسمبر", NULL },
    { "a sentence with a date", TOP, BARQ_PARAGRAPH,
      "They play on Saturday, 10 June.", NULL },
    { "a sentence without a stop", TOP, BARQ_SUBHEAD,
      "To be held on Friday, 6 March", NULL },
    { "a date in brackets", TOP, BARQ_SUBHEAD, "الحالة في لبنان (18 تموز 1960)",
      NULL },
    { "a day of a chronicle", BODY, BARQ_SUBHEAD, "22 ديسمبر 2015", NULL },
    { "a day above the story", FIRST, BARQ_FURNITURE, "22 ديسمبر 2015",
      "time stamp" },
    /* captions */
    { "photo by", TOP, BARQ_CAPTION,
      "Rescuers search for survivors on Monday (Photo: Omar al-Dali)", NULL },
    { "begins with photo", TOP, BARQ_CAPTION, "صورة أرشيفية لمقر البنك المركزي",
      "begins as a picture's caption" },
    { "a headline about photos", FIRST, BARQ_HEADLINE,
      "Photos show destruction in the north", NULL },
    { "a headline with its site", FIRST, BARQ_HEADLINE,
      "Ministers end their talks - BBC News", NULL },
    { "running text that is cut", TOP, BARQ_PARAGRAPH,
      "The youth team of the country went on with its daily training in the "
      "capital as part of its camp before the",
      NULL },
    { "prose that ends in a source", BODY, BARQ_PARAGRAPH, PROSE " - Reuters",
      NULL },
    /* lists */
    { "a free dash behind a number", BODY, BARQ_LIST,
      "3 - تعيين عادل بن جميل على وظيفة سفير.",
      "begins with a number or letter" },
    { "a dash with no space", BODY, BARQ_LIST, "1-تعيين عادل بن جميل", NULL },
    { "a range is no label", BODY, BARQ_PARAGRAPH,
      "10 - 12 people were hurt, he said.", NULL },
    { "a compound is none", BODY, BARQ_PARAGRAPH,
      "24-hour curfew imposed in the city.", NULL },
    { "initials are none", BODY, BARQ_PARAGRAPH,
      "J. R. Holt said nothing more.", NULL },
    { "a square bullet", BODY, BARQ_LIST, "\u25AA the second of the demands",
      "begins with a bullet" },
    { "a dash in front and behind", BODY, BARQ_SUBHEAD, "- \"We saw it all\" -",
      "short, between dashes" },
    /* sign-offs */
    { "more follows", TAIL, BARQ_SIGNOFF, "// يتبع //", "closing line" },
    { "two on a line", TAIL, BARQ_SIGNOFF, "// يتبع // 11:02 ت م",
      "closing line" },
    { "old teletype", TAIL, BARQ_SIGNOFF, "14:18 ت م NNNN", "closing line" },
    { "thirty", TAIL, BARQ_SIGNOFF, "-30-", "closing line" },
    { "hashes", TAIL, BARQ_SIGNOFF, "###", "closing line" },
    { "Latin initials", TAIL, BARQ_SIGNOFF, "lar/np/ceb",
      "initials of the desk" },
    { "dotted ones", TAIL, BARQ_SIGNOFF, "م.ع", "initials of the desk" },
    { "an agency and names", TAIL, BARQ_SIGNOFF, "وام/ماجد العمري/رنا الشامي",
      "an agency and names" },
    { "an agency", TAIL, BARQ_SIGNOFF, "رويترز", "an agency alone" },
    { "an agency in brackets", TAIL, BARQ_SIGNOFF, "(وكالة المرسى)",
      "agency in brackets" },
    { "reporters without a bracket", TAIL, BARQ_SIGNOFF,
      "Reporting by Haitham al-Rawi; editing by Mona Nasser",
      "reporters and editors" },
    { "in Arabic, without a bracket", TAIL, BARQ_SIGNOFF,
      "إعداد ماجد العمري للنشرة العربية - تحرير رنا الشامي",
      "reporters and editors" },
    { "prose about reporting", TAIL, BARQ_PARAGRAPH,
      "Reporting by foreign media was banned last year, he said.", NULL },
    { "the same in brackets", TAIL, BARQ_PARAGRAPH,
      "(Reporting restrictions apply in this case, the judge said.)", NULL },
    { "the end, in the middle", BODY, BARQ_SUBHEAD, "النهاية", NULL },
};

static void test_lines(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        size_t place = lines[i].place;
        struct buf text = { 0 };
        buf_addf(&text, "%s%s\n%s", places[place].before, lines[i].line,
                 places[place].after);
        struct barq_story *story = read_story(text.at, text.len);
        check_block(lines[i].why, barq_story_block(story, places[place].index),
                    lines[i].kind, lines[i].reason);
        barq_story_free(story);
        buf_release(&text);
    }
}

/* ------------------------------------------------ lines said twice */

static const struct {
    const char *why, *text;
    size_t index;
    enum barq_kind kind;
} twice[] = {
    { "a caption, its credit gone",
      "Talks end\nMinisters meet in Safsaf on Monday (AFP)\n"
      "Ministers meet in Safsaf on Monday\n" PROSE,
      2, BARQ_FURNITURE },
    { "a caption, its credit behind a dash",
      "Talks end\nMinisters meet in Safsaf on Monday\n"
      "Ministers meet in Safsaf on Monday - AFP\n" PROSE,
      2, BARQ_FURNITURE },
    { "the headline",
      "Ministers end their talks\nMinisters end their talks\n" PROSE, 1,
      BARQ_FURNITURE },
    { "a short paragraph",
      "Talks end\n" PROSE "\nIt is bad.\n" PROSE "\nIt is bad.\n" MORE_PROSE, 4,
      BARQ_PARAGRAPH },
    { "a long paragraph", "Talks end\n" PROSE "\n" PROSE, 2, BARQ_PARAGRAPH },
    { "a headline that is a sentence",
      "It is very bad.\nIt is very bad.\n" PROSE, 1, BARQ_PARAGRAPH },
    { "a speaker",
      "Talks end\n" PROSE "\nThe deputy minister:\n" MORE_PROSE
      "\nThe deputy minister:\n" MORE_PROSE,
      4, BARQ_PARAGRAPH },
    { "results that differ by digits",
      "Talks end\n" PROSE "\nNajm 1 Bahri 0\n" PROSE
      "\nNajm 2 Bahri 0\n" MORE_PROSE,
      4, BARQ_SUBHEAD },
    { "captions that differ by digits",
      "Talks end\nMinisters on day 1 of talks (AFP)\n"
      "Ministers on day 2 of talks (AFP)\n" PROSE,
      2, BARQ_CAPTION },
    { "a title below a link of its own, among paragraphs",
      "Talks end\n" PROSE
      "\nRead also: Water plan\nNo date is set\n" MORE_PROSE,
      3, BARQ_SUBHEAD },
    { "a title below a bare label, among paragraphs",
      "Talks end\n" PROSE "\nRead also:\nNo date is set\n" MORE_PROSE, 3,
      BARQ_FURNITURE },
};

static void test_twice(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(twice) / sizeof(twice[0]); i++) {
        struct barq_story *story =
            read_story(twice[i].text, strlen(twice[i].text));
        check_block(twice[i].why, barq_story_block(story, twice[i].index),
                    twice[i].kind, NULL);
        barq_story_free(story);
    }
}

/* Long lines are compared with none, whatever stands without a word. */
static void test_long_lines(void **state)
{
    struct buf text = { 0 };

    (void)state;
    buf_adds(&text, "_\nTalks end\n");
    for (int i = 0; i < 8; i++)
        buf_adds(&text, "one two three four five six seven eight ");
    buf_adds(&text, "and the list is:\n");
    struct barq_story *story = read_story(text.at, text.len);
    assert_int_equal(barq_story_block(story, 2).kind, BARQ_PARAGRAPH);
    barq_story_free(story);
    buf_release(&text);
}

/* -------------------------------------------------------- languages */

static const struct {
    const char *why, *text;
    enum barq_lang lang;
} langs[] = {
    { "no letter", "12 - !", BARQ_LANG_UNKNOWN },
    { "digits alone", "2024", BARQ_LANG_UNKNOWN },
    { "Arabic digits alone", "٢٠٢٤", BARQ_LANG_UNKNOWN },
    { "a time", "17:15", BARQ_LANG_UNKNOWN },
    { "a score", "(3-2)", BARQ_LANG_UNKNOWN },
    { "nothing", "", BARQ_LANG_UNKNOWN },
    { "letters of neither script", "Москва", BARQ_LANG_UNKNOWN },
    { "Arabic", "قال الوزير", BARQ_AR },
    { "English", "the minister said", BARQ_EN },
    { "a tag before", "AFP: قال الوزير", BARQ_AR },
    { "two tags", "AFP / Reuters: قتلى", BARQ_AR },
    { "names in Latin letters", "وكالة AFP ورويترز Reuters تنفيان", BARQ_AR },
    { "a long name of a firm", "شركة Microsoft Corporation تعلن", BARQ_AR },
    { "longer than the rest", "أرباح International Business Machines تتراجع",
      BARQ_AR },
    { "a product first", "iPhone 15 من Apple", BARQ_AR },
    { "a little word between names", "Microsoft Teams في Windows", BARQ_AR },
    { "an article before a tag", "الـCIA تنفي", BARQ_AR },
    { "an Arabic word with a suffix of a brand", "بـWhatsApp", BARQ_AR },
    { "an English gloss in brackets",
      "وزارة الصحة (Ministry of Health and Population)", BARQ_AR },
    { "an address", "تابعونا على www.example.com/news/today", BARQ_AR },
    { "a mailbox", "للتواصل desk@example.org", BARQ_AR },
    { "a Latin tag", "#breaking عاجل", BARQ_AR },
    { "a film title", "فيلم \"The Message\" يعود", BARQ_AR },
    { "a currency", "100 USD تعادل", BARQ_AR },
    { "Arabic among capitals", "BREAKING: قتلى في غزة", BARQ_AR },
    { "vowel marks", "قَالَ Smith", BARQ_AR },
    { "presentation forms", "\uFEE3\uFEE6 Google", BARQ_AR },
    { "one word and one name", "Google غوغل", BARQ_AR },
    { "an Arabic word, English around", "The word قال", BARQ_EN },
    { "in quotes", "the so-called \"نكبة\" of that year", BARQ_EN },
    { "an Arabic gloss", "President Abdel Fattah el-Sisi (عبد الفتاح السيسي)",
      BARQ_EN },
    { "a paper's name in brackets", "Al-Ahram (الأهرام) reported", BARQ_EN },
    { "a slogan", "they chanted \"الشعب يريد\" for hours there", BARQ_EN },
    { "title case", "How 'حبيبي' Conquered the Charts", BARQ_EN },
    { "capitals alone", "U.S. STOCKS RISE", BARQ_EN },
    { "names alone", "Haitham al-Rawi", BARQ_EN },
    { "an address alone", "https://example.org/a", BARQ_EN },
    { "a mailbox alone", "desk@example.org", BARQ_EN },
    { "an Arabic tag", "#مصر", BARQ_AR },
    { "initials are no address", "U.S. and U.N. من", BARQ_EN },
    { "a bracket left open ends with its line",
      "(see\nthe ministers said قال الوزير", BARQ_EN },
    { "accents", "l'été à Paris", BARQ_EN },
    { "Persian letters are Arabic script", "گفت", BARQ_AR },
    { "a unit", "50 km شمال", BARQ_AR },
};

static void test_langs(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(langs) / sizeof(langs[0]); i++)
        if (barq_text_lang(text_of(langs[i].text)) != langs[i].lang)
            fail_msg("%s: \"%s\" is not %d", langs[i].why, langs[i].text,
                     (int)langs[i].lang);
}

static const struct {
    const char *why, *text;
    enum barq_lang lang;
} stories[] = {
    { "long lines outweigh many short ones",
      "AFP\nReuters\nBBC\nقال الوزير إن المحادثات انتهت من دون اتفاق",
      BARQ_AR },
    { "furniture is not asked",
      "قال الوزير\nFollow us on social media\nSubscribe to our daily "
      "newsletter",
      BARQ_AR },
    { "nothing but furniture", "Subscribe now\nFollow us", BARQ_EN },
    { "an English story that quotes", PROSE "\n\"الشعب يريد\"\n" PROSE,
      BARQ_EN },
};

static void test_story_lang(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(stories) / sizeof(stories[0]); i++) {
        struct barq_story *story =
            read_story(stories[i].text, strlen(stories[i].text));
        if (barq_story_lang(story) != stories[i].lang)
            fail_msg("%s: not %d", stories[i].why, (int)stories[i].lang);
        barq_story_free(story);
    }
}

static void test_words(void **state)
{
    (void)state;
    assert_int_equal(text_word_count(text_of("a - b-c 15% قال ...")), 4);
    assert_int_equal(text_word_count(text_of(" \n")), 0);
    assert_string_equal(barq_kind_name(BARQ_SIGNOFF), "signoff");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_arabic_page), cmocka_unit_test(test_english_page),
        cmocka_unit_test(test_lines),       cmocka_unit_test(test_twice),
        cmocka_unit_test(test_long_lines),  cmocka_unit_test(test_langs),
        cmocka_unit_test(test_story_lang),  cmocka_unit_test(test_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
