"""revisions.py - stories in versions: does what recurs come back as it was published last? Called by run.

A document with its real revisions is imported version by version, each pair with its place, as an export of a memory has them;
before that each version is translated with a memory of the versions before. A pair recurs if its Arabic stood in one of these, and
is right if the draft has the wording published for it last (any of them, if that version had several). chrF is that of whole
drafts against what was published, open segments counting as empty; with and without adaptation, where there is that option.
"""
import collections, gzip, json, os, subprocess, sys, tempfile
from xml.sax.saxutils import escape

STEP = 3  # every third document: a minute


def documents(path):
    docs = collections.OrderedDict()
    for line in gzip.open(path, "rt", encoding="utf8"):
        name, version, _, ar, en = line.rstrip("\n").split("\t")
        docs.setdefault(name, collections.OrderedDict()).setdefault(int(version), []).append((ar, en))
    return [(name, list(docs[name].values())) for name in list(docs)[::STEP]]


def tmx(story, pairs):
    prop = lambda name, text: f'<prop type="x-barq-{name}">{escape(text)}</prop>'
    units = []
    for i, (ar, en) in enumerate(pairs):
        props = prop("story", story) + prop("position", str(i)) + prop("origin", "published")
        for name, at in ("prev", i - 1), ("next", i + 1):
            if 0 <= at < len(pairs):
                props += prop(f"ar-{name}", pairs[at][0]) + prop(f"en-{name}", pairs[at][1])
        units.append(f'<tu>{props}<tuv xml:lang="ar"><seg>{escape(ar)}</seg></tuv><tuv xml:lang="en"><seg>{escape(en)}</seg></tuv></tu>')
    return ('<tmx version="1.4"><header creationtool="eval" creationtoolversion="1" segtype="sentence" o-tmf="eval" adminlang="en" '
            f'srclang="ar" datatype="plaintext"/><body>{"".join(units)}</body></tmx>')


class Chrf:
    """chrF2 of characters, n-grams up to 6, white space aside, over all that was added."""

    def __init__(self):
        self.same, self.said, self.wanted = ([0] * 6 for _ in range(3))

    def add(self, hypothesis, reference):
        hypothesis, reference = ("".join(t.split()) for t in (hypothesis, reference))
        for n in range(1, 7):
            said, wanted = max(0, len(hypothesis) - n + 1), max(0, len(reference) - n + 1)
            self.said[n - 1] += said
            self.wanted[n - 1] += wanted
            if hypothesis == reference:
                self.same[n - 1] += said
                continue
            grams = lambda t: collections.Counter(t[i:i + n] for i in range(len(t) - n + 1))
            self.same[n - 1] += (grams(hypothesis) & grams(reference)).total()

    def score(self):
        p, r = (sum(s / max(1, o) for s, o in zip(self.same, other)) / 6 for other in (self.said, self.wanted))
        return 100 * 5 * p * r / max(1e-9, 4 * p + r)


def targets(pairs, draft):
    """What the draft has for each pair; None where any of it is open."""
    at, ends = 0, []
    for ar, _ in pairs:
        at += len(ar.encode()) + 1
        ends.append(at)
    said = [[] for _ in pairs]
    line = 0
    for segment in draft["segments"]:
        while segment["start"] >= ends[line]:
            line += 1
        said[line].append(segment["target"])
    return [None if None in s else " ".join(" ".join(t for t in s if t).split()) for s in said]


class Measure:
    def __init__(self, title, options):
        self.title, self.options = title, options
        self.recur = self.right = self.versions = self.found = 0
        self.chrf = Chrf()
        self.drafts = []

    def add(self, pairs, published, draft):
        said = targets(pairs, draft)
        self.versions += 1
        self.found += draft["report"]["earlier"] is not None
        for (ar, en), target in zip(pairs, said):
            self.chrf.add(target or "", en)
            self.drafts.append((en, target))
            if ar in published:
                self.recur += 1
                self.right += target in {" ".join(w.split()) for w in published[ar]}

    def print(self):
        print(f"{self.title:20} {self.versions} versions, earlier one found {self.found / max(1, self.versions):.3f}   "
              f"{self.recur} segments recur, as published last {self.right / max(1, self.recur):.4f}   "
              f"chrF of the drafts {self.chrf.score():.2f}", flush=True)


def print_touched(a, b):
    """chrF of those segments in which two ways of drafting differ."""
    scores = Chrf(), Chrf()
    differing = [(en, x, y) for (en, x), (_, y) in zip(a.drafts, b.drafts) if x != y]
    for en, x, y in differing:
        scores[0].add(x or "", en)
        scores[1].add(y or "", en)
    print(f"  {len(differing)} segments differ: chrF {scores[0].score():.2f} {a.title}, {scores[1].score():.2f} {b.title}")


def measure_document(barq, name, versions, measures, folder):
    def run(*args):
        done = subprocess.run([barq, *args], capture_output=True, env=dict(os.environ, BARQ_TM=os.path.join(folder, "memory.db")))
        if done.returncode not in (0, 1):
            sys.exit(f"barq {' '.join(args)}: exit {done.returncode}: {done.stderr.decode(errors='replace')[:300]}")
        return done.stdout

    story, pairs_file = os.path.join(folder, "story.txt"), os.path.join(folder, "version.tmx")
    published = {}
    for number, pairs in enumerate(versions):
        with open(story, "w", encoding="utf8") as out:
            out.writelines(ar + "\n" for ar, _ in pairs)
        for measure in measures if number else []:
            draft = json.loads(run("translate", "--json", "--no-mt", "--from", "ar", *measure.options, story))
            measure.add(pairs, published, draft)
        latest = collections.defaultdict(list)
        for ar, en in pairs:
            latest[ar].append(en)
        published.update(latest)
        with open(pairs_file, "w", encoding="utf8") as out:
            out.write(tmx(name, pairs))
        run("import", pairs_file)


def report(build, shared):
    path = os.path.join(shared, "data", "revisions", "msdocs-dev.tsv.gz")
    if not os.path.exists(path):
        print(f"skipped: no {os.path.relpath(path)}")
        return
    barq = os.path.join(build, "barq")
    adapts = b"--no-adapt" in subprocess.run([barq, "help", "translate"], capture_output=True).stdout
    measures = [Measure("adapted", [])] if adapts else []
    measures.append(Measure("not adapted", ["--no-adapt"] if adapts else []))
    for name, versions in documents(path):
        with tempfile.TemporaryDirectory() as folder:
            measure_document(barq, name, versions, measures, folder)
    for measure in measures:
        measure.print()
    if adapts:
        print_touched(*measures)
