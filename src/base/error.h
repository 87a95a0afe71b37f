/* error.h - record a failure and return it in one breath. */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include "barq.h"

/*
 * Fill *err unless it is NULL, and return `status`, so that the line which
 * notices a failure reads `return fail(err, BARQ_E_INPUT, errno, "...");`.
 * Callers further up clean up and pass the status on; they never rewrite it.
 * A line end or control character in what is quoted becomes a space.
 */
__attribute__((format(printf, 4, 5))) enum barq_status fail(
    struct barq_error *err, enum barq_status status, int cause,
    const char *format, ...);

/* The usual words for an arena or the heap that is full. */
enum barq_status fail_nomem(struct barq_error *err, const char *what);

/* Put "what: " before a message, to name the file a deeper room cannot know.
 * Returns `status`; does nothing when that is BARQ_OK. */
enum barq_status fail_in(struct barq_error *err, enum barq_status status,
                         const char *what);

#endif
