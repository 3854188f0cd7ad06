#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a backup costs others on the machine: how much of their throughput a user of the processors and one of the disk lose beside
alulad's backup with `load.priority: idle`, and beside Wings' writer; whether limits hold; peak memory; what becomes of the page cache.

Every user, and every backup, runs in a session of its own, as services and containers do. The tree is copied beside the work
directory; each backup reads all of it, and its files are dropped from the page cache before. fio is the disk's user where it is
installed, else random blocks of 4 KiB, O_DIRECT, three reads to one write."""

import argparse
import ctypes
import json
import mmap
import multiprocessing
import os
import pathlib
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time

from alulad import SERVER, Alulad, cpu_seconds, drop_from_cache, newest, volume
from figures import machine

MIB = 1 << 20
CACHESTAT = 451  # Linux 6.5
DISK_FILE = 1 << 30


class Quiet(Alulad):
    """alulad that backs the volume up whole each time."""

    def __init__(self, bin_dir, data):
        super().__init__(bin_dir, data, own_session=True)

    def start_with(self, load):
        self.settings = f"archive: {{reuse: 'off', workers: {os.cpu_count()}}}\nload: {load}\n"
        self.start()

    def begin(self):
        return subprocess.Popen([self.bin / "alulactl", "--socket", self.data / "alulad.sock", "create", SERVER],
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def end(self, client):
        """Cancels what still runs, and removes what was made."""
        if client.poll() is None:
            for job in json.loads(self.ctl("--json", "jobs"))["jobs"]:
                if job["state"] in ("running", "queued"):
                    self.ctl("cancel", job["job"])
        client.wait()
        for archive in (self.data / "backups").glob("*/*.tar.gz"):
            self.ctl("delete", archive.name.removesuffix(".tar.gz"), "--yes")


class User:
    """Processes that do something over and over; `done()` says how often so far."""

    def __init__(self, work, number=1):
        self.counts = multiprocessing.RawArray(ctypes.c_uint64, number)
        self.processes = [multiprocessing.Process(target=self.run, args=(work, i), daemon=True) for i in range(number)]
        for process in self.processes:
            process.start()

    def run(self, work, index):
        os.setsid()
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        for _ in work():
            self.counts[index] += 1

    def done(self):
        return sum(self.counts)

    def stop(self):
        for process in self.processes:
            process.terminate()
            process.join()


def spin():
    while True:
        sum(range(20_000))
        yield


def random_blocks(path):
    """Blocks of 4 KiB at random places, past the page cache."""
    def work():
        numbers = random.Random(os.getpid())
        buffer = mmap.mmap(-1, 4096)  # aligned, as O_DIRECT wants it
        fd = os.open(path, os.O_RDWR | os.O_DIRECT)
        while True:
            at = numbers.randrange(DISK_FILE // 4096) * 4096
            if numbers.randrange(4):
                os.preadv(fd, [buffer], at)
            else:
                os.pwritev(fd, [buffer], at)
            yield
    return work


class Fio:
    """The same by fio, which tells its counts once a second; between two of them it is taken to be steady."""

    def __init__(self, path):
        self.process = subprocess.Popen(
            ["fio", "--name=felt", f"--filename={path}", f"--size={DISK_FILE}", "--rw=randrw", "--rwmixread=75", "--bs=4k",
             "--direct=1", "--ioengine=psync", "--time_based", "--runtime=100000", "--status-interval=1", "--output-format=json"],
            stdout=subprocess.PIPE, text=True, start_new_session=True)
        self.told = [(time.monotonic(), 0)]
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        text = ""
        for line in self.process.stdout:
            text += line
            if line.startswith("}"):  # the end of a status
                jobs = json.loads(text[text.index("{"):])["jobs"]
                self.told.append((time.monotonic(), sum(jobs[0][way]["total_ios"] for way in ("read", "write"))))
                text = ""

    def done(self):
        now = time.monotonic()
        while self.told[-1][0] < now:
            if self.process.poll() is not None or time.monotonic() > now + 10:
                raise SystemExit("fio tells nothing any more")
            time.sleep(0.01)
        after = next(i for i, (when, _) in enumerate(self.told) if when >= now)
        (t0, n0), (t1, n1) = self.told[after - 1], self.told[after]
        return n0 + (n1 - n0) * (now - t0) / (t1 - t0)

    def stop(self):
        self.process.terminate()
        self.process.wait()


class CacheRange(ctypes.Structure):
    _fields_ = [("offset", ctypes.c_uint64), ("length", ctypes.c_uint64)]


def cached_pages(path):
    counts, whole = (ctypes.c_uint64 * 5)(), CacheRange(0, 0)
    fd = os.open(path, os.O_RDONLY)
    try:
        if ctypes.CDLL(None, use_errno=True).syscall(CACHESTAT, fd, ctypes.byref(whole), ctypes.byref(counts), 0) != 0:
            raise SystemExit("this kernel has no cachestat(2): Linux 6.5 is needed")
        return counts[0]
    finally:
        os.close(fd)


class Wings:
    """The stand-in for Wings' writer; wakes and ends as a process."""

    def __init__(self, program, source, archive):
        self.command, self.archive = [program, "create", source, archive], archive

    def begin(self):
        return subprocess.Popen(self.command, stdout=subprocess.DEVNULL, start_new_session=True)

    def end(self, process):
        process.kill()
        process.wait()
        pathlib.Path(self.archive).unlink(missing_ok=True)


def rate(user, seconds, process=None, look=lambda: None):
    """Of the user, until the time is over or the process has ended; and what `look` said last before that."""
    begin, count, seen = time.monotonic(), user.done(), look()
    while time.monotonic() - begin < seconds and (process is None or process.poll() is None):
        time.sleep(0.05)
        if process is None or process.returncode is None:
            seen = look() or seen
    took = time.monotonic() - begin  # done() may wait for a status, but tells of now
    return (user.done() - count) / took, took, seen


def cpu_or_none(pid):
    """None when it has just ended."""
    try:
        return cpu_seconds(pid)
    except (FileNotFoundError, ProcessLookupError):
        return None


def lost(name, user, contestants, files, seconds, rounds):
    """What the user loses beside each, in percent of what it did alone right before and after. Where others use the machine as well
    (its drift: the two differ), what the backup took of the processors says more."""
    figures = {who: [] for who, _ in contestants}
    for _ in range(rounds):
        for who, backup in contestants:
            drop_from_cache(files)
            time.sleep(1)
            before, _, _ = rate(user, seconds / 2)
            running = backup.begin()
            pid = backup.process.pid if isinstance(backup, Quiet) else running.pid
            cpu = cpu_seconds(pid)
            beside, took, used = rate(user, seconds, running, lambda pid=pid: cpu_or_none(pid))
            cpu = (used - cpu) / took / os.cpu_count() * 100
            finished = running.poll() is not None
            backup.end(running)
            time.sleep(1)
            after, _, _ = rate(user, seconds / 2)
            figures[who].append((100 * (1 - beside / ((before + after) / 2)), took, finished, before, after, cpu))
    for who, values in figures.items():
        loss = statistics.median(v[0] for v in values)
        drift = max(abs(v[3] - v[4]) / v[3] * 100 for v in values)
        print(f"| {name} | {who} | {loss:.1f} % ({min(v[0] for v in values):.1f} to {max(v[0] for v in values):.1f}) | {drift:.1f} % "
              f"| {statistics.median(v[5] for v in values):.1f} % "
              f"| {statistics.median(v[1] for v in values):.1f} s{'' if all(v[2] for v in values) else ', then cancelled'} |", flush=True)


def limits(daemon, files, seconds):
    """At normal priority: on a busy machine a backup that gives way does not come near a limit."""
    daemon.stop()
    daemon.start_with("{priority: normal}")
    for kind, flag, counter, wanted in (("read", "--read", "rchar", 20), ("write", "--write", "wchar", 10)):
        daemon.ctl("throttle", "--read", "0", "--write", "0")
        daemon.ctl("throttle", flag, str(wanted))
        drop_from_cache(files)
        client = daemon.begin()
        first = daemon.numbers("io")[counter] + 8 * MIB
        while daemon.numbers("io")[counter] < first and client.poll() is None:  # until the plan is made and contents are read
            time.sleep(0.05)
        count, begin = daemon.numbers("io")[counter], time.monotonic()
        while time.monotonic() - begin < seconds and client.poll() is None:
            time.sleep(0.05)
        got = (daemon.numbers("io")[counter] - count) / (time.monotonic() - begin) / MIB
        daemon.end(client)
        print(f"- {kind} limit {wanted} MiB/s: {got:.2f} MiB/s over {time.monotonic() - begin:.0f} s, {100 * (got / wanted - 1):+.1f} %", flush=True)
    daemon.ctl("throttle", "--read", "0", "--write", "0")


def cache(contestants, files):
    """Every third file is in use, the others are not: how many pages of each lie in the cache afterwards. The kernel may take pages
    by itself meanwhile: how many is told by the same time without a backup."""
    used, unused = files[::3], [f for i, f in enumerate(files) if i % 3]
    took = 0.0
    for who, backup in [contestants[0], ("nobody, for as long", None), *contestants[1:]]:
        drop_from_cache(files)
        for path in used:
            with open(path, "rb", buffering=0) as file:
                while file.read(MIB):
                    pass
        before = [sum(map(cached_pages, group)) for group in (used, unused)]
        begin = time.monotonic()
        process = backup.begin() if backup else subprocess.Popen(["sleep", str(took)])
        process.wait()
        took = time.monotonic() - begin
        after = [sum(map(cached_pages, group)) for group in (used, unused)]
        if backup:
            backup.end(process)
        total = sum((os.path.getsize(f) + 4095) // 4096 for f in unused)
        print(f"- {who}: of {before[0]} pages in use {after[0]} are still there; of {total} others {before[1]} were there before, "
              f"{after[1]} are afterwards ({100 * after[1] / total:.1f} %); {took:.0f} s", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bin", type=pathlib.Path, required=True, help="where alulad and alulactl are")
    parser.add_argument("--tree", type=pathlib.Path, required=True)
    parser.add_argument("--wings", type=pathlib.Path, help="a program: PROGRAM create VOLUME ARCHIVE")
    parser.add_argument("--work", type=pathlib.Path, help="on the disk that is to be measured; else beside the tree")
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--pressure-pause", type=int, default=0, help="load.pressure_pause of alulad, percent")
    parser.add_argument("--only", choices=["cpu", "disk", "limits", "cache", "peak"], action="append")
    args = parser.parse_args()
    wanted = args.only or ["cpu", "disk", "limits", "cache", "peak"]
    work = pathlib.Path(tempfile.mkdtemp(prefix="alula-felt.", dir=args.work or args.tree.resolve().parent))
    daemon, user = None, None
    try:
        target = volume(work)
        subprocess.run(["cp", "-a", f"{args.tree}/.", target], check=True)
        os.sync()
        files = sorted(str(p) for p in target.rglob("*") if p.is_file() and not p.is_symlink())
        daemon = Quiet(args.bin, work)
        daemon.start_with(f"{{pressure_pause: {args.pressure_pause}}}")
        contestants = [("Alula", daemon)]
        if args.wings:
            contestants.append(("Wings' writer", Wings(args.wings, target, work / "wings.tar.gz")))
        print(f"{machine()} {len(files)} files, {sum(map(os.path.getsize, files)) / MIB:.0f} MiB; {args.rounds} rounds.\n")
        if "cpu" in wanted or "disk" in wanted:
            print("| user | beside | lost, median (range) | its drift | processors that the backup took | backup ran |\n|---|---|---|---|---|---|")
        if "cpu" in wanted:
            user = User(spin, os.cpu_count())
            lost(f"a loop on each of {os.cpu_count()} cores", user, contestants, files, args.seconds, args.rounds)
            user.stop()
        if "disk" in wanted:
            scratch = work / "scratch"
            with open(scratch, "wb") as out:
                for _ in range(DISK_FILE // MIB):
                    out.write(os.urandom(MIB))
                os.fsync(out.fileno())
            user = Fio(scratch) if shutil.which("fio") else User(random_blocks(scratch))
            lost("random 4 KiB (" + ("fio" if shutil.which("fio") else "no fio here: own") + ")", user, contestants, files, args.seconds, args.rounds)
            user.stop()
        print()
        if "limits" in wanted:
            limits(daemon, files, args.seconds)
        if "cache" in wanted:
            cache(contestants, files)
        if "peak" in wanted:
            daemon.count_peak_from_now()
            client = daemon.begin()
            client.wait()
            print(f"- peak RSS of alulad in a backup, {os.cpu_count()} workers: {daemon.numbers('status')['VmHWM'] / 1024:.0f} MiB; "
                  f"archive {newest(work).stat().st_size / 1e6:.0f} MB")
            daemon.end(client)
    finally:
        if user:
            user.stop()
        if daemon and daemon.process:
            daemon.stop()
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
