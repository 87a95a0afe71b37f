/* names_propose.h - what was seen of names, on its way to the ledger. */
#ifndef TRANSLATE_NAMES_PROPOSE_H
#define TRANSLATE_NAMES_PROPOSE_H

#include "translate/names.h"

enum {
    STORIES_LEAST = 2, /* of a name, and of another form of one */
    SMALL_SHARE = 10,  /* capitals for each time in small letters */
};

/* An Arabic and an English form that were seen together. */
struct sighting {
    uint64_t ar_key, en_key; /* hashes of L2 keys */
    uint64_t house;          /* the English key that its Arabic is given */
    struct barq_text ar, en;
    uint64_t last_story;
    int64_t stories, times;
    size_t first_stand; /* its stands, `stories` of them */
    int votes[BARQ_NAME_KINDS];
    uint32_t next; /* in the slot: index + 1 */
    bool single;   /* one English word */
};

/* That a sighting stood in a story. */
struct stand {
    uint32_t of;
    uint64_t story;
};

/* How often an English word stands in small letters. */
struct small {
    uint64_t key;
    int64_t times;
};

struct proposing {
    struct barq_memory *memory;
    struct name_finder finder;
    const struct ledger *ledger;
    int64_t least; /* stories of a name */
    struct sighting *sightings;
    size_t count, room;
    uint32_t *slots;
    size_t slot_count;
    struct stand *stands;
    size_t stand_count, stand_room;
    struct small *small;
    size_t small_count, small_slots;
    struct arena *keep;
    struct arena scratch;
};

/* What is known of an English word in small letters; NULL if nothing. */
const struct small *propose_small(const struct proposing *p, uint64_t key);

/* Make names of what was seen: those that the ledger lacks, of enough
 * stories, those of the most first; in p->keep. */
enum barq_status propose_names(struct proposing *p, struct barq_name **out,
                               size_t *count, struct barq_error *err);

#endif
