The rules of another tool, in place of ours or on top of them. What cannot be
used of them is named and left out.

  $ printf 'It cost approx. Ten. Dr. Who came; yes.\n' >a.txt
  $ barq segment --srx tests/formats/desk.srx a.txt
  barq: tests/formats/desk.srx: rule 3 left out: what stands before the break: U_REGEX_MISMATCHED_PAREN
  barq: tests/formats/desk.srx: rule 5 left out: the two sides together: U_REGEX_LOOK_BEHIND_LIMIT
  barq: tests/formats/desk.srx: rule 9 left out: it says nothing of either side
  It cost approx. Ten.
  Dr.
  Who came; yes.
  
  $ barq segment --srx-add tests/formats/desk.srx a.txt 2>/dev/null
  It cost approx. Ten.
  Dr.
  Who came; yes.
  
  $ printf 'قال تقر. سامي؛ نعم.\n' | barq segment --srx tests/formats/desk.srx -
  barq: tests/formats/desk.srx: rule 9 left out: it says nothing of either side
  قال تقر. سامي؛
  نعم.
  

Bytes are those of the input.

  $ barq segment --srx tests/formats/desk.srx --json a.txt 2>/dev/null | grep -E 'start|end'
  		"start":	0,
  		"end":	20,
  		"start":	21,
  		"end":	24,
  		"start":	25,
  		"end":	39,

A file that is no SRX is refused; so is one that is not there.

  $ barq segment --srx tests/formats/other-tools.tmx a.txt
  barq: a.txt: tests/formats/other-tools.tmx:3: not SRX: its root element is not <srx>
  [3]
  $ barq segment --srx nowhere.srx a.txt
  barq: a.txt: nowhere.srx: cannot open: No such file or directory
  [3]
  $ barq segment --srx a --srx-add b a.txt
  barq: --srx and --srx-add do not go together
  [2]

Our own rules, for other tools; they cut as barq does.

  $ barq segment --export-srx >ours.srx
  $ for f in ceasefire.ar summit.en; do barq segment tests/stories/$f.txt >1; barq segment --srx ours.srx tests/stories/$f.txt >2; cmp 1 2; done
  $ barq segment --export-srx a.txt
  barq: --export-srx takes no FILE
  [2]
  $ barq segment
  barq: barq segment takes FILE; see: barq help segment
  [2]
