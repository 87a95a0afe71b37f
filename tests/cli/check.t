A file of pairs: each finding names the pair, the check and the words, and exit status 1 says that there are some.

  $ printf 'ar\ten\nقتل ١٥ شخصا في القصف.\tSixteen people died in the shelling.\nوصل الوزير إلى القاهرة.\tThe minister arrived in Cairo.\nلم يحدد الوزير موعدا.\tThe minister set a date.\nوقال "لن نرحل عن هذه الأرض".\tWe will not leave this land, he said.\nارتفعت أسعار النفط.\tOil prices fell.\n' >pairs.tsv
  $ barq check pairs.tsv
  pairs.tsv: pair 1
      en  Sixteen people died in the shelling.
      ar  قتل ١٥ شخصا في القصف.
      number, error: differ in value: Sixteen / ١٥
  pairs.tsv: pair 3
      en  The minister set a date.
      ar  لم يحدد الوزير موعدا.
      negation, error: not negated in the English: لم
  pairs.tsv: pair 4
      en  We will not leave this land, he said.
      ar  وقال "لن نرحل عن هذه الأرض".
      quote, warning: quoted in the Arabic only: "لن نرحل عن هذه الأرض"
  pairs.tsv: pair 5
      en  Oil prices fell.
      ar  ارتفعت أسعار النفط.
      direction, error: opposites: fell / ارتفعت
  5 pairs checked, something found in 4: 1 number, 1 quote, 1 negation, 1 direction
  [1]

Which checks: those wanted, those unwanted, or a desk's own choice.

  $ barq check --rules number,date pairs.tsv | tail -n 1
  5 pairs checked, something found in 1: 1 number
  $ barq check --no-rule number,negation,quote,direction pairs.tsv
  5 pairs checked, something found in 0
  $ mkdir -p config/barq && printf '[check]\noff = number, quote\n' >config/barq/barq.ini
  $ XDG_CONFIG_HOME=config barq check pairs.tsv | tail -n 1
  5 pairs checked, something found in 2: 1 negation, 1 direction
  $ XDG_CONFIG_HOME=config barq check --rules number pairs.tsv | tail -n 1
  5 pairs checked, something found in 1: 1 number
  $ barq check --rules numbers pairs.tsv
  barq: no check is called "numbers" (there is: number, date, name, quote, negation, direction, leftover, term, doubled, empty, same, length, control, mixed)
  [2]
  $ printf '[check]\noff = numbers\n' >bad.ini
  $ barq check --config bad.ini pairs.tsv
  barq: bad.ini:2: no check is called "numbers" (there is: number, date, name, quote, negation, direction, leftover, term, doubled, empty, same, length, control, mixed)
  [3]

For scripts.

  $ barq check --json --rules number pairs.tsv
  {
  	"pairs":	5,
  	"suspects":	1,
  	"skipped":	0,
  	"findings":	[{
  			"file":	"pairs.tsv",
  			"pair":	1,
  			"rule":	"number",
  			"level":	"error",
  			"note":	"differ in value",
  			"ar":	{
  				"start":	7,
  				"end":	11,
  				"text":	"١٥"
  			},
  			"en":	{
  				"start":	0,
  				"end":	7,
  				"text":	"Sixteen"
  			}
  		}]
  }
  [1]
  $ barq check --sarif --rules number,direction pairs.tsv >found.sarif
  [1]
  $ python3 -c 'import json; r = json.load(open("found.sarif")); run = r["runs"][0]; print(r["version"], run["tool"]["driver"]["name"], len(run["tool"]["driver"]["rules"])); [print(x["ruleId"], x["level"], x["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], x["locations"][0]["logicalLocations"][0]["name"], x["message"]["text"]) for x in run["results"]]'
  2.1.0 barq 14
  number error pairs.tsv pair 1 number: differ in value
  direction error pairs.tsv pair 5 direction: opposites
  $ barq check --sarif --json pairs.tsv
  barq: --json and --sarif name two forms; give one
  [2]

Units of a memory: the file is checked, and its pairs where that is asked for.

  $ barq import pairs.tsv
  pairs.tsv: 5 read, 5 added, 0 known already, 0 left out
  $ barq check
  5 units, sound; the index agrees with them
  $ barq check --pairs --rules negation
  unit 3
      en  The minister set a date.
      ar  لم يحدد الوزير موعدا.
      negation, error: not negated in the English: لم
  5 pairs checked, something found in 1: 1 negation
  [1]
  $ barq check --origin published
  0 pairs checked, something found in 0
  $ barq check --pairs --json --rules term
  {
  	"units":	5,
  	"postings":	80,
  	"sound":	true,
  	"pairs":	5,
  	"suspects":	0,
  	"skipped":	0,
  	"findings":	[]
  }
  $ barq check --since never
  barq: --since takes a date, as 2026-11-23, 2026-11 or 2026, not "never"
  [2]

A term of the ledger.

  $ barq names add 'القاهرة' 'Al-Qahira' >/dev/null
  $ barq check --rules term
  unit 2
      en  The minister arrived in Cairo.
      ar  وصل الوزير إلى القاهرة.
      term, warning: the desk has "Al-Qahira": القاهرة
  5 pairs checked, something found in 1: 1 term
  [1]

A draft says what the checks found; what it says as JSON can be checked again, after a person has edited it.

  $ printf 'لم يحدد الوزير موعدا.\n' >story.txt
  $ barq translate story.txt
  headline
  [100 imported #3]
  لم يحدد الوزير موعدا.
  The minister set a date.
    check: negation, error: not negated in the English: لم
  reuse        segments    words
  100                 1        4
  all                 1        4
  checks              1  finding in 1 segment
  $ barq translate story.txt --no-rule all
  headline
  [100 imported #3]
  لم يحدد الوزير موعدا.
  The minister set a date.
  reuse        segments    words
  100                 1        4
  all                 1        4
  $ barq translate story.txt --json 2>/dev/null >draft.json
  $ barq check draft.json
  draft.json: pair 1
      en  The minister set a date.
      ar  لم يحدد الوزير موعدا.
      negation, error: not negated in the English: لم
  1 pairs checked, something found in 1: 1 negation
  [1]
  $ sed -i 's/set a date/set no date/' draft.json
  $ barq check draft.json
  1 pairs checked, something found in 0
  $ barq check - <draft.json
  1 pairs checked, something found in 0
  $ barq translate story.txt --to html 2>/dev/null | grep -o '<div class="check.*</div>' | sed 's/<div class="note.*//'
  <div class="check error"><b>negation</b> not negated in the English <bdi lang="ar">لم</bdi></div>

What is no file of pairs is said to be none.

  $ printf '{"a":1}' >other.json
  $ barq check other.json
  barq: other.json: not a draft; barq translate --json makes one
  [3]
  $ printf '{"segments":' >cut.json
  $ barq check cut.json
  barq: cut.json: not JSON at byte 11
  [3]
  $ barq check nowhere.tsv
  barq: nowhere.tsv: cannot open: No such file or directory
  [3]

The ledger of the memory counts for a file as well, where there is one; one that is named has to be there.

  $ printf 'وصل الوزير لافروف إلى دمشق.\tMinister Lavroff arrived in Damascus.\n' >names.tsv
  $ barq check names.tsv
  1 pairs checked, something found in 0
  $ BARQ_TM=ledger.db barq import pairs.tsv >/dev/null 2>&1
  $ BARQ_TM=ledger.db barq names add 'لافروف' Lavrov >/dev/null
  $ BARQ_TM=ledger.db barq check names.tsv
  names.tsv: pair 1
      en  Minister Lavroff arrived in Damascus.
      ar  وصل الوزير لافروف إلى دمشق.
      term, warning: the desk has "Lavrov": لافروف
  1 pairs checked, something found in 1: 1 term
  [1]
  $ barq check --tm ledger.db names.tsv | tail -n 1
  1 pairs checked, something found in 1: 1 term
  $ barq check --tm nowhere.db names.tsv
  barq: nowhere.db: no such memory; `barq add` or `barq import` makes one
  [4]
  $ BARQ_TM=nowhere.db barq check names.tsv
  1 pairs checked, something found in 0

A name that one story writes in two ways is said once; pairs of other stories
have nothing to do with it.

  $ printf 'وقال زيلينسكي إن الحرب طويلة.\tZelensky said the war was long.\nوأضاف زيلينسكي أن الجنود تعبوا.\tThe soldiers were tired, Zelenskyy added.\nوعاد زيلينسكي.\tZelenskyy came back.\n' >mixed.tsv
  $ barq check mixed.tsv
  mixed.tsv: pair 2
      en  The soldiers were tired, Zelenskyy added.
      ar  وأضاف زيلينسكي أن الجنود تعبوا.
      mixed, warning: the story has Zelensky before: Zelenskyy / زيلينسكي
  3 pairs checked, something found in 1: 1 mixed
  [1]
  $ barq check --no-rule mixed mixed.tsv
  3 pairs checked, something found in 0
  $ barq check --rules mixed --json mixed.tsv | grep -c '"rule"'
  1
