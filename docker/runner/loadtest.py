"""Runs many users of the exchange at once: `./ticker loadtest`, with an HTML report.

Without --address, a demo of its own runs meanwhile, on other ports, and is stopped at the end. The processor time of each of
its programs is measured from the first order to the last.
"""

import glob
import json
import os
import re
import subprocess
import sys
import time

from runner import build, machine, processes, web
from runner.errors import WRONG_USE, CommandError
from runner.machine import ROOT
from runner.postgres import free_port

FOLDER = os.path.join(ROOT, "loadtest")
RESULTS = os.path.join(ROOT, "target", "loadtest")
LOG = os.path.join(ROOT, "target", "loadtest.log")
JAR = os.path.join(FOLDER, "target", "dist", "loadtest.jar")
BUILT = os.path.join(FOLDER, "target", "dist", ".built")
UNITS = {"s": 1, "m": 60, "h": 3600}
BEGIN, END = "ORDERS BEGIN", "ORDERS END"
READY_LIMIT = 60.0  # seconds
JAVA_OPTIONS = ("-Xms512m", "-Xmx768m", "-XX:+UseSerialGC", "--add-opens=java.base/java.lang=ALL-UNNAMED", "--enable-native-access=ALL-UNNAMED")
USAGE = "--users N, --rate N, --duration D, --streams on|off, --gateways N and --address URL"
TICKS = os.sysconf("SC_CLK_TCK")


class Options:
    """What the load test does; the tool itself checks numbers."""

    def __init__(self, users="10000", rate="1000", seconds=600, streams="on", gateways="1", address=None, kind="orders", left_alone=None):
        self.users = users
        self.rate = rate
        self.seconds = seconds
        self.streams = streams
        self.gateways = gateways
        self.address = address
        self.kind = kind
        self.left_alone = left_alone  # an instrument

    def words(self, address):
        values = {"address": address, "users": self.users, "rate": self.rate, "seconds": self.seconds, "streams": self.streams, "kind": self.kind}
        if self.left_alone:
            values["except"] = self.left_alone
        return [word for name, value in values.items() for word in ("--" + name, str(value))]


def run(arguments):
    """Returns the exit code: 0 when no request failed."""
    options = read(arguments)
    build_tool()
    if options.address:
        result = measure(options.address, options)
    else:
        with Demo(options.gateways) as demo:
            result = measure(demo.address, options, demo)
    print(json.dumps(result))
    print("report: " + result["report"])
    return 0 if result["well"] else 1


def read(arguments):
    """Returns the options."""
    given = {}
    words = list(arguments)
    while words:
        name = words.pop(0)
        if name not in ("--users", "--rate", "--duration", "--streams", "--gateways", "--address") or not words:
            raise CommandError(WRONG_USE, "loadtest expects %s, each with a value, found '%s'" % (USAGE, name))
        given[name[2:]] = words.pop(0)
    if "duration" in given:
        given["seconds"] = seconds(given.pop("duration"))
    if not re.fullmatch("[1-4]", given.get("gateways", "1")):
        raise CommandError(WRONG_USE, "--gateways: expected a number from 1 to 4, found '%s'" % given["gateways"])
    if "gateways" in given and "address" in given:
        raise CommandError(WRONG_USE, "--gateways: expected none with --address, where the gateways run already")
    return Options(**given)


def seconds(text):
    found = re.fullmatch(r"([1-9][0-9]{0,5})([smh])", text)
    if not found:
        raise CommandError(WRONG_USE, "--duration: expected a duration such as 30s or 10m, found '%s'" % text)
    return int(found[1]) * UNITS[found[2]]


def build_tool():
    """Builds the tool when one of its sources is newer. It is no part of the programs' build."""
    machine.need_jdk()
    machine.need_maven()
    with build.lock():
        if _is_current():
            return
        print("building the load test (the first time also downloads Gatling)", flush=True)
        command = ["mvn", "-f", os.path.join(ROOT, "pom.xml"), *build.MAVEN_OPTIONS, "-P", "loadtest", "-pl", "loadtest", "package", "-DskipTests"]
        with open(LOG, "w", encoding="utf-8") as log:
            if subprocess.run(command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, check=False).returncode != 0:
                raise CommandError(1, "the load test could not be built: see " + LOG)
        # Maven leaves a jar as it is when its classes are the same.
        open(BUILT, "w", encoding="utf-8").close()


def _is_current():
    try:
        built = os.stat(BUILT).st_mtime_ns
    except FileNotFoundError:
        return False
    sources = [os.path.join(FOLDER, "pom.xml"), *glob.glob(os.path.join(glob.escape(FOLDER), "src", "main", "**", "*"), recursive=True)]
    return all(os.stat(source).st_mtime_ns < built for source in sources)


class Demo:
    """A demo that runs as long as it is entered."""

    def __init__(self, gateways="1", **settings):
        self._port = free_port()
        self.address = "http://127.0.0.1:%d" % self._port
        self._home = os.path.join(RESULTS, "home")
        self._environment = {
            **os.environ,
            "TICKER_HOME": self._home,
            "TICKER_PORT": str(self._port),
            "METRICS_PORT": str(free_port()),
            "SANDBOX_PORT": str(free_port()),
            "SANDBOX_HISTORY_TRADES": "20000",
            "EXCHANGE": "on",
            "EXCHANGE_GATEWAYS": gateways,
            # All users come from one address.
            "CONNECTION_LIMIT": "0",
            "EXCHANGE_TOKENS_PER_HOUR": "1000000",
            **settings,
        }

    def __enter__(self):
        os.makedirs(self._home, exist_ok=True)
        self._ticker("down")
        try:
            self._ticker("demo", "--detach")
            self._await_exchange()
        except BaseException:
            self._ticker("down")
            raise
        return self

    def __exit__(self, *_):
        self._ticker("down")

    def _ticker(self, *words):
        ran = subprocess.run([os.path.join(ROOT, "ticker"), *words], env=self._environment, stdout=sys.stderr, check=False)
        if ran.returncode != 0 and words != ("down",):
            raise CommandError(1, "./ticker %s ended with %d" % (" ".join(words), ran.returncode))

    def _await_exchange(self):
        """Waits until the bots offer something in each book."""
        deadline = time.monotonic() + READY_LIMIT
        while True:
            try:
                listed = web.get_json(self.address, "/api/v3/instruments")["items"]
                books = [web.get_json(self.address, "/api/v3/depth?limit=1&instrument=" + found["instrument"]) for found in listed]
                if books and all(book["bids"] and book["asks"] for book in books):
                    return
            except (OSError, ValueError):
                pass  # not yet
            if time.monotonic() > deadline:
                raise CommandError(1, "the exchange had no offers within %d s: see %s" % (READY_LIMIT, os.path.join(self._home, "demo", "log")))
            time.sleep(0.5)

    def processor_time(self):
        """Returns the seconds of processor time that each program of the run has used since its start."""
        path = os.path.join(self._home, "demo")
        used = {}
        for pid in processes.of_run("run in " + path, path):
            time_of = processor_time(pid)
            if time_of is not None:
                name = program(pid)
                used[name] = used.get(name, 0.0) + time_of
        return used


def program(pid):
    """Returns which part of a run a process is."""
    try:
        with open("/proc/%d/cmdline" % pid, "rb") as file:
            words = file.read().decode(errors="replace").split("\0")
    except OSError:
        return "others"
    jars = [os.path.basename(word) for word in words if word.endswith(".jar")]
    if jars:
        return {"exchange-engine": "exchange"}.get(jars[0][: -len(".jar")], jars[0][: -len(".jar")])
    name = processes.name(pid)
    return name if name in ("nginx", "postgres") else "others"


def processor_time(pid):
    try:
        with open("/proc/%d/stat" % pid, "rb") as file:
            # The name, in brackets, may hold anything.
            fields = file.read().rpartition(b")")[2].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / TICKS


def measure(address, options, demo=None):
    """Returns what the users saw, what the programs of the demo used for it, and where the report is."""
    folder = os.path.join(RESULTS, time.strftime("%Y-%m-%dT%H-%M-%S"))
    os.makedirs(folder, exist_ok=True)
    command = [machine.java(), *JAVA_OPTIONS, "-jar", JAR, *options.words(address), "--results", folder]
    snapshots = []
    lines = []
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True) as tool:
        for line in tool.stdout:
            if line.strip() in (BEGIN, END):
                used = demo.processor_time() if demo else {}
                used["load generator"] = processor_time(tool.pid) or 0.0
                snapshots.append(used)
            else:
                sys.stderr.write(line)
            lines.append(line)
        code = tool.wait()
    try:
        result = json.loads(lines[-1])
    except (IndexError, ValueError):
        raise CommandError(1, "the load test ended with %d and without a result" % code) from None
    result["well"] = code == 0
    if len(snapshots) == 2:
        result["programs"] = per_order(*snapshots, result["orders"])
    result["load"] = round(os.getloadavg()[0], 1)
    reports = glob.glob(os.path.join(glob.escape(folder), "*", "index.html"))
    result["report"] = reports[0] if reports else folder
    with open(os.path.join(folder, "result.json"), "w", encoding="utf-8") as file:
        json.dump(result, file, indent=1)
    return result


def per_order(before, after, orders):
    """Returns for each program the microseconds of processor time that one order took, the largest first."""
    used = {name: after[name] - before.get(name, 0.0) for name in after}
    costs = {name: round(1e6 * seconds_of / max(1, orders)) for name, seconds_of in used.items() if seconds_of > 0}
    return dict(sorted(costs.items(), key=lambda item: -item[1]))
