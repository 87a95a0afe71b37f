/* icu.h - where ICU's error codes end; see icu.c. */
#ifndef TEXT_ICU_H
#define TEXT_ICU_H

#include "barq.h"

#include <unicode/utypes.h>

/* Turn a failed UErrorCode into our own failure; `step` as "normalising". */
enum barq_status icu_fail(struct barq_error *err, const char *step,
                          UErrorCode code);

#endif
