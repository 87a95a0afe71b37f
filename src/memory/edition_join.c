/*
 * edition_join.c - what a memory has already of the editions that come to it.
 *
 * A place that is known is not put again.  But an edition that brings anything
 * new is whole: the known place joins it.  And where nothing new follows, the
 * known place tells that what was before it there is no later here:
 *
 *     ours    edition 1  -   2 A C      theirs  edition 1  B   2 A C
 *     after   edition 1  B   2 A C      and not  2 A C  3 B
 *
 * Which edition brings anything new is known at the end alone, so the places
 * are noted until then.
 */
#include "memory/batch.h"
#include "memory/store.h"

#include "base/error.h"
#include "base/utf8.h"

#include <string.h>

enum barq_status edition_note_known(struct buf *known, struct known_place place,
                                    struct barq_error *err)
{
    buf_add(known, (struct barq_text){ (const char *)&place, sizeof(place) });
    return known->failed ? fail_nomem(err, "for versions of stories") : BARQ_OK;
}

static enum barq_status settle(struct barq_memory *memory,
                               const struct known_place *place, int64_t before,
                               bool joins, struct barq_error *err)
{
    int64_t edition = before + place->edition;
    const int64_t back[] = { place->context, before, edition, place->unit };
    const int64_t join[] = { place->context, edition, place->unit };

    return joins ? query_run(memory, SQL_JOIN_EDITION, join, 3, err)
                 : query_run(memory, SQL_STEP_BACK, back, 4, err);
}

static enum barq_status settle_all(struct barq_memory *memory,
                                   const struct buf *known, int64_t before,
                                   bool joins, struct memory_batch *batch,
                                   struct barq_error *err)
{
    size_t count = known->len / sizeof(struct known_place);
    enum barq_status status = BARQ_OK;
    struct known_place place;

    for (size_t i = 0; i < count && !status; i++) {
        memcpy(&place, known->at + i * sizeof(place), sizeof(place));
        status = settle(memory, &place, before, joins, err);
        if (!status && batch)
            status = batch_count(batch, err);
    }
    return status;
}

enum barq_status edition_join_known(struct barq_memory *memory,
                                    const struct buf *known, int64_t before,
                                    struct memory_batch *batch,
                                    struct barq_error *err)
{
    enum barq_status status =
        settle_all(memory, known, before, false, batch, err);

    return status ? status
                  : settle_all(memory, known, before, true, batch, err);
}
