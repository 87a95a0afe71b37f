A segment a line, an empty line after each block.

  $ printf 'قال د. سامي: "انتهى الأمر." وغادر.\n\nهل عاد؟! نعم.\n' | barq segment --lang ar -
  قال د. سامي: "انتهى الأمر."
  وغادر.
  
  هل عاد؟!
  نعم.
  
  $ printf 'The U.S. envoy left at 5 p.m. on Tuesday. "We are done," he said.\n' | barq segment -
  The U.S. envoy left at 5 p.m. on Tuesday.
  "We are done," he said.
  

The kinds of blocks; what is no part of the story can be had back.

  $ barq segment --kinds tests/stories/ceasefire.ar.txt | cut -f1 | sed '/^$/d' | uniq -c
        1 headline
        1 byline
        1 furniture
        1 caption
        6 paragraph
        1 subhead
       10 paragraph
        1 subhead
        7 paragraph
        2 signoff
        2 furniture
  $ barq segment --kinds --furniture tests/stories/ceasefire.ar.txt | grep -c furniture
  0
  [1]

Spans are bytes of the input.

  $ printf '  نعم. لا.\n' | barq segment --json -
  [{
  		"block":	0,
  		"kind":	"headline",
  		"reason":	"the first line of its own",
  		"start":	2,
  		"end":	9,
  		"text":	"نعم."
  	}, {
  		"block":	0,
  		"kind":	"headline",
  		"reason":	"the first line of its own",
  		"start":	10,
  		"end":	15,
  		"text":	"لا."
  	}]

A carriage return belongs to the line end, a mark of byte order to nothing.

  $ printf '\357\273\277One.\r\nTwo.\r\n' | barq segment -
  One.
  
  Two.
  

A language that the text does not look like is said, and taken as told.

  $ printf 'The talks went on.\n' | barq segment --lang ar -
  barq: standard input: this looks English; it is read as Arabic, as the option says
  The talks went on.
  
