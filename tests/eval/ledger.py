"""ledger - the names that are proposed, and what accepting all of them would do to drafts.

  found      names of ../shared/facts/names-dev.tsv that are proposed, each from a sentence of its own
  proposed   names from news
  changed    published sentences whose wording changes once every proposal is accepted: each is a form that the story itself has
             in another way, or a mistake, so they must be few
"""
import html, json, os, subprocess, tempfile


def barq(build, memory, *args):
    run = subprocess.run([os.path.join(build, "barq"), *args, "--tm", memory], capture_output=True, text=True)
    return run.stdout


def memory_of(build, folder, name, rows):
    """A memory of (story, Arabic, English)."""
    tmx, memory = os.path.join(folder, f"{name}.tmx"), os.path.join(folder, f"{name}.db")
    with open(tmx, "w", encoding="utf8") as to:
        to.write('<tmx version="1.4"><header srclang="ar" segtype="sentence" o-tmf="x" adminlang="en" datatype="plaintext" creationtool="x" '
                 'creationtoolversion="1"/><body>')
        for story, ar, en in rows:
            story, ar, en = map(html.escape, (story, ar, en))
            to.write(f'<tu><prop type="x-barq-story">{story}</prop><tuv xml:lang="ar"><seg>{ar}</seg></tuv><tuv xml:lang="en"><seg>{en}</seg></tuv></tu>')
        to.write("</body></tmx>")
    barq(build, memory, "import", tmx)
    return memory


def propose(build, memory, least):
    said = barq(build, memory, "names", "propose", "--stories", str(least), "--json")
    return json.loads(said)["names"] if said else []


def found(build, folder, path):
    names = [line.rstrip("\n").split("\t")[:2] for line in open(path, encoding="utf8")]
    rows = [(str(i), f"وقال {ar} ذلك أمس.", f"{en} said so yesterday.") for i, (ar, en) in enumerate(names)]
    forms = {form for name in propose(build, memory_of(build, folder, "dev", rows), 1) for form in name["ar"]}
    print(f"found     {sum(ar in forms for ar, _ in names)} of {len(names)} names, each in a sentence of its own")


def changed(build, folder, path):
    rows = [line.rstrip("\n").split("\t")[:3] for line in open(path, encoding="utf8")]
    memory = memory_of(build, folder, "news", rows)
    names = propose(build, memory, 1)
    print(f"proposed  {len(names)} names of {len(rows)} pairs, {sum(name['stories'] > 1 for name in names)} of them in two documents or more")
    barq(build, memory, "names", "accept", *[name["id"] for name in names])
    story = os.path.join(folder, "news.txt")
    open(story, "w", encoding="utf8").write("".join(ar + "\n\n" for _, ar, _ in rows))
    draft = json.loads(barq(build, memory, "translate", story, "--from", "ar", "--furniture", "--json"))
    notes = [note for s in draft["segments"] for note in s["notes"] if note.startswith("name ")]
    print(f"changed   {len(notes)} forms in {len(draft['segments'])} segments, all proposals accepted")
    for note in notes[:10]:
        print(f"            {note}")


def report(build, shared):
    dev, news = os.path.join(shared, "facts", "names-dev.tsv"), os.path.join(shared, "data", "pairs", "ntrex-dev.tsv")
    with tempfile.TemporaryDirectory() as folder:
        for path, measure in (dev, found), (news, changed):
            if os.path.exists(path):
                measure(build, folder, path)
            else:
                print(f"skipped: no {os.path.basename(path)}")
