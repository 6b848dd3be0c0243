import contextlib
import io
from unittest import mock

from runner import serving, start
from runner.errors import CommandError
from runner.tests.folders import InFolder


class AwaitPairsTest(InFolder):
    def given_up(self, kind, ready=False, pairs=False):
        report = mock.Mock(is_ready=lambda: ready, has_pairs=lambda: pairs, text=lambda: "  ingester  starting\n")
        with mock.patch.dict("os.environ", {"TICKER_HOME": self.folder}):
            begun = start.Start(kind, detach=True)
        begun._settings = mock.Mock(with_sandbox=kind == "demo")
        begun._supervisord = mock.Mock(poll=lambda: None)
        begun._began = -serving.START_LIMIT
        self.write(kind + "/run/address", "http://127.0.0.1:8000\n")
        with mock.patch.object(start, "Report", lambda _: report), mock.patch.object(
            serving, "look", lambda *_: False
        ), contextlib.redirect_stdout(io.StringIO()) as out:
            begun.await_pairs()
        return out.getvalue()

    def test_an_up_whose_horizon_is_away_continues_and_names_what_is_not_ready(self):
        text = self.given_up("up")
        self.assertEqual(text, "not all programs are ready after 180 s; the run continues:\n  ingester  starting\n")
        self.assertFalse(serving.has_begun("up/run"))

    def test_an_up_with_pairs_has_begun_to_serve(self):
        self.given_up("up", pairs=True)
        self.assertTrue(serving.has_begun("up/run"))

    def test_a_demo_that_is_not_ready_has_failed(self):
        with self.assertRaises(CommandError) as failure:
            self.given_up("demo")
        self.assertEqual(failure.exception.texts, ("not ready after 180 s:\n  ingester  starting",))
