"""Builds the dashboard, by Node, when one of its sources is newer. Where that is not possible, everything else works."""

import os
import shutil
import subprocess

from runner import npm
from runner.errors import CommandError
from runner.machine import ROOT

FOLDER = os.path.join(ROOT, "dashboard")
LOG = os.path.join(ROOT, "target", "dashboard.log")
SOURCES = ["src", "public", "index.html", "package.json", "package-lock.json", "tsconfig.json", "vite.config.ts"]
WITHOUT = "building goes on without the dashboard; /dashboard/ will say so"


def build_if_older(dist):
    """Builds the dashboard into the folder of the programs."""
    built = os.path.join(dist, "pages", "dashboard")
    if _is_current(os.path.join(built, "index.html")):
        return
    print("building the dashboard (the first time also downloads what it is built with)", flush=True)
    fault = npm.fault(FOLDER)
    if fault:
        print("%s; %s" % (fault, WITHOUT), flush=True)
        return
    if not run("build"):
        raise CommandError(1, "the dashboard's build failed: see " + LOG)
    # Copied aside and renamed: a copy that was cut off would count as built.
    shutil.rmtree(built + ".new", ignore_errors=True)
    shutil.copytree(os.path.join(FOLDER, "target", "site"), built + ".new")
    shutil.rmtree(built, ignore_errors=True)
    os.rename(built + ".new", built)
    os.utime(os.path.join(built, "index.html"))


def run(script, **environment):
    """Runs a script of the package. Returns whether it succeeded; its output is in the log."""
    os.makedirs(os.path.dirname(LOG), exist_ok=True)
    with open(LOG, "a") as log:
        ran = subprocess.run(
            ["npm", "run", script],
            cwd=FOLDER,
            env=dict(os.environ, **environment),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            check=False,
        )
    return ran.returncode == 0


def _is_current(built):
    try:
        since = os.stat(built).st_mtime_ns
    except FileNotFoundError:
        return False
    return not any(os.lstat(path).st_mtime_ns > since for path in _sources())


def _sources():
    for name in SOURCES:
        path = os.path.join(FOLDER, name)
        if os.path.exists(path):
            yield path
        for folder, _, files in os.walk(path):
            yield folder
            for file in files:
                yield os.path.join(folder, file)
