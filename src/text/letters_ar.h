/* letters_ar.h - the letters that clitics and endings are made of, as the L2
 * keys of words have them. */
#ifndef TEXT_LETTERS_AR_H
#define TEXT_LETTERS_AR_H

#define ALEF "\u0627"
#define BEH "\u0628"
#define TEH "\u062A"
#define SEEN "\u0633"
#define FEH "\u0641"
#define KAF "\u0643"
#define LAM "\u0644"
#define MEEM "\u0645"
#define NOON "\u0646"
#define HEH "\u0647"
#define WAW "\u0648"
#define YEH "\u064A"
#define AL ALEF LAM

#endif
