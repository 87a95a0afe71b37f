A story in versions: the second one, under another headline, finds the first by its file's name.

  $ for v in 1 2 3; do for c in 1 2; do awk -F'\t' -v n="= $v" -v c=$c '/^=/ { on = $0 == n; next } on && !/^#/ { print $c }' tests/versions/factory-fire.tsv >fire-$v.$c.txt; done; done
  $ barq align fire-1.1.txt fire-1.2.txt --origin published
  6 pairs, 6 of them sure; 0 segments alone or furniture
  6 added, 0 known already, 0 left out; in $T/memory.db
  $ barq translate fire-2.1.txt
  headline
  [74 published #1]
  قتيلان في حريق مصنع الدهانات شرق مدينة الواحة
  Fire breaks out at paint factory east of Al Waha
    changed: {+قتيلان في +}حريق [-في-] مصنع [-للدهانات-]{+الدهانات+} شرق مدينة الواحة
    stored source: حريق في مصنع للدهانات شرق مدينة الواحة
    note: missing: new قتيلان; moved: في; clitic: للدهانات -> الدهانات
  
  paragraph
  [open]
  وقالت وزارة الصحة إن شخصين قتلا وأصيب تسعة آخرون.
    new
  
  paragraph
  [101 published #2]
  اندلع حريق كبير صباح الأربعاء في مصنع للدهانات بالمنطقة الصناعية شرق مدينة الواحة، وشوهدت أعمدة الدخان من على بعد عشرة كيلومترات.
  A large fire broke out on Wednesday morning at a paint factory in the industrial zone east of Al Waha. Columns of smoke could be seen ten kilometres away.
  
  paragraph
  [102 published #3]
  وقال الدفاع المدني إن 15 فرقة إطفاء تعمل في الموقع.
  Civil defence said 15 fire crews were at the scene.
  
  paragraph
  [101 published #4]
  ولم تتضح أسباب الحريق بعد.
  The cause was not immediately clear, but witnesses said they heard a loud explosion.
    note: stands for 2 segments
  
  [101 published #4]
  وقال شهود إنهم سمعوا انفجارا قويا.
    note: covered by the segment before
  
  paragraph
  [open]
  ونقل المصابون إلى مستشفى الواحة العام.
    new
  
  paragraph
  [101 published #5]
  وأخلت السلطات المدارس القريبة من المصنع.
  Authorities evacuated schools near the factory.
  
  paragraph
  [101 published #6]
  وقال مدير المصنع سمير الحداد: "خرج جميع العمال قبل أن تصل النيران إلى المخزن."
  "All the workers got out before the flames reached the warehouse," said factory manager Samir Haddad.
  reuse        segments    words
  102                 1       10
  101                 5       52
  50-74               1        8
  open                2       15
  all                 9       85
  since      حريق في مصنع للدهانات شرق مدينة الواحة
             6 unchanged, 1 changed, 2 new, 0 dropped; found by its slug
  changed    {+قتيلان في +}حريق [-في-] مصنع [-للدهانات-]{+الدهانات+} شرق مدينة الواحة
  new        وقالت وزارة الصحة إن شخصين قتلا وأصيب تسعة آخرون.
  new        ونقل المصابون إلى مستشفى الواحة العام.
  [1]
  $ barq align fire-2.1.txt fire-2.2.txt --origin published
  8 pairs, 8 of them sure; 0 segments alone or furniture
  3 added, 5 known already, 0 left out; in $T/memory.db
  $ barq translate fire-3.1.txt --to text
  [[open: أربعة قتلى في حريق مصنع الدهانات والنيابة تفتح تحقيقا]]
  
  [[open: وقالت وزارة الصحة إن أربعة أشخاص قتلوا وأصيب تسعة عشر آخرون.]]
  The injured were taken to Al Waha General Hospital.
  
  A large fire broke out on Wednesday morning at a paint factory in the industrial zone east of Al Waha. Columns of smoke could be seen ten kilometres away.
  [[99: Civil defence said {+22+} fire crews were at the scene.]]
  
  The cause was not immediately clear, but witnesses said they heard a loud explosion. 
  
  [[open: وفتحت النيابة العامة تحقيقا في إجراءات السلامة داخل المصنع.]]
  
  "All the workers got out before the flames reached the warehouse," said factory manager Samir Haddad.
  [[open: وكان المصنع قد شهد حريقا محدودا قبل عامين.]]
  reuse        segments    words
  101                 5       52
  95-99               1       10
  open                4       37
  all                10       99
  since      قتيلان في حريق مصنع الدهانات شرق مدينة الواحة
             5 unchanged, 2 changed, 3 new, 2 dropped; found by its slug
  new        أربعة قتلى في حريق مصنع الدهانات والنيابة تفتح تحقيقا
  changed    وقالت وزارة الصحة إن [-شخصين-]{+أربعة+} {+أشخاص +}[-قتلا-]{+قتلوا+} وأصيب تسعة {+عشر +}آخرون.
  changed    وقال الدفاع المدني إن [-15-]{+22+} فرقة إطفاء تعمل في الموقع.
  new        وفتحت النيابة العامة تحقيقا في إجراءات السلامة داخل المصنع.
  new        وكان المصنع قد شهد حريقا محدودا قبل عامين.
  dropped    قتيلان في حريق مصنع الدهانات شرق مدينة الواحة
  dropped    وأخلت السلطات المدارس القريبة من المصنع.
  [1]

A script gets the same.

  $ barq translate fire-3.1.txt --json 2>/dev/null | python3 -c 'import json, sys; d = json.load(sys.stdin); print(json.dumps([s["was"] for s in d["segments"] if s["was"]][-1] + [d["report"]["earlier"]], ensure_ascii=False, indent=1))'
  [
   {
    "text": "وقال الدفاع المدني إن ",
    "kind": "same"
   },
   {
    "text": "15",
    "kind": "changed",
    "now": "22"
   },
   {
    "text": " فرقة إطفاء تعمل في الموقع.",
    "kind": "same"
   },
   {
    "by": "slug",
    "story": "قتيلان في حريق مصنع الدهانات شرق مدينة الواحة",
    "unchanged": 5,
    "changed": 2,
    "new": 3,
    "dropped": [
     {
      "source": "قتيلان في حريق مصنع الدهانات شرق مدينة الواحة",
      "target": "Two killed in paint factory fire east of Al Waha",
      "unit": "7"
     },
     {
      "source": "وأخلت السلطات المدارس القريبة من المصنع.",
      "target": "Authorities evacuated schools near the factory.",
      "unit": "5"
     }
    ]
   }
  ]

So does the page.

  $ barq translate fire-3.1.txt --to html 2>/dev/null | grep -E -o '<(del|ins)>[^<]*|class="earlier">[^<]*|[0-9]* dropped since[^<]*'
  class="earlier">Earlier version, by its slug: 
  <del>شخصين
  <ins>أربعة
  <ins>أشخاص 
  <del>قتلا
  <ins>قتلوا
  <ins>عشر 
  <del>15
  <ins>22
  2 dropped since the earlier version

The last version's wording goes before another story's and before formulas, and before what it was in older versions; a correction goes before all.

  $ for v in 1 2 3; do for c in 1 2; do awk -F'\t' -v n="= $v" -v c=$c '/^=/ { on = $0 == n; next } on && !/^#/ { print $c }' tests/versions/rates-hold.tsv >rates-$v.$c.txt; done; done
  $ for v in 1 2; do barq align rates-$v.1.txt rates-$v.2.txt >/dev/null; done; barq import tm/starter.tmx >/dev/null
  $ barq translate rates-3.1.txt 2>&1 | grep -A2 -E '^\[10'
  [101 aligned #11]
  أبقى المصرف المركزي أسعار الفائدة دون تغيير يوم الخميس، في قرار توقعه معظم المحللين.
  The central bank left interest rates unchanged on Thursday, as most analysts had expected.
  --
  [101 aligned #18]
  وقالت المحافظة ليلى منصور إن التضخم يتراجع ببطء.
  Governor Layla Mansour said inflation was coming down slowly.
  --
  [101 aligned #13]
  وبلغ معدل التضخم السنوي 9.1 بالمئة في سبتمبر.
  Annual inflation was 9.1 percent in September.
  --
  [101 aligned #14]
  ولم يصدر تعليق فوري من الحكومة.
  The government had no immediate comment.
  --
  [101 aligned #15]
  ويجتمع المصرف مجددا في 11 ديسمبر.
  The bank next meets on December 11.
  $ barq add 'ولم يصدر تعليق فوري من الحكومة.' 'The government did not comment at once.'
  unit 547 added
  $ barq translate rates-3.1.txt 2>&1 | grep -B2 'at once'
  [100 published #547]
  ولم يصدر تعليق فوري من الحكومة.
  The government did not comment at once.
