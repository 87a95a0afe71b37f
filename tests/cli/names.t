The ledger of names: by hand, and found in the memory's own pairs.

  $ barq names
  barq: $T/memory.db: no such memory; `barq add` or `barq import` makes one
  [4]
  $ barq names add 'ليلى نصراوي | نصراوي' 'Layla Nasrawi' --kind person --also 'Leila Nasrawi' --note 'spokeswoman'
  name 1 stored
  $ barq names
  name 1, person, accepted, desk
      en   Layla Nasrawi
      not  Leila Nasrawi
      note spokeswoman
      ar   ليلى نصراوي | نصراوي
  $ barq names add 'نصراوي' 'Nasrawy'
  barq: "نصراوي" is "Layla Nasrawi" in the ledger already (name 1, accepted); edit or delete that one first
  [3]
  $ barq names list --state proposed
  barq: there are no such names in the ledger
  [1]
  $ printf '%s\t%s\n' 'وقال متحدث في كردوفان إن القتال توقف.' 'A spokesman in Kordofan said the fighting had stopped.' >pairs.tsv
  $ printf '%s\t%s\n' 'ووصل زيلينوف إلى كردوفان.' 'Zelinov arrived in Kordofan.' >>pairs.tsv
  $ printf '%s\t%s\n' 'ونفى زيلينوف ذلك.' 'Zelinov denied it.' >>pairs.tsv
  $ printf '%s\t%s\n' 'وغادر زيلينوف العاصمة.' 'Zelinoff left the capital.' >>pairs.tsv
  $ printf '%s\t%s\n' 'وصرح زيلينوف للصحفيين.' 'Zelinoff told reporters.' >>pairs.tsv
  $ printf '%s\t%s\n' 'واستقبل زيلينوف الوفد.' 'Zelinov received the delegation.' >>pairs.tsv
  $ printf '%s\t%s\n' 'ووافق البرلمان على القانون.' 'The Parliament passed the law.' >>pairs.tsv
  $ printf '%s\t%s\n' 'وصوت البرلمان.' 'The Parliament voted.' >>pairs.tsv
  $ barq import pairs.tsv
  pairs.tsv: 8 read, 8 added, 0 known already, 0 left out
  $ barq names propose --dry-run
  other, proposed, 5 stories
      en   Zelinov
      not  Zelinoff
      ar   زيلينوف
  place, proposed, 2 stories
      en   Kordofan
      ar   كردوفان
  barq: 2 names proposed; nothing stored (--dry-run)
  $ barq names propose
  name 2, other, proposed, 5 stories
      en   Zelinov
      not  Zelinoff
      ar   زيلينوف
  name 3, place, proposed, 2 stories
      en   Kordofan
      ar   كردوفان
  barq: 2 names proposed
  $ barq names propose
  barq: no names were found to propose
  [1]
  $ barq names propose --json
  barq: no names were found to propose
  {
  	"names":	[]
  }
  [1]
  $ barq names accept 2 99
  barq: there is no name 99 in the ledger
  [1]
  $ barq names accept 2
  1 name accepted
  $ barq names edit 3 --en Kurdufan --also Kordofan --json
  {
  	"id":	"3",
  	"result":	"edited"
  }
  $ barq names refuse 1
  1 name refused
  $ barq names list --state accepted
  name 3, place, accepted, 2 stories, desk
      en   Kurdufan
      not  Kordofan
      ar   كردوفان
  name 2, other, accepted, 5 stories, desk
      en   Zelinov
      not  Zelinoff
      ar   زيلينوف

Into other tools and back. What is another name's already is left out, and named.

  $ barq names export names.tbx
  names.tbx: 2 names
  $ cat names.tbx
  <?xml version="1.0" encoding="UTF-8"?>
  <!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">
  <martif type="TBX-Basic" xml:lang="en">
    <martifHeader>
      <fileDesc>
        <sourceDesc>
          <p>The ledger of names of a Barq memory</p>
        </sourceDesc>
      </fileDesc>
      <encodingDesc>
        <p type="XCSURI">TBXBasicXCSV02.xcs</p>
      </encodingDesc>
    </martifHeader>
    <text>
      <body>
        <termEntry id="n3">
          <descrip type="subjectField">place</descrip>
          <transacGrp>
            <transac type="transactionType">modification</transac>
            <transacNote type="responsibility">desk</transacNote>
            <date>2026-11-23</date>
          </transacGrp>
          <langSet xml:lang="en">
            <tig>
              <term>Kurdufan</term>
              <termNote type="partOfSpeech">properNoun</termNote>
              <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
            </tig>
            <tig>
              <term>Kordofan</term>
              <termNote type="partOfSpeech">properNoun</termNote>
              <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote>
            </tig>
          </langSet>
          <langSet xml:lang="ar">
            <tig>
              <term>كردوفان</term>
              <termNote type="partOfSpeech">properNoun</termNote>
              <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
            </tig>
          </langSet>
        </termEntry>
        <termEntry id="n2">
          <descrip type="subjectField">other</descrip>
          <transacGrp>
            <transac type="transactionType">modification</transac>
            <transacNote type="responsibility">desk</transacNote>
            <date>2026-11-23</date>
          </transacGrp>
          <langSet xml:lang="en">
            <tig>
              <term>Zelinov</term>
              <termNote type="partOfSpeech">properNoun</termNote>
              <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
            </tig>
            <tig>
              <term>Zelinoff</term>
              <termNote type="partOfSpeech">properNoun</termNote>
              <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote>
            </tig>
          </langSet>
          <langSet xml:lang="ar">
            <tig>
              <term>زيلينوف</term>
              <termNote type="partOfSpeech">properNoun</termNote>
              <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
            </tig>
          </langSet>
        </termEntry>
      </body>
    </text>
  </martif>
  $ barq names export names.csv --json
  {
  	"file":	"names.csv",
  	"names":	3
  }
  $ cat names.csv
  english,arabic,other,kind,status,note
  Kurdufan,كردوفان,Kordofan,place,accepted,
  Layla Nasrawi,ليلى نصراوي | نصراوي,Leila Nasrawi,person,refused,spokeswoman
  Zelinov,زيلينوف,Zelinoff,other,accepted,
  $ barq names import names.tbx --tm new.db
  names.tbx: 2 read, 2 added, 0 known already, 0 left out
  $ barq names import names.csv --tm new.db
  names.csv: 3 read, 1 added, 2 known already, 0 left out
  $ barq names import names.csv --tm new.db
  names.csv: 3 read, 0 added, 3 known already, 0 left out
  $ barq names list --tm new.db
  name 1, place, accepted, desk
      en   Kurdufan
      not  Kordofan
      ar   كردوفان
  name 3, person, refused, desk
      en   Layla Nasrawi
      not  Leila Nasrawi
      note spokeswoman
      ar   ليلى نصراوي | نصراوي
  name 2, other, accepted, desk
      en   Zelinov
      not  Zelinoff
      ar   زيلينوف
  $ printf 'English;Arabic;Kind\nKordofan;كردوفان;place\nZelinov;زلينوف;person\n;بلا;\nX;ص;planet\n' >more.csv
  $ barq names import more.csv --dry-run
  more.csv: 4 read, 1 added, 0 known already, 3 left out; nothing stored (--dry-run)
    left out: line 2: "كردوفان" is "Kurdufan" in the ledger already (name 3, accepted)
    left out: line 4: an English form of a name is empty
    left out: line 5: its kind is none of person, place, organisation, term, other
  $ barq names import more.csv
  more.csv: 4 read, 1 added, 0 known already, 3 left out
    left out: line 2: "كردوفان" is "Kurdufan" in the ledger already (name 3, accepted)
    left out: line 4: an English form of a name is empty
    left out: line 5: its kind is none of person, place, organisation, term, other
  $ barq names delete 1 2 3
  3 names deleted
  $ barq names delete 1
  barq: there is no name 1 in the ledger
  [1]
  $ barq names
  name 4, person, accepted, desk
      en   Zelinov
      ar   زلينوف
  $ barq names lsit
  barq: no action "lsit" of barq names; did you mean "list"?
  [2]
  $ barq names add one
  barq: usage: barq names add AR EN (1 given); see: barq help names
  [2]
  $ barq names edit 3
  barq: nothing to change: give --en, --ar, --also, --kind or --note
  [2]
