"""Checks whether a run could start here: what is installed, what would be, which ports are free. Changes nothing."""

import os
import shutil
import subprocess

from runner import build, machine, ports, preflight
from runner.ending import free_room
from runner.errors import UNAVAILABLE, CommandError
from runner.processes import environment
from runner.settings import Settings
from runner.settings_check import SettingsCheck
from runner.state import KINDS, State, home, running
from runner.version import text as version

OK, WARNING, FAULT = "ok", "note", "FAULT"


def show():
    """Prints a line for each check; returns 0 when a run could start, else 69."""
    findings = [*_tools(), *_programs(), *_settings(), *_room(), *_limits()]
    print(version())
    for level, what in findings:
        print("  %-5s  %s" % (level, what))
    if any(level == FAULT for level, _ in findings):
        print("a run cannot start: see the lines with " + FAULT)
        return UNAVAILABLE
    print("a run can start")
    return 0


def _tools():
    installs = os.getuid() == 0 and shutil.which("apt-get") is not None
    jdk = "JDK: " + os.environ["JAVA_HOME"] if machine.find_jdk() else None
    yield _tool(jdk, "JDK 25 or later", "openjdk-25-jdk-headless", installs)
    for name, package in (("nginx", "nginx"), ("supervisord", "supervisor"), ("setpriv", "util-linux")):
        path = shutil.which(name)
        yield _tool(path and "%s: %s" % (name, path), name, package, installs)
    if not build.is_current():
        path = shutil.which("mvn")
        yield _tool(path and "Maven: " + path, "Maven, to build the programs", "maven", installs)
        node = shutil.which("node")
        yield (OK, "Node: " + node) if node else (WARNING, "Node: missing; only the dashboard needs it (package nodejs)")


def _tool(found, wanted, package, installs):
    if found:
        return OK, found
    if installs:
        return WARNING, "%s: missing; would be installed (apt-get, package %s)" % (wanted, package)
    return FAULT, "%s: missing; install it: sudo apt-get install -y --no-install-recommends %s" % (wanted, package)


def _programs():
    if build.is_current():
        yield OK, "programs: built, no source is newer"
    else:
        yield WARNING, "programs: would be built first (some minutes)"


def _settings():
    """Checks the settings of each kind that is not running: a run uses its ports."""
    for kind in KINDS:
        state = State(kind)
        if state.is_locked():
            yield WARNING, "%s: is running, at %s" % (kind, state.address() or "an address that is not known yet")
            continue
        settings = Settings(kind, state.home, dict(os.environ))
        taken = dict(_named(ports.faults(settings.listeners())))
        held = _ports_of_runs()
        for name, address, port in settings.listeners():
            if port in held:
                yield WARNING, "%s: %s %s:%d is held by a run: stop it first, or choose another port" % (kind, name, address, port)
            elif name in taken:
                yield FAULT, "%s: %s" % (kind, taken[name])
            else:
                yield OK, "%s: %s %s:%d is free" % (kind, name, address, port)
        yield from ((FAULT, "%s: %s" % (kind, fault)) for fault in settings.faults)
        yield from ((WARNING, "%s: %s" % (kind, warning)) for warning in settings.warnings)
        yield from _settings_of_programs(kind, settings)


def _ports_of_runs():
    settings = [item.partition(b"=") for state in running() for item in environment(state.holder() or 0)]
    names = (b"TICKER_PORT", b"METRICS_PORT", b"SANDBOX_PORT")
    return {int(value) for name, _, value in settings if name in names and value.isdigit()}


def _named(faults):
    return [(text.partition(":")[0], text) for _, text in faults]


def _settings_of_programs(kind, settings):
    if not build.is_current() or not machine.find_jdk():
        yield WARNING, "%s: the programs' own settings can be checked after the build" % kind
        return
    faults, warnings = SettingsCheck(build.DIST, settings.defaults, settings.environment).result()
    mine = {text.partition(":")[0] for text in settings.faults}
    yield from ((FAULT, "%s: %s" % (kind, fault)) for fault in faults if fault.partition(":")[0] not in mine)
    yield from ((WARNING, "%s: %s" % (kind, warning)) for warning in warnings)


def _room():
    folder = home()
    while not os.path.isdir(folder):
        folder = os.path.dirname(folder)
    room = free_room(folder) or 0
    least = min(preflight.room_needed(State(kind)) for kind in KINDS)
    if not os.access(folder, os.W_OK):
        yield FAULT, "TICKER_HOME: %s cannot be written" % folder
    elif room < least:
        yield FAULT, "disk: %d MiB free in %s, %d are needed for a start" % (room, folder, least)
    else:
        yield OK, "disk: %d MiB free in %s" % (room, folder)


def _limits():
    if not os.environ.get("DATABASE_URL") and not os.environ.get("DATABASE_URL_FILE") and os.getuid() == 0:
        tried = subprocess.run(["unshare", "-U", "true"], stderr=subprocess.DEVNULL, check=False)
        if tried.returncode == 0:
            yield OK, "user namespaces: root can run PostgreSQL"
        else:
            yield FAULT, "user namespaces: root has none and cannot run PostgreSQL: use another user, or set DATABASE_URL"
    try:
        limit = preflight.open_files()
    except CommandError as fault:
        yield FAULT, fault.texts[0]
    else:
        few = preflight.few_open_files(limit)
        yield (WARNING, few) if few else (OK, "ulimit -n: enough open files")
