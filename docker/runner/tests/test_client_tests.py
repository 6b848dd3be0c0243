import os
import subprocess
from unittest import mock

from runner import client_tests, npm
from runner.tests.folders import InFolder


class ClientTestsTest(InFolder):
    def played(self, **answers):
        """Plays the commands by the last word of their path; each is an exit code and what it prints."""

        def run(command, *_, **__):
            self.commands.append(command)
            code, text = answers[os.path.basename(command[0])]
            return subprocess.CompletedProcess(command, code, text)

        self.commands = []
        patch = mock.patch.multiple(client_tests, _run=run, CLIENTS=self.folder, ROOT=self.folder)
        patch.start()
        self.addCleanup(patch.stop)

    def test_without_packages_the_reason_is_said(self):
        with mock.patch.object(npm, "fault", return_value="Node is missing or too old"):
            self.assertEqual((0, 0, 1, "Node is missing or too old"), client_tests.typescript())

    def test_numbers_of_node_are_read(self):
        self.played(npm=(0, "# pass 3\n# fail 0\n# skipped 1\n"))
        with mock.patch.object(npm, "fault", return_value=None):
            self.assertEqual((3, 0, 1, ""), client_tests.typescript())

    def test_a_run_without_numbers_has_failed(self):
        self.played(npm=(1, "error TS2322"))
        with mock.patch.object(npm, "fault", return_value=None):
            self.assertEqual((0, 1, 0, "error TS2322"), client_tests.typescript())
