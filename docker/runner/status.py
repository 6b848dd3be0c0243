"""Shows the state of each program of a run, one line each."""

import json
import os
import sys
import time

from runner import completeness, database, ending, health, needs, restart_delay, supervisor, web
from runner.machine import in_image
from runner.processes import environment
from runner.settings import ALL_PROGRAMS, MOST_GATEWAYS, PROGRAMS
from runner.state import KINDS, State, home, read_text

NOTHING_RUNS = 3
GATEWAYS = tuple("exchange-gateway-%d" % number for number in range(2, MOST_GATEWAYS + 1))
FIRST = ("disk", "database", *needs.AWAITED[:4], *GATEWAYS, *needs.AWAITED[4:-1], "event-publisher", "webhook-sender", "archiver", "db-cleaner")
LAST = ("nginx", "api-servers", "history", "crash-loop-listener")


def show_all():
    """Prints the state of all runs; returns 0 when all are well, 3 when nothing runs, else 1."""
    states = [State(kind) for kind in KINDS]
    on = [state for state in states if state.is_locked()]
    alone = [state for state in map(State, ALL_PROGRAMS) if in_image() and state.is_locked()]
    if not on and not alone:
        print("nothing runs in " + home())
    for state in states:
        if state not in on:
            _show_end(state)
    codes = [_show(state) for state in on] + [_show_alone(state) for state in alone]
    return max(codes, default=NOTHING_RUNS)


def _show_end(state):
    end = ending.read(state.path)
    if end:
        print("  %s %s" % (state.kind, end.text()))
    elif os.path.isdir(state.file("run")):
        seen = max((entry.stat().st_mtime for entry in _entries(state.file("run"), "status")), default=0)
        last = ", last seen " + time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(seen)) if seen else ""
        print("  %s ended without a word%s: it was killed, or the machine stopped; nothing is lost" % (state.kind, last))


def _entries(*path):
    try:
        return list(os.scandir(os.path.join(*path)))
    except FileNotFoundError:
        return []


def _show(state):
    print("%s  %s" % (state.kind, state.address() or "is being prepared"))
    if not state.is_up():
        return 1
    report = Report(state.file("run"), state.holder())
    sys.stdout.write(report.text())
    return 0 if report.is_well() else 1


def _show_alone(state):
    """Shows a program that runs by itself in this container, by its status file."""
    path = state.file("run", "status", state.kind)
    found, _, detail = ((read_text(path) or "starting").splitlines()[0]).partition("\t")
    print(("%s  %s  %s" % (state.kind, found, detail)).rstrip())
    return 0 if health.program_is_well(path) else 1


class Row:
    """One line: a program, its state, details, and whether that is well."""

    def __init__(self, name, state, detail="", is_well=False):
        self.name = name
        self.state = state
        self.detail = detail
        self.is_well = is_well


class Report:
    """The state of all programs of one run at one moment.

    holder is the process number of the run's supervisord, whose environment names a database outside. Where nginx has
    answered already, it is not asked again: each request counts against RATE_LIMIT.
    """

    def __init__(self, run_folder, holder=None, nginx_answered=False):
        self._folder = run_folder
        self._nginx_answered = nginx_answered
        self._markets = None
        self._fault = None
        try:
            processes = supervisor.processes(run_folder)
        except supervisor.NoAnswer as fault:
            self._fault = str(fault)
            processes = []
        programs = (read_text(os.path.join(run_folder, "programs")) or " ".join(PROGRAMS)).split()
        rows = [self._row(process) for process in processes if _is_shown(process, programs)]
        if holder:
            rows += self._outside(dict(item.split(b"=", 1) for item in environment(holder) if b"=" in item))
        rows += self._disk()
        if holder:
            rows += self._history(rows)
        self._rows = sorted(rows, key=_order)

    def is_well(self):
        """Whether all programs are well."""
        return self._fault is None and all(row.is_well for row in self._rows)

    def is_ready(self):
        """Whether all programs that readers need do their work; a degraded program does."""
        return self._fault is None and all(
            row.is_well or row.state == "degraded" for row in self._rows if row.name in needs.AWAITED
        )

    def has_pairs(self):
        """Whether nginx serves pairs."""
        return self._markets is not None and bool(self._markets["pairs"])

    def text(self):
        lines = ["  supervisord is starting or stopping (%s)" % self._fault] if self._fault else []
        name_width = max((len(row.name) for row in self._rows), default=0)
        state_width = max((len(row.state) for row in self._rows), default=0)
        lines += ["  %-*s  %-*s  %s" % (name_width, row.name, state_width, row.state, row.detail) for row in self._rows]
        return "".join(line.rstrip() + "\n" for line in lines)

    def _row(self, process):
        name, state = process["name"], process["statename"]
        if state in ("STARTING", "RUNNING"):
            wait = restart_delay.due(self._folder, name) - time.monotonic()
            if wait > 0:
                detail = ["in %d s" % (wait + 1), self._reason(name)]
                return Row(name, "restarting", "; ".join(filter(None, detail)))
            ask = {"postgres": self._postgres, "nginx": self._nginx, "boot": _boot}.get(name, self._program)
            return ask(name)
        if state == "STOPPED" and process["start"] == 0:
            return Row(name, "waiting", "for the database")
        detail = "exit code %d" % process["exitstatus"] if state == "EXITED" else process["description"]
        return Row(name, state.lower(), detail)

    def _reason(self, name):
        """Returns why it ended the last time, until it works again."""
        reason = read_text(os.path.join(self._folder, "reasons", name))
        return "it ended: " + reason if reason else ""

    def _program(self, name):
        """Returns the row that the program wrote, as long as that is valid."""
        path = os.path.join(self._folder, "status", name)
        try:
            with open(path, errors="replace") as file:
                line, _, health = file.read().strip("\n").partition("\n")
                silence = time.time() - os.fstat(file.fileno()).st_mtime
        except FileNotFoundError:
            return Row(name, "starting", self._reason(name))
        state, _, detail = line.partition("\t")
        well, _, seconds = health.partition("\t")
        if state == "starting":
            return Row(name, state, detail or self._reason(name))
        if silence > float(seconds or 0):
            return Row(name, "silent", "for %d s; before that %s: %s" % (silence, state, detail))
        return Row(name, state, detail, well == "well")

    def _postgres(self, name):
        port = read_text(os.path.join(self._folder, "postgres.port"))
        if not port:
            return Row(name, "starting", self._reason(name))
        complaint = database.complaint("127.0.0.1", int(port))
        if complaint:
            starting = not os.path.exists(os.path.join(self._folder, "served"))
            return Row(name, "starting" if starting else "silent", complaint if not starting else self._reason(name))
        return Row(name, "running", "127.0.0.1:" + port, True)

    def _outside(self, settings):
        """Returns the row of a database outside."""
        if settings.get(b"WITH_POSTGRES") != b"false":
            return []
        file = os.fsdecode(settings.get(b"DATABASE_URL_FILE", b""))
        url = (read_text(file) or "") if file else os.fsdecode(settings.get(b"DATABASE_URL", b""))
        hosts = database.addresses(url)
        if not hosts:
            return []
        complaint = database.complaint_of_all(hosts)
        if complaint:
            return [Row("database", "silent", complaint)]
        return [Row("database", "running", ", ".join("%s:%d" % host for host in hosts), True)]

    def _disk(self):
        room = ending.free_room(self._folder)
        if room is None or room >= ending.LEAST_ROOM:
            return []
        return [Row("disk", "full", "disk full: %d MiB free in %s; make room, and the run continues by itself" % (room, self._folder))]

    def _history(self, rows):
        """Returns how far back the values are complete; only when graphql-server can answer."""
        if not all(row.is_well for row in rows if row.name in (*needs.SERVING, "database", "boot")):
            return []
        found = completeness.of(read_text(os.path.join(self._folder, "address")))
        return [Row("history", "complete" if found.is_whole else "partial", found.text, True)] if found else []

    def _nginx(self, name):
        try:
            address = read_text(os.path.join(self._folder, "address"))
            status = 200 if self._nginx_answered else web.status(address, "/markets.json")
        except OSError as fault:
            return Row(name, "silent", str(fault) or repr(fault))
        # With any other status, such as 429 where CONNECTION_LIMIT or RATE_LIMIT refuses us, nginx serves the file.
        if status in (404, 503):
            return Row(name, "starting", "no markets.json yet (%d)" % status)
        self._markets = self._published()
        if self._markets is None:
            return Row(name, "starting", "no markets.json yet")
        age = time.time() - self._markets["generated_at"] / 1000
        return Row(name, "running", "markets.json: %d pairs, %d s old" % (len(self._markets["pairs"]), age), True)

    def _published(self):
        """Returns the markets.json that nginx serves, or None. Read from the disk, where no limit refuses us."""
        try:
            with open(os.path.join(self._folder, "..", "www", "markets.json"), "rb") as file:
                return json.load(file)
        except (OSError, ValueError):
            return None


def _order(row):
    """Orders rows as data flows; unknown rows come after the programs, before nginx."""
    name = row.name
    return FIRST.index(name) if name in FIRST else len(FIRST) + (LAST.index(name) + 1 if name in LAST else 0)


def _is_shown(process, programs):
    """Whether the status shows the process: not one that never starts here, nor boot after its work."""
    name, state = process["name"], process["statename"]
    if name in ("crash-loop-listener", "api-servers"):
        return state not in ("STARTING", "RUNNING") and process["start"] != 0
    if name == "boot":
        return not (state == "EXITED" and process["exitstatus"] == 0)
    return process["start"] != 0 or name in programs


def _boot(name):
    return Row(name, "running", "waits for the database, or migrates it")
