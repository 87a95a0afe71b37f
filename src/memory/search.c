/*
 * search.c - concordance: the units that hold these words.
 *
 * The full text was given L2 words (index.c), so the query is folded the
 * same way and hamza, vowel marks and case are gone on both sides.  What a
 * person types is never handed on as FTS5 syntax: it is cut into words and
 * phrases here, and each goes in quotes.
 *
 *     Talks "in Cairo" resum*   ->   "talks" "in cairo" "resum"*
 *     " OR ar:*                 ->   "or ar"
 *
 * A word in half the units would mean ranking half the memory.  So only the
 * newest hits are looked at: of those, published wording comes first, then
 * what was changed last.
 */
#include "memory/store.h"

#include "base/buf.h"
#include "base/error.h"
#include "base/utf8.h"

#include <string.h>

enum {
    LIMIT_USUAL = 50,
    LIMIT_MOST = 100000,
    LOOKED_AT = 2000,     /* newest hits that are ranked */
    QUERY_MOST = 4 << 10, /* bytes; no expression is as long */
};

enum term { TERM_WHOLE, TERM_PREFIX };

static void add_quoted(struct buf *to, struct barq_text text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '"')
            buf_addc(to, '"');
        buf_addc(to, text.at[i]);
    }
}

/* The words of `text` as one term; nothing if it has no words. */
static enum barq_status add_term(struct text_language language,
                                 struct barq_text text, enum term term,
                                 struct buf *to, struct arena scratch,
                                 struct barq_error *err)
{
    struct arena inner = arena_split(&scratch);
    struct tokens tokens;
    bool open = false;
    enum barq_status status =
        text_tokens(language, text, &tokens, &scratch, inner, err);

    if (status)
        return status;
    for (size_t i = 0; i < tokens.count; i++) {
        if (tokens.at[i].kind == TOKEN_PUNCT)
            continue;
        buf_adds(to, open ? " " : "\"");
        add_quoted(to, tokens.at[i].l2);
        open = true;
    }
    if (open)
        buf_adds(to, term == TERM_PREFIX ? "\"* " : "\" ");
    return BARQ_OK;
}

static struct barq_text take_word(struct barq_text *rest)
{
    size_t end = 0, i = 0;

    while (i < rest->len && !utf8_is_space(utf8_next(*rest, &i)))
        end = i;
    struct barq_text word = text_slice(*rest, 0, end);
    *rest = text_slice(*rest, i, rest->len);
    return word;
}

/* Words outside of quotes, each a term of its own. */
static enum barq_status add_words(struct text_language language,
                                  struct barq_text rest, struct buf *to,
                                  struct arena scratch, struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    while (rest.len && !status) {
        struct barq_text word = take_word(&rest);
        enum term term = TERM_WHOLE;
        while (word.len && word.at[word.len - 1] == '*') {
            word.len--;
            term = TERM_PREFIX;
        }
        if (word.len)
            status = add_term(language, word, term, to, scratch, err);
    }
    return status;
}

/* `folded` as an FTS5 expression; empty if it has no word. */
static enum barq_status add_expression(struct text_language language,
                                       struct barq_text folded, struct buf *to,
                                       struct arena scratch,
                                       struct barq_error *err)
{
    enum barq_status status = BARQ_OK;
    bool quoted = false;

    for (; folded.len && !status; quoted = !quoted) {
        struct barq_text part = text_field(&folded, '"');
        status = quoted ? add_term(language, part, TERM_WHOLE, to, scratch, err)
                        : add_words(language, part, to, scratch, err);
    }
    return status;
}

/* The expression for `query`, in one column or both. */
static enum barq_status make_expression(const struct barq_memory *memory,
                                        struct barq_text query,
                                        enum barq_lang column, struct buf *to,
                                        struct barq_error *err)
{
    struct arena task = memory->work, scratch = arena_split(&task);
    struct text_language language = { column, memory->lexicon };
    struct barq_text folded = { 0 };
    enum barq_status status =
        text_fold(query, TEXT_L2, &folded, &task, scratch, err);

    if (status)
        return status;
    if (language.lang == BARQ_LANG_UNKNOWN)
        language.lang = text_lang(query) == BARQ_EN ? BARQ_EN : BARQ_AR;
    if (column)
        buf_adds(to, column == BARQ_AR ? "ar : (" : "en : (");
    size_t start = to->len;
    status = add_expression(language, folded, to, scratch, err);
    if (status)
        return status;
    if (to->len == start && !to->failed)
        return fail(err, BARQ_NOTHING, 0, "there is no word to search for");
    if (column)
        buf_adds(to, ")");
    return to->failed ? fail_nomem(err, "for a query") : BARQ_OK;
}

/* Of `list` the first `limit` that pass the filter. */
static enum barq_status keep_wanted(struct barq_memory *memory,
                                    const struct barq_filter *filter,
                                    size_t limit, struct id_list *list,
                                    struct barq_error *err)
{
    struct arena scratch = arena_split(list->keep);
    struct arena keep = arena_split(&scratch);
    struct memory_sieve *sieve = NULL;
    size_t kept = 0;
    enum barq_status status =
        memory_sieve_open(memory, filter, &sieve, &keep, scratch, err);

    for (size_t i = 0; i < list->count && kept < limit && !status; i++) {
        bool passes = false;
        status = memory_sieve_passes(sieve, list->at[i], &passes, err);
        if (!status && passes)
            list->at[kept++] = list->at[i];
    }
    list->count = kept;
    memory_sieve_close(sieve);
    return status;
}

/* With a filter all hits are ranked, since the newest may not pass it. */
static enum barq_status find(struct barq_memory *memory, struct buf *expression,
                             const struct barq_search_options *wanted,
                             struct barq_units **out, struct barq_error *err)
{
    struct arena task = memory->work;
    struct id_list list = { .keep = &task };
    int64_t limit = (int64_t)wanted->limit;
    bool all = wanted->filter != NULL;
    struct query q;

    query_start(&q, memory, SQL_SEARCH);
    query_text(&q, (struct barq_text){ expression->at, expression->len });
    query_int(&q, all ? INT64_MAX : limit > LOOKED_AT ? limit : LOOKED_AT);
    query_int(&q, all ? INT64_MAX : limit);
    enum barq_status status = query_collect(&q, &list, err);
    if (!status)
        status = keep_wanted(memory, wanted->filter, wanted->limit, &list, err);
    if (status)
        return status;
    if (!list.count)
        return fail(err, BARQ_NOTHING, 0, "no unit holds these words");
    return memory_units(memory, (struct memory_ids){ list.at, list.count }, out,
                        err);
}

/* Units deleted by others meanwhile are still there. */
static enum barq_status find_at_once(struct barq_memory *memory,
                                     struct buf *expression,
                                     const struct barq_search_options *wanted,
                                     struct barq_units **out,
                                     struct barq_error *err)
{
    enum barq_status status = memory_read_begin(memory, err);

    if (status)
        return status;
    status = find(memory, expression, wanted, out, err);
    memory_read_end(memory);
    return status;
}

static enum barq_status check_query(struct barq_text query,
                                    struct barq_error *err)
{
    size_t offset = 0;

    if (query.len > QUERY_MOST)
        return fail(err, BARQ_E_INPUT, 0,
                    "a search of %zu bytes; shorten it to %d", query.len,
                    QUERY_MOST);
    if (!utf8_check(query, &offset))
        return fail(err, BARQ_E_INPUT, 0, "the search is not UTF-8 at byte %zu",
                    offset);
    return BARQ_OK;
}

enum barq_status barq_memory_search(struct barq_memory *memory,
                                    struct barq_text query,
                                    const struct barq_search_options *options,
                                    struct barq_units **out,
                                    struct barq_error *err)
{
    struct barq_search_options wanted = { 0 };
    struct buf expression = { 0 };
    enum barq_status status = check_query(query, err);

    if (status)
        return status;
    if (options)
        wanted = *options;
    if (!wanted.limit)
        wanted.limit = LIMIT_USUAL;
    if (wanted.limit > LIMIT_MOST)
        wanted.limit = LIMIT_MOST;
    status = make_expression(memory, query, wanted.lang, &expression, err);
    if (!status)
        status = find_at_once(memory, &expression, &wanted, out, err);
    buf_release(&expression);
    return status;
}
