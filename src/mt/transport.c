/*
 * transport.c - libcurl's multi handle, with slots.
 *
 * Text leaves this machine only for the server that the user named:
 *   the address is checked (url.c), and past any proxy if it is plain http;
 *   https with certificates checked, by the system's list or by --cacert;
 *   redirects are not followed: libcurl would send the text, and headers
 *   such as x-api-key, to wherever a 307 points;
 *   no control characters in headers.
 *
 * And a server cannot harm us: a time-out for connecting, one for a trickle
 * of bytes, one for the whole; the answer cut off at 16 MiB as it arrives,
 * unpacked.
 *
 * Each slot keeps its easy handle, and the multi handle the connections, so
 * that twenty requests through four slots make four connections, or one over
 * HTTP/2.  A body is not copied: its owner keeps it until the end.
 */
#include "mt/transport.h"

#include "base/error.h"
#include "base/utf8.h"
#include "mt/curl.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

/* Fewer bytes a second than this are a trickle; and how often to look. */
enum { TRICKLE = 16, LOOK_MS = 250 };

struct slot {
    struct transport *transport;
    CURL *curl;
    struct curl_slist *headers;
    char user[512]; /* "ID:SECRET" of a signed request */
    struct buf body;
    int retry_after_ms;
    int64_t began_ms;
    int64_t watch_ms;   /* when the present watch began ... */
    curl_off_t watched; /* ... and the bytes that had passed by then */
    bool busy, too_long, idle;
};

struct transport {
    const struct mt_config *config;
    const struct mt_limits *limits;
    CURLM *multi;
    struct slot slots[TRANSPORT_SLOTS_MOST];
    size_t count, running;
    bool heard; /* the server answered before, so it is there */
};

int64_t transport_now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* libcurl's hand-over of bytes; taking fewer than given ends the transfer. */
static size_t receive(char *at, size_t size, size_t count, void *context)
{
    struct slot *slot = context;
    size_t len = size * count;

    if (len > TRANSPORT_ANSWER_MOST - slot->body.len) {
        slot->too_long = true;
        return 0;
    }
    buf_add(&slot->body, (struct barq_text){ at, len });
    return slot->body.failed ? 0 : len;
}

int transport_retry_after_ms(const char *value, int64_t now_s)
{
    char *end;
    long long seconds = strtoll(value, &end, 10);

    if (end == value || (*end && *end != ' ')) {
        time_t when = libcurl->getdate(value, NULL);
        seconds = when < 0 ? 0 : (long long)when - now_s;
    }
    if (seconds <= 0)
        return 0;
    return seconds > INT_MAX / 1000 ? INT_MAX : (int)seconds * 1000;
}

/* libcurl's hand-over of a header line, without a NUL behind it. */
static size_t receive_header(char *at, size_t size, size_t count, void *context)
{
    static const char name[] = "retry-after:";
    struct slot *slot = context;
    struct barq_text line = { at, size * count };
    char value[64];

    if (line.len < sizeof(name) || strncasecmp(at, name, sizeof(name) - 1) != 0)
        return line.len;
    struct barq_text rest =
        text_trim(text_slice(line, sizeof(name) - 1, line.len));
    if (rest.len < sizeof(value)) {
        memcpy(value, rest.at, rest.len);
        value[rest.len] = 0;
        slot->retry_after_ms =
            transport_retry_after_ms(value, (int64_t)time(NULL));
    }
    return line.len;
}

/*
 * Called at least four times a second.  In every stretch of idle_ms some
 * bytes have to pass, TRICKLE a second; libcurl's own limit on low speed
 * looks back five seconds and takes the headers for a flow.
 */
static int watch(void *context, curl_off_t down_all, curl_off_t down,
                 curl_off_t up_all, curl_off_t up)
{
    struct slot *slot = context;
    int64_t now = transport_now_ms();
    int64_t idle_ms = slot->transport->limits->idle_ms;

    (void)down_all;
    (void)up_all;
    if (now - slot->watch_ms < idle_ms)
        return 0;
    slot->idle = down + up - slot->watched < TRICKLE * idle_ms / 1000 + 1;
    slot->watch_ms = now;
    slot->watched = down + up;
    return slot->idle;
}

static void set_up(struct transport *transport, struct slot *slot)
{
    CURL *curl = slot->curl;
    const struct mt_config *config = transport->config;
    const struct mt_limits *limits = transport->limits;

    libcurl->easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    libcurl->easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    libcurl->easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    libcurl->easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    libcurl->easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    libcurl->easy_setopt(curl, CURLOPT_SSLVERSION,
                         (long)CURL_SSLVERSION_TLSv1_2);
    if (config->cacert.len)
        libcurl->easy_setopt(curl, CURLOPT_CAINFO, config->cacert.at);
    libcurl->easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS,
                         (long)limits->connect_ms);
    libcurl->easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    libcurl->easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, watch);
    libcurl->easy_setopt(curl, CURLOPT_XFERINFODATA, slot);
    libcurl->easy_setopt(curl, CURLOPT_USERAGENT, "barq/" BARQ_VERSION);
    libcurl->easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "");
    libcurl->easy_setopt(curl, CURLOPT_WRITEFUNCTION, receive);
    libcurl->easy_setopt(curl, CURLOPT_WRITEDATA, slot);
    libcurl->easy_setopt(curl, CURLOPT_HEADERFUNCTION, receive_header);
    libcurl->easy_setopt(curl, CURLOPT_HEADERDATA, slot);
    libcurl->easy_setopt(curl, CURLOPT_PRIVATE, slot);
    if (strncasecmp(config->url.at, "https:", 6) != 0)
        libcurl->easy_setopt(curl, CURLOPT_NOPROXY, "*");
    else /* one connection for all, if it turns out to speak HTTP/2 */
        libcurl->easy_setopt(curl, CURLOPT_PIPEWAIT, 1L);
}

static bool make_slots(struct transport *transport)
{
    int wanted = transport->limits->concurrency;

    if (wanted < 1)
        wanted = 1;
    if (wanted > TRANSPORT_SLOTS_MOST)
        wanted = TRANSPORT_SLOTS_MOST;
    for (; transport->count < (size_t)wanted; transport->count++) {
        struct slot *slot = &transport->slots[transport->count];
        slot->transport = transport;
        slot->curl = libcurl->easy_init();
        if (!slot->curl)
            return false;
        set_up(transport, slot);
    }
    libcurl->multi_setopt(transport->multi, CURLMOPT_MAXCONNECTS, (long)wanted);
    return true;
}

enum barq_status transport_open(const struct mt_config *config,
                                const struct mt_limits *limits,
                                struct transport **out, struct barq_error *err)
{
    enum barq_status status = curl_load(err);

    if (status)
        return status;
    CURLcode code = libcurl->global_init(CURL_GLOBAL_DEFAULT);
    if (code)
        return fail(err, BARQ_E_INTERNAL, (int)code, "libcurl: %s",
                    libcurl->easy_strerror(code));
    struct transport *transport = calloc(1, sizeof(*transport));
    if (transport) {
        transport->config = config;
        transport->limits = limits;
        transport->multi = libcurl->multi_init();
    }
    if (!transport || !transport->multi || !make_slots(transport)) {
        transport_close(transport);
        if (!transport)
            libcurl->global_cleanup();
        return fail_nomem(err, "to reach an engine");
    }
    *out = transport;
    return BARQ_OK;
}

static void wipe(char *secret, size_t size)
{
    for (volatile char *c = secret; size; size--)
        *c++ = 0;
}

static void free_headers(struct slot *slot)
{
    libcurl->slist_free_all(slot->headers);
    slot->headers = NULL;
    wipe(slot->user, sizeof(slot->user));
}

void transport_close(struct transport *transport)
{
    if (!transport)
        return;
    transport_cancel(transport);
    for (size_t i = 0; i < transport->count; i++) {
        libcurl->easy_cleanup(transport->slots[i].curl);
        buf_release(&transport->slots[i].body);
    }
    libcurl->multi_cleanup(transport->multi);
    free(transport);
    libcurl->global_cleanup();
}

size_t transport_running(const struct transport *transport)
{
    return transport->running;
}

int transport_free_slot(const struct transport *transport)
{
    for (size_t i = 0; i < transport->count; i++)
        if (!transport->slots[i].busy)
            return (int)i;
    return -1;
}

static bool has_control(struct barq_text text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.at[i] < ' ' || text.at[i] == 0x7F)
            return true;
    return false;
}

/* False when a header cannot be sent. */
static bool list_headers(struct slot *slot, const struct mt_request *request)
{
    struct curl_slist *list = NULL;
    bool good = true;

    for (size_t i = 0; good && i < request->header_count; i++) {
        struct curl_slist *longer =
            has_control(request->headers[i])
                ? NULL
                : libcurl->slist_append(list, request->headers[i].at);
        good = longer != NULL;
        list = good ? longer : list;
    }
    /* libcurl would ask leave before a long body, and wait for it.  No body
     * that is signed is long, and libcurl would sign the empty header. */
    if (good && !request->signing.len) {
        struct curl_slist *longer = libcurl->slist_append(list, "Expect:");
        good = longer != NULL;
        list = good ? longer : list;
    }
    slot->headers = list;
    return good;
}

/* Sign by AWS version 4, or not. */
static void set_signing(struct slot *slot, const struct mt_request *request)
{
    const struct mt_config *config = slot->transport->config;

    if (!request->signing.len) {
        libcurl->easy_setopt(slot->curl, CURLOPT_AWS_SIGV4, NULL);
        libcurl->easy_setopt(slot->curl, CURLOPT_USERPWD, NULL);
        return;
    }
    snprintf(slot->user, sizeof(slot->user), "%s:%s", config->key_id.at,
             config->key.at);
    libcurl->easy_setopt(slot->curl, CURLOPT_AWS_SIGV4, request->signing.at);
    libcurl->easy_setopt(slot->curl, CURLOPT_USERPWD, slot->user);
}

static void set_request(struct slot *slot, const struct mt_request *request,
                        int most_ms)
{
    CURL *curl = slot->curl;

    libcurl->easy_setopt(curl, CURLOPT_URL, request->url.at);
    libcurl->easy_setopt(curl, CURLOPT_HTTPHEADER, slot->headers);
    libcurl->easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)most_ms);
    libcurl->easy_setopt(curl, CURLOPT_CUSTOMREQUEST, NULL);
    set_signing(slot, request);
    if (request->get) {
        libcurl->easy_setopt(curl, CURLOPT_HTTPGET, 1L);
        return;
    }
    libcurl->easy_setopt(curl, CURLOPT_POST, 1L);
    libcurl->easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE,
                         (curl_off_t)request->body.len);
    libcurl->easy_setopt(curl, CURLOPT_POSTFIELDS, request->body.at);
    if (request->method)
        libcurl->easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request->method);
}

enum barq_status transport_start(struct transport *transport,
                                 const struct mt_request *request, int most_ms,
                                 struct barq_error *err)
{
    struct slot *slot = &transport->slots[transport_free_slot(transport)];

    buf_clear(&slot->body);
    slot->too_long = slot->idle = false;
    slot->retry_after_ms = 0;
    if (!list_headers(slot, request)) {
        free_headers(slot);
        return fail(err, BARQ_E_USAGE, 0,
                    "%s: a header cannot be sent: it holds a control character",
                    transport->config->name.at);
    }
    set_request(slot, request, most_ms);
    slot->began_ms = slot->watch_ms = transport_now_ms();
    slot->watched = 0;
    CURLMcode code = libcurl->multi_add_handle(transport->multi, slot->curl);
    if (code) {
        free_headers(slot);
        return fail(err, BARQ_E_INTERNAL, (int)code, "libcurl: %s",
                    libcurl->multi_strerror(code));
    }
    slot->busy = true;
    transport->running++;
    return BARQ_OK;
}

static void leave(struct slot *slot)
{
    libcurl->multi_remove_handle(slot->transport->multi, slot->curl);
    libcurl->easy_setopt(slot->curl, CURLOPT_HTTPHEADER, NULL);
    libcurl->easy_setopt(slot->curl, CURLOPT_USERPWD, NULL);
    free_headers(slot);
    slot->busy = false;
    slot->transport->running--;
}

void transport_cancel(struct transport *transport)
{
    for (size_t i = 0; i < transport->count; i++)
        if (transport->slots[i].busy)
            leave(&transport->slots[i]);
}

/* Nothing of the text can have got to the server. */
static bool is_before_sending(CURLcode code)
{
    return code == CURLE_COULDNT_CONNECT ||
           code == CURLE_COULDNT_RESOLVE_HOST ||
           code == CURLE_COULDNT_RESOLVE_PROXY ||
           code == CURLE_SSL_CONNECT_ERROR ||
           code == CURLE_PEER_FAILED_VERIFICATION ||
           code == CURLE_SSL_CACERT_BADFILE || code == CURLE_SSL_CERTPROBLEM;
}

/* What a failure of the network means.  A server that was never reached is
 * not there, and waiting will not bring it; one that was may come back. */
static enum mt_trouble judge(const struct slot *slot, CURLcode code)
{
    if (slot->too_long)
        return MT_REFUSED;
    switch (code) {
    case CURLE_COULDNT_CONNECT:
        return slot->transport->heard ? MT_BUSY : MT_REFUSED;
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_PARTIAL_FILE:
    case CURLE_BAD_CONTENT_ENCODING:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
    case CURLE_WRITE_ERROR:
        return MT_BUSY;
    default:
        return MT_REFUSED;
    }
}

static void word_timeout(const struct slot *slot, struct transport_done *done)
{
    const struct mt_config *config = slot->transport->config;
    curl_off_t connected = 0;

    libcurl->easy_getinfo(slot->curl, CURLINFO_PRETRANSFER_TIME_T, &connected);
    if (!connected)
        fail(&done->err, BARQ_E_ENGINE, CURLE_OPERATION_TIMEDOUT,
             "%s: no connection to %s in %d ms (is it running? set %s_URL)",
             config->name.at, config->url.at, done->ms, config->variable);
    else
        fail(&done->err, BARQ_E_ENGINE, CURLE_OPERATION_TIMEDOUT,
             "%s: no answer from %s in %d ms (is it overloaded? try again)",
             config->name.at, config->url.at, done->ms);
    done->timed_out = true;
    done->sent = connected != 0;
}

static void word_failure(const struct slot *slot, CURLcode code,
                         struct transport_done *done)
{
    const struct mt_config *config = slot->transport->config;
    const char *name = config->name.at, *url = config->url.at;
    const char *variable = config->variable;
    struct barq_error *err = &done->err;

    if (slot->too_long)
        fail(err, BARQ_E_ENGINE, (int)code,
             "%s: the answer is longer than %d MiB (is it the right server? "
             "see %s_URL)",
             name, TRANSPORT_ANSWER_MOST >> 20, variable);
    else if (code == CURLE_COULDNT_CONNECT ||
             code == CURLE_COULDNT_RESOLVE_HOST)
        fail(err, BARQ_E_ENGINE, (int)code,
             "%s: cannot connect to %s (is it running? set %s_URL)", name, url,
             variable);
    else if (code == CURLE_PEER_FAILED_VERIFICATION)
        fail(err, BARQ_E_ENGINE, (int)code,
             "%s: the certificate of %s is not to be trusted (see %s_URL, or "
             "--cacert for an authority of your own)",
             name, url, variable);
    else if (code == CURLE_SSL_CACERT_BADFILE)
        fail(err, BARQ_E_USAGE, (int)code,
             "%s: %s holds no certificates that can be read (--cacert)", name,
             config->cacert.at ? config->cacert.at : "the system's list");
    else if (code == CURLE_OPERATION_TIMEDOUT)
        word_timeout(slot, done);
    else
        fail(err, BARQ_E_ENGINE, (int)code, "%s: %s: %s (see %s_URL)", name,
             url, libcurl->easy_strerror(code), variable);
}

static void finish(struct slot *slot, CURLcode code,
                   struct transport_done *done)
{
    long connects = 0;

    *done = (struct transport_done){
        .slot = (int)(slot - slot->transport->slots),
        .sent = !is_before_sending(code),
        .ms = (int)(transport_now_ms() - slot->began_ms),
    };
    libcurl->easy_getinfo(slot->curl, CURLINFO_NUM_CONNECTS, &connects);
    done->reused = connects == 0;
    if (slot->idle)
        code = CURLE_OPERATION_TIMEDOUT;
    if (code) {
        done->trouble = judge(slot, code);
        word_failure(slot, code, done);
    } else {
        slot->transport->heard = true;
        libcurl->easy_getinfo(slot->curl, CURLINFO_RESPONSE_CODE,
                              &done->reply.http_status);
        done->reply.body = (struct barq_text){ slot->body.at, slot->body.len };
        done->reply.retry_after_ms = slot->retry_after_ms;
    }
    leave(slot);
}

/* The next transfer that has ended, if any. */
static bool take_done(struct transport *transport, struct transport_done *done)
{
    CURLMsg *message;
    int left;

    while ((message = libcurl->multi_info_read(transport->multi, &left))) {
        char *slot = NULL;
        if (message->msg != CURLMSG_DONE)
            continue;
        CURLcode code = message->data.result; /* gone with the handle */
        libcurl->easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &slot);
        finish((struct slot *)(void *)slot, code, done);
        return true;
    }
    return false;
}

bool transport_wait(struct transport *transport, int most_ms,
                    struct transport_done *done)
{
    int64_t end = transport_now_ms() + most_ms;
    int running;

    for (;;) {
        libcurl->multi_perform(transport->multi, &running);
        if (take_done(transport, done))
            return true;
        int64_t left = end - transport_now_ms();
        if (left <= 0)
            return false;
        libcurl->multi_poll(transport->multi, NULL, 0,
                            left < LOOK_MS ? (int)left : LOOK_MS, NULL);
    }
}
