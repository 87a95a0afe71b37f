/*
 * url.c - is this an address that text may be sent to?
 *
 *   https, to anybody; plain http, to this very machine, or where barq.ini
 *   says so (plain_http = yes); no other scheme; no user or password in it,
 *   since an address shows in messages; no control characters, since CR LF
 *   in it starts a new header.
 */
#include "mt/transport.h"

#include "base/error.h"
#include "mt/curl.h"

#include <arpa/inet.h>
#include <string.h>

/* The host of an URL is this machine. */
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

static enum barq_status judge_parts(const struct mt_config *config, CURLU *url,
                                    struct barq_error *err)
{
    const char *name = config->name.at;
    const char *variable = config->variable;
    char *scheme = NULL, *host = NULL, *user = NULL;
    enum barq_status status = BARQ_OK;

    libcurl->url_get(url, CURLUPART_SCHEME, &scheme, 0);
    libcurl->url_get(url, CURLUPART_HOST, &host, 0);
    libcurl->url_get(url, CURLUPART_USER, &user, 0);
    if (user) /* not quoted: it would show the password */
        status = fail(err, BARQ_E_USAGE, 0,
                      "%s: the URL must not carry a user or password (set "
                      "%s_URL without, and %s_KEY)",
                      name, variable, variable);
    else if (!scheme || !host ||
             (strcmp(scheme, "https") != 0 && strcmp(scheme, "http") != 0))
        status = fail(err, BARQ_E_USAGE, 0,
                      "%s: %s is neither http nor https (set %s_URL)", name,
                      config->url.at, variable);
    else if (strcmp(scheme, "http") == 0 && !is_loopback(host) &&
             !config->allow_http)
        status = fail(err, BARQ_E_USAGE, 0,
                      "%s: %s would send text unencrypted to another "
                      "machine (use https in %s_URL, or plain_http = yes in "
                      "barq.ini)",
                      name, config->url.at, variable);
    libcurl->free(scheme);
    libcurl->free(host);
    libcurl->free(user);
    return status;
}

static bool has_control(struct barq_text text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.at[i] <= ' ' || text.at[i] == 0x7F)
            return true;
    return false;
}

enum barq_status transport_check_url(const struct mt_config *config,
                                     struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    /* Without libcurl nothing is sent, which the first who wants to send is
     * told; what the memory knows is delivered first. */
    if (curl_load(NULL))
        return BARQ_OK;
    CURLU *url = libcurl->url();
    if (!url)
        return fail_nomem(err, "for an engine's address");
    if (has_control(config->url) ||
        libcurl->url_set(url, CURLUPART_URL, config->url.at,
                         CURLU_NON_SUPPORT_SCHEME))
        status = fail(err, BARQ_E_USAGE, 0,
                      "%s: not a URL (set %s_URL to one like %s)",
                      config->name.at, config->variable,
                      config->kind->default_url ? config->kind->default_url
                                                : "https://example.org");
    else
        status = judge_parts(config, url, err);
    libcurl->url_cleanup(url);
    return status;
}
