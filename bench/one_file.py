# SPDX-License-Identifier: GPL-3.0-or-later
"""One file of 10 kB out of an archive of 10 GB that the daemon has never opened, with nothing of it in the page cache: looked at, and
restored. Called by scripts/bench one-file."""

import argparse
import base64
import os
import pathlib
import random
import shutil
import time

from alulad import SERVER, Alulad, forget_archives, just_started, newest, volume
from figures import Figures, machine

GB = 1_000_000_000
SMALL = 10_000  # bytes
SETTINGS = "restore: {keep_replaced_percent: 100}\n"  # what was replaced stays, however full the disk is
FOLDERS = 10    # one large file and a hundred small ones in each


def small_file(folder, number):
    return f"world-{folder}/entities/{number:03}.dat"


def contents(folder, number):
    return random.Random(f"{folder}/{number}").randbytes(SMALL)


def make_volume(target, size):
    piece = 1 << 24
    for folder in range(FOLDERS):
        (target / f"world-{folder}" / "entities").mkdir(parents=True)
        for number in range(100):
            (target / small_file(folder, number)).write_bytes(contents(folder, number))
        with open(target / f"world-{folder}" / "region.bin", "wb") as out:
            for at in range(0, size // FOLDERS, piece):
                out.write(os.urandom(min(piece, size // FOLDERS - at)))  # an archive as large as its contents


def make_backup(bin_dir, data, size):
    target = volume(data)
    make_volume(target, size)
    daemon = Alulad(bin_dir, data, SETTINGS)
    daemon.start()
    daemon.ctl("create", SERVER)
    daemon.settle()
    daemon.stop()
    for region in target.glob("*/region.bin"):
        region.unlink()  # room for the rest
    os.sync()
    return newest(data).name.removesuffix(".tar.gz")


def ended(console, job):
    while (info := console.call("jobs.get", {"job": job}))["state"] in ("queued", "running"):
        time.sleep(0.001)
    assert info["state"] == "completed", info
    return info


def measure(bin_dir, data, backup, rounds, figures):
    looked, read_kib, restored = [], [], []
    for turn in range(rounds):
        folder, number = 3 * turn % FOLDERS, 37 * turn % 100
        path = small_file(folder, number)
        daemon, console = just_started(bin_dir, data, SETTINGS)
        before = daemon.numbers("io")["read_bytes"]
        piece, took = console.timed("backups.read", {"backup": backup, "path": path})
        assert base64.b64decode(piece["base64"]) == contents(folder, number), path
        read_kib.append((daemon.numbers("io")["read_bytes"] - before) / (1 << 10))
        looked.append(took)
        live = data / "volumes" / SERVER / path
        live.write_bytes(b"lost")
        os.sync()  # what others have to write is not part of it
        forget_archives(data)
        begun = time.monotonic()
        job = console.call("backups.restore", {"backup": backup, "include": [path], "stop": False})["job"]
        ended(console, job)
        restored.append(1000 * (time.monotonic() - begun))
        assert live.read_bytes() == contents(folder, number), path
        console.close()
        daemon.stop()
    case = f"one file of {SMALL // 1000} kB out of an archive of {newest(data).stat().st_size / GB:.1f} GB, cold"
    figures.spread(case, "looked at (backups.read)", looked, "ms", 50)
    figures.add(case, "the same", "read from the disk", max(read_kib), "KiB")
    figures.spread(case, "restored, from the request to the job's end", restored, "ms", 50)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", type=pathlib.Path, required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--size", type=float, default=10, help="of the archive, GB")
    parser.add_argument("--json", help="write all figures there")
    options = parser.parse_args()
    figures = Figures()
    print(machine())
    data = options.work / "one-file"
    backup = make_backup(options.bin, data, int(options.size * GB))
    measure(options.bin, data, backup, options.rounds, figures)
    figures.write(options.json)
    shutil.rmtree(data)


if __name__ == "__main__":
    main()
