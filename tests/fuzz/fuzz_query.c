/*
 * Any text as a search: it is understood as some words or none, and no memory
 * makes an error of it; what is found is found on its text, and its runs give
 * the texts back.
 */
#include "base/utf8.h"
#include "memory/search.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
    if (!holds)
        abort();
}

static void check_terms(const struct search_terms *terms)
{
    for (size_t i = 0; i < terms->count; i++) {
        const struct search_term *term = &terms->at[i];
        must(term->count > 0);
        must(term->within >= ANYWHERE);
        for (size_t k = 0; k < term->count; k++) {
            must(term->words[k].l2.len > 0);
            must(term->words[k].sides[0] || term->words[k].sides[1]);
            must(!term->words[k].prefix || k + 1 == term->count);
        }
    }
}

static void check_query(struct barq_text text, enum barq_lang lang)
{
    static char block[1 << 24];
    struct arena keep = arena_over(block, sizeof(block));
    struct arena scratch = arena_split(&keep);
    struct search_query query;
    enum barq_status status =
        query_read(text, lang, &query, &keep, scratch, NULL);

    must(status <= BARQ_NOTHING);
    if (status)
        return;
    must(query.count > 0);
    for (size_t i = 0; i < query.count; i++) {
        must(query.alternatives[i].count > 0);
        must(query.alternatives[i].at[0].within == ANYWHERE);
        check_terms(&query.alternatives[i]);
    }
    check_terms(&query.excluded);
}

static struct barq_memory *make_memory(void)
{
    static const char *const pairs[][2] = {
        { "وقال مسؤول في الحكومة إن المحادثات تستأنف.",
          "A government official said the talks resume." },
        { "دخل وقف إطلاق النار حيز التنفيذ 15", "The U.S. ceasefire, 15" },
        { "a b c", "x y z" },
    };
    struct barq_memory *memory = NULL;

    must(!barq_memory_open(NULL, BARQ_WRITE, &memory, NULL));
    for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
        struct barq_unit unit = { .ar = text_of(pairs[i][0]),
                                  .en = text_of(pairs[i][1]),
                                  .confidence = 1,
                                  .position = -1 };
        must(!barq_memory_add(memory, &unit, NULL, NULL, NULL));
    }
    return memory;
}

static void check_runs(struct barq_text text, const struct barq_marked *runs,
                       size_t count)
{
    for (size_t i = 0; i < count; i++) {
        must(runs[i].text.len > 0 && runs[i].text.len <= text.len);
        must(memcmp(runs[i].text.at, text.at, runs[i].text.len) == 0);
        text = text_slice(text, runs[i].text.len, text.len);
    }
    must(!text.len);
}

static struct barq_memory *memory;

static void close_memory(void)
{
    barq_memory_close(memory);
}

static void check_search(struct barq_text text)
{
    const struct barq_search_options how = { .aligned = true };
    struct barq_hits *hits = NULL;

    if (!memory) {
        memory = make_memory();
        atexit(close_memory); /* or the sanitiser takes it for a leak */
    }
    enum barq_status status = barq_search(memory, text, &how, &hits, NULL);
    must(status <= BARQ_NOTHING);
    for (size_t i = 0; hits && i < barq_hits_count(hits); i++) {
        const struct barq_hit *hit = barq_hits_at(hits, i);
        check_runs(hit->unit.ar, hit->ar, hit->ar_count);
        check_runs(hit->unit.en, hit->en, hit->en_count);
    }
    barq_hits_free(hits);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct barq_text text = { (const char *)data, size };
    size_t offset = 0;

    if (size > 512 || !utf8_check(text, &offset))
        return 0;
    check_query(text, BARQ_LANG_UNKNOWN);
    check_query(text, BARQ_AR);
    check_query(text, BARQ_EN);
    check_search(text);
    return 0;
}
