"""Finds or installs, by machine.sh, what a run needs of the machine."""

import os
import subprocess

from runner.errors import CommandError

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

COMMIT = os.path.join(ROOT, "COMMIT")  # only in the image: the commit of its sources

_found = set()


def in_image():
    """Whether this is the container image, where everything is installed."""
    return os.path.isfile(COMMIT)


def need_jdk():
    """Sets JAVA_HOME to a JDK that is new enough; installs one where possible."""
    if "jdk" not in _found and not in_image():
        os.environ["JAVA_HOME"] = _machine("jdk").strip()


def find_jdk():
    """Sets JAVA_HOME like need_jdk, but installs nothing. Returns whether Java was found."""
    if in_image():
        return True
    found = subprocess.run(_command("find-jdk"), stdout=subprocess.PIPE, text=True, check=False)
    if found.returncode == 0:
        os.environ["JAVA_HOME"] = found.stdout.strip()
        _found.add("jdk")
    return found.returncode == 0


def need_maven():
    _machine("maven")


def need_services():
    """Finds or installs nginx and supervisord."""
    if not in_image():
        _machine("services")


def need_engine():
    """Installs a container engine."""
    _machine("engine")


def need_debootstrap():
    _machine("debootstrap")


def need_test_tools():
    """Finds or installs what only tests need."""
    _machine("test-tools")


def has_node():
    """Finds or installs Node, which builds the dashboard. Where there is none, says so and returns False."""
    return subprocess.run(_command("node"), stdout=subprocess.DEVNULL, check=False).returncode == 0


def need_browser():
    """Finds or installs the browser that tests the dashboard."""
    _machine("browser")


def need_bench_tools():
    """Finds or installs what only benchmarks over HTTP need."""
    _machine("bench-tools")


def java():
    """Returns the java command: of JAVA_HOME where it is set (the native run), else in PATH (the image)."""
    home = os.environ.get("JAVA_HOME")
    return os.path.join(home, "bin", "java") if home else "java"


def _command(need):
    return ["sh", os.path.join(ROOT, "docker", "machine.sh"), need]


def _machine(need):
    found = subprocess.run(_command(need), stdout=subprocess.PIPE, text=True, check=False)
    if found.returncode != 0:
        raise CommandError(found.returncode)  # machine.sh has said why
    return found.stdout
