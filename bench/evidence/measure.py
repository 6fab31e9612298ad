"""A program, run and measured: seconds by the clock, of the processor, bytes read, memory; with all that it started."""
import os
import subprocess
import tempfile
import textwrap
import time
from dataclasses import dataclass


@dataclass
class Run:
    status: int
    seconds: float
    processor: float
    # Bytes that were asked for by read calls, whoever answered, the disk or the memory; what is mapped is not among them.
    read: int
    # Bytes that came from the disk.
    from_disk: int
    # The largest of its processes, in bytes.
    peak: int
    said: str

    def __add__(self, other):
        return Run(
            self.status or other.status, self.seconds + other.seconds, self.processor + other.processor, self.read + other.read,
            self.from_disk + other.from_disk, max(self.peak, other.peak), self.said + other.said,
        )


def counters():
    """What the system has counted for this process and all that it has waited for."""
    with open("/proc/self/io", encoding="ascii") as counted:
        return {name: int(value) for name, value in (line.split(": ") for line in counted)}


def run(command, *, status=(0,), **options):
    """`status`: those that are no failure of the bench; None takes any."""
    # Files and not pipes: what the bench itself reads would count. `time` stands between: what the system tells of a program's
    # memory counts that of whoever started it, which is little here.
    with tempfile.TemporaryFile() as said, tempfile.NamedTemporaryFile() as peak:
        before, begun = counters(), time.perf_counter()
        command = ["/usr/bin/time", "--quiet", "--format=%M", f"--output={peak.name}", *map(str, command)]
        process = subprocess.Popen(command, stdout=said, stderr=said, stdin=subprocess.DEVNULL, **options)
        _, ended, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
        after = counters()
        process.returncode = os.waitstatus_to_exitcode(ended)
        said.seek(0)
        text = said.read().decode(errors="replace")
        kilobytes = int(peak.read().split()[-1])
    if status is not None and process.returncode not in status:
        raise SystemExit(f"{' '.join(command[4:])} ended with {process.returncode}:\n{text[-4000:]}")
    return Run(
        process.returncode, seconds, used.ru_utime + used.ru_stime, after["rchar"] - before["rchar"],
        after["read_bytes"] - before["read_bytes"], kilobytes * 1024, text,
    )


def forget(folder):
    """Asks the system to forget what it keeps of these files in memory."""
    os.sync()
    for above, _, names in os.walk(folder):
        for name in names:
            file = os.open(os.path.join(above, name), os.O_RDONLY)
            os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(file)


def size(number):
    for unit in ("bytes", "KB", "MB", "GB"):
        if number < 1000 or unit == "GB":
            return f"{number:.0f} {unit}" if unit == "bytes" or number >= 100 else f"{number:.1f} {unit}"
        number /= 1000


def machine(place="."):
    """What a reader has to know of the machine, and of the file system of a place."""
    with open("/proc/cpuinfo", encoding="utf-8") as about:
        model = next((line.split(":")[1].strip() for line in about if line.startswith("model name")), "unknown processor")
    with open("/proc/meminfo", encoding="ascii") as about:
        memory = int(next(line.split()[1] for line in about if line.startswith("MemTotal"))) * 1024
    kind = subprocess.run(["findmnt", "--noheadings", "--output", "FSTYPE", "--target", str(place)], capture_output=True, text=True, check=True).stdout.split()[0]
    return (
        f"{os.cpu_count()} processors ({model}), {memory / 2**30:.0f} GiB, {kind}, Linux {os.uname().release}; "
        f"other programs had a load of {os.getloadavg()[0]:.1f} when it began"
    )


BUSY = os.getloadavg()[0] > 1.5


def caveat(is_quick):
    """What a reader is told of figures that are not final."""
    if is_quick:
        return " **Provisional**: few items; the final figures are one command."
    return " **Provisional**: other work was going on on this machine; the final figures are one command." if BUSY else ""


def wrapped(text):
    """Markdown in lines of 126 letters; tables, headings, code and what is indented stay as they are."""
    out = []
    for paragraph in text.split("\n\n"):
        lines = paragraph.split("\n")
        if paragraph.startswith("- "):
            points = "\n".join(lines).split("\n- ")
            points = [point if number else point[2:] for number, point in enumerate(points)]
            out.append("\n".join(textwrap.fill(" ".join(point.split()), 126, initial_indent="- ", subsequent_indent="  ", break_on_hyphens=False, break_long_words=False) for point in points))
        elif any(line.startswith(("|", "#", "!", "<", "```")) for line in lines):
            out.append(paragraph)
        else:
            out.append(textwrap.fill(" ".join(paragraph.split()), 126, break_on_hyphens=False, break_long_words=False))
    return "\n\n".join(out).rstrip() + "\n"
