#include "formats/names_file.h"

#include "base/utf8.h"

#include <time.h>

/*
 * The accepted names as TBX-Basic, the dialect of ISO 30042:2008 that term
 * tools read most:
 *
 *   <termEntry id="n3">
 *     <descrip type="subjectField">person</descrip>
 *     <langSet xml:lang="en">
 *       <tig><term>Antony Blinken</term>
 *            <termNote type="administrativeStatus">preferredTerm-admn-sts ...
 *       <tig><term>Blinkin</term> ... deprecatedTerm-admn-sts
 *     <langSet xml:lang="ar">
 *       <tig> ... the usual form preferred, the others admitted
 *
 * The DTD that is named is the standard's own, by the name that tools know it
 * under.  It comes with them, and nobody fetches it.
 */

static void add_term(struct buf *buf, struct barq_text term, const char *status)
{
    buf_adds(buf, "          <tig>\n            <term>");
    buf_add_xml(buf, term);
    buf_addf(buf,
             "</term>\n            <termNote type=\"partOfSpeech\">"
             "properNoun</termNote>\n"
             "            <termNote type=\"administrativeStatus\">"
             "%s-admn-sts</termNote>\n          </tig>\n",
             status);
}

static void add_english(struct buf *buf, const struct barq_name *name)
{
    buf_adds(buf, "        <langSet xml:lang=\"en\">\n");
    add_term(buf, name->house, "preferredTerm");
    for (size_t i = 0; i < name->other_count; i++)
        add_term(buf, name->other[i], "deprecatedTerm");
    buf_adds(buf, "        </langSet>\n");
}

static void add_arabic(struct buf *buf, const struct barq_name *name)
{
    buf_adds(buf, "        <langSet xml:lang=\"ar\">\n");
    for (size_t i = 0; i < name->ar_count; i++)
        add_term(buf, name->ar[i], i ? "admittedTerm" : "preferredTerm");
    buf_adds(buf, "        </langSet>\n");
}

/* Who vouched for it, and when. */
static void add_transaction(struct buf *buf, const struct barq_name *name)
{
    char date[16] = "";
    time_t when = (time_t)name->changed;
    struct tm utc;

    if (!name->who.len && !name->changed)
        return;
    if (name->changed && gmtime_r(&when, &utc))
        strftime(date, sizeof(date), "%Y-%m-%d", &utc);
    buf_adds(buf, "        <transacGrp>\n          <transac "
                  "type=\"transactionType\">modification</transac>\n");
    if (name->who.len) {
        buf_adds(buf, "          <transacNote type=\"responsibility\">");
        buf_add_xml(buf, name->who);
        buf_adds(buf, "</transacNote>\n");
    }
    if (date[0])
        buf_addf(buf, "          <date>%s</date>\n", date);
    buf_adds(buf, "        </transacGrp>\n");
}

static void add_entry(struct buf *buf, const struct barq_name *name)
{
    buf_addf(buf,
             "      <termEntry id=\"n%lld\">\n"
             "        <descrip type=\"subjectField\">%s</descrip>\n",
             (long long)name->id, barq_name_kind_name(name->kind));
    add_transaction(buf, name);
    if (name->note.len) {
        buf_adds(buf, "        <note>");
        buf_add_xml(buf, name->note);
        buf_adds(buf, "</note>\n");
    }
    add_english(buf, name);
    add_arabic(buf, name);
    buf_adds(buf, "      </termEntry>\n");
}

void tbx_write(struct buf *buf, const struct barq_names *names, size_t *written)
{
    *written = 0;
    buf_adds(buf, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                  "<!DOCTYPE martif SYSTEM \"TBXBasiccoreStructV02.dtd\">\n"
                  "<martif type=\"TBX-Basic\" xml:lang=\"en\">\n"
                  "  <martifHeader>\n    <fileDesc>\n      <sourceDesc>\n"
                  "        <p>The ledger of names of a Barq memory</p>\n"
                  "      </sourceDesc>\n    </fileDesc>\n    <encodingDesc>\n"
                  "      <p type=\"XCSURI\">TBXBasicXCSV02.xcs</p>\n"
                  "    </encodingDesc>\n  </martifHeader>\n"
                  "  <text>\n    <body>\n");
    for (size_t i = 0; i < barq_names_count(names); i++) {
        const struct barq_name *name = barq_names_at(names, i);
        if (name->status != BARQ_ACCEPTED)
            continue;
        add_entry(buf, name);
        ++*written;
    }
    buf_adds(buf, "    </body>\n  </text>\n</martif>\n");
}
