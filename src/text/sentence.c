/*
 * sentence.c - the sentences of a block, in one pass over its bytes.
 *
 * A place where a sentence may end begins with one of a few bytes.  The loop
 * looks for those and for nothing else; only what it finds is decoded:
 *
 *   . ! ? and their Arabic and wide kin   a run of stops: sentence_stop.c,
 *                                         with no space behind: sentence_join.c
 *   ( )                                   the marker of a list, 2), or :)
 *   a bullet                              the next item: sentence_list.c
 *   a line end, U+2028, U+2029            always
 *
 * A run takes in the quotes and brackets that close behind it, of every kind
 * and direction since half of those in news point the wrong way, direction
 * controls, footnote marks ("said.[1]", "said.12 The"), and full stops set
 * apart by spaces (". . .").  Four of those are a full stop and an ellipsis.
 *
 *   He said "Go." Then ...     run:  ."    next:  Then
 *
 * A quote mark with a space on either side of it ('. " And') closes or opens;
 * no rule can tell, so the marks since the sentence began are counted, which
 * is the one place where they are.
 *
 * The second byte of the Arabic question mark (D8 9F) and full stop (DB 94)
 * is what is looked for: the first one begins every other Arabic letter.
 *
 * Nothing is looked at twice but the words beside a stop, which have a
 * ceiling, so time grows with length.
 */
#include "text/sentence.h"

#include "text/sentence_stop.h"

enum {
    NEXT_LINE = 0x85,
    LINE_SEPARATOR = 0x2028,
    PARAGRAPH_SEPARATOR = 0x2029,
};

/* So much before a lone quote mark is searched for its fellow, in bytes. */
enum { LONGEST_QUOTE = 512 };

/* A footnote mark has this many digits, and a bracketed one these bytes. */
enum { FOOTNOTE_DIGITS = 2, FOOTNOTE_BYTES = 12 };

/* Bytes at which a sentence may end; those of several bytes by the one that
 * is rarest in news. */
static const bool halts[256] = {
    ['\n'] = true, ['\r'] = true, ['!'] = true,  ['('] = true,  [')'] = true,
    ['.'] = true,  ['?'] = true,  [0x94] = true, [0x9F] = true, [0xC2] = true,
    [0xE2] = true, [0xE3] = true, [0xEF] = true,
};

/* The next byte that may halt, from i on; text.len if there is none. */
static size_t find_halt(struct barq_text text, size_t i)
{
    const unsigned char *at = (const unsigned char *)text.at;

    while (i < text.len && !halts[at[i]])
        i++;
    return i;
}

static bool is_line_end(uint32_t c)
{
    return c == '\n' || c == '\r' || c == NEXT_LINE || c == LINE_SEPARATOR ||
           c == PARAGRAPH_SEPARATOR;
}

/* Behind " . " set apart by a space, or i. */
static size_t spaced_dot(struct barq_text text, size_t i)
{
    if (char_at(text, i) != ' ' || char_at(text, i + 1) != '.')
        return i;
    uint32_t c = char_at(text, i + 2);
    return !c || c == '.' || utf8_is_space(c) || char_is_quote(c) ||
                   char_closes(c)
               ? i + 2
               : i;
}

/* Behind a footnote mark in brackets or raised digits, or i. */
static size_t raised_mark(struct barq_text text, size_t i)
{
    uint32_t c = char_at(text, i);
    size_t end = i + 1;

    if (c == 0xB9 || c == 0xB2 || c == 0xB3 || (c >= 0x2070 && c <= 0x2079)) {
        char_next(text, &i);
        return i;
    }
    if (c != '[' || !char_is_digit(char_at(text, end)))
        return i;
    while (end < text.len && end - i < FOOTNOTE_BYTES &&
           (char_is_digit(char_at(text, end)) || text.at[end] == ',' ||
            char_is_dash(char_at(text, end))))
        char_next(text, &end);
    return char_at(text, end) == ']' ? end + 1 : i;
}

/* "consultation.11 12 Take": behind the digits, or i. */
static size_t plain_mark(struct barq_text text, const struct stop *stop,
                         size_t i)
{
    uint32_t c = char_before(text, stop->start);
    size_t end = i, space = i;

    if (stop->end != stop->start + 1 || !(char_is_lower(c) || char_closes(c)))
        return i;
    do {
        size_t digits = 0;
        for (end = space;
             char_at(text, end) >= '0' && char_at(text, end) <= '9'; end++)
            digits++;
        if (!digits || digits > FOOTNOTE_DIGITS)
            return i;
        space = end + 1;
    } while (char_at(text, end) == ' ' && char_is_digit(char_at(text, space)));
    return char_at(text, end) == ' ' && char_is_upper(char_at(text, space))
               ? end
               : i;
}

/* Is c one of the marks that a run of stops goes on with? */
static bool goes_on(struct barq_text text, uint32_t c, size_t next)
{
    if (char_is_quote(c) || char_closes(c) || char_is_control(c))
        return true;
    return c == '+' && (next == text.len || utf8_is_space(char_at(text, next)));
}

/* A quote mark with white space on either side: does it close? */
static bool lone_quote_closes(const struct sentences *block, size_t quote)
{
    struct barq_text text = block->text;
    size_t i = block->from, count = 0;

    if (quote - i > LONGEST_QUOTE)
        return false;
    while (i < quote)
        count += char_is_quote(char_next(text, &i));
    return count % 2;
}

static size_t skip_lone_quote(const struct sentences *block, size_t end)
{
    size_t quote = skip_space(block->text, end), next = quote;

    if (quote == end || quote == block->text.len)
        return end;
    uint32_t c = char_next(block->text, &next);
    if (c == '\'' || !char_is_quote(c) ||
        !utf8_is_space(char_at(block->text, next)))
        return end;
    return lone_quote_closes(block, quote) ? next : end;
}

/* The stops from i on and what closes between and behind them. */
static void read_run(struct barq_text text, size_t i, struct stop *stop)
{
    size_t row = 0;

    while (i < text.len) {
        size_t next = i, spaced = spaced_dot(text, i);
        uint32_t c = char_next(text, &next);
        bool dot = c == '.' || spaced > i;
        if (dot || char_is_stop(c)) {
            stop->spaced += spaced > i;
            i = spaced > i ? spaced : next;
            stop->stops_end = i;
        } else if (goes_on(text, c, next)) {
            i = next;
        } else {
            break;
        }
        row = dot ? row + 1 : 0;
        stop->dots = row > stop->dots ? row : stop->dots;
    }
    stop->end = i;
}

static struct stop read_stop(const struct sentences *block, size_t i)
{
    struct barq_text text = block->text;
    struct stop stop = { .start = i, .stops_end = i };

    read_run(text, i, &stop);
    while ((i = raised_mark(text, stop.end)) > stop.end)
        stop.end = i;
    stop.end = plain_mark(text, &stop, stop.end);
    stop.end = skip_lone_quote(block, stop.end);
    stop.next = skip_space(text, stop.end);
    return stop;
}

/* "compounds. . . . The": the first dot is the full stop, the rest an
 * ellipsis. */
static bool is_stop_and_ellipsis(struct barq_text text, const struct stop *stop)
{
    return stop->dots == 4 && stop->spaced == 3 && stop->next < text.len &&
           !utf8_is_space(char_before(text, stop->start));
}

/* ".NET", ".50", "!Kung": a word that begins with a stop. */
static bool begins_word(struct barq_text text, size_t i)
{
    uint32_t c = char_at(text, i + 1);

    return (text.at[i] == '.' || text.at[i] == '!') &&
           (char_is_digit(c) || char_is_letter(c)) && !char_is_arabic(c) &&
           (!i || utf8_is_space(char_before(text, i)));
}

/* see www.a.org The: `end` if a sentence starts behind the address. */
static size_t end_at_address(struct sentences *block, size_t end)
{
    struct beside next = word_after(block->text, skip_space(block->text, end));

    if (end <= block->at)
        return 0;
    block->at = end;
    return next.letters > 1 && char_is_upper(next.first) &&
                   word_kinds(block->rules, block->text, &next) &
                       (STARTER | COMMON)
               ? end
               : 0;
}

/* Where the sentence ends that a stop at `i` may end, or 0. */
static size_t end_at_stop(struct sentences *block, size_t i)
{
    struct barq_text text = block->text;

    block->at = i + 1;
    if (begins_word(text, i))
        return 0;
    struct stop stop = read_stop(block, i);
    block->at = stop.end;
    size_t item = list_marker(block, i);
    if (item || stop.next == text.len)
        return item;
    if (is_stop_and_ellipsis(text, &stop)) {
        char_next(text, &i);
        return i;
    }
    if (stop.next == stop.end && !stop_may_join(text, &stop))
        return end_at_address(block, address_end(block, i));
    struct site site = site_read(block, &stop);
    if (stop.next > stop.end)
        return site_ends(&site) ? stop.end : 0;
    return site_joins(&site) ? stop.end
                             : end_at_address(block, address_end(block, i));
}

/* 2) of a list, or a face: :) ;-( */
static size_t end_at_bracket(struct sentences *block, size_t i)
{
    struct barq_text text = block->text;
    uint32_t c = char_before(text, i);

    block->at = i + 1;
    if (text.at[i] == ')' && (char_is_digit(c) || char_is_letter(c)))
        return list_marker(block, i);
    if (c == '-' && i > 1)
        c = char_before(text, i - 1);
    if (c != ':' && c != ';')
        return 0;
    size_t next = skip_space(text, i + 1);
    return next > i + 1 && char_is_upper(char_at(text, next)) ? i + 1 : 0;
}

/* Where the sentence ends that the character at `i` may end, or 0. */
static size_t end_at(struct sentences *block, size_t i)
{
    struct barq_text text = block->text;
    size_t next = i;
    uint32_t c = char_next(text, &next);

    block->at = next;
    if (char_is_stop(c))
        return end_at_stop(block, i);
    if (is_line_end(c))
        return i;
    if (c == '(' || c == ')')
        return end_at_bracket(block, i);
    return char_is_bullet(c) ? list_bullet(block, i) : 0;
}

bool sentence_next(struct sentences *block, struct text_span *span)
{
    struct barq_text text = block->text;
    size_t end = 0;

    block->from = skip_space(text, block->from);
    if (block->from == text.len)
        return false;
    if (block->at < block->from)
        block->at = block->from;
    while (!end && block->at < text.len) {
        size_t halt = find_halt(text, block->at), i = halt;
        /* A second byte: its character begins one before. */
        if (i < text.len && i > block->from &&
            ((unsigned char)text.at[i] & 0xC0) == 0x80)
            i--;
        end = i < text.len ? end_at(block, i) : i;
        if (block->at <= halt)
            block->at = halt + 1;
        end = end > block->from ? end : 0;
    }
    end = end ? end : text.len;
    struct barq_text piece = text_trim(text_slice(text, block->from, end));
    span->start = block->from;
    span->end = block->from + piece.len;
    block->from = end;
    return true;
}
