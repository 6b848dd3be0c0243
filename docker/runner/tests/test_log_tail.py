import contextlib
import io
import os

from runner.log_tail import Log
from runner.tests.folders import InFolder


class LogTest(InFolder):
    def shown(self, action, *arguments):
        with contextlib.redirect_stdout(io.StringIO()) as out:
            action(*arguments)
        return out.getvalue()

    def test_lines_carry_the_program_s_name_and_no_day(self):
        self.write("ingester.log", "2026-11-28T10:00:00.123Z INFO  stored\n2026-11-28 10:00:01.5 UTC [7] LOG: up\n")
        log = Log("ingester.log")
        self.assertEqual(self.shown(log.last, 10), "ingester       10:00:00 stored\ningester       10:00:01 [7] LOG: up\n")

    def test_half_a_line_is_shown_when_it_is_whole(self):
        self.write("a.log", "one\ntw")
        log = Log("a.log")
        self.assertEqual(self.shown(log.last, 10), "a              one\n")
        with open("a.log", "a") as file:
            file.write("o\n")
        self.assertEqual(self.shown(log.follow), "a              two\n")

    def test_a_rotated_log_is_followed(self):
        self.write("a.log", "")
        log = Log("a.log")
        os.rename("a.log", "a.log.1")
        self.write("a.log", "new\n")
        self.assertEqual(self.shown(log.follow), "a              new\n")
