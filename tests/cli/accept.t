A draft that a person has read and completed goes back into the memory: what was
typed, what was edited, what has the story's numbers in it, and, as the latest
version of the story, what was known already. A fuzzy match left as it was
stays out.

  $ printf 'استئناف العمل في الميناء\nنقلت 12 شاحنة الوقود إلى الميناء.\nلم يصدر تعليق من الوزارة.\nوافق العمال على عرض الشركة يوم الاثنين.\n' >one.ar.txt
  $ printf 'Work resumes in the port\nTwelve trucks took fuel to the port.\nThe ministry made no comment.\nThe workers agreed to the offer of the company on Monday.\n' >one.en.txt
  $ barq align one.ar.txt one.en.txt --segmented | tail -n 1
  4 added, 0 known already, 0 left out; in $T/memory.db
  $ printf 'استئناف العمل في الميناء\nنقلت 15 شاحنة الوقود إلى الميناء.\nلم يصدر تعليق من الوزارة.\nوافق بعض العمال على عرض الشركة الجديد يوم الاثنين.\nوستصل سفينة ثانية غدا من الجزيرة.\n' >two.ar.txt
  $ barq translate two.ar.txt --json -o draft.json 2>/dev/null
  [1]
  $ grep -o '"class":[0-9nul]*' draft.json
  "class":101
  "class":99
  "class":101
  "class":73
  "class":null
  $ sed 's/"target":null/"target":"A second ship will come from the island tomorrow."/' draft.json >read.json
  $ barq accept --who Dana read.json
  2 added, 2 known already, 1 left out
  $ barq translate two.ar.txt 2>&1
  headline
  [101 reviewed #1]
  استئناف العمل في الميناء
  Work resumes in the port
  
  paragraph
  [102 reviewed #5]
  نقلت 15 شاحنة الوقود إلى الميناء.
  Fifteen trucks took fuel to the port.
  
  paragraph
  [102 reviewed #3]
  لم يصدر تعليق من الوزارة.
  The ministry made no comment.
  
  paragraph
  [73 aligned #4]
  وافق بعض العمال على عرض الشركة الجديد يوم الاثنين.
  The workers agreed to the offer of the company on Monday.
    new
    stored source: وافق العمال على عرض الشركة يوم الاثنين.
    note: missing: new بعض; missing: new الجديد; unreviewed alignment, confidence 0.99
  
  paragraph
  [101 reviewed #6]
  وستصل سفينة ثانية غدا من الجزيرة.
  A second ship will come from the island tomorrow.
  reuse        segments    words
  102                 2       11
  101                 2       10
  50-74               1        9
  all                 5       30
  since      استئناف العمل في الميناء
             4 unchanged, 0 changed, 1 new, 0 dropped; found by its name
  new        وافق بعض العمال على عرض الشركة الجديد يوم الاثنين.
  $ barq lookup 'نقلت 15 شاحنة الوقود إلى الميناء.' --max=1
  100  class 100, reviewed, unit 5, 2026-11-23
      story  استئناف العمل في الميناء
      en  Fifteen trucks took fuel to the port.
      ar  نقلت 15 شاحنة الوقود إلى الميناء.
  $ sed 's/"class":73/"accepted":true,&/' read.json | barq accept --dry-run -
  1 added, 4 known already, 0 left out; nothing stored (--dry-run)
  $ sed 's/"source"/"accepted":false,&/g' read.json | barq accept --json -
  {
  	"read":	5,
  	"added":	0,
  	"merged":	0,
  	"skipped":	5,
  	"dry_run":	false
  }
  [1]
  $ echo '{}' | barq accept -
  barq: -: not a draft; barq translate --json makes one
  [3]
  $ barq translate two.ar.txt --to xliff 2>/dev/null | barq accept -
  barq: -: is XML; what barq accept takes is the draft of `barq translate --json`, and XLIFF or TMX comes back with `barq import`
  [3]
