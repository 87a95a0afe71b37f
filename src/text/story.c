/*
 * story.c - from bytes to a story: decoded, told into blocks, cut into
 * segments.
 *
 * A story owns one block of address space in which its text, its blocks and
 * its segments lie; scratch is the upper half of the same block.  Spans are
 * offsets into the text, which is the input itself unless a charset was
 * named, byte order mark included.
 *
 * A block of furniture is one segment, since nobody translates it; so is a
 * line of a story that comes segmented.
 */
#include "text/text.h"

#include "base/error.h"
#include "base/file.h"
#include "base/utf8.h"
#include "text/chars.h"

#include <string.h>

enum { MIB = 1 << 20 };
static const size_t line_ceiling = (size_t)16 * MIB;

const char *barq_kind_name(enum barq_kind kind)
{
    static const char *const names[BARQ_KINDS] = {
        [BARQ_HEADLINE] = "headline",   [BARQ_SUBHEAD] = "subhead",
        [BARQ_BYLINE] = "byline",       [BARQ_DATELINE] = "dateline",
        [BARQ_CAPTION] = "caption",     [BARQ_PARAGRAPH] = "paragraph",
        [BARQ_LIST] = "list",           [BARQ_SIGNOFF] = "signoff",
        [BARQ_FURNITURE] = "furniture",
    };

    return (unsigned)kind < BARQ_KINDS ? names[kind] : "unknown";
}

static bool says_something(struct barq_text text)
{
    for (size_t i = 0; i < text.len;) {
        uint32_t c = utf8_next(text, &i);
        if (char_is_letter(c) || char_is_digit(c))
            return true;
    }
    return false;
}

static enum barq_status check_text(struct barq_text text,
                                   struct barq_error *err)
{
    struct barq_text rest = text, line;

    if (text.len > FILE_CEILING)
        return fail(err, BARQ_E_INPUT, 0,
                    "larger than %zu MiB; cut it into stories",
                    FILE_CEILING / MIB);
    for (size_t number = 1; text_line(&rest, &line); number++)
        if (line.len > line_ceiling)
            return fail(err, BARQ_E_INPUT, 0,
                        "line %zu is %zu MiB long, the limit is %zu; break "
                        "it into paragraphs",
                        number, line.len / MIB, line_ceiling / MIB);
    if (!says_something(text))
        return fail(err, BARQ_E_INPUT, 0, "no text in it");
    return BARQ_OK;
}

/* Every line a paragraph, as it stands. */
static enum barq_status plain_blocks(struct barq_text text,
                                     struct text_blocks *blocks,
                                     struct arena *keep, struct barq_error *err)
{
    struct barq_text rest = text, line;
    size_t most = 1, count = 0;

    for (size_t i = 0; i < text.len; i++)
        most += text.at[i] == '\n';
    struct text_block *at = arena_new(keep, struct text_block, most);
    if (!at)
        return fail_nomem(err, "to read a story");
    while (text_line(&rest, &line)) {
        if (line.at == text.at && line.len >= 3 &&
            memcmp(line.at, "\xEF\xBB\xBF", 3) == 0)
            line = text_slice(line, 3, line.len);
        line = text_trim(line);
        size_t start = (size_t)(line.at - text.at);
        if (line.len)
            at[count++] =
                (struct text_block){ BARQ_PARAGRAPH, start, start + line.len,
                                     "given as a segment" };
    }
    *blocks = (struct text_blocks){ at, count };
    return BARQ_OK;
}

/* Sentences of a block, or with no segmenter the block as one. */
static enum barq_status cut_block(struct segmenter *segmenter,
                                  struct barq_text block,
                                  struct text_spans *spans, struct arena *keep,
                                  struct arena scratch, struct barq_error *err)
{
    if (segmenter)
        return segmenter_cut(segmenter, block, spans, keep, scratch, err);
    spans->at = arena_new(keep, struct text_span, 1);
    if (!spans->at)
        return fail_nomem(err, "to read a story");
    spans->at[0] = (struct text_span){ 0, block.len };
    spans->count = 1;
    return BARQ_OK;
}

static enum barq_status make_room(struct barq_story *story, size_t blocks,
                                  size_t segments, struct arena *keep,
                                  struct barq_error *err)
{
    story->blocks = arena_new(keep, struct barq_block, blocks);
    story->segments = arena_new(keep, struct barq_segment, segments);
    if (!story->blocks || !story->segments)
        return fail_nomem(err, "to read a story");
    return BARQ_OK;
}

static void fill_block(struct barq_story *story, const struct text_block *block,
                       const struct text_spans *spans)
{
    size_t index = story->block_count++;

    story->blocks[index] = (struct barq_block){
        block->kind,          block->start, block->end,
        story->segment_count, spans->count, block->reason
    };
    for (size_t i = 0; i < spans->count; i++) {
        size_t start = block->start + spans->at[i].start;
        size_t end = block->start + spans->at[i].end;
        story->segments[story->segment_count++] =
            (struct barq_segment){ index, block->kind, start, end,
                                   text_slice(story->text, start, end) };
    }
}

static enum barq_status cut_blocks(struct barq_story *story,
                                   const struct text_blocks *blocks,
                                   struct segmenter *segmenter,
                                   struct arena *keep, struct arena scratch,
                                   struct barq_error *err)
{
    struct arena work = arena_split(&scratch);
    struct text_spans *spans =
        arena_new(&work, struct text_spans, blocks->count);
    size_t segments = 0;

    if (!spans)
        return fail_nomem(err, "to read a story");
    for (size_t i = 0; i < blocks->count; i++) {
        const struct text_block *block = &blocks->at[i];
        enum barq_status status =
            cut_block(block->kind == BARQ_FURNITURE ? NULL : segmenter,
                      text_slice(story->text, block->start, block->end),
                      &spans[i], &work, scratch, err);
        if (status)
            return status;
        segments += spans[i].count;
    }
    enum barq_status status =
        make_room(story, blocks->count, segments, keep, err);
    for (size_t i = 0; i < blocks->count && !status; i++)
        fill_block(story, &blocks->at[i], &spans[i]);
    return status;
}

/* For a desk that wants a line back which was taken for furniture. */
static void keep_furniture(struct text_blocks *blocks)
{
    for (size_t i = 0; i < blocks->count; i++)
        if (blocks->at[i].kind == BARQ_FURNITURE) {
            blocks->at[i].kind = BARQ_PARAGRAPH;
            blocks->at[i].reason = "furniture is wanted";
        }
}

static enum barq_status find_blocks(const struct barq_story *story,
                                    const struct barq_story_options *options,
                                    struct text_blocks *blocks,
                                    struct arena *keep, struct arena scratch,
                                    struct barq_error *err)
{
    if (options->segmented)
        return plain_blocks(story->text, blocks, keep, err);
    enum barq_status status =
        text_blocks(story->text, story->lang, blocks, keep, scratch, err);
    if (!status && options->furniture)
        keep_furniture(blocks);
    return status;
}

static enum barq_status build(struct barq_story *story,
                              const struct barq_story_options *options,
                              struct arena *keep, struct arena scratch,
                              struct barq_error *err)
{
    struct arena work = arena_split(&scratch);
    struct text_blocks blocks = { 0 };
    struct segmenter *segmenter = NULL;
    enum barq_status status =
        find_blocks(story, options, &blocks, &work, scratch, err);

    if (!status && !options->segmented)
        status = segmenter_open(story->lang, &segmenter, err);
    if (!status)
        status = cut_blocks(story, &blocks, segmenter, keep, scratch, err);
    segmenter_close(segmenter);
    return status;
}

/* Read `bytes`, which live in `keep` or will be copied there. */
static enum barq_status read_bytes(struct barq_story *story,
                                   struct barq_text bytes,
                                   const struct barq_story_options *options,
                                   struct arena *keep, struct barq_error *err)
{
    struct arena scratch = arena_split(keep);
    enum barq_status status =
        text_decode(bytes, options->charset, &story->text, keep, err);

    if (!status)
        status = check_text(story->text, err);
    if (status)
        return status;
    story->lang = options->lang ? options->lang : text_lang(story->text);
    return build(story, options, keep, scratch, err);
}

/* An empty story in a block of its own, of which `keep` is the rest; NULL,
 * with *err filled, when there is no memory. */
static struct barq_story *make_story(struct barq_text name, struct arena *keep,
                                     struct barq_error *err)
{
    struct block home;

    if (block_reserve(&home, TASK_CEILING, keep, err))
        return NULL;
    struct barq_story *story = arena_new(keep, struct barq_story, 1);
    struct barq_text copy = arena_text(keep, name);
    if (!story || !copy.at) {
        block_release(home);
        fail_nomem(err, "to read a story");
        return NULL;
    }
    story->home = home;
    story->name = copy;
    return story;
}

static enum barq_status finish(enum barq_status status,
                               struct barq_story *story,
                               struct barq_story **out, struct barq_error *err)
{
    if (!status) {
        *out = story;
        return BARQ_OK;
    }
    if (story->name.len)
        fail_in(err, status, story->name.at);
    barq_story_free(story);
    return status;
}

enum barq_status barq_story_read(struct barq_text bytes,
                                 const struct barq_story_options *options,
                                 struct barq_story **out,
                                 struct barq_error *err)
{
    static const struct barq_story_options defaults;
    enum barq_status status = BARQ_OK;
    struct arena keep;

    options = options ? options : &defaults;
    struct barq_story *story = make_story(text_of(options->name), &keep, err);
    if (!story)
        return BARQ_E_INTERNAL;
    if (bytes.len > FILE_CEILING)
        status = fail(err, BARQ_E_INPUT, 0,
                      "larger than %zu MiB; cut it into stories",
                      FILE_CEILING / MIB);
    else if (!options->charset)
        bytes = arena_text(&keep, bytes);
    if (!status)
        status = bytes.at || !bytes.len
                     ? read_bytes(story, bytes, options, &keep, err)
                     : fail_nomem(err, "to read a story");
    return finish(status, story, out, err);
}

enum barq_status barq_story_open(const char *path,
                                 const struct barq_story_options *options,
                                 struct barq_story **out,
                                 struct barq_error *err)
{
    static const struct barq_story_options defaults;
    struct barq_text bytes;
    struct arena keep;

    options = options ? options : &defaults;
    const char *name = options->name ? options->name : path;
    if (strcmp(name, "-") == 0)
        name = "standard input";
    struct barq_story *story = make_story(text_of(name), &keep, err);
    if (!story)
        return BARQ_E_INTERNAL;
    enum barq_status status = file_read(path, &bytes, &keep, err);
    if (status) { /* the message names the file already */
        barq_story_free(story);
        return status;
    }
    return finish(read_bytes(story, bytes, options, &keep, err), story, out,
                  err);
}

void barq_story_free(struct barq_story *story)
{
    if (story)
        block_release(story->home);
}

enum barq_lang barq_story_lang(const struct barq_story *story)
{
    return story->lang;
}

struct barq_text barq_story_text(const struct barq_story *story)
{
    return story->text;
}

size_t barq_story_block_count(const struct barq_story *story)
{
    return story->block_count;
}

struct barq_block barq_story_block(const struct barq_story *story, size_t index)
{
    return story->blocks[index];
}

size_t barq_story_segment_count(const struct barq_story *story)
{
    return story->segment_count;
}

struct barq_segment barq_story_segment(const struct barq_story *story,
                                       size_t index)
{
    return story->segments[index];
}

enum barq_status story_key(const struct barq_story *story,
                           struct barq_text *key, struct arena *keep,
                           struct arena scratch, struct barq_error *err)
{
    for (size_t i = 0; i < story->block_count; i++) {
        const struct barq_block *block = &story->blocks[i];
        if (block->kind == BARQ_HEADLINE)
            return text_fold(text_slice(story->text, block->start, block->end),
                             TEXT_L2, key, keep, scratch, err);
    }
    return text_fold(story->name, TEXT_L2, key, keep, scratch, err);
}
