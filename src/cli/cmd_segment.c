#include "cli/cli.h"

static enum barq_status print_json(const struct barq_story *story)
{
    cJSON *list = cJSON_CreateArray();

    for (size_t i = 0; i < barq_story_segment_count(story); i++) {
        struct barq_segment s = barq_story_segment(story, i);
        cJSON *item = cJSON_CreateObject();
        cJSON_AddNumberToObject(item, "block", (double)s.block);
        cJSON_AddStringToObject(item, "kind", barq_kind_name(s.kind));
        cJSON_AddNumberToObject(item, "start", (double)s.start);
        cJSON_AddNumberToObject(item, "end", (double)s.end);
        answer_text(item, "text", s.text);
        cJSON_AddItemToArray(list, item);
    }
    return answer_print(list, true);
}

static void print_lines(const struct barq_story *story, bool kinds)
{
    for (size_t b = 0; b < barq_story_block_count(story); b++) {
        struct barq_block block = barq_story_block(story, b);
        for (size_t i = 0; i < block.count; i++) {
            struct barq_segment s = barq_story_segment(story, block.first + i);
            if (kinds)
                printf("%s\t", barq_kind_name(s.kind));
            print_text(s.text);
            putchar('\n');
        }
        putchar('\n');
    }
}

enum barq_status cmd_segment(const struct arguments *args)
{
    struct barq_story *story;
    enum barq_status status =
        open_story(args, args->operands[0], lang_named(args->lang), &story);

    if (status)
        return status;
    if (args->json)
        status = print_json(story);
    else
        print_lines(story, args->kinds);
    barq_story_free(story);
    return status;
}
