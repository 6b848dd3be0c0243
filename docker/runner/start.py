"""Starts a run: checks its settings, starts its programs, and waits until markets.json shows pairs."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time

from runner import (
    app,
    completeness,
    demo_key,
    earlier_logs,
    ending,
    folders,
    log_tail,
    log_writer,
    machine,
    preflight,
    serving,
    users,
    wake,
)
from runner.errors import DISK, CommandError
from runner.settings import Settings
from runner.state import LOCK_DESCRIPTOR, State, write_whole
from runner.status import Report

LOOK_INTERVAL = 0.2
WAKING = 10.0  # seconds after the start in which supervisord is woken often


class Interrupted(Exception):
    """Raised by Ctrl-C or a signal to end."""


_interrupted = threading.Event()


class StoppedByDown(Exception):
    """Raised when `./ticker down` ended this run."""


def run(kind, detach):
    """Runs the command demo or up: returns once the run is up, or, without detach, when it ends."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    start = Start(kind, detach)
    try:
        start.prepare()
        start.launch()
        with wake.waking(start.state.file("run"), WAKING):
            start.await_pairs()
        start.print_addresses()
        if not detach:
            start.stay()
    except Interrupted:
        _ignore_signals()
        print("\nstopping", flush=True)
        start.end("by Ctrl-C or a signal to ./ticker %s" % kind)
    except StoppedByDown:
        if detach:
            raise CommandError(1, "stopped by ./ticker down before it was up") from None
        print("stopped by ./ticker down")
    except CommandError as error:
        _ignore_signals()
        start.end("\n".join(error.texts), error.code)
        raise


def _interrupt(_number, _frame):
    # The exception ends a wait. Where Python must ignore it, as in a destructor, the event ends the next one.
    _interrupted.set()
    raise Interrupted


def _check_interrupted():
    if _interrupted.is_set():
        raise Interrupted


def _ignore_signals():
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


class Start:
    """One start of a run."""

    def __init__(self, kind, detach):
        self.state = State(kind)
        self._detach = detach
        self._settings = None
        self._supervisord = None
        self._began = 0.0
        self._tail = None
        self._tail_ended = threading.Event()

    def prepare(self):
        """Does everything that comes before the first program starts."""
        state = self.state
        self._settings = settings = Settings(state.kind, state.home)
        state.take()
        os.environ["TICKER_STATE"] = state.path
        state.await_no_processes()
        if settings.demo_key:
            demo_key.keep(settings.demo_key)
        with preflight.Checks(settings) as checks:
            checks.begin()
            machine.need_jdk()
            machine.need_services()
            preflight.check_open_files()
            preflight.check_room(state)
            if settings.with_postgres:
                preflight.check_postgres_user(state)
            app.prepare(state, settings.with_postgres)
            checks.finish(os.environ["APP_HOME"])

    def launch(self):
        """Starts supervisord, which then holds the lock. In the foreground it ends with this process, even by kill -9."""
        state = self.state
        print("starting in " + state.path, flush=True)
        os.umask(0o077)
        try:
            self._prepare_folders()
            environment = dict(os.environ, RUN_ID=state.run_id)
            if state.kind == "web":  # where no graphql-server serves the metrics of the run
                environment["PROGRAM_METRICS_PORT"] = environment["METRICS_PORT"]
            log = log_writer.start("supervisord", state.file("log", "supervisord.log"), env=environment)
            command = [] if self._detach else ["setpriv", "--pdeathsig", "TERM"]
            command += ["supervisord", "-n", "-c", os.path.join(os.environ["APP_HOME"], "docker", "supervisord.conf")]
            self._began = time.monotonic()
            self._supervisord = subprocess.Popen(
                command,
                cwd=state.file("run"),
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log.stdin,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                pass_fds=(LOCK_DESCRIPTOR,),
            )
            log.stdin.close()
        except OSError as fault:
            raise CommandError(DISK, "cannot start in %s (%s)" % (state.path, fault)) from None
        state.hold_as(self._supervisord.pid)
        state.release()
        if not self._detach:
            self._tail = threading.Thread(target=log_tail.follow, args=(state.file("log"), 0, self._tail_ended), daemon=True)
            self._tail.start()

    def _prepare_folders(self):
        state = self.state
        shutil.rmtree(state.file("run"), ignore_errors=True)
        earlier_logs.shift(state.path)
        users.share_secrets(state.file("run", "secrets"))
        folders.prepare(state, self._settings.with_sandbox, self._settings.with_exchange)
        ending.begin(state.path)
        write_whole(state.file("run", "programs"), os.environ["PROGRAMS"] + "\n")
        serving.prepare(state.file("run"), state.path)
        write_whole(state.file("run", "address"), self._settings.url() + "\n")

    def await_pairs(self):
        """Waits until all that readers need works and nginx serves a markets.json of this run with pairs."""
        state = self.state
        while not serving.look(state.file("run"), state.path):
            _check_interrupted()
            if self._supervisord.poll() is not None:
                self._raise_end()
            if time.monotonic() - self._began > serving.START_LIMIT:
                self._give_up_waiting()
                return
            time.sleep(LOOK_INTERVAL)
        report = Report(state.file("run"))
        if not report.is_ready():
            print("not all programs are ready after %d s; the run continues:\n%s" % (serving.START_LIMIT, report.text()), end="")

    def _give_up_waiting(self):
        """Leaves a run without pairs running against a real Horizon, which may be quiet or come back; ends a demo."""
        report = Report(self.state.file("run"))
        if self._settings.with_sandbox:
            raise CommandError(1, "not ready after %d s:\n%s" % (serving.START_LIMIT, report.text().rstrip()))
        if report.is_ready() or report.has_pairs():
            serving.begin(self.state.file("run"))
        print("not all programs are ready after %d s; the run continues:\n%s" % (serving.START_LIMIT, report.text()), end="")

    def _raise_end(self):
        """Raises the reason why the run ended."""
        state = self.state
        end = ending.read(state.path)
        if end and end.code == 0:
            raise StoppedByDown
        if end:
            raise CommandError(end.code, end.reason)
        raise CommandError(1, "supervisord ended without a reason; see " + state.file("log", "supervisord.log"))

    def print_addresses(self):
        address = self._settings.url()
        print("up after %d s:" % (time.monotonic() - self._began))
        print("  markets   %s/  (and /markets.json)" % address)
        if self._settings.tls_port:
            print("  HTTPS     %s/" % self._settings.tls_url())
        print("  assets    %s/assets.json" % address)
        print("  GraphQL   %s/graphql  (to try it: %s/graphiql)" % (address, address))
        print("  REST      %s/api/v1  (to try it: %s/docs)" % (address, address))
        print("  health    %s/healthz  (metrics: http://127.0.0.1:%d/metrics)" % (address, self._settings.metrics_port))
        if self._settings.with_sandbox:
            print("  sandbox   http://127.0.0.1:%d/  (plays Horizon)" % self._settings.sandbox_port)
        if self._settings.with_exchange:
            print("  exchange  %s/api/v3  (to trade there: %s/dashboard/exchange)" % (address, address))
        complete = completeness.of(address)
        if complete:
            print("  history   %s" % complete.text)
        print("  ./ticker status | logs | down")
        sys.stdout.flush()

    def stay(self):
        """Stays in the foreground, with the logs, until Ctrl-C or the end of the run."""
        _check_interrupted()
        self._supervisord.wait()
        self._raise_end()

    def end(self, reason, code=0):
        """Ends the run if it was started, and releases the lock."""
        if self._supervisord:
            self.state.end(reason, code)
        self._tail_ended.set()
        if self._tail:
            self._tail.join()
        self.state.release()
