# SPDX-License-Identifier: GPL-3.0-or-later
"""The real alulad with 100,000 backups in its catalog: its start, and then 1,000 REST connections, 50 consoles that hear of everything
and 10,000 jobs at once. Called by scripts/bench load."""

import argparse
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import time
import urllib.error
import urllib.request
import uuid

from alulad import Alulad, Console
from figures import Figures, machine

SERVERS = [str(uuid.UUID(int=0x11111111222243338444000000000000 + n)) for n in range(100)]
LINKS = 10_000  # of one file: some file systems have 65,000 at most
SETTINGS = "jobs:\n  parallel: 4\n  queue_limit: {limit}\n"
HOUR = 3600 * 10**9


def fill_catalog(bin_dir, data, backups):
    """One backup made, and rows and archives like it for all others."""
    for server in SERVERS:
        (data / "volumes" / server).mkdir(parents=True)
        (data / "volumes" / server / "file").write_text("contents")
    daemon = Alulad(bin_dir, data)
    daemon.start()
    daemon.ctl("create", SERVERS[0])
    daemon.stop()
    archive = next((data / "backups" / SERVERS[0]).glob("*.tar.gz"))
    database = sqlite3.connect(next(data.rglob("catalog.db")))
    columns = [row[1] for row in database.execute("PRAGMA table_info(backups)")]
    row = dict(zip(columns, database.execute("SELECT * FROM backups").fetchone()))
    insert = f"INSERT INTO backups ({','.join(columns)}) VALUES ({','.join('?' * len(columns))})"
    with database:
        for i in range(1, backups):
            # As old as each is: hourly of every server.
            age = i // len(SERVERS) * HOUR
            copy = {**row, "id": str(uuid.uuid4()), "server": SERVERS[i % len(SERVERS)], "created": row["created"] - age,
                    "completed": row["completed"] - age}
            database.execute(insert, [copy[c] for c in columns])
            folder = data / "backups" / copy["server"]
            folder.mkdir(exist_ok=True)
            target = folder / f"{copy['id']}.tar.gz"
            if i % LINKS == 0:
                shutil.copyfile(archive, target)
                archive = target
            else:
                os.link(archive, target)
    database.close()


def first_answer(daemon, ask, wanted):
    """Seconds from the start of the program until `ask` succeeds."""
    while True:
        try:
            if ask() == wanted:
                return time.monotonic() - daemon.begun
        except (OSError, urllib.error.URLError):
            pass
        if daemon.process.poll() is not None:
            daemon.fail()
        time.sleep(0.002)


def measure_start(bin_dir, data, backups, rounds, figures):
    health, ready, listed, busy = [], [], [], []
    for _ in range(rounds):
        daemon = Alulad(bin_dir, data)
        daemon.launch()
        url = f"http://127.0.0.1:{daemon.port}/openapi.json"
        health.append(first_answer(daemon, lambda: urllib.request.urlopen(url).status, 200))
        if "ready" not in daemon.process.stdout.readline():
            daemon.fail()
        ready.append(time.monotonic() - daemon.begun)
        busy.append(daemon.cpu_seconds())

        def listing():
            console = Console(data / "alulad.sock")
            rows = len(console.call("backups.list", {"limit": 100})["backups"])
            console.close()
            return rows

        listed.append(first_answer(daemon, listing, 100))
        daemon.stop()
    case = f"start with {backups} backups"
    figures.spread(case, "the REST port answers", health, "s")
    figures.spread(case, "ready", ready, "s", 1)
    figures.spread(case, "ready, time of one core", busy, "s")
    figures.spread(case, "the local socket has answered with a page of backups", listed, "s", 1)


class Clients:
    """Those of load_clients.cpp, until end()."""

    def __init__(self, bin_dir, daemon, connections, consoles, pause_ms):
        token = (daemon.data / "token").read_text().strip()
        self.process = subprocess.Popen(
            [bin_dir / "alula_bench_load_clients", str(daemon.port), token, daemon.data / "alulad.sock", str(connections),
             str(consoles), str(pause_ms)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        if "ready" not in self.process.stdout.readline():
            raise SystemExit("the clients could not connect")

    def end(self):
        self.process.stdin.close()
        found = json.loads(self.process.stdout.readline())
        self.process.wait()
        return found


def tell(found, case, figures):
    figures.latencies(case, found["asked"])
    figures.add(case, "clients that were hung up on", "count", found["hung_up"], "", 1)
    figures.add(case, "REST answers but 2xx and 404", "count",
                sum(n for status, n in found["statuses"].items() if status[0] != "2" and status != "404"), "", 1)


def memory(daemon, name="VmRSS"):
    return daemon.numbers("status")[name] / 1024


def queue_jobs(console, verify, jobs):
    """Verifies of backups, and every tenth a backup of a server; milliseconds each took to be taken."""
    took = []
    for i in range(jobs):
        if i % 10 == 0:
            took.append(console.timed("backups.create", {"server": SERVERS[i // 10 % len(SERVERS)]})[1])
        else:
            took.append(console.timed("backups.verify", {"backup": verify[i % len(verify)]})[1])
    return sorted(took)


def wait_for_jobs(console, limit):
    begun = time.monotonic()
    while True:
        status = console.call("system.status", {})
        left = status["queued"] + status["running"]
        if left == 0:
            return time.monotonic() - begun
        if time.monotonic() - begun > limit:
            raise SystemExit(f"{left} jobs are left after {limit} s")
        time.sleep(0.5)


def measure_load(options, data, figures):
    daemon = Alulad(options.bin, data, SETTINGS.format(limit=2 * options.jobs))
    daemon.start()
    daemon.settle()
    case = f"{options.connections} REST connections, {options.consoles} consoles"
    figures.add(case, "alulad, before", "RSS", memory(daemon), "MiB")
    clients = Clients(options.bin, daemon, options.connections, options.consoles, options.pause)
    cpu = daemon.cpu_seconds()
    time.sleep(options.seconds)
    figures.add(case, "alulad", "cores kept busy", (daemon.cpu_seconds() - cpu) / options.seconds, "")
    figures.add(case, "alulad", "RSS", memory(daemon), "MiB")
    tell(clients.end(), case, figures)

    time.sleep(3)  # until the daemon has seen that those connections are closed: it takes 1,024 at most
    case += f", {options.jobs} jobs"
    clients = Clients(options.bin, daemon, options.connections, options.consoles, options.pause)
    console = Console(data / "alulad.sock")
    verify = [b["backup"] for b in console.call("backups.list", {"limit": 200})["backups"]]
    console.call("system.set_limits", {"paused": True})
    time.sleep(2)
    begun = time.monotonic()
    took = queue_jobs(console, verify, options.jobs)
    figures.add(case, "all are queued", "after", time.monotonic() - begun, "s")
    for name, part in (("p50", 0.5), ("p99", 0.99), ("max", 1)):
        figures.add(case, "one is taken into the queue", name, took[int(part * (len(took) - 1))], "ms")
    queued = console.call("system.status", {})["queued"]
    assert queued == options.jobs, f"{queued} are queued"
    figures.add(case, "alulad, all queued", "RSS", memory(daemon), "MiB")
    console.call("system.set_limits", {"paused": False})
    figures.add(case, "all have ended", "after", wait_for_jobs(console, options.limit), "s")
    time.sleep(3)
    found = clients.end()
    tell(found, case, figures)
    for metric in ("p50", "p99", "max"):
        figures.add(case, "a console hears of a job's end", metric, found["told_late"][metric], "ms")
    figures.add(case, "events", "for each console", found["consoles"][0]["events"], "")
    figures.add(case, "events lost", "over all consoles", sum(c["lost"] for c in found["consoles"]), "", 1)
    figures.add(case, "jobs whose end a console was not told", "over all consoles",
                sum(options.jobs - c["jobs_ended"] for c in found["consoles"]), "", 1)
    states = {}
    for page, _ in console.pages("jobs.list", {"state": "ended", "limit": 500}):
        for job in page["jobs"]:
            states[job["state"]] = states.get(job["state"], 0) + 1
    print("\njobs by their end:", states)
    figures.add(case, "alulad", "peak RSS", memory(daemon, "VmHWM"), "MiB")
    console.close()
    daemon.stop()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", type=pathlib.Path, required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--backups", type=int, default=100_000)
    parser.add_argument("--connections", type=int, default=1000)
    parser.add_argument("--consoles", type=int, default=50)
    parser.add_argument("--jobs", type=int, default=10_000)
    parser.add_argument("--pause", type=int, default=2000, help="of each client between an answer and its next question, ms")
    parser.add_argument("--seconds", type=int, default=20, help="that clients ask before there are jobs")
    parser.add_argument("--limit", type=int, default=240, help="seconds for all jobs")
    parser.add_argument("--json", help="write all figures there")
    parser.add_argument("--only", choices=["start", "load"])
    options = parser.parse_args()
    figures = Figures()
    print(machine())
    data = options.work / "load"
    if not data.exists():
        fill_catalog(options.bin, data, options.backups)
        daemon = Alulad(options.bin, data)
        daemon.start()
        daemon.settle(10)  # names of all are put in for searches, once
        daemon.stop()
    if options.only in (None, "start"):
        measure_start(options.bin, data, options.backups, options.rounds, figures)
    if options.only in (None, "load"):
        measure_load(options, data, figures)
    figures.write(options.json)


if __name__ == "__main__":
    main()
