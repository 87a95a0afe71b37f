/*
 * ledger.h - the ledger of names, read whole: a desk has thousands of names
 * and not millions.
 *
 * An Arabic form belongs to one name, whatever its status; forms are compared
 * by their L2 keys.  A house form may belong to several names, of different
 * kinds (Jordan the country and Jordan the player).
 */
#ifndef MEMORY_LEDGER_H
#define MEMORY_LEDGER_H

#include "memory/memory.h"

/* The longest form, in bytes, the most of a side, and the longest note. */
enum { NAME_FORM_MOST = 200, NAME_FORMS_MOST = 32, NAME_NOTE_MOST = 1000 };

struct ledger_key {
    uint64_t hash;
    size_t name;   /* index into ledger.at */
    uint32_t next; /* in the same slot: index + 1, or 0 */
};

struct ledger {
    struct barq_name *at; /* by id; those that are gone have id 0 */
    size_t count, room;
    struct ledger_key *keys;
    size_t key_count, key_room;
    uint32_t *slots;
    size_t slot_count; /* a power of two */
    struct arena *keep;
    struct arena scratch;
};

/* Each name in turn, by id; its texts die when `each` returns. */
enum barq_status ledger_each(
    struct barq_memory *memory,
    enum barq_status (*each)(void *with, const struct barq_name *name,
                             struct barq_error *err),
    void *with, struct arena scratch, struct barq_error *err);

/* All names.  They live in `keep`, and with them what is put in later; the
 * ledger works in `scratch`. */
enum barq_status ledger_read(struct barq_memory *memory, struct ledger *out,
                             struct arena *keep, struct arena scratch,
                             struct barq_error *err);

/* The hash of a form's L2 key. */
enum barq_status ledger_form_key(struct barq_text form, uint64_t *key,
                                 struct arena scratch, struct barq_error *err);

/* The name that has this Arabic form; NULL if none has. */
struct barq_name *ledger_by_arabic(const struct ledger *ledger, uint64_t key);

/* The first name of this house form, status and, with `same_kind`, kind. */
struct barq_name *ledger_by_house(const struct ledger *ledger, uint64_t key,
                                  const struct barq_name *like, bool same_kind);

/* Has the name this Arabic or English form, by its L2 key? */
enum barq_status ledger_has_form(const struct barq_text *forms, size_t count,
                                 struct barq_text form, bool *has,
                                 struct arena scratch, struct barq_error *err);

/*
 * Put a name in; inside a transaction, with the ledger as it is.  A proposed
 * one is joined to a proposed one, an accepted one to any other of the same
 * house form and kind; an accepted one takes its Arabic forms from names that
 * are not.  *added says what became of it; BARQ_NOTHING, with words, when an
 * Arabic form is another name's.
 */
enum barq_status ledger_put(struct barq_memory *memory, struct ledger *ledger,
                            const struct barq_name *name,
                            enum barq_added *added, int64_t *id,
                            struct barq_error *err);

/* Take over the names of another memory, in the caller's transaction; where
 * an Arabic form is another name's here, ours stays. */
enum barq_status ledger_merge(struct barq_memory *ours,
                              struct barq_memory *theirs,
                              struct barq_error *err);

/* The names of barq.h. */
struct barq_names {
    struct block home;
    struct barq_name *at;
    size_t count;
};

/* A copy of the names that are there (those with an id), sorted by house
 * form. */
enum barq_status names_copy(const struct ledger *ledger,
                            struct barq_names **out, struct barq_error *err);

/* ------------------------------------------------- for this room's use */

/* Add a name to the ledger as it is read; its texts stay where they are. */
enum barq_status ledger_add(struct ledger *ledger, const struct barq_name *name,
                            struct arena scratch, struct barq_error *err);

/* A copy of all that a name refers to. */
enum barq_status ledger_copy_name(const struct barq_name *from,
                                  struct barq_name *to, struct arena *keep,
                                  struct barq_error *err);

/* BARQ_E_INPUT, with the mend, unless a ledger takes this name. */
enum barq_status name_check(const struct barq_name *name,
                            struct barq_error *err);

#endif
