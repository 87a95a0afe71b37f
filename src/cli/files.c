/* files.c - the files of a folder, and of the folders in it. */
#include "cli/cli.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { DEPTH_MOST = 16 };

static enum barq_status no_memory(void)
{
    talk("out of memory for the names of files");
    return BARQ_E_INTERNAL;
}

static enum barq_status add(struct files *files, const char *path)
{
    if (files->count == files->room) {
        size_t room = files->room ? files->room * 2 : 256;
        char **more = realloc(files->at, room * sizeof(*more));
        if (!more)
            return no_memory();
        files->at = more;
        files->room = room;
    }
    files->at[files->count] = strdup(path);
    return files->at[files->count++] ? BARQ_OK : no_memory();
}

static enum barq_status walk(struct files *files, const char *folder,
                             int depth);

/* What is neither a file nor a folder is passed over, and so is a link to a
 * folder, which may lead round in a circle. */
static enum barq_status take(struct files *files, const char *folder,
                             const char *name, int depth)
{
    char path[4096];
    struct stat info, link;

    if (snprintf(path, sizeof(path), "%s/%s", folder, name) >=
        (int)sizeof(path)) {
        talk("%s: the path of a file in it is too long", folder);
        return BARQ_E_INPUT;
    }
    if (stat(path, &info) || lstat(path, &link))
        return BARQ_OK;
    if (S_ISDIR(info.st_mode) && !S_ISLNK(link.st_mode))
        return depth < DEPTH_MOST ? walk(files, path, depth + 1) : BARQ_OK;
    return S_ISREG(info.st_mode) ? add(files, path) : BARQ_OK;
}

static enum barq_status walk(struct files *files, const char *folder, int depth)
{
    enum barq_status status = BARQ_OK;
    DIR *open = opendir(folder);

    if (!open) {
        talk("%s: cannot read the folder: %s", folder, strerror(errno));
        return BARQ_E_INPUT;
    }
    for (struct dirent *entry; !status && (entry = readdir(open));)
        if (entry->d_name[0] != '.')
            status = take(files, folder, entry->d_name, depth);
    closedir(open);
    return status;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

enum barq_status files_list(const char *folder, struct files *files)
{
    char name[4096];
    size_t len = strlen(folder);

    while (len > 1 && folder[len - 1] == '/')
        len--;
    snprintf(name, sizeof(name), "%.*s", (int)len, folder);
    enum barq_status status = walk(files, name, 0);
    if (files->count)
        qsort(files->at, files->count, sizeof(*files->at), by_name);
    return status;
}

void files_release(struct files *files)
{
    for (size_t i = 0; i < files->count; i++)
        free(files->at[i]);
    free(files->at);
    *files = (struct files){ 0 };
}
