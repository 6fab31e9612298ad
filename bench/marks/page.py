"""Makes the page of what was measured: page.py FOLDER."""
import json
import math
import os
import statistics
import sys
from collections import defaultdict
from pathlib import Path

# z from which a photo, or photos together, clear the bar of 200 recipients (crates/marks/src/evidence/photo.rs).
BAR = 6.30
# Of the design (sharing.md, 3.3), one portrait, at 50.2 and 44.5 dB.
DESIGN = {
    "none": (190, 197),
    "JPEG 90": (130, 172),
    "JPEG 75": (68, 119),
    "JPEG 50": (32, 62),
    "JPEG 30": (14.7, 31),
    "half size, JPEG 75": (10.2, 21.2),
    "thumbnail 100×125, JPEG 75": (0.8, 2.2),
    "cropped to 60 % of its area, JPEG 75": (51, 82),
    "unknown crop of 10 %, turned by −2°, scale 0.6, JPEG 70": (11.9, None),
    "print and scan imitated, JPEG 75": (11.8, 26),
    "mean of 2 colluders' copies, JPEG 75": (34.7, 67),
    "mean of 3 colluders' copies, JPEG 75": (17.6, 46),
    "mean of 5 colluders' copies, JPEG 75": (6.9, 26),
    "mean of 10 colluders' copies, JPEG 75": (1.3, 10.3),
}


def number(value):
    return "–" if value is None else f"{value:.0f}" if abs(value) >= 99.5 else f"{value:.1f}"


def photos_together(results):
    """How many photos like these are needed, pooled with their weights; those that were not found count as looked at."""
    found = [result for result in results if "z" in result]
    norm = math.sqrt(sum(result["weight"] ** 2 for result in found))
    if not norm:
        return "–"
    each = sum(result["weight"] * result["z"] for result in found) / norm / math.sqrt(len(results))
    return f"{math.ceil((BAR / each) ** 2):,}" if each > 0.05 else "–"


def photo_rows(results):
    cases = defaultdict(list)
    for result in results:
        cases[result["attack"], result["strength"]].append(result)
    for attack in dict.fromkeys(result["attack"] for result in results):
        cells = [attack]
        for strength, design in zip(("light", "strong"), DESIGN.get(attack, (None, None))):
            case = cases[attack, strength]
            z = sorted(result.get("z", 0) for result in case)
            alone = sum(value >= BAR for value in z) / len(z)
            cells += [number(design), number(statistics.median(z)), number(z[len(z) // 10]), f"{alone:.0%}".replace("%", " %"), photos_together(case)]
        yield "| " + " | ".join(cells) + " |"


def photos(results):
    pictures = {result["picture"] for result in results}
    decibels = {strength: statistics.mean(result["decibels"] for result in results if result["strength"] == strength) for strength in ("light", "strong")}
    found = [result for result in results if "z" in result]
    seconds = sorted(result["seconds"] for result in found)
    innocents = [result["innocent"] for result in found]
    yield f"""## Watermarks in photos

{len(pictures)} portraits of 400×500 pixels, cut out of what packages carry: seven of people and a cat, the rest landscapes, plants,
things, textures and drawings (scikit-image, scikit-learn, matplotlib, the tests of face_recognition, five wallpaper packages of
Debian). Marked lightly the photo lies {decibels["light"]:.1f} dB above the mark on average, strongly {decibels["strong"]:.1f} dB; the design has one portrait, at
50.2 and 44.5 dB. What is done to photos is done by Pillow, and the program is told nothing of it: it is given the original and
what leaked. *Alone*: share of photos that clear the bar of 200 recipients by themselves (z ≥ {BAR:.2f}); *together*: how many
photos like these do, pooled. Of colluders, the one that is found least. What was not laid over its original counts as z = 0.

| | light: design | median z | lowest tenth | alone | together | strong: design | median z | lowest tenth | alone | together |
|---|---|---|---|---|---|---|---|---|---|---|"""
    yield from photo_rows(results)
    yield f"""
- **Innocents**: {INNOCENTS} other recipients for each line and picture, {len(found) * INNOCENTS:,} in all. The largest z is {max(innocents):.2f}, where so many draws of
  a normal distribution give {normal_largest(len(found) * INNOCENTS):.2f} on average; the largest of {INNOCENTS} is {statistics.median(innocents):.2f} in the middle, {normal_largest(INNOCENTS):.2f} expected (the design: 2.64 and 2.83).
- **Time**: {statistics.median(seconds):.2f} s a photo to lay it over its original and take the difference, {seconds[len(seconds) * 99 // 100]:.2f} s at the 99th hundredth, {seconds[-1]:.2f} s at most,
  on one of {os.cpu_count()} cores while the other did the same. A recipient more is a matter of 0.1 ms.
- **Not laid over the original**: {len(results) - len(found)} of {len(results):,}.
"""


INNOCENTS = 300


def normal_largest(count):
    """About the middle of the largest of so many."""
    return statistics.NormalDist().inv_cdf(0.5 ** (1 / count))


def accusation(path):
    yield """## Innocent deliveries that reach a bound

Each draw is a delivery with a fresh key, against a file by somebody who knows everything but that key and holds a delivery of
somebody else's. An e-value may reach k at most once in k times. Tokens are cut to 20 bits here, because nobody can wait for 65;
the last of their lines is of whole ones.

| channel | what stands in the file | draws | e ≥ 10 (at most 10 %) | e ≥ 100 (1 %) | e ≥ 1,000 (0.1 %) | e ≥ 10,000 (0.01 %) |
|---|---|---|---|---|---|---|"""
    for line in path.read_text(encoding="utf-8").splitlines():
        channel, what, draws, *counts = line.split("\t")
        shares = [f"{int(count) / int(draws):.4%}".replace("%", " %") for count in counts]
        yield f"| {channel} | {what} | {int(draws):,} | " + " | ".join(shares) + " |"
    yield """
A share that lies at its bound comes out a little above it half the time: one of 0.01 % is within ±0.003 % of a million draws.
"""


def rates(path):
    yield "## Rates\n\nOne thread, the middle of five runs.\n\n| | |\n|---|---|"
    for line in path.read_text(encoding="utf-8").splitlines():
        what, unit, rate = line.split("\t")
        rate = float(rate)
        shown = f"{rate / 1e6:.1f} million" if rate >= 1e6 else f"{rate:,.0f}"
        yield f"| {what} | {shown} {unit} a second |"


def main(folder):
    results = [json.loads(line) for path in sorted(folder.glob("photos-*.jsonl")) for line in path.read_text().splitlines()]
    print("<!-- Made by bench/marks/run. -->\n# Marks of deliveries\n\nOne run of `bench/marks/run`.\n")
    for part in (photos(results), accusation(folder / "accusation.tsv"), rates(folder / "rates.tsv")):
        print("\n".join(part))


main(Path(sys.argv[1]))
