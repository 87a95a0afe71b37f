/*
 * credit.c - the lines of a story that say who, where and when.
 *
 *   sign-off   a bracket with an agency or reporters in it; the initials of
 *              desk and editor round a slash; "end"; behind the last
 *              paragraph also an agency, "Reporting by ..." without a
 *              bracket, an agency with names behind slashes
 *   byline     "by" and names; "report:" or "wrote -" and names; a place, a
 *              dash and a name; places, agencies and slashes alone
 *   dateline   a few words, then a date; or before a dash, an agency
 *   caption    ends in a picture credit, or begins with "Photo"
 *
 * Who writes like a name cannot be told from Arabic letters, so the place of
 * the line has to speak: "report: famine spreads" as the first line of a
 * story is its headline, and only right below one it may be a byline.
 */
#include "text/line.h"

#include "base/utf8.h"
#include "text/chars.h"

#include <string.h>

enum {
    TATWEEL = 0x0640,
    BYLINE_WORDS = 12,
    FROM_WORDS = 6, /* of a byline whose first word is an everyday one */
    NAME_LEAST = 2, /* of a name beside a place */
    NAME_MOST = 3,
    CREDIT_BYTES = 100,
};

static uint32_t peek(struct barq_text text, size_t i)
{
    return i < text.len ? utf8_next(text, &i) : 0;
}

static int bits_of(const struct page_rules *rules, struct barq_text text,
                   struct arena scratch)
{
    struct arena keep = arena_split(&scratch);
    struct barq_text key;
    size_t colon;

    if (page_key(text, &key, &colon, &keep, scratch, NULL))
        return 0;
    return (int)(keymap_get(&rules->names, key) & ~(uint32_t)NAME_BEGINS);
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

/* A line in two by its first colon, slash, bar or free dash. */
struct halves {
    struct barq_text label, rest;
    uint32_t mark; /* 0 if there is none */
};

static struct halves cut_line(struct barq_text text)
{
    for (size_t i = 0; i < text.len;) {
        size_t at = i;
        uint32_t c = utf8_next(text, &i);
        bool space = utf8_is_space(peek(text, i)) ||
                     (at && utf8_is_space((unsigned char)text.at[at - 1]));
        if (c == ':' || c == '/' || c == '|' || (char_is_dash(c) && space))
            return (struct halves){ text_trim(text_slice(text, 0, at)),
                                    text_trim(text_slice(text, i, text.len)),
                                    c };
    }
    return (struct halves){ text, { text.at + text.len, 0 }, 0 };
}

/* Does one of the small words that stand in names begin here? */
static bool is_small_word(struct barq_text rest)
{
    static const char *const words[] = { "and ",  "in ",      "of ",
                                         "for ",  "by ",      "at ",
                                         "al-",   "el-",      "reporting ",
                                         "with ", "editing ", "writing " };

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

static bool stands_in_initials(uint32_t c)
{
    return c == '/' || c == '.' || c == '-' || c == TATWEEL || utf8_is_space(c);
}

/* hw/mab/b q: initials of one to three letters round slashes; with `dots`
 * "h.m" too. */
static bool is_initials(struct barq_text line, bool dots)
{
    enum { RUN = 3, LEAST = 2, MOST = 12, MOST_DOTTED = 6 };
    size_t letters = 0, run = 0, slashes = 0, stops = 0;

    for (size_t i = 0; i < line.len;) {
        uint32_t c = utf8_next(line, &i);
        bool letter = char_is_letter(c) && c != TATWEEL;
        if (!letter && !stands_in_initials(c))
            return false;
        letters += letter;
        if (c != TATWEEL)
            run = letter ? run + 1 : 0;
        if (run > RUN)
            return false;
        slashes += c == '/';
        stops += c == '.';
    }
    if (letters < LEAST || letters > MOST)
        return false;
    return slashes || (dots && stops && letters <= MOST_DOTTED);
}

static bool only_agencies(const struct page_makeup *m)
{
    return m->agencies && !m->unknown && !m->numbers && !m->places;
}

/* An agency we do not know by name, but by what agencies are called. */
static bool is_called_agency(struct barq_text credit)
{
    enum { AGENCY_WORDS = 4 };
    static const char *const last[] = { " Agency", " Press", " Images",
                                        " News" };
    /* wikalat, "agency of" */
    static const char first[] = "\u0648\u0643\u0627\u0644\u0629 ";

    if (text_word_count(credit) > AGENCY_WORDS)
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

/* "end" closes a story; as a bare word among paragraphs it is a subhead. */
static bool is_end(const struct page_rules *rules, const struct line *line,
                   enum line_place place)
{
    struct barq_text text = line->text;
    uint32_t c = peek(text, 0);

    if (place == LINE_TAIL &&
        (text_equal(text, text_of("###")) || text_equal(text, text_of("-30-"))))
        return true;
    return page_is_all(rules, line->key, NAME_END) &&
           (place != LINE_BODY || (!char_is_letter(c) && !char_is_digit(c)));
}

static const char *bracket_reason(const struct page_rules *rules,
                                  const struct line *line, struct arena scratch)
{
    enum { SIGNOFF_WORDS = 40 };
    struct barq_text text = line->text;

    if (text.len < 3 || text.at[0] != '(' || text.at[text.len - 1] != ')' ||
        line->words > SIGNOFF_WORDS)
        return NULL;
    struct barq_text inner = text_trim(text_slice(text, 1, text.len - 1));
    if (only_agencies(&line->makeup) || is_called_agency(inner))
        return "agency in brackets";
    bool names = line->makeup.first & NAME_DESK &&
                 (!line->stopped || char_is_upper(peek(inner, 0))) &&
                 is_capitalised(inner);
    return names && makeup_of(rules, inner, scratch).words > 1
               ? "reporters and editors"
               : NULL;
}

/* "Editing: so-and-so", "Report so-and-so - editing so-and-so". */
static bool names_desks(const struct page_rules *rules, struct halves halves,
                        struct arena scratch)
{
    return halves.mark &&
           (bits_of(rules, halves.label, scratch) & NAME_DESK ||
            makeup_of(rules, halves.rest, scratch).first & NAME_DESK);
}

/* What only stands below a story. */
static const char *tail_reason(const struct page_rules *rules,
                               const struct line *line, struct arena scratch)
{
    enum { TAIL_WORDS = 30, SLASHED_WORDS = 8 };
    struct halves halves = cut_line(line->text);
    const struct page_makeup *m = &line->makeup;
    bool latin = char_is_latin(peek(line->text, 0));

    if (line->stopped && !latin)
        return NULL;
    if (only_agencies(m) && !line->stopped)
        return "an agency alone";
    if (halves.mark == '/' && line->words <= SLASHED_WORDS && !m->numbers &&
        bits_of(rules, halves.label, scratch) & NAME_AGENCY)
        return "an agency and names";
    if (m->first & NAME_DESK && line->words <= TAIL_WORDS && !m->numbers &&
        (latin ? is_capitalised(line->text)
               : names_desks(rules, halves, scratch)))
        return "reporters and editors";
    return NULL;
}

const char *line_is_signoff(const struct page_rules *rules,
                            const struct line *line, enum line_place place,
                            struct arena scratch)
{
    if (place == LINE_FIRST)
        return NULL;
    if (is_end(rules, line, place))
        return "closing line";
    if (is_initials(line->text, place == LINE_TAIL))
        return "initials of the desk";
    const char *reason = bracket_reason(rules, line, scratch);
    if (!reason && place == LINE_TAIL)
        reason = tail_reason(rules, line, scratch);
    return reason;
}

static bool has_quote(struct barq_text text)
{
    for (size_t i = 0; i < text.len;) {
        uint32_t c = utf8_next(text, &i);
        if (char_is_quote(c) && c != '\'' && c != 0x2019)
            return true;
    }
    return false;
}

/* "by" and its like, and names. */
static bool is_by(const struct page_rules *rules, const struct line *line,
                  enum line_place place, struct arena scratch)
{
    const struct page_makeup *m = &line->makeup;
    struct halves halves = cut_line(line->text);
    int label = halves.mark ? bits_of(rules, halves.label, scratch) : 0;
    bool from = m->first & NAME_FROM && line->words <= FROM_WORDS;

    if (m->words < 2 || !is_capitalised(line->text))
        return false;
    if (line->coloned) /* wrote so-and-so: */
        return place != LINE_FIRST && from && m->first & NAME_MADE;
    if (place == LINE_BODY || line->stopped)
        return false;
    if (m->first & NAME_BY)
        return true;
    if (label & NAME_MADE && halves.rest.len)
        return place != LINE_FIRST;
    return from && place == LINE_TOP &&
           char_is_letter(line_last_mark(line->text));
}

/* "Cairo - so-and-so", or the other way round. */
static bool is_place_and_name(const struct page_rules *rules,
                              const struct line *line, struct arena scratch)
{
    struct halves halves = cut_line(line->text);
    const struct page_makeup *m = &line->makeup;

    if (!halves.mark || halves.mark == ':' || line->stopped || m->places != 1 ||
        m->agencies || m->unknown < NAME_LEAST || m->unknown > NAME_MOST ||
        m->words != m->unknown + 1)
        return false;
    return is_capitalised(line->text) &&
           (bits_of(rules, halves.label, scratch) |
            bits_of(rules, halves.rest, scratch)) &
               NAME_PLACE;
}

const char *line_is_byline(const struct page_rules *rules,
                           const struct line *line, enum line_place place,
                           struct arena scratch)
{
    const struct page_makeup *m = &line->makeup;

    if (line->words > BYLINE_WORDS || line->asks || m->numbers)
        return NULL;
    if (m->agencies && !m->unknown && peek(line->text, 0) != '(' &&
        (place != LINE_BODY || line->coloned))
        return "places and agencies alone";
    if (has_quote(line->text))
        return NULL;
    if (is_by(rules, line, place, scratch))
        return "\"by\" and a name";
    if (place == LINE_TOP && is_place_and_name(rules, line, scratch))
        return "a place and a name";
    return NULL;
}

/* "GENEVA - AFP", "CAIRO (AP) -": a place, known or not, and an agency. */
static bool is_place_and_agency(const struct line *line)
{
    enum { PLACE_WORDS = 3 };
    const struct page_makeup *m = &line->makeup;
    struct barq_text text = line->text;
    bool dash = false, other = false, ends = false;

    for (size_t i = 0; i < text.len;) {
        uint32_t c = utf8_next(text, &i);
        ends = char_is_dash(c);
        other = other || c == '/' || c == '(';
        dash = dash || ends;
    }
    return dash && (ends || !other) && m->agencies == 1 && !m->numbers &&
           m->places <= 1 && m->unknown <= (m->places ? 0 : PLACE_WORDS) &&
           m->unknown == m->lead && m->unknown + m->places > 0;
}

/* A date with what stands beside it in a dateline.  With two dates, or with
 * an agency, the place before them may be of more words. */
static bool is_place_and_date(const struct page_makeup *m)
{
    enum { DATE_WORDS = 16, LEAD = 3, LONG_LEAD = 6, DAY_MONTH_YEAR = 3 };
    bool sure = m->months > 1 || m->agencies;
    /* One misprint is forgiven where all the rest is there. */
    size_t slips = m->months > 1 && m->agencies;

    return (m->months || (m->agencies && m->numbers >= DAY_MONTH_YEAR)) &&
           m->numbers && m->unknown <= m->lead + slips &&
           m->lead <= (sure ? LONG_LEAD : LEAD) &&
           m->lead + m->places + m->agencies > 0 && m->places <= 2 &&
           m->words <= DATE_WORDS;
}

/* "To be held on May 9" and "The case (May 9)" hold a date and are none. */
static bool leads_to_date(const struct line *line)
{
    struct barq_text text = line->text;
    size_t i = 0;

    while (i < text.len) {
        size_t at = i;
        uint32_t c = utf8_next(text, &i);
        if (c == '(' && !line->makeup.agencies)
            return false;
        if (char_is_digit(c))
            return is_capitalised(text_slice(text, 0, at));
    }
    return true;
}

const char *line_is_dateline(const struct line *line)
{
    enum { DATELINE_WORDS = 20 };

    if (line->words > DATELINE_WORDS || line->coloned || line->stopped)
        return NULL;
    if (is_place_and_date(&line->makeup) && leads_to_date(line))
        return "a place and a date";
    return is_place_and_agency(line) ? "a place and an agency" : NULL;
}

/* What stands in the bracket or behind the dash that ends the line. */
static bool find_credit(struct barq_text text, struct barq_text *credit,
                        size_t *start)
{
    bool bracket = text.len && text.at[text.len - 1] == ')';
    size_t i = text.len;

    while (i && text.len - i < CREDIT_BYTES) {
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
    enum { CREDIT_WORDS = 6 };
    struct page_makeup m = makeup_of(rules, credit, scratch);

    if (is_called_agency(credit) ||
        (m.first & NAME_PHOTO && m.words <= CREDIT_WORDS))
        return true;
    return m.agencies && !m.unknown && !m.numbers;
}

size_t line_credit(const struct page_rules *rules, struct barq_text text,
                   struct arena scratch)
{
    enum { LEAST_BODY = 10 };
    struct barq_text credit;
    size_t start;

    return find_credit(text, &credit, &start) && start >= LEAST_BODY &&
                   is_credit(rules, credit, scratch)
               ? start
               : text.len;
}

const char *line_is_caption(const struct page_rules *rules,
                            const struct line *line, enum line_place place,
                            struct arena scratch)
{
    enum { CAPTION_LEAST = 4, CAPTION_WORDS = 45 };

    if (line->words > CAPTION_WORDS || line->words <= CAPTION_LEAST)
        return NULL;
    if (line->makeup.first & NAME_PHOTO && !line->stopped &&
        (place == LINE_TOP || cut_line(line->text).mark == ':') &&
        place != LINE_FIRST)
        return "begins as a picture's caption";
    size_t end = line_credit(rules, line->text, scratch);
    if (end == line->text.len)
        return NULL;
    bool bracket = line->text.at[line->text.len - 1] == ')';
    if (place == LINE_FIRST && !bracket)
        return NULL; /* a headline with the name of its site */
    if ((bracket || place >= LINE_BODY) &&
        char_is_stop(line_last_mark(text_slice(line->text, 0, end))))
        return NULL; /* a paragraph that names its source */
    return "ends in a picture credit";
}
