/* versions_fixture.h - versions of a story, stored one behind the other. */
#ifndef VERSIONS_FIXTURE_H
#define VERSIONS_FIXTURE_H

#include "memory_fixture.h"

/* A pair of a story; the last of a list has no English. */
struct published {
    const char *en, *ar;
};

/* Store a version of `story`, whole, as align and import do. */
static inline void publish_from(struct fixture *f, const char *story,
                                const char *file, const struct published *pairs)
{
    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    assert_int_equal(BARQ_OK,
                     memory_edition_begin(f->memory, text_of(file), NULL));
    for (size_t i = 0; pairs[i].en; i++) {
        struct barq_unit unit = pair_of(pairs[i].ar, pairs[i].en);
        unit.origin = BARQ_ALIGNED;
        unit.story = text_of(story);
        unit.position = (int64_t)i;
        unit.en_before = text_of(i ? pairs[i - 1].en : "");
        unit.ar_before = text_of(i ? pairs[i - 1].ar : "");
        unit.en_after = text_of(pairs[i + 1].en);
        unit.ar_after = text_of(pairs[i + 1].ar);
        assert_int_equal(BARQ_OK,
                         memory_put(f->memory, &unit, NULL, NULL, NULL));
    }
    memory_edition_end(f->memory);
    assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
}

static inline void publish(struct fixture *f, const char *story,
                           const struct published *pairs)
{
    publish_from(f, story, "", pairs);
}

/* The story with one of these names, or 0. */
static inline int64_t story_named(struct fixture *f, const char *name,
                                  const char *file)
{
    struct memory_stories stories = { 0 };
    struct arena keep = f->keep, scratch = arena_split(&keep);

    assert_int_equal(BARQ_OK, memory_stories_named(f->memory, text_of(name),
                                                   text_of(file), &stories,
                                                   scratch, NULL));
    return stories.count == 1 ? stories.at[0] : 0;
}

/* The last edition of `story` is this, by its English. */
static inline void assert_edition(struct fixture *f, int64_t story,
                                  const struct published *want)
{
    struct memory_edition edition;
    size_t count = 0;

    assert_int_equal(BARQ_OK, memory_last_edition(f->memory, story, &edition,
                                                  &f->keep, NULL));
    for (; want[count].en; count++) {
        assert_true(count < edition.count);
        assert_text(want[count].en, edition.rows[count].en);
    }
    assert_int_equal(count, edition.count);
}

#endif
