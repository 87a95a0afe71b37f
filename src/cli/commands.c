/* commands.c - the table of commands: dispatch, help, man page, completion. */
#include "cli/cli.h"

#include <string.h>

const struct command commands[] = {
    { "translate",
      cmd_translate,
      "STORY",
      1,
      1,
      "draft the translation of a story from memory",
      "Reads STORY (- is standard input), tells its furniture from its text, "
      "cuts it into segments and looks each of them up. The draft says for "
      "every segment where its translation came from: its class (102 both "
      "neighbours equal too, 101 one of them, 100 equal, 99 and 98 equal but "
      "for marks or letter forms, 95-97 but for punctuation, less for fuzzy "
      "matches), the origin of the unit and its number.\n"
      "What the memory does not have stays open, or goes to the engine that "
      "--mt names and is marked as machine translation. The reuse report "
      "goes to standard error. Without a memory every segment is open.\n"
      "Exits with 1 while segments are open, and with 5 when an engine "
      "failed; the draft is delivered in either case.",
      "barq translate story.txt --to html -o draft.html",
      { OPTION_TM, OPTION_OUTPUT, OPTION_TO, OPTION_JSON, OPTION_FROM,
        OPTION_MIN, OPTION_MT, OPTION_NO_MT, OPTION_FURNITURE,
        OPTION_CHARSET } },
    { "align",
      cmd_align,
      "AR EN",
      2,
      2,
      "pair two versions of a story and store the pairs",
      "Pairs the segments of an Arabic and an English story, each pair with "
      "a confidence, and stores those that are sure enough. The others are "
      "listed and never stored. Nothing is stored twice.\n"
      "--beads prints a line for every bead: the Arabic segments, a colon, "
      "the English ones, a tab, the confidence; as in `0,1:2<TAB>0.97`. "
      "Exits with 1 when no pair is sure enough.\n"
      "Words are known by a lexicon of our own, by what the memory holds, by "
      "--lexicon, and by a FreeDict dictionary (freedict-ara-eng) that is "
      "installed in $BARQ_DICTD, else /usr/share/dictd. --explain says for "
      "each bead what spoke for it.",
      "barq align story.ar.txt story.en.txt",
      { OPTION_TM, OPTION_DRY_RUN, OPTION_SEGMENTED, OPTION_BEADS, OPTION_TSV,
        OPTION_JSON, OPTION_HTML, OPTION_MIN_CONFIDENCE, OPTION_LEXICON,
        OPTION_EXPLAIN, OPTION_ORIGIN, OPTION_WHO, OPTION_NOTE,
        OPTION_FURNITURE, OPTION_CHARSET } },
    { "lookup",
      cmd_lookup,
      "[TEXT]",
      0,
      1,
      "find exact and fuzzy matches of a segment",
      "Prints the units whose source is like TEXT, best first. With --batch "
      "each line of standard input is a query, answered by one line of JSON. "
      "Exits with 1 when there is no match (not with --batch).",
      "barq lookup 'وقال متحدث باسم الوزارة إن التحقيق لا يزال جاريا.'",
      { OPTION_TM, OPTION_JSON, OPTION_MIN, OPTION_MAX, OPTION_LANG,
        OPTION_BATCH, OPTION_EXPLAIN, OPTION_EXHAUSTIVE, OPTION_BEFORE,
        OPTION_AFTER } },
    { "search",
      cmd_search,
      "TEXT",
      1,
      1,
      "find units that hold these words, in either language",
      "A concordance: the units that hold all the words of TEXT. \"Words in "
      "quotes\" are a phrase, wor* is a prefix; vowel marks, the forms of "
      "alef and case do not matter. Exits with 1 when there is none.",
      "barq search 'وقف إطلاق النار'",
      { OPTION_TM, OPTION_JSON, OPTION_LANG, OPTION_MAX } },
    { "add",
      cmd_add,
      "SOURCE TARGET",
      2,
      2,
      "store one pair in the memory",
      "Stores an Arabic and an English segment, in either order, as a unit "
      "of origin `published`. A wording that the memory has already is not "
      "stored twice; a new wording of a known source stands beside it. Makes "
      "the memory if there is none.",
      "barq add 'ولم يصدر تعليق فوري.' 'There was no immediate comment.'",
      { OPTION_TM, OPTION_JSON, OPTION_ORIGIN, OPTION_STORY, OPTION_WHO,
        OPTION_NOTE } },
    { "show",
      cmd_show,
      "ID...",
      1,
      -1,
      "show units with all that is known",
      "Prints the units with these numbers. Exits with 1 when one of them "
      "does not exist.",
      "barq show 12",
      { OPTION_TM, OPTION_JSON } },
    { "stats",
      cmd_stats,
      "",
      0,
      0,
      "say what the memory holds",
      "Counts units, words, stories and origins.",
      "barq stats",
      { OPTION_TM, OPTION_JSON } },
    { "check",
      cmd_check,
      "",
      0,
      0,
      "see that the memory is sound",
      "Reads the whole memory: is the file sound, and does the index that "
      "lookups rest on say what the units say? Exits with 4 if not. "
      "--rebuild-index makes the indexes anew from the units first, which "
      "mends the latter; no unit is touched.",
      "barq check",
      { OPTION_TM, OPTION_JSON, OPTION_REBUILD_INDEX } },
    { "import",
      cmd_import,
      "FILE...",
      1,
      -1,
      "read TMX or tab-separated pairs into the memory",
      "Reads TMX 1.1 to 1.4b, or lines of Arabic, a tab and English; told by "
      "content, not by name; - is standard input. A file of up to 16,384 pairs "
      "is stored whole or not at all; a larger one so many at a time, and to "
      "import it again goes on where it was broken off. Units that cannot be "
      "used are counted with the reason.",
      "barq import tm/starter.tmx",
      { OPTION_TM, OPTION_DRY_RUN, OPTION_JSON, OPTION_WHO } },
    { "export",
      cmd_export,
      "OUT",
      1,
      1,
      "write the memory as TMX 1.4b",
      "Writes every unit with its origin, story, context and dates; - is "
      "standard output. The file is there whole or not at all.",
      "barq export memory.tmx",
      { OPTION_TM, OPTION_JSON } },
    { "segment",
      cmd_segment,
      "FILE",
      0,
      1,
      "cut a text into segments",
      "Prints a segment a line, and an empty line after each block; needs no "
      "memory. A line of the input is a block. A page of HTML is told by its "
      "content and read for the article in it.\n"
      "--json gives an array of {block, kind, start, end, text}; start and "
      "end are byte offsets into the input (with --charset, into its UTF-8 "
      "form; of a page, into the article's text, a line a block).\n"
      "--srx cuts by the rules of another tool, --srx-add by ours and those: "
      "its rules without a break hold together what ours would cut, its "
      "others cut. A rule that cannot be used is left out and named on "
      "standard error. --export-srx takes no FILE.",
      "barq segment --lang ar story.txt",
      { OPTION_LANG, OPTION_JSON, OPTION_KINDS, OPTION_FURNITURE,
        OPTION_CHARSET, OPTION_SRX, OPTION_SRX_ADD, OPTION_EXPORT_SRX } },
    { "completion",
      cmd_completion,
      "bash|zsh",
      1,
      1,
      "print a completion script for a shell",
      "For bash: eval \"$(barq completion bash)\". For zsh: put the output "
      "into a file named _barq in a folder of $fpath.",
      "barq completion bash",
      { OPTION_NONE } },
    { "help",
      cmd_help,
      "[COMMAND]",
      0,
      1,
      "say how a command is used",
      "Without COMMAND, lists the commands.",
      "barq help translate",
      { OPTION_MAN } },
    { 0 },
};

const struct command *command_find(const char *name)
{
    for (const struct command *c = commands; c->name; c++)
        if (strcmp(c->name, name) == 0)
            return c;
    return NULL;
}

static const char *command_name(size_t index)
{
    return commands[index].name;
}

enum barq_status command_unknown(const char *typed)
{
    const char *near = nearest_name(typed, command_name);

    if (near)
        talk("no command \"%s\"; did you mean \"%s\"?", typed, near);
    else
        talk("no command \"%s\"; see: barq help", typed);
    return BARQ_E_USAGE;
}
