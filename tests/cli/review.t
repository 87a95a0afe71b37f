What is not sure goes into a review, a table or a page, and nowhere else.

  $ barq align --min-confidence=1 --review r.tsv tests/stories/ceasefire.ar.txt tests/stories/ceasefire.en.txt 2>said >out
  [1]
  $ sed 's/[0-9]* pairs to/N pairs to/; s/at 0.*;/at C;/' said
  barq: r.tsv: N pairs to be decided; read it back with barq align --from-review
  barq: tests/stories/ceasefire.ar.txt, tests/stories/ceasefire.en.txt: no pair is sure enough, the best is at C; decide them with --review, or lower --min-confidence
  $ barq stats 2>&1 | grep -c -E 'units|no such memory'
  1
  $ open=$(grep -c '^?' r.tsv); [ "$open" -gt 0 ] && echo some are open
  some are open
  $ grep -v '^#' r.tsv | head -n 2
  mark	confidence	arabic	english
  story		سهلان وأرفاد تستأنفان محادثات وقف إطلاق النار وسط تبادل للاتهامات	Sahlan, Arvad resume ceasefire talks amid mutual accusations
  $ barq align --from-review r.tsv | sed 's/[0-9]* not decided/N not decided/'
  0 accepted, 0 rejected, N not decided
  $ barq stats 2>&1 | grep -c reviewed
  0
  [1]

A person says yes to one and no to another, in a spreadsheet that has its own ideas: CR LF, commas, quotes, a byte order mark.

  $ tests/formats/as_spreadsheet r.tsv r.csv yes NO
  $ barq align --from-review r.csv --who Rana | sed 's/[0-9]* not decided/N not decided/'
  1 accepted, 1 rejected, N not decided
  1 added, 0 known already; in $T/memory.db
  $ barq align --from-review r.csv --who Rana | tail -n 1
  0 added, 1 known already; in $T/memory.db
  $ barq search --json 'سهلان تستأنفان' | grep -E '"(who|origin|story)"' | sort | uniq
  			"origin":	"reviewed",
  			"story":	"سهلان وأرفاد تستأنفان محادثات وقف إطلاق النار وسط تبادل للاتهامات",
  			"who":	"Rana",
  $ id=$(barq search --json 'سهلان تستأنفان' | sed -n 's/.*"id":.*"\([0-9]*\)".*/\1/p'); barq show $id | grep -c after
  2

The page carries the same.

  $ barq align -n --min-confidence=1 --review r.html tests/stories/ceasefire.ar.txt tests/stories/ceasefire.en.txt >out 2>&1
  [1]
  $ sed -i '/text\/x-barq-review/,/<\/script/ s/^?/yes/' r.html
  $ barq align -n --from-review r.html | sed 's/^[0-9]* acc/N acc/'
  N accepted, 0 rejected, 0 not decided
  nothing stored (--dry-run)
  $ grep -c -E 'https?://' r.html
  0
  [1]
  $ grep -c 'dir="rtl"' r.html | grep -c -v '^0$'
  1

To join and to part: segments are moved from cell to cell.

  $ printf 'mark\tconfidence\tarabic\tenglish\nstory\t\tعنوان\tA title\nalone\t\tقبل.\t\nyes\t\tقال الوزير. ¶ وأضاف.\tThe minister spoke.¶He added.\nno\t\tكلا.\tNo.\nyes\t\tبعد.\t"After ""it""."\n' >j.tsv
  $ barq align --from-review j.tsv --tm j.db
  2 accepted, 1 rejected, 0 not decided
  2 added, 0 known already; in j.db
  $ barq show --tm j.db 1 2 | grep -v ' 2026'
  unit 1
    origin      reviewed
    story       عنوان
    who         desk
    before      قبل.
    en          The minister spoke. He added.
    ar          قال الوزير. وأضاف.
    after       No.
    after       كلا.
  unit 2
    origin      reviewed
    story       عنوان
    who         desk
    before      No.
    before      كلا.
    en          After "it".
    ar          بعد.

Damaged files: the file, the line, the mend; and nothing of them is stored.

  $ printf 'mark\tarabic\tenglish\nyes\tقال.\tSaid.\nmaybe\tقال.\tSaid.\n' >bad.tsv; barq align --tm bad.db --from-review bad.tsv
  barq: bad.tsv:3: the mark "maybe" is none of yes, no, ?, sure, alone, furniture
  [3]
  $ printf 'mark\tarabic\tenglish\nyes\tقال.\tSaid.\nyes\t\tSaid.\n' >bad.tsv; barq align --tm bad.db --from-review bad.tsv
  barq: bad.tsv:3: a pair to be stored needs text on both sides; add it, or mark the row no
  [3]
  $ printf 'mark\tarabic\tenglish\nyes\tSaid.\tقال.\n' >bad.tsv; barq align --tm bad.db --from-review bad.tsv
  barq: bad.tsv:2: the Arabic and the English text are swapped; put them under their columns
  [3]
  $ printf 'mark\tarabic\tenglish\nyes\tقال.\t#NAME?\n' >bad.tsv; barq align --tm bad.db --from-review bad.tsv
  barq: bad.tsv:2: a spreadsheet took the text for a formula and lost it; put it back, with ' before it
  [3]
  $ printf 'mark\tarabic\tenglish\nyes\tقال.\tSa\001id.\n' >bad.tsv; barq align --tm bad.db --from-review bad.tsv
  barq: bad.tsv:2: a control character (U+0001) in the text; take it out
  [3]
  $ printf 'yes\tقال.\tSaid.\n' >bad.tsv; barq align --tm bad.db --from-review bad.tsv
  barq: bad.tsv: no review: no line names the columns mark, arabic, english; write one with barq align --review
  [3]
  $ printf 'mark\tarabic\tenglish\nyes\t\377\tSaid.\n' >bad.tsv; barq align --tm bad.db --from-review bad.tsv
  barq: bad.tsv: not UTF-8 at byte 24; if it is an older wire, name its charset, as --charset windows-1256
  [3]
  $ echo '<html><p>A page.</p></html>' >bad.html; barq align --tm bad.db --from-review bad.html
  barq: bad.html: a page, but not of a review; write one with barq align --review
  [3]
  $ sed '/^yes/,$ d' r.html >bad.html; barq align --tm bad.db --from-review bad.html
  barq: bad.html: the page of a review is cut short; save it again
  [3]
  $ barq align --tm bad.db --from-review nowhere.tsv
  barq: nowhere.tsv: cannot open: No such file or directory
  [3]
  $ : >bad.tsv; barq align --tm bad.db --from-review bad.tsv
  barq: bad.tsv: no review: no line names the columns mark, arabic, english; write one with barq align --review
  [3]
  $ ls bad.db
  ls: cannot access 'bad.db': No such file or directory
  [2]
  $ barq align --review out.pdf tests/stories/summit.ar.txt tests/stories/summit.en.txt
  barq: out.pdf: a review is a table or a page: end its name in .tsv or .html
  [2]
  $ barq align --from-review j.tsv tests/stories/summit.ar.txt
  barq: --from-review takes its stories from the review; name no other
  [2]
  $ barq align tests/stories/summit.ar.txt
  barq: usage: barq align AR EN (1 given); see: barq help align
  [2]

Pairs as TMX, and no memory.

  $ barq align --tm none.db --tmx out.tmx tests/stories/summit.ar.txt tests/stories/summit.en.txt | sed 's/^[0-9]* pairs written, [0-9]* left/N pairs written, M left/' | tail -n 1
  N pairs written, M left out; in out.tmx
  $ ls none.db
  ls: cannot access 'none.db': No such file or directory
  [2]
  $ barq import --tm back.db out.tmx | sed 's/[0-9]* read, [0-9]* added/N read, N added/'
  out.tmx: N read, N added, 0 known already, 0 left out
  $ barq show --tm back.db 3 | grep -c -E 'aligned|before|after|story'
  6
  $ barq align --tmx tests/stories/summit.ar.txt tests/stories/summit.ar.txt tests/stories/summit.en.txt
  barq: tests/stories/summit.ar.txt: would be written over, but it is read here; name another file
  [2]

By hand. An editor is whatever $VISUAL or $EDITOR says.

  $ printf 'قال الوزير إن المحادثات ستستأنف.\nوأضاف أن الوفد وصل.\nوقتل 12 شخصا في برلين.\n' >h.ar; printf 'The minister said talks would resume and that the delegation had arrived.\nTwelve people were killed in Berlin.\n' >h.en
  $ EDITOR='cat' barq align --tm h.db --edit h.ar h.en | grep -v '^#' | sed 's/ [0-9]\.[0-9]*/ C/'
  
  = C
  a0  قال الوزير إن المحادثات ستستأنف.
  a1  وأضاف أن الوفد وصل.
  e0  The minister said talks would resume and that the delegation had arrived.
  
  = C
  a2  وقتل 12 شخصا في برلين.
  e1  Twelve people were killed in Berlin.
  
  2 accepted, 0 rejected, 0 not decided
  2 added, 0 known already; in h.db
  $ printf '=\na0\na1\ne0\n\n= \na2 as it was\ne1\n' >mine; EDITOR='cp mine' VISUAL= barq align --tm m.db --who Rana --edit h.ar h.en
  2 accepted, 0 rejected, 0 not decided
  2 added, 0 known already; in m.db
  $ barq show --tm m.db 1 | grep -E 'origin|who|ar |en '
    origin      reviewed
    who         Rana
    en          The minister said talks would resume and that the delegation had arrived.
    ar          قال الوزير إن المحادثات ستستأنف. وأضاف أن الوفد وصل.
  $ printf '=\na0\ne0\n\nx\na1\n\n=\na2\ne1\n' >mine; barq align --tm d.db --edited mine h.ar h.en
  2 accepted, 0 rejected, 0 not decided
  2 added, 0 known already; in d.db

Mistakes name the line; what was typed is kept.

  $ printf '=\na0\na1\ne0\n\n=\ne1\n' >mine; TMPDIR=$PWD EDITOR='cp mine' barq align --tm n.db --edit h.ar h.en 2>&1 | sed 's/align-[^.]*/align-XXXXXX/g'
  barq: $T/barq-align-XXXXXX.txt:7: a2 is missing at the end; put it back, or into a block marked x
  barq: nothing is stored; the file is kept: mend it, and give it with --edited $T/barq-align-XXXXXX.txt
  $ cmp barq-align-*.txt mine && rm barq-align-*.txt
  $ echo 'printf "$1" >mine; barq align --tm n.db --edited mine h.ar h.en' >try
  $ sh try '=\na1\na0\ne0\n\n=\na2\ne1\n'
  barq: mine:2: a1 comes before a0, which is missing; put it back, or into a block marked x
  [3]
  $ sh try '=\na0\na1\na1\ne0\n'
  barq: mine:4: a1 was there before, or comes too late; each segment comes once, in order on its side
  [3]
  $ sh try '=\na0\na1\ne0\n\n=\na7\ne1\n'
  barq: mine:7: there is no Arabic segment a7; the last is a2
  [3]
  $ sh try '=\na0\na1\n\n=\na2\ne0\ne1\n'
  barq: mine:1: a pair to be stored needs text on both sides; add it, or mark the row no
  [3]
  $ sh try 'a0\n'
  barq: mine:1: a segment outside of a block; put a line with =, ? or x before it
  [3]
  $ sh try '=\nax\n'
  barq: mine:2: a wants a number behind it, as a12
  [3]
  $ sh try 'Hello\n'
  barq: mine:1: neither a mark (=, ?, x) nor a segment (a0, e0); lines of your own begin with #
  [3]
  $ sh try '# all gone\n'
  0 accepted, 0 rejected, 0 not decided
  [1]
  $ ls n.db
  ls: cannot access 'n.db': No such file or directory
  [2]
  $ TMPDIR=. EDITOR=false barq align --tm n.db --edit h.ar h.en 2>&1 | sed 's/align-[^.]*/align-XXXXXX/g'
  barq: the editor (false) failed; nothing is stored, and the file is kept: ./barq-align-XXXXXX.txt
  $ barq align --edit --tsv h.ar h.en
  barq: --edit stores what you made of it; leave out --beads, --tsv, --tmx and --review
  [2]
