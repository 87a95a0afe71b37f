/* draft.c - the formats that a draft can be written in, by name. */
#include "formats/formats.h"

#include "base/error.h"
#include "base/utf8.h"

#include <string.h>

static const struct {
    const char *name;
    void (*write)(struct buf *buf, const struct barq_draft *draft);
} formats[] = {
    [BARQ_TEXT] = { "text", text_write_draft },
    [BARQ_BILINGUAL] = { "bilingual", bilingual_write_draft },
    [BARQ_HTML] = { "html", html_write_draft },
    [BARQ_JSON] = { "json", json_write_draft },
    [BARQ_TMX] = { "tmx", tmx_write_draft },
    [BARQ_XLIFF] = { "xliff", xliff_write_draft },
    [BARQ_SAME] = { "same", NULL },
};
enum { FORMATS = sizeof(formats) / sizeof(formats[0]) };

bool barq_format_from_name(const char *name, enum barq_format *out)
{
    for (size_t i = 0; name && i < FORMATS; i++)
        if (strcmp(name, formats[i].name) == 0) {
            *out = (enum barq_format)i;
            return true;
        }
    return false;
}

const char *barq_band_name(enum barq_band band)
{
    static const char *const names[BARQ_BANDS] = {
        [BARQ_BAND_102] = "102",   [BARQ_BAND_101] = "101",
        [BARQ_BAND_100] = "100",   [BARQ_BAND_95] = "95-99",
        [BARQ_BAND_85] = "85-94",  [BARQ_BAND_75] = "75-84",
        [BARQ_BAND_50] = "50-74",  [BARQ_BAND_MT] = "mt",
        [BARQ_BAND_OPEN] = "open",
    };

    return (unsigned)band < BARQ_BANDS ? names[band] : "unknown";
}

bool draft_is_furniture(const struct barq_draft_segment *segment)
{
    return segment->source.kind == BARQ_FURNITURE && !segment->target.at;
}

struct barq_text draft_source(const struct barq_draft *draft, size_t i)
{
    const struct barq_draft_segment *s = draft->segments;
    size_t last = i;

    while (last + 1 < draft->count && s[last + 1].target.at &&
           !s[last + 1].target.len)
        last++;
    return text_slice(draft->story->text, s[i].source.start,
                      s[last].source.end);
}

void draft_add_target(struct buf *buf, const struct barq_draft_segment *segment)
{
    if (!segment->adapted_count)
        buf_add(buf, segment->target);
    for (size_t i = 0; i < segment->adapted_count; i++) {
        const struct barq_adapted *run = &segment->adapted[i];
        buf_adds(buf, run->was.at ? "{+" : "");
        buf_add(buf, run->text);
        buf_adds(buf, run->was.at ? "+}" : "");
    }
}

enum barq_band draft_band(const struct barq_draft_segment *segment)
{
    static const struct {
        int least;
        enum barq_band band;
    } ranks[] = {
        { 102, BARQ_BAND_102 }, { 101, BARQ_BAND_101 }, { 100, BARQ_BAND_100 },
        { 95, BARQ_BAND_95 },   { 85, BARQ_BAND_85 },   { 75, BARQ_BAND_75 },
    };

    if (!segment->target.at)
        return BARQ_BAND_OPEN;
    if (segment->origin == BARQ_MT)
        return BARQ_BAND_MT;
    for (size_t i = 0; i < sizeof(ranks) / sizeof(ranks[0]); i++)
        if (segment->rank >= ranks[i].least)
            return ranks[i].band;
    return BARQ_BAND_50;
}

enum barq_status barq_draft_render(const struct barq_draft *draft,
                                   enum barq_format format, char **out,
                                   size_t *len, struct barq_error *err)
{
    struct buf buf = { 0 };

    if ((unsigned)format >= FORMATS)
        return fail(err, BARQ_E_USAGE, 0, "no such format: %d", (int)format);
    enum barq_status status = BARQ_OK;
    if (format == BARQ_SAME)
        status = newsml_write_draft(&buf, draft, err);
    else
        formats[format].write(&buf, draft);
    if (status) {
        buf_release(&buf);
        return status;
    }
    return buf_take(&buf, out, len, err);
}

enum barq_status barq_alignment_html(const struct barq_alignment *alignment,
                                     char **out, size_t *len,
                                     struct barq_error *err)
{
    struct buf buf = { 0 };

    html_write_alignment(&buf, alignment);
    return buf_take(&buf, out, len, err);
}
