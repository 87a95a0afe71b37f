/*
 * align_edit.c - an alignment by hand, in the editor of the person's choice.
 *
 * The beads go into a file as blocks, $VISUAL or $EDITOR opens it, and what
 * comes back is checked and stored as reviewed.  The file is taken away once
 * it is stored, and kept, its path said, when anything was wrong with it:
 * --edited reads it again when it is mended.
 */
#include "cli/align.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A file of our own in $TMPDIR, with the text in it. */
static enum barq_status make_file(char path[4096], struct barq_text text)
{
    const char *folder = getenv("TMPDIR");

    snprintf(path, 4096, "%s/barq-align-XXXXXX.txt",
             folder && *folder ? folder : "/tmp");
    int fd = mkstemps(path, 4);
    FILE *to = fd < 0 ? NULL : fdopen(fd, "wb");
    bool good = to && fwrite(text.at, 1, text.len, to) == text.len;
    good = to && !fclose(to) && good;
    if (good)
        return BARQ_OK;
    talk("%s: cannot write: %s", path, strerror(errno));
    return BARQ_E_INPUT;
}

static enum barq_status take_file(const struct pairing *p,
                                  const struct barq_review *original,
                                  const char *path, bool ours)
{
    struct barq_error err;
    struct barq_review *edited;
    enum barq_status status =
        complain(barq_review_edited(original, path, &edited, &err), &err);

    if (!status) {
        status = review_store(p->args, edited);
        barq_review_free(edited);
    }
    if (status > BARQ_NOTHING && ours)
        talk("nothing is stored; the file is kept: mend it, and give it with "
             "--edited %s",
             path);
    else if (ours)
        unlink(path);
    return status;
}

static enum barq_status edit(const struct pairing *p,
                             const struct barq_review *review)
{
    struct barq_error err;
    char path[4096], *text;
    size_t len;
    enum barq_status status = complain(
        barq_review_render(review, BARQ_REVIEW_BLOCKS, &text, &len, &err),
        &err);

    if (status)
        return status;
    status = make_file(path, (struct barq_text){ text, len });
    barq_string_free(text);
    if (!status)
        status = editor_run(path);
    return status ? status : take_file(p, review, path, true);
}

enum barq_status align_by_hand(const struct pairing *p)
{
    struct barq_error err;
    struct barq_review *review;
    enum barq_status status = complain(barq_review_open(&review, &err), &err);

    if (status)
        return status;
    status = complain(barq_review_add(review, p->alignment, &err), &err);
    if (!status && p->args->edited)
        status = take_file(p, review, p->args->edited, false);
    else if (!status)
        status = edit(p, review);
    barq_review_free(review);
    return status;
}
