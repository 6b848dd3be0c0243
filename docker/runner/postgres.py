"""Runs the included PostgreSQL under supervisord, on a free port of 127.0.0.1. The first start creates the cluster.

The owner's address, with password, is in run/database.url. The programs' address is in run/programs.url; their role is
no superuser, and migrate creates it.
"""

import os
import pwd
import random
import secrets
import shutil
import socket
import subprocess
import sys
import time

from runner import prepared_cluster, processes, users
from runner.errors import BUSY, WRONG_SETTING
from runner.machine import in_image
from runner.state import read_text, write_whole

MAJOR = "17"
PROGRAMS_ROLE = "ticker_programs"
# Below the ports of outgoing connections.
PORTS = range(20000, 32000)
# A container's /dev/shm is small, 64 MB by default; System V memory is not.
OF_IMAGE = ("-c", "dynamic_shared_memory_type=sysv") if in_image() else ()
PREDECESSOR_LIMIT = 10.0  # seconds in which an earlier postmaster must end


def serve():
    """Replaces this process by PostgreSQL; returns an exit code when it cannot serve."""
    os.umask(0o077)
    state = os.environ["TICKER_STATE"]
    data = os.path.join(state, "pgdata")
    password_file = os.path.join(state, "postgres.password")
    programs_password_file = os.path.join(state, "postgres.programs.password")
    if not os.path.isdir(data):
        create_cluster(data, password_file, programs_password_file)
    found = read_text(os.path.join(data, "PG_VERSION"))
    if found is None:
        text = "%s holds no cluster of PostgreSQL (PG_VERSION is missing): move it away, or restore a backup into an empty TICKER_HOME"
        return refuse(WRONG_SETTING, text % data)
    if found != MAJOR:
        return refuse(
            WRONG_SETTING,
            "%s is of PostgreSQL %s, expected %s: dump and restore it, or move it away" % (data, found, MAJOR),
        )
    password = read_text(password_file)
    if not password:
        return refuse(
            WRONG_SETTING,
            "%s, the password of %s, is missing: put it back, or move %s away" % (password_file, data, data),
        )
    holders = clear_stale_pid(data)
    if holders:
        return refuse(BUSY, "another PostgreSQL (processes %s) serves %s" % (" ".join(map(str, holders)), data))
    port = choose_port()
    url = "jdbc:postgresql://127.0.0.1:%s/ticker?user=%s&password=%s"
    programs_password = read_or_make_password(programs_password_file)
    write_address("programs.url", url % (port, PROGRAMS_ROLE, programs_password))
    users.share("programs.url", 0o640)
    write_address("database.url", url % (port, "ticker", password))
    users.give("database.url", "migrate", 0o400)
    users.give(data, "postgres", 0o700)
    # When supervisord is killed, PostgreSQL shuts down in order. No unix socket: its path would have to be short.
    configuration = os.path.join(os.environ["APP_HOME"], "docker", "postgresql.conf")
    command = ["setpriv", "--pdeathsig", "INT", program("postgres"), "-D", data]
    command += ["-c", "port=%s" % port, "-c", "config_file=" + configuration, *OF_IMAGE]
    command = as_server_user(command)
    sys.stdout.flush()
    os.execvp(command[0], command)


def write_address(name, url):
    if read_text(name) != url:  # avoids a write, which would fail on a full disk
        write_whole(name, url + "\n")


def read_or_make_password(file):
    if not read_text(file):
        write_whole(file, secrets.token_hex(24))
    return read_text(file)


def refuse(code, reason):
    print("FATAL: " + reason, file=sys.stderr)
    return code


def program(name):
    return os.path.join(os.environ["POSTGRES_HOME"], "bin", name)


def as_server_user(command):
    """Returns the command without root's powers, because PostgreSQL refuses to run as root.

    In the image it runs as user postgres. Elsewhere, in a user namespace without a mapping, PostgreSQL sees user
    nobody, but root's files stay accessible. So this works in folders which no other account can enter.
    """
    if users.are_used():
        return ["setpriv", *users.switch_to("postgres"), *command]
    if os.getuid() == 0:
        return ["unshare", "-U", "--", *command]
    return [*_name_for(os.getuid()), *command]


def _name_for(user):
    """Returns the words before a command that give a name to a user without one, because PostgreSQL asks for it."""
    try:
        pwd.getpwuid(user)
    except KeyError:
        write_whole("passwd", "postgres:x:%d:%d:PostgreSQL:/:/bin/false\n" % (user, os.getgid()))
        here = os.getcwd()
        names = ["NSS_WRAPPER_PASSWD=" + os.path.join(here, "passwd"), "NSS_WRAPPER_GROUP=/etc/group"]
        return ["env", "LD_PRELOAD=libnss_wrapper.so", *names]
    return []


def create_cluster(data, password_file, programs_password_file):
    """Creates the cluster in another folder, then renames it, so that a kill leaves no incomplete cluster.

    Both roles have their passwords before anybody can connect.
    """
    fresh = data + ".new"
    shutil.rmtree(fresh, ignore_errors=True)
    password = read_or_make_password(password_file)
    programs_password = read_or_make_password(programs_password_file)
    os.mkdir(fresh)
    if prepared_cluster.exists():
        prepared_cluster.unpack(fresh)
        users.give(fresh, "postgres", 0o700)
        users.give(password_file, "postgres", 0o400)
        statements = ["ALTER ROLE ticker PASSWORD '%s'" % password, "ALTER ROLE %s PASSWORD '%s'" % (PROGRAMS_ROLE, programs_password)]
    else:
        users.give(fresh, "postgres", 0o700)
        users.give(password_file, "postgres", 0o400)
        _initdb(fresh, password_file)
        statements = ["CREATE DATABASE ticker", "CREATE ROLE %s LOGIN PASSWORD '%s'" % (PROGRAMS_ROLE, programs_password)]
    # Not every distribution has psql; single-user mode executes statements, too.
    subprocess.run(
        as_server_user([program("postgres"), "--single", "-j", "-D", fresh, "postgres"]),
        input=";\n\n".join([*statements, ""]).encode(),
        stdout=subprocess.DEVNULL,
        check=True,
    )
    # What was unpacked must be on the disk, too, before the name says that it is whole.
    subprocess.run(as_server_user([program("initdb"), "--sync-only", "-D", fresh]), check=True, stdout=subprocess.DEVNULL)
    os.rename(fresh, data)


def _initdb(fresh, password_file):
    initdb = [program("initdb"), "-D", fresh, "-U", "ticker", "--pwfile=" + password_file, "--auth=scram-sha-256"]
    initdb += ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    subprocess.run(as_server_user([*initdb, "--data-checksums", "--no-instructions"]), check=True)


def clear_stale_pid(data):
    """Waits until an earlier postmaster has ended. Returns the processes of one that does not end.

    When there is none, the pid in its file may belong to another process by now, and PostgreSQL would refuse to
    start. So the file is removed.
    """
    pid_file = os.path.join(data, "postmaster.pid")
    if not os.path.exists(pid_file):
        return []
    deadline = time.monotonic() + PREDECESSOR_LIMIT
    while True:
        holders = _processes_in(data)
        if not holders:
            break
        if time.monotonic() > deadline:
            return holders
        time.sleep(0.1)
    if os.path.exists(pid_file):
        os.remove(pid_file)
    return []


def _processes_in(data):
    here = os.stat(data)
    found = []
    for pid in processes.numbers():
        try:
            if os.path.samestat(os.stat("/proc/%d/cwd" % pid), here):
                found.append(pid)
        except OSError:
            pass  # ended, or of another user
    return found


def choose_port():
    """Returns the port of this run; restarts keep it, because the programs know it."""
    if not os.path.exists("postgres.port"):
        write_whole("postgres.port", "%d\n" % free_port())
    return read_text("postgres.port")


def free_port():
    while True:
        port = random.choice(PORTS)
        with socket.socket() as trial:
            try:
                trial.bind(("127.0.0.1", port))
                return port
            except OSError:
                pass  # in use: try another one
