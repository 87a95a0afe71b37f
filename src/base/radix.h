/* radix.h - many numbers put in order. */
#ifndef BASE_RADIX_H
#define BASE_RADIX_H

#include <stddef.h>
#include <stdint.h>

/*
 * Sort (*at)[0..count), numbers of `bits` bits, by their bits from `low` on,
 * and keep the order of what has the same there.  *spare has as much room, and
 * may change places with *at.  Up to UINT32_MAX numbers.
 */
void radix_sort(uint64_t **at, size_t count, unsigned low, unsigned bits,
                uint64_t **spare);

#endif
