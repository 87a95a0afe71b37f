The XML of news agencies is read as what it says it is: NewsML-G2 with NITF or
XHTML in it, NewsML 1, NITF.

  $ barq segment --kinds tests/formats/port-talks.g2.xml | sed '/^$/d'
  headline	استئناف محادثات ميناء رأس المرجان
  furniture	تضاف صورة لاحقا.
  byline	من سلمى الحداد
  dateline	رأس المرجان (الوكالة)
  paragraph	استؤنفت المحادثات بين الشركة وعمال الميناء يوم الاثنين.
  paragraph	ولم يصدر تعليق فوري من الحكومة.
  subhead	مطالب العمال
  list	زيادة الأجور بنسبة 10 في المئة
  caption	سفن تنتظر خارج الميناء.
  signoff	س ح/ن ع
  $ barq segment --kinds tests/formats/port-talks-2.g2.xml | sed '/^$/d'
  barq: tests/formats/port-talks-2.g2.xml: embargoed until 2026-11-23T12:00:00Z
  headline	اتفاق ينهي إضراب عمال الميناء
  byline	سلمى الحداد
  paragraph	وقعت الشركة وممثلو العمال اتفاقا مساء الثلاثاء.
  paragraph	ولم يصدر تعليق فوري من الحكومة.
  caption	عمال أمام بوابة الميناء يوم الثلاثاء.
  $ barq segment --kinds tests/formats/port-talks.newsml1.xml | sed '/^$/d'
  headline	Ras al-Murjan port talks resume
  dateline	RAS AL-MURJAN (Example Wire)
  byline	By Salma al-Haddad
  furniture	A picture will follow.
  paragraph	Talks between the company and the port's workers resumed on Monday.
  paragraph	There was no immediate comment from the government.
  subhead	What the workers want
  list	a pay rise of 10 percent
  caption	Ships wait outside the port.
  $ barq segment --kinds tests/formats/dust-storm.nitf.xml | sed '/^$/d'
  barq: tests/formats/dust-storm.nitf.xml: its agency has withdrawn or withheld this story
  headline	عاصفة رملية تغلق المطار
  furniture	تلغى هذه المادة.
  subhead	إلغاء عشرات الرحلات
  byline	ريم ناصر
  byline	مراسلة الوكالة
  dateline	مدينة سهل
  paragraph	أغلق المطار 3/4 ساعة بعد ظهر الأحد.
  subhead	الرياح: 60 كيلومترا
  subhead	الرؤية: 200 متر
  signoff	ر ن
  $ iconv -f windows-1256 -t utf-8 tests/formats/dust-storm.nitf.xml >dust.xml
  $ barq segment --kinds dust.xml 2>/dev/null | head -n 1
  headline	عاصفة رملية تغلق المطار

A charset that is named stands over what the file says of itself.

  $ sed 's/encoding="windows-1256"/encoding="utf-8"/' tests/formats/dust-storm.nitf.xml >wrong.xml
  $ barq segment --kinds wrong.xml
  barq: wrong.xml:5: not well-formed: Input is not proper UTF-8, indicate encoding !
  [3]
  $ barq segment --kinds --charset windows-1256 wrong.xml 2>/dev/null | head -n 1
  headline	عاصفة رملية تغلق المطار

The next version of a story is known by its agency's id, under another headline
and slug and with one sentence left of it.

  $ barq align tests/formats/port-talks.g2.xml tests/formats/port-talks.newsml1.xml --min-confidence 0.5
  6 pairs, 6 of them sure; 7 segments alone or furniture
  6 added, 0 known already, 7 left out; in $T/memory.db
  $ barq translate tests/formats/port-talks-2.g2.xml
  barq: tests/formats/port-talks-2.g2.xml: embargoed until 2026-11-23T12:00:00Z
  headline
  [open]
  اتفاق ينهي إضراب عمال الميناء
    new
  
  byline
  [open]
  سلمى الحداد
    new
  
  paragraph
  [open]
  وقعت الشركة وممثلو العمال اتفاقا مساء الثلاثاء.
    new
  
  paragraph
  [101 aligned #3]
  ولم يصدر تعليق فوري من الحكومة.
  There was no immediate comment from the government.
    note: unreviewed alignment, confidence 0.99
  
  caption
  [open]
  عمال أمام بوابة الميناء يوم الثلاثاء.
    new
  reuse        segments    words
  101                 1        6
  open                4       20
  all                 5       26
  since      استئناف محادثات ميناء رأس المرجان
             1 unchanged, 0 changed, 4 new, 5 dropped; found by its id
  new        اتفاق ينهي إضراب عمال الميناء
  new        سلمى الحداد
  new        وقعت الشركة وممثلو العمال اتفاقا مساء الثلاثاء.
  new        عمال أمام بوابة الميناء يوم الثلاثاء.
  dropped    استئناف محادثات ميناء رأس المرجان
  dropped    استؤنفت المحادثات بين الشركة وعمال الميناء يوم الاثنين.
  dropped    مطالب العمال
  dropped    زيادة الأجور بنسبة 10 في المئة
  dropped    سفن تنتظر خارج الميناء.
  [1]
  $ barq translate tests/formats/port-talks-2.g2.xml --json 2>/dev/null | grep -o '"story":{[^}]*}'
  "story":{"name":"tests/formats/port-talks-2.g2.xml","lang":"ar","blocks":5,"id":"tag:wire.example,2026:port-talks-7","version":"2","slug":"port-accord"}
  $ barq translate tests/formats/port-talks-2.g2.xml --to xliff -o draft.xlf 2>/dev/null
  [1]
  $ grep -c '<trans-unit' draft.xlf
  5
  $ barq translate tests/formats/port-talks.g2.xml --to tmx 2>/dev/null | grep -c '<tu '
  0
  [1]

Every command that takes a story takes these.

  $ barq analyze tests/formats/port-talks.g2.xml --csv
  story,102,101,100,95-99,inside,across,85-94,75-84,50-74,new,words,segments,furniture,quotes,quote words,names
  "tests/formats/port-talks.g2.xml",26,5,0,0,0,0,0,0,0,9,40,9,1,0,0,0
  $ mkdir ar en && cp tests/formats/port-talks.g2.xml ar && cp tests/formats/port-talks.newsml1.xml en
  $ barq pair ar en --tsv | cut -f 1,2
  ar/port-talks.g2.xml	en/port-talks.newsml1.xml

A draft goes back in the XML of the story, which is read again as it was.

  $ barq translate tests/formats/port-talks.g2.xml --to same -o same.xml 2>/dev/null
  [1]
  $ xmllint --noout same.xml
  $ barq segment --kinds same.xml
  headline	Ras al-Murjan port talks resume
  
  furniture	تضاف صورة لاحقا.
  
  byline	من سلمى الحداد
  
  dateline	رأس المرجان (الوكالة)
  
  paragraph	Talks between the company and the port's workers resumed on Monday.
  
  paragraph	There was no immediate comment from the government.
  
  subhead	What the workers want
  
  list	a pay rise of 10 percent
  
  caption	Ships wait outside the port.
  
  signoff	س ح/ن ع
  
  $ barq translate tests/formats/dust-storm.nitf.xml --no-rule all --to same 2>/dev/null | head -n 3
  <?xml version="1.0" encoding="UTF-8"?>
  <!DOCTYPE nitf PUBLIC "-//IPTC//DTD NITF 3.4//EN" "nitf-3-4.dtd">
  <nitf baselang="en">
  $ barq translate tests/stories/summit.ar.txt --to same 2>&1 | tail -n 1
  barq: tests/stories/summit.ar.txt: is no NewsML or NITF, and a draft has the form of its story for these alone; name another form

What cannot be read is refused, with the line.

  $ barq segment tests/formats/cut-off.newsml1.xml
  barq: tests/formats/cut-off.newsml1.xml:24: not well-formed: Couldn't find end of Start Tag HeadLine
  [3]
  $ printf '<?xml version="1.0"?>\n<!DOCTYPE nitf [<!ENTITY a "b">]>\n<nitf><body><p>&a;</p></body></nitf>\n' >entity.xml
  $ barq segment entity.xml
  barq: entity.xml:2: declares entities of its own, which are not expanded; write their text in their place
  [3]
  $ printf '<?xml version="1.0"?>\n<packageItem guid="a"/>\n' >package.xml
  $ barq translate package.xml
  barq: package.xml: a <packageItem> of NewsML-G2, which holds no text; give the newsItem that does
  [3]
  $ printf '<newsItem guid="a"><itemMeta/></newsItem>\n' >bare.xml
  $ barq translate bare.xml
  barq: bare.xml: no story in it: of 1 news items in it none has text; give the file that holds the text
  [3]
  $ printf '<?xml version="1.0"?>\n<rss version="2.0"><channel/></rss>\n' | barq segment -
  barq: standard input: XML of another kind, <rss>; a story is text, HTML, NewsML or NITF
  [3]

What a memory knows of a story by its id goes along where it is merged.

  $ barq add --tm other.db 'نعم' 'Yes' >/dev/null
  $ barq merge --tm other.db memory.db | head -n 1
  memory.db: 6 read, 6 added, 0 known already
  $ barq translate --tm other.db tests/formats/port-talks-2.g2.xml 2>&1 | grep 'found by'
             1 unchanged, 0 changed, 4 new, 5 dropped; found by its id
