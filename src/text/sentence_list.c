/*
 * sentence_list.c - lists that run on in one line.
 *
 * "1. The first item 2. The second item": an item has no stop of its own, so
 * the marker of the next one has to end it.  Numbers stand everywhere, so
 * they have to earn it: the sentence must have begun with a marker of the
 * same form, this one must count one further, no word that takes a number
 * ("section 2.") and no comma may stand before it, and a word must follow.
 *
 *   form    1.   1)   1.)   a.   a)   a.)    small letters only: A. is an
 *           initial
 *           (1)   (a)    only behind a stop: they also number the parts of
 *           one sentence
 *
 * A bullet is a marker by itself: a block that begins with one has an item
 * wherever the same bullet stands behind white space.
 */
#include "text/sentence_stop.h"

enum { LETTER = 1, DOT = 2, BRACKET = 4, OPENER = 8 };

enum { MOST_DIGITS = 3, ARABIC_COMMA = 0x060C, ARABIC_SEMICOLON = 0x061B };

struct marker {
    size_t start;
    uint32_t form, number;
};

/* Of a digit of any of the three sets: U+0030, U+0660 and U+06F0. */
static uint32_t digit_value(uint32_t c)
{
    return c & 0x0F;
}

/* The digits or the letter right before text[i]; .form 0 if there is no
 * marker.  `form` is what stands at i. */
static struct marker read_marker(struct barq_text text, size_t from, size_t i,
                                 uint32_t form)
{
    struct marker marker = { .start = i };
    uint32_t c = char_before(text, i), unit = 1;

    if (i > from && c >= 'a' && c <= 'z') {
        marker.number = c - 'a' + 1;
        marker.start = i - 1;
        marker.form = form | LETTER;
    }
    for (int n = marker.form ? MOST_DIGITS : 0;
         n < MOST_DIGITS && marker.start > from &&
         char_is_digit(char_before(text, marker.start));
         n++) {
        marker.number += unit * digit_value(char_prev(text, &marker.start));
        unit *= 10;
        marker.form = form;
    }
    if (form == BRACKET && char_before(text, marker.start) == '(') {
        marker.start--;
        marker.form |= marker.form ? OPENER : 0;
    }
    if (marker.start > from &&
        !utf8_is_space(char_before(text, marker.start)) &&
        !char_is_bullet(char_before(text, marker.start)))
        marker.form = 0;
    return marker;
}

/* Behind the marker's "." or ")" or ".)" at i. */
static size_t tail_end(struct barq_text text, size_t i, uint32_t *form)
{
    if (char_at(text, i) == '.') {
        *form = DOT;
        i++;
    }
    if (char_at(text, i) == ')') {
        *form |= BRACKET;
        i++;
    }
    return i;
}

/* Is this the place for a marker inside a sentence? */
static bool may_stand(const struct sentences *block, uint32_t form,
                      size_t start)
{
    struct beside word = word_before(block->text, start, block->from);
    uint32_t c = char_before(block->text, word.end);

    if (form & OPENER)
        return char_is_stop(c);

    return c != ',' && c != ';' && c != ARABIC_COMMA && c != ARABIC_SEMICOLON &&
           word.end > block->from &&
           !(word_kinds(block->rules, block->text, &word) &
             (SHORT_NUMBER | LETTERED | JOINS));
}

static bool is_first(const struct sentences *block, size_t start)
{
    struct barq_text text = block->text;

    for (size_t i = block->from; i < start;) {
        uint32_t c = char_next(text, &i);
        if (!char_is_bullet(c) && !utf8_is_space(c) && !char_is_dash(c))
            return false;
    }
    return true;
}

size_t list_marker(struct sentences *block, size_t i)
{
    struct sentence_list *list = &block->list;
    uint32_t form = 0;
    size_t end = tail_end(block->text, i, &form);
    struct marker marker = read_marker(block->text, block->from, i, form);

    if (!marker.form || !utf8_is_space(char_at(block->text, end)) ||
        !char_is_letter(char_at(block->text, skip_space(block->text, end))))
        return 0;
    if (marker.start < block->from + LONGEST_WORD &&
        is_first(block, marker.start)) {
        list->form = marker.form;
        list->number = marker.number;
        return 0;
    }
    if (marker.form != list->form || marker.number != list->number + 1 ||
        !may_stand(block, marker.form, marker.start))
        return 0;
    list->number = marker.number;
    return marker.start;
}

size_t list_bullet(struct sentences *block, size_t i)
{
    struct barq_text text = block->text;
    size_t end = i;
    uint32_t c = char_next(text, &end);

    if (i == block->from) {
        block->list.bullet = c;
        return 0;
    }
    return c == block->list.bullet && utf8_is_space(char_before(text, i)) ? i
                                                                          : 0;
}
