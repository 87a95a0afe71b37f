/*
 * names_group.c - what was seen, made into names; see names_propose.c.
 */
#include "translate/names_propose.h"

#include "base/error.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { ACRONYM_MOST = 3 }; /* letters of what may be one: the UAE */

/* ----------------------------------------------------------------- counting */

static int compare_stands(const void *a, const void *b)
{
    const struct stand *x = a, *y = b;

    if (x->of != y->of)
        return x->of < y->of ? -1 : 1;
    return (x->story > y->story) - (x->story < y->story);
}

/* Put the stands in order, each once. */
static void sort_stands(struct proposing *p)
{
    size_t kept = 0;

    if (p->stand_count)
        qsort(p->stands, p->stand_count, sizeof(*p->stands), compare_stands);
    for (size_t i = 0; i < p->stand_count; i++)
        if (!kept || compare_stands(&p->stands[kept - 1], &p->stands[i]) != 0)
            p->stands[kept++] = p->stands[i];
    p->stand_count = kept;
}

static void count_stories(struct proposing *p)
{
    sort_stands(p);
    for (size_t i = 0; i < p->stand_count; i++)
        p->sightings[p->stands[i].of].stories++;
}

/* A word of the language that only here has a capital. */
static bool is_small_word(struct proposing *p, const struct sighting *s,
                          int64_t times)
{
    const struct small *small = s->single ? propose_small(p, s->en_key) : NULL;

    return small && small->times * SMALL_SHARE > times;
}

/* ----------------------------------------------------------------- grouping */

static int compare_by_arabic(const void *a, const void *b)
{
    const struct sighting *x = *(const struct sighting *const *)a;
    const struct sighting *y = *(const struct sighting *const *)b;

    if (x->ar_key != y->ar_key)
        return x->ar_key < y->ar_key ? -1 : 1;
    if (x->stories != y->stories)
        return x->stories > y->stories ? -1 : 1;
    if (x->times != y->times)
        return x->times > y->times ? -1 : 1;
    return (x->en_key > y->en_key) - (x->en_key < y->en_key);
}

static int compare_by_house(const void *a, const void *b)
{
    const struct sighting *x = *(const struct sighting *const *)a;
    const struct sighting *y = *(const struct sighting *const *)b;

    if (x->house != y->house)
        return x->house < y->house ? -1 : 1;
    if (x->stories != y->stories)
        return x->stories > y->stories ? -1 : 1;
    return compare_by_arabic(a, b);
}

/* Every sighting gets the house form of its Arabic form: the English one of
 * the most stories. */
static void choose_houses(struct sighting **list, size_t count)
{
    if (count)
        qsort(list, count, sizeof(void *), compare_by_arabic);
    for (size_t i = 0; i < count; i++) {
        bool first = i == 0 || list[i]->ar_key != list[i - 1]->ar_key;
        list[i]->house = first ? list[i]->en_key : list[i - 1]->house;
    }
    if (count)
        qsort(list, count, sizeof(void *), compare_by_house);
}

/* Is it one of `forms`, perhaps behind a proclitic: wa-oman, oman? */
static enum barq_status is_among(const struct proposing *p,
                                 struct barq_text form,
                                 const struct barq_text *forms, size_t count,
                                 bool *among, struct barq_error *err)
{
    struct arena scratch = p->scratch, task = arena_split(&scratch);
    struct barq_text bare = { 0 };
    enum barq_status status = BARQ_OK;

    *among = false;
    for (size_t i = 0; !status && !*among; i++) {
        if (!name_without_proclitic(form, i, &bare, &task))
            break;
        status = ledger_has_form(forms, count, bare, among, scratch, err);
    }
    return status;
}

/* One more form; those beyond what a name may have are left out. */
static void add_form(struct barq_text *forms, size_t *count,
                     struct barq_text form)
{
    if (*count < NAME_FORMS_MOST && form.len <= NAME_FORM_MOST)
        forms[(*count)++] = form;
}

/* An English form of a house's Arabic is another form, if it was seen twice
 * and is no longer or shorter name. */
static bool is_variant(const struct sighting *s, const struct sighting *house)
{
    return s->en_key != s->house && s->single == house->single &&
           s->stories >= STORIES_LEAST;
}

static enum barq_status fill_forms(const struct proposing *p,
                                   struct sighting *const *group, size_t count,
                                   struct barq_name *name,
                                   struct barq_error *err)
{
    struct barq_text *ar =
        arena_new(p->keep, struct barq_text, NAME_FORMS_MOST);
    struct barq_text *other =
        arena_new(p->keep, struct barq_text, NAME_FORMS_MOST);
    enum barq_status status = BARQ_OK;

    if (!ar || !other)
        return fail_nomem(err, "for a name");
    for (size_t i = 0; i < count && !status; i++) {
        bool known = ledger_by_arabic(p->ledger, group[i]->ar_key) != NULL;
        bool has = false;
        if (!known)
            status = is_among(p, group[i]->ar, ar, name->ar_count, &known, err);
        if (!status && !known && group[i]->en_key == group[i]->house)
            add_form(ar, &name->ar_count, group[i]->ar);
        if (status || !is_variant(group[i], group[0]))
            continue;
        status = ledger_has_form(other, name->other_count, group[i]->en, &has,
                                 p->scratch, err);
        if (!status && !has)
            add_form(other, &name->other_count, group[i]->en);
    }
    name->ar = ar;
    name->other = other;
    return status;
}

/* Is one of the words a word of the language?  A person's are not. */
static enum barq_status has_small_word(const struct proposing *p,
                                       struct barq_text name, bool *has,
                                       struct barq_error *err)
{
    struct arena scratch = p->scratch, keep = arena_split(&scratch);
    struct barq_text key = { 0 };
    enum barq_status status =
        text_fold(name, TEXT_L2, &key, &keep, scratch, err);

    *has = false;
    while (!status && key.len && !*has)
        *has = propose_small(p, text_hash(text_field(&key, ' ')));
    return status;
}

/* What most speaks for; of equal ones the first. */
static enum barq_name_kind kind_of(struct sighting *const *group, size_t count)
{
    int votes[BARQ_NAME_KINDS] = { 0 };
    int best = BARQ_OTHER;

    for (size_t i = 0; i < count; i++)
        for (int k = 0; k < BARQ_NAME_KINDS; k++)
            votes[k] += group[i]->votes[k];
    /* "Other" is what nothing spoke for: any other vote outweighs three. */
    votes[BARQ_OTHER] /= 3;
    for (int k = BARQ_NAME_KINDS - 1; k >= 0; k--)
        if (votes[k] && votes[k] >= votes[best])
            best = k;
    return (enum barq_name_kind)best;
}

/* The stories of a whole group: each counts once. */
static enum barq_status count_group(struct proposing *p,
                                    struct sighting *const *group, size_t count,
                                    int64_t *stories, struct barq_error *err)
{
    struct arena task = p->scratch;
    size_t all = 0, n = 0;

    for (size_t i = 0; i < count; i++)
        all += (size_t)group[i]->stories;
    struct stand *list = arena_new(&task, struct stand, all + 1);
    if (!list)
        return fail_nomem(err, "for the stories of a name");
    for (size_t i = 0; i < count; i++)
        for (size_t k = group[i]->first_stand;
             k < group[i]->first_stand + (size_t)group[i]->stories; k++)
            list[n++] = (struct stand){ 0, p->stands[k].story };
    if (n)
        qsort(list, n, sizeof(*list), compare_stands);
    *stories = 0;
    for (size_t i = 0; i < n; i++)
        *stories += i == 0 || list[i].story != list[i - 1].story;
    return BARQ_OK;
}

static bool is_letter(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* A place that was only seen in a dateline, LONDON, is London. */
static struct barq_text place_name(struct barq_text name, struct arena *keep)
{
    char *to = arena_new(keep, char, name.len + 1);

    for (size_t i = 0; i < name.len && to; i++) {
        if (name.at[i] >= 'a' && name.at[i] <= 'z')
            return name;
        bool inside = i && is_letter(name.at[i - 1]);
        to[i] = name.at[i];
        if (inside && is_letter(name.at[i]))
            to[i] = (char)(name.at[i] | 0x20);
    }
    return to ? (struct barq_text){ to, name.len } : name;
}

/* A group as a name; *out.ar_count 0: it is none. */
static enum barq_status make_name(struct proposing *p,
                                  struct sighting *const *group, size_t count,
                                  struct barq_name *out, struct barq_error *err)
{
    int64_t times = 0;
    struct barq_name name = { .status = BARQ_PROPOSED };
    enum barq_status status = count_group(p, group, count, &name.stories, err);

    for (size_t i = 0; i < count; i++)
        times += group[i]->times;
    if (status || name.stories < p->least || is_small_word(p, group[0], times))
        return status;
    name.house = group[0]->en;
    name.kind = kind_of(group, count);
    if (name.kind == BARQ_PLACE && name.house.len > ACRONYM_MOST)
        name.house = place_name(name.house, p->keep);
    name.note = name.who = text_of("");
    bool worded = false;
    if (name.kind == BARQ_PERSON)
        status = has_small_word(p, name.house, &worded, err);
    name.kind = worded ? BARQ_OTHER : name.kind;
    if (!status)
        status = fill_forms(p, group, count, &name, err);
    if (!status)
        *out = name;
    return status;
}

static void find_stands(struct proposing *p)
{
    for (size_t i = 0; i < p->stand_count; i++)
        if (i == 0 || p->stands[i].of != p->stands[i - 1].of)
            p->sightings[p->stands[i].of].first_stand = i;
}

static int compare_names(const void *a, const void *b)
{
    const struct barq_name *x = a, *y = b;

    if (x->stories != y->stories)
        return x->stories > y->stories ? -1 : 1;
    return strcmp(x->house.at, y->house.at);
}

enum barq_status propose_names(struct proposing *p, struct barq_name **out,
                               size_t *count, struct barq_error *err)
{
    struct sighting **list =
        arena_new(p->keep, struct sighting *, p->count + 1);
    struct barq_name *names =
        arena_new(p->keep, struct barq_name, p->count + 1);
    enum barq_status status = BARQ_OK;
    size_t end;

    *count = 0;
    if (!list || !names)
        return fail_nomem(err, "for the names");
    count_stories(p);
    find_stands(p);
    for (size_t i = 0; i < p->count; i++)
        list[i] = &p->sightings[i];
    choose_houses(list, p->count);
    for (size_t i = 0; i < p->count && !status; i = end) {
        for (end = i + 1; end < p->count && list[end]->house == list[i]->house;
             end++)
            continue;
        status = make_name(p, &list[i], end - i, &names[*count], err);
        *count += !status && names[*count].ar_count;
    }
    if (*count)
        qsort(names, *count, sizeof(*names), compare_names);
    *out = names;
    return status;
}
