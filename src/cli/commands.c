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
      "Where the story has other numbers or dates than what is stored, and it "
      "is safe, those of the story are put into the translation and marked, "
      "as {+15+}; else the note says why not. They are written as the stored "
      "translation writes them, unless --style, or [style] in barq.ini, says "
      "how: date_order = month-day or day-month, dates = american or british, "
      "percent = %, percent or per cent, grouping = comma or none.\n"
      "What the memory does not have stays open, or goes to the engine that "
      "--mt names and is marked as machine translation; its answers are kept "
      "beside the memory's units, in a new memory if there is none. The reuse "
      "report goes to standard error. Without a memory every segment is "
      "open.\n"
      "A name of the ledger (see names) gets its house form, and a note says "
      "what was there; one that the draft has in several forms is named "
      "under the report. A quotation that was published before is shown, with "
      "its story, where its segment is not known as a whole.\n"
      "A story that is a later version of a stored one takes over what did "
      "not change as it was published, before anything else that the memory "
      "has: of two versions, from the last one stored. The earlier version is "
      "known by its headline or its file's name, marks of version and take "
      "aside, or by the sentences that both have. The report then lists what "
      "changed, as [-it was-]{+it is+}, what is new, and what was dropped.\n"
      "--to same gives a story that came as NewsML or NITF back in the same "
      "XML, "
      "the words and what says their language replaced; what a person has to "
      "read is marked by comments, and a line that finds no place is in one at "
      "the end. Marks within a line, as bold, do not survive.\n"
      "What is translated is checked, number by number and name by name, and "
      "the draft says what was found: see `barq help check`. --no-rule all "
      "checks nothing.\n"
      "--status, --origin, --since and so on say which units are reused, "
      "quoted "
      "and shown to an engine, as in lookup: --status reviewed takes over what "
      "a person vouched for, and nothing else.\n"
      "Exits with 1 while segments are open, and with 5 when an engine "
      "failed; the draft is delivered in either case.",
      "barq translate story.txt --to html -o draft.html",
      { OPTION_TM,      OPTION_OUTPUT,    OPTION_TO,       OPTION_JSON,
        OPTION_FROM,    OPTION_MIN,       OPTION_NO_ADAPT, OPTION_FRAGMENTS,
        OPTION_STYLE,   OPTION_MT,        OPTION_NO_MT,    OPTION_RULES,
        OPTION_NO_RULE, OPTION_BUDGET,    OPTION_CONFIG,   OPTION_CACERT,
        OPTION_VERBOSE, OPTION_FURNITURE, OPTION_CHARSET,  FILTER_OPTIONS } },
    { "analyze",
      cmd_analyze,
      "STORY...",
      1,
      -1,
      "say how much of some stories is new work",
      "Counts the words of stories by what the memory has of them: by the "
      "class of the best match, down to 50; below 95, as a repetition where "
      "the same was said further ahead, inside the story or across stories in "
      "the order in which they are read; and as new. What a machine wrote "
      "and nobody read counts as new. Beside it stand the quotations that "
      "were published before, and the names of the ledger, in what is left "
      "to be translated.\n"
      "A folder stands for the files in it, and in the folders in it. What is "
      "no story is named and left out, and then it exits with 3; the rest is "
      "counted all the same. --csv gives a row a story, in words; --json has "
      "{stories, total, left_out}, with segments and words of each band. "
      "--status, --since and so on say which units of the memory count.",
      "barq analyze today/ --csv",
      { OPTION_TM, OPTION_JSON, OPTION_CSV, OPTION_FROM, OPTION_FURNITURE,
        OPTION_CHARSET, FILTER_OPTIONS } },
    { "align",
      cmd_align,
      "AR EN",
      0,
      2,
      "pair two versions of a story and store the pairs",
      "Pairs the segments of an Arabic and an English story, each pair with "
      "a confidence, and stores those that are sure enough. The others are "
      "listed and never stored. Nothing is stored twice. "
      "If the English story comes first, that is said, and done right.\n"
      "--beads prints a line for every bead: the Arabic segments, a colon, "
      "the English ones, a tab, the confidence; as in `0,1:2<TAB>0.97`. "
      "--tsv prints confidence, Arabic, English. --tmx writes the sure pairs "
      "to a file, and no memory is touched.\n"
      "--review writes what is not sure for a person to decide: a table, for "
      "a spreadsheet or an editor, or a page, for a browser; which of them, "
      "the end of its name says. `barq align --from-review FILE` reads "
      "either back and stores what was accepted, as reviewed by --who.\n"
      "--clauses parts a sentence that stands against two or three where it "
      "has a clear inner break, and stores the clauses beside the whole; with "
      "--dry-run they are only shown.\n"
      "--edit opens the beads in an editor, a block each, to be joined, "
      "parted and moved. A file with a mistake in it is kept, and read again "
      "with --edited.\n"
      "Words are known by a lexicon of our own, by what the memory holds, by "
      "--lexicon, and by a FreeDict dictionary (freedict-ara-eng) that is "
      "installed in $BARQ_DICTD, else /usr/share/dictd. --explain says for "
      "each bead what spoke for it.\n"
      "Exits with 1 when no pair is sure enough.",
      "barq align story.ar.txt story.en.txt",
      { OPTION_TM,        OPTION_DRY_RUN,
        OPTION_SEGMENTED, OPTION_BEADS,
        OPTION_TSV,       OPTION_JSON,
        OPTION_HTML,      OPTION_TMX,
        OPTION_REVIEW,    OPTION_FROM_REVIEW,
        OPTION_EDIT,      OPTION_EDITED,
        OPTION_CLAUSES,   OPTION_MIN_CONFIDENCE,
        OPTION_LEXICON,   OPTION_EXPLAIN,
        OPTION_ORIGIN,    OPTION_WHO,
        OPTION_NOTE,      OPTION_AGENCY,
        OPTION_FURNITURE, OPTION_CHARSET } },
    { "pair",
      cmd_pair,
      "DIR_AR DIR_EN",
      2,
      2,
      "find which story of an archive translates which",
      "Reads all files of two folders, and of the folders in them, and finds "
      "which Arabic story says the same as which English one: by names, "
      "numbers, dates, words of the lexicon, their order and the lengths. "
      "Each pair has a confidence; those below --min-confidence are not "
      "named. What has no partner is listed at the end. The folders may be "
      "one and the same: the letters of a story tell its language.\n"
      "--tsv prints a line a pair: the Arabic file, the English one, the "
      "confidence. --align takes each pair through to the memory, as `barq "
      "align` does, and with --review what is not sure into one review of them "
      "all; a pair that was done before is passed over, so that a "
      "run which was interrupted goes on where it stood.\n"
      "Exits with 1 when there is no pair.",
      "barq pair archive/ar archive/en --align",
      { OPTION_TM, OPTION_TSV, OPTION_JSON, OPTION_MIN_CONFIDENCE, OPTION_ALIGN,
        OPTION_REVIEW, OPTION_ORIGIN, OPTION_WHO, OPTION_NOTE, OPTION_FURNITURE,
        OPTION_CHARSET } },
    { "lookup",
      cmd_lookup,
      "[TEXT]",
      0,
      1,
      "find exact and fuzzy matches of a segment",
      "Prints the units whose source is like TEXT, best first; - is standard "
      "input. With --batch "
      "each line of standard input is a query, answered by one line of JSON. "
      "Numbers and dates of TEXT are put into the translation where that is "
      "safe, as `barq translate` does: the line `adapted` has them marked as "
      "{+15+}, or `not adapted` says why not.\n"
      "--before, --after and --in-story say where TEXT stands: what stood "
      "between the same segments, or in an earlier version of the story, is "
      "of class 102 or 101, and comes before other equal ones, but not before "
      "a correction that a person added since. A source with several "
      "translations has `other wordings exist`; they come by origin, then the "
      "newest, then the most used, then those of --who. A TEXT of more than "
      "1,000 words and marks finds what is equal, and nothing less.\n"
      "--explain lists what each difference cost, as `query <- stored`; the "
      "points and the score make 100. The line `diff` is the stored source "
      "with what only the query has as [-so-] and what only the source has as "
      "{+so+}, in colours on a terminal unless NO_COLOR is set. --json has "
      "both as parts and diff (with --batch if --explain is given); in a piece "
      "of the diff `query` is what TEXT has there, if it is not the very "
      "same.\n"
      "--exhaustive reads the whole memory for TEXT, and with --batch once for "
      "some thousand lines, which are answered then.\n"
      "Exits with 1 when there is no match (not with --batch).",
      "barq lookup 'وقال متحدث باسم الوزارة إن التحقيق لا يزال جاريا.'",
      { OPTION_TM, OPTION_JSON, OPTION_MIN, OPTION_MAX, OPTION_LANG,
        OPTION_BATCH, OPTION_EXPLAIN, OPTION_EXHAUSTIVE, OPTION_NO_ADAPT,
        OPTION_STYLE, OPTION_CONFIG, OPTION_BEFORE, OPTION_AFTER,
        OPTION_IN_STORY, OPTION_WHO, FILTER_OPTIONS } },
    { "search",
      cmd_search,
      "TEXT",
      1,
      1,
      "find units that hold these words, in either language",
      "A concordance: the units that hold what TEXT asks for, the very words "
      "before other forms of them, the newest first.\n"
      "Words are found wherever they stand, all of them: `talks resume`. "
      "\"Words in quotes\" are a phrase, and resum* is what begins so. "
      "`talks ~5 Cairo` wants five words between the two at most, either way "
      "round. -Cairo or -\"in Cairo\" leaves out the units with it. `talks "
      "OR summit` wants one or the other (`|` is the same). All else is "
      "text.\n"
      "Vowel marks, tatweel, hamza, the forms of alef, case, clitics (wal-, "
      "bil-, lil-, -ha, -hum) and inflection do not hide a word; --exact "
      "wants the letters as they are, but for marks, case and the forms of "
      "alef. "
      "Numbers are found by value (1200, 1,200), and what is written as one "
      "word, with a hyphen or as two (ceasefire, cease-fire, cease fire; in "
      "Arabic Abd Allah, Abu Dhabi and the like). "
      "An Arabic word is looked for in Arabic, others on both sides; --lang "
      "names one. With -- before it, TEXT may begin with a minus; - is "
      "standard "
      "input.\n"
      "On a terminal hits are bold, and the words that surely translate them "
      "are underlined. --json gives both sides as runs of {text, kind}, kind "
      "plain, hit or aligned. Exits with 1 when there is none.",
      "barq search '\"وقف إطلاق النار\" -غزة'",
      { OPTION_TM, OPTION_JSON, OPTION_LANG, OPTION_MAX, OPTION_PAGE,
        OPTION_EXACT, FILTER_OPTIONS } },
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
      { OPTION_TM, OPTION_JSON, OPTION_ORIGIN, OPTION_STORY, OPTION_AGENCY,
        OPTION_WHO, OPTION_NOTE } },
    { "edit",
      cmd_edit,
      "ID",
      1,
      1,
      "change a unit, its history kept",
      "Changes the wording, the note or the origin of a unit; without any of "
      "these options the unit opens in $VISUAL or $EDITOR. A new wording "
      "bears today's date and your name, so that it comes before what it "
      "corrects, and a unit that nobody had vouched for is reviewed then; a "
      "note or an origin leaves the date alone. A unit that says the new "
      "wording already is joined to this one.\n"
      "Exits with 1 when there is no such unit, or it says so already, and "
      "with 3 when the editor fails. What it was: barq history; back to it: "
      "barq undo.\n"
      "--json gives {change, dry_run, units}, as for delete, review, dedupe "
      "and undo: the change's number, null after --dry-run, and for each "
      "unit {id, joined_to, gone}.",
      "barq edit 12 --en 'There was no immediate comment from Cairo.'",
      { OPTION_TM, OPTION_AR, OPTION_EN, OPTION_NOTE, OPTION_ORIGIN,
        OPTION_STATUS, OPTION_WHO, OPTION_DRY_RUN, OPTION_JSON } },
    { "delete",
      cmd_delete,
      "[ID...]",
      0,
      -1,
      "delete units, their history kept",
      "Deletes the units with these numbers, or without numbers all that the "
      "options describe; with both, those of the numbers that they describe. "
      "Nothing is deleted if one of the numbers does not exist, which exits "
      "with 1. barq undo brings the units back.",
      "barq delete --origin mt --until 2025 --dry-run",
      { OPTION_TM, FILTER_OPTIONS, OPTION_WHO, OPTION_DRY_RUN, OPTION_JSON } },
    { "review",
      cmd_review,
      "[ID...]",
      0,
      -1,
      "vouch for units, or take that back: the status of many",
      "Makes the units with these numbers, or all that the options describe, "
      "reviewed ones, or with --as published ones; those that are so already, "
      "or better, stay as they are. --as imported, aligned or mt takes back "
      "that somebody vouched: of reviewed and published units it makes such "
      "ones, and leaves others as they are. Exits with 1 when no unit is "
      "changed.",
      "barq review --story 'Harbour talks*' --status unreviewed",
      { OPTION_TM, OPTION_AS, FILTER_OPTIONS, OPTION_WHO, OPTION_DRY_RUN,
        OPTION_JSON } },
    { "show",
      cmd_show,
      "[ID...]",
      0,
      -1,
      "show units with all that is known",
      "Prints the units with these numbers: where they come from, who and "
      "when, "
      "and the story that they stood in last, between which segments; `earlier "
      "in` has stories before that, and `places` how often in all. --json has "
      "all places. Without numbers, all that the options describe are shown by "
      "their numbers, --max at a time; with both, those of the numbers that "
      "they describe. Exits with 1 when one of the units does not exist, or "
      "there is none.",
      "barq show --story 'Harbour talks*' --status unreviewed",
      { OPTION_TM, FILTER_OPTIONS, OPTION_MAX, OPTION_PAGE, OPTION_JSON } },
    { "history",
      cmd_history,
      "[ID]",
      0,
      1,
      "say what was changed, when and by whom",
      "Prints what was done to a unit by edit, delete, review, dedupe and "
      "undo, the latest first, and what it was before, also when it is gone. "
      "Without ID, lists the last changes of the memory, with the numbers by "
      "which they can be undone. --since, --until and --person are here when "
      "a change was made, and by whom; --story, --agency, --origin and "
      "--status are of a unit that it changed: where that stands or stood, "
      "and what it was before. Exits with 1 when there is none.\n"
      "--json gives {unit, changes} with, for each change, {change, when, "
      "who, deed, units, undone_by} and of a unit also {gone, joined_to, "
      "was}.",
      "barq history 12",
      { OPTION_TM, OPTION_MAX, FILTER_OPTIONS, OPTION_JSON } },
    { "undo",
      cmd_undo,
      "[ID]",
      0,
      1,
      "bring back what was before a change",
      "Takes back the last change of the memory, or the last one of the unit "
      "with this number for this unit alone and what was joined to it then, "
      "or with --change any other. Undone changes and undos are passed over, "
      "so "
      "undo after undo goes further back; an undo is undone by its own number. "
      "A change of a unit that was changed again since must wait for that.\n"
      "What add, align, import and merge stored is no change in this sense: "
      "barq delete takes it out. Nor is it lost by an undo: a wording stored "
      "since stays as a unit. Exits with 1 when there is nothing to undo.",
      "barq undo 12",
      { OPTION_TM, OPTION_CHANGE, OPTION_WHO, OPTION_DRY_RUN, OPTION_JSON } },
    { "dedupe",
      cmd_dedupe,
      "",
      0,
      0,
      "join units that say the same twice",
      "Joins units that differ only in vowel marks, tatweel and the forms of "
      "digits, quotes and dashes, to the best of them: the best origin, then "
      "the newest, then the most used. That one gets the contexts of all and "
      "the most uses. --dry-run lists them. Exits with 1 when there are none.",
      "barq dedupe --dry-run",
      { OPTION_TM, FILTER_OPTIONS, OPTION_WHO, OPTION_DRY_RUN, OPTION_JSON } },
    { "stats",
      cmd_stats,
      "",
      0,
      0,
      "say what the memory holds",
      "Counts units, words, stories, origins, people and agencies, and the "
      "units added in each month; of all units, or of those that the options "
      "describe.",
      "barq stats --agency Reuters",
      { OPTION_TM, FILTER_OPTIONS, OPTION_JSON } },
    { "backup",
      cmd_backup,
      "OUT",
      1,
      1,
      "copy the memory to a file",
      "Copies the memory as it is at this moment, while others read it and "
      "write to it. The file is there whole or not at all; one that is there "
      "already is not written over. A memory of an older barq is copied as it "
      "is, before this one brings it up to date.",
      "barq backup memory-2026-11-23.db",
      { OPTION_TM, OPTION_JSON } },
    { "restore",
      cmd_restore,
      "FILE",
      1,
      1,
      "put a backup in the place of the memory",
      "Checks FILE first, then puts it in the place of the memory in one "
      "step. The memory that was there is kept beside it, with "
      ".before-restore behind its name (-2, -3 and so on behind that, if there "
      "is one), also if it was damaged.",
      "barq restore memory-2026-11-23.db",
      { OPTION_TM, OPTION_JSON } },
    { "merge",
      cmd_merge,
      "FILE...",
      1,
      -1,
      "take in what another memory knows",
      "Adds the units, contexts, stories and histories of other memories. A "
      "pair that is known is joined to ours, another wording stands beside "
      "ours; nothing is stored twice, so that the same memory can be merged "
      "again later. What was deleted there is not deleted here. The other "
      "memory is not changed.\n"
      "A large memory comes in parts, between which others can write. A merge "
      "that is broken off leaves the parts that were stored: whole units, but "
      "perhaps only some of the sentences of a story, and no history and no "
      "names yet, which come last. To merge the memory again completes it, and "
      "the result is the same. --dry-run counts, and holds nobody up.\n"
      "With an option that says which units, those alone are taken, as they "
      "are now, with where they stood (by --story and --agency: in those "
      "stories). What they were before a change stays behind, and so do the "
      "accepted names; a merge without the option brings them later.",
      "barq merge laptop.db",
      { OPTION_TM, OPTION_DRY_RUN, OPTION_JSON, FILTER_OPTIONS } },
    { "check",
      cmd_check,
      "[FILE...]",
      0,
      -1,
      "see that the memory is sound, and that pairs say the same",
      "Reads the whole memory: is the file sound, and do the index that "
      "lookups rest on and the concordance say what the units say? Exits with "
      "4 if not. "
      "--rebuild-index makes the indexes anew from the units first, which "
      "mends the latter; no unit is touched. Others read and write meanwhile, "
      "with the old index, until the new one takes its place at once; for so "
      "long it lies among the temporary files (in SQLITE_TMPDIR or TMPDIR, if "
      "set). At ten million units that last step takes about a minute, in "
      "which who writes waits. Lookups and searches pass over what makes no "
      "sense in an index and say so: a line on standard error, in --json "
      "`warning`; what makes sense and is wrong, only this finds.\n"
      "With --pairs, or an option that says which units or which checks, what "
      "the units say is checked as well; with FILE the pairs of a TMX, a table "
      "of Arabic, tab and English, or a draft that `barq translate --json` "
      "wrote, by the ledger of the memory, if there is one. Each finding names "
      "the unit or pair, the "
      "check and the words: number and date by value, name, quote, negation, "
      "direction (rose and fell), leftover (words not translated), term (the "
      "ledger's), doubled, empty, same, length, control, mixed (a name that "
      "one story writes in two ways). --rules names those "
      "wanted, --no-rule those unwanted; a desk's own choice stands in "
      "barq.ini, as `only` or `off` in [check].\n"
      "Exits with 1 when something was found.",
      "barq check --story 'Harbour talks*' --no-rule name",
      { OPTION_TM, OPTION_JSON, OPTION_SARIF, OPTION_PAIRS, OPTION_RULES,
        OPTION_NO_RULE, FILTER_OPTIONS, OPTION_CONFIG, OPTION_REBUILD_INDEX } },
    { "import",
      cmd_import,
      "FILE...",
      1,
      -1,
      "read TMX, XLIFF or a table of pairs into the memory",
      "Reads TMX 1.1 to 1.4b, XLIFF 1.1 to 2.1 (what a person accepted, "
      "approved or typed in it), lines of Arabic, a tab and English, or CSV "
      "whose first line names the columns, as ar,en, both also in UTF-16 with "
      "its mark; told by content, not by name; - is standard input. A file of "
      "up to 131,072 "
      "pairs is stored whole or not at all; a larger one in parts, and where "
      "others wait to write or the machine is slow, one of some hundreds, too. "
      "To import it again goes on where it was broken off. Units that cannot "
      "be used are counted with the reason. "
      "A memory's own export brings everything back but its history: rivals, "
      "every story and version a unit stood in, who and when; where the story "
      "is known already, versions of it that are new come last. XLIFF "
      "and tables have no place for that: of XLIFF the story comes in, of a "
      "table the pairs alone.",
      "barq import tm/starter.tmx",
      { OPTION_TM, OPTION_DRY_RUN, OPTION_JSON, OPTION_WHO } },
    { "export",
      cmd_export,
      "OUT",
      1,
      1,
      "write the memory as TMX 1.4b",
      "Writes every unit, or those that the options describe, with origin, "
      "dates, and every story and version of it that it stood in; - is "
      "standard output. The file is there whole or not at all, in the place of "
      "an older one, which stays as it is if no unit passes. History and names "
      "are not in it: `barq backup` and `barq merge` take those along.",
      "barq export memory.tmx",
      { OPTION_TM, FILTER_OPTIONS, OPTION_JSON } },
    { "segment",
      cmd_segment,
      "FILE",
      0,
      1,
      "cut a text into segments",
      "Prints a segment a line, and an empty line after each block; needs no "
      "memory. A line of the input is a block. A page of HTML is told by its "
      "content and read for the article in it; NewsML and NITF for the first "
      "story in them.\n"
      "--json gives an array of {block, kind, start, end, text}; start and "
      "end are byte offsets into the input (of another charset, into its "
      "UTF-8 form; of a page or of XML, into the story's text, a line a "
      "block).\n"
      "--srx cuts by the rules of another tool, --srx-add by ours and those: "
      "its rules without a break hold together what ours would cut, its "
      "others cut. A rule that cannot be used is left out and named on "
      "standard error. --export-srx takes no FILE.",
      "barq segment --lang ar story.txt",
      { OPTION_LANG, OPTION_JSON, OPTION_KINDS, OPTION_FURNITURE,
        OPTION_CHARSET, OPTION_SRX, OPTION_SRX_ADD, OPTION_EXPORT_SRX } },
    { "accept",
      cmd_accept,
      "DRAFT",
      1,
      1,
      "take a draft that a person has read into the memory",
      "DRAFT is what `barq translate --json` wrote, read, corrected and "
      "completed by a person, who vouches for it. Machine translations as they "
      "stand there now, targets that were typed or edited, matches with the "
      "story's numbers and names in them, and exact ones become units of "
      "origin `reviewed`, or `published` with --origin; a fuzzy match left as "
      "it was does not, unless its segment says \"accepted\": true. The "
      "story is the latest version of itself then. All or none; - is standard "
      "input.",
      "barq accept --who dana draft.json",
      { OPTION_TM, OPTION_DRY_RUN, OPTION_JSON, OPTION_ORIGIN, OPTION_WHO,
        OPTION_NOTE } },
    { "names",
      cmd_names,
      "[ACTION] [ARG...]",
      0,
      -1,
      "keep the ledger of names: how the desk writes them",
      "The ledger says for a name, in its Arabic forms, which English form is "
      "the house form. `barq translate` puts the house form in where a reused "
      "or machine translation has another one, and says so; chat engines get "
      "it with the text. ACTION is one of\n"
      "list: all names, or those of --state and --kind (as without ACTION).\n"
      "propose: looks through the memory's pairs, all or those that the "
      "options describe, MT only where --origin or --status asks for it, for "
      "words that are written alike in both "
      "scripts, counts the stories they stand in, and puts those that the "
      "ledger does not have into it as proposed ones. What was refused is not "
      "proposed again.\n"
      "accept ID..., refuse ID..., delete ID...: what a person makes of them; "
      "all of them, or none.\n"
      "add AR EN: a name by hand; several Arabic forms are set apart by |. A "
      "name of the same house form and kind gets the new forms. edit ID: "
      "what --en, --ar, --also, --kind and --note give takes the place of "
      "what was, and the name is accepted. An Arabic form belongs to one name "
      "alone.\n"
      "import FILE: TBX (TBX-Basic of 2008 or 2019), or a table with columns "
      "named arabic and english, and if there are any other, kind, status and "
      "note; - is standard input. All is stored or nothing; a name whose "
      "Arabic "
      "form is another name's already is left out and named.\n"
      "export OUT: the accepted names as TBX-Basic, or all of them as a table, "
      "if OUT ends in .csv or with --csv.\n"
      "Exits with 1 when there are no such names.",
      "barq names add 'أنتوني بلينكن | بلينكن' 'Antony Blinken' --kind person",
      { OPTION_TM, OPTION_JSON, OPTION_STATE, OPTION_KIND, OPTION_AR, OPTION_EN,
        OPTION_ALSO, OPTION_NOTE, OPTION_WHO, OPTION_STORIES, OPTION_SINCE,
        OPTION_UNTIL, OPTION_STORY, OPTION_AGENCY, OPTION_ORIGIN, OPTION_STATUS,
        OPTION_PERSON, OPTION_CSV, OPTION_DRY_RUN } },
    { "engines",
      cmd_engines,
      "",
      0,
      0,
      "list the machine translation engines",
      "Lists the engines that are set up, in barq.ini or the environment, and "
      "those that need no setting up: where each is, its model, and where its "
      "key comes from. --check asks each whether it is there and takes the "
      "key; exits with 5 if one that is set up does not.",
      "barq engines --check",
      { OPTION_CHECK, OPTION_JSON, OPTION_CONFIG, OPTION_CACERT } },
    { "mt",
      cmd_mt,
      "TEXT",
      1,
      1,
      "translate one text by machine",
      "Sends TEXT to the engine that --mt or BARQ_MT names and prints what it "
      "makes of it. The answer is kept beside the memory's units, so that the "
      "same is not paid for twice, and is never one of them.",
      "barq mt --mt libretranslate 'وصل الوزير إلى القاهرة.'",
      { OPTION_MT, OPTION_TM, OPTION_JSON, OPTION_BUDGET, OPTION_CONFIG,
        OPTION_CACERT, OPTION_VERBOSE } },
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
