"""archives - folders of Arabic and of English stories with gold beside them, to measure barq pair on; for tests/eval/run.

An archive is written as AR/NNN.txt and EN/NNN.txt, a line a sentence, names shuffled, and returned as the set of right pairs. A
distractor is one side of a piece whose other side is in no folder.
"""
import collections, os, random

PER_SIDE = 500


def pieces(path, size):
    """A set's documents cut into runs of at most `size` sentences: [(arabic lines, english lines)]."""
    documents = collections.defaultdict(list)
    for line in open(path, encoding="utf8"):
        document, ar, en = line.rstrip("\n").split("\t")[:3]
        documents[document].append((ar, en))
    out = []
    for lines in documents.values():
        for at in range(0, len(lines), size):
            out.append(([ar for ar, _ in lines[at:at + size]], [en for _, en in lines[at:at + size]]))
    return out


def merged(parts, size):
    """Short documents joined until they have `size` sentences."""
    out, ar, en = [], [], []
    for a, e in parts:
        ar, en = ar + a, en + e
        if len(ar) >= size:
            out.append((ar, en))
            ar, en = [], []
    return out


def folders(root):
    """The stories of ../shared/data/align/SET: a folder each."""
    read = lambda *path: open(os.path.join(root, *path), encoding="utf8").read().splitlines()
    return [(read(d, "ar.txt"), read(d, "en.txt")) for d in sorted(os.listdir(root))]


def strangers(data, dice, size):
    """(Arabic, English) distractors of about `size` sentences: PER_SIDE on either side, one side of a piece each."""
    pairs = lambda name: os.path.join(data, "pairs", name + ".tsv")
    pool = pieces(pairs("tico19"), size) + merged(pieces(pairs("pud"), size), min(size, 5))
    pool += merged(pieces(pairs("xquad-paragraphs"), size), min(size, 3)) + pieces(pairs("un-dev"), size)
    pool += pieces(pairs("mtgeneval"), size)[:1200 // size]  # what follows are their twins
    docs = os.path.join(data, "docs")
    for name in sorted(n[:-len(".ar.txt")] for n in os.listdir(docs) if n.endswith(".ar.txt")):
        sides = [open(os.path.join(docs, f"{name}.{lang}.txt"), encoding="utf8").read().splitlines() for lang in ("ar", "en")]
        pool.append(tuple(sides))
    dice.shuffle(pool)
    wire = os.path.join(data, "wire")
    ar = [open(os.path.join(wire, name), encoding="utf8").read().splitlines() for name in sorted(os.listdir(wire)) if name.endswith(".txt")]
    ar += [piece[0] for piece in pool[:PER_SIDE - len(ar)]]
    en = [piece[1] for piece in pool[PER_SIDE:2 * PER_SIDE]]
    return ar[:PER_SIDE], en


def write(root, pairs, ar, en, dice):
    """The archive on disk; the right pairs by the names of their files."""
    names = {}
    for lang, stories in ("AR", [p[0] for p in pairs] + ar), ("EN", [p[1] for p in pairs] + en):
        os.makedirs(os.path.join(root, lang))
        numbers = list(range(len(stories)))
        dice.shuffle(numbers)
        for n, lines in zip(numbers, stories):
            with open(os.path.join(root, lang, f"{n:04}.txt"), "w", encoding="utf8") as out:
                out.writelines(line + "\n" for line in lines)
        names[lang] = [f"{n:04}.txt" for n in numbers]
    return {(names["AR"][i], names["EN"][i]) for i in range(len(pairs))}


def halves(parts, dice):
    """Half of the pieces whole, of the others one side each."""
    parts = list(parts)
    dice.shuffle(parts)
    n = len(parts) // 2
    return parts[:n], [p[0] for p in parts[n::2]], [p[1] for p in parts[n + 1::2]]


def settings(data):
    """(title, what makes it) of each archive; the makers take a root folder and a die, and return the gold."""
    pairs = lambda name: os.path.join(data, "pairs", name + ".tsv")

    def plain(parts, size):
        return lambda root, dice: write(root, parts(), *strangers(data, dice, size), dice)

    def alone(parts):
        return lambda root, dice: write(root, *halves(parts(), dice), dice)

    def few(root, dice):
        whole = pieces(pairs("ntrex-dev"), 1000)
        dice.shuffle(whole)
        return write(root, whole[:6], [p[0] for p in whole[6:10]], [p[1] for p in whole[10:14]], dice)

    align = lambda name: os.path.join(data, "align", name)
    return [
        ("news, 500 strangers", plain(lambda: pieces(pairs("ntrex-dev"), 1000), 12)),
        ("news transedited (mix), 500 strangers", plain(lambda: folders(align("ntrex-dev.mix")), 12)),
        ("news with furniture, 500 strangers", plain(lambda: folders(align("ntrex-dev.furn")), 12)),
        ("news of 4 sentences, 500 strangers", plain(lambda: pieces(pairs("ntrex-dev"), 4), 4)),
        ("news of 4 sentences, half without partner", alone(lambda: pieces(pairs("ntrex-dev"), 4))),
        ("one topic (Covid), half without partner", alone(lambda: pieces(pairs("tico19"), 12))),
        ("twins (lives: he or she), half without partner", alone(lambda: pieces(pairs("mtgeneval"), 5))),
        ("6 pairs, 4 strangers a side", few),
    ]
