/*
 * quotes_find.c - where a text quotes.
 *
 * News has quotation marks of every kind, not seldom the closing one in front,
 * and often one of a pair is missing: they cannot be counted.  So a mark is
 * told by what stands beside it.
 *
 *   qala "sanasil."     white space before it, a letter behind: opens
 *                       a letter or stop before it: closes
 *   bi"al-irhab"        letters on both sides: opens if nothing is open
 *
 * Double marks of all kinds are one family, single ones another, and those
 * count only as a pair: an apostrophe looks the same.  A second mark that can
 * only open means that the first one was never closed.
 */
#include "translate/quotes.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/chars.h"

enum family { NO_QUOTE, DOUBLE, SINGLE, FAMILIES };

/* A quotation under way; begun at `start` if `open`. */
struct open_quote {
    bool open;
    size_t start;
};

struct finding {
    struct barq_text text;
    struct open_quote open[FAMILIES];
    struct quotations *out;
};

static enum family family_of(uint32_t c)
{
    switch (c) {
    case '\'':
    case 0x2018: /* single, and the low and reversed ones */
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x2039: /* single guillemets */
    case 0x203A:
        return SINGLE;
    case 0x2032: /* feet and inches */
    case 0x2033:
        return NO_QUOTE;
    default:
        return char_is_quote(c) ? DOUBLE : NO_QUOTE;
    }
}

static bool is_blank(uint32_t c)
{
    return !c || utf8_is_space(c) || char_opens(c);
}

/* What a closing mark stands before: no letter. */
static bool is_end(uint32_t c)
{
    return !c || utf8_is_space(c) || char_is_stop(c) || char_closes(c) ||
           c == ',' || c == ';' || c == ':' || c == 0x060C || c == 0x061B;
}

static void add(struct finding *f, size_t start, size_t end)
{
    struct barq_text inner = text_trim(text_slice(f->text, start, end));

    if (!inner.len)
        return;
    size_t at = (size_t)(inner.at - f->text.at);
    f->out->at[f->out->count++] = (struct text_span){ at, at + inner.len };
}

/* A mark at [at..end), with what stands before and behind it. */
static void take_double(struct finding *f, size_t at, size_t end)
{
    struct open_quote *open = &f->open[DOUBLE];
    bool before = is_blank(char_before(f->text, at));
    bool behind = is_end(char_at(f->text, end));
    bool closes = !before || behind;

    if (open->open && closes) {
        add(f, open->start, at);
        open->open = false;
    } else if (!before && behind) {
        add(f, 0, at); /* closes what was opened before the text began */
    } else {
        *open = (struct open_quote){ true, end };
    }
}

/* Apostrophes have a letter on both sides, or end a word in no quotation. */
static void take_single(struct finding *f, size_t at, size_t end)
{
    struct open_quote *open = &f->open[SINGLE];
    bool before = char_is_letter(char_before(f->text, at)) ||
                  char_is_digit(char_before(f->text, at));
    bool behind = char_is_letter(char_at(f->text, end));

    if (open->open && !behind) {
        add(f, open->start, at);
        open->open = false;
    } else if (!before && behind) {
        *open = (struct open_quote){ true, end };
    }
}

static void sort(struct quotations *q)
{
    for (size_t i = 1; i < q->count; i++)
        for (size_t k = i; k && q->at[k].start < q->at[k - 1].start; k--) {
            struct text_span other = q->at[k];
            q->at[k] = q->at[k - 1];
            q->at[k - 1] = other;
        }
}

enum barq_status quotes_find(struct barq_text text, struct quotations *out,
                             struct arena *keep, struct barq_error *err)
{
    struct finding f = { .text = text, .out = out };
    size_t marks = 1;

    for (size_t i = 0; i < text.len;)
        marks += family_of(char_next(text, &i)) != NO_QUOTE;
    *out =
        (struct quotations){ arena_new(keep, struct text_span, marks + 1), 0 };
    if (!out->at)
        return fail_nomem(err, "for quotations");
    for (size_t i = 0, at = 0; i < text.len; at = i) {
        enum family family = family_of(char_next(text, &i));
        if (family == DOUBLE)
            take_double(&f, at, i);
        else if (family == SINGLE)
            take_single(&f, at, i);
    }
    if (f.open[DOUBLE].open)
        add(&f, f.open[DOUBLE].start, text.len);
    sort(out);
    return BARQ_OK;
}

bool quotes_hold(const struct quotations *quotations, struct text_span span)
{
    for (size_t i = 0; i < quotations->count; i++)
        if (quotations->at[i].start <= span.start &&
            quotations->at[i].end >= span.end)
            return true;
    return false;
}
