/*
 * transport.c - one request after the other over a connection that is kept.
 *
 * Text leaves this machine only for the server that the user named:
 *   plain http only to a loopback address, and past any proxy;
 *   https with certificates checked;
 *   redirects are not followed: libcurl would send the text, and headers
 *   such as x-api-key, to wherever a 307 points;
 *   no control characters in URL or headers, since CR LF starts a new one.
 *
 * And a server cannot harm us: a time-out for connecting and one for the
 * whole, the answer cut off at 16 MiB as it arrives.
 */
#include "mt/transport.h"

#include "base/error.h"
#include "base/utf8.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

struct transport {
    struct transport_options options;
    CURL *curl;
    struct buf body;
    bool too_long;
};

/* The host of an URL, without brackets, is this machine. */
static bool is_loopback(const char *host)
{
    char plain[64];
    struct in_addr v4;
    struct in6_addr v6;
    size_t len = strlen(host);

    if (strcmp(host, "localhost") == 0)
        return true;
    if (inet_pton(AF_INET, host, &v4) == 1)
        return ntohl(v4.s_addr) >> 24 == 127;
    if (len < 3 || len > sizeof(plain) || host[0] != '[')
        return false;
    memcpy(plain, host + 1, len - 2);
    plain[len - 2] = 0;
    return inet_pton(AF_INET6, plain, &v6) == 1 && IN6_IS_ADDR_LOOPBACK(&v6);
}

static enum barq_status judge_parts(const struct transport_options *options,
                                    CURLU *url, struct barq_error *err)
{
    const char *name = options->kind->name;
    const char *variable = options->kind->variable;
    char *scheme = NULL, *host = NULL, *user = NULL;
    enum barq_status status = BARQ_OK;

    curl_url_get(url, CURLUPART_SCHEME, &scheme, 0);
    curl_url_get(url, CURLUPART_HOST, &host, 0);
    curl_url_get(url, CURLUPART_USER, &user, 0);
    if (user) /* not quoted: it would show the password */
        status = fail(err, BARQ_E_USAGE, 0,
                      "%s: the URL must not carry a user or password (set "
                      "%s_URL without, and %s_KEY)",
                      name, variable, variable);
    else if (!scheme || !host ||
             (strcmp(scheme, "https") != 0 && strcmp(scheme, "http") != 0))
        status = fail(err, BARQ_E_USAGE, 0,
                      "%s: %s is neither http nor https (set %s_URL)", name,
                      options->url.at, variable);
    else if (strcmp(scheme, "http") == 0 && !is_loopback(host))
        status = fail(err, BARQ_E_USAGE, 0,
                      "%s: %s would send text unencrypted to another "
                      "machine (use https in %s_URL)",
                      name, options->url.at, variable);
    curl_free(scheme);
    curl_free(host);
    curl_free(user);
    return status;
}

static bool has_control(struct barq_text text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.at[i] <= ' ' || text.at[i] == 0x7F)
            return true;
    return false;
}

static enum barq_status check_url(const struct transport_options *options,
                                  struct barq_error *err)
{
    CURLU *url = curl_url();
    enum barq_status status;

    if (!url)
        return fail_nomem(err, "for an engine's address");
    if (has_control(options->url) ||
        curl_url_set(url, CURLUPART_URL, options->url.at,
                     CURLU_NON_SUPPORT_SCHEME))
        status = fail(err, BARQ_E_USAGE, 0,
                      "%s: not a URL (set %s_URL to one like %s)",
                      options->kind->name, options->kind->variable,
                      options->kind->default_url);
    else
        status = judge_parts(options, url, err);
    curl_url_cleanup(url);
    return status;
}

/* libcurl's hand-over of bytes; taking fewer than given ends the transfer. */
static size_t receive(char *at, size_t size, size_t count, void *context)
{
    struct transport *transport = context;
    size_t len = size * count;

    if (len > TRANSPORT_ANSWER_MOST - transport->body.len) {
        transport->too_long = true;
        return 0;
    }
    buf_add(&transport->body, (struct barq_text){ at, len });
    return transport->body.failed ? 0 : len;
}

static void set_up(struct transport *transport)
{
    CURL *curl = transport->curl;

    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS,
                     (long)transport->options.connect_ms);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS,
                     (long)transport->options.total_ms);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "barq/" BARQ_VERSION);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, receive);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, transport);
    if (strncasecmp(transport->options.url.at, "https:", 6) != 0)
        curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
}

/* NULL when memory runs out. */
static struct transport *make(const struct transport_options *options)
{
    struct transport *transport = calloc(1, sizeof(*transport));

    if (!transport)
        return NULL;
    transport->curl = curl_easy_init();
    if (!transport->curl) {
        free(transport);
        return NULL;
    }
    transport->options = *options;
    set_up(transport);
    return transport;
}

enum barq_status transport_open(const struct transport_options *options,
                                struct transport **out, struct barq_error *err)
{
    CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);

    if (code)
        return fail(err, BARQ_E_INTERNAL, (int)code, "libcurl: %s",
                    curl_easy_strerror(code));
    enum barq_status status = check_url(options, err);
    struct transport *transport = status ? NULL : make(options);
    if (!transport) {
        curl_global_cleanup();
        return status ? status : fail_nomem(err, "to reach an engine");
    }
    *out = transport;
    return BARQ_OK;
}

void transport_close(struct transport *transport)
{
    if (!transport)
        return;
    curl_easy_cleanup(transport->curl);
    buf_release(&transport->body);
    free(transport);
    curl_global_cleanup();
}

/* The list is the caller's to free; NULL when a header cannot be sent. */
static struct curl_slist *list_headers(const struct mt_request *request)
{
    /* libcurl would ask leave before a long body, and wait for it. */
    struct curl_slist *list = curl_slist_append(NULL, "Expect:");

    for (size_t i = 0; list && i < request->header_count; i++) {
        const char *header = request->headers[i].at;
        struct curl_slist *longer =
            strpbrk(header, "\r\n") ? NULL : curl_slist_append(list, header);
        if (!longer)
            curl_slist_free_all(list);
        list = longer;
    }
    return list;
}

static enum barq_status fail_curl(const struct transport *transport,
                                  CURLcode code, struct barq_error *err)
{
    const char *name = transport->options.kind->name;
    const char *variable = transport->options.kind->variable;
    const char *url = transport->options.url.at;

    if (transport->too_long)
        return fail(err, BARQ_E_ENGINE, (int)code,
                    "%s: the answer is longer than %d MiB (is it the right "
                    "server? see %s_URL)",
                    name, TRANSPORT_ANSWER_MOST >> 20, variable);
    switch (code) {
    case CURLE_COULDNT_CONNECT:
    case CURLE_COULDNT_RESOLVE_HOST:
        return fail(err, BARQ_E_ENGINE, (int)code,
                    "%s: cannot connect to %s (is it running? set %s_URL)",
                    name, url, variable);
    case CURLE_OPERATION_TIMEDOUT:
        return fail(err, BARQ_E_ENGINE, (int)code,
                    "%s: no answer from %s in %d ms (is it overloaded? try "
                    "again)",
                    name, url, transport->options.total_ms);
    case CURLE_PEER_FAILED_VERIFICATION:
        return fail(err, BARQ_E_ENGINE, (int)code,
                    "%s: the certificate of %s is not to be trusted "
                    "(see %s_URL)",
                    name, url, variable);
    default:
        return fail(err, BARQ_E_ENGINE, (int)code, "%s: %s: %s (see %s_URL)",
                    name, url, curl_easy_strerror(code), variable);
    }
}

enum barq_status transport_post(struct transport *transport,
                                const struct mt_request *request,
                                struct mt_reply *reply, struct barq_error *err)
{
    CURL *curl = transport->curl;
    struct curl_slist *headers = list_headers(request);

    if (!headers)
        return fail(err, BARQ_E_INTERNAL, 0, "%s: a header cannot be sent",
                    transport->options.kind->name);
    buf_clear(&transport->body);
    transport->too_long = false;
    curl_easy_setopt(curl, CURLOPT_URL, request->url.at);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE,
                     (curl_off_t)request->body.len);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request->body.at);

    CURLcode code = curl_easy_perform(curl);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, NULL);
    curl_slist_free_all(headers);
    if (code)
        return fail_curl(transport, code, err);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &reply->http_status);
    reply->body = (struct barq_text){ transport->body.at, transport->body.len };
    return BARQ_OK;
}
