/*
 * html_data.c - what a page tells machines of its article.
 *
 *   <script type="application/ld+json">
 *   {"@type": "NewsArticle", "headline": "...", "articleBody": "..."}
 *
 * The article may lie in an array, a "@graph" or a "mainEntity", so every
 * object is looked at; the longest articleBody is the story's, since lists
 * of other stories carry shortened ones.  What is no JSON is passed over:
 * the page can be read without it.
 */
#include "formats/html_page.h"

#include "base/json.h"
#include "base/utf8.h"

static void take(const cJSON *object, struct html_data *data)
{
    struct barq_text headline = json_member(object, "headline");
    struct barq_text body = json_member(object, "articleBody");

    if (body.len > data->body.len) {
        buf_clear(&data->body);
        buf_add(&data->body, body);
        buf_clear(&data->headline);
    }
    if (headline.len && !data->headline.len &&
        (body.len == data->body.len || !data->body.len))
        buf_add(&data->headline, headline);
}

/* As deep as json_read() lets it be. */
static void look(const cJSON *item, struct html_data *data)
{
    if (cJSON_IsObject(item))
        take(item, data);
    for (const cJSON *child = item->child; child; child = child->next)
        look(child, data);
}

static void read_script(xmlNode *script, struct html_data *data)
{
    xmlChar *content = xmlNodeGetContent(script);
    cJSON *json = NULL;

    if (content && !json_read(text_of((const char *)content), &json, NULL)) {
        look(json, data);
        cJSON_Delete(json);
    }
    xmlFree(content);
}

void html_data_read(xmlNode *root, struct html_data *data)
{
    struct html_walk walk = { .root = root };

    while (html_walk_next(&walk))
        if (!walk.leaving && html_named(walk.node, "script")) {
            struct barq_text type = html_attribute(walk.node, "type");
            if (type.len && strstr(type.at, "ld+json"))
                read_script(walk.node, data);
        }
}

void html_data_release(struct html_data *data)
{
    buf_release(&data->headline);
    buf_release(&data->body);
}
