#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs Alula and its peers on the same trees in one run and prints ratios (scripts/bench calls it).

Each case is run --rounds times, the contestants interleaved, the page cache warm; medians are compared. Peak RSS and CPU seconds
are those of the whole process tree of a contestant, as the kernel counted them."""

import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time


def measure(command, cwd):
    """Wall seconds, CPU seconds and peak RSS (MiB, of the largest process) of one command line."""
    start = time.monotonic()
    process = subprocess.Popen(["/bin/sh", "-c", command], cwd=cwd, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    if status != 0:
        sys.exit(f"failed: {command}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def run(title, contestants, rounds, prepare=None):
    """contestants: [(name, command, cwd, size-of file or None)]; the first one is Alula."""
    results = {name: [] for name, *_ in contestants}
    for number in range(rounds + 1):  # the first round warms the cache and is not counted
        for name, command, cwd, _ in contestants:
            if prepare:
                prepare(name)
            figures = measure(command, cwd)
            if number > 0:
                results[name].append(figures)
    rows = []
    for name, _, _, output in contestants:
        wall, cpu, rss = (statistics.median(values) for values in zip(*results[name]))
        spread = max(v[0] for v in results[name]) - min(v[0] for v in results[name])
        size = os.path.getsize(output) if output else None
        rows.append({"case": title, "name": name, "wall_s": wall, "spread_s": spread, "cpu_s": cpu, "peak_rss_mib": rss, "size": size})
    first = rows[0]
    print(f"\n### {title}\n\n| | wall s (spread) | cpu s | peak RSS MiB | size | wall against Alula | cpu against Alula |\n|---|---|---|---|---|---|---|")
    for row in rows:
        size = f"{row['size'] / 1e6:.1f} MB" if row["size"] else ""
        print(f"| {row['name']} | {row['wall_s']:.2f} ({row['spread_s']:.2f}) | {row['cpu_s']:.2f} | {row['peak_rss_mib']:.0f} | {size} "
              f"| {row['wall_s'] / first['wall_s']:.2f}× | {row['cpu_s'] / first['cpu_s']:.2f}× |")
    return rows


def tree_cases(name, tree, work, bin_dir, rounds):
    workers = os.cpu_count()
    ours, pigz, gzip = (str(work / f"{name}.{kind}.tar.gz") for kind in ("alula", "pigz", "gzip"))
    files = sum(len(f) for _, _, f in os.walk(tree))
    total = int(subprocess.check_output(["du", "-sb", tree]).split()[0])
    title = f"{name}: {total / 1e6:.0f} MB in {files} files"
    rows = run(f"create, {title}", [
        ("Alula", f"{bin_dir}/alula_bench_create '{tree}' '{ours}' {workers}", work, ours),
        ("tar \\| pigz -1", f"tar c -C '{tree}' . | pigz -1 > '{pigz}'", work, pigz),
        ("tar \\| gzip -1", f"tar c -C '{tree}' . | gzip -1 > '{gzip}'", work, gzip),
    ], rounds)
    data = work / "data"

    def fresh(_):
        shutil.rmtree(data, ignore_errors=True)
        (data / "volume").mkdir(parents=True)
        os.sync()

    rows += run(f"restore, {title}", [
        ("Alula (checked, atomic, synced)", f"{bin_dir}/alula_bench_restore '{ours}' '{data}' volume {workers}", work, None),
        ("tar xzf", f"tar xzf '{ours}' -C '{data}/volume' && sync -f '{data}'", work, None),
        ("pigz -d \\| tar x", f"pigz -dc '{pigz}' | tar x -C '{data}/volume' && sync -f '{data}'", work, None),
    ], rounds, fresh)
    # Correctness is not for sale: what Alula brings back is what GNU tar would.
    fresh(None)
    subprocess.check_call(f"{bin_dir}/alula_bench_restore '{ours}' '{data}' volume && diff -r --no-dereference '{tree}' '{data}/volume'",
                          shell=True, stdout=subprocess.DEVNULL)
    print("\nThe restored tree equals the original (diff -r).")
    shutil.rmtree(data)
    return rows


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", help="write all figures there")
    parser.add_argument("tree", nargs="+", help="NAME=DIRECTORY")
    args = parser.parse_args()
    rows = []
    for item in args.tree:
        name, path = item.split("=", 1)
        rows += tree_cases(name, path, pathlib.Path(args.work), args.bin, args.rounds)
    if args.json:
        pathlib.Path(args.json).write_text(json.dumps(rows, indent=1))


if __name__ == "__main__":
    main()
