"""Gives each program a user of its own, in an image that was started as root. Everywhere else, all run as this user.

The group `ticker` may read the database's address, and the programs' status and metrics. The group `ticker-web` may use
the sockets of graphql-server and of the exchange's gateways, and nginx is in no other group.
"""

import grp
import os
import pwd
import shutil
import tempfile

from runner.errors import WRONG_SETTING, CommandError
from runner.machine import in_image

PROGRAMS = "ticker"
WEB = "ticker-web"

MEMORY = "/dev/shm"

# Settings that name a file which programs read; it often has a secret, and is root's alone.
SHARED_FILES = (
    "DATABASE_URL_FILE",
    "DATABASE_READ_URL_FILE",
    "EVENTS_KAFKA_URL_FILE",
    "EVENTS_KAFKA_CLIENT_FILE",
    "EVENTS_KAFKA_PASSWORD_FILE",
    "EVENTS_KAFKA_CA_FILE",
    "TOML_CA_FILE",
    "S3_ACCESS_KEY_FILE",
    "S3_SECRET_KEY_FILE",
    "AUTH_SIGNING_KEY_FILE",
    "AMQP_URL_FILE",
    "OTEL_EXPORTER_OTLP_HEADERS_FILE",
)

# What switching users takes. Without them, root is an ordinary user here.
CAPABILITIES = {"CHOWN": 0, "DAC_OVERRIDE": 1, "FOWNER": 3, "KILL": 5, "SETGID": 6, "SETUID": 7}


def are_used():
    """Whether each program runs as its own user."""
    return in_image() and os.getuid() == 0 and not missing_capabilities()


def missing_capabilities():
    """Returns the capabilities that this process lacks for switching users."""
    with open("/proc/self/status") as status:
        effective = next(int(line.split()[1], 16) for line in status if line.startswith("CapEff:"))
    return [name for name, bit in CAPABILITIES.items() if not effective >> bit & 1]


def of(program):
    """Returns the name of the program's user."""
    if program.startswith("exchange-gateway"):  # also the copies, which have a number
        return "ticker-exchange-gateway"
    return "postgres" if program == "postgres" else "ticker-" + program


def switch_to(program):
    """Returns the options of setpriv that run a command as the program's user, without privileges; none elsewhere."""
    if not are_used():
        return []
    user = pwd.getpwnam(of(program))
    as_user = ["--reuid=%d" % user.pw_uid, "--regid=%d" % user.pw_gid, "--init-groups"]
    return [*as_user, "--inh-caps=-all", "--bounding-set=-all", "--no-new-privs"]


def set_umask(program):
    """Lets other programs read what the program writes, as far as they need it."""
    if are_used():
        of_programs = {"exchange": 0o007, "graphql-server": 0o007, "json-generator": 0o022, "archiver": 0o022, "nginx": 0o022}
        os.umask(0o007 if program.startswith("exchange-gateway") else of_programs.get(program, 0o027))


def give(path, program, mode):
    """Makes the program's user the owner of the path, and of all in it where that changes."""
    if not are_used():
        return
    user = pwd.getpwnam(of(program))
    if os.stat(path).st_uid != user.pw_uid:
        for folder, _, files in os.walk(path):
            for name in files:
                os.chown(os.path.join(folder, name), user.pw_uid, user.pw_gid, follow_symlinks=False)
            os.chown(folder, user.pw_uid, user.pw_gid)
        if not os.path.isdir(path):
            os.chown(path, user.pw_uid, user.pw_gid)
    os.chmod(path, mode)


def share_secrets(folder):
    """Copies the files that settings name into the folder, where the programs may read them: such files are often root's alone."""
    if not are_used():
        return
    for name in SHARED_FILES:
        path = os.environ.get(name)
        if not path:
            continue
        os.makedirs(folder, exist_ok=True)
        share(folder, 0o750)
        copy = os.path.join(folder, name)
        try:
            shutil.copyfile(path, copy)
        except OSError as fault:
            text = "%s: expected a file that can be read, found %s (%s)" % (name, path, fault.strerror)
            raise CommandError(WRONG_SETTING, text) from None
        share(copy, 0o640)
        os.environ[name] = copy


def share_secrets_alone():
    """Copies the files that settings name for a program that has no run folder, into memory where there is such a folder."""
    if are_used() and any(os.environ.get(name) for name in SHARED_FILES):
        share_secrets(tempfile.mkdtemp(prefix="ticker-", dir=MEMORY if os.path.isdir(MEMORY) else None))


def share(path, mode):
    """Gives the path to the group of all programs; it stays root's."""
    if are_used():
        os.chown(path, 0, grp.getgrnam(PROGRAMS).gr_gid)
        os.chmod(path, mode)
