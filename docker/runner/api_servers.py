"""Finds the addresses of the API servers that the setting API_SERVERS names, and lets nginx follow them.

nginx resolves names only when it reads its configuration, and ends at a name that it cannot resolve. A container that
starts again often has another address, and one that is down has no name. So the configuration holds addresses; a program
beside nginx resolves the names every few seconds, and lets nginx read the configuration again when it differs. That ends
all streams, so a server that has no name for a while keeps its last addresses: most come back with the same ones.
"""

import os
import signal
import socket
import sys
import time

from runner import processes
from runner.state import kill, read_text, write_whole

INTERVAL = 5.0  # seconds
KEPT = 300.0  # seconds; a container that starts again is back long before


def of(environment):
    """Returns the servers of the setting, each `HOST:PORT`."""
    return environment.get("API_SERVERS", "").replace(",", " ").split()


def addresses(servers, resolve=socket.getaddrinfo):
    """Returns the addresses of the servers, `ADDRESS:PORT` in a fixed order, and why any server has none."""
    found, unknown = [], {}
    for server in servers:
        host, _, port = server.rpartition(":")
        try:
            answers = resolve(host.strip("[]"), int(port), type=socket.SOCK_STREAM)
        except OSError as fault:
            unknown[server] = fault.strerror or str(fault)
            continue
        for address in sorted({answer[4][0] for answer in answers}):
            text = "[%s]:%s" % (address, port) if ":" in address else "%s:%s" % (address, port)
            if text not in found:
                found.append(text)
    return found, unknown


def watch():
    """Follows the addresses until this process is ended."""
    from runner import nginx

    followed = Followed(of(os.environ), nginx.configuration, _reload)
    while True:
        time.sleep(INTERVAL)
        followed.look()


def _reload():
    """Lets nginx read its configuration again, without ending a request. Returns whether nginx is up."""
    pid = read_text(os.path.join("nginx", "pid")) or ""
    if not pid.isdigit() or processes.name(int(pid)) != "nginx":
        return False
    kill([int(pid)], signal.SIGHUP)
    return True


class Remembered:
    """Resolves names, and for some minutes remembers those that are not known any more."""

    def __init__(self, resolve, now=time.monotonic):
        self._resolve = resolve
        self._now = now
        self._last = {}

    def __call__(self, host, port, type):
        try:
            answers = self._resolve(host, port, type=type)
        except OSError:
            known_at, answers = self._last.get((host, port), (None, None))
            if answers is None or self._now() - known_at > KEPT:
                raise
            return answers
        self._last[host, port] = (self._now(), answers)
        return answers


class Followed:
    """The addresses in nginx's configuration.

    configuration returns nginx's configuration for a list of addresses; reload returns whether nginx could be asked.
    """

    def __init__(self, servers, configuration, reload, resolve=socket.getaddrinfo, now=time.monotonic):
        self._servers = servers
        self._configuration = configuration
        self._reload = reload
        self._resolve = Remembered(resolve, now)
        self._is_pending = False
        self._unknown = {}

    def look(self):
        """Resolves the names once. While none is known, nginx keeps the addresses that it has."""
        found, unknown = addresses(self._servers, self._resolve)
        for server, reason in unknown.items():
            if self._unknown.get(server) != reason:
                _say("[warn] %s is left out: %s" % (server, reason))
        self._unknown = unknown
        if found:
            self._follow(found)

    def _follow(self, found):
        text = self._configuration(found)
        if text != _saved():
            try:
                write_whole("nginx.conf", text)
            except OSError as fault:
                _say("[warn] nginx.conf cannot be written: %s" % fault)  # a full disk; the next look tries again
                return
            self._is_pending = True
        if self._is_pending and self._reload():
            self._is_pending = False
            _say("nginx uses " + " ".join(found))


def _saved():
    try:
        with open("nginx.conf") as file:
            return file.read()
    except OSError:
        return None


def _say(text):
    print("API_SERVERS: " + text, file=sys.stderr, flush=True)
