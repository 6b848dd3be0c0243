import os
from unittest import mock

from runner import app, bench, machine, preflight
from runner.state import State
from runner.tests.folders import InFolder


class BenchTest(InFolder):
    def test_a_benchmark_knows_the_folder_of_its_run(self):
        process = mock.Mock(**{"wait.return_value": 0})
        with mock.patch.dict(os.environ, {"TICKER_HOME": self.folder}), mock.patch.object(State, "await_no_processes"):
            with mock.patch.multiple(machine, need_jdk=mock.DEFAULT, need_services=mock.DEFAULT):
                with mock.patch.multiple(preflight, check_postgres_user=mock.DEFAULT, check_room=mock.DEFAULT):
                    with mock.patch.object(app, "prepare"), mock.patch.object(bench, "command", return_value=["java"]):
                        with mock.patch.object(bench.subprocess, "Popen", return_value=process) as started:
                            with mock.patch.object(bench.signal, "signal"):
                                self.assertEqual(bench.run(["candles"]), 0)
            folder = State("bench").path
        self.assertEqual(started.call_args.kwargs["env"]["TICKER_STATE"], folder)

    def test_only_benchmarks_over_http_need_the_load_tool(self):
        self.assertTrue(bench._load_over_http([]))
        self.assertTrue(bench._load_over_http(["--scale", "10000"]))
        self.assertTrue(bench._load_over_http(["candles", "json-http"]))
        self.assertFalse(bench._load_over_http(["candles", "--scale", "10000"]))
