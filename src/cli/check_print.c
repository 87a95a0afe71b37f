/*
 * check_print.c - what the checks found, for people and for scripts.
 *
 * SARIF 2.1.0 (OASIS) is what code hosts and editors read: a result a
 * finding, the file as physical location, the unit or pair as logical one,
 * and the words of both sides, with their bytes, among the properties.
 */
#include "cli/check.h"

#include <stdlib.h>
#include <string.h>

#define SARIF_SCHEMA                                                      \
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/" \
    "sarif-schema-2.1.0.json"

void check_output_begin(struct check_output *output,
                        const struct arguments *args,
                        const struct barq_checker *checker)
{
    *output = (struct check_output){ .args = args, .checker = checker };
    if (args->json || args->sarif)
        output->list = cJSON_CreateArray();
}

static struct barq_text words_of(struct barq_text text, struct barq_span span)
{
    return (struct barq_text){ text.at + span.start, span.end - span.start };
}

/* "unit 12", "pair 3" */
static void name_place(const struct barq_checked *checked, char *to,
                       size_t size)
{
    if (checked->unit)
        snprintf(to, size, "unit %lld", (long long)checked->unit);
    else
        snprintf(to, size, "pair %lld", (long long)checked->pair);
}

/* ------------------------------------------------------------------- text */

static void print_finding(const struct barq_checked *checked,
                          const struct barq_finding *finding)
{
    struct barq_text en = words_of(checked->en, finding->en);
    struct barq_text ar = words_of(checked->ar, finding->ar);

    printf("    %s, %s: ", barq_rule_name(finding->rule), finding->level);
    print_text(text_named(finding->note));
    if (en.len || ar.len)
        fputs(": ", stdout);
    if (en.len)
        print_text(en);
    if (en.len && ar.len)
        fputs(" / ", stdout);
    if (ar.len)
        print_text(ar);
    putchar('\n');
}

static void print_checked(const struct check_output *output,
                          const struct barq_checked *checked)
{
    char place[40];

    name_place(checked, place, sizeof(place));
    if (output->path)
        printf("%s: ", output->path);
    printf("%s\n", place);
    print_line("    story  ", checked->story);
    print_line("    en  ", checked->en);
    print_line("    ar  ", checked->ar);
    for (size_t i = 0; i < checked->count; i++)
        print_finding(checked, &checked->found[i]);
}

/* ------------------------------------------------------------------- JSON */

/* {"start","end","text"}, or null where the finding has no words. */
static void add_side(cJSON *object, const char *name, struct barq_text text,
                     struct barq_span span)
{
    if (span.start == span.end) {
        cJSON_AddNullToObject(object, name);
        return;
    }
    cJSON *side = cJSON_AddObjectToObject(object, name);
    cJSON_AddNumberToObject(side, "start", (double)span.start);
    cJSON_AddNumberToObject(side, "end", (double)span.end);
    answer_text(side, "text", words_of(text, span));
}

static cJSON *finding_json(const struct check_output *output,
                           const struct barq_checked *checked,
                           const struct barq_finding *finding)
{
    cJSON *item = cJSON_CreateObject();

    if (output->path)
        cJSON_AddStringToObject(item, "file", output->path);
    if (checked->unit)
        answer_id(item, "unit", checked->unit);
    else
        cJSON_AddNumberToObject(item, "pair", (double)checked->pair);
    if (checked->story.len)
        answer_text(item, "story", checked->story);
    cJSON_AddStringToObject(item, "rule", barq_rule_name(finding->rule));
    cJSON_AddStringToObject(item, "level", finding->level);
    cJSON_AddStringToObject(item, "note", finding->note);
    add_side(item, "ar", checked->ar, finding->ar);
    add_side(item, "en", checked->en, finding->en);
    return item;
}

/* ------------------------------------------------------------------ SARIF */

/* A path as a URI reference: what is not plain becomes %XX. */
static void add_uri(cJSON *object, const char *path)
{
    size_t len = strlen(path);
    char *uri = malloc(3 * len + 3), *to = uri;

    if (!uri)
        return;
    for (const unsigned char *at = (const unsigned char *)path; *at; at++) {
        bool plain = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') ||
                     (*at >= '0' && *at <= '9') || strchr("-._~/", *at);
        if (plain)
            *to++ = (char)*at;
        else
            to += sprintf(to, "%%%02X", *at);
    }
    *to = 0;
    cJSON_AddStringToObject(object, "uri", uri);
    free(uri);
}

static cJSON *location_sarif(const struct check_output *output,
                             const struct barq_checked *checked)
{
    const char *path = output->path ? output->path : memory_path(output->args);
    cJSON *location = cJSON_CreateObject(), *logical = cJSON_CreateObject();
    char place[40];

    if (strcmp(path, "-") != 0) {
        cJSON *physical = cJSON_AddObjectToObject(location, "physicalLocation");
        add_uri(cJSON_AddObjectToObject(physical, "artifactLocation"), path);
    }
    name_place(checked, place, sizeof(place));
    cJSON_AddStringToObject(logical, "name", place);
    cJSON_AddItemToArray(cJSON_AddArrayToObject(location, "logicalLocations"),
                         logical);
    return location;
}

static cJSON *result_sarif(const struct check_output *output,
                           const struct barq_checked *checked,
                           const struct barq_finding *finding)
{
    cJSON *result = cJSON_CreateObject(), *message, *properties;
    const char *rule = barq_rule_name(finding->rule);
    char text[400];

    snprintf(text, sizeof(text), "%s: %s", rule, finding->note);
    cJSON_AddStringToObject(result, "ruleId", rule);
    cJSON_AddNumberToObject(result, "ruleIndex", finding->rule);
    cJSON_AddStringToObject(result, "level", finding->level);
    message = cJSON_AddObjectToObject(result, "message");
    cJSON_AddStringToObject(message, "text", text);
    cJSON_AddItemToArray(cJSON_AddArrayToObject(result, "locations"),
                         location_sarif(output, checked));
    properties = cJSON_AddObjectToObject(result, "properties");
    add_side(properties, "ar", checked->ar, finding->ar);
    add_side(properties, "en", checked->en, finding->en);
    return result;
}

static void add_rules(cJSON *driver, const struct barq_checker *checker)
{
    cJSON *rules = cJSON_AddArrayToObject(driver, "rules");

    for (int i = 0; i < BARQ_RULES; i++) {
        enum barq_rule rule = (enum barq_rule)i;
        cJSON *item = cJSON_CreateObject(), *about, *usual;
        cJSON_AddStringToObject(item, "id", barq_rule_name(rule));
        about = cJSON_AddObjectToObject(item, "shortDescription");
        cJSON_AddStringToObject(about, "text",
                                barq_checker_about(checker, rule));
        usual = cJSON_AddObjectToObject(item, "defaultConfiguration");
        cJSON_AddStringToObject(usual, "level",
                                barq_checker_level(checker, rule));
        cJSON_AddItemToArray(rules, item);
    }
}

static cJSON *whole_sarif(struct check_output *output)
{
    cJSON *log = cJSON_CreateObject(), *run = cJSON_CreateObject();
    cJSON *driver;

    cJSON_AddStringToObject(log, "version", "2.1.0");
    cJSON_AddStringToObject(log, "$schema", SARIF_SCHEMA);
    cJSON_AddItemToArray(cJSON_AddArrayToObject(log, "runs"), run);
    driver =
        cJSON_AddObjectToObject(cJSON_AddObjectToObject(run, "tool"), "driver");
    cJSON_AddStringToObject(driver, "name", "barq");
    cJSON_AddStringToObject(driver, "version", barq_version());
    add_rules(driver, output->checker);
    cJSON_AddItemToObject(run, "results", output->list);
    return log;
}

/* ----------------------------------------------------------------- results */

void check_output_tell(void *context, const struct barq_checked *checked)
{
    struct check_output *output = context;

    if (!output->list) {
        print_checked(output, checked);
        return;
    }
    for (size_t i = 0; i < checked->count; i++)
        cJSON_AddItemToArray(
            output->list,
            output->args->sarif
                ? result_sarif(output, checked, &checked->found[i])
                : finding_json(output, checked, &checked->found[i]));
}

void check_output_add(struct check_output *output,
                      const struct barq_check_counts *counts)
{
    output->all.pairs += counts->pairs;
    output->all.suspects += counts->suspects;
    output->all.skipped += counts->skipped;
    for (int i = 0; i < BARQ_RULES; i++)
        output->all.findings[i] += counts->findings[i];
}

static void print_summary(const struct barq_check_counts *all)
{
    const char *before = ": ";

    printf("%lld pairs checked, something found in %lld", (long long)all->pairs,
           (long long)all->suspects);
    for (int i = 0; i < BARQ_RULES; i++) {
        if (!all->findings[i])
            continue;
        printf("%s%lld %s", before, (long long)all->findings[i],
               barq_rule_name((enum barq_rule)i));
        before = ", ";
    }
    if (all->skipped)
        printf("; %lld left out, not pairs", (long long)all->skipped);
    putchar('\n');
}

static cJSON *whole_json(struct check_output *output, cJSON *soundness)
{
    cJSON *json = soundness ? soundness : cJSON_CreateObject();

    cJSON_AddNumberToObject(json, "pairs", (double)output->all.pairs);
    cJSON_AddNumberToObject(json, "suspects", (double)output->all.suspects);
    cJSON_AddNumberToObject(json, "skipped", (double)output->all.skipped);
    cJSON_AddItemToObject(json, "findings", output->list);
    return json;
}

enum barq_status check_output_end(struct check_output *output, cJSON *soundness)
{
    enum barq_status status = BARQ_OK;

    if (!output->list) {
        cJSON_Delete(soundness);
        print_summary(&output->all);
    } else if (output->args->sarif) {
        cJSON_Delete(soundness);
        status = answer_print(whole_sarif(output), true);
    } else {
        status = answer_print(whole_json(output, soundness), true);
    }
    output->list = NULL;
    if (status)
        return status;
    return output->all.suspects ? BARQ_NOTHING : BARQ_OK;
}
