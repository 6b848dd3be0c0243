"""Starts what supervisord runs, in the run folder: supervised NAME."""

import signal

from runner import log_writer, restart_delay, users
from runner.errors import WRONG_USE, CommandError


def run(name, arguments):
    # The program that replaces this process would inherit Python's signal handling.
    for number in (signal.SIGPIPE, signal.SIGXFSZ, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
    if arguments:
        raise CommandError(WRONG_USE, "supervised takes one name, found '%s'" % " ".join([name, *arguments]))
    if name == "crash-loop-listener":
        from runner import crash_loop_listener

        # Its standard output carries supervisord's protocol.
        log_writer.put_before_this_process(name, descriptors=(2,))
        return crash_loop_listener.listen()
    log_writer.put_before_this_process(name)
    users.set_umask(name)
    if name == "boot":
        from runner import boot

        return boot.run()
    restart_delay.wait(name)
    if name == "postgres":
        from runner import postgres

        return postgres.serve()
    if name == "nginx":
        from runner import nginx

        return nginx.serve()
    if name == "api-servers":
        from runner import api_servers

        return api_servers.watch()
    from runner import program

    return program.execute(name, [])
