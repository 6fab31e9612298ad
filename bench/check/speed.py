"""Time and memory of `tipstaff check` beside unzip, unmasker and latenspect. Writes docs/src/measured/check-speed.md."""
import os
import shutil
import subprocess
from pathlib import Path

from measure import Run, fastest

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "bench" / "out"
TIPSTAFF = str(ROOT / "target" / "release" / "tipstaff")
PEERS = {"unmasker 0.7.0": [str(OUT / "peers" / "bin" / "unmasker"), "--json"],
         "latenspect 0.14.0": [str(OUT / "peers" / "bin" / "latenspect"), "inspect", "--format", "json"]}
PATIENCE = 300


def row(name, run):
    return f"| {name} | {run.wall:.2f} s | {run.cpu:.2f} | {run.peak:.0f} MB |" if run.status is not None else f"| {name} | stopped after {PATIENCE} s | {run.cpu:.0f} | {run.peak:.0f} MB |"


def main():
    subprocess.run(["cargo", "build", "-q", "--release", "-p", "tipstaff"], cwd=ROOT, check=True)
    files = OUT / "files"
    staff, large, doubled = (str(files / name) for name in ("staff.xlsx", "large.xlsx", "doubled.xlsx"))
    lines = ["<!-- Made by bench/check/run. -->", "# Speed and memory of `check`", "",
             f"One run of `bench/check/run` on {os.cpu_count()} cores; the fastest of several repetitions. CPU time and memory are those of the",
             "whole process tree: the reader in its locked-down process counts.", ""]

    ours = fastest(7, [TIPSTAFF, "check", staff])
    size = Path(staff).stat().st_size
    lines += [f"## A hidden sheet of 9,483 rows and 32 columns ({size / 1e6:.1f} MB)", "",
              "| | wall | CPU-seconds | peak memory |", "|---|---|---|---|", row("**tipstaff**", ours)]
    for name, command in PEERS.items():
        lines.append(row(name, fastest(2, command + [staff], patience=PATIENCE)))
    lines += ["", f"Aim: under 0.3 CPU-seconds and 80 MB: **{'met' if ours.cpu < 0.3 and ours.peak < 80 else 'missed'}**.", ""]

    unzip = fastest(5, f"unzip -p '{large}' | wc -c", shell=True)
    ours = fastest(5, [TIPSTAFF, "check", large])
    twice = fastest(3, [TIPSTAFF, "check", doubled])
    size = Path(large).stat().st_size
    lines += [f"## 200,000 rows and 20 columns ({size / 1e6:.1f} MB)", "",
              "| | wall | CPU-seconds | peak memory |", "|---|---|---|---|", row("**tipstaff**", ours),
              row("`unzip -p FILE \\| wc -c`", unzip), row("tipstaff, 400,000 rows", twice)]
    for name, command in PEERS.items():
        lines.append(row(name, Run(command + [large], patience=PATIENCE)))
    ratio, growth = ours.wall / unzip.wall, (twice.peak - ours.peak) * (1 << 20) / 200_000
    lines += ["", f"Wall time as a ratio to `unzip`: **{ratio:.2f}** (at most 2.0: {'met' if ratio <= 2 else 'missed'}). "
              f"Peak memory **{ours.peak:.0f} MB** (under 300: {'met' if ours.peak < 300 else 'missed'}). "
              f"Twice the rows take **{growth:.0f} bytes a row** more (under 32: {'met' if growth < 32 else 'missed'}).", ""]
    (ROOT / "docs" / "src" / "measured" / "check-speed.md").write_text("\n".join(lines))


if __name__ == "__main__":
    assert shutil.which("unzip"), "install unzip"
    main()
