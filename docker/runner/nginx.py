"""Runs nginx under supervisord. Renders its configuration into the run folder, because nginx reads no environment."""

import os
import re
import resource
import signal
import subprocess

from runner import processes
from runner.state import kill

CONNECTIONS = 16384  # of all workers; each one costs memory, even unused
LIMITS = {"connection-limit": "CONNECTION_LIMIT", "rate-limit": "RATE_LIMIT"}
FEWEST_CONNECTIONS = 1024  # of one worker


def serve():
    """Replaces this process by nginx."""
    _end_orphans()
    with open(os.path.join(os.environ["APP_HOME"], "docker", "nginx.conf")) as file:
        template = file.read()
    modules = _modules()
    marks = {"brotli"} if os.path.exists(os.path.join(modules, "ngx_http_brotli_static_module.so")) else set()
    marks |= {mark for mark, setting in LIMITS.items() if os.environ[setting] != "0"}
    _save(render(template, words(os.environ, modules, os.getuid() == 0, open_files()), marks))
    os.makedirs("nginx", exist_ok=True)
    os.execvp("setpriv", ["setpriv", "--pdeathsig", "TERM", "nginx", "-e", "stderr", "-p", "./", "-c", "nginx.conf"])


def words(environment, modules, as_root, files):
    """Returns the values of the @WORDS@ in the template.

    Started by root, nginx would give its workers another user, who cannot enter a home of root's own. They read files
    and answer nothing but GET, so that they stay root's; the image has a user of its own for them.
    """
    bind = environment["TICKER_BIND"]
    return {
        "LISTEN": ("[%s]:%s" if ":" in bind else "%s:%s") % (bind, environment["TICKER_PORT"]),
        "USER": "user root root;" if as_root else "",
        "MODULES": modules,
        "OPEN_FILES": str(files),
        # A proxied connection takes two files.
        "WORKER_CONNECTIONS": str(files // 2),
        "CONNECTION_LIMIT": environment["CONNECTION_LIMIT"],
        "RATE_LIMIT": environment["RATE_LIMIT"],
        "TRUSTED_PROXIES": " ".join(
            "set_real_ip_from %s;" % proxy for proxy in environment["TRUSTED_PROXIES"].replace(",", " ").split()
        ),
    }


def render(template, words, marks):
    """Fills in the @WORDS@, and enables the lines of the given #marks#."""
    text = re.sub("@([A-Z_]+)@", lambda found: words.get(found.group(1), found.group(0)), template)
    for mark in marks:
        text = re.sub("(?m)^( *)#%s# " % mark, r"\1", text)
    return text


def open_files():
    """Returns how many files a worker may open: enough for its share of all connections, or the system's limit."""
    share = max(FEWEST_CONNECTIONS, CONNECTIONS // (os.cpu_count() or 1))
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    return 2 * share if most == resource.RLIM_INFINITY else min(2 * share, most)


def _modules():
    version = subprocess.run(["nginx", "-V"], stderr=subprocess.PIPE, text=True, check=True).stderr
    found = re.search(r"--modules-path=(\S+)", version)
    return found.group(1) if found else ""


def _save(configuration):
    """Writes the configuration. On a full disk the existing file stays, and nginx keeps serving."""
    try:
        with open("nginx.conf.new", "w") as file:
            file.write(configuration)
        os.rename("nginx.conf.new", "nginx.conf")
    except OSError:
        if not os.path.exists("nginx.conf"):
            raise


def _end_orphans():
    """Kills workers of a killed master, which still hold its port. They run in this folder, like this process."""
    here = os.getcwd()
    kill([pid for pid in processes.numbers() if processes.name(pid) == "nginx" and processes.folder(pid) == here], signal.SIGKILL)
