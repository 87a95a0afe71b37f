/*
 * Adaptation of any three texts (source, translation and query, a line each):
 * refused with a reason, or there is nothing to do, or its runs are the
 * translation, valid UTF-8, what stays of it in order; and the values of the
 * query, all of them, are in it, and no others.
 */
#include "base/utf8.h"
#include "match/adapt.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { TEXT_MOST = 600, VALUES_MOST = 256 };

static struct lexicon *lexicon;

static void must(bool holds)
{
    if (!holds)
        abort();
}

/* Joined, the runs are the new text, and with what they were, the old one. */
static void check_runs(const struct match_adapted *out, struct barq_text target)
{
    struct barq_text now = out->text;
    size_t offset, adapted = 0;

    must(utf8_check(out->text, &offset));
    for (size_t i = 0; i < out->run_count; i++) {
        struct barq_text text = out->runs[i].text, was = out->runs[i].was;
        adapted += was.at != NULL;
        was = was.at ? was : text;
        must(utf8_check(text, &offset) && text.len <= now.len);
        must(memcmp(now.at, text.at, text.len) == 0);
        must(was.len <= target.len && memcmp(target.at, was.at, was.len) == 0);
        now = text_slice(now, text.len, now.len);
        target = text_slice(target, was.len, target.len);
    }
    must(!now.len && !target.len && adapted);
}

static struct values read_values(enum barq_lang lang, struct barq_text text,
                                 struct arena *keep, struct arena scratch)
{
    struct text_language language = { lang, lexicon };
    struct values values = { 0 };

    must(!text_values(language, text, &values, keep, scratch, NULL));
    return values;
}

/* Each value of the one once among those of the other. */
static void check_values(const struct values *a, const struct values *b)
{
    bool taken[VALUES_MOST] = { false };

    must(a->count == b->count && b->count <= VALUES_MOST);
    for (size_t i = 0; i < a->count; i++) {
        size_t k = 0;
        while (k < b->count && (taken[k] || !text_equal(a->at[i].canonical,
                                                        b->at[k].canonical)))
            k++;
        must(k < b->count);
        taken[k] = true;
    }
}

static void check(const struct match_adapt_query *asked,
                  const struct match_adapt_pair *pair)
{
    static char memory[1 << 24];
    struct arena keep = arena_over(memory, sizeof(memory));
    struct arena scratch = arena_split(&keep);
    enum barq_lang to = asked->from == BARQ_AR ? BARQ_EN : BARQ_AR;
    struct match_adapted out;
    size_t offset;

    must(!match_adapt(asked, pair, &out, &keep, scratch, NULL));
    must(!out.text.at || !out.refusal.len);
    must(utf8_check(out.refusal, &offset));
    if (!out.text.at)
        return;
    check_runs(&out, pair->target);
    struct values wanted =
        read_values(asked->from, asked->query, &keep, scratch);
    struct values got = read_values(to, out.text, &keep, scratch);
    check_values(&wanted, &got);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct barq_text rest = { (const char *)data, size };
    struct match_adapt_query asked = { .from = size % 2 ? BARQ_AR : BARQ_EN };
    struct match_adapt_pair pair = { 0 };
    size_t offset;

    if (size > TEXT_MOST || !utf8_check(rest, &offset))
        return 0;
    if (!lexicon)
        must(!lexicon_open(&lexicon, NULL));
    asked.lexicon = lexicon;
    pair.source = text_field(&rest, '\n');
    pair.target = text_field(&rest, '\n');
    asked.query = rest;
    check(&asked, &pair);
    return 0;
}
