/*
 * News in XML is refused, with a message of one line that begins with the
 * file's name or with none, or becomes valid text of a line a block, with
 * every line marked, and of no more bytes than came in.  A draft of it in the
 * same XML is well-formed, whatever the file is.
 */
#include "base/utf8.h"
#include "formats/formats.h"
#include "formats/newsml.h"
#include "text/story.h"

#include "fuzz_lines.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_source(const struct story_source *source)
{
    const struct barq_text texts[] = { source->id, source->updates,
                                       source->version, source->slug };

    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        must(utf8_check(texts[i], &(size_t){ 0 }) && texts[i].len <= 2048);
}

static void read_story(struct barq_text bytes, const char *charset)
{
    struct barq_error err = { .status = BARQ_OK };
    struct text_blocks marks = { 0 };
    struct arena keep;
    struct barq_story *story = story_new(text_of("f.xml"), &keep, NULL);

    if (!story)
        return;
    enum barq_status status =
        newsml_read(bytes, charset, story, &marks, &keep, &err);
    if (status) {
        must(err.status == status && err.message[0]);
        must(!strchr(err.message, '\n'));
    } else {
        check_lines(story->text, &marks);
        check_source(&story->source);
    }
    barq_story_free(story);
}

/* Every other segment is open, and the rest a machine's. */
static void translate(const struct barq_story *story,
                      struct barq_draft_segment *segments)
{
    for (size_t i = 0; i < story->segment_count; i++) {
        segments[i] = (struct barq_draft_segment){
            .source = story->segments[i],
            .engine = text_of("an--engine-"),
            .origin = BARQ_MT,
        };
        if (i % 2)
            segments[i].target = text_of("A <b> & \x01 -- word.");
    }
}

static void write_back(struct barq_text bytes)
{
    static struct barq_draft_segment segments[1 << 15];
    struct barq_story *story = NULL, *again = NULL;
    struct barq_error err = { .message = "" };
    char *out = NULL;
    size_t len = 0;

    if (barq_story_read(bytes, NULL, &story, NULL))
        return;
    struct barq_draft draft = { .story = story,
                                .segments = segments,
                                .count = story->segment_count,
                                .from = BARQ_AR,
                                .to = BARQ_EN };
    must(draft.count <= sizeof(segments) / sizeof(segments[0]));
    translate(story, segments);
    enum barq_status status =
        barq_draft_render(&draft, BARQ_SAME, &out, &len, &err);
    must(status == BARQ_OK || status == BARQ_E_USAGE);
    if (!status &&
        barq_story_read((struct barq_text){ out, len }, NULL, &again, &err))
        must(!strstr(err.message, "well-formed"));
    barq_story_free(again);
    barq_string_free(out);
    barq_story_free(story);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct barq_text bytes = { (const char *)data, size };
    char name[40];

    if (size > 32768)
        return 0;
    must(newsml_sniff(bytes, name) == NEWSML_NONE || *name);
    if (!size)
        return 0;
    read_story(bytes, NULL);
    read_story(bytes, "windows-1256");
    write_back(bytes);
    return 0;
}
