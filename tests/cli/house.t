House forms in a draft: where a reused translation has another form of a name
that the ledger has, the house form goes in, and the draft says so.

  $ barq add 'وقال نصراوي إن المحادثات مستمرة.' 'Nasrawy said the talks were going on.' >/dev/null
  $ barq add 'وغادر نصراوي كردوفان مساء أمس.' "Nasrawi's plane left Kordofan last night." >/dev/null
  $ barq add 'وسأل نصراوي: "أين كنتم في الليلة الماضية؟".' '"Where were you last night?" Nasrawy asked.' --story 'محادثات المرفأ' >/dev/null
  $ printf 'وقال نصراوي إن المحادثات مستمرة.\n\nوغادر نصراوي كردوفان مساء أمس.\n\nوكان القاضي قد قال لهم «أين كنتم في الليلة الماضية؟» ثم رفع الجلسة.\n' >story.txt

Without a ledger, names in several forms are said once each; and a quotation
that was published before is shown with its story.

  $ barq translate story.txt --from ar
  headline
  [100 published #1]
  وقال نصراوي إن المحادثات مستمرة.
  Nasrawy said the talks were going on.
  
  paragraph
  [100 published #2]
  وغادر نصراوي كردوفان مساء أمس.
  Nasrawi's plane left Kordofan last night.
    note: one name in several forms: Nasrawy (1), Nasrawi (1)
  
  paragraph
  [open]
  وكان القاضي قد قال لهم «أين كنتم في الليلة الماضية؟»
    quote: Where were you last night? (محادثات المرفأ, unit 3)
  
  [open]
  ثم رفع الجلسة.
  reuse        segments    words
  100                 2       10
  open                2       13
  all                 4       23
  mixed      Nasrawy 1, Nasrawi 1: one name in several forms
  [1]
  $ barq names add 'سامي نصراوي' 'Sami Nasrawi' --kind person
  name 1 stored
  $ barq names add 'كردوفان' 'Kurdufan' --kind place
  name 2 stored
  $ barq translate story.txt --from ar 2>&1
  headline
  [99 published #1]
  وقال نصراوي إن المحادثات مستمرة.
  {+Nasrawi+} said the talks were going on.
    note: name Nasrawy -> Nasrawi
  
  paragraph
  [99 published #2]
  وغادر نصراوي كردوفان مساء أمس.
  Nasrawi's plane left {+Kurdufan+} last night.
    note: name Kordofan -> Kurdufan
  
  paragraph
  [open]
  وكان القاضي قد قال لهم «أين كنتم في الليلة الماضية؟»
    quote: Where were you last night? (محادثات المرفأ, unit 3)
  
  [open]
  ثم رفع الجلسة.
  reuse        segments    words
  95-99               2       10
  open                2       13
  all                 4       23
  [1]
  $ barq translate story.txt --json 2>/dev/null | python3 -c "import json, sys; draft = json.load(sys.stdin); print(draft['segments'][2]['quotes'], draft['report']['mixed_names'])"
  [{'source': 'أين كنتم في الليلة الماضية؟', 'target': 'Where were you last night?', 'part': False, 'sentence': False, 'story': 'محادثات المرفأ', 'unit': '3'}] []
  $ barq translate story.txt --to html 2>/dev/null | grep -o 'published quotation.*'
  published quotation: <p lang="en" dir="ltr">Where were you last night?</p><div class="note"><bdi>محادثات المرفأ</bdi>, unit <bdi>#3</bdi></div></div></td><td class="arabic"><p lang="ar" dir="rtl">وكان القاضي قد قال لهم «أين كنتم في الليلة الماضية؟»</p></td></tr>
