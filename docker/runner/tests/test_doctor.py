import contextlib
import fcntl
import io
import os
import socket
import subprocess
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

    def test_a_port_that_a_run_of_this_home_holds_is_no_fault(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            os.makedirs("demo")
            run = subprocess.Popen(["sleep", "60"], env={"TICKER_PORT": str(port), "PATH": os.environ["PATH"]})
            try:
                self.write("demo/lock", "%d" % run.pid)
                with open("demo/lock") as lock:
                    fcntl.flock(lock, fcntl.LOCK_EX)
                    _, text = self.examined(TICKER_PORT=str(port), METRICS_PORT="1")
            finally:
                run.kill()
                run.wait()
        self.assertIn("note   up: TICKER_PORT 127.0.0.1:%d is held by a run" % port, text)
        self.assertNotIn("FAULT  up: TICKER_PORT", text)

    def test_a_home_with_a_database_needs_less_room(self):
        with mock.patch.object(doctor, "free_room", lambda _: 200):
            _, text = self.examined()
            self.assertIn("FAULT  disk: 200 MiB free in %s, 512 are needed" % self.folder, text)
            os.makedirs("up/pgdata")
            _, text = self.examined()
            self.assertIn("ok     disk: 200 MiB free", text)

    def test_what_is_missing_and_cannot_be_installed_is_a_fault_with_the_line_to_run(self):
        code, output = self.examined(jdk=False)
        self.assertEqual(code, 69)
        self.assertIn("FAULT  JDK 25 or later: missing; install it: sudo apt-get install", output)

    def test_it_changes_nothing(self):
        self.examined()
        self.assertEqual(os.listdir(self.folder), [])
