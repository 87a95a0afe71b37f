/*
 * read.c - from bytes to a story, whatever they are written in.
 *
 * NewsML, NITF and a page of HTML are told by content; everything else is
 * plain text, but XML of another kind, which would make a story of its tags.
 * What is read becomes UTF-8 text in the story's own arena, and text/story.c
 * does the rest.
 */
#include "formats/html_read.h"
#include "formats/newsml.h"

#include "base/error.h"
#include "base/file.h"
#include "base/utf8.h"
#include "text/srx.h"
#include "text/story.h"

enum { MIB = 1 << 20 };

static enum barq_status read_page(struct barq_story *story,
                                  struct barq_text bytes,
                                  const struct barq_story_options *options,
                                  struct arena *keep, struct barq_error *err)
{
    struct text_blocks marks = { 0 };
    enum barq_status status =
        html_read(bytes, options->charset, &story->text, &marks, keep, err);

    return status ? status : story_build(story, &marks, options, keep, err);
}

static enum barq_status read_news(struct barq_story *story,
                                  struct barq_text bytes,
                                  const struct barq_story_options *options,
                                  struct arena *keep, struct barq_error *err)
{
    struct text_blocks marks = { 0 };
    enum barq_status status =
        newsml_read(bytes, options->charset, story, &marks, keep, err);

    return status ? status : story_build(story, &marks, options, keep, err);
}

static enum barq_status refuse_xml(enum newsml_root root, const char *name,
                                   struct barq_error *err)
{
    if (root == NEWSML_EMPTY)
        return fail(err, BARQ_E_INPUT, 0,
                    "a <%s> of NewsML-G2, which holds no text; give the "
                    "newsItem that does",
                    name);
    return fail(err, BARQ_E_INPUT, 0,
                "XML of another kind, <%s>; a story is text, HTML, NewsML or "
                "NITF",
                name);
}

/* Read `bytes`, which live in `keep` or will be copied there. */
static enum barq_status read_bytes(struct barq_story *story,
                                   struct barq_text bytes,
                                   const struct barq_story_options *options,
                                   struct arena *keep, struct barq_error *err)
{
    char name[40];
    enum newsml_root root = newsml_sniff(bytes, name);

    if (root == NEWSML_STORY)
        return read_news(story, bytes, options, keep, err);
    if (html_is_page(bytes) && root != NEWSML_EMPTY)
        return read_page(story, bytes, options, keep, err);
    if (root != NEWSML_NONE)
        return refuse_xml(root, name, err);
    enum barq_status status =
        text_decode(bytes, options->charset, &story->text, keep, err);
    return status ? status : story_build(story, NULL, options, keep, err);
}

/* "FILE:3: ..." of an error in XML. */
static bool names_file(const struct barq_error *err, struct barq_text name)
{
    return err && strncmp(err->message, name.at, name.len) == 0 &&
           err->message[name.len] == ':';
}

static enum barq_status finish(enum barq_status status,
                               struct barq_story *story,
                               struct barq_story **out, struct barq_error *err)
{
    if (!status) {
        *out = story;
        return BARQ_OK;
    }
    if (story->name.len && !names_file(err, story->name))
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
    struct barq_story *story = story_new(text_of(options->name), &keep, err);
    if (!story)
        return BARQ_E_INTERNAL;
    if (bytes.len > FILE_CEILING)
        status = fail(err, BARQ_E_INPUT, 0,
                      "larger than %zu MiB; cut it into stories",
                      FILE_CEILING / MIB);
    else
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
    struct barq_story *story = story_new(text_of(name), &keep, err);
    if (!story)
        return BARQ_E_INTERNAL;
    enum barq_status status = file_read(path, &bytes, &keep, err);
    if (status) { /* the message names the file already */
        barq_story_free(story);
        return status;
    }
    status =
        finish(read_bytes(story, bytes, options, &keep, err), story, out, err);
    /* All that was ever piped in is not one story: no name, no context. */
    if (!status && strcmp(path, "-") == 0 && !options->name)
        (*out)->name = text_of("");
    return status;
}

enum barq_status barq_srx_export(char **out, size_t *len,
                                 struct barq_error *err)
{
    struct buf buf = { 0 };
    enum barq_status status = srx_export(&buf, err);

    if (!status)
        return buf_take(&buf, out, len, err);
    buf_release(&buf);
    return status;
}
