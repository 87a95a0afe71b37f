/*
 * spelling.c - is it the same name, however it was typed?
 *
 * Who asks for a person or an agency types a name as it comes: in capitals,
 * without the hamza, with a vowel mark.  So names are compared by their L2
 * keys, as those of stories are, but where they stand in rows a person has no
 * key in the file.  For SQL this is a collation:
 *
 *     u.who = ?4 COLLATE SPELLING
 *
 * Nearly all names are the same bytes or ASCII, and are not folded for it.
 *
 * Limits: it says whether names are equal; their order means nothing.  Names
 * of more than NAME_MOST bytes are equal byte by byte alone.
 */
#include "memory/store.h"

#include "base/utf8.h"

#include <string.h>
#include <strings.h>

/* Two names of NAME_MOST bytes are folded in this room. */
enum { NAME_MOST = 256, ROOM = 1 << 14 };

static bool is_ascii(struct barq_text text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.at[i] >= 0x80)
            return false;
    return true;
}

static int compare_bytes(struct barq_text a, struct barq_text b)
{
    size_t least = a.len < b.len ? a.len : b.len;
    int order = least ? memcmp(a.at, b.at, least) : 0;

    return order ? order : (a.len > b.len) - (a.len < b.len);
}

static int compare_ascii(struct barq_text a, struct barq_text b)
{
    size_t least = a.len < b.len ? a.len : b.len;
    int order = least ? strncasecmp(a.at, b.at, least) : 0;

    return order ? order : (a.len > b.len) - (a.len < b.len);
}

static int compare_keys(struct barq_text a, struct barq_text b)
{
    _Alignas(16) char room[ROOM];
    struct arena keep = arena_over(room, sizeof(room));
    struct arena scratch = arena_split(&keep);
    struct barq_text x = { 0 }, y = { 0 };

    if (text_fold(a, TEXT_L2, &x, &keep, scratch, NULL) ||
        text_fold(b, TEXT_L2, &y, &keep, scratch, NULL))
        return compare_bytes(a, b);
    return compare_bytes(x, y);
}

static int compare(struct barq_text a, struct barq_text b)
{
    int order = compare_bytes(a, b);

    if (!order || a.len > NAME_MOST || b.len > NAME_MOST)
        return order;
    if (is_ascii(a) && is_ascii(b))
        return compare_ascii(a, b);
    return compare_keys(a, b);
}

bool spelling_same(struct barq_text a, struct barq_text b)
{
    return compare(a, b) == 0;
}

static int collate(void *unused, int a_len, const void *a, int b_len,
                   const void *b)
{
    (void)unused;
    return compare((struct barq_text){ a, (size_t)a_len },
                   (struct barq_text){ b, (size_t)b_len });
}

int spelling_teach(sqlite3 *db)
{
    return sqlite3_create_collation(db, "SPELLING", SQLITE_UTF8, NULL, collate);
}
