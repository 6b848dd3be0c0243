"""Checks without a password whether a PostgreSQL answers: it sends the first message of the protocol."""

import re
import socket
import struct

LIMIT = 2.0  # seconds
SSL_REQUEST = struct.pack("!ii", 8, 80877103)
HOSTS = re.compile(r"^(?:jdbc:)?postgres(?:ql)?://(?:[^@/?]*@)?([^/?]+)")
HOST = re.compile(r"(\[[^\]]+\]|[^:,\[\]]+)(?::(\d+))?")


def addresses(url):
    """Returns (host, port) of each host of a database's address; none when it is no such address."""
    found = HOSTS.match(url.strip())
    hosts = [HOST.fullmatch(host) for host in found.group(1).split(",")] if found else []
    return [(host.group(1).strip("[]"), int(host.group(2) or 5432)) for host in hosts if host]


def complaint_of_all(hosts):
    """Returns what is wrong with all hosts of a database, or None when one of them answers."""
    complaints = [complaint(host, port) for host, port in hosts]
    return "; ".join(complaints) if all(complaints) else None


def complaint(host, port):
    """Returns what is wrong with the PostgreSQL there, in words for people, or None when it answers.

    The system accepts connections also for a process that hangs. So a connection alone proves nothing.
    """
    try:
        with socket.create_connection((host, port), timeout=LIMIT) as link:
            link.sendall(SSL_REQUEST)
            return None if link.recv(1) in (b"S", b"N") else "%s:%d is no PostgreSQL, or is ending" % (host, port)
    except socket.timeout:
        return "PostgreSQL at %s:%d has not answered for %d s: it hangs, or is far too busy" % (host, port, LIMIT)
    except OSError as fault:
        return "no PostgreSQL at %s:%d (%s)" % (host, port, fault.strerror or fault)
