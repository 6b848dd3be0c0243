import contextlib
import io
import unittest

from runner import commands


class CommandsTest(unittest.TestCase):
    def refused(self, *words):
        with contextlib.redirect_stderr(io.StringIO()) as err, self.assertRaises(SystemExit) as end:
            commands.main(list(words))
        self.assertEqual(end.exception.code, 64)
        return err.getvalue()

    def test_wrong_use_is_refused(self):
        self.assertEqual(self.refused("sing"), "ticker: no such command: 'sing'; ./ticker help lists them\n")
        self.assertEqual(self.refused("demo", "loudly"), "ticker: demo expects --detach or nothing, found 'loudly'\n")
        self.assertEqual(self.refused("rebuild", "all"), "ticker: rebuild takes no arguments, found 'all'\n")
        self.assertEqual(self.refused("down", "now", "!"), "ticker: down takes no arguments, found 'now !'\n")

    def test_each_command_but_those_for_supervisord_is_in_the_usage(self):
        for name in set(commands.COMMANDS) - {"supervised", "log-writer", "help", "-h", "--help"}:
            self.assertRegex(commands.USAGE, r"(?m)^  %s\b" % name)
