/* engine.h - the handle of an engine, for the files of this room. */
#ifndef MT_ENGINE_H
#define MT_ENGINE_H

#include "mt/config.h"
#include "mt/transport.h"

struct barq_engine {
    struct block home;
    struct mt_config config;
    struct mt_limits limits;
    struct barq_text title;      /* name and model */
    struct transport *transport; /* NULL until something is sent */
    struct barq_mt_use use;      /* of the last run */
    void (*say)(void *context, bool detail, const char *line);
    void *context;
};

/* Get the transport ready. */
enum barq_status engine_connect(struct barq_engine *engine,
                                struct barq_error *err);

#endif
