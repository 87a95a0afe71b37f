/*
 * decode.c - bytes of a known charset become UTF-8, or a message that says
 * which byte is wrong.
 *
 * Guessing a charset would one day store a wrong name for good, so nothing
 * is guessed: text is UTF-8 unless its charset is named, or it begins with the
 * byte order mark of UTF-16, as files of spreadsheets do.  But what is valid
 * UTF-8, and more than ASCII, is UTF-8 whatever was named: letters of an
 * eight-bit charset hardly ever look like it, and of two files that are read
 * with one option one may be newer than the other.
 */
#include "text/text.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/icu.h"

#include <unicode/ucnv.h>
#include <unicode/ustring.h>

static bool has_mark(struct barq_text bytes)
{
    return bytes.len >= 2 && (memcmp(bytes.at, "\xFF\xFE", 2) == 0 ||
                              memcmp(bytes.at, "\xFE\xFF", 2) == 0);
}

/* How far to look, and how many of a hundred letters are spaces, digits and
 * line ends at the least. */
enum { LOOK = 4096, LATIN_LEAST = 5 };

/* Without a mark: NULs, all of them in every second byte, and letters of one
 * block, Arabic or Latin, in the rest.  Returns the charset, or NULL. */
static const char *unmarked_utf16(struct barq_text bytes)
{
    size_t nuls[2] = { 0 }, high[2] = { 0 };
    size_t len = bytes.len < LOOK ? bytes.len : LOOK;

    for (size_t i = 0; i < len; i++) {
        nuls[i % 2] += bytes.at[i] == 0;
        high[i % 2] += bytes.at[i] == 0 || bytes.at[i] == 6;
    }
    for (int i = 0; i < 2; i++)
        if (nuls[i] > 1 && nuls[i] * 200 >= len * LATIN_LEAST && !nuls[1 - i] &&
            high[i] * 4 >= len / 2 * 3)
            return i ? "utf-16le" : "utf-16be";
    return NULL;
}

static enum barq_status nul_fail(size_t offset, struct barq_error *err)
{
    return fail(err, BARQ_E_INPUT, 0, "binary, not text: NUL at byte %zu",
                offset);
}

static enum barq_status check_utf8(struct barq_text bytes,
                                   struct barq_error *err)
{
    size_t offset = 0;
    const char *wide = unmarked_utf16(bytes);

    if (wide)
        return fail(err, BARQ_E_INPUT, 0,
                    "looks like UTF-16; name its charset, as --charset %s",
                    wide);
    if (utf8_check(bytes, &offset))
        return BARQ_OK;
    if (bytes.at[offset] == 0)
        return nul_fail(offset, err);
    return fail(err, BARQ_E_INPUT, 0,
                "not UTF-8 at byte %zu; if it is an older wire, name its "
                "charset, as --charset windows-1256",
                offset);
}

static bool is_utf8_beyond_ascii(struct barq_text bytes)
{
    size_t offset = 0;

    for (size_t i = 0; i < bytes.len; i++)
        if ((unsigned char)bytes.at[i] >= 0x80)
            return utf8_check(bytes, &offset);
    return false;
}

/* A converter at work; it stops at the first bad byte. */
struct decoder {
    UConverter *from;
    const char *charset;
    const char *start, *at, *end;
};

enum { CHUNK = 4096 };

/* Where the bytes begin that the converter choked on. */
static size_t bad_offset(const struct decoder *decoder)
{
    char bytes[32];
    int8_t len = (int8_t)sizeof(bytes);
    UErrorCode code = U_ZERO_ERROR;

    ucnv_getInvalidChars(decoder->from, bytes, &len, &code);
    size_t taken = (size_t)(decoder->at - decoder->start);
    size_t bad = U_SUCCESS(code) && len > 0 ? (size_t)len : 0;
    return taken > bad ? taken - bad : 0;
}

static enum barq_status add_units(const UChar *units, int32_t len,
                                  struct arena *keep, struct barq_error *err)
{
    UErrorCode code = U_ZERO_ERROR;
    int32_t size = 0;

    /* Straight behind what is there: the text grows at the arena's edge. */
    if (keep->end - keep->at < 3 * (ptrdiff_t)len + 1)
        return fail_nomem(err, "to convert a text");
    u_strToUTF8(keep->at, 3 * len + 1, &size, units, len, &code);
    if (U_FAILURE(code))
        return icu_fail(err, "writing UTF-8", code);
    keep->at += size;
    return BARQ_OK;
}

/* A whole chunk to UTF-8; a surrogate pair is never cut, since a lead that
 * ends the chunk is handed to the next one through *carry. */
static enum barq_status add_chunk(UChar *units, UChar *end, int32_t *carry,
                                  struct arena *keep, struct barq_error *err)
{
    int32_t len = (int32_t)(end - units);

    *carry = len && U16_IS_LEAD(units[len - 1]);
    enum barq_status status = add_units(units, len - *carry, keep, err);
    if (*carry)
        units[0] = units[len - 1];
    return status;
}

/* The first NUL among units that came from the bytes at `from`, as an offset
 * into the input; SIZE_MAX if there is none. */
static size_t nul_offset(const struct decoder *decoder, const char *from,
                         const UChar *units, size_t count,
                         const int32_t *offsets)
{
    for (size_t i = 0; i < count; i++)
        if (!units[i])
            return (size_t)(from - decoder->start) + (size_t)offsets[i];
    return SIZE_MAX;
}

/* Convert what fits into units[carry..CHUNK); *to moves behind it. */
static enum barq_status next_chunk(struct decoder *decoder, UChar *units,
                                   UChar **to, UErrorCode *code,
                                   struct barq_error *err)
{
    int32_t offsets[CHUNK] = { 0 };
    const UChar *first = *to;
    const char *from = decoder->at;

    *code = U_ZERO_ERROR;
    ucnv_toUnicode(decoder->from, to, units + CHUNK, &decoder->at, decoder->end,
                   offsets, true, code);
    if (U_FAILURE(*code) && *code != U_BUFFER_OVERFLOW_ERROR)
        return fail(err, BARQ_E_INPUT, *code,
                    "not %s at byte %zu; name another charset",
                    decoder->charset, bad_offset(decoder));
    size_t nul =
        nul_offset(decoder, from, first, (size_t)(*to - first), offsets);
    return nul == SIZE_MAX ? BARQ_OK : nul_fail(nul, err);
}

static enum barq_status convert(struct decoder *decoder, struct arena *keep,
                                struct barq_error *err)
{
    UChar units[CHUNK] = { 0 };
    int32_t carry = 0;
    UErrorCode code;

    do {
        UChar *to = units + carry;
        enum barq_status status = next_chunk(decoder, units, &to, &code, err);
        if (!status)
            status = add_chunk(units, to, &carry, keep, err);
        if (status)
            return status;
    } while (code == U_BUFFER_OVERFLOW_ERROR);
    return carry ? fail(err, BARQ_E_INPUT, 0, "not %s at its end",
                        decoder->charset)
                 : BARQ_OK;
}

static enum barq_status open_converter(struct decoder *decoder,
                                       struct barq_error *err)
{
    UErrorCode code = U_ZERO_ERROR;

    decoder->from = ucnv_open(decoder->charset, &code);
    if (U_FAILURE(code))
        return fail(err, BARQ_E_INPUT, code,
                    "unknown charset \"%s\"; try windows-1256, iso-8859-6 "
                    "or utf-16",
                    decoder->charset);
    ucnv_setToUCallBack(decoder->from, UCNV_TO_U_CALLBACK_STOP, NULL, NULL,
                        NULL, &code);
    if (U_FAILURE(code)) {
        ucnv_close(decoder->from);
        return icu_fail(err, "setting up a converter", code);
    }
    return BARQ_OK;
}

enum barq_status text_decode(struct barq_text bytes, const char *charset,
                             struct barq_text *utf8, struct arena *keep,
                             struct barq_error *err)
{
    if (!charset && has_mark(bytes))
        charset = "utf-16";
    struct decoder decoder = { .charset = charset,
                               .start = bytes.at,
                               .at = bytes.at,
                               .end = bytes.at + bytes.len };
    enum barq_status status =
        charset ? open_converter(&decoder, err) : check_utf8(bytes, err);

    if (status)
        return status;
    if (!charset || is_utf8_beyond_ascii(bytes)) {
        ucnv_close(decoder.from); /* takes NULL */
        *utf8 = bytes;
        return BARQ_OK;
    }
    const char *start = keep->at;
    status = convert(&decoder, keep, err);
    ucnv_close(decoder.from);
    if (status)
        return status;

    struct barq_text text = { start, (size_t)(keep->at - start) };
    if (text.len >= 3 && memcmp(text.at, "\xEF\xBB\xBF", 3) == 0)
        text = text_slice(text, 3, text.len);
    *utf8 = text;
    return BARQ_OK;
}
