/*
 * html_sniff.c - is it a page of HTML, and in which charset?
 *
 * A page begins with <!doctype html>, <html>, <head> or <body>, white space
 * and comments aside, or has many tags in its first 16 KiB: a piece of a
 * page that somebody has saved.
 *
 * Its charset is, in this order: the user's word, a mark of byte order, what
 * a <meta> says, UTF-8.  A <meta> was read as ASCII, so it cannot mean
 * UTF-16, and browsers take Latin-1 for windows-1252.
 */
#include "formats/html_read.h"

#include "base/error.h"
#include "base/utf8.h"
#include "formats/html_page.h"
#include "formats/sniff.h"

#include <ctype.h>

enum { PAGE_MOST = 8 << 20 };

/* The head of a page, in small letters. */
static void read_head(struct barq_text bytes, struct beginning *head)
{
    sniff_beginning(bytes, head);
    for (char *c = head->at; *c; c++)
        *c = (char)tolower((unsigned char)*c);
}

/* Past a mark of byte order, white space, comments and <?xml ...?>. */
static const char *skip_prologue(const char *at)
{
    while (*at) {
        if (strncmp(at, "<!--", 4) == 0)
            at = sniff_past(at, "-->");
        else if (strncmp(at, "<?", 2) == 0)
            at = sniff_past(at, ">");
        else if ((unsigned char)*at <= ' ' ||
                 strchr("\xEF\xBB\xBF\xFE\xFF", *at))
            at++;
        else
            break;
    }
    return at;
}

static bool begins_tag(const char *at, const char *name)
{
    size_t len = strlen(name);

    return strncmp(at, name, len) == 0 && strchr(" \t\r\n>/", at[len]) != NULL;
}

/* How many tags that hardly anything but HTML has. */
static int count_tags(const char *at)
{
    static const char *const names[] = { "<p",  "</p",   "<div", "</div",
                                         "<br", "<span", "<h1",  "<script",
                                         "<ul", "<img" };
    int count = 0;

    for (at = strchr(at, '<'); at; at = strchr(at + 1, '<'))
        for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
            count += begins_tag(at, names[i]);
    return count;
}

bool html_is_page(struct barq_text bytes)
{
    enum { MANY_TAGS = 10 };
    struct beginning head;

    read_head(bytes, &head);
    const char *at = skip_prologue(head.at);
    if (begins_tag(at, "<!doctype html") || begins_tag(at, "<html") ||
        begins_tag(at, "<head") || begins_tag(at, "<body"))
        return true;
    return count_tags(head.at) >= MANY_TAGS;
}

/* Browsers read these as something else than what they say. */
static const struct {
    const char *said, *meant;
} charsets[] = {
    { "utf-8", NULL },
    { "utf8", NULL },
    { "utf-16", NULL }, /* the <meta> was read as ASCII */
    { "unicode", NULL },
    { "iso-8859-1", "windows-1252" },
    { "latin1", "windows-1252" },
    { "us-ascii", "windows-1252" },
    { "ascii", "windows-1252" },
};

/* The charset a <meta> names, in `name`; NULL for UTF-8. */
static const char *meta_charset(const struct beginning *head, char name[40])
{
    const char *meta = strstr(head->at, "charset");
    size_t len = 0;

    while (meta && !strchr("= \t", meta[strlen("charset")]))
        meta = strstr(meta + 1, "charset");
    if (!meta)
        return NULL;
    meta += strlen("charset");
    meta += strspn(meta, " \t=\"'");
    while (len < 39 && meta[len] && !strchr(" \t\r\n\"'/>;", meta[len])) {
        name[len] = meta[len];
        len++;
    }
    name[len] = 0;
    for (size_t i = 0; i < sizeof(charsets) / sizeof(charsets[0]); i++)
        if (strcmp(name, charsets[i].said) == 0)
            return charsets[i].meant;
    return len ? name : NULL;
}

static bool begins_with(struct barq_text bytes, const char *mark)
{
    size_t len = strlen(mark);

    return bytes.len >= len && memcmp(bytes.at, mark, len) == 0;
}

enum barq_status html_decode(struct barq_text bytes, const char *charset,
                             struct barq_text *utf8, struct arena *keep,
                             struct barq_error *err)
{
    struct beginning head;
    char name[40];

    if (bytes.len > PAGE_MOST)
        return fail(err, BARQ_E_INPUT, 0,
                    "a page of more than %d MiB; save the article alone",
                    PAGE_MOST >> 20);
    read_head(bytes, &head);
    if (!charset &&
        (begins_with(bytes, "\xFF\xFE") || begins_with(bytes, "\xFE\xFF")))
        charset = "utf-16";
    else if (!charset && !begins_with(bytes, "\xEF\xBB\xBF"))
        charset = meta_charset(&head, name);
    return text_decode(bytes, charset, utf8, keep, err);
}
