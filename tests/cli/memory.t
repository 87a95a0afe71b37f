A memory begins with the first pair; either order will do.

  $ barq stats
  barq: $T/memory.db: no such memory; `barq add` or `barq import` makes one
  [4]
  $ barq add 'وقال الوزير إن الاجتماع كان مثمرا.' 'The minister said the meeting was productive.' --story 'talks'
  unit 1 added
  $ barq add 'It was raining.' 'كان المطر يهطل.'
  unit 2 added
  $ barq add 'It was raining.' 'كان المطر يهطل.'
  unit 2 was known already

Spelling, vowel marks and digits do not hide a match; words that differ cost.

  $ barq lookup 'وقال الوزير إن الاجتماع كان مثمراً.' | sed 's/20..-..-../DATE/'
  99  class 99, published, unit 1, DATE
      story  talks
      en  The minister said the meeting was productive.
      ar  وقال الوزير إن الاجتماع كان مثمرا.
  $ barq lookup 'وقال الوزير ان الاجتماع كان مثمرا.' | sed 's/20..-..-../DATE/'
  98  class 98, published, unit 1, DATE
      story  talks
      en  The minister said the meeting was productive.
      ar  وقال الوزير إن الاجتماع كان مثمرا.
  $ barq lookup 'وقال الوزير إن اللقاء كان مثمرا.' --explain | sed 's/20..-..-../DATE/'
  75  class 75, published, unit 1, DATE
      story  talks
      en  The minister said the meeting was productive.
      ar  وقال الوزير إن الاجتماع كان مثمرا.
      -24.44  word: اللقاء <- الاجتماع
      -0.53  letters
      -0.03  rounding
      diff  وقال الوزير إن [-اللقاء-]{+الاجتماع+} كان مثمرا.
  $ barq lookup 'The minister said the meeting was short.' | sed 's/20..-..-../DATE/'
  77  class 77, published, unit 1, DATE
      story  talks
      en  The minister said the meeting was productive.
      ar  وقال الوزير إن الاجتماع كان مثمرا.
  $ barq lookup 'شيء آخر تماما'
  barq: no match of 70 or better
  [1]

A lost negation is never a good match.

  $ barq lookup 'وقال الوزير إن الاجتماع لم يكن مثمرا.' --min=50 --json | grep -E '"(score|class)"'
  			"class":	84,
  			"score":	84,

Where a segment stands says which of equal ones is meant.

  $ barq add --tm places.db 'لم يعلق أحد.' 'Nobody commented.' --story 'Storm'
  unit 1 added
  $ barq add --tm places.db 'لم يعلق أحد.' 'There was no comment.' --story 'Talks'
  unit 2 added
  $ barq lookup --tm places.db 'لم يعلق أحد.' | grep class
  99  class 100, published, unit 2, 2026-11-23, other wordings exist
  99  class 100, published, unit 1, 2026-11-23, other wordings exist
  $ barq lookup --tm places.db 'لم يعلق أحد.' --in-story STORM | grep class
  100  class 101, published, unit 1, 2026-11-23, other wordings exist
  99  class 100, published, unit 2, 2026-11-23, other wordings exist

A text may come through a pipe.

  $ printf 'لم يعلق أحد.\r\n' | barq lookup --tm places.db - | head -n 1
  99  class 100, published, unit 2, 2026-11-23, other wordings exist
  $ printf 'comment*\n' | barq search --tm places.db - --max 1 2>/dev/null | head -n 1
  unit 2, published, 2026-11-23, desk
  $ printf '\357\273\277لم يعلق أحد.\n' | barq lookup --tm places.db - | head -n 1
  99  class 100, published, unit 2, 2026-11-23, other wordings exist
  $ printf '\357\273\277لم يعلق أحد.\r\n\r\nyes\r\n' | barq lookup --tm places.db --batch | cut -c 1-40
  {"query":"لم يعلق أحد.","matche
  {"query":"","matches":[]}
  {"query":"yes","matches":[]}
  $ printf 'لم يعلق أحد.\nلا شيء.\n' | barq lookup --tm places.db -
  barq: standard input: several lines, looked up as one segment; --batch looks up each
  barq: no match of 70 or better
  [1]
  $ barq lookup --tm places.db - </dev/null
  barq: the query is empty
  [2]
  $ barq lookup --tm places.db - <.
  barq: standard input: Is a directory
  [3]
  $ head -c 1100000 /dev/zero | tr '\0' x | barq search --tm places.db -
  barq: standard input: too long for one text
  [3]

A unit stands in many stories; the last one is its story.

  $ barq add --tm places.db 'لم يعلق أحد.' 'Nobody commented.' --story 'Flood' --agency AFP
  unit 1 was known already
  $ barq show --tm places.db 1 2 | grep -E 'unit|story|agency|earlier|places'
  unit 1
    story       Flood
    earlier in  Storm
    places      2
    agency      AFP
  unit 2
    story       Talks
  $ barq show --tm places.db 1 --json | grep -A 4 '"places"'
  		"places":	[{
  				"story":	"Flood",
  				"agency":	"AFP",
  				"position":	-1,
  				"ar_before":	"",

A second wording stands beside the first; the newer goes before, by the second.

  $ sleep 1.1
  $ barq add 'كان المطر يهطل.' 'Rain was falling.' --who editor --note 'house style'
  unit 3 added
  $ barq lookup 'كان المطر يهطل.' | sed 's/20..-..-../DATE/'
  99  class 100, published, unit 3, DATE, other wordings exist
      en  Rain was falling.
      ar  كان المطر يهطل.
  99  class 100, published, unit 2, DATE, other wordings exist
      en  It was raining.
      ar  كان المطر يهطل.
  $ barq show 3 | sed 's/20..-..-../DATE/'
  unit 3
    origin      published
    created     DATE
    changed     DATE
    who         editor
    note        house style
    en          Rain was falling.
    ar          كان المطر يهطل.
  $ barq show 7
  barq: there is no unit 7
  [1]
  $ barq stats | sed -e 's/20..-..-../DATE/g' -e 's/^20..-.. /MONTH   /' -e 's/[0-9.]* MB/N MB/'
  memory     $T/memory.db, N MB, schema 10
  units      3, 3 published
  words      12 Arabic, 13 English
  stories    1
  people     2: desk 2, editor 1
  rivals     1 source with more than one wording
  added      DATE to DATE
  
  added in        units       Arabic      English
  MONTH               3           12           13

A concordance in both languages.

  $ barq search 'الاجتماع' | sed 's/20..-..-../DATE/'
  unit 1, published, DATE, desk
      story  talks
      en  The minister said the meeting was productive.
      ar  وقال الوزير إن الاجتماع كان مثمرا.
  $ barq search 'RAIN*' | sed 's/20..-..-../DATE/'
  unit 3, published, DATE, editor
      en  Rain was falling.
      ar  كان المطر يهطل.
  unit 2, published, DATE, desk
      en  It was raining.
      ar  كان المطر يهطل.
  $ barq search '"was productive"' --json | grep '"id"'
  			"id":	"1",
  $ barq search 'snow'
  barq: no unit holds this
  [1]
  $ barq search '" OR *'
  barq: no unit holds this
  [1]

A query a line, an answer a line.

  $ printf 'كان المطر يهطل.\n\n   \n\302\240\n\377\nلا شيء\n' | barq lookup --batch | cut -c1-60
  {"query":"كان المطر يهطل.","matches":[{"id":"3",
  {"query":"","matches":[]}
  {"query":"   ","matches":[]}
  {"query":" ","matches":[]}
  {"query":"�","matches":[],"error":"the query is not UTF-8 
  {"query":"لا شيء","matches":[]}

What stands around it is told by what it is.

  $ barq lookup --before "$(printf '\377')" 'كان'
  barq: the text before the query is not UTF-8 at byte 0
  [3]
  $ barq lookup --after "$(printf 'Yes.\377')" 'كان'
  barq: the text after the query is not UTF-8 at byte 4
  [3]
  $ barq lookup --in-story "$(printf '\377')" 'كان'
  barq: the name of the story is not UTF-8 at byte 0
  [3]

A full scan for many lines at once answers them as one by one, in their order, in both languages.

  $ printf 'كان المطر يهطل.\n\n\377\nIt was raining.\nلا شيء\n' >lines.txt
  $ barq lookup --batch --min=50 <lines.txt >index.json
  [3]
  $ barq lookup --batch --min=50 --exhaustive <lines.txt >scan.json
  [3]
  $ cmp index.json scan.json && wc -l <scan.json
  5

What was copied from a terminal comes without its isolates; digits alone are of both languages.

  $ barq add "$(printf '\342\201\250انسحب الوفد.\342\201\251')" ' The delegation withdrew. ' --json | grep result
  	"result":	"added"
  $ barq lookup 'انسحب الوفد.' | sed 's/20..-..-../DATE/'
  100  class 100, published, unit 4, DATE
      en  The delegation withdrew.
      ar  انسحب الوفد.
  $ barq add ٢٠٢٣ 2023
  unit 5 added

A score explained for programs: parts that add up, and the source cut where it differs.

  $ barq lookup 'وقال الوزير إن اللقاء كان مثمرا.' --json | python3 -c 'import json,sys; m = json.load(sys.stdin)["matches"][0]; print(m["score"], round(sum(p["points"] for p in m["parts"]), 6)); [print(r["kind"], r["text"].strip(), "|", r.get("query", "")) for r in m["diff"]]'
  75 25.0
  same وقال الوزير إن | 
  changed الاجتماع | اللقاء
  same كان مثمرا. | 

Is the file sound, and does its index agree?

  $ barq check
  5 units, sound; the index agrees with them
  $ barq check --rebuild-index --json
  {
  	"units":	5,
  	"postings":	64,
  	"sound":	true
  }
  $ barq lookup 'وقال الوزير إن الاجتماع كان مثمرا.' | head -1 | cut -c1-20
  100  class 100, publ

A file that is none of what was expected leaves no empty memory behind:

  $ printf 'no table\n' >junk.txt
  $ barq import --tm new.db junk.txt
  barq: junk.txt: neither TMX, XLIFF nor a table; pairs are set apart by a tab, or by commas below a line that names the columns, as ar,en
  [3]
  $ barq merge --tm new.db junk.txt
  barq: junk.txt: not a memory: the file is no SQLite database
  [4]
  $ barq names import --tm new.db junk.txt
  barq: junk.txt: neither TBX nor a table of names: its first line does not name the columns english and arabic
  [3]
  $ printf 'one side\t\n' | barq import --tm new.db -
  -: 1 read, 0 added, 0 known already, 1 left out
    left out: 1 line with an empty side
  $ ls new.db
  ls: cannot access 'new.db': No such file or directory
  [2]
  $ barq add --tm new.db yes نعم
  unit 1 added
  $ barq merge --tm new.db junk.txt
  barq: junk.txt: not a memory: the file is no SQLite database
  [4]
  $ barq stats --tm new.db | head -n 2
  memory     new.db, 0.2 MB, schema 10
  units      1, 1 published

A program may ask one line at a time, and wait for each answer:

  $ python3 -c 'import json, subprocess as s; p = s.Popen(["barq", "lookup", "--batch"], stdin=s.PIPE, stdout=s.PIPE, text=True); [(p.stdin.write(q + "\n"), p.stdin.flush(), print(json.loads(p.stdout.readline())["query"])) for q in ("one", "two")]; p.stdin.close(); print(p.wait())'
  one
  two
  0
