/*
 * file.h - files read whole, and files written whole or not at all.
 *
 * A file is written under a temporary name beside its final one, synced, and
 * renamed: a crash, a full disk or Ctrl-C leaves the old file as it was.  A
 * link stays a link, a replaced file's rights stay as they were, and a
 * database is never written over.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdio.h>

#include "base/arena.h"
#include "barq.h"

/* The largest file read into memory whole. */
#define FILE_CEILING ((size_t)256 << 20)

/* All of `path`, or of standard input for "-". */
enum barq_status file_read(const char *path, struct barq_text *bytes,
                           struct arena *keep, struct barq_error *err);

/* A file being written.  After file_create() exactly one of file_commit()
 * and file_drop() must follow. */
struct file {
    FILE *to;             /* write here, without checking each call */
    const char *path;     /* as it was named */
    char target[4096];    /* where links lead */
    char temporary[4096]; /* empty for a device or pipe */
};

enum barq_status file_create(struct file *file, const char *path,
                             struct barq_error *err);
enum barq_status file_commit(struct file *file, struct barq_error *err);
void file_drop(struct file *file);

#endif
