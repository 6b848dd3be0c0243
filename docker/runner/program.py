"""Runs one of our Java programs in this process's place."""

import os

from runner.machine import java

# Heaps as small as the work allows: seven JVMs share a small machine.
HEAPS = {"sandbox": "160m", "ingester": "96m", "graphql-server": "160m"}
ORDINARY_HEAP = "64m"

# The quick compiler's code does for what waits for the database or the network most of its time. Who makes answers of
# some ten thousand fields is eight times as fast with the thorough one's.
QUICK_COMPILER = ("-XX:TieredStopAtLevel=1", "-XX:ReservedCodeCacheSize=32m")
COMPILERS = {"graphql-server": ("-XX:ReservedCodeCacheSize=64m",)}


def execute(name, arguments):
    """Never returns. Should supervisord be killed, its programs die with it: they are made to be killed at any moment."""
    use_database_of_run()
    command_line = command(name, arguments)
    os.execvp(command_line[0], command_line)


def use_database_of_run():
    """Where no other database is set: PostgreSQL of our own."""
    if not os.environ.get("DATABASE_URL") and not os.environ.get("DATABASE_URL_FILE"):
        run = os.path.join(os.environ["TICKER_STATE"], "run")
        os.environ["DATABASE_URL_FILE"] = os.path.join(run, "programs.url")
        # By which migrate makes the role of the programs; no other program reads it.
        os.environ["DATABASE_ADMIN_URL_FILE"] = os.path.join(run, "database.url")


def command(name, arguments):
    return [
        "setpriv",
        "--pdeathsig",
        "KILL",
        java(),
        "-Xmx" + HEAPS.get(name, ORDINARY_HEAP),
        "-Xms16m",
        "-Xss512k",
        "-XX:+UseSerialGC",
        "-XX:+UseCompactObjectHeaders",
        *COMPILERS.get(name, QUICK_COMPILER),
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:-UsePerfData",
        "--enable-native-access=ALL-UNNAMED",
        "-Dfile.encoding=UTF-8",
        "-jar",
        os.path.join(os.environ["APP_HOME"], name + ".jar"),
        *arguments,
    ]
