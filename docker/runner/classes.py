"""The class path of the image, and the archive of parsed classes that all programs share (class data sharing).

The archive works with the class path and the collector that it was made with, so both are chosen here. All programs map
the same file: its pages are in memory once. It is made while the image is built, from the classes that a demo loads.
"""

import glob
import os
import subprocess

from runner.errors import CommandError
from runner.machine import ROOT, java

ARCHIVE = os.path.join(ROOT, "classes.jsa")
# What the archive depends on.
LAYOUT = ("-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "--enable-native-access=ALL-UNNAMED")


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
    return ["-XX:SharedArchiveFile=" + ARCHIVE] if os.path.exists(ARCHIVE) else []


def make_archive(lists):
    """Makes the archive of all classes in the lists, which the programs wrote because of CLASS_LISTS."""
    merged = os.path.join(lists, "all")
    with open(merged, "w") as file:
        file.writelines(merge(_lines(path) for path in sorted(glob.glob(os.path.join(glob.escape(lists), "org.*")))))
    command = [java(), "-Xshare:dump", *LAYOUT, "-XX:SharedClassListFile=" + merged, "-XX:SharedArchiveFile=" + ARCHIVE]
    made = subprocess.run([*command, "-cp", class_path()], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if made.returncode != 0:
        raise CommandError(1, "the archive of classes could not be made:", *made.stdout.splitlines()[-5:])


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
