"""People in prose: precision and recall of the names recogniser. Writes docs/src/measured/prose.md.

Spans count as found when they overlap (as Presidio's own evaluation does); wikigold and re3d are scored per token.
"""
import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

from prose_sets import re3d, synth, wikigold

ROOT = Path(__file__).resolve().parents[2]


def scan(texts):
    subprocess.run(["cargo", "build", "-q", "--release", "-p", "detect", "--example", "scan"], cwd=ROOT, check=True)
    target = json.loads(subprocess.run(["cargo", "metadata", "--no-deps", "--format-version", "1"], cwd=ROOT, check=True, capture_output=True).stdout)["target_directory"]
    lines = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    out = subprocess.run([f"{target}/release/examples/scan", "--only", "names"], input=lines.encode(), capture_output=True, check=True)
    return [[(f["start"], f["end"]) for f in json.loads(line) if f["kind"] == "person"] for line in out.stdout.decode().splitlines()]


def overlaps(one, other):
    return one[0] < other[1] and other[0] < one[1]


def share(part, whole):
    return part / whole if whole else float("nan")


def score_spans(rows, found):
    """Precision and recall over spans; and recall by template, so that one long template does not decide."""
    right = wrong = hit = missed = 0
    templates = defaultdict(lambda: [0, 0])
    for (_, spans, (_, template)), predicted in zip(rows, found):
        right += sum(any(overlaps(p, s) for s in spans) for p in predicted)
        wrong += sum(not any(overlaps(p, s) for s in spans) for p in predicted)
        for span in spans:
            got = any(overlaps(p, span) for p in predicted)
            hit, missed = hit + got, missed + (not got)
            templates[template][0] += got
            templates[template][1] += 1
    per_template = [share(*pair) for pair in templates.values()]
    return share(right, right + wrong), share(hit, hit + missed), sum(per_template) / len(per_template), hit + missed


def score_tokens(rows, found):
    right = wrong = missed = 0
    for (_, places, people), predicted in zip(rows, found):
        for place, person in zip(places, people):
            got = any(overlaps(place, span) for span in predicted)
            right, wrong, missed = right + (got and person), wrong + (got and not person), missed + (person and not got)
    return share(right, right + wrong), share(right, right + missed), right + missed


def main():
    lines, rows = [], list(synth())
    for name, half in [("`synth_dataset_v2`, held-out half of the templates", "held out"), ("the half that the weights were fitted on", "tuned"), ("both", None)]:
        part = [row for row in rows if half in (None, row[2][0])]
        precision, recall, by_template, count = score_spans(part, scan([row[0] for row in part]))
        lines.append(f"| {name} | {count} people | {precision:.2f} | {recall:.2f} | {by_template:.2f} |")
    for name, sentences in [("wikigold", wikigold()), ("re3d test without BBC texts", re3d())]:
        precision, recall, count = score_tokens(sentences, scan([row[0] for row in sentences]))
        lines.append(f"| {name} | {count} words | {precision:.2f} | {recall:.2f} | |")
    if "--print" in sys.argv:
        print("\n".join(lines))
        return
    page = TEMPLATE.replace("ROWS", "\n".join(lines))
    (ROOT / "docs/src/measured/prose.md").write_text(page)


TEMPLATE = """# People in prose

Made by `bench/identifiers/prose.py`. Names found by the rules and word lists of `detect` (recogniser `names`), no model.

| set | size | precision | recall | recall, mean over templates |
|---|---|---|---|---|
ROWS

For comparison, from the design note, on the whole of `synth_dataset_v2`: spaCy `en_core_web_sm` 3.8 .70 / .64, compromise
14.17 **.79 / .60**; on wikigold .71 / .75 and .65 / .67; on re3d .71 / .31 (spaCy). They were not run again here.

- `synth_dataset_v2` (microsoft/presidio-research, MIT; its invented identities by Fake Name Generator, CC BY-SA 3.0 US):
  a span counts as found when it overlaps. Every second of its 209 templates, by number, was used to fit the weights of
  `prose/names/weights.in`; the others were kept for this table. Both halves draw their names from the same generator.
- wikigold (CC BY 4.0, Balasuriya et al. 2009) and re3d (Dstl) are scored per word. Nothing was tuned on them. re3d counts
  pronouns and role nouns as people, so that recall looks low for everybody.
- Say so in reports: of the names of unknown people in prose about three in four are found, in terse reports one in four.
"""

if __name__ == "__main__":
    main()
