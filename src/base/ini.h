/*
 * ini.h - a configuration file of sections and settings.
 *
 *     # a comment, on a line of its own
 *     [mt newsroom]
 *     engine = openai
 *     body = {"text": {{text}},
 *             "to": "{{to}}"}
 *
 * A setting is a name, "=" and the rest of the line, taken as it stands, so
 * that JSON and URLs need no quoting.  An indented line goes on with the
 * value above it, joined by a space.  A name may come twice in a section;
 * who reads it says whether that makes sense.
 */
#ifndef BASE_INI_H
#define BASE_INI_H

#include "base/arena.h"
#include "barq.h"

/* The largest file that is read, and the most settings in it. */
enum { INI_BYTES_MOST = 1 << 20, INI_ENTRIES_MOST = 4096 };

struct ini_entry {
    struct barq_text section, name, value; /* trimmed, NUL behind each */
    size_t line;                           /* from 1 */
};

/* Zeroed: a file with nothing in it. */
struct ini {
    const char *path; /* for messages */
    struct ini_entry *entries;
    size_t count;
};

/* All lives in `keep`.  BARQ_E_INPUT names the file and the line. */
enum barq_status ini_parse(const char *path, struct barq_text bytes,
                           struct ini *out, struct arena *keep,
                           struct barq_error *err);

/* The same from a file; *out is empty when there is none and `must` is
 * false. */
enum barq_status ini_read(const char *path, bool must, struct ini *out,
                          struct arena *keep, struct barq_error *err);

/* The last setting of that name in the section, or NULL. */
const struct ini_entry *ini_find(const struct ini *ini,
                                 struct barq_text section, const char *name);

/* "PATH:LINE: " and the message, as BARQ_E_INPUT. */
__attribute__((format(printf, 4, 5))) enum barq_status ini_fail(
    const struct ini *ini, const struct ini_entry *entry,
    struct barq_error *err, const char *format, ...);

/* The setting as a whole number from least to most. */
enum barq_status ini_number(const struct ini *ini,
                            const struct ini_entry *entry, long long range[2],
                            long long *out, struct barq_error *err);

/* The setting as yes or no. */
enum barq_status ini_flag(const struct ini *ini, const struct ini_entry *entry,
                          bool *out, struct barq_error *err);

#endif
