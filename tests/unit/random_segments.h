/*
 * random_segments.h - random segments of few words, so that they are alike in
 * every way, and what becomes of them by editing.
 *
 * The numbers are from a generator of our own with a fixed seed: a failure
 * comes back at the next run.
 */
#ifndef RANDOM_SEGMENTS_H
#define RANDOM_SEGMENTS_H

#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

enum { WORDS_MOST = 14 };

static uint64_t seed = 88172645463325252;

/* xorshift64, by Marsaglia. */
static inline size_t random_below(size_t n)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (size_t)(seed % n);
}

/* Content and function words, forms of one stem, words alike, numbers,
 * months, names, negations, marks: whatever costs differently. */
static const char *const english[] = {
    "docks",  "Docks", "DOCKS",   "Jones",  "jon",     "army",     "armies",
    "troops", "troop", "harbour", "harbor", "village", "Villages", "river",
    "border", "storm", "storms",  "talks",  "prices",  "price",    "rose",
    "fell",   "not",   "in",      "of",     "to",      "and",      "with",
    "from",   "Cairo", "Doha",    "Egypt",  "3",       "5",        "1,500",
    "1500",   "May",   "may",     "June",   "Friday",  ".",        ",",
    "\"",     "-",     "%",
};
static const char *const arabic[] = {
    "\u0627\u0644\u062C\u064A\u0634",
    "\u062C\u064A\u0634",
    "\u0642\u0648\u0627\u062A",
    "\u0627\u0644\u0642\u0648\u0627\u062A",
    "\u0642\u0631\u064A\u0629",
    "\u0642\u0631\u064A\u0647",
    "\u0646\u0647\u0631",
    "\u0627\u0644\u0646\u0647\u0631",
    "\u0623\u0633\u0639\u0627\u0631",
    "\u0627\u0633\u0639\u0627\u0631",
    "\u0627\u0631\u062A\u0641\u0639\u062A",
    "\u062A\u0631\u0627\u062C\u0639\u062A",
    "\u0644\u0645",
    "\u0641\u064A",
    "\u0645\u0646",
    "\u0625\u0644\u0649",
    "\u0639\u0644\u0649",
    "\u0645\u0639",
    "\u0627\u0644\u0642\u0627\u0647\u0631\u0629",
    "\u0648\u0627\u0644\u0642\u0627\u0647\u0631\u0629",
    "\u0627\u0644\u062F\u0648\u062D\u0629",
    "3",
    "\u0663",
    "15",
    "\u0633\u0628\u062A\u0645\u0628\u0631",
    "\u0623\u064A\u0644\u0648\u0644",
    "\u0645\u0627\u064A\u0648",
    "\u0648\u0632\u064A\u0631",
    "\u0648\u0632\u0631\u0627\u0621",
    "\u0645\u062D\u0627\u062F\u062B\u0627\u062A",
    "\u0645\u062D\u0627\u062F\u062B\u0629",
    ".",
    "\u060C",
    ",",
    "\"",
};

struct words {
    const char *const *from;
    size_t count;
};
static const struct words vocabulary[] = {
    { arabic, sizeof(arabic) / sizeof(arabic[0]) },
    { english, sizeof(english) / sizeof(english[0]) },
};

struct segment {
    const char *words[WORDS_MOST];
    size_t count;
};

static inline const char *any_word(const struct words *words)
{
    return words->from[random_below(words->count)];
}

static inline struct segment make(const struct words *words)
{
    struct segment made = { .count = 1 + random_below(WORDS_MOST - 3) };

    for (size_t i = 0; i < made.count; i++)
        made.words[i] = any_word(words);
    return made;
}

static inline void edit(struct segment *segment, const struct words *words)
{
    size_t at = random_below(segment->count);
    size_t behind = segment->count - at - 1;

    switch (random_below(4)) {
    case 0:
        if (segment->count == 1)
            return;
        memmove(&segment->words[at], &segment->words[at + 1],
                behind * sizeof(char *));
        segment->count--;
        return;
    case 1:
        if (segment->count == WORDS_MOST)
            return;
        memmove(&segment->words[at + 1], &segment->words[at],
                (behind + 1) * sizeof(char *));
        segment->count++;
        segment->words[at] = any_word(words);
        return;
    case 2: /* a word twice */
        segment->words[at] = segment->words[random_below(segment->count)];
        return;
    default:
        segment->words[at] = any_word(words);
        return;
    }
}

static inline struct barq_text join(const struct segment *segment, char *room,
                                    size_t size)
{
    size_t len = 0;

    room[0] = 0;
    for (size_t i = 0; i < segment->count; i++)
        len += (size_t)snprintf(room + len, size - len, "%s%s", i ? " " : "",
                                segment->words[i]);
    return (struct barq_text){ room, len };
}

#endif
