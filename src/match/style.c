/*
 * style.c - the style of a desk, from its configuration file.
 *
 *     [style]                     for every run
 *     percent = %
 *     dates = british
 *
 *     [style wire]                barq translate --style wire
 *     date_order = month-day
 *     grouping = comma
 *
 * What is not set is left as a stored translation has it.  A named section
 * stands alone.
 */
#include "barq.h"

#include "base/error.h"
#include "base/ini.h"
#include "base/utf8.h"

#include <stddef.h>
#include <unistd.h>

enum { CHOICES_MOST = 3 };

/* A setting, its field, and the words for its values from 1 on. */
static const struct setting {
    const char *name;
    size_t offset;
    const char *choices[CHOICES_MOST];
} settings[] = {
    { "date_order",
      offsetof(struct barq_style, date_order),
      { "month-day", "day-month" } },
    { "dates", offsetof(struct barq_style, dates), { "american", "british" } },
    { "percent",
      offsetof(struct barq_style, percent),
      { "%", "percent", "per cent" } },
    { "grouping", offsetof(struct barq_style, grouping), { "comma", "none" } },
};
enum { SETTINGS = sizeof(settings) / sizeof(settings[0]) };

static enum barq_status set(const struct ini *ini,
                            const struct ini_entry *entry,
                            const struct setting *setting,
                            struct barq_style *style, struct barq_error *err)
{
    const char *const *choices = setting->choices;

    for (int i = 0; i < CHOICES_MOST; i++)
        if (choices[i] && text_equal(entry->value, text_of(choices[i]))) {
            *(int *)((char *)style + setting->offset) = i + 1;
            return BARQ_OK;
        }
    return ini_fail(ini, entry, err, "%s is %s%s %s%s%s, not \"%s\"",
                    setting->name, choices[0], choices[2] ? "," : " or",
                    choices[1], choices[2] ? " or " : "",
                    choices[2] ? choices[2] : "", entry->value.at);
}

static enum barq_status set_any(const struct ini *ini,
                                const struct ini_entry *entry,
                                struct barq_style *style,
                                struct barq_error *err)
{
    for (size_t i = 0; i < SETTINGS; i++)
        if (text_equal(entry->name, text_of(settings[i].name)))
            return set(ini, entry, &settings[i], style, err);
    return ini_fail(ini, entry, err, "[%s] has no setting \"%s\"",
                    entry->section.at, entry->name.at);
}

/* Read the section; *found says whether there is one. */
static enum barq_status read_section(const struct ini *ini,
                                     struct barq_text section, bool *found,
                                     struct barq_style *style,
                                     struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    *found = false;
    for (size_t i = 0; i < ini->count && !status; i++) {
        if (!text_equal(ini->entries[i].section, section))
            continue;
        *found = true;
        status = set_any(ini, &ini->entries[i], style, err);
    }
    return status;
}

/* A file's name has a stroke or a point in it, or the file is there. */
static bool is_file(const char *name)
{
    return strchr(name, '/') || strchr(name, '.') || access(name, F_OK) == 0;
}

static enum barq_status read_style(const char *config, const char *name,
                                   struct barq_style *style, struct arena *keep,
                                   struct barq_error *err)
{
    bool file = name && is_file(name), found = false;
    const char *path = file ? name : config;
    struct ini ini = { .path = path };
    struct barq_text section =
        file || !name ? text_of("style") : arena_print(keep, "style %s", name);
    enum barq_status status = BARQ_OK;

    if (!section.at)
        return fail_nomem(err, "for a style");
    if (path)
        status = ini_read(path, file, &ini, keep, err);
    if (!status)
        status = read_section(&ini, section, &found, style, err);
    if (status || found || !name)
        return status;
    if (file)
        return fail(err, BARQ_E_INPUT, 0, "%s: has no section [style]", path);
    if (!path)
        return fail(err, BARQ_E_USAGE, 0,
                    "no style \"%s\": there is no configuration file", name);
    return fail(err, BARQ_E_USAGE, 0,
                "no style \"%s\": %s has no section [style %s]", name, path,
                name);
}

enum barq_status barq_style_read(const char *config, const char *name,
                                 struct barq_style *out, struct barq_error *err)
{
    struct barq_style style = { BARQ_AS_STORED };
    struct block home;
    struct arena keep;
    enum barq_status status =
        block_reserve(&home, 4 * (size_t)INI_BYTES_MOST, &keep, err);

    if (status)
        return status;
    status = read_style(config, name, &style, &keep, err);
    block_release(home);
    if (!status)
        *out = style;
    return status;
}
