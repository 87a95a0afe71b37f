/*
 * kind.h - what the engines, a file each, share.
 *
 * An engine is two pure functions, one that makes a request from a batch of
 * segments and one that reads the answer; it opens no socket, so that every
 * answer a server could give is a unit test.
 */
#ifndef MT_KIND_H
#define MT_KIND_H

#include "base/json.h"
#include "mt/mt.h"

enum { MT_HEADERS_MOST = 16 };

struct mt_request {
    bool get;           /* a GET without a body; else a POST */
    const char *method; /* another one, or NULL */
    struct barq_text url;
    struct barq_text headers[MT_HEADERS_MOST]; /* "Name: value" */
    size_t header_count;
    struct barq_text body;
    /* Signed by the key and the secret of the configuration, AWS version 4;
     * "aws:amz:REGION:SERVICE", empty if not. */
    struct barq_text signing;
};

/* A template from barq.ini; see template.c. */
struct mt_template {
    struct barq_text method, body, answer;
    struct barq_text headers[8];
    size_t header_count;
    bool form; /* the body is a form and not JSON */
};

/* What an engine needs to know, from barq.ini and the environment. */
struct mt_config {
    const struct mt_kind *kind;
    struct barq_text name;            /* as the user calls it */
    const char *variable;             /* "BARQ_DEEPL": _URL and _KEY follow */
    struct barq_text url;             /* without a stroke at its end */
    struct barq_text key;             /* empty: none */
    struct barq_text key_id, session; /* for a signature */
    struct barq_text key_source;      /* where the key came from, for people */
    struct barq_text model, region, version, glossary, style, cacert;
    struct barq_text english; /* "US" or "GB"; a template's code, or empty */
    struct barq_text arabic;  /* a template's code, or empty */
    double temperature;       /* below 0: the engine's own */
    bool allow_http;          /* unencrypted, to another machine */
    bool examples;            /* the engine makes use of what memory knows */
    struct mt_template template;
};

struct mt_reply {
    long http_status;
    struct barq_text body; /* as it came; it may quote the key */
    int retry_after_ms;    /* what the server asked for; 0: nothing */
};

/* What a reply means for the requests that follow. */
enum mt_trouble {
    MT_FINE,
    MT_BUSY,     /* overloaded, or broken off: the same again, later */
    MT_QUOTA,    /* no more today or this month: stop */
    MT_KEY,      /* no key, or a wrong one: stop */
    MT_REFUSED,  /* it will not do, whatever we try: stop */
    MT_LONG,     /* more than the server takes: smaller requests */
    MT_FORM,     /* it does not know the form asked for: the next form */
    MT_ODD,      /* an answer that does not fit: next form, then smaller */
    MT_TEXT,     /* it will not have this text: the others go on */
    MT_INTERNAL, /* ours: out of memory */
};

/* An answer being read. */
struct mt_reading {
    const struct mt_config *config;
    const struct mt_batch *batch;
    struct barq_text *answers; /* room for batch->count, all .at NULL ... */
    struct arena *keep;        /* ... which live here */
    struct barq_error *err;
};

/*
 * One engine.  Its messages are one line without "; ", which sets the notes
 * of a draft apart, and show what a server said only through mt_quote().
 */
struct mt_kind {
    const char *name;
    const char *default_url;       /* NULL: made by prepare() */
    size_t most_texts, most_bytes; /* of one request */
    size_t longest;                /* bytes of one text; 0: unknown */
    int forms;     /* how many ways there are to ask for the answer */
    bool slow;     /* a language model, which thinks for minutes */
    bool examples; /* it may learn from examples and neighbours */
    bool wants_key, wants_model;
    /* A GET that costs nothing, and wants the key if any is wanted:
     * "/languages"; NULL: the URL itself. */
    const char *check_path;

    /* Fill in what the configuration leaves open; NULL: nothing. */
    enum barq_status (*prepare)(struct mt_config *config, struct arena *keep,
                                struct barq_error *err);
    /* Add the headers that carry the key; NULL: none. */
    void (*sign)(const struct mt_config *config, struct mt_request *request,
                 struct arena *keep);
    /* One of the two: the request for a batch. */
    enum barq_status (*request)(const struct mt_config *config,
                                const struct mt_batch *batch,
                                struct mt_request *out, struct arena *keep,
                                struct barq_error *err);
    /* The other one: the translations in the JSON of a 200. */
    enum mt_trouble (*read)(const struct mt_reading *r, const cJSON *json);
    /* For any other status: where its JSON has the server's words (pointers,
     * ended by NULL), and what it means.  `json` is NULL if it is none; the
     * function is NULL where mt_judge() knows enough. */
    const char *const *errors;
    enum mt_trouble (*judge)(const struct mt_batch *batch, long http_status,
                             const cJSON *json, struct barq_text said);
};

extern const struct mt_kind mt_libretranslate, mt_deepl, mt_google, mt_azure,
    mt_amazon, mt_openai, mt_llamacpp, mt_vllm, mt_ollama, mt_anthropic,
    mt_apertium, mt_modernmt, mt_template_kind;

/* By name; NULL if there is none.  By index, NULL at the end. */
const struct mt_kind *mt_kind_named(struct barq_text name);
const struct mt_kind *mt_kind_at(size_t index);

/* ------------------------------------------------------ making requests */

/* "ar" or "en". */
const char *mt_code(enum barq_lang lang);

/* "; out of room" shows as a header that is NULL, which mt_finish() finds. */
__attribute__((format(printf, 3, 4))) void mt_header(struct mt_request *request,
                                                     struct arena *keep,
                                                     const char *format, ...);

/* The configured URL and `path`; the body of `buf`, which is released, as
 * JSON; the headers of the engine's sign(). */
enum barq_status mt_post_json(const struct mt_config *config, const char *path,
                              struct buf *buf, struct mt_request *out,
                              struct arena *keep, struct barq_error *err);

/* BARQ_E_INTERNAL if something did not fit into the arena. */
enum barq_status mt_finish(const struct mt_config *config,
                           const struct mt_request *request,
                           struct barq_error *err);

/* The texts of the batch as a JSON array. */
void mt_add_texts(struct buf *buf, const struct mt_batch *batch);

/* As in a query or a form: all but letters, digits and -._~ as %XX. */
void mt_add_escaped(struct buf *buf, struct barq_text text);

/* ------------------------------------------------------- reading answers */

/*
 * What a server said, decoded, fit for an error message: the key starred out
 * and then cut to `size` bytes, without control characters, marks that turn
 * the line round, and "; ".  The result lies in `room`.
 */
struct barq_text mt_quote(struct barq_text said, struct barq_text key,
                          char *room, size_t size);

/* Star out every copy of the key in a finished message. */
void mt_hide_key(struct barq_text key, char *text);

/*
 * Read a reply to the batch by the rules of config->kind: translations, all
 * of them, or a typed error and none.
 */
enum mt_trouble mt_answer(const struct mt_config *config,
                          const struct mt_batch *batch,
                          const struct mt_reply *reply,
                          struct barq_text *answers, struct arena *keep,
                          struct barq_error *err);

/* What an HTTP status means, by itself. */
enum mt_trouble mt_judge(long http_status);

/* Word a refusal; `said` is the server's own word for it, or .at NULL.
 * Returns `trouble`. */
enum mt_trouble mt_refuse(const struct mt_config *config,
                          const struct mt_reply *reply, enum mt_trouble trouble,
                          struct barq_text said, struct barq_error *err);

/* An answer that makes no sense: "NAME: " and the message.  Returns MT_ODD. */
__attribute__((format(printf, 2, 3))) enum mt_trouble mt_odd(
    const struct mt_reading *r, const char *format, ...);

/* Take translation i, trimmed; `said` .at NULL or empty is MT_ODD. */
enum mt_trouble mt_take(const struct mt_reading *r, size_t i,
                        struct barq_text said);

/* Take a list of as many translations as were asked for, each at `pointer`
 * within its item. */
enum mt_trouble mt_take_list(const struct mt_reading *r, const cJSON *list,
                             const char *pointer);

/* Does `text` hold `word`, whatever the case of its ASCII letters? */
bool mt_mentions(struct barq_text text, const char *word);

/* The first line of a file that nobody but its owner can read. */
enum barq_status mt_key_file(const char *path, struct barq_text *out,
                             struct arena *keep, struct barq_error *err);

#endif
