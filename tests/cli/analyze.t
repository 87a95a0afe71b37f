How much of a day's stories is new work, in words.

  $ barq import tm/starter.tmx
  tm/starter.tmx: 528 read, 528 added, 0 known already, 0 left out
  $ barq analyze tests/stories/harbour-talks.ar.txt
  match        segments    words   share
  102                 0        0    0.0%
  101                 0        0    0.0%
  100                 2       20    6.5%
  95-99               1       17    5.5%
  inside              0        0    0.0%
  across              0        0    0.0%
  85-94               1       10    3.2%
  75-84               2       19    6.1%
  50-74               0        0    0.0%
  new                18      244   78.7%
  all                24      310
  furniture           6  set aside
  $ mkdir day && cp tests/stories/summit.ar.txt day/1.txt && cp tests/stories/summit.ar.txt day/2.txt
  $ barq names add 'إسماعيل القاضي' 'Ismail al-Qadi' --kind person
  name 1 stored
  $ barq analyze day
      102    101    100  95-99 inside across  85-94  75-84  50-74    new     all  story
        0      0      0      0      0      0      0      0      0    312     312  day/1.txt
        0      0      0      0      0    312      0      0      0      0     312  day/2.txt
  
  match        segments    words   share
  102                 0        0    0.0%
  101                 0        0    0.0%
  100                 0        0    0.0%
  95-99               0        0    0.0%
  inside              0        0    0.0%
  across             25      312   50.0%
  85-94               0        0    0.0%
  75-84               0        0    0.0%
  50-74               0        0    0.0%
  new                25      312   50.0%
  all                50      624
  furniture           8  set aside
  names               2  of the ledger, in what is left
  $ barq analyze day --csv
  story,102,101,100,95-99,inside,across,85-94,75-84,50-74,new,words,segments,furniture,quotes,quote words,names
  "day/1.txt",0,0,0,0,0,0,0,0,0,312,312,25,4,0,0,2
  "day/2.txt",0,0,0,0,0,312,0,0,0,0,312,25,4,0,0,0
  $ barq analyze day/1.txt --json | head -n 12
  {
  	"stories":	[{
  			"story":	"day/1.txt",
  			"bands":	{
  				"102":	{
  					"segments":	0,
  					"words":	0
  				},
  				"101":	{
  					"segments":	0,
  					"words":	0
  				},
  $ barq analyze day/1.txt --json | grep -E 'left_out|names'
  			"names":	2
  		"names":	2
  	"left_out":	0

What is no story is left out, and the exit status says so.

  $ printf 'a\000b' >day/3.bin
  $ barq analyze day --csv | wc -l
  barq: day/3.bin: binary, not text: NUL at byte 1
  3
  $ barq analyze day --csv >/dev/null
  barq: day/3.bin: binary, not text: NUL at byte 1
  [3]
  $ mkdir empty && barq analyze empty
  barq: there are no files in empty
  [3]
  $ barq analyze none.txt
  barq: none.txt: cannot open: No such file or directory
  [3]
  $ barq analyze day --csv --json
  barq: --json and --csv name two forms; give one
  [2]
