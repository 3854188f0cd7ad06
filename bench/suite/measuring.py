# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs contestants side by side and says what each of them cost."""

import dataclasses
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable


@dataclasses.dataclass
class Contestant:
    """Who does the work: a shell command. `prepare` is run before each time and not measured, and a file that is its output is removed: a
    backup is no one's successor. `reads`: files besides the tree that are in the page cache when it begins, unless nothing is."""

    name: str
    command: str
    output: str | None = None  # a file or folder whose size is told
    prepare: Callable[[], None] | None = None
    reads: tuple = ()


def measure(command):
    """Wall seconds, CPU seconds and peak RSS (MiB, of the largest process) of a command, as the kernel counted its whole tree."""
    start = time.monotonic()
    process = subprocess.Popen(["/bin/bash", "-o", "pipefail", "-c", command], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    if status != 0:
        sys.exit(f"failed: {command}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def size_of(path):
    if os.path.isdir(path):
        return int(subprocess.check_output(["du", "-sb", path]).split()[0])
    return os.path.getsize(path)


def read_through(path):
    with open(path, "rb", buffering=0) as file:
        while file.read(1 << 20):
            pass


DROP_CACHES = "/proc/sys/vm/drop_caches"


def can_empty_caches():
    return os.access(DROP_CACHES, os.W_OK)


def make_ready(contestant, cold):
    if contestant.prepare:
        contestant.prepare()
    if contestant.output and os.path.isfile(contestant.output):
        os.remove(contestant.output)
    if not cold:
        for path in contestant.reads:
            read_through(path)
    os.sync()  # what the one before has left to be written is not this one's to wait for
    if cold:
        with open(DROP_CACHES, "w") as caches:
            caches.write("3")  # the page cache, directories and inodes


def race(case, tree, contestants, rounds, cold=False):
    """Rows of medians. Each round runs all contestants once, so that a machine that slows down slows all of them; the first round
    warms the cache and is not counted. Ratios are medians of the rounds' ratios against the first contestant, who is Alula."""
    taken = {c.name: [] for c in contestants}
    for number in range(rounds + 1):
        for c in contestants:
            make_ready(c, cold)
            figures = measure(c.command)
            if number > 0:
                taken[c.name].append(figures)
    rows = []
    ours = taken[contestants[0].name]
    for c in contestants:
        walls, cpus, peaks = zip(*taken[c.name])
        rows.append({
            "case": case, "tree": tree, "name": c.name, "rounds": rounds,
            "wall_s": statistics.median(walls), "spread_s": max(walls) - min(walls), "cpu_s": statistics.median(cpus),
            "peak_rss_mib": statistics.median(peaks), "size": size_of(c.output) if c.output else None,
            "wall_ratio": statistics.median(w / o[0] for w, o in zip(walls, ours)),
            "cpu_ratio": statistics.median(u / o[1] for u, o in zip(cpus, ours)),
        })
    return rows
