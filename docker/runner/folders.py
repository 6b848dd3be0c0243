"""Makes the folders of a run, each for the users that write and read in it."""

import os

from runner import users

# Files get the folder's group, and only their owner may replace them.
SHARED = 0o3770
# Root reads commands and addresses in the run folder, so programs write only into folders of their own there.
RUN = 0o751
# graphql-server's socket; nginx is in its group.
SOCKET = 0o750
# The sockets of the exchange and its gateways. Each program replaces only its own; nginx, which is not in the group, passes through.
EXCHANGE = 0o1771


def prepare(state, with_journal=False, with_exchange=False):
    """Makes the folders in which programs write, and lets those users enter who must."""
    _make(state, "www")
    users.give(state.file("www"), "json-generator", 0o755)
    prepare_run(state)
    _make(state, "run", "json-generator")
    users.give(state.file("run", "json-generator"), "json-generator", 0o700)
    if with_journal:
        _make(state, "journal")
        users.give(state.file("journal"), "sandbox", 0o700)
    if with_exchange:
        _make(state, "exchange")
        users.give(state.file("exchange"), "exchange", 0o700)
        _make(state, "exchange-gateway")  # the key of the demo's issuer
        users.give(state.file("exchange-gateway"), "exchange-gateway", 0o700)
        _make(state, "run", "exchange")
        users.share(state.file("run", "exchange"), EXCHANGE)


def prepare_run(state):
    """Makes the run folder, where programs publish their status and metrics."""
    for names in ((), ("run",), ("run", "api"), ("run", "status"), ("run", "metrics")):
        _make(state, *names)
    if users.are_used():
        for folder in (state.home, state.path):
            os.chmod(folder, 0o755)
    users.share(state.file("run"), RUN)
    users.give(state.file("run", "api"), "graphql-server", SOCKET)
    for name in ("status", "metrics"):
        users.share(state.file("run", name), SHARED)
    if os.environ.get("ARCHIVE_URL", "").strip():
        # For files that archiver and its commands write aside.
        for name in ("archiver", "archiver-commands"):
            _make(state, name)
            users.give(state.file(name), "archiver", 0o700)
    _prepare_store("ARCHIVE_URL", "archiver")
    _prepare_store("PUBLISH_URL", "json-generator")


def _prepare_store(setting, program):
    """Makes the folder that a setting names, where it names one, for the program that writes there."""
    store = os.environ.get(setting, "").strip()
    if store and "://" not in store:
        os.makedirs(store, exist_ok=True)
        users.give(store, program, 0o755)


def _make(state, *names):
    os.makedirs(state.file(*names), exist_ok=True)
