# SPDX-License-Identifier: GPL-3.0-or-later
"""Looking into backups of a million files through the local socket of the real alulad: directories with nothing in the page cache,
and two of them compared. Called by scripts/bench browse."""

import argparse
import pathlib
import random
import shutil

from alulad import SERVER, Alulad, Console, forget_archives, just_started, volume
from figures import Figures, machine

IN_ONE = 1000  # files of a folder


def write(path, numbers, block):
    at = numbers.randrange(len(block) // 2)
    path.write_bytes(block[at:at + numbers.randrange(50, 400)])


def file_of(target, number):
    return target / f"region-{number // IN_ONE:04}" / f"r.{number % IN_ONE:03}.dat"


def make_volume(target, files):
    numbers = random.Random(1)
    block = numbers.randbytes(1 << 16)
    for i in range(files):
        if i % IN_ONE == 0:
            file_of(target, i).parent.mkdir(parents=True)
        write(file_of(target, i), numbers, block)


def change_some(target, files, every):
    numbers = random.Random(2)
    block = numbers.randbytes(1 << 16)
    for i in range(0, files, every):
        write(file_of(target, i), numbers, block)


def make_backups(bin_dir, data, files):
    """Two, the second with 1 % of the files changed; their ids."""
    target = volume(data)
    make_volume(target, files)
    daemon = Alulad(bin_dir, data)
    daemon.start()
    daemon.ctl("create", SERVER)
    change_some(target, files, 100)
    daemon.ctl("create", SERVER)
    console = Console(data / "alulad.sock")
    backups = console.call("backups.list", {})["backups"]
    console.close()
    daemon.settle()
    daemon.stop()
    shutil.rmtree(target)
    return [backup["backup"] for backup in reversed(backups)]


def measure_directories(bin_dir, data, backup, files, rounds, figures):
    """A daemon that was just started and has never opened the archive, of which nothing is in the page cache."""
    first, second, others, read = [], [], [], []
    folders = files // IN_ONE
    for turn in range(rounds):
        daemon, console = just_started(bin_dir, data)
        before = daemon.numbers("io")["read_bytes"]

        def list_folder(path):
            page, took = console.timed("backups.entries", {"backup": backup, "path": path})
            assert page["entries"], f"nothing in {path}"
            return took

        first.append(list_folder(""))
        read.append((daemon.numbers("io")["read_bytes"] - before) / (1 << 10))
        second.append(list_folder(f"region-{(37 * turn + folders // 2) % folders:04}"))
        others += [list_folder(f"region-{n:04}") for n in range(0, folders, max(1, folders // 20))]
        console.close()
        daemon.stop()
    case = f"directories of a backup of {files} files, cold"
    figures.spread(case, "the first: the root's first page", first, "ms", 20)
    figures.add(case, "the first", "read from the disk", max(read), "KiB")
    figures.spread(case, "the next, anywhere", second, "ms", 5)
    figures.spread(case, "twenty more, anywhere", others, "ms", 5)


def measure_compare(bin_dir, data, backups, files, rounds, figures):
    daemon = Alulad(bin_dir, data)
    daemon.start()
    daemon.settle(1)
    case = f"two backups of {files} files compared, 1 % changed"
    first, last, warm, tops = [], [], [], []
    daemon.count_peak_from_now()
    for _ in range(rounds):
        forget_archives(data)
        console = Console(data / "alulad.sock")  # what was compared is forgotten with the last client
        asked = {"from": backups[0], "to": backups[1], "recursive": True}
        pages = list(console.pages("backups.compare", asked))
        rows = sum(len(page["rows"]) for page, _ in pages)
        assert rows == files // 100, f"{rows} rows"
        first.append(pages[0][1] / 1000)
        last.append(sum(took for _, took in pages) / 1000)
        warm += [took for _, took in pages[1:]]
        tops.append(console.timed("backups.compare", {"from": backups[0], "to": backups[1]})[1])
        console.close()
    figures.spread(case, "first page, cold", first, "s", 2)
    figures.spread(case, f"all {files // 100} rows, cold", last, "s", 2)
    if warm:
        figures.spread(case, "a further page", warm, "ms")
    figures.spread(case, "the root's folders, compared already", tops, "ms")
    figures.add(case, "alulad", "peak RSS", daemon.numbers("status")["VmHWM"] / 1024, "MiB")
    daemon.stop()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", type=pathlib.Path, required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--files", type=int, default=1_000_000)
    parser.add_argument("--json", help="write all figures there")
    parser.add_argument("--backups", nargs=2, help="two that lie in --work already")
    options = parser.parse_args()
    figures = Figures()
    print(machine())
    data = options.work / "browse"
    backups = options.backups or make_backups(options.bin, data, options.files)
    print("backups:", *backups)
    measure_directories(options.bin, data, backups[1], options.files, options.rounds, figures)
    measure_compare(options.bin, data, backups, options.files, options.rounds, figures)
    figures.write(options.json)


if __name__ == "__main__":
    main()
