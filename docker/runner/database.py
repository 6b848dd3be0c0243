"""Whether a PostgreSQL answers, asked without a password: by the first words of its protocol."""

import re
import socket
import struct

LIMIT = 2.0  # seconds
SSL_REQUEST = struct.pack("!ii", 8, 80877103)
ADDRESS = re.compile(r"^(?:jdbc:)?postgres(?:ql)?://(?:[^@/?]*@)?(\[[^\]]+\]|[^:/?,]+)(?::(\d+))?")


def address(url):
    """(host, port) of a database's address, or None when it cannot be read."""
    found = ADDRESS.match(url.strip())
    return (found.group(1).strip("[]"), int(found.group(2) or 5432)) if found else None


def complaint(host, port):
    """What is wrong with the PostgreSQL there, in words for people, or None when it answers.

    A frozen one still takes connections: the system does that for it. So it is asked something.
    """
    try:
        with socket.create_connection((host, port), timeout=LIMIT) as link:
            link.sendall(SSL_REQUEST)
            return None if link.recv(1) in (b"S", b"N") else "%s:%d is no PostgreSQL, or is ending" % (host, port)
    except socket.timeout:
        return "PostgreSQL at %s:%d has not answered for %d s: frozen, or far too busy" % (host, port, LIMIT)
    except OSError as fault:
        return "no PostgreSQL at %s:%d (%s)" % (host, port, fault.strerror or fault)
