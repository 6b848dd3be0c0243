"""How each program of a run is, a line each."""

import json
import os
import socket
import sys
import time

from runner import supervisor
from runner.state import home, read_text, running

NOTHING_RUNS = 3
SILENCE = 10  # seconds after which a program that should tell its state every second does not answer
WELL = ("running", "catching-up", "standby")
FIRST = ("postgres", "boot", "sandbox", "ingester", "aggregator", "json-generator", "graphql-server", "db-cleaner")
LAST = ("nginx", "crash-loop-listener")
WEB_LIMIT = 5.0  # seconds
DATABASE_LIMIT = 2.0


def show_all():
    """Prints the state of all runs; returns 0 when all are well, 3 when nothing runs, else 1."""
    states = running()
    if not states:
        print("nothing runs in " + home())
        return NOTHING_RUNS
    code = 0
    for state in states:
        print("%s  %s" % (state.kind, state.address() or "is being prepared"))
        if state.is_up():
            report = Report(state.file("run"))
            sys.stdout.write(report.text())
            code = code or (0 if report.is_well() else 1)
        else:
            code = 1
    return code


class Report:
    """How the programs of one run are at one moment."""

    def __init__(self, run_folder):
        self._folder = run_folder
        self._markets = None
        try:
            shown = [process for process in supervisor.processes(run_folder) if _is_shown(process)]
        except supervisor.NoAnswer as fault:
            self._rows = None
            self._fault = str(fault)
            return
        self._rows = [self._row(process) for process in sorted(shown, key=_place)]

    def is_well(self):
        return self._rows is not None and all(state in WELL for _, state, _ in self._rows)

    def has_pairs(self):
        """Whether nginx serves pairs."""
        try:
            return bool(self._served()["pairs"])
        except (OSError, ValueError):
            return False

    def text(self):
        if self._rows is None:
            return "  supervisord is starting or stopping (%s)\n" % self._fault
        name_width = max(len(name) for name, _, _ in self._rows)
        state_width = max(len(state) for _, state, _ in self._rows)
        lines = ["  %-*s  %-*s  %s" % (name_width, name, state_width, state, detail) for name, state, detail in self._rows]
        return "".join(line.rstrip() + "\n" for line in lines)

    def _row(self, process):
        name, state = process["name"], process["statename"]
        if state in ("STARTING", "RUNNING"):
            ask = {"postgres": self._postgres, "nginx": self._nginx, "boot": _boot}.get(name)
            return (name, *(ask() if ask else self._program(name)))
        if state == "STOPPED" and process["start"] == 0:
            return name, "waiting", "for the database"
        detail = "exit code %d" % process["exitstatus"] if state == "EXITED" else process["description"]
        return name, state.lower(), detail

    def _program(self, name):
        """What the program wrote of itself."""
        try:
            with open(os.path.join(self._folder, "status", name)) as file:
                state, _, detail = file.readline().strip("\n").partition("\t")
                silence = time.time() - os.fstat(file.fileno()).st_mtime
        except FileNotFoundError:
            return "starting", ""
        if silence > SILENCE:
            return "silent", "for %d s; before that %s: %s" % (silence, state, detail)
        return state, detail

    def _postgres(self):
        port = read_text(os.path.join(self._folder, "postgres.port"))
        try:
            socket.create_connection(("127.0.0.1", int(port or 0)), timeout=DATABASE_LIMIT).close()
        except OSError:
            return "starting", ""
        return "running", "127.0.0.1:" + port

    def _nginx(self):
        try:
            served = self._served()
        except NotServed as refusal:
            return "starting", "no markets.json yet (%s)" % refusal
        except OSError as fault:
            return "silent", str(fault)
        age = time.time() - served["generated_at"] / 1000
        return "running", "markets.json: %d pairs, %d s old" % (len(served["pairs"]), age)

    def _served(self):
        """The served markets.json, asked for directly, whatever proxies the environment names."""
        if self._markets is None:
            self._markets = json.loads(get(read_text(os.path.join(self._folder, "address")), "/markets.json"))
        return self._markets


class NotServed(OSError):
    """nginx answers, but not with what was asked for."""


def get(address, path):
    import http.client
    from urllib.parse import urlsplit

    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=WEB_LIMIT)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
    except http.client.HTTPException as fault:
        raise OSError("nginx gave no whole answer (%r)" % fault) from None
    finally:
        connection.close()
    if answer.status != 200:
        raise NotServed(str(answer.status))
    return body


def _place(process):
    """As data flows; what no one placed stands with the programs, before nginx."""
    name = process["name"]
    return FIRST.index(name) if name in FIRST else len(FIRST) + (LAST.index(name) + 1 if name in LAST else 0)


def _is_shown(process):
    """What was never meant to run here is not shown, nor is boot once it has done its work."""
    name, state = process["name"], process["statename"]
    if name == "crash-loop-listener":
        return state not in ("STARTING", "RUNNING")
    if name == "boot":
        return not (state == "EXITED" and process["exitstatus"] == 0)
    return process["start"] != 0 or process["group"] == "app"


def _boot():
    return "running", "waits for the database, or migrates it"
