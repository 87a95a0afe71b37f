/*
 * line.c - what a line of a page is, as far as its words alone can say;
 * credit.c tells those apart that name people, places and agencies.
 *
 *   furniture  a phrase of tm/rules/furniture.tsv and nothing else; several
 *              in a row, or set apart by | > or /; hashtags; an address; a
 *              time stamp, made of a date and its words alone; a copyright
 *              line; a line without a word
 *   list       a bullet, a dash, or a number or letter with . ) or - behind
 *   part       "third:" alone, as communiques have it
 *
 * A phrase may bring something along ("Tags: a, b, c"), but what it brings
 * has to fit it: behind "Updated:" a date, behind "Source:" a medium, since
 * "Sources: ministers to meet" is a headline.  Prose that ends in a stop is
 * none of these, so that no paragraph is ever taken for furniture; and among
 * paragraphs a single everyday word ("Privacy") is a subhead.
 *
 * Two lines say the same when their words and their digits are the same,
 * picture credits aside.
 */
#include "text/line.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/chars.h"

#include <string.h>

enum {
    PRESENTATION_COLON = 0xFE13,
    ARABIC_QUESTION = 0x061F,
    BULLET = 0x2022,
    COPYRIGHT = 0xA9,
    RIGHT_GUILLEMET = 0xBB,
    SINGLE_GUILLEMET = 0x203A,
};

/* Limits in words.  Lines longer than the first are prose, whatever they
 * name, and are compared with no other. */
enum { SHORT_WORDS = 45, LABEL_WORDS = 30, ROW_WORDS = 15 };

static uint32_t peek(struct barq_text text, size_t i)
{
    return i < text.len ? utf8_next(text, &i) : 0;
}

uint32_t line_last_mark(struct barq_text text)
{
    for (size_t i = text.len; i;) {
        uint32_t c = utf8_prev(text, &i);
        if (!char_is_quote(c) && !char_closes(c) && !char_is_control(c) &&
            !utf8_is_space(c))
            return c;
    }
    return 0;
}

/* The key of a text with its digits behind it. */
static enum barq_status same_key(struct barq_text text, struct barq_text *same,
                                 struct arena *keep, struct arena scratch,
                                 struct barq_error *err)
{
    struct arena work = arena_split(&scratch);
    struct barq_text key;
    size_t colon, n, after = 0;
    enum barq_status status = page_key(text, &key, &colon, &work, scratch, err);

    if (status)
        return status;
    /* A digit brings at most one space with it. */
    char *to = arena_new(keep, char, key.len + 2 * text.len + 1);
    if (!to)
        return fail_nomem(err, "to tell lines apart");
    memcpy(to, key.at, n = key.len);
    for (size_t i = 0; i < text.len;) {
        size_t at = i;
        uint32_t c = utf8_next(text, &i);
        if (!char_is_digit(c))
            continue;
        if (at != after)
            to[n++] = ' ';
        to[n++] = (char)('0' + (c & 0xF)); /* all three rows begin at 0 */
        after = i;
    }
    *same = (struct barq_text){ to, n };
    return BARQ_OK;
}

/* Does what stands behind a phrase's colon belong to it? */
static bool rest_fits(const struct page_rules *rules, const struct line *line,
                      enum page_class class)
{
    struct barq_text key = line->key;

    if (line->colon == key.len)
        return true;
    struct page_makeup m =
        page_makeup(rules, text_slice(key, line->colon + 1, key.len));
    if (class == PAGE_SOURCE)
        return m.agencies && m.unknown <= 2;
    if (class == PAGE_STAMP || class == PAGE_READING)
        return m.numbers + m.dates + m.months > 0 && m.unknown <= 3;
    return true;
}

/* What only short lines are asked. */
static enum barq_status read_key(const struct page_rules *rules,
                                 struct line *line, struct arena *keep,
                                 struct arena scratch, struct barq_error *err)
{
    enum barq_status status =
        page_key(line->text, &line->key, &line->colon, keep, scratch, err);

    if (status)
        return status;
    line->makeup = page_makeup(rules, line->key);
    line->class = page_phrase(rules, line->key, line->colon);
    if (line->class &&
        (line->words > LABEL_WORDS || !rest_fits(rules, line, line->class)))
        line->class = PAGE_NONE;
    size_t end = line_credit(rules, line->text, scratch);
    return same_key(text_slice(line->text, 0, end), &line->same, keep, scratch,
                    err);
}

enum barq_status line_read(const struct page_rules *rules, struct line *line,
                           struct arena *keep, struct arena scratch,
                           struct barq_error *err)
{
    uint32_t last = line_last_mark(line->text);

    line->words = text_word_count(line->text);
    line->stopped = char_is_stop(last);
    line->asks = last == '?' || last == ARABIC_QUESTION;
    line->coloned = last == ':' || last == PRESENTATION_COLON;
    return line->words <= SHORT_WORDS
               ? read_key(rules, line, keep, scratch, err)
               : BARQ_OK;
}

static const char *class_reason(enum page_class class)
{
    static const char *const reasons[PAGE_CLASSES] = {
        [PAGE_READING] = "reading time",
        [PAGE_RELATED] = "points to other stories",
        [PAGE_SHARE] = "sharing and printing",
        [PAGE_FOLLOW] = "asks to be followed",
        [PAGE_NEWSLETTER] = "newsletter and sign-in",
        [PAGE_TAGS] = "tags and categories",
        [PAGE_HOME] = "name of a section",
        [PAGE_SECTION] = "name of a section",
        [PAGE_COMMENTS] = "comments",
        [PAGE_ADVERT] = "advertisement",
        [PAGE_RIGHTS] = "rights and sources",
        [PAGE_SOURCE] = "rights and sources",
        [PAGE_STAMP] = "time stamp",
        [PAGE_TAKE] = "part of a longer dispatch",
        [PAGE_CONTROL] = "what a page is worked with",
        [PAGE_COOKIES] = "cookie notice",
    };

    return reasons[class];
}

static bool is_separator(uint32_t c)
{
    return c == '|' || c == '>' || c == '/' || c == RIGHT_GUILLEMET ||
           c == SINGLE_GUILLEMET;
}

/* The parts of a line that separators set apart. */
struct parts {
    size_t count, known;
    enum page_class first, last;
    bool trail; /* one of the separators points onward */
};

static bool read_parts(const struct page_rules *rules, struct barq_text line,
                       struct parts *parts, struct arena scratch)
{
    struct arena keep = arena_split(&scratch);
    size_t from = 0;

    for (size_t i = 0; i <= line.len;) {
        size_t at = i, colon;
        uint32_t c = i < line.len ? utf8_next(line, &i) : 0;
        if (!c)
            i++;
        if (c && !is_separator(c))
            continue;
        struct barq_text key, part = text_slice(line, from, at);
        if (page_key(part, &key, &colon, &keep, scratch, NULL))
            return false;
        parts->last = page_phrase(rules, key, colon);
        parts->first = parts->count ? parts->first : parts->last;
        parts->known += parts->last != PAGE_NONE;
        parts->count++;
        parts->trail = parts->trail || c == '>' || c == SINGLE_GUILLEMET;
        from = i;
    }
    return true;
}

/* Phrases set apart: "Sport / Football", "Send | Print | Save"; or the path
 * from the home page to this one. */
static const char *parted_reason(const struct page_rules *rules,
                                 const struct line *line, struct arena scratch)
{
    enum { PART_WORDS = 12, PATH_WORDS = 25 };
    struct parts parts = { 0 };

    if (line->words > PATH_WORDS || line->stopped ||
        !read_parts(rules, line->text, &parts, scratch) || parts.count < 2)
        return NULL;
    if (parts.first == PAGE_HOME)
        return "path to a section";
    if (!parts.known || line->words > PART_WORDS)
        return NULL;
    if (parts.trail)
        return "path to a section";
    return parts.known == parts.count ? class_reason(parts.last) : NULL;
}

static bool is_hashtags(struct barq_text line)
{
    bool at_start = true;

    for (size_t i = 0; i < line.len;) {
        uint32_t c = utf8_next(line, &i);
        if (at_start && c != '#' && !utf8_is_space(c))
            return false;
        at_start = utf8_is_space(c);
    }
    return line.len > 1;
}

/* "https://...", "www...." or "@name" and nothing else. */
static bool is_address(struct barq_text line)
{
    bool scheme = false;

    for (size_t i = 0; i < line.len; i++) {
        if (line.at[i] == ' ')
            return false;
        scheme =
            scheme || (line.len - i > 3 && memcmp(line.at + i, "://", 3) == 0);
    }
    return scheme || (line.len > 2 && line.at[0] == '@') ||
           (line.len > 4 && memcmp(line.at, "www.", 4) == 0);
}

/* A date or time and its words alone.  "17:15 GMT" below a story, or right
 * under its headline, is its sign-off; and among paragraphs a day is the
 * subhead of a chronicle. */
static bool is_stamp(const struct page_rules *rules, const struct line *line,
                     enum line_place place)
{
    const struct page_makeup *m = &line->makeup;

    if (line->stopped)
        return false;
    if (page_is_all(rules, line->key, NAME_END))
        return line->key.at[0] == '#' &&
               (place == LINE_FIRST || place == LINE_BODY);
    return m->numbers && m->words > 1 && !m->unknown && !m->places &&
           !m->agencies && (m->months ? place != LINE_BODY : m->dates > 0);
}

/* A copyright sign; "(c)" only before a year, since it is a list's too. */
static bool is_rights(const struct line *line)
{
    enum { RIGHTS_WORDS = 20 };
    struct barq_text text = line->text;
    bool sign = text.len > 5 && text.at[0] == '(' &&
                (text.at[1] | 0x20) == 'c' && text.at[2] == ')' &&
                char_is_digit(peek(text, 4));

    return (sign || peek(text, 0) == COPYRIGHT) && line->words <= RIGHTS_WORDS;
}

/* Is the phrase more likely a subhead here?  Names of sections are, and
 * single words that have a use of their own. */
static bool is_subhead(const struct line *line, enum line_place place)
{
    enum page_class class = line->class;

    if (place != LINE_BODY)
        return false;
    return class == PAGE_SECTION || class == PAGE_HOME ||
           (line->words == 1 &&
            (class == PAGE_RIGHTS || class == PAGE_SOURCE ||
             class == PAGE_STAMP || class == PAGE_CONTROL ||
             class == PAGE_COOKIES || class == PAGE_COMMENTS));
}

static const char *phrase_reason(const struct page_rules *rules,
                                 const struct line *line, enum line_place place)
{
    bool bare = line->colon == line->key.len;

    if (line->class && (bare || !line->stopped || line->asks))
        return is_subhead(line, place) ? NULL : class_reason(line->class);
    if (line->words <= ROW_WORDS && !line->stopped)
        return class_reason(page_row(rules, line->key));
    return NULL;
}

const char *line_is_furniture(const struct page_rules *rules,
                              const struct line *line, enum line_place place,
                              struct arena scratch)
{
    const char *reason = phrase_reason(rules, line, place);

    if (reason)
        return reason;
    if (!line->words)
        return "no word in it";
    if (is_hashtags(line->text))
        return "hashtags";
    if (is_address(line->text))
        return "address of a page";
    if (is_stamp(rules, line, place))
        return class_reason(PAGE_STAMP);
    if (is_rights(line))
        return class_reason(PAGE_RIGHTS);
    return parted_reason(rules, line, scratch);
}

static bool is_bullet(uint32_t c)
{
    static const uint16_t bullets[] = { '*',    0xB7,   BULLET, 0x2023,
                                        0x25A0, 0x25AA, 0x25BA, 0x25C6,
                                        0x25CF, 0x25E6, 0x2713, 0x2714 };

    for (size_t i = 0; i < sizeof(bullets) / sizeof(bullets[0]); i++)
        if (c == bullets[i])
            return true;
    return char_is_dash(c);
}

/* Behind up to three digits, or else one letter, from i on; i if neither. */
static size_t skip_label(struct barq_text text, size_t i)
{
    size_t next = i, digits = 0;

    while (digits < 3 && char_is_digit(peek(text, next))) {
        utf8_next(text, &next);
        digits++;
    }
    if (!digits && char_is_letter(peek(text, next)))
        utf8_next(text, &next);
    return next;
}

/* Does text[i..) go on as an item does behind its label?  Behind "10 - 12"
 * and "24-hour" none begins. */
static bool is_item(struct barq_text text, size_t i, bool upper)
{
    bool wide = utf8_is_space(peek(text, i));

    while (utf8_is_space(peek(text, i)))
        utf8_next(text, &i);
    uint32_t mark = peek(text, i);
    if (mark != '.' && mark != ')' && !char_is_dash(mark))
        return false;
    if (wide && !char_is_dash(mark))
        return false;
    utf8_next(text, &i);
    uint32_t c = peek(text, i);
    if (char_is_dash(mark) && char_is_arabic(c))
        return true;
    size_t next = i;
    while (utf8_is_space(peek(text, next)))
        utf8_next(text, &next);
    if (char_is_dash(mark) && char_is_digit(peek(text, next)))
        return false;
    /* "J. R. Holt" is no list, "a. first" is. */
    return utf8_is_space(c) && !(mark == '.' && upper);
}

const char *line_is_list(const struct line *line)
{
    struct barq_text text = line->text;
    uint32_t c = peek(text, 0);
    size_t start = c == '(', i = skip_label(text, start);

    if (is_bullet(c)) {
        utf8_next(text, &i);
        return peek(text, i) == ' ' || !(c == '*' || char_is_dash(c))
                   ? "begins with a bullet"
                   : NULL;
    }
    return i > start && is_item(text, i, char_is_upper(c))
               ? "begins with a number or letter"
               : NULL;
}

const char *line_is_part(const struct page_rules *rules,
                         const struct line *line)
{
    return keymap_get(&rules->names, line->key) & NAME_PART
               ? "heads a part of the text"
               : NULL;
}
