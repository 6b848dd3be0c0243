"""Lets the nginx of a run read its certificate and key again, without ending a request."""

import os
import signal
import sys
import time

from runner import tls
from runner.errors import UNAVAILABLE, WRONG_SETTING, CommandError
from runner.processes import environment
from runner.state import home, read_text, running

LIMIT = 10.0  # seconds until the new certificate is served
INTERVAL = 0.05


def all_runs():
    states = [state for state in running() if state.is_up()]
    if not states:
        raise CommandError(UNAVAILABLE, "nothing runs in %s" % home())
    for state in states:
        _reload(state)


def _reload(state):
    settings = dict(item.split(b"=", 1) for item in environment(state.holder() or 0) if b"=" in item)
    port, certificate, key, bind = (
        os.fsdecode(settings.get(name, b"")) for name in (b"TLS_PORT", b"TLS_CERT_FILE", b"TLS_KEY_FILE", b"TICKER_BIND")
    )
    if not port:
        raise CommandError(UNAVAILABLE, "%s has no TLS_PORT: there is nothing to reload; settings are read at a start" % state.path)
    # nginx would keep the old certificate and say so only in its log.
    faults = tls.faults(certificate, key)
    if faults:
        raise CommandError(WRONG_SETTING, *faults, "nothing was changed")
    for warning in tls.warnings(certificate):
        print("ticker: warning: " + warning, file=sys.stderr)
    pid = read_text(state.file("run", "nginx", "pid")) or ""
    try:
        os.kill(int(pid), signal.SIGHUP)
    except (ValueError, ProcessLookupError):
        raise CommandError(UNAVAILABLE, "nginx of %s is not up; it reads the certificate when it starts" % state.path) from None
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(bind, bind)
    _await(host, int(port), tls.first_certificate(certificate))
    print("reloaded: https://%s:%s serves the certificate in %s" % ("[%s]" % host if ":" in host else host, port, certificate))


def _await(host, port, certificate):
    """Waits until new connections get the certificate. Connections that are open keep the old one until they end."""
    deadline = time.monotonic() + LIMIT
    while True:
        try:
            if tls.served(host, port, LIMIT) == certificate:
                return
            reason = "it still serves another certificate"
        except OSError as fault:
            reason = str(fault)
        if time.monotonic() > deadline:
            raise CommandError(UNAVAILABLE, "nginx did not reload within %d s (%s); see ./ticker logs nginx" % (LIMIT, reason))
        time.sleep(INTERVAL)
