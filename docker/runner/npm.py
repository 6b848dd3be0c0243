"""The packages of what Node builds: the dashboard and the client for TypeScript."""

import os
import shutil
import subprocess

from runner import machine
from runner.machine import ROOT

LOG = os.path.join(ROOT, "target", "npm.log")
LIMIT = 600  # seconds


def fault(folder):
    """Installs the packages of the folder's lock file where they are not. Returns None, or why that is impossible."""
    if not machine.has_node():
        return "Node is missing or too old"
    lock = os.path.join(folder, "package-lock.json")
    installed = os.path.join(folder, "node_modules", ".installed-lock.json")
    if _bytes(installed) == _bytes(lock):
        return None
    os.makedirs(os.path.dirname(LOG), exist_ok=True)
    try:
        with open(LOG, "w") as log:
            # No package may run a script of its own here.
            subprocess.run(
                ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                timeout=LIMIT,
                check=True,
            )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        return "npm could not download the packages of %s (see %s)" % (os.path.basename(folder), LOG)
    # Written last: packages that were cut off would count as installed.
    shutil.copyfile(lock, installed)
    return None


def _bytes(path):
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None
