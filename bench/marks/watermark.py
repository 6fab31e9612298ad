"""How well the watermark is found: marks each picture, does to it what happens to photos, and looks for the mark.

watermark.py EXAMPLE PICTURES FIRST EVERY RESULT: every so many pictures from the first on; one line of JSON for each case."""
import json
import sys
import subprocess
import tempfile
from pathlib import Path

import numpy
from attacks import ATTACKS, COLLUDERS, jpeg, mean
from PIL import Image

INNOCENTS = 300
# Pictures that are taken, evenly from all there are.
PICTURES = 100
# Recipients below are the sources, from here on they are innocent.
INNOCENT = 1000


class Program:
    """The example, one order after another."""

    def __init__(self, path):
        self.process = subprocess.Popen([path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, *words):
        self.process.stdin.write(" ".join(map(str, words)) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline().split()
        if not answer:
            sys.exit("the example ended")
        return answer


def opened(path):
    with Image.open(path) as picture:
        return picture.convert("RGB")


def noise(one, other):
    difference = numpy.asarray(one.convert("L"), dtype=float) - numpy.asarray(other.convert("L"), dtype=float)
    return 10 * numpy.log10(255**2 / (difference**2).mean())


def cases(marked, person):
    """What is leaked, and how many took part."""
    random = numpy.random.default_rng(person)
    for name, attack in ATTACKS.items():
        yield name, attack(marked[0], random), 1
    for count in COLLUDERS:
        yield f"mean of {count} colluders' copies, JPEG 75", jpeg(mean(marked[:count]), 75), count


def measure(program, path, work):
    person = int(path.stem)
    original = opened(path)
    for strength in ("light", "strong"):
        marked = []
        for recipient in range(max(COLLUDERS)):
            program.ask("mark", path, work / "marked.ppm", person, recipient, strength)
            marked.append(opened(work / "marked.ppm"))
        below = noise(original, marked[0])
        for name, leaked, sources in cases(marked, person):
            leaked.save(work / "leaked.ppm")
            recipients = [*range(sources), *range(INNOCENT, INNOCENT + INNOCENTS)]
            answer = program.ask("compare", path, work / "leaked.ppm", person, *recipients)
            result = {"strength": strength, "attack": name, "picture": person, "decibels": below}
            if answer != ["none"]:
                seconds, likeness, weight, *z = map(float, answer)
                # Of colluders the one that is found least.
                result |= {"processor_seconds": seconds, "likeness": likeness, "weight": weight, "z": min(z[:sources]), "innocent": max(z[sources:])}
            yield result


if __name__ == "__main__":
    example, folder, first, every, target = sys.argv[1:]
    with tempfile.TemporaryDirectory() as work, open(target, "w", encoding="utf-8") as results:
        program = Program(example)
        paths = sorted(Path(folder).glob("*.ppm"))
        chosen = [paths[at * len(paths) // PICTURES] for at in range(PICTURES)]
        for path in chosen[int(first) :: int(every)]:
            for result in measure(program, path, Path(work)):
                results.write(json.dumps(result) + "\n")
            results.flush()
