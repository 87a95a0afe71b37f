"""alignment - the beads of documents with gold beads, in three settings, and what each source of evidence adds.

  cold        the lexicon that is built in, an empty memory
  dictionary  and Debian's FreeDict dictionary, where it is installed
  warm        and a memory of ../shared/data/pairs, without the set that is measured
"""
import os, re, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
KINDS = ("same number name date code term learnt word document hint dictionary synonym mark").split()


def environment(dictionary, data):
    """Of the aligner: with the dictionaries that are installed or with none, with our own model or another."""
    env = dict(os.environ, **({"BARQ_DATA": data} if data else {}))
    if dictionary:
        env.pop("BARQ_DICTD", None)
    else:
        env["BARQ_DICTD"] = ""
    return env


def run(build, sets, memory=None, dictionary=False, data=None, head=None):
    env = environment(dictionary, data)
    where = ["--tm", memory] if memory else []
    out = subprocess.run([os.path.join(build, "eval", "beads"), *where, *sets], env=env, capture_output=True, text=True)
    sys.stdout.write(out.stderr)
    for line in out.stdout.splitlines():
        print(f"{head:11s} {re.sub(r'  *[0-9]+ ms$', '', line)}" if head else line, flush=True)
    return dict(re.findall(r"^(\S+) .* F1 ([0-9.]+)", out.stdout, re.M))


def memory_of(build, pairs, names, folder):
    """A memory of the named sets of pairs, made anew."""
    path = os.path.join(folder, "-".join(names) + ".db")
    for name in names:
        cells = (line.rstrip("\n").split("\t") for line in open(os.path.join(pairs, f"{name}.tsv"), encoding="utf8"))
        table = os.path.join(folder, f"{name}.tsv")
        with open(table, "w", encoding="utf8") as to:
            to.writelines(f"{c[1]}\t{c[2]}\n" for c in cells if len(c) >= 3)
        subprocess.run([os.path.join(build, "barq"), "import", "--tm", path, table], check=True, capture_output=True)
    return path


def without(folder, what):
    """A folder for BARQ_DATA whose model does not weigh `what`."""
    table = open(os.path.join(ROOT, "tm", "rules", "align.tsv"), encoding="utf8").read()
    pattern = r"^(words\t(?:%s)\t).*$" if what[0] in KINDS else r"^((?:weight|freer)\t(?:%s)\t).*$"
    path = os.path.join(folder, "-".join(what))
    os.makedirs(os.path.join(path, "rules"), exist_ok=True)
    with open(os.path.join(path, "rules", "align.tsv"), "w", encoding="utf8") as to:
        to.write(re.sub(pattern % "|".join(what), r"\g<1>0", table, flags=re.M))
    return path


def mean_f1(build, setting, data=None):
    """Over the sets of a setting, ([(memory, sets), ...], with the dictionary?); each counts the same, however large."""
    memories, dictionary = setting
    env = environment(dictionary, data)
    figures = []
    for memory, sets in memories:
        where = ["--tm", memory] if memory else []
        out = subprocess.run([os.path.join(build, "eval", "beads"), *where, *sets], env=env, capture_output=True, text=True, check=True)
        figures += [float(f) for f in re.findall(r" F1 ([0-9.]+)", out.stdout)]
    return sum(figures) / len(figures)


SOURCES = (["same"], ["number"], ["name"], ["date", "code"], ["word", "term"], ["learnt", "hint"], ["document"], ["dictionary"], ["synonym"], ["mark"],
           ["astray"], ["quotes"], ["length"], ["ends-differ", "open-inside", "closed-inside"], ["titles", "title-text"],
           ["furniture", "marginal", "lone-furniture", "lone-marginal"], ["unsupported"])


def ablation(build, settings, folder):
    """The mean over several sets, since the beads of one are too few to tell thousandths."""
    print(f"  {'mean F1 over sets':50s} " + "".join(f"{name:>20s}" for name in settings))
    full = {name: mean_f1(build, setting) for name, setting in settings.items()}
    print(f"  {'all':50s} " + "".join(f"{f:20.4f}" for f in full.values()), flush=True)
    for what in SOURCES:
        data = without(folder, what)
        got = {name: mean_f1(build, setting, data) for name, setting in settings.items()}
        print(f"  without {', '.join(what):42s} " + "".join(f"{got[s]:11.4f} ({got[s] - full[s]:+.4f})" for s in settings), flush=True)


def free_set(pairs, folder, rates=None):
    """Documents translated freely, made of a table of pairs; how freely, see the script."""
    env = dict(os.environ, **({"FREE_RATES": rates} if rates else {}))
    subprocess.run([sys.executable, os.path.join(HERE, "free_set"), folder, pairs, "15"], check=True, env=env)
    return folder


def latin_set(pairs, names, folder):
    """Documents of pairs that have a Latin word in common."""
    table = f"{folder}.tsv"
    with open(table, "w", encoding="utf8") as to:
        paths = [path for path in (os.path.join(pairs, f"{name}.tsv") for name in names) if os.path.exists(path)]
        subprocess.run([sys.executable, os.path.join(HERE, "latin_pairs"), *paths], stdout=to, check=True)
    return free_set(table, folder)


def report(build, shared):
    align, pairs = (os.path.join(shared, "data", kind) for kind in ("align", "pairs"))
    if not os.path.isdir(align):
        print(f"skipped: no {os.path.relpath(align, ROOT)}")
        return
    sets = {name: [os.path.join(align, f"{name}.{v}") for v in "base merge drop furn mix hard".split()] for name in ("ntrex-dev", "tico", "pud")}
    sets["udhr"] = [os.path.join(align, "udhr")]
    sets["literature"] = [os.path.join(HERE, name) for name in ("literature", "unseen")]
    installed = os.path.exists("/usr/share/dictd/freedict-ara-eng.index")
    if not installed:
        print("skipped: dict-freedict-ara-eng is not installed, so neither 'dictionary' nor its share of 'warm'")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = folder
        warm = {name: memory_of(build, pairs, [p for p in ("tico19", "un-dev") if not p.startswith(name)], folder) for name in sets}
        for name, paths in sets.items():
            run(build, paths, head="cold")
            if installed:
                run(build, paths, dictionary=True, head="dictionary")
            run(build, paths, warm[name], installed, head="warm")
        news_pairs = os.path.join(pairs, "ntrex-dev.tsv")
        free = free_set(news_pairs, os.path.join(folder, "free"))
        freer = [free_set(news_pairs, os.path.join(folder, f"free.{k}"), rates)
                 for k, rates in enumerate(("0.35 0.3 0.1 0.08", "0.5 0.3 0.03 0.025", "0.5 0.4 0.15 0.1"), 2)]
        latin = {name: latin_set(pairs, names, os.path.join(folder, f"latin.{name}")) for name, names in
                 (("cold", ("ntrex-dev", "tico19", "mtgeneval", "un-dev")), ("warm", ("ntrex-dev", "mtgeneval")))}
        run(build, [free, *freer, latin["cold"]], head="cold")
        run(build, [free, *freer, latin["warm"]], warm["ntrex-dev"], installed, head="warm")
        moved = os.path.join(folder, "moved")
        for variant in "base", "mix":
            subprocess.run([sys.executable, os.path.join(HERE, "moved_set"), f"{moved}.{variant}", os.path.join(align, f"ntrex-dev.{variant}")],
                           check=True)
        run(build, [f"{moved}.{variant}" for variant in ("base", "mix")], warm["ntrex-dev"], installed, head="warm")
        print("What each source adds: sets of news and papers as they are mixed, the same with moved ends (hard), free text, and text with "
              "Latin words in every sentence")
        news = ("ntrex-dev", "tico", "pud")
        ablation(build, {"mix, cold": ([(None, [sets[n][4] for n in news])], False),
                         "hard, cold": ([(None, [sets[n][5] for n in news])], False),
                         "mix, warm": ([(warm[n], [sets[n][4]]) for n in news], installed),
                         "hard, warm": ([(warm[n], [sets[n][5]]) for n in news], installed),
                         "free, warm": ([(warm["ntrex-dev"], [free])], installed),
                         "tales, cold": ([(None, sets["literature"])], False),
                         "Latin, cold": ([(None, [latin["cold"]])], False),
                         "Latin, warm": ([(warm["ntrex-dev"], [latin["warm"]])], installed)}, folder)
