/*
 * pair.h - inside the pairing of archives: a story as its types.
 *
 * A type is what a story can be recognised by in another language: a word (by
 * its stem), a term of the lexicon, a number or date by its value, a name.
 * Each side of the archive has a vocabulary of them; types of either side
 * that can render each other are likes.  Words go in through pair_words.c,
 * pair_likes.c finds the likes, pair_score.c holds stories against each
 * other, pair_match.c picks who belongs to whom.  The public face is
 * barq_archive of barq.h, in pair.c.
 */
#ifndef ALIGN_PAIR_H
#define ALIGN_PAIR_H

#include "align/pair_map.h"
#include "text/text.h"

enum { PAIR_AR, PAIR_EN, PAIR_SIDES };

/* What a type can be found by from the other side. */
struct pair_key {
    uint64_t hash;
    uint32_t type;
    float lambda; /* how reliably what has this key is rendered so */
};

/* A type that may be a name. */
struct pair_name {
    uint64_t skeleton; /* hash of its consonant classes ... */
    uint8_t classes;   /* ... of which there are so many */
    uint32_t type;
    struct barq_text text; /* as name_cost() wants it */
};

struct pair_type {
    float gain, loss; /* log-likelihood ratio of its like being there, or
                         not; 0 both: nothing is like it */
    float lambda;
    uint32_t first_like, like_count; /* in pair_side.likes */
    size_t first_story, story_count; /* in pair_side.postings */
};

/* A type in a story, where it comes first: 0 is its beginning, 1 its end. */
struct pair_mention {
    uint32_t type;
    float place;
};

struct pair_story {
    size_t first, count; /* of its mentions; no type twice */
    size_t chars;        /* of its prose, in bytes */
    uint64_t print;      /* of all that; two stories alike are the same */
    double most, least;  /* sum of the gains, of the losses */
};

struct pair_side {
    struct pair_type *types;
    size_t type_count, type_room;
    struct pair_map type_map, form_map;
    struct pair_key *keys;
    size_t key_count, key_room;
    struct pair_name *names;
    size_t name_count, name_room;
    struct pair_mention *mentions;
    size_t mention_count, mention_room;
    struct pair_story *stories;
    size_t story_count, story_room;
    uint32_t *last_story; /* by type: the last story it was put in, + 1 */
    size_t last_room;
    uint32_t *likes;    /* types of the other side, by type */
    uint32_t *postings; /* stories that hold a type, by type */
};

/* Two stories that may belong together. */
struct pair_edge {
    uint32_t ar, en;
    float score;  /* log-likelihood ratio: one story against any two */
    float told;   /* ... its words alone, of the most they could score */
    float order;  /* ... of the places of a word and its rendering, a word */
    float margin; /* by which share it beats the next best, 0..1 */
};

struct barq_archive {
    struct block home;
    struct arena keep;
    struct lexicon *lexicon;
    struct pair_side side[PAIR_SIDES];
    struct barq_story_pair *pairs; /* after barq_archive_match() */
    size_t pair_count;
};

/* Put a story's words into the vocabulary of its side. */
enum barq_status pair_take_story(struct barq_archive *archive,
                                 const struct barq_story *story,
                                 struct arena scratch, struct barq_error *err);

/* Find the likes, and who holds what; fills all of pair_type. */
enum barq_status pair_find_likes(struct pair_side side[PAIR_SIDES],
                                 struct arena *keep, struct arena scratch,
                                 struct barq_error *err);

/* What a hit and a miss of each type are worth. */
enum barq_status pair_weigh(struct pair_side side[PAIR_SIDES],
                            struct arena scratch, struct barq_error *err);

struct pair_edges {
    struct pair_edge *at;
    size_t count;
};

/* The best partners of each Arabic story, scored in full. */
enum barq_status pair_find_edges(const struct pair_side side[PAIR_SIDES],
                                 struct pair_edges *edges, struct arena *keep,
                                 struct arena scratch, struct barq_error *err);

/* One partner each, the best edge first; fills the margins.  The chosen edges
 * come to stand first, best first; *count says how many they are. */
enum barq_status pair_choose(struct pair_edges *edges,
                             const struct pair_side side[PAIR_SIDES],
                             size_t *count, struct arena scratch,
                             struct barq_error *err);

/* How sure a chosen edge is, 0..1. */
double pair_confidence(const struct pair_edge *edge);

#endif
