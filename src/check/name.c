#include "check/check.h"
enum barq_status check_names(struct check *check, struct arena scratch)
{
    (void)check;
    (void)scratch;
    return BARQ_OK;
}
