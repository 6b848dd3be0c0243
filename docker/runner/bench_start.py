"""Measures how fast the container starts and stops, and how large the image is: `./ticker bench start`.

The container runs `up` with PostgreSQL inside, before a Horizon that does not answer: a start waits for no Horizon.
"""

import json
import os
import statistics
import subprocess
import time
import zlib

from runner import engine as engines
from runner import image, web
from runner.errors import CommandError
from runner.postgres import free_port

ROUNDS = 3
START_LIMIT = 120.0  # seconds
LOOK_INTERVAL = 0.02
MEBIBYTE = 1 << 20

# The same without any archive of classes.
WITHOUT_ARCHIVE = ("-e", "JDK_JAVA_OPTIONS=-Xshare:off")

GOALS = (
    ("first start", "s", 5.0),
    ("later start", "s", 3.0),
    ("stop", "s", 5.0),
    ("image unpacked", "MB", 450.0),
    ("image compressed", "MB", 180.0),
)


def run():
    """Prints the result as one line of JSON."""
    image.build(run=False)
    engine = engines.need()
    print("measuring starts", flush=True)
    rounds = [_round(engine, ()) for _ in range(ROUNDS)]
    first, later, stop = (statistics.median(times) for times in zip(*rounds))
    baseline = _round(engine, WITHOUT_ARCHIVE)[0]
    print("measuring the image", flush=True)
    sizes = _unpacked(engine), _compressed(engine)
    print(json.dumps(result((first, later, stop, *sizes), baseline, rounds)))


def result(values, baseline, rounds):
    """Returns the members of the result."""
    goals = [
        {"name": name, "value": round(value, 2), "unit": unit, "goal": goal, "met": value <= goal}
        for (name, unit, goal), value in zip(GOALS, values)
    ]
    return {
        "bench": "start",
        "value": goals[0]["value"],
        "unit": "s",
        "ours": goals[0]["value"],
        "baseline": round(baseline, 2),
        "baseline_is": "the same image without archives of classes",
        "goal": goals[0]["goal"],
        "met": all(goal["met"] for goal in goals),
        "goals": goals,
        "detail": {"rounds": [[round(value, 2) for value in one] for one in rounds], "load": round(os.getloadavg()[0], 1)},
    }


def _round(engine, options):
    """Returns the seconds of a first start, of a later one, and of a stop."""
    name = "stellar-ticker-bench-%d" % os.getpid()
    port = free_port()
    publish = ("-p", "127.0.0.1:%d:8000" % port, "-e", "HORIZON_URL=http://127.0.0.1:9")
    try:
        first = _seconds_to_serve(engine, port, "run", "-d", "--name", name, *publish, *options, image.NAME)
        began = time.monotonic()
        engine.output("stop", name)
        stop = time.monotonic() - began
        code = engine.output("inspect", name, "--format", "{{.State.ExitCode}}").strip()
        if code != "0":
            raise CommandError(1, "the container ended with %s, expected 0" % code)
        return first, _seconds_to_serve(engine, port, "start", name), stop
    finally:
        engine.succeeds("rm", "-f", "-v", name)


def _seconds_to_serve(engine, port, *words):
    began = time.monotonic()
    engine.output(*words)
    while time.monotonic() - began < START_LIMIT:
        try:
            if web.status("http://127.0.0.1:%d" % port, "/healthz") == 200:
                return time.monotonic() - began
        except OSError:
            pass  # nothing listens yet
        time.sleep(LOOK_INTERVAL)
    raise CommandError(1, "/healthz did not answer 200 within %d s" % START_LIMIT)


def _unpacked(engine):
    return int(engine.output("inspect", "--type", "image", "--format", "{{.Size}}", image.NAME)) / 1e6


def _compressed(engine):
    """Returns the size of all layers as a registry keeps them, compressed by gzip."""
    packing = zlib.compressobj(6, zlib.DEFLATED, 31)
    size = 0
    with subprocess.Popen(engine.command("save", image.NAME), stdout=subprocess.PIPE) as saving:
        for piece in iter(lambda: saving.stdout.read(MEBIBYTE), b""):
            size += len(packing.compress(piece))
    if saving.returncode != 0:
        raise CommandError(1, "%s could not save the image" % engine.name)
    return (size + len(packing.flush())) / 1e6
