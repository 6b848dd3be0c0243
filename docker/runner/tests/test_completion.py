import contextlib
import io
import subprocess
import unittest

from runner import commands, completion
from runner.errors import CommandError


class CompletionTest(unittest.TestCase):
    def script(self, shell):
        with contextlib.redirect_stdout(io.StringIO()) as out:
            completion.show([shell])
        return out.getvalue()

    def completed(self, *words):
        """What bash offers for the last of the words."""
        script = self.script("bash") + 'COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)); _ticker; echo "${COMPREPLY[@]}"'
        ran = subprocess.run(["bash", "-c", script, "bash", *words], stdout=subprocess.PIPE, text=True, check=True)
        return ran.stdout.split()

    def test_bash_completes_commands_and_what_follows_them(self):
        self.assertEqual(self.completed("./ticker", "sta"), ["status"])
        self.assertEqual(self.completed("./ticker", "logs", "in"), ["ingester"])
        self.assertEqual(self.completed("./ticker", "demo", "--"), ["--detach"])
        self.assertEqual(self.completed("./ticker", "down", ""), [])

    def test_zsh_offers_the_same(self):
        script = self.script("zsh")
        self.assertIn("\n    demo) compadd -- --detach ;;\n", script)
        self.assertNotIn("COMP_WORDS", script)

    def test_each_command_is_completed(self):
        hidden = {"supervised", "log-writer", "-h", "--help"}
        self.assertEqual(set(completion.WORDS), set(commands.COMMANDS) - hidden)

    def test_another_shell_is_refused(self):
        with self.assertRaises(CommandError):
            completion.show(["fish"])
