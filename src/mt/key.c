/*
 * key.c - an engine's key: from the environment, or from a file that nobody
 * but its owner can read.
 *
 * Never from an argument, which every user of a machine can see in the list
 * of processes, and never from barq.ini, which is mailed about.
 */
#include "mt/config.h"

#include "base/error.h"
#include "base/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { KEY_MOST = 4096 };

/* A path that may begin with "~/". */
static struct barq_text expand(const char *path, struct arena *keep)
{
    const char *home = getenv("HOME");

    if (path[0] == '~' && path[1] == '/' && home && *home)
        return arena_print(keep, "%s%s", home, path + 1);
    return arena_text(keep, text_of(path));
}

static enum barq_status check_file(int fd, const char *path,
                                   struct barq_error *err)
{
    struct stat facts;

    if (fstat(fd, &facts))
        return fail(err, BARQ_E_INPUT, errno, "%s: %s", path, strerror(errno));
    if (!S_ISREG(facts.st_mode))
        return fail(err, BARQ_E_INPUT, 0, "%s: a key file is a regular file",
                    path);
    if (facts.st_uid != geteuid() && facts.st_uid != 0)
        return fail(err, BARQ_E_INPUT, 0,
                    "%s: this key file belongs to another user (chown it)",
                    path);
    if (facts.st_mode & 077)
        return fail(err, BARQ_E_INPUT, 0,
                    "%s: others can read this key (chmod 600 %s)", path, path);
    return BARQ_OK;
}

static enum barq_status take_line(int fd, const char *path,
                                  struct barq_text *out, struct arena *keep,
                                  struct barq_error *err)
{
    char room[KEY_MOST + 1];
    ssize_t len = read(fd, room, sizeof(room));

    if (len < 0)
        return fail(err, BARQ_E_INPUT, errno, "%s: cannot read: %s", path,
                    strerror(errno));
    struct barq_text rest = { room, (size_t)len }, line = { room, 0 };
    if (len > KEY_MOST || !text_line(&rest, &line) || !text_trim(line).len)
        return fail(err, BARQ_E_INPUT, 0,
                    "%s: a key file has the key in its first line", path);
    *out = arena_text(keep, text_trim(line));
    return out->at ? BARQ_OK : fail_nomem(err, "for a key");
}

enum barq_status mt_key_file(const char *path, struct barq_text *out,
                             struct arena *keep, struct barq_error *err)
{
    struct barq_text name = expand(path, keep);
    int fd = name.at ? open(name.at, O_RDONLY | O_CLOEXEC | O_NONBLOCK) : -1;

    if (!name.at)
        return fail_nomem(err, "for a path");
    if (fd < 0)
        return fail(err, BARQ_E_INPUT, errno, "%s: cannot open: %s", name.at,
                    strerror(errno));
    enum barq_status status = check_file(fd, name.at, err);
    if (!status)
        status = take_line(fd, name.at, out, keep, err);
    close(fd);
    return status;
}

const char *mt_variable(const struct mt_config *config, const char *what)
{
    char name[128];
    int len = snprintf(name, sizeof(name), "%s_%s", config->variable, what);
    const char *value =
        len > 0 && (size_t)len < sizeof(name) ? getenv(name) : NULL;

    return value && *value ? value : NULL;
}

static enum barq_status set_key(struct mt_config *config, const char *key,
                                struct barq_text source, struct arena *keep,
                                struct barq_error *err)
{
    config->key = arena_text(keep, text_of(key));
    config->key_source = source;
    if (!config->key.at || !source.at)
        return fail_nomem(err, "for a key");
    return BARQ_OK;
}

/* The names that every tool for Amazon's services reads. */
static enum barq_status amazon_key(struct mt_config *config, struct arena *keep,
                                   struct barq_error *err)
{
    const char *id = getenv("AWS_ACCESS_KEY_ID");
    const char *secret = getenv("AWS_SECRET_ACCESS_KEY");
    const char *session = getenv("AWS_SESSION_TOKEN");

    if (config->kind != &mt_amazon || !id || !*id || !secret || !*secret)
        return BARQ_OK;
    config->key_id = arena_text(keep, text_of(id));
    config->session = arena_text(keep, text_of(session ? session : ""));
    if (!config->key_id.at || !config->session.at)
        return fail_nomem(err, "for a key");
    return set_key(config, secret, text_of("AWS_SECRET_ACCESS_KEY"), keep, err);
}

enum barq_status mt_find_key(struct mt_config *config,
                             const struct mt_key_places *places,
                             struct arena *keep, struct barq_error *err)
{
    const char *own = places->variable ? getenv(places->variable)
                                       : mt_variable(config, "KEY");
    const char *file = mt_variable(config, "KEY_FILE");

    if (places->given)
        return set_key(config, places->given, text_of("given"), keep, err);
    if (own && *own)
        return set_key(config, own,
                       places->variable
                           ? arena_text(keep, text_of(places->variable))
                           : arena_print(keep, "%s_KEY", config->variable),
                       keep, err);
    if (!file)
        file = places->file;
    if (!file)
        return amazon_key(config, keep, err);
    config->key_source = expand(file, keep);
    return mt_key_file(file, &config->key, keep, err);
}
