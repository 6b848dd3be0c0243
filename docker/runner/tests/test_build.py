import io
import unittest

from runner.build import Progress

LINE = "[INFO] Building ingester 0.1.0                                            [7/13]\n"


class Terminal(io.StringIO):
    def isatty(self):
        return True


class ProgressTest(unittest.TestCase):
    def test_each_module_is_a_plain_line_in_a_file(self):
        out = io.StringIO()
        with Progress(out) as progress:
            progress.report("[INFO] BUILD SUCCESS\n")
            progress.report(LINE)
        self.assertEqual(out.getvalue(), "  ingester (7 of 13)\n")

    def test_on_a_terminal_one_line_changes_and_is_cleared(self):
        out = Terminal()
        with Progress(out) as progress:
            progress.report(LINE)
            progress.report(LINE.replace("ingester", "db"))
        self.assertEqual(out.getvalue(), "\r  ingester (7 of 13)\r  db (7 of 13)      \r" + " " * 14 + "\r")
