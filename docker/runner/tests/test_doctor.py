import contextlib
import io
import os
import socket
from unittest import mock

from runner import build, doctor, machine
from runner.tests.folders import InFolder


class DoctorTest(InFolder):
    def examined(self, jdk=True, **environment):
        environment = {"TICKER_HOME": self.folder, "PATH": os.environ["PATH"], "JAVA_HOME": "/jdk", **environment}
        with mock.patch.dict(os.environ, environment, clear=True), mock.patch.object(
            machine, "find_jdk", lambda: jdk
        ), mock.patch.object(build, "is_current", lambda: False), mock.patch.object(os, "getuid", lambda: 1000):
            with contextlib.redirect_stdout(io.StringIO()) as out:
                code = doctor.show()
        return code, out.getvalue()

    def test_a_port_in_use_and_a_wrong_setting_are_faults(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            code, output = self.examined(METRICS_PORT=str(port), SANDBOX_PORT="http")
        self.assertEqual(code, 69)
        self.assertIn("FAULT  up: METRICS_PORT: expected a free port, but 127.0.0.1:%d" % port, output)
        self.assertIn('FAULT  demo: SANDBOX_PORT: expected a port number from 1 to 65535, found "http"', output)
        self.assertTrue(output.endswith("a run cannot start: see the lines with FAULT\n"))

    def test_what_is_missing_and_cannot_be_installed_is_a_fault_with_the_line_to_run(self):
        code, output = self.examined(jdk=False)
        self.assertEqual(code, 69)
        self.assertIn("FAULT  JDK 25 or later: missing; install it: sudo apt-get install", output)

    def test_it_changes_nothing(self):
        self.examined()
        self.assertEqual(os.listdir(self.folder), [])
