/*
 * pair.c - which story of an archive translates which; the public face.
 *
 * Stories are put in one after the other and need not be kept: what an
 * archive keeps of a story is its types (pair.h), some 4 bytes for each of
 * its different words.
 */
#include "align/pair.h"

#include "base/error.h"

static const double usual_min_confidence = 0.8;

enum barq_status barq_archive_open(struct barq_archive **out,
                                   struct barq_error *err)
{
    struct block home;
    struct arena all;
    struct lexicon *lexicon = NULL;
    enum barq_status status = lexicon_open(&lexicon, err);

    if (!status)
        status = block_reserve(&home, TASK_CEILING, &all, err);
    if (status) {
        lexicon_close(lexicon);
        return status;
    }
    struct barq_archive *archive = arena_new(&all, struct barq_archive, 1);
    *archive =
        (struct barq_archive){ .home = home, .keep = all, .lexicon = lexicon };
    *out = archive;
    return BARQ_OK;
}

void barq_archive_close(struct barq_archive *archive)
{
    if (!archive)
        return;
    lexicon_close(archive->lexicon);
    block_release(archive->home);
}

enum barq_status barq_archive_add(struct barq_archive *archive,
                                  const struct barq_story *story, size_t *index,
                                  struct barq_error *err)
{
    struct block block;
    struct arena scratch;

    if (story->lang != BARQ_AR && story->lang != BARQ_EN)
        return fail(err, BARQ_E_USAGE, 0,
                    "an archive takes Arabic and English stories");
    enum barq_status status =
        block_reserve(&block, TASK_CEILING, &scratch, err);
    if (status)
        return status;
    status = pair_take_story(archive, story, scratch, err);
    block_release(block);
    if (!status && index)
        *index = archive->side[story->lang == BARQ_EN ? PAIR_EN : PAIR_AR]
                     .story_count -
                 1;
    return status;
}

static enum barq_status match(struct barq_archive *archive,
                              double min_confidence, struct arena scratch,
                              struct barq_error *err)
{
    struct arena work = arena_split(&scratch);
    struct pair_edges edges = { 0 };
    size_t count = 0;
    enum barq_status status =
        pair_find_likes(archive->side, &work, scratch, err);

    if (!status)
        status = pair_weigh(archive->side, scratch, err);
    if (!status)
        status = pair_find_edges(archive->side, &edges, &work, scratch, err);
    if (!status)
        status = pair_choose(&edges, archive->side, &count, scratch, err);
    if (status)
        return status;
    archive->pair_count = 0;
    archive->pairs = arena_new(&archive->keep, struct barq_story_pair, count);
    if (!archive->pairs)
        return fail_nomem(err, "for the pairs of an archive");
    for (size_t i = 0; i < count; i++) {
        double confidence = pair_confidence(&edges.at[i]);
        if (confidence >= min_confidence)
            archive->pairs[archive->pair_count++] =
                (struct barq_story_pair){ edges.at[i].ar, edges.at[i].en,
                                          confidence };
    }
    return BARQ_OK;
}

enum barq_status barq_archive_match(struct barq_archive *archive,
                                    double min_confidence,
                                    struct barq_error *err)
{
    struct block block;
    struct arena scratch;
    enum barq_status status =
        block_reserve(&block, TASK_CEILING, &scratch, err);

    if (status)
        return status;
    status = match(archive,
                   min_confidence > 0 ? min_confidence : usual_min_confidence,
                   scratch, err);
    block_release(block);
    return status;
}

size_t barq_archive_pair_count(const struct barq_archive *archive)
{
    return archive->pair_count;
}

struct barq_story_pair barq_archive_pair(const struct barq_archive *archive,
                                         size_t index)
{
    return archive->pairs[index];
}
