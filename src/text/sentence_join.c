/*
 * sentence_join.c - stops with no white space behind them.
 *
 * Most stand inside something: 2.5, U.S., example.com, (...).  But the space
 * is also forgotten, and then the words on both sides show it: Arabic ones of
 * three letters or more ("... school.And-he-added ..."), English ones of which
 * the first ends small and the second begins with a capital ("over.Today"). A
 * second part that is the end of an address (.Com) shows nothing.
 *
 * An address ends a sentence where a starter follows: see www.a.org The ...
 */
#include "text/sentence_stop.h"

enum {
    WAW = 0x0648,
    SHORTEST_ARABIC = 3,
    SHORTEST_AND = 4,
    IDEOGRAPHIC_STOP = 0x3002,
};

/* As far as a piece of text without white space is looked at, in bytes. */
enum { LONGEST_ADDRESS = 256 };

static bool begins_with(struct barq_text text, size_t i, const char *what)
{
    struct barq_text want = text_of(what);

    return text.len - i >= want.len &&
           memcmp(text.at + i, want.at, want.len) == 0;
}

bool address_begins(struct barq_text text, size_t i)
{
    return begins_with(text, i, "http://") ||
           begins_with(text, i, "https://") || begins_with(text, i, "www.") ||
           begins_with(text, i, "WWW.");
}

/* The piece without white space around i. */
static struct barq_text piece_around(struct barq_text text, size_t from,
                                     size_t i)
{
    size_t start = i, end = i;

    while (start > from && i - start < LONGEST_ADDRESS &&
           (unsigned char)text.at[start - 1] > ' ')
        start--;
    while (end < text.len && end - i < LONGEST_ADDRESS &&
           (unsigned char)text.at[end] > ' ')
        end++;
    return text_slice(text, start, end);
}

static bool is_address(struct barq_text piece)
{
    for (size_t i = 0; i < piece.len; i++)
        if (piece.at[i] == '@' || begins_with(piece, i, "://"))
            return true;
    return begins_with(piece, 0, "www.") || begins_with(piece, 0, "WWW.");
}

size_t address_end(struct sentences *block, size_t i)
{
    struct barq_text text = block->text;

    if (i < block->bare)
        return 0;
    struct barq_text piece = piece_around(text, block->from, i);
    size_t end = (size_t)(piece.at - text.at) + piece.len;
    if (!is_address(piece)) {
        block->bare = end;
        return 0;
    }
    if (end == text.len)
        return 0;
    return char_is_letter(char_before(text, end)) ||
                   char_is_digit(char_before(text, end)) ||
                   text.at[end - 1] == '/'
               ? end
               : 0;
}

/* Does the word that begins right behind the stop look like a sentence? */
static bool is_arabic_start(const struct site *site)
{
    const struct beside *next = &site->next;

    if (!char_is_arabic(next->first) || next->letters < SHORTEST_ARABIC)
        return false;
    return char_at(site->text, next->end) != '.' ||
           next->letters > SHORTEST_AND;
}

static bool is_and(const struct site *site)
{
    return site->next.first == WAW && site->next.letters >= SHORTEST_AND;
}

static bool arabic_joins(const struct site *site)
{
    const struct stop *stop = site->stop;
    const struct beside *word = &site->word;

    if (stop->end > stop->stops_end)
        return is_and(site) && site_full_stop_ends(site);
    if (!stop->dots)
        return char_is_arabic(char_before(site->text, stop->start));
    if (stop->dots > 1 || !is_arabic_start(site))
        return false;
    return (word->letters >= SHORTEST_ARABIC || word->digits || is_and(site)) &&
           site_full_stop_ends(site);
}

/* What may stand behind the first word of a sentence; a dot only if the
 * word ends there. */
static bool ends_word(struct barq_text text, size_t i)
{
    uint32_t c = char_at(text, i);

    if (c == '.')
        return i + 1 == text.len || utf8_is_space(char_at(text, i + 1));
    return !c || utf8_is_space(c) || char_is_quote(c) || char_closes(c) ||
           c == ',' || c == ';' || c == ':' || c == '!' || c == '?';
}

static bool is_latin_start(const struct site *site)
{
    struct barq_text text = site->text;
    size_t second = site->next.start;

    if (site->next.letters < 2 || site->next_kinds & DOMAIN)
        return false;
    return char_is_upper(char_next(text, &second)) &&
           char_is_lower(char_at(text, second)) &&
           ends_word(text, site->next.end);
}

static bool latin_joins(const struct site *site)
{
    const struct beside *word = &site->word;
    const struct stop *stop = site->stop;
    bool bare_number = word->digits && !word->letters && !site->opens;
    bool small = word->letters > 1 && char_is_lower(word->last);

    if (!is_latin_start(site) || word->dots || !(small || bare_number))
        return false;
    if (stop->end > stop->stops_end &&
        !char_closes(char_before(site->text, stop->end)))
        return false;
    if (is_address(piece_around(site->text, site->from, stop->start)))
        return false;
    if (!stop->dots)
        return small && !(site->kinds & CRY);
    return stop->stops_end == stop->start + 1 && site_full_stop_ends(site);
}

bool stop_may_join(struct barq_text text, const struct stop *stop)
{
    size_t second = stop->end;
    uint32_t c = char_next(text, &second);

    if (char_at(text, stop->start) >= IDEOGRAPHIC_STOP)
        return true;
    if (char_is_arabic(c))
        return !stop->dots || char_at(text, second) != '.';
    return char_is_control(c) ||
           (char_is_upper(c) && char_is_lower(char_at(text, second)));
}

bool site_joins(const struct site *site)
{
    const struct stop *stop = site->stop;

    if (char_at(site->text, stop->start) >= IDEOGRAPHIC_STOP)
        return true;
    if (site->after != stop->end)
        return false;
    if (char_is_arabic(site->next.first))
        return arabic_joins(site);
    return latin_joins(site);
}
