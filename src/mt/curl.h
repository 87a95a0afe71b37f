/*
 * curl.h - libcurl, loaded by those who talk to an engine.
 *
 * libcurl brings thirty libraries along (TLS, LDAP, Kerberos ...), and to map
 * them takes longer than most commands do.  So the program is not linked with
 * it: curl_load() opens it when the first engine is wanted, and its functions
 * are called through `libcurl`, by their names without "curl_":
 *
 *     libcurl->easy_setopt(handle, CURLOPT_URL, url)
 */
#ifndef MT_CURL_H
#define MT_CURL_H

#include "barq.h"

#define CURL_DISABLE_TYPECHECK /* it looks for calls by name */
#include <curl/curl.h>

#define CURL_FUNCTIONS(X)  \
    X(easy_init)           \
    X(easy_setopt)         \
    X(easy_getinfo)        \
    X(easy_strerror)       \
    X(easy_cleanup)        \
    X(multi_init)          \
    X(multi_setopt)        \
    X(multi_add_handle)    \
    X(multi_remove_handle) \
    X(multi_perform)       \
    X(multi_poll)          \
    X(multi_info_read)     \
    X(multi_strerror)      \
    X(multi_cleanup)       \
    X(slist_append)        \
    X(slist_free_all)      \
    X(url)                 \
    X(url_set)             \
    X(url_get)             \
    X(url_cleanup)         \
    X(free)                \
    X(getdate)             \
    X(global_init)         \
    X(global_cleanup)

struct curl_functions {
#define CURL_FUNCTION(name) __typeof__(curl_##name) *name;
    CURL_FUNCTIONS(CURL_FUNCTION)
#undef CURL_FUNCTION
};

/* Empty until curl_load() has said BARQ_OK. */
extern const struct curl_functions *const libcurl;

/* Load it, if that is not done yet; BARQ_E_ENGINE says what to install. */
enum barq_status curl_load(struct barq_error *err);

#endif
