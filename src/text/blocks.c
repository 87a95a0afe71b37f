/*
 * blocks.c - the lines of a plain-text story, told apart.
 *
 * What a line says of itself is line.c's; here its place speaks:
 *
 *   repeated   the words of an earlier line that is no text   furniture
 *   headline   the first line that is nothing else and no paragraph
 *   before the first paragraph
 *     a short line, or a starred one                          subhead
 *     a longer one without a stop                             caption
 *   among paragraphs
 *     at most 12 words and no stop at the end                 subhead
 *   right after "read also"
 *     lines without a full stop                               furniture
 *   anything else                                             paragraph
 *
 * Below "read also" with a title on the same line, among paragraphs, no
 * further title is expected.  A line that ends in a stop is never furniture
 * unless it is a phrase of the list or a caption said twice; that is what
 * keeps every paragraph of the body in the story.
 */
#include "text/text.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/chars.h"
#include "text/line.h"

#include <string.h>

enum {
    SUBHEAD_WORDS = 12,
    QUESTION_WORDS = 7, /* of a subhead that asks */
    DECK_WORDS = 7,     /* a line under the headline; longer: a caption */
    CAPTION_WORDS = 16,
    HEADLINE_WORDS = 40,
    SHORT_HEADLINE = 14, /* with a stop at its end */
    LINK_WORDS = 20,
    MOST_LINKS = 12,
    REPEAT_WORDS = 3, /* fewer may come twice by right */
    PROSE_WORDS = 13,
    LONG_WORDS = 25, /* prose even without a stop */
};

/* What has been seen of the story so far. */
struct reading {
    struct page_rules rules;
    struct line *lines;
    size_t count;
    size_t last_prose;  /* the last line that is a paragraph for sure */
    struct keymap seen; /* what lines say, to their kinds + 1 */
    size_t links;       /* how many titles may still follow "read also" */
    bool headline, paragraph;
};

struct verdict {
    enum barq_kind kind;
    const char *reason;
};

static bool is_prose(const struct line *line)
{
    return line->words >= (line->stopped ? PROSE_WORDS : LONG_WORDS);
}

static enum line_place place_of(const struct reading *story, size_t index)
{
    if (!story->headline)
        return LINE_FIRST;
    if (!story->paragraph)
        return LINE_TOP;
    return index > story->last_prose ? LINE_TAIL : LINE_BODY;
}

/* Kinds that a line shows by itself. */
static struct verdict judge_shape(const struct reading *story,
                                  const struct line *line,
                                  enum line_place place, struct arena scratch)
{
    const struct page_rules *rules = &story->rules;
    const char *reason;

    if ((reason = line_is_signoff(rules, line, place, scratch)))
        return (struct verdict){ BARQ_SIGNOFF, reason };
    if ((reason = line_is_caption(rules, line, place, scratch)))
        return (struct verdict){ BARQ_CAPTION, reason };
    if (!story->paragraph && (reason = line_is_dateline(line)))
        return (struct verdict){ BARQ_DATELINE, reason };
    if ((reason = line_is_byline(rules, line, place, scratch)))
        return (struct verdict){ BARQ_BYLINE, reason };
    if (place != LINE_FIRST && (reason = line_is_part(rules, line)))
        return (struct verdict){ BARQ_SUBHEAD, reason };
    return (struct verdict){ BARQ_PARAGRAPH, NULL };
}

static struct verdict judge_list(const struct reading *story,
                                 const struct line *line)
{
    const char *reason = line_is_list(line);
    struct barq_text text = line->text;
    bool framed = text.len > 2 && char_is_dash((unsigned char)text.at[0]) &&
                  char_is_dash((unsigned char)text.at[text.len - 1]);

    if (!reason)
        return (struct verdict){ BARQ_PARAGRAPH, NULL };
    if (framed && line->words <= SUBHEAD_WORDS)
        return (struct verdict){ BARQ_SUBHEAD, "short, between dashes" };
    if (story->headline && !story->paragraph && text.at[0] == '*')
        return (struct verdict){ BARQ_SUBHEAD, "a point under the headline" };
    return (struct verdict){ BARQ_LIST, reason };
}

/* A line that only its place can explain. */
static struct verdict judge_place(const struct reading *story,
                                  const struct line *line)
{
    if (!story->headline && !line->coloned &&
        line->words <=
            (line->stopped && !line->asks ? SHORT_HEADLINE : HEADLINE_WORDS))
        return (struct verdict){ BARQ_HEADLINE, "the first line of its own" };
    if ((line->stopped && !(line->asks && line->words <= QUESTION_WORDS)) ||
        line->coloned)
        return (struct verdict){ BARQ_PARAGRAPH, "running text" };
    if (!story->paragraph && line->words <= DECK_WORDS)
        return (struct verdict){ BARQ_SUBHEAD, "a line under the headline" };
    if (!story->paragraph && line->words <= CAPTION_WORDS && !line->asks)
        return (struct verdict){ BARQ_CAPTION,
                                 "unfinished, before the first paragraph" };
    if (line->words <= SUBHEAD_WORDS)
        return (struct verdict){ BARQ_SUBHEAD, "short, without a stop" };
    return (struct verdict){ BARQ_PARAGRAPH, "running text" };
}

/*
 * Does the line say again what an earlier one said, and is none of the text?
 * Paragraphs and items may come twice by right, below the first paragraph
 * anything may but captions and furniture, and a line with a stop repeats
 * nothing but a caption.
 */
static bool is_repeat(const struct reading *story, const struct line *line,
                      enum line_place place)
{
    uint32_t value =
        line->words >= REPEAT_WORDS ? keymap_get(&story->seen, line->same) : 0;
    enum barq_kind kind = value ? (enum barq_kind)(value - 1) : BARQ_PARAGRAPH;

    if (kind == BARQ_CAPTION)
        return true;
    if (kind == BARQ_FURNITURE)
        return !line->stopped;
    return place == LINE_TOP && !line->stopped && kind != BARQ_PARAGRAPH &&
           kind != BARQ_LIST && kind != BARQ_SIGNOFF;
}

static struct verdict judge_furniture(struct reading *story, size_t index,
                                      enum line_place place,
                                      struct arena scratch)
{
    const struct line *line = &story->lines[index];
    const char *reason = line_is_furniture(&story->rules, line, place, scratch);
    bool bare = line->colon == line->key.len;

    if (reason) {
        bool label =
            line->class == PAGE_RELATED && (bare || place == LINE_TAIL);
        story->links = label ? MOST_LINKS : 0;
        return (struct verdict){ BARQ_FURNITURE, reason };
    }
    if (is_repeat(story, line, place))
        return (struct verdict){ BARQ_FURNITURE, "repeats an earlier line" };
    return (struct verdict){ BARQ_PARAGRAPH, NULL };
}

/* Titles that follow "read also"; a paragraph ends them. */
static bool is_link(const struct reading *story, const struct line *line)
{
    return story->links && line->words <= LINK_WORDS && !line->coloned &&
           (!line->stopped || line->asks);
}

static struct verdict judge(struct reading *story, size_t index,
                            struct arena scratch)
{
    const struct line *line = &story->lines[index];
    enum line_place place = place_of(story, index);
    struct verdict v = { BARQ_PARAGRAPH, NULL };

    /* "###" closes a story, so sign-offs come before lines without words. */
    if (!line->words)
        v = judge_shape(story, line, place, scratch);
    if (!v.reason)
        v = judge_furniture(story, index, place, scratch);
    if (!v.reason)
        v = judge_shape(story, line, place, scratch);
    if (!v.reason)
        v = judge_list(story, line);
    if (v.reason)
        return v;
    if (is_link(story, line)) {
        story->links--;
        return (struct verdict){ BARQ_FURNITURE, "a link to another story" };
    }
    return judge_place(story, line);
}

static void note(struct reading *story, const struct line *line,
                 enum barq_kind kind)
{
    struct keymap_slot *slot = keymap_slot(&story->seen, line->same);

    if (line->same.len && !slot->value)
        keymap_set(slot, line->same, (uint32_t)kind + 1);
    story->headline =
        story->headline || kind == BARQ_HEADLINE || kind == BARQ_PARAGRAPH;
    story->paragraph = story->paragraph || kind == BARQ_PARAGRAPH;
    if (kind != BARQ_FURNITURE)
        story->links = 0;
}

/* The next line with something in it; a byte order mark is white space. */
static bool next_line(struct barq_text story, struct barq_text *rest,
                      struct barq_text *line)
{
    static const char mark[] = "\xEF\xBB\xBF";
    const size_t len = sizeof(mark) - 1;

    while (text_line(rest, line)) {
        if (line->at == story.at && line->len >= len &&
            memcmp(line->at, mark, len) == 0)
            *line = text_slice(*line, len, line->len);
        *line = text_trim(*line);
        if (line->len)
            return true;
    }
    return false;
}

static enum barq_status read_lines(struct barq_text story,
                                   struct reading *reading, struct arena *work,
                                   struct arena scratch, struct barq_error *err)
{
    struct barq_text rest = story, text;

    while (next_line(story, &rest, &text))
        reading->count++;
    reading->lines = arena_new(work, struct line, reading->count + 1);
    if (!reading->lines || !keymap_init(&reading->seen, reading->count, work))
        return fail_nomem(err, "to tell lines apart");
    rest = story;
    for (size_t i = 0; next_line(story, &rest, &text); i++) {
        struct line *line = &reading->lines[i];
        line->text = text;
        line->start = (size_t)(text.at - story.at);
        enum barq_status status =
            line_read(&reading->rules, line, work, scratch, err);
        if (status)
            return status;
        if (is_prose(line))
            reading->last_prose = i;
    }
    return BARQ_OK;
}

enum barq_status text_blocks(struct barq_text story, enum barq_lang lang,
                             struct text_blocks *blocks, struct arena *keep,
                             struct arena scratch, struct barq_error *err)
{
    struct reading reading = { 0 };
    struct arena work = arena_split(&scratch);
    enum barq_status status =
        page_rules_open(&reading.rules, &work, scratch, err);

    (void)lang; /* the rules of both serve every story */
    if (!status)
        status = read_lines(story, &reading, &work, scratch, err);
    if (status)
        return status;
    struct text_block *at = arena_new(keep, struct text_block, reading.count);
    if (!at)
        return fail_nomem(err, "to tell lines apart");
    for (size_t i = 0; i < reading.count; i++) {
        const struct line *line = &reading.lines[i];
        struct verdict v = judge(&reading, i, scratch);
        note(&reading, line, v.kind);
        at[i] = (struct text_block){ v.kind, line->start,
                                     line->start + line->text.len, v.reason };
    }
    *blocks = (struct text_blocks){ at, reading.count };
    return BARQ_OK;
}
