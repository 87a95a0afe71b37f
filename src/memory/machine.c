/*
 * machine.c - the answers of engines and what they cost, in the memory file.
 *
 * They lie beside the units and are none.  An answer is found again by what
 * it depends on: engine, model, direction, text, and what went along with
 * the text (glossary, examples, terms) as a hash.  Texts are compared, so a
 * clash of hashes costs a request and never gives another text's answer.
 */
#include "memory/store.h"

#include "base/error.h"
#include "base/utf8.h"

#include <time.h>

bool memory_can_write(const struct barq_memory *memory)
{
    return !sqlite3_db_readonly(memory->db, "main");
}

static void bind_key(struct query *q, const struct memory_answer *key)
{
    query_int(q, (int64_t)text_hash(key->source));
    query_int(q, (int64_t)key->hints);
    query_int(q, key->from == BARQ_EN);
    query_text(q, key->engine);
    query_text(q, key->model);
}

enum barq_status memory_get_answer(struct barq_memory *memory,
                                   const struct memory_answer *key,
                                   struct barq_text *target, struct arena *keep,
                                   struct barq_error *err)
{
    struct barq_text source = { 0 };
    enum barq_status status = BARQ_NOTHING;
    struct query q;

    query_start(&q, memory, SQL_GET_ANSWER);
    bind_key(&q, key);
    if (query_row(&q)) {
        status = query_take_text(&q, 0, &source, keep, err);
        if (!status)
            status = query_take_text(&q, 1, target, keep, err);
        if (!status && !text_equal(source, key->source))
            status = BARQ_NOTHING;
    }
    enum barq_status ended = query_end(&q, status > BARQ_NOTHING ? NULL : err);
    return status > BARQ_NOTHING || !ended ? status : ended;
}

enum barq_status memory_put_answer(struct barq_memory *memory,
                                   const struct memory_answer *key,
                                   struct barq_text target,
                                   struct barq_error *err)
{
    struct query q;
    enum barq_status status = memory_writable(memory, err);

    if (status)
        return status;
    query_start(&q, memory, SQL_PUT_ANSWER);
    bind_key(&q, key);
    query_text(&q, key->source);
    query_text(&q, target);
    query_int(&q, (int64_t)time(NULL));
    return query_finish(&q, err);
}

enum barq_status memory_get_use(struct barq_memory *memory,
                                struct barq_text engine, int month,
                                int64_t *characters, struct barq_error *err)
{
    struct query q;

    query_start(&q, memory, SQL_GET_USE);
    query_text(&q, engine);
    query_int(&q, month);
    *characters = query_row(&q) ? query_column(&q, 0) : 0;
    return query_end(&q, err);
}

enum barq_status memory_add_use(struct barq_memory *memory,
                                struct barq_text engine, int month,
                                int64_t characters, struct barq_error *err)
{
    struct query q;
    enum barq_status status = memory_writable(memory, err);

    if (status)
        return status;
    query_start(&q, memory, SQL_ADD_USE);
    query_text(&q, engine);
    query_int(&q, month);
    query_int(&q, characters);
    return query_finish(&q, err);
}
