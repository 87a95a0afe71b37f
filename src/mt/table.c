/* table.c - the engines there are. */
#include "mt/kind.h"

#include "base/utf8.h"

static const struct mt_kind *const kinds[] = {
    &mt_libretranslate, &mt_deepl,     &mt_google,   &mt_azure,
    &mt_amazon,         &mt_openai,    &mt_ollama,   &mt_llamacpp,
    &mt_vllm,           &mt_anthropic, &mt_apertium, &mt_modernmt,
    &mt_template_kind,
};

const struct mt_kind *mt_kind_at(size_t index)
{
    return index < sizeof(kinds) / sizeof(kinds[0]) ? kinds[index] : NULL;
}

const struct mt_kind *mt_kind_named(struct barq_text name)
{
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
        if (text_equal(text_of(kinds[i]->name), name))
            return kinds[i];
    return NULL;
}
