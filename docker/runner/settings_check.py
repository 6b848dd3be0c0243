"""Checks the settings of all programs by their own code, in one JVM in the background."""

import os
import subprocess

from runner import classes
from runner.errors import WRONG_SETTING, CommandError
from runner.machine import in_image, java

MAIN = "org.stellarticker.daemon.SettingsCheck"


class SettingsCheck:
    """A running check. left_out has the settings whose values are the run's defaults, not the user's."""

    def __init__(self, dist, left_out=(), environment=os.environ):
        environment = {name: value for name, value in environment.items() if name not in left_out}
        path = os.pathsep.join([os.path.join(dist, "*"), os.path.join(dist, "lib", "*")])
        chosen = classes.options(MAIN) if in_image() else ["-cp", path, MAIN]
        self._process = subprocess.Popen(
            [java(), "-XX:TieredStopAtLevel=1", *classes.LAYOUT, "-Xmx64m", "-Dfile.encoding=UTF-8", *chosen],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def result(self):
        """Returns (faults, warnings), each a list of lines."""
        faults, warnings = self._process.communicate()
        if self._process.returncode not in (0, WRONG_SETTING):
            raise CommandError(1, "the settings could not be checked:", *warnings.splitlines()[-5:])
        return faults.splitlines(), warnings.splitlines()

    def cancel(self):
        """Ends the check, unless it has ended."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.communicate()
