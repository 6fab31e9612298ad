"""How well the watermark is found: writes the table of photos."""
import statistics
import subprocess
import sys
from pathlib import Path

import numpy
from attacks import ATTACKS, COLLUDERS, jpeg, mean
from PIL import Image

# Recipients whose photos are looked at; who is innocent has a number above.
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


def noise(one, other):
    difference = numpy.asarray(one.convert("L"), dtype=float) - numpy.asarray(other.convert("L"), dtype=float)
    return 10 * numpy.log10(255**2 / (difference**2).mean())


def measure(program, folder, pictures, innocents, work):
    """For each strength and attack: what was measured of each picture."""
    found, levels, seconds, largest = {}, {}, [], {}
    for path in pictures:
        person = int(path.stem)
        with Image.open(path) as opened:
            original = opened.convert("RGB")
        for strength in ("light", "strong"):
            marked = []
            for recipient in range(max(COLLUDERS)):
                target = work / f"marked-{recipient}.ppm"
                program.ask("mark", path, target, person, recipient, strength)
                with Image.open(target) as opened:
                    marked.append(opened.convert("RGB"))
            levels.setdefault(strength, []).append(noise(original, marked[0]))
            random = numpy.random.default_rng(person)
            jobs = [(name, attack(marked[0], random), 1) for name, attack in ATTACKS.items()]
            jobs += [(f"mean of {count}, JPEG 75", jpeg(mean(marked[:count]), 75), count) for count in COLLUDERS]
            for name, leaked, sources in jobs:
                leaked.save(work / "leaked.ppm")
                recipients = list(range(sources)) + [INNOCENT + at for at in range(innocents)]
                answer = program.ask("compare", path, work / "leaked.ppm", person, *recipients)
                if answer == ["none"]:
                    found.setdefault((strength, name), []).append((None, None, None))
                    continue
                seconds.append(float(answer[0]))
                values = [float(value) for value in answer[3:]]
                found.setdefault((strength, name), []).append((min(values[:sources]), float(answer[2]), float(answer[1])))
                largest[strength] = max([largest.get(strength, 0), *values[sources:]])
    return found, levels, seconds, largest


def summary(values):
    """Median, lower tenth, and how many were not laid over the original."""
    z = sorted(value for value, _, _ in values if value is not None)
    lost = len(values) - len(z)
    return (statistics.median(z), z[len(z) // 10], lost) if z else (0, 0, lost)


if __name__ == "__main__":
    program, folder, work = Program(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
    every = int(sys.argv[4]) if len(sys.argv) > 4 else 1
    work.mkdir(parents=True, exist_ok=True)
    pictures = sorted(folder.glob("*.ppm"))[::every]
    found, levels, seconds, largest = measure(program, folder, pictures, 300, work)
    for strength, values in levels.items():
        print(strength, f"{statistics.mean(values):.1f} dB, largest innocent {largest[strength]:.2f}")
    for (strength, name), values in found.items():
        median, low, lost = summary(values)
        print(f"{strength:6} {name:58} {median:7.1f} {low:7.1f} lost {lost}")
    print(f"{statistics.median(seconds):.3f} s, at most {max(seconds):.3f}")
