# SPDX-License-Identifier: GPL-3.0-or-later
"""What a disk is worth whose files can share space: the same backups and restores on an XFS that can and on one that cannot, each in a
file of its own. Needs root. Called by scripts/bench shared-space."""

import argparse
import os
import pathlib
import random
import shutil
import statistics
import subprocess
import time

from alulad import SERVER, Alulad, Console, drop_from_cache, forget_archives, newest, volume
from figures import Figures, machine

MIB = 1 << 20
REGIONS, REGION = 120, 5 * MIB
SMALL = 20_000
SETTINGS = "restore: {keep_replaced_percent: 100}\n"


class Disk:
    def __init__(self, work, name, rounds, *options):
        self.path = work / name
        self.path.mkdir()
        image = work / f"{name}.img"
        with image.open("wb") as out:
            out.truncate((8 + 5 * rounds) << 30)
        subprocess.run(["mkfs.xfs", "-q", *options, image], check=True)
        subprocess.run(["mount", "-o", "loop", image, self.path], check=True)

    def used(self):
        subprocess.run(["sync", "-f", self.path], check=True)
        room = os.statvfs(self.path)
        return (room.f_blocks - room.f_bfree) * room.f_frsize / MIB

    def end(self):
        subprocess.run(["umount", "--lazy", self.path], check=True)


def region_files(target):
    return [target / "world" / f"r.{i}.mca" for i in range(REGIONS)]


def small_files(target):
    return [target / "players" / f"{i % 100:02}" / f"{i:05}.dat" for i in range(SMALL)]


def make_world(target):
    """A third of it does not shrink."""
    words = random.Random(1)
    text = " ".join(str(words.randrange(10**6)) for _ in range(MIB // 4)).encode()
    (target / "world").mkdir()
    for i, path in enumerate(region_files(target)):
        path.write_bytes(b"".join(os.urandom(MIB // 3) + text[i * 1000:][: MIB - MIB // 3] for _ in range(REGION // MIB)))
    for folder in range(100):
        (target / "players" / f"{folder:02}").mkdir(parents=True)
    for i, path in enumerate(small_files(target)):
        path.write_bytes(text[i: i + 1000 + i % 7000])


class Node:
    def __init__(self, bin_dir, disk):
        self.disk, self.data = disk, disk.path / "node"
        self.target = volume(self.data)
        make_world(self.target)
        self.daemon = Alulad(bin_dir, self.data, SETTINGS)
        self.daemon.start()
        self.console = Console(self.data / "alulad.sock")

    def run(self, method, params):
        """Seconds of a job, its processor seconds, and the MiB that the disk has less after it."""
        self.forget()
        used, cpu, begun = self.disk.used(), self.daemon.cpu_seconds(), time.monotonic()
        job = self.console.call(method, params)["job"]
        while (info := self.console.call("jobs.get", {"job": job}))["state"] in ("queued", "running"):
            time.sleep(0.01)
        took = time.monotonic() - begun
        assert info["state"].startswith("completed"), info
        return {"s": took, "cpu s": self.daemon.cpu_seconds() - cpu, "MiB of space": self.disk.used() - used}

    def forget(self):
        forget_archives(self.data)
        drop_from_cache(file for file in self.target.rglob("*") if file.is_file())

    def create(self):
        return self.run("backups.create", {"server": SERVER})

    def restore(self):
        """What it replaced stays, for an undo."""
        backup = newest(self.data).name.removesuffix(".tar.gz")
        return self.run("backups.restore", {"backup": backup, "truncate": True, "stop": False})


def accident(target, turn):
    """1 % of the files is gone, ten chunks of the world are not what they were."""
    for path in small_files(target)[turn::100]:
        path.unlink()
    for path in region_files(target)[turn::12]:
        with path.open("r+b") as file:
            file.seek(2 * MIB)
            file.write(os.urandom(8192))


def measure(node, rounds):
    rows = {"create, first": [node.create()], "create, again": [], "restore of what is as it was": [], "restore after an accident": [],
            "restore over another world": [],
            "restore into an empty volume": []}
    for turn in range(rounds):
        rows["create, again"].append(node.create())
    for turn in range(rounds):
        rows["restore of what is as it was"].append(node.restore())
        accident(node.target, turn)
        rows["restore after an accident"].append(node.restore())
        for path in region_files(node.target):
            path.write_bytes(os.urandom(REGION))
        rows["restore over another world"].append(node.restore())
        for entry in node.target.iterdir():
            shutil.rmtree(entry)
        rows["restore into an empty volume"].append(node.restore())
    return rows


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", type=pathlib.Path, required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", help="write all figures there")
    options = parser.parse_args()
    figures = Figures()
    print(machine())
    for name, mkfs in {"XFS, files share space": (), "XFS without reflinks": ("-m", "reflink=0")}.items():
        disk = Disk(options.work, f"disk{len(mkfs)}", options.rounds, *mkfs)
        try:
            node = Node(options.bin, disk)
            for what, results in measure(node, options.rounds).items():
                for unit in results[0]:
                    figures.add(name, what, "median", statistics.median(r[unit] for r in results), unit)
            node.daemon.stop()
        finally:
            disk.end()
    figures.write(options.json)


if __name__ == "__main__":
    main()
