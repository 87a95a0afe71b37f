/*
 * buf.h - a string that grows, for output.
 *
 * Failure is sticky: after the heap or the ceiling gave out, adding does
 * nothing, and buf_ok() says so once at the end.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>

#include "barq.h"

/* The longest document we will build in memory. */
#define BUF_CEILING ((size_t)1 << 30)

struct buf {
    char *at; /* NUL-terminated once anything was added */
    size_t len, cap;
    bool failed;
};

void buf_add(struct buf *buf, struct barq_text text);
void buf_adds(struct buf *buf, const char *string);
void buf_addc(struct buf *buf, char c);
__attribute__((format(printf, 2, 3))) void buf_addf(struct buf *buf,
                                                    const char *format, ...);

/* `text` with & < > " escaped; what XML 1.0 forbids becomes U+FFFD. */
void buf_add_xml(struct buf *buf, struct barq_text text);

void buf_clear(struct buf *buf); /* keeps the memory */
void buf_release(struct buf *buf);

/* The string becomes the caller's; BARQ_E_INTERNAL if anything failed. */
enum barq_status buf_take(struct buf *buf, char **out, size_t *len,
                          struct barq_error *err);

#endif
