/*
 * model.h - the figures that the aligner weighs with: how reliable each kind
 * of evidence is, and what each feature of a bead counts.  They stand in
 * tm/rules/align.tsv and were fitted, see tests/eval/fit_beads.c.
 */
#ifndef ALIGN_MODEL_H
#define ALIGN_MODEL_H

#include "base/arena.h"
#include "barq.h"

/* What makes an item of one story the like of one in the other, the most
 * reliable first. */
enum evidence_kind {
    EVIDENCE_SAME,     /* a Latin word that stands in the Arabic as it is */
    EVIDENCE_NUMBER,   /* of the same value, in digits or words */
    EVIDENCE_NAME,     /* written in the other script */
    EVIDENCE_DATE,     /* a month or weekday */
    EVIDENCE_CODE,     /* one entry of the lexicon: a country, a currency */
    EVIDENCE_TERM,     /* a term of several words, by the lexicon */
    EVIDENCE_LEARNT,   /* translated so in the memory, as a rule */
    EVIDENCE_WORD,     /* by the lexicon */
    EVIDENCE_DOCUMENT, /* paired more than once in these very stories */
    EVIDENCE_HINT,     /* translated so in the memory at times */
    EVIDENCE_DICTIONARY,
    EVIDENCE_SYNONYM, /* another word for what it is translated as */
    EVIDENCE_MARK,    /* a question mark, quotation mark, bracket, percent */
};
enum { EVIDENCE_KINDS = EVIDENCE_MARK + 1 };

/* What a bead is weighed by, words aside; see cost.c. */
enum feature {
    FEATURE_LENGTH,
    FEATURE_ACROSS_BLOCKS,
    FEATURE_TITLES,        /* a title against a title */
    FEATURE_TITLE_TEXT,    /* a title against text */
    FEATURE_TITLES_ON,     /* two titles, and more behind either */
    FEATURE_OPEN_INSIDE,   /* one segment goes on in the next, as it seems */
    FEATURE_CLOSED_INSIDE, /* one ends inside the bead as sentences do */
    FEATURE_ENDS_DIFFER,   /* one side ends in a stop, the other does not */
    FEATURE_UNSUPPORTED,   /* segments that find nothing over there */
    FEATURE_FURNITURE,     /* segments that look like page furniture, */
    FEATURE_MARGINAL,      /* or like a byline, dateline or sign-off */
    FEATURE_LONE_FURNITURE,
    FEATURE_LONE_MARGINAL,
    FEATURE_LONE_TITLE,
    FEATURE_LONE_LIKES, /* items that have a like somewhere */
    FEATURE_LONE_STRANGE,
    FEATURE_ASTRAY, /* words around its ends stand beyond them */
    FEATURE_QUOTES, /* ends of which one is inside a quotation */
    FEATURE_SHAPES, /* from here on: the shape of the bead */
};

/* Shapes, the two sides told apart only by being unequal. */
enum { SHAPE_FAMILIES = 12, FEATURES = FEATURE_SHAPES + SHAPE_FAMILIES };

/* What a confidence is made of; see confidence.c. */
enum confidence_part {
    CONFIDENCE_BASE,
    CONFIDENCE_POSTERIOR,
    CONFIDENCE_NEIGHBOUR,
    CONFIDENCE_CROSSING,
    CONFIDENCE_WIDE,
    CONFIDENCE_ODD,
    CONFIDENCE_ASTRAY,
    CONFIDENCE_FOUND,
    CONFIDENCE_LOST,
    CONFIDENCE_CHARS,
    CONFIDENCE_FREE,
};
enum { CONFIDENCES = CONFIDENCE_FREE + 1 };

struct align_model {
    double lambda[EVIDENCE_KINDS]; /* of true pairs, how many show it */
    double words[EVIDENCE_KINDS];  /* what it counts */
    double weight[FEATURES];
    double freer[FEATURES];       /* ... and as much more in free text */
    double share[SHAPE_FAMILIES]; /* of the beads of stories in general */
    double adapt;                 /* how far a story's own shares count: 0..1 */
    double confidence[CONFIDENCES];
    double ceiling; /* of confidence */
    double freedom; /* of the two stories, from 0 to 1; see document.c */
};

/* BARQ_E_INPUT names the line of the table that cannot be read. */
enum barq_status model_read(struct align_model *out, struct arena scratch,
                            struct barq_error *err);

/* As the table calls them. */
extern const char *const evidence_names[EVIDENCE_KINDS];
extern const char *const feature_names[FEATURES];
extern const char *const confidence_names[CONFIDENCES];

#endif
