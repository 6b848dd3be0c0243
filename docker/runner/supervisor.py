"""Asks the supervisord of a run for the state of its processes, and to start one."""

import http.client
import xmlrpc.client

from runner.wake import connected

TIME_LIMIT = 5.0  # seconds
ALREADY_STARTED = 60  # supervisord's code


class NoAnswer(Exception):
    """Raised when supervisord is starting, stopping or stuck."""


class _Connection(http.client.HTTPConnection):
    def __init__(self, run_folder):
        super().__init__("localhost", timeout=TIME_LIMIT)
        self._run_folder = run_folder

    def connect(self):
        self.sock = connected(self._run_folder)
        self.sock.settimeout(self.timeout)


class _Transport(xmlrpc.client.Transport):
    def __init__(self, run_folder):
        super().__init__()
        self._run_folder = run_folder

    def make_connection(self, host):
        return _Connection(self._run_folder)


def processes(run_folder):
    """Returns what supervisord knows of each process (getAllProcessInfo).

    Raises NoAnswer when it does not answer.
    """
    try:
        return _of(run_folder).getAllProcessInfo()
    except (OSError, http.client.HTTPException, xmlrpc.client.Error) as fault:
        raise NoAnswer(str(fault)) from None


def start(run_folder, name):
    """Starts a program of the group app, without waiting for it; one that runs already stays.

    Raises NoAnswer when supervisord does not answer.
    """
    try:
        _of(run_folder).startProcess("app:" + name, False)
    except xmlrpc.client.Fault as refusal:
        if refusal.faultCode != ALREADY_STARTED:
            raise NoAnswer("app:%s cannot be started: %s" % (name, refusal.faultString)) from None
    except (OSError, http.client.HTTPException, xmlrpc.client.Error) as fault:
        raise NoAnswer(str(fault)) from None


def _of(run_folder):
    return xmlrpc.client.ServerProxy("http://localhost", transport=_Transport(run_folder)).supervisor
