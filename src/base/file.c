#include "base/file.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * The one unfinished file of this process, for barq_abandon(): a signal
 * handler can be handed nothing, so this has to be a global.
 */
static const char *volatile unfinished;

void barq_abandon(void)
{
    const char *path = unfinished;

    if (path)
        unlink(path);
}

static enum barq_status read_all(FILE *from, const char *name,
                                 struct barq_text *bytes, struct arena *keep,
                                 struct barq_error *err)
{
    size_t cap = FILE_CEILING + 1, len;
    struct arena rest = *keep;
    char *at = (size_t)(rest.end - rest.at) < cap ? NULL : rest.at;

    if (!at)
        return fail_nomem(err, "to read a file");
    len = fread(at, 1, cap, from);
    if (ferror(from))
        return fail(err, BARQ_E_INPUT, errno, "%s: cannot read: %s", name,
                    strerror(errno));
    if (len == cap)
        return fail(err, BARQ_E_INPUT, 0,
                    "%s: larger than %zu MiB; cut it into stories", name,
                    FILE_CEILING >> 20);
    /* Straight into the arena: only the pages that were read cost memory. */
    keep->at += len;
    *bytes = (struct barq_text){ at, len };
    return BARQ_OK;
}

enum barq_status file_read(const char *path, struct barq_text *bytes,
                           struct arena *keep, struct barq_error *err)
{
    struct stat info;

    if (strcmp(path, "-") == 0)
        return read_all(stdin, "standard input", bytes, keep, err);

    FILE *from = fopen(path, "rb");
    if (!from)
        return fail(err, BARQ_E_INPUT, errno, "%s: cannot open: %s", path,
                    strerror(errno));
    enum barq_status status;
    if (!fstat(fileno(from), &info) && S_ISDIR(info.st_mode))
        status = fail(err, BARQ_E_INPUT, EISDIR,
                      "%s: is a folder; name a file in it", path);
    else
        status = read_all(from, path, bytes, keep, err);
    fclose(from);
    return status;
}

static enum barq_status write_fail(struct barq_error *err, const char *path)
{
    int cause = errno;

    return fail(err, BARQ_E_INPUT, cause, "%s: cannot write: %s",
                strcmp(path, "-") == 0 ? "standard output" : path,
                strerror(cause));
}

/* Devices and pipes (/dev/stdout, /dev/null) cannot be renamed onto. */
static bool is_special(const char *path)
{
    struct stat info;

    return strcmp(path, "-") == 0 ||
           (!stat(path, &info) && !S_ISREG(info.st_mode) &&
            !S_ISDIR(info.st_mode));
}

/* What umask grants a new file; mkstemp() grants the owner alone. */
static void open_to_umask(int fd)
{
    mode_t mask = umask(0);

    umask(mask);
    fchmod(fd, 0666 & ~mask);
}

enum barq_status file_create(struct file *file, const char *path,
                             struct barq_error *err)
{
    int fd;

    *file = (struct file){ .path = path };
    if (is_special(path)) {
        file->to = strcmp(path, "-") == 0 ? stdout : fopen(path, "wb");
        return file->to ? BARQ_OK : write_fail(err, path);
    }
    if (snprintf(file->temporary, sizeof(file->temporary), "%s.XXXXXX", path) >=
        (int)sizeof(file->temporary)) {
        errno = ENAMETOOLONG;
        return write_fail(err, path);
    }
    fd = mkstemp(file->temporary);
    if (fd < 0)
        return write_fail(err, path);
    unfinished = file->temporary;
    open_to_umask(fd);
    file->to = fdopen(fd, "wb");
    if (file->to)
        return BARQ_OK;
    close(fd);
    file_drop(file);
    return write_fail(err, path);
}

/* Flush, sync and close; false with errno set when any of it failed. */
static bool settle(struct file *file)
{
    bool good = !ferror(file->to) && !fflush(file->to);

    if (file->to == stdout)
        return good;
    if (good && file->temporary[0])
        good = !fsync(fileno(file->to));
    int cause = errno;
    bool closed = !fclose(file->to);
    file->to = NULL;
    if (!good)
        errno = cause;
    return good && closed;
}

enum barq_status file_commit(struct file *file, struct barq_error *err)
{
    bool good = settle(file);

    if (good && file->temporary[0])
        good = !rename(file->temporary, file->path);
    if (good) {
        unfinished = NULL;
        return BARQ_OK;
    }
    enum barq_status status = write_fail(err, file->path);
    file_drop(file);
    return status;
}

void file_drop(struct file *file)
{
    int cause = errno;

    if (file->to && file->to != stdout)
        fclose(file->to);
    if (file->temporary[0])
        unlink(file->temporary);
    unfinished = NULL;
    errno = cause;
}

enum barq_status barq_save(const char *path, struct barq_text text,
                           struct barq_error *err)
{
    struct file file;
    enum barq_status status = file_create(&file, path, err);

    if (status)
        return status;
    if (text.len)
        fwrite(text.at, 1, text.len, file.to);
    return file_commit(&file, err);
}
