"""Checks without a password whether a PostgreSQL answers: it sends the first message of the protocol."""

import re
import socket
import struct

LIMIT = 2.0  # seconds
SSL_REQUEST = struct.pack("!ii", 8, 80877103)
ADDRESS = re.compile(r"^(?:jdbc:)?postgres(?:ql)?://(?:[^@/?]*@)?(\[[^\]]+\]|[^:/?,]+)(?::(\d+))?")


def address(url):
    """Returns (host, port) of a database's address, or None when it is no such address."""
    found = ADDRESS.match(url.strip())
    return (found.group(1).strip("[]"), int(found.group(2) or 5432)) if found else None


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
