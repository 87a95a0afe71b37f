/*
 * transport.h - requests to an engine, over libcurl: several at once, over
 * connections that are kept.
 *
 *     transport_start(t, &request, tag, ms, err);   up to as many as there
 *     transport_start(t, &other, tag2, ms, err);    are slots
 *     transport_wait(t, ms, &done);                 one of them, or none yet
 *
 * What is queued behind the slots is queued by the caller, so that no
 * time-out runs while a request waits for its turn.
 */
#ifndef MT_TRANSPORT_H
#define MT_TRANSPORT_H

#include "mt/kind.h"

/* The longest answer that is read, unpacked; and the most slots. */
enum { TRANSPORT_ANSWER_MOST = 16 << 20, TRANSPORT_SLOTS_MOST = 16 };

/* Belongs to one thread at a time. */
struct transport;

/*
 * Check the URL and get ready; nothing is sent.  Both pointers must outlive
 * the transport.  BARQ_E_USAGE for what is neither https nor http to this
 * very machine, or carries a password.
 */
enum barq_status transport_open(const struct mt_config *config,
                                const struct mt_limits *limits,
                                struct transport **out, struct barq_error *err);
void transport_close(struct transport *transport);

/* How many requests are under way. */
size_t transport_running(const struct transport *transport);

/* The free slot that the next request will take; -1 if there is none. */
int transport_free_slot(const struct transport *transport);

/* Begin a request, whose body must stay until it is done, in the free slot;
 * it ends after `most_ms` at the latest. */
enum barq_status transport_start(struct transport *transport,
                                 const struct mt_request *request, int most_ms,
                                 struct barq_error *err);

/* A request that ended. */
struct transport_done {
    int slot;
    enum mt_trouble trouble; /* MT_FINE: there is a reply, of any status */
    bool sent;               /* the server may have got it */
    bool timed_out;
    struct mt_reply reply; /* until the slot is used again */
    struct barq_error err; /* of trouble */
    int ms;                /* that it took */
    bool reused;           /* an old connection */
};

/* Wait for one to end, `most_ms` at most; false if none did. */
bool transport_wait(struct transport *transport, int most_ms,
                    struct transport_done *done);

/* Give up all that is under way. */
void transport_cancel(struct transport *transport);

/* Milliseconds of a clock that only goes forward. */
int64_t transport_now_ms(void);

/* "Retry-After: 30", or a date; 0 if it is neither, or in the past. */
int transport_retry_after_ms(const char *value, int64_t now_s);

/* Is the URL one that text may be sent to? */
enum barq_status transport_check_url(const struct mt_config *config,
                                     struct barq_error *err);

#endif
