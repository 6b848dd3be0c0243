"""The commands of `./ticker`. Each imports only what it needs, so that `status` is fast."""

import os
import sys

from runner import init
from runner.errors import WRONG_USE, CommandError
from runner.machine import in_image
from runner.settings import ALL_PROGRAMS

USAGE = """\
usage: ./ticker COMMAND

  demo [--detach]   start everything offline: PostgreSQL, a sandbox that plays Horizon, the programs, nginx
  up [--detach]     start the same against a real Horizon (HORIZON_URL)
  down              stop everything; nothing is lost
  status            show one line a program: state, progress, lag
  logs [PROGRAM]    follow the logs
  reload            serve renewed TLS_CERT_FILE and TLS_KEY_FILE, without ending a request
  clean             delete now what is too old, as the run does by itself
  rebuild           make candles anew from raw trades and compare; reports each that differs
  backfill --from TIME --to TIME    read the trades of a time range again
  backup FILE|-     write all tables into a file, while everything runs; - is standard output
  restore FILE|-    fill an empty database from a backup; no run may be on. Both take --demo for a demo's
                    database, where no run is on
  archive list | verify [DAY...] | export --from DAY --to DAY [--format csv|ndjson|parquet] | restore DAY
                    what ARCHIVE_URL has: list, verify or write its days; put one back into the database
  rejected [list | show ID | acknowledge ID...]    show or acknowledge records that could not be read
  account create NAME | list | disable NAME | enable NAME | key create NAME | key list NAME | key rotate ID | key revoke ID |
                    quota ID REQUESTS | invite | subscriptions | subscription pause ID | subscription resume ID |
                    subscription delete ID | deliveries | audit    keep accounts, keys and subscriptions (docs/accounts.md)
  test              build and run all tests; --long adds the long ones, --long GROUP... runs some of them,
                    --soak runs the soaks
  bench [NAME...]   run benchmarks against their baselines; --scale N, --minutes M;
                    start and memory measure the container, clients the client libraries, and exchange-orders orders, each by itself
  loadtest [--users N] [--rate N] [--duration D] [--streams on|off] [--gateways N] [--address URL]
                    let many users of the exchange place orders at once, and write an HTML report
  image [--run]     build the container image stellar-ticker, and start it
  engine WORD...    run the container engine that `image` uses (docker, podman or buildah)
  doctor            list what is installed, what would be, which ports are free
  completion SHELL  print the completion for bash or zsh: . <(./ticker completion bash)
  --version         print the version and the commit

In the foreground until Ctrl-C; with --detach it returns once markets.json shows pairs.
Settings are environment variables, such as TICKER_PORT=8100: see docs/configuration.md.
"""

USAGE_OF_IMAGE = """\
usage: ticker COMMAND, for example `docker run -p 8000:8000 stellar-ticker demo` or `docker exec NAME ticker status`

  up                start everything against a real Horizon (HORIZON_URL); PostgreSQL too, without DATABASE_URL
  demo              start everything offline: a sandbox plays Horizon
  web               start nginx and json-generator, before the servers of API_SERVERS
  ingester, aggregator, json-generator, graphql-server, event-publisher, webhook-sender, archiver, db-cleaner    start this program alone
  migrate           migrate the database and end
  sandbox           play Horizon at 127.0.0.1 for a ticker in the same network: for tests
  down              stop everything; nothing is lost
  status            show one line a program: state, progress, lag
  health            exit with 0 when readers are served, else with 1
  logs [PROGRAM]    follow the logs
  clean             delete now what is too old, as the run does by itself
  backfill --from TIME --to TIME    read the trades of a time range again
  backup -          write all tables to standard output, while everything runs
  restore -         fill an empty database from standard input; no run may be on
  archive list | verify [DAY...] | export --from DAY --to DAY [--format csv|ndjson|parquet] | restore DAY
                    what ARCHIVE_URL has: list, verify or write its days; put one back into the database
  reload            use a renewed certificate
  rejected [list | show ID | acknowledge ID...]    show or acknowledge records that could not be read
  account create NAME | list | disable NAME | enable NAME | key create NAME | key list NAME | key rotate ID | key revoke ID |
                    quota ID REQUESTS | invite | subscriptions | subscription pause ID | subscription resume ID |
                    subscription delete ID | deliveries | audit    keep accounts, keys and subscriptions
  --version         print the version and the commit

Settings are environment variables, such as DATABASE_URL: see docs/configuration.md.
"""


def demo(arguments):
    _start("demo", arguments)


def up(arguments):
    _start("up", arguments)


def _start(kind, options):
    for option in options:
        if option != "--detach":
            raise CommandError(WRONG_USE, "%s expects --detach or nothing, found '%s'" % (kind, option))
    from runner import start

    start.run(kind, detach=bool(options))


def down(arguments):
    _none("down", arguments)
    from runner import stop

    stop.all_runs()


def status(arguments):
    _none("status", arguments)
    from runner import status as report

    return report.show_all()


def logs(arguments):
    if len(arguments) > 1:
        raise CommandError(WRONG_USE, "logs takes one program, or none for all")
    from runner import log_tail

    log_tail.follow_run(arguments[0] if arguments else None)


def reload(arguments):
    _none("reload", arguments)
    from runner import reload as reloading

    reloading.all_runs()


def clean(arguments):
    _none("clean", arguments)
    from runner import one_shot

    one_shot.run("db-cleaner", ["run"])


def rebuild(arguments):
    _none("rebuild", arguments)
    from runner import one_shot

    one_shot.run("aggregator", ["rebuild"])


def backfill(arguments):
    from runner import one_shot

    one_shot.run("ingester", ["backfill", *arguments])


def rejected(arguments):
    from runner import one_shot

    one_shot.run("ingester", ["rejected", *(arguments or ["list"])])


def account(arguments):
    from runner import one_shot

    one_shot.run("graphql-server", arguments or ["help"])


def backup(arguments):
    from runner import backup as backups

    return backups.backup(arguments)


def restore(arguments):
    from runner import backup as backups

    return backups.restore(arguments)


def archive(arguments):
    from runner import archive as archives

    archives.run(arguments)


def doctor(arguments):
    _none("doctor", arguments)
    from runner import doctor as examination

    return examination.show()


def completion(arguments):
    from runner import completion as completions

    completions.show(arguments)


def version(arguments):
    _none("--version", arguments)
    from runner import version as versions

    print(versions.text())


def test(arguments):
    from runner import testing

    return testing.run(arguments)


def bench(arguments):
    from runner import bench as benchmarks

    return benchmarks.run(arguments)


def loadtest(arguments):
    from runner import loadtest as loads

    return loads.run(arguments)


def image(arguments):
    if arguments not in ([], ["--run"]):
        raise CommandError(WRONG_USE, "image expects --run or nothing, found '%s'" % " ".join(arguments))
    from runner import image as images

    images.build(run=bool(arguments))


def engine(arguments):
    """Runs the container engine that was found, with the settings that it needs on this machine."""
    from runner import engine as engines

    engines.run(arguments)


def usage(_):
    sys.stdout.write(USAGE_OF_IMAGE if in_image() else USAGE)


def web(arguments):
    _start("web", arguments)


def health(arguments):
    _none("health", arguments)
    from runner import health as look

    return look.code()


def migrate(arguments):
    from runner import alone

    alone.migrate(arguments)


def sandbox(arguments):
    from runner import alone

    alone.sandbox(arguments)


def _program(name):
    def run(arguments):
        from runner import alone

        alone.run(name, arguments)

    return run


def class_archives(arguments):
    """Called while the image is built: class-archives FOLDER."""
    from runner import classes

    classes.make_archives(*arguments)


def prepare_cluster(arguments):
    """Called while the image is built."""
    _none("prepare-cluster", arguments)
    from runner import prepared_cluster

    prepared_cluster.make()


def supervised(arguments):
    """Called by supervisord: supervised NAME, a program or boot, postgres, nginx, api-servers, crash-loop-listener."""
    from runner import supervised as programs

    return programs.run(arguments[0], arguments[1:])


def log_writer(arguments):
    """Called by the run itself: log-writer NAME [FILE]."""
    from runner import log_writer as writer

    writer.copy(*arguments)


def _none(command, arguments):
    if arguments:
        raise CommandError(WRONG_USE, "%s takes no arguments, found '%s'" % (command, " ".join(arguments)))


COMMANDS = {
    "demo": demo,
    "up": up,
    "down": down,
    "status": status,
    "logs": logs,
    "reload": reload,
    "clean": clean,
    "rebuild": rebuild,
    "backfill": backfill,
    "rejected": rejected,
    "account": account,
    "backup": backup,
    "restore": restore,
    "archive": archive,
    "test": test,
    "bench": bench,
    "loadtest": loadtest,
    "doctor": doctor,
    "image": image,
    "engine": engine,
    "completion": completion,
    "--version": version,
    "help": usage,
    "-h": usage,
    "--help": usage,
    "supervised": supervised,
    "log-writer": log_writer,
}


# What the image has in place of what needs sources or an engine.
OF_CLONE = ("test", "bench", "loadtest", "doctor", "image", "engine")
OF_IMAGE = {
    "web": web,
    "health": health,
    "class-archives": class_archives,
    "prepare-cluster": prepare_cluster,
    "migrate": migrate,
    "sandbox": sandbox,
    **{name: _program(name) for name in ALL_PROGRAMS},
}


def known():
    """Returns the commands that exist here."""
    if in_image():
        return {**{name: run for name, run in COMMANDS.items() if name not in OF_CLONE}, **OF_IMAGE}
    return COMMANDS


def main(words):
    """Runs the command and exits with its code."""
    command, arguments = (words[0], words[1:]) if words else ("help", [])
    if in_image():
        init.come_first()
    try:
        if command not in known():
            raise CommandError(WRONG_USE, "no such command: '%s'; ./ticker help lists them" % command)
        code = known()[command](arguments)
    except CommandError as error:
        sys.stdout.flush()
        for text in error.texts:
            print("ticker: " + (text.replace("./ticker", "ticker") if in_image() else text), file=sys.stderr)
        code = error.code
    except BrokenPipeError:
        # The reader of the output has closed it; Python itself would complain at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    sys.exit(code or 0)
