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
# As `pool` has it there.
MOST_WEIGHT = 40
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
    weights = [min(result["weight"], MOST_WEIGHT) for result in found]
    norm = math.sqrt(sum(weight**2 for weight in weights))
    if not norm:
        return "–"
    each = sum(weight * result["z"] for weight, result in zip(weights, found)) / norm / math.sqrt(len(results))
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
    # Processor time; by the clock only where a run was made before that was counted.
    kind = "processor_seconds" if "processor_seconds" in found[0] else "seconds"
    by = "of processor time" if kind == "processor_seconds" else "by the clock, on a machine that did five other things (load 8 to 22)"
    seconds = sorted(result[kind] for result in found)
    innocents = [result["innocent"] for result in found]
    yield f"""## Watermarks in photos

{len(pictures)} portraits of 400×500 pixels, cut out of what packages carry: seven of people and a cat, the rest landscapes, plants,
things, textures and drawings (scikit-image, scikit-learn, matplotlib, the tests of face_recognition, five wallpaper packages of
Debian). On average the light mark lies {decibels["light"]:.1f} dB below the photo, the strong one {decibels["strong"]:.1f} dB; the design has one portrait, at
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
  {by}; *Rates* has a photo, and a key, alone.
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
    yield f"## Rates\n\nOne thread, processor time, the middle of five runs; {os.cpu_count()} cores.\n\n| | |\n|---|---|"
    for line in path.read_text(encoding="utf-8").splitlines():
        what, unit, rate = line.split("\t")
        rate = float(rate)
        shown = f"{rate / 1e6:.1f} million" if rate >= 1e6 else f"{rate:,.0f}" if rate >= 100 else f"{rate:.1f}"
        yield f"| {what} | {shown} {unit} a second |"


def failures(results):
    """What a reader must not overlook."""
    light = [result for result in results if result["strength"] == "light"]
    weak = defaultdict(list)
    for result in light:
        weak[result["attack"]].append(result.get("z", 0) < BAR)
    yield "## Where it fails\n"
    for attack, below in sorted(weak.items(), key=lambda item: -sum(item[1])):
        if any(below):
            yield f"- {attack}: {sum(below)} of {len(below)} lightly marked photos stay below the bar alone."
    astray = [result for result in light if "z" in result and result["attack"].startswith(("unknown", "the same", "cropped")) and result["z"] < 3]
    yield f"""
Of photos that were cut or turned, {len(astray)} lie below z = 3: smooth ones, and brick walls and the like, which are laid over the
wrong row of bricks. Photos pool, so a store that leaks many is named all the same; a single smooth thumbnail is not. Not tried:
photos of a screen, faces made anew by a model, another face put in. Order dies when a file is sorted, reference numbers with
their column; what is left then is no proof, and no channel here says that it is one.
"""


def main(folder):
    results = [json.loads(line) for path in sorted(folder.glob("photos-*.jsonl")) for line in path.read_text().splitlines()]
    print("<!-- Made by bench/marks/run. -->\n# Marks of deliveries\n\nOne run of the parts of `bench/marks/run`.\n")
    for part in (photos(results), failures(results), accusation(folder / "accusation.tsv"), rates(folder / "rates.tsv")):
        print("\n".join(part))


main(Path(sys.argv[1]))
