/*
 * sentence_said.c - a quote with its own stop, and who said it.
 *
 *   "Why?" he asked.  "Why?" Anna Smith asked.      one sentence
 *   "Why?" She continued to read.                   two
 *
 * English has a comma before "said", so there only ? and ! count, and up to
 * three names may stand before the verb.  Arabic puts the verb first, as it
 * does in every other sentence of a wire: it belongs to the quote only if
 * the sentence soon ends and no clause begins in it ("said X that ...").  A
 * verb led by "and" begins a sentence always; "according to" never does.
 */
#include "text/sentence_stop.h"

/* Words between a quote and its "said": "Anna Maria Smith said". */
enum { SPEAKER_WORDS = 3 };

/* "Said the minister of finance in Cairo" in Arabic, in bytes. */
enum { LONGEST_SPEAKER = 80 };

/* Names at most, then a verb of speaking: Anna Smith asked. */
bool site_speaks(const struct site *site)
{
    struct beside word = site->next;

    for (int i = 0; i < SPEAKER_WORDS && word.letters; i++) {
        size_t next = skip_space(site->text, word.end);
        word = word_after(site->text, next);
        if (word_kinds(site->rules, site->text, &word) & SAID)
            return true;
        if (!char_is_upper(word.first))
            return false;
    }
    return false;
}

/* Does the sentence end, or pause, a few words from here? */
static bool ends_soon(const struct site *site)
{
    size_t i = site->after;

    while (i < site->text.len && i < site->after + LONGEST_SPEAKER) {
        uint32_t c = char_next(site->text, &i);
        if (char_is_stop(c) || stop_is_pause(c))
            return true;
    }
    return i == site->text.len;
}

/* "Said X that ...": a sentence of its own, and no part of the quote. */
static bool has_clause(const struct site *site)
{
    struct beside word = site->next;

    for (int i = 0; i <= SPEAKER_WORDS && word.letters; i++) {
        if (char_at(site->text, word.end) == ':')
            return true;
        word = word_after(site->text, skip_space(site->text, word.end));
        if (word_kinds(site->rules, site->text, &word) & JOINS)
            return char_is_arabic(word.first);
    }
    return false;
}

/* A quote with its own ! or ? goes on with who said it; with a full stop in
 * it, in Arabic only. */
bool site_is_said(const struct site *site)
{
    const struct stop *stop = site->stop;

    if (stop->end == stop->stops_end ||
        char_closes(char_before(site->text, stop->end)))
        return false;
    if (site->next_kinds & TELLS)
        return ends_soon(site) && !has_clause(site);
    if (site->next_kinds & SAID)
        return true;
    return !stop->dots && !(site->next_kinds & STARTER) && site_speaks(site);
}
