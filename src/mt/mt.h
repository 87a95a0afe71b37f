/*
 * mt.h - machine translation over HTTP; the only room that includes libcurl.
 *
 * An engine is two pure functions, one that makes a request from a batch of
 * texts and one that reads the answer; it opens no socket, so that every
 * answer a server could give is a unit test.  One transport carries them.
 */
#ifndef MT_MT_H
#define MT_MT_H

#include "base/arena.h"
#include "base/buf.h"
#include "barq.h"

struct mt_request {
    struct barq_text url;
    struct barq_text headers[8]; /* "Name: value" */
    size_t header_count;
    struct barq_text body;
};

struct mt_batch {
    enum barq_lang from, to;
    const struct barq_text *texts;
    size_t count;
};

struct mt_config {
    struct barq_text url, key; /* key may be empty */
};

struct mt_reply {
    long http_status;
    struct barq_text body; /* as it came; it may quote the key */
};

/*
 * One engine, a file each.  Its messages are one line without "; ", which
 * sets the notes of a draft apart, and show what a server said only through
 * mt_quote().
 */
struct mt_kind {
    const char *name;
    const char *default_url;
    const char *variable; /* "BARQ_LIBRETRANSLATE": _URL and _KEY follow */
    size_t most_texts, most_bytes; /* of one request */
    enum barq_status (*request)(const struct mt_config *config,
                                const struct mt_batch *batch,
                                struct mt_request *out, struct arena *keep,
                                struct barq_error *err);
    /* `answers` has room for batch->count texts, which live in `keep`. */
    enum barq_status (*answer)(const struct mt_config *config,
                               const struct mt_batch *batch,
                               const struct mt_reply *reply,
                               struct barq_text *answers, struct arena *keep,
                               struct barq_error *err);
};

extern const struct mt_kind mt_libretranslate;

/*
 * Translate as many texts as the engine will: answers[i].at is NULL where it
 * did not, and then the status says why the first of them failed.
 */
enum barq_status mt_translate(struct barq_engine *engine,
                              const struct mt_batch *batch,
                              struct barq_text *answers, struct arena *keep,
                              struct arena scratch, struct barq_error *err);

/*
 * What a server said, decoded, fit for an error message: the key starred out
 * and then cut to `size` bytes, without control characters, marks that turn
 * the line round, and "; ".  The result lies in `room`.
 */
struct barq_text mt_quote(struct barq_text said, struct barq_text key,
                          char *room, size_t size);

/* "libretranslate", for provenance. */
struct barq_text mt_engine_name(const struct barq_engine *engine);

#endif
