import contextlib
import io
import resource
import unittest
from unittest import mock

from runner import machine, preflight
from runner.errors import CommandError


class PreflightTest(unittest.TestCase):
    def test_all_settings_are_reported_with_one_fault_each(self):
        with self.assertRaises(CommandError) as refusal:
            preflight.refuse([(78, "TICKER_PORT: ours"), (75, "METRICS_PORT: taken"), (78, "TICKER_PORT: theirs")])
        self.assertEqual(refusal.exception.code, 78)
        self.assertEqual(refusal.exception.texts, ("TICKER_PORT: ours", "METRICS_PORT: taken"))

    def test_a_check_that_is_no_longer_needed_is_cancelled(self):
        settings = mock.Mock(faults=[], warnings=[], defaults=[], listeners=lambda: [])
        with mock.patch.dict("os.environ", {"TICKER_DIST": "/dist"}), mock.patch.object(
            machine, "find_jdk", lambda: True
        ), mock.patch.object(preflight, "SettingsCheck") as check:
            with self.assertRaises(CommandError), preflight.Checks(settings) as checks:
                checks.begin()
                raise CommandError(69, "nginx is missing")
        check.return_value.cancel.assert_called_once_with()

    def test_warnings_are_printed_also_where_faults_refuse_the_start(self):
        settings = mock.Mock(faults=["TICKER_BIND: a fault"], warnings=["TICKER_PORT: ignored"], defaults=[], listeners=lambda: [])
        with mock.patch.dict("os.environ", {"TICKER_DIST": "/dist"}), mock.patch.object(
            machine, "find_jdk", lambda: False
        ), contextlib.redirect_stderr(io.StringIO()) as err:
            with self.assertRaises(CommandError), preflight.Checks(settings) as checks:
                checks.begin()
        self.assertEqual(err.getvalue(), "ticker: warning: TICKER_PORT: ignored\n")

    def open_files(self, soft, hard):
        with mock.patch.object(resource, "getrlimit", lambda _: (soft, hard)), mock.patch.object(
            resource, "setrlimit"
        ) as raised, contextlib.redirect_stderr(io.StringIO()) as err:
            preflight.check_open_files()
        return raised.mock_calls[0].args[1] if raised.mock_calls else None, err.getvalue()

    def test_too_few_open_files_are_named(self):
        with self.assertRaises(CommandError) as refusal:
            self.open_files(256, 512)
        self.assertIn("ulimit -n: expected at least 1024 open files a process, found a hard limit of 512", str(refusal.exception))

    def test_few_are_a_warning(self):
        raised, warning = self.open_files(1024, 2048)
        self.assertEqual(raised, (2048, 2048))
        self.assertIn("found a hard limit of 2048", warning)

    def test_what_may_be_raised_is_raised(self):
        self.assertEqual(self.open_files(1024, 524288), ((4096, 524288), ""))
        self.assertEqual(self.open_files(8192, 524288), (None, ""))
        self.assertEqual(self.open_files(1024, resource.RLIM_INFINITY), ((4096, resource.RLIM_INFINITY), ""))
