import os
import time
from unittest import mock

from runner import health, web
from runner.state import State
from runner.tests.folders import InFolder


class HealthTest(InFolder):
    def setUp(self):
        super().setUp()
        environment = mock.patch.dict(os.environ, TICKER_HOME=self.folder)
        environment.start()
        self.addCleanup(environment.stop)

    def running(self, kind):
        state = State(kind)
        state.take()
        self.addCleanup(state.release)
        os.makedirs(state.file("run", "status"), exist_ok=True)

    def test_nothing_that_runs_is_not_well(self):
        self.assertEqual(health.code(), 1)

    def test_a_run_is_well_when_nginx_answers_200(self):
        self.running("up")
        self.assertEqual(health.code(), 1)  # no address yet
        self.write("up/run/address", "http://127.0.0.1:8000\n")
        for status, code in ((200, 0), (503, 1)):
            with mock.patch.object(web, "status", return_value=status):
                self.assertEqual(health.code(), code)
        with mock.patch.object(web, "status", side_effect=OSError):
            self.assertEqual(health.code(), 1)

    def test_one_program_is_well_when_its_status_file_says_so(self):
        self.running("ingester")
        self.assertEqual(health.code(), 1)
        self.write("ingester/run/status/ingester", "running\tlive\nwell\t10\n")
        self.assertEqual(health.code(), 0)
        self.write("ingester/run/status/ingester", "stalled\tlive\nunwell\t10\n")
        self.assertEqual(health.code(), 1)

    def test_an_old_status_is_not_valid(self):
        self.write("status", "running\tlive\nwell\t10\n")
        self.assertTrue(health.program_is_well("status"))
        self.assertFalse(health.program_is_well("status", now=time.time() + 11))
