"""checks - false alarms of the checks on published pairs, and what they find of faults that are planted in these.

A pair is document, Arabic, English. Faults are planted in the English, one a pair, wherever there is something to spoil:

  digit     a digit of a number becomes another one, so that its value changes
  negation  "not" or "n't" is dropped, or "cannot" becomes "can" (not of "not only" and "or not", which negate nothing)
  name      a name becomes another one of the same kind that stands in another pair: a place or nation that the lexicon
            has, one word for one word; or words in capitals inside a sentence that no text has in small letters
  quote     one or both marks of a quotation are dropped, of a pair that has as many marks on both sides

Found is what the rule of the kind says of the spoilt pair and did not say of the sound one.
"""
import collections, os, random, re, subprocess

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
VALUES = {"number", "date"}
RULE_OF = {"digit": VALUES, "negation": {"negation"}, "name": {"name"}, "quote": {"quote"}}
NOT = re.compile(r"\b(?:not|cannot)\b|n['’]t\b")
NO_NOT = re.compile(r"\bor not\b|\bnot (?:only|just|merely|simply|least|to mention)\b", re.I)
WORD = r"[A-Z][a-zà-öø-ÿ]+(?:[-'’][A-Z]?[a-zà-öø-ÿ]+)?"
NAME = re.compile(rf"(?<=[a-zà-ÿ,] ){WORD}(?: {WORD})*")
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


def lexicon_places():
    names = set()
    for table in "countries", "places", "nationalities":
        for line in open(os.path.join(ROOT, "tm", "lexicon", table + ".tsv"), encoding="utf8"):
            if not line.startswith("#"):
                names.update(e for e in line.rstrip("\n").split("\t")[1].split("|") if re.fullmatch(WORD, e))
    return names


class Names:
    """Names by kind, with the words that they must not be mistaken for."""

    def __init__(self, pairs, places):
        self.small = {w for _, en in pairs for w in re.findall(r"\b[a-z]+\b", en)}
        self.places = places
        self.kinds = collections.defaultdict(set)
        for _, en in pairs:
            for name in self.of(en):
                self.kinds[self.kind(name)].add(name)
        self.kinds = {kind: sorted(names) for kind, names in self.kinds.items()}

    def kind(self, name):
        return "place" if name in self.places else f"other {min(3, len(name.split()))}"

    def of(self, text):
        runs = {re.sub(r"['’]s$", "", m[0]) for m in NAME.finditer(text)}
        return sorted(n for n in runs if n in self.places or not any(w in KEEP or w in self.places or w.lower() in self.small
                                                                     for w in n.split()))


def spoil_digit(rng, ar, en, names):
    at = [m.start() for m in re.finditer(r"(?<![\w.])[0-9][0-9,.]*(?!\w)", en) for _ in (0,)]
    runs = [m for m in re.finditer(r"(?<![\w.-])[0-9][0-9,.]*(?![\w-])", en)]
    if not runs:
        return None
    run = rng.choice(runs)
    i = rng.choice([i for i in range(run.start(), run.end()) if en[i].isdigit()])
    return en[:i] + rng.choice([d for d in "123456789" if d != en[i]]) + en[i + 1:]


def spoil_negation(rng, ar, en, names):
    taken = [m.span() for m in NO_NOT.finditer(en)]
    places = [m for m in NOT.finditer(en) if not any(s <= m.start() < e for s, e in taken)]
    if not places:
        return None
    m = rng.choice(places)
    if m[0] == "cannot":
        return en[: m.start()] + "can" + en[m.end():]
    rest = en[m.end():]
    return en[: m.start()].rstrip(" ") + rest if m[0] != "not" or rest[:1] != " " else en[: m.start()] + rest[1:]


def spoil_name(rng, ar, en, names):
    here = names.of(en)
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


SPOIL = {"digit": spoil_digit, "negation": spoil_negation, "name": spoil_name, "quote": spoil_quote}


def plant(kind, pairs, names, seed=1):
    """(index, spoilt pair) of every pair that can be spoilt that way."""
    rng = random.Random(f"{seed} {kind}")
    made = [(i, SPOIL[kind](rng, ar, en, names)) for i, (ar, en) in enumerate(pairs)]
    return [(i, (pairs[i][0], en)) for i, en in made if en is not None and en != pairs[i][1]]


def alarms(found):
    """Shares of pairs with a finding of the number and date rules, of the others, and of each."""
    count = max(1, len(found))
    rules = [{rule for rule, _ in pair} for pair in found]
    each = collections.Counter(rule for pair in rules for rule in pair)
    return (sum(bool(pair & VALUES) for pair in rules) / count, sum(bool(pair - VALUES) for pair in rules) / count,
            {rule: n / count for rule, n in each.most_common()})


def report(program, path, show=0):
    pairs = read(path)
    sound = check(program, pairs)
    values, others, each = alarms(sound)
    print(f"{os.path.basename(path):<16} {len(pairs)} pairs   false alarms: numbers and dates {values:.2%}, others {others:.2%}")
    print("   " + "  ".join(f"{rule} {share:.2%}" for rule, share in each.items()), flush=True)
    names = Names(pairs, lexicon_places())
    for kind in SPOIL:
        planted = plant(kind, pairs, names)
        said = check(program, [pair for _, pair in planted])
        missed = [(i, pair) for (i, pair), now in zip(planted, said)
                  if not any(f[0] in RULE_OF[kind] and f not in sound[i] for f in now)]
        right = len(planted) - len(missed)
        print(f"   {kind:<9} {right} of {len(planted)} planted found, {right / max(1, len(planted)):.1%}", flush=True)
        for i, (ar, en) in missed[:show]:
            print(f"      {pairs[i][1]}\n      {en}\n      {ar}\n")
