/*
 * care.h - a change to the memory on its way, for the files that make one.
 *
 * A change is a transaction, a row of `change`, and for every unit that it
 * touches one row of `history` with what the unit was:
 *
 *     if (!(status = change_begin(memory, BARQ_DEED_DELETE, how, &c, err)))
 *         status = change_end(c, do_it(c, err), how, out, err);
 *
 * A unit is touched once in a change: what is joined to a unit and what is
 * edited in it is worked out first, and then written.  So a dry run writes
 * nothing: it reads one state of the memory, notes the steps, and holds up
 * nobody.  An undo goes back row by row, each from what the one before left;
 * its dry run does all of it and takes it back.
 */
#ifndef MEMORY_CARE_H
#define MEMORY_CARE_H

#include "memory/store.h"

/* What a change did to a unit, as `history` has it. */
enum fate { FATE_ALTERED, FATE_GONE, FATE_MADE };
enum { FATES = FATE_MADE + 1 };

struct barq_change {
    struct block home; /* this struct and the steps */
    struct arena keep;
    struct barq_memory *memory;
    int64_t number;
    bool reads; /* a dry run that writes nothing */
    struct barq_step *steps;
    size_t count, room;
};

enum barq_status change_begin(struct barq_memory *memory, enum barq_deed deed,
                              const struct barq_change_options *options,
                              struct barq_change **out, struct barq_error *err);

/* Commit, or roll back when `status` is a failure, a dry run is wanted, or
 * nothing was done, which is BARQ_NOTHING. */
enum barq_status change_end(struct barq_change *change, enum barq_status status,
                            const struct barq_change_options *options,
                            struct barq_change **out, struct barq_error *err);

/* Write `now` over the unit `was`. */
enum barq_status change_alter(struct barq_change *change,
                              const struct barq_unit *was,
                              const struct barq_unit *now, struct arena scratch,
                              struct barq_error *err);

/* Take the unit out, its contexts kept in the history; with an `heir`, these
 * go to that unit where it does not stand there already, or did so before. */
enum barq_status change_remove(struct barq_change *change,
                               const struct barq_unit *was, int64_t heir,
                               struct arena scratch, struct barq_error *err);

/* Put in a unit under its old number, without contexts.  The heir is whom it
 * had been joined to, and is again if this is undone; 0: nobody. */
enum barq_status change_make(struct barq_change *change,
                             const struct barq_unit *now, int64_t heir,
                             struct arena scratch, struct barq_error *err);

/* Another unit than `unit` that has the very pair of it; 0 for none. */
enum barq_status change_find_double(const struct barq_change *change,
                                    const struct barq_unit *unit,
                                    int64_t *other, struct arena scratch,
                                    struct barq_error *err);

/* What `from` knows better than `into`: the better origin and who vouched
 * for it, the first date and the last, the most uses: added up they would be
 * counted again whenever one comes back from another memory. */
void unit_absorb(struct barq_unit *into, const struct barq_unit *from);

/* Copy the memory as it is now to a file, whole or not at all; a database is
 * never written over. */
enum barq_status memory_copy_file(struct barq_memory *memory, const char *path,
                                  const struct barq_progress *progress,
                                  struct barq_error *err);

/* Run a backup to its end; what fails is said of `memory`. */
enum barq_status memory_copy_pages(sqlite3_backup *backup,
                                   struct barq_memory *memory,
                                   const struct barq_progress *progress,
                                   struct barq_error *err);

/* Do two paths lead to one file? */
bool same_file(const char *a, const char *b);

/* One row of PAST_COLUMNS.  What was not changed is empty, or below 0. */
struct past {
    int64_t id, change;
    struct barq_step step;
    enum fate fate;
    int64_t undone;
    bool texts[6]; /* of ar, en, who, engine, note, extra: was it changed? */
    bool origin, confidence, created, changed, uses;
    struct barq_unit was;
};
enum { PAST_END = 17 }; /* the first column behind them */

/* One row of SQL_SAVED_CONTEXTS, but for the unit that is to have it. */
enum barq_status query_take_saved(const struct query *query,
                                  struct saved_context *out, struct arena *keep,
                                  struct barq_error *err);

/* Save the contexts of a unit that goes under this row of the history, and
 * pass them on to the heir, if there is one; and take them back. */
enum barq_status contexts_hand_over(struct barq_memory *memory, int64_t row,
                                    int64_t unit, int64_t heir,
                                    struct barq_error *err);
enum barq_status contexts_take_back(struct barq_memory *memory,
                                    const struct past *past,
                                    struct arena scratch,
                                    struct barq_error *err);

/* How many a unit has is in its row. */
enum barq_status contexts_recount(struct barq_memory *memory, int64_t unit,
                                  struct barq_error *err);

enum barq_status query_take_past(const struct query *query, struct past *out,
                                 struct arena *keep, struct barq_error *err);

/* What was stored of a unit's pair after a change of it. */
struct again {
    bool stored;
    int64_t row; /* of the history: after this one */
    bool same;   /* also as what the unit was then */
    bool claims; /* something else of it: origin, confidence and who, */
    struct barq_unit claim; /* ... and the most uses, the first and the last
                               date, at best */
};

/* Since this row of the history, or later; what is undone does not count. */
enum barq_status again_since(struct barq_memory *memory, int64_t unit,
                             int64_t row, struct again *out, struct arena *keep,
                             struct barq_error *err);

/* As if this had been stored; its dates may be 0, unknown. */
struct again again_claim(const struct barq_unit *unit);

/* It was stored as what the unit is. */
void again_settle(struct again *again, const struct barq_unit *unit);

/* The last row of the unit's history is to say so, too. */
enum barq_status again_keep(struct barq_memory *memory, int64_t unit,
                            const struct again *again, struct barq_error *err);

/* Another unit with its pair is about to be joined to the unit by an undo, over
 * which a further undo passes: its pair was stored again. */
enum barq_status again_joined(struct barq_memory *memory,
                              const struct barq_unit *unit,
                              const struct barq_unit *other,
                              struct barq_error *err);

/* What a row of another memory's history says, onto the last row of our unit.
 */
enum barq_status again_copy(struct barq_memory *theirs, int64_t row,
                            struct barq_memory *ours, int64_t unit,
                            struct barq_error *err);

/* The unit knows it, where it is better. */
void again_absorb(struct barq_unit *unit, const struct again *again);

/* The unit's wording is about to change back to what it was: what was stored of
 * the present one stays, as a unit of its own or with another that says the
 * same. */
enum barq_status again_part(struct barq_change *change,
                            const struct barq_unit *present,
                            const struct barq_unit *was,
                            const struct again *again, struct arena scratch,
                            struct barq_error *err);

/* Ids of the units selected, ascending; BARQ_NOTHING when there are none. */
enum barq_status selection_ids(struct barq_memory *memory,
                               const struct barq_selection *which,
                               struct memory_ids *out, struct arena *keep,
                               struct arena scratch, struct barq_error *err);

/* Add a row to the history, under past->change; its id is not looked at. */
enum barq_status past_put(struct barq_memory *memory, const struct past *past,
                          struct barq_error *err);

/* Lay what was changed over `unit`, which then is what it was before. */
void past_restore(const struct past *past, struct barq_unit *unit);

#endif
