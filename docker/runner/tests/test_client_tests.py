import os
import subprocess
from unittest import mock

from runner import client_tests
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

    def test_without_node_the_reason_is_said(self):
        with mock.patch("shutil.which", return_value=None):
            self.assertEqual((0, 0, 1, "Node is not installed"), client_tests.typescript())

    def test_an_old_node_and_packages_that_cannot_be_installed_are_reasons_too(self):
        self.write("typescript/package-lock.json", "{}")
        with mock.patch("shutil.which", return_value="/usr/bin/node"):
            self.played(node=(0, "v18.19.0\n"))
            self.assertEqual((0, 0, 1, "Node is v18.19.0; at least 20 is needed"), client_tests.typescript())
            self.played(node=(0, "v20.1.0\n"), npm=(1, "npm error\nno network\n"))
            self.assertEqual((0, 0, 1, "npm ci: no network"), client_tests.typescript())

    def test_numbers_of_node_are_read_and_packages_installed_once(self):
        self.write("typescript/package-lock.json", "{}")
        self.write("typescript/node_modules/x", "")
        self.played(node=(0, "v20.1.0\n"), npm=(0, "# pass 3\n# fail 0\n# skipped 1\n"))
        with mock.patch("shutil.which", return_value="/usr/bin/node"):
            self.assertEqual((3, 0, 1, ""), client_tests.typescript())
            self.assertEqual((3, 0, 1, ""), client_tests.typescript())
        self.assertEqual(["ci", "test", "test"], [command[1] for command in self.commands if command[0] == "npm"])

    def test_a_run_without_numbers_has_failed(self):
        self.write("typescript/package-lock.json", "{}")
        self.write("typescript/node_modules/.installed-lock.json", "{}")
        self.played(node=(0, "v20.1.0\n"), npm=(1, "error TS2322"))
        with mock.patch("shutil.which", return_value="/usr/bin/node"):
            self.assertEqual((0, 1, 0, "error TS2322"), client_tests.typescript())
