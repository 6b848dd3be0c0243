"""Provides the base image of the Dockerfile: pulled by the engine, or made by debootstrap where no registry answers.

debootstrap takes Debian's packages from the mirror that apt is configured with on this machine.
"""

import os
import shutil
import subprocess

from runner import machine
from runner.build import TARGET
from runner.errors import UNAVAILABLE, CommandError

NAME = "debian:trixie-slim"
RELEASE = "trixie"
PULL_LIMIT = 120.0  # seconds
LOG = os.path.join(TARGET, "base-image.log")

# As in Debian's slim images: an application needs no manuals, and no other languages.
UNNEEDED = ("usr/share/doc", "usr/share/man", "usr/share/info", "usr/share/locale", "var/cache/apt", "var/lib/apt/lists")
EXCLUDED = """\
path-exclude /usr/share/doc/*
path-include /usr/share/doc/*/copyright
path-exclude /usr/share/man/*
path-exclude /usr/share/info/*
path-exclude /usr/share/locale/*
"""


def provide(engine):
    """Makes sure that the engine has the base image."""
    if engine.succeeds("inspect", "--type", "image", NAME) or _pull(engine):
        return
    print("no registry answers; making %s by debootstrap" % NAME, flush=True)
    if os.getuid() != 0:
        raise CommandError(UNAVAILABLE, "%s cannot be pulled, and debootstrap needs root: pull it, or run ./ticker image as root once" % NAME)
    machine.need_debootstrap()
    folder = os.path.join(TARGET, "base-image")
    shutil.rmtree(folder, ignore_errors=True)
    try:
        _bootstrap(folder)
        _import(engine, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _pull(engine):
    print("pulling " + NAME, flush=True)
    try:
        quiet = subprocess.DEVNULL
        pulled = subprocess.run(engine.command("pull", NAME), stdin=quiet, stdout=quiet, stderr=quiet, timeout=PULL_LIMIT, check=False)
    except subprocess.TimeoutExpired:
        return False
    return pulled.returncode == 0


def _bootstrap(folder):
    mirrors = sites(_apt("$(ORIGIN)\t$(LABEL)\t$(SITE)"))
    if "Debian" not in mirrors:
        raise CommandError(UNAVAILABLE, "%s cannot be pulled, and apt on this machine knows no mirror of Debian: pull it from another registry" % NAME)
    mirror = mirrors["Debian"]
    with open(LOG, "w") as log:
        made = subprocess.run(
            ["debootstrap", "--variant=minbase", RELEASE, folder, mirror],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if made.returncode != 0:
        raise CommandError(UNAVAILABLE, "debootstrap could not make %s from %s: see %s" % (NAME, mirror, LOG))
    _write(folder, "etc/apt/sources.list", sources(mirrors))
    _write(folder, "etc/dpkg/dpkg.cfg.d/docker", EXCLUDED)
    for path in UNNEEDED:
        empty(os.path.join(folder, path))


def _apt(form):
    asked = subprocess.run(["apt-get", "indextargets", "--format", form, "Created-By: Packages"], stdout=subprocess.PIPE, text=True, check=False)
    return asked.stdout


def sites(listing):
    """Returns the mirrors by label, Debian and Debian-Security, from lines of origin, label and address."""
    found = {}
    for line in listing.splitlines():
        origin, label, site = line.split("\t")
        if origin == "Debian" and label in ("Debian", "Debian-Security"):
            found.setdefault(label, site)
    return found


def sources(mirrors):
    """Returns apt's sources for the image."""
    lines = ["deb %s %s main" % (mirrors["Debian"], RELEASE), "deb %s %s-updates main" % (mirrors["Debian"], RELEASE)]
    if "Debian-Security" in mirrors:
        lines.append("deb %s %s-security main" % (mirrors["Debian-Security"], RELEASE))
    return "".join(line + "\n" for line in lines)


def _write(folder, path, text):
    path = os.path.join(folder, path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        file.write(text)


def empty(folder):
    """Deletes all files of the folder but copyrights, and the folders that are empty then."""
    if not os.path.isdir(folder):
        return
    for path, folders, files in os.walk(folder, topdown=False):
        for name in files:
            if name != "copyright":
                os.remove(os.path.join(path, name))
        for name in folders:
            inner = os.path.join(path, name)
            if os.path.islink(inner):
                os.remove(inner)
            elif not os.listdir(inner):
                os.rmdir(inner)


def _import(engine, folder):
    archive = folder + ".tar"
    packed = subprocess.run(["tar", "--numeric-owner", "-C", folder, "-cf", archive, "."], check=False)
    if packed.returncode != 0:
        raise CommandError(UNAVAILABLE, "cannot write " + archive)
    try:
        if engine.name != "buildah":
            engine.output("import", archive, NAME)
            return
        container = engine.output("from", "scratch").strip()
        engine.output("add", container, archive, "/")
        engine.output("commit", "--rm", container, NAME)
    finally:
        os.remove(archive)
