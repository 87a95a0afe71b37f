/*
 * cmd_edit.c - barq edit: one unit, by options or in an editor.
 *
 * In an editor a unit is a short form, a line for each thing:
 *
 *     # unit 12; lines that begin with # are left out
 *     origin: aligned
 *     note:
 *     en: The talks resumed.
 *     ar: ...
 *
 * What comes back is read line by line; what is not understood is an error
 * that names the line, and the form is kept, so that no typing is lost.
 */
#include "cli/cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* --------------------------------------------------------------- the form */

struct form {
    char path[4096]; /* "" without an editor */
    char *text;      /* what the edit's texts point into */
    struct barq_edit edit;
};

static void write_form(FILE *to, const struct barq_unit *unit)
{
    fprintf(to,
            "# unit %lld; lines that begin with # are left out\n"
            "# origin: published, reviewed, imported, aligned or mt\n",
            (long long)unit->id);
    fprintf(to, "origin: %s\n", barq_origin_name(unit->origin));
    fprintf(to, "note: %.*s\n", (int)unit->note.len, unit->note.at);
    fprintf(to, "en: %.*s\n", (int)unit->en.len, unit->en.at);
    fprintf(to, "ar: %.*s\n", (int)unit->ar.len, unit->ar.at);
}

/* A line end inside of a text would begin another line of the form. */
static bool fits_form(const struct barq_unit *unit)
{
    const struct barq_text texts[] = { unit->ar, unit->en, unit->note };

    for (int i = 0; i < 3; i++)
        if (texts[i].len && memchr(texts[i].at, '\n', texts[i].len))
            return false;
    return true;
}

static enum barq_status make_form(struct form *form,
                                  const struct barq_unit *unit)
{
    const char *folder = getenv("TMPDIR");

    if (!fits_form(unit)) {
        talk("unit %lld has a line end in it; use --ar, --en or --note",
             (long long)unit->id);
        return BARQ_E_INPUT;
    }
    snprintf(form->path, sizeof(form->path), "%s/barq-edit-XXXXXX",
             folder && *folder ? folder : "/tmp");
    int fd = mkstemp(form->path);
    FILE *to = fd < 0 ? NULL : fdopen(fd, "w");
    if (to) {
        write_form(to, unit);
        if (!ferror(to) && !fclose(to))
            return BARQ_OK;
    }
    talk("%s: cannot write: %s", form->path, strerror(errno));
    return BARQ_E_INPUT;
}

/* ------------------------------------------------------------- the editor */

static bool has_editor(void)
{
    const char *visual = getenv("VISUAL"), *editor = getenv("EDITOR");

    return (visual && *visual) || (editor && *editor);
}

/* ---------------------------------------------------------------- reading */

static struct barq_text trimmed(char *at)
{
    at += strspn(at, " \t");
    size_t len = strlen(at);
    while (len && strchr(" \t\r", at[len - 1]))
        len--;
    return (struct barq_text){ at, len };
}

/* Take one line; false when it is none of a form's. */
static bool take_line(struct barq_edit *edit, char *line)
{
    char *colon = strchr(line, ':');
    char origin[16];

    if (!colon)
        return false;
    *colon = 0;
    struct barq_text value = trimmed(colon + 1);
    if (strcmp(line, "ar") == 0) {
        edit->ar = value;
    } else if (strcmp(line, "en") == 0) {
        edit->en = value;
    } else if (strcmp(line, "note") == 0) {
        edit->note = value;
    } else if (strcmp(line, "origin") == 0) {
        snprintf(origin, sizeof(origin), "%.*s", (int)value.len, value.at);
        edit->set_origin = true;
        return barq_origin_from_name(origin, &edit->origin);
    } else {
        return false;
    }
    return true;
}

static enum barq_status read_lines(struct form *form)
{
    char *rest = form->text;
    int number = 0;

    for (char *line; (line = strsep(&rest, "\n"));) {
        number++;
        if (*line == '#' || !trimmed(line).len)
            continue;
        if (take_line(&form->edit, line))
            continue;
        talk("%s:%d: not a line of the form, as \"en: ...\"; what you typed "
             "is kept there",
             form->path, number);
        return BARQ_E_INPUT;
    }
    return BARQ_OK;
}

static enum barq_status read_form(struct form *form)
{
    enum { FORM_MOST = 2 << 20 };
    FILE *from = fopen(form->path, "rb");
    size_t len = 0;

    form->text = calloc(1, FORM_MOST + 1);
    if (from && form->text)
        len = fread(form->text, 1, FORM_MOST, from);
    bool good = from && form->text && !ferror(from) && len < FORM_MOST;
    if (from)
        fclose(from);
    if (!good || memchr(form->text, 0, len)) {
        talk("%s: cannot be read back; nothing was changed", form->path);
        return BARQ_E_INPUT;
    }
    return read_lines(form);
}

/* An origin that was left alone is not set, so that a new wording can make
 * its unit a reviewed one. */
static enum barq_status edit_by_hand(const struct barq_unit *unit,
                                     struct form *form)
{
    enum barq_status status = make_form(form, unit);

    if (!status && (status = editor_run(form->path)))
        form->path[0] = 0; /* it is kept, and that was said */
    if (!status)
        status = read_form(form);
    if (form->edit.set_origin && form->edit.origin == unit->origin)
        form->edit.set_origin = false;
    return status;
}

/* ----------------------------------------------------------------- options */

static bool is_given(const struct arguments *args)
{
    return args->ar || args->en || args->note || args->origin || args->status;
}

static enum barq_status edit_by_options(const struct arguments *args,
                                        const struct barq_unit *unit,
                                        struct barq_edit *edit)
{
    edit->ar = segment_named(args->ar);
    edit->en = segment_named(args->en);
    edit->note = text_named(args->note);
    if (args->origin)
        edit->set_origin = barq_origin_from_name(args->origin, &edit->origin);
    if (!args->status)
        return BARQ_OK;
    if (args->origin || strcmp(args->status, "reviewed") != 0) {
        talk(args->origin ? "--status and --origin say the same of a unit; "
                            "give one"
                          : "say what it is then: --origin imported, aligned "
                            "or mt");
        return BARQ_E_USAGE;
    }
    edit->set_origin = !(BARQ_ORIGIN_BIT(unit->origin) & BARQ_STATUS_REVIEWED);
    edit->origin = BARQ_REVIEWED;
    return BARQ_OK;
}

/* Does the edit put another text in the place of this one? */
static bool is_new(struct barq_text text, struct barq_text was)
{
    return text.at && (text.len != was.len ||
                       (text.len && memcmp(text.at, was.at, text.len) != 0));
}

/* What is typed is held to what barq add takes: one line, in the language of
 * its side.  What is there already may have come with more. */
static enum barq_status check_side(const struct barq_unit *unit,
                                   struct barq_text text, enum barq_lang lang)
{
    bool arabic = lang == BARQ_AR;

    if (!is_new(text, arabic ? unit->ar : unit->en))
        return BARQ_OK;
    if (segment_check(text))
        return BARQ_E_USAGE;
    if (barq_text_lang(text) != (arabic ? BARQ_EN : BARQ_AR))
        return BARQ_OK;
    talk("the %s side of unit %lld would be %s", arabic ? "Arabic" : "English",
         (long long)unit->id, arabic ? "English" : "Arabic");
    return BARQ_E_USAGE;
}

static enum barq_status check_sides(const struct barq_unit *unit,
                                    const struct barq_edit *edit)
{
    enum barq_status status = check_side(unit, edit->ar, BARQ_AR);

    return status ? status : check_side(unit, edit->en, BARQ_EN);
}

/* -------------------------------------------------------------------- edit */

/* Was a side given, and nothing in it? */
static bool leaves_blank(const struct barq_edit *edit)
{
    return (edit->ar.at && !edit->ar.len) || (edit->en.at && !edit->en.len);
}

static enum barq_status store(const struct arguments *args,
                              struct barq_memory *memory, int64_t id,
                              const struct form *form)
{
    const struct barq_change_options how = change_options(args);
    const struct change_words words = { "unit edited", "units edited" };
    struct barq_error err;
    struct barq_change *change = NULL;
    enum barq_status status =
        barq_memory_edit(memory, id, &form->edit, &how, &change, &err);

    if (status > BARQ_NOTHING && form->path[0])
        talk("%s; what you typed is in %s", err.message, form->path);
    else
        complain(status, &err);
    if (status)
        return status;
    for (size_t i = 0; !args->json && i < barq_change_count(change); i++) {
        struct barq_step step = barq_change_at(change, i);
        if (step.gone)
            printf("unit %lld said so already, and is joined to it\n",
                   (long long)step.unit);
    }
    status = args->json ? change_print(args, memory, change, words) : BARQ_OK;
    if (!args->json)
        printf(args->dry_run ? "unit %lld edited; nothing stored (--dry-run)\n"
                             : "unit %lld edited; change %lld\n",
               (long long)id, (long long)barq_change_number(change));
    barq_change_free(change);
    return status;
}

static enum barq_status edit_unit(const struct arguments *args,
                                  struct barq_memory *memory, int64_t id)
{
    struct barq_error err;
    struct barq_units *units;
    struct form form = { 0 };
    enum barq_status status = barq_memory_get(memory, id, &units, &err);

    if (status)
        return complain(status, &err);
    status = is_given(args)
                 ? edit_by_options(args, barq_units_at(units, 0), &form.edit)
                 : edit_by_hand(barq_units_at(units, 0), &form);
    if (!status)
        status = check_sides(barq_units_at(units, 0), &form.edit);
    if (!status)
        status = store(args, memory, id, &form);
    if (status == BARQ_E_INPUT && is_given(args) && leaves_blank(&form.edit))
        status = BARQ_E_USAGE;
    /* A form that was not stored is kept: somebody typed it. */
    if (form.path[0] && status <= BARQ_NOTHING)
        unlink(form.path);
    barq_units_free(units);
    free(form.text);
    return status;
}

enum barq_status cmd_edit(const struct arguments *args)
{
    struct barq_memory *memory;
    int64_t id = unit_number(args->operands[0]);

    if (!id)
        return BARQ_E_USAGE;
    if (!is_given(args) && !has_editor()) {
        talk("nothing to change: give --ar, --en, --note, --origin or "
             "--status, or set EDITOR");
        return BARQ_E_USAGE;
    }
    enum barq_status status = open_to_change(args, &memory);
    if (status)
        return status;
    status = edit_unit(args, memory, id);
    if (status == BARQ_NOTHING && args->json) {
        const struct change_words none = { "", "" };
        enum barq_status printed = change_print(args, memory, NULL, none);
        status = printed ? printed : status;
    }
    close_memory(memory);
    return status;
}
