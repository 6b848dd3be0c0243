"""Replaces this process by one of the Java programs."""

import os
import re

from runner import classes, users
from runner.machine import in_image, java

# Heaps as small as the work allows: nine JVMs share a small machine.
HEAPS = {
    "sandbox": "160m",
    # All accounts, remembered orders and waiting fills that the settings allow by themselves take some 150 MB; open orders come on top.
    "exchange": "320m",
    # 10,000 private streams take some 100 MB.
    "exchange-gateway": "256m",
    "ingester": "96m",
    "graphql-server": "160m",
    "webhook-sender": "96m",
}
ORDINARY_HEAP = "64m"

# Java gives back what it does not use: by default a heap may stay two thirds empty, shrinks in four steps from one collection
# to the next, and freed native memory is kept.
GIVES_BACK = ("-XX:-ShrinkHeapInSteps", "-XX:TrimNativeHeapInterval=30000")
SMALL = ("-XX:MinHeapFreeRatio=15", "-XX:MaxHeapFreeRatio=25", *GIVES_BACK)
# A heap with so little room is collected so often that a backfill takes longer; once a minute the ingester gives back the rest. Under
# load, the whole heap of a gateway was collected twice a second, and each order waited for that.
MEMORY = {"ingester": GIVES_BACK, "exchange": GIVES_BACK, "exchange-gateway": GIVES_BACK}
# How many pools the C library keeps for this; by default eight for each core.
POOLS = "2"

# Most programs wait for the database or the network, so the quick compiler is enough. graphql-server computes answers
# of ten thousand fields, eight times as fast with the thorough compiler.
QUICK_COMPILER = ("-XX:TieredStopAtLevel=1", "-XX:ReservedCodeCacheSize=32m")
# Orders come by the thousand a second, and each takes the same way.
THOROUGH_COMPILER = ("-XX:ReservedCodeCacheSize=64m",)
COMPILERS = {"graphql-server": THOROUGH_COMPILER, "exchange": THOROUGH_COMPILER, "exchange-gateway": THOROUGH_COMPILER}

# Programs whose module has another name, because a library has theirs.
MODULES = {"exchange": "exchange-engine"}


def execute(name, arguments):
    """Never returns. When supervisord is killed, the program is killed too; programs may be killed at any moment."""
    use_database_of_run()
    become(name, arguments)


def become(name, arguments=()):
    """Replaces this process by the program, with the database that the environment names."""
    os.environ.setdefault("MALLOC_ARENA_MAX", POOLS)
    name, copy = of_copy(name)
    command_line = command(name, [copy] if copy else arguments)
    os.execvp(command_line[0], command_line)


def of_copy(name):
    """Returns the program of which supervisord runs a copy under that name, and the copy's number, if it has one."""
    found = re.fullmatch(r"(exchange-gateway)-([0-9]+)", name)
    return found.groups() if found else (name, None)


def use_database_of_run():
    """Sets the included PostgreSQL as the database where no other one is set."""
    if not os.environ.get("DATABASE_URL") and not os.environ.get("DATABASE_URL_FILE"):
        run = os.path.join(os.environ["TICKER_STATE"], "run")
        os.environ["DATABASE_URL_FILE"] = os.path.join(run, "programs.url")
        # migrate creates the programs' role with it; no other program reads it.
        os.environ["DATABASE_ADMIN_URL_FILE"] = os.path.join(run, "database.url")


def command(name, arguments):
    module = MODULES.get(name, name)
    return [
        "setpriv",
        *users.switch_to(name),
        "--pdeathsig",
        "KILL",
        java(),
        "-Xmx" + HEAPS.get(name, ORDINARY_HEAP),
        "-Xms16m",
        "-Xss512k",
        *MEMORY.get(name, SMALL),
        *classes.LAYOUT,
        *COMPILERS.get(name, QUICK_COMPILER),
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:-UsePerfData",
        "-Dfile.encoding=UTF-8",
        *(classes.options(classes.main_class(module)) if in_image() else ("-jar", os.path.join(os.environ["APP_HOME"], module + ".jar"))),
        *arguments,
    ]
