Which units a change is for: the filters of filters.t, over the same seven ports.

  $ barq import tests/filters/ports.tmx
  tests/filters/ports.tmx: 7 read, 7 added, 0 known already, 0 left out
  $ tests/filters/each barq search closed > table

A deletion takes what a search finds, line by line; the numbers of units beside it narrow it down.

  $ tests/filters/each barq delete --dry-run | diff table -
  $ tests/filters/each barq delete 1 2 3 4 5 6 7 --dry-run | diff table -
  $ barq delete 1 5 --agency Anadolu --dry-run
  unit 5, mt, 2026-02-28
      en  The port of Esbjerg has closed its gates.
      ar  أغلق ميناء إسبيرغ أبوابه.
  1 unit deleted; nothing stored (--dry-run)

A review leaves alone what is so already: to publish them, all but Aden and Famagusta; to take that back, all but Cadiz, Dammam and Esbjerg.

  $ sed 's/ Aden//; s/ Famagusta//' table > want
  $ tests/filters/each barq review --as published --dry-run | diff want -
  $ sed 's/ Cadiz//; s/ Dammam//; s/ Esbjerg//' table > want
  $ tests/filters/each barq review --as imported --dry-run | diff want -

And now in earnest.

  $ barq review --story 'Harbour*' --until 2026-01 --status unreviewed --who dana
  1 unit reviewed now; change 1
  $ barq search closed --person dana
  unit 3, reviewed, 2026-01-31, dana
      story  Harbour talks
      en  The port of Cadiz has closed its gates.
      ar  أغلق ميناء قادس أبوابه.
  $ barq delete --origin mt --since 2026-02-01 --until 2026-02-28 --who rana
  1 unit deleted; change 2
  $ barq search closed --origin mt
  barq: no unit that passes the filter holds this
  [1]
  $ barq edit 4 --note 'no story is known' --who omar
  unit 4 edited; change 3
  $ barq delete --person desk --who rana
  1 unit deleted; change 4
  $ barq undo --who dana
  1 unit as it was before; change 5
  $ barq stats --json | grep -A 6 '"origins"'
  	"origins":	{
  		"published":	2,
  		"reviewed":	3,
  		"imported":	1,
  		"aligned":	0,
  		"mt":	0
  	},

The history: dates and persons are those of a change; story, agency, origin and status those of a unit that it changed, where it stands or stood and as it was before.  So an Arabic story finds the unit that is gone.

  $ barq history | sed 's/ [0-2][0-9]:[0-5][0-9],/ TIME,/'
  change 5, 2026-11-23 TIME, undo by dana, 1 unit
  change 4, 2026-11-23 TIME, delete by rana, 1 unit, undone by change 5
  change 3, 2026-11-23 TIME, edit by omar, 1 unit
  change 2, 2026-11-23 TIME, delete by rana, 1 unit
  change 1, 2026-11-23 TIME, review by dana, 1 unit
  $ FILTERS=tests/filters/changes SHOW="sed -n 's/^change \([0-9]*\),.*/\1/p' | paste -s -d ' ' -" tests/filters/each barq history
  --since $(date -u +%F): 5 4 3 2 1
  --until 1999:
  --person RANA: 4 2
  --story 'harbour talks': 1
  --story 'عاصفه*': 2
  --agency reuters: 1
  --agency Anadolu: 2
  --agency AFP:
  --origin aligned: 1
  --origin mt: 2
  --origin imported: 5 4 3
  --status unreviewed: 5 4 3 2 1
  --status reviewed:
  --status unreviewed --person rana: 4 2
  --story 'Harbour*' --person rana:
  $ barq history 4 --person omar | sed 's/ [0-2][0-9]:[0-5][0-9],/ TIME,/'
  change 3, 2026-11-23 TIME, edit by omar
      was imported, 2026-02-01
      who   desk
      en  The port of Dammam has closed its gates.
      ar  أغلق ميناء الدمام أبوابه.
  $ barq history 3 --story 'Harbour deal'
  barq: no change passes the filter
  [1]

To join what says the same twice, both units have to be of those described.

  $ barq add --tm twice.db 'أُغلق الميناء.' 'The port is closed.' --who rana --story 'Harbour talks' --agency Reuters
  unit 1 added
  $ barq add --tm twice.db 'أغلق الميناء.' 'The port is closed.' --who omar --story 'Harbour talks' --origin aligned
  unit 2 added
  $ barq add --tm twice.db 'أغلـق الميناء.' 'The port is closed.' --who omar --story 'Storm' --agency AFP --origin mt
  unit 3 added
  $ FILTERS=tests/filters/twice SHOW='sed -n "s/^unit \([0-9]\), .* into unit \([0-9]\)/\1 into \2/p" | paste -s -d , -' tests/filters/each barq dedupe --tm twice.db --dry-run
  --since $(date -u +%F): 2 into 1,3 into 1
  --until 1999:
  --story 'Harbour talks': 2 into 1
  --story Storm:
  --story '*': 2 into 1,3 into 1
  --agency reuters: 2 into 1
  --agency AFP:
  --origin mt:
  --status unreviewed: 3 into 2
  --status reviewed:
  --person rana:
  --person omar: 3 into 2
  --person omar --agency AFP:
  $ barq dedupe --tm twice.db --status unreviewed
  1 unit joined to another; change 1
  $ barq show --tm twice.db --person omar | grep -E 'unit|story|earlier|who'
  unit 2
    story       Storm
    earlier in  Harbour talks
    who         omar
