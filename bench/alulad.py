# SPDX-License-Identifier: GPL-3.0-or-later
"""The real alulad on a folder of its own, and clients of it, for what measures it."""

import atexit
import json
import os
import pathlib
import socket
import subprocess
import time


SERVER = "11111111-2222-4333-8444-555555555555"


def volume(data):
    """Where its files are to lie; made."""
    path = data / "volumes" / SERVER
    path.mkdir(parents=True)
    return path


def newest(data):
    """Archive of it."""
    return max((data / "backups" / SERVER).glob("*.tar.gz"), key=lambda p: p.stat().st_mtime)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def cpu_seconds(pid):
    """Of all threads of the process; those of the kernel that write for it are not in it."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def drop_from_cache(files):
    """Their pages that are on the disk already."""
    for path in files:
        fd = os.open(path, os.O_RDONLY)
        os.posix_fadvise(fd, 0, 0, os.POSIX_FADV_DONTNEED)
        os.close(fd)


def forget_archives(data):
    """What the daemon reads when it looks into a backup, out of the page cache."""
    os.sync()
    drop_from_cache(file for folder in ("backups", "state") for file in (data / folder).rglob("*") if file.is_file())


class Alulad:
    """The daemon, and alulactl for it."""

    def __init__(self, bin_dir, data, settings="", own_session=False):
        self.bin, self.data = pathlib.Path(bin_dir), pathlib.Path(data)
        self.settings, self.own_session = settings, own_session
        self.process = None
        self.port = None

    def start(self):
        """Seconds until it said that it was ready."""
        self.launch()
        begun = self.begun
        if "ready" not in self.process.stdout.readline():
            self.fail()
        return time.monotonic() - begun

    def launch(self):
        config = self.data / "config.yml"
        config.write_text(self.settings or "{}\n")
        self.port = free_port()
        self.begun = time.monotonic()
        self.process = subprocess.Popen(
            [self.bin / "alulad", "--data-dir", self.data, "--config", config, "--listen", f"127.0.0.1:{self.port}"],
            stdout=subprocess.PIPE, stderr=(self.data / "log").open("a"), text=True,
            start_new_session=self.own_session)
        atexit.register(self.process.kill)  # whatever becomes of the measurement

    def stop(self):
        self.process.terminate()
        self.process.wait()

    def fail(self):
        raise SystemExit((self.data / "log").read_text()[-2000:])

    def ctl(self, *arguments):
        run = subprocess.run([self.bin / "alulactl", "--socket", self.data / "alulad.sock", *arguments],
                             capture_output=True, text=True)
        if run.returncode != 0:
            raise SystemExit(f"alulactl {' '.join(map(str, arguments))}: {run.stdout}{run.stderr}")
        return run.stdout

    def numbers(self, name):
        """Of /proc/PID/status or io: the lines that are a number."""
        text = pathlib.Path(f"/proc/{self.process.pid}/{name}").read_text()
        return {line.split(":")[0]: int(line.split()[1]) for line in text.splitlines()
                if line.split()[1:2] and line.split()[1].isdigit()}

    def count_peak_from_now(self):
        pathlib.Path(f"/proc/{self.process.pid}/clear_refs").write_text("5")

    def cpu_seconds(self):
        return cpu_seconds(self.process.pid)

    def settle(self, quiet=3.0):
        """Waits until it has had nothing to do for so many seconds."""
        busy, since = self.cpu_seconds(), time.monotonic()
        while time.monotonic() - since < quiet:
            time.sleep(0.2)
            now = self.cpu_seconds()
            if now - busy > 0.05:
                busy, since = now, time.monotonic()

    def measure(self, what, *arguments):
        """Runs a job to its end; prints its time, the daemon's peak memory meanwhile and what it read."""
        self.count_peak_from_now()
        read, begun = self.numbers("io")["rchar"], time.monotonic()
        out = self.ctl(*arguments)
        took = time.monotonic() - begun
        result = {"what": what, "seconds": round(took, 1), "peak_mib": round(self.numbers("status")["VmHWM"] / 1024, 1),
                  "read_mib": round((self.numbers("io")["rchar"] - read) / (1 << 20), 1)}
        print(json.dumps(result), flush=True)
        return out


class Console:
    """A client of the local socket that asks one thing at a time."""

    def __init__(self, path, timeout=120):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(timeout)
        self.socket.connect(str(path))
        self.rest = b""
        self.count = 0
        self.call("system.hello", {"protocol": {"major": 1, "minor": 2}, "client": "bench"})

    def close(self):
        self.socket.close()

    def timed(self, method, params):
        """The result, and the milliseconds until its last byte was here: what the client makes of it does not count."""
        self.count += 1
        line = json.dumps({"jsonrpc": "2.0", "id": self.count, "method": method, "params": params}) + "\n"
        begun = time.monotonic()
        self.socket.sendall(line.encode())
        answer = self._line()
        took = 1000 * (time.monotonic() - begun)
        parsed = json.loads(answer)
        if "error" in parsed:
            raise SystemExit(f"{method}: {parsed['error']}")
        return parsed["result"], took

    def call(self, method, params):
        return self.timed(method, params)[0]

    def pages(self, method, params):
        """All pages of a list, one after the other."""
        while True:
            page, took = self.timed(method, params)
            yield page, took
            if page.get("cursor") is None:
                return
            params = {**params, "cursor": page["cursor"]}

    def _line(self):
        pieces = [self.rest]
        while b"\n" not in pieces[-1]:
            pieces.append(self.socket.recv(1 << 18))
            if not pieces[-1]:
                raise SystemExit("alulad hung up")
        line, self.rest = b"".join(pieces).split(b"\n", 1)
        return line


def just_started(bin_dir, data, settings=""):
    """A daemon that has opened no archive yet, with nothing of one in the page cache; and a client of it."""
    daemon = Alulad(bin_dir, data, settings)
    daemon.start()
    daemon.settle(1)
    console = Console(data / "alulad.sock")
    forget_archives(data)
    return daemon, console
