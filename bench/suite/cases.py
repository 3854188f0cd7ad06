# SPDX-License-Identifier: GPL-3.0-or-later
"""The cases of scripts/bench: who runs on what, and what has to be true in the end."""

import itertools
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import time

from measuring import Contestant, can_empty_caches, race, size_of
from trees import age

SETTLED_AFTER = 62  # seconds: younger files are read again, as their times may stay while they change (docs/format-archive.md)


# ext4 does not give an inode away again for up to six minutes, and looks at each such one for every file that is made meanwhile: after
# the removal of 200,000 files whoever makes files there takes five times as long, a different number of seconds each time.
INODES_FREE_AFTER = 370


class Stage:
    """Where a case works: programs, folders, peers."""

    def __init__(self, bin_dir, work, trees, wings, rounds):
        self.bin, self.work, self.wings, self.rounds = pathlib.Path(bin_dir), pathlib.Path(work), wings, rounds
        self.workers = os.cpu_count()
        self.restic = shutil.which("restic")
        self.removed = pathlib.Path(trees) / "removed"  # its mtime: when files were last removed in their thousands, by any run
        self.spent = []

    def remove_later(self, folder):
        """When all has been measured, or when there is no room."""
        folder.rename(self.work / f"spent-{len(self.spent)}")
        self.spent.append(self.work / f"spent-{len(self.spent)}")

    def remove_spent(self):
        for folder in self.spent:
            shutil.rmtree(folder, ignore_errors=True)
            self.removed.touch()
        self.spent = [folder for folder in self.spent if folder.exists()]

    def wait_for_inodes(self):
        if self.removed.exists():
            time.sleep(max(0.0, self.removed.stat().st_mtime + INODES_FREE_AFTER - time.time()))

    def has_room(self, needed):
        if shutil.disk_usage(self.work).free < needed:
            self.remove_spent()
        return shutil.disk_usage(self.work).free > needed

    def create(self, tree, archive, more=""):
        return f"'{self.bin}/alula_bench_create' '{tree}' '{archive}' {self.workers} {more}"

    def archive(self, who):
        return self.work / f"{who}.tar.gz"

    def repository(self):
        return self.work / "restic"

    def restic_run(self, words):
        return f"restic --quiet --no-cache --insecure-no-password -r '{self.repository()}' {words}"


def check_archive(stage, archive, tree):
    """Alula's own verification of every byte, then GNU tar's comparison with the tree."""
    subprocess.check_call([stage.bin / "alula_bench_verify", archive], stdout=subprocess.DEVNULL)
    subprocess.check_call(["tar", "--diff", "-zf", archive, "-C", tree])


def empty_repository(stage):
    shutil.rmtree(stage.repository(), ignore_errors=True)
    subprocess.check_call(stage.restic_run("init"), shell=True, stdout=subprocess.DEVNULL)


def race_cold(case, title, contestants, rounds):
    """The same with nothing in the page cache: a backup at night, of servers that nobody plays on."""
    if can_empty_caches():
        return race(f"{case}, nothing cached", title, contestants, rounds, cold=True)
    print(f"{case}, nothing cached, is left out: only root can empty the page cache.", file=sys.stderr)
    return []


def create(stage, title, tree):
    """A first backup. tar alone, into nothing, is the floor."""
    ours, wings, pigz = (stage.archive(who) for who in ("alula", "wings", "pigz"))
    contestants = [Contestant("Alula", stage.create(tree, ours), ours)]
    if stage.wings:
        contestants.append(Contestant("Wings-like", f"'{stage.wings}' create '{tree}' '{wings}'", wings))
    if stage.restic:
        contestants.append(Contestant("restic", f"cd '{tree}' && " + stage.restic_run("backup ."), stage.repository(),
                                      lambda: empty_repository(stage)))
    contestants.append(Contestant("tar \\| pigz -1", f"tar c -C '{tree}' . | pigz -1 > '{pigz}'", pigz))
    # Through cat: tar that sees /dev/null does not read.
    contestants.append(Contestant("tar alone", f"tar c -C '{tree}' . | cat > /dev/null"))
    rows = race("create", title, contestants, stage.rounds)
    rows += race_cold("create", title, contestants[:3], stage.rounds)
    check_archive(stage, ours, tree)
    return rows


def change_some(tree, share, generation):
    """Gives so many files of a tree, the same each time, new bytes of the same number."""
    files = sorted(os.path.join(root, name) for root, _, names in os.walk(tree) for name in names)
    fresh = random.Random(generation)
    for path in random.Random(1).sample(files, round(len(files) * share)):
        pathlib.Path(path).write_bytes(fresh.randbytes(os.path.getsize(path)))


def chown_all(tree):
    subprocess.check_call(["chown", "-R", f"{os.getuid()}:{os.getgid()}", tree])


def again(stage, title, tree):
    """A second backup, against Wings' and restic's: of an unchanged tree, after a chown -R to the same owner, after 1 % of the files
    changed. On a copy of the tree that has come to rest."""
    copy, first, ours, wings = stage.work / "copy", stage.archive("first"), stage.archive("alula"), stage.archive("wings")
    subprocess.check_call(["cp", "-a", tree, copy])
    time.sleep(max(0, SETTLED_AFTER - age(copy)))
    subprocess.check_call(stage.create(copy, first), shell=True, stdout=subprocess.DEVNULL)
    if stage.restic:
        empty_repository(stage)
        subprocess.check_call(f"cd '{copy}' && " + stage.restic_run("backup ."), shell=True, stdout=subprocess.DEVNULL)

    def contestants(prepare=None):
        found = [Contestant("Alula", stage.create(copy, ours, f"best_speed --previous '{first}'"), ours, prepare, (first,))]
        if stage.wings:
            found.append(Contestant("Wings-like", f"'{stage.wings}' create '{copy}' '{wings}'", wings))
        if stage.restic:
            found.append(Contestant("restic", f"cd '{copy}' && " + stage.restic_run("backup .")))
        return found

    rows = race("again, unchanged", title, contestants(), stage.rounds)
    rows += race_cold("again, unchanged", title, contestants(), stage.rounds)
    check_archive(stage, ours, copy)
    rows += race("again, after chown -R", title, contestants(lambda: chown_all(copy)), stage.rounds)
    check_archive(stage, ours, copy)
    generations = itertools.count()
    rows += race("again, 1 % changed", title, contestants(lambda: change_some(copy, 0.01, next(generations))), stage.rounds)
    check_archive(stage, ours, copy)
    stage.remove_later(copy)
    return rows


def restore(stage, title, tree):
    """A restore into an empty folder, a new one each time; what was restored before stays until the end. Alula checks every byte, syncs
    and swaps; the others do not sync."""
    ours, wings, data = stage.archive("alula"), stage.archive("wings"), stage.work / "data"
    subprocess.check_call(stage.create(tree, ours), shell=True, stdout=subprocess.DEVNULL)

    def fresh():
        if data.exists():
            stage.remove_later(data)
        (data / "volume").mkdir(parents=True)
        os.sync()

    mine = f"'{stage.bin}/alula_bench_restore' '{ours}' '{data}' volume {stage.workers}"
    contestants = [Contestant("Alula (checked, atomic, synced)", mine, None, fresh, (ours,))]
    if stage.wings:
        subprocess.check_call([stage.wings, "create", tree, wings], stdout=subprocess.DEVNULL)
        contestants.append(Contestant("Wings-like", f"'{stage.wings}' restore '{wings}' '{data}/volume'", None, fresh, (wings,)))
    if stage.restic:
        empty_repository(stage)
        subprocess.check_call(f"cd '{tree}' && " + stage.restic_run("backup ."), shell=True, stdout=subprocess.DEVNULL)
        contestants.append(Contestant("restic", stage.restic_run(f"restore latest --target '{data}/volume'"), None, fresh))
    contestants.append(Contestant("tar xzf", f"tar xzf '{ours}' -C '{data}/volume'", None, fresh, (ours,)))
    needed = size_of(tree) * (len(contestants) * (stage.rounds + 1) + 2)
    if not stage.has_room(needed):
        print(f"restore is left out: {needed / 1e9:.0f} GB are not free in {stage.work}.", file=sys.stderr)
        return []
    stage.wait_for_inodes()
    rows = race("restore", title, contestants, stage.rounds)
    fresh()
    subprocess.check_call(mine, shell=True, stdout=subprocess.DEVNULL)
    subprocess.check_call(["tar", "--diff", "-zf", ours, "-C", data / "volume"])
    stage.remove_later(data)
    return rows


def machine(stage):
    """What this machine can do on one core and with its disk."""
    stage.wait_for_inodes()
    rates = json.loads(subprocess.check_output([stage.bin / "alula_bench_machine", stage.work]))
    stage.remove_later(stage.work / "machine-bench-files")
    return [{"case": "machine", "tree": ""} | rate for rate in rates]


OF_TREES = {"create": create, "again": again, "restore": restore}


def run(case, stage, trees, describe):
    """The rows of each tree as they come."""
    if case == "machine":
        yield machine(stage)
        return
    for name, folder in trees.items():
        print(f"{case}: {name}", file=sys.stderr)
        yield OF_TREES[case](stage, describe(name, folder), folder)
