/* editor.c - a file in the editor of the person's choice. */
#include "cli/cli.h"

#include <stdlib.h>
#include <sys/wait.h>

static const char *editor_named(void)
{
    const char *visual = getenv("VISUAL"), *editor = getenv("EDITOR");

    if (visual && *visual)
        return visual;
    return editor && *editor ? editor : "vi";
}

/* The path goes through the environment, so that no shell reads it. */
enum barq_status editor_run(const char *path)
{
    char command[4096];
    const char *editor = editor_named();

    if (snprintf(command, sizeof(command), "%s \"$BARQ_EDITED\"", editor) >=
        (int)sizeof(command)) {
        talk("$VISUAL or $EDITOR is too long");
        return BARQ_E_USAGE;
    }
    setenv("BARQ_EDITED", path, 1);
    fflush(NULL);
    int code = system(command);
    if (code != -1 && WIFEXITED(code) && WEXITSTATUS(code) == 0)
        return BARQ_OK;
    talk("the editor (%s) failed; nothing is stored, and the file is kept: %s",
         editor, path);
    return BARQ_E_INPUT;
}
