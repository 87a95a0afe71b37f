/*
 * curl.c - find libcurl and its functions.
 *
 * The name is that of its binary interface, which has been the same since
 * 2006; Debian has the same library over GnuTLS under another.
 */
#include "mt/curl.h"

#include "base/error.h"

#include <dlfcn.h>
#include <string.h>

static struct curl_functions functions;
const struct curl_functions *const libcurl = &functions;

static bool find_functions(void *library, struct curl_functions *found)
{
    void *function;

    /* A pointer to data cannot be cast to one to a function. */
#define CURL_FUNCTION(name)                            \
    function = dlsym(library, "curl_" #name);          \
    memcpy(&found->name, &function, sizeof(function)); \
    if (!function)                                     \
        return false;
    CURL_FUNCTIONS(CURL_FUNCTION)
#undef CURL_FUNCTION
    return true;
}

enum barq_status curl_load(struct barq_error *err)
{
    static const char *const names[] = { "libcurl.so.4",
                                         "libcurl-gnutls.so.4" };
    static bool missing; /* and so it stays: see transport_check_url() */
    struct curl_functions found;

    if (functions.global_init)
        return BARQ_OK;
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]) && !missing; i++) {
        void *library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
        if (!library)
            continue;
        if (find_functions(library, &found)) {
            functions = found; /* stays loaded */
            return BARQ_OK;
        }
        dlclose(library);
    }
    missing = true;
    return fail(err, BARQ_E_ENGINE, 0,
                "libcurl, with which engines are reached, is missing or older "
                "than 7.85; install it (on Debian and Ubuntu: apt install "
                "libcurl4)");
}
