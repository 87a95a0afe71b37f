/*
 * lexicons.c - renderings from a memory, a dictionary and the user's file,
 * as lists of hashes.
 *
 * To read a dictionary of 50,000 words takes a quarter of a second, ten
 * times what it takes to pair a story.  So what was made of it is kept in
 * $XDG_CACHE_HOME/barq (else ~/.cache/barq), as it stands in memory, under a
 * header that says of which file and by which folding; where there is no
 * such folder, or it cannot be written, the dictionary is read each time.
 * Nothing in that file is trusted but its length and the order of its
 * entries does no harm when it is wrong: hashes that meet nothing.
 */
#include "align/lexicons.h"

#include "base/error.h"
#include "base/file.h"
#include "base/utf8.h"
#include "memory/memory.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    CACHE_SLOTS = 4096,
    RENDERINGS_MOST = 6,
    SHARE_SURE = 250, /* thousandths: rendered so as a rule */
    TERM_WORDS = 8,
};
#define USER_ENTRIES_MOST ((size_t)1 << 20)

/* ----------------------------------------------------------------- lists */

void lexicons_add(struct lexicons_growing *list, uint64_t ar, uint64_t en)
{
    if (list->full)
        return;
    if (list->count == list->room) {
        size_t room = list->room ? list->room * 2 : 1024;
        struct lexicons_entry *more =
            arena_new(list->keep, struct lexicons_entry, room);
        list->full = !more;
        if (!more)
            return;
        if (list->count)
            memcpy(more, list->at, list->count * sizeof(*more));
        list->at = more;
        list->room = room;
    }
    list->at[list->count++] = (struct lexicons_entry){ ar, en };
}

static int compare_entries(const void *a, const void *b)
{
    const struct lexicons_entry *x = a, *y = b;

    if (x->ar != y->ar)
        return x->ar < y->ar ? -1 : 1;
    return (x->en > y->en) - (x->en < y->en);
}

struct lexicons_list lexicons_sorted(struct lexicons_growing *list)
{
    size_t kept = 0;

    if (list->count)
        qsort(list->at, list->count, sizeof(*list->at), compare_entries);
    for (size_t i = 0; i < list->count; i++)
        if (!kept || compare_entries(&list->at[kept - 1], &list->at[i]) != 0)
            list->at[kept++] = list->at[i];
    return (struct lexicons_list){ list->at, kept };
}

/* The first entry of a list whose Arabic is not below `ar`. */
static size_t list_first(const struct lexicons_list *list, uint64_t ar)
{
    size_t low = 0, high = list->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (list->at[middle].ar < ar)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static size_t find_in(const struct lexicons_list *list, uint64_t ar,
                      enum evidence_kind kind, struct lexicons_found *found,
                      size_t most)
{
    size_t count = 0;

    for (size_t i = list_first(list, ar);
         i < list->count && list->at[i].ar == ar && count < most; i++)
        found[count++] = (struct lexicons_found){ list->at[i].en, kind };
    return count;
}

/* ---------------------------------------------------------- user's file */

/* A term of the user's file: its tokens, and their L2 keys with a space
 * between; the key is empty when it is none. */
struct term {
    struct tokens tokens;
    struct barq_text key;
};

static enum barq_status read_term(struct text_language language,
                                  struct barq_text raw, struct term *out,
                                  struct arena *keep, struct arena scratch,
                                  struct barq_error *err)
{
    enum barq_status status =
        text_tokens(language, raw, &out->tokens, keep, scratch, err);
    const struct tokens *tokens = &out->tokens;
    size_t room = 0;

    out->key = (struct barq_text){ 0 };
    if (status || !tokens->count || tokens->count > TERM_WORDS)
        return status;
    for (size_t i = 0; i < tokens->count; i++)
        room += tokens->at[i].l2.len + 1;
    char *at = arena_new(keep, char, room);
    if (!at)
        return fail_nomem(err, "for the lexicon");
    out->key.at = at;
    for (size_t i = 0; i < tokens->count; i++) {
        struct barq_text l2 = tokens->at[i].l2;
        if (i)
            at[out->key.len++] = ' ';
        if (l2.len)
            memcpy(at + out->key.len, l2.at, l2.len);
        out->key.len += l2.len;
    }
    return BARQ_OK;
}

/* One line of the user's file: Arabic, tab, English. */
static enum barq_status add_line(struct lexicons_growing *list,
                                 const struct lexicon *lexicon,
                                 struct barq_text ar, struct barq_text en,
                                 struct arena scratch, struct barq_error *err)
{
    struct text_language languages[2] = { { BARQ_AR, lexicon },
                                          { BARQ_EN, lexicon } };
    struct arena work = arena_split(&scratch);
    struct term terms[2];
    enum barq_status status =
        read_term(languages[0], ar, &terms[0], &work, scratch, err);

    if (!status)
        status = read_term(languages[1], en, &terms[1], &work, scratch, err);
    if (status || !terms[0].key.len || !terms[1].key.len)
        return status;
    uint64_t english = terms[1].tokens.count == 1
                           ? text_hash(terms[1].tokens.at[0].l3)
                           : text_hash(terms[1].key);
    lexicons_add(list, text_hash(terms[0].key), english);
    if (terms[0].tokens.count == 1)
        lexicons_add(list, text_hash(terms[0].tokens.at[0].l3), english);
    return list->full ? fail_nomem(err, "for the lexicon") : BARQ_OK;
}

static enum barq_status read_lines(const char *path, struct barq_text rest,
                                   struct lexicons_growing *list,
                                   struct arena scratch, struct barq_error *err)
{
    struct lexicon *lexicon;
    struct barq_text line;
    enum barq_status status = lexicon_open(&lexicon, err);

    if (status)
        return status;
    for (size_t n = 1; !status && text_line(&rest, &line); n++) {
        struct barq_text ar = text_trim(text_field(&line, '\t'));
        struct barq_text en = text_trim(text_field(&line, '\t'));
        if ((!ar.len && !en.len) || (ar.len && ar.at[0] == '#'))
            continue;
        if (!en.len || !ar.len)
            status = fail(err, BARQ_E_INPUT, 0,
                          "%s:%zu: no pair: give Arabic, a tab, and English",
                          path, n);
        else if (list->count > USER_ENTRIES_MOST)
            status =
                fail(err, BARQ_E_INPUT, 0,
                     "%s: too long a lexicon: a million entries at most", path);
        else
            status = add_line(list, lexicon, ar, en, scratch, err);
    }
    lexicon_close(lexicon);
    return status;
}

static enum barq_status read_user(const char *path, struct lexicons_list *out,
                                  struct arena *keep, struct arena scratch,
                                  struct barq_error *err)
{
    struct lexicons_growing list = { .keep = keep };
    struct arena work = arena_split(&scratch);
    struct barq_text bytes, text;
    struct barq_error why;
    enum barq_status status = file_read(path, &bytes, &work, err);

    if (status)
        return status;
    if (text_decode(bytes, NULL, &text, &work, &why))
        return fail(err, BARQ_E_INPUT, 0, "%s: %s", path, why.message);
    status = read_lines(path, text, &list, scratch, err);
    if (!status)
        *out = lexicons_sorted(&list);
    return status;
}

/* ------------------------------------------------------ dictionary, kept */

struct kept_header {
    char magic[8];
    uint64_t stamp, key_version, count;
};
static const char kept_magic[8] = "barqlex";

/* The file "dictionary" in $XDG_CACHE_HOME/barq, or empty if there can be
 * none; the folders are made if they are to be written. */
static void kept_path(char *path, size_t room, bool make)
{
    const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
    int len = 0;

    if (cache && *cache)
        len = snprintf(path, room, "%s/barq/dictionary", cache);
    else if (home && *home)
        len = snprintf(path, room, "%s/.cache/barq/dictionary", home);
    if (len <= 0 || (size_t)len >= room)
        *path = 0;
    for (char *slash = path;
         make && (slash = strchr(slash + 1, '/')) != NULL;) {
        *slash = 0;
        mkdir(path, 0777);
        *slash = '/';
    }
}

static bool is_kept(const struct kept_header *header, size_t size,
                    uint64_t stamp)
{
    return size >= sizeof(*header) &&
           memcmp(header->magic, kept_magic, sizeof(kept_magic)) == 0 &&
           header->stamp == stamp && header->key_version == TEXT_KEY_VERSION &&
           header->count ==
               (size - sizeof(*header)) / sizeof(struct lexicons_entry);
}

static bool map_kept(struct lexicons *lexicons, uint64_t stamp)
{
    char path[4096];
    struct stat about;

    kept_path(path, sizeof(path), false);
    if (!*path)
        return false;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    size_t size = fstat(fd, &about) == 0 ? (size_t)about.st_size : 0;
    void *at = size >= sizeof(struct kept_header)
                   ? mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0)
                   : MAP_FAILED;
    close(fd);
    if (at == MAP_FAILED)
        return false;
    const struct kept_header *header = at;
    if (!is_kept(header, size, stamp)) {
        munmap(at, size);
        return false;
    }
    lexicons->mapped = at;
    lexicons->mapped_size = size;
    lexicons->dictionary =
        (struct lexicons_list){ (const struct lexicons_entry *)(header + 1),
                                (size_t)header->count };
    return true;
}

/* For the next time; that it cannot be kept is no failure. */
static void keep_dictionary(const struct lexicons_list *list, uint64_t stamp)
{
    struct kept_header header = { .stamp = stamp,
                                  .key_version = TEXT_KEY_VERSION,
                                  .count = list->count };
    char path[4096];
    struct file file;

    kept_path(path, sizeof(path), true);
    if (!*path)
        return;
    if (file_create(&file, path, NULL))
        return;
    memcpy(header.magic, kept_magic, sizeof(kept_magic));
    fwrite(&header, sizeof(header), 1, file.to);
    fwrite(list->at, sizeof(*list->at), list->count, file.to);
    file_commit(&file, NULL);
}

static enum barq_status open_dictionary(struct lexicons *lexicons,
                                        struct arena *keep,
                                        struct arena scratch,
                                        struct barq_error *err)
{
    const char *folder = getenv("BARQ_DICTD");
    uint64_t stamp;

    if (!folder)
        folder = "/usr/share/dictd";
    if (!*folder || !dictd_stamp(folder, &stamp) || map_kept(lexicons, stamp))
        return BARQ_OK;
    enum barq_status status =
        dictd_read(folder, &lexicons->dictionary, keep, scratch, err);
    if (!status && lexicons->dictionary.count)
        keep_dictionary(&lexicons->dictionary, stamp);
    return status;
}

/* ---------------------------------------------------------------- memory */

/* What the memory said of a stem: the same words come again and again. */
struct cached {
    uint64_t ar; /* 0: none */
    size_t count;
    struct lexicons_found found[RENDERINGS_MOST];
};
struct lexicons_cache {
    struct cached slots[CACHE_SLOTS];
};

static size_t ask_memory(const struct lexicons *lexicons, uint64_t ar,
                         struct lexicons_found *found, size_t most)
{
    struct memory_rendering renderings[RENDERINGS_MOST];
    size_t count = 0;

    if (memory_learnt(lexicons->memory, ar, renderings,
                      most < RENDERINGS_MOST ? most : RENDERINGS_MOST, &count,
                      NULL))
        return 0; /* a memory that cannot be read teaches nothing */
    for (size_t i = 0; i < count; i++)
        found[i] = (struct lexicons_found){
            renderings[i].en,
            renderings[i].share >= SHARE_SURE ? EVIDENCE_LEARNT : EVIDENCE_HINT,
        };
    return count;
}

static size_t find_learnt(const struct lexicons *lexicons, uint64_t ar,
                          struct lexicons_found *found, size_t most)
{
    struct cached *slot = &lexicons->cache->slots[ar % CACHE_SLOTS];

    if (slot->ar != ar) {
        slot->ar = ar;
        slot->count = ask_memory(lexicons, ar, slot->found, RENDERINGS_MOST);
    }
    size_t count = slot->count < most ? slot->count : most;
    if (count)
        memcpy(found, slot->found, count * sizeof(*found));
    return count;
}

/* ------------------------------------------------------------------ face */

enum barq_status lexicons_open(struct lexicons *out,
                               const struct barq_align_options *options,
                               struct arena *keep, struct arena scratch,
                               struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    *out = (struct lexicons){ .memory = options ? options->memory : NULL };
    out->cache = arena_new(keep, struct lexicons_cache, 1);
    if (!out->cache)
        return fail_nomem(err, "for the lexicons");
    if (options && options->lexicon)
        status = read_user(options->lexicon, &out->user, keep, scratch, err);
    return status ? status : open_dictionary(out, keep, scratch, err);
}

void lexicons_close(struct lexicons *lexicons)
{
    if (lexicons->mapped)
        munmap(lexicons->mapped, lexicons->mapped_size);
    lexicons->mapped = NULL;
}

size_t lexicons_find(const struct lexicons *lexicons, struct barq_text l2,
                     struct barq_text l3, struct lexicons_found *found,
                     size_t most)
{
    uint64_t whole = text_hash(l2), stem = text_hash(l3);
    size_t count = find_in(&lexicons->user, whole, EVIDENCE_WORD, found, most);

    if (stem != whole)
        count += find_in(&lexicons->user, stem, EVIDENCE_WORD, found + count,
                         most - count);
    if (lexicons->memory)
        count += find_learnt(lexicons, stem, found + count, most - count);
    count += find_in(&lexicons->dictionary, whole, EVIDENCE_DICTIONARY,
                     found + count, most - count);
    if (stem != whole)
        count += find_in(&lexicons->dictionary, stem, EVIDENCE_DICTIONARY,
                         found + count, most - count);
    return count;
}

size_t lexicons_find_term(const struct lexicons *lexicons, struct barq_text l2,
                          struct lexicons_found *found, size_t most)
{
    return lexicons->user.count ? find_in(&lexicons->user, text_hash(l2),
                                          EVIDENCE_TERM, found, most)
                                : 0;
}

bool lexicons_has_term(const struct lexicons *lexicons, struct barq_text l2)
{
    uint64_t hash = text_hash(l2);

    for (size_t i = 0; i < lexicons->user.count; i++)
        if (lexicons->user.at[i].en == hash)
            return true;
    return false;
}
