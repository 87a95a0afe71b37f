/* filter.c - the options that say which units, read into a barq_filter. */
#include "cli/cli.h"

#include <string.h>

enum edge { EDGE_START, EDGE_END };

static enum barq_status read_date(const char *option, const char *typed,
                                  enum edge edge, int64_t *out)
{
    int64_t start, end;

    if (!typed)
        return BARQ_OK;
    if (!barq_date_span(typed, &start, &end)) {
        talk("--%s takes a date, as 2026-11-23, 2026-11 or 2026, not \"%s\"",
             option, typed);
        return BARQ_E_USAGE;
    }
    *out = edge == EDGE_START ? start : end;
    /* 0 is no date; a day of 1970 is as good as any other. */
    if (!*out)
        *out = 1;
    return BARQ_OK;
}

static enum barq_status read_origins(const struct arguments *args,
                                     unsigned *out)
{
    const unsigned all = BARQ_STATUS_REVIEWED | BARQ_STATUS_UNREVIEWED;
    unsigned origins = all, status = all;
    enum barq_origin origin;

    if (args->origin && barq_origin_from_name(args->origin, &origin))
        origins = BARQ_ORIGIN_BIT(origin);
    if (args->status)
        status = strcmp(args->status, "reviewed") == 0 ? BARQ_STATUS_REVIEWED
                                                       : BARQ_STATUS_UNREVIEWED;
    if (!(origins & status)) {
        talk("no unit of origin %s is %s", args->origin, args->status);
        return BARQ_E_USAGE;
    }
    *out = (origins & status) == all ? 0 : origins & status;
    return BARQ_OK;
}

/* An option that is given and blank would silently ask for everything. */
static enum barq_status read_name(const char *option, const char *typed,
                                  struct barq_text *out)
{
    if (typed && !typed[strspn(typed, " \t\r\n")]) {
        talk("--%s wants a name", option);
        return BARQ_E_USAGE;
    }
    *out = text_named(typed);
    return BARQ_OK;
}

const char *filter_given(const struct arguments *args)
{
    const struct {
        const char *typed, *option;
    } all[] = {
        { args->since, "since" },   { args->until, "until" },
        { args->story, "story" },   { args->agency, "agency" },
        { args->origin, "origin" }, { args->status, "status" },
        { args->person, "person" },
    };

    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
        if (all[i].typed)
            return all[i].option;
    return NULL;
}

enum barq_status filter_read(const struct arguments *args,
                             struct barq_filter *filter, bool *any)
{
    enum barq_status status;

    *filter = (struct barq_filter){ 0 };
    if ((status =
             read_date("since", args->since, EDGE_START, &filter->since)) ||
        (status = read_date("until", args->until, EDGE_END, &filter->until)) ||
        (status = read_origins(args, &filter->origins)) ||
        (status = read_name("story", args->story, &filter->story)) ||
        (status = read_name("agency", args->agency, &filter->agency)) ||
        (status = read_name("person", args->person, &filter->person)))
        return status;
    if (filter->since && filter->until && filter->since >= filter->until) {
        talk("--since %s comes after --until %s", args->since, args->until);
        return BARQ_E_USAGE;
    }
    *any = filter->since || filter->until || filter->origins ||
           filter->story.len || filter->agency.len || filter->person.len;
    return BARQ_OK;
}
