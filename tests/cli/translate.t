Without a memory everything is open, and said to be.

  $ printf 'عنوان الخبر\n\nولم يصدر تعليق فوري من الحكومة. وهذه جملة جديدة لم يرها أحد.\n\nاقرأ أيضا:\n' >story.txt
  $ barq translate story.txt
  barq: no memory at $T/memory.db yet, so nothing can be reused; barq import, align and add fill one
  headline
  [open]
  عنوان الخبر
  
  paragraph
  [open]
  ولم يصدر تعليق فوري من الحكومة.
  
  [open]
  وهذه جملة جديدة لم يرها أحد.
  
  furniture
  [furniture]
  اقرأ أيضا:
    note: set aside: points to other stories
  reuse        segments    words
  open                3       14
  all                 3       14
  furniture           1  set aside, left as they are
  [1]

With one, what is known comes back, and what a person must read stands between brackets.

  $ barq import tm/starter.tmx
  tm/starter.tmx: 528 read, 528 added, 0 known already, 0 left out
  $ barq translate --to text story.txt
  [[open: عنوان الخبر]]
  
  There was no immediate comment from the government. [[open: وهذه جملة جديدة لم يرها أحد.]]
  
  اقرأ أيضا:
  reuse        segments    words
  100                 1        6
  open                2        8
  all                 3       14
  furniture           1  set aside, left as they are
  [1]
  $ barq translate --json story.txt 2>/dev/null | python3 -m json.tool --no-ensure-ascii --indent 1 | head -n 44
  {
   "story": {
    "name": "story.txt",
    "lang": "ar",
    "blocks": 3
   },
   "segments": [
    {
     "block": 0,
     "kind": "headline",
     "start": 0,
     "end": 21,
     "source": "عنوان الخبر",
     "target": null,
     "class": null,
     "score": null,
     "origin": null,
     "engine": null,
     "unit": null,
     "notes": [],
     "adapted": null,
     "since": null,
     "was": null,
     "quotes": [],
     "findings": []
    },
    {
     "block": 1,
     "kind": "paragraph",
     "start": 23,
     "end": 79,
     "source": "ولم يصدر تعليق فوري من الحكومة.",
     "target": "There was no immediate comment from the government.",
     "class": 100,
     "score": 100,
     "origin": "reviewed",
     "engine": null,
     "unit": "36",
     "notes": [],
     "adapted": null,
     "since": null,
     "was": null,
     "quotes": [],
     "findings": []

A file is written whole.

  $ barq translate story.txt --to html -o draft.html 2>/dev/null
  [1]
  $ grep -c '<td' draft.html
  6

An engine that cannot be reached leaves segments open, and says so.

  $ BARQ_LIBRETRANSLATE_URL=http://127.0.0.1:9 barq translate --to text story.txt --mt libretranslate
  [[open: عنوان الخبر]]
  
  There was no immediate comment from the government. [[open: وهذه جملة جديدة لم يرها أحد.]]
  
  اقرأ أيضا:
  reuse        segments    words
  100                 1        6
  open                2        8
  all                 3       14
  furniture           1  set aside, left as they are
  barq: libretranslate: cannot connect to http://127.0.0.1:9 (is it running? set BARQ_LIBRETRANSLATE_URL)
  [5]

Only what a person vouched for, or what somebody made, if that is wanted.

  $ printf 'وصل الوفد.\nغادر الوزير.\n' >two.txt
  $ barq add --tm some.db 'وصل الوفد.' 'The delegation arrived.' --who Rana
  unit 1 added
  $ barq add --tm some.db 'غادر الوزير.' 'The minister left.' --origin aligned
  unit 2 added
  $ barq translate --tm some.db two.txt --to text 2>/dev/null
  The delegation arrived.
  The minister left.
  $ barq translate --tm some.db two.txt --to text --status reviewed 2>/dev/null
  The delegation arrived.
  [[open: غادر الوزير.]]
  [1]
  $ barq translate --tm some.db two.txt --to text --person omar 2>/dev/null
  [[open: وصل الوفد.]]
  [[open: غادر الوزير.]]
  [1]
  $ barq translate --tm some.db two.txt --status new
  barq: --status takes reviewed|unreviewed, not "new"
  [2]
  $ barq analyze --tm some.db two.txt --csv --origin aligned | tail -n 1
  "two.txt",0,0,2,0,0,0,0,0,0,2,4,2,0,0,0,0
  $ echo 1234 >figures.txt
  $ barq translate --tm some.db figures.txt
  barq: figures.txt: cannot tell whether the story is Arabic or English; name its language, as --from ar
  [2]
