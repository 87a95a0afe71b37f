"""checks - false alarms of the checks on published pairs, and what they find of faults that are planted in these.

A pair is document, Arabic, English. Faults are planted in the English, one a pair, wherever there is something to spoil:

  digit     a digit of a number becomes another one, so that its value changes
  negation  "not" or "n't" is dropped, or "cannot" becomes "can" (not of "not only" and "or not", which negate nothing), of a
            pair whose Arabic negates too: else the English might become right by it
  name      a name becomes another one of the same kind that stands in another pair: a country, a place or a nation that the
            lexicon has; or words in capitals inside a sentence that nowhere have small letters, as many for as many. Names
            are such as stand on both sides of their pair, by the lexicon or by their consonants.
  quote     one or both marks of a quotation are dropped, of a pair that has as many marks on both sides

Found is what the rule of the kind says of the spoilt pair and did not say of the sound one.

Others may plant without a look at the Arabic, so the same is done carelessly as well: any digit, as that of COVID-19; any
"not"; any one word that has a capital and nowhere small letters, for another such; any one mark.
"""
import collections, os, random, re, subprocess

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
VALUES = {"number", "date"}
RULE_OF = {"digit": VALUES, "negation": {"negation"}, "name": {"name"}, "quote": {"quote"}}
NOT = re.compile(r"\b(?:not|cannot)\b|n['’]t\b")
NEGATES = re.compile("(?<![\u0621-\u0652])[\u0648\u0641\u0628\u0644]?(?:\u0644\u0627|\u0644\u0645|\u0644\u0646|\u0644\u064a\u0633\\w*|\u063a\u064a\u0631|\u0639\u062f\u0645|\u062f\u0648\u0646|\u0628\u062f\u0648\u0646|\u0623\u0644\u0627)(?![\u0621-\u0652])")
NO_NOT = re.compile(r"\bor not\b|\bnot (?:only|just|merely|simply|least|to mention)\b", re.I)
WORD = r"[A-Z][a-zà-öø-ÿ]+(?:[-'’][A-Z]?[a-zà-öø-ÿ]+)?"
NAME = re.compile(rf"(?<=[a-zà-ÿ,] ){WORD}(?: {WORD})*")
CAPITAL = re.compile(r"(?<=[a-z,] )[A-Z][a-zà-ÿ]{3,}")
MARKS = re.compile('["“”„«»]')
KEEP = set("January February March April May June July August September October November December Monday Tuesday Wednesday "
           "Thursday Friday Saturday Sunday Mr Mrs Ms Dr Sir Lord Lady".split())


def read(path):
    pairs = [line.rstrip("\n").split("\t")[1:3] for line in open(path, encoding="utf8")]
    return [tuple(p) for p in pairs if len(p) == 2]


def check(program, pairs):
    """The findings of each pair, as a list of (rule, words)."""
    lines = "".join(f"{i}\t{ar}\t{en}\n" for i, (ar, en) in enumerate(pairs))
    out = subprocess.run([program], input=lines, capture_output=True, text=True, check=True).stdout
    return [[tuple(f.split(": ", 1)) for f in line.split("\t")[1:]] for line in out.split("\n")[:-1]]


def lexicon_names():
    """English names of one word that the lexicon has: their table and Arabic renderings."""
    names = {}
    for table in "countries", "places", "nationalities":
        for line in open(os.path.join(ROOT, "tm", "lexicon", table + ".tsv"), encoding="utf8"):
            ar, _, rest = line.rstrip("\n").partition("\t")
            for en in () if line.startswith("#") else rest.split("\t")[0].split("|"):
                if re.fullmatch(WORD, en):
                    names.setdefault(en, (table, set()))[1].add(plain(ar))
    return names


def plain(ar):
    """Arabic without vowel marks, hamzas and the article."""
    ar = re.sub("[\u064b-\u0652\u0640]", "", ar).translate(str.maketrans("\u0623\u0625\u0622\u0649\u0629", "\u0627\u0627\u0627\u064a\u0647"))
    return re.sub(r"\b\u0627\u0644", "", ar)


ARABIC = {**dict.fromkeys("\u0628\u067e", "B"), **dict.fromkeys("\u0641\u06a4", "F"), **dict.fromkeys("\u062a\u0637\u062f\u0636", "T"),
          **dict.fromkeys("\u0633\u0635\u0632\u062b\u0630\u0638\u0634", "S"), **dict.fromkeys("\u062c\u063a\u0642\u0643\u062e\u06af\u0686", "G"),
          "\u0644": "L", "\u0645": "M", "\u0646": "M", "\u0631": "R"}
LATIN = dict(zip("bpfvtdszgqkjclmnr", "BBFFTTSSGGGGGLMMR"))


def skeleton(word):
    """Its consonants by class, runs as one: what survives between the scripts."""
    word = word.lower().replace("sh", "s").replace("ch", "s").replace("ph", "f").replace("th", "t").replace("x", "ks")
    return re.sub(r"(.)\1+", r"\1", "".join(ARABIC.get(c) or LATIN.get(c, "") for c in word))


class Names:
    """Names by kind: those that stand on both sides of a pair."""

    def __init__(self, pairs, known, texts):
        self.small = {w for en in texts for w in re.findall(r"\b[a-z]+\b", en)}
        self.known = known
        kinds = collections.defaultdict(set)
        for ar, en in pairs:
            for name in self.of(ar, en):
                kinds[self.kind(name)].add(name)
        self.kinds = {kind: sorted(names) for kind, names in kinds.items()}
        self.capitals = sorted({m[0] for _, en in pairs for m in self.capitals_of(en)})

    def capitals_of(self, en):
        """Single words of four letters or more that have a capital here and nowhere small letters."""
        return [m for m in CAPITAL.finditer(en) if m[0] not in KEEP and m[0].lower() not in self.small]

    def kind(self, name):
        return self.known[name][0] if name in self.known else f"other {min(3, len(name.split()))}"

    def is_name(self, word, words):
        """Of no other meaning, and spelt so in the Arabic."""
        key = skeleton(word)
        small = word.lower()
        return (word not in KEEP and not {small, small.rstrip("s")} & self.small and word not in self.known and len(key) > 2
                and any(key in (skeleton(w), skeleton(w[1:])) for w in words))

    def of(self, ar, en):
        text = plain(ar)
        words = re.findall(r"\w+", text)
        runs = sorted({re.sub(r"['’]s$", "", m[0]) for m in NAME.finditer(en)})
        return [n for n in runs if (any(r in text for r in self.known[n][1]) if n in self.known
                                    else all(self.is_name(w, words) for w in n.split()))]


def spoil_digit(rng, ar, en, names):
    runs = [m for m in re.finditer(r"(?<![\w.-])[0-9][0-9,.]*(?![\w-])", en)]
    if not runs:
        return None
    run = rng.choice(runs)
    i = rng.choice([i for i in range(run.start(), run.end()) if en[i].isdigit()])
    return en[:i] + rng.choice([d for d in "123456789" if d != en[i]]) + en[i + 1:]


def drop_not(rng, en, places):
    if not places:
        return None
    m = rng.choice(places)
    if m[0] == "cannot":
        return en[: m.start()] + "can" + en[m.end():]
    rest = en[m.end():]
    return en[: m.start()].rstrip(" ") + rest if m[0] != "not" or rest[:1] != " " else en[: m.start()] + rest[1:]


def spoil_negation(rng, ar, en, names):
    taken = [m.span() for m in NO_NOT.finditer(en)]
    places = [m for m in NOT.finditer(en) if not any(s <= m.start() < e for s, e in taken)]
    return drop_not(rng, en, places if NEGATES.search(ar) else [])


def spoil_name(rng, ar, en, names):
    here = names.of(ar, en)
    if not here:
        return None
    name = rng.choice(here)
    words = set(en.split())
    others = [n for n in names.kinds[names.kind(name)] if not words & set(n.split()) and n not in en]
    return re.sub(rf"\b{re.escape(name)}\b", rng.choice(others), en) if others else None


def spoil_quote(rng, ar, en, names):
    marks = [m.start() for m in MARKS.finditer(en)]
    if not marks or len(marks) % 2 or len(marks) != len(MARKS.findall(ar)):
        return None
    first = 2 * rng.randrange(len(marks) // 2)
    drop = rng.choice([marks[first: first + 1], marks[first + 1: first + 2], marks[first: first + 2]])
    return "".join(c for i, c in enumerate(en) if i not in drop)


def careless_digit(rng, ar, en, names):
    at = [i for i, c in enumerate(en) if c in "0123456789"]
    i = rng.choice(at) if at else 0
    return en[:i] + rng.choice([d for d in "123456789" if d != en[i]]) + en[i + 1:] if at else None


def careless_negation(rng, ar, en, names):
    return drop_not(rng, en, list(NOT.finditer(en)))


def careless_name(rng, ar, en, names):
    found = [m for m in names.capitals_of(en)]
    others = [n for n in names.capitals if n not in en]
    if not found or not others:
        return None
    m = rng.choice(found)
    return en[: m.start()] + rng.choice(others) + en[m.end():]


def careless_quote(rng, ar, en, names):
    marks = [m.start() for m in MARKS.finditer(en)]
    i = rng.choice(marks) if marks else 0
    return en[:i] + en[i + 1:] if marks else None


CARELESS = {"digit": careless_digit, "negation": careless_negation, "name": careless_name, "quote": careless_quote}
SPOIL = {"digit": spoil_digit, "negation": spoil_negation, "name": spoil_name, "quote": spoil_quote}


def plant(kind, pairs, names, spoil=SPOIL, seed=1):
    """(index, spoilt pair) of every pair that can be spoilt that way."""
    rng = random.Random(f"{seed} {kind}")
    made = [(i, spoil[kind](rng, ar, en, names)) for i, (ar, en) in enumerate(pairs)]
    return [(i, (pairs[i][0], en)) for i, en in made if en is not None and en != pairs[i][1]]


def alarms(found):
    """Shares of pairs with a finding of the number and date rules, of the others, and of each."""
    count = max(1, len(found))
    rules = [{rule for rule, _ in pair} for pair in found]
    each = collections.Counter(rule for pair in rules for rule in pair)
    return (sum(bool(pair & VALUES) for pair in rules) / count, sum(bool(pair - VALUES) for pair in rules) / count,
            {rule: n / count for rule, n in each.most_common()})


def find(program, kind, pairs, planted, sound):
    """Which of the planted faults are not found."""
    said = check(program, [pair for _, pair in planted])
    return [(i, pair) for (i, pair), now in zip(planted, said)
            if not any(f[0] in RULE_OF[kind] and f not in sound[i] for f in now)]


def found_of(planted, missed):
    right = len(planted) - len(missed)
    return f"{right} of {len(planted)}, {right / max(1, len(planted)):.1%}"


def report(program, path, texts, show=0):
    """`texts` are English ones by which a word is known to have small letters."""
    pairs = read(path)
    sound = check(program, pairs)
    values, others, each = alarms(sound)
    print(f"{os.path.basename(path):<16} {len(pairs)} pairs   false alarms: numbers and dates {values:.2%}, others {others:.2%}")
    print("   " + "  ".join(f"{rule} {share:.2%}" for rule, share in each.items()), flush=True)
    names = Names(pairs, lexicon_names(), texts)
    for kind in SPOIL:
        planted = plant(kind, pairs, names)
        missed = find(program, kind, pairs, planted, sound)
        careless = plant(kind, pairs, names, CARELESS, 9)
        print(f"   {kind:<9} found of planted: {found_of(planted, missed)};   of planted carelessly: "
              f"{found_of(careless, find(program, kind, pairs, careless, sound))}", flush=True)
        for i, (ar, en) in missed[:show]:
            print(f"      {pairs[i][1]}\n      {en}\n      {ar}\n")
