/* common.c - what several commands do: opening, printing, JSON. */
#include "cli/cli.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* The longest text that is read from standard input: no segment is longer. */
enum { STDIN_MOST = 1 << 20 };

void talk(const char *format, ...)
{
    va_list args;

    fflush(stdout);
    progress_hide();
    fputs("barq: ", stderr);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    putc('\n', stderr);
}

enum barq_status complain(enum barq_status status, const struct barq_error *err)
{
    if (status)
        talk("%s", err->message);
    return status;
}

/* Make the folders above `path`; what cannot be made, opening will say. */
static void make_folders(const char *path)
{
    char folder[4096];

    for (const char *at = strchr(path + 1, '/'); at; at = strchr(at + 1, '/')) {
        int len = (int)(at - path);
        if (snprintf(folder, sizeof(folder), "%.*s", len, path) == len)
            mkdir(folder, 0777);
    }
}

const char *memory_path(const struct arguments *args)
{
    static char usual[4096];
    const char *named = getenv("BARQ_TM");
    const char *data = getenv("XDG_DATA_HOME");
    const char *home = getenv("HOME");

    if (args->tm)
        return args->tm;
    if (named && *named)
        return named;
    usual[0] = 0;
    if (data && *data)
        snprintf(usual, sizeof(usual), "%s/barq/memory.db", data);
    else if (home && *home)
        snprintf(usual, sizeof(usual), "%s/.local/share/barq/memory.db", home);
    return usual;
}

enum barq_status name_memory(const struct arguments *args,
                             enum barq_access access, const char **path)
{
    const char *named = getenv("BARQ_TM");

    *path = memory_path(args);
    if (args->tm && !*args->tm) {
        talk("--tm wants the name of a file");
        return BARQ_E_USAGE;
    }
    if (!**path) {
        talk("no memory is named and there is no $HOME; set BARQ_TM or use "
             "--tm");
        return BARQ_E_USAGE;
    }
    /* Only on the usual way: a folder that was named and is missing may be
     * a slip of the hand. */
    if (access == BARQ_WRITE && !args->tm && !(named && *named))
        make_folders(*path);
    return BARQ_OK;
}

/* Lines of warnings, to standard error. */
static void pass_on(const char *lines)
{
    for (size_t len; *lines; lines += len + (lines[len] == '\n')) {
        len = strcspn(lines, "\n");
        talk("%.*s", (int)len, lines);
    }
}

void close_memory(struct barq_memory *memory)
{
    if (memory)
        pass_on(barq_memory_warnings(memory));
    barq_memory_close(memory);
}

static void tell_waiting(void *context, const char *line)
{
    (void)context;
    talk("%s", line);
}

enum barq_status open_memory(const struct arguments *args,
                             enum barq_access access, struct barq_memory **out)
{
    static const struct barq_waiting waiting = { .tell = tell_waiting };
    struct barq_error err;
    const char *path;
    enum barq_status status = name_memory(args, access, &path);

    return status ? status
                  : complain(barq_memory_open_telling(path, access, &waiting,
                                                      out, &err),
                             &err);
}

/* Say so where most of a story is in the other language than was told. */
static void doubt_language(const char *path, const struct barq_story *story,
                           enum barq_lang told)
{
    size_t same = 0, other = 0;

    for (size_t i = 0; i < barq_story_segment_count(story); i++) {
        enum barq_lang lang = barq_text_lang(barq_story_segment(story, i).text);
        same += lang == told;
        other += lang && lang != told;
    }
    if (other > same)
        talk("%s: this looks %s; it is read as %s, as the option says",
             strcmp(path, "-") == 0 ? "standard input" : path,
             told == BARQ_AR ? "English" : "Arabic",
             told == BARQ_AR ? "Arabic" : "English");
}

enum barq_status open_story(const struct arguments *args, const char *path,
                            enum barq_lang lang, struct barq_story **out)
{
    struct barq_error err;
    const struct barq_story_options how = {
        .lang = lang,
        .charset = args->charset,
        .segmented = args->segmented,
        .furniture = args->furniture,
        .srx = args->srx ? args->srx : args->srx_add,
        .srx_add = args->srx_add != NULL,
    };
    enum barq_status status =
        complain(barq_story_open(path, &how, out, &err), &err);

    if (!status)
        pass_on(barq_story_warnings(*out));
    if (!status && lang && (args->from || args->lang))
        doubt_language(path, *out, lang);
    return status;
}

enum barq_status files_check(const struct arguments *args)
{
    for (int i = 0; i < args->count; i++) {
        const char *path = args->operands[i];
        if (strcmp(path, "-") == 0 || access(path, R_OK) == 0)
            continue;
        talk("%s: cannot open: %s", path, strerror(errno));
        return BARQ_E_INPUT;
    }
    return BARQ_OK;
}

enum barq_status spare_input(const char *output, const char *input)
{
    struct stat out, in;

    if (!output || stat(output, &out) || stat(input, &in) ||
        !S_ISREG(out.st_mode) || out.st_dev != in.st_dev ||
        out.st_ino != in.st_ino)
        return BARQ_OK;
    talk("%s: would be written over, but it is read here; name another file",
         output);
    return BARQ_E_USAGE;
}

enum barq_lang lang_named(const char *name)
{
    if (!name)
        return BARQ_LANG_UNKNOWN;
    return strcmp(name, "ar") == 0 ? BARQ_AR : BARQ_EN;
}

struct barq_text text_named(const char *string)
{
    return (struct barq_text){ string, string ? strlen(string) : 0 };
}

struct barq_text without_bom(struct barq_text text)
{
    if (text.len < 3 || memcmp(text.at, "\xEF\xBB\xBF", 3) != 0)
        return text;
    return (struct barq_text){ text.at + 3, text.len - 3 };
}

enum barq_status text_operand(const char *operand, struct barq_text *text,
                              char **kept)
{
    size_t room = 0, len = 0;
    FILE *to = NULL;
    char block[4096];

    *kept = NULL;
    *text = text_named(operand);
    if (strcmp(operand, "-") != 0)
        return BARQ_OK;
    to = open_memstream(kept, &room);
    while (to && room <= STDIN_MOST &&
           (len = fread(block, 1, sizeof(block), stdin)) > 0) {
        fwrite(block, 1, len, to);
        fflush(to); /* so that `room` is known */
    }
    if (!to || fclose(to) || ferror(stdin) || room > STDIN_MOST) {
        talk("standard input: %s",
             room > STDIN_MOST ? "too long for one text" : strerror(errno));
        return BARQ_E_INPUT;
    }
    while (room && strchr("\r\n", (*kept)[room - 1]))
        room--;
    *text = without_bom((struct barq_text){ *kept, room });
    return BARQ_OK;
}

const char *unit_word(int64_t count)
{
    return count == 1 ? "unit" : "units";
}

/* As it is, but on one line: whoever reads on counts on it. */
static void write_text(struct barq_text text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        putchar(c == '\n' || c == '\r' ? ' ' : c);
    }
}

void print_text(struct barq_text text)
{
    if (!isatty(STDOUT_FILENO)) {
        write_text(text);
        return;
    }
    char *safe = barq_printable(text, true);
    fputs(safe ? safe : "?", stdout);
    barq_string_free(safe);
}

void print_line(const char *label, struct barq_text text)
{
    if (!text.len)
        return;
    fputs(label, stdout);
    print_text(text);
    putchar('\n');
}

void date_text(int64_t seconds, char to[16])
{
    time_t when = (time_t)seconds;
    struct tm utc;

    to[0] = 0;
    if (seconds && gmtime_r(&when, &utc))
        strftime(to, 16, "%Y-%m-%d", &utc);
}

void time_text(int64_t seconds, char to[24])
{
    time_t when = (time_t)seconds;
    struct tm utc;

    to[0] = 0;
    if (seconds && gmtime_r(&when, &utc))
        strftime(to, 24, "%Y-%m-%d %H:%M", &utc);
}

void answer_text(cJSON *object, const char *name, struct barq_text text)
{
    char *copy = text.at ? strndup(text.at, text.len) : NULL;

    if (copy)
        cJSON_AddStringToObject(object, name, copy);
    else
        cJSON_AddNullToObject(object, name);
    free(copy);
}

void answer_id(cJSON *object, const char *name, int64_t id)
{
    char digits[24];

    snprintf(digits, sizeof(digits), "%lld", (long long)id);
    cJSON_AddStringToObject(object, name, digits);
}

void answer_time(cJSON *object, const char *name, int64_t seconds)
{
    time_t when = (time_t)seconds;
    struct tm utc;
    char text[32];

    if (seconds && gmtime_r(&when, &utc) &&
        strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &utc))
        cJSON_AddStringToObject(object, name, text);
    else
        cJSON_AddNullToObject(object, name);
}

cJSON *answer_unit(const struct barq_unit *unit)
{
    cJSON *json = cJSON_CreateObject();

    answer_id(json, "id", unit->id);
    answer_text(json, "ar", unit->ar);
    answer_text(json, "en", unit->en);
    cJSON_AddStringToObject(json, "origin", barq_origin_name(unit->origin));
    cJSON_AddStringToObject(json, "status",
                            BARQ_ORIGIN_BIT(unit->origin) & BARQ_STATUS_REVIEWED
                                ? "reviewed"
                                : "unreviewed");
    cJSON_AddNumberToObject(json, "confidence", unit->confidence);
    answer_text(json, "story", unit->story);
    answer_text(json, "agency", unit->agency);
    answer_text(json, "who", unit->who);
    answer_text(json, "engine", unit->engine);
    answer_text(json, "note", unit->note);
    answer_time(json, "created", unit->created);
    answer_time(json, "changed", unit->changed);
    cJSON_AddNumberToObject(json, "uses", (double)unit->uses);
    return json;
}

void answer_warnings(cJSON *object, const struct barq_memory *memory)
{
    const char *warnings = barq_memory_warnings(memory);

    if (*warnings)
        cJSON_AddStringToObject(object, "warning", warnings);
}

enum barq_status answer_print(cJSON *json, bool indent)
{
    char *text = indent ? cJSON_Print(json) : cJSON_PrintUnformatted(json);

    cJSON_Delete(json);
    if (!text) {
        talk("out of memory for the output");
        return BARQ_E_INTERNAL;
    }
    puts(text);
    cJSON_free(text);
    return BARQ_OK;
}
