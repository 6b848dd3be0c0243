"""Runs the tests of the client libraries for Python and TypeScript; Maven runs those of the one for Java.

What they need of PyPI and npm is installed into this clone. Where Python's venv, Node or the packages are missing, the tests are
skipped, with the reason.
"""

import os
import re
import shutil
import subprocess
import sys

from runner import npm
from runner.machine import ROOT

CLIENTS = os.path.join(ROOT, "clients")
INSTALL_LIMIT = 300  # seconds
TEST_LIMIT = 300


def run():
    """Yields for each group of tests its name, how many passed, failed and were skipped, and why."""
    yield ("clients/generate.py", *generated())
    yield ("clients/python", *python())
    yield ("clients/typescript", *typescript())


def generated():
    ran = _run([sys.executable, "-I", "-B", os.path.join(CLIENTS, "generate.py"), "--check"])
    return (1, 0, 0, "") if ran.returncode == 0 else (0, 1, 0, ran.stdout)


def python():
    interpreter, fault = python_with(os.path.join(CLIENTS, "python", "requirements-test.txt"))
    if fault:
        return 0, 0, 1, fault
    folder = os.path.join(CLIENTS, "python")
    # mypy itself is for later Pythons.
    checks = ["mypy", "--cache-dir", os.path.join(ROOT, "target", "clients", "mypy")] if sys.version_info >= (3, 10) else ["compileall", "-q", "src"]
    types = _run([interpreter, "-B", "-m", *checks], folder)
    tests = _run([interpreter, "-B", "-m", "tests"], folder, PYTHONPATH=os.path.join(folder, "src"))
    found = re.search(r"^(\d+) (\d+) (\d+)$", tests.stdout, re.MULTILINE)
    passed, failed, skipped = map(int, found.groups()) if found else (0, 1, 0)
    said = ("" if types.returncode == 0 else types.stdout) + ("" if found and not failed else tests.stdout)
    return passed + (types.returncode == 0), failed + (types.returncode != 0), skipped, said


def python_with(requirements, name="python"):
    """Returns a Python that has what the file requires, and why there is none."""
    folder = os.path.join(ROOT, "target", "clients", name)
    interpreter = os.path.join(folder, "bin", "python")
    installed = os.path.join(folder, os.path.basename(requirements))
    if os.path.exists(interpreter) and _text(installed) == _text(requirements):
        return interpreter, None
    for command in (
        [sys.executable, "-m", "venv", "--clear", folder],
        [interpreter, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements],
    ):
        ran = _run(command, limit=INSTALL_LIMIT)
        if ran.returncode != 0:
            return None, "%s: %s" % (" ".join(command[1:4]), last_line(ran.stdout))
    shutil.copyfile(requirements, installed)
    return interpreter, None


def typescript():
    fault = npm.fault(os.path.join(CLIENTS, "typescript"))
    if fault:
        return 0, 0, 1, fault
    folder = os.path.join(CLIENTS, "typescript")
    ran = _run(["npm", "test", "--silent"], folder)
    numbers = {name: int(number) for name, number in re.findall(r"^(?:#|ℹ) (pass|fail|skipped) (\d+)$", ran.stdout, re.MULTILINE)}
    if len(numbers) < 3:
        return 0, 1, 0, ran.stdout
    return numbers["pass"], numbers["fail"], numbers["skipped"], ran.stdout if ran.returncode else ""


def prepare():
    """Prepares what the examples of Python and TypeScript need; prints for each where it is, and why it is not."""
    interpreter, fault = python_with(os.path.join(CLIENTS, "python", "requirements-examples.txt"), "examples")
    print("python\t%s\t%s" % (interpreter or "", fault or ""))
    folder = os.path.join(CLIENTS, "typescript")
    fault = npm.fault(folder)
    if not fault:
        built = _run(["npm", "run", "--silent", "build"], folder)
        fault = last_line(built.stdout) if built.returncode else None
    print("typescript\t%s\t%s" % ("" if fault else folder, fault or ""))


def last_line(text):
    lines = text.strip().splitlines()
    return lines[-1] if lines else "it said nothing"


def _text(path):
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except FileNotFoundError:
        return None


def _run(command, folder=None, limit=TEST_LIMIT, **environment):
    try:
        return subprocess.run(
            command,
            cwd=folder,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=limit,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(command, 1, "it did not end within %d s" % limit)


if __name__ == "__main__":
    prepare()
