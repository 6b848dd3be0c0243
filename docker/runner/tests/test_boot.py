import os
import subprocess
from unittest import mock

from runner import boot, program, supervisor
from runner.tests.folders import InFolder


class BootTest(InFolder):
    def boot(self, programs, kind="up", code=0):
        """Returns what happened, in order."""
        done = []

        def start(_, name):
            done.append("start " + name)
            self.write("api/%s.sock" % name, "")

        def migrate(*_, **__):
            done.append("migrate")
            return mock.Mock(returncode=code)

        settings = {"WITH_POSTGRES": "false", "PROGRAMS": programs, "TICKER_STATE": os.path.join(self.folder, kind), "DATABASE_URL": "postgresql://a/b"}
        with mock.patch.dict(os.environ, settings), mock.patch.object(supervisor, "start", start):
            with mock.patch.object(subprocess, "run", migrate), mock.patch.object(program, "command", return_value=["migrate"]):
                self.code = boot.run()
        return done

    def test_graphql_server_starts_beside_the_migration_and_the_others_after_it(self):
        done = self.boot("ingester json-generator graphql-server db-cleaner")
        self.assertEqual(done, ["start graphql-server", "migrate", "start ingester", "start json-generator", "start db-cleaner"])

    def test_a_web_has_a_database_that_others_migrate(self):
        self.assertEqual(self.boot("json-generator", "web"), ["start json-generator"])

    def test_a_migration_that_fails_starts_nothing_more(self):
        self.assertEqual(self.boot("ingester graphql-server", code=69), ["start graphql-server", "migrate"])
        self.assertEqual((self.code, self.read("boot.code")), (69, "69\n"))

    def test_an_api_server_that_does_not_come_up_keeps_the_others_only_for_a_time(self):
        with mock.patch.object(boot, "_listens", return_value=False), mock.patch.object(boot, "FIRST_LIMIT", 0.05):
            self.assertEqual(self.boot("graphql-server ingester")[-1], "start ingester")
