Concordance: which units hold an expression, the newest first.

  $ printf '%s\t%s\n' 'وقال مسؤول في الحكومة إن المحادثات تستأنف في القاهرة.' 'A government official said the talks would resume in Cairo.' > pairs.tsv
  $ printf '%s\t%s\n' 'ورفضت الحكومة التعليق على المحادثات.' 'The government declined to comment on the talks.' >> pairs.tsv
  $ printf '%s\t%s\n' 'وأضاف المسئولون أن حكومتهم لن تفاوض.' 'The officials added that their government would not negotiate.' >> pairs.tsv
  $ printf '%s\t%s\n' 'دخل وقف إطلاق النار حيز التنفيذ في الساعة الرابعة فجرا.' 'The ceasefire took effect at 4 a.m.' >> pairs.tsv
  $ printf '%s\t%s\n' 'وتبادل الطرفان الاتهامات بخرق الهدنة.' 'The two sides accused each other of violating the truce.' >> pairs.tsv
  $ printf '%s\t%s\n' 'وأطلق الجيش النار بعد وقف القتال.' 'The army opened fire after the fighting stopped.' >> pairs.tsv
  $ barq import pairs.tsv
  pairs.tsv: 6 read, 6 added, 0 known already, 0 left out

The very word first, then its other forms: clitics, a hamza on another seat,
vowel marks and tatweel do not hide it.

  $ barq search 'الحكومة' | grep -E '^ *(ar|en)|^unit' | sed 's/20..-..-../DATE/'
  unit 2, imported, DATE, desk
      en  The government declined to comment on the talks.
      ar  ورفضت الحكومة التعليق على المحادثات.
  unit 1, imported, DATE, desk
      en  A government official said the talks would resume in Cairo.
      ar  وقال مسؤول في الحكومة إن المحادثات تستأنف في القاهرة.
  unit 3, imported, DATE, desk
      en  The officials added that their government would not negotiate.
      ar  وأضاف المسئولون أن حكومتهم لن تفاوض.
  $ barq search 'حُكـومة' --json | grep -c '"exact":.false'
  3
  $ barq search 'مسؤول' | grep '    ar'
      ar  وقال مسؤول في الحكومة إن المحادثات تستأنف في القاهرة.
      ar  وأضاف المسئولون أن حكومتهم لن تفاوض.
  $ barq search 'مسؤول' --exact | grep '    ar'
      ar  وقال مسؤول في الحكومة إن المحادثات تستأنف في القاهرة.
  $ barq search 'talk' | grep '    en'
      en  The government declined to comment on the talks.
      en  A government official said the talks would resume in Cairo.

Words stand anywhere, but those that stand together come first; a phrase in
quotes is a phrase.

  $ barq search 'وقف النار' | grep '    ar'
      ar  وأطلق الجيش النار بعد وقف القتال.
      ar  دخل وقف إطلاق النار حيز التنفيذ في الساعة الرابعة فجرا.
  $ barq search '"وقف النار"'
  barq: no unit holds this
  [1]
  $ barq search '"وقف إطلاق النار"' | grep '    ar'
      ar  دخل وقف إطلاق النار حيز التنفيذ في الساعة الرابعة فجرا.
  $ barq search '"government officials"' | grep '    en'
      en  A government official said the talks would resume in Cairo.

A hamza is found on any seat, also where a pronoun moves it, and an alef maqsura
where it is an alef: behind what is written as it was asked for.

  $ printf '%s\t%s\n' 'التقى المسئولون في مستشفى.' 'The officials met in a hospital.' > letters.tsv
  $ printf '%s\t%s\n' 'رد المسؤولون على شركائها.' 'The officials answered her partners.' >> letters.tsv
  $ printf '%s\t%s\n' 'زار مسئول مستشفاهم مع شركاء.' 'An official visited their hospital with partners.' >> letters.tsv
  $ printf '%s\t%s\n' 'أعيد بناؤه قرب البناية.' 'It was built again near the building.' >> letters.tsv
  $ barq import --tm letters.db letters.tsv
  letters.tsv: 4 read, 4 added, 0 known already, 0 left out
  $ barq search --tm letters.db 'مسئول' | grep '    ar'
      ar  زار مسئول مستشفاهم مع شركاء.
      ar  رد المسؤولون على شركائها.
      ar  التقى المسئولون في مستشفى.
  $ barq search --tm letters.db 'شركاء' | grep '    ar'
      ar  زار مسئول مستشفاهم مع شركاء.
      ar  رد المسؤولون على شركائها.
  $ barq search --tm letters.db 'مستشفى' | grep '    ar'
      ar  التقى المسئولون في مستشفى.
      ar  زار مسئول مستشفاهم مع شركاء.
  $ barq search --tm letters.db 'بناء' --json | grep -B1 '"kind":.*"hit"' | grep -oE '"text".*"'
  "text":	"بناؤه"

A number is found by its value, and a word in one piece, with a hyphen or as
two: behind those that are written as they were asked for.

  $ printf '%s\t%s\n' 'وشارك ١٬٢٠٠ مراقب.' 'About 1,200 observers took part.' > forms.tsv
  $ printf '%s\t%s\n' 'بلغ العدد 1200.' 'The figure was 1200.' >> forms.tsv
  $ printf '%s\t%s\n' 'رحب عبد الله بالهدنة.' 'Abd Allah welcomed the cease-fire.' >> forms.tsv
  $ printf '%s\t%s\n' 'انتقد عبدالله الهدنة.' 'Abdullah criticised the cease fire.' >> forms.tsv
  $ printf '%s\t%s\n' 'صمدت الهدنة.' 'The ceasefire held.' >> forms.tsv
  $ barq import --tm forms.db forms.tsv
  forms.tsv: 5 read, 5 added, 0 known already, 0 left out
  $ barq search --tm forms.db 1200 | grep -E '    (en|ar)'
      en  The figure was 1200.
      ar  بلغ العدد 1200.
      en  About 1,200 observers took part.
      ar  وشارك ١٬٢٠٠ مراقب.
  $ barq search --tm forms.db '١٢٠٠' | grep -c '    en'
  2
  $ barq search --tm forms.db 1200 --exact | grep '    en'
      en  The figure was 1200.
  $ barq search --tm forms.db ceasefire | grep '    en'
      en  The ceasefire held.
      en  Abdullah criticised the cease fire.
      en  Abd Allah welcomed the cease-fire.
  $ barq search --tm forms.db cease-fire | grep '    en'
      en  Abd Allah welcomed the cease-fire.
      en  The ceasefire held.
      en  Abdullah criticised the cease fire.
  $ barq search --tm forms.db 'cease fire' | grep -c '    en'
  3
  $ barq search --tm forms.db 'عبدالله' | grep '    ar'
      ar  انتقد عبدالله الهدنة.
      ar  رحب عبد الله بالهدنة.
  $ barq search --tm forms.db ceasefire --json | grep -A1 -E '"text":.*cease' | grep -oE '"(text|kind)".*' | tr -d '\t\n,'
  "text":"ceasefire""kind":"hit""text":"cease fire""kind":"hit""text":"cease-fire""kind":"hit"

A part of a word with hyphens is found, too, wherever it stands; not by a word
that says little, nor if the very word is wanted.

  $ printf '%s\t%s\n' 'زار الأمين العام طهران.' 'The secretary-general visited Tehran.' > parts.tsv
  $ printf '%s\t%s\n' 'قتل لواء في الهجوم.' 'A general died in the attack.' >> parts.tsv
  $ printf '%s\t%s\n' 'انتقد الحوثيون القرار بعد كوفيد-19.' 'The Iran-backed Houthis criticised it after COVID-19.' >> parts.tsv
  $ barq import --tm parts.db parts.tsv
  parts.tsv: 3 read, 3 added, 0 known already, 0 left out
  $ barq search --tm parts.db general | grep '    en'
      en  A general died in the attack.
      en  The secretary-general visited Tehran.
  $ barq search --tm parts.db general --exact | grep '    en'
      en  A general died in the attack.
  $ barq search --tm parts.db 'gener*' | grep '    en'
      en  A general died in the attack.
      en  The secretary-general visited Tehran.
  $ barq search --tm parts.db 'Iran COVID' | grep '    en'
      en  The Iran-backed Houthis criticised it after COVID-19.
  $ barq search --tm parts.db 'secretary -general' | grep '    en'
  barq: no unit holds this
  [1]
  $ barq check --tm parts.db
  3 units, sound; the index agrees with them

Prefixes, words near each other, one or the other, and without.

  $ barq search 'resum* OR truce' | grep '    en'
      en  The two sides accused each other of violating the truce.
      en  A government official said the talks would resume in Cairo.
  $ barq search 'مفاوض* | تفاو*' | grep '    ar'
      ar  وأضاف المسئولون أن حكومتهم لن تفاوض.
  $ barq search 'government ~5 talks' | grep '    en'
      en  The government declined to comment on the talks.
      en  A government official said the talks would resume in Cairo.
  $ barq search 'government ~2 talks'
  barq: no unit holds this
  [1]
  $ barq search 'government -talks' | grep '    en'
      en  The officials added that their government would not negotiate.
  $ barq search 'government -"the talks"' | grep '    en'
      en  The officials added that their government would not negotiate.

Both languages in one query; --lang says where a word stands.

  $ barq search 'المحادثات Cairo' | grep '    en'
      en  A government official said the talks would resume in Cairo.
  $ barq search '4' --lang ar
  barq: no unit holds this
  [1]

Hits and what translates them, as runs.

  $ barq search '"وقف إطلاق النار"' --json | tr -d '\n\t' | sed 's/.*"runs"/"runs"/'
  "runs":{"ar":[{"text":"دخل ","kind":"plain"}, {"text":"وقف إطلاق النار","kind":"hit"}, {"text":" حيز التنفيذ في الساعة الرابعة فجرا.","kind":"plain"}],"en":[{"text":"The ","kind":"plain"}, {"text":"ceasefire","kind":"aligned"}, {"text":" took effect at 4 a.m.","kind":"plain"}]}}]}

Pages.

  $ barq search 'the' --max 3 | grep '    en'
  barq: there are more; --page=2 shows the next
      en  The army opened fire after the fighting stopped.
      en  The two sides accused each other of violating the truce.
      en  The ceasefire took effect at 4 a.m.
  $ barq search 'the' --max 3 --page 2 | grep '    en'
      en  The officials added that their government would not negotiate.
      en  The government declined to comment on the talks.
      en  A government official said the talks would resume in Cairo.

Whatever is typed is text.

  $ barq search '" OR ~ ) -' --json | tr -d '\n\t'
  {"query":"\" OR ~ ) -","more":false,"units":[]}
  $ barq search '((talks)) ^*'  | grep '    en'
      en  The government declined to comment on the talks.
      en  A government official said the talks would resume in Cairo.
  $ barq search 'en:talks OR'
  barq: no unit holds this
  [1]
  $ barq search ''
  barq: there is no word to search for
  [1]
  $ barq search 'the' --page 99
  barq: there is no page 99 of it
  [1]
  $ barq search -- '-talks -"the army"'
  barq: there is only what to leave out; say what to find
  [1]
  $ barq search '***'
  barq: there is no word to search for
  [1]

A prefix of so many words that not all were looked for says so, in JSON too.

  $ seq 3000 | sed 's/.*/رقم &\tnumber w& of many/' > many.tsv
  $ barq import many.tsv
  many.tsv: 3000 read, 3000 added, 0 known already, 0 left out
  $ barq search 'w*' --max 1 > hits.txt
  barq: there are more; --page=2 shows the next
  barq: so many words begin like this that not all were looked for; give more letters before the *
  $ barq search 'w*' --max 1 --json | tr -d '\n\t' | grep -o '"broad":true'
  "broad":true
  $ barq search 'w12*' --max 1 --json | grep -c broad
  0
  [1]

