/*
 * line.c - what a line of a page is, as far as the line alone can say.
 *
 *   furniture  a phrase of tm/rules/furniture.tsv and nothing else; several
 *              of them set apart by | > or /; hashtags; a time stamp, made of
 *              a date and its words alone; a copyright line
 *   sign-off   a bracket with an agency or reporters in it; the initials of
 *              desk and editor round a slash; "end"
 *   list       a bullet, a dash, or a number or letter with . ) or - behind
 *   byline     "by" and names; places, agencies and slashes alone
 *   dateline   up to three words, then a date; or before a dash, an agency
 *   caption    ends in a picture credit, or begins with "Photo"
 *
 * Prose that ends in a stop is none of these but a caption with a credit,
 * so that no paragraph is ever taken for furniture.
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
};

static uint32_t peek(struct barq_text text, size_t i)
{
    return i < text.len ? utf8_next(text, &i) : 0;
}

/* The last code point that is no quote, closer or control; 0 if none. */
static uint32_t last_mark(struct barq_text text)
{
    for (size_t i = text.len; i;) {
        uint32_t c = utf8_prev(text, &i);
        if (!char_is_quote(c) && !char_closes(c) && !char_is_control(c) &&
            !utf8_is_space(c))
            return c;
    }
    return 0;
}

enum barq_status line_read(const struct page_rules *rules, struct line *line,
                           struct arena *keep, struct arena scratch,
                           struct barq_error *err)
{
    uint32_t last = last_mark(line->text);
    enum barq_status status =
        page_key(line->text, &line->key, &line->colon, keep, scratch, err);

    if (status)
        return status;
    line->words = text_word_count(line->text);
    line->stopped = char_is_stop(last);
    line->asks = last == '?' || last == ARABIC_QUESTION;
    line->coloned = last == ':' || last == PRESENTATION_COLON;
    if (line->words <= 40) /* longer ones are prose, whatever they name */
        line->makeup = page_makeup(rules, line->key);
    return BARQ_OK;
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
        [PAGE_SECTION] = "name of a section",
        [PAGE_COMMENTS] = "comments",
        [PAGE_ADVERT] = "advertisement",
        [PAGE_RIGHTS] = "rights and sources",
        [PAGE_STAMP] = "time stamp",
    };

    return reasons[class];
}

static bool is_separator(uint32_t c)
{
    return c == '|' || c == '>' || c == '/' || c == 0xBB || c == 0x203A;
}

/* Phrases set apart: "Sport / Football", "Send | Print | Save". */
static const char *parted_reason(const struct page_rules *rules,
                                 struct barq_text line, struct arena scratch)
{
    struct arena keep = arena_split(&scratch);
    enum page_class class = PAGE_NONE;
    bool trail = false;
    size_t from = 0, parts = 0, known = 0;

    for (size_t i = 0; i <= line.len;) {
        size_t at = i;
        uint32_t c = i < line.len ? utf8_next(line, &i) : 0;
        if (!c)
            i++;
        if (c && !is_separator(c))
            continue;
        struct barq_text key, part = text_slice(line, from, at);
        size_t colon;
        if (page_key(part, &key, &colon, &keep, scratch, NULL))
            return NULL;
        class = page_phrase(rules, key, colon);
        known += class != PAGE_NONE;
        parts++;
        trail = trail || c == '>' || c == 0x203A;
        from = i;
    }
    if (parts < 2 || !known || (known < parts && !trail))
        return NULL;
    return trail ? "path to a section" : class_reason(class);
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

static bool is_stamp(const struct line *line)
{
    const struct page_makeup *m = &line->makeup;

    return m->numbers && m->words > 1 && !m->unknown && !m->places &&
           !m->agencies && (m->months || m->dates) && !line->stopped;
}

static bool is_rights(const struct line *line)
{
    uint32_t c = peek(line->text, 0);
    bool sign = line->text.len > 3 && line->text.at[0] == '(' &&
                (line->text.at[1] | 0x20) == 'c' && line->text.at[2] == ')';

    return (c == COPYRIGHT || sign) && line->words <= 20;
}

/* The most words that a phrase with a colon may bring along. */
enum { LABEL_WORDS = 30, LINE_WORDS = 12 };

const char *line_is_furniture(const struct page_rules *rules,
                              const struct line *line, struct arena scratch)
{
    enum page_class class = page_phrase(rules, line->key, line->colon);
    bool bare = line->colon == line->key.len;

    if (class != PAGE_NONE && line->words <= LABEL_WORDS &&
        (bare || !line->stopped || line->asks))
        return class_reason(class);
    if (is_hashtags(line->text))
        return "hashtags";
    if (is_stamp(line) && !(keymap_get(&rules->names, line->key) & NAME_END))
        return class_reason(PAGE_STAMP);
    if (is_rights(line))
        return class_reason(PAGE_RIGHTS);
    return line->words <= LINE_WORDS && !line->stopped
               ? parted_reason(rules, line->text, scratch)
               : NULL;
}

/* hw/mab/b q: initials of one to three letters round slashes. */
static bool is_initials(struct barq_text line)
{
    size_t letters = 0, run = 0, slashes = 0;

    for (size_t i = 0; i < line.len;) {
        uint32_t c = utf8_next(line, &i);
        if (char_is_letter(c) && c != 0x0640) {
            letters++;
            if (++run > 3)
                return false;
            continue;
        }
        run = c == 0x0640 ? run : 0;
        slashes += c == '/';
        if (c != '/' && c != 0x0640 && c != '.' && !utf8_is_space(c))
            return false;
    }
    return slashes && letters >= 2 && letters <= 12;
}

static bool only_agencies(const struct page_makeup *m)
{
    return m->agencies && !m->unknown && !m->numbers && !m->places;
}

static struct page_makeup makeup_of(const struct page_rules *rules,
                                    struct barq_text text, struct arena scratch)
{
    struct arena keep = arena_split(&scratch);
    struct barq_text key;
    size_t colon;

    if (page_key(text, &key, &colon, &keep, scratch, NULL))
        return (struct page_makeup){ 0 };
    return page_makeup(rules, key);
}

/* An agency we do not know by name, but by what agencies are called. */
static bool is_called_agency(struct barq_text credit)
{
    static const char *const last[] = { " Agency", " Press", " Images",
                                        " News" };
    /* wikalat, "agency of" */
    static const char first[] = "\u0648\u0643\u0627\u0644\u0629 ";

    if (text_word_count(credit) > 4)
        return false;
    if (credit.len > sizeof(first) &&
        memcmp(credit.at, first, sizeof(first) - 1) == 0)
        return true;
    for (size_t i = 0; i < sizeof(last) / sizeof(last[0]); i++) {
        size_t len = strlen(last[i]);
        if (credit.len > len &&
            memcmp(credit.at + credit.len - len, last[i], len) == 0)
            return true;
    }
    return false;
}

const char *line_is_signoff(const struct page_rules *rules,
                            const struct line *line, struct arena scratch)
{
    struct barq_text text = line->text;
    bool bracket =
        text.len > 2 && text.at[0] == '(' && text.at[text.len - 1] == ')';

    if (keymap_get(&rules->names, line->key) & NAME_END)
        return "closing line";
    if (is_initials(text))
        return "initials of the desk";
    if (!bracket || line->words > 40)
        return NULL;
    struct barq_text inner = text_trim(text_slice(text, 1, text.len - 1));
    if (only_agencies(&line->makeup) || is_called_agency(inner))
        return "agency in brackets";
    struct page_makeup m = makeup_of(rules, inner, scratch);
    return m.first & NAME_DESK ? "reporters and editors" : NULL;
}

static bool is_bullet(uint32_t c)
{
    return c == BULLET || c == '*' || char_is_dash(c) || c == 0x25CF ||
           c == 0x25AA || c == 0x25E6 || c == 0xB7;
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

const char *line_is_list(const struct line *line)
{
    struct barq_text text = line->text;
    uint32_t c = peek(text, 0);
    size_t start = c == '(', i = skip_label(text, start);

    if (is_bullet(c)) {
        utf8_next(text, &i);
        return peek(text, i) == ' ' || c == BULLET ? "begins with a bullet"
                                                   : NULL;
    }
    uint32_t mark = peek(text, i);
    if (i == start || (mark != '.' && mark != ')' && !char_is_dash(mark)))
        return NULL;
    utf8_next(text, &i);
    /* "J. R. Holt" is no list, "a. first" is. */
    if (!utf8_is_space(peek(text, i)) || (mark == '.' && char_is_upper(c)))
        return NULL;
    return "begins with a number or letter";
}

/* Does one of the small words that stand in names begin here? */
static bool is_small_word(struct barq_text rest)
{
    static const char *const words[] = { "and ", "in ", "of ", "for ",
                                         "by ",  "al-", "el-" };

    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (rest.len > strlen(words[i]) &&
            memcmp(rest.at, words[i], strlen(words[i])) == 0)
            return true;
    return false;
}

/* Are all its words names, or small words between names? */
static bool is_capitalised(struct barq_text line)
{
    bool at_start = true;

    for (size_t i = 0; i < line.len;) {
        size_t start = i;
        uint32_t c = utf8_next(line, &i);
        if (at_start && char_is_lower(c) &&
            !is_small_word(text_slice(line, start, line.len)))
            return false;
        at_start = utf8_is_space(c) || c == '/';
    }
    return true;
}

const char *line_is_byline(const struct line *line)
{
    const struct page_makeup *m = &line->makeup;
    bool named = (m->first & NAME_BY && m->words > 1) ||
                 (m->first & NAME_FROM && line->words <= 8 && !line->coloned);

    if (line->words > LINE_WORDS || line->asks || m->numbers)
        return NULL;
    if (named && !line->stopped && is_capitalised(line->text))
        return "\"by\" and a name";
    if (m->agencies && !m->unknown && line->text.at[0] != '(')
        return "places and agencies alone";
    return NULL;
}

/* "GENEVA - AFP": a place, known or not, a dash, an agency. */
static bool is_place_and_agency(const struct line *line)
{
    const struct page_makeup *m = &line->makeup;
    struct barq_text text = line->text;
    bool dash = false;

    for (size_t i = 0; i < text.len;) {
        uint32_t c = utf8_next(text, &i);
        if (c == '/' || c == '(')
            return false;
        dash = dash || char_is_dash(c);
    }
    return dash && m->agencies == 1 && !m->numbers && m->places <= 1 &&
           m->unknown <= (m->places ? 0 : 3) && m->unknown == m->lead &&
           m->unknown + m->places > 0;
}

const char *line_is_dateline(const struct line *line)
{
    const struct page_makeup *m = &line->makeup;

    if (line->words > 20 || line->coloned || line->asks)
        return NULL;
    if (m->months && m->numbers && m->unknown == m->lead && m->lead <= 3 &&
        m->lead + m->places > 0 && m->places <= 2 && m->words <= 16)
        return "a place and a date";
    return is_place_and_agency(line) ? "a place and an agency" : NULL;
}

/* What stands in the bracket or behind the dash that ends the line. */
static bool find_credit(struct barq_text text, struct barq_text *credit,
                        size_t *start)
{
    bool bracket = text.len && text.at[text.len - 1] == ')';
    size_t i = text.len;

    while (i && text.len - i < 100) {
        size_t after = i;
        uint32_t c = utf8_prev(text, &i);
        bool dash =
            !bracket && char_is_dash(c) && utf8_is_space(peek(text, after));
        if (dash || (bracket && c == '(')) {
            *credit = text_trim(text_slice(text, after, text.len - bracket));
            *start = i;
            return true;
        }
    }
    return false;
}

static bool is_credit(const struct page_rules *rules, struct barq_text credit,
                      struct arena scratch)
{
    struct page_makeup m = makeup_of(rules, credit, scratch);

    if (is_called_agency(credit) || (m.first & NAME_PHOTO && m.words <= 6))
        return true;
    return m.agencies && !m.unknown && !m.numbers;
}

const char *line_is_caption(const struct page_rules *rules,
                            const struct line *line, struct arena scratch)
{
    enum { CAPTION_WORDS = 45 };
    struct barq_text credit;
    size_t start;

    if (line->words > CAPTION_WORDS)
        return NULL;
    if (line->makeup.first & NAME_PHOTO && !line->stopped && line->words > 3)
        return "begins as a picture's caption";
    if (!find_credit(line->text, &credit, &start) || start < 10 ||
        !is_credit(rules, credit, scratch))
        return NULL;
    struct barq_text body = text_trim(text_slice(line->text, 0, start));
    bool bracket = line->text.at[line->text.len - 1] == ')';
    if (bracket && char_is_stop(last_mark(body)))
        return NULL; /* a paragraph that names its source */
    return "ends in a picture credit";
}
