#include "base/data.h"

#include "base/error.h"
#include "base/file.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <unistd.h>

struct embedded {
    const char *name;
    const char *text;
    size_t len;
};

/* scripts/embed tm/...: sorted by name, ended by {0}. */
extern const struct embedded barq_embedded[];

static enum barq_status from_folder(const char *path, struct barq_text *text,
                                    struct arena *keep, struct barq_error *err)
{
    size_t offset = 0;
    enum barq_status status = file_read(path, text, keep, err);

    if (status)
        return status;
    if (!utf8_check(*text, &offset))
        return fail(err, BARQ_E_INPUT, 0, "%s: not UTF-8 at byte %zu", path,
                    offset);
    return BARQ_OK;
}

/* The folder that stands in for tm/, or NULL. */
static const char *folder_set(void)
{
    const char *folder = getenv("BARQ_DATA");

    return folder && *folder ? folder : NULL;
}

bool data_is_overridden(void)
{
    return folder_set();
}

enum barq_status data_file(const char *name, struct barq_text *text,
                           struct arena *keep, struct barq_error *err)
{
    const char *folder = folder_set();

    if (folder) {
        struct barq_text path = arena_print(keep, "%s/%s", folder, name);
        if (!path.at)
            return fail_nomem(err, "for a path");
        if (access(path.at, R_OK) == 0)
            return from_folder(path.at, text, keep, err);
    }
    for (const struct embedded *e = barq_embedded; e->name; e++)
        if (strcmp(e->name, name) == 0) {
            *text = (struct barq_text){ e->text, e->len };
            return BARQ_OK;
        }
    return fail(err, BARQ_E_INTERNAL, 0, "no data file %s", name);
}

const char *data_name(const char *folder, size_t index)
{
    size_t len = strlen(folder);

    for (const struct embedded *e = barq_embedded; e->name; e++)
        if (strncmp(e->name, folder, len) == 0 && index-- == 0)
            return e->name;
    return NULL;
}
