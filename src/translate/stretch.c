/*
 * stretch.c - the English of a stretch of Arabic, and the other way round.
 *
 * Of a stored pair some words are wanted.  Their links (align/words.c) span a
 * stretch on the other side, and it is taken if it is consistent: no word in
 * it is linked to one outside of what is wanted (the phrases of Och and Ney,
 * 2004, section 3).
 *
 *   wanted  [wazir al-kharijiya] fi muqabala ...
 *   given   In an interview the [foreign minister] ...
 *
 * Two in three of the words that are wanted and say something (more than two
 * letters) have to be linked, so that one name does not stand for a clause; if
 * all are, and every link is sure, so is the stretch.  An article that stands
 * before the stretch and is linked to nothing goes with it.
 *
 * A stretch that is the whole of its side has the whole of the other, but for
 * the stop at its end.
 */
#include "translate/fragments.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/chars.h"

#include <string.h>
#include <strings.h>

static const double least_weight = 0.4; /* of a link that is one */

static bool lies_in(const struct text_spans *spans, struct text_span span)
{
    for (size_t i = 0; i < spans->count; i++)
        if (spans->at[i].start < span.end && span.start < spans->at[i].end)
            return true;
    return false;
}

static struct text_span side_of(const struct word_link *link, bool ar)
{
    return ar ? link->ar : link->en;
}

/* Words of a text that say something: of more than two letters. */
static size_t count_telling(struct barq_text text)
{
    size_t count = 0, letters = 0;

    for (size_t i = 0; i <= text.len;) {
        uint32_t c = i < text.len ? char_next(text, &i) : (i++, ' ');
        if (char_is_letter(c) || (c >= '0' && c <= '9')) {
            letters++;
            continue;
        }
        count += letters > 2;
        letters = 0;
    }
    return count;
}

static struct barq_text text_at(struct barq_text text, struct text_span span)
{
    return text_slice(text, span.start, span.end);
}

/* Where the links of the stretch lead, from the first to the last byte; how
 * many of its words have one. */
static size_t lead_across(const struct stretch_asked *asked,
                          const struct word_links *links,
                          struct text_span *across, bool *sure)
{
    size_t count = 0;

    *across = (struct text_span){ SIZE_MAX, 0 };
    *sure = true;
    for (size_t i = 0; i < links->count; i++) {
        const struct word_link *link = &links->at[i];
        struct text_span here = side_of(link, asked->from_ar);
        struct text_span there = side_of(link, !asked->from_ar);
        if (!lies_in(asked->stretch, here) || link->weight < least_weight)
            continue;
        across->start =
            there.start < across->start ? there.start : across->start;
        across->end = there.end > across->end ? there.end : across->end;
        *sure = *sure && link->sure;
        count += count_telling(text_at(asked->from, here));
    }
    return count;
}

/* Is a word in there linked to one that is not wanted? */
static bool is_crossed(const struct stretch_asked *asked,
                       const struct word_links *links, struct text_span across)
{
    for (size_t i = 0; i < links->count; i++) {
        struct text_span there = side_of(&links->at[i], !asked->from_ar);
        if (links->at[i].weight >= least_weight && there.start < across.end &&
            across.start < there.end &&
            !lies_in(asked->stretch, side_of(&links->at[i], asked->from_ar)))
            return true;
    }
    return false;
}

/* An article before the stretch belongs to it. */
static struct text_span with_article(struct barq_text text,
                                     struct text_span across)
{
    static const char *const articles[] = { "the", "a", "an" };
    size_t end = across.start;

    while (end && text.at[end - 1] == ' ')
        end--;
    size_t start = end;
    while (start && ((unsigned char)text.at[start - 1] | 0x20) >= 'a' &&
           ((unsigned char)text.at[start - 1] | 0x20) <= 'z')
        start--;
    for (size_t i = 0; i < sizeof(articles) / sizeof(articles[0]); i++)
        if (end < across.start && strlen(articles[i]) == end - start &&
            strncasecmp(articles[i], text.at + start, end - start) == 0)
            across.start = start;
    return across;
}

/* The words of the stretch, all or those that say something. */
static size_t count_words(const struct stretch_asked *asked,
                          size_t (*count)(struct barq_text text))
{
    size_t words = 0;

    for (size_t i = 0; i < asked->stretch->count; i++)
        words += count(text_at(asked->from, asked->stretch->at[i]));
    return words;
}

static struct barq_text without_stop(struct barq_text text)
{
    text = text_trim(text);
    if (text.len && strchr(".,;:", text.at[text.len - 1]))
        text.len--;
    return text;
}

enum barq_status stretch_across(const struct stretch_asked *asked,
                                struct barq_text *out, bool *sure,
                                struct arena scratch, struct barq_error *err)
{
    struct arena task = arena_split(&scratch);
    const struct barq_text texts[2] = {
        asked->from_ar ? asked->from : asked->to,
        asked->from_ar ? asked->to : asked->from
    };
    size_t telling = count_words(asked, count_telling);
    struct word_links links = { 0 };
    struct text_span across;

    *out = (struct barq_text){ "", 0 };
    *sure = true;
    if (count_words(asked, text_word_count) == text_word_count(asked->from)) {
        *out = without_stop(asked->to);
        return BARQ_OK;
    }
    enum barq_status status =
        word_links(asked->linker, texts, &links, &task, scratch, err);
    if (status)
        return status;
    size_t count = lead_across(asked, &links, &across, sure);
    if (!count || 3 * count < 2 * telling || is_crossed(asked, &links, across))
        return BARQ_OK;
    *sure = *sure && count >= telling;
    if (asked->from_ar)
        across = with_article(asked->to, across);
    *out = text_slice(asked->to, across.start, across.end);
    return BARQ_OK;
}
