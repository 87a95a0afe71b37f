/* checker.c - the checks that the options, barq.ini and the ledger ask for. */
#include "cli/cli.h"

#include <stdlib.h>

/* What stands in the ledger has to be rendered as it says. */
static enum barq_status read_terms(struct checks *checks,
                                   struct barq_memory *memory,
                                   struct barq_error *err)
{
    size_t count = 0;
    enum barq_status status = barq_names_list(memory, &checks->names, err);

    if (status)
        return status == BARQ_NOTHING ? BARQ_OK : status;
    for (size_t i = 0; i < barq_names_count(checks->names); i++)
        count += barq_names_at(checks->names, i)->ar_count;
    checks->terms = calloc(count + 1, sizeof(*checks->terms));
    for (size_t i = 0; checks->terms && i < barq_names_count(checks->names);
         i++) {
        const struct barq_name *name = barq_names_at(checks->names, i);
        for (size_t k = 0; name->status == BARQ_ACCEPTED && k < name->ar_count;
             k++)
            checks->terms[checks->term_count++] =
                (struct barq_term){ name->ar[k], name->house };
    }
    return BARQ_OK;
}

enum barq_status checks_open(const struct arguments *args,
                             struct barq_memory *memory, struct checks *checks)
{
    struct barq_error err;
    struct barq_checker_options how = { .config = config_path(args) };
    enum barq_status status = barq_rules_read(args->rules, &how.only, &err);

    *checks = (struct checks){ .checker = NULL };
    if (!status)
        status = barq_rules_read(args->no_rule, &how.off, &err);
    if (!status && memory)
        status = read_terms(checks, memory, &err);
    how.terms = checks->terms;
    how.term_count = checks->term_count;
    if (!status)
        status = barq_checker_open(&how, &checks->checker, &err);
    if (status)
        checks_close(checks);
    return complain(status, &err);
}

void checks_close(struct checks *checks)
{
    barq_checker_close(checks->checker);
    barq_names_free(checks->names);
    free(checks->terms);
    *checks = (struct checks){ .checker = NULL };
}
