#include "barq.h"

const char *barq_version(void)
{
    return BARQ_VERSION;
}
