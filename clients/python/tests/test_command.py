import contextlib
import io
import unittest
from datetime import datetime, timedelta, timezone

from stellar_ticker._command import main
from stellar_ticker._progress import Progress
from tests.played import BASE, COUNTER, Answer, PlayedServer, problem, trade


def said(*words):
    out, fault = io.StringIO(), io.StringIO()
    out.fileno = lambda: 1
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(fault):
        code = main(words)
    return code, out.getvalue(), fault.getvalue()


class CommandTest(unittest.TestCase):
    def play(self, answer):
        server = PlayedServer(answer)
        server.__enter__()
        self.addCleanup(server.__exit__)
        return server

    def test_trades_as_csv_have_all_members_in_plain_notation(self):
        server = self.play(lambda *_: Answer({"items": [trade(1, "0.0000000123")], "next_cursor": None}))
        code, out, fault = said("--url", server.url, "trades", "%s/%s" % (BASE, COUNTER), "--from", "2h", "--csv")
        self.assertEqual((0, ""), (code, fault))
        names, values = out.splitlines()
        row = dict(zip(names.split(","), values.split(",")))
        self.assertEqual(("0.0000000123", "0.0000001", "", "true"), (row["price"], row["counter_amount"], row["base_account"], row["base_is_seller"]))

    def test_spans_count_back_from_the_servers_time(self):
        server = self.play(lambda *_: Answer({"items": [], "next_cursor": None}))
        said("--url", server.url, "trades", "%s/%s" % (BASE, COUNTER), "--from", "1d")
        _, parameters, _ = server.requests[-1]
        self.assertEqual(("2020-11-28T12:00:", "2020-11-29T12:00:"), (parameters["from"][:17], parameters["to"][:17]))

    def test_faults_are_one_line_and_a_code(self):
        server = self.play(lambda *_: problem(404, "Not Found", "expected a market that has traded"))
        code, out, fault = said("--url", server.url, "markets")
        self.assertEqual((66, "", "stellar-ticker: expected a market that has traded\n"), (code, out, fault))
        code, _, fault = said("--url", server.url, "candles", "XLM")
        self.assertEqual(66, code)

    def test_the_bar_shows_how_much_of_the_time_was_read(self):
        class Terminal(io.StringIO):
            def isatty(self):
                return True

        begin = datetime(2026, 1, 1, tzinfo=timezone.utc)
        seconds = iter(range(100))
        out = Terminal()
        with Progress(begin, begin + timedelta(hours=4), out, lambda: next(seconds)) as progress:
            self.assertEqual([0, 1, 2], list(progress.over([0, 1, 2], lambda hour: begin + timedelta(hours=hour))))
        self.assertIn(" 50 %  3", out.getvalue())
        self.assertTrue(out.getvalue().endswith("\r\x1b[K"))

        quiet = io.StringIO()
        with Progress(begin, begin, quiet) as progress:
            self.assertEqual([7], list(progress.over([7], lambda _: begin)))
        self.assertEqual("", quiet.getvalue())
