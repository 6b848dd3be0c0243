import contextlib
import fcntl
import io
import os
from unittest import mock

from runner import commands
from runner.tests.folders import InFolder


class BackupTest(InFolder):
    def setUp(self):
        super().setUp()
        patch = mock.patch.dict(os.environ, {"TICKER_HOME": self.folder})
        patch.start()
        self.addCleanup(patch.stop)
        for name in ("DATABASE_URL", "DATABASE_URL_FILE"):
            os.environ.pop(name, None)

    def refused(self, *words):
        """Returns (exit code, message)."""
        with contextlib.redirect_stderr(io.StringIO()) as err, self.assertRaises(SystemExit) as end:
            commands.main(list(words))
        return end.exception.code, err.getvalue()

    def test_one_file_is_expected(self):
        for words in (["backup"], ["backup", "a", "b"], ["restore"], ["restore", "--force", "a"], ["backup", "--up"]):
            code, message = self.refused(*words)
            self.assertEqual(code, 64, words)
            self.assertIn("%s expects a file or -" % words[0], message)

    def test_an_archive_is_not_written_to_a_terminal_nor_read_from_one(self):
        with mock.patch("sys.stdout.isatty", return_value=True, create=True), mock.patch("sys.stdin", mock.Mock(isatty=lambda: True)):
            self.assertEqual(self.refused("backup", "-")[0], 64)
            self.assertEqual(self.refused("restore", "-")[0], 64)

    def test_without_a_database_there_is_nothing_to_back_up(self):
        code, message = self.refused("backup", "file.zip")
        self.assertEqual(code, 66)
        self.assertIn("no database in %s/up" % self.folder, message)
        self.assertIn("%s/demo" % self.folder, self.refused("backup", "--demo", "file.zip")[1])
        self.assertFalse(os.path.exists("file.zip"))

    def test_a_file_that_is_missing_is_named(self):
        self.assertEqual(self.refused("restore", "missing.zip"), (66, "ticker: no such file: %s/missing.zip\n" % self.folder))
        self.assertEqual(os.listdir("."), [])

    def test_nothing_is_restored_while_a_run_is_on(self):
        self.write("file.zip", "")
        self.write("demo/lock", "1\n")
        with open("demo/lock") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            code, message = self.refused("restore", "file.zip")
        self.assertEqual(code, 75)
        self.assertIn("a run is on in %s/demo: nothing may write during a restore" % self.folder, message)
