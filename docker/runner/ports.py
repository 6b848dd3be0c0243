"""Checks whether a run can listen on its ports."""

import errno
import socket

from runner.errors import BUSY, WRONG_SETTING


def faults(listeners):
    """Returns (exit code, text) for each listener of Settings whose port cannot be used."""
    return [fault for setting, address, port in listeners for fault in [_fault(setting, address, port)] if fault]


def _fault(setting, address, port):
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(where)
            listener.listen()
    except UnicodeError:  # such as a..b, which has an empty label
        return _no_address(address, "not a valid name")
    except OSError as fault:
        if fault.errno in (errno.EADDRINUSE, errno.EACCES):
            text = "%s: expected a free port, but %s:%d cannot be listened on (%s): stop what uses it, or choose another, such as %s=%d"
            return BUSY, text % (setting, address, port, fault.strerror, setting, port + 100)
        return _no_address(address, fault.strerror)
    return None


def _no_address(address, reason):
    return WRONG_SETTING, 'TICKER_BIND: expected an address of this machine, found "%s" (%s)' % (address, reason)
