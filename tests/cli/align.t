Two versions of a story, a segment a line.

  $ printf 'التقى الرئيس 12 وزيرا في القاهرة.\nوقال إن النفط هو الأهم.\n' >ar.txt
  $ printf 'The president met 12 ministers in Cairo.\nHe said oil was what mattered most.\n' >en.txt
  $ barq align --dry-run --segmented --beads ar.txt en.txt | sed 's/\t.*/\tC/'
  0:0	C
  1:1	C
  $ barq align --dry-run --segmented ar.txt en.txt
  2 pairs, 2 of them sure; 0 segments alone or furniture
  nothing stored (--dry-run)
  $ barq stats
  barq: $T/memory.db: no such memory; `barq add` or `barq import` makes one
  [4]

What is stored is found again; storing it again doubles nothing.

  $ barq align --min-confidence=0.5 ar.txt en.txt
  2 pairs, 2 of them sure; 0 segments alone or furniture
  2 added, 0 known already, 0 left out; in $T/memory.db
  $ barq align --min-confidence=0.5 ar.txt en.txt
  2 pairs, 2 of them sure; 0 segments alone or furniture
  0 added, 2 known already, 0 left out; in $T/memory.db
  $ barq lookup 'التقى الرئيس 12 وزيرا في القاهرة.' --json | grep -E '"(class|score|origin)"'
  			"origin":	"aligned",
  			"class":	100,
  			"score":	95,

Swapped files, and stories that are not the same.

  $ barq align en.txt ar.txt
  barq: en.txt is the English story and ar.txt the Arabic one; taken so
  2 pairs, 2 of them sure; 0 segments alone or furniture
  0 added, 2 known already, 0 left out; in $T/memory.db
  $ barq align tests/stories/dust-storm.ar.txt tests/stories/football-final.en.txt | sed 's/.*pairs, 0 of them sure;.*/none sure/' | tail -n 2
  barq: tests/stories/dust-storm.ar.txt, tests/stories/football-final.en.txt: no credible alignment; are these the same story?
  none sure
  0 added, 0 known already, 0 left out; in $T/memory.db

A page of two columns.

  $ barq align --dry-run --beads --html page.html ar.txt en.txt | wc -l
  2
  $ grep -c 'dir="rtl"' page.html
  2

A table is a table, whatever the text holds, and furniture is no pair.

  $ printf 'ثلاثة\tوزراء في القاهرة.\n' >tab.ar.txt
  $ printf 'Three ministers in Cairo.\n' >tab.en.txt
  $ barq align -n --segmented --tsv tab.ar.txt tab.en.txt | awk -F'\t' '{ print NF }'
  3
  $ barq align -n --json ar.txt en.txt | grep -c '"sure":	true'
  2

A sentence against two: its clauses beside the whole, if they are wanted.

  $ printf 'قال الوزير إن المحادثات ستستأنف في القاهرة يوم الاثنين؛ وأضاف أن 12 دولة ستشارك في المؤتمر.\n' >one.ar; printf 'The minister said talks would resume in Cairo on Monday.\nHe added that 12 countries would take part in the conference.\n' >two.en
  $ barq align -n --segmented --clauses one.ar two.en | sed 's/([0-9.]*)/(C)/'
  clause of bead 0 (C)
    en  The minister said talks would resume in Cairo on Monday.
    ar  قال الوزير إن المحادثات ستستأنف في القاهرة يوم الاثنين؛
  clause of bead 0 (C)
    en  He added that 12 countries would take part in the conference.
    ar  وأضاف أن 12 دولة ستشارك في المؤتمر.
  1 pairs, 1 of them sure; 0 segments alone or furniture
  nothing stored (--dry-run)
  $ barq align --segmented one.ar two.en --tm c.db | tail -n 1
  1 added, 0 known already, 0 left out; in c.db
  $ barq align --segmented --clauses one.ar two.en --tm c.db | tail -n 1
  2 added, 1 known already, 0 left out; in c.db
  $ barq align --segmented --clauses --json one.ar two.en --tm c.db | grep -E -c '"(clauses|bead)"'
  3
