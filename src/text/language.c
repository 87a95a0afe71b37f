/*
 * language.c - Arabic or English?
 *
 * A line of news often holds both: names of firms in Latin letters among
 * Arabic words, an Arabic name behind its English form.  Counting letters
 * goes wrong for short lines, so words are weighed by how much they say of
 * the line that they stand in:
 *
 *   with an Arabic letter                      9
 *   Latin, all in lower case                   9   only English prose has it
 *   Latin, with a capital                      3   a name, at home anywhere
 *   any of these inside brackets               a third of it: a gloss
 *   address, @name or #tag in Latin letters    0
 *
 * The language with more weight wins, Arabic when they weigh the same; a
 * line that weighs nothing goes by its letters, and without any it is of
 * unknown language.  Of these, the first is Arabic, the second English:
 *
 *   Microsoft Teams fi Windows   9 : 9    (fi, in Arabic letters: in)
 *   The word qal                 9 : 12   (qal, in Arabic letters: he said)
 *
 * A story is of the language in which most of it is: each line gives all its
 * letters to its own language, and furniture gives none.
 *
 * Other languages in either script (Persian, French) are not told apart.
 */
#include "text/text.h"

#include "base/utf8.h"
#include "text/chars.h"

enum { WORD = 9, NAME = 3, GLOSS = 3 };

/* What has been read of a text. */
struct weighing {
    size_t arabic, latin;       /* letters */
    size_t ar, en;              /* weights */
    bool bracket;               /* inside one */
    size_t in_arabic, in_latin; /* letters of the word at hand */
    bool upper, address, gloss;
    uint32_t last; /* the character before */
};

static void end_word(struct weighing *w)
{
    size_t share = w->gloss ? GLOSS : 1;

    if (w->in_arabic)
        w->ar += WORD / share;
    else if (w->in_latin && !w->address)
        w->en += (w->upper ? NAME : WORD) / share;
    w->arabic += w->in_arabic;
    w->latin += w->in_latin;
    w->in_arabic = w->in_latin = 0;
    w->upper = w->address = false;
    w->last = 0;
}

static void add_letter(struct weighing *w, uint32_t c)
{
    bool arabic = char_is_arabic(c);

    if (!w->in_arabic && !w->in_latin)
        w->gloss = w->bracket;
    w->in_arabic += arabic;
    w->in_latin += !arabic;
    w->upper = w->upper || char_is_upper(c);
    /* example.com, but not U.S. */
    w->address = w->address || (w->last == '.' && char_is_lower(c));
}

static void weigh(struct weighing *w, uint32_t c)
{
    if (utf8_is_space(c)) {
        end_word(w);
        w->bracket = w->bracket && c != '\n';
        return;
    }
    if (char_is_arabic(c) || char_is_latin(c))
        add_letter(w, c);
    else if (char_opens(c))
        w->bracket = true;
    else if (char_closes(c))
        w->bracket = false;
    w->address = w->address || c == '@' || c == '#' ||
                 (c == '/' && (w->last == ':' || w->last == '/'));
    w->last = c;
}

static struct weighing weigh_text(struct barq_text text)
{
    struct weighing w = { 0 };

    for (size_t i = 0; i < text.len;)
        weigh(&w, utf8_next(text, &i));
    end_word(&w);
    return w;
}

static enum barq_lang heavier(size_t ar, size_t en)
{
    if (!ar && !en)
        return BARQ_LANG_UNKNOWN;
    return ar >= en ? BARQ_AR : BARQ_EN;
}

static enum barq_lang weighed_lang(const struct weighing *w)
{
    enum barq_lang lang = heavier(w->ar, w->en);

    return lang ? lang : heavier(w->arabic, w->latin);
}

/* Is there nothing but ASCII, in which nothing weighs against a letter? */
static bool is_ascii(struct barq_text text, bool *letters)
{
    *letters = false;
    for (size_t i = 0; i < text.len; i++) {
        if ((unsigned char)text.at[i] >= 0x80)
            return false;
        *letters = *letters || char_is_latin((unsigned char)text.at[i]);
    }
    return true;
}

enum barq_lang text_lang(struct barq_text text)
{
    bool letters;

    if (is_ascii(text, &letters))
        return letters ? BARQ_EN : BARQ_LANG_UNKNOWN;
    struct weighing w = weigh_text(text);
    return weighed_lang(&w);
}

enum barq_lang text_blocks_lang(struct barq_text story,
                                const struct text_blocks *blocks)
{
    size_t letters[] = { 0, [BARQ_AR] = 0, [BARQ_EN] = 0 };

    for (size_t i = 0; i < blocks->count; i++) {
        const struct text_block *block = &blocks->at[i];
        if (block->kind == BARQ_FURNITURE)
            continue;
        struct weighing w =
            weigh_text(text_slice(story, block->start, block->end));
        letters[weighed_lang(&w)] += w.arabic + w.latin;
    }
    enum barq_lang lang = heavier(letters[BARQ_AR], letters[BARQ_EN]);
    return lang ? lang : text_lang(story);
}

enum barq_lang barq_text_lang(struct barq_text text)
{
    return text_lang(text);
}

/* Past what is surely no space and what most words are made of: marks and
 * letters of ASCII, and two bytes each from U+0600 to U+06FF. */
static size_t skip_plain(struct barq_text text, size_t i)
{
    while (i < text.len) {
        unsigned char lead = (unsigned char)text.at[i];
        if (lead > ' ' && lead < 0x80)
            i++;
        else if (lead >= 0xD8 && lead <= 0xDB && text.len - i > 1)
            i += 2;
        else
            break;
    }
    return i;
}

/* A letter or a digit; most are told without asking for their class. */
static bool makes_word(uint32_t c)
{
    enum { FIRST = 0x0620, LAST = 0x064A };

    if ((c >= FIRST && c <= LAST) || (c >= 'a' && c <= 'z'))
        return true;
    return char_is_letter(c) || char_is_digit(c);
}

size_t text_word_count(struct barq_text text)
{
    size_t count = 0;
    bool counted = false;

    for (size_t i = 0; i < text.len;) {
        uint32_t c = char_next(text, &i);
        if (c == ' ' || utf8_is_space(c)) {
            counted = false;
            continue;
        }
        if (!counted && makes_word(c)) {
            counted = true;
            count++;
        }
        if (counted)
            i = skip_plain(text, i);
    }
    return count;
}
