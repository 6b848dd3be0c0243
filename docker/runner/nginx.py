"""Runs nginx under supervisord. Renders its configuration into the run folder, because nginx reads no environment."""

import hashlib
import os
import pwd
import re
import resource
import shutil
import signal
import stat
import subprocess
import sys

from runner import api_servers, processes, users
from runner.state import kill, write_whole

CONNECTIONS = 32768  # of all workers; each one costs memory, even unused
LIMITS = {"connection-limit": "CONNECTION_LIMIT", "rate-limit": "RATE_LIMIT"}
FEWEST_CONNECTIONS = 1024  # of one worker
CACHE = "nginx/cache"
MEMORY = "/dev/shm"


def serve():
    """Replaces this process by nginx."""
    _end_orphans()
    addresses, unknown = api_servers.addresses(api_servers.of(os.environ))
    for server, reason in unknown.items():
        print("nginx: [warn] API_SERVERS: %s is left out: %s" % (server, reason), file=sys.stderr, flush=True)
    _save(configuration(addresses))
    os.makedirs("nginx", exist_ok=True)
    os.execvp("setpriv", ["setpriv", "--pdeathsig", "TERM", "nginx", "-e", "stderr", "-p", "./", "-c", "nginx.conf"])


def configuration(addresses):
    """Returns nginx's configuration for this run, with graphql-server at the addresses, or on its socket."""
    with open(os.path.join(os.environ["APP_HOME"], "docker", "nginx.conf")) as file:
        template = file.read()
    modules = _modules()
    marks = {"brotli"} if os.path.exists(os.path.join(modules, "ngx_http_brotli_static_module.so")) else set()
    marks |= {mark for mark, setting in LIMITS.items() if os.environ[setting] != "0"}
    marks |= {"tls"} if os.environ.get("TLS_PORT") else set()
    marks |= {"exchange" if os.environ.get("WITH_EXCHANGE") == "true" else "no-exchange"}
    marks |= {"dashboard" if has_dashboard() else "no-dashboard"}
    found = words(os.environ, addresses, modules, os.getuid() == 0, open_files(), cache_folder(os.getcwd()))
    return render(template, found, marks)


def has_dashboard():
    """Whether the dashboard was built with the programs of this run."""
    return os.path.isfile(os.path.join(os.environ["APP_HOME"], "pages", "dashboard", "index.html"))


def words(environment, addresses, modules, as_root, files, cache=CACHE):
    """Returns the values of the @WORDS@ in the template, with the API servers of the setting at the addresses.

    In the image, the workers have a user of their own. Elsewhere that user could not enter a home of root's own. Workers
    read files and answer nothing but GET, so that they stay root's there.
    """
    bind = environment["TICKER_BIND"]
    bind = "[%s]" % bind if ":" in bind else bind
    return {
        "LISTEN": "%s:%s" % (bind, environment["TICKER_PORT"]),
        "LISTEN_TLS": "%s:%s" % (bind, environment.get("TLS_PORT", "")),
        "TLS_CERT_FILE": _quoted(environment.get("TLS_CERT_FILE", "")),
        "TLS_KEY_FILE": _quoted(environment.get("TLS_KEY_FILE", "")),
        "PAGES": _quoted(os.path.join(environment.get("APP_HOME", ""), "pages")),
        "USER": _workers() if as_root else "",
        "API_SERVERS": _api_servers(addresses) if api_servers.of(environment) else "server unix:api/graphql-server.sock;",
        "EXCHANGE_GATEWAYS": _gateways(environment),
        # Another server is asked only where there is another one.
        "NEXT_SERVER": "error" if len(addresses) > 1 else "off",
        "MODULES": modules,
        "CACHE": cache,
        "OPEN_FILES": str(files),
        # Each takes a file, and one that is served from a file takes two. Streams take two connections each, for long.
        "WORKER_CONNECTIONS": str(files * 8 // 9),
        "CONNECTION_LIMIT": environment["CONNECTION_LIMIT"],
        "RATE_LIMIT": environment["RATE_LIMIT"],
        "TRUSTED_PROXIES": " ".join(
            "set_real_ip_from %s;" % proxy for proxy in environment["TRUSTED_PROXIES"].replace(",", " ").split()
        ),
    }


def _quoted(path):
    """Returns a path as nginx reads one; a $ would begin a variable, and no path may hold one."""
    return '"%s"' % path.replace("\\", "\\\\").replace('"', '\\"')


def _api_servers(addresses):
    """Returns the upstream's servers. nginx wants one: without an address, one that it never asks."""
    if not addresses:
        return "server 127.0.0.1:9 down;"
    return "\n        ".join("server %s max_fails=1 fail_timeout=5s;" % address for address in addresses)


def _gateways(environment):
    """Returns the sockets of the run's gateways. One that has ended is asked again every five seconds."""
    count = int(environment.get("EXCHANGE_GATEWAYS") or 1)
    names = ["gateway.sock", *("gateway-%d.sock" % number for number in range(2, count + 1))]
    return "\n        ".join("server unix:exchange/%s max_fails=1 fail_timeout=5s;" % name for name in names)


def _workers():
    return "user %s %s;" % (users.of("nginx"), users.WEB) if users.are_used() else "user root root;"


def render(template, words, marks):
    """Fills in the @WORDS@, and enables the lines of the given #marks#."""
    text = re.sub("@([A-Z_]+)@", lambda found: words.get(found.group(1), found.group(0)), template)
    for mark in marks:
        text = re.sub("(?m)^( *)#%s# " % mark, r"\1", text)
    return text


def cache_folder(run_folder, memory=MEMORY):
    """Returns the folder of answers that are shared for a second: in memory, where nginx can write also on a full disk.

    Its name is this run's own. Where there is no such memory, or the name is taken by somebody else, it is in the run
    folder.
    """
    path = os.path.join(memory, "ticker-%s" % hashlib.sha256(os.fsencode(run_folder)).hexdigest()[:16])
    try:
        os.makedirs(path, mode=0o700, exist_ok=True)
        found = os.lstat(path)
    except OSError:
        return CACHE
    return path if stat.S_ISDIR(found.st_mode) and found.st_uid in _owners() else CACHE


def _owners():
    """Returns the users that may own the folder: this one, and in the image nginx's own, to which nginx gives it."""
    return {os.getuid(), *([pwd.getpwnam(users.of("nginx")).pw_uid] if users.are_used() else [])}


def remove_cache(run_folder, memory=MEMORY):
    """Deletes the folder of a run that has ended."""
    path = cache_folder(run_folder, memory)
    if path != CACHE:
        shutil.rmtree(path, ignore_errors=True)


def open_files():
    """Returns how many files a worker may open: enough for its share of all connections, or the system's limit."""
    share = max(FEWEST_CONNECTIONS, CONNECTIONS // (os.cpu_count() or 1))
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = share * 9 // 8
    return wanted if most == resource.RLIM_INFINITY else min(wanted, most)


def _modules():
    version = subprocess.run(["nginx", "-V"], stderr=subprocess.PIPE, text=True, check=True).stderr
    found = re.search(r"--modules-path=(\S+)", version)
    return found.group(1) if found else ""


def _save(configuration):
    """Writes the configuration. On a full disk the existing file stays, and nginx keeps serving."""
    try:
        write_whole("nginx.conf", configuration)
    except OSError:
        if not os.path.exists("nginx.conf"):
            raise


def _end_orphans():
    """Kills workers of a killed master, which still hold its port. They run in this folder, like this process."""
    here = os.getcwd()
    kill([pid for pid in processes.numbers() if processes.name(pid) == "nginx" and processes.folder(pid) == here], signal.SIGKILL)
