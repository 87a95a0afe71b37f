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
    { "at least", "لا يقل عن 20 قتيلا", "at least 20 dead", "" },
    { "neither and nor", "لا ماء ولا كهرباء في المدينة",
      "The city has no water or power", "" },
    { "one of two lost", "لم يحضر الوزير ولم يعتذر مكتبه عن الغياب",
      "The minister came and his office did not apologise for the absence",
      "negation:لم/" },
    { "changed, not other than", "وهو الذي غيّر اسمه", "who changed his name",
      "" },
    { "No. 1", "المصنف أول عالميا", "ranked No. 1 in the world", "" },
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
    { "said on one side only", "ارتفعت الأسعار", "Prices were up", "" },
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

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_negation),
                                        cmocka_unit_test(test_direction) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
