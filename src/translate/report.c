/*
 * report.c - how much of a story the memory knew, in segments and in words.
 *
 * Furniture is no work for anybody and is counted apart.
 */
#include "translate/translate.h"

#include "text/text.h"

void translate_count(struct barq_draft *draft)
{
    struct barq_report *report = &draft->report;

    for (size_t i = 0; i < draft->count; i++) {
        const struct barq_draft_segment *segment = &draft->segments[i];
        if (draft_is_furniture(segment)) {
            report->furniture++;
            continue;
        }
        enum barq_band band = draft_band(segment);
        report->segments[band]++;
        report->words[band] += text_word_count(segment->source.text);
    }
}

struct barq_report barq_draft_report(const struct barq_draft *draft)
{
    return draft->report;
}
