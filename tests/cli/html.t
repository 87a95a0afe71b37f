A page of a news site is read for the article in it: by what it tells
machines, by its <article>, or by where the prose is.

  $ barq segment --kinds tests/formats/jsonld.html | sed '/^$/d'
  headline	ارتفاع أسعار القمح في الموانئ
  furniture	شارك
  caption	سفينة تفرغ حمولتها في الميناء
  paragraph	ارتفعت أسعار القمح في موانئ البحر الأسود يوم الاثنين بعد تراجع المحصول، وقال د. سامي حداد إن المخزون يكفي شهرين.
  paragraph	وأضاف "لا نتوقع نقصا" في الأسواق المحلية قبل نهاية العام، مؤكدا أن الشحنات وصلت.
  subhead	ثلاث سفن
  paragraph	وقال متحدث باسم الميناء إن ثلاث سفن أفرغت حمولتها.
  furniture	اشترك في نشرتنا البريدية لتصلك أهم الأخبار كل صباح، واقرأ تحليلات كتابنا من كل مكان.
  $ barq segment --kinds tests/formats/jsonld-only.html | sed '/^$/d'
  headline	Ferry service resumes after storm & strike
  paragraph	The ferry between the two islands sailed again on Friday.
  paragraph	The operator said that "all crossings" were full.
  $ barq segment --kinds tests/formats/article.html | sed '/^$/d'
  headline	Solar plant opens in the desert
  byline	By Dana Whitcombe and Omar Nasser
  furniture	2 March 2026
  caption	Panels at the new plant, on Sunday.
  paragraph	A solar plant that can power 200,000 homes opened in the desert on Sunday — the largest in the region.
  paragraph	“It took four years,” said Dr. Lina Saab, who led the project.
  paragraph	The U.S. firm that built it gave no price.
  furniture	Share this with your friends on the usual networks and by mail
  subhead	What comes next
  paragraph	Three things remain to be done:
  list	the second line to the coast
  list	a store of batteries
  list	of 400 megawatt hours
  furniture	Read also: Wind farm delayed again by a year
  paragraph	The plant’s owner expects to sell power abroad.
  $ barq segment --kinds tests/formats/soup.html | sed '/^$/d'
  headline	Bridge closed for repairs after inspection
  paragraph	Engineers closed the valley bridge on Tuesday after an inspection found cracks in two of its piers.
  paragraph	The work will take six weeks and cost 1.5 million, the council said.
  paragraph	Buses will go round by the old road.
  paragraph	"Safety comes first," said Mayor J. R. Holt, who had asked for the inspection in spring.
  $ barq segment --kinds tests/formats/live.html | sed '/^$/d'
  furniture	We use cookies to make this site better for you and to show advertisements that suit your interests.
  paragraph	A goal in the last minute settled the derby on Saturday before a crowd of forty thousand people.
  headline	Late goal settles the derby
  byline	Salma al-Attar
  paragraph	The visitors had been ahead for most of the second half.
  paragraph	Their captain called the result "hard to take".
  furniture	Advertisement
  paragraph	The home side's coach praised his young players, three of whom were in the team for the first time.
  paragraph	"We never gave up," he said.
  furniture	Derby Football
  furniture	What a match that was, I have seen nothing like it in twenty years of going there!

Older pages name their charset; some are broken, and some have no article.

  $ barq segment --kinds tests/formats/windows-1256.html | sed '/^$/d'
  headline	وصول قافلة مساعدات
  furniture	وصول قافلة مساعدات
  paragraph	وصلت قافلة مساعدات من عشرين شاحنة إلى المدينة مساء السبت، وفق ما أعلنت لجنة الإغاثة.
  paragraph	وقالت اللجنة إن القافلة تحمل "412 طنا" من الطحين والدواء، وإن أخرى ستصل غدا.
  $ barq segment --kinds tests/formats/broken.html | sed '/^$/d'
  headline	حريق في مستودع
  paragraph	اندلع حريق في مستودع للأخشاب شرق المدينة فجر الخميس، وفق ما أعلن الدفاع المدني في بيان.
  paragraph	وقال العقيد م. الخطيب إن الفرق أخمدت النيران خلال ساعتين ولم تقع إصابات & لا خسائر < كبيرة.
  list	ثلاث سيارات إطفاء
  list	عشرون رجلا
  paragraph	وفتحت الشرطة تحقيقا في أسباب الحريق الذي أتى على نصف المستودع، بحسب البيان نفسه.
  $ barq segment tests/formats/empty.html
  barq: tests/formats/empty.html: no article found in it
  [3]

Wherever a story is read, a page will do.

  $ barq translate --no-mt --to json tests/formats/article.html 2>/dev/null | grep -o '"source"' | wc -l
  15
  $ barq align --dry-run --beads tests/formats/windows-1256.html tests/formats/soup.html >beads 2>/dev/null
  [1]
