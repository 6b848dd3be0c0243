"""Copies the programs into the run's folder, so that a later build or checkout does not change a running program."""

import glob
import os
import shutil
import tarfile
import zipfile

from runner import build
from runner.errors import DISK, CommandError
from runner.machine import ROOT, in_image

POSTGRES_VERSION = "17.11"
POSTGRES_OF_IMAGE = "/usr/lib/postgresql/17"


def prepare(state, with_postgres):
    """Builds when a source is newer, unpacks PostgreSQL, and copies the programs into the run's folder (APP_HOME).

    The image has all of them in place, and nobody changes them there.
    """
    if in_image():
        os.environ["APP_HOME"] = ROOT
        os.environ["POSTGRES_HOME"] = POSTGRES_OF_IMAGE
        return
    # Tests set it: they have built already, and hold the lock.
    dist = os.environ.get("TICKER_DIST")
    if dist:
        _copy(state, dist, with_postgres)
    else:
        with build.lock():
            build.build_if_older()
            _copy(state, build.DIST, with_postgres)
    os.environ.pop("TICKER_DIST", None)


def _copy(state, dist, with_postgres):
    if with_postgres:
        unpack_postgres(state.home, dist)
    app = state.file("app")
    try:
        shutil.rmtree(app, ignore_errors=True)
        shutil.rmtree(app + ".new", ignore_errors=True)
        os.mkdir(app + ".new")
        for jar in glob.glob(os.path.join(glob.escape(dist), "*.jar")):
            shutil.copy2(jar, app + ".new")
        # The benchmarks have libraries of their own, which a run does not need.
        for libraries in ("lib", "lib-bench") if state.kind == "bench" else ("lib",):
            shutil.copytree(os.path.join(dist, libraries), os.path.join(app + ".new", libraries))
        if os.path.isdir(os.path.join(dist, "pages")):
            shutil.copytree(os.path.join(dist, "pages"), os.path.join(app + ".new", "pages"))
        scripts = shutil.ignore_patterns("__pycache__", "tests")
        shutil.copytree(os.path.join(ROOT, "docker"), os.path.join(app + ".new", "docker"), ignore=scripts)
        os.rename(app + ".new", app)
    except (OSError, shutil.Error) as fault:
        raise CommandError(DISK, "cannot copy the programs into %s (%s)" % (app, fault)) from None
    os.environ["APP_HOME"] = app


def unpack_postgres(home, dist):
    """Unpacks PostgreSQL's programs, once for all runs of this home (POSTGRES_HOME)."""
    target = os.path.join(home, "postgresql-" + POSTGRES_VERSION)
    os.environ["POSTGRES_HOME"] = target
    if os.path.isdir(target):
        return
    print("unpacking PostgreSQL " + POSTGRES_VERSION, flush=True)
    for left in glob.glob(glob.escape(target) + ".new.*"):
        shutil.rmtree(left, ignore_errors=True)
    fresh = "%s.new.%d" % (target, os.getpid())
    try:
        [jar] = glob.glob(os.path.join(glob.escape(dist), "postgres", "*.jar"))
        _unpack(jar, fresh)
    except (OSError, ValueError, tarfile.TarError, zipfile.BadZipFile) as fault:
        shutil.rmtree(fresh, ignore_errors=True)
        raise CommandError(DISK, "cannot unpack PostgreSQL into %s (%s)" % (fresh, fault)) from None
    try:
        os.rename(fresh, target)
    except OSError:
        # A demo and an up may unpack at once; the first wins.
        shutil.rmtree(fresh, ignore_errors=True)
    if not os.access(os.path.join(target, "bin", "postgres"), os.X_OK):
        raise CommandError(DISK, "cannot unpack PostgreSQL into " + target)


def _unpack(jar, folder):
    with zipfile.ZipFile(jar) as packed:
        name = next(name for name in packed.namelist() if name.endswith(".txz"))
        with packed.open(name) as stream, tarfile.open(fileobj=stream, mode="r|xz") as files:
            for file in files:
                file.uid, file.gid, file.uname, file.gname = os.getuid(), os.getgid(), "", ""
                files.extract(file, folder)
