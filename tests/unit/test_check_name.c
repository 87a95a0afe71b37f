/* Names that are missing on the Arabic side. */
#include "check_fixture.h"

static const struct check_row rows[] = {
    { "spelt in the other script", "وصل الوزير بلينكن إلى القاهرة",
      "Secretary Blinken arrived in Cairo", "" },
    { "another person", "وصل الوزير بلينكن إلى القاهرة",
      "Secretary Galloway arrived in Cairo", "name:/Galloway" },
    { "another place", "وصل الوزير بلينكن إلى القاهرة",
      "Secretary Blinken arrived in Lisbon", "name:/Lisbon" },
    { "a nation for its country", "المنتخب المغربي يفوز",
      "The team of Morocco wins", "" },
    { "a country for its nation", "فاز منتخب إثيوبيا", "The Ethiopian team won",
      "" },
    { "a name of two words", "فاز المنتخب السعودي",
      "The team of Saudi Arabia won", "" },
    { "with a letter written before it", "قالت لبلينكن إنها راضية",
      "She told Mr Blinken she was content", "" },
    { "the genitive", "قالت زوجة بوتين ذلك", "She said so, Putin's wife", "" },
    { "in Latin letters", "يعمل في شركة Netflix منذ عام",
      "He has worked at Netflix for a year", "" },
    { "another in Latin letters", "وقع الحادث في Ballyhack مساء",
      "The incident happened in Croydon in the evening", "name:/Croydon" },
    { "silent letters", "قال كافانو إنه بريء",
      "He was innocent, Kavanaugh said", "" },
    { "a land in a longer word", "وجدت تماثيل في أمريكا الوسطى",
      "They found Mesoamerican statues", "" },
    { "two lands, one rendered by its nation", "على الفالق الهندي الأسترالي",
      "at the Indo-Australian fault", "" },
    { "left out beside everyday words", "خضعت المدينة لحصار شديد",
      "The town of Qaryatayn was besieged", "" },
    { "a title is translated", "قال رئيس المجلس ذلك",
      "So said the President of the Council", "" },
    { "the beginning of a sentence tells little", "جلس الرجل",
      "Grumbling, the man sat down", "" },
    { "a name at the beginning", "وصل الوزير بلينكن إلى القاهرة",
      "Lavrov arrived in Cairo", "name:/Lavrov" },
    { "a contraction at the beginning", "نحن نعرف ذلك", "We've known it", "" },
    { "an abbreviation with small letters", "قال الأطباء ذلك",
      "So the doctors said of CoVs", "" },
    { "an abbreviation is let be", "أعلنت الشركة ذلك أمس",
      "The firm announced it at the WXQZ yesterday", "" },
    { "a given name left out", "قال مورفي إنه راض",
      "He was content, Hugh Murphy said", "" },
    { "a given name that is another", "قال شون مورفي إنه راض",
      "He was content, Derek Murphy said", "name:/Derek" },
    { "a headline", "وفاة ممثل", "Veteran Actor Dies After Collapse Backstage",
      "" },
    { "another place in a headline", "وفاة ممثل في لشبونة",
      "Veteran Actor Dies After Collapse In Nairobi", "name:/Nairobi" },
    { "words run together", "التقىبومبيومعكمجونغأونعلىهامش",
      "Later that day Pompeo met Jong there", "" },
    { "another name where words were run together",
      "التقىبومبيومعكمجونغأونعلىهامش",
      "Later that day Pompeo met Fleetwood there", "name:/Fleetwood" },
    { "a place where words were run together", "مناقشة الصينوروسيابشأن القرار",
      "Talks of China and Russia on the decision", "" },
    { "left out, and nothing stands for it", "قال أمس إن القرار جديد",
      "It was new, Galloway said yesterday", "" },
    { "somewhat alike, and at its place",
      "لم يكن السيد ميريويزر راضيا عن القرار الجديد",
      "But Mr Merriweather was not content with the new decision", "" },
    { "a contraction in a sentence", "قال: \"لدينا وقت\"",
      "He said: \"We've got time\"", "" },
    { "a body that has a name in the lexicon", "أعلنت أمازون ذلك",
      "So said Amazon", "" },
};

static void test_rows(void **state)
{
    (void)state;
    check_rows_of(BARQ_RULE_BIT(BARQ_RULE_NAME), rows, CHECK_COUNT(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_rows) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
