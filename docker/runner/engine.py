"""Finds the container engine of this machine: docker, podman or buildah, whichever answers. Installs podman otherwise.

Podman's own defaults do not work on every machine, for example without systemd. Where nobody has configured it, the
settings that it needs are in target/containers.conf, which is used for the engine's runs by `./ticker` only.
"""

import os
import resource
import subprocess

from runner import machine
from runner.build import TARGET
from runner.errors import DISK, UNAVAILABLE, CommandError

NAMES = ("docker", "podman", "buildah")
ANSWER_LIMIT = 30.0  # seconds
CONFIGURATION = os.path.join(TARGET, "containers.conf")
CONFIGURED_BY = ("/etc/containers/containers.conf", "/etc/containers/containers.conf.d", "~/.config/containers/containers.conf")

OPEN_FILES = 1048576  # what podman sets in a container by itself
PROCESSES = 1048576


class Engine:
    """An engine that answers."""

    def __init__(self, name):
        self.name = name

    def can_run(self):
        """Whether it runs containers; buildah only builds images."""
        return self.name != "buildah"

    def command(self, *words):
        return [self.name, *words]

    def succeeds(self, *words):
        """Runs the command quietly; returns whether it succeeded."""
        quiet = subprocess.DEVNULL
        return subprocess.run(self.command(*words), stdin=quiet, stdout=quiet, stderr=quiet, check=False).returncode == 0

    def output(self, *words):
        """Returns the command's output; raises CommandError with what the engine said when it fails."""
        ran = subprocess.run(self.command(*words), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)
        if ran.returncode != 0:
            said = ran.stderr.strip().splitlines()[-1:] or ["exit code %d" % ran.returncode]
            raise CommandError(UNAVAILABLE, "%s %s failed: %s" % (self.name, words[0], said[0]))
        return ran.stdout


def need():
    """Returns the engine that answers; installs podman where none does."""
    configure()
    found = find()
    if found is None:
        machine.need_engine()
        configure()
        found = find()
    if found is None:
        raise CommandError(UNAVAILABLE, "no container engine answers (tried docker, podman and buildah): see what `podman info` says")
    return found


def find():
    """Returns the first engine that answers, or None. A client without its server does not answer."""
    return next((Engine(name) for name in NAMES if _answers(name)), None)


def _answers(name):
    try:
        asked = subprocess.run(
            [name, "info"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=ANSWER_LIMIT, check=False
        )
    except (FileNotFoundError, subprocess.TimeoutExpired):
        return False
    return asked.returncode == 0


def configure(environment=os.environ):
    """Points podman to settings with which it works here (CONTAINERS_CONF), unless somebody has configured it."""
    if environment.get("CONTAINERS_CONF") or any(_is_there(path) for path in CONFIGURED_BY):
        return
    text = configuration(
        has_systemd=os.path.isdir("/run/systemd/system"),
        one_cgroup_hierarchy=os.path.exists("/sys/fs/cgroup/cgroup.controllers"),
        limits=_limits(),
    )
    if text:
        _write(text)
        environment["CONTAINERS_CONF"] = CONFIGURATION


def _is_there(path):
    path = os.path.expanduser(path)
    return bool(os.listdir(path)) if os.path.isdir(path) else os.path.exists(path)


def configuration(has_systemd, one_cgroup_hierarchy, limits):
    """Returns the settings that podman needs on such a machine, as the text of containers.conf; empty when none."""
    engine, containers = [], []
    if not one_cgroup_hierarchy:
        engine.append('runtime = "runc"')  # crun refuses both versions of control groups at once
    if not has_systemd:
        engine += ['cgroup_manager = "cgroupfs"', 'events_logger = "file"']
    # A container may not have higher limits than this process.
    lower = lower_limits(*limits)
    if lower:
        containers.append("default_ulimits = [%s]" % ", ".join('"%s"' % limit for limit in lower))
    parts = [("containers", containers), ("engine", engine)]
    return "".join("[%s]\n%s\n" % (name, "\n".join(lines)) for name, lines in parts if lines)


def lower_limits(open_files, process_limit):
    """Returns the limits of this process that are lower than what podman sets in a container."""
    limits = [("nofile", open_files, OPEN_FILES), ("nproc", process_limit, PROCESSES)]
    return ["%s=%d:%d" % (name, here, here) for name, here, usual in limits if here != resource.RLIM_INFINITY and here < usual]


def build_options(environment=os.environ):
    """Returns options for a build: unlike a run, it does not read default_ulimits."""
    if environment.get("CONTAINERS_CONF") != CONFIGURATION:
        return []
    return [word for limit in lower_limits(*_limits()) for word in ("--ulimit", limit)]


def _limits():
    """Returns how many open files and processes a container may have. Podman lowers its own processes to pid_max."""
    with open("/proc/sys/kernel/pid_max") as file:
        most = int(file.read())
    processes = resource.getrlimit(resource.RLIMIT_NPROC)[1]
    return resource.getrlimit(resource.RLIMIT_NOFILE)[1], most if processes == resource.RLIM_INFINITY else min(processes, most)


def _write(text):
    try:
        os.makedirs(TARGET, exist_ok=True)
        with open(CONFIGURATION, "w") as file:
            file.write(text)
    except OSError as fault:
        raise CommandError(DISK, "cannot write %s (%s)" % (CONFIGURATION, fault.strerror)) from None


def run(words):
    """Replaces this process by the engine, with the settings that it needs here."""
    found = need()
    os.execvp(found.name, found.command(*words))
