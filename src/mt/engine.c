/*
 * engine.c - a configured engine, and a story's open segments through it.
 *
 * Texts go out in batches, one after the other, as many as the engine
 * takes: 70 short segments are 3 requests of LibreTranslate's 32.  A text
 * that is longer than a whole batch goes alone; the server will say if that
 * is too much.  After the first failure nothing more is sent: a server that
 * says "slow down" or "no key" says so again.
 *
 * The key must not show.  A server may quote it back in its error, with any
 * letter of it escaped (a\/b, \u00e9), so it is looked for once JSON is
 * decoded, and starred before the text is cut short, which could leave half
 * of it.  As a second bar, the finished message is searched, too.  A server
 * that sends the key in another form yet (in base64, say) is beyond us.
 */
#include "mt/mt.h"

#include "mt/transport.h"

#include "base/error.h"
#include "base/utf8.h"

#include <string.h>

/* What one handle takes: its options and no texts. */
enum { ENGINE_CEILING = 1 << 20 };

enum { CONNECT_MS = 5000, TOTAL_MS = 60000 };

struct barq_engine {
    struct block home;
    const struct mt_kind *kind;
    struct mt_config config;
    struct transport *transport;
};

static const struct mt_kind *const kinds[] = { &mt_libretranslate };

static const struct mt_kind *find_kind(const char *name)
{
    for (size_t i = 0; name && i < sizeof(kinds) / sizeof(kinds[0]); i++)
        if (strcmp(kinds[i]->name, name) == 0)
            return kinds[i];
    return NULL;
}

static bool has_control(struct barq_text text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.at[i] < ' ' || text.at[i] == 0x7F)
            return true;
    return false;
}

static enum barq_status check_key(const struct mt_kind *kind,
                                  struct barq_text key, struct barq_error *err)
{
    size_t offset = 0;

    if (has_control(key) || !utf8_check(key, &offset))
        return fail(err, BARQ_E_USAGE, 0,
                    "%s: the key holds a line end or another control "
                    "character (set %s_KEY anew)",
                    kind->name, kind->variable);
    return BARQ_OK;
}

static enum barq_status set_up(struct barq_engine *engine,
                               const struct barq_engine_options *options,
                               struct arena *keep, struct barq_error *err)
{
    const char *url = options->url ? options->url : engine->kind->default_url;
    struct barq_text key = text_of(options->key);
    enum barq_status status = check_key(engine->kind, key, err);

    if (status)
        return status;
    engine->config.url = arena_text(keep, text_of(url));
    engine->config.key = arena_text(keep, key);
    if (!engine->config.url.at || !engine->config.key.at)
        return fail(err, BARQ_E_USAGE, 0, "%s: its URL or key is too long",
                    engine->kind->name);
    struct transport_options how = {
        engine->kind, engine->config.url,
        options->connect_ms > 0 ? options->connect_ms : CONNECT_MS,
        options->total_ms > 0 ? options->total_ms : TOTAL_MS
    };
    return transport_open(&how, &engine->transport, err);
}

enum barq_status barq_engine_open(const struct barq_engine_options *options,
                                  struct barq_engine **out,
                                  struct barq_error *err)
{
    const struct mt_kind *kind = options ? find_kind(options->name) : NULL;
    struct block home;
    struct arena keep;
    enum barq_status status;

    if (!kind)
        return fail(
            err, BARQ_E_USAGE, 0, "no engine is called \"%s\" (there is: %s)",
            options && options->name ? options->name : "", kinds[0]->name);
    status = block_reserve(&home, ENGINE_CEILING, &keep, err);
    if (status)
        return status;
    struct barq_engine *engine = arena_new(&keep, struct barq_engine, 1);
    engine->home = home;
    engine->kind = kind;
    status = set_up(engine, options, &keep, err);
    if (status) {
        block_release(home);
        return status;
    }
    *out = engine;
    return BARQ_OK;
}

void barq_engine_close(struct barq_engine *engine)
{
    if (!engine)
        return;
    transport_close(engine->transport);
    block_release(engine->home);
}

struct barq_text mt_engine_name(const struct barq_engine *engine)
{
    return text_of(engine->kind->name);
}

/* Marks that are not seen but change what is: C1 controls, zero-width and
 * bidi controls, line and paragraph separators. */
static bool is_unseen(uint32_t c)
{
    return c < ' ' || (c >= 0x7F && c < 0xA0) || c == 0x061C ||
           (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

/* However long the key is, this stands for it. */
static const char stars[] = "*****";

static bool starts_with(struct barq_text text, size_t i, struct barq_text what)
{
    return what.len && text.len - i >= what.len &&
           memcmp(text.at + i, what.at, what.len) == 0;
}

/* Write c behind the len bytes in `room`; returns how many there are now. */
static size_t put_seen(uint32_t c, char *room, size_t len)
{
    bool space = c == ' ' || is_unseen(c);

    if (space && len && room[len - 1] == ';')
        room[len - 1] = ',';
    return len + utf8_put(space ? ' ' : c, room + len);
}

struct barq_text mt_quote(struct barq_text said, struct barq_text key,
                          char *room, size_t size)
{
    const size_t most = sizeof(stars) - 1; /* that one step can write */
    size_t len = 0;

    said = text_trim(said);
    key = text_trim(key); /* as a server may have done */
    for (size_t i = 0; i < said.len && len + most <= size;) {
        if (starts_with(said, i, key)) {
            memcpy(room + len, stars, most);
            len += most;
            i += key.len;
        } else {
            len = put_seen(utf8_next(said, &i), room, len);
        }
    }
    struct barq_text quote = text_trim((struct barq_text){ room, len });
    while (quote.len && quote.at[quote.len - 1] == '.')
        quote.len--; /* our messages end without */
    return quote;
}

/* Star out the key wherever `text` has it. */
static void hide_key(struct barq_text key, char *text)
{
    if (!key.len)
        return;
    for (char *at = text; (at = strstr(at, key.at)); at += key.len)
        memset(at, '*', key.len);
}

/* How many of the first texts make one request. */
static size_t batch_size(const struct mt_kind *kind,
                         const struct barq_text *texts, size_t count)
{
    size_t taken = 0, bytes = 0;

    while (taken < count && taken < kind->most_texts &&
           (!taken || texts[taken].len <= kind->most_bytes - bytes)) {
        bytes += texts[taken].len;
        taken++;
        if (bytes >= kind->most_bytes)
            break;
    }
    return taken;
}

static enum barq_status send_batch(struct barq_engine *engine,
                                   const struct mt_batch *batch,
                                   struct barq_text *answers,
                                   struct arena *keep, struct arena scratch,
                                   struct barq_error *err)
{
    struct mt_request request;
    struct mt_reply reply = { 0 };
    enum barq_status status;

    if ((status = engine->kind->request(&engine->config, batch, &request,
                                        &scratch, err)) ||
        (status = transport_post(engine->transport, &request, &reply, err)))
        return status;
    return engine->kind->answer(&engine->config, batch, &reply, answers, keep,
                                err);
}

enum barq_status mt_translate(struct barq_engine *engine,
                              const struct mt_batch *batch,
                              struct barq_text *answers, struct arena *keep,
                              struct arena scratch, struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    for (size_t i = 0; i < batch->count; i++)
        answers[i] = (struct barq_text){ 0 };
    for (size_t done = 0; !status && done < batch->count;) {
        struct mt_batch part = { batch->from, batch->to, batch->texts + done,
                                 0 };
        part.count = batch_size(engine->kind, part.texts, batch->count - done);
        status = send_batch(engine, &part, answers + done, keep, scratch, err);
        done += part.count;
    }
    if (status && err)
        hide_key(engine->config.key, err->message);
    return status;
}
