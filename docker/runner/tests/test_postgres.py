import contextlib
import io
import os
import tempfile
import unittest
from unittest import mock

from runner import postgres
from runner.errors import WRONG_SETTING


class ForeignClusterTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.data = os.path.join(folder.name, "pgdata")
        os.mkdir(self.data)
        environment = mock.patch.dict(os.environ, {"TICKER_STATE": folder.name})
        environment.start()
        self.addCleanup(environment.stop)

    def refusal(self):
        with contextlib.redirect_stderr(io.StringIO()) as said:
            self.assertEqual(postgres.serve(), WRONG_SETTING)
        return said.getvalue()

    def test_cluster_of_another_version_is_named(self):
        with open(os.path.join(self.data, "PG_VERSION"), "w") as version:
            version.write("15\n")

        self.assertIn("pgdata is of PostgreSQL 15, expected 17", self.refusal())

    def test_folder_that_holds_no_cluster_is_named(self):
        self.assertIn("pgdata holds no cluster of PostgreSQL (PG_VERSION is missing)", self.refusal())


if __name__ == "__main__":
    unittest.main()
