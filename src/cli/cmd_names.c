/*
 * cmd_names.c - barq names: the ledger of names.
 *
 * Its first operand says what is to be done, as in `barq names accept 3 4`;
 * cmd_names_files.c does what deals with files and with the whole memory.
 */
#include "cli/names.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- printing */

static cJSON *forms_json(const struct barq_text *forms, size_t count)
{
    cJSON *list = cJSON_CreateArray();

    for (size_t i = 0; i < count; i++) {
        char *copy = strndup(forms[i].at, forms[i].len);
        cJSON_AddItemToArray(list, cJSON_CreateString(copy ? copy : ""));
        free(copy);
    }
    return list;
}

static cJSON *name_json(const struct barq_name *name)
{
    cJSON *json = cJSON_CreateObject();

    answer_id(json, "id", name->id);
    answer_text(json, "house", name->house);
    cJSON_AddItemToObject(json, "ar", forms_json(name->ar, name->ar_count));
    cJSON_AddItemToObject(json, "other",
                          forms_json(name->other, name->other_count));
    cJSON_AddStringToObject(json, "kind", barq_name_kind_name(name->kind));
    cJSON_AddStringToObject(json, "status",
                            barq_name_status_name(name->status));
    cJSON_AddNumberToObject(json, "stories", (double)name->stories);
    answer_text(json, "note", name->note);
    answer_text(json, "who", name->who);
    answer_time(json, "changed", name->changed);
    return json;
}

static void print_forms(const char *label, const struct barq_text *forms,
                        size_t count)
{
    for (size_t i = 0; i < count; i++) {
        fputs(i ? " | " : label, stdout);
        print_text(forms[i]);
    }
    if (count)
        putchar('\n');
}

static void print_name(const struct barq_name *name)
{
    if (name->id)
        printf("name %lld, ", (long long)name->id);
    printf("%s, %s", barq_name_kind_name(name->kind),
           barq_name_status_name(name->status));
    if (name->stories)
        printf(", %lld %s", (long long)name->stories,
               name->stories == 1 ? "story" : "stories");
    if (name->who.len) {
        fputs(", ", stdout);
        print_text(name->who);
    }
    putchar('\n');
    print_line("    en   ", name->house);
    print_forms("    not  ", name->other, name->other_count);
    print_line("    note ", name->note);
    print_forms("    ar   ", name->ar, name->ar_count);
}

/* Is this one asked for by --state and --kind? */
static bool is_asked(const struct arguments *args, const struct barq_name *name)
{
    return (!args->state ||
            strcmp(args->state, barq_name_status_name(name->status)) == 0) &&
           (!args->kind ||
            strcmp(args->kind, barq_name_kind_name(name->kind)) == 0);
}

static enum barq_status print_list(cJSON *list, enum barq_status status)
{
    cJSON *json = cJSON_CreateObject();

    cJSON_AddItemToObject(json, "names", list);
    enum barq_status printed = answer_print(json, true);
    return printed ? printed : status;
}

enum barq_status names_print(const struct arguments *args,
                             const struct barq_names *names)
{
    cJSON *list = args->json ? cJSON_CreateArray() : NULL;
    size_t shown = 0;

    for (size_t i = 0; i < barq_names_count(names); i++) {
        const struct barq_name *name = barq_names_at(names, i);
        if (!is_asked(args, name))
            continue;
        shown++;
        if (list)
            cJSON_AddItemToArray(list, name_json(name));
        else
            print_name(name);
    }
    if (!shown)
        talk("there are no such names in the ledger");
    if (!list)
        return shown ? BARQ_OK : BARQ_NOTHING;
    return print_list(list, shown ? BARQ_OK : BARQ_NOTHING);
}

static enum barq_status list(const struct arguments *args)
{
    struct barq_error err;
    struct barq_memory *memory;
    struct barq_names *names = NULL;
    enum barq_status status = open_memory(args, BARQ_READ, &memory);

    if (status)
        return status;
    status = complain(barq_names_list(memory, &names, &err), &err);
    close_memory(memory);
    if (!status)
        status = names_print(args, names);
    else if (status == BARQ_NOTHING && args->json)
        status = print_list(cJSON_CreateArray(), status);
    barq_names_free(names);
    return status;
}

/* ------------------------------------------------------------- add and edit */

enum { FORMS_MOST = 64 };

struct forms {
    struct barq_text at[FORMS_MOST];
    size_t count;
};

/* "one | another", cut at the strokes. */
static void read_forms(const char *typed, struct forms *forms)
{
    forms->count = 0;
    while (typed && *typed && forms->count < FORMS_MOST) {
        size_t len = strcspn(typed, "|"), start = strspn(typed, " ");
        const char *at = typed + start;
        size_t rest = len > start ? len - start : 0;
        while (rest && at[rest - 1] == ' ')
            rest--;
        if (rest)
            forms->at[forms->count++] = (struct barq_text){ at, rest };
        typed += len + (typed[len] == '|');
    }
}

static enum barq_status say_stored(const struct arguments *args, int64_t id,
                                   const char *done)
{
    if (args->json) {
        cJSON *json = cJSON_CreateObject();
        answer_id(json, "id", id);
        cJSON_AddStringToObject(json, "result", done);
        return answer_print(json, true);
    }
    printf("name %lld %s\n", (long long)id, done);
    return BARQ_OK;
}

static enum barq_status store(const struct arguments *args,
                              struct barq_memory *memory,
                              const struct barq_name *name, const char *done)
{
    struct barq_error err;
    int64_t id = 0;
    enum barq_status status =
        complain(barq_name_put(memory, name, &id, &err), &err);

    return status ? status : say_stored(args, id, done);
}

/* Arabic forms and the house form, in either order. */
static enum barq_status add(const struct arguments *args)
{
    struct forms ar, other;
    struct barq_memory *memory;
    struct barq_name name = { .status = BARQ_ACCEPTED, .kind = BARQ_OTHER };
    const char *first = args->operands[1], *second = args->operands[2];
    bool swapped = barq_text_lang(text_named(first)) == BARQ_EN;

    if (args->kind)
        barq_name_kind_from_name(args->kind, &name.kind);
    read_forms(swapped ? second : first, &ar);
    read_forms(args->also, &other);
    name.house = text_named(swapped ? first : second);
    name.ar = ar.at;
    name.ar_count = ar.count;
    name.other = other.at;
    name.other_count = other.count;
    name.note = text_named(args->note);
    name.who = text_named(change_options(args).who);
    enum barq_status status = open_memory(args, BARQ_WRITE, &memory);
    if (status)
        return status;
    status = store(args, memory, &name, "stored");
    close_memory(memory);
    return status;
}

/* The number of a name, or 0 and a complaint. */
static int64_t name_number(const char *typed)
{
    char *end;

    errno = 0;
    long long id = strtoll(typed, &end, 10);
    if (!errno && end != typed && !*end && id > 0)
        return id;
    talk("\"%s\" is not the number of a name; barq names lists them", typed);
    return 0;
}

/* The name with this number in the list; NULL, said, if it is not there. */
static const struct barq_name *find_name(const struct barq_names *names,
                                         int64_t id)
{
    for (size_t i = 0; i < barq_names_count(names); i++)
        if (barq_names_at(names, i)->id == id)
            return barq_names_at(names, i);
    talk("there is no name %lld in the ledger", (long long)id);
    return NULL;
}

/* What the options name takes the place of what was; who edits a name vouches
 * for it. */
static enum barq_status edit_name(const struct arguments *args,
                                  struct barq_memory *memory,
                                  const struct barq_name *old)
{
    struct forms ar, other;
    struct barq_name name = *old;

    read_forms(args->ar, &ar);
    read_forms(args->also, &other);
    if (args->en)
        name.house = text_named(args->en);
    if (args->ar) {
        name.ar = ar.at;
        name.ar_count = ar.count;
    }
    if (args->also) {
        name.other = other.at;
        name.other_count = other.count;
    }
    if (args->note)
        name.note = text_named(args->note);
    if (args->kind)
        barq_name_kind_from_name(args->kind, &name.kind);
    name.status = BARQ_ACCEPTED;
    name.who = text_named(change_options(args).who);
    name.changed = 0;
    return store(args, memory, &name, "edited");
}

static enum barq_status edit(const struct arguments *args)
{
    struct barq_error err;
    struct barq_memory *memory;
    struct barq_names *names = NULL;
    int64_t id = name_number(args->operands[1]);

    if (!id)
        return BARQ_E_USAGE;
    if (!args->ar && !args->en && !args->also && !args->note && !args->kind) {
        talk("nothing to change: give --en, --ar, --also, --kind or --note");
        return BARQ_E_USAGE;
    }
    enum barq_status status = open_memory(args, BARQ_CHANGE, &memory);
    if (status)
        return status;
    status = complain(barq_names_list(memory, &names, &err), &err);
    const struct barq_name *old = status ? NULL : find_name(names, id);
    if (!status)
        status = old ? edit_name(args, memory, old) : BARQ_NOTHING;
    barq_names_free(names);
    close_memory(memory);
    return status;
}

/* ---------------------------------------------------------------- judgement */

static enum barq_status say_judged(const struct arguments *args,
                                   const char *done)
{
    int count = args->count - 1;

    if (args->json) {
        cJSON *json = cJSON_CreateObject();
        cJSON_AddNumberToObject(json, "names", count);
        cJSON_AddStringToObject(json, "result", done);
        return answer_print(json, true);
    }
    printf("%d %s %s\n", count, count == 1 ? "name" : "names", done);
    return BARQ_OK;
}

enum judgement { ACCEPT, REFUSE, DELETE };

static enum barq_status judge_ids(const struct arguments *args,
                                  enum judgement judgement, const int64_t *ids)
{
    static const char *const done[] = { "accepted", "refused", "deleted" };
    struct barq_error err;
    struct barq_memory *memory;
    size_t count = (size_t)args->count - 1;
    enum barq_status status = open_memory(args, BARQ_CHANGE, &memory);

    if (status)
        return status;
    if (judgement == DELETE)
        status = barq_names_delete(memory, ids, count, &err);
    else
        status =
            barq_names_judge(memory, ids, count,
                             judgement == ACCEPT ? BARQ_ACCEPTED : BARQ_REFUSED,
                             change_options(args).who, &err);
    close_memory(memory);
    return status ? complain(status, &err) : say_judged(args, done[judgement]);
}

static enum barq_status judge(const struct arguments *args,
                              enum judgement judgement)
{
    int64_t *ids = calloc((size_t)args->count, sizeof(*ids));
    enum barq_status status = ids ? BARQ_OK : BARQ_E_INTERNAL;

    for (int i = 1; i < args->count && !status; i++) {
        ids[i - 1] = name_number(args->operands[i]);
        status = ids[i - 1] ? BARQ_OK : BARQ_E_USAGE;
    }
    if (!status)
        status = judge_ids(args, judgement, ids);
    free(ids);
    return status;
}

static enum barq_status accept(const struct arguments *args)
{
    return judge(args, ACCEPT);
}

static enum barq_status refuse(const struct arguments *args)
{
    return judge(args, REFUSE);
}

static enum barq_status delete_names(const struct arguments *args)
{
    return judge(args, DELETE);
}

/* ------------------------------------------------------------------- verbs */

static const struct verb {
    const char *name, *operands;
    enum barq_status (*run)(const struct arguments *args);
    int least, most; /* operands behind it; most -1: any number */
} verbs[] = {
    { "list", "", list, 0, 0 },
    { "propose", "", names_propose, 0, 0 },
    { "add", " AR EN", add, 2, 2 },
    { "edit", " ID", edit, 1, 1 },
    { "accept", " ID...", accept, 1, -1 },
    { "refuse", " ID...", refuse, 1, -1 },
    { "delete", " ID...", delete_names, 1, -1 },
    { "import", " FILE", names_import, 1, 1 },
    { "export", " OUT", names_export, 1, 1 },
};
enum { VERBS = sizeof(verbs) / sizeof(verbs[0]) };

static const char *verb_name(size_t index)
{
    return index < VERBS ? verbs[index].name : NULL;
}

static const struct verb *find_verb(const char *typed)
{
    for (size_t i = 0; i < VERBS; i++)
        if (strcmp(typed, verbs[i].name) == 0)
            return &verbs[i];
    const char *near = nearest_name(typed, verb_name);
    talk(near ? "no action \"%s\" of barq names; did you mean \"%s\"?"
              : "no action \"%s\" of barq names; see: barq help names%s",
         typed, near ? near : "");
    return NULL;
}

enum barq_status cmd_names(const struct arguments *args)
{
    int given = args->count ? args->count - 1 : 0;
    const struct verb *verb =
        find_verb(args->count ? args->operands[0] : "list");

    if (!verb)
        return BARQ_E_USAGE;
    if (given < verb->least || (verb->most >= 0 && given > verb->most)) {
        talk("usage: barq names %s%s (%d given); see: barq help names",
             verb->name, verb->operands, given);
        return BARQ_E_USAGE;
    }
    if (verb->run != names_propose && filter_given(args)) {
        talk("--%s says which units barq names propose reads; names %s reads "
             "none",
             filter_given(args), verb->name);
        return BARQ_E_USAGE;
    }
    return verb->run(args);
}
