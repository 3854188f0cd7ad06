# SPDX-License-Identifier: GPL-3.0-or-later
"""What size costs alulad: a million small files, one file of 100 GB that is nearly all holes, 10,000 backups in the catalog.
Called by scripts/bench size."""

import argparse
import json
import os
import pathlib
import random
import shutil
import sqlite3
import uuid

from alulad import SERVER, Alulad, newest, volume

GB = 1_000_000_000


def million(bin_dir, work, files):
    data = work / "million"
    target = volume(data)
    numbers = random.Random(1)
    block = numbers.randbytes(1 << 16)
    for i in range(files):
        if i % 1000 == 0:
            folder = target / f"{i // 1000:04}"
            folder.mkdir()
        at = numbers.randrange(1 << 15)
        with open(folder / f"{i % 1000:03}.dat", "wb") as out:
            out.write(block[at:at + numbers.randrange(50, 2000)])
    daemon = Alulad(bin_dir, data)
    daemon.start()
    daemon.measure(f"create, {files} files", "create", SERVER)
    daemon.measure(f"create again, {files} files", "create", SERVER)
    backup = newest(data).name.removesuffix(".tar.gz")
    daemon.measure(f"verify, {files} files", "verify", backup)
    shutil.rmtree(target / "0000")
    daemon.measure(f"restore, {files} files", "restore", backup, "--truncate", "--yes")
    found = sum(len(names) for _, _, names in os.walk(target))
    assert found == files, f"{found} files came back"
    daemon.stop()
    shutil.rmtree(data)


def sparse(bin_dir, work, size):
    data = work / "sparse"
    file = volume(data) / "world.db"
    pieces = 256
    with open(file, "wb") as out:
        out.truncate(size)
        for i in range(pieces):
            out.seek(size // pieces * i)
            out.write(random.Random(i).randbytes(1 << 20))
    held = file.stat().st_blocks * 512
    daemon = Alulad(bin_dir, data)
    daemon.start()
    daemon.measure(f"create, {size / GB:.0f} GB of which {held >> 20} MiB are data", "create", SERVER)
    archive = newest(data)
    print(json.dumps({"what": "its archive", "mib": round(archive.stat().st_size / (1 << 20), 1)}), flush=True)
    backup = archive.name.removesuffix(".tar.gz")
    daemon.measure("verify", "verify", backup)
    file.unlink()
    daemon.measure("restore", "restore", backup, "--truncate", "--yes")
    assert file.stat().st_size == size
    print(json.dumps({"what": "on the disk after the restore", "mib": file.stat().st_blocks * 512 >> 20}), flush=True)
    with open(file, "rb") as restored:
        for i in range(pieces):
            restored.seek(size // pieces * i)
            assert restored.read(1 << 20) == random.Random(i).randbytes(1 << 20), f"piece {i} is another"
    daemon.stop()
    shutil.rmtree(data)


def catalog(bin_dir, work, backups):
    data = work / "catalog"
    (volume(data) / "file").write_text("contents")
    daemon = Alulad(bin_dir, data)
    daemon.start()
    daemon.ctl("create", SERVER)
    daemon.stop()
    archive = newest(data)
    first = archive.name.removesuffix(".tar.gz")
    database = sqlite3.connect(data / "state" / "catalog.db" if (data / "state").exists() else data / "catalog.db")
    columns = [row[1] for row in database.execute("PRAGMA table_info(backups)")]
    row = dict(zip(columns, database.execute("SELECT * FROM backups").fetchone()))
    servers = [str(uuid.uuid4()) for _ in range(100)]
    with database:
        for i in range(backups - 1):
            copy = {**row, "id": str(uuid.uuid4()), "server": servers[i % 100], "created": row["created"] - i * GB}
            database.execute(f"INSERT INTO backups ({','.join(columns)}) VALUES ({','.join('?' * len(columns))})", [copy[c] for c in columns])
            folder = data / "backups" / copy["server"]
            folder.mkdir(exist_ok=True)
            os.link(archive, folder / f"{copy['id']}.tar.gz")
    database.close()
    took = daemon.start()
    print(json.dumps({"what": f"start with {backups} backups of 101 servers", "seconds": round(took, 2)}), flush=True)
    daemon.measure("servers.list (alulactl servers)", "--json", "servers")
    daemon.measure("backups.list, the newest 100", "--json", "backups", "--limit", "100")
    daemon.measure("backups.list, all", "--json", "backups")
    daemon.measure("system.status", "--json", "status")
    daemon.measure("one more backup", "create", SERVER)
    daemon.stop()
    shutil.rmtree(data)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", type=pathlib.Path, required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--files", type=int, default=1_000_000)
    parser.add_argument("--only", choices=["million", "sparse", "catalog"])
    options = parser.parse_args()
    cases = {"million": lambda: million(options.bin, options.work, options.files),
             "sparse": lambda: sparse(options.bin, options.work, 100 * GB),
             "catalog": lambda: catalog(options.bin, options.work, 10_000)}
    for name, case in cases.items():
        if options.only in (None, name):
            case()


if __name__ == "__main__":
    main()
