Which units: by date, story, agency, origin, status and person, alone and together, in every command that asks.  Seven ports have closed, each in a unit of its own (tests/filters/ports.tmx):

            changed (UTC)        origin     who      story               agency
  Aden      2025-12-31 23:59:59  published  Rana     Harbour talks       Reuters
  Beirut    2026-01-01 00:00:00  reviewed   omar     Harbour deal        AFP
  Cadiz     2026-01-31 23:59:59  aligned    aligner  Harbour talks       Reuters
  Dammam    2026-02-01 00:00:00  imported   desk     (none)
  Esbjerg   2026-02-28 12:00:00  mt         desk     an Arabic one       Anadolu
  Famagusta 2026-03-01 06:00:00  published  (Arabic) the same            Anadolu
  Gdansk    2026-11-01 09:00:00  reviewed   RANA     Harbour talks, then Storm over the sea: Reuters, then AFP

  $ barq import tests/filters/ports.tmx
  tests/filters/ports.tmx: 7 read, 7 added, 0 known already, 0 left out
  $ barq search closed | head -n 6
  unit 7, reviewed, 2026-11-01, RANA
      story  Storm over the sea
      en  The port of Gdansk has closed its gates.
      ar  أغلق ميناء غدانسك أبوابه.
  unit 6, published, 2026-03-01, أحمد
      story  عاصفة في المرفأ
  $ barq show 5 6 | grep -E 'unit|story|agency|who'
  unit 5
    story       عاصفة في المرفأ
    agency      Anadolu
    who         desk
  unit 6
    story       عاصفة في المرفأ
    agency      Anadolu
    who         أحمد
  $ barq show 7
  unit 7
    origin      reviewed
    created     2026-03-01
    changed     2026-11-01
    story       Storm over the sea
    earlier in  Harbour talks
    places      2
    agency      AFP
    who         RANA
    en          The port of Gdansk has closed its gates.
    ar          أغلق ميناء غدانسك أبوابه.

A day, a month and a year are whole: --since from their first second on, --until to their last.  A story is its name, in any spelling, or how that begins; Gdansk is of both of its stories, but not of Harbour talks and AFP.

  $ tests/filters/each barq search closed | tee table
  --since 2026: Beirut Cadiz Dammam Esbjerg Famagusta Gdansk
  --since 2026-02: Dammam Esbjerg Famagusta Gdansk
  --since 2026-03-01: Famagusta Gdansk
  --until 2025: Aden
  --until 2026-01: Aden Beirut Cadiz
  --until 2026-02-01: Aden Beirut Cadiz Dammam
  --since 2026-02-01 --until 2026-02-28: Dammam Esbjerg
  --story 'Harbour talks': Aden Cadiz Gdansk
  --story 'HARBOUR  talks': Aden Cadiz Gdansk
  --story 'Harbour*': Aden Beirut Cadiz Gdansk
  --story 'عاصفه فى المرفا': Esbjerg Famagusta
  --agency Reuters: Aden Cadiz Gdansk
  --agency 'Agence France-Presse': Beirut Gdansk
  --agency رويترز: Aden Cadiz Gdansk
  --origin published: Aden Famagusta
  --origin reviewed: Beirut Gdansk
  --origin imported: Dammam
  --origin aligned: Cadiz
  --origin mt: Esbjerg
  --status reviewed: Aden Beirut Famagusta Gdansk
  --status unreviewed: Cadiz Dammam Esbjerg
  --person rana: Aden Gdansk
  --person أحمد: Famagusta
  --story 'Harbour talks' --agency Reuters: Aden Cadiz Gdansk
  --story 'Harbour talks' --agency AFP:
  --agency Reuters --status unreviewed: Cadiz
  --person rana --since 2026: Gdansk
  --since 2027:
  --since 2025 --until 2026 --story 'Harbour*' --agency Reuters --status reviewed --origin published --person rana: Aden

A lookup, in its three ways, an export, a show and a draft find the very same, line by line.

  $ tests/filters/each barq lookup 'أغلق ميناء صلالة أبوابه.' --min 50 --max 20 | diff table -
  $ tests/filters/each barq lookup 'أغلق ميناء صلالة أبوابه.' --min 50 --max 20 --exhaustive | diff table -
  $ echo 'أغلق ميناء صلالة أبوابه.' > query; tests/filters/each sh -c 'barq lookup --batch --min 50 --max 20 "$@" < query' batch | diff table -
  $ tests/filters/each barq lookup 'The port of Salalah has closed its gates.' --min 50 --max 20 | diff table -
  $ tests/filters/each barq search ميناء --exact | diff table -
  $ tests/filters/each barq export - | diff table -
  $ tests/filters/each barq show | diff table -
  $ tests/filters/each barq show 7 6 5 4 3 2 1 | diff table -
  $ tests/filters/each barq translate tests/filters/story.txt --min 100 --to text | diff table -

As one sees it:

  $ barq lookup 'أغلق ميناء صلالة أبوابه.' --story 'harbour deal'
  71  class 71, reviewed, unit 2, 2026-01-01
      story  Harbour deal
      en  The port of Beirut has closed its gates.
      ar  أغلق ميناء بيروت أبوابه.
  $ barq search closed --status unreviewed --until 2026-01
  unit 3, aligned, 2026-01-31, aligner
      story  Harbour talks
      en  The port of Cadiz has closed its gates.
      ar  أغلق ميناء قادس أبوابه.
  $ barq export - --origin mt | grep -E 'seg|prop'
    <header creationtool="Barq" creationtoolversion="0.1.0" segtype="sentence" o-tmf="barq" adminlang="en" srclang="ar" datatype="plaintext"/>
        <prop type="x-barq-origin">mt</prop>
        <prop type="x-barq-story">عاصفة في المرفأ</prop>
        <prop type="x-barq-agency">Anadolu</prop>
        <prop type="x-barq-edition">3</prop>
        <tuv xml:lang="ar"><seg>أغلق ميناء إسبيرغ أبوابه.</seg></tuv>
        <tuv xml:lang="en"><seg>The port of Esbjerg has closed its gates.</seg></tuv>
  $ barq show --person احمد
  unit 6
    origin      published
    created     2026-03-01
    changed     2026-03-01
    story       عاصفة في المرفأ
    agency      Anadolu
    who         أحمد
    en          The port of Famagusta has closed its gates.
    ar          أغلق ميناء فاماغوستا أبوابه.
  $ barq show 1 2 3 --agency AFP | head -n 1
  unit 2
  $ barq show --status reviewed --max 3 | grep unit
  barq: there are more; --page=2 shows the next
  unit 1
  unit 2
  unit 6
  $ barq show --status reviewed --max 3 --page 2 | grep unit
  unit 7
  $ barq show --agency Anadolu --json | grep '"en"'
  		"en":	"The port of Esbjerg has closed its gates.",
  		"en":	"The port of Famagusta has closed its gates.",
  $ barq translate tests/filters/story.txt --to text --agency Anadolu 2>/dev/null
  [[open: أغلق ميناء عدن أبوابه.]]
  [[open: أغلق ميناء قادس أبوابه.]]
  [[open: أغلق ميناء بيروت أبوابه.]]
  [[open: أغلق ميناء الدمام أبوابه.]]
  [[mt : The port of Esbjerg has closed its gates.]]
  The port of Famagusta has closed its gates.
  [[open: أغلق ميناء غدانسك أبوابه.]]
  [1]

Counts: the units, and what they are counted by.  A unit counts under that of its stories which was asked for.

  $ SHOW="sed -n 's/^units  *//p'" tests/filters/each barq stats
  --since 2026: 6, 1 published, 2 reviewed, 1 imported, 1 aligned, 1 mt
  --since 2026-02: 4, 1 published, 1 reviewed, 1 imported, 1 mt
  --since 2026-03-01: 2, 1 published, 1 reviewed
  --until 2025: 1, 1 published
  --until 2026-01: 3, 1 published, 1 reviewed, 1 aligned
  --until 2026-02-01: 4, 1 published, 1 reviewed, 1 imported, 1 aligned
  --since 2026-02-01 --until 2026-02-28: 2, 1 imported, 1 mt
  --story 'Harbour talks': 3, 1 published, 1 reviewed, 1 aligned
  --story 'HARBOUR  talks': 3, 1 published, 1 reviewed, 1 aligned
  --story 'Harbour*': 4, 1 published, 2 reviewed, 1 aligned
  --story 'عاصفه فى المرفا': 2, 1 published, 1 mt
  --agency Reuters: 3, 1 published, 1 reviewed, 1 aligned
  --agency 'Agence France-Presse': 2, 2 reviewed
  --agency رويترز: 3, 1 published, 1 reviewed, 1 aligned
  --origin published: 2, 2 published
  --origin reviewed: 2, 2 reviewed
  --origin imported: 1, 1 imported
  --origin aligned: 1, 1 aligned
  --origin mt: 1, 1 mt
  --status reviewed: 4, 2 published, 2 reviewed
  --status unreviewed: 3, 1 imported, 1 aligned, 1 mt
  --person rana: 2, 1 published, 1 reviewed
  --person أحمد: 1, 1 published
  --story 'Harbour talks' --agency Reuters: 3, 1 published, 1 reviewed, 1 aligned
  --story 'Harbour talks' --agency AFP: 0
  --agency Reuters --status unreviewed: 1, 1 aligned
  --person rana --since 2026: 1, 1 reviewed
  --since 2027: 0
  --since 2025 --until 2026 --story 'Harbour*' --agency Reuters --status reviewed --origin published --person rana: 1, 1 published
  $ barq stats --story 'Harbour talks' | tail -n +2
  units      3, 1 published, 1 reviewed, 1 aligned
  words      12 Arabic, 24 English
  stories    1
  people     3: RANA 1, Rana 1, aligner 1
  agencies   1: Reuters 3
  
  added in        units       Arabic      English
  2025-03             1            4            8
  2026-01             1            4            8
  2026-03             1            4            8
  $ barq stats --agency AFP --json | grep -A 3 -E '"units"|"stories"|"filtered"|"agencies"'
  	"units":	2,
  	"stories":	2,
  	"ar_words":	8,
  	"en_words":	16,
  	"origins":	{
  --
  	"agencies":	[{
  			"name":	"AFP",
  			"count":	2,
  			"ar_words":	8,
  --
  	"filtered":	true
  }

Work that is left: of the 28 words of a story those that are known, and those that are new.  What a machine wrote is new.

  $ SHOW="awk -F , 'END { print \$2 + \$3 + \$4, \$11 }'" tests/filters/each barq analyze tests/filters/story.txt --csv
  --since 2026: 20 4
  --since 2026-02: 12 4
  --since 2026-03-01: 8 0
  --until 2025: 4 0
  --until 2026-01: 12 0
  --until 2026-02-01: 16 0
  --since 2026-02-01 --until 2026-02-28: 4 4
  --story 'Harbour talks': 12 0
  --story 'HARBOUR  talks': 12 0
  --story 'Harbour*': 16 0
  --story 'عاصفه فى المرفا': 4 4
  --agency Reuters: 12 0
  --agency 'Agence France-Presse': 8 0
  --agency رويترز: 12 0
  --origin published: 8 0
  --origin reviewed: 8 0
  --origin imported: 4 0
  --origin aligned: 4 0
  --origin mt: 0 28
  --status reviewed: 16 0
  --status unreviewed: 8 4
  --person rana: 8 0
  --person أحمد: 4 0
  --story 'Harbour talks' --agency Reuters: 12 0
  --story 'Harbour talks' --agency AFP: 0 28
  --agency Reuters --status unreviewed: 4 0
  --person rana --since 2026: 4 0
  --since 2027: 0 28
  --since 2025 --until 2026 --story 'Harbour*' --agency Reuters --status reviewed --origin published --person rana: 4 0

Names to propose: the same ports again, but for what a machine wrote, where nobody asks for that.

  $ SHOW="sed -n 's/^ *en *//p' | sort | paste -s -d ' ' -" tests/filters/each barq names propose --stories 1 --dry-run > names
  $ diff table names
  1,2c1,2
  < --since 2026: Beirut Cadiz Dammam Esbjerg Famagusta Gdansk
  < --since 2026-02: Dammam Esbjerg Famagusta Gdansk
  ---
  > --since 2026: Beirut Cadiz Dammam Famagusta Gdansk
  > --since 2026-02: Dammam Famagusta Gdansk
  7c7
  < --since 2026-02-01 --until 2026-02-28: Dammam Esbjerg
  ---
  > --since 2026-02-01 --until 2026-02-28: Dammam
  11c11
  < --story 'عاصفه فى المرفا': Esbjerg Famagusta
  ---
  > --story 'عاصفه فى المرفا': Famagusta
  [1]

Checks of pairs: here each breaks a rule, since the desk writes harbour.

  $ barq names add 'ميناء' harbour
  name 1 stored
  $ tests/filters/each barq check --rules term | diff table -
  $ barq check --rules term --story 'storm*'
  unit 7
      story  Storm over the sea
      en  The port of Gdansk has closed its gates.
      ar  أغلق ميناء غدانسك أبوابه.
      term, warning: the desk has "harbour": ميناء
  1 pairs checked, something found in 1: 1 term
  [1]
