Fragments: of a segment without a good match, what is known of its parts.

  $ barq add 'نفت وزارة الدفاع الأنباء أمس.' 'The defence ministry denied the reports yesterday.' --story 'نفي الدفاع' >/dev/null
  $ barq add 'وصل الرئيس المصري إلى باريس.' 'The Egyptian president arrived in Paris.' >/dev/null
  $ barq add 'ارتفعت أسعار النفط.' 'Oil prices rose.' >/dev/null
  $ printf 'وزار الملك مقر وزارة الدفاع في العاصمة.\n\nارتفعت أسعار النفط، وصل الرئيس المصري إلى باريس.\n' >story.txt
  $ barq translate story.txt --from ar --fragments
  headline
  [open]
  وزار الملك مقر وزارة الدفاع في العاصمة.
    fragment: وزارة الدفاع = The defence ministry (نفي الدفاع, unit 1)
  
  paragraph
  [open]
  ارتفعت أسعار النفط، وصل الرئيس المصري إلى باريس.
    fragment: ارتفعت أسعار النفط = Oil prices rose (unit 3)
    fragment: وصل الرئيس المصري إلى باريس = The Egyptian president arrived in Paris (unit 2)
    joined: Oil prices rose, The Egyptian president arrived in Paris.
  reuse        segments    words
  open                2       15
  all                 2       15
  [1]
  $ barq translate story.txt --from ar --fragments --json 2>/dev/null | grep -o "proposal.:[^}]*"
  proposal":null,"findings":[]
  proposal":"Oil prices rose, The Egyptian president arrived in Paris.","findings":[]
  $ barq translate story.txt --from ar --json 2>/dev/null | grep -c fragments
  0
  [1]
