#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* One line, whatever was quoted, and no character cut in two at the end. */
static void tidy(char *message, size_t size)
{
    size_t len = strlen(message);

    for (size_t i = 0; i < len; i++)
        if ((unsigned char)message[i] < ' ' || message[i] == 0x7F)
            message[i] = ' ';
    if (len + 1 < size)
        return;
    while (len && ((unsigned char)message[len - 1] & 0xC0) == 0x80)
        message[--len] = 0;
    if (len && (unsigned char)message[len - 1] >= 0xC0)
        message[len - 1] = 0;
}

enum barq_status fail(struct barq_error *err, enum barq_status status,
                      int cause, const char *format, ...)
{
    va_list args;

    if (!err)
        return status;
    err->status = status;
    err->cause = cause;
    va_start(args, format);
    vsnprintf(err->message, sizeof(err->message), format, args);
    va_end(args);
    tidy(err->message, sizeof(err->message));
    return status;
}

enum barq_status fail_nomem(struct barq_error *err, const char *what)
{
    return fail(err, BARQ_E_INTERNAL, 0, "out of memory %s", what);
}

enum barq_status fail_in(struct barq_error *err, enum barq_status status,
                         const char *what)
{
    char message[sizeof(err->message)];

    if (!err || !status)
        return status;
    memcpy(message, err->message, sizeof(message));
    return fail(err, status, err->cause, "%s: %s", what, message);
}
