/* sort.h - numbers put in order, where they are few. */
#ifndef BASE_SORT_H
#define BASE_SORT_H

#include <stddef.h>
#include <stdint.h>

/* By insertion: for some forty numbers, or more that are half in order, it
 * takes less time than qsort(), which asks a function of each pair. */
static inline void sort_few(uint32_t *numbers, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        uint32_t here = numbers[i];
        size_t k = i;
        for (; k && numbers[k - 1] > here; k--)
            numbers[k] = numbers[k - 1];
        numbers[k] = here;
    }
}

#endif
