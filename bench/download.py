# SPDX-License-Identifier: GPL-3.0-or-later
"""GET of one archive from alulad and from nginx (sendfile), by curl, alternately in one run. Called by scripts/bench download."""

import argparse
import base64
import concurrent.futures
import hashlib
import hmac
import json
import os
import pathlib
import socket
import statistics
import subprocess
import tempfile
import time
import urllib.request

from alulad import SERVER, Alulad, free_port, volume

BACKUP = "aaaaaaaa-2222-4333-8444-555555555555"
SIZE = 1 << 30


def wait_for_port(port):
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            time.sleep(0.05)
    raise SystemExit(f"nobody listens on {port}")


class Downloads(Alulad):
    """The daemon, and links to its backup as the panel signs them."""

    def __init__(self, bin_dir, data, tls):
        super().__init__(bin_dir, data, f"api:\n  ssl:\n    enabled: true\n    cert: {tls}/cert.pem\n    key: {tls}/key.pem\n" if tls else "")
        self.start()
        self.token = (self.data / "token").read_text().strip()
        self.count = 0

    def make_backup(self):
        body = json.dumps({"adapter": "wings", "uuid": BACKUP, "ignore": ""}).encode()
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/api/servers/{SERVER}/backup", body, method="POST",
                                         headers={"Authorization": f"Bearer {self.token}"})
        urllib.request.urlopen(request).close()
        archive = self.data / "backups" / SERVER / f"{BACKUP}.tar.gz"
        while not archive.exists():
            time.sleep(0.1)
        return archive

    def url(self, scheme):
        self.count += 1
        now = int(time.time())
        claims = {"iat": now, "exp": now + 900, "server_uuid": SERVER, "backup_uuid": BACKUP,
                  "unique_id": f"{os.getpid()}-{self.port}-{self.count}"}
        encode = lambda raw: base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
        text = encode(b'{"typ":"JWT","alg":"HS256"}') + "." + encode(json.dumps(claims).encode())
        mac = hmac.new(self.token.encode(), text.encode(), hashlib.sha256).digest()
        return f"{scheme}://127.0.0.1:{self.port}/download/backup?token={text}.{encode(mac)}"


class Nginx:
    def __init__(self, work, root, tls):
        self.port, self.tls_port = free_port(), free_port()
        paths = "".join(f"{kind}_temp_path {work}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        (work / "nginx.conf").write_text(f"""
daemon off; pid {work}/nginx.pid; worker_processes 1; {"user root;" if os.geteuid() == 0 else ""}
events {{ worker_connections 256; }}
http {{ access_log off; sendfile on; tcp_nopush on; {paths}
server {{ listen 127.0.0.1:{self.port}; listen 127.0.0.1:{self.tls_port} ssl;
ssl_certificate {tls}/cert.pem; ssl_certificate_key {tls}/key.pem; root {root}; }} }}
""")
        self.process = subprocess.Popen(["nginx", "-p", work, "-e", work / "error.log", "-c", work / "nginx.conf"])
        wait_for_port(self.port)

    def url(self, scheme):
        port = self.port if scheme == "http" else self.tls_port
        return f"{scheme}://127.0.0.1:{port}/{SERVER}/{BACKUP}.tar.gz"

    def end(self):
        self.process.terminate()
        self.process.wait()


def fetch(url):
    out = subprocess.run(["curl", "-sSk", "-o", "/dev/null", "-w", "%{http_code} %{size_download} %{time_total}", url],
                         check=True, capture_output=True, text=True).stdout.split()
    if out[0] != "200":
        raise SystemExit(f"answered {out[0]}")
    return int(out[1])


def rate_of(urls):
    begin = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(len(urls)) as pool:
        total = sum(pool.map(fetch, urls))
    return total / (time.monotonic() - begin) / (1 << 20)


def compare(name, contestants, scheme, clients, rounds):
    rates = {who: [] for who, _ in contestants}
    for turn in range(rounds + 1):
        for who, server in contestants:
            rate = rate_of([server.url(scheme) for _ in range(clients)])
            if turn > 0:  # the first warms up
                rates[who].append(rate)
    medians = {who: statistics.median(values) for who, values in rates.items()}
    spread = {who: max(values) - min(values) for who, values in rates.items()}
    # Of those measured right after one another, so that what else the machine does falls on both.
    ratio = statistics.median(ours / theirs for ours, theirs in zip(rates["alulad"], rates["nginx"]))
    print(f"| {name} | {medians['alulad']:.0f} ({spread['alulad']:.0f}) | {medians['nginx']:.0f} ({spread['nginx']:.0f}) | "
          f"{100 * ratio:.0f} % |", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", type=pathlib.Path, required=True)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="alula-bench.") as folder:
        work = pathlib.Path(folder)
        for name in ("plain", "tls", "nginx"):
            (work / name).mkdir()
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                        "-keyout", work / "nginx/key.pem", "-out", work / "nginx/cert.pem"], check=True, capture_output=True)
        with (volume(work / "plain") / "world").open("wb") as out:
            for _ in range(SIZE >> 24):
                out.write(os.urandom(1 << 24))
        plain = Downloads(options.bin, work / "plain", None)
        archive = plain.make_backup()
        nginx = Nginx(work / "nginx", work / "plain/backups", work / "nginx")
        print(f"Archive: {archive.stat().st_size >> 20} MiB, in the page cache; {options.rounds} rounds after one to warm up.\n")
        print("| | alulad MiB/s (spread) | nginx MiB/s (spread) | alulad against nginx, median of pairs |\n|---|---|---|---|")
        compare("one client", [("alulad", plain), ("nginx", nginx)], "http", 1, options.rounds)
        compare("eight clients", [("alulad", plain), ("nginx", nginx)], "http", 8, options.rounds)
        print_after = f"\nalulad's peak RSS: {plain.numbers('status')['VmHWM'] / 1024:.0f} MiB (making the backup included)"
        plain.stop()
        # The same catalog and archive, now behind TLS.
        tls = Downloads(options.bin, work / "plain", work / "nginx")
        compare("one client, TLS", [("alulad", tls), ("nginx", nginx)], "https", 1, options.rounds)
        tls.stop()
        nginx.end()
        print(print_after)


main()
