"""Fits the weights of `prose/names` on the tuned half of the templates, and writes `weights.in`.

Run it with the bench's own environment: bench/out/venv/bin/python bench/identifiers/fit_names.py
Signs that the texts have too few cases of keep the weight that was set by hand (marked in `weights.in`).
"""
import json
import os
import re
import subprocess
import tempfile
from pathlib import Path

import numpy

from prose_sets import synth

ROOT = Path(__file__).resolve().parents[2]
WEIGHTS = ROOT / "crates/detect/src/prose/names/weights.in"
SIGNS = ROOT / "crates/detect/src/prose/names/signs.rs"
FEWEST = 12  # cases of a sign below which a fit would be a guess
STRENGTH = 1.5  # of the pull towards nothing


def read_signs(texts):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", delete=False) as file:
        for text in texts:
            file.write(json.dumps(text) + "\n")
    command = ["cargo", "test", "-q", "--release", "-p", "detect", "--lib", "--", "--ignored", "--exact", "prose::names::fit::signs", "--nocapture"]
    out = subprocess.run(command, cwd=ROOT, env={**os.environ, "TEXTS": file.name}, capture_output=True, text=True, check=True)
    os.unlink(file.name)
    for line in out.stdout.splitlines():
        if "SIGNS" in line:
            yield tuple(int(field) for field in line[line.index("SIGNS") :].split()[1:])


def main():
    tuned = [(text, spans) for text, spans, (half, _) in synth() if half == "tuned"]
    names = re.findall(r"const ([A-Z_]+) = 1", SIGNS.read_text())
    rows = re.findall(r'\(Signs::([A-Z_]+), (-?[\d.]+), "(.*?)"\),(.*)', WEIGHTS.read_text())
    hand = {name: float(bits) for name, bits, _, remark in rows if "by hand" in remark}
    features, labels = [], []
    for line, start, end, bits in read_signs([text for text, _ in tuned]):
        text, spans = tuned[line]
        start, end = (len(text.encode()[:place].decode(errors="ignore")) for place in (start, end))
        features.append([bits >> place & 1 for place in range(len(names))])
        labels.append(any(start < right and left < end for left, right in spans))
    x, y = numpy.array(features, dtype=float), numpy.array(labels, dtype=float)
    pull = numpy.array([hand.get(name, 0.0) for name in names]) * numpy.log(2)
    weights = pull.copy()
    counts = x.sum(axis=0)
    free = numpy.array([counts[place] >= FEWEST and name not in hand for place, name in enumerate(names)])
    for _ in range(60):
        p = 1 / (1 + numpy.exp(-(x @ weights)))
        gradient = x.T @ (p - y) + STRENGTH * (weights - pull)
        hessian = (x * (p * (1 - p))[:, None]).T @ x + STRENGTH * numpy.eye(len(names))
        step = numpy.linalg.solve(hessian[numpy.ix_(free, free)], gradient[free])
        weights[free] -= step
    bits = weights / numpy.log(2)
    lines = ["&["]
    old = {name: (words, remark) for name, _, words, remark in rows}
    for place, name in enumerate(names):
        words, remark = old.get(name, ("", ""))
        lines.append(f'    (Signs::{name}, {bits[place] + 0.0:.1f}, "{words}"),{remark}')
    WEIGHTS.write_text("\n".join(lines + ["]", ""]))
    predicted = x @ weights > 0
    print(f"{len(y)} sequences, {int(y.sum())} names; P {y[predicted].mean():.2f} R {predicted[y > 0].mean():.2f} of sequences")
    for place in numpy.argsort(bits):
        print(f"{names[place]:24} {bits[place]:5.1f} {int(counts[place]):5} {y[x[:, place] > 0].mean() if counts[place] else 0:.2f}")


if __name__ == "__main__":
    main()
