The overview, and what one command takes.

  $ barq help
  usage: barq COMMAND [OPTION]... [OPERAND]...
  
  A translation memory for Arabic-English news.
  
    translate   draft the translation of a story from memory
    analyze     say how much of some stories is new work
    align       pair two versions of a story and store the pairs
    pair        find which story of an archive translates which
    lookup      find exact and fuzzy matches of a segment
    search      find units that hold these words, in either language
    add         store one pair in the memory
    edit        change a unit, its history kept
    delete      delete units, their history kept
    review      vouch for units, or take that back: the status of many
    show        show units with all that is known
    history     say what was changed, when and by whom
    undo        bring back what was before a change
    dedupe      join units that say the same twice
    stats       say what the memory holds
    backup      copy the memory to a file
    restore     put a backup in the place of the memory
    merge       take in what another memory knows
    check       see that the memory is sound, and that pairs say the same
    import      read TMX, XLIFF or a table of pairs into the memory
    export      write the memory as TMX 1.4b
    segment     cut a text into segments
    accept      take a draft that a person has read into the memory
    names       keep the ledger of names: how the desk writes them
    engines     list the machine translation engines
    mt          translate one text by machine
    completion  print a completion script for a shell
    help        say how a command is used
  
  barq help COMMAND says more; barq --version says which barq this is.
  $ barq help lookup
  usage: barq lookup [OPTION]... [TEXT]
  
    Prints the units whose source is like TEXT, best first; - is standard input.
    With --batch each line of standard input is a query, answered by one line of
    JSON. Numbers and dates of TEXT are put into the translation where that is
    safe, as `barq translate` does: the line `adapted` has them marked as
    {+15+}, or `not adapted` says why not.
  
    --before, --after and --in-story say where TEXT stands: what stood between
    the same segments, or in an earlier version of the story, is of class 102 or
    101, and comes before other equal ones, but not before a correction that a
    person added since. A source with several translations has `other wordings
    exist`; they come by origin, then the newest, then the most used, then those
    of --who. A TEXT of more than 1,000 words and marks finds what is equal, and
    nothing less.
  
    --explain lists what each difference cost, as `query <- stored`; the points
    and the score make 100. The line `diff` is the stored source with what only
    the query has as [-so-] and what only the source has as {+so+}, in colours
    on a terminal unless NO_COLOR is set. --json has both as parts and diff
    (with --batch if --explain is given); in a piece of the diff `query` is what
    TEXT has there, if it is not the very same.
  
    --exhaustive reads the whole memory for TEXT, and with --batch once for some
    thousand lines, which are answered then.
  
    Exits with 1 when there is no match (not with --batch).
  
  Options:
        --tm=FILE            the memory file (default $BARQ_TM, else
                             $XDG_DATA_HOME/barq/memory.db)
        --json               answer in JSON
        --min=SCORE          the lowest score wanted, 50 to 100 (default 70)
        --max=N              the most answers wanted (default 5; search, show
                             and history 50)
        --lang=LANG          the language of the text (default: told from its
                             letters)
                             LANG: ar|en
        --batch              a query a line on standard input, a JSON line each
        --explain            say what each difference cost
        --exhaustive         score every unit: slow, the reference for tests
        --no-adapt           leave numbers and dates of stored translations as
                             they are
        --style=NAME|FILE    how numbers and dates are written that are put into
                             a translation: [style NAME] of the configuration,
                             or the [style] of a file
        --config=FILE        the configuration (default
                             $XDG_CONFIG_HOME/barq/barq.ini)
        --before=TEXT        the segment before TEXT in its story
        --after=TEXT         the segment that follows TEXT in its story
        --in-story=NAME      the story that TEXT stands in: its earlier version
                             comes first
        --who=NAME           who does it, or asks: the person to name (default
                             $USER)
        --since=DATE         what changed (of units their wording) on or after
                             this day, month or year, as 2026-11-23, 2026-11 or
                             2026
        --until=DATE         what changed on or before this day, month or year
        --story=NAME         the story that the unit stood in, in any spelling;
                             where units are looked for, NAME* is how it begins
        --agency=NAME        the news agency of the story, by any of its names
        --origin=ORIGIN      where the wording comes from
                             ORIGIN: published|reviewed|imported|aligned|mt
        --status=STATUS      whether a person vouched for the unit (published
                             and reviewed ones), or nobody did
                             STATUS: reviewed|unreviewed
        --person=NAME        units that this person made or vouched for, in any
                             spelling; changes that they made
    -h, --help               say how the command is used
  
  Example:
    barq lookup 'وقال متحدث باسم الوزارة إن التحقيق لا يزال جاريا.'
  $ barq lookup --help | head -n 1
  usage: barq lookup [OPTION]... [TEXT]
  $ barq --version
  barq 0.1.0

A slip of the hand is met with the nearest name.

  $ barq transalte story.txt
  barq: no command "transalte"; did you mean "translate"?
  [2]
  $ barq looup x
  barq: no command "looup"; did you mean "lookup"?
  [2]
  $ barq zzz
  barq: no command "zzz"; see: barq help
  [2]
  $ barq help transalte
  barq: no command "transalte"; did you mean "translate"?
  [2]
  $ barq
  usage: barq COMMAND [OPTION]... [OPERAND]...
  
  A translation memory for Arabic-English news.
  
    translate   draft the translation of a story from memory
    analyze     say how much of some stories is new work
    align       pair two versions of a story and store the pairs
    pair        find which story of an archive translates which
    lookup      find exact and fuzzy matches of a segment
    search      find units that hold these words, in either language
    add         store one pair in the memory
    edit        change a unit, its history kept
    delete      delete units, their history kept
    review      vouch for units, or take that back: the status of many
    show        show units with all that is known
    history     say what was changed, when and by whom
    undo        bring back what was before a change
    dedupe      join units that say the same twice
    stats       say what the memory holds
    backup      copy the memory to a file
    restore     put a backup in the place of the memory
    merge       take in what another memory knows
    check       see that the memory is sound, and that pairs say the same
    import      read TMX, XLIFF or a table of pairs into the memory
    export      write the memory as TMX 1.4b
    segment     cut a text into segments
    accept      take a draft that a person has read into the memory
    names       keep the ledger of names: how the desk writes them
    engines     list the machine translation engines
    mt          translate one text by machine
    completion  print a completion script for a shell
    help        say how a command is used
  
  barq help COMMAND says more; barq --version says which barq this is.
  [2]
  $ barq stats --jsn
  barq: barq stats has no option --jsn; did you mean --json?
  [2]
  $ barq translate --to=pdf story.txt
  barq: --to takes bilingual|text|html|json|tmx|xliff|same, not "pdf"
  [2]
  $ barq add one
  barq: usage: barq add SOURCE TARGET (1 given); see: barq help add
  [2]
