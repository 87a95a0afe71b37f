/* transport.h - requests to engines, over libcurl. */
#ifndef MT_TRANSPORT_H
#define MT_TRANSPORT_H

#include "mt/mt.h"

/* The longest answer that is read. */
enum { TRANSPORT_ANSWER_MOST = 16 << 20 };

/* A connection that is used again; belongs to one thread at a time. */
struct transport;

struct transport_options {
    const struct mt_kind *kind; /* words the messages */
    struct barq_text url;       /* of the server, as the user gave it */
    int connect_ms, total_ms;
};

/*
 * Check the URL and get ready; nothing is sent.  BARQ_E_USAGE for what is
 * neither https nor http to this very machine, or carries a password.
 */
enum barq_status transport_open(const struct transport_options *options,
                                struct transport **out, struct barq_error *err);
void transport_close(struct transport *transport);

/* Post a request.  The reply's body is the transport's, until the next. */
enum barq_status transport_post(struct transport *transport,
                                const struct mt_request *request,
                                struct mt_reply *reply, struct barq_error *err);

#endif
