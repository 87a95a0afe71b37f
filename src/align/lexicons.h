/*
 * lexicons.h - what words are rendered as, beyond the lexicon that is built
 * in: learnt from a memory, read from a dictionary or from the user's file.
 */
#ifndef ALIGN_LEXICONS_H
#define ALIGN_LEXICONS_H

#include "align/model.h"
#include "base/arena.h"
#include "barq.h"
#include "text/text.h"

/* That an Arabic word or term has a key in common with an English one. */
struct lexicons_entry {
    uint64_t ar, en; /* text_hash of a stem, or of the L2 key of a term */
};

struct lexicons_list {
    const struct lexicons_entry *at; /* by ar, then en */
    size_t count;
};

/* All that one alignment looks words up in. */
struct lexicons {
    struct barq_memory *memory;
    struct lexicons_list dictionary, user;
    void *mapped; /* the dictionary's file, or NULL */
    size_t mapped_size;
    struct lexicons_cache *cache; /* of what the memory said */
};

/* What was found, and how it is known. */
struct lexicons_found {
    uint64_t en;
    enum evidence_kind kind;
};

/*
 * Open what the options name, and the FreeDict dictionary that is installed
 * (in $BARQ_DICTD, else /usr/share/dictd), if any.  Entries live in `keep`.
 * BARQ_E_INPUT names the line of the user's file that cannot be read.
 */
enum barq_status lexicons_open(struct lexicons *out,
                               const struct barq_align_options *options,
                               struct arena *keep, struct arena scratch,
                               struct barq_error *err);
void lexicons_close(struct lexicons *lexicons);

/* Renderings of an Arabic word by its L2 and L3 keys, up to `most`. */
size_t lexicons_find(const struct lexicons *lexicons, struct barq_text l2,
                     struct barq_text l3, struct lexicons_found *found,
                     size_t most);

/* The same of an Arabic term, by the user's file alone. */
size_t lexicons_find_term(const struct lexicons *lexicons, struct barq_text l2,
                          struct lexicons_found *found, size_t most);

/* Does the user's file have this English term of several words? */
bool lexicons_has_term(const struct lexicons *lexicons, struct barq_text l2);

/* ------------------------------------------------- for this room's use */

/* Entries that grow while a dictionary is read. */
struct lexicons_growing {
    struct lexicons_entry *at;
    size_t count, room;
    struct arena *keep;
    bool full;
};
void lexicons_add(struct lexicons_growing *list, uint64_t ar, uint64_t en);

/* Put in order, each once. */
struct lexicons_list lexicons_sorted(struct lexicons_growing *list);

/* The dictionary that is installed, see dictd.c; an empty list if none is. */
enum barq_status dictd_read(const char *folder, struct lexicons_list *out,
                            struct arena *keep, struct arena scratch,
                            struct barq_error *err);

/* When it was last changed and how long it is, for the cache; false if none
 * is installed. */
bool dictd_stamp(const char *folder, uint64_t *stamp);

#endif
