"""What supervisord starts, all in the run folder: supervised NAME."""

from runner import restart_delay
from runner.errors import WRONG_USE, CommandError


def run(name, arguments):
    if arguments:
        raise CommandError(WRONG_USE, "supervised takes one name, found '%s'" % " ".join([name, *arguments]))
    if name == "crash-loop-listener":
        from runner import crash_loop_listener

        return crash_loop_listener.listen()
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
    from runner import program

    return program.execute(name, [])
