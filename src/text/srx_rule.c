/*
 * srx_rule.c - a rule of two regular expressions made into one.
 *
 * SRX names ICU's syntax, and a rule holds at a position when `before` ends
 * there and `after` begins there:
 *
 *   break         (?:before)(?=after)    searched for, once over the block
 *   no break      (?=after)(?<=before)   tried at the positions found
 *
 * ICU looks back over a bounded length only.  So that rules of other tools
 * can be looked back for, their repetitions get a bound there:
 *
 *   [a-z]+\.      ->  [a-z]{1,60}\.
 *   \s*[0-9]{2,}  ->  \s{0,60}[0-9]{2,62}
 *
 * Sixty is more than a word or a number has; a longer run is not seen, which
 * no rule about abbreviations notices.
 *
 * Each part is compiled by itself first: "a)|(b" would pass inside brackets.
 * What still does not compile, looks back without a bound (\1, \X), or would
 * count its groups anew when joined is left out with the reason.
 */
#include "text/srx_rule.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/icu.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unicode/ustring.h>

enum { REPEAT_MOST = 60 };

/* ICU counts a unit of time every 10,000 states; a look at one position that
 * takes more than two is no rule about words. */
enum { TEST_TIME = 2 };

/* Bytes of states that a match may keep to go back to. */
enum { STACK_LIMIT = 8 << 20 };

struct srx_units srx_units(struct barq_text text, struct arena *keep)
{
    struct srx_units units = { arena_new(keep, UChar, text.len + 1), 0 };
    UErrorCode code = U_ZERO_ERROR;

    if (!units.at || text.len >= INT32_MAX)
        return (struct srx_units){ 0 };
    u_strFromUTF8(units.at, (int32_t)text.len + 1, &units.len, text.at,
                  (int32_t)text.len, &code);
    return U_SUCCESS(code) ? units : (struct srx_units){ 0 };
}

void srx_leave_out(struct srx *srx, struct srx_rule *rule, const char *format,
                   ...)
{
    char why[200];
    va_list args;

    va_start(args, format);
    vsnprintf(why, sizeof(why), format, args);
    va_end(args);
    rule->out = true;
    buf_addf(&srx->warnings, "%s: rule %d left out: %s\n", srx->path,
             rule->number, why);
}

/* The end of the escape at `i`: \Q...\E and \p{...} whole.  A NUL stands
 * behind every pattern, as arena_text() has put it. */
static size_t escape_end(struct barq_text pattern, size_t i)
{
    char c = '\0';

    if (i + 1 < pattern.len)
        c = pattern.at[i + 1];
    const char *stop = c == 'Q' ? "\\E" : "}";
    bool braced =
        strchr("pPxN", c) && i + 2 < pattern.len && pattern.at[i + 2] == '{';

    if (!c || (c != 'Q' && !braced))
        return i + 2 < pattern.len ? i + 2 : pattern.len;
    const char *end = strstr(pattern.at + i + 2, stop);
    return end ? (size_t)(end - pattern.at) + strlen(stop) : pattern.len;
}

/* The end of the set [...] at `i`, sets within it included. */
static size_t set_end(struct barq_text pattern, size_t i)
{
    int depth = 0;

    while (i < pattern.len) {
        char c = pattern.at[i];
        if (c == '\\') {
            i = escape_end(pattern, i);
            continue;
        }
        depth += (c == '[') - (c == ']');
        i++;
        if (!depth)
            break;
    }
    return i;
}

/* The repetition {n,m} at `i` with a bound; returns its end, or i if this is
 * none. */
static size_t bound_interval(struct buf *out, struct barq_text pattern,
                             size_t i)
{
    size_t end = i + 1;

    while (end < pattern.len && strchr("0123456789,", pattern.at[end]) &&
           pattern.at[end])
        end++;
    if (end == pattern.len || pattern.at[end] != '}' || end == i + 1)
        return i;
    if (pattern.at[end - 1] == ',') {
        long least = strtol(pattern.at + i + 1, NULL, 10);
        buf_addf(out, "{%ld,%ld}", least, least + REPEAT_MOST);
    } else {
        buf_add(out, text_slice(pattern, i, end + 1));
    }
    return end + 1;
}

/* What stands at a place of a pattern, for bound_repeats(). */
static size_t bound_next(struct buf *out, struct barq_text pattern, size_t i,
                         bool *repeat)
{
    bool repeated = *repeat;
    size_t end = i + 1;
    char c = pattern.at[i];

    *repeat = false;
    if (repeated && (c == '+' || c == '?')) {
        buf_addc(out, c); /* possessive or reluctant */
        return end;
    }
    if (c == '*' || c == '+') {
        *repeat = true;
        buf_addf(out, "{%d,%d}", c == '+', REPEAT_MOST);
        return end;
    }
    if (c == '{' && (end = bound_interval(out, pattern, i)) > i) {
        *repeat = true;
        return end;
    }
    *repeat = c == '?' && i && pattern.at[i - 1] != '(';
    if (c == '\\')
        end = escape_end(pattern, i);
    else if (c == '[')
        end = set_end(pattern, i);
    else
        end = i + 1;
    buf_add(out, text_slice(pattern, i, end));
    return end;
}

static void bound_repeats(struct buf *out, struct barq_text pattern)
{
    bool repeat = false;

    for (size_t i = 0; i < pattern.len;)
        i = bound_next(out, pattern, i, &repeat);
}

static bool refers_back(struct barq_text pattern)
{
    for (size_t i = 0; i < pattern.len; i++) {
        if (pattern.at[i] != '\\')
            continue;
        char c = pattern.at[i + 1]; /* or the NUL behind it */
        if ((c >= '1' && c <= '9') || c == 'k')
            return true;
        i = escape_end(pattern, i) - 1;
    }
    return false;
}

static URegularExpression *compile(struct barq_text pattern, uint32_t flags,
                                   UErrorCode *code, struct arena scratch)
{
    struct srx_units units = srx_units(pattern, &scratch);
    UParseError where;

    if (!units.at)
        *code = U_MEMORY_ALLOCATION_ERROR;
    return uregex_open(units.at, units.len, flags, &where, code);
}

/* How many groups a part has; *code says whether it stands by itself.  ICU
 * does not take an empty pattern, which is the one that always holds. */
static int32_t part_groups(struct barq_text part, UErrorCode *code,
                           struct arena scratch)
{
    if (!part.len)
        return 0;
    URegularExpression *pattern = compile(part, 0, code, scratch);
    int32_t groups = uregex_groupCount(pattern, code);
    uregex_close(pattern);
    return U_SUCCESS(*code) ? groups : 0;
}

static void join(struct buf *out, bool breaks, struct barq_text before,
                 struct barq_text after)
{
    if (breaks) {
        buf_adds(out, "(?:");
        buf_add(out, before);
        buf_adds(out, ")(?=");
        buf_add(out, after);
    } else {
        buf_adds(out, "(?=");
        buf_add(out, after);
        buf_adds(out, ")(?<=");
        bound_repeats(out, before);
    }
    buf_addc(out, ')');
}

/* Does each part stand by itself?  If not, the rule is left out. */
static enum barq_status check_parts(struct srx *srx, struct srx_rule *rule,
                                    struct barq_text before,
                                    struct barq_text after,
                                    struct arena scratch,
                                    struct barq_error *err)
{
    UErrorCode before_code = U_ZERO_ERROR, after_code = U_ZERO_ERROR;
    int32_t groups = part_groups(before, &before_code, scratch);

    part_groups(after, &after_code, scratch);
    if (before_code == U_MEMORY_ALLOCATION_ERROR ||
        after_code == U_MEMORY_ALLOCATION_ERROR)
        return fail_nomem(err, "for the rules of an SRX file");
    if (U_FAILURE(before_code))
        srx_leave_out(srx, rule, "what stands before the break: %s",
                      u_errorName(before_code));
    else if (U_FAILURE(after_code))
        srx_leave_out(srx, rule, "what stands after the break: %s",
                      u_errorName(after_code));
    else if (!before.len && !after.len)
        srx_leave_out(srx, rule, "it says nothing of either side");
    else if (groups && refers_back(after))
        srx_leave_out(srx, rule, "what stands after the break refers back");
    return BARQ_OK;
}

static void set_limits(struct srx_rule *rule, UErrorCode *code)
{
    uregex_setStackLimit(rule->pattern, STACK_LIMIT, code);
    uregex_useAnchoringBounds(rule->pattern, false, code);
    uregex_useTransparentBounds(rule->pattern, true, code);
    if (!rule->breaks)
        uregex_setTimeLimit(rule->pattern, TEST_TIME, code);
}

enum barq_status srx_rule_compile(struct srx *srx, struct srx_rule *rule,
                                  struct barq_text before,
                                  struct barq_text after, struct arena scratch,
                                  struct barq_error *err)
{
    UErrorCode code = U_ZERO_ERROR;
    struct buf whole = { 0 };
    enum barq_status status =
        check_parts(srx, rule, before, after, scratch, err);

    if (status || rule->out)
        return status;
    join(&whole, rule->breaks, before, after);
    if (whole.failed) {
        buf_release(&whole);
        return fail_nomem(err, "for the rules of an SRX file");
    }
    rule->pattern =
        compile((struct barq_text){ whole.at, whole.len }, 0, &code, scratch);
    buf_release(&whole);
    if (U_SUCCESS(code))
        set_limits(rule, &code);
    if (code == U_MEMORY_ALLOCATION_ERROR)
        return fail_nomem(err, "for the rules of an SRX file");
    if (U_FAILURE(code))
        srx_leave_out(srx, rule, "the two sides together: %s",
                      u_errorName(code));
    return BARQ_OK;
}

bool srx_matches_code(struct barq_text pattern, const char *language,
                      bool *valid, struct arena scratch)
{
    UErrorCode code = U_ZERO_ERROR;
    URegularExpression *regex =
        compile(pattern, UREGEX_CASE_INSENSITIVE, &code, scratch);
    struct srx_units units = srx_units(text_of(language), &scratch);

    uregex_setTimeLimit(regex, TEST_TIME, &code);
    uregex_setText(regex, units.at, units.len, &code);
    bool matches = uregex_matches(regex, 0, &code) && U_SUCCESS(code);
    uregex_close(regex);
    *valid = U_SUCCESS(code);
    return matches;
}
