#include "text/icu.h"

#include "base/error.h"

enum barq_status icu_fail(struct barq_error *err, const char *step,
                          UErrorCode code)
{
    return fail(err, BARQ_E_INTERNAL, code, "%s: %s", step, u_errorName(code));
}
