/* names_file.h - the ledger of names as files: TBX and a table. */
#ifndef FORMATS_NAMES_FILE_H
#define FORMATS_NAMES_FILE_H

#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"
#include "barq.h"

/* What a reader of names calls for each; what it gets is valid until it
 * returns. */
struct name_sink {
    enum barq_status (*take)(void *context, const struct barq_name *name,
                             size_t line, struct barq_error *err);
    /* One that cannot be used; `reason` says why, without the line. */
    enum barq_status (*skip)(void *context, size_t line, const char *reason,
                             struct barq_error *err);
    void *context;
};

/* `name` is for messages, which give the line. */
enum barq_status tbx_read(FILE *from, const char *name,
                          const struct name_sink *sink, struct arena all,
                          struct barq_error *err);
enum barq_status names_table_read(struct barq_text bytes, const char *name,
                                  const struct name_sink *sink,
                                  struct arena all, struct barq_error *err);

/* TBX-Basic (ISO 30042:2008) of the accepted names, a table of all; *written
 * counts them. */
void tbx_write(struct buf *buf, const struct barq_names *names,
               size_t *written);
void names_table_write(struct buf *buf, const struct barq_names *names,
                       size_t *written);

#endif
