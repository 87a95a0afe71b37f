/*
 * xml_plain.c - the plainest of XML, which most of a large file is.
 *
 * libxml2 looks at every letter that is not ASCII by itself, and takes a fifth
 * of the time that the import of an Arabic memory has.  So what is known to
 * mean the same to every reader of XML is understood here, some bytes at a
 * time; all the rest is libxml2's (xml.c), and this says no more of it than
 * that it is not plain.
 *
 *     <prop type="x-domain">   names in ASCII, values without a line end
 *     Talks &amp; tea          well-formed UTF-8, characters that XML has,
 *                              the five entities that it has
 *     </prop>
 *
 *     <a x:b="1">  <!-- -->  <![CDATA[  <?p ?>  &#39;  ]]>     not plain
 *     <a b="1" b="2">  <a b="<">  a lone carriage return       nor these
 *
 * Of prefixes only that of "xml:lang" is plain, as it need not be declared.
 */
#include "base/xml_plain.h"

#include "base/utf8.h"

#include <string.h>
#include <strings.h>

enum { EIGHT = sizeof(uint64_t), DECLARATION_MOST = 200 };
#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

/* ------------------------------------------------------------- the first */

/* Does a declaration name UTF-8, or no encoding at all? */
static bool declares_utf8(struct barq_text declaration)
{
    static const char name[] = "encoding=", utf8[] = "UTF-8";
    char copy[DECLARATION_MOST + 1];

    memcpy(copy, declaration.at, declaration.len);
    copy[declaration.len] = 0;
    const char *at = strstr(copy, name);
    if (!strstr(copy, "version=\"1.0\"") && !strstr(copy, "version='1.0'"))
        return false;
    if (!at) /* unless it is written otherwise */
        return !strstr(copy, "encoding");
    at += sizeof(name) - 1;
    return (*at == '"' || *at == '\'') &&
           strncasecmp(at + 1, utf8, sizeof(utf8) - 1) == 0 &&
           at[sizeof(utf8)] == *at;
}

bool plain_begins(struct barq_text head)
{
    if (head.len >= 3 && memcmp(head.at, "\xEF\xBB\xBF", 3) == 0)
        head = text_slice(head, 3, head.len);
    if (head.len < 6 || memchr(head.at, 0, 6) || head.at[0] != '<')
        return false;
    if (memcmp(head.at, "<?xml", 5) != 0)
        return true;
    const char *end = memchr(head.at, '>', head.len);
    return end && end - head.at <= DECLARATION_MOST &&
           declares_utf8(text_slice(head, 0, (size_t)(end - head.at)));
}

/* ------------------------------------------------------------------- text */

/* What there is in a text beside letters. */
struct finds {
    int lines;
    bool tab, reference;
};

static const struct entity {
    const char *name;
    size_t len;
    char means;
} entities[] = {
    { "&amp;", 5, '&' },  { "&lt;", 4, '<' },    { "&gt;", 4, '>' },
    { "&quot;", 6, '"' }, { "&apos;", 6, '\'' },
};
enum { ENTITIES = sizeof(entities) / sizeof(entities[0]) };

/* What the text has at `i`; NULL: no such entity. */
static const struct entity *entity_at(struct barq_text text, size_t i)
{
    for (size_t k = 0; k < ENTITIES; k++)
        if (text.len - i >= entities[k].len &&
            memcmp(text.at + i, entities[k].name, entities[k].len) == 0)
            return &entities[k];
    return NULL;
}

/* Is a byte of the eight zero?  The highest bit of one then is. */
static uint64_t zero_in(uint64_t eight)
{
    return (eight - EACH(1)) & ~eight & EACH(0x80);
}

/* Are the eight bytes at `at` letters, whatever stands around them?  Not so a
 * control, "&", "]" and the first byte of U+FFFE. */
static bool is_dull(const char *at)
{
    uint64_t x;

    memcpy(&x, at, sizeof(x));
    return !(((x - EACH(0x20)) & ~x & EACH(0x80)) | zero_in(x ^ EACH('&')) |
             zero_in(x ^ EACH(']')) | zero_in(x ^ EACH(0xEF)));
}

static bool has_at(struct barq_text text, size_t i, const char *what, size_t n)
{
    return text.len - i >= n && memcmp(text.at + i, what, n) == 0;
}

/* Take what stands at *i into account, and go behind it; false if it is not
 * plain. */
static bool find_one(struct barq_text text, size_t *i, struct finds *finds)
{
    unsigned char byte = (unsigned char)text.at[*i];
    const struct entity *entity = NULL;

    if (byte == '&') {
        finds->reference = true;
        entity = entity_at(text, *i);
        *i += entity ? entity->len : 0;
        return entity != NULL;
    }
    if (byte == ']' && has_at(text, *i, "]]>", 3))
        return false;
    if (byte == '\r' && !has_at(text, *i, "\r\n", 2))
        return false;
    if (byte == 0xEF && (has_at(text, *i, "\xEF\xBF\xBE", 3) ||
                         has_at(text, *i, "\xEF\xBF\xBF", 3)))
        return false;
    finds->lines += byte == '\n';
    finds->tab = finds->tab || byte == '\t';
    ++*i;
    return byte >= ' ' || byte == '\n' || byte == '\r' || byte == '\t';
}

static bool is_plain_text(struct barq_text text, struct finds *finds)
{
    size_t i = 0;

    while (i < text.len) {
        if (i + EIGHT <= text.len && is_dull(text.at + i))
            i += EIGHT;
        else if (!find_one(text, &i, finds))
            return false;
    }
    return utf8_check(text, &i);
}

/* Behind what is ASCII and stands for itself, or ends a line, up to `end`. */
static const char *skip_ascii(const char *at, char end, int *lines)
{
    for (; *at != end; at++) {
        signed char c = (signed char)*at; /* below 0: beyond ASCII */
        if (c == '\n')
            ++*lines;
        else if (c < ' ' || c == '<' || c == '&' || c == ']')
            break;
    }
    return at;
}

static void scan_text(struct barq_text from, struct plain_token *token)
{
    struct finds finds = { 0 };
    const char *end = skip_ascii(from.at, '<', &token->lines);

    if (*end == '<') {
        token->len = (size_t)(end - from.at);
        token->text = text_slice(from, 0, token->len);
        token->kind = PLAIN_SAYS;
        return;
    }
    token->lines = 0;
    end = memchr(end, '<', from.len - (size_t)(end - from.at));
    if (!end)
        return;
    token->text = text_slice(from, 0, (size_t)(end - from.at));
    if (!is_plain_text(token->text, &finds))
        return;
    token->lines = finds.lines;
    token->len = token->text.len;
    token->kind = PLAIN_SAYS;
}

size_t plain_meaning(char *at, size_t len)
{
    struct barq_text raw = { at, len };
    size_t to = 0;

    if (!memchr(at, '&', len) && !memchr(at, '\r', len))
        return len;
    for (size_t i = 0; i < len;) {
        const struct entity *entity = at[i] == '&' ? entity_at(raw, i) : NULL;
        char c = at[i];
        if (entity)
            c = entity->means;
        i += entity ? entity->len : 1;
        if (c != '\r') /* a line feed is behind it */
            at[to++] = c;
    }
    at[to] = 0;
    return to;
}

/* ------------------------------------------------------------------- tags */

static bool begins_name(char c)
{
    unsigned letter = ((unsigned char)c | 0x20U) - 'a';

    return letter <= 'z' - 'a' || c == '_';
}

static bool continues_name(char c)
{
    return begins_name(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

/* The name at *i, which moves behind it; or an empty text. */
static struct barq_text take_name(struct barq_text from, size_t *i)
{
    size_t start = *i;

    if (begins_name(from.at[*i]))
        while (continues_name(from.at[*i]))
            ++*i;
    return text_slice(from, start, *i);
}

static void skip_blanks(struct barq_text from, size_t *i,
                        struct plain_token *token)
{
    for (;; ++*i) {
        char c = from.at[*i];
        if (c != ' ' && c != '\t' && c != '\n' && c != '\r')
            return;
        token->lines += c == '\n';
    }
}

/* "lang", or "xml:lang"; others with a prefix have none. */
static struct barq_text take_attribute_name(struct barq_text from, size_t *i)
{
    static const char xml_lang[] = "xml:lang", xmlns[] = "xmlns";
    size_t start = *i;
    struct barq_text name = take_name(from, i);

    if (from.at[*i] == ':') {
        ++*i;
        take_name(from, i);
        name = text_slice(from, start, *i);
        if (!text_equal(name, text_of(xml_lang)))
            name.len = 0;
    }
    if (text_equal(name, text_of(xmlns)))
        name.len = 0;
    return name;
}

/* The value at *i in its quotes, behind which *i moves. */
static bool take_value(struct barq_text from, size_t *i,
                       struct barq_text *value)
{
    char quote = from.at[*i];
    struct finds finds = { 0 };

    if (quote != '"' && quote != '\'')
        return false;
    const char *start = from.at + *i + 1;
    const char *end = skip_ascii(start, quote, &finds.lines);
    bool dull = *end == quote;
    if (!dull)
        end = memchr(end, quote, from.len - (size_t)(end - from.at));
    if (!end)
        return false;
    *value = (struct barq_text){ start, (size_t)(end - start) };
    *i += value->len + 2;
    if (dull)
        return !finds.lines;
    finds.lines = 0;
    return !memchr(start, '<', value->len) && is_plain_text(*value, &finds) &&
           !finds.lines && !finds.tab;
}

static bool take_attribute(struct barq_text from, size_t *i,
                           struct plain_token *token)
{
    struct barq_text name = take_attribute_name(from, i), value;

    if (!name.len || token->attribute_count == PLAIN_ATTRIBUTES ||
        from.at[*i] != '=')
        return false;
    ++*i;
    if (!take_value(from, i, &value))
        return false;
    for (size_t k = 0; k < token->attribute_count; k++)
        if (text_equal(token->attributes[k].name, name))
            return false;
    token->attributes[token->attribute_count].name = name;
    token->attributes[token->attribute_count++].value = value;
    return true;
}

/* <a>, <a b="c"> or <a/> */
static enum plain_kind scan_begin(struct barq_text from, size_t *i,
                                  struct plain_token *token)
{
    token->name = take_name(from, i);
    if (!token->name.len)
        return PLAIN_NOT;
    for (;;) {
        size_t before = *i;
        skip_blanks(from, i, token);
        if (from.at[*i] == '>' && *i < from.len)
            return ++*i, PLAIN_BEGINS;
        if (has_at(from, *i, "/>", 2))
            return *i += 2, PLAIN_BEGINS_AND_ENDS;
        if (*i == before || !take_attribute(from, i, token))
            return PLAIN_NOT;
    }
}

static enum plain_kind scan_end(struct barq_text from, size_t *i,
                                struct plain_token *token)
{
    ++*i;
    token->name = take_name(from, i);
    skip_blanks(from, i, token);
    if (!token->name.len || *i >= from.len || from.at[*i] != '>')
        return PLAIN_NOT;
    ++*i;
    return PLAIN_ENDS;
}

void plain_scan(struct barq_text from, struct plain_token *token)
{
    size_t i = 1;

    token->kind = PLAIN_NOT;
    token->lines = 0;
    token->attribute_count = 0;
    if (!from.len)
        return;
    if (from.at[0] != '<') {
        scan_text(from, token);
        return;
    }
    token->kind = from.at[1] == '/' ? scan_end(from, &i, token)
                                    : scan_begin(from, &i, token);
    token->len = i;
}
