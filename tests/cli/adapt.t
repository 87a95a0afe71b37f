Yesterday's sentences, with today's numbers.

  $ barq add 'قتل 12 شخصا في انفجار ببغداد يوم الاثنين.' '12 people were killed in a blast in Baghdad on Monday.'
  unit 1 added
  $ barq add 'ارتفعت أسعار النفط 3.5 في المئة في 15 سبتمبر 2022.' 'Oil prices rose 3.5 percent on 15 September 2022.'
  unit 2 added
  $ barq add 'وقال المتحدث: "فقدنا 15 جنديا".' 'The spokesman said: "We lost 15 soldiers."'
  unit 3 added
  $ barq add 'أصيب 5 أشخاص في حادث سير قرب المدينة.' 'Five people were hurt in a road accident near the city.'
  unit 4 added
  $ printf 'انفجار في بغداد\n\nقتل 15 شخصا في انفجار ببغداد يوم الثلاثاء. ارتفعت أسعار النفط 4.5 في المئة في 3 أكتوبر 2023. وقال المتحدث: "فقدنا 17 جنديا". أصيب 15 شخصا في حادث سير قرب المدينة.\n' >story.txt

A lookup shows what was put in, or why nothing was.

  $ barq lookup --explain 'قتل 15 شخصا في انفجار ببغداد يوم الثلاثاء.'
  98  class 99, published, unit 1, 2026-11-23
      en  12 people were killed in a blast in Baghdad on Monday.
      ar  قتل 12 شخصا في انفجار ببغداد يوم الاثنين.
      adapted  {+15+} people were killed in a blast in Baghdad on {+Tuesday+}.
      -1.00  adapted
      -1.00  penalty adapted
      diff  قتل [-15-]{+12+} شخصا في انفجار ببغداد يوم [-الثلاثاء-]{+الاثنين+}.
  $ barq lookup 'وقال المتحدث: "فقدنا 17 جنديا".'
  90  class 90, published, unit 3, 2026-11-23
      en  The spokesman said: "We lost 15 soldiers."
      ar  وقال المتحدث: "فقدنا 15 جنديا".
      not adapted  15 may stand in a quotation
  $ barq lookup 'أصيب 15 شخصا في حادث سير قرب المدينة.'
  74  class 74, published, unit 4, 2026-11-23
      en  Five people were hurt in a road accident near the city.
      ar  أصيب 5 أشخاص في حادث سير قرب المدينة.
      not adapted  5 and 15 take different plurals
  $ barq lookup '15 people were killed in a blast in Baghdad on Sunday.'
  98  class 99, published, unit 1, 2026-11-23
      en  12 people were killed in a blast in Baghdad on Monday.
      ar  قتل 12 شخصا في انفجار ببغداد يوم الاثنين.
      adapted  قتل {+15+} شخصا في انفجار ببغداد يوم {+الأحد+}.
  $ barq lookup --no-adapt 'قتل 15 شخصا في انفجار ببغداد يوم الثلاثاء.'
  81  class 81, published, unit 1, 2026-11-23
      en  12 people were killed in a blast in Baghdad on Monday.
      ar  قتل 12 شخصا في انفجار ببغداد يوم الاثنين.
  $ barq lookup --json 'قتل 15 شخصا في انفجار ببغداد يوم الثلاثاء.' | grep -A18 '"class"'
  			"class":	99,
  			"score":	98,
  			"rivals":	false,
  			"adapted":	"15 people were killed in a blast in Baghdad on Tuesday.",
  			"adapted_runs":	[{
  					"text":	"15",
  					"kind":	"adapted",
  					"was":	"12"
  				}, {
  					"text":	" people were killed in a blast in Baghdad on ",
  					"kind":	"same"
  				}, {
  					"text":	"Tuesday",
  					"kind":	"adapted",
  					"was":	"Monday"
  				}, {
  					"text":	".",
  					"kind":	"same"
  				}],
  $ barq lookup --json 'وقال المتحدث: "فقدنا 17 جنديا".' | grep adapted
  			"adapted":	null,
  			"adapted_runs":	null,
  			"not_adapted":	"15 may stand in a quotation",

So does a draft, in every form.

  $ barq translate story.txt 2>/dev/null
  headline
  [open]
  انفجار في بغداد
  
  paragraph
  [99 published #1]
  قتل 15 شخصا في انفجار ببغداد يوم الثلاثاء.
  {+15+} people were killed in a blast in Baghdad on {+Tuesday+}.
    stored source: قتل 12 شخصا في انفجار ببغداد يوم الاثنين.
    note: adapted: 12 -> 15; adapted: Monday -> Tuesday
  
  [99 published #2]
  ارتفعت أسعار النفط 4.5 في المئة في 3 أكتوبر 2023.
  Oil prices rose {+4.5+} percent on {+3 October 2023+}.
    stored source: ارتفعت أسعار النفط 3.5 في المئة في 15 سبتمبر 2022.
    note: adapted: 3.5 -> 4.5; adapted: 15 September 2022 -> 3 October 2023
  
  [90 published #3]
  وقال المتحدث: "فقدنا 17 جنديا".
  The spokesman said: "We lost 15 soldiers."
    stored source: وقال المتحدث: "فقدنا 15 جنديا".
    note: number: 15 -> 17; not adapted: 15 may stand in a quotation
    check: number, error: differ in value: 15 / 17
  
  [74 published #4]
  أصيب 15 شخصا في حادث سير قرب المدينة.
  Five people were hurt in a road accident near the city.
    stored source: أصيب 5 أشخاص في حادث سير قرب المدينة.
    note: number: 5 -> 15; word: أشخاص -> شخصا; not adapted: 5 and 15 take different plurals
    check: number, error: differ in value: Five / 15
  [1]
  $ barq translate --to text story.txt 2>/dev/null
  [[open: انفجار في بغداد]]
  
  [[99: {+15+} people were killed in a blast in Baghdad on {+Tuesday+}.]] [[99: Oil prices rose {+4.5+} percent on {+3 October 2023+}.]] [[90: The spokesman said: "We lost 15 soldiers."]] [[74: Five people were hurt in a road accident near the city.]]
  [1]
  $ barq translate --to html story.txt 2>/dev/null | grep -o '<ins.*</ins>'
  <ins title="in memory: 12">15</ins> people were killed in a blast in Baghdad on <ins title="in memory: Monday">Tuesday</ins>
  <ins title="in memory: 3.5">4.5</ins> percent on <ins title="in memory: 15 September 2022">3 October 2023</ins>
  $ barq translate --json story.txt 2>/dev/null | python3 -c 'import json, sys; print(*(s["adapted"] for s in json.load(sys.stdin)["segments"]), sep="\n")'
  None
  [{'text': '15', 'kind': 'adapted', 'was': '12'}, {'text': ' people were killed in a blast in Baghdad on ', 'kind': 'same'}, {'text': 'Tuesday', 'kind': 'adapted', 'was': 'Monday'}, {'text': '.', 'kind': 'same'}]
  [{'text': 'Oil prices rose ', 'kind': 'same'}, {'text': '4.5', 'kind': 'adapted', 'was': '3.5'}, {'text': ' percent on ', 'kind': 'same'}, {'text': '3 October 2023', 'kind': 'adapted', 'was': '15 September 2022'}, {'text': '.', 'kind': 'same'}]
  None
  None
  $ barq translate --to tmx story.txt 2>/dev/null
  <?xml version="1.0" encoding="UTF-8"?>
  <!DOCTYPE tmx SYSTEM "tmx14.dtd">
  <tmx version="1.4">
    <header creationtool="Barq" creationtoolversion="0.1.0" segtype="sentence" o-tmf="barq" adminlang="en" srclang="ar" datatype="plaintext"/>
    <body>
      <tu>
        <note>adapted: 12 -&gt; 15; adapted: Monday -&gt; Tuesday</note>
        <prop type="x-barq-origin">imported</prop>
        <prop type="x-barq-story">story.txt</prop>
        <prop type="x-barq-class">99</prop>
        <prop type="x-barq-adapted">12 -&gt; 15</prop>
        <prop type="x-barq-adapted">Monday -&gt; Tuesday</prop>
        <tuv xml:lang="ar"><seg>قتل 15 شخصا في انفجار ببغداد يوم الثلاثاء.</seg></tuv>
        <tuv xml:lang="en"><seg>15 people were killed in a blast in Baghdad on Tuesday.</seg></tuv>
      </tu>
      <tu>
        <note>adapted: 3.5 -&gt; 4.5; adapted: 15 September 2022 -&gt; 3 October 2023</note>
        <prop type="x-barq-origin">imported</prop>
        <prop type="x-barq-story">story.txt</prop>
        <prop type="x-barq-class">99</prop>
        <prop type="x-barq-adapted">3.5 -&gt; 4.5</prop>
        <prop type="x-barq-adapted">15 September 2022 -&gt; 3 October 2023</prop>
        <tuv xml:lang="ar"><seg>ارتفعت أسعار النفط 4.5 في المئة في 3 أكتوبر 2023.</seg></tuv>
        <tuv xml:lang="en"><seg>Oil prices rose 4.5 percent on 3 October 2023.</seg></tuv>
      </tu>
    </body>
  </tmx>
  [1]
  $ barq translate --to tmx -o draft.tmx story.txt 2>/dev/null
  [1]
  $ barq import --tm other.db draft.tmx
  draft.tmx: 2 read, 2 added, 0 known already, 0 left out
  $ barq translate --no-adapt --to text story.txt 2>/dev/null
  [[open: انفجار في بغداد]]
  
  [[81: 12 people were killed in a blast in Baghdad on Monday.]] [[71: Oil prices rose 3.5 percent on 15 September 2022.]] [[90: The spokesman said: "We lost 15 soldiers."]] [[74: Five people were hurt in a road accident near the city.]]
  [1]

Nor is it done between the marks of a quotation of several sentences.

  $ barq add 'فقدنا 12 جنديا في المعركة.' 'We lost 12 soldiers in the battle.'
  unit 5 added
  $ printf 'قال المتحدث: "كان اليوم طويلا. فقدنا 15 جنديا في المعركة. لن ننسى أحدا".\n' >said.txt
  $ barq translate said.txt 2>/dev/null
  headline
  [open]
  قال المتحدث: "كان اليوم طويلا.
  
  [87 published #5]
  فقدنا 15 جنديا في المعركة.
  We lost 12 soldiers in the battle.
    stored source: فقدنا 12 جنديا في المعركة.
    note: number: 12 -> 15; not adapted: it stands in a quotation
    check: number, error: differ in value: 12 / 15
  
  [open]
  لن ننسى أحدا".
  [1]
  $ barq lookup --before 'قال: "كان اليوم طويلا.' 'فقدنا 15 جنديا في المعركة.' | grep adapted
      not adapted  it stands in a quotation
  $ barq lookup --before 'كان اليوم "طويلا".' 'فقدنا 15 جنديا في المعركة.' | grep adapted
      adapted  We lost {+15+} soldiers in the battle.

A desk has its style.

  $ mkdir barq && printf '[style]\ndates = american\npercent = %%\n[style london]\npercent = per cent\n' >barq/barq.ini
  $ printf '[style]\ndate_order = month-day\n' >own.ini
  $ XDG_CONFIG_HOME=. barq translate --to text story.txt 2>/dev/null | grep -o 'Oil[^]]*'
  Oil prices rose {+4.5%+} on {+October 3, 2023+}.
  $ XDG_CONFIG_HOME=. barq translate --to text --style london story.txt 2>/dev/null | grep -o 'Oil[^]]*'
  Oil prices rose {+4.5 per cent+} on {+3 October 2023+}.
  $ barq translate --to text --style own.ini story.txt 2>/dev/null | grep -o 'Oil[^]]*'
  Oil prices rose {+4.5+} percent on {+October 3, 2023+}.
  $ XDG_CONFIG_HOME=. barq lookup --style london 'ارتفعت أسعار النفط 4.5 في المئة في 3 أكتوبر 2023.' | grep adapted
      adapted  Oil prices rose {+4.5 per cent+} on {+3 October 2023+}.
  $ XDG_CONFIG_HOME=. barq translate --style paris story.txt
  barq: no style "paris": ./barq/barq.ini has no section [style paris]
  [2]
  $ echo 'percent = pct' >>own.ini
  $ barq translate --style own.ini story.txt
  barq: own.ini:3: percent is %, percent or per cent, not "pct"
  [3]
  $ barq translate --style none.ini story.txt
  barq: none.ini: cannot open: No such file or directory
  [3]
