"""The first process of a container: passes signals on, and reaps what other processes leave behind."""

import os
import signal
import sys

PASSED_ON = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT)


def come_first():
    """As process 1, returns in a child and exits with its code; any other process just returns.

    The kernel gives orphans to process 1, which must wait for each, or they stay as zombies.
    """
    if os.getpid() != 1:
        return
    signal.pthread_sigmask(signal.SIG_BLOCK, PASSED_ON)
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)  # a terminal's Ctrl-C reaches it once, through process 1
        signal.pthread_sigmask(signal.SIG_UNBLOCK, PASSED_ON)
        return
    for number in PASSED_ON:
        signal.signal(number, lambda passed, _: _pass_on(child, passed))
    signal.pthread_sigmask(signal.SIG_UNBLOCK, PASSED_ON)
    while True:
        pid, status = os.wait()
        if pid == child:
            sys.stdout.flush()
            os._exit(128 + os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status))


def _pass_on(child, number):
    try:
        os.kill(child, number)
    except ProcessLookupError:
        pass  # has ended
