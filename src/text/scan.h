/* scan.h - where tokens begin and end; see scan.c. */
#ifndef TEXT_SCAN_H
#define TEXT_SCAN_H

#include "text/text.h"

enum scan_class { SCAN_END, SCAN_WORD, SCAN_ACRONYM, SCAN_NUMBER, SCAN_PUNCT };

/* The next token of text[*i..); *i moves behind it. */
enum scan_class scan_token(struct barq_text text, size_t *i,
                           struct text_span *span);

#endif
