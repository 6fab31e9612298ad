"""A bucket is listed through S3 and compared with what ought to be in it: time, memory, and how both grow."""
import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(HERE.parent / "evidence")]
from measure import machine, run, size, wrapped  # noqa: E402

import plot  # noqa: E402

OUT = ROOT / "bench" / "out" / "listing"
PROGRAM = os.environ["LISTING"]
QUICK = "--quick" in sys.argv
# Expectations, and objects that are listed against them.
SHAPES = [(10_000, 10_000), (100_000, 100_000), (1_000_000, 1_000_000), (10_000_000, 1_000_000)]
if QUICK:
    SHAPES = [(expected // 10, listed // 10) for expected, listed in SHAPES]


def measured(expected, listed):
    """One shape. The server is a process of its own; its work is on the same machine, and by the clock it counts."""
    file = OUT / f"{expected}.list"
    written = run([PROGRAM, "expect", expected, file])
    server = subprocess.Popen([PROGRAM, "serve", str(listed), str(expected // listed)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    endpoint = server.stdout.readline().strip()
    times = []
    for _ in range(3):
        compared = run([PROGRAM, "compare", file, endpoint])
        told = json.loads(compared.said)
        if not told["complete"] or told["listed"] != listed or told["missing"] != expected - listed or told["surplus"]:
            raise SystemExit(f"it did not find what was to be found: {told}")
        times.append(compared)
    server.stdin.close()
    server.wait()
    best = min(times, key=lambda one: one.processor)
    bytes_each = file.stat().st_size / expected
    file.unlink()
    return {
        "expected": expected, "listed": listed, "missing": expected - listed, "seconds": min(one.seconds for one in times),
        "processor": best.processor, "peak": max(one.peak for one in times), "write": written.seconds, "bytes": bytes_each,
    }


def page(found, about):
    largest = found[-1]
    peaks = [one["peak"] for one in found]
    aim = "met" if largest["peak"] < 200e6 else "**not met**"
    text = f"""<!-- Made by bench/listing/run. -->
# A bucket of a million, listed

`bench/listing/run` on {about}. **Provisional**: other work was going on on this machine; the final figures are one command.

A bucket of up to {largest["listed"]:,} objects is listed through the S3 protocol, a thousand keys a request, signed, and compared on the way with
what ought to be there: up to {largest["expected"]:,} expectations in the form in which Tipstaff keeps them ({largest["bytes"]:.0f} bytes each), read from
a file as they come. The server (`crates/s3-for-tests`) holds its objects in order in memory and is another process **on the same
processors**; a real one is elsewhere, and slower: the design's figures are 4.4 to 6 minutes for a million objects of Garage and
s3s-fs (*evidence.md* 7). Best of three runs; memory is the most of the three.

| expected | listed | missing, each named | by the clock | processor | memory, peak | objects a second |
|---|---|---|---|---|---|---|
"""
    for one in found:
        text += (
            f"| {one['expected']:,} | {one['listed']:,} | {one['missing']:,} | {one['seconds']:.2f} s | {one['processor']:.2f} s | "
            f"{size(one['peak'])} | {one['listed'] / one['seconds']:,.0f} |\n"
        )
    text += f"""
![Time and memory by number of expectations](../pictures/evidence-listing.svg)

Memory does not grow with what is expected nor with what is listed: {size(peaks[0])} at {found[0]["expected"]:,}, {size(peaks[-1])} at {largest["expected"]:,}
(aim: under 200 MB: {aim}). Time does, in a straight line: two ascending streams are read once, side by side.

## Where it loses

- By the clock it is as fast as the server lists: pages come one after the other, for each names the place where the next begins. A bucket
  with folders is listed several folders at a time; this one is, too (`ListOptions`).
- No peer is beside it: of restic, borg and git-annex none compares a bucket with a list of what ought to be in it. Their listings of their own
  stores are in [Silent loss](silent-loss.md).
"""
    return wrapped(text)


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    about = machine()
    found = [measured(*shape) for shape in SHAPES]
    target = OUT if QUICK else ROOT / "docs" / "src" / "measured"
    (target.parent / "pictures").mkdir(parents=True, exist_ok=True)
    (target.parent / "pictures" / "evidence-listing.svg").write_text(plot.growth(found), encoding="utf-8")
    (target / "evidence-listing.md").write_text(page(found, about), encoding="utf-8")
    (OUT / "found.json").write_text(json.dumps(found, indent=1), encoding="utf-8")
    print(target / "evidence-listing.md")


main()
