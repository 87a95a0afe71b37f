#include "cli/cli.h"

static enum barq_status print_json(const struct barq_story *story)
{
    cJSON *list = cJSON_CreateArray();

    for (size_t i = 0; i < barq_story_segment_count(story); i++) {
        struct barq_segment s = barq_story_segment(story, i);
        cJSON *item = cJSON_CreateObject();
        cJSON_AddNumberToObject(item, "block", (double)s.block);
        cJSON_AddStringToObject(item, "kind", barq_kind_name(s.kind));
        cJSON_AddStringToObject(item, "reason",
                                barq_story_block(story, s.block).reason);
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

static enum barq_status export_rules(void)
{
    struct barq_error err;
    char *text;
    size_t len;
    enum barq_status status =
        complain(barq_srx_export(&text, &len, &err), &err);

    if (status)
        return status;
    fwrite(text, 1, len, stdout);
    barq_string_free(text);
    return BARQ_OK;
}

/* The options that do not go together. */
static enum barq_status check_options(const struct arguments *args)
{
    if (args->srx && args->srx_add) {
        talk("--srx and --srx-add do not go together");
        return BARQ_E_USAGE;
    }
    if (args->export_srx == (args->count > 0)) {
        talk(args->count ? "--export-srx takes no FILE"
                         : "barq segment takes FILE; see: barq help segment");
        return BARQ_E_USAGE;
    }
    return BARQ_OK;
}

enum barq_status cmd_segment(const struct arguments *args)
{
    struct barq_story *story;
    enum barq_status status = check_options(args);

    if (status)
        return status;
    if (args->export_srx)
        return export_rules();
    status =
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
