/*
 * sentence_stop.c - which stops end a sentence.
 *
 * The word before and the first word after decide.  In this order:
 *
 *   next is , ; : or a closing bracket             no    "Go!", he said
 *   ... or ! inside its own brackets               no    (...)  (!)
 *       but [...] before a starter                 yes   [...] However
 *   ... right behind an opening quote              no    "... and so"
 *   a quote closed, and he said behind it          no    "Why?" Smith asked
 *   a small letter follows                         no    "Go!" he said
 *       but an address, and iPhone, begin one      yes   out. iPhone sales
 *       and in English so does any word behind
 *       ? or ! or a word that is no abbreviation   yes   its good. u must
 *   the other ! and ?                              yes   but Yahoo! News
 *   ... in Latin letters                           yes   He waited... Nobody
 *       spaced in threes, only before a starter    no    what . . . I mean
 *   ... in Arabic only before and-he-said: there it is a pause
 *   a number or a letter that began the sentence   no    1. First  IV. First
 *   a single letter, an initial                    no    J. R. Holt
 *       but before a starter, behind a word that
 *       letters follow, and the Arabic marks of
 *       years and half days after a number         yes   in plan B. Then
 *   a dotted acronym     only before a starter           in the U.S. The
 *       a.m. and p.m.    unless a day or zone follows    9 p.m. Friday
 *   the name of a letter, an initial, unless another stands before it
 *   an abbreviation      by its kind, see tm/rules/abbreviations.tsv
 *   anything else                                  yes
 *
 * Quotes are never paired, since half of those in news are not.
 */
#include "text/sentence_stop.h"

enum {
    MEEM = 0x0645,
    HEH = 0x0647,
    WAW = 0x0648,
    SAD = 0x0635,
    ARABIC_COMMA = 0x060C,
    ARABIC_SEMICOLON = 0x061B,
    ELLIPSIS = 0x2026,
};

/* A word of an Arabic sentence that "and" is part of has four letters. */
enum { SHORTEST_AND = 4 };

/* "At about 5 a.m." opens a sentence; longer than this, and it closes one. */
enum { LONGEST_TIME = 12 };

/* A Roman numeral that counts headings: XVIII. */
enum { LONGEST_ROMAN = 5 };

/* Letters that make a word with a small letter behind its stop no
 * abbreviation, if the tables do not say that it is one. */
enum { SHORTEST_SURE = 4, SHORTEST_NAME = 6, SHORTEST_ARABIC = 3 };

size_t skip_space(struct barq_text text, size_t i)
{
    for (size_t next = i; i < text.len; i = next)
        if (!utf8_is_space(char_next(text, &next)))
            break;
    return i;
}

bool stop_is_pause(uint32_t c)
{
    return c == ',' || c == ';' || c == ':' || c == ARABIC_COMMA ||
           c == ARABIC_SEMICOLON || char_closes(c);
}

/* Past opening quotes and brackets, dashes and controls. */
static size_t skip_openers(struct barq_text text, size_t i)
{
    for (size_t next = i; i < text.len; i = next) {
        uint32_t c = char_next(text, &next);
        if (!char_is_quote(c) && !char_opens(c) && !char_is_dash(c) &&
            !char_is_control(c) && !utf8_is_space(c) && c != '+')
            break;
    }
    return i;
}

/* Nothing but bullets and brackets before the word? */
static bool opens_sentence(struct barq_text text, size_t from, size_t start)
{
    if (start > from + LONGEST_WORD)
        return false;
    while (from < start) {
        uint32_t c = char_next(text, &from);
        if (char_is_letter(c) || char_is_digit(c) || char_is_stop(c))
            return false;
    }
    return true;
}

struct site site_read(const struct sentences *block, const struct stop *stop)
{
    struct barq_text text = block->text;
    struct site site = { .rules = block->rules,
                         .text = text,
                         .from = block->from,
                         .stop = stop,
                         .after = skip_openers(text, stop->next),
                         .word = word_before(text, stop->start, block->from) };

    site.next = word_after(text, site.after);
    site.opens = opens_sentence(text, block->from, site.word.start);
    site.kinds = word_kinds(site.rules, text, &site.word);
    site.next_kinds = word_kinds(site.rules, text, &site.next);
    return site;
}

static struct beside word_earlier(const struct site *site)
{
    return word_before(site->text, site->word.start, site->from);
}

/* The word behind the next one; without letters if a mark comes between. */
static struct beside word_second(const struct site *site)
{
    return word_after(site->text, skip_space(site->text, site->next.end));
}

/* A capital that begins sentences and hardly ever a name. */
static bool starts(const struct site *site)
{
    uint32_t kinds = site->next_kinds;
    uint32_t c = char_at(site->text, site->next.end);

    if (!char_is_upper(site->next.first))
        return false;
    if (kinds & LABEL && c == ':')
        return true;
    if (kinds & COMMON)
        return !char_is_upper(word_second(site).first);
    if (c == '.' && (site->next.letters == 1 || kinds & SHORT_NUMBER))
        return false;
    return kinds & STARTER;
}

/* at Acme Inc. Holt is: a name and a verb. */
static bool clause_follows(const struct site *site)
{
    struct beside second = word_second(site);

    return char_is_upper(site->next.first) && !(site->next_kinds & OFFICE) &&
           word_kinds(site->rules, site->text, &second) & VERB;
}

/* An Arabic word that no name is and few phrases go on with. */
static bool arabic_starts(const struct site *site)
{
    return char_is_arabic(site->next.first) && site->next_kinds & STARTER &&
           char_at(site->text, site->next.end) != '.';
}

/* An Arabic word led by "and", which begins most sentences of a wire. */
static bool is_and(const struct beside *word)
{
    return word->first == WAW && word->letters >= SHORTEST_AND;
}

static bool arabic_letter_ends(const struct site *site,
                               const struct beside *earlier)
{
    uint32_t c = site->word.last;

    if ((c == MEEM || c == HEH || c == SAD) && earlier->digits)
        return true;
    if (site->kinds & SHORT_TITLE)
        return false;
    return earlier->dots ? is_and(&site->next) && earlier->letters == 1
                         : arabic_starts(site);
}

static bool letter_ends(const struct site *site)
{
    uint32_t c = site->word.last;

    if (site->opens)
        return false;
    struct beside earlier = word_earlier(site);
    if (word_kinds(site->rules, site->text, &earlier) & LETTERED)
        return true;
    if (char_is_arabic(c))
        return arabic_letter_ends(site, &earlier);
    if (!char_is_upper(c)) /* for every n. It */
        return c != 'v' && c != 'c' && c != 'p' && starts(site);
    if (char_is_arabic(site->next.first)) /* no Latin name goes on so */
        return true;
    if (c == 'I' && char_is_lower(earlier.first))
        return true;
    return starts(site) &&
           (char_is_lower(earlier.first) || !(site->next_kinds & SURNAME));
}

static bool is_half_of_day(const struct site *site)
{
    char c = site->text.at[site->word.start];

    return site->word.letters == 2 && (site->word.last | 0x20) == 'm' &&
           ((c | 0x20) == 'a' || (c | 0x20) == 'p');
}

/* 9 p.m. Friday, 9 p.m. London time */
static bool is_zone_or_day(const struct site *site)
{
    struct beside second = word_second(site);
    struct barq_text word = text_slice(site->text, second.start, second.end);

    return site->next_kinds & (ZONE | SHORT_MONTH) ||
           text_equal(word, text_of("time"));
}

static bool acronym_ends(const struct site *site)
{
    if (site->kinds & SHORT_TITLE)
        return false;
    if (char_is_arabic(site->word.last))
        return is_and(&site->next) ||
               (arabic_starts(site) && site->next.first == WAW);
    if (is_half_of_day(site) && !site->next.digits)
        return !is_zone_or_day(site) &&
               site->word.start > site->from + LONGEST_TIME;
    return starts(site) || (site->kinds & FIRM && clause_follows(site));
}

/* The quote that follows opens a sentence: ... at Acme Inc. "We grow." */
static bool quote_opens(const struct site *site)
{
    return site->after > site->stop->next &&
           char_is_quote(char_at(site->text, site->stop->next)) &&
           char_is_upper(site->next.first);
}

/* The name of a letter: an initial, as in "D. U. Bush", but for the last of
 * a name that is spelt out, such as BBC's. */
static bool spelt_letter_ends(const struct site *site)
{
    struct beside earlier = word_earlier(site);

    if (site->kinds & SHORT_SPELT)
        return !earlier.dots &&
               !(site->next_kinds & (SHORT_LETTER | SHORT_SPELT) &&
                 char_at(site->text, site->next.end) == '.');
    return (arabic_starts(site) && !earlier.dots) ||
           word_kinds(site->rules, site->text, &earlier) &
               (SHORT_LETTER | SHORT_SPELT);
}

static bool abbreviation_ends(const struct site *site)
{
    uint32_t kinds = site->kinds;

    if (kinds & SHORT_TITLE)
        return false;
    if (kinds & (SHORT_LETTER | SHORT_SPELT))
        return spelt_letter_ends(site);
    if (kinds & (SHORT_NUMBER | SHORT_MONTH) && site->next.digits)
        return false;
    if (kinds & (SHORT_MONTH | SHORT_OTHER))
        return starts(site) || is_and(&site->next) || quote_opens(site) ||
               (kinds & FIRM && clause_follows(site));
    return true;
}

/* "II. Methods", "12. Costs": what counts a heading or an item. */
static bool is_count(const struct site *site)
{
    const struct beside *word = &site->word;
    size_t i = word->start;

    if (!site->opens)
        return false;
    if (!word->letters)
        return word->digits && word->digits <= 3;
    while (i < word->end &&
           (site->text.at[i] == 'I' || site->text.at[i] == 'V' ||
            site->text.at[i] == 'X'))
        i++;
    return i == word->end && word->letters <= LONGEST_ROMAN;
}

bool site_full_stop_ends(const struct site *site)
{
    const struct beside *word = &site->word;

    if (is_count(site))
        return false;
    if (!word->letters)
        return true;
    if (word->letters == 1 && !word->digits && !word->dots)
        return letter_ends(site);
    if (word->dots && word->longest <= 2 && !word->digits)
        return acronym_ends(site);
    return abbreviation_ends(site);
}

static bool is_ellipsis(const struct site *site)
{
    const struct stop *stop = site->stop;

    return stop->dots > 1 || char_at(site->text, stop->start) == ELLIPSIS;
}

/* Behind an opener: the stop belongs to the bracket or begins the quote. */
static bool stands_in_opener(const struct site *site)
{
    size_t i = site->stop->start;
    uint32_t c = i ? char_prev(site->text, &i) : 0;

    if (char_opens(c))
        return c != '[' || !is_ellipsis(site) || !starts(site);
    return char_is_quote(c) && is_ellipsis(site) &&
           (!i || utf8_is_space(char_before(site->text, i)));
}

static bool is_vowel(char c)
{
    c = (char)(c | 0x20);
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

/* Is the word before the stop a whole one, whatever comes after? */
static bool is_sure(const struct site *site)
{
    const struct beside *word = &site->word;
    bool vowel = false;

    if (word->digits || word->dots || word->longest != word->letters)
        return false;
    if (site->kinds)
        return site->kinds & SURE;
    if (char_is_arabic(word->first))
        return word->letters >= SHORTEST_ARABIC;
    for (size_t i = word->start; i < word->end; i++)
        vowel |= is_vowel(site->text.at[i]);
    return vowel &&
           word->letters >=
               (char_is_lower(word->first) ? SHORTEST_SURE : SHORTEST_NAME);
}

/* A small letter that begins no less: an address, iPhone, al-Sisi. */
static bool is_small_name(const struct site *site)
{
    struct barq_text text = site->text;
    size_t i = site->after;

    if (address_begins(text, i))
        return true;
    char_next(text, &i);
    if (char_is_upper(char_at(text, i)))
        return true;
    return i + 1 < text.len && text.at[i] == 'l' && text.at[i + 1] == '-' &&
           char_is_upper(char_at(text, i + 2));
}

/* Nothing but a small letter speaks against an end. */
static bool small_letter_ends(const struct site *site)
{
    const struct stop *stop = site->stop;

    if (stop->end > stop->stops_end || site->after > stop->next ||
        is_ellipsis(site) || site->rules->lang != BARQ_EN)
        return false;
    if (site->next.letters == 1 && char_at(site->text, site->next.end) == ')')
        return false; /* a) ... b) within a sentence */
    if (stop->dots)
        return is_sure(site);
    if (site->next_kinds & JOINS && site->text.at[stop->start] == '!')
        return false;
    return !(site->kinds & CRY) && !(site->next_kinds & SAID) &&
           !site_speaks(site);
}

static bool ellipsis_ends(const struct site *site)
{
    const struct stop *stop = site->stop;

    if (char_is_arabic(site->next.first))
        return site->next_kinds & (ADDS | CLAUSE);
    if (stop->dots == 3 && stop->spaced == 2)
        return starts(site) && site->next.letters > 1;
    return true;
}

bool site_ends(const struct site *site)
{
    const struct stop *stop = site->stop;
    uint32_t c = char_at(site->text, site->after);
    bool single = stop->dots == 1 && stop->stops_end == stop->start + 1;

    if (stop_is_pause(char_at(site->text, stop->next)) ||
        stands_in_opener(site) || site_is_said(site))
        return false;
    if (!c) /* a line of dashes is left, or a quote mark that lost its text */
        return char_is_dash(char_at(site->text, stop->next));
    if (char_is_lower(c) && !is_small_name(site))
        return small_letter_ends(site);
    if (single)
        return site_full_stop_ends(site);
    if (is_ellipsis(site))
        return ellipsis_ends(site);
    return !(site->kinds & CRY) || starts(site);
}
