What makes no sense as a filter is said in a line, before a memory is looked for (there is none here), with exit code 2.

  $ tests/filters/wrong barq search closed | tee wrong
  --since yesterday: barq: --since takes a date, as 2026-11-23, 2026-11 or 2026, not "yesterday" [2]
  --since 2026-02-30: barq: --since takes a date, as 2026-11-23, 2026-11 or 2026, not "2026-02-30" [2]
  --until 2026-1: barq: --until takes a date, as 2026-11-23, 2026-11 or 2026, not "2026-1" [2]
  --until '': barq: --until takes a date, as 2026-11-23, 2026-11 or 2026, not "" [2]
  --since 2026-02 --until 2026-01: barq: --since 2026-02 comes after --until 2026-01 [2]
  --story '': barq: --story wants a name [2]
  --agency ' ': barq: --agency wants a name [2]
  --person '': barq: --person wants a name [2]
  --origin machine: barq: --origin takes published|reviewed|imported|aligned|mt, not "machine" [2]
  --status done: barq: --status takes reviewed|unreviewed, not "done" [2]
  --origin mt --status reviewed: barq: no unit of origin mt is reviewed [2]
  --person: barq: --person wants NAME behind it [2]
  --sicne 2026: barq: barq COMMAND has no option --sicne; did you mean --since? [2]

Every command that asks which units says the same, and makes nothing.

  $ tests/filters/wrong barq lookup closed | diff wrong -
  $ tests/filters/wrong barq export out.tmx | diff wrong -
  $ tests/filters/wrong barq show | diff wrong -
  $ tests/filters/wrong barq show 1 | diff wrong -
  $ tests/filters/wrong barq translate tests/filters/story.txt | diff wrong -
  $ tests/filters/wrong barq analyze tests/filters/story.txt | diff wrong -
  $ tests/filters/wrong barq stats | diff wrong -
  $ tests/filters/wrong barq check | diff wrong -
  $ tests/filters/wrong barq check --rebuild-index | diff wrong -
  $ tests/filters/wrong barq names propose | diff wrong -
  $ tests/filters/wrong barq history | diff wrong -
  $ tests/filters/wrong barq history 1 | diff wrong -
  $ tests/filters/wrong barq review | diff wrong -
  $ tests/filters/wrong barq review 1 | diff wrong -
  $ tests/filters/wrong barq delete | diff wrong -
  $ tests/filters/wrong barq delete 1 | diff wrong -
  $ tests/filters/wrong barq dedupe | diff wrong -
  $ ls
  tests
  tm
  wrong

What no unit passes: nothing is found, or changed, and a script is told by exit code 1; an export, a count and a check of none are done.

  $ barq import tests/filters/ports.tmx
  tests/filters/ports.tmx: 7 read, 7 added, 0 known already, 0 left out
  $ barq search closed --person nobody
  barq: no unit that passes the filter holds this
  [1]
  $ barq search closed --json --person nobody
  {
  	"query":	"closed",
  	"more":	false,
  	"units":	[]
  }
  [1]
  $ barq lookup 'أغلق ميناء صلالة أبوابه.' --person nobody
  barq: no match of 70 or better passes the filter
  [1]
  $ barq lookup 'أغلق ميناء صلالة أبوابه.' --json --person nobody
  {
  	"query":	"أغلق ميناء صلالة أبوابه.",
  	"matches":	[]
  }
  [1]
  $ barq show --person nobody
  barq: no unit passes the filter
  [1]
  $ barq show 1 --person nobody
  barq: no unit passes the filter
  [1]
  $ barq show --json --person nobody
  barq: no unit passes the filter
  []
  [1]
  $ barq export out.tmx --person nobody
  barq: no unit passes the filter
  [1]
  $ barq export out.tmx --json --person nobody
  barq: no unit passes the filter
  [1]
  $ barq translate tests/filters/story.txt --to text --person nobody
  [[open: أغلق ميناء عدن أبوابه.]]
  [[open: أغلق ميناء قادس أبوابه.]]
  [[open: أغلق ميناء بيروت أبوابه.]]
  [[open: أغلق ميناء الدمام أبوابه.]]
  [[open: أغلق ميناء إسبيرغ أبوابه.]]
  [[open: أغلق ميناء فاماغوستا أبوابه.]]
  [[open: أغلق ميناء غدانسك أبوابه.]]
  reuse        segments    words
  open                7       28
  all                 7       28
  since      Harbour talks
             1 unchanged, 0 changed, 6 new, 0 dropped; found by its likeness
  new        أغلق ميناء عدن أبوابه.
  new        أغلق ميناء قادس أبوابه.
  new        أغلق ميناء بيروت أبوابه.
  new        أغلق ميناء الدمام أبوابه.
  new        أغلق ميناء إسبيرغ أبوابه.
  new        أغلق ميناء فاماغوستا أبوابه.
  [1]
  $ barq analyze tests/filters/story.txt --csv --person nobody
  story,102,101,100,95-99,inside,across,85-94,75-84,50-74,new,words,segments,furniture,quotes,quote words,names
  "tests/filters/story.txt",0,0,0,0,0,0,0,0,0,28,28,7,0,0,0,0
  $ barq stats --person nobody | sed 's/, [0-9.]* MB.*/, N MB/'
  memory     $T/memory.db, N MB
  units      0
  words      0 Arabic, 0 English
  stories    0
  $ barq check --person nobody
  0 pairs checked, something found in 0
  $ barq names propose --person nobody
  barq: no names were found to propose
  [1]
  $ barq names propose --json --person nobody
  barq: no names were found to propose
  {
  	"names":	[]
  }
  [1]
  $ barq history --person nobody
  barq: no change passes the filter
  [1]
  $ barq history --json --person nobody
  {
  	"changes":	[]
  }
  [1]
  $ barq review --person nobody
  barq: no unit passes the filter
  [1]
  $ barq review --json --person nobody
  barq: no unit passes the filter
  {
  	"change":	null,
  	"dry_run":	false,
  	"units":	[]
  }
  [1]
  $ barq delete --person nobody
  barq: no unit passes the filter
  [1]
  $ barq delete 1 --person nobody
  barq: no unit passes the filter
  [1]
  $ barq dedupe --person nobody
  barq: no two units that pass the filter say the same
  [1]
  $ barq dedupe --json --person nobody
  barq: no two units that pass the filter say the same
  {
  	"change":	null,
  	"dry_run":	false,
  	"units":	[]
  }
  [1]

Where units are not asked for, a filter is not passed over in silence.

  $ barq check tests/filters/ports.tmx --since 2026
  barq: --since says which units of the memory; a FILE is checked whole
  [2]
  $ barq names list --story 'Harbour talks'
  barq: --story says which units barq names propose reads; names list reads none
  [2]
  $ barq names export names.csv --person rana
  barq: --person says which units barq names propose reads; names export reads none
  [2]
  $ barq undo --person rana
  barq: barq undo has no option --person; see: barq help undo
  [2]
  $ barq backup copy.db --since 2026
  barq: barq backup has no option --since; see: barq help backup
  [2]
  $ barq show
  barq: which units? give their numbers, or say which, as with --story, --since or --status
  [2]
  $ barq show 1 --max 3
  barq: --max and --page are of units that options describe
  [2]
