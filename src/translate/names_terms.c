/*
 * names_terms.c - the ledger for engines that are told how to translate.
 *
 * A term goes along with a segment that has it, and no other: the form that
 * stands there, and the house form, or from English the usual Arabic one.
 * Surnames that the ledger does not list go along, too.
 */
#include "translate/names.h"

#include "base/error.h"
#include "base/utf8.h"

struct name_terms {
    struct block home;
    struct arena keep, scratch;
    struct name_finder finder;
    struct name_book book;
};

enum barq_status name_terms_open(struct barq_memory *memory,
                                 enum barq_lang from, struct name_terms **out,
                                 struct barq_error *err)
{
    struct block home;
    struct arena all;
    enum barq_status status = block_reserve(&home, TASK_CEILING, &all, err);

    if (status)
        return status;
    struct name_terms *terms = arena_new(&all, struct name_terms, 1);
    status = terms ? name_finder_open(memory, &terms->finder, err)
                   : fail_nomem(err, "for terms");
    if (status) {
        block_release(home);
        return status;
    }
    terms->home = home;
    terms->scratch = arena_split(&all);
    terms->keep = all;
    terms->book = (struct name_book){ .finder = terms->finder, .lang = from };
    status = name_book_open(&terms->book, &terms->keep, terms->scratch, err);
    if (status)
        name_terms_close(terms);
    else
        *out = terms;
    return status;
}

void name_terms_close(struct name_terms *terms)
{
    if (!terms)
        return;
    name_finder_close(&terms->finder);
    block_release(terms->home);
}

static bool has_term(const struct mt_pair *pairs, size_t count,
                     struct barq_text source)
{
    for (size_t i = 0; i < count; i++)
        if (text_equal(pairs[i].source, source))
            return true;
    return false;
}

static enum barq_status add_terms(const struct name_founds *founds,
                                  struct mt_segment *segment,
                                  struct arena *keep, struct barq_error *err)
{
    struct mt_pair *pairs = arena_new(keep, struct mt_pair, MT_TERMS_MOST);

    if (!pairs)
        return fail_nomem(err, "for terms");
    for (size_t i = 0; i < founds->count; i++) {
        const struct name_pattern *pattern = founds->at[i].pattern;
        if (segment->term_count == MT_TERMS_MOST ||
            has_term(pairs, segment->term_count, pattern->form))
            continue;
        struct mt_pair pair = { arena_text(keep, pattern->form),
                                arena_text(keep, pattern->house), 0 };
        if (!pair.source.at || !pair.target.at)
            return fail_nomem(err, "for terms");
        pairs[segment->term_count++] = pair;
    }
    segment->terms = pairs;
    return BARQ_OK;
}

enum barq_status name_terms_fill(struct name_terms *terms,
                                 struct mt_segment *segment, struct arena *keep,
                                 struct barq_error *err)
{
    const struct name_book *book = &terms->book;
    struct arena scratch = terms->scratch, task = arena_split(&scratch);
    struct name_founds founds = { 0 };
    struct tokens tokens = { 0 };
    const struct text_language language = { book->lang, book->finder.lexicon };
    enum barq_status status =
        text_tokens(language, segment->text, &tokens, &task, scratch, err);

    if (!status)
        status = name_book_find(book, &tokens, &founds, &task, err);
    return status ? status : add_terms(&founds, segment, keep, err);
}
