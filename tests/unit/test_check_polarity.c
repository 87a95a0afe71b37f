/* Negation and direction. */
#include "check_fixture.h"

static const struct check_row rows[] = {
    { "on both sides", "لم يحدد الوزير موعدا", "The minister set no date", "" },
    { "lost in English", "لم يحدد الوزير موعدا", "The minister set a date",
      "negation:لم/" },
    { "lost in Arabic", "حدد الوزير موعدا", "The minister did not set a date",
      "negation:/not" },
    { "a short form", "لا أعرف اسمه", "I don't know his name", "" },
    { "a short form lost", "لا أعرف اسمه", "I do know his name",
      "negation:لا/" },
    { "cannot", "لا يمكن قبول ذلك", "That cannot be accepted", "" },
    { "cannot turned into can", "لا يمكن قبول ذلك", "That can be accepted",
      "negation:لا يمكن/" },
    { "laysa", "ليس صحيحا ما قاله", "What he said is not right", "" },
    { "lan", "لن يعود الفريق", "The team will return", "negation:لن/" },
    { "said by a prefix", "السبب غير واضح", "The reason is unclear", "" },
    { "ghayr lost", "السبب غير واضح", "The reason is clear", "negation:غير/" },
    { "said by a verb", "لم يوافق الوزير على الطلب",
      "The minister refused the request", "" },
    { "said by a verb in Arabic", "رفض الوزير الطلب",
      "The minister did not grant the request", "" },
    { "said by a noun", "وسط عدم توفر الوقود", "amid a lack of fuel", "" },
    { "still", "لا يزال التحقيق جاريا", "The inquiry is still under way", "" },
    { "especially", "ولا سيما الأطفال", "especially children", "" },
    { "must", "ولا بد من حل", "A solution must be found", "" },
    { "not only", "ليس فقط في القاهرة", "not only in Cairo", "" },
    { "only", "لا يعمل إلا في الصيف", "It works only in summer", "" },
    { "lam before a verb of the past is why", "لا أدري لم قال ذلك",
      "I do not know what made him say so", "" },
    { "lam before a word run to it", "وفقا لم قاله المدير",
      "according to what the manager said", "" },
    { "lam before the imperfect", "المدير لم يقل ذلك", "The manager said so",
      "negation:لم/" },
    { "a lack stands nearer to the negation",
      "لم ينظم الحج بسبب عدم وجود اتفاق",
      "The pilgrimage did not take place for lack of an agreement", "" },
    { "and nobody else", "يحق ذلك للوزير وحده دون غيره",
      "It is the right of the minister alone", "" },
    { "the name of a movement", "قمة حركة عدم الانحياز",
      "the summit of the movement", "" },
    { "said by a verb: thrown out", "رفضت المحكمة الطعن",
      "The appeal was thrown out by the court", "" },
    { "at least", "لا يقل عن 20 قتيلا", "at least 20 dead", "" },
    { "neither and nor", "لا ماء ولا كهرباء في المدينة",
      "The city has no water or power", "" },
    { "one of two lost", "لم يحضر الوزير ولم يعتذر مكتبه عن الغياب",
      "The minister came and his office did not apologise for the absence",
      "negation:لم/" },
    { "changed, not other than", "وهو الذي غيّر اسمه", "who changed his name",
      "" },
    { "No. 1", "المصنف أول عالميا", "ranked No. 1 in the world", "" },
    { "a prefix where the order differs",
      "أسفرت الأعمال الاستفزازية وغير المسؤولة عن مقتل جندي",
      "The irresponsible, provocative acts cost a soldier his life", "" },
    { "two adjectives for one", "ولا يزال السبب غير معروف وغير واضح",
      "The cause remains unclear", "" },
    { "what cannot be, by a prefix", "كان يتعذر التنبؤ بذلك",
      "It was unpredictable", "" },
    { "a word of the same family does not answer it", "لن يرفض الوزير الطلب",
      "The minister will reject the request", "negation:لن/" },
    { "an exception the English does not make", "لا يعمل إلا في الصيف",
      "It works in summer", "negation:لا/" },
    { "the auxiliary stands bare", "لم تسر الرحلة الأخيرة على ما يرام بل فشلت",
      "His last trip did go well but failed", "negation:لم/" },
    { "the auxiliary with its object", "لم يفعل ذلك", "He refused to do so",
      "" },
    { "a name is no negation", "فاز فريق لا باز أمس",
      "The team of La Paz won yesterday", "" },
    { "Alice is no negation", "قالت زوجته أليس إنه بخير",
      "He is well, said his wife Alice", "" },
    { "inside of words run together", "لكنزيارتهالأخيرةلمتسرعلىمايرام",
      "his last visit went well", "negation:لكنزيارتهالأخيرةلمتسرعلىمايرام/" },
    { "beside words run together", "وهي عقوبة لم تنفذ منذ المدعونالاتحاديون",
      "a punishment carried out since then", "negation:لم/" },
    { "yes or no", "هل أصبت بالحمى (نعم/لا)", "Any fever (Y/N)", "" },
    { "that not, and except", "نأمل ألا يحدث ذلك", "We hope that it happens",
      "negation:ألا/" },
};

static const struct check_row directions[] = {
    { "the same way", "ارتفعت الأسعار", "Prices rose", "" },
    { "opposites", "ارتفعت الأسعار", "Prices fell", "direction:ارتفعت/fell" },
    { "opposites, the other way", "انخفضت الأسعار", "Prices rose",
      "direction:انخفضت/rose" },
    { "both on one side", "ارتفعت الأسعار وانخفض الطلب",
      "Prices rose and demand fell", "" },
    { "not risen may be fallen", "لم ترتفع الأسعار", "Prices fell", "" },
    { "said by a figure", "ارتفعت الأسعار", "Prices were up 3%", "" },
    { "against a figure", "ارتفعت الأسعار", "Prices were down 3%",
      "direction:ارتفعت/were down" },
    { "said on one side only", "ارتفعت الأسعار", "Prices were high", "" },
};

static void test_negation(void **state)
{
    (void)state;
    check_rows_of(BARQ_RULE_BIT(BARQ_RULE_NEGATION), rows, CHECK_COUNT(rows));
}

static void test_direction(void **state)
{
    (void)state;
    check_rows_of(BARQ_RULE_BIT(BARQ_RULE_DIRECTION), directions,
                  CHECK_COUNT(directions));
}

/* To pair as many takes hours. */
static void more_negations_than_a_sentence_has_are_let_be(void **state)
{
    const struct barq_checker_options only = { .only = BARQ_RULE_BIT(
                                                   BARQ_RULE_NEGATION) };
    static char ar[32001], en[32001];
    struct barq_checker *checker;
    const struct barq_finding *found;
    size_t count = 0;

    (void)state;
    for (size_t i = 0; i < 32000; i++) {
        ar[i] = "\xD9\x84\xD8\xA7 "[i % 5];
        en[i] = "not "[i % 4];
    }
    assert_int_equal(barq_checker_open(&only, &checker, NULL), BARQ_OK);
    assert_int_equal(barq_check_pair(checker, check_text(ar), check_text(en),
                                     &found, &count, NULL),
                     BARQ_OK);
    assert_int_equal(count, 0);
    barq_checker_close(checker);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_negation),
        cmocka_unit_test(test_direction),
        cmocka_unit_test(more_negations_than_a_sentence_has_are_let_be),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
