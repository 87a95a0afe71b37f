An archive of two folders; what has no partner is listed at the end.

  $ mkdir -p arc/ar/old arc/en
  $ cp tests/stories/summit.ar.txt tests/stories/ceasefire.ar.txt tests/stories/dust-storm.ar.txt arc/ar
  $ mv arc/ar/dust-storm.ar.txt arc/ar/old
  $ cp tests/stories/summit.en.txt tests/stories/dust-storm.en.txt tests/stories/earthquake.en.txt arc/en
  $ barq pair arc/ar arc/en/ | sort
  1.00  arc/ar/old/dust-storm.ar.txt  arc/en/dust-storm.en.txt
  1.00  arc/ar/summit.ar.txt  arc/en/summit.en.txt
  2 pairs; 1 Arabic and 1 English stories unpaired
  unpaired ar  arc/ar/ceasefire.ar.txt
  unpaired en  arc/en/earthquake.en.txt
  $ barq pair --tsv arc/ar arc/en | cut -f 1,2 | sort
  arc/ar/old/dust-storm.ar.txt	arc/en/dust-storm.en.txt
  arc/ar/summit.ar.txt	arc/en/summit.en.txt
  $ barq pair --json arc/ar arc/en | grep -c '"confidence"'
  2
  $ barq pair --min-confidence=1 arc/ar arc/en | tail -n 1
  barq: arc/ar, arc/en: no story of the one translates one of the other
  0 pairs; 3 Arabic and 3 English stories unpaired

Each pair through to the memory, once.

  $ barq pair --align arc/ar arc/en | tail -n 1 | sed 's/[0-9]* units added/N units added/; s/[0-9]* left out/N left out/'
  0 pairs were done before; N units added, 0 known already, N left out; in $T/memory.db
  $ barq stats | grep stories
  stories    2
  $ barq pair --align arc/ar arc/en | tail -n 1
  2 pairs were done before; 0 units added, 0 known already, 0 left out; in $T/memory.db
  $ cp tests/stories/ceasefire.en.txt arc/en
  $ barq pair --align arc/ar arc/en | tail -n 1 | sed 's/[0-9]* units added/N units added/; s/[0-9]* left out/N left out/'
  2 pairs were done before; N units added, 0 known already, N left out; in $T/memory.db

Folders swapped, one folder for both languages, a file that is no story, and a page.

  $ barq pair --tsv arc/en arc/ar | cut -f 1,2 | sort | head -n 1
  barq: arc/en: 4 of its stories are in English, and taken for that
  barq: arc/ar: 3 of its stories are in Arabic, and taken for that
  arc/ar/ceasefire.ar.txt	arc/en/ceasefire.en.txt
  $ mkdir both && cp arc/ar/summit.ar.txt arc/en/summit.en.txt arc/en/earthquake.en.txt both && : >both/empty.txt
  $ barq pair both both
  barq: both/empty.txt: no text in it
  1.00  both/summit.ar.txt  both/summit.en.txt
  unpaired en  both/earthquake.en.txt
  1 pairs; 0 Arabic and 1 English stories unpaired; 1 files left out
  $ (echo '<html><head><title>x</title></head><body><article>'; sed 's/.*/<p>&<\/p>/' tests/stories/summit.en.txt; echo '</article></body></html>') >both/summit.en.txt
  $ barq pair both both --tsv 2>&1 | cut -f 1,2
  barq: both/empty.txt: no text in it
  both/summit.ar.txt	both/summit.en.txt

What cannot be done.

  $ barq pair arc/en nowhere
  barq: nowhere: cannot read the folder: No such file or directory
  [3]
  $ mkdir none && barq pair arc/ar none 2>&1 | tail -n 2
  0 pairs; 3 Arabic and 0 English stories unpaired
  barq: arc/ar, none: no story of the one translates one of the other
  $ barq pair arc/ar none >/dev/null 2>&1
  [1]
  $ barq pair --json --tsv arc/ar arc/en
  barq: --json and --tsv are two forms; give one
  [2]
