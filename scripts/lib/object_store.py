# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs OpenStack Swift with its S3 API on 127.0.0.1, in the foreground; scripts/object-store starts it.

Usage: object_store.py DIR PORT OWNER: state below DIR, which is there and empty; PORT 0 takes a free one; all ends when the process
OWNER does (0: nobody's). DIR/endpoint is there as soon as the store answers.

Swift's own programs would be four, each with an interpreter of its own, on ports that must be known before. Here one process loads
the code, listens on free ports and forks: the storage servers run in the child, the proxy in the parent.
"""
import _thread
import ctypes
import logging
import os
import pwd
import select
import signal
import socket
import subprocess
import sys
import time
import warnings

from swift.common import utils

directory, port, owner = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
utils.SWIFT_CONF_FILE = directory + "/swift.conf"
with open(utils.SWIFT_CONF_FILE, "w") as conf: # before the modules that read it when they are loaded
    conf.write("""
[swift-hash]
swift_hash_path_prefix = alula
swift_hash_path_suffix = test
[storage-policy:0]
name = only
default = yes
""")
start_thread, poll = _thread.start_new_thread, select.poll  # the system's: what follows makes all others green
utils.monkey_patch()

import eventlet
import eventlet.wsgi
import swift.account.server
import swift.common.middleware.s3api.s3api
import swift.container.server
import swift.obj.server
import swift.proxy.server
from swift.common import wsgi
from swift.common.http_protocol import SwiftHttpProtocol
from swift.common.ring.builder import RingBuilder

BACKENDS = ("account", "container", "object")

BACKEND = """
[DEFAULT]
swift_dir = {dir}
devices = {dir}/devices
mount_check = false
fallocate_reserve = 0
[pipeline:main]
pipeline = {kind}-server
[app:{kind}-server]
use = egg:swift#{kind}
"""

# Amazon takes 10000 parts of at least 5 MiB. So does this: Swift knows the 5 MiB, but 1000 parts unless it is told.
PROXY = """
[DEFAULT]
swift_dir = {dir}
[pipeline:main]
pipeline = catch_errors gatekeeper cache s3api tempauth slo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:gatekeeper]
use = egg:swift#gatekeeper
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:{memcached}
[filter:s3api]
use = egg:swift#s3api
location = us-east-1
max_upload_part_num = 10000
[filter:tempauth]
use = egg:swift#tempauth
user_test_tester = testing .admin
[filter:slo]
use = egg:swift#slo
max_manifest_segments = 10000
max_manifest_size = 33554432
"""


def die_with_parent():
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


def wait_until(done, child):
    """Bounded by who started this: it gives up and ends everything."""
    while not done():
        if child.poll() is not None:
            sys.exit("%s ended with %d" % (child.args[0], child.returncode))
        time.sleep(0.005)


def start_memcached():
    told = directory + "/memcached.port"
    user = pwd.getpwuid(os.getuid()).pw_name
    child = subprocess.Popen(["memcached", "-l", "127.0.0.1", "-p", "-1", "-m", "16", "-t", "1", "-u", user],
                             env={**os.environ, "MEMCACHED_PORT_FILENAME": told}, preexec_fn=die_with_parent)
    wait_until(lambda: os.path.exists(told), child)
    with open(told) as ports:  # "TCP INET: 40000"
        return child, int(ports.readline().split()[-1])


def write_ring(kind, at):
    builder = RingBuilder(1, 1, 0)
    builder.add_dev({"id": 0, "region": 1, "zone": 1, "ip": "127.0.0.1", "port": at, "device": "d1", "weight": 1})
    builder.rebalance()
    builder.get_ring().save("%s/%s.ring.gz" % (directory, kind))


def listen(at):
    # Swift's own would share the port with whoever asks for it (SO_REUSEPORT).
    sock = eventlet.listen(("127.0.0.1", at), backlog=4096, reuse_port=False)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return sock


def load(kind, text):
    path = "%s/%s.conf" % (directory, kind)
    with open(path, "w") as conf:
        conf.write(text)
    return wsgi.loadapp(path, global_conf={"log_name": kind})


def serve(sock, app):
    # As Swift's own run_server does, with names of headers as S3's clients know them.
    warnings.filterwarnings("ignore", message="capitalize_response_headers")
    eventlet.wsgi.server(sock, app, utils.NullLogger(), protocol=SwiftHttpProtocol, socket_timeout=60,
                         capitalize_response_headers=False)


def run_backends(sockets, ready):
    eventlet.hubs.use_hub(wsgi.get_hub())
    apps = {kind: load(kind, BACKEND.format(dir=directory, kind=kind)) for kind in sockets}
    servers = [eventlet.spawn(serve, sock, apps[kind]) for kind, sock in sockets.items()]
    os.close(ready)
    for server in servers:
        server.wait()


def end_with(pids):
    """Ends this process, and with it all that it started, as soon as one of these does."""
    watched = poll()
    for pid in pids:
        try:
            watched.register(os.pidfd_open(pid), select.POLLIN)
        except ProcessLookupError:
            os._exit(1)
    watched.poll()
    os._exit(1)


def main():
    utils.logs.ThreadSafeSysLogHandler = lambda *_, **__: logging.NullHandler()  # the machine's own log is not for tests
    utils.get_logger({}, log_to_console=True)  # from now on all of them, to standard error
    os.fsync = lambda _: None  # it need not outlive a power cut
    try:
        os.setxattr(directory, "user.alula", b"")
    except OSError as error:
        sys.exit("%s: Swift keeps its objects' metadata in extended attributes, but: %s" % (directory, error.strerror))
    os.makedirs(directory + "/devices/d1")

    front = listen(port)
    sockets = {kind: listen(0) for kind in BACKENDS}
    for kind, sock in sockets.items():
        write_ring(kind, sock.getsockname()[1])
    ready, loaded = os.pipe()
    backends = os.fork()
    if backends == 0:
        die_with_parent()
        front.close()
        os.close(ready)
        return run_backends(sockets, loaded)
    os.close(loaded)
    for sock in sockets.values():
        sock.close()
    memcached, memcached_port = start_memcached()
    start_thread(end_with, ([backends, memcached.pid] + ([owner] if owner else []),))
    eventlet.hubs.use_hub(wsgi.get_hub())
    app = load("proxy", PROXY.format(dir=directory, memcached=memcached_port))
    os.read(ready, 1)  # its end: the other side is ready, or has ended
    endpoint = directory + "/endpoint"
    with open(endpoint + ".new", "w") as out:
        out.write("http://127.0.0.1:%d\n" % front.getsockname()[1])
    os.rename(endpoint + ".new", endpoint)
    return serve(front, app)


main()
