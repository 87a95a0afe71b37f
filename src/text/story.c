/*
 * story.c - from text to a story: told into blocks, cut into segments.
 *
 * A story owns one block of address space in which its text, its blocks and
 * its segments lie; scratch is the upper half of the same block.  Spans are
 * offsets into the text, which is the input itself unless a charset was
 * named or the story stood in a page, byte order mark included.
 *
 * A block of furniture is one segment, since nobody translates it; so is a
 * line of a story that comes segmented.
 *
 * Where a format says what a line is, its word and that of blocks.c meet:
 *
 *   format says    blocks.c says           the line is
 *   furniture      anything                furniture
 *   a caption      furniture by its words  furniture
 *   a caption      anything else           a caption
 *   nothing        a headline, and the     a paragraph
 *                  format has another one
 *   nothing        anything else           what blocks.c says
 */
#include "text/story.h"

#include "base/error.h"
#include "base/file.h"
#include "base/utf8.h"
#include "text/chars.h"
#include "text/srx.h"

#include <string.h>

enum { MIB = 1 << 20 };
static const size_t line_ceiling = (size_t)16 * MIB;
static const size_t story_ceiling = (size_t)32 * MIB; /* 5,000,000 words */
enum { LINES_MOST = 1000000 };

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

    for (size_t number = 1; text_line(&rest, &line); number++) {
        if (line.len > line_ceiling)
            return fail(err, BARQ_E_INPUT, 0,
                        "line %zu is longer than %zu MiB; break it into "
                        "paragraphs",
                        number, line_ceiling / MIB);
        if (number > LINES_MOST)
            return fail(err, BARQ_E_INPUT, 0,
                        "more than %d lines; cut it into stories", LINES_MOST);
    }
    if (text.len > story_ceiling)
        return fail(err, BARQ_E_INPUT, 0,
                    "larger than %zu MiB; cut it into stories",
                    story_ceiling / MIB);
    if (!says_something(text))
        return fail(err, BARQ_E_INPUT, 0, "no text in it");
    return BARQ_OK;
}

/* What cuts a block: our rules, those of a file, or both. */
struct cutter {
    struct segmenter *segmenter; /* NULL: a file stands in for ours */
    struct srx *srx;             /* NULL: no file */
};

static enum barq_status open_cutter(struct cutter *cutter, enum barq_lang lang,
                                    const struct barq_story_options *options,
                                    struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    *cutter = (struct cutter){ 0 };
    if (options->segmented)
        return BARQ_OK;
    if (options->srx)
        status = srx_open(options->srx, lang, &cutter->srx, err);
    if (!status && (!options->srx || options->srx_add))
        status = segmenter_open(lang, &cutter->segmenter, err);
    return status;
}

static void close_cutter(struct cutter *cutter)
{
    srx_close(cutter->srx);
    segmenter_close(cutter->segmenter);
}

static enum barq_status cut_whole(struct barq_text block,
                                  struct text_spans *spans, struct arena *keep,
                                  struct barq_error *err)
{
    spans->at = arena_new(keep, struct text_span, 1);
    if (!spans->at)
        return fail_nomem(err, "to read a story");
    spans->at[0] = (struct text_span){ 0, block.len };
    spans->count = 1;
    return BARQ_OK;
}

static enum barq_status cut_block(const struct cutter *cutter,
                                  struct barq_text block,
                                  struct text_spans *spans, struct arena *keep,
                                  struct arena scratch, struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    if (!cutter->segmenter && !cutter->srx)
        return cut_whole(block, spans, keep, err);
    if (!cutter->segmenter)
        return srx_cut(cutter->srx, block, spans, keep, scratch, err);
    status = segmenter_cut(cutter->segmenter, block, spans, keep, scratch, err);
    if (!status && cutter->srx)
        status = srx_amend(cutter->srx, block, spans, keep, scratch, err);
    return status;
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
                                   const struct cutter *cutter,
                                   struct arena *keep, struct arena scratch,
                                   struct barq_error *err)
{
    static const struct cutter none;
    struct arena work = arena_split(&scratch);
    struct text_spans *spans =
        arena_new(&work, struct text_spans, blocks->count);
    size_t segments = 0;

    if (!spans)
        return fail_nomem(err, "to read a story");
    for (size_t i = 0; i < blocks->count; i++) {
        const struct text_block *block = &blocks->at[i];
        enum barq_status status =
            cut_block(block->kind == BARQ_FURNITURE ? &none : cutter,
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

static bool has_headline(const struct text_blocks *marks)
{
    for (size_t i = 0; i < marks->count; i++)
        if (marks->at[i].kind == BARQ_HEADLINE)
            return true;
    return false;
}

/* What the format said, over what blocks.c made of the same line. */
static void apply_mark(struct text_block *block, const struct text_block *mark,
                       bool headline)
{
    if (mark->kind == BARQ_PARAGRAPH) {
        if (headline && block->kind == BARQ_HEADLINE) {
            block->kind = BARQ_PARAGRAPH;
            block->reason = mark->reason;
        }
        return;
    }
    if (mark->kind != BARQ_FURNITURE && block->kind == BARQ_FURNITURE)
        return;
    block->kind = mark->kind;
    block->reason = mark->reason;
}

static void apply_marks(struct text_blocks *blocks,
                        const struct text_blocks *marks)
{
    bool headline = has_headline(marks);
    size_t m = 0;

    for (size_t i = 0; i < blocks->count; i++) {
        while (m < marks->count && marks->at[m].start < blocks->at[i].start)
            m++;
        if (m < marks->count && marks->at[m].start == blocks->at[i].start)
            apply_mark(&blocks->at[i], &marks->at[m], headline);
    }
}

static enum barq_status keep_warnings(struct barq_story *story,
                                      const struct srx *srx, struct arena *keep,
                                      struct barq_error *err)
{
    struct barq_text before = text_of(barq_story_warnings(story)), more;

    if (!srx || !*srx_warnings(srx))
        return BARQ_OK;
    more = text_of(srx_warnings(srx));
    char *both = arena_new(keep, char, before.len + more.len + 1);
    if (!both)
        return fail_nomem(err, "to read a story");
    memcpy(both, before.at, before.len);
    memcpy(both + before.len, more.at, more.len);
    story->warnings = both;
    return BARQ_OK;
}

static enum barq_status cut_story(struct barq_story *story,
                                  const struct text_blocks *blocks,
                                  const struct barq_story_options *options,
                                  struct arena *keep, struct arena scratch,
                                  struct barq_error *err)
{
    struct cutter cutter;
    enum barq_status status = open_cutter(&cutter, story->lang, options, err);

    if (!status)
        status = cut_blocks(story, blocks, &cutter, keep, scratch, err);
    if (!status)
        status = keep_warnings(story, cutter.srx, keep, err);
    close_cutter(&cutter);
    return status;
}

enum barq_status story_build(struct barq_story *story,
                             const struct text_blocks *marks,
                             const struct barq_story_options *options,
                             struct arena *keep, struct barq_error *err)
{
    struct arena scratch = arena_split(keep);
    struct arena work = arena_split(&scratch);
    struct text_blocks blocks = { 0 };
    enum barq_status status = check_text(story->text, err);

    if (status)
        return status;
    story->lang = options->lang;
    status =
        text_blocks(story->text, story->lang, &blocks, &work, scratch, err);
    if (status)
        return status;
    if (marks)
        apply_marks(&blocks, marks);
    if (!story->lang)
        story->lang = text_blocks_lang(story->text, &blocks);
    if (options->furniture)
        keep_furniture(&blocks);
    return cut_story(story, &blocks, options, keep, scratch, err);
}

struct barq_story *story_new(struct barq_text name, struct arena *keep,
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

struct barq_text barq_story_id(const struct barq_story *story)
{
    return story->source.id;
}

struct barq_text barq_story_version(const struct barq_story *story)
{
    return story->source.version;
}

const char *barq_story_warnings(const struct barq_story *story)
{
    return story->warnings ? story->warnings : "";
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
