A draft as XLIFF, finished in another tool, and brought back.

  $ barq add 'وصل الوزير إلى المدينة صباح الثلاثاء.' 'The minister arrived in the city on Tuesday morning.' >/dev/null
  $ printf 'وصل الوزير إلى المدينة صباح الثلاثاء.\n\nوصل الوزير إلى القرية صباح الثلاثاء.\n\nلم يصدر تعليق.\n' >story.txt
  $ barq translate story.txt --from ar --to xliff -o story.xlf 2>/dev/null
  [1]
  $ cat story.xlf
  <?xml version="1.0" encoding="UTF-8"?>
  <xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
  <file original="story.txt" source-language="ar" target-language="en" datatype="plaintext" tool-id="barq">
  <header>
  <tool tool-id="barq" tool-name="Barq" tool-version="0.1.0"/>
  </header>
  <body>
  <trans-unit id="0" restype="x-headline">
  <source xml:lang="ar">وصل الوزير إلى المدينة صباح الثلاثاء.</source>
  <target xml:lang="en" state="translated" state-qualifier="exact-match">The minister arrived in the city on Tuesday morning.</target>
  </trans-unit>
  <trans-unit id="1" restype="x-paragraph">
  <source xml:lang="ar">وصل الوزير إلى القرية صباح الثلاثاء.</source>
  <target xml:lang="en" state="needs-review-translation" state-qualifier="fuzzy-match">The minister arrived in the city on Tuesday morning.</target>
  <note from="barq">word: المدينة -&gt; القرية</note>
  <alt-trans match-quality="82" origin="unit 1">
  <source xml:lang="ar">وصل الوزير إلى المدينة صباح الثلاثاء.</source>
  <target xml:lang="en">The minister arrived in the city on Tuesday morning.</target>
  </alt-trans>
  </trans-unit>
  <trans-unit id="2" restype="x-paragraph">
  <source xml:lang="ar">لم يصدر تعليق.</source>
  <target state="needs-translation">لم يصدر تعليق.</target>
  </trans-unit>
  </body>
  </file>
  </xliff>

What nobody touched is left out; what was typed is taken.

  $ barq import story.xlf
  story.xlf: 3 read, 0 added, 1 known already, 2 left out
    left out: 1 suggestion that nobody accepted
    left out: 1 segment without a translation
  $ sed 's|<target state="needs-translation">لم يصدر تعليق.|<target state="needs-translation">There was no comment.|' story.xlf >done.xlf
  $ barq import done.xlf
  done.xlf: 3 read, 1 added, 1 known already, 1 left out
    left out: 1 suggestion that nobody accepted
  $ barq lookup 'لم يصدر تعليق.'
  100  class 100, reviewed, unit 2, 2026-11-23
      story  وصل الوزير إلى المدينة صباح الثلاثاء.
      en  There was no comment.
      ar  لم يصدر تعليق.
