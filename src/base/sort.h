/* sort.h - what is put in order, where it is few. */
#ifndef BASE_SORT_H
#define BASE_SORT_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

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

/* qsort(), stable where there are few: by insertion then, since to set up a
 * merge takes longer than twenty keys do. */
enum { SORT_FEW = 40, SORT_BYTES = 64 };
static inline void sort_objects(void *objects, size_t count, size_t size,
                                int (*compare)(const void *, const void *))
{
    char here[SORT_BYTES], *at = objects;

    if (count > SORT_FEW || size > sizeof(here)) {
        qsort(objects, count, size, compare);
        return;
    }
    for (size_t i = 1; i < count; i++) {
        size_t k = i;
        while (k && compare(at + (k - 1) * size, at + i * size) > 0)
            k--;
        if (k == i)
            continue;
        memcpy(here, at + i * size, size);
        memmove(at + (k + 1) * size, at + k * size, (i - k) * size);
        memcpy(at + k * size, here, size);
    }
}

#endif
