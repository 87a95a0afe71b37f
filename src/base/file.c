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
    char *at = arena_rest(keep, cap);

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

/* The rights of the file that is replaced, or what umask grants a new one;
 * mkstemp() grants the owner alone. */
static void set_rights(int fd, const char *path)
{
    struct stat info;
    mode_t mask = umask(0);

    umask(mask);
    fchmod(fd, stat(path, &info) ? 0666 & ~mask : info.st_mode & 07777);
}

/* A database is never written over: it may be somebody's memory. */
static bool is_database(const char *path)
{
    static const char magic[] = "SQLite format 3";
    char head[sizeof(magic)] = "";
    FILE *from = fopen(path, "rb");

    if (!from)
        return false;
    size_t len = fread(head, 1, sizeof(head), from);
    fclose(from);
    return len == sizeof(head) && memcmp(head, magic, sizeof(magic)) == 0;
}

/* Where a link leads, so that what is replaced is the file and not the link;
 * the path itself when there is nothing yet. */
static bool resolve(struct file *file, const char *path)
{
    char *real = realpath(path, NULL);
    int len =
        snprintf(file->target, sizeof(file->target), "%s", real ? real : path);

    free(real);
    return len < (int)sizeof(file->target);
}

static enum barq_status make_temporary(struct file *file,
                                       struct barq_error *err)
{
    int len = snprintf(file->temporary, sizeof(file->temporary), "%s.XXXXXX",
                       file->target);

    if (len >= (int)sizeof(file->temporary)) {
        file->temporary[0] = 0;
        errno = ENAMETOOLONG;
        return write_fail(err, file->path);
    }
    int fd = mkstemp(file->temporary);
    if (fd < 0) {
        file->temporary[0] = 0;
        return write_fail(err, file->path);
    }
    unfinished = file->temporary;
    set_rights(fd, file->target);
    file->to = fdopen(fd, "wb");
    if (file->to)
        return BARQ_OK;
    close(fd);
    file_drop(file);
    return write_fail(err, file->path);
}

enum barq_status file_create(struct file *file, const char *path,
                             struct barq_error *err)
{
    *file = (struct file){ .path = path };
    if (!*path)
        return fail(err, BARQ_E_INPUT, 0, "no file to write was named");
    if (is_special(path)) {
        file->to = strcmp(path, "-") == 0 ? stdout : fopen(path, "wb");
        return file->to ? BARQ_OK : write_fail(err, path);
    }
    if (is_database(path))
        return fail(err, BARQ_E_INPUT, 0,
                    "%s: is a database, maybe a memory; name another file",
                    path);
    if (!resolve(file, path)) {
        errno = ENAMETOOLONG;
        return write_fail(err, path);
    }
    return make_temporary(file, err);
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
        good = !rename(file->temporary, file->target);
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
