"""The class path of the image, and the archives of parsed classes (class data sharing).

An archive works with the class path and the collector that it was made with, so both are chosen here. The archives are made
while the image is built, from the classes that a demo loads. graphql-server, for which readers wait at a start, has one of its
own, whose classes are linked already. All other programs share one file.
"""

import glob
import os
import subprocess

from runner.errors import CommandError
from runner.machine import ROOT, java

SHARED = os.path.join(ROOT, "classes.jsa")
# Programs with an archive of their own.
OWN = {"org.stellarticker.graphqlserver.Main": os.path.join(ROOT, "graphql-server.jsa")}
# What the archives depend on.
LAYOUT = ("-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "--enable-native-access=ALL-UNNAMED")
# Mapped where it was made for. Elsewhere Java would write to most of its pages, and each program would have its own copy.
IN_PLACE = ("-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0")


def options(main):
    """Returns java's options for the main class."""
    return [*_archive_options(main), "-cp", class_path(), main]


def main_class(program):
    return "org.stellarticker.%s.Main" % program.replace("-", "")


def class_path(root=ROOT):
    """Returns all jars, in the same order each time."""
    jars = sorted(glob.glob(os.path.join(glob.escape(root), "*.jar"))) + sorted(glob.glob(os.path.join(glob.escape(root), "lib", "*.jar")))
    return os.pathsep.join(jars)


def _archive_options(main):
    lists = os.environ.get("CLASS_LISTS")
    if lists:
        return ["-XX:DumpLoadedClassList=" + os.path.join(lists, "%s-%d" % (main, os.getpid()))]
    archive = OWN.get(main, SHARED)
    return ["-XX:SharedArchiveFile=" + archive, *IN_PLACE] if os.path.exists(archive) else []


def make_archives(lists):
    """Makes the archives of the classes in the lists, which the programs wrote because of CLASS_LISTS."""
    found = sorted(glob.glob(os.path.join(glob.escape(lists), "org.*")))
    for main, archive in OWN.items():
        _make(archive, [path for path in found if _is_of(main, path)], "-XX:+AOTClassLinking")
    _make(SHARED, [path for path in found if not any(_is_of(main, path) for main in OWN)])


def _is_of(main, path):
    return os.path.basename(path).startswith(main + "-")


def _make(archive, lists, *options):
    if not lists:
        raise CommandError(1, "%s cannot be made: no program wrote a list of its classes" % archive)
    merged = archive + ".list"
    with open(merged, "w") as file:
        file.writelines(merge(_lines(path) for path in lists))
    command = [java(), "-Xshare:dump", *LAYOUT, *options, "-XX:SharedClassListFile=" + merged, "-XX:SharedArchiveFile=" + archive]
    made = subprocess.run([*command, "-cp", class_path()], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    os.unlink(merged)
    if made.returncode != 0:
        raise CommandError(1, "%s could not be made:" % archive, *made.stdout.splitlines()[-5:])


def _lines(path):
    with open(path) as file:
        return file.readlines()


def merge(lists):
    """Returns the lines of all lists, each once, without the numbers that are valid in one list only."""
    found = {}
    for lines in lists:
        for line in lines:
            if not line.startswith("#") and "source:" not in line:
                found.setdefault(line.split(" id: ")[0].strip() + "\n")
    return list(found)
