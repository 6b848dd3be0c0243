import contextlib
import io
import os
from unittest import mock

from runner import archive, commands
from runner.tests.folders import InFolder


class ArchiveTest(InFolder):
    def setUp(self):
        super().setUp()
        patch = mock.patch.dict(os.environ, {"TICKER_HOME": self.folder})
        patch.start()
        self.addCleanup(patch.stop)
        os.environ.pop("ARCHIVE_URL", None)

    def refused(self, *words):
        """Returns (exit code, message)."""
        with contextlib.redirect_stderr(io.StringIO()) as err, self.assertRaises(SystemExit) as end:
            commands.main(list(words))
        return end.exception.code, err.getvalue()

    def test_a_verb_is_expected(self):
        for words in (["archive"], ["archive", "drop"], ["archive", "--bar"]):
            code, message = self.refused(*words)
            self.assertEqual(code, 64, words)
            self.assertIn("archive expects list, verify, export or restore", message)

    def test_without_a_run_and_an_address_there_is_no_archive(self):
        code, message = self.refused("archive", "list")
        self.assertEqual(code, 69)
        self.assertIn("nothing runs in " + self.folder, message)

    def test_a_day_is_restored_only_beside_a_run(self):
        os.environ["ARCHIVE_URL"] = self.folder
        self.assertEqual(self.refused("archive", "restore", "2026-11-01")[0], 69)

    def test_without_a_run_the_environment_names_the_archive(self):
        os.environ.update(ARCHIVE_URL=self.folder, TICKER_DIST=self.folder)
        with mock.patch("runner.machine.need_jdk"), mock.patch("runner.program.become") as become:
            archive.run(["list"])
        self.assertEqual(become.call_args.args[:2][0], "archiver")
        self.assertEqual(become.call_args.args[1][0], "list")
        self.assertEqual(os.environ["APP_HOME"], self.folder)
