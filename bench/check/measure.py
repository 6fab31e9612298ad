"""Runs a command and measures it: wall time, CPU time of the whole process tree, peak memory of the whole tree at one moment."""
import os
import resource
import subprocess
import time


def _tree(pid):
    found = [pid]
    try:
        for task in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{task}/children") as children:
                for child in children.read().split():
                    found += _tree(int(child))
    except OSError:
        pass  # it ended meanwhile
    return found


def _proportional(pid):
    """Memory of a process in KiB; pages shared with others count in part, so that a tree can be added up."""
    try:
        with open(f"/proc/{pid}/smaps_rollup") as lines:
            return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
    except OSError:
        return 0


class Run:
    """What a command took. `status` is None when it was stopped after `patience` seconds."""

    def __init__(self, command, patience=300, shell=False, keep=False):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        started = time.perf_counter()
        out = subprocess.PIPE if keep else subprocess.DEVNULL
        process = subprocess.Popen(command, shell=shell, stdout=out, stderr=subprocess.DEVNULL)
        reader = None
        if keep:
            # A full pipe would stop the command: somebody must read while it is watched.
            import threading

            chunks = []
            reader = threading.Thread(target=lambda: chunks.extend(iter(lambda: process.stdout.read(1 << 16), b"")))
            reader.start()
        peak, self.status = 0, None
        while process.poll() is None:
            peak = max(peak, sum(map(_proportional, _tree(process.pid))))
            if time.perf_counter() - started > patience:
                process.kill()
                process.wait()
                break
            time.sleep(0.003)
        else:
            self.status = process.returncode
        self.wall = time.perf_counter() - started
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        self.peak = peak / 1024
        if reader:
            reader.join()
            self.output = b"".join(chunks)


def fastest(times, *arguments, **options):
    """The run with the least CPU time of several: what the machine does beside is no property of the command. Its memory
    is the most that any run took."""
    runs = [Run(*arguments, **options) for _ in range(times)]
    best = min(runs, key=lambda run: run.cpu)
    best.peak = max(run.peak for run in runs)
    best.wall = min(run.wall for run in runs)
    return best
