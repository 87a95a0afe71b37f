/* config.h - what a desk has set for its engines. */
#ifndef MT_CONFIG_H
#define MT_CONFIG_H

#include "base/ini.h"
#include "mt/kind.h"

/*
 * All that is set for the engine `options->name`: what the caller gives,
 * then the environment, then the section [mt NAME] of the file, then what is
 * usual.  The texts live in `keep`.  BARQ_E_USAGE or BARQ_E_INPUT say what
 * is missing or wrong, and where it is mended.
 */
enum barq_status mt_configure(const struct barq_engine_options *options,
                              const struct ini *ini, struct mt_config *config,
                              struct mt_limits *limits, struct arena *keep,
                              struct barq_error *err);

/* Is the engine spoken of, in the file or the environment? */
bool mt_is_configured(const struct ini *ini, const struct mt_config *config);

/* The name of the index-th engine of the file, in its order; .at NULL at the
 * end. */
struct barq_text mt_section_name(const struct ini *ini, size_t index);

/* Where a key may be looked for. */
struct mt_key_places {
    const char *given;    /* by the caller; or NULL */
    const char *variable; /* named by key_env; NULL: BARQ_NAME_KEY */
    const char *file;     /* named by key_file; or NULL */
};
enum barq_status mt_find_key(struct mt_config *config,
                             const struct mt_key_places *places,
                             struct arena *keep, struct barq_error *err);

/* The value of BARQ_NAME_WHAT; NULL if it is unset or empty. */
const char *mt_variable(const struct mt_config *config, const char *what);

#endif
