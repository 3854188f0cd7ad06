# SPDX-License-Identifier: GPL-3.0-or-later
"""The trees that are packed and unpacked. Made once in a folder and kept there."""

import os
import pathlib
import random
import shutil
import subprocess
import time

ASSETS = ["supertuxkart-data", "luanti-data", "freedoom", "openarena-081-textures"]
SMALL_FILES = 200_000


def make_assets(folder):
    """Game assets, mostly packed already: what Debian packages hold. They are downloaded."""
    packages = folder.parent / "packages"
    packages.mkdir(exist_ok=True)
    subprocess.check_call(["apt-get", "update", "-q"], stdout=subprocess.DEVNULL)
    subprocess.check_call(["apt-get", "download", "-q", *ASSETS], cwd=packages, stdout=subprocess.DEVNULL)
    for package in sorted(packages.glob("*.deb")):
        subprocess.check_call(["dpkg-deb", "-x", package, folder])
    shutil.rmtree(packages)


def make_programs(folder):
    """Programs, headers, documents: the platform's own /usr without its symlinks and without the bench's own tools."""
    own = ["usr/lib/go-*", "usr/share/go*", "usr/bin/restic", "usr/bin/fio", "usr/bin/mount*", "usr/share/gocode"]
    excludes = " ".join(f"--exclude='{name}'" for name in own)
    subprocess.check_call(f"tar c -C / {excludes} usr | tar x -C '{folder}'", shell=True)
    subprocess.check_call(["find", folder, "-type", "l", "-delete"])
    # Set-id bits are not backed up: tar's comparison would tell of them.
    subprocess.check_call(["find", folder, "-perm", "/6000", "-exec", "chmod", "ug-s", "{}", "+"])
    # Nor are groups: what is restored belongs to who owns the volume.
    subprocess.check_call(["chown", "-R", f"{os.getuid()}:{os.getgid()}", folder])


def make_small(folder):
    """Files of 1 to 8 kB: a third of random bytes, the others of words. The same each time."""
    rng = random.Random(7)
    letters = b"abcdefghijklmnopqrstuvwxyz"
    words = [bytes(rng.choice(letters) for _ in range(rng.randint(2, 9))) for _ in range(4000)]
    text = b" ".join(rng.choice(words) for _ in range(400_000))
    for i in range(SMALL_FILES):
        directory = folder / f"d{i // 1000:03d}" / f"e{i // 100 % 10}"
        if i % 100 == 0:
            directory.mkdir(parents=True)
        size = rng.randint(1024, 8192)
        start = rng.randint(0, len(text) - size)
        (directory / f"f{i}.dat").write_bytes(rng.randbytes(size) if i % 3 == 0 else text[start:start + size])


MAKERS = {"A": make_assets, "B": make_programs, "C": make_small}
WORDS = {"A": "game assets", "B": "programs, headers, documents", "C": "small files"}


def tree(name, where):
    """The folder of tree A, B or C, made if it is not there."""
    folder = pathlib.Path(where) / name
    if not (folder.parent / f"{name}.made").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        MAKERS[name](folder)
        os.sync()
        (folder.parent / f"{name}.made").touch()
    return folder


def describe(name, folder):
    files = sum(len(names) for _, _, names in os.walk(folder))
    size = int(subprocess.check_output(["du", "-sb", "--apparent-size", folder]).split()[0])
    return f"{name}: {size / 1e6:.0f} MB, {files:,} files, {WORDS[name]}"


def age(folder):
    """Seconds since the newest change in a tree."""
    newest = max(os.lstat(os.path.join(root, name)).st_ctime for root, _, names in os.walk(folder) for name in names)
    return time.time() - newest
