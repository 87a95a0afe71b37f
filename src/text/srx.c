/*
 * srx.c - an SRX file read, and the rules of one language taken from it.
 *
 *   <srx version="2.0">
 *    <header segmentsubflows="yes" cascade="yes"/>
 *    <body>
 *     <languagerules>
 *      <languagerule languagerulename="English">
 *       <rule break="no"><beforebreak>\bDr\.</beforebreak>
 *                        <afterbreak>\s</afterbreak></rule>
 *     ...
 *     <maprules>
 *      <languagemap languagepattern="EN.*" languagerulename="English"/>
 *
 * A map's pattern must fit the whole of our language's code, "ar" or "en",
 * case aside.  With cascade every map that fits adds its rules, in the order
 * of the maps; without it the first one alone counts.  Rules are numbered
 * through the file, from 1.
 *
 * SRX 1.0, which has no cascade, is read as well.  What the header says of
 * subflows and inline codes is passed over, since our text has none; so are
 * elements of other name spaces.
 *
 * Limits: 10,000 rules, 1,000 maps, 16 KiB a pattern.
 */
#include "text/srx.h"

#include "base/error.h"
#include "base/utf8.h"
#include "base/xml.h"
#include "text/srx_rule.h"

#include <errno.h>
#include <stdio.h>

enum {
    RULES_FEW = 64,
    RULES_MOST = 10000,
    MAPS_MOST = 1000,
    PATTERN_MOST = 16 << 10
};

/* Of SRX's own elements. */
enum field { FIELD_NONE, FIELD_BEFORE, FIELD_AFTER };

struct raw_rule {
    struct barq_text set; /* the languagerule that it belongs to */
    struct barq_text before, after;
    bool breaks;
};

struct raw_map {
    struct barq_text pattern, set;
};

/* A file being read. */
struct reading {
    struct xml *xml;
    const char *path;
    struct raw_rule *rules;
    size_t rule_count, rule_cap;
    struct raw_map *maps;
    size_t map_count;
    bool cascade, root;
    struct barq_text set;
    enum field field;
    struct buf text; /* of the field */
    struct arena *keep;
};

static enum barq_status fail_here(const struct reading *file,
                                  const char *message, struct barq_error *err)
{
    return fail(err, BARQ_E_INPUT, 0, "%s:%d: %s", file->path,
                xml_line(file->xml), message);
}

static enum barq_status copy_attribute(struct reading *file, const char *name,
                                       struct barq_text *to,
                                       struct barq_error *err)
{
    struct barq_text value = xml_attribute(file->xml, name);

    if (value.len > PATTERN_MOST)
        return fail_here(file, "an attribute of more than 16 KiB", err);
    *to = arena_text(file->keep, value);
    return to->at ? BARQ_OK : fail_nomem(err, "for an SRX file");
}

static enum barq_status begin_root(struct reading *file, struct barq_error *err)
{
    struct barq_text version = xml_attribute(file->xml, "version");

    if (strcmp(xml_name(file->xml), "srx") != 0)
        return fail_here(file, "not SRX: its root element is not <srx>", err);
    if (!text_equal(version, text_of("2.0")) &&
        !text_equal(version, text_of("1.0")))
        return fail_here(file, "not SRX 2.0; save the rules as that version",
                         err);
    file->root = true;
    return BARQ_OK;
}

/* Room for one more rule, by doubling: most files have a few dozen. */
static bool make_room(struct reading *file)
{
    size_t cap = file->rule_cap ? 2 * file->rule_cap : RULES_FEW;

    if (file->rule_count < file->rule_cap)
        return true;
    struct raw_rule *rules = arena_new(file->keep, struct raw_rule, cap);
    if (!rules)
        return false;
    if (file->rule_count)
        memcpy(rules, file->rules, file->rule_count * sizeof(*rules));
    file->rules = rules;
    file->rule_cap = cap;
    return true;
}

static enum barq_status begin_rule(struct reading *file, struct barq_error *err)
{
    if (file->rule_count == RULES_MOST)
        return fail_here(file, "more than 10,000 rules", err);
    if (!make_room(file))
        return fail_nomem(err, "for an SRX file");
    struct raw_rule *rule = &file->rules[file->rule_count++];
    rule->set = file->set;
    rule->breaks =
        !text_equal(xml_attribute(file->xml, "break"), text_of("no"));
    return BARQ_OK;
}

static enum barq_status begin_map(struct reading *file, struct barq_error *err)
{
    if (file->map_count == MAPS_MOST)
        return fail_here(file, "more than 1,000 language maps", err);
    struct raw_map *map = &file->maps[file->map_count++];
    enum barq_status status =
        copy_attribute(file, "languagepattern", &map->pattern, err);
    return status ? status
                  : copy_attribute(file, "languagerulename", &map->set, err);
}

static enum barq_status begin_field(struct reading *file, enum field field,
                                    struct barq_error *err)
{
    if (!file->rule_count)
        return fail_here(file, "a pattern outside any rule", err);
    file->field = field;
    buf_clear(&file->text);
    return BARQ_OK;
}

static enum barq_status begin_element(struct reading *file,
                                      struct barq_error *err)
{
    const char *name = xml_name(file->xml);

    if (!file->root)
        return begin_root(file, err);
    if (strcmp(name, "header") == 0)
        file->cascade =
            text_equal(xml_attribute(file->xml, "cascade"), text_of("yes"));
    else if (strcmp(name, "languagerule") == 0)
        return copy_attribute(file, "languagerulename", &file->set, err);
    else if (strcmp(name, "rule") == 0)
        return begin_rule(file, err);
    else if (strcmp(name, "languagemap") == 0)
        return begin_map(file, err);
    else if (strcmp(name, "beforebreak") == 0)
        return begin_field(file, FIELD_BEFORE, err);
    else if (strcmp(name, "afterbreak") == 0)
        return begin_field(file, FIELD_AFTER, err);
    return BARQ_OK;
}

static enum barq_status end_element(struct reading *file,
                                    struct barq_error *err)
{
    if (file->field == FIELD_NONE)
        return BARQ_OK;
    struct raw_rule *rule = &file->rules[file->rule_count - 1];
    struct barq_text copy = arena_text(
        file->keep, (struct barq_text){ file->text.at, file->text.len });
    if (!copy.at || file->text.failed)
        return fail_nomem(err, "for an SRX file");
    if (file->field == FIELD_BEFORE)
        rule->before = copy;
    else
        rule->after = copy;
    file->field = FIELD_NONE;
    return BARQ_OK;
}

static enum barq_status add_text(struct reading *file, struct barq_error *err)
{
    if (file->field == FIELD_NONE)
        return BARQ_OK;
    buf_add(&file->text, xml_text(file->xml));
    if (file->text.len > PATTERN_MOST)
        return fail_here(file, "a pattern of more than 16 KiB", err);
    return BARQ_OK;
}

static enum barq_status read_events(struct reading *file,
                                    struct barq_error *err)
{
    enum xml_event event = XML_TEXT;
    enum barq_status status = BARQ_OK;

    while (!status && event != XML_DONE) {
        status = xml_next(file->xml, &event, err);
        if (!status && event == XML_START)
            status = begin_element(file, err);
        else if (!status && event == XML_TEXT)
            status = add_text(file, err);
        else if (!status && event == XML_END)
            status = end_element(file, err);
    }
    return status;
}

static enum barq_status read_file(struct reading *file, struct barq_error *err)
{
    FILE *from = fopen(file->path, "rb");

    if (!from)
        return fail(err, BARQ_E_INPUT, errno, "%s: cannot open: %s", file->path,
                    strerror(errno));
    file->maps = arena_new(file->keep, struct raw_map, MAPS_MOST);
    enum barq_status status = file->maps
                                  ? xml_open(from, file->path, &file->xml, err)
                                  : fail_nomem(err, "for an SRX file");
    if (!status)
        status = read_events(file, err);
    xml_close(file->xml);
    buf_release(&file->text);
    fclose(from);
    return status;
}

/* The rules of one set join those of the language; a set counts once. */
static enum barq_status take_set(struct srx *srx, const struct reading *file,
                                 struct barq_text set, struct arena scratch,
                                 struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    for (size_t i = 0; i < srx->count; i++)
        if (text_equal(file->rules[srx->rules[i].number - 1].set, set))
            return BARQ_OK;
    for (size_t i = 0; i < file->rule_count && !status; i++) {
        const struct raw_rule *raw = &file->rules[i];
        if (!text_equal(raw->set, set))
            continue;
        struct srx_rule *rule = &srx->rules[srx->count++];
        *rule =
            (struct srx_rule){ .number = (int)i + 1, .breaks = raw->breaks };
        status =
            srx_rule_compile(srx, rule, raw->before, raw->after, scratch, err);
    }
    return status;
}

static enum barq_status take_language(struct srx *srx,
                                      const struct reading *file,
                                      const char *language,
                                      struct arena scratch,
                                      struct barq_error *err)
{
    enum barq_status status = BARQ_OK;
    bool fits = false, valid;

    for (size_t i = 0; i < file->map_count && !status; i++) {
        const struct raw_map *map = &file->maps[i];
        bool matches =
            srx_matches_code(map->pattern, language, &valid, scratch);
        if (!valid)
            buf_addf(&srx->warnings,
                     "%s: language map %zu left out: its pattern does not "
                     "compile\n",
                     srx->path, i + 1);
        if (!matches)
            continue;
        fits = true;
        status = take_set(srx, file, map->set, scratch, err);
        if (!file->cascade)
            break;
    }
    if (!fits)
        buf_addf(&srx->warnings, "%s: no language map for \"%s\"\n", srx->path,
                 language);
    return status;
}

static enum barq_status read_rules(struct srx *srx, enum barq_lang lang,
                                   struct arena scratch, struct barq_error *err)
{
    struct arena work = arena_split(&scratch);
    struct reading file = { .path = srx->path, .keep = &work };
    enum barq_status status = read_file(&file, err);

    if (status)
        return status;
    srx->rules = arena_new(&scratch, struct srx_rule, file.rule_count + 1);
    if (!srx->rules)
        return fail_nomem(err, "for an SRX file");
    status =
        take_language(srx, &file, lang == BARQ_AR ? "ar" : "en", scratch, err);
    if (!status && srx->warnings.failed)
        return fail_nomem(err, "for an SRX file");
    return status;
}

static struct srx *make_srx(const char *path, struct arena *keep,
                            struct barq_error *err)
{
    struct block home;

    if (block_reserve(&home, TASK_CEILING, keep, err))
        return NULL;
    struct srx *srx = arena_new(keep, struct srx, 1);
    struct barq_text copy = arena_text(keep, text_of(path));
    if (!srx || !copy.at) {
        block_release(home);
        fail_nomem(err, "for an SRX file");
        return NULL;
    }
    srx->home = home;
    srx->path = copy.at;
    return srx;
}

enum barq_status srx_open(const char *path, enum barq_lang lang,
                          struct srx **out, struct barq_error *err)
{
    struct arena keep;
    struct srx *srx = make_srx(path, &keep, err);

    if (!srx)
        return BARQ_E_INTERNAL;
    enum barq_status status = read_rules(srx, lang, keep, err);
    if (status) {
        srx_close(srx);
        return status;
    }
    *out = srx;
    return BARQ_OK;
}

void srx_close(struct srx *srx)
{
    if (!srx)
        return;
    for (size_t i = 0; i < srx->count; i++)
        uregex_close(srx->rules[i].pattern);
    buf_release(&srx->warnings);
    block_release(srx->home);
}

const char *srx_warnings(const struct srx *srx)
{
    return srx->warnings.at ? srx->warnings.at : "";
}
