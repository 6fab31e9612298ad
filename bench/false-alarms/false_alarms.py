"""False alarms: files without personal data that are held, or that a person must look at. Writes
docs/src/measured/false-alarms.md. Fails when an aim is missed or a file is not explained."""
import json
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "corpus" / "spreadsheets" / "xlsxwriter"
TIPSTAFF = ROOT / "target" / "release" / "tipstaff"
HIDDEN_TABLES = {"hidden-sheet", "very-hidden-sheet", "hidden-rows", "filtered-rows", "hidden-columns", "pivot-records", "external-values"}

# Why a file is for review all the same. Each was opened and looked at.
EXPLAINED = {
    "button07.xlsm": "It holds a macro: a program in an answer is for a person to decide, whatever it does.",
    "macro04.xlsm": "It holds a macro: a program in an answer is for a person to decide, whatever it does.",
}


def check(folder):
    out = subprocess.run([TIPSTAFF, "check", "--format", "jsonl", folder], capture_output=True).stdout
    return [json.loads(line) for line in out.decode().splitlines()]


def rows(files):
    for file in files:
        if file["verdict"] != "clear":
            name = Path(file["path"]).name
            rules = sorted({finding["rule"] for finding in file["findings"] if finding["severity"] != "note"})
            yield name, file["verdict"], rules


def thresholds():
    """The fields of crates/gate/src/thresholds.rs with their comments and defaults."""
    import re

    text = (ROOT / "crates" / "gate" / "src" / "thresholds.rs").read_text()
    defaults = dict(re.findall(r"^            (\w+): ([\d_]+),$", text, re.M))
    for comment, name in re.findall(r"((?:    /// .*\n)+)    pub (\w+): u64,", text):
        words = " ".join(line.strip().removeprefix("/// ") for line in comment.splitlines())
        yield name.replace("_", "-"), defaults[name], re.sub(r"\[`Thresholds::(\w+)`\]", lambda m: f"`{m[1].replace('_', '-')}`", words)


def main():
    subprocess.run(["cargo", "build", "-q", "--release", "-p", "tipstaff"], cwd=ROOT, check=True)
    with tempfile.TemporaryDirectory() as folder:
        tarfile.open(ROOT / "incidents" / "honest" / "honest.tar.gz").extractall(folder, filter="data")
        honest = check(folder)
    excel = check(CORPUS)
    lines = ["<!-- Made by bench/false-alarms/run. -->", "# False alarms", "",
             "A gate that cries wolf is switched off. Two sets without personal data: the files that Excel made for the tests of XlsxWriter",
             "(`../shared/corpus/spreadsheets/xlsxwriter`), and generated honest answers with look-up sheets behind drop-downs, filters, pivot tables",
             "whose cache equals what is shown, hidden helper columns and the like (`incidents/honest`).", "",
             "| set | files | clear | review | held | unchecked | for review or held |", "|---|---|---|---|---|---|---|"]
    missed = []
    for name, files in [("XlsxWriter's", excel), ("honest answers", honest)]:
        verdicts = Counter(file["verdict"] for file in files)
        share = 100 * (len(files) - verdicts["clear"]) / len(files)
        lines.append(f"| {name} | {len(files)} | {verdicts['clear']} | {verdicts['review']} | {verdicts['held']} | {verdicts['unchecked']} | {share:.1f} % |")
        if share > 2 or verdicts["held"]:
            missed.append(name)
    blocked = [file["path"] for file in excel + honest if any(f["severity"] == "block" and f["rule"] not in HIDDEN_TABLES for f in file["findings"])]
    lines += ["", f"Aim: at most 2 % of each set, none held without a hidden table: **{'missed' if missed or blocked else 'met'}**.", "", "## Each of them", "",
              "| file | verdict | rules | why |", "|---|---|---|---|"]
    for name, verdict, rules in list(rows(excel)) + list(rows(honest)):
        why = EXPLAINED.get(name)
        if why is None:
            missed.append(name)
        lines.append(f"| `{name}` | {verdict} | {', '.join(rules)} | {why or '**not explained**'} |")
    lines += ["", "## The thresholds", "",
              "Those of the verdict stand in `crates/gate/src/thresholds.rs`; a policy file can set them, in the section `[thresholds]`. Those by",
              "which detection decides what is a name, a number of somebody or a table about people are weights that belong together, and stand",
              "with their reasons in `crates/detect/src/thresholds.rs`; no file of settings changes them.", "",
              "| name | value | reason |", "|---|---|---|"]
    lines += [f"| `{name}` | {int(value.replace('_', '')):,} | {why} |" for name, value, why in thresholds()]
    (ROOT / "docs" / "src" / "measured" / "false-alarms.md").write_text("\n".join(lines) + "\n")
    sys.exit(f"missed: {missed + blocked}" if missed or blocked else 0)


if __name__ == "__main__":
    main()
