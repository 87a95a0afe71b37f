A unit is edited; what it was stays, with who and when.

  $ barq add 'رفض الوزير التعليق.' 'The minister rejected comment.' --origin aligned --story 'Harbour talks' --agency رويترز --who aligner
  unit 1 added
  $ barq add 'استؤنفت المحادثات.' 'Talks resumed.' --origin imported --story 'Harbour deal' --agency AFP --who omar
  unit 2 added
  $ barq add 'هطل المطر.' 'Rain fell.' --story 'Storm'
  unit 3 added
  $ barq edit 1 --en 'The minister declined to comment.' --who Rana
  unit 1 edited; change 1
  $ barq edit 1 --ar 'The minister declined to comment.'
  barq: the Arabic side of unit 1 would be English
  [2]
  $ barq edit 1 --en 'رفض الوزير التعليق.'
  barq: the English side of unit 1 would be Arabic
  [2]
  $ barq edit 1 --note 'see the style book'
  unit 1 edited; change 2
  $ barq edit 1 --note 'see the style book'
  barq: unit 1 says so already
  [1]
  $ barq show 1
  unit 1
    origin      reviewed
    created     2026-11-23
    changed     2026-11-23
    story       Harbour talks
    agency      Reuters
    who         Rana
    note        see the style book
    en          The minister declined to comment.
    ar          رفض الوزير التعليق.
  $ barq history 1 | sed 's/ [0-2][0-9]:[0-5][0-9],/ TIME,/'
  change 2, 2026-11-23 TIME, edit by desk
      was reviewed, 2026-11-23
      who   Rana
      en  The minister declined to comment.
      ar  رفض الوزير التعليق.
  change 1, 2026-11-23 TIME, edit by Rana
      was aligned, 2026-11-23
      who   aligner
      en  The minister rejected comment.
      ar  رفض الوزير التعليق.
  $ barq undo 1 --dry-run
  unit 1, reviewed, 2026-11-23
      en  The minister declined to comment.
      ar  رفض الوزير التعليق.
  1 unit as it was before; nothing stored (--dry-run)
  $ barq undo 1
  1 unit as it was before; change 3
  $ barq undo
  1 unit as it was before; change 4
  $ barq show 1 | grep -E 'en|note|origin'
    origin      aligned, confidence 1.00
    agency      Reuters
    en          The minister rejected comment.
  $ barq undo
  barq: there is no change to undo
  [1]
  $ barq undo --change 3 --json
  barq: unit 1 was changed again since, by change 4; undo that first
  [2]

In an editor a unit is a short form.

  $ printf '#!/bin/sh\ncp "$1" form\nsed -i "s/^en: .*/en: The minister would not comment./" "$1"\n' >editor
  $ chmod +x editor
  $ EDITOR=./editor barq edit 1
  unit 1 edited; change 5
  $ cat form
  # unit 1; lines that begin with # are left out
  # origin: published, reviewed, imported, aligned or mt
  origin: aligned
  note: 
  en: The minister rejected comment.
  ar: رفض الوزير التعليق.
  $ barq lookup 'رفض الوزير التعليق.'
  100  class 100, reviewed, unit 1, 2026-11-23
      story  Harbour talks
      en  The minister would not comment.
      ar  رفض الوزير التعليق.
  $ EDITOR=true barq edit 1
  barq: unit 1 says so already
  [1]
  $ TMPDIR=. EDITOR=false barq edit 1 2>&1 | sed 's/edit-[A-Za-z0-9]*/edit-XXXXXX/'
  barq: the editor (false) failed; nothing is stored, and the file is kept: ./barq-edit-XXXXXX
  $ TMPDIR=. EDITOR=false barq edit 1 2>/dev/null
  [3]
  $ TMPDIR=. EDITOR='echo typed >' barq edit 1 2>&1 | sed 's/edit-[A-Za-z0-9]*/edit-XXXXXX/'
  barq: ./barq-edit-XXXXXX:1: not a line of the form, as "en: ..."; what you typed is kept there
  $ env -u EDITOR -u VISUAL barq edit 1
  barq: nothing to change: give --ar, --en, --note, --origin or --status, or set EDITOR
  [2]

A wording that another unit has: that one is joined to it.

  $ barq add 'هطل المطر.' 'It rained.' --origin imported
  unit 4 added
  $ barq edit 3 --en 'It rained.'
  unit 4 said so already, and is joined to it
  unit 3 edited; change 6
  $ barq show 4
  barq: unit 4 is gone; see: barq history 4
  [1]
  $ barq history 4 | sed 's/ [0-2][0-9]:[0-5][0-9],/ TIME,/'
  change 6, 2026-11-23 TIME, edit by desk, joined to unit 3
      was imported, 2026-11-23
      who   desk
      en  It rained.
      ar  هطل المطر.

Nobody's units become somebody's.

  $ barq review --status unreviewed --dry-run
  unit 2, imported, 2026-11-23
      en  Talks resumed.
      ar  استؤنفت المحادثات.
  1 unit reviewed now; nothing stored (--dry-run)
  $ barq review --agency 'Agence France-Presse' --who Rana
  1 unit reviewed now; change 7
  $ barq review --agency AFP
  barq: all of these are reviewed or better already
  [1]
  $ barq review 2 --as published --json
  {
  	"change":	"8",
  	"dry_run":	false,
  	"units":	[{
  			"id":	"2",
  			"joined_to":	null,
  			"gone":	false
  		}]
  }
  $ barq edit 2 --status unreviewed
  barq: say what it is then: --origin imported, aligned or mt
  [2]
  $ barq edit 2 --origin imported
  unit 2 edited; change 9
  $ barq edit 2 --status reviewed
  unit 2 edited; change 10

Filters are the same wherever units are looked for.

  $ barq lookup 'استؤنفت المحادثات.' --story 'HARBOUR DEAL' | grep -c unit
  1
  $ barq lookup 'استؤنفت المحادثات.' --person nobody
  barq: no match of 70 or better passes the filter
  [1]
  $ barq search Talks --story 'Harbour*' | head -n 1
  unit 2, reviewed, 2026-11-23, desk
  $ barq search Talks --story 'Storm'
  barq: no unit that passes the filter holds this
  [1]
  $ barq export --story 'Harbour*' - | grep -o '<seg>[A-Z][^<]*'
  <seg>The minister would not comment.
  <seg>Talks resumed.
  $ barq stats --person omar | sed 's/, [0-9.]* MB.*/, N MB/'
  memory     $T/memory.db, N MB
  units      0
  words      0 Arabic, 0 English
  stories    0
  $ barq stats --agency reuters | sed 's/, [0-9.]* MB.*/, N MB/; s/^20..-.. /MONTH   /'
  memory     $T/memory.db, N MB
  units      1, 1 reviewed
  words      3 Arabic, 5 English
  stories    1
  people     1: desk 1
  agencies   1: Reuters 1
  
  added in        units       Arabic      English
  MONTH               1            3            5
  $ barq stats --person DESK --json | sed 's/"20..-.."/"MONTH"/; s/"\(bytes\|schema\)":.*/"\1":	N,/'
  {
  	"units":	3,
  	"stories":	3,
  	"ar_words":	7,
  	"en_words":	9,
  	"origins":	{
  		"published":	1,
  		"reviewed":	2,
  		"imported":	0,
  		"aligned":	0,
  		"mt":	0
  	},
  	"rivals":	null,
  	"people":	[{
  			"name":	"desk",
  			"count":	3,
  			"ar_words":	7,
  			"en_words":	9
  		}],
  	"agencies":	[{
  			"name":	"",
  			"count":	1,
  			"ar_words":	2,
  			"en_words":	2
  		}, {
  			"name":	"AFP",
  			"count":	1,
  			"ar_words":	2,
  			"en_words":	2
  		}, {
  			"name":	"Reuters",
  			"count":	1,
  			"ar_words":	3,
  			"en_words":	5
  		}],
  	"months":	[{
  			"month":	"MONTH",
  			"count":	3,
  			"ar_words":	7,
  			"en_words":	9
  		}],
  	"first":	null,
  	"last":	null,
  	"schema":	N,
  	"bytes":	N,
  	"filtered":	true
  }
  $ barq delete --until 1999
  barq: no unit passes the filter
  [1]
  $ barq delete --since yesterday
  barq: --since takes a date, as 2026-11-23, 2026-11 or 2026, not "yesterday"
  [2]
  $ barq delete --since 2026-02-30
  barq: --since takes a date, as 2026-11-23, 2026-11 or 2026, not "2026-02-30"
  [2]
  $ barq stats --since 2026 --until 2025
  barq: --since 2026 comes after --until 2025
  [2]
  $ barq stats --origin mt --status reviewed
  barq: no unit of origin mt is reviewed
  [2]
  $ barq delete
  barq: which units? give their numbers, or say which, as with --story, --since or --status
  [2]
  $ barq delete --story ''
  barq: --story wants a name
  [2]
  $ barq review 1 --as good
  barq: --as takes reviewed|published|imported|aligned|mt, not "good"
  [2]

Deleted, and back.

  $ barq delete 2 3
  2 units deleted; change 11
  $ barq search Talks
  barq: no unit holds this
  [1]
  $ barq lookup 'استؤنفت المحادثات.'
  barq: no match of 70 or better
  [1]
  $ barq delete 1 99
  barq: there is no unit 99
  [1]
  $ barq undo 2
  1 unit as it was before; change 12
  $ barq search Talks
  unit 2, reviewed, 2026-11-23, desk
      story  Harbour deal
      en  Talks resumed.
      ar  استؤنفت المحادثات.
  $ barq history --max 3 | sed 's/ [0-2][0-9]:[0-5][0-9],/ TIME,/'
  change 12, 2026-11-23 TIME, undo by desk, 1 unit
  change 11, 2026-11-23 TIME, delete by desk, 2 units
  change 10, 2026-11-23 TIME, edit by desk, 1 unit
  $ barq undo --change 1
  barq: change 1 is undone already
  [1]
  $ barq undo 1 --change 1
  barq: the last change of a unit, or --change N: not both
  [2]
  $ barq undo 77
  barq: there is no change of unit 77 to undo
  [1]
  $ barq history 77
  barq: there is no unit 77
  [1]
  $ barq history abc
  barq: "abc" is not the number of a unit
  [2]

The same twice becomes once.

  $ barq add 'قال إنّ الاتفاق مثمرٌ.' 'He said the deal was "fruitful".' --story 'Deal'
  unit 5 added
  $ barq add 'قال إن الاتفاق مثمر.' 'He said the deal was “fruitful”.' --origin imported --story 'Storm'
  unit 6 added
  $ barq dedupe --dry-run
  unit 6, imported, 2026-11-23, goes into unit 5
      en  He said the deal was “fruitful”.
      ar  قال إن الاتفاق مثمر.
  unit 5, published, 2026-11-23
      en  He said the deal was "fruitful".
      ar  قال إنّ الاتفاق مثمرٌ.
  1 unit joined to another; nothing stored (--dry-run)
  $ barq dedupe
  1 unit joined to another; change 13
  $ barq show 5 | grep -E 'ar|story'
    story       Storm
    earlier in  Deal
    ar          قال إنّ الاتفاق مثمرٌ.
  $ barq dedupe --json
  barq: no two units say the same
  {
  	"change":	null,
  	"dry_run":	false,
  	"units":	[]
  }
  [1]
  $ barq dedupe
  barq: no two units say the same
  [1]
  $ barq undo --dry-run
  unit 5, published, 2026-11-23
      en  He said the deal was "fruitful".
      ar  قال إنّ الاتفاق مثمرٌ.
  unit 6, which is gone now
  2 units as they were before; nothing stored (--dry-run)
  $ barq undo --json
  {
  	"change":	"14",
  	"dry_run":	false,
  	"units":	[{
  			"id":	"5",
  			"joined_to":	null,
  			"gone":	false
  		}, {
  			"id":	"6",
  			"joined_to":	null,
  			"gone":	false
  		}]
  }

A backup, and back to it.

  $ barq backup copy.db --json | grep units
  	"units":	4,
  $ barq backup copy.db
  barq: copy.db: is there already, and a backup writes over nothing; name another file
  [3]
  $ barq delete 1
  1 unit deleted; change 15
  $ barq restore copy.db
  $T/memory.db: 4 units, as in copy.db
  the memory that was there is $T/memory.db.before-restore
  $ barq show 1 | head -n 1
  unit 1
  $ barq stats --tm $T/memory.db.before-restore --json | grep '"units":' | head -n 1
  	"units":	3,
  $ barq restore $T/memory.db
  barq: $T/memory.db: is the memory itself; name a backup
  [2]
  $ barq restore editor
  barq: editor: not a memory: the file is no SQLite database
  [4]
  $ barq backup -
  barq: -: a backup needs a file of its own
  [2]
  $ barq restore copy.db --tm fresh.db --json
  {
  	"file":	"fresh.db",
  	"from":	"copy.db",
  	"units":	4,
  	"kept":	null
  }

Two memories become one.

  $ barq add --tm other.db 'رفض الوزير التعليق.' 'The minister said nothing.' --story 'Harbour talks'
  unit 1 added
  $ barq add --tm other.db 'هطل المطر.' 'It rained.' --story 'Storm'
  unit 2 added
  $ barq edit --tm other.db 1 --en 'The minister kept silent.'
  unit 1 edited; change 1
  $ barq merge other.db --dry-run
  other.db: 2 read, 2 added, 0 known already; nothing stored (--dry-run)
  $ barq merge other.db
  other.db: 2 read, 2 added, 0 known already
  $ barq merge other.db --json
  [{
  		"file":	"other.db",
  		"read":	2,
  		"added":	0,
  		"merged":	2,
  		"dry_run":	false
  	}]
  $ barq search silent
  unit 7, published, 2026-11-23, desk
      story  Harbour talks
      en  The minister kept silent.
      ar  رفض الوزير التعليق.
  $ barq add --tm night.db 'رفض الوزير التعليق.' 'The minister would not comment.' --story 'Harbour talks'
  unit 1 added
  $ barq add --tm night.db 'هطل الثلج.' 'It snowed.' --story 'Storm' --origin imported
  unit 2 added
  $ barq edit --tm night.db 1 --en 'The minister did not wish to comment.'
  unit 1 edited; change 1
  $ barq merge --tm chosen.db night.db --story 'Snow*' --dry-run
  night.db: 2 read, 0 added, 0 known already, 2 left out; nothing stored (--dry-run)
  $ barq merge --tm chosen.db night.db --story 'storm' --json | tr -d '\t\n'
  [{"file":"night.db","read":2,"added":1,"merged":0,"skipped":1,"dry_run":false}]
  $ barq merge --tm chosen.db night.db --status reviewed
  night.db: 2 read, 1 added, 0 known already, 1 left out
  $ barq search --tm chosen.db 'the OR it'
  unit 2, published, 2026-11-23, desk
      story  Harbour talks
      en  The minister did not wish to comment.
      ar  رفض الوزير التعليق.
  unit 1, imported, 2026-11-23, desk
      story  Storm
      en  It snowed.
      ar  هطل الثلج.
  $ barq history --tm chosen.db 2
  barq: unit 2 was never changed
  [1]
  $ barq merge --tm chosen.db night.db
  night.db: 2 read, 0 added, 2 known already
  $ barq history --tm chosen.db 2 | grep -o 'edit by desk'
  edit by desk
  $ barq merge --tm chosen.db night.db --since 2026-11-24 --until 2026-11-23
  barq: --since 2026-11-24 comes after --until 2026-11-23
  [2]
  $ barq merge $T/memory.db
  barq: $T/memory.db: is the memory itself; name another one
  [2]
  $ barq merge editor
  barq: editor: not a memory: the file is no SQLite database
  [4]

A story's agency is read from its sign-off, and goes out and comes in with its units.

  $ printf 'استئناف محادثات المرفأ\n\nالتقى الرئيس 12 وزيرا في القاهرة يوم الاثنين.\n\n(رويترز)\n' >ar.txt
  $ printf 'Harbour talks resume\n\nThe president met 12 ministers in Cairo on Monday.\n\n(Reuters)\n' >en.txt
  $ barq align --tm story.db ar.txt en.txt --min-confidence 0.3 | tail -n 1
  3 added, 0 known already, 0 left out; in story.db
  $ barq export --tm story.db --agency REUTERS story.tmx
  story.tmx: 3 units
  $ grep -c 'x-barq-agency">Reuters<' story.tmx
  3
  $ barq import --tm again.db story.tmx
  story.tmx: 3 read, 3 added, 0 known already, 0 left out
  $ barq stats --tm again.db | grep agencies
  agencies   1: Reuters 3
  $ barq add --tm again.db 'نعم' 'yes' --agency AFP
  barq: --agency is of a story; name it with --story
  [2]

What was vouched for too soon, many at once.

  $ barq add --tm soon.db 'غادر الوفد.' 'The delegation left.' --story 'Too soon' --who omar
  unit 1 added
  $ barq add --tm soon.db 'بقي الوزير.' 'The minister stayed.' --story 'Too soon' --origin mt
  unit 2 added
  $ barq review --tm soon.db --story 'Too soon' --as imported --who Rana
  1 unit imported now; change 1
  $ barq review --tm soon.db --story 'Too soon' --as imported
  barq: nobody has vouched for any of these
  [1]
  $ barq show --tm soon.db 1 | grep -E 'origin|who'
    origin      imported
    who         omar
  $ barq undo --tm soon.db
  1 unit as it was before; change 2

Who changed what, and since when.

  $ barq edit --tm soon.db 1 --en 'The delegation has left.' --who Rana
  unit 1 edited; change 3
  $ barq edit --tm soon.db 1 --en 'The team left.' --who Omar
  unit 1 edited; change 4
  $ barq history --tm soon.db 1 --person rana | sed 's/ [0-2][0-9]:[0-5][0-9],/ TIME,/'
  change 3, 2026-11-23 TIME, edit by Rana
      was published, 2026-11-23
      who   omar
      en  The delegation left.
      ar  غادر الوفد.
  change 1, 2026-11-23 TIME, review by Rana, undone by change 2
      was published, 2026-11-23
      who   omar
      en  The delegation left.
      ar  غادر الوفد.
  $ barq history --tm soon.db --person OMAR --since 2026-11 --json | grep -E '"(change|who)"'
  			"change":	"4",
  			"who":	"Omar",
  $ barq history --tm soon.db --until 2025
  barq: no change passes the filter
  [1]

A change that is none is an answer in JSON, too.

  $ barq edit --tm soon.db 1 --en 'The team left.' --json
  barq: unit 1 says so already
  {
  	"change":	null,
  	"dry_run":	false,
  	"units":	[]
  }
  [1]

What has a line end in it is printed on one line, so that a script can read on.

  $ barq edit 1 --tm soon.db --note "$(printf 'see the desk\nof Monday')"
  unit 1 edited; change 5
  $ barq show 1 --tm soon.db | grep note
    note        see the desk of Monday
  $ barq show 1 --tm soon.db --json | grep -o '"note":[^,]*'
  "note":	"see the desk\nof Monday"

A unit that an edit took in comes back when the edit is undone.

  $ barq add --tm join.db 'قُبل العرض.' 'The offer was accepted.'
  unit 1 added
  $ barq add --tm join.db 'قُبل العرض.' 'They took the offer.'
  unit 2 added
  $ barq edit --tm join.db 1 --en 'They took the offer.' --dry-run
  unit 2 said so already, and is joined to it
  unit 1 edited; nothing stored (--dry-run)
  $ barq edit --tm join.db 1 --en 'They took the offer.'
  unit 2 said so already, and is joined to it
  unit 1 edited; change 1
  $ barq undo --tm join.db 1
  2 units as they were before; change 2
  $ barq show --tm join.db 1 2 | grep ' en '
    en          The offer was accepted.
    en          They took the offer.

An empty ledger is an answer in JSON, too; a dry run of an import makes no file.

  $ barq names list --tm join.db --json
  barq: there are no names in the ledger
  {
  	"names":	[]
  }
  [1]
  $ barq merge --dry-run join.db --tm none.db
  join.db: 2 read, 2 added, 0 known already; nothing stored (--dry-run)
  $ : > empty.db
  $ barq merge --dry-run join.db --tm empty.db
  join.db: 2 read, 2 added, 0 known already; nothing stored (--dry-run)
  $ ls none.db
  ls: cannot access 'none.db': No such file or directory
  [2]
