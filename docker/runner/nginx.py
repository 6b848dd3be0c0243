"""nginx, under supervisord: renders its configuration into the run folder, as nginx reads no environment."""

import os
import re
import signal
import subprocess

from runner import processes
from runner.state import kill


def serve():
    """Never returns: nginx takes this process's place."""
    _end_orphans()
    with open(os.path.join(os.environ["APP_HOME"], "docker", "nginx.conf")) as file:
        template = file.read()
    configuration = render(template, os.environ["TICKER_BIND"], os.environ["TICKER_PORT"], _modules(), os.getuid() == 0)
    _save(configuration)
    os.makedirs("nginx", exist_ok=True)
    os.execvp("setpriv", ["setpriv", "--pdeathsig", "TERM", "nginx", "-e", "stderr", "-p", "./", "-c", "nginx.conf"])


def render(template, bind, port, modules, as_root):
    """Fills in the template.

    Started by root, nginx would give its workers another user, who cannot enter a home of root's own. They read files
    and answer nothing but GET, so that they stay root's; the image has a user of its own for them.
    """
    listen = ("[%s]:%s" if ":" in bind else "%s:%s") % (bind, port)
    text = template.replace("@LISTEN@", listen)
    text = text.replace("@USER@", "user root root;" if as_root else "").replace("@MODULES@", modules)
    if os.path.exists(os.path.join(modules, "ngx_http_brotli_static_module.so")):
        text = re.sub(r"(?m)^( *)#brotli# ", r"\1", text)
    return text


def _modules():
    version = subprocess.run(["nginx", "-V"], stderr=subprocess.PIPE, text=True, check=True).stderr
    found = re.search(r"--modules-path=(\S+)", version)
    return found.group(1) if found else ""


def _save(configuration):
    """On a full disk the one of before stays: nginx goes on serving."""
    try:
        with open("nginx.conf.new", "w") as file:
            file.write(configuration)
        os.rename("nginx.conf.new", "nginx.conf")
    except OSError:
        if not os.path.exists("nginx.conf"):
            raise


def _end_orphans():
    """Workers whose master was killed hold on to its port. They work in this folder, as this process does."""
    here = os.getcwd()
    kill([pid for pid in processes.numbers() if processes.name(pid) == "nginx" and processes.folder(pid) == here], signal.SIGKILL)
