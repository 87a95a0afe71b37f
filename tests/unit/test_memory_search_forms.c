/* The words of a text that a word asked for means, and those it does not. */
#include "memory/search.h"
#include "memory_fixture.h"

/* A word that is asked for, and one that stands in a text: is it found? */
static const struct {
    const char *why, *query, *text;
    bool found;
} forms[] = {
    { "the article", "حكومة", "قالت الحكومة", true },
    { "and the", "حكومة", "والحكومة", true },
    { "by the", "حكومة", "بالحكومة", true },
    { "for the", "حكومة", "للحكومة", true },
    { "and for the", "حكومة", "وللحكومة", true },
    { "without the article asked for", "الحكومة", "حكومة", true },
    { "a pronoun", "حكومة", "حكومتها", true },
    { "another pronoun", "حكومة", "حكومتهم", true },
    { "both ends", "حكومة", "ولحكومتنا", true },
    { "asked for with a pronoun", "حكومتهم", "الحكومة", true },
    { "marks", "حكومة", "حُكُومَة", true },
    { "tatweel", "حكومة", "حكـــومة", true },
    { "another word of the root", "حكومة", "محكوم", false },
    { "a word that begins so", "حكم", "حكمتيار", false },
    { "unknown to the lexicon", "قاذفة", "بالقاذفة", true },
    { "unknown, with a pronoun", "قاذفة", "وقاذفتهم", true },
    { "unknown, one letter before it", "تفكيك", "لتفكيك", true },
    { "hamza on waw and on yeh", "مسؤول", "مسئول", true },
    { "the other way round", "مسئول", "مسؤول", true },
    { "without its hamza", "مسؤول", "مسوول", true },
    { "another seat, and clitics", "مسؤول", "والمسئولين", true },
    { "hamza alone", "شؤون", "شءون", true },
    { "from the other seat, a plural", "مسئول", "المسؤولون", true },
    { "... of its own spelling", "مسئول", "للمسئولين", true },
    { "... with the article", "المسئول", "المسئولون", true },
    { "... from a plural", "مسئولون", "للمسئولين", true },
    { "... from a plural to the other", "مسؤولون", "للمسئولين", true },
    { "... but no other word", "مسئول", "المسؤولية", false },
    { "a hamza before a pronoun", "شركاء", "وشركائها", true },
    { "... on waw", "أبناء", "أبناؤهم", true },
    { "... as two", "لقاء", "لقائهما", true },
    { "... of three letters", "جزء", "جزؤه", true },
    { "... with another inside", "رؤساء", "رؤسائهم", true },
    { "... the other way", "لقائهما", "اللقاء", true },
    { "... with two, the other way", "رؤسائهم", "رؤساء", true },
    { "... known without it", "بناء", "بنائه", true },
    { "... where there is none", "بناء", "بناية", false },
    { "... nor a verb without", "جزء", "جزاهم", false },
    { "... nor an adjective", "قضاء", "قضائي", false },
    { "an alef before a pronoun", "مستشفى", "مستشفاهم", true },
    { "... the other way", "مستشفاهم", "المستشفى", true },
    { "... of three letters", "قوى", "قواه", true },
    { "... the other way", "قواه", "القوى", true },
    { "... but no yeh", "قواه", "قوي", false },
    { "... nor a teh marbuta", "فتى", "فتاة", false },
    { "... nor a noun that ends so", "أعلى", "إعلانا", false },
    { "... nor a hamza before it", "ماء", "المائة", false },
    { "a preposition is no other word", "إلى", "الأهم", false },
    { "a preposition with a pronoun", "إلى", "وإليهم", true },
    { "... another", "على", "عليه", true },
    { "... the other way", "عليه", "على", true },
    { "... but no name", "عليه", "علي", false },
    { "... nor a noun", "على", "علية", false },
    { "for, before a lam", "للقاء", "لقاء", true },
    { "... with a pronoun", "لقاء", "للقائهم", true },
    { "alef with and without", "أحمد", "واحمد", true },
    { "a letter that is no clitic", "لام", "سلام", false },
    { "two letters", "من", "ومنهم", true },
    { "two letters that begin a word", "من", "منظمة", false },
    { "a plural", "بيان", "البيانات", true },
    { "the plural in English", "report", "two reports", true },
    { "the past", "stop", "stopped", true },
    { "an e that goes", "rise", "rising", true },
    { "a y that changes", "carry", "carried", true },
    { "a genitive", "minister", "the minister's car", true },
    { "another word", "nation", "national", false },
    { "an acronym with stops", "US", "the U.S. said", true },
    { "without", "U.S.", "the US said", true },
    { "small letters are none", "us", "the U.S. said", false },
    { "Latin in Arabic", "AFP", "قالت AFP", true },
    { "a grouped number", "1200", "some 1,200 people", true },
    { "a number without groups", "1,200", "some 1200 people", true },
    { "Arabic digits", "1200", "نحو ١٬٢٠٠ شخص", true },
    { "asked for in Arabic digits", "١٢٠٠", "some 1,200 people", true },
    { "a needless zero", "5", "a quake of 5.0", true },
    { "a zero before it", "5", "on 05 May", true },
    { "a stop is no acronym's", "1.5", "some 15 people", false },
    { "another value", "1200", "some 1,201 people", false },
    { "a fraction is no group", "1.2", "some 1,200 people", false },
    { "below zero", "4.5", "it fell to -4.5", false },
    { "a hyphen", "ceasefire", "the cease-fire holds", true },
    { "a hyphen and a plural", "ceasefire", "two cease-fires", true },
    { "the plural of it", "ceasefires", "one cease-fire", true },
    { "without a hyphen", "cease-fire", "two ceasefires hold", true },
    { "two words", "ceasefire", "the cease fire holds", true },
    { "two words for a hyphen", "cease-fire", "the cease fire holds", true },
    { "one for two", "cease fire", "the ceasefire holds", true },
    { "a hyphen for two", "cease fire", "the cease-fire holds", true },
    { "a plural for two", "air strike", "several airstrikes", true },
    { "in a phrase", "\"the cease fire\"", "the ceasefire holds", true },
    { "two in a phrase", "\"the ceasefire\"", "the cease fire holds", true },
    { "beside others", "holds ceasefire", "the cease fire holds", true },
    { "not apart", "ceasefire", "cease the fire", false },
    { "not the other way", "ceasefire", "a fire cease", false },
    { "three parts", "state-of-the-art", "the state of the art", true },
    { "an apostrophe", "Sanaa", "near Sana'a", true },
    { "without it", "Qur'an", "the Quran", true },
    { "no short verb", "were", "we're here", false },
    { "may be is not maybe", "maybe", "it may be so", false },
    { "... nor the other way", "may be", "maybe so", false },
    { "nor a word that looks like two", "therapist", "the rapist", false },
    { "a name's article", "Aljazeera", "on Al Jazeera", true },
    { "... with a hyphen", "al jazeera", "on Al-Jazeera", true },
    { "letters and digits", "F16", "an F-16 fell", true },
    { "... as two", "F-16", "an F 16 fell", true },
    { "the first part", "Iran", "an Iran-backed group", true },
    { "... of letters and digits", "COVID", "after COVID-19", true },
    { "... in Arabic", "COVID", "قالت COVID-19", true },
    { "... in another form", "carry", "a carried-over sum", true },
    { "... of an acronym", "US", "the US-led talks", true },
    { "... but no other word", "Iran", "an Iranian-backed group", false },
    { "the last part", "general", "the secretary-general", true },
    { "... in another form", "general", "two secretary-generals", true },
    { "... asked for in another", "generals", "the secretary-general", true },
    { "... in the middle", "made", "a man-made-looking hill", true },
    { "... with the one behind it", "made-looking", "a man-made-looking hill",
      true },
    { "... how it begins", "gener*", "the secretary-general", true },
    { "... how another begins", "gener*", "the secretary-in-general", true },
    { "... but no other word", "genera", "the secretary-general", false },
    { "... nor inside of it", "eral*", "the secretary-general", false },
    { "... nor a function word", "of", "the state-of-the-art", false },
    { "... nor a function word", "in", "in-depth talks", false },
    { "an Arabic name", "عبدالله", "قال عبد الله", true },
    { "... in one piece", "عبد الله", "قال عبدالله", true },
    { "... behind a clitic", "عبدالله", "لعبد الله", true },
    { "a place", "أبوظبي", "في أبو ظبي", true },
    { "a particle", "مازال", "ما زال قائما", true },
    { "two function words", "لاسيما", "لا سيما اليوم", true },
    { "how it begins, with a hyphen", "cease-f*", "two cease-fires", true },
    { "... in one piece", "cease-f*", "the ceasefire holds", true },
    { "... as two", "cease-f*", "a cease fire holds", true },
    { "... but not apart", "cease-f*", "cease the fire", false },
    { "how one piece begins", "ceasef*", "the cease-fire holds", true },
    { "... as two", "ceasefir*", "a cease fire holds", true },
    { "how two begin", "cease fir*", "the ceasefire holds", true },
    { "... with a hyphen", "cease f*", "the cease-fire holds", true },
    { "... in a phrase", "\"a cease fir\"*", "a ceasefire holds", true },
    { "an apostrophe in it", "sanaa*", "near Sana'a", true },
    { "without it", "Sana'*", "near Sanaa", true },
    { "no short verb begins so", "wer*", "we're here", false },
    { "how a place begins", "أبوظب*", "في أبو ظبي", false },
    { "... with three letters more", "عبدالل*", "لعبد الله", true },
    { "no other Arabic word", "منزلنا", "من زلنا", false },
};

static size_t count_hits(struct fixture *f, const char *query,
                         const struct barq_search_options *options)
{
    struct barq_units *units = NULL;
    struct barq_error err = { 0 };
    enum barq_status status =
        barq_memory_search(f->memory, text_of(query), options, &units, &err);

    if (status == BARQ_NOTHING)
        return 0;
    if (status)
        fail_msg("%s: %s", query, err.message);
    size_t count = barq_units_count(units);
    barq_units_free(units);
    return count;
}

static void forms_of_a_word_are_found(void **state)
{
    struct barq_search_options exact = { .exact = true };
    struct fixture *f = *state;

    for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
        bool arabic = (unsigned char)forms[i].text[0] >= 0xD8;
        const char *text = forms[i].text;
        barq_memory_close(f->memory);
        assert_int_equal(BARQ_OK,
                         barq_memory_open(NULL, BARQ_WRITE, &f->memory, NULL));
        add_pair(f, arabic ? text : "\u0635", arabic ? "x" : text);
        if (count_hits(f, forms[i].query, NULL) != forms[i].found)
            fail_msg("%s", forms[i].why);
        assert_int_equal(1, count_hits(f, forms[i].text, &exact));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(forms_of_a_word_are_found, make_memory,
                                        drop_folder),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
