"""Which of the channels known to be in the corpus each tool reports, file by file, and how long it takes. Writes
docs/src/measured/channels.md."""
import json
import re
import subprocess
from collections import Counter
from pathlib import Path

from labels import LABELS
from measure import Run

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "corpus" / "spreadsheets"
OUT = ROOT / "bench" / "out"
TOOLS = [("tipstaff", [str(ROOT / "target" / "release" / "tipstaff"), "check", "--format", "json"]),
         ("unmasker 0.7.0", [str(OUT / "peers" / "bin" / "unmasker"), "--json"]),
         ("latenspect 0.14.0", [str(OUT / "peers" / "bin" / "latenspect"), "inspect", "--format", "json"])]
PATIENCE = 60
CENSUS = ROOT / "crates" / "inspect" / "tests"


def said(tool, output):
    """The names under which a tool reported something."""
    if tool == 0:
        return {finding["rule"] for file in json.loads(output)["files"] for finding in file["findings"]}
    text = output.decode(errors="replace")
    return set(re.findall(r'"detector": "([a-z-]+)"' if tool == 1 else r'"(LS-[A-Z]+-\d+)"', text))


# What the tests cannot say, because it is about the report: why a place that was read is no finding of its own.
REPORT = {("calamine/issue252.xlsx", "chart"): "told under its sheet, which the damaged list of sheets does not reach; unchecked"}


def explained():
    """Why places are not reported, from the tests that read the corpus and from REPORT."""
    known = dict(REPORT)
    for test in CENSUS.glob("*_corpus.rs"):
        text = test.read_text()
        reasons = {name: re.sub(r"\\\s*", "", reason)
                   for name, reason in re.findall(r'const (\w+): &str =\s*"((?:[^"\\]|\\.|\\\n)*)";', text)}
        for file, label, name, reason in re.findall(r'\(\s*"([^"]+)",\s*"([^"]+)",\s*(?:(\w+)|"((?:[^"\\]|\\\n)*)"),?\s*\)', text):
            known[(file, label)] = reasons.get(name) or re.sub(r"\\\s*", "", reason)
    return known


def main():
    subprocess.run(["cargo", "build", "-q", "--release", "-p", "tipstaff"], cwd=ROOT, check=True)
    expected = json.loads((CORPUS / "expected.json").read_text())
    reasons = explained()
    all_of, hits = Counter(), [Counter(), Counter(), Counter()]
    cpu, broken, missed = [0.0] * 3, [0] * 3, []
    for name, entry in sorted(expected.items()):
        for tool, (_, command) in enumerate(TOOLS):
            run = Run(command + [str(CORPUS / name)], patience=PATIENCE, keep=True)
            cpu[tool] += run.cpu
            try:
                rules = said(tool, run.output)
            except ValueError:
                rules = set()
            broken[tool] += run.status not in (0, 1, 2) or not run.output
            for label in entry["channels"]:
                if LABELS[label][tool] & rules:
                    hits[tool][label] += 1
                elif tool == 0:
                    missed.append((name, label))
        all_of.update(entry["channels"])
    total = sum(all_of.values())
    lines = ["<!-- Made by bench/check/run. -->", "# Hidden places found, beside other checkers", "",
             f"All {len(expected)} spreadsheets of `../shared/corpus`, and the {total:,} places that a census of the raw containers found in them",
             "(`expected.json`; a floor, not a ceiling). A place counts as found when the tool reports anything of that kind for the file;",
             "`bench/check/labels.py` says what counts. \"–\": the tool has no name for it.", "",
             "| place | files | " + " | ".join(name for name, _ in TOOLS) + " |", "|---|---|---|---|---|"]
    for label, number in sorted(all_of.items(), key=lambda pair: (-pair[1], pair[0])):
        cells = [str(hits[tool][label]) if LABELS[label][tool] else "–" for tool in range(3)]
        lines.append(f"| {label} | {number} | **{cells[0]}** | {cells[1]} | {cells[2]} |")
    sums = [sum(hits[tool].values()) for tool in range(3)]
    lines.append(f"| all | {total} | **{sums[0]}** | {sums[1]} | {sums[2]} |")
    lines.append("| CPU-seconds | | " + " | ".join(f"{seconds:.1f}" for seconds in cpu) + " |")
    lines.append("| files without an answer | | " + " | ".join(map(str, broken)) + " |")
    lines += ["", "## What tipstaff does not report", ""]
    lines += [f"- `{name}`: {label}; {reasons.get((name, label), '**unexplained**')}" for name, label in missed]
    lines += ["", "The reasons are those of the tests that read the corpus (`crates/inspect/tests/all/*_corpus.rs`).", ""]
    (ROOT / "docs" / "src" / "measured" / "channels.md").write_text("\n".join(lines))


if __name__ == "__main__":
    main()
